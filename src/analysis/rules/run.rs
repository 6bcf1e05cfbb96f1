//! Runs all analyses.

use crate::analysis::rules::ground::{ANALYSING_EVALUATIONS, Ground};
use crate::analysis::rules::overlap::Compared;
use crate::analysis::rules::remark::{Analysis, Proved};
use crate::analysis::rules::{
    copies, courses, dates, dead, detour, flow, limits, overlap, rounding, slack, tenfold, waivers, walk,
};
use crate::registry::{Catalogue, OutcomeName};
use crate::rules::RuleBook;

/// Looks for what is hardly meant in a sound rule book: rules for one outcome, gaps, rules that never count, a better
/// grade that earns less, chains that gain, splitting that gains, limits that never or always bind. With a list of
/// courses, also for courses that are not there.
///
/// It is deterministic and bounded: where it gives up, a remark `A000` says what was not proved.
#[must_use]
pub fn analyse(book: &RuleBook, list: Option<&Catalogue>) -> Analysis {
    analyse_within(book, list, ANALYSING_EVALUATIONS)
}

/// The same, with so many evaluations.
pub(crate) fn analyse_within(book: &RuleBook, list: Option<&Catalogue>, evaluations: u64) -> Analysis {
    let Some(other) = unnamed(&[book]) else { return Analysis { remarks: Vec::new(), proofs: Vec::new() } };
    let mut ground = Ground::of(book, &other).within(evaluations);
    by_outcome(&mut ground, &other);
    dead::alone(&mut ground, &other);
    rounding::splits(&mut ground, &other);
    copies::copies(&mut ground, &other);
    limits::limits(&mut ground, &other);
    dates::dates(&mut ground, &other);
    detour::detours(&mut ground, &other);
    slack::slack(&mut ground);
    tenfold::tenfold(&mut ground);
    flow::gains(&mut ground);
    waivers::unknown(&mut ground);
    if let Some(list) = list {
        courses::courses(&mut ground, list);
    }
    let (remarks, proofs) = ground.finish();
    Analysis { remarks, proofs }
}

/// The analyses that look at the rules for one outcome together.
fn by_outcome(ground: &mut Ground<'_>, other: &OutcomeName) {
    let (mut compared, mut beaten) = (Compared::default(), dead::Beaten::new());
    // What holds of one outcome of a class holds of all.
    for (bucket, count) in ground.classes() {
        let shared = ground.shared(bucket);
        let mut own = Compared::default();
        overlap::pairs(ground, &shared, &mut own);
        compared.add(own, count);
        let takers = ground.takers(bucket);
        dead::beaten(ground, &takers, (count, other), &mut beaten);
        walk::walk(ground, &takers);
    }
    let tried = ground.tried;
    overlap::contents(ground, other, &mut compared);
    if !ground.told(&["A001"]) && compared.open == 0 {
        ground.proofs.push(Proved::NoOverlap { pairs: compared.pairs });
    }
    if !ground.told(&["A030", "A031"]) && !ground.is_spent() {
        ground.proofs.push(Proved::Monotone { tried });
    }
}

/// A code that no rule of these books names and that may be converted.
pub(super) fn unnamed(books: &[&RuleBook]) -> Option<OutcomeName> {
    let named = |code: &OutcomeName| {
        let mut sources = books.iter().flat_map(|book| book.rules()).flat_map(|rule| &rule.from);
        let never = books.iter().any(|book| book.draft().never.contains(code));
        never || sources.any(|source| source.codes.contains(code))
    };
    let numbered = (0..1_000).map(|number| format!("any-other-{number}"));
    let texts = std::iter::once("any-other".to_owned()).chain(numbered);
    texts.filter_map(|text| text.parse().ok()).find(|code| !named(code))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Limits;

    fn books() -> Vec<(String, RuleBook)> {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let paths = std::fs::read_dir(root.join("tests/errors/rules/remarks")).unwrap();
        let paths = paths.map(|entry| entry.unwrap().path());
        let mut paths: Vec<_> = paths.filter(|path| path.extension().is_some_and(|ext| ext == "toml")).collect();
        paths.push(root.join("examples/data/rules.toml"));
        paths.sort();
        let read = |path: std::path::PathBuf| {
            let text = std::fs::read_to_string(&path).unwrap();
            let book = RuleBook::read("book.toml", text.as_bytes(), &Limits::default()).unwrap();
            (path.display().to_string(), book)
        };
        paths.into_iter().map(read).collect()
    }

    fn is_said(analysis: &Analysis) -> bool {
        analysis.remarks.iter().any(|remark| remark.code == "A000" && remark.message.starts_with("unproved"))
    }

    /// What each evaluation is compared with stands in `ground`.
    #[test]
    fn what_is_evaluated_among_few_rules_is_what_all_rules_give() {
        let tried = books().into_iter().map(|(_, book)| {
            let analysis = analyse(&book, None);
            let tried = |proof: &Proved| if let Proved::Monotone { tried } = proof { *tried } else { 0 };
            analysis.proofs.iter().map(tried).sum::<u64>()
        });
        let tried = tried.sum::<u64>();
        assert!(tried > 100, "{tried}");
    }

    /// What is proved is proved with any effort: with less, less is proved, and where less is found it is said that not all
    /// was looked at.
    #[test]
    fn with_less_effort_nothing_is_proved_that_does_not_hold() {
        let (mut silent, mut fewer) = (Vec::new(), 0_u32);
        for (name, book) in books().into_iter().filter(|(_, book)| book.rules().len() < 10) {
            let whole = analyse(&book, None);
            for evaluations in [0, 1, 2, 3, 5, 8, 13, 21, 50] {
                let some = analyse_within(&book, None, evaluations);
                let proved = |proof: &Proved| match proof {
                    Proved::Monotone { .. } => {
                        whole.proofs.iter().any(|other| matches!(other, Proved::Monotone { .. }))
                    }
                    proof => whole.proofs.contains(proof),
                };
                assert!(some.proofs.iter().all(proved), "{name} {evaluations}: {:?}", some.proofs);
                let missed = whole.remarks.iter().any(|remark| !some.remarks.contains(remark));
                fewer = fewer.saturating_add(u32::from(missed));
                if missed && !is_said(&some) {
                    silent.push(format!("{name} {evaluations}"));
                }
            }
        }
        assert!(silent.is_empty() && fewer > 50, "{fewer}\n{}", silent.join("\n"));
    }
}
