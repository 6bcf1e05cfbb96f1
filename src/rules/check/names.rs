//! What a draft lists under ids, and whether anything refers to it.

use std::collections::BTreeMap;

use crate::id::Code;
use crate::rules::check::At;
use crate::rules::check::checks::{Checks, NAMES_MOST};
use crate::rules::draft::{Citation, Consortium, Group, Limit, RuleBookDraft};

/// Everything that rules refer to by id.
pub(super) struct Names<'a> {
    pub(super) clauses: Listed<'a, Citation>,
    pub(super) consortia: Listed<'a, Consortium>,
    pub(super) groups: Listed<'a, Group>,
    pub(super) limits: Listed<'a, Limit>,
}

/// A list of things with ids.
pub(super) struct Listed<'a, T> {
    /// What they are called, and the key that they stand under.
    pub(super) key: &'static str,
    list: &'a [T],
    id: fn(&'a T) -> &'a Code,
    /// Where each is first, and whether anything refers to it.
    places: BTreeMap<&'a Code, (usize, bool)>,
}

impl<'a> Names<'a> {
    pub(super) fn of(draft: &'a RuleBookDraft) -> Self {
        Self {
            clauses: Listed::of("clause", &draft.clauses, |clause| &clause.id),
            consortia: Listed::of("consortium", &draft.consortia, |consortium| &consortium.id),
            groups: Listed::of("group", &draft.groups, |group| &group.id),
            limits: Listed::of("limit", &draft.limits, |limit| &limit.id),
        }
    }
}

impl<'a, T> Listed<'a, T> {
    fn of(key: &'static str, list: &'a [T], id: fn(&'a T) -> &'a Code) -> Self {
        let mut places = BTreeMap::new();
        for (at, one) in list.iter().enumerate() {
            places.entry(id(one)).or_insert((at, false));
        }
        Self { key, list, id, places }
    }

    /// What has the id. It is referred to now.
    pub(super) fn refer(&mut self, id: &Code) -> Option<&'a T> {
        let (at, used) = self.places.get_mut(id)?;
        *used = true;
        self.list.get(*at)
    }

    /// What is there a second time, and where.
    pub(super) fn again(&self) -> Vec<(&'a Code, usize)> {
        let places = self.list.iter().map(self.id).zip(0..);
        places.filter(|(id, at)| self.places.get(id).is_some_and(|(first, _)| first != at)).collect()
    }

    /// What nothing refers to, and where it is.
    pub(super) fn unused(&self) -> Vec<(&'a Code, usize)> {
        self.places.iter().filter(|(_, (_, used))| !used).map(|(id, (at, _))| (*id, *at)).collect()
    }
}

impl<'a> Checks<'a> {
    pub(super) fn clause(&mut self, id: &Code, at: At<'_>) -> Option<&'a Citation> {
        self.found_or(|names| &mut names.clauses, id, at)
    }

    pub(super) fn group(&mut self, id: &Code, at: At<'_>) -> Option<&'a Group> {
        self.found_or(|names| &mut names.groups, id, at)
    }

    pub(super) fn limit(&mut self, id: &Code, at: At<'_>) -> Option<&'a Limit> {
        self.found_or(|names| &mut names.limits, id, at)
    }

    pub(super) fn consortium(&mut self, id: &Code, at: At<'_>) -> Option<&'a Consortium> {
        self.found_or(|names| &mut names.consortia, id, at)
    }

    fn found_or<T>(
        &mut self,
        listed: for<'n> fn(&'n mut Names<'a>) -> &'n mut Listed<'a, T>,
        id: &Code,
        at: At<'_>,
    ) -> Option<&'a T> {
        let listed = listed(&mut self.names);
        let found = listed.refer(id);
        if found.is_none() {
            let key = listed.key;
            // Only the names that a hint may look at are copied out of what is being changed.
            let known: Vec<&str> = listed.places.keys().map(|id| id.as_str()).take(NAMES_MOST).collect();
            self.unknown((key, id.as_str()), at, known.into_iter(), &format!("each is defined under `[[{key}]]`"));
        }
        found
    }
}
