//! Two rules for one outcome: ambiguous in a group in which one only may match, or twice the same elsewhere.

use std::collections::BTreeMap;

use crate::analysis::rules::axis::Axis;
use crate::analysis::rules::case::Tried;
use crate::analysis::rules::cell::Cell;
use crate::analysis::rules::ground::{Ground, Taker, contradict, facts_for};
use crate::analysis::rules::remark::RuleRemark;
use crate::analysis::rules::sample::sample;
use crate::analysis::rules::wish::wish;
use crate::document::Severity;
use crate::id::Code;
use crate::registry::{Called, OutcomeName};
use crate::rules::{Answer, Facts, Group, Hit, Same, Verdict, basis_day};

/// How many pairs that match one outcome are looked for. A book in which more do says so.
const FOUND: u64 = 1_000;

/// What comparing rules by twos came to.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Compared {
    pub(super) pairs: u64,
    /// How many pairs may match one outcome, though none was found.
    pub(super) open: u64,
}

impl Compared {
    /// With what comparing the rules for so many outcomes came to, each the same.
    pub(super) fn add(&mut self, own: Self, outcomes: u64) {
        self.pairs = self.pairs.saturating_add(own.pairs.saturating_mul(outcomes));
        self.open = self.open.saturating_add(own.open);
    }
}

/// The rules for one outcome.
struct Shared<'s, 'a> {
    all: &'s [Taker<'a>],
    /// Those that override others.
    above: Vec<&'s Taker<'a>>,
}

/// Compares the rules for one outcome by twos. `all` are all rules with a source for it.
pub(super) fn pairs(ground: &mut Ground<'_>, all: &[Taker<'_>], compared: &mut Compared) {
    let shared = Shared { all, above: all.iter().filter(|taker| !taker.rule.overrides.is_empty()).collect() };
    let mut groups: BTreeMap<&Code, Vec<usize>> = BTreeMap::new();
    for (at, taker) in all.iter().enumerate() {
        groups.entry(&taker.rule.group).or_default().push(at);
    }
    let before = ground.count("A001");
    for (at, one) in all.iter().enumerate() {
        let group = groups.get(&one.rule.group).map_or(&[][..], Vec::as_slice);
        let after = group.get(group.partition_point(|place| *place <= at)..).unwrap_or_default();
        let others = after.iter().filter_map(|at| all.get(*at)).filter(|other| other.rule.id != one.rule.id);
        for other in others {
            if !ground.pay(1) || ground.count("A001").saturating_sub(before) >= FOUND {
                return too_many(ground, one, other, compared);
            }
            pair(ground, &shared, one, other, compared);
        }
    }
}

fn pair(ground: &mut Ground<'_>, shared: &Shared<'_, '_>, one: &Taker<'_>, other: &Taker<'_>, compared: &mut Compared) {
    compared.pairs = compared.pairs.saturating_add(1);
    match ground.hit(&one.rule.group) {
        Some(Hit::Unique) => compared.open = compared.open.saturating_add(ambiguous(ground, shared, one, other)),
        Some(hit) => twice(ground, hit, one, other),
        None => {}
    }
}

/// Says that not all pairs were compared.
fn too_many(ground: &mut Ground<'_>, one: &Taker<'_>, other: &Taker<'_>, compared: &mut Compared) {
    compared.open = compared.open.saturating_add(1);
    let (kind, code, pairs) = (one.cell.kind, one.cell.code, compared.pairs);
    let what = format!("more than {pairs} pairs of rules take {kind} `{code}`; not all were compared");
    ground.unproved(one.about(), vec![one.rule.id.clone(), other.rule.id.clone()], what);
}

/// How many pairs of a group by content are evaluated.
const CONTENT_PAIRS: usize = 2_000;

