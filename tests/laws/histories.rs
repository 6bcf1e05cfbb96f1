//! Random histories obey the laws. Seeds are fixed; `CREDITBANK_CASES` multiplies how many histories are tried.

use std::collections::BTreeMap;

use crate::kit::cases::runner;
use creditbank::ledger::{Act, Place, Settlement, Stands, Subject};
use creditbank::line::{Effects, Posting};
use creditbank::registry::UseKind;
use creditbank::rules::Output;
use creditbank::testing::laws;
use creditbank::testing::shelf::{Shelf, Turn};
use creditbank::testing::stories::{stories, tell};
use creditbank::testing::strategies::{play, steps};
use creditbank::testing::studies::{studies, study};
use creditbank::{DecisionId, HoldId};
use proptest::prelude::*;

/// The history as one reads it, for a failure.
fn story(shelf: &Shelf) -> String {
    let line = |asked: &creditbank::testing::shelf::Asked| {
        let act = serde_json::to_string(&asked.command.act).unwrap();
        let answer = asked.refusal.as_ref().map_or("ok".into(), ToString::to_string);
        format!(
            "{} {} {} {act}: {answer}",
            asked.command.learner.to_string().trim_start_matches('0'),
            asked.command.by,
            asked.command.effective
        )
    };
    shelf.asked.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn run(seed: u64, cases: u32, law: impl Fn(&Shelf) -> Result<(), String>) {
    let tried = runner(seed, cases, 20_000).run(&steps(60), |steps| {
        let shelf = play(&steps).map_err(TestCaseError::fail)?;
        law(&shelf).map_err(|what| TestCaseError::fail(format!("{what}\n{}", story(&shelf))))
    });
    if let Err(error) = tried {
        panic!("{error}");
    }
}

/// The same over histories with applications and conversions.
fn run_stories(seed: u64, cases: u32, law: impl Fn(&Shelf) -> Result<(), String>) {
    let tried = runner(seed, cases, 20_000).run(&stories(80), |steps| {
        let shelf = tell(&steps).map_err(TestCaseError::fail)?;
        law(&shelf).map_err(|what| TestCaseError::fail(format!("{what}\n{}", story(&shelf))))
    });
    if let Err(error) = tried {
        panic!("{error}");
    }
}

macro_rules! laws {
    ($($name:ident: $cases:literal;)+) => {
        $(
            #[test]
            fn $name() {
                run(1, $cases, laws::$name);
            }
        )+

        mod with_conversions {
            use super::*;
            $(
                #[test]
                fn $name() {
                    run_stories(5, $cases, laws::$name);
                }
            )+
        }
    };
}

laws! {
    conserves: 100;
    spends_once: 100;
    counts_once: 100;
    in_use_as_written: 100;
    usable_as_said: 50;
    sums_by_part: 50;
    stands_in_any_order: 30;
    keeps_invariants: 100;
    decides_again: 100;
    replays: 50;
    commutes: 50;
    restores: 100;
    views: 50;
    chains: 20;
    has_one_form: 6;
}

macro_rules! conversion_laws {
    ($($name:ident: $cases:literal;)+) => {$(
        #[test]
        fn $name() {
            run_stories(6, $cases, laws::$name);
        }
    )+};
}

conversion_laws! {
    balances_out: 100;
    keeps_residuals: 100;
    takes_once: 100;
    keeps_limits: 100;
    names_what_it_reads: 100;
    quotes_honestly: 40;
    agreed: 100;
    suspends: 100;
    takes_back: 100;
    leaves_nothing: 100;
    sweeps_move_nothing: 100;
}

/// The same over histories of study, with awards made from plans.
fn run_studies(seed: u64, cases: u32, law: impl Fn(&Shelf) -> Result<(), String>) {
    let tried = runner(seed, cases, 20_000).run(&studies(60), |steps| {
        let shelf = study(&steps).map_err(TestCaseError::fail)?;
        law(&shelf).map_err(|what| TestCaseError::fail(format!("{what}\n{}", story(&shelf))))
    });
    if let Err(error) = tried {
        panic!("{error}");
    }
}

/// An independent writer of RFC 8785 agrees with every line.
#[test]
fn lines_are_canonical_json() {
    run(2, 50, |shelf| {
        let lines = shelf.turns.iter().map(|turn| &turn.bytes).chain(&shelf.world.lines);
        lines.into_iter().try_for_each(|bytes| {
            let value: serde_json::Value = serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
            let canonical = serde_json_canonicalizer::to_vec(&value).map_err(|error| error.to_string())?;
            if canonical == *bytes { Ok(()) } else { Err(String::from_utf8_lossy(bytes).into_owned()) }
        })
    });
}

/// What deep cases a line is an example of.
fn cases_of(turn: &Turn) -> Vec<&'static str> {
    let Effects { posts, ends, marks, lifts, .. } = &turn.entry.effects;
    let to = |name: &str| posts.iter().any(|post| post.to.place.name() == name);
    let from =
        |name: &str, to: &str| posts.iter().any(|post| post.from.place.name() == name && post.to.place.name() == to);
    let marks_a = |kind: fn(&Subject) -> bool| marks.iter().any(|mark| kind(&mark.on));
    let is_hold = |on: &Subject| matches!(on, Subject::Hold(_));
    let is_decision = |on: &Subject| matches!(on, Subject::Decision(_));
    let ended_by_itself = ends.is_empty();
    let cases: Vec<(&str, bool)> = match &turn.entry.act {
        Act::Release(_) | Act::Lapse(_) => {
            vec![("a hold ends into revoked", to("revoked")), ("a suspended hold ends", !lifts.is_empty())]
        }
        Act::Bind(_) => vec![
            ("a part is in two scopes", posts.iter().any(|post| post.to.scopes.len() > 1)),
            ("a part is consumed", to("consumed")),
            ("a part is divided", turn.before.lots.values().any(|lot| lot.parts.len() > 1)),
        ],
        Act::Unbind(_) => vec![
            ("a decision ends, and what was consumed is free", from("consumed", "available")),
            ("a decision ends over a revoked lot", posts.iter().any(|post| post.to.place.name() == "revoked")),
        ],
        Act::Settle(settle) => {
            let hold = is_hold(&settle.subject);
            match settle.how {
                Settlement::Keep { .. } => {
                    vec![("a suspended hold is kept", hold), ("a suspended decision is kept", !hold)]
                }
                Settlement::Replan { .. } => vec![("a decision is planned anew", true)],
                Settlement::Redeem { .. } => vec![("an award is planned anew", true)],
                Settlement::Undo => {
                    vec![("a suspended hold is undone", hold), ("a suspended decision is undone", !hold)]
                }
            }
        }
        Act::Revoke(_) => vec![
            ("a lot is revoked under a hold", marks_a(is_hold)),
            ("a lot is revoked under a decision", marks_a(is_decision)),
        ],
        Act::Regrade(_) => vec![("a lowered grade suspends", !marks.is_empty())],
        Act::Expire(_) => vec![("a sweep", true)],
        Act::Reverse(reverse) => vec![
            ("an accrual is reversed", !turn.entry.effects.struck.is_empty()),
            ("an accrual is reversed with its decisions", !turn.entry.effects.struck.is_empty() && !ended_by_itself),
            ("a revocation is reversed", from("revoked", "available")),
            (
                "a revocation under a use is reversed",
                !lifts.is_empty() && reverse.cascade.is_empty() && ended_by_itself,
            ),
        ],
        Act::MergeIn(come) => vec![
            ("lots come in", !come.bundle.lots.is_empty()),
            ("decisions come in", !come.bundle.decisions.is_empty()),
            ("a decision is suspended by a merge", !marks.is_empty()),
        ],
        _ => Vec::new(),
    };
    let merged = matches!(turn.entry.act, Act::Unbind(_) | Act::Settle(_) | Act::Revoke(_) | Act::Reverse(_))
        && (posts.iter().any(|post| post.lot.entry.home.is_some()));
    let merged = [("what came in by a merge is changed", merged)];
    cases.into_iter().chain(merged).filter_map(|(name, is)| is.then_some(name)).collect()
}

