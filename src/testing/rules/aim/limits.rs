//! Earlier conversions, near a limit.

use crate::credit::{Amount, Credits, Ratio};
use crate::rules::{
    Answer, Base, Binds, Bound, Facts, Grant, Limit, Measure, Prior, PriorOutput, RoundAt, Rule, RuleBook, Target,
    evaluate,
};
use crate::testing::rules::aim::amounts::quantum;
use crate::testing::rules::aim::change::What;
use crate::time::Date;

/// The most earlier conversions that stand in an application.
const MOST: u64 = 12;

/// Earlier conversions after which a rule's limits just hold, and just do not; and some that left a residual.
pub(super) fn changes(book: &RuleBook, rule: &Rule, facts: &Facts) -> Vec<What> {
    let limits = rule.limits.iter().filter_map(|id| book.limit(id)).filter(|limit| limit.binds == Binds::Recording);
    let near = limits.flat_map(|limit| near(book, rule, facts, limit));
    let left = rule.to.iter().filter_map(|effect| {
        let amounts = effect.amounts.as_ref().filter(|amounts| amounts.at == RoundAt::Learner)?;
        let nothing = Some(Amount { credits: Credits::ZERO, unit: amounts.unit.clone() });
        let half = Ratio::new(1, 2).ok()?;
        Some(What::Prior(vec![prior(rule, facts, &effect.target, nothing, half)]))
    });
    near.chain(left).collect()
}

fn near(book: &RuleBook, rule: &Rule, facts: &Facts, limit: &Limit) -> Vec<What> {
    let Some((amount, target)) = out(book, facts, limit) else { return Vec::new() };
    match limit.measure {
        Measure::Credits => {
            let Some(unit) = &limit.unit else { return Vec::new() };
            let room = bound(limit, facts).and_then(|bound| bound.minus(amount).ok()).unwrap_or(Credits::ZERO);
            let step = quantum(book, unit);
            let before = [room.minus(step).ok(), Some(room), room.plus(step).ok()].into_iter().flatten();
            let before = before.filter(|credits| !credits.is_zero());
            let amounts = before.map(|credits| Amount { credits, unit: unit.clone() });
            let priors = amounts.map(|amount| prior(rule, facts, &target, Some(amount), Ratio::ZERO));
            priors.flat_map(|prior| windows(limit, facts, prior)).map(|prior| What::Prior(vec![prior])).collect()
        }
        Measure::Items | Measure::Uses => {
            let bound = bound(limit, facts).map_or(0, |bound| bound.ten_thousandths() / Credits::SCALE);
            let counts = [bound.checked_sub(1), Some(bound)].into_iter().flatten().filter(|count| *count <= MOST);
            let one = prior(rule, facts, &target, None, Ratio::ZERO);
            counts.map(|count| What::Prior((0..count).map(|_| one.clone()).collect())).collect()
        }
    }
}

/// What comes out in a limit's unit, and of which target.
fn out(book: &RuleBook, facts: &Facts, limit: &Limit) -> Option<(Credits, Target)> {
    let Answer::Granted(grants) = evaluate(book, facts).answer else { return None };
    let outputs: Vec<_> = grants.iter().flat_map(|grant: &Grant| &grant.outputs).collect();
    let amounts = outputs.iter().filter_map(|output| output.amount.as_ref());
    let ours = amounts.filter(|amount| limit.unit.as_ref() == Some(&amount.unit));
    let sum = ours.fold(Credits::ZERO, |sum, amount| sum.plus(amount.credits).unwrap_or(sum));
    Some((sum, outputs.first()?.target.clone()))
}

/// What a limit allows, of the first lot where it is a share of that.
fn bound(limit: &Limit, facts: &Facts) -> Option<Credits> {
    let (share, of) = match &limit.bound {
        Bound::Most(most) => return Some(*most),
        Bound::Share { of: Base::Stated(credits), share } => (share, *credits),
        Bound::Share { of: Base::Source, share } => (share, facts.outcomes.first()?.amount.credits),
    };
    Credits::from_ten_thousandths(Ratio::new(of.ten_thousandths(), 1).ok()?.times(*share).ok()?.split().0)
}

fn prior(rule: &Rule, facts: &Facts, target: &Target, amount: Option<Amount>, after: Ratio) -> Prior {
    let lots = facts.outcomes.iter().map(|outcome| (outcome.id, outcome.content.clone(), outcome.issuer.clone()));
    let outputs = vec![PriorOutput { after, amount, before: Ratio::ZERO, target: target.clone() }];
    Prior { lots: lots.collect(), on: facts.applied, outputs, rule: rule.id.clone() }
}

/// Where the limit has windows, also just before the window of the application.
fn windows(limit: &Limit, facts: &Facts, prior: Prior) -> Vec<Prior> {
    let (year, ..) = facts.applied.parts();
    let years = [year.checked_sub(1), Some(year)].into_iter().flatten();
    let starts = years.flat_map(|year| limit.windows.iter().map(move |start| (year, start)));
    let starts = starts.filter_map(|(year, start)| Date::new(year, start.month.into(), start.day.into()));
    let start = starts.filter(|start| *start <= facts.applied).max();
    let days = start.into_iter().flat_map(|start| [start.plus_days(-1), Some(start)]).flatten();
    let others: Vec<Prior> = days.map(|on| Prior { on, ..prior.clone() }).collect();
    others.into_iter().chain([prior]).collect()
}
