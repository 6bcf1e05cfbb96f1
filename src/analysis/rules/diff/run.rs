//! Compares two books.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::rules::copies::facts_of;
use crate::analysis::rules::diff::cells::{axes, cells, starts};
use crate::analysis::rules::diff::change::{Edit, changes};
use crate::analysis::rules::diff::compare::{Difference, Favour, compare};
use crate::analysis::rules::diff::repeat::repeated;
use crate::analysis::rules::ground::Ground;
use crate::analysis::rules::run::unnamed;
use crate::id::Code;
use crate::registry::{OutcomeKind, OutcomeName};
use crate::rules::{Answer, Facts, Rule, RuleBook};

/// Two versions of a book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diff {
    /// What is written differently.
    pub changes: Vec<Edit>,
    /// Applications that are answered differently: for the rules by which they are one of somebody who gains, one of
    /// somebody who loses and one where only something else changes, as far as there are such.
    pub differences: Vec<Difference>,
    /// How many more such differences are only counted.
    pub more: usize,
    /// How many applications were evaluated under both.
    pub tried: u64,
    /// Whether an application was tried in every cell that the rules of one source make: all axes crossed, for the
    /// needs of each rule, and nothing left out. That does not prove that there is no difference.
    pub whole: bool,
    /// Whether the two say the same: their semantic hashes are equal.
    pub same: bool,
}

/// How many applications are evaluated at most.
const FUEL: u64 = 200_000;

/// How many differences are shown.
const SHOWN: usize = 100;

/// How many rules for one outcome are started from.
const STARTS: usize = 32;

/// What is written differently in two sound books, and what they give differently for the same application. Each
/// difference is shown by facts that were evaluated under both.
#[must_use]
pub fn diff(old: &RuleBook, new: &RuleBook) -> Diff {
    let same = old.hash() == new.hash();
    let changes = if same { Vec::new() } else { changes(old, new) };
    let diff = Diff { changes, differences: Vec::new(), more: 0, tried: 0, whole: true, same };
    let (Some(other), false) = (unnamed(&[old, new]), same) else { return diff };
    let mut search = Search { old, new, found: BTreeMap::new(), diff };
    search.outcomes(&other);
    search.several(&other);
    let mut diff = search.diff;
    diff.more = search.found.len().saturating_sub(SHOWN);
    diff.differences = search.found.into_values().take(SHOWN).collect();
    diff
}

struct Search<'a> {
    old: &'a RuleBook,
    new: &'a RuleBook,
    found: BTreeMap<(Vec<Code>, Vec<Code>, Favour), Difference>,
    diff: Diff,
}

impl Search<'_> {
    /// Compares the rules of one source, outcome by outcome.
    fn outcomes(&mut self, other: &OutcomeName) {
        let (old, new) = (Ground::of(self.old, other), Ground::of(self.new, other));
        let keys: BTreeSet<_> = old.keys().chain(new.keys()).collect();
        let touched = touched(self.old, self.new);
        for key in keys {
            if touched.as_ref().is_none_or(|touched| touched.has(key)) {
                self.outcome(&old, &new, key);
            }
        }
    }

    fn outcome(&mut self, old: &Ground<'_>, new: &Ground<'_>, key: (OutcomeKind, &OutcomeName)) {
        let (before, after) = (old.takers_of(key), new.takers_of(key));
        let (before, after) = ((self.old, before.as_slice()), (self.new, after.as_slice()));
        let axes = axes(before, after);
        self.diff.whole &= before.1.len() <= STARTS && after.1.len() <= STARTS;
        for start in starts(before, after, STARTS) {
            let (cells, crossed) = cells(self.new, &start, &axes);
            self.diff.whole &= crossed;
            for facts in &cells {
                if !self.fuel() {
                    return;
                }
                let difference = compare(self.old, self.new, facts);
                self.keep(difference);
            }
            self.again(&start);
        }
    }

    /// Compares rules of several sources, at a sample of each.
    fn several(&mut self, other: &OutcomeName) {
        let (old, new) = (Ground::of(self.old, other), Ground::of(self.new, other));
        for ground in [&old, &new] {
            for rule in ground.book.rules().iter().filter(|rule| rule.from.len() > 1) {
                self.diff.whole = false;
                let Some(mut facts) = facts_of(ground, rule, other).filter(|_| self.fuel()) else { continue };
                facts.asked.rule = None;
                self.again(&facts);
            }
        }
    }

    fn again(&mut self, facts: &Facts) {
        let (difference, tried) = repeated(self.old, self.new, facts);
        self.diff.tried = self.diff.tried.saturating_add(tried);
        self.keep(difference);
    }

    fn fuel(&mut self) -> bool {
        let left = self.diff.tried < FUEL;
        self.diff.tried = self.diff.tried.saturating_add(u64::from(left));
        self.diff.whole &= left;
        left
    }

    /// Keeps the first by the same rules and of the same turn.
    fn keep(&mut self, difference: Option<Difference>) {
        let Some(difference) = difference else { return };
        let key = (named(&difference.old), named(&difference.new), difference.turn);
        self.found.entry(key).or_insert(difference);
    }
}

/// The rules that an answer names.
fn named(answer: &Answer) -> Vec<Code> {
    match answer {
        Answer::Granted(grants) => grants.iter().map(|grant| grant.rule.clone()).collect(),
        Answer::Choose(rules) | Answer::Ambiguous(rules) => rules.clone(),
        Answer::Refused => Vec::new(),
    }
}

/// The outcomes for which a rule is written differently.
struct Touched {
    kinds: BTreeSet<OutcomeKind>,
    codes: BTreeSet<(OutcomeKind, Code)>,
}

impl Touched {
    fn has(&self, (kind, name): (OutcomeKind, &OutcomeName)) -> bool {
        self.kinds.contains(&kind) || self.codes.contains(&(kind, name.code.clone()))
    }
}

/// None where something else than rules is written differently: then it may matter to any outcome.
fn touched(old: &RuleBook, new: &RuleBook) -> Option<Touched> {
    let bare = |book: &RuleBook| {
        let mut draft = book.draft().clone();
        draft.rules.clear();
        draft.waivers.clear();
        draft.clauses.clear();
        draft.head.version.clone_from(&old.draft().head.version);
        draft
    };
    (bare(old) == bare(new)).then_some(())?;
    let known = |book: &RuleBook, rule: &Rule| book.versions(&rule.id).contains(rule);
    let gone = old.rules().iter().filter(|rule| !known(new, rule));
    let come = new.rules().iter().filter(|rule| !known(old, rule));
    let (mut kinds, mut codes) = (BTreeSet::new(), BTreeSet::new());
    for source in gone.chain(come).flat_map(|rule| &rule.from) {
        if source.codes.is_empty() {
            kinds.insert(source.kind);
        }
        codes.extend(source.codes.iter().map(|name| (source.kind, name.code.clone())));
    }
    Some(Touched { kinds, codes })
}
