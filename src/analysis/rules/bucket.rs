//! The outcomes that a book names, and the rules that name them. Outcomes that the same sources name are one class: whatever
//! is applied with one of them, the same is answered as for another.

use std::collections::BTreeMap;

use crate::registry::{Called, OutcomeKind, OutcomeName};
use crate::rules::RuleBook;

/// The outcomes of one kind and code, and the places of the rules that name them.
#[derive(Debug)]
pub(super) struct Bucket<'a> {
    pub(super) kind: OutcomeKind,
    pub(super) code: &'a OutcomeName,
    pub(super) named: Vec<usize>,
    /// The first bucket of its class.
    pub(super) first: usize,
}

/// The rules that take any code of a kind, by kind.
pub(super) type Open = BTreeMap<OutcomeKind, Vec<usize>>;

/// A source of a rule: the rule's place, and its own in the rule.
type Named = Vec<(usize, usize)>;

/// The kinds and codes that are named, in order; and for rules that take any code of a kind, one code that nobody names.
pub(super) fn buckets<'a>(book: &'a RuleBook, other: &'a OutcomeName) -> (Vec<Bucket<'a>>, Open) {
    let (named, open) = named(book);
    let rest: Vec<_> = open.keys().map(|kind| ((*kind, other), Named::new())).collect();
    let mut all: Vec<((OutcomeKind, &'a OutcomeName), Named)> = named.into_iter().chain(rest).collect();
    all.sort_by(|a, b| a.0.cmp(&b.0));
    (classed(book, all), open)
}

fn named(book: &RuleBook) -> (BTreeMap<(OutcomeKind, &OutcomeName), Named>, Open) {
    let mut open = Open::new();
    let mut named: BTreeMap<(OutcomeKind, &OutcomeName), Named> = BTreeMap::new();
    for (place, rule) in book.rules().iter().enumerate() {
        for (at, source) in rule.from.iter().enumerate() {
            if source.codes.is_empty() {
                open.entry(source.kind).or_default().push(place);
            }
            for code in &source.codes {
                named.entry((source.kind, code)).or_default().push((place, at));
            }
        }
    }
    let bare = |name: &OutcomeName| name.owner.is_some().then(|| OutcomeName::from(name.code.clone()));
    let anybodys = |kind, name| Some(named.get(&(kind, &bare(name)?))?.clone());
    let wider: Vec<_> =
        named.keys().filter_map(|(kind, name)| Some(((*kind, *name), anybodys(*kind, name)?))).collect();
    for (key, places) in wider {
        named.entry(key).or_default().extend(places);
    }
    (named, open)
}

/// What one class of outcomes has in common: the kind, whether it is never converted, whether somebody owns it, and the
/// sources that name it.
type Class = (OutcomeKind, bool, bool, Named);

fn classed<'a>(book: &RuleBook, all: Vec<((OutcomeKind, &'a OutcomeName), Named)>) -> Vec<Bucket<'a>> {
    let mut firsts: BTreeMap<Class, usize> = BTreeMap::new();
    let mut buckets = Vec::new();
    for (at, ((kind, code), named)) in all.into_iter().enumerate() {
        let never = Called::by_name(kind, code).is_among(&book.draft().never);
        let places = named.iter().map(|(place, _)| *place).collect();
        let first = *firsts.entry((kind, never, code.owner.is_some(), named)).or_insert(at);
        buckets.push(Bucket { kind, code, named: places, first });
    }
    buckets
}
