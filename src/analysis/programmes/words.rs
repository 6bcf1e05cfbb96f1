//! The words of programmes, against those that the documents beside them have.

use std::collections::BTreeSet;

use crate::analysis::programmes::unknown::{Unknown, Words};
use crate::analysis::programmes::vocabulary::Vocabulary;
use crate::document::At;
use crate::id::{Code, InstitutionId, ProgrammeId};
use crate::programme::{Carry, Pick, Prerequisite, Programme};
use crate::registry::{OutcomeKind, OutcomeName};

const NO_COURSE: &str = "no course of the catalogues has the code";
const NO_CODE: &str = "no course of the catalogues has the code, and no rule takes it:";
const NO_PREFIX: &str = "no course of the catalogues has a code that begins so, and no rule takes one:";
const NO_CATEGORY: &str = "no course of the catalogues has the category, and no rule gives it:";
const NO_CLASS: &str = "no course of the catalogues has the class";
const NO_INSTITUTION: &str = "there is no institution";
const NO_PROGRAMME: &str = "there is no programme";

/// Tells of each word of a programme that nothing has: in the picks of its parts and quotas, in its prerequisites, and
/// in what it carries.
pub(super) fn words<F: FnMut(At<'_>, Unknown)>(
    (programme, own): (&Programme, &BTreeSet<ProgrammeId>),
    known: &Vocabulary,
    at: At<'_>,
    told: &mut Words<F>,
) {
    let (parts, quotas) = (at.key("part"), at.key("quota"));
    for (index, part) in programme.parts.iter().enumerate() {
        for (k, pick) in part.accepts.iter().enumerate() {
            of_pick(pick, known, parts.index(index).key("accepts").index(k), told);
        }
    }
    for (index, quota) in programme.quotas.iter().enumerate() {
        for (k, pick) in quota.of.iter().enumerate() {
            of_pick(pick, known, quotas.index(index).key("of").index(k), told);
        }
    }
    let needs = at.key("prerequisite");
    for (index, prerequisite) in programme.prerequisites.iter().enumerate() {
        of_prerequisite(prerequisite, known, needs.index(index), told);
    }
    let carries = at.key("carry");
    for (index, carry) in programme.carry.iter().enumerate() {
        of_carry(carry, own, known, carries.index(index), told);
    }
}

fn of_pick<F: FnMut(At<'_>, Unknown)>(pick: &Pick, known: &Vocabulary, at: At<'_>, told: &mut Words<F>) {
    if known.courses.is_some() {
        of_codes(pick, known, at, told);
        let categories = &known.categories;
        let has = |word: &Code| categories.contains(word);
        told.missing(&pick.categories, has, categories.iter().map(Code::as_str), NO_CATEGORY, at.key("categories"));
        let classes = &known.classes;
        let has = |word: &Code| classes.contains(word);
        told.missing(&pick.classes, has, classes.iter().map(Code::as_str), NO_CLASS, at.key("classes"));
    }
    if let Some(all) = &known.institutions {
        for (list, key) in [(&pick.issuers, "issuers"), (&pick.not_issuers, "not_issuers")] {
            let words = all.iter().map(InstitutionId::as_str);
            told.missing(list, |word| all.contains(word), words, NO_INSTITUTION, at.key(key));
        }
    }
}

/// Codes of courses. Where a pick takes other kinds, too, the codes that rules take are known as well; codes of what is
/// no course are in no list.
fn of_codes<F: FnMut(At<'_>, Unknown)>(pick: &Pick, known: &Vocabulary, at: At<'_>, told: &mut Words<F>) {
    let courses_only = pick.kinds == [OutcomeKind::Course];
    if !pick.kinds.is_empty() && !pick.kinds.contains(&OutcomeKind::Course) {
        return;
    }
    let what = if courses_only { NO_COURSE } else { NO_CODE };
    let has = |name: &OutcomeName| known.has_course(name) || (!courses_only && known.is_taken(name));
    for (list, key) in [(&pick.codes, "codes"), (&pick.not_codes, "not_codes")] {
        told.missing(list, has, codes(known, courses_only), what, at.key(key));
    }
    let list = at.key("prefixes");
    for (index, prefix) in pick.prefixes.iter().enumerate() {
        let prefix = prefix.as_str();
        if !codes(known, courses_only).any(|code| code.starts_with(prefix)) {
            let beginnings = codes(known, courses_only).filter_map(|code| code.get(..prefix.len()));
            let beginnings: BTreeSet<&str> = beginnings.collect();
            told.unknown(prefix, beginnings.into_iter(), NO_PREFIX, list.index(index));
        }
    }
}

/// All codes that are known.
fn codes(known: &Vocabulary, courses_only: bool) -> impl Iterator<Item = &str> + Clone {
    let taken = known.taken.iter().filter(move |_| !courses_only);
    known.courses.iter().flat_map(|courses| courses.keys()).chain(taken).map(Code::as_str)
}

fn of_prerequisite<F: FnMut(At<'_>, Unknown)>(
    prerequisite: &Prerequisite,
    known: &Vocabulary,
    at: At<'_>,
    told: &mut Words<F>,
) {
    if known.courses.is_none() {
        return;
    }
    if !known.has_course(&prerequisite.course) {
        told.unknown(&prerequisite.course.to_string(), codes(known, true), NO_COURSE, at.key("course"));
    }
    let has = |name: &OutcomeName| known.has_course(name) || known.is_taken(name);
    for (list, key) in [(&prerequisite.all, "all"), (&prerequisite.any, "any")] {
        told.missing(list, has, codes(known, false), NO_CODE, at.key(key));
    }
}

/// The programme out of whose award is carried: one of this document, or of those beside it.
fn of_carry<F: FnMut(At<'_>, Unknown)>(
    carry: &Carry,
    own: &BTreeSet<ProgrammeId>,
    known: &Vocabulary,
    at: At<'_>,
    told: &mut Words<F>,
) {
    let Some(beside) = &known.programmes else { return };
    if !own.contains(&carry.from) && !beside.contains(&carry.from) {
        let all: BTreeSet<&str> = own.iter().chain(beside).map(ProgrammeId::as_str).collect();
        told.unknown(carry.from.as_str(), all.into_iter(), NO_PROGRAMME, at.key("from"));
    }
}
