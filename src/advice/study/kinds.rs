//! Kinds of outcome that could be taken: for each leaf each set of conditions that an outcome can keep.

use crate::advice::lab::Lab;
use crate::advice::report::Report;
use crate::advice::standing::{Standing, sum};
use crate::advice::study::conditions::{Condition, caps, conditions, each, floors};
use crate::advice::study::needs::{Cap, Needs};
use crate::advice::study::witness::{Demand, Witnesses};
use crate::credit::Credits;
use crate::id::Code;
use crate::planner::{Asset, Formulation, Lens, Plan};
use crate::programme::{Part, Prerequisite, Quota, Waivable};
use crate::registry::OutcomeName;

/// So many conditions are looked at in one leaf: with more, not every set of them is.
const CONDITIONS: usize = 6;

/// So many names of one leaf are looked at.
const NAMES: usize = 12;

/// A kind of outcome that a leaf accepts, with an outcome of it. What is not said of it is as unlike as can be to what would
/// help: any outcome that keeps what is said will do as well.
#[derive(Clone)]
pub(super) struct Kind {
    /// Whether it takes the place of something that the learner has, or has only so much room beside it.
    pub(super) again: bool,
    /// By quota of the programme whether it counts it.
    pub(super) counted: Vec<bool>,
    /// The most credits that one of it may have.
    pub(super) each: Credits,
    pub(super) leaf: Code,
    /// Its name, where the leaf goes by names.
    pub(super) name: Option<OutcomeName>,
    /// What is said of it, but for the most.
    pub(super) needs: Needs,
    pub(super) outcome: Asset,
    /// Others that keep what is said, each as unlike as can be in another way.
    pub(super) others: Vec<Asset>,
}

impl Kind {
    /// How much is said of it: what says less is rather told.
    pub(super) fn said(&self) -> usize {
        let Needs { after, also, counts_for, none_of, .. } = &self.needs;
        [after.len(), also.len(), counts_for.len(), none_of.len()].iter().fold(0, |sum, one| sum.saturating_add(*one))
    }
}

/// The kinds of a leaf, those of which least is said first, and whether these are all.
pub(super) fn kinds(lab: &Lab<'_>, report: &Report, leaf: &Part) -> (Vec<Kind>, bool) {
    let standing = lab.standing;
    let lens = Lens::new(lab.programmes, standing.holdings);
    let all = of_leaf(lab, report, leaf);
    let more: Vec<_> = all.iter().flat_map(Condition::speaks_of).collect();
    let floors = floors(standing, leaf);
    let witnesses = |names: &[OutcomeName]| {
        Witnesses::new(lab.programmes, standing.programme, standing.holdings, &more, names, &floors)
    };
    let left = lab.formulation.names_left(&leaf.id).unwrap_or_else(|| others(leaf, lab.formulation));
    let any = witnesses(&left);
    let can = |demand: Demand<'_>| any.find(&[Demand::Any(&leaf.accepts), demand], &[]).is_some();
    let all: Vec<_> = all.iter().filter(|one| can(one.matters())).collect();
    let (some, complete) = (all.get(..CONDITIONS).unwrap_or(&all), all.len() <= CONDITIONS);
    let caps = caps(standing, leaf, amply(standing, report.quantum), report.quantum);
    let of = |cap: &Cap| standing.programme.quotas.iter().find(|quota| quota.id == cap.counted.quota);
    let caps: Vec<_> =
        caps.into_iter().filter(|cap| of(cap).is_some_and(|quota| can(Demand::Any(&quota.of)))).collect();
    let names = lab.formulation.names_left(&leaf.id).map(|names| sorted(lab, names));
    let left = names.as_ref().map_or_else(Vec::new, |names| names.iter().take(NAMES).cloned().map(Some).collect());
    let named: Vec<Option<OutcomeName>> = if names.is_some() { left } else { vec![None] };
    let mut kinds = Vec::new();
    for name in named {
        let called = name.clone().map_or_else(|| others(leaf, lab.formulation), |name| vec![name]);
        let witnesses = witnesses(&called);
        let again = name.as_ref().is_some_and(|name| lab.formulation.is_bound_up(name));
        for set in sets(some.len()) {
            let made = outcome(&witnesses, leaf, some, &set, name.as_ref());
            kinds.extend(made.map(|(outcome, others, needs)| {
                let needs = Needs { caps: caps.clone(), grades: floors.clone(), ..needs };
                let each = each(standing, lens, leaf, &outcome, report.quantum);
                let counts = |quota: &Quota| lens.counts(quota, &outcome);
                let counted = standing.programme.quotas.iter().map(counts).collect();
                before(
                    lab,
                    Kind { again, counted, each, leaf: leaf.id.clone(), name: name.clone(), needs, outcome, others },
                )
            }));
        }
    }
    let whole = complete && names.is_none_or(|names| names.len() <= NAMES);
    kinds.sort_by_key(Kind::said);
    (kinds, whole)
}

/// What can matter of an outcome in a leaf.
pub(super) fn of_leaf<'a>(lab: &Lab<'a>, report: &Report, leaf: &Part) -> Vec<Condition<'a>> {
    let (standing, quantum) = (lab.standing, report.quantum);
    conditions(standing, Lens::new(lab.programmes, standing.holdings), leaf, amply(standing, quantum), quantum)
}

