//! What is sound, and yet hardly meant.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::programmes::dead::totals;
use crate::analysis::programmes::defined::{Order, defined};
use crate::analysis::programmes::unknown::{Unknown, Words};
use crate::analysis::programmes::vocabulary::Vocabulary;
use crate::analysis::programmes::words::words;
use crate::document::{At, Finding, Findings, Limits, Problem, Purpose, Severity, Table, read_for};
use crate::id::{Code, ProgrammeId};
use crate::programme::{Ask, Part, Pathway, Pick, Programme, ProgrammesDraft, QuotaBound, Tree};

/// What in a document of programmes is hardly meant, as warnings in its own text. It is sound all the same.
///
/// # Errors
/// Everything that cannot be read, with lines.
pub fn remarks(name: &str, text: &[u8], limits: &Limits) -> Result<Findings, Findings> {
    remarks_beside(name, text, limits, &Vocabulary::default())
}

/// What in a document of programmes is hardly meant, as [`remarks`] has it, and which words in it the documents beside it
/// have not got.
///
/// # Errors
/// Everything that cannot be read, with lines.
pub fn remarks_beside(name: &str, text: &[u8], limits: &Limits, beside: &Vocabulary) -> Result<Findings, Findings> {
    remarks_for(Purpose::Judging { without: &[] }, name, text, limits, beside)
}

/// The same of a document that was read before.
pub(crate) fn remarks_again(name: &str, text: &[u8], beside: &Vocabulary) -> Result<Findings, Findings> {
    remarks_for(Purpose::Decoding, name, text, &Limits::default(), beside)
}

fn remarks_for(
    purpose: Purpose,
    name: &str,
    text: &[u8],
    limits: &Limits,
    beside: &Vocabulary,
) -> Result<Findings, Findings> {
    let draft = ProgrammesDraft::read_for(name, text, limits, purpose)?;
    let mut remarks = draft.remarks();
    let place = |mut top: Table<'_>| {
        remarks.extend(draft.unknown_words(beside, &Order::of(&mut top)));
        let finding = |remark: &Problem| {
            let span = top.span_at(remark.path.steps());
            let finding = Finding::at(remark.code, span, &remark.message, &remark.label);
            let help = remark.help.as_deref().unwrap_or_default();
            finding.with_help(help).with_severity(Severity::Warning)
        };
        Some(remarks.iter().map(finding).collect())
    };
    // A loader that asks for nothing else finds nothing.
    let mut list: Vec<Finding> = read_for(name, text, limits, purpose, place)?;
    let more = list.len().saturating_sub(limits.findings);
    list.truncate(limits.findings);
    Ok(Findings::new(name, String::from_utf8_lossy(text), list, more))
}

impl ProgrammesDraft {
    /// What is hardly meant: a gate that nobody can pass, picks by which nothing ever counts, totals that never bind.
    #[must_use]
    pub fn remarks(&self) -> Vec<Problem> {
        let (ways, mut found) = (Ways::of(&self.pathways), Vec::new());
        for (index, programme) in self.programmes.iter().enumerate() {
            let list = At::top("programme");
            let at = list.index(index);
            gates(programme, &ways, at, &mut found);
            carried(programme, &ways, at, &mut found);
            units(programme, at, &mut found);
            totals(programme, at, |at, dead| {
                found.push(remark("P104", at.key(dead.key), dead.message, &dead.help, programme));
            });
        }
        found
    }

    /// The words that the documents beside it have not got.
    fn unknown_words(&self, beside: &Vocabulary, order: &Order) -> Vec<Problem> {
        let (mut found, list) = (Vec::new(), At::top("programme"));
        let own = self.programmes.iter().map(|programme| programme.id.clone()).collect();
        let mut told = Words::new(|at: At<'_>, unknown: Unknown| {
            found.push(Problem::new("P105", at.path(), unknown.message).help(unknown.help));
        });
        defined(&self.framework, order, beside, &mut told);
        for (index, programme) in self.programmes.iter().enumerate() {
            words((programme, &own), beside, list.index(index), &mut told);
        }
        found
    }
}

