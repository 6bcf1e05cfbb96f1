//! A document of programmes and pathways as its author wrote it.

use crate::document::Citation;
use crate::programme::requirements::Programme;
use crate::programme::stages::Pathway;
use crate::registry::{DocumentHead, Framework};
use crate::rules::February;

/// Programmes and pathways that nobody has checked: what a file says, or what a program put together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgrammesDraft {
    /// The clauses of law or regulation that they rest on.
    pub clauses: Vec<Citation>,
    /// What becomes of a day that a month does not have. A document that counts months must say so.
    pub february: Option<February>,
    /// The units, scales and levels that the programmes speak of, as frameworks define them.
    pub framework: Framework,
    /// Its `[document]` table.
    pub head: DocumentHead,
    /// The pathways.
    pub pathways: Vec<Pathway>,
    /// The programmes.
    pub programmes: Vec<Programme>,
    /// The number of the planner's meaning that it is written for: 1.
    pub semantics: u32,
}
