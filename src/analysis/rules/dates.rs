//! Days: lengths of time that no day ends, and credit that has expired before it is there.

use crate::analysis::rules::axis::Point;
use crate::analysis::rules::case::Case;
use crate::analysis::rules::copies::facts_of;
use crate::analysis::rules::ground::Ground;
use crate::analysis::rules::remark::{About, RuleRemark};
use crate::document::Severity;
use crate::registry::OutcomeName;
use crate::rules::{Answer, Facts, February, Lasting, Later, Months, Rule};
use crate::time::Date;

pub(super) fn dates(ground: &mut Ground<'_>, other: &OutcomeName) {
    for (place, rule) in ground.book.rules().iter().enumerate() {
        no_day(ground, place, rule, other);
        expired(ground, place, rule, other);
    }
}

/// How far is searched for a day that a month does not have: four years hold a 29 February, but for 1900 and 2100.
const DAYS: usize = 1_500;

/// An outcome that a rule refuses for the day on which it was earned, and nothing else.
fn no_day(ground: &mut Ground<'_>, place: usize, rule: &Rule, other: &OutcomeName) {
    let lasting = rule.to.iter().filter_map(|effect| match effect.expires {
        Lasting::Months(months) => Some(months),
        Lasting::Earliest | Lasting::Forever => None,
    });
    let lengths: Vec<Months> = rule.from.iter().filter_map(|source| source.age).chain(lasting).collect();
    if lengths.is_empty() || ground.book.draft().february != Some(February::Refuse) {
        return;
    }
    let Some(facts) = facts_of(ground, rule, other) else { return };
    let Some(start) = facts.outcomes.first().map(|outcome| outcome.earned) else { return };
    let none =
        |day: &Date| lengths.iter().any(|length| matches!(length.after(*day, February::Refuse), Later::NoDay(..)));
    let days = std::iter::successors(Some(start), |day| day.next()).take(DAYS);
    let Some((eve, day)) = days.clone().zip(days.skip(1)).find(|(eve, day)| none(day) && !none(eve)) else { return };
    let Some([before, on]) = earned_on(ground, &facts, start, [eve, day]) else { return };
    if !matches!(before.answer, Answer::Granted(_)) || on.answer != Answer::Refused {
        return;
    }
    let message = format!("`{}` refuses what was earned on {day}: some months later there is no such day", rule.id);
    let remark = RuleRemark::new("A100", Severity::Note, About::Rule(place), message).of([rule.id.clone()]);
    let help = "`february` is `refuse`; with `down` or `up` the book decides by itself";
    ground.tell(rule.valid.to_string(), remark.shown([before, on]).help(help));
}

/// The facts earned on those days. All days move together.
fn earned_on(ground: &mut Ground<'_>, facts: &Facts, start: Date, days: [Date; 2]) -> Option<[Case; 2]> {
    let [eve, day] = days.map(|day| Point::Day(day).put(facts, start));
    Some([ground.attempt(eve?)?.case, ground.attempt(day?)?.case])
}

/// Credit whose last valid day is before the day of the application that makes it.
fn expired(ground: &mut Ground<'_>, place: usize, rule: &Rule, other: &OutcomeName) {
    let Some(february) = ground.book.draft().february else { return };
    let shortest = rule.to.iter().filter_map(|effect| match effect.expires {
        Lasting::Months(months) => Some(months),
        Lasting::Earliest | Lasting::Forever => None,
    });
    let Some(lasts) = shortest.min() else { return };
    let age = rule.from.iter().filter_map(|source| source.age).min();
    if age.is_some_and(|age| age <= lasts) {
        return;
    }
    let Some(mut facts) = facts_of(ground, rule, other) else { return };
    let Some(earned) = facts.outcomes.iter().map(|outcome| outcome.earned).min() else { return };
    let Later::Day(last) = lasts.after(earned, february) else { return };
    let Some(late) = last.next() else { return };
    facts.applied = late;
    let Some(case) = ground.attempt(facts).map(|tried| tried.case) else { return };
    let dead = case.outputs().iter().any(|output| output.valid_through.is_some_and(|through| through < late));
    if !dead {
        return;
    }
    let (severity, why) = match age {
        Some(age) => (Severity::Warning, format!("it takes outcomes of up to {age}")),
        None => (Severity::Note, "it takes outcomes of any age".to_owned()),
    };
    let message = format!("`{}` gives credit that has expired when it is given: it lasts {lasts}, and {why}", rule.id);
    let remark = RuleRemark::new("A101", severity, About::Rule(place), message).of([rule.id.clone()]);
    ground.tell(rule.valid.to_string(), remark.shown([case]).help("let `age` be no longer than `expires`"));
}