/// What pathways bring to each programme.
#[derive(Default)]
struct Ways<'a> {
    /// The gates before the stage of a programme, and before the stages before it.
    gates: BTreeSet<(&'a ProgrammeId, &'a Code)>,
    /// Programmes into which a stage or a change carries.
    carries: BTreeSet<&'a ProgrammeId>,
}

impl<'a> Ways<'a> {
    fn of(pathways: &'a [Pathway]) -> Self {
        let by_id: BTreeMap<&Code, &Pathway> = pathways.iter().map(|pathway| (&pathway.id, pathway)).collect();
        let mut ways = Self::default();
        for pathway in pathways {
            let mut passed = Vec::new();
            for stage in &pathway.stages {
                passed.extend(stage.gate.as_ref().map(|gate| &gate.id));
                ways.gates.extend(passed.iter().map(|gate| (&stage.programme, *gate)));
                ways.carries.extend((!stage.carry.is_empty()).then_some(&stage.programme));
            }
            for change in pathway.changes.iter().filter(|change| !change.carry.is_empty()) {
                let place = usize::try_from(change.into).ok().and_then(|into| into.checked_sub(1));
                let stage = place.and_then(|place| by_id.get(&change.to)?.stages.get(place));
                ways.carries.extend(stage.map(|stage| &stage.programme));
            }
        }
        ways
    }
}

fn gates(programme: &Programme, ways: &Ways<'_>, at: At<'_>, found: &mut Vec<Problem>) {
    for (index, gate) in programme.gates.iter().enumerate() {
        if !ways.gates.contains(&(&programme.id, gate)) {
            let message = format!("on no pathway to `{}` stands the gate `{gate}`: nobody can pass it", programme.id);
            let help = "add it to a stage of a pathway with this programme, or to a stage before";
            found.push(remark("P101", at.key("gates").index(index), message, help, programme));
        }
    }
}

/// Each pick of each part, and where it is.
fn picks<'p>(programme: &'p Programme, at: At<'_>, mut look: impl FnMut(&'p Part, &'p Pick, At<'_>)) {
    let list = at.key("part");
    for (index, part) in programme.parts.iter().enumerate() {
        for (k, pick) in part.accepts.iter().enumerate() {
            look(part, pick, list.index(index).key("accepts").index(k));
        }
    }
}

fn carried(programme: &Programme, ways: &Ways<'_>, at: At<'_>, found: &mut Vec<Problem>) {
    if !programme.carry.is_empty() || ways.carries.contains(&programme.id) {
        return;
    }
    picks(programme, at, |_, pick, at| {
        if pick.carried {
            let message = "nothing is carried into the programme, so this takes nothing";
            let help = "add a `carry` to the programme, or to the stage or the change that leads to it";
            found.push(remark("P102", at.key("carried"), message.to_owned(), help, programme));
        }
    });
}

/// Credits in another unit count as outcomes only.
fn units(programme: &Programme, at: At<'_>, found: &mut Vec<Problem>) {
    let Some(tree) = Tree::of(programme) else { return };
    let items = |ask: &Ask| ask.least_items.is_some() || ask.most_items.is_some();
    let by_quota = programme
        .quotas
        .iter()
        .any(|quota| matches!(quota.bound, QuotaBound::LeastItems(_) | QuotaBound::MostItems(_)));
    picks(programme, at, |part, pick, at| {
        let other = pick.unit.as_ref().filter(|unit| **unit != programme.unit);
        let around = tree.place(&part.id).into_iter().flat_map(|place| tree.outwards(place));
        let counted = items(&programme.ask) || around.filter_map(|place| tree.part(place)).any(|part| items(&part.ask));
        if let Some(unit) = other.filter(|_| !counted && !by_quota) {
            let message = format!(
                "credits in `{unit}` count as outcomes only, and `{}` asks for none: this takes nothing",
                part.id
            );
            let help = format!("write `unit = \"{}\"`, or ask for `least_items`", programme.unit);
            found.push(remark("P103", at.key("unit"), message, &help, programme));
        }
    });
}

fn remark(code: &'static str, at: At<'_>, message: String, help: &str, programme: &Programme) -> Problem {
    Problem::new(code, at.path(), message).label(format!("in the programme `{}`", programme.id)).help(help)
}
