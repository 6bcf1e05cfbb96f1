//! Amounts with the point in the wrong place: ten times what a rule like the others gives.

use std::collections::BTreeMap;

use crate::analysis::rules::ground::Ground;
use crate::analysis::rules::remark::{About, RuleRemark};
use crate::credit::{Credits, Ratio, Rounding};
use crate::document::Severity;
use crate::id::{Code, UnitId};
use crate::registry::OutcomeKind;
use crate::rules::{Rule, RuleWorth, Target};

/// Rules of one group that state amounts in one unit for outcomes of one kind, toward one category or toward courses.
type Like<'a> = (&'a Code, OutcomeKind, Option<&'a Code>, &'a UnitId);

/// A rule, and what it states.
type Stated<'a> = (usize, &'a Rule, Credits);

/// How many others there must be.
const OTHERS: usize = 3;

pub(super) fn tenfold(ground: &mut Ground<'_>) {
    let book = ground.book;
    let mut all: BTreeMap<Like<'_>, Vec<Stated<'_>>> = BTreeMap::new();
    for (place, rule) in book.rules().iter().enumerate() {
        if let Some((like, credits)) = stated(rule) {
            all.entry(like).or_default().push((place, rule, credits));
        }
    }
    for (like, rules) in all.iter().filter(|(_, rules)| rules.len() > OTHERS) {
        for one in largest(rules).filter(|one| is_tenfold(like, one, rules)) {
            tell(ground, like, one, rules);
        }
    }
}

fn stated(rule: &Rule) -> Option<(Like<'_>, Credits)> {
    let ([source], [effect]) = (rule.from.as_slice(), rule.to.as_slice()) else { return None };
    let category = match &effect.target {
        Target::Category(category) => Some(category),
        Target::Course(_) => None,
        Target::Denial | Target::Exemption(_) => return None,
    };
    let amounts = effect.amounts.as_ref()?;
    let RuleWorth::Fixed(credits) = amounts.worth else { return None };
    Some(((&rule.group, source.kind, category, &amounts.unit), credits))
}

fn largest<'r, 'a>(rules: &'r [Stated<'a>]) -> impl Iterator<Item = &'r Stated<'a>> {
    rules.iter().max_by_key(|(.., credits)| *credits).into_iter()
}

fn others<'r>(one: &Stated<'_>, rules: &'r [Stated<'_>]) -> impl Iterator<Item = Credits> + use<'r> {
    let place = one.0;
    rules.iter().filter(move |(other, ..)| *other != place).map(|(.., credits)| *credits)
}

/// Whether a tenth of it lies among what the others give, and it is more than twice all of that. Courses differ more: of
/// them one other gives a tenth.
fn is_tenfold((.., category, _): &Like<'_>, one: &Stated<'_>, rules: &[Stated<'_>]) -> bool {
    let (Some(least), Some(most)) = (others(one, rules).min(), others(one, rules).max()) else { return false };
    let tenth = Ratio::new(1, 10).ok().zip(Credits::from_ten_thousandths(1));
    let tenth = tenth.and_then(|(ratio, finest)| one.2.convert(ratio, finest, Rounding::Down).ok());
    let among = |tenth: Credits| match category {
        Some(_) => least <= tenth && tenth <= most,
        None => others(one, rules).any(|other| other == tenth),
    };
    tenth.is_some_and(|tenth| among(tenth.quotient)) && most.plus(most).is_ok_and(|twice| one.2 > twice)
}

fn tell(ground: &mut Ground<'_>, like: &Like<'_>, one: &Stated<'_>, rules: &[Stated<'_>]) {
    let (Some(least), Some(most)) = (others(one, rules).min(), others(one, rules).max()) else { return };
    let (place, rule, credits) = one;
    let (_, kind, category, unit) = like;
    let target = category.map_or_else(|| "a course".to_owned(), |category| format!("category `{category}`"));
    let message = format!(
        "`{}` gives {credits} {unit} of {} for a {kind}, and the {} others like it {least} to {most}",
        rule.id,
        target,
        rules.len().saturating_sub(1)
    );
    let remark = RuleRemark::new("A046", Severity::Note, About::Rule(*place), message).of([rule.id.clone()]);
    ground.tell(rule.valid.to_string(), remark.help("is the point where it should be?"));
}
