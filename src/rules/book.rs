//! A rule book that has been checked.

use std::collections::BTreeMap;

use crate::digest::Digest;
use crate::id::Code;
use crate::registry::{Called, OutcomeKind};
use crate::rules::canonical;
use crate::rules::check::normalise;
use crate::rules::draft::{Consortium, Group, Limit, Rule, RuleBookDraft};

/// A rule book that has been checked: every reference leads somewhere, every amount fits its unit, every band its
/// scale. In canonical order, and indexed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleBook {
    pub(crate) draft: RuleBookDraft,
    pub(crate) hash: Digest,
    pub(crate) index: Index,
}

/// Where rules are found. Numbers are places in the list of rules.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Index {
    /// Rules with a source that names an outcome by its code, under a fingerprint of its kind and code, in order.
    /// Two outcomes may have one fingerprint, so what is found is looked at again.
    by_code: Vec<(u64, u32)>,
    /// Rules with a source that names every outcome of a kind.
    by_kind: BTreeMap<OutcomeKind, Vec<u32>>,
}

impl RuleBook {
    /// Makes a rule book of a draft in which no problem was found.
    pub(crate) fn sound(mut draft: RuleBookDraft) -> Self {
        normalise(&mut draft);
        let hash = canonical::hash(&draft);
        Self::indexed(draft, hash)
    }

    /// Brings a draft into canonical order and indexes it, without asking whether it is sound.
    #[cfg(test)]
    pub(crate) fn assemble(mut draft: RuleBookDraft, hash: Digest) -> Self {
        normalise(&mut draft);
        Self::indexed(draft, hash)
    }

    fn indexed(draft: RuleBookDraft, hash: Digest) -> Self {
        let index = Index::of(&draft.rules);
        Self { draft, hash, index }
    }

    /// Everything it says, in canonical order: rules by id and first day, all lists sorted whose order means nothing.
    #[must_use]
    pub const fn draft(&self) -> &RuleBookDraft {
        &self.draft
    }

    /// Its canonical form: JSON with sorted keys, defaults filled in, and lists sorted whose order means nothing.
    #[must_use]
    pub fn canonical(&self) -> Vec<u8> {
        canonical::form(&self.draft)
    }

    /// Its semantic hash: SHA-256 of its canonical form. Layout, comments and the order of a file do not matter to it.
    #[must_use]
    pub const fn hash(&self) -> Digest {
        self.hash
    }

    /// All rules, by id and then by their first day.
    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        &self.draft.rules
    }

    /// The versions of a rule.
    #[must_use]
    pub fn versions(&self, id: &Code) -> &[Rule] {
        let start = self.draft.rules.partition_point(|rule| rule.id < *id);
        let rest = self.draft.rules.get(start..).unwrap_or_default();
        let count = rest.partition_point(|rule| rule.id == *id);
        rest.get(..count).unwrap_or_default()
    }

    /// A group.
    #[must_use]
    pub fn group(&self, id: &Code) -> Option<&Group> {
        found(&self.draft.groups, |group| &group.id, id)
    }

    /// A limit.
    #[must_use]
    pub fn limit(&self, id: &Code) -> Option<&Limit> {
        found(&self.draft.limits, |limit| &limit.id, id)
    }

    /// A consortium.
    #[must_use]
    pub fn consortium(&self, id: &Code) -> Option<&Consortium> {
        found(&self.draft.consortia, |consortium| &consortium.id, id)
    }

    /// The places of the rules that name an outcome, in order.
    #[must_use]
    pub fn naming(&self, outcome: &Called<'_>) -> Vec<u32> {
        let by_code = outcome.codes().flat_map(|code| self.index.of_code(outcome.kind, code));
        let by_kind = self.index.by_kind.get(&outcome.kind).map(Vec::as_slice).unwrap_or_default();
        let all = by_code.chain(by_kind.iter().copied()).filter(|place| self.names(*place, outcome));
        let mut all: Vec<u32> = all.collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    fn names(&self, place: u32, outcome: &Called<'_>) -> bool {
        let rule = usize::try_from(place).ok().and_then(|place| self.draft.rules.get(place));
        rule.is_some_and(|rule| rule.from.iter().any(|source| source.names(outcome)))
    }
}

impl Index {
    fn of(rules: &[Rule]) -> Self {
        let mut index = Self::default();
        for (place, rule) in (0_u32..).zip(rules) {
            for source in &rule.from {
                for code in &source.codes {
                    index.by_code.push((fingerprint(source.kind, &code.code), place));
                }
                if source.codes.is_empty() {
                    index.by_kind.entry(source.kind).or_default().push(place);
                }
            }
        }
        index.by_code.sort_unstable();
        index
    }

    /// The rules that may name an outcome of that kind by that code.
    fn of_code(&self, kind: OutcomeKind, code: &Code) -> impl Iterator<Item = u32> {
        let fingerprint = fingerprint(kind, code);
        let start = self.by_code.partition_point(|(each, _)| *each < fingerprint);
        let rest = self.by_code.get(start..).unwrap_or_default().iter();
        rest.take_while(move |(each, _)| *each == fingerprint).map(|(_, place)| *place)
    }
}

/// FNV-1a over the kind, a zero byte and the code: numbers beside each other are found faster than texts all over the
/// memory. (Fowler, Noll and Vo.)
fn fingerprint(kind: OutcomeKind, code: &Code) -> u64 {
    let bytes = kind.as_str().bytes().chain([0]).chain(code.as_str().bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

/// What has an id, in a list sorted by it.
fn found<'a, T>(list: &'a [T], key: impl Fn(&T) -> &Code, id: &Code) -> Option<&'a T> {
    list.get(list.binary_search_by(|one| key(one).cmp(id)).ok()?)
}