/// What deep cases of applications and conversions a line is an example of.
fn conversion_cases_of(turn: &Turn) -> Vec<&'static str> {
    let (entry, before) = (&turn.entry, &turn.before);
    let Effects { posts, marks, conversion, application, ends, .. } = &entry.effects;
    let converts = |id: &DecisionId| before.decisions.get(id).is_some_and(|one| one.conversion.is_some());
    let is_conversion = |on: &Subject| matches!(on, Subject::Decision(id) if converts(id));
    let is_application = |on: &Subject| matches!(on, Subject::Hold(id) if before.applications.contains_key(id));
    let to = |name: &str| posts.iter().any(|post| post.to.place.name() == name);
    let filed = |id: &HoldId| &before.applications[id];
    let stands = |id: &HoldId| filed(id).stands();
    let mut cases: Vec<(&str, bool)> = Vec::new();
    if let Some(conversion) = conversion {
        let id = DecisionId::here(entry.n, 0);
        let output = |is: fn(&Output) -> bool| conversion.grants.iter().any(|grant| grant.outputs.iter().any(is));
        let input = |kind| conversion.inputs().any(|input| input.r#use == kind);
        let lots: Vec<_> = conversion.inputs().filter_map(|input| before.lots.get(&input.lot)).collect();
        let scoped = |post: &Posting| post.to.place == Place::Consumed(id) && !post.from.scopes.is_empty();
        cases.extend([
            ("several inputs make one thing", conversion.grants.iter().any(|grant| grant.inputs.len() > 1)),
            ("two rules convert together", conversion.grants.len() > 1),
            ("a residual is left", output(|one| !one.after.is_zero())),
            ("a residual is drawn", output(|one| !one.before.is_zero())),
            ("rounding adds", output(|one| !one.granted.is_zero())),
            ("rounding forfeits", output(|one| !one.forfeited.is_zero())),
            ("an output of nothing yet", conversion.made.is_empty() && output(|one| !one.after.is_zero())),
            ("a lot loses", !conversion.lost.is_empty()),
            ("a witness is read", input(UseKind::Witness)),
            (
                "a witness is read that others use",
                conversion.inputs().any(|one| {
                    one.r#use == UseKind::Witness
                        && before.lots.get(&one.lot).is_some_and(creditbank::ledger::Lot::is_used)
                }),
            ),
            ("what a rule needs passed is read", !conversion.read.is_empty()),
            ("a lot is reserved by a conversion", input(UseKind::Reserve)),
            (
                "a part of a lot goes in",
                conversion
                    .inputs()
                    .any(|one| before.lots.get(&one.lot).is_some_and(|lot| one.credits < lot.amount.credits)),
            ),
            ("what was made is converted on", lots.iter().any(|lot| lot.id.k > 0)),
            ("what came in by a merge is converted", lots.iter().any(|lot| lot.id.entry.home.is_some())),
            ("a reserved part is carried into a conversion", posts.iter().any(scoped)),
        ]);
    }
    cases.extend(match &entry.act {
        Act::Apply(apply) => {
            let granted = application.as_ref().is_some_and(|one| !one.is_refused());
            vec![
                ("the rules refuse", !granted),
                ("an application waits for reviews", granted && conversion.is_none()),
                ("a conversion at once", conversion.is_some()),
                ("a rule is named, and granted", granted && apply.rule.is_some()),
                (
                    "a reserved part is held for an application",
                    to("held") && posts.iter().any(|post| !post.from.scopes.is_empty()),
                ),
                (
                    "two applications are open",
                    granted && before.open_holds().any(|hold| before.applications.contains_key(&hold.id)),
                ),
            ]
        }
        Act::Approve(of) => vec![
            ("a first review of two", conversion.is_none()),
            ("a conversion after one review", conversion.is_some() && filed(&of.0).appraisal.review.len() == 1),
            ("a conversion after two reviews", conversion.is_some() && filed(&of.0).appraisal.review.len() == 2),
            ("a conversion after an appeal", conversion.is_some() && filed(&of.0).appealed.is_some()),
        ],
        Act::Refuse(of) => vec![
            ("a refusal that may be appealed against", ends.is_empty()),
            ("a refusal with a waiver", of.waived),
            ("a refusal of the appeal", filed(&of.application).appealed.is_some()),
            ("a refusal by the second reviewer", stands(&of.application) == Stands::InReview(1)),
        ],
        Act::Appeal(_) => vec![("an appeal", true)],
        Act::Withdraw(of) => {
            vec![("a withdrawal", true), ("a withdrawal after a refusal", matches!(stands(&of.0), Stands::Refused(_)))]
        }
        Act::Lapse(of) if before.applications.contains_key(&of.0) => vec![
            ("an application lapses", true),
            ("an application lapses after a refusal", matches!(stands(&of.0), Stands::Refused(_))),
        ],
        Act::Reverse(reverse) if converts(&DecisionId { entry: reverse.entry, k: 0 }) => vec![
            ("a conversion is reversed", true),
            ("a conversion is reversed with a cascade", !reverse.cascade.is_empty()),
            ("a conversion is reversed with others", ends.iter().filter(|on| is_conversion(on)).count() > 1),
            ("a reversal ends into revoked", to("revoked")),
            ("a conversion of another home is reversed", reverse.entry.home.is_some()),
        ],
        Act::Revoke(_) => vec![
            ("an application is suspended", marks.iter().any(|mark| is_application(&mark.on))),
            ("a conversion is suspended", marks.iter().any(|mark| is_conversion(&mark.on))),
            (
                "a conversion is suspended for what it read",
                marks.iter().any(|mark| {
                    let Subject::Decision(id) = mark.on else { return false };
                    let conversion = before.decisions[&id].conversion.as_ref();
                    conversion.is_some_and(|one| one.read.iter().any(|lot| posts.iter().any(|post| post.lot == *lot)))
                }),
            ),
            ("suspended through two conversions", marks.iter().filter(|mark| is_conversion(&mark.on)).count() > 1),
            (
                "what is built on an output is suspended",
                marks.iter().any(|mark| matches!(mark.on, Subject::Decision(id) if !converts(&id)))
                    && marks.iter().any(|mark| is_conversion(&mark.on)),
            ),
            ("an output is revoked", marks.is_empty() && to("revoked") && posts.iter().any(|post| post.lot.k > 0)),
        ],
        Act::Settle(settle) => {
            let keeps = matches!(settle.how, Settlement::Keep { .. });
            let undoes = settle.how == Settlement::Undo;
            vec![
                ("a suspended conversion is kept", keeps && is_conversion(&settle.subject)),
                ("a suspended conversion is undone", undoes && is_conversion(&settle.subject)),
                ("a suspended application is kept", keeps && is_application(&settle.subject)),
                ("a suspended application is undone", undoes && is_application(&settle.subject)),
            ]
        }
        Act::MergeIn(come) => vec![
            ("conversions come in", come.bundle.decisions.iter().any(|one| one.conversion.is_some())),
            (
                "a merge suspends a conversion",
                marks.iter().any(|mark| matches!(mark.on, Subject::Decision(_)))
                    && marks.iter().any(|mark| matches!(mark.on, Subject::Lot(_))),
            ),
        ],
        _ => Vec::new(),
    });
    cases.into_iter().filter_map(|(name, is)| is.then_some(name)).collect()
}

