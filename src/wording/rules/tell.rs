//! The page: what was asked, how it ended, and then every rule.

use crate::registry::CourseName;
use crate::rules::{Asked, Candidate, Check, Explanation, RuleBook, Target, Test, Verdict, What};
use crate::wording::language::Language;
use crate::wording::page::Page;
use crate::wording::phrases::Mark;
use crate::wording::rules::clauses::Clauses;
use crate::wording::rules::condition::{condition, several, taken};
use crate::wording::rules::ending::{Ending, ending};
use crate::wording::rules::line::{Line, missed_first};
use crate::wording::rules::lots::applied;
use crate::wording::rules::not_whole::not_whole;
use crate::wording::rules::remedy::remedies;
use crate::wording::rules::sums::sums;
use crate::wording::rules::verdict::{Case, counted, ended, head, heading, other_book, verdict};
use crate::wording::telling::Telling;

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
    let (language, book, mut page) = (telling.language, telling.book_of(explanation), Page::default());
    let mut clauses = Clauses::of(book);
    page.lines(head(explanation, &applied(explanation, &telling), language));
    if let (Some(other), None) = (telling.book, book) {
        page.line(&other_book(other.hash(), language));
    }
    let ending = ending(explanation);
    page.line(&ended(&ending, language));
    if !explanation.joint.is_empty() {
        page.line(language.pick("Limits on all grants together", "合并计算的限额"));
        page.inside(|page| checks(page, language, &explanation.joint));
    }
    for candidate in in_order(explanation) {
        page.gap();
        page.line(&heading(candidate, language));
        let granted = matches!(ending, Ending::Granted(_));
        let case = Case { day: explanation.day, failed: failed(candidate), granted };
        page.inside(|page| {
            page.lines(clauses.next(&candidate.clause, language));
            page.line(&verdict(candidate, &case, language));
            rule(page, language, candidate, book);
        });
    }
    page.into_text()
}

/// Of some conditions those that do not hold, a line each, set in where several stand together.
pub(in crate::wording) fn tell_missed(list: &[Check], language: Language) -> Vec<String> {
    let missed: Vec<_> = list.iter().filter(|check| !check.holds()).cloned().collect();
    let mut page = Page::default();
    checks(&mut page, language, &missed);
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

/// Where a verdict stands on the page: what is granted first, then what comes nearest to it.
const fn place(verdict: &Verdict) -> u8 {
    match verdict {
        Verdict::Applied => 0,
        Verdict::Open => 1,
        Verdict::Ambiguous { .. } => 2,
        Verdict::Denied { .. } => 3,
        Verdict::Lost { .. } => 4,
        Verdict::Overridden { .. } => 5,
        Verdict::NotAsked => 6,
        Verdict::Failed => 7,
        Verdict::NotInForce => 8,
    }
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

/// Its conditions, its sums, and what would have to change.
fn rule(page: &mut Page, language: Language, candidate: &Candidate, book: Option<&RuleBook>) {
    if !candidate.checks.is_empty() {
        page.line(language.pick("Conditions", "条件"));
        page.inside(|page| checks(page, language, &candidate.checks));
    }
    counted(candidate).iter().for_each(|sum| sums(page, language, candidate, sum));
    book.iter().for_each(|book| not_whole(page, language, candidate, book));
    let remedies = remedies(&candidate.checks, language);
    if !remedies.is_empty() {
        page.line(language.pick("What would have to change", "需要改变的是"));
        page.inside(|page| page.lines(remedies.iter().map(|remedy| format!("- {remedy}"))));
    }
}

fn checks(page: &mut Page, language: Language, list: &[Check]) {
    for line in missed_first(list) {
        let (text, inner) = match line {
            Line::Taken { least, most } => (taken(least, most, language), [].as_slice()),
            Line::One(Check::One(test)) => (condition(test, language), [].as_slice()),
            Line::One(Check::All(of)) => (several(None, of.len(), language), of.as_slice()),
            Line::One(Check::Any(of)) => (several(Some(1), of.len(), language), of.as_slice()),
            Line::One(Check::AtLeast { count, of }) => {
                (several(Some(usize::from(*count)), of.len(), language), of.as_slice())
            }
        };
        let mark = Mark::of(line.holds()).in_words(language);
        page.line(&format!("{mark} {text}"));
        page.inside(|page| checks(page, language, inner));
    }
}
