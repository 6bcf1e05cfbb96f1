//! What there is to say at the end.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;

use creditbank::store::Cut;
use creditbank::{Bank, Clock, Store};

use super::book::{RECORDED, SEED, learner};
use super::convert::total;
use super::data::{Data, Outcome, Registration};
use super::load::Loaded;

type Fallible<T> = Result<T, Box<dyn Error>>;

/// What was cut off a torn end when the folder was opened.
pub(crate) fn cut(cut: &Cut) -> String {
    let Cut { record, offset, bytes, saved, why } = cut;
    format!(
        "the journal was torn at record {record}, byte {offset} ({why}): {bytes} bytes were cut off and saved as `{}`",
        saved.display()
    )
}

/// All lines of the report. The last is for machines.
pub(crate) fn lines<S: Store, C: Clock>(
    bank: &Bank<S, C>,
    data: &Data,
    loaded: &Loaded,
    before: u64,
) -> Fallible<Vec<String>> {
    let mut lines = settings(bank, before);
    lines.extend(quirks(&data.registrations));
    lines.extend(data.refused.iter().chain(&loaded.refused).take(20).map(|why| format!("refused: {why}")));
    if let Some(one) = example(&data.registrations) {
        lines.extend(statement(bank, one)?);
    }
    let audit = bank.verify()?;
    lines.push(format!(
        "audit: {} lines and {} bytes read, {} entries decided again",
        audit.lines, audit.bytes, audit.decided
    ));
    lines.extend(audit.discrepancies.iter().map(|wrong| format!("not as it must be: {wrong}")));
    lines.push(format!("{} passed modules converted from CATS to ECTS, each by one line", loaded.converted));
    let refused = data.refused.len() + loaded.refused.len();
    lines.push(format!(
        "learners={} registrations={} passed={} refused={refused} credits={} unit=cats ects={} entries={} size_bytes={} head={} verified={}",
        bank.learner_count(),
        loaded.registrations,
        loaded.passed,
        total(bank, "cats")?,
        total(bank, "ects")?,
        bank.length(),
        bank.bytes(),
        bank.head(),
        audit.is_sound(),
    ));
    Ok(lines)
}

fn settings<S: Store, C: Clock>(bank: &Bank<S, C>, before: u64) -> Vec<String> {
    let seed = String::from_utf8_lossy(&SEED);
    vec![
        "Open University Learning Analytics Dataset (Kuzilek, Hlosta, Zdrahal 2017, CC BY 4.0)".into(),
        format!("recorded at {RECORDED} in zone {}; learner ids drawn from the seed `{seed}`", bank.genesis().zone),
        format!("{} lines were there, {} were added", before, bank.length() - before),
    ]
}

/// How often the tables are odd. All of it is recorded as it is.
fn quirks(all: &[Registration]) -> Vec<String> {
    let count = |odd: fn(&Registration) -> bool| all.iter().filter(|one| odd(one)).count();
    let repeats = repeats(all);
    let overlap = |(one, next): &(&Registration, &Registration)| next.starts < one.ends;
    let after_pass =
        |(one, next): &(&Registration, &Registration)| one.result.passed() && next.result == Outcome::Withdrawn;
    vec![
        format!(
            "{} registrations without a date, {} before the start, {} after it",
            count(|one| one.registered.is_none()),
            count(|one| one.registered.is_some_and(|day| day < one.starts)),
            count(|one| one.registered.is_some_and(|day| day > one.starts))
        ),
        format!(
            "{} withdrawals, {} of them with a day of leaving",
            count(|one| one.result == Outcome::Withdrawn),
            count(|one| one.result == Outcome::Withdrawn && one.unregistered.is_some())
        ),
        format!(
            "{} learners' modules repeat, {} times in all, {} of them overlapping in time, {} withdrawn after a pass that stays",
            repeats.iter().map(|(one, _)| (&one.student, &one.module)).collect::<BTreeSet<_>>().len(),
            repeats.len(),
            repeats.iter().filter(|pair| overlap(pair)).count(),
            repeats.iter().filter(|pair| after_pass(pair)).count()
        ),
    ]
}

/// Each pair of one learner's presentations of one module, one after the other.
fn repeats(all: &[Registration]) -> Vec<(&Registration, &Registration)> {
    let mut by_module: BTreeMap<(&str, &str), Vec<&Registration>> = BTreeMap::new();
    for one in all {
        by_module.entry((&one.student, &one.module)).or_default().push(one);
    }
    by_module.values_mut().for_each(|list| list.sort_by_key(|one| one.starts));
    by_module.values().flat_map(|list| list.windows(2).map(|pair| (pair[0], pair[1]))).collect()
}

/// A learner who passed a module that was withdrawn from later, or the first one.
fn example(all: &[Registration]) -> Option<&Registration> {
    let odd = repeats(all).into_iter().find(|(one, next)| one.result.passed() && next.result == Outcome::Withdrawn);
    odd.map(|(one, _)| one).or_else(|| all.first())
}

fn statement<S: Store, C: Clock>(bank: &Bank<S, C>, one: &Registration) -> Fallible<Vec<String>> {
    let learner = bank.learner(learner(&one.student))?;
    let statement = learner.statement(learner.day())?;
    let mut lines = vec![format!("for example learner {}:", statement.passbook.learner)];
    lines.extend(statement.lines.iter().map(|(position, entry)| {
        format!("  line {position:>6}  {}  {:<7} {}", entry.effective, entry.act.verb().to_lowercase(), entry.key)
    }));
    lines.extend(
        statement.balances.iter().map(|((unit, tier), balance)| format!("  free: {} {unit} ({tier})", balance.free)),
    );
    Ok(lines)
}
