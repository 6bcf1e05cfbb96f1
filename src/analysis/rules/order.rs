//! Limits that depend on who comes first: two rules of which the first leaves no room for the second, and which do not
//! give the same.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::rules::case::Case;
use crate::analysis::rules::copies::facts_of;
use crate::analysis::rules::ground::Ground;
use crate::analysis::rules::prior::after;
use crate::analysis::rules::remark::{About, RuleRemark};
use crate::analysis::rules::size::quantum;
use crate::credit::{Amount, Credits, Rounding};
use crate::document::Severity;
use crate::id::{LotId, UnitId};
use crate::registry::{OutcomeName, UseKind};
use crate::rules::{Answer, Bound, Facts, Limit, Measure, Rule, RuleWorth};

/// How many rules of one limit are compared first, by twos; after that each of the others with all.
const CLAIMANTS: usize = 40;

/// How many pairs of one limit that may clash are evaluated.
const CLASHES: usize = 2_000;

/// What one application gives, and how much of a limit it takes up.
struct Claim<'a> {
    rule: &'a Rule,
    /// The rule's number among those that name the limit.
    number: usize,
    case: Case,
    given: BTreeMap<UnitId, Credits>,
    counts: Credits,
}

/// Two rules that come to another sum in another order.
pub(super) fn ordered(ground: &mut Ground<'_>, limit: &Limit, claimants: &[(usize, &Rule)], other: &OutcomeName) {
    let Bound::Most(most) = &limit.bound else { return };
    let Some(claims) = claims(ground, limit, claimants, *most, other) else { return };
    let first = claims.partition_point(|claim| claim.number < CLAIMANTS);
    let among = |from: usize| move |(one, two): &(usize, usize)| one < two && *two >= from;
    let early = (0..first).flat_map(|one| (0..first).map(move |two| (one, two))).filter(among(0));
    let late = (0..claims.len()).flat_map(|one| (first..claims.len()).map(move |two| (one, two))).filter(among(first));
    let pairs = early.chain(late).filter_map(|(one, two)| Some((claims.get(one)?, claims.get(two)?)));
    let mut clashes = 0_usize;
    for (one, two) in pairs {
        if !ground.pay(1) || clashes >= CLASHES {
            return too_many(ground, limit, claimants.len());
        }
        if clash(limit, one, two, *most) {
            clashes = clashes.saturating_add(1);
            if let Some(cases) = both_ways(ground, &one.case, &two.case) {
                return tell(ground, limit, *most, [one, two], cases);
            }
        }
    }
}

fn too_many(ground: &mut Ground<'_>, limit: &Limit, claimants: usize) {
    let id = &limit.id;
    let what = format!("whether the limit `{id}` depends on who comes first; {claimants} rules name it");
    ground.unproved(About::Limit(id.clone()), Vec::new(), what);
}

/// What the rules give. None where the fuel has ended.
fn claims<'a>(
    ground: &mut Ground<'_>,
    limit: &Limit,
    claimants: &[(usize, &'a Rule)],
    most: Credits,
    other: &OutcomeName,
) -> Option<Vec<Claim<'a>>> {
    let mut claims = Vec::new();
    for (number, (_, rule)) in claimants.iter().enumerate() {
        for facts in sizes(ground, limit, rule, other, most) {
            let case = ground.attempt(facts)?.case;
            claims.extend(Claim::of(rule, number, limit, case).filter(|claim| !claim.counts.is_zero()));
        }
    }
    Some(claims)
}

