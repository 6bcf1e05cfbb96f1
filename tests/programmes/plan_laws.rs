//! Laws of programmes, plans and certificates over random instances. Seeds are fixed; `CREDITBANK_CASES` multiplies how
//! many are tried.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

use crate::kit::cases::runner;
use crate::kit::programmes::bringing;
use creditbank::document::Limits;
use creditbank::planner::{Asset, AssetId, Holdings, Lineage, Plan, PlanError, Planned, Relief, plan, verify};
use creditbank::programme::{Programme, ProgrammesDraft, QuotaBound};
use creditbank::registry::{OutcomeKind, Tier};
use creditbank::solver::{Certificate, Effort, GoalLevel, LevelResult, ProofStep};
use creditbank::testing::engine::{bound, count, recognise};
use creditbank::testing::planner::small::{Size, instances};
use creditbank::testing::planner::{Instance, features, renamed, shuffled};
use creditbank::testing::reference::planner::Best;
use creditbank::testing::rules::{Dice, dice};
use creditbank::{Amount, Credits, LotId, Ratio};
use proptest::prelude::*;
use proptest::test_runner::TestError;

/// Small instances are planned with a tenth of what is usual: what is not proved by then is left out, and counted.
const EFFORT: Effort = Effort { steps: 2_000 };

/// Whether a law holds in so many random instances.
fn run(seed: u64, cases: u32, size: Size, law: impl Fn(&Instance, &mut Dice) -> Result<(), String>) {
    let strategy = (instances(size), dice(40));
    let tried = runner(seed, cases, 60)
        .run(&strategy, |(instance, mut dice)| law(&instance, &mut dice).map_err(TestCaseError::fail));
    match tried {
        Ok(()) => {}
        Err(TestError::Fail(why, (instance, _))) => panic!("{why}\n{}", told(&instance)),
        Err(error) => panic!("{error}"),
    }
}

/// The instance as one reads it, for a failure.
fn told(instance: &Instance) -> String {
    let holdings = &instance.holdings;
    let programme = serde_json::to_string(instance.programme().unwrap()).unwrap();
    let assets: Vec<_> = holdings.assets.iter().map(|asset| format!("{asset:?}")).collect();
    format!(
        "{programme}\n{}\ncarry {:?}\ngroups {:?}\nlimits {:?}\noptions {:?}\npassed {:?}\nreliefs {:?}",
        assets.join("\n"),
        holdings.carry,
        holdings.groups,
        holdings.limits,
        holdings.options,
        holdings.passed,
        holdings.reliefs
    )
}

/// What is studied where nothing is left, study, items, approvals, and the lots of one that is not short.
type Score = Vec<u64>;

/// Of the best plan that there is; none where there is none, an error where there is too much to try.
fn score(instance: &Instance) -> Result<Option<Score>, String> {
    let best = instance.best().map_err(|error| error.to_string())?;
    Ok(best.map(|best| best.levels()))
}

fn planned(instance: &Instance) -> Result<Planned, PlanError> {
    plan(&instance.programmes, &instance.id, &instance.holdings, EFFORT)
}

/// A plan that is proved; none where there is none, or the effort was spent.
fn proved(instance: &Instance) -> Result<Option<Planned>, String> {
    match planned(instance) {
        Ok(planned) => Ok(Some(planned).filter(|one| one.plan.is_proved())),
        Err(PlanError::Contradiction { .. } | PlanError::Spent { .. }) => Ok(None),
        Err(error) => Err(error.to_string()),
    }
}

/// Of a plan.
fn reaches(plan: &Plan) -> Score {
    Best::levels_of(plan)
}

fn verified(instance: &Instance, plan: &Plan, certificate: &Certificate) -> Result<Vec<LevelResult>, String> {
    verify(&instance.programmes, &instance.holdings, plan, certificate).map_err(|fault| fault.to_string())
}