/// Counts cases and refusals of many histories, and of how many commands how many are accepted.
#[derive(Default)]
struct Reached {
    cases: BTreeMap<&'static str, u32>,
    refusals: BTreeMap<&'static str, u32>,
    asked: usize,
    accepted: usize,
}

impl Reached {
    fn count(&mut self, shelf: &Shelf, cases_of: fn(&Turn) -> Vec<&'static str>) {
        shelf.turns.iter().flat_map(cases_of).for_each(|name| *self.cases.entry(name).or_default() += 1);
        for refusal in shelf.asked.iter().filter_map(|asked| asked.refusal.as_ref()) {
            *self.refusals.entry(refusal.code()).or_default() += 1;
        }
        self.asked += shelf.asked.len();
        self.accepted += shelf.turns.len();
    }

    fn at_least(&self, least: &[(&str, u32)], refusals: usize) {
        assert!(self.accepted * 2 > self.asked, "{} of {} commands are accepted", self.accepted, self.asked);
        let rare: Vec<_> =
            least.iter().filter(|(name, least)| self.cases.get(name).copied().unwrap_or(0) < *least).collect();
        assert!(rare.is_empty(), "too rare: {rare:?} in {:#?}", self.cases);
        assert!(self.refusals.len() >= refusals, "{:?}", self.refusals);
    }
}

