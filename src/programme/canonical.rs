//! The canonical form of a document of programmes and pathways, and its semantic hash.
//!
//! What makes no difference is not in it: layout, comments, the order of keys and of lists whose order means nothing,
//! and whether a default is written out. What makes one is: ids, titles, dates, units, scales, levels and clauses, the
//! order of a programme's parts and that of a pathway's stages.

use serde::Serialize;

use crate::digest::{Digest, domain};
use crate::document::Citation;
use crate::id::{Code, DocumentId};
use crate::programme::draft::ProgrammesDraft;
use crate::programme::requirements::Programme;
use crate::programme::stages::Pathway;
use crate::registry::{GradeScale, Levels, UnitOf, levels, piece, units};
use crate::rules::February;
use crate::time::Period;

#[derive(Serialize)]
struct Form<'a> {
    clauses: &'a [Citation],
    #[serde(skip_serializing_if = "Option::is_none")]
    february: Option<February>,
    id: &'a DocumentId,
    levels: Vec<Levels<'a>>,
    pathways: &'a [Pathway],
    programmes: &'a [Programme],
    scales: Vec<&'a GradeScale>,
    semantics: u32,
    units: Vec<UnitOf<'a>>,
    valid: Period,
    version: &'a Code,
}

/// The semantic hash of a draft in canonical order.
pub(super) fn hash(draft: &ProgrammesDraft) -> Digest {
    Digest::of(&[domain::PROGRAMMES, &form(draft)])
}

/// The canonical form of a draft in canonical order.
pub(super) fn form(draft: &ProgrammesDraft) -> Vec<u8> {
    piece(&Form {
        clauses: &draft.clauses,
        february: draft.february,
        id: &draft.head.id,
        levels: levels(&draft.framework),
        pathways: &draft.pathways,
        programmes: &draft.programmes,
        scales: draft.framework.scales().collect(),
        semantics: draft.semantics,
        units: units(&draft.framework, |_| None),
        valid: draft.head.valid,
        version: &draft.head.version,
    })
}