/// 45: a plan is as good as the best of all, and where it is not proved neither it nor its bound is better.
#[test]
fn a_plan_is_the_best() {
    let (tried, spent, reached) = (Cell::new(0), Cell::new(0), Cell::new(0));
    let up = |count: &Cell<u32>| count.set(count.get() + 1);
    run(1, 150, Size::SMALL, |instance, _| {
        let Ok(best) = score(instance) else { return Ok(()) };
        up(&tried);
        match (planned(instance), best) {
            (Ok(planned), Some(best)) if planned.plan.is_proved() && reaches(&planned.plan) == best => {
                if planned.plan.is_reached() {
                    up(&reached);
                }
                Ok(())
            }
            (Ok(planned), Some(best)) if !planned.plan.is_proved() && reaches(&planned.plan) >= best => {
                up(&spent);
                let bound = planned.plan.level(GoalLevel::Study).unwrap().bound;
                let comparable = best[0] == reaches(&planned.plan)[0];
                let wrong = comparable && bound > best[1];
                if wrong { Err(format!("{bound} is proved and {best:?} is there")) } else { Ok(()) }
            }
            (Err(PlanError::Contradiction { .. }), None) => Ok(()),
            (Err(PlanError::Spent { .. }), _) => {
                up(&spent);
                Ok(())
            }
            (planned, _) => {
                Err(format!("this is best: {:?}\nthis is planned: {:?}", instance.best(), planned.map(|one| one.plan)))
            }
        }
    });
    let (tried, spent, reached) = (tried.get(), spent.get(), reached.get());
    println!("{tried} instances: {reached} awards reached, {spent} not proved");
    assert!(spent * 10 < tried, "{spent} of {tried} are not proved");
    assert!(
        reached * 10 > tried * 3 && reached * 10 < tried * 8,
        "{reached} of {tried} are reached: that is not tight"
    );
}

/// 44 and 45: a plan keeps everything that is counted, and its certificate is valid, proved or not.
#[test]
fn a_plan_is_lawful_and_its_certificate_valid() {
    run(2, 60, Size::LARGE, |instance, _| {
        let Ok(planned) = planned(instance) else { return Ok(()) };
        let counts =
            count(&instance.programmes, &instance.holdings, &planned.plan).map_err(|fault| fault.to_string())?;
        let told = planned.plan.levels.iter().filter(|one| one.level != GoalLevel::Closed || one.value > 0);
        let values: Vec<_> = told.map(|one| (one.level, one.value)).collect();
        if counts.levels != values {
            return Err(format!("{:?} is counted where {values:?} is said", counts.levels));
        }
        let short = counts.areas.iter().filter(|area| area.taken).find(|area| {
            area.credits.plus(area.study).is_ok_and(|sum| sum < area.least)
                || area.items + area.to_take < area.least_items
        });
        if let Some(area) = short {
            return Err(format!("{area:?} is short"));
        }
        let levels = verified(instance, &planned.plan, &planned.certificate)?;
        if levels == planned.plan.levels { Ok(()) } else { Err(format!("{levels:?}")) }
    });
}

/// What assets are, without their ids, so far as plans of equal worth are told apart by it.
fn what(instance: &Instance) -> Vec<(AssetId, String)> {
    let assets = instance.holdings.assets.iter().chain(instance.holdings.options.iter().flat_map(|one| &one.makes));
    let what = |asset: &Asset| {
        let (amount, content, code, earned) = (&asset.amount, &asset.content, &asset.code, asset.earned);
        (
            asset.id.clone(),
            format!("{code} {:?} {} {earned} {amount} {content:?} {:?}", asset.kind, asset.issuer, asset.grade),
        )
    };
    assets.map(what).collect()
}

/// What counts where, by what the assets are.
fn without_ids(instance: &Instance, plan: &Plan) -> Vec<(String, Credits, String)> {
    let what = what(instance);
    let name = |id: &AssetId| what.iter().find(|(one, _)| one == id).unwrap().1.clone();
    let mut counts: Vec<_> =
        plan.counts.iter().map(|one| (name(&one.asset), one.credits, one.part.to_string())).collect();
    counts.sort();
    counts
}

/// 24: the order of recording makes no difference at all, and other ids of lots none but of ids.
#[test]
fn counting_is_order_free() {
    run(3, 60, Size::SMALL, |instance, dice| {
        let Some(first) = proved(instance)? else { return Ok(()) };
        let order = shuffled(dice, &instance.holdings);
        let other = instance.bringing(|holdings| holdings.clone_from(&order));
        if proved(&other)?.as_ref() != Some(&first) {
            return Err("in another order it is another plan".into());
        }
        let other = instance.bringing(|holdings| *holdings = renamed(holdings));
        let Some(second) = proved(&other)? else { return Err("under other ids it is not proved".into()) };
        if reaches(&first.plan) != reaches(&second.plan) {
            return Err(format!("under other ids it is {:?}", second.plan.levels));
        }
        let names: Vec<String> = what(instance).into_iter().map(|(_, what)| what).collect();
        let distinct = names.iter().collect::<BTreeSet<_>>().len() == names.len();
        if distinct && without_ids(instance, &first.plan) != without_ids(&other, &second.plan) {
            return Err(format!("under other ids something else counts: {:?}", second.plan.counts));
        }
        Ok(())
    });
}

