//! The tests of what a rule asks beside its sources.

use crate::id::{Code, ProgrammeId};
use crate::registry::GradeBand;
use crate::registry::{Framework, Grade, OutcomeKind, OutcomeName};
use crate::rules::book::RuleBook;
use crate::rules::draft::Rule;
use crate::rules::evaluate::case::{Case, Trial, Use, all, test, test_of};
use crate::rules::evaluate::places::{at_least, grade_on, in_grades};
use crate::rules::explanation::{Check, Got, Point, Test, Wanted, What};
use crate::rules::facts::{Attested, EnrolmentFact, PassedFact};
use crate::rules::holds::whole;
use crate::rules::need::Need;
use crate::rules::words::{Assurance, When};
use crate::time::Date;

/// The tests of one need. It goes as deep as the need does, and books bound that.
pub(super) fn need(case: &Case<'_>, trial: &Trial<'_>, wanted: &Need) -> Check {
    let each = |list: &[Need]| list.iter().map(|one| need(case, trial, one)).collect();
    match wanted {
        Need::All(list) => Check::All(each(list)),
        Need::Any(list) => Check::Any(each(list)),
        Need::AtLeast { count, of } => Check::AtLeast { count: *count, of: each(of) },
        Need::Attested { is, what } => Check::One(attested(case, trial, *is, what)),
        Need::Earned { programme, when } => {
            all(trial.uses.iter().map(|one| earned(case, one, programme, *when)).collect())
        }
        Need::Enrolled { is, programme } => Check::One(enrolled(case, *is, programme)),
        Need::Evidence { kind, least } => Check::One(evidence(case, kind, *least)),
        Need::Match { least } => all(trial.taken().map(|one| matching(case, one, *least)).collect()),
        Need::Passed { code, grade, kind } => Check::One(passed(case, *kind, code, grade.as_ref())),
        Need::SameIssuer => Check::One(same_issuer(trial)),
        Need::Score { least, what } => Check::One(score(case, trial, what, *least)),
    }
}

fn of(code: &Code, test: Test) -> Test {
    Test { of: Some(code.clone().into()), ..test }
}

/// What is attested about the application or about one of the lots.
fn values<'a>(case: &Case<'a>, trial: &'a Trial<'_>, what: &'a Code) -> impl Iterator<Item = u32> {
    let about = |one: &Attested| one.lot.is_none_or(|lot| trial.uses.iter().any(|each| each.outcome.id == lot));
    case.facts.attested.iter().filter(move |one| one.what == *what && about(one)).map(|one| one.value)
}

/// What nobody attests is neither so nor not so, and what is attested both ways is neither too.
fn attested(case: &Case<'_>, trial: &Trial<'_>, is: bool, what: &Code) -> Test {
    let yes = values(case, trial, what).any(|value| value != 0);
    let no = values(case, trial, what).any(|value| value == 0);
    let got = match (yes, no) {
        (false, false) => Got::Nothing,
        (true, true) => Got::Both,
        (yes, _) => Got::Flag(yes),
    };
    of(what, test(What::Attested, Wanted::Is(is), got))
}

fn number(value: Option<u32>) -> Got {
    value.map_or(Got::Nothing, |value| Got::Point(Point::number(value.into())))
}

/// Of several numbers the highest.
fn score(case: &Case<'_>, trial: &Trial<'_>, what: &Code, least: u32) -> Test {
    let got = number(values(case, trial, what).max());
    of(what, test(What::Score, at_least(Some(Point::number(least.into()))), got))
}

fn matching(case: &Case<'_>, one: &Use<'_>, least: u8) -> Check {
    let about = case.facts.attested.iter().filter(|attested| attested.lot == Some(one.outcome.id));
    let found =
        about.filter(|attested| attested.what.as_str() == Attested::CONTENT_MATCH).map(|attested| attested.value);
    let wanted = at_least(Some(Point::number(least.into())));
    Check::One(test_of(What::Match, one.outcome.id, wanted, number(found.max())))
}

/// Of several pieces of one kind the surest.
fn evidence(case: &Case<'_>, kind: &Code, least: Assurance) -> Test {
    let found = case.facts.evidence.iter().filter(|one| one.kind == *kind).map(|one| one.assurance).max();
    let got = found.map_or(Got::Nothing, |found| Got::Point(sure(found)));
    of(kind, test(What::Evidence, at_least(Some(sure(least))), got))
}

