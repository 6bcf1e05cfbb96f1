//! Brings a sound draft into the one order that means the same: what is the same document is the same value.

use std::collections::BTreeSet;

use crate::document::set;
use crate::journal::canonical;
use crate::programme::draft::ProgrammesDraft;
use crate::programme::pick::Pick;
use crate::programme::requirements::{Ask, Carry, Part, Prerequisite, Programme, Quota, Sharing};
use crate::programme::stages::{Change, Gate, Pathway, Stage};

/// Sorts all lists whose order means nothing, drops what is in them twice, and leaves out what asks nothing. The order of
/// a programme's parts and of a pathway's stages stays.
pub(crate) fn normalise(draft: &mut ProgrammesDraft) {
    draft.clauses.sort_by(|a, b| a.id.cmp(&b.id));
    draft.programmes.sort_by(|a, b| a.id.cmp(&b.id));
    draft.pathways.sort_by(|a, b| a.id.cmp(&b.id));
    draft.programmes.iter_mut().for_each(programme);
    draft.pathways.iter_mut().for_each(pathway);
}

fn programme(programme: &mut Programme) {
    ask(&mut programme.ask);
    set(&mut programme.gates);
    set(&mut programme.institutions);
    carries(&mut programme.carry);
    programme.parts.iter_mut().for_each(part);
    programme.averages.sort_by(|a, b| a.id.cmp(&b.id));
    programme.prerequisites.sort_by(|a, b| a.course.cmp(&b.course));
    programme.prerequisites.iter_mut().for_each(prerequisite);
    programme.quotas.sort_by(|a, b| a.id.cmp(&b.id));
    programme.quotas.iter_mut().for_each(quota);
    programme.sharing.iter_mut().for_each(sharing);
    programme.sharing.sort_by(|a, b| a.between.cmp(&b.between));
}

/// A least of nothing asks nothing.
fn ask(ask: &mut Ask) {
    ask.least = ask.least.filter(|least| !least.is_zero());
    ask.least_items = ask.least_items.filter(|least| *least > 0);
}

fn carries(list: &mut [Carry]) {
    list.sort_by(|a, b| a.from.cmp(&b.from));
}

fn part(part: &mut Part) {
    ask(&mut part.ask);
    picks(&mut part.accepts);
}

fn prerequisite(prerequisite: &mut Prerequisite) {
    set(&mut prerequisite.all);
    // An award rests on the first of them that fits: their order says something.
    let mut seen = BTreeSet::new();
    prerequisite.any.retain(|one| seen.insert(one.clone()));
}

fn quota(quota: &mut Quota) {
    picks(&mut quota.of);
    set(&mut quota.per);
    set(&mut quota.windows);
}

fn sharing(sharing: &mut Sharing) {
    let (one, other) = &mut sharing.between;
    if *one > *other {
        std::mem::swap(one, other);
    }
}

/// Any of several picks will do: they stand in the order of their canonical form.
fn picks(list: &mut Vec<Pick>) {
    list.iter_mut().for_each(pick);
    list.sort_by_cached_key(|pick| canonical(pick).unwrap_or_default());
    list.dedup();
}

fn pick(pick: &mut Pick) {
    set(&mut pick.categories);
    set(&mut pick.classes);
    set(&mut pick.codes);
    set(&mut pick.contents);
    set(&mut pick.issuers);
    set(&mut pick.kinds);
    set(&mut pick.not_codes);
    set(&mut pick.not_issuers);
    set(&mut pick.origins);
    set(&mut pick.prefixes);
    set(&mut pick.tiers);
}

fn pathway(pathway: &mut Pathway) {
    pathway.stages.iter_mut().for_each(stage);
    pathway.changes.iter_mut().for_each(change);
    pathway.changes.sort_by(|a, b| (a.from, &a.to, a.into).cmp(&(b.from, &b.to, b.into)));
}

fn stage(stage: &mut Stage) {
    carries(&mut stage.carry);
    stage.gate.iter_mut().for_each(gate);
}

fn gate(gate: &mut Gate) {
    set(&mut gate.fall_to);
    gate.subjects.sort_by(|a, b| a.id.cmp(&b.id));
}

fn change(change: &mut Change) {
    carries(&mut change.carry);
    change.within.sort_by_key(|window| (window.from, window.below));
    change.within.dedup();
}
