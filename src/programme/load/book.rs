//! Loads a document of programmes and pathways.

use crate::document::{Citation, Findings, Limits, Places, Problem, Purpose, Table, read_for};
use crate::programme::book::Programmes;
use crate::programme::draft::ProgrammesDraft;
use crate::programme::load::programme::programme;
use crate::programme::load::stages::pathway;
use crate::programme::naming::put_in_full;
use crate::registry::{self, DocumentHead, DocumentKind, Roll, read_framework};
use crate::rules::February;

/// Loads programmes and pathways from what stands under a `[document]` table that was read before. Everything that is
/// wrong is added to the findings of the table. With a roll the names of courses are put in full. `check` tells all that
/// is wrong with a draft; of a document that was judged before it is not asked.
pub(crate) fn load(
    mut top: Table<'_>,
    head: Option<DocumentHead>,
    roll: Option<&dyn Roll>,
    check: impl FnOnce(&ProgrammesDraft, &mut dyn FnMut(Problem)),
) -> Option<Programmes> {
    let (mut draft, places) = draft(&mut top, head)?;
    let decodes = top.collector().decodes();
    let sound = places.judge(&top, may_follow, |tell| {
        if let Some(roll) = roll {
            put_in_full(&mut draft, roll, tell);
        }
        if !decodes {
            check(&draft, tell);
        }
    });
    sound.then(|| Programmes::checked(draft))
}

impl ProgrammesDraft {
    /// Reads programmes and pathways from TOML without checking them.
    ///
    /// # Errors
    /// Everything that cannot be read, with lines.
    pub fn read(name: &str, text: &[u8], limits: &Limits) -> Result<Self, Findings> {
        Self::read_for(name, text, limits, Purpose::Judging { without: &[] })
    }

    pub(crate) fn read_for(name: &str, text: &[u8], limits: &Limits, purpose: Purpose) -> Result<Self, Findings> {
        read_for(name, text, limits, purpose, |top| under_head(top, |mut top, head| Some(draft(&mut top, head)?.0)))
    }
}

/// Reads what stands under the head of a document of programmes.
pub(crate) fn under_head<'a, T>(
    top: Table<'a>,
    load: impl FnOnce(Table<'a>, Option<DocumentHead>) -> Option<T>,
) -> Option<T> {
    registry::under_head(top, DocumentKind::Programmes, ("P000", "holds no programmes"), load)
}

/// Whether it may be no more than a consequence of something that could not be read, and so is not in the draft: a
/// programme that is missing, a change that leads to a pathway, how the months end.
fn may_follow(problem: &Problem) -> bool {
    matches!(problem.code, "P003" | "P004" | "P010" | "P011" | "P031")
}

/// All that can be read. For what cannot, and is found, something stands in by which the rest can be checked: whatever
/// is made of it does not count.
fn draft(top: &mut Table<'_>, head: Option<DocumentHead>) -> Option<(ProgrammesDraft, Places)> {
    let mut places = Places::default();
    let head = head.or_else(DocumentHead::unread)?;
    let (semantics, february) = book(top.table("book", "book"));
    let framework = read_framework(top, Some(head.clone()), |_, _| ());
    let draft = ProgrammesDraft {
        clauses: places.read(top, ("clause", "clause"), Citation::read),
        february,
        framework: framework?,
        head,
        pathways: places.read(top, ("pathway", "pathway"), pathway),
        programmes: places.read(top, ("programme", "programme"), programme),
        semantics,
    };
    top.finish();
    Some((draft, places))
}

/// What the `[book]` table says.
fn book(table: Option<Table<'_>>) -> (u32, Option<February>) {
    let Some(mut table) = table else { return (1, None) };
    let (semantics, february) = (table.required_whole("semantics"), table.optional("february"));
    table.finish();
    (semantics.unwrap_or(1), february)
}
