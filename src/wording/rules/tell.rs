//! The page: what was asked, how it ended, and then every rule.

use crate::registry::CourseName;
use crate::rules::{Asked, Candidate, Check, Explanation, RuleBook, Target, Test, Wanted, What};
use crate::wording::language::Language;
use crate::wording::rules::chinese::Chinese;
use crate::wording::rules::clauses::Clauses;
use crate::wording::rules::ending::{Ending, ending};
use crate::wording::rules::english::English;
use crate::wording::rules::line::{Line, is_whole, missed_first};
use crate::wording::rules::lots::applied;
use crate::wording::rules::miss::miss;
use crate::wording::rules::not_whole::not_whole;
use crate::wording::rules::page::Page;
use crate::wording::rules::sums::sums;
use crate::wording::rules::telling::Telling;
use crate::wording::rules::tongue::{Case, Tongue, counted, place};

/// An explanation in words: what was applied with, how it ended, and of every rule that names one of the outcomes what
/// was tested, what was missed and by how much, what would have to change, and how each amount came about.
///
/// The rule that grants stands first, then those that come nearest to what was asked; in each the conditions that are not
/// met come first. A condition that any application meets, such as to ask for nothing or more, is left out where it is
/// met. Plain text, set in by two blanks a level, a line break at the end. Codes and numbers are those of the explanation,
/// in every language.
///
/// A [`Language`](crate::wording::Language) is enough. A [`Telling`] also has the rule book at hand, for what the clauses
/// say, and what each lot is.
#[must_use]
pub fn tell<'t>(explanation: &Explanation, telling: impl Into<Telling<'t>>) -> String {
    let telling = telling.into();
    let (tongue, mut page) = (tongue(telling.language), Page::default());
    let book = telling.book_of(explanation);
    let mut clauses = Clauses::of(book);
    let applied = applied(explanation, &telling, tongue);
    tongue.head(explanation, &applied).iter().for_each(|line| page.line(line));
    if let (Some(other), None) = (telling.book, book) {
        page.line(&tongue.other_book(other.hash()));
    }
    let ending = ending(explanation);
    page.line(&tongue.ending(&ending));
    if !explanation.joint.is_empty() {
        page.line(&tongue.joint());
        page.inside(|page| checks(page, tongue, &explanation.joint));
    }
    for candidate in in_order(explanation) {
        page.gap();
        let granted = matches!(ending, Ending::Granted(_));
        let case = Case { day: explanation.day, failed: failed(candidate), granted };
        let clause = clauses.next(&candidate.clause).map(|clause| tongue.clause(&clause));
        rule(&mut page, tongue, candidate, clause.as_deref(), &case, book);
    }
    page.into_text()
}

/// Of some conditions those that do not hold, a line each, set in where several stand together.
pub(crate) fn tell_missed(list: &[Check], language: Language) -> Vec<String> {
    let missed: Vec<_> = list.iter().filter(|check| !check.holds()).cloned().collect();
    let mut page = Page::default();
    checks(&mut page, tongue(language), &missed);
    page.into_text().lines().map(str::to_owned).collect()
}

fn in_order(explanation: &Explanation) -> Vec<&Candidate> {
    let mut all: Vec<_> = explanation.candidates.iter().collect();
    all.sort_by_key(|candidate| {
        let far = (!is_asked(candidate, explanation), !fits(candidate));
        (place(&candidate.verdict), far, failed(candidate))
    });
    all
}

/// Whether it gives what the application asks for.
fn is_asked(candidate: &Candidate, explanation: &Explanation) -> bool {
    let Asked { rule, target } = &explanation.asked;
    let toward = |course: &CourseName| candidate.targets.iter().any(|target| is_of(target, course));
    rule.as_ref().is_none_or(|rule| *rule == candidate.rule) && target.as_ref().is_none_or(toward)
}

fn is_of(target: &Target, course: &CourseName) -> bool {
    matches!(target, Target::Course(of) | Target::Exemption(of) if course.names(of))
}

/// Whether it is about outcomes of this unit and stage at all.
fn fits(candidate: &Candidate) -> bool {
    let tests = candidate.checks.iter().flat_map(Check::tests);
    tests.filter(|test| matches!(test.what, What::Unit | What::Tier)).all(Test::holds)
}

/// How many of its conditions do not hold.
fn failed(candidate: &Candidate) -> usize {
    candidate.checks.iter().filter(|check| !check.holds()).count()
}

