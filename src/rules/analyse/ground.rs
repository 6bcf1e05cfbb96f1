//! What all analyses stand on: the rules of one source, by the outcomes they name, and what was found so far.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnosis::Severity;
use crate::id::Code;
use crate::registry::{Called, OutcomeKind, OutcomeName};
use crate::rules::analyse::case::{Tried, attempt};
use crate::rules::analyse::cell::Cell;
use crate::rules::analyse::remark::{About, Proof, Remark};
use crate::rules::analyse::sample::sample;
use crate::rules::analyse::waive::waive;
use crate::rules::analyse::wish::{Wished, wish};
use crate::rules::book::RuleBook;
use crate::rules::clause::{Effect, Target, Worth};
use crate::rules::draft::Rule;
use crate::rules::facts::Facts;
use crate::rules::need::Need;
use crate::rules::source::Source;
use crate::rules::words::Hit;

/// A rule, as one of its sources takes outcomes of one kind and code.
#[derive(Clone, Debug)]
pub(super) struct Taker<'a> {
    pub(super) rule: &'a Rule,
    pub(super) place: usize,
    pub(super) source: &'a Source,
    pub(super) cell: Cell<'a>,
}

/// The outcomes of one kind and code, and the rules that name them.
#[derive(Debug)]
struct Bucket<'a> {
    kind: OutcomeKind,
    code: &'a OutcomeName,
    named: Vec<usize>,
}

/// How many remarks of one code are told; the others are counted.
const MOST_OF_ONE_CODE: usize = 200;

/// How often the analyses of one book may evaluate, where nothing else is said.
pub(crate) const ANALYSING_EVALUATIONS: u64 = 2_000_000;

pub(super) struct Ground<'a> {
    pub(super) book: &'a RuleBook,
    buckets: Vec<Bucket<'a>>,
    open: Open,
    pub(super) proofs: Vec<Proof>,
    remarks: Vec<Remark>,
    seen: BTreeSet<(&'static str, Vec<Code>, String)>,
    counts: BTreeMap<&'static str, usize>,
    fuel: u64,
    pub(super) tried: u64,
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
            tried: 0,
        }
    }

    /// The same, with so many evaluations.
    pub(super) fn within(self, fuel: u64) -> Self {
        Self { fuel, ..self }
    }

    /// How many kinds and codes are named.
    pub(super) fn buckets(&self) -> usize {
        self.buckets.len()
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
        self.in_bucket(&Bucket { kind, code, named })
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
        let open = self.open.get(&bucket.kind).into_iter().flatten();
        let mut places: Vec<usize> = bucket.named.iter().chain(open).copied().collect();
        places.sort_unstable();
        places.dedup();
        places.into_iter().filter_map(|place| taker(self.book, (bucket.kind, bucket.code), place)).collect()
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
    pub(super) fn tell(&mut self, subject: impl Into<String>, remark: Remark) {
        if !self.seen.insert((remark.code, remark.rules.clone(), subject.into())) {
            return;
        }
        let count = self.counts.entry(remark.code).or_insert(0);
        *count = count.saturating_add(1);
        if *count <= MOST_OF_ONE_CODE {
            self.remarks.push(remark);
        }
    }

    /// Whether there is a remark of one of these codes.
    pub(super) fn told(&self, codes: &[&str]) -> bool {
        self.counts.keys().any(|code| codes.contains(code))
    }

    /// Says that something was not proved.
    pub(super) fn unproved(&mut self, about: About, rules: Vec<Code>, what: String) {
        let message = format!("unproved: {what}");
        self.tell(message.clone(), Remark::new("A000", Severity::Note, about, message).of(rules));
    }

    /// Evaluates; none where the fuel has ended.
    pub(super) fn attempt(&mut self, facts: Facts) -> Option<Tried> {
        self.fuel = self.fuel.checked_sub(1)?;
        self.tried = self.tried.saturating_add(1);
        Some(attempt(self.book, facts))
    }

    pub(super) fn hit(&self, group: &Code) -> Option<Hit> {
        self.book.group(group).map(|group| group.hit)
    }

    /// The remarks in order, with how many of each code were only counted.
    pub(super) fn finish(mut self) -> (Vec<Remark>, Vec<Proof>) {
        for (code, count) in &self.counts {
            let more = count.saturating_sub(MOST_OF_ONE_CODE);
            if more > 0 {
                let message = format!("{more} more remarks `{code}` are not shown");
                self.remarks.push(Remark::new("A000", Severity::Warning, About::Book, message));
            }
        }
        if self.fuel == 0 {
            let message = "unproved: the book is too large; not all that could be tried was tried".to_owned();
            self.remarks.push(Remark::new("A000", Severity::Note, About::Book, message));
        }
        for remark in &mut self.remarks {
            waive(self.book, remark);
        }
        self.remarks
            .sort_by(|a, b| (&a.about, a.code, &a.rules, &a.message).cmp(&(&b.about, b.code, &b.rules, &b.message)));
        (self.remarks, self.proofs)
    }
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
                matches!(amounts.worth, Worth::Fixed(_)) && amounts.team.is_none() && amounts.least.is_none()
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

/// The rules that take any code of a kind, by kind.
type Open = BTreeMap<OutcomeKind, Vec<usize>>;

/// The kinds and codes that are named, with the places of the rules that name them; and for rules that take any code
/// of a kind, one code that nobody names.
fn buckets<'a>(book: &'a RuleBook, other: &'a OutcomeName) -> (Vec<Bucket<'a>>, Open) {
    let mut open = Open::new();
    let mut named: BTreeMap<(OutcomeKind, &'a OutcomeName), Vec<usize>> = BTreeMap::new();
    for (place, rule) in book.rules().iter().enumerate() {
        for source in &rule.from {
            if source.codes.is_empty() {
                open.entry(source.kind).or_default().push(place);
            }
            for code in &source.codes {
                named.entry((source.kind, code)).or_default().push(place);
            }
        }
    }
    let bare = |name: &OutcomeName| name.owner.is_some().then(|| OutcomeName::from(name.code.clone()));
    let anybodys = |kind, name| Some(named.get(&(kind, &bare(name)?))?.clone());
    let wider: Vec<_> =
        named.keys().filter_map(|(kind, name)| Some(((*kind, *name), anybodys(*kind, name)?))).collect();
    for (key, places) in wider {
        named.entry(key).or_default().extend(places);
    }
    let rest = open.keys().map(|kind| Bucket { kind: *kind, code: other, named: Vec::new() });
    let named = named.into_iter().map(|((kind, code), named)| Bucket { kind, code, named });
    let mut buckets: Vec<Bucket<'a>> = named.chain(rest).collect();
    buckets.sort_by(|a, b| (a.kind, a.code).cmp(&(b.kind, b.code)));
    (buckets, open)
}

fn taker<'a>(book: &'a RuleBook, (kind, code): (OutcomeKind, &'a OutcomeName), place: usize) -> Option<Taker<'a>> {
    let rule = book.rules().get(place)?;
    let source = rule.from.iter().find(|source| source.names(&Called::by_name(kind, code)))?;
    Some(Taker { rule, place, source, cell: Cell::of(book, rule, source, code)? })
}
