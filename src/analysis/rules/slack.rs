//! What never binds, or does not bind all that it should: the most of an effect that nothing reaches, and a limit that one
//! rule out of several toward the same target does not name.

use std::collections::BTreeMap;

use crate::analysis::rules::case::target_in_words;
use crate::analysis::rules::ground::Ground;
use crate::analysis::rules::remark::{About, RuleRemark};
use crate::analysis::rules::size::quantum;
use crate::credit::Credits;
use crate::document::Severity;
use crate::id::{Code, UnitId};
use crate::rules::{Amounts, Binds, Limit, Per, Rest, Rule, RuleBook, RuleWorth, Taking, Target};

pub(super) fn slack(ground: &mut Ground<'_>) {
    for (place, rule) in ground.book.rules().iter().enumerate() {
        for amounts in rule.to.iter().filter_map(|effect| effect.amounts.as_ref()) {
            loose(ground, (place, rule), amounts);
        }
    }
    let book = ground.book;
    for limit in book.draft().limits.iter().filter(|limit| is_common(limit)) {
        forgotten(ground, limit);
    }
}

/// The most of an effect that the largest outcome the rule takes does not pass.
fn loose(ground: &mut Ground<'_>, (place, rule): (usize, &Rule), amounts: &Amounts) {
    let Some(most) = amounts.most else { return };
    let Some((below, unit, largest)) = largest(ground.book, rule, amounts).filter(|(.., largest)| *largest <= most)
    else {
        return;
    };
    let (id, of) = (&rule.id, &amounts.unit);
    let message =
        format!("`most` of {most} {of} of `{id}` never binds: below {below} {unit} it gives {largest} {of} at most");
    let remark = RuleRemark::new("A081", Severity::Warning, About::Rule(place), message).of([id.clone()]);
    ground.tell(rule.valid.to_string(), remark);
}

/// The size below which the rule takes outcomes, and what it gives for the largest of them.
fn largest<'a>(book: &RuleBook, rule: &'a Rule, amounts: &Amounts) -> Option<(Credits, &'a UnitId, Credits)> {
    let [source] = rule.from.as_slice() else { return None };
    let one = !source.many && matches!(source.take, Taking::Asked | Taking::Whole);
    let plain = one && amounts.rest != Rest::Residual && amounts.team.is_none();
    let (size, RuleWorth::Rate(rate)) = (source.size.as_ref().filter(|_| plain)?, &amounts.worth) else { return None };
    let (below, unit) = (size.below?, source.unit.as_ref().filter(|unit| **unit == size.unit)?);
    let input = below.minus(quantum(book, unit)).ok()?;
    let given = input.convert(*rate, quantum(book, &amounts.unit), amounts.round).ok()?;
    Some((below, unit, given.quotient))
}

/// Whether a limit is of all that a learner converts, whatever it comes from.
fn is_common(limit: &Limit) -> bool {
    let wide = |per: &Per| matches!(per, Per::Learner | Per::Target | Per::Window);
    limit.binds == Binds::Recording && limit.per.iter().all(wide)
}

/// What rules are toward: a target, in a unit, in a group.
type Toward<'a> = (&'a Code, &'a Target, Option<&'a UnitId>);

fn toward(rule: &Rule) -> impl Iterator<Item = Toward<'_>> {
    rule.to.iter().filter(|effect| effect.target != Target::Denial).map(|effect| {
        let unit = effect.amounts.as_ref().map(|amounts| &amounts.unit);
        (&rule.group, &effect.target, unit)
    })
}

/// Rules that name no limit, toward what two others or more are toward that name this one.
fn forgotten(ground: &mut Ground<'_>, limit: &Limit) {
    let mut named: BTreeMap<Toward<'_>, Vec<&Rule>> = BTreeMap::new();
    for rule in ground.book.rules().iter().filter(|rule| rule.limits.contains(&limit.id)) {
        toward(rule).for_each(|toward| named.entry(toward).or_default().push(rule));
    }
    named.values_mut().for_each(|rules| rules.dedup_by(|one, other| one.id == other.id));
    named.retain(|_, rules| rules.len() > 1);
    for (place, rule) in ground.book.rules().iter().enumerate().filter(|(_, rule)| rule.limits.is_empty()) {
        for toward in toward(rule) {
            if let Some(others) = named.get(&toward) {
                tell_forgotten(ground, limit, (place, rule), toward.1, others);
            }
        }
    }
}

fn tell_forgotten(
    ground: &mut Ground<'_>,
    limit: &Limit,
    (place, rule): (usize, &Rule),
    target: &Target,
    others: &[&Rule],
) {
    let Some([one, two]) = others.first_chunk::<2>() else { return };
    let message = format!(
        "`{}` gives {} as `{}` and `{}` do, and does not name their limit `{}`",
        rule.id,
        target_in_words(target),
        one.id,
        two.id,
        limit.id
    );
    let alike = others.iter().any(|other| other.clause == rule.clause);
    let severity = if alike { Severity::Warning } else { Severity::Note };
    let remark = RuleRemark::new("A082", severity, About::Rule(place), message).of([rule.id.clone()]);
    ground.tell(limit.id.to_string(), remark.help("name the limit too, or let the rule be toward something else"));
}
