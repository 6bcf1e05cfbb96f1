//! Reads and checks programmes: what the language asks is kept, and each of them can be met.

use crate::document::{Findings, Limits, Problem, Table, read};
use crate::planner::planned::contradictions;
use crate::programme::{Programmes, ProgrammesDraft, is_sound, load, under_head};
use crate::registry::{DocumentHead, Roll};

impl Programmes {
    /// Reads programmes and pathways from TOML, and checks them. `name` is what their author calls the document: a
    /// file name.
    ///
    /// ```
    /// use creditbank::document::Limits;
    /// use creditbank::programme::Programmes;
    /// let text = r#"
    ///     [document]
    ///     id = "demo-programmes"
    ///     kind = "programmes"
    ///     valid = "2026-09-01.."
    ///     version = "2026"
    ///
    ///     [book]
    ///     semantics = 1
    ///
    ///     [[unit]]
    ///     id = "hv"
    ///     quantum = "0.5"
    ///
    ///     [[clause]]
    ///     id = "demo/1"
    ///     text = "A diploma takes 6 credits, 4 of them in mechanics."
    ///
    ///     [[programme]]
    ///     id = "HV-MECH"
    ///     title = "Mechanics"
    ///     tier = "higher"
    ///     unit = "hv"
    ///     clause = "demo/1"
    ///     least = "6"
    ///
    ///     [[programme.part]]
    ///     id = "mechanics"
    ///     least = "4"
    ///     accepts = [{ categories = ["mechanics"] }]
    ///
    ///     [[programme.part]]
    ///     id = "electives"
    ///     optional = true
    ///     accepts = [{}]
    /// "#;
    /// let book = Programmes::read("programmes.toml", text.as_bytes(), &Limits::default())?;
    /// let again = format!("# A remark changes nothing.\n{text}");
    /// assert_eq!(Programmes::read("again.toml", again.as_bytes(), &Limits::default())?.hash(), book.hash());
    ///
    /// let wrong = text.replace("least = \"4\"", "least = \"4\"\nmost = \"3\"");
    /// let findings = Programmes::read("wrong.toml", wrong.as_bytes(), &Limits::default()).unwrap_err();
    /// assert_eq!(findings.iter().map(|finding| finding.code).collect::<Vec<_>>(), ["P016"]);
    /// # Ok::<(), creditbank::document::Findings>(())
    /// ```
    ///
    /// # Errors
    /// Everything that is wrong with them, with lines.
    pub fn read(name: &str, text: &[u8], limits: &Limits) -> Result<Self, Findings> {
        read(name, text, limits, |top| under_head(top, |top, head| Self::load(top, head, None)))
    }

    /// Reads programmes and pathways as [`Programmes::read`] does, and puts the names of courses in them in full, as
    /// catalogues say on the document's first day: the semantic hash is that of the document that is published beside
    /// them.
    ///
    /// # Errors
    /// Everything that is wrong with them, with lines; among that codes of which several institutions own a course.
    pub fn read_among(name: &str, text: &[u8], limits: &Limits, roll: &dyn Roll) -> Result<Self, Findings> {
        read(name, text, limits, |top| under_head(top, |top, head| Self::load(top, head, Some(roll))))
    }

    /// Loads programmes and pathways from what stands under a `[document]` table that was read before. Everything that
    /// is wrong is added to the findings of the table. With a roll the names of courses are put in full.
    pub(crate) fn load(top: Table<'_>, head: Option<DocumentHead>, roll: Option<&dyn Roll>) -> Option<Self> {
        load(top, head, roll, check)
    }
}

impl ProgrammesDraft {
    /// Checks the draft: every reference leads somewhere, every amount fits its unit, every programme can be met, and
    /// what else the chapter [`pathways`](crate::manual::pathways#findings) says that sound programmes keep.
    ///
    /// # Errors
    /// All that is wrong with it.
    pub fn check(self) -> Result<Programmes, Vec<Problem>> {
        let mut problems = Vec::new();
        check(&self, &mut |problem| problems.push(problem));
        if problems.is_empty() { Ok(Programmes::checked(self)) } else { Err(problems) }
    }
}

/// Tells all that is wrong with a draft. The planner is asked where nothing else is.
fn check(draft: &ProgrammesDraft, tell: &mut dyn FnMut(Problem)) {
    if is_sound(draft, &mut *tell) {
        contradictions(draft, tell);
    }
}
