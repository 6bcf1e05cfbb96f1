//! Law 43: every repair that is offered is executed in a copy, and reaches what it says. `CREDITBANK_SEED` and
//! `CREDITBANK_LEARNERS` say where to begin and how many short learners to look at: 5,000 of them in `.ci/slow`.

use crate::kit::cases::number;
use creditbank::advice::{Beside, Much, Needs, Remedy, Repair, Report, why};
use creditbank::planner::{Holdings, Plan, plan};
use creditbank::programme::Programmes;
use creditbank::solver::{Effort, GoalLevel};
use creditbank::testing::planner::Instance;
use creditbank::testing::planner::small::{Size, instances};
use creditbank::testing::rules::Dice;
use creditbank::wording::{Language, tell_plan};
use creditbank::{Credits, UnitId};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngSeed, TestRunner};

use crate::advice::taking::{many, taken};

fn planned(programmes: &Programmes, instance: &Instance, holdings: &Holdings) -> Option<Plan> {
    plan(programmes, &instance.id, holdings, Effort::default()).ok().map(|planned| planned.plan)
}

fn left(plan: &Plan) -> (u64, u64) {
    let level = |level| plan.level(level).map_or(0, |one| one.value);
    (level(GoalLevel::Study), level(GoalLevel::Items))
}

/// What came of some learners.
#[derive(Debug, Default)]
struct Came {
    short: u32,
    /// Of whom study is told, with conditions, and in other parts or in more credits than the plan says.
    told: u32,
    conditions: u32,
    otherwise: u32,
    /// Of whom no study is told: nothing reaches it, or nothing was found.
    untold: u32,
    /// Steps of which no outcome was drawn.
    undrawn: u32,
    granted: u32,
    lessened: u32,
}

/// Outcomes at random that keep what is said reach the award, with the conversions and gates that are told.
fn study(instance: &Instance, repair: &Repair, dice: &mut Dice, came: &mut Came) -> Result<(), String> {
    for _ in 0..4 {
        let Some(after) = taken(instance, repair, dice) else {
            came.undrawn += 1;
            continue;
        };
        let told = |id: &creditbank::Code| {
            repair.steps.iter().any(|step| matches!(step, Remedy::Convert(option) if option == id))
        };
        let after = after.bringing(|holdings| holdings.options.retain(|option| told(&option.id)));
        let Some(plan) = planned(&after.programmes, &after, &after.holdings) else { return Err("no plan".into()) };
        if left(&plan) != (0, 0) || !plan.gates.is_empty() {
            let new = &after.holdings.assets[instance.holdings.assets.len()..];
            return Err(format!("{new:?} was taken and it is not reached: {plan:?}"));
        }
    }
    Ok(())
}

/// What is granted reaches the award, or lessens what is to be studied by what is said.
fn granted(instance: &Instance, report: &Report, repair: &Repair, came: &mut Came) -> Result<(), String> {
    let beside = Beside::default();
    let (programmes, holdings) = repair.granted(&instance.programmes, &instance.id, &instance.holdings, &beside);
    let Some(plan) = planned(&programmes, instance, &holdings) else { return Err("no plan".into()) };
    if repair.reaches {
        came.granted += 1;
        return if left(&plan) == (0, 0) { Ok(()) } else { Err(format!("not reached: {plan:?}")) };
    }
    came.lessened += 1;
    let before = report.level(GoalLevel::Study).map_or(0, |one| one.value);
    let less = report.quanta(before.saturating_sub(left(&plan).0)).unwrap().credits;
    if less >= repair.less { Ok(()) } else { Err(format!("{less} less: {plan:?}")) }
}

/// Everything that an outcome must be, as it is named on a page.
fn needed(needs: &Needs, unit: &UnitId) -> Vec<String> {
    let Needs { after, also, caps, counts_for, grades, most, names, none_of } = needs;
    let amount = |credits: &Credits| format!("{credits} {unit}");
    let mut words: Vec<String> = names.iter().take(12).chain(after).map(ToString::to_string).collect();
    words.extend(also.iter().map(ToString::to_string));
    words.extend(grades.iter().flat_map(|floor| [floor.mark.to_string(), floor.scale.to_string()]));
    words.extend(most.iter().map(amount));
    words.extend(counts_for.iter().map(|one| one.quota.to_string()));
    words.extend(none_of.iter().flat_map(|one| one.at.iter().map(|(_, value)| value.clone())));
    words.extend(none_of.iter().map(|one| one.counted.quota.to_string()));
    words.extend(caps.iter().map(|cap| cap.counted.quota.to_string()));
    words.extend(caps.iter().map(|cap| match cap.most {
        Much::Credits(credits) => amount(&credits),
        Much::Items(items) => items.to_string(),
        Much::Whole => String::new(),
    }));
    words
}

