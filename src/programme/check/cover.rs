//! Whether what one pick takes is also taken by another, or never.

use std::collections::BTreeSet;

use crate::id::Code;
use crate::programme::pick::Pick;
use crate::programme::words::Provenance;
use crate::registry::{OutcomeKind, OutcomeName};

/// Whether every outcome that the one list takes is taken by the other. An empty list takes everything.
pub(super) fn covers(wide: &[Pick], narrow: &[Pick]) -> bool {
    let all = Pick::default();
    let in_one = |pick: &Pick| wide.is_empty() || wide.iter().any(|wide| covers_one(wide, pick));
    if narrow.is_empty() { in_one(&all) } else { narrow.iter().all(in_one) }
}

/// Whether no outcome is taken by both lists.
pub(crate) fn are_apart(one: &[Pick], other: &[Pick]) -> bool {
    let none = one.is_empty() || other.is_empty();
    !none && one.iter().all(|pick| other.iter().all(|second| are_two_apart(pick, second)))
}

/// Whether two lists together take everything, by what they say of origins alone.
pub(super) fn take_everything(one: &[Pick], other: &[Pick]) -> bool {
    let by_origin = |pick: &&Pick| {
        let rest = Pick { origins: Vec::new(), ..(*pick).clone() };
        rest == Pick::default() && !pick.origins.is_empty()
    };
    let all: Vec<&Pick> = one.iter().chain(other).filter(by_origin).collect();
    Provenance::ALL.iter().all(|origin| all.iter().any(|pick| pick.origins.contains(origin)))
}

/// Whether whatever the narrow pick takes is taken by the wide one: of each key that narrows the wide one, the narrow one
/// says as much or more.
fn covers_one(wide: &Pick, narrow: &Pick) -> bool {
    let lists = is_narrower(&narrow.categories, &wide.categories)
        && is_narrower(&narrow.classes, &wide.classes)
        && (wide.codes.is_empty() || !narrow.codes.is_empty() && all_named(&wide.codes, &narrow.codes))
        && is_narrower(&narrow.contents, &wide.contents)
        && is_narrower(&narrow.issuers, &wide.issuers)
        && is_narrower(&narrow.kinds, &wide.kinds)
        && is_narrower(&origins(narrow), &wide.origins)
        && is_narrower(&narrow.tiers, &wide.tiers);
    let not = all_named(&narrow.not_codes, &wide.not_codes) && has_all(&narrow.not_issuers, &wide.not_issuers);
    let prefixes =
        wide.prefixes.is_empty() || begins(codes(&narrow.codes), wide) || begins(narrow.prefixes.iter(), wide);
    let age = wide.age.is_none_or(|wide| narrow.age.is_some_and(|narrow| narrow <= wide));
    let bands = is_same(&wide.grade, &narrow.grade) && is_same(&wide.level, &narrow.level);
    let rest = is_same(&wide.earned, &narrow.earned) && is_same(&wide.unit, &narrow.unit);
    lists && not && prefixes && age && bands && rest && (!wide.carried || narrow.carried)
}

/// What is of kind `converted` was made by a conversion.
fn origins(pick: &Pick) -> Vec<Provenance> {
    let converted = pick.origins.is_empty() && pick.kinds.as_slice() == [OutcomeKind::Converted];
    if converted { vec![Provenance::Converted] } else { pick.origins.clone() }
}

/// Whether a list of alternatives allows no more than a wider one. An empty one allows everything.
fn is_narrower<T: Ord>(narrow: &[T], wide: &[T]) -> bool {
    wide.is_empty() || !narrow.is_empty() && has_all(wide, narrow)
}

fn has_all<T: Ord>(list: &[T], of: &[T]) -> bool {
    let list: BTreeSet<&T> = if of.is_empty() { BTreeSet::new() } else { list.iter().collect() };
    of.iter().all(|one| list.contains(one))
}

fn is_same<T: PartialEq>(wide: &Option<T>, narrow: &Option<T>) -> bool {
    wide.is_none() || wide == narrow
}

/// Whether all codes, of which there are some, begin as the pick wants.
fn begins<'a>(codes: impl Iterator<Item = &'a Code>, wide: &Pick) -> bool {
    let wanted = |code: &Code| wide.prefixes.iter().any(|prefix| code.as_str().starts_with(prefix.as_str()));
    let mut codes = codes.peekable();
    codes.peek().is_some() && codes.all(wanted)
}

fn codes(names: &[OutcomeName]) -> impl Iterator<Item = &Code> {
    names.iter().map(|name| &name.code)
}

/// Whether whatever has one of the names has one of a list.
fn all_named(list: &[OutcomeName], of: &[OutcomeName]) -> bool {
    let list: BTreeSet<&OutcomeName> = if of.is_empty() { BTreeSet::new() } else { list.iter().collect() };
    of.iter().all(|name| list.contains(name) || list.contains(&OutcomeName::from(name.code.clone())))
}

/// Whether no code is in both lists, of which none is empty. Two courses of one code are apart, and what else has it is
/// in both.
fn no_code_in_common(one: &[OutcomeName], other: &[OutcomeName]) -> bool {
    let [one, other]: [BTreeSet<&Code>; 2] = [codes(one).collect(), codes(other).collect()];
    !one.is_empty() && !other.is_empty() && one.is_disjoint(&other)
}

/// Whether nothing is taken by both picks: of some key they allow nothing in common.
fn are_two_apart(one: &Pick, other: &Pick) -> bool {
    let lists = nothing_in_common(&one.categories, &other.categories)
        || nothing_in_common(&one.classes, &other.classes)
        || no_code_in_common(&one.codes, &other.codes)
        || nothing_in_common(&one.contents, &other.contents)
        || nothing_in_common(&one.issuers, &other.issuers)
        || nothing_in_common(&one.kinds, &other.kinds)
        || nothing_in_common(&origins(one), &origins(other))
        || nothing_in_common(&one.tiers, &other.tiers);
    let unnamed = |named: &[OutcomeName], not: &[OutcomeName]| !named.is_empty() && all_named(not, named);
    let excluded = unnamed(&one.codes, &other.not_codes)
        || unnamed(&other.codes, &one.not_codes)
        || is_excluded(&one.issuers, &other.not_issuers)
        || is_excluded(&other.issuers, &one.not_issuers);
    let units = one.unit.is_some() && other.unit.is_some() && one.unit != other.unit;
    let periods = one.earned.zip(other.earned).is_some_and(|(one, other)| !one.overlaps(&other));
    lists || excluded || units || periods
}

fn nothing_in_common<T: Ord>(one: &[T], other: &[T]) -> bool {
    let one: BTreeSet<&T> = if other.is_empty() { BTreeSet::new() } else { one.iter().collect() };
    !one.is_empty() && !other.iter().any(|each| one.contains(each))
}

/// Whether all that a list names, and it names something, is excluded.
fn is_excluded<T: Ord>(named: &[T], not: &[T]) -> bool {
    !named.is_empty() && has_all(not, named)
}
