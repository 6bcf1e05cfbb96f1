//! Rules that can never grant anything.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::rules::cell::Cell;
use crate::analysis::rules::ground::{Ground, Taker, contradict, facts_for};
use crate::analysis::rules::remark::{About, RuleRemark};
use crate::document::Severity;
use crate::id::Code;
use crate::registry::OutcomeName;
use crate::rules::{Basis, Hit, Rule, RuleWorth, Verdict};

/// Rules that no day, no outcome and no needs fit.
pub(super) fn alone(ground: &mut Ground<'_>, other: &OutcomeName) {
    for (place, rule) in ground.book.rules().iter().enumerate() {
        if let Some((code, message)) = never(ground, rule, other) {
            let remark = RuleRemark::new(code, Severity::Warning, About::Rule(place), message).of([rule.id.clone()]);
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

fn source_code<'a>(source: &'a crate::rules::Source, other: &'a OutcomeName) -> &'a OutcomeName {
    source.codes.first().unwrap_or(other)
}

/// At how many of the outcomes that a rule names another one beats it: by the places of both.
pub(super) type Beaten = BTreeMap<(usize, usize), u64>;

/// Rules that another one always beats, wherever they match, looked for at one class of so many outcomes.
pub(super) fn beaten(
    ground: &mut Ground<'_>,
    takers: &[Taker<'_>],
    (outcomes, other): (u64, &OutcomeName),
    beaten: &mut Beaten,
) {
    let above = Above::of(takers);
    for one in takers.iter().filter(|one| !one.denies()) {
        if !ground.pay(u64::try_from(takers.len()).unwrap_or(u64::MAX)) {
            return;
        }
        let Some((own, all)) = share(one, outcomes, other) else { continue };
        let Some(by) = takers.iter().find(|by| beats(ground, &above, one, by)) else { continue };
        let known = beaten.entry((one.place, by.place)).or_default();
        *known = known.saturating_add(own);
        if *known == all {
            tell_beaten(ground, one, by);
        }
    }
}

fn tell_beaten(ground: &mut Ground<'_>, one: &Taker<'_>, by: &Taker<'_>) {
    let facts = facts_for(ground.book, &one.cell, &one.rule.need);
    let Some(tried) = facts.and_then(|facts| ground.attempt(facts)) else { return };
    let how = match tried.verdict(&one.rule.id) {
        Some(Verdict::Overridden { .. }) => "overrides it",
        Some(Verdict::Denied { .. }) => "denies it",
        Some(Verdict::Lost { .. }) => "gives as much or more",
        _ => return,
    };
    let message = format!("`{}` never counts: wherever it matches, `{}` matches and {how}", one.rule.id, by.rule.id);
    let remark = RuleRemark::new("A022", Severity::Warning, one.about(), message).shown([tried.case]);
    ground.tell(one.rule.valid.to_string(), remark.of([one.rule.id.clone(), by.rule.id.clone()]));
}

/// For how many of the outcomes that the rule names this class stands, and how many these are: of a rule for any code one,
/// that nobody names. None where it stands for none, or nobody can say for how many.
fn share(one: &Taker<'_>, outcomes: u64, other: &OutcomeName) -> Option<(u64, u64)> {
    let (codes, code) = (&one.source.codes, one.cell.code);
    if codes.is_empty() {
        return (code == other).then_some((1, 1));
    }
    // A bare code is named by itself only; by whose a course is, several may be of one class.
    let own = codes.contains(code) && (code.owner.is_none() || outcomes == 1);
    own.then_some((outcomes, u64::try_from(codes.len()).ok()?))
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
                    RuleWorth::Fixed(credits) => Some(credits),
                    _ => None,
                },
            )
        }
        _ => None,
    };
    let (Some(own), Some(other)) = (fixed(one), fixed(by)) else { return false };
    other > own || (other == own && by.place < one.place)
}
