//! Laws by which what does not matter changes nothing.

use crate::rules::{Hit, RuleBook, RuleBookDraft};
use crate::testing::reference::rules as reference;
use crate::testing::rules::laws::edit::{renamed_answer, renamed_book, renamed_facts, turned, turned_facts};
use crate::testing::rules::laws::lab::{Broken, Lab, Seen, matched};
use crate::testing::rules::laws::{Coverage, Law, Verdict};

pub(super) fn determinism(lab: &Lab<'_>) -> Verdict {
    lab.each(
        Law::Determinism,
        |_| true,
        |shot| {
            let (one, other) = (lab.evaluate(&shot.facts), lab.evaluate(&shot.facts.clone()));
            let broken =
                |what: &str| Seen::Broken(Broken { cases: vec![lab.case(&shot.facts)], what: what.to_owned() });
            let text = |evaluation: &crate::rules::Evaluation| serde_json::to_string(&evaluation.explanation).ok();
            if one != other || text(&one) != text(&other) {
                return broken("the second time it comes out otherwise");
            }
            if reference::evaluate(lab.book, &shot.facts) != one.answer {
                return broken("the plain evaluator answers otherwise");
            }
            Seen::Kept(matched(&one))
        },
    )
}

pub(super) fn order(lab: &Lab<'_>) -> Verdict {
    let Ok(other) = turned(lab.book).check() else {
        let what = "written in another order the book is not sound".to_owned();
        return lab.violated(Law::OrderIndependence, Broken { cases: Vec::new(), what });
    };
    lab.each(
        Law::OrderIndependence,
        |_| true,
        |shot| {
            let evaluation = lab.evaluate(&shot.facts);
            if crate::rules::evaluate(&other, &turned_facts(&shot.facts)) == evaluation {
                return Seen::Kept(matched(&evaluation));
            }
            let what = "in another order it comes out otherwise".to_owned();
            Seen::Broken(Broken { cases: vec![lab.case(&shot.facts)], what })
        },
    )
}

pub(super) fn renaming(lab: &Lab<'_>) -> Verdict {
    let Some(other) = renamed_book(lab.book) else {
        return Verdict::not_reached("its names are too long to be changed".to_owned());
    };
    lab.each(
        Law::Renaming,
        |_| true,
        |shot| {
            let evaluation = lab.evaluate(&shot.facts);
            let Some(facts) = renamed_facts(&shot.facts) else { return Seen::Nothing };
            if renamed_answer(&evaluation.answer).as_ref() == Some(&crate::rules::evaluate(&other, &facts).answer) {
                return Seen::Kept(matched(&evaluation));
            }
            let what = "under other names it comes out otherwise".to_owned();
            Seen::Broken(Broken { cases: vec![lab.case(&shot.facts)], what })
        },
    )
}

pub(super) fn pinning(lab: &Lab<'_>) -> Verdict {
    let next = variants(lab.book, 1).into_iter().find_map(|draft| draft.check().ok());
    lab.each(
        Law::VersionPinning,
        |_| true,
        |shot| {
            let before = lab.evaluate(&shot.facts);
            let other = next.as_ref().map(|next| crate::rules::evaluate(next, &shot.facts));
            let after = lab.evaluate(&shot.facts);
            let cites = before.explanation.hash == lab.book.hash()
                && before.explanation.version == lab.book.draft().head.version
                && other.is_none_or(|other| other.explanation.hash != lab.book.hash());
            if cites && before == after {
                return Seen::Kept(matched(&before));
            }
            let what = "the answer does not name its book, or depends on another one".to_owned();
            Seen::Broken(Broken { cases: vec![lab.case(&shot.facts)], what })
        },
    )
}

/// Books that say something else: one without each rule, one in which each rule begins later, other ways to combine.
fn variants(book: &RuleBook, most: usize) -> Vec<RuleBookDraft> {
    let draft = book.draft();
    let with = |edit: &dyn Fn(&mut RuleBookDraft)| {
        let mut draft = draft.clone();
        edit(&mut draft);
        draft
    };
    let mut found = Vec::new();
    for at in 0..draft.rules.len().min(most) {
        found.push(with(&|draft| drop(draft.rules.remove(at))));
        found.push(with(&|draft| {
            let rule = draft.rules.get_mut(at);
            rule.into_iter().for_each(|rule| rule.valid.from = rule.valid.from.next().unwrap_or(rule.valid.from));
        }));
        found.push(with(&|draft| {
            let rule = draft.rules.get_mut(at);
            rule.into_iter().flat_map(|rule| &mut rule.from).for_each(|source| source.many = !source.many);
        }));
    }
    for at in 0..draft.groups.len().min(most) {
        found.push(with(&|draft| {
            let group = draft.groups.get_mut(at);
            group.into_iter().for_each(|group| group.hit = if group.hit == Hit::Sum { Hit::Options } else { Hit::Sum });
        }));
    }
    found
}

/// How many rules are changed to see whether the hash changes.
const RULES: usize = 64;

pub(super) fn hash(lab: &Lab<'_>) -> Verdict {
    let violated = |what: &str| lab.violated(Law::HashSoundness, Broken { cases: Vec::new(), what: what.to_owned() });
    match turned(lab.book).check() {
        Ok(other) if other.hash() == lab.book.hash() && other.canonical() == lab.book.canonical() => {}
        _ => return violated("written in another order the book has another hash"),
    }
    let mut hashes = vec![lab.book.hash()];
    for draft in variants(lab.book, RULES) {
        let Ok(other) = draft.check() else { continue };
        if (other.hash() == lab.book.hash()) != (other.draft() == lab.book.draft()) {
            return violated("a book that says something else has the same hash");
        }
        hashes.push(other.hash());
    }
    let about =
        lab.book.rules().iter().take(RULES).map(|rule| rule.id.clone()).collect::<std::collections::BTreeSet<_>>();
    let coverage = Coverage { fired: about.clone(), near: about.clone(), about };
    Verdict::Held { cases: hashes.len(), coverage }
}