/// What makes nothing harder: another asset, or less that is asked. With each what is compared.
fn easier(instance: &Instance) -> Vec<(&'static str, Instance)> {
    let quotas = |keep: fn(&QuotaBound) -> bool| instance.with(|one| one.quotas.retain(|quota| keep(&quota.bound)));
    let programme = |change: fn(&mut Programme)| instance.with(change);
    let holdings = |change: fn(&mut Holdings)| instance.bringing(change);
    let is_most = |bound: &QuotaBound| {
        matches!(bound, QuotaBound::Most(_) | QuotaBound::MostItems(_) | QuotaBound::MostShare { .. })
    };
    let all = [
        (
            "no most of a quota",
            quotas(|bound| {
                !matches!(bound, QuotaBound::Most(_) | QuotaBound::MostItems(_) | QuotaBound::MostShare { .. })
            }),
        ),
        ("no quota", programme(|one| one.quotas.clear())),
        ("no average", programme(|one| one.averages.clear())),
        ("no prerequisite", programme(|one| one.prerequisites.clear())),
        ("no most of the whole", programme(|one| one.ask.most = None)),
        ("no least of the whole", programme(|one| one.ask.least = None)),
        ("no least items", programme(|one| one.parts.iter_mut().for_each(|part| part.ask.least_items = None))),
        ("no most of a carry", programme(|one| one.carry.iter_mut().for_each(|carry| carry.most = None))),
        (
            "no most of a sharing",
            programme(|one| {
                one.sharing.iter_mut().for_each(|sharing| (sharing.most, sharing.most_items) = (None, None));
            }),
        ),
        ("no group", holdings(|one| one.groups.clear())),
        ("no limit", holdings(|one| one.limits.clear())),
        ("everything together", holdings(|one| one.options.iter_mut().for_each(|option| option.not_with.clear()))),
        ("nothing expires", holdings(|one| one.assets.iter_mut().for_each(|asset| asset.valid_through = None))),
    ];
    let required = |quota: &creditbank::programme::Quota| match quota.bound {
        QuotaBound::MostShare { of, .. } => of == creditbank::programme::ShareBase::Required,
        _ => false,
    };
    // Of a least that is the base of a most share less is asked and less may be such: that is harder.
    let is_base = instance.programme().unwrap().quotas.iter().any(|quota| is_most(&quota.bound) && required(quota));
    all.into_iter().filter(|(what, one)| *one != *instance && (*what != "no least of the whole" || !is_base)).collect()
}

/// What is asked for study where nothing is left to take, and the study of the others.
fn study(plan: &Plan) -> (bool, u64) {
    (plan.level(GoalLevel::Closed).is_some(), plan.level(GoalLevel::Study).unwrap().value)
}

/// Whether the second is worse than the first. Where one has all that a part names and the other has not, what is left to take
/// is not the same, and they are not compared.
fn is_worse(before: &Plan, after: &Plan) -> bool {
    let (before, after) = (study(before), study(after));
    before.0 == after.0 && after.1 > before.1
}

/// 46: another asset makes no plan worse, averages or not, since what would spoil an average need not count; nor does
/// asking less.
#[test]
fn plans_are_monotone() {
    let tried = Cell::new(0);
    run(4, 50, Size::SMALL, |instance, dice| {
        let Some(with) = proved(instance)? else { return Ok(()) };
        for (what, easier) in easier(instance) {
            let Some(plan) = proved(&easier)? else { continue };
            tried.set(tried.get() + 1);
            if is_worse(&with.plan, &plan.plan) {
                return Err(format!("{what}: {:?} where it was {:?}", plan.plan.levels, with.plan.levels));
            }
        }
        let Some(asset) = dice.pick(&instance.holdings.assets) else { return Ok(()) };
        let used = instance.holdings.options.iter().flat_map(|option| &option.takes).any(|one| one.asset == asset.id);
        let without = instance.bringing(|holdings| holdings.assets.retain(|one| one.id != asset.id));
        if used {
            return Ok(());
        }
        let Some(without) = proved(&without)? else { return Ok(()) };
        tried.set(tried.get() + 1);
        let alike = study(&with.plan).0 == study(&without.plan).0;
        if alike && reaches(&with.plan) > reaches(&without.plan) {
            Err(format!("without {asset:?} it is {:?}", without.plan.levels))
        } else {
            Ok(())
        }
    });
    assert!(tried.get() > 100, "{}", tried.get());
}

