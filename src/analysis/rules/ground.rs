//! What all analyses stand on: the rules of one source, by the outcomes they name, and what was found so far.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::rules::bucket::{Bucket, Open, buckets};
use crate::analysis::rules::case::{Tried, attempt_among};
use crate::analysis::rules::cell::Cell;
use crate::analysis::rules::leader::{Led, led};
use crate::analysis::rules::remark::{About, Proved, RuleRemark};
use crate::analysis::rules::sample::sample;
use crate::analysis::rules::sieve::{Mesh, Seen};
use crate::analysis::rules::waive::waive;
use crate::analysis::rules::wish::{Wished, wish};
use crate::document::Severity;
use crate::id::Code;
use crate::registry::{Called, OutcomeKind, OutcomeName};
use crate::rules::{
    Asked, Effect, Facts, Hit, Need, OutcomeFact, Rule, RuleBook, RuleWorth, Source, Target, Verdict, basis_day,
};

/// A rule, as one of its sources takes outcomes of one kind and code.
#[derive(Clone, Debug)]
pub(super) struct Taker<'a> {
    pub(super) rule: &'a Rule,
    pub(super) place: usize,
    pub(super) source: &'a Source,
    pub(super) cell: Cell<'a>,
}

/// How many remarks of one code are told; the others are counted.
const MOST_OF_ONE_CODE: usize = 200;

/// How often the analyses of one book may evaluate, where nothing else is said.
pub(crate) const ANALYSING_EVALUATIONS: u64 = 2_000_000;

/// How many steps are paid for with one evaluation: comparing two rules is one, and to test one more rule costs as much as
/// to evaluate once more.
const STEPS: u64 = 64;

pub(super) struct Ground<'a> {
    pub(super) book: &'a RuleBook,
    buckets: Vec<Bucket<'a>>,
    open: Open,
    pub(super) proofs: Vec<Proved>,
    remarks: Vec<RuleRemark>,
    seen: BTreeSet<(&'static str, Vec<Code>, String)>,
    counts: BTreeMap<&'static str, usize>,
    fuel: u64,
    /// Steps that are not yet paid for with an evaluation.
    steps: u64,
    pub(super) tried: u64,
    /// What the rules for one class of outcomes ask of them.
    sieves: BTreeMap<usize, Vec<Mesh<'a>>>,
}

impl<'a> Ground<'a> {
    pub(super) fn of(book: &'a RuleBook, other: &'a OutcomeName) -> Self {
        let (buckets, open) = buckets(book, other);
        Self {
            book,
            buckets,
            open,
            proofs: Vec::new(),
            remarks: Vec::new(),
            seen: BTreeSet::new(),
            counts: BTreeMap::new(),
            fuel: ANALYSING_EVALUATIONS,
            steps: 0,
            tried: 0,
            sieves: BTreeMap::new(),
        }
    }

    /// The same, with so many evaluations.
    pub(super) fn within(self, fuel: u64) -> Self {
        Self { fuel, ..self }
    }

    /// The classes of kinds and codes that are named: the first bucket of each, and how many there are.
    pub(super) fn classes(&self) -> Vec<(usize, u64)> {
        let mut classes: BTreeMap<usize, u64> = BTreeMap::new();
        for bucket in &self.buckets {
            let count = classes.entry(bucket.first).or_default();
            *count = count.saturating_add(1);
        }
        classes.into_iter().collect()
    }