impl<'a> Claim<'a> {
    fn of(rule: &'a Rule, number: usize, limit: &Limit, case: Case) -> Option<Self> {
        let Answer::Granted(grants) = &case.answer else { return None };
        let given = case.sums(|_| true);
        let lots = grants.iter().flat_map(|grant| &grant.inputs).filter(|input| input.r#use != UseKind::Witness);
        let lots: BTreeSet<LotId> = lots.map(|input| input.lot).collect();
        let counts = match limit.measure {
            Measure::Credits => given.get(limit.unit.as_ref()?).copied()?,
            Measure::Items => {
                Credits::from_ten_thousandths(Credits::SCALE.checked_mul(u64::try_from(lots.len()).ok()?)?)?
            }
            Measure::Uses => Credits::ONE,
        };
        Some(Self { rule, number, given, counts, case })
    }

    /// `4 hv`; of several units all; `no credit` of an exemption. Of a limit on credits the number alone.
    fn words(&self, limit: &Limit) -> String {
        if limit.measure == Measure::Credits {
            return self.counts.to_string();
        }
        let amounts = self.given.iter().map(|(unit, credits)| Amount { credits: *credits, unit: unit.clone() });
        let amounts: Vec<String> = amounts.map(|amount| amount.to_string()).collect();
        if amounts.is_empty() { "no credit".to_owned() } else { amounts.join(" and ") }
    }
}

/// Whether two rules do not both fit, and do not give the same: of what the limit counts where that is credits.
fn clash(limit: &Limit, one: &Claim<'_>, two: &Claim<'_>, most: Credits) -> bool {
    let same = if limit.measure == Measure::Credits { one.counts == two.counts } else { one.given == two.given };
    one.rule.id != two.rule.id && !same && one.counts.plus(two.counts).is_ok_and(|sum| sum > most)
}

fn tell(ground: &mut Ground<'_>, limit: &Limit, most: Credits, [one, two]: [&Claim<'_>; 2], cases: [Case; 4]) {
    let message = format!(
        "the limit `{}` of {most}{} depends on who comes first: {} by `{}` and {} by `{}` do not both fit",
        limit.id,
        counted(limit.measure, most),
        one.words(limit),
        one.rule.id,
        two.words(limit),
        two.rule.id
    );
    let remark = RuleRemark::new("A050", Severity::Note, About::Limit(limit.id.clone()), message);
    let remark = remark.of([one.rule.id.clone(), two.rule.id.clone()]).shown(cases);
    ground.tell(limit.id.to_string(), remark.help("a limit that binds when counting does not depend on the order"));
}

/// What a limit counts that does not count credits.
fn counted(measure: Measure, most: Credits) -> &'static str {
    match (measure, most == Credits::ONE) {
        (Measure::Credits, _) => "",
        (Measure::Items, true) => " lot",
        (Measure::Items, false) => " lots",
        (Measure::Uses, true) => " use",
        (Measure::Uses, false) => " uses",
    }
}

/// Facts for a rule: the least that goes in, and, where there is a rate, what gives about as much as the limit, or twice
/// the least where that does not count credits.
fn sizes(ground: &Ground<'_>, limit: &Limit, rule: &Rule, other: &OutcomeName, most: Credits) -> Vec<Facts> {
    let Some(facts) = facts_of(ground, rule, other) else { return Vec::new() };
    let rate = rule.to.iter().filter_map(|effect| effect.amounts.as_ref()).find_map(|amounts| match amounts.worth {
        RuleWorth::Rate(rate) => rate.inverse().ok(),
        _ => None,
    });
    let full = rate.and_then(|rate| {
        let mut facts = facts.clone();
        let outcome = facts.outcomes.first_mut()?;
        let quantum = quantum(ground.book, &outcome.amount.unit);
        let credits = match limit.measure {
            Measure::Credits => most.convert(rate, quantum, Rounding::Down).ok()?.quotient,
            Measure::Items | Measure::Uses => outcome.asked.plus(outcome.asked).ok()?,
        };
        outcome.amount.credits = credits;
        outcome.asked = credits;
        Some(facts)
    });
    std::iter::once(facts).chain(full).collect()
}

/// First one and then the other, and the other way round: the second is refused each time.
fn both_ways(ground: &mut Ground<'_>, first: &Case, second: &Case) -> Option<[Case; 4]> {
    let then = other_lots(&second.facts);
    let late = ground.attempt(after(&then, first))?.case;
    let early = ground.attempt(after(&other_lots(&first.facts), second))?.case;
    let refused = late.answer == Answer::Refused && early.answer == Answer::Refused;
    refused.then(|| [first.clone(), late, second.clone(), early])
}

/// The same facts about other lots.
fn other_lots(facts: &Facts) -> Facts {
    let mut facts = facts.clone();
    for (k, outcome) in (0_u16..).zip(&mut facts.outcomes) {
        let id = LotId::here(1, k);
        facts.attested.iter_mut().filter(|fact| fact.lot == Some(outcome.id)).for_each(|fact| fact.lot = Some(id));
        outcome.id = id;
    }
    facts
}
