//! Slots: the outcomes of an application, and the sources that are each to name them.

use crate::id::{Code, InstitutionId, UnitId};
use crate::registry::{Called, OutcomeKind, OutcomeName, Tier};
use crate::rules::{Rule, RuleBook, Source, Target, TierMove};

/// An outcome to be, and the sources that are to name it, with their rules.
#[derive(Clone)]
pub(super) struct Slot<'a> {
    pub(super) named_by: Vec<(&'a Rule, &'a Source)>,
}

/// A code that no rule names.
pub(super) const SOME: &str = "SOME";
pub(super) const ISSUER: &str = "ISSUER";
pub(super) const RECEIVER: &str = "RECEIVER";
pub(super) const CONTENT: &str = "CONTENT";

/// One slot for each source of the first rule; those of the second share them where they can.
pub(super) fn slots<'a>(first: &'a Rule, second: Option<&'a Rule>) -> Vec<Slot<'a>> {
    let mut slots: Vec<Slot<'a>> = first.from.iter().map(|source| Slot { named_by: vec![(first, source)] }).collect();
    for (rule, source) in second.into_iter().flat_map(|rule| rule.from.iter().map(move |source| (rule, source))) {
        let fits = |slot: &&mut Slot<'a>| slot.has_room_for(rule, source);
        match slots.iter_mut().find(fits) {
            Some(slot) => slot.named_by.push((rule, source)),
            None => slots.push(Slot { named_by: vec![(rule, source)] }),
        }
    }
    slots
}

/// Whether some outcome could be named by both lists.
pub(super) fn meet(left: &[OutcomeName], right: &[OutcomeName]) -> bool {
    let both = |one: &OutcomeName| right.iter().any(|other| one.names(other) || other.names(one));
    left.is_empty() || right.is_empty() || left.iter().any(both)
}

impl<'a> Slot<'a> {
    fn has_room_for(&self, rule: &Rule, source: &Source) -> bool {
        let taken = self.named_by.iter().any(|(other, _)| std::ptr::eq(*other, rule));
        let kind = self.named_by.iter().all(|(_, other)| other.kind == source.kind);
        !taken && kind && self.named_by.iter().all(|(_, other)| meet(&other.codes, &source.codes))
    }

    pub(super) fn sources(&self) -> impl Iterator<Item = &'a Source> {
        self.named_by.iter().map(|(_, source)| *source)
    }

    pub(super) fn kind(&self) -> OutcomeKind {
        self.sources().next().map_or(OutcomeKind::Course, |source| source.kind)
    }

    /// Whether it is what the first source of a rule takes.
    pub(super) fn is_first_of(&self, rule: &Rule) -> bool {
        self.named_by.iter().any(|(other, source)| {
            std::ptr::eq(*other, rule) && rule.from.first().is_some_and(|first| std::ptr::eq(first, *source))
        })
    }

    /// A name that all sources name.
    pub(super) fn name(&self, book: &RuleBook) -> Option<OutcomeName> {
        let named = self.sources().flat_map(|source| &source.codes);
        let fits = |name: &&OutcomeName| self.sources().all(|source| source.names(&Called::by_name(source.kind, name)));
        let never = |name: &OutcomeName| Called::by_name(self.kind(), name).is_among(&book.draft().never);
        match named.filter(fits).find(|name| !never(name)) {
            Some(name) => Some(name.clone()),
            None => SOME.parse().ok(),
        }
    }

    pub(super) fn content(&self, same: bool) -> Option<Code> {
        let mut named = self.sources().flat_map(|source| &source.contents);
        let fits =
            |code: &&Code| self.sources().all(|source| source.contents.is_empty() || source.contents.contains(code));
        let named = named.find(fits).cloned();
        named.or_else(|| same.then(|| CONTENT.parse().ok())?)
    }

    /// An issuer that all sources take, recognised where they ask for that.
    pub(super) fn issuer(&self, book: &RuleBook, used: Option<&InstitutionId>) -> Option<InstitutionId> {
        let allied = self.sources().filter_map(|source| book.consortium(source.consortium.as_ref()?));
        let named = self.sources().flat_map(|source| &source.issuers).chain(allied.flat_map(|one| &one.issuers));
        let other = [ISSUER, "ISSUER-2"].into_iter().filter_map(|text| text.parse().ok());
        let all: Vec<InstitutionId> = used.into_iter().chain(named).cloned().chain(other).collect();
        let fits = |issuer: &&InstitutionId| self.sources().all(|source| takes_from(book, source, issuer));
        all.iter().find(fits).or_else(|| all.first()).cloned()
    }

    pub(super) fn unit(&self, book: &RuleBook) -> Option<UnitId> {
        let said = self.sources().find_map(|source| source.unit.clone());
        let of_size = || self.sources().find_map(|source| source.size.as_ref().map(|size| size.unit.clone()));
        let any = || book.draft().framework.units().map(|unit| unit.id.clone()).find(|unit| *unit != UnitId::item());
        said.or_else(of_size).or_else(any)
    }

    /// A tier that all sources take, and from which credit may move to the rules' targets.
    pub(super) fn tier(&self, book: &RuleBook, unit: &UnitId) -> Tier {
        let own = book.draft().unit_tiers.iter().find(|one| one.unit == *unit).map(|one| one.tier);
        let said: Vec<Tier> = self.sources().flat_map(|source| source.tiers.iter().copied()).collect();
        let all: Vec<Tier> = said.into_iter().chain(own).chain(Tier::ALL.iter().rev().copied()).collect();
        let takes = |tier: &Tier| self.sources().all(|source| source.tiers.is_empty() || source.tiers.contains(tier));
        let moves = |tier: &Tier| self.named_by.iter().all(|(rule, source)| may_move(book, rule, source, *tier));
        let fits: Vec<Tier> = all.iter().copied().filter(takes).collect();
        fits.iter().copied().find(moves).or_else(|| fits.first().copied()).unwrap_or(Tier::Higher)
    }
}

fn takes_from(book: &RuleBook, source: &Source, issuer: &InstitutionId) -> bool {
    let allied = source.consortium.as_ref().and_then(|id| book.consortium(id));
    (source.issuers.is_empty() || source.issuers.contains(issuer))
        && !source.not_issuers.contains(issuer)
        && allied.is_none_or(|one| one.issuers.contains(issuer))
}

fn may_move(book: &RuleBook, rule: &Rule, source: &Source, tier: Tier) -> bool {
    rule.to.iter().filter_map(|effect| Some((effect, effect.tier?))).all(|(effect, to)| {
        let policy = match to.cmp(&tier) {
            std::cmp::Ordering::Less => book.draft().tiers.down,
            std::cmp::Ordering::Equal => book.draft().tiers.level,
            std::cmp::Ordering::Greater => book.draft().tiers.up,
        };
        let named = !source.codes.is_empty() && matches!(effect.target, Target::Course(_) | Target::Exemption(_));
        policy == TierMove::Any || (policy == TierMove::Named && named)
    })
}