/// Every certificate with another bound: not what is shown.
fn other_bounds(certificate: &Certificate) -> Vec<Certificate> {
    let mut all = Vec::new();
    for (at, proof) in certificate.proofs.iter().enumerate() {
        for bound in [proof.bound.wrapping_add(1), proof.bound.wrapping_sub(1), 0, u64::MAX] {
            let mut other = certificate.clone();
            other.proofs[at].bound = bound;
            all.extend((bound != proof.bound).then_some(other));
        }
    }
    all
}

/// Certificates with another weight, denominator or split, or without a step, or with one twice.
fn other_steps(certificate: &Certificate) -> Vec<Certificate> {
    let mut all = Vec::new();
    let mut with = |change: &dyn Fn(&mut Certificate)| {
        let mut other = certificate.clone();
        change(&mut other);
        all.extend((other != *certificate).then_some(other));
    };
    for (level, proof) in certificate.proofs.iter().enumerate() {
        for step in (0..proof.steps.len()).take(12) {
            with(&|one| drop(one.proofs[level].steps.remove(step)));
            with(&|one| one.proofs[level].steps.insert(step, proof.steps[step].clone()));
            for by in [1, 7] {
                with(&|one| match &mut one.proofs[level].steps[step] {
                    ProofStep::Split { at, .. } => *at += by,
                    ProofStep::Weigh { weights, .. } => {
                        weights.iter_mut().take(1).for_each(|one| one.1 += by.unsigned_abs());
                    }
                });
                with(&|one| match &mut one.proofs[level].steps[step] {
                    ProofStep::Split { column, .. } => *column += 1,
                    ProofStep::Weigh { over, .. } => *over += by.unsigned_abs(),
                });
            }
        }
    }
    all
}

/// Plans in which one number is another.
fn other_plans(plan: &Plan) -> Vec<Plan> {
    let mut all = Vec::new();
    let mut with = |change: &dyn Fn(&mut Plan)| {
        let mut other = plan.clone();
        change(&mut other);
        all.extend((other != *plan).then_some(other));
    };
    let quantum = Credits::literal("0.5").unwrap();
    let less = |credits: &mut Credits| *credits = credits.minus(quantum).unwrap_or(Credits::MAX);
    let more = |credits: &mut Credits| *credits = credits.plus(quantum).unwrap_or(Credits::ZERO);
    for at in 0..plan.levels.len() {
        for by in [1, u64::MAX] {
            with(&|one| one.levels[at].value = one.levels[at].value.wrapping_add(by));
            with(&|one| one.levels[at].bound = one.levels[at].bound.wrapping_add(by));
        }
    }
    for at in 0..plan.counts.len() {
        with(&|one| less(&mut one.counts[at].credits));
        with(&|one| more(&mut one.counts[at].credits));
        with(&|one| drop(one.counts.remove(at)));
        with(&|one| one.counts.insert(at, plan.counts[at].clone()));
    }
    for at in 0..plan.study.len() {
        with(&|one| less(&mut one.study[at].credits));
        with(&|one| more(&mut one.study[at].credits));
        with(&|one| one.study[at].items = one.study[at].items.wrapping_sub(1));
        with(&|one| one.study[at].items += 1);
    }
    for at in 0..plan.shared.len() {
        with(&|one| less(&mut one.shared[at].credits));
        with(&|one| more(&mut one.shared[at].credits));
    }
    all
}