/// The generators reach the deep places: each at least so often in 200 histories.
#[test]
fn histories_reach_the_deep_cases() {
    let reached = std::cell::RefCell::new(Reached::default());
    run(3, 300, |shelf| {
        reached.borrow_mut().count(shelf, cases_of);
        Ok(())
    });
    reached.borrow().at_least(DEEP, 20);
}

/// And those of stories: each at least so often in 400 of them.
#[test]
fn stories_reach_the_deep_cases() {
    let reached = std::cell::RefCell::new(Reached::default());
    run_stories(7, 400, |shelf| {
        reached.borrow_mut().count(shelf, conversion_cases_of);
        Ok(())
    });
    reached.borrow().at_least(DEEP_IN_STORIES, 25);
}

/// Histories of study obey every law, and reach the deep places: each at least so often in 20 of them.
#[test]
fn studies_obey_every_law() {
    let reached = std::cell::RefCell::new(Reached::default());
    run_studies(8, 20, |shelf| {
        reached.borrow_mut().count(shelf, study_cases_of);
        laws::all(shelf)
    });
    let reached = reached.borrow();
    let rare: Vec<_> =
        DEEP_IN_STUDIES.iter().filter(|(name, least)| reached.cases.get(name).copied().unwrap_or(0) < *least).collect();
    assert!(rare.is_empty(), "too rare: {rare:?} in {:#?}, {:?}", reached.cases, reached.refusals);
    assert!(reached.accepted * 5 > reached.asked * 2, "{} of {}", reached.accepted, reached.asked);
}

