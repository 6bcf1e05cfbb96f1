//! Laws 41, 43 and 48 over small random programmes and learners, with brute force on the other side.

use std::collections::BTreeSet;

use creditbank::advice::{Beside, Much, Obstacle, Remedy, Repair, Report, why};
use creditbank::planner::{AssetId, Holdings, Plan, plan};
use creditbank::solver::{Effort, GoalLevel, Why};
use creditbank::testing::engine::{Formulation, Model, Row, Unsolvable, Variable, count, solve};
use creditbank::testing::planner::Instance;
use creditbank::testing::planner::small::{Size, instances};
use creditbank::{Code, Credits};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

const CASES: usize = 140;

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

/// What was expired, or not yet earned, as if it were not: what a core may name as a cause.
fn widened(holdings: &Holdings) -> Holdings {
    let mut wide = holdings.clone();
    for asset in &mut wide.assets {
        asset.valid_through = asset.valid_through.filter(|last| *last >= holdings.day);
        asset.earned = asset.earned.min(holdings.day);
    }
    wide
}

/// A model in which nothing is studied, and a row that bars what is barred.
fn without_study(formulation: &Formulation<'_>, holdings: &Holdings) -> Model {
    let mut model = formulation.model().clone();
    let barred = |place: u32| {
        let id = &formulation.assets()[usize::try_from(place).unwrap()].id;
        let own = holdings.assets.iter().find(|asset| asset.id == *id);
        own.is_some_and(|asset| {
            asset.earned > holdings.day || asset.valid_through.is_some_and(|last| last < holdings.day)
        })
    };
    for (column, place) in model.columns.iter_mut().zip(0..) {
        match column.what {
            Variable::Item(_) | Variable::Items | Variable::Studies | Variable::Study(_) => column.high = 0,
            Variable::Count { asset, .. } if barred(asset) => {
                model.rows.push(Row { most: 0, terms: vec![(place, 1)], why: Why::Single(BAR + asset) });
            }
            _ => {}
        }
    }
    model
}

/// Beyond the number of any asset: the row says that it is barred, not that it counts once.
const BAR: u32 = 1_000_000;

/// The rows that a cause stands for, by why they must hold.
fn whys(what: &Obstacle, formulation: &Formulation<'_>) -> Vec<Why> {
    let place = |id: &AssetId| {
        let place = formulation.assets().iter().position(|asset| asset.id == *id).unwrap();
        u32::try_from(place).unwrap()
    };
    match what {
        Obstacle::Attempts { thing, .. } => vec![Why::Group(thing.clone())],
        Obstacle::Average { id, .. } => vec![Why::Average(id.clone())],
        Obstacle::Barred { asset, .. } => vec![Why::Single(BAR + place(asset))],
        Obstacle::Carry { from, .. } => vec![Why::Carry(from.clone())],
        Obstacle::Choice { part, .. } => vec![Why::Choice(part.clone())],
        Obstacle::Least { part, .. } => vec![Why::Least(part.clone())],
        Obstacle::LeastItems { part, .. } => vec![Why::LeastItems(part.clone())],
        Obstacle::Limit { id, .. } => vec![Why::Limit(id.clone())],
        Obstacle::Most { part, .. } => vec![Why::Most(part.clone())],
        Obstacle::MostItems { part, .. } => vec![Why::MostItems(part.clone())],
        Obstacle::NotTogether => vec![Why::NotTogether],
        Obstacle::Quota { id, .. } => vec![Why::Quota(id.clone())],
        Obstacle::Sharing { between, .. } => {
            let sharing = formulation.programme().sharing.iter().position(|one| one.between == *between);
            vec![Why::Sharing(u32::try_from(sharing.unwrap()).unwrap())]
        }
        Obstacle::Single { assets } => assets.iter().map(|asset| Why::Single(place(asset))).collect(),
    }
}