/// 47: a certificate with another bound is rejected; one with other steps is rejected or shows the same; a plan with
/// another number is rejected, or it is another plan that is just as good.
#[test]
fn tampering_is_found() {
    let (tried, passed) = (Cell::new(0), Cell::new(0));
    run(5, 40, Size::SMALL, |instance, _| {
        let Ok(Planned { plan, certificate }) = planned(instance) else { return Ok(()) };
        for other in other_bounds(&certificate) {
            tried.set(tried.get() + 1);
            if let Ok(levels) = verified(instance, &plan, &other) {
                return Err(format!("{levels:?} with {other:?}"));
            }
        }
        for other in other_steps(&certificate) {
            tried.set(tried.get() + 1);
            if verified(instance, &plan, &other).is_ok_and(|levels| levels != plan.levels) {
                return Err(format!("other levels with {other:?}"));
            }
        }
        for other in other_plans(&plan) {
            tried.set(tried.get() + 1);
            let Ok(levels) = verified(instance, &other, &certificate) else { continue };
            passed.set(passed.get() + 1);
            if other.levels != plan.levels || levels != plan.levels {
                return Err(format!("{levels:?} with {other:?}"));
            }
        }
        Ok(())
    });
    println!("{} changes, of which {} gave a plan that is as good", tried.get(), passed.get());
    assert!(tried.get() > 1_000 && passed.get() * 20 < tried.get(), "{} of {}", passed.get(), tried.get());
}

/// A programme of one leaf that asks for so many quanta of a half, of which a share may be converted.
fn shared_out(base: u64, share: (u64, u64), brings: [u64; 2]) -> Instance {
    let quanta = |count: u64| Credits::from_ten_thousandths(count * 5_000).unwrap();
    let text = format!(
        "[document]\nid = \"d\"\nkind = \"programmes\"\nvalid = \"2026-01-01..\"\nversion = \"1\"\n[book]\nsemantics = 1\n\
         [[unit]]\nid = \"c\"\nquantum = \"0.5\"\n[[clause]]\nid = \"k\"\ntext = \"A share.\"\ninvented = true\n\
         [[programme]]\nid = \"P\"\ntitle = \"P\"\ntier = \"higher\"\nunit = \"c\"\nclause = \"k\"\nleast = \"{}\"\n\
         [[programme.part]]\nid = \"all\"\nsplit = true\naccepts = [{{}}]\n\
         [[programme.quota]]\nid = \"converted\"\nclause = \"k\"\nof = [{{ origins = [\"converted\"] }}]\n\
         most_share = \"{}\"\nbase = \"required\"\n",
        quanta(base),
        Ratio::new(share.0, share.1).unwrap()
    );
    let draft = ProgrammesDraft::read("shares.toml", text.as_bytes(), &Limits::default()).unwrap();
    let lot = |k: u16, count: u64, made: bool| Asset {
        amount: Amount { credits: quanta(count), unit: "c".parse().unwrap() },
        category: None,
        class: None,
        code: "X:1".parse().unwrap(),
        content: None,
        earned: creditbank::date!("2026-01-01"),
        grade: None,
        id: AssetId::Lot { carried: Vec::new(), lot: LotId::here(1, k) },
        issuer: "OWN".parse().unwrap(),
        kind: OutcomeKind::Course,
        level: None,
        made: made.then(|| Lineage {
            contents: Vec::new(),
            document: "rules".parse().unwrap(),
            id: "m".parse().unwrap(),
            issuers: Vec::new(),
            limits: Vec::new(),
            lots: Vec::new(),
            on: creditbank::date!("2026-01-01"),
            rule: "r".parse().unwrap(),
            source: None,
        }),
        thing: None,
        tier: Tier::Higher,
        valid_through: None,
    };
    let assets = vec![lot(0, brings[0], false), lot(1, brings[1], true)];
    let holdings = Holdings { day: creditbank::date!("2026-09-01"), ..bringing("OWN", assets) };
    Instance::new(draft, "P".parse().unwrap(), holdings)
}

