//! What is granted by the rules that are applied.

use crate::id::LotId;
use crate::registry::UseKind;
use crate::rules::answer::{Grant, Input, Output};
use crate::rules::explanation::Candidate;

/// An applied candidate: its place among all, what goes in and what comes out.
pub(super) struct Applied<'c> {
    pub(super) place: usize,
    pub(super) candidate: &'c Candidate,
    pub(super) inputs: Vec<Input>,
    pub(super) outputs: &'c [Output],
}

/// A lot of a candidate that was lost, and the place of the one it was lost to.
pub(super) type Lost = (LotId, usize);

/// The grants, each with the lots that were lost to it and that nothing applied takes, each lot once.
pub(super) fn grants(applied: Vec<Applied<'_>>, lost: &[Lost]) -> Vec<Grant> {
    let inputs = applied.iter().flat_map(|one| &one.inputs);
    let mut gone: Vec<_> = inputs.filter(|input| input.r#use != UseKind::Witness).map(|input| input.lot).collect();
    applied.into_iter().map(|one| grant(one, lost, &mut gone)).collect()
}

fn grant(one: Applied<'_>, all: &[Lost], gone: &mut Vec<LotId>) -> Grant {
    let mut lost = Vec::new();
    for (lot, _) in all.iter().filter(|(_, to)| *to == one.place) {
        if !gone.contains(lot) {
            gone.push(*lot);
            lost.push(*lot);
        }
    }
    lost.sort_unstable();
    let Candidate { clause, rule, .. } = one.candidate;
    Grant { clause: clause.clone(), inputs: one.inputs, lost, outputs: one.outputs.to_vec(), rule: rule.clone() }
}
