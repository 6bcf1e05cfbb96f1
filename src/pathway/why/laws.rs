//! Laws 41, 43 and 48 over small random programmes and learners, with brute force on the other side.

use std::collections::BTreeSet;

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use crate::credit::Credits;
use crate::id::Code;
use crate::pathway::count::count;
use crate::pathway::formulate::Formulation;
use crate::pathway::model::{Model, Variable};
use crate::pathway::plan::Plan;
use crate::pathway::planner::plan;
use crate::pathway::solve::{Effort, Unsolvable, solve};
use crate::pathway::why::core::cores;
use crate::pathway::why::ground::{barred, columns, with};
use crate::pathway::why::near::Beside;
use crate::pathway::why::question::{Group, Question};
use crate::pathway::why::repair::{Much, Remedy, Repair};
use crate::pathway::why::report::Report;
use crate::pathway::why::run::why;
use crate::pathway::words::Level;
use crate::testing::pathway::Instance;
use crate::testing::pathway::small::{Size, instances};

const CASES: usize = 120;

struct Case {
    instance: Instance,
    plan: Plan,
    report: Report,
}

/// Random learners, planned and told; always the same ones.
fn cases() -> impl Iterator<Item = Case> {
    let mut runner = TestRunner::deterministic();
    (0..CASES).filter_map(move |_| {
        let instance = instances(Size::SMALL).new_tree(&mut runner).unwrap().current();
        let Instance { holdings, id, programmes } = &instance;
        let plan = plan(programmes, id, holdings, Effort::default()).ok()?.plan;
        let report = why(programmes, holdings, &plan, &Beside::default(), Effort::default()).unwrap();
        Some(Case { instance, plan, report })
    })
}

/// Whether any values keep all rows, by trying everything; none where that is too much.
fn by_force(model: &Model) -> Option<bool> {
    let ranges: Vec<_> = model.columns.iter().map(|column| (0, column.high)).collect();
    let mut left = 20_000_u32;
    look(model, &ranges, &mut left)
}

fn look(model: &Model, ranges: &[(i64, i64)], left: &mut u32) -> Option<bool> {
    *left = left.checked_sub(1)?;
    let least = |terms: &[(u32, i64)]| -> i64 {
        let end = |(column, by): &(u32, i64)| {
            let (low, high) = ranges[usize::try_from(*column).unwrap()];
            by.checked_mul(if *by > 0 { low } else { high }).unwrap()
        };
        terms.iter().map(end).sum()
    };
    if model.rows.iter().any(|row| least(&row.terms) > row.most) {
        return Some(false);
    }
    let Some(open) = ranges.iter().position(|(low, high)| low < high) else { return Some(true) };
    let (low, high) = ranges[open];
    for value in (low..=high).rev() {
        let mut next = ranges.to_vec();
        next[open] = (value, value);
        if look(model, &next, left)? {
            return Some(true);
        }
    }
    Some(false)
}

fn kept(question: &Question, groups: &BTreeSet<Group>) -> Option<bool> {
    by_force(&question.model(&question.rows(groups)))
}

#[test]
fn law_48_a_core_cannot_be_kept_and_every_part_of_it_can() {
    let (mut checked, mut several) = (0, 0);
    for Case { instance, report, .. } in cases().filter(|case| case.report.needs_study()) {
        let barred = barred(&instance.holdings, &Beside::default());
        let holdings = with(&instance.holdings, barred.iter());
        let wide = Formulation::new(&instance.programmes, &instance.id, &holdings).unwrap();
        let mut question = Question::new(wide.model(), Effort::default());
        for (column, place) in columns(&wide, &barred) {
            question.bar(column, place);
        }
        let found = cores(&mut question);
        assert!(found.iter().all(|found| found.minimal));
        assert!(!report.cores.is_empty(), "no core: {report:?}");
        for found in found {
            let Some(can) = kept(&question, &found.groups) else { continue };
            assert!(!can, "a core that can be kept: {:?}", found.groups);
            checked += 1;
            several += usize::from(found.groups.len() > 1);
            for group in &found.groups {
                let mut fewer = found.groups.clone();
                fewer.remove(group);
                assert_ne!(kept(&question, &fewer), Some(false), "{group:?} is not needed in {:?}", found.groups);
            }
        }
    }
    assert!(checked > 40 && several > 8, "too few: {checked}, {several}");
}

/// Whether a model has values, by its proof.
fn can(model: &Model) -> bool {
    match solve(&Model { goals: Vec::new(), ..model.clone() }, Effort::default()) {
        Ok(_) => true,
        Err(Unsolvable::Infeasible { .. }) => false,
        Err(other) => panic!("{other}"),
    }
}

/// The model in which only so much may be studied, and only these conversions made.
fn capped(formulation: &Formulation<'_>, quantum: Credits, steps: &[&Remedy]) -> Model {
    let mut model = formulation.model().clone();
    let part = |at: u32| formulation.programme().parts[usize::try_from(at).unwrap()].id.clone();
    let study = |of: Code| {
        let found = steps.iter().find_map(|step| match step {
            Remedy::Study { credits, items, part } if *part == of => Some((*credits, *items)),
            _ => None,
        });
        let (credits, items) = found.unwrap_or_default();
        (i64::try_from(credits.ten_thousandths() / quantum.ten_thousandths()).unwrap(), i64::from(items))
    };
    for column in &mut model.columns {
        column.high = match column.what {
            Variable::Study(at) => column.high.min(study(part(at)).0),
            Variable::Item(at) => column.high.min(study(part(at)).1),
            Variable::Convert(at) => {
                let id = &formulation.options()[usize::try_from(at).unwrap()].id;
                i64::from(steps.iter().any(|step| matches!(step, Remedy::Convert(made) if made == id)))
            }
            _ => column.high,
        };
    }
    model
}

