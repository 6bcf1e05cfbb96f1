//! Value that is copied: credit for an outcome that is not used up, as often as one applies.

use crate::analysis::rules::cell::Cell;
use crate::analysis::rules::ground::Ground;
use crate::analysis::rules::prior::after;
use crate::analysis::rules::remark::{About, RuleRemark};
use crate::analysis::rules::sample::sample;
use crate::analysis::rules::wish::wish;
use crate::document::Severity;
use crate::registry::{OutcomeName, UseKind};
use crate::rules::{Answer, Binds, Facts, Limit, Measure, Per, Rule};

pub(super) fn copies(ground: &mut Ground<'_>, other: &OutcomeName) {
    for (place, rule) in ground.book.rules().iter().enumerate() {
        let witnesses = rule.from.iter().all(|source| source.r#use == UseKind::Witness);
        let gives = rule.to.iter().any(|effect| effect.amounts.is_some());
        let limits = || rule.limits.iter().filter_map(|id| ground.book.limit(id)).filter(|limit| counts(limit));
        let (any, for_ever) = (limits().next().is_some(), limits().any(|limit| !limit.per.contains(&Per::Window)));
        if witnesses && gives && !for_ever {
            twice(ground, place, rule, other, any);
        }
    }
}

/// After so many days every window has begun anew.
const YEAR: i64 = 366;

/// Whether a limit counts what is given for witnesses alone: nothing is taken, so it counts no lots, and not by them.
fn counts(limit: &Limit) -> bool {
    let by_lot = limit.per.iter().any(|per| matches!(per, Per::Lot | Per::Issuer | Per::Content));
    limit.binds == Binds::Recording && limit.measure != Measure::Items && !by_lot
}

/// Applies twice with the same outcomes; where a limit counts by windows, a year later.
fn twice(ground: &mut Ground<'_>, place: usize, rule: &Rule, other: &OutcomeName, later: bool) {
    let Some(first) = facts_of(ground, rule, other).and_then(|facts| ground.attempt(facts)) else { return };
    let mut again = after(&first.case.facts, &first.case);
    if later {
        let Some(day) = again.applied.plus_days(YEAR) else { return };
        again.applied = day;
    }
    let Some(second) = ground.attempt(again) else { return };
    if !matches!(second.case.answer, Answer::Granted(_)) {
        return;
    }
    let (counts, when) = if later {
        ("its limits begin anew", "applies again a year later")
    } else {
        ("no limit counts it", "applies again")
    };
    let message = format!("`{}` uses nothing up and {counts}: whoever {when} is granted again", rule.id);
    let help = "consume the outcome, or name a recording limit on uses by learner and target";
    let remark = RuleRemark::new("A090", Severity::Warning, About::Rule(place), message).of([rule.id.clone()]);
    ground.tell(rule.valid.to_string(), remark.shown([first.case, second.case]).help(help));
}

/// Facts with one outcome for each source, for which the rule's needs hold, and by which that rule is asked for.
pub(super) fn facts_of(ground: &Ground<'_>, rule: &Rule, other: &OutcomeName) -> Option<Facts> {
    let cell = |source| Cell::of(ground.book, rule, source, source_code(source, other));
    let cells = rule.from.iter().map(cell).collect::<Option<Vec<_>>>()?;
    let mut facts = sample(ground.book, &cells, &wish(ground.book, &rule.need).yes()?)?;
    facts.asked.rule = Some(rule.id.clone());
    Some(facts)
}

fn source_code<'a>(source: &'a crate::rules::Source, other: &'a OutcomeName) -> &'a OutcomeName {
    source.codes.first().unwrap_or(other)
}