/// The page names every condition, in both languages: none but codes and numbers are the same in both.
fn is_said(report: &Report, repair: &Repair) -> Result<(), String> {
    for language in [Language::English, Language::Chinese] {
        let page: String = tell_plan(report, language).split_whitespace().collect();
        for step in &repair.steps {
            let Remedy::Study { credits, needs, part, .. } = step else { continue };
            let much = (!credits.is_zero()).then(|| format!("{credits} {}", report.unit));
            for word in needed(needs, &report.unit).into_iter().chain(much).chain([format!("`{part}`")]) {
                let word: String = word.split_whitespace().collect();
                if !page.contains(&word) {
                    return Err(format!("{word} is not said in {language:?}: {page}"));
                }
            }
        }
    }
    Ok(())
}

fn looked_at(instance: &Instance, dice: &mut Dice, came: &mut Came) -> Result<(), String> {
    let Instance { holdings, programmes, .. } = instance;
    let Some(plan) = planned(programmes, instance, holdings).filter(|plan| left(plan) != (0, 0)) else { return Ok(()) };
    came.short += 1;
    let report =
        why(programmes, holdings, &plan, &Beside::default(), Effort::default()).map_err(|why| why.to_string())?;
    let wrong = |repair: &Repair, why: String| format!("{repair:?}\n{why}\n{holdings:?}\n{:?}", instance.programme());
    let mut any = false;
    for repair in &report.repairs {
        if repair.is_study() {
            any = true;
            came.told += 1;
            let says = |step: &Remedy| matches!(step, Remedy::Study { needs, .. } if !needs.counts_for.is_empty() || !needs.none_of.is_empty() || !needs.also.is_empty());
            came.conditions += u32::from(repair.steps.iter().any(says));
            let told = repair.steps.iter().filter_map(|step| match step {
                Remedy::Study { credits, items, part, .. } => Some((part.clone(), *credits, *items)),
                _ => None,
            });
            let of_plan = plan.study.iter().map(|study| (study.part.clone(), study.credits, study.items));
            came.otherwise += u32::from(!told.eq(of_plan));
            is_said(&report, repair).map_err(|why| wrong(repair, why))?;
            study(instance, repair, dice, came).map_err(|why| wrong(repair, why))?;
        } else if !repair.is_learners() {
            granted(instance, &report, repair, came).map_err(|why| wrong(repair, why))?;
        }
    }
    came.untold += u32::from(!any);
    Ok(())
}

/// So many are shown.
const WRONG_MOST: usize = 8;

#[test]
fn law_43_every_repair_comes_true() {
    let (cases, seed) = (number("CREDITBANK_LEARNERS", 200_u32), number("CREDITBANK_SEED", 1_u64));
    let (mut came, mut tried, mut wrong) = (Came::default(), 0_u64, Vec::new());
    let rng_seed = RngSeed::Fixed(seed);
    let mut runner = TestRunner::new(Config { failure_persistence: None, rng_seed, ..Config::default() });
    while came.short < cases {
        let instance = instances(Size::SMALL).new_tree(&mut runner).unwrap().current();
        tried += 1;
        let looked = looked_at(&instance, &mut many(seed.wrapping_add(tried)), &mut came);
        wrong.extend(looked.err().map(|why| format!("instance {tried}: {why}")));
        assert!(wrong.len() < WRONG_MOST, "{}", wrong.join("\n\n"));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    println!("{tried} instances: {came:?}");
    assert!(came.told * 10 > came.short * 7, "study is seldom told: {came:?}");
    assert!(came.conditions * 20 > came.short, "conditions are seldom told: {came:?}");
    assert!(came.undrawn * 20 < came.told * 4, "outcomes are seldom drawn: {came:?}");
    assert!(came.granted > 0 && came.lessened > 0, "{came:?}");
}