/// Compares the rules of groups in which outcomes of equal content compete: two outcomes, one for each rule.
pub(super) fn contents(ground: &mut Ground<'_>, other: &OutcomeName, compared: &mut Compared) {
    let groups = ground.book.draft().groups.iter();
    let groups = groups.filter(|group| group.hit == Hit::Unique && group.same == Same::Content);
    for group in groups {
        let takers = ground.singles(other, |rule| rule.group == group.id);
        // Two outcomes of one content compete by one rule too: of such a group nothing is proved.
        compared.open = compared.open.saturating_add(u64::from(!takers.is_empty()));
        let after = |at: usize| takers.iter().skip(at.saturating_add(1));
        let all = takers.iter().enumerate().flat_map(|(at, one)| after(at).map(move |other| (one, other)));
        let mut left = CONTENT_PAIRS;
        for (one, other) in all.filter(|(one, other)| one.rule.id != other.rule.id && !decided(one, other)) {
            if left == 0 || !ground.pay(1) {
                not_all(ground, group, one, other);
                break;
            }
            compared.pairs = compared.pairs.saturating_add(1);
            if one.cell.may_be_alike(&other.cell) {
                left = left.saturating_sub(1);
                alike(ground, one, other, compared);
            }
        }
    }
}

/// Says that not all pairs of a group by content were compared.
fn not_all(ground: &mut Ground<'_>, group: &Group, one: &Taker<'_>, other: &Taker<'_>) {
    let what =
        format!("more than {CONTENT_PAIRS} pairs of rules of the group `{}` may meet; not all were compared", group.id);
    ground.unproved(one.about(), vec![one.rule.id.clone(), other.rule.id.clone()], what);
}

/// Two outcomes of equal content, one for each rule.
fn alike(ground: &mut Ground<'_>, one: &Taker<'_>, other: &Taker<'_>, compared: &mut Compared) {
    let needs = || one.rule.need.iter().chain(&other.rule.need);
    let Some(shared) = one.cell.contents.clone().meet(&other.cell.contents) else { return };
    if contradict(ground.book, needs()) {
        return;
    }
    let facts = wish(ground.book, needs()).yes().and_then(|wishes| {
        let mut facts = sample(ground.book, &[one.cell.clone(), other.cell.clone()], &wishes)?;
        let content = shared.first().cloned().or_else(|| "some-content".parse().ok());
        facts.outcomes.iter_mut().for_each(|outcome| outcome.content.clone_from(&content));
        Some(facts)
    });
    match facts.and_then(|facts| ground.attempt(facts)) {
        Some(tried) if is_ambiguous(&tried, one, other) => tell(ground, one, other, tried),
        _ => compared.open = compared.open.saturating_add(1),
    }
}

fn is_ambiguous(tried: &Tried, one: &Taker<'_>, other: &Taker<'_>) -> bool {
    let has = |rules: &[Code]| [one, other].iter().all(|taker| rules.contains(&taker.rule.id));
    matches!(&tried.case.answer, Answer::Ambiguous(rules) if has(rules))
}

/// Whether the book says which of two rules wins, or one of them gives nothing by itself.
fn decided(one: &Taker<'_>, other: &Taker<'_>) -> bool {
    let beats = |one: &Taker<'_>, other: &Taker<'_>| one.rule.overrides.contains(&other.rule.id);
    beats(one, other) || beats(other, one) || one.denies() || other.denies()
}

/// Looks for an outcome that two rules match. Answers 1 where that is open, otherwise 0.
fn ambiguous(ground: &mut Ground<'_>, shared: &Shared<'_, '_>, one: &Taker<'_>, other: &Taker<'_>) -> u64 {
    if !one.cell.may_meet(&other.cell) {
        return 0;
    }
    let Some(both) = one.cell.meet(&other.cell).filter(|_| !decided(one, other)) else { return 0 };
    let needs = || one.rule.need.iter().chain(&other.rule.need);
    if contradict(ground.book, needs()) || by_third(shared, one, other, &both) {
        return 0;
    }
    let facts = together(ground, one, other, both);
    let tried = facts.as_ref().and_then(|facts| ground.attempt(facts.clone()));
    match tried {
        Some(tried) if is_ambiguous(&tried, one, other) => {
            tell(ground, one, other, tried);
            return 0;
        }
        Some(tried) if settled(&tried, one) || settled(&tried, other) => {
            if let Some(tried) = facts.and_then(|facts| nearby(ground, shared, one, other, &facts)) {
                tell(ground, one, other, tried);
                return 0;
            }
        }
        _ => {}
    }
    let (first, second, group) = (&one.rule.id, &other.rule.id, &one.rule.group);
    let what = format!("`{first}` and `{second}` may match one outcome of the group `{group}`; none was found");
    ground.unproved(other.about(), vec![first.clone(), second.clone()], what);
    1
}