/// Whether these requirements, and how unknowns hang together, can be kept; none where that is too much to try.
fn kept(model: &Model, whys: &BTreeSet<Why>) -> Option<bool> {
    let always = |why: &Why| matches!(why, Why::Definition | Why::Taken(_));
    let rows = model.rows.iter().filter(|row| always(&row.why) || whys.contains(&row.why)).cloned().collect();
    by_force(&Model { columns: model.columns.clone(), goals: Vec::new(), rows })
}

#[test]
fn law_48_a_core_cannot_be_kept_and_every_part_of_it_can() {
    let (mut checked, mut several, mut attempts) = (0, 0, 0);
    for Case { instance, report, .. } in cases().filter(|case| case.report.needs_study()) {
        assert!(!report.cores.is_empty(), "no core: {report:?}");
        let holdings = widened(&instance.holdings);
        let wide = Formulation::new(&instance.programmes, &instance.id, &holdings).unwrap();
        let model = without_study(&wide, &instance.holdings);
        for core in &report.cores {
            assert!(core.minimal, "{core:?}");
            let whys: BTreeSet<_> = core.causes.iter().flat_map(|cause| whys(&cause.what, &wide)).collect();
            let Some(can) = kept(&model, &whys) else { continue };
            assert!(!can, "a core that can be kept: {core:?}");
            checked += 1;
            several += usize::from(whys.len() > 1);
            attempts += usize::from(whys.iter().any(|why| matches!(why, Why::Group(_))));
            for dropped in &whys {
                let mut fewer = whys.clone();
                fewer.remove(dropped);
                assert_ne!(kept(&model, &fewer), Some(false), "{dropped:?} is not needed in {core:?}");
            }
        }
    }
    assert!(checked > 40 && several > 8 && attempts > 2, "too few: {checked}, {several}, {attempts}");
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
        let mut sum = (0, 0);
        for step in steps {
            if let Remedy::Study { credits, items, part, .. } = step
                && *part == of
            {
                sum.0 += i64::try_from(credits.ten_thousandths() / quantum.ten_thousandths()).unwrap();
                sum.1 += i64::from(*items);
            }
        }
        sum
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

/// All that is to be studied: credits and outcomes.
fn much(repair: &Repair) -> (u64, u64) {
    let study = repair.steps.iter().filter_map(|step| match step {
        Remedy::Study { credits, items, .. } => Some((credits.ten_thousandths(), u64::from(*items))),
        _ => None,
    });
    study.fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1))
}

/// Where no plan asks for less: without any one of the steps there is no plan, though what is studied helped everywhere.
/// That all of them are enough is law 43 of `advice_laws`.
#[test]
fn law_43_no_part_of_what_is_to_be_studied_is_enough() {
    let mut checked = 0;
    for Case { instance, report, .. } in cases().filter(|case| case.report.needs_study()) {
        let formulation = Formulation::new(&instance.programmes, &instance.id, &instance.holdings).unwrap();
        // What could be shared, or graded well, may do with less: the model knows nothing of that.
        let known = [GoalLevel::Study, GoalLevel::Items].iter().all(|level| report.level(*level).unwrap().is_proved());
        let Some(repair) = report.repairs.first().filter(|one| much(one) > (0, 0) && known) else { continue };
        let level = |level| report.level(level).unwrap().value;
        let least = (level(GoalLevel::Study) * report.quantum.ten_thousandths(), level(GoalLevel::Items));
        if much(repair) != least {
            continue;
        }
        let steps: Vec<_> = repair.steps.iter().collect();
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
    let model = without_study(&formulation, &instance.holdings);
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
        for repair in case.report.repairs.iter().filter(|one| !one.is_learners()) {
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
        for repair in case.report.repairs.iter().filter(|one| !one.is_learners() && one.proved && !one.reaches) {
            let Instance { holdings, id, programmes } = granted(&case, repair);
            let best = plan(&programmes, &id, &holdings, Effort::default()).unwrap().plan;
            let study = best.level(GoalLevel::Study).unwrap().value;
            let less = case.report.quanta(value(GoalLevel::Study).saturating_sub(study)).unwrap().credits;
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