fn sure(assurance: Assurance) -> Point {
    let place = match assurance {
        Assurance::Claimed => 0,
        Assurance::Signed => 1,
        Assurance::Verified => 2,
    };
    Point { at: whole(place), text: assurance.as_str().to_owned() }
}

fn enrolments<'a>(case: &Case<'a>, programme: &'a ProgrammeId) -> impl Iterator<Item = &'a EnrolmentFact> + Clone {
    case.facts.enrolments.iter().filter(move |one| one.programme == *programme)
}

fn enrolled(case: &Case<'_>, is: bool, programme: &ProgrammeId) -> Test {
    let found = enrolments(case, programme).any(|one| as_against(one, case.facts.applied) == When::During);
    of(&Code::from(programme), test(What::Enrolled, Wanted::Is(is), Got::Flag(found)))
}

fn as_against(enrolment: &EnrolmentFact, day: Date) -> When {
    if day < enrolment.from {
        When::Before
    } else if enrolment.until.is_none_or(|until| day < until) {
        When::During
    } else {
        When::After
    }
}

/// As against some enrolment in the programme; where none is as wanted, the latest is told.
fn earned(case: &Case<'_>, one: &Use<'_>, programme: &ProgrammeId, when: When) -> Check {
    let mut all =
        enrolments(case, programme).map(|enrolment| (enrolment.from, as_against(enrolment, one.outcome.earned)));
    let latest = all.clone().max().map(|(_, found)| found);
    let found = if all.any(|(_, found)| found == when) { Some(when) } else { latest };
    let got = found.map_or(Got::Nothing, |found| Got::Word(found.to_string()));
    let test = test_of(What::EarnedWhen, one.outcome.id, Wanted::OneOf(vec![when.to_string()]), got);
    Check::One(of(&Code::from(programme), test))
}

fn passed(case: &Case<'_>, kind: OutcomeKind, name: &OutcomeName, band: Option<&GradeBand>) -> Test {
    let of = |test: Test| Test { of: Some(name.clone()), ..test };
    let mut found = case.facts.passed.iter().filter(|one| one.kind == kind && one.called().is(name));
    let Some(band) = band else {
        return of(test(What::Passed, Wanted::Is(true), Got::Flag(found.next().is_some())));
    };
    let wanted = in_grades(&case.book.draft.framework, band);
    let framework = &case.book.draft.framework;
    let tests = found.map(|one: &PassedFact| graded(framework, band, one.grade.as_ref(), wanted.clone()));
    let best = tests.max_by(|a, b| worth_telling(a).cmp(&worth_telling(b)));
    of(best.unwrap_or_else(|| test(What::Passed, wanted, Got::Nothing)))
}

fn graded(framework: &Framework, band: &GradeBand, grade: Option<&Grade>, wanted: Wanted) -> Test {
    test(What::Passed, wanted, grade_on(framework, &band.scale, grade))
}

/// Whether one of a rule's needs, at whatever depth, asks for another outcome, and this one is as it asks: the rule reads
/// it, whether or not something else would do as well.
#[must_use]
pub fn reads(book: &RuleBook, rule: &Rule, one: &PassedFact) -> bool {
    rule.need.iter().any(|need| will_do(&book.draft.framework, need, one))
}

fn will_do(framework: &Framework, need: &Need, one: &PassedFact) -> bool {
    match need {
        Need::All(list) | Need::Any(list) | Need::AtLeast { of: list, .. } => {
            list.iter().any(|each| will_do(framework, each, one))
        }
        Need::Passed { code, grade, kind } => {
            let is_in = |band| graded(framework, band, one.grade.as_ref(), in_grades(framework, band)).holds();
            one.kind == *kind && one.called().is(code) && grade.as_ref().is_none_or(is_in)
        }
        _ => false,
    }
}

/// What holds comes first, then the best grade, then what can only be named.
fn worth_telling(test: &Test) -> (bool, Option<(crate::credit::Ratio, &str)>, Option<&str>) {
    let place = match &test.got {
        Got::Point(point) => Some((point.at, point.text.as_str())),
        _ => None,
    };
    let name = match &test.got {
        Got::Other(name) => Some(name.as_str()),
        _ => None,
    };
    (test.holds(), place, name)
}

fn same_issuer(trial: &Trial<'_>) -> Test {
    let mut issuers = trial.uses.iter().map(|one| &one.outcome.issuer);
    let first = issuers.next();
    test(What::SameIssuer, Wanted::Is(true), Got::Flag(issuers.all(|issuer| Some(issuer) == first)))
}