/// What deep cases of study a line is an example of.
fn study_cases_of(turn: &Turn) -> Vec<&'static str> {
    let (entry, before) = (&turn.entry, &turn.before);
    let is_award = |id: &DecisionId| before.decisions.get(id).is_some_and(|one| one.award.is_some());
    let marks_award = entry.effects.marks.iter().any(|mark| matches!(&mark.on, Subject::Decision(id) if is_award(id)));
    let scopes = |post: &Posting| post.to.scopes.len() > 1;
    let cases: Vec<(&str, bool)> = match &entry.act {
        Act::Matriculate(act) => vec![
            ("a first stage", act.stage == Some(1) && act.from.is_none()),
            ("a next stage", act.stage == Some(2)),
            ("another pathway", act.stage == Some(1) && act.from.is_some()),
            ("a programme by itself", act.pathway.is_none()),
            ("a matriculation of another home goes on", act.from.is_some_and(|from| from.home.is_some())),
        ],
        Act::Assess(_) => vec![
            ("a gate is passed", entry.effects.passed == Some(true)),
            ("a gate is failed", entry.effects.passed == Some(false)),
        ],
        Act::Relieve(_) => vec![("a relief", true)],
        Act::Redeem(act) => vec![
            ("an award", true),
            ("an award that carries", entry.effects.posts.iter().any(scopes)),
            ("an award with a relief", act.plan.content().is_some_and(|plan| !plan.reliefs.is_empty())),
            ("an award of who left", before.matriculations[&act.matriculation].left.is_some()),
        ],
        Act::RevokeAward(_) => vec![("an award is withdrawn", true), ("a later award is suspended", marks_award)],
        Act::Settle(settle) => {
            vec![("an award stands on another plan", matches!(settle.how, Settlement::Redeem { .. }))]
        }
        Act::Revoke(_) => vec![("what is revoked suspends an award", marks_award)],
        Act::Regrade(_) => vec![("a lower grade suspends an award", marks_award)],
        Act::Reverse(act) => vec![
            ("an award is reversed", is_award(&DecisionId { entry: act.entry, k: 0 })),
            ("a matriculation is reversed", before.matriculations.contains_key(&act.entry)),
        ],
        Act::Leave(act) => vec![("a programme is left", before.matriculations.contains_key(&act.0))],
        Act::MergeIn(come) => vec![
            ("matriculations come in", !come.bundle.matriculations.is_empty()),
            ("awards come in", come.bundle.decisions.iter().any(|one| one.award.is_some())),
        ],
        _ => Vec::new(),
    };
    cases.into_iter().filter_map(|(name, is)| is.then_some(name)).collect()
}