fn rule(
    page: &mut Page,
    tongue: &dyn Tongue,
    candidate: &Candidate,
    clause: Option<&str>,
    case: &Case,
    book: Option<&RuleBook>,
) {
    page.line(&tongue.rule(candidate));
    page.inside(|page| {
        clause.iter().for_each(|clause| page.line(clause));
        page.line(&tongue.verdict(candidate, case));
        if !candidate.checks.is_empty() {
            page.line(&tongue.conditions());
            page.inside(|page| checks(page, tongue, &candidate.checks));
        }
        counted(candidate).iter().for_each(|sum| sums(page, tongue, candidate, sum));
        book.iter().for_each(|book| not_whole(page, tongue, candidate, book));
        let remedies = remedies(tongue, &candidate.checks);
        if !remedies.is_empty() {
            page.line(&tongue.remedies());
            page.inside(|page| remedies.iter().for_each(|remedy| page.line(&format!("- {remedy}"))));
        }
    });
}

fn checks(page: &mut Page, tongue: &dyn Tongue, list: &[Check]) {
    for line in missed_first(list) {
        let mark = tongue.mark(line.holds());
        match line {
            Line::Taken { least, most } => page.line(&format!("{mark} {}", taken(tongue, least, most))),
            Line::One(Check::One(test)) => page.line(&format!("{mark} {}", condition(tongue, test))),
            Line::One(Check::All(of)) => {
                several(page, tongue, &format!("{mark} {}", tongue.at_least(None, of.len())), of);
            }
            Line::One(Check::Any(of)) => {
                several(page, tongue, &format!("{mark} {}", tongue.at_least(Some(1), of.len())), of);
            }
            Line::One(Check::AtLeast { count, of }) => {
                let count = tongue.at_least(Some(usize::from(*count)), of.len());
                several(page, tongue, &format!("{mark} {count}"), of);
            }
        }
    }
}

fn several(page: &mut Page, tongue: &dyn Tongue, heading: &str, of: &[Check]) {
    page.line(heading);
    page.inside(|page| checks(page, tongue, of));
}

fn condition(tongue: &dyn Tongue, test: &Test) -> String {
    let (subject, found) = (tongue.subject(test), tongue.found(test));
    let plain = test.holds() && matches!(test.wanted, Wanted::Is(_));
    let wanted = (!plain).then(|| tongue.wanted(test));
    tongue.condition(&subject, &found, wanted.as_deref(), miss(test).as_ref())
}

/// How much is asked for of a lot, in one line for both its sides.
fn taken(tongue: &dyn Tongue, least: &Test, most: &Test) -> String {
    let (subject, found) = (tongue.subject(most), tongue.found(most));
    if is_whole(most) {
        return tongue.condition(&subject, &tongue.whole(&found), None, None);
    }
    let wanted = tongue.both(&tongue.wanted(least), &tongue.wanted(most));
    tongue.condition(&subject, &found, Some(&wanted), None)
}

/// What would have to change, of each condition that does not hold; equal ones once.
fn remedies(tongue: &dyn Tongue, list: &[Check]) -> Vec<String> {
    let missed = || list.iter().filter(|check| !check.holds());
    let hopeless: Vec<_> = missed().filter(|check| is_hopeless(check)).collect();
    let worth = if hopeless.is_empty() { missed().collect() } else { hopeless };
    let mut all: Vec<String> = Vec::new();
    for remedy in worth.into_iter().flat_map(|check| remedy(tongue, check)) {
        if !all.contains(&remedy) {
            all.push(remedy);
        }
    }
    all
}

/// Whether no other application of the same learner with the same outcome could meet it.
fn is_hopeless(check: &Check) -> bool {
    matches!(check, Check::One(test) if matches!(test.what, What::Never | What::Team | What::TierMove))
}

fn remedy(tongue: &dyn Tongue, check: &Check) -> Vec<String> {
    let (count, of) = match check {
        Check::One(test) => return vec![tongue.remedy(test)],
        Check::All(of) => return remedies(tongue, of),
        Check::Any(of) => (1, of),
        Check::AtLeast { count, of } => (usize::from(*count), of),
    };
    let held = of.iter().filter(|check| check.holds()).count();
    let missing = of.iter().filter(|check| !check.holds()).map(|check| remedy(tongue, check).join(tongue.and()));
    vec![tongue.one_of(&missing.collect::<Vec<_>>(), count.saturating_sub(held))]
}

/// What says things in a language.
const fn tongue(language: Language) -> &'static dyn Tongue {
    match language {
        Language::English => &English,
        Language::Chinese => &Chinese,
    }
}
