//! What a draft lists under ids, and whether anything refers to it.

use crate::document::{At, Listed};
use crate::id::Code;
use crate::rules::check::checks::{Checks, NAMES_MOST};
use crate::rules::draft::{Citation, Consortium, Group, Limit, RuleBookDraft};

/// Everything that rules refer to by id.
pub(super) struct Names<'a> {
    pub(super) clauses: Listed<'a, Citation>,
    pub(super) consortia: Listed<'a, Consortium>,
    pub(super) groups: Listed<'a, Group>,
    pub(super) limits: Listed<'a, Limit>,
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
            // Only the names that a hint may look at are copied out of what is being changed.
            let (key, known) = (listed.key, listed.known(NAMES_MOST));
            self.unknown((key, id.as_str()), at, known.into_iter(), &format!("each is defined under `[[{key}]]`"));
        }
        found
    }
}
