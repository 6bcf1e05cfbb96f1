//! Rules that can never grant anything.

use std::collections::BTreeSet;

use crate::diagnosis::Severity;
use crate::id::Code;
use crate::registry::OutcomeName;
use crate::rules::analyse::cell::Cell;
use crate::rules::analyse::ground::{Ground, Taker, contradict, facts_for};
use crate::rules::analyse::remark::{About, Remark};
use crate::rules::clause::Worth;
use crate::rules::draft::Rule;
use crate::rules::explanation::Verdict;
use crate::rules::words::{Basis, Hit};

/// Rules that no day, no outcome and no needs fit.
pub(super) fn alone(ground: &mut Ground<'_>, other: &OutcomeName) {
    for (place, rule) in ground.book.rules().iter().enumerate() {
        if let Some((code, message)) = never(ground, rule, other) {
            let remark = Remark::new(code, Severity::Warning, About::Rule(place), message).of([rule.id.clone()]);
            ground.tell(rule.valid.to_string(), remark);
        }
    }
}

fn never(ground: &Ground<'_>, rule: &Rule, other: &OutcomeName) -> Option<(&'static str, String)> {
    let (book, id) = (ground.book, &rule.id);
    let head = &book.draft().head;
    if !head.valid.overlaps(&rule.valid) {
        return Some((
            "A020",
            format!("`{id}` is never in force: it is valid {}, and its book {}", rule.valid, head.valid),
        ));
    }
    let late = |period: &&crate::time::Period| book.draft().basis == Basis::Earned && !period.overlaps(&rule.valid);
    if let Some(period) = rule.from.iter().filter_map(|source| source.earned.as_ref()).find(late) {
        let message = format!(
            "`{id}` never matches: outcomes earned {period} are judged by the day they were earned, and it is valid {}",
            rule.valid
        );
        return Some(("A020", message));
    }
    if contradict(book, &rule.need) {
        return Some(("A021", format!("`{id}` never matches: its needs contradict each other")));
    }
    let empty = |source| {
        let code = source_code(source, other);
        Cell::of(book, rule, source, code).is_none()
    };
    rule.from.iter().any(empty).then(|| {
        (
            "A021",
            format!(
                "`{id}` never matches: no outcome has a grade, level and tier that all its conditions and tables allow"
            ),
        )
    })
}

fn source_code<'a>(source: &'a crate::rules::source::Source, other: &'a OutcomeName) -> &'a OutcomeName {
    source.codes.first().unwrap_or(other)
}

/// Rules that another one always beats, wherever they match this outcome.
pub(super) fn beaten(ground: &mut Ground<'_>, takers: &[Taker<'_>], other: &OutcomeName) {
    let above = Above::of(takers);
    for one in takers.iter().filter(|one| is_all(one, other) && !one.denies()) {
        if !ground.pay(u64::try_from(takers.len()).unwrap_or(u64::MAX)) {
            return;
        }
        let Some(by) = takers.iter().find(|by| beats(ground, &above, one, by)) else { continue };
        let Some(tried) = facts_for(ground.book, &one.cell, &one.rule.need).and_then(|facts| ground.attempt(facts))
        else {
            continue;
        };
        let how = match tried.verdict(&one.rule.id) {
            Some(Verdict::Overridden { .. }) => "overrides it",
            Some(Verdict::Denied { .. }) => "denies it",
            Some(Verdict::Lost { .. }) => "gives as much or more",
            _ => continue,
        };
        let message =
            format!("`{}` never counts: wherever it matches, `{}` matches and {how}", one.rule.id, by.rule.id);
        let remark = Remark::new("A022", Severity::Warning, one.about(), message).shown([tried.case]);
        ground.tell(one.rule.valid.to_string(), remark.of([one.rule.id.clone(), by.rule.id.clone()]));
    }
}

/// Whether this outcome stands for all that the rule takes: its one code, or of a rule that takes any one that nobody
/// names.
fn is_all(one: &Taker<'_>, other: &OutcomeName) -> bool {
    match one.source.codes.as_slice() {
        [] => one.cell.code == other,
        [code] => one.cell.code == code,
        _ => false,
    }
}

/// What else the rules for one outcome say of each other.
struct Above<'a> {
    overridden: BTreeSet<&'a Code>,
    denied: bool,
}

impl<'a> Above<'a> {
    fn of(takers: &[Taker<'a>]) -> Self {
        let overridden = takers.iter().flat_map(|taker| &taker.rule.overrides).collect();
        Self { overridden, denied: takers.iter().any(Taker::denies) }
    }
}

/// Whether wherever one rule matches the other one surely does, and beats it.
fn beats(ground: &Ground<'_>, above: &Above<'_>, one: &Taker<'_>, by: &Taker<'_>) -> bool {
    one.place != by.place && wins(ground, above, one, by) && by.is_sure() && one.within(by)
}

/// Whether the second rule wins where both match.
fn wins(ground: &Ground<'_>, above: &Above<'_>, one: &Taker<'_>, by: &Taker<'_>) -> bool {
    if by.rule.overrides.contains(&one.rule.id) {
        return true;
    }
    let free = || !above.overridden.contains(&by.rule.id);
    if by.denies() {
        return free() && !one.rule.overrides.contains(&by.rule.id);
    }
    let best = || one.rule.group == by.rule.group && ground.hit(&one.rule.group) == Some(Hit::Best);
    !above.denied && gives_more(one, by) && best() && free()
}

/// Whether stated amounts make the second rule win in a group of which the best counts.
fn gives_more(one: &Taker<'_>, by: &Taker<'_>) -> bool {
    let fixed = |taker: &Taker<'_>| match taker.rule.to.as_slice() {
        [effect] => {
            effect.amounts.as_ref().filter(|amounts| amounts.team.is_none() && amounts.most.is_none()).and_then(
                |amounts| match amounts.worth {
                    Worth::Fixed(credits) => Some(credits),
                    _ => None,
                },
            )
        }
        _ => None,
    };
    let (Some(own), Some(other)) = (fixed(one), fixed(by)) else { return false };
    other > own || (other == own && by.place < one.place)
}
