//! The canonical form of a rule book, and its semantic hash.
//!
//! What makes no difference is not in it: layout, comments, the order of keys and of lists whose order means nothing,
//! and whether a default is written out. What makes one is: ids, dates, units, scales, levels, clauses and waivers
//! too. It is written piece by piece, so that the hash of a large book needs no copy of it.

use serde::Serialize;

use crate::digest::{Digest, domain};
use crate::document::Citation;
use crate::id::{Code, DocumentId};
use crate::registry::{GradeScale, Levels, OutcomeName, UnitOf, levels, piece, units};
use crate::rules::check::tier_of;
use crate::rules::draft::{Consortium, Group, Limit, RuleBookDraft, TierPolicy, Waiver};
use crate::rules::words::{Basis, February};
use crate::time::Period;

/// What comes before the rules.
#[derive(Serialize)]
struct Front<'a> {
    appeal_days: u16,
    basis: Basis,
    clauses: &'a [Citation],
    consortia: &'a [Consortium],
    #[serde(skip_serializing_if = "Option::is_none")]
    february: Option<February>,
    groups: &'a [Group],
    id: &'a DocumentId,
    levels: Vec<Levels<'a>>,
    limits: &'a [Limit],
    never: &'a [OutcomeName],
    review_days: u16,
}

/// What comes after them.
#[derive(Serialize)]
struct Back<'a> {
    scales: Vec<&'a GradeScale>,
    semantics: u32,
    tiers: TierPolicy,
    units: Vec<UnitOf<'a>>,
    valid: Period,
    version: &'a Code,
    waivers: &'a [Waiver],
}

/// The semantic hash of a draft in canonical order.
pub(super) fn hash(draft: &RuleBookDraft) -> Digest {
    Digest::of_all(std::iter::once(domain::RULEBOOK.to_vec()).chain(pieces(draft)))
}

/// The canonical form of a draft in canonical order.
pub(super) fn form(draft: &RuleBookDraft) -> Vec<u8> {
    pieces(draft).flatten().collect()
}

/// The same in pieces.
fn pieces(draft: &RuleBookDraft) -> impl Iterator<Item = Vec<u8>> {
    let commas = std::iter::once(&b""[..]).chain(std::iter::repeat(&b","[..]));
    let rules = draft.rules.iter().zip(commas).map(|(rule, comma)| [comma, &piece(rule)].concat());
    let (front, back) = (piece(&front(draft)), piece(&back(draft)));
    let front = [front.strip_suffix(b"}").unwrap_or_default(), b",\"rules\":["].concat();
    let back = [b"],", back.strip_prefix(b"{").unwrap_or_default()].concat();
    std::iter::once(front).chain(rules).chain(std::iter::once(back))
}

fn front(draft: &RuleBookDraft) -> Front<'_> {
    Front {
        appeal_days: draft.appeal_days,
        basis: draft.basis,
        clauses: &draft.clauses,
        consortia: &draft.consortia,
        february: draft.february,
        groups: &draft.groups,
        id: &draft.head.id,
        levels: levels(&draft.framework),
        limits: &draft.limits,
        never: &draft.never,
        review_days: draft.review_days,
    }
}

fn back(draft: &RuleBookDraft) -> Back<'_> {
    Back {
        scales: draft.framework.scales().collect(),
        semantics: draft.semantics,
        tiers: draft.tiers,
        units: units(&draft.framework, |unit| tier_of(unit, &draft.unit_tiers)),
        valid: draft.head.valid,
        version: &draft.head.version,
        waivers: &draft.waivers,
    }
}
