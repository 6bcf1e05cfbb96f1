//! What a draft lists under ids, and whether anything refers to it.

use crate::document::Listed;
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