#[test]
fn law_43_what_is_to_be_studied_is_enough_and_no_part_of_it_is() {
    let mut checked = 0;
    for Case { instance, report, .. } in cases().filter(|case| case.report.needs_study()) {
        let formulation = Formulation::new(&instance.programmes, &instance.id, &instance.holdings).unwrap();
        let repair = &report.repairs[0];
        let steps: Vec<_> = repair.steps.iter().collect();
        assert!(can(&capped(&formulation, report.quantum, &steps)), "{repair:?}");
        if !repair.proved {
            continue;
        }
        for dropped in steps.iter().filter(|step| !matches!(step, Remedy::Gate(_))) {
            let rest: Vec<_> = steps.iter().filter(|step| *step != dropped).copied().collect();
            assert!(!can(&capped(&formulation, report.quantum, &rest)), "{dropped:?} is not needed in {repair:?}");
        }
        checked += 1;
    }
    assert!(checked > 40, "too few: {checked}");
}

/// Whether the award is reached without study: by trying everything, or by proof where that is too much.
fn reached(instance: &Instance) -> bool {
    let formulation = Formulation::new(&instance.programmes, &instance.id, &instance.holdings).unwrap();
    let question = Question::new(formulation.model(), Effort::default());
    let model = question.model(&question.rows(&question.groups()));
    by_force(&model).unwrap_or_else(|| can(&model))
}

fn granted(case: &Case, repair: &Repair) -> Instance {
    let Instance { holdings, id, programmes } = &case.instance;
    let (programmes, holdings) = repair.granted(programmes, id, holdings, &Beside::default());
    Instance { holdings, id: id.clone(), programmes }
}

/// The same repair with one unit less of what is relaxed; none where it is not so much of something.
fn smaller(repair: &Repair, quantum: Credits) -> Option<Repair> {
    let mut smaller = repair.clone();
    let Some(Remedy::Relax { by, .. }) = smaller.steps.first_mut() else { return None };
    *by = match *by {
        Much::Credits(credits) => Much::Credits(credits.minus(quantum).ok()?),
        Much::Items(items) => Much::Items(items.checked_sub(1)?),
        Much::Whole => return None,
    };
    Some(smaller)
}

#[test]
fn law_43_a_repair_flips_the_verdict_and_less_of_it_does_not() {
    let (mut checked, mut partly) = (0, 0);
    for case in cases().filter(|case| case.report.needs_study()) {
        for repair in case.report.repairs.iter().skip(1) {
            assert_eq!(reached(&granted(&case, repair)), repair.reaches, "{repair:?}");
            checked += 1;
            let less = smaller(repair, case.report.quantum).filter(|_| repair.reaches && repair.proved);
            if let Some(less) = less {
                assert!(!reached(&granted(&case, &less)), "less would do: {repair:?}");
                partly += 1;
            }
        }
    }
    assert!(checked > 40 && partly > 15, "too few: {checked}, {partly}");
}

#[test]
fn a_repair_that_is_not_enough_says_how_much_less_is_left() {
    let mut checked = 0;
    for case in cases().filter(|case| case.report.needs_study() && case.plan.is_proved()) {
        let value = |level| case.report.level(level).map_or(0, |level| level.value);
        for repair in case.report.repairs.iter().skip(1).filter(|repair| repair.proved && !repair.reaches) {
            let Instance { holdings, id, programmes } = granted(&case, repair);
            let best = plan(&programmes, &id, &holdings, Effort::default()).unwrap().plan;
            let study = best.level(Level::Study).unwrap().value;
            let less = case.report.quanta(value(Level::Study).saturating_sub(study)).unwrap().credits;
            assert_eq!(repair.less, less, "{repair:?}");
            checked += 1;
        }
    }
    assert!(checked > 5, "too few: {checked}");
}

#[test]
fn law_41_what_stands_where_is_what_counting_says() {
    for Case { instance, plan, report } in cases() {
        let counts = count(&instance.programmes, &instance.holdings, &plan).unwrap();
        for area in counts.areas.iter().filter(|area| area.taken) {
            let stand = match &area.part {
                None => &report.whole,
                Some(part) => &report.part(part).unwrap().stand,
            };
            let told = (stand.credits, u64::from(stand.items), stand.study, u64::from(stand.take));
            assert_eq!(told, (area.credits, area.items, area.study, area.to_take), "{:?}", area.part);
            let asked = (stand.ask.least.unwrap_or_default(), u64::from(stand.ask.least_items.unwrap_or_default()));
            assert_eq!(asked, (area.least, area.least_items), "{:?}", area.part);
        }
    }
}

#[test]
fn a_report_does_not_depend_on_the_order_of_what_is_held() {
    for Case { instance, plan, report } in cases().take(60) {
        let mut holdings = instance.holdings.clone();
        holdings.assets.reverse();
        holdings.options.reverse();
        let again = why(&instance.programmes, &holdings, &plan, &Beside::default(), Effort::default()).unwrap();
        assert_eq!(report, again);
    }
}