/// 29: a share is exact to the quantum, and what is converted, earned here and missing add up to what is asked.
#[test]
fn a_share_is_exact() {
    // 139.5 credits and 50 %; 100 credits and a third; and whatever else.
    let fixed = [(279, 1, 2), (200, 1, 3)];
    let cases = (0..40_u64).map(|n| (3 + n * 37 % 400, 1 + n % 5, 6 + n % 7));
    for (base, part, whole) in fixed.into_iter().chain(cases) {
        for own in [0, 1, base / 2, base] {
            let plan = planned(&shared_out(base, (part, whole), [own.max(1), base])).unwrap().plan;
            let may = (base - own.max(1).min(base)).min(part * base / whole);
            let study = base - own.max(1).min(base) - may;
            assert_eq!(
                plan.level(GoalLevel::Study).unwrap().value,
                study,
                "{part}/{whole} of {base}, {own} of one's own"
            );
            let converted = plan
                .counts
                .iter()
                .filter(|one| one.asset == AssetId::Lot { carried: Vec::new(), lot: LotId::here(1, 1) });
            let converted: u64 = converted.map(|one| one.credits.ten_thousandths() / 5_000).sum();
            assert!(whole * converted <= part * base, "{converted} of {base}");
        }
    }
}

/// Reliefs are of one learner: without them nothing is easier, and a plan names those that matter.
#[test]
fn reliefs_only_help() {
    let helped = Cell::new(0);
    run(6, 80, Size::SMALL, |instance, _| {
        let harmless = |relief: &Relief| !matches!(relief, Relief::Exempt { .. });
        let with = instance.bringing(|holdings| holdings.reliefs.retain(harmless));
        let without = instance.bringing(|holdings| holdings.reliefs.clear());
        if with == without {
            return Ok(());
        }
        let (Some(with), Some(without)) = (proved(&with)?, proved(&without)?) else { return Ok(()) };
        if is_worse(&without.plan, &with.plan) {
            return Err(format!("{:?} with, {:?} without", with.plan.levels, without.plan.levels));
        }
        helped.set(helped.get() + u32::from(reaches(&with.plan) < reaches(&without.plan)));
        Ok(())
    });
    assert!(helped.get() > 0);
}

/// Everything that a programme can say makes a difference in some of the instances that the laws are tried with.
#[test]
fn every_feature_makes_a_difference() {
    let idle: RefCell<BTreeSet<&str>> = RefCell::new(features().iter().map(|one| one.name).collect());
    run(7, 4_000, Size::SMALL, |instance, _| {
        let left: Vec<_> = features().into_iter().filter(|one| idle.borrow().contains(one.name)).collect();
        let tries: Vec<_> =
            left.iter().map(|one| (one.name, one.without(instance))).filter(|(_, one)| one != instance).collect();
        if tries.is_empty() {
            return Ok(());
        }
        // Whether the planner is right is another law: here it only has to answer otherwise, and with proof.
        let answer = |of: &Instance| proved(of).map(|planned| planned.map(|planned| planned.plan.levels));
        let with = answer(instance)?;
        for (name, without) in tries {
            let without = answer(&without)?;
            if with.is_some() && without.is_some() && with != without {
                idle.borrow_mut().remove(name);
            }
        }
        Ok(())
    });
    let idle = idle.into_inner();
    assert!(idle.is_empty(), "{idle:?}");
}

/// As much is recognised as a plan counts, each once, where that was shown to be the most.
#[test]
fn no_less_is_recognised_than_a_plan_counts() {
    let (tried, some) = (Cell::new(0), Cell::new(0));
    run(9, 200, Size::SMALL, |instance, _| {
        let Some(planned) = proved(instance)? else { return Ok(()) };
        let found = match recognise(&instance.programmes, &instance.id, &instance.holdings, EFFORT) {
            Ok(found) => found,
            Err(PlanError::Spent { .. }) => return Ok(()),
            Err(error) => return Err(error.to_string()),
        };
        let programme = instance.programme().unwrap();
        let makes = instance.holdings.options.iter().flat_map(|option| &option.makes);
        let assets: Vec<_> = instance.holdings.assets.iter().chain(makes).collect();
        let own = |id: &AssetId| assets.iter().any(|one| one.id == *id && one.amount.unit == programme.unit);
        let counted = bound(programme, &planned.plan).unwrap();
        let counted = counted.iter().filter(|(id, _)| own(id)).fold(Credits::ZERO, |sum, one| sum.plus(one.1).unwrap());
        tried.set(tried.get() + 1);
        some.set(some.get() + u32::from(!counted.is_zero()));
        let less = found.most && found.credits.credits < counted;
        if less { Err(format!("{} are recognised, and a plan counts {counted}", found.credits)) } else { Ok(()) }
    });
    assert!(tried.get() > 100 && some.get() > 50, "{tried:?} {some:?}");
}