/// Facts for both rules: the outcome that they share, and one for each of their other sources.
fn together(ground: &Ground<'_>, one: &Taker<'_>, other: &Taker<'_>, both: Cell<'_>) -> Option<Facts> {
    let needs = one.rule.need.iter().chain(&other.rule.need);
    let mut cells = vec![both];
    for taker in [one, other] {
        for source in taker.rule.from.iter().filter(|source| !std::ptr::eq(*source, taker.source)) {
            let code = source.codes.first()?;
            if !cells.iter().any(|cell| source.names(&Called::by_name(cell.kind, cell.code))) {
                cells.push(Cell::of(ground.book, taker.rule, source, code)?);
            }
        }
    }
    sample(ground.book, &cells, &wish(ground.book, needs).yes()?)
}

/// Whether a third rule with the same outcome surely decides: it overrides one of the two, wherever both match.
fn by_third(shared: &Shared<'_, '_>, one: &Taker<'_>, other: &Taker<'_>, both: &Cell<'_>) -> bool {
    let needs = |need| one.rule.need.contains(need) || other.rule.need.contains(need);
    shared.above.iter().any(|third| {
        let beats = third.rule.overrides.contains(&one.rule.id) || third.rule.overrides.contains(&other.rule.id);
        beats && third.is_sure() && third.cell.covers(both) && third.rule.need.iter().all(needs)
    })
}

/// Another place, along each axis, at which no third rule decides.
fn nearby(
    ground: &mut Ground<'_>,
    shared: &Shared<'_, '_>,
    one: &Taker<'_>,
    other: &Taker<'_>,
    facts: &Facts,
) -> Option<Tried> {
    let basis = basis_day(ground.book.draft().basis, facts);
    let axes = Axis::all(shared.all).into_iter().flat_map(|axis| axis.points(ground.book, shared.all));
    let places: Vec<Facts> = axes.filter_map(|point| point.put(facts, basis)).collect();
    places.into_iter().filter_map(|facts| ground.attempt(facts)).find(|tried| is_ambiguous(tried, one, other))
}

/// Whether a third rule has decided: one is overridden or denied.
fn settled(tried: &Tried, taker: &Taker<'_>) -> bool {
    matches!(tried.verdict(&taker.rule.id), Some(Verdict::Overridden { .. } | Verdict::Denied { .. }))
}

fn tell(ground: &mut Ground<'_>, one: &Taker<'_>, other: &Taker<'_>, tried: Tried) {
    let (first, second, group) = (&one.rule.id, &other.rule.id, &one.rule.group);
    let what = if one.cell.code == other.cell.code { "one outcome" } else { "outcomes of one content" };
    let message = format!("`{first}` and `{second}` match {what}, and only one rule of the group `{group}` may");
    let remark = RuleRemark::new("A001", Severity::Error, other.about(), message).of([first.clone(), second.clone()]);
    let help = "part their conditions so that no outcome meets both, or let one override the other";
    ground.tell("", remark.shown([tried.case]).help(help));
}

/// Two rules that say the same under two ids.
fn twice(ground: &mut Ground<'_>, hit: Hit, one: &Taker<'_>, other: &Taker<'_>) {
    let alone = one.rule.from.len() == 1 && other.rule.from.len() == 1;
    if !alone || one.rule.to != other.rule.to || !one.cell.may_meet(&other.cell) {
        return;
    }
    let alike = one.within(other) && other.within(one) && one.source.r#use == other.source.r#use;
    if !alike {
        return;
    }
    let facts = facts_for(ground.book, &one.cell, &one.rule.need);
    let Some(tried) = facts.and_then(|facts| ground.attempt(facts)) else { return };
    let becomes = match hit {
        Hit::Sum => "both count",
        Hit::Options => "the applicant is made to choose between equal rules",
        Hit::Best | Hit::Unique => "the second never counts",
    };
    let message = format!("`{}` says the same as `{}`: {becomes}", other.rule.id, one.rule.id);
    let remark = RuleRemark::new("A002", Severity::Warning, other.about(), message);
    let ids = [one.rule.id.clone(), other.rule.id.clone()];
    ground.tell("", remark.of(ids).shown([tried.case]).help("leave one of them out"));
}
