//! Loads policies for attempts: a word, or a table that says more.

use std::str::FromStr;

use crate::credit::{Amount, Unit};
use crate::document::{Finding, Step, Table};
use crate::id::{IdError, UnitId};
use crate::registry::framework::Unfit;
use crate::registry::load::Written;
use crate::registry::{Attempts, Counting, Framework};

const KEY: &str = "attempts";

/// Reads the policy of a course or of a power to issue, where there is one.
pub(super) fn attempts(table: &mut Table<'_>) -> Option<Attempts> {
    if !table.is_table(KEY) {
        return table.optional::<Counting>(KEY).map(Attempts::plain);
    }
    let mut table = table.optional_table(KEY, "policy for attempts")?;
    let counting = table.required::<Counting>("count");
    let (most, one) = (table.optional::<Written>("most").map(|most| most.0), table.optional::<Run>("one"));
    table.finish();
    let policy = Attempts { counting: counting?, most, one_a_run: one.is_some() };
    contradictions(&table, &policy);
    Some(policy)
}

/// Where the policy says its most.
pub(super) fn place_of_most(table: &Table<'_>) -> std::ops::Range<usize> {
    table.span_at(&[Step::Key(KEY), Step::Key("most")])
}

/// The most of a policy is in a unit of the framework, in whole quanta of it.
pub(super) fn most_against(table: &Table<'_>, policy: Option<&Attempts>, framework: Option<&Framework>) {
    let most = policy.and_then(|policy| policy.most.as_ref()).filter(|most| most.unit != UnitId::item());
    let Some((most, framework)) = most.zip(framework) else { return };
    let (code, message) = match framework.unfit(most) {
        None => return,
        Some(Unfit::Quantum(off)) => ("R012", format!("attempts cannot have that most: {off}")),
        Some(Unfit::Unit) => {
            ("R011", format!("the most of attempts is in `{}`, a unit that the framework does not have", most.unit))
        }
    };
    table.judge(Finding::at(code, place_of_most(table), &message, ""));
}

/// `run`: of the attempts of one run one counts.
struct Run;

impl FromStr for Run {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        let wrong = || IdError::new("what one attempt counts of", text, "`run` is expected");
        if text == "run" { Ok(Self) } else { Err(wrong()) }
    }
}

/// Only of attempts that each count there is a most, or one a run.
fn contradictions(table: &Table<'_>, policy: &Attempts) {
    let counting = policy.counting;
    for key in ["most", "one"].into_iter().filter(|key| counting != Counting::Each && table.has(key)) {
        let message = format!("`{key}` goes with `each`, and of these attempts the {counting} one counts");
        let finding = Finding::at("R014", table.span_of(key), &message, "");
        table.judge(finding.with_help(&format!("write `count = \"each\"`, or leave `{key}` out")));
    }
    match &policy.most {
        Some(most) if most.credits.is_zero() => {
            let finding = Finding::at("R014", table.span_of("most"), "under a most of zero no attempt counts", "");
            table.judge(finding.with_help("write how much of all attempts together counts at most, as in \"6 cr\""));
        }
        Some(most) => items(table, most),
        None => {}
    }
}

/// Attempts are counted in whole items, whatever the framework.
fn items(table: &Table<'_>, most: &Amount) {
    let off = (most.unit == UnitId::item()).then(|| Unit::item().admits(most.credits).err()).flatten();
    if let Some(off) = off {
        let message = format!("attempts cannot have that most: {off}");
        table.judge(Finding::at("R012", table.span_of("most"), &message, ""));
    }
}