    /// The rules of one source for one of the kinds and codes that are named, in the order of the book.
    pub(super) fn takers(&self, bucket: usize) -> Vec<Taker<'a>> {
        self.buckets.get(bucket).map_or_else(Vec::new, |bucket| self.in_bucket(bucket))
    }

    /// The kinds and codes that are named.
    pub(super) fn keys(&self) -> impl Iterator<Item = (OutcomeKind, &'a OutcomeName)> {
        self.buckets.iter().map(|bucket| (bucket.kind, bucket.code))
    }

    /// The rules of one source that can take outcomes of a kind and code, in the order of the book.
    pub(super) fn takers_of(&self, (kind, code): (OutcomeKind, &'a OutcomeName)) -> Vec<Taker<'a>> {
        let found = self.buckets.binary_search_by(|bucket| (bucket.kind, bucket.code).cmp(&(kind, code)));
        let named = found.ok().and_then(|at| self.buckets.get(at)).map_or_else(Vec::new, |bucket| bucket.named.clone());
        self.in_bucket(&Bucket { kind, code, named, first: 0 })
    }

    fn in_bucket(&self, bucket: &Bucket<'a>) -> Vec<Taker<'a>> {
        let alone = |taker: &Taker<'_>| taker.rule.from.len() == 1;
        self.all_in(bucket).into_iter().filter(alone).collect()
    }

    /// All rules with a source that can take outcomes of one of the kinds and codes, in the order of the book.
    pub(super) fn shared(&self, bucket: usize) -> Vec<Taker<'a>> {
        self.buckets.get(bucket).map_or_else(Vec::new, |bucket| self.all_in(bucket))
    }

    fn all_in(&self, bucket: &Bucket<'a>) -> Vec<Taker<'a>> {
        let taker = |place| taker(self.book, (bucket.kind, bucket.code), place);
        self.places(bucket).into_iter().filter_map(taker).collect()
    }

    /// The rules of one source for which something holds, each with the first code that it names.
    pub(super) fn singles(&self, other: &'a OutcomeName, holds: impl Fn(&Rule) -> bool) -> Vec<Taker<'a>> {
        let rules = self.book.rules().iter().enumerate().filter(|(_, rule)| holds(rule));
        let taker = |(place, rule): (usize, &'a Rule)| match rule.from.as_slice() {
            [source] => taker(self.book, (source.kind, source.codes.first().unwrap_or(other)), place),
            _ => None,
        };
        rules.filter_map(taker).collect()
    }

    /// Tells a remark, once for the same rules and subject.
    pub(super) fn tell(&mut self, subject: impl Into<String>, remark: RuleRemark) {
        if !self.seen.insert((remark.code, remark.rules.clone(), subject.into())) {
            return;
        }
        let count = self.counts.entry(remark.code).or_insert(0);
        *count = count.saturating_add(1);
        if *count <= MOST_OF_ONE_CODE {
            self.remarks.push(remark);
        }
    }

    /// How many remarks there are of a code.
    pub(super) fn count(&self, code: &str) -> u64 {
        self.counts.get(code).and_then(|count| (*count).try_into().ok()).unwrap_or(0)
    }

    /// Whether there is a remark of one of these codes.
    pub(super) fn told(&self, codes: &[&str]) -> bool {
        self.counts.keys().any(|code| codes.contains(code))
    }

    /// Says that something was not proved.
    pub(super) fn unproved(&mut self, about: About, rules: Vec<Code>, what: String) {
        let message = format!("unproved: {what}");
        self.tell(message.clone(), RuleRemark::new("A000", Severity::Note, about, message).of(rules));
    }

    /// Evaluates; none where the fuel has ended.
    pub(super) fn attempt(&mut self, facts: Facts) -> Option<Tried> {
        let among = self.among(&facts);
        self.evaluate(facts, among.as_deref())
    }

    /// The same, where it is all one what becomes of rules that lose to a better one.
    pub(super) fn attempt_best(&mut self, facts: Facts) -> Option<Tried> {
        let Some(led) = self.led(&facts) else { return self.attempt(facts) };
        let tried = self.evaluate(facts, Some(&led.among))?;
        let applied = |leader: &Code| tried.verdict(leader) == Some(&Verdict::Applied);
        if led.leaders.iter().all(applied) { Some(tried) } else { self.attempt(tried.case.facts) }
    }

    fn evaluate(&mut self, facts: Facts, among: Option<&[u32]>) -> Option<Tried> {
        self.fuel = self.fuel.checked_sub(1)?;
        self.pay(testing(among.map_or(1, <[u32]>::len))).then_some(())?;
        self.tried = self.tried.saturating_add(1);
        let tried = attempt_among(self.book, facts, among);
        #[cfg(test)]
        tests::is_that_of_all_rules(self.book, &tried);
        Some(tried)
    }

    /// Pays for so many steps; not where the fuel has ended.
    pub(super) fn pay(&mut self, steps: u64) -> bool {
        self.steps = self.steps.saturating_add(steps);
        let whole = self.steps.checked_div(STEPS).unwrap_or(0);
        self.steps = self.steps.checked_rem(STEPS).unwrap_or(0);
        let left = self.fuel.checked_sub(whole);
        self.fuel = left.unwrap_or(0);
        left.is_some()
    }

    /// Whether there is nothing left to pay with.
    pub(super) const fn is_spent(&self) -> bool {
        self.fuel == 0
    }

    /// The places of the rules that may match; none where that is not known.
    fn among(&mut self, facts: &Facts) -> Option<Vec<u32>> {
        let mut all = BTreeSet::new();
        for outcome in &facts.outcomes {
            all.extend(self.may(facts, outcome)?.iter().map(|mesh| mesh.place));
        }
        Some(all.into_iter().collect())
    }

    /// The rules that may match one outcome by itself, but for those that lose to a better one.
    fn led(&mut self, facts: &Facts) -> Option<Led> {
        let [outcome] = facts.outcomes.as_slice() else { return None };
        let book = self.book;
        let may = self.may(facts, outcome).filter(|_| facts.asked == Asked::default())?;
        Some(led(&may, |group| book.group(group).is_some_and(|group| group.hit == Hit::Best)))
    }

    /// The rules that may match, as far as one outcome goes; none where that is not known.
    fn may(&mut self, facts: &Facts, outcome: &OutcomeFact) -> Option<Vec<&Mesh<'a>>> {
        let seen = Seen::of(self.book, facts, outcome, basis_day(self.book.draft().basis, facts));
        let class = self.class(&outcome.called())?;
        self.sift(class);
        let alone = facts.outcomes.len() < 2;
        let may = |mesh: &&Mesh<'_>| if mesh.is_joint() { !alone } else { mesh.holds(&seen) };
        Some(self.sieves.get(&class)?.iter().filter(may).collect())
    }

    /// The class of what is called that, where it is named.
    fn class(&self, called: &Called<'_>) -> Option<usize> {
        let name = called.name();
        let plain = called.codes().count() == 1;
        let found = self.buckets.binary_search_by(|bucket| (bucket.kind, bucket.code).cmp(&(called.kind, &name)));
        found.ok().filter(|_| plain).and_then(|at| self.buckets.get(at)).map(|bucket| bucket.first)
    }

    /// Makes the sieve of a class, where there is none yet, and pays for its use.
    fn sift(&mut self, class: usize) {
        if !self.sieves.contains_key(&class) {
            let meshes = self.buckets.get(class).map_or_else(Vec::new, |bucket| self.meshes_of(bucket));
            self.sieves.insert(class, meshes);
        }
        let compared = self.sieves.get(&class).map_or(0, Vec::len).checked_div(2).unwrap_or(0);
        self.pay(u64::try_from(compared).unwrap_or(u64::MAX));
    }

    fn meshes_of(&self, bucket: &Bucket<'a>) -> Vec<Mesh<'a>> {
        let mesh = |place: usize| {
            let rule = self.book.rules().get(place)?;
            let called = Called::by_name(bucket.kind, bucket.code);
            let source = rule.from.iter().find(|source| source.names(&called))?;
            Mesh::new(self.book, place, rule, source)
        };
        self.places(bucket).into_iter().filter_map(mesh).collect()
    }

    /// The places of the rules with a source for it, in order.
    fn places(&self, bucket: &Bucket<'a>) -> Vec<usize> {
        let open = self.open.get(&bucket.kind).into_iter().flatten();
        let mut places: Vec<usize> = bucket.named.iter().chain(open).copied().collect();
        places.sort_unstable();
        places.dedup();
        places
    }

    pub(super) fn hit(&self, group: &Code) -> Option<Hit> {
        self.book.group(group).map(|group| group.hit)
    }

    /// The remarks in order, with how many of each code were only counted.
    pub(super) fn finish(mut self) -> (Vec<RuleRemark>, Vec<Proved>) {
        for (code, count) in &self.counts {
            let more = count.saturating_sub(MOST_OF_ONE_CODE);
            if more > 0 {
                let message = format!("{more} more remarks `{code}` are not shown");
                self.remarks.push(RuleRemark::new("A000", Severity::Warning, About::Book, message));
            }
        }
        if self.fuel == 0 {
            let message = "unproved: the book is too large; not all that could be tried was tried".to_owned();
            self.remarks.push(RuleRemark::new("A000", Severity::Note, About::Book, message));
        }
        for remark in &mut self.remarks {
            waive(self.book, remark);
        }
        self.remarks
            .sort_by(|a, b| (&a.about, a.code, &a.rules, &a.message).cmp(&(&b.about, b.code, &b.rules, &b.message)));
        (self.remarks, self.proofs)
    }
}

/// What it costs to test so many rules, and to combine those that match.
fn testing(rules: usize) -> u64 {
    let rules = u64::try_from(rules).unwrap_or(u64::MAX);
    let pairs = rules.saturating_mul(rules).checked_div(STEPS).unwrap_or(0);
    STEPS.saturating_mul(rules.saturating_sub(1)).saturating_add(pairs)
}

/// Facts with one outcome in the box for which the needs hold.
pub(super) fn facts_for<'a>(
    book: &RuleBook,
    cell: &Cell<'_>,
    needs: impl IntoIterator<Item = &'a Need>,
) -> Option<Facts> {
    sample(book, std::slice::from_ref(cell), &wish(book, needs).yes()?)
}

/// Whether needs contradict each other.
pub(super) fn contradict<'a>(book: &RuleBook, needs: impl IntoIterator<Item = &'a Need>) -> bool {
    wish(book, needs) == Wished::No
}

impl Taker<'_> {
    pub(super) fn denies(&self) -> bool {
        self.rule.to.iter().any(|effect| effect.target == Target::Denial)
    }

    /// Whether the rule gives something whenever its conditions hold: no sum that may come to nothing, no other
    /// outcome, no limit.
    pub(super) fn is_sure(&self) -> bool {
        let plain = |effect: &Effect| {
            effect.amounts.as_ref().is_none_or(|amounts| {
                matches!(amounts.worth, RuleWorth::Fixed(_)) && amounts.team.is_none() && amounts.least.is_none()
            })
        };
        let free = self.rule.limits.is_empty() && self.rule.from.len() == 1;
        free && self.rule.to.iter().all(plain)
    }

    pub(super) fn about(&self) -> About {
        About::Rule(self.place)
    }

    /// Whether whatever this rule matches, the other one matches too, as far as conditions go.
    pub(super) fn within(&self, other: &Self) -> bool {
        other.cell.covers(&self.cell) && other.rule.need.iter().all(|need| self.rule.need.contains(need))
    }
}

fn taker<'a>(book: &'a RuleBook, (kind, code): (OutcomeKind, &'a OutcomeName), place: usize) -> Option<Taker<'a>> {
    let rule = book.rules().get(place)?;
    let source = rule.from.iter().find(|source| source.names(&Called::by_name(kind, code)))?;
    Some(Taker { rule, place, source, cell: Cell::of(book, rule, source, code)? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::rules::case::attempt;

    /// What is evaluated among the rules that may match is what is evaluated among all, whenever a test analyses a book.
    pub(super) fn is_that_of_all_rules(book: &RuleBook, tried: &Tried) {
        let all = attempt(book, tried.case.facts.clone());
        assert_eq!(all.case, tried.case);
        assert_eq!((all.denied(), all.limited()), (tried.denied(), tried.limited()), "{}", tried.case);
    }
}