/// About half of what there is now.
const DEEP_IN_STUDIES: &[(&str, u32)] = &[
    ("a first stage", 18),
    ("a gate is passed", 4),
    ("a next stage", 2),
    ("a programme is left", 4),
    ("a relief", 10),
    ("an award", 12),
    ("an award is withdrawn", 1),
    ("what is revoked suspends an award", 1),
];

/// About half of what there is now.
const DEEP: &[(&str, u32)] = &[
    ("a decision ends over a revoked lot", 3),
    ("a decision ends, and what was consumed is free", 14),
    ("a decision is planned anew", 2),
    ("a hold ends into revoked", 7),
    ("a lot is revoked under a decision", 47),
    ("a lot is revoked under a hold", 32),
    ("a lowered grade suspends", 6),
    ("a part is consumed", 116),
    ("a part is divided", 90),
    ("a part is in two scopes", 11),
    ("a revocation is reversed", 8),
    ("a revocation under a use is reversed", 1),
    ("a suspended decision is kept", 10),
    ("a suspended decision is undone", 8),
    ("a suspended hold ends", 4),
    ("a suspended hold is kept", 4),
    ("a suspended hold is undone", 10),
    ("a sweep", 19),
    ("an accrual is reversed", 97),
    ("an accrual is reversed with its decisions", 7),
    ("decisions come in", 12),
    ("lots come in", 19),
    ("what came in by a merge is changed", 11),
];

/// About half of what there is now.
const DEEP_IN_STORIES: &[(&str, u32)] = &[
    ("a conversion after an appeal", 7),
    ("a conversion after one review", 290),
    ("a conversion after two reviews", 75),
    ("a conversion at once", 150),
    ("a conversion is reversed", 160),
    ("a conversion is reversed with a cascade", 4),
    ("a conversion is suspended", 50),
    ("a conversion is suspended for what it read", 1),
    ("a conversion of another home is reversed", 2),
    ("a first review of two", 150),
    ("a lot is reserved by a conversion", 35),
    ("a lot loses", 25),
    ("a part of a lot goes in", 250),
    ("a refusal by the second reviewer", 16),
    ("a refusal of the appeal", 1),
    ("a refusal that may be appealed against", 70),
    ("a refusal with a waiver", 26),
    ("a reserved part is carried into a conversion", 11),
    ("a reserved part is held for an application", 17),
    ("a residual is drawn", 6),
    ("a residual is left", 74),
    ("a reversal ends into revoked", 20),
    ("a rule is named, and granted", 100),
    ("a suspended application is kept", 4),
    ("a suspended application is undone", 9),
    ("a suspended conversion is kept", 4),
    ("a suspended conversion is undone", 3),
    ("a withdrawal", 40),
    ("a withdrawal after a refusal", 4),
    ("a witness is read", 44),
    ("a witness is read that others use", 2),
    ("an appeal", 20),
    ("an application is suspended", 50),
    ("an application lapses", 14),
    ("an application lapses after a refusal", 4),
    ("an application waits for reviews", 700),
    ("an output is revoked", 10),
    ("an output of nothing yet", 50),
    ("conversions come in", 6),
    ("rounding adds", 4),
    ("rounding forfeits", 4),
    ("several inputs make one thing", 90),
    ("suspended through two conversions", 7),
    ("the rules refuse", 800),
    ("two applications are open", 180),
    ("what came in by a merge is converted", 2),
    ("what is built on an output is suspended", 6),
    ("what a rule needs passed is read", 45),
    ("what was made is converted on", 7),
];