/// The sets of so many things, the smallest first.
fn sets(count: usize) -> Vec<Vec<usize>> {
    let mut all: Vec<Vec<usize>> = vec![Vec::new()];
    for one in 0..count {
        let more: Vec<_> = all.iter().map(|set| [set.as_slice(), &[one]].concat()).collect();
        all.extend(more);
    }
    all.sort_by_key(|set| (set.len(), set.clone()));
    all
}

/// Outcomes that the leaf accepts and that keep these conditions and, if it can be, none of the others, each of which comes
/// first once.
fn outcome(
    witnesses: &Witnesses<'_>,
    leaf: &Part,
    conditions: &[&Condition<'_>],
    set: &[usize],
    name: Option<&OutcomeName>,
) -> Option<(Asset, Vec<Asset>, Needs)> {
    let all = || conditions.iter().enumerate();
    let kept: Vec<_> = all().filter(|(at, _)| set.contains(at)).map(|(_, one)| *one).collect();
    let mut broken: Vec<_> = all().filter(|(at, _)| !set.contains(at)).map(|(_, one)| one.broken()).collect();
    let demands = [Demand::Any(&leaf.accepts)].into_iter().chain(kept.iter().map(|one| one.kept()));
    let demands: Vec<_> = demands.collect();
    let mut found = Vec::new();
    for _ in 0..broken.len().max(1) {
        let outcome = witnesses.find(&demands, &broken)?;
        if !found.contains(&outcome) {
            found.push(outcome);
        }
        if !broken.is_empty() {
            broken.rotate_left(1);
        }
    }
    if name.is_some_and(|name| found.iter().any(|outcome| !outcome.called().is(name))) {
        return None;
    }
    let mut needs = Needs::default();
    kept.iter().for_each(|one| one.put(&mut needs));
    let first = found.first()?.clone();
    Some((first, found.split_off(1), needs))
}

/// What is named by quotas over the leaf and could be taken: a leaf that accepts everything accepts that too.
pub(super) fn others(leaf: &Part, formulation: &Formulation<'_>) -> Vec<OutcomeName> {
    let programme = formulation.programme();
    let of_quotas = programme.quotas.iter().flat_map(|quota| &quota.of).flat_map(|pick| &pick.codes);
    let of_parts = leaf.accepts.iter().flat_map(|pick| &pick.codes);
    // What a quota leaves out is told apart by that too.
    let left_out = programme.quotas.iter().flat_map(|quota| &quota.of).flat_map(|pick| &pick.not_codes);
    let mut names: Vec<_> =
        left_out.chain(of_parts).chain(of_quotas).filter(|name| !formulation.was_had(name)).cloned().collect();
    names.sort_unstable();
    names.dedup();
    names.truncate(NAMES);
    names
}

/// Names for which nothing must be passed before come first.
fn sorted(lab: &Lab<'_>, mut names: Vec<OutcomeName>) -> Vec<OutcomeName> {
    names.sort_by_key(|name| (asked(lab, |one| one.course == *name).next().is_some(), name.clone()));
    names
}

/// What must be passed before a course, of what is asked of this learner.
fn asked<'a>(lab: &Lab<'a>, of: impl Fn(&Prerequisite) -> bool) -> impl Iterator<Item = &'a Prerequisite> {
    let asked = lab.standing.programme.prerequisites.iter();
    let asked = asked.filter(|one| !lab.standing.is_waived(Waivable::Prerequisite, &one.course.code));
    asked.filter(|one| of(one)).collect::<Vec<_>>().into_iter()
}

/// With what must be passed before it and was not.
fn before(lab: &Lab<'_>, mut kind: Kind) -> Kind {
    let holdings = lab.standing.holdings;
    let passed = |name: &OutcomeName| holdings.was_passed(name, holdings.day);
    for one in asked(lab, |one| kind.outcome.called().is(&one.course)) {
        kind.needs.after.extend(one.all.iter().filter(|name| !passed(name)).cloned());
        if !one.any.iter().any(passed) {
            kind.needs.after.extend(one.any.first().cloned());
        }
    }
    kind
}

/// How much study a plan asks for, and how many outcomes, in all its parts.
pub(super) fn much(plan: &Plan) -> (Credits, u32) {
    let items = plan.study.iter().fold(0_u32, |items, study| items.saturating_add(study.items));
    (sum(plan.study.iter().map(|study| study.credits)), items)
}

/// The same with room for one more outcome than is asked for: what is taken is seldom just as large as what is missing. In
/// each part there is one to take.
fn amply(standing: &Standing<'_>, quantum: Credits) -> (Credits, u32) {
    let (credits, items) = much(standing.plan);
    let unit = &standing.programme.unit;
    let own = standing.assets.values().filter(|asset| asset.amount.unit == *unit).map(|asset| asset.amount.credits);
    let largest = own.max().unwrap_or_default().max(sum([quantum, quantum].into_iter()));
    let parts = u32::try_from(standing.plan.study.len()).unwrap_or(u32::MAX);
    (sum([credits, largest].into_iter()), items.max(parts))
}
