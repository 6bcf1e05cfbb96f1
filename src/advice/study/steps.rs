//! What is told of what is to be studied.

use std::collections::{BTreeMap, BTreeSet};

use crate::advice::lab::Lab;
use crate::advice::less::is_all_searched;
use crate::advice::near::Gain;
use crate::advice::relax::{everything, gates};
use crate::advice::repair::{Remedy, Repair};
use crate::advice::report::Report;
use crate::advice::standing::{Standing, sum};
use crate::advice::study::conditions::Condition;
use crate::advice::study::counting::counting;
use crate::advice::study::kinds::{Kind, kinds, much, of_leaf};
use crate::advice::study::needs::{Cap, Needs};
use crate::advice::study::room::{Asked, of_attempts, room};
use crate::advice::study::search::{reached, search};
use crate::advice::study::wishes::{Wish, cuts, powers};
use crate::credit::Credits;
use crate::id::Code;
use crate::planner::Formulation;
use crate::programme::{By, Part};
use crate::registry::OutcomeName;
use crate::solver::{GoalLevel, LevelResult};

/// So many wishes are looked at together: what is beyond is left out, and the least is not shown then.
const WISHES: usize = 1_500;

/// What is to be studied and done so that the award is reached; none where nothing was found that reaches it.
pub(in crate::advice) fn study(lab: &Lab<'_>, report: &Report) -> Option<Repair> {
    let plan = lab.standing.plan;
    if plan.study.is_empty() {
        let steps = plan.conversions.iter().cloned().map(Remedy::Convert).chain(gates(report)).collect();
        return Some(repair(report, steps, true));
    }
    let table = Table::new(lab, report);
    let ways = [Table::plainly, Table::cut, Table::anywhere];
    let mut best: Option<Told> = None;
    for told in ways.iter().filter_map(|way| table.told(way(&table)?)) {
        let least = told.least;
        if best.as_ref().is_none_or(|best| told.much < best.much || (told.much == best.much && told.repair.proved)) {
            best = Some(told);
        }
        if least {
            break;
        }
    }
    best.map(|told| told.repair)
}

/// What would be told, how much it is, and whether it is no more than what was proved to be needed.
struct Told {
    least: bool,
    much: (Credits, u32),
    repair: Repair,
}

fn repair(report: &Report, steps: Vec<Remedy>, proved: bool) -> Repair {
    let Gain { fewer, less } = everything(report);
    Repair { alike: Vec::new(), fewer, less, proved, reaches: true, steps }
}

/// What was found to do, and whether less was shown not to.
struct Way {
    kinds: Vec<Kind>,
    proved: bool,
    used: Vec<Wish>,
}

/// What ways are looked for with.
struct Table<'a> {
    lab: &'a Lab<'a>,
    /// The leaves in which the plan tells study, with their kinds.
    leaves: Vec<(&'a Part, Vec<Kind>)>,
    report: &'a Report,
}

impl<'a> Table<'a> {
    fn new(lab: &'a Lab<'a>, report: &'a Report) -> Self {
        let parts = lab.standing.plan.study.iter().filter_map(|study| lab.standing.part(&study.part));
        let leaves = parts.map(|part| (part, kinds(lab, report, part).0)).collect();
        Self { lab, leaves, report }
    }

    /// The study of the plan, with as little said of it as can be.
    fn plainly(&self) -> Option<Way> {
        let (mut all, mut used) = (Vec::new(), Vec::new());
        for study in &self.lab.standing.plan.study {
            let (_, kinds) = self.leaves.iter().find(|(part, _)| part.id == study.part)?;
            let few = usize::try_from(study.items.max(1)).ok()?;
            let mut left = study.credits;
            let mut kinds = kinds.iter().filter(|kind| kind.said() == 0);
            let open = kinds.clone().find(|kind| kind.name.is_none());
            for _ in 0..few {
                let kind = match open {
                    Some(open) => open,
                    None => kinds.next()?,
                };
                all.push(kind.clone());
                used.push(Wish { credits: std::mem::take(&mut left), kind: all.len().checked_sub(1)? });
            }
        }
        // Those that are not taken, for their names.
        all.extend(self.leaves.iter().flat_map(|(_, kinds)| kinds).cloned());
        Some(Way { kinds: all, proved: false, used })
    }

    /// The least in the leaves of the plan, cut where quotas are filled.
    fn cut(&self) -> Option<Way> {
        let mut kinds = Vec::new();
        let mut wishes = Vec::new();
        for (part, own) in &self.leaves {
            let study = self.lab.standing.plan.study.iter().find(|study| study.part == part.id)?;
            let cuts = cuts(study.credits, &self.short(part));
            let copies = usize::try_from(study.items).unwrap_or(NOTHINGS).min(NOTHINGS);
            put(&mut kinds, &mut wishes, own, &cuts, copies);
        }
        self.search(kinds, &wishes, false)
    }

    /// The least in all leaves, in steps of every size.
    fn anywhere(&self) -> Option<Way> {
        let (lab, report) = (self.lab, self.report);
        let (study, take) = much(lab.standing.plan);
        let most = study.plus(study).unwrap_or(study);
        let copies = usize::try_from(take).unwrap_or(NOTHINGS).min(NOTHINGS);
        let (mut kinds, mut wishes, mut complete) = (Vec::new(), Vec::new(), true);
        for part in lab.standing.programme.parts.iter().filter(|part| part.is_leaf()) {
            let (own, all) = self::kinds(lab, report, part);
            let mut sizes = powers(report.quantum, most);
            sizes.extend(cuts(study, &self.short(part)));
            put(&mut kinds, &mut wishes, &own, &sizes, copies);
            complete &= all;
        }
        complete &= wishes.len() <= WISHES;
        wishes.truncate(WISHES);
        self.search(kinds, &wishes, complete)
    }

    fn short(&self, leaf: &Part) -> Vec<Credits> {
        let short = of_leaf(self.lab, self.report, leaf).into_iter().filter_map(|one| match one {
            Condition::Counts(_, short) if !short.is_zero() => Some(short),
            _ => None,
        });
        short.collect()
    }

    fn search(&self, kinds: Vec<Kind>, wishes: &[Wish], complete: bool) -> Option<Way> {
        if wishes.len() > WISHES {
            return None;
        }
        let found = search(self.lab, &kinds, wishes)?;
        Some(Way { kinds, proved: found.proved && complete, used: found.used })
    }

    /// The repair that does it, if it does: outcomes of one kind as one step.
    fn told(&self, way: Way) -> Option<Told> {
        let together = together(self.lab, &way);
        self.reaching(&way, &together).or_else(|| self.reaching(&way, &apart(&together)))
    }

    fn reaching(&self, way: &Way, steps: &[Step]) -> Option<Told> {
        let (lab, report) = (self.lab, self.report);
        let wishes: Vec<Wish> = steps.iter().flat_map(|step| step.wishes.iter().cloned()).collect();
        let others = wishes.iter().filter_map(|wish| way.kinds.get(wish.kind)).map(|kind| kind.others.len());
        for other in 1..=others.max().unwrap_or_default() {
            reached(lab, &way.kinds, &wishes, other)?;
        }
        let (wide, plan) = reached(lab, &way.kinds, &wishes, 0)?;
        let standing = Standing::new(lab.standing.programme, &wide, &plan);
        let told = steps.iter().map(|step| step.told(lab, report, &standing, &way.kinds, steps));
        let mut told = told.collect::<Option<Vec<_>>>()?;
        told.extend(plan.conversions.iter().cloned().map(Remedy::Convert));
        told.extend(gates(report));
        let least = self.is_least(steps);
        let proved = report.less_by.is_empty()
            && (least || (way.proved && is_all_searched(lab) && steps.iter().all(|step| !step.exact)));
        Some(Told { least, much: together_of(steps), repair: repair(report, told, proved) })
    }

    /// Whether it is no more than what was proved to be needed.
    fn is_least(&self, steps: &[Step]) -> bool {
        let (credits, items) = together_of(steps);
        let known =
            self.report.levels.iter().filter(|level| matches!(level.level, GoalLevel::Study | GoalLevel::Items));
        let least = everything(self.report);
        // One outcome is told where it must be one: no credits are studied in none.
        let fewest = least.fewer == items || (items == 1 && !credits.is_zero());
        known.clone().all(LevelResult::is_proved) && fewest && least.less == credits
    }
}

/// So many outcomes of no credit are looked at of one kind.
const NOTHINGS: usize = 12;

/// Each kind in each size; of no credit as often as there may be outcomes.
fn put(kinds: &mut Vec<Kind>, wishes: &mut Vec<Wish>, own: &[Kind], sizes: &BTreeSet<Credits>, copies: usize) {
    for kind in own {
        let at = kinds.len();
        kinds.push(kind.clone());
        for credits in sizes {
            let copies = if credits.is_zero() && kind.name.is_none() { copies } else { 1 };
            wishes.extend((0..copies).map(|_| Wish { credits: *credits, kind: at }));
        }
    }
}

/// Outcomes of one kind in one leaf.
#[derive(Clone)]
struct Step {
    credits: Credits,
    /// Whether the number of outcomes is told though nothing asks for it.
    exact: bool,
    items: u32,
    kind: usize,
    leaf: Code,
    names: Vec<OutcomeName>,
    needs: Needs,
    wishes: Vec<Wish>,
}

/// How much some steps are: credits and outcomes.
fn together_of(steps: &[Step]) -> (Credits, u32) {
    let items = steps.iter().fold(0_u32, |items, step| items.saturating_add(step.items));
    (sum(steps.iter().map(|step| step.credits)), items)
}

/// Outcomes of which the same is said as one, where nothing asks how many there are.
fn together(lab: &Lab<'_>, way: &Way) -> Vec<Step> {
    let mut steps = BTreeMap::<_, Step>::new();
    for wish in &way.used {
        let Some(kind) = way.kinds.get(wish.kind) else { continue };
        // Names that quotas count otherwise, and what is taken again, are not to be had for one another.
        let counted = kind.name.as_ref().map(|name| (kind.counted.as_slice(), kind.again.then_some(name)));
        let step = steps.entry((&kind.leaf, &kind.needs, counted)).or_insert_with(|| Step {
            credits: Credits::ZERO,
            exact: false,
            items: 0,
            kind: wish.kind,
            leaf: kind.leaf.clone(),
            names: Vec::new(),
            needs: kind.needs.clone(),
            wishes: Vec::new(),
        });
        step.credits = sum([step.credits, wish.credits].into_iter());
        step.names.extend(kind.name.clone());
        step.wishes.push(wish.clone());
    }
    let mut steps: Vec<_> = steps.into_values().collect();
    for step in &mut steps {
        let few = step.wishes.len();
        let mut leaves = [&step.leaf].into_iter().chain(&step.needs.also);
        let asks = leaves.any(|leaf| lab.formulation.asks_items(leaf));
        if asks {
            step.items = u32::try_from(few).unwrap_or(u32::MAX);
        }
        if step.names.is_empty() {
            let each = way.kinds.get(step.kind).map_or(Credits::MAX, |kind| kind.each);
            step.wishes = pieces(step, each, if asks { few } else { 1 });
        }
    }
    share_names(lab.formulation, way, &mut steps);
    steps
}

/// All credits in outcomes of at most so many each, and at least so many outcomes.
fn pieces(step: &Step, each: Credits, few: usize) -> Vec<Wish> {
    let mut left = step.credits;
    let mut wishes = Vec::new();
    while wishes.len() < few || (!left.is_zero() && wishes.len() < WISHES) {
        let credits = left.min(each);
        left = left.minus(credits).unwrap_or_default();
        wishes.push(Wish { credits, kind: step.kind });
    }
    wishes
}

/// Any name that is left will do, unless another step has need of it, or of another attempt at the same.
fn share_names(formulation: &Formulation<'_>, way: &Way, steps: &mut [Step]) {
    let all: Vec<Vec<OutcomeName>> = steps.iter().map(|step| alike(formulation, way, step)).collect();
    for (at, step) in steps.iter_mut().enumerate() {
        let others = || all.iter().enumerate().filter(|(other, _)| *other != at).flat_map(|(_, names)| names);
        let Some(own) = all.get(at).filter(|own| !own.is_empty()) else { continue };
        if !others().any(|other| own.iter().any(|name| name == other || formulation.is_of_one(name, other))) {
            step.names.clone_from(own);
        }
    }
}

/// The names of the leaf of a step of which the same is said and that quotas count alike: each of them will do, all of them
/// together too. Those that were chosen come first.
fn alike(formulation: &Formulation<'_>, way: &Way, step: &Step) -> Vec<OutcomeName> {
    let chosen = step.wishes.iter().filter_map(|wish| way.kinds.get(wish.kind));
    let chosen: Vec<_> = chosen.filter(|kind| kind.name.is_some()).collect();
    let Some(first) = chosen.first() else { return Vec::new() };
    let alike = |kind: &Kind| kind.name == first.name || !(kind.again || first.again);
    let such = |kind: &&Kind| {
        alike(kind) && kind.leaf == first.leaf && kind.needs == first.needs && kind.counted == first.counted
    };
    let mut names: Vec<_> = chosen.iter().filter_map(|kind| kind.name.clone()).collect();
    for name in way.kinds.iter().filter(such).filter_map(|kind| kind.name.as_ref()) {
        if !names.iter().any(|one| one == name || formulation.is_of_one(one, name)) {
            names.push(name.clone());
        }
    }
    names
}

/// The same with the number of outcomes told.
fn apart(steps: &[Step]) -> Vec<Step> {
    let one =
        |step: &Step| Step { exact: true, items: u32::try_from(step.wishes.len()).unwrap_or(u32::MAX), ..step.clone() };
    steps.iter().map(one).collect()
}

impl Step {
    /// Whether its outcomes may count in a part, or in the programme.
    fn is_in(&self, standing: &Standing<'_>, area: Option<&Code>) -> bool {
        [&self.leaf].into_iter().chain(&self.needs.also).any(|leaf| standing.is_in(leaf, area))
    }

    fn told(
        &self,
        lab: &Lab<'_>,
        report: &Report,
        reached: &Standing<'_>,
        kinds: &[Kind],
        steps: &[Self],
    ) -> Option<Remedy> {
        let (kind, leaf) = kinds.get(self.kind).zip(lab.standing.part(&self.leaf))?;
        let such = |which: &dyn Fn(&Self) -> bool| {
            let here = || steps.iter().filter(|step| which(step));
            (here().count(), sum(here().map(|step| step.credits)))
        };
        let asked = Asked {
            counting: &counting(lab, report, reached, (leaf, kind), &self.names),
            credits: self.credits,
            leaf,
            needs: &self.needs,
            quantum: report.quantum,
        };
        let most = room(reached, &asked, |area| such(&|step| step.is_in(reached, area)));
        let together = of_attempts(reached, &asked, &self.names, |is_of| such(&|step| is_of(&step.names)));
        let most = most.into_iter().chain(together).min();
        // Outcomes of no credit are no advice, where outcomes are asked for that have some.
        if self.credits.is_zero() && most.is_some_and(Credits::is_zero) {
            return None;
        }
        let mut names = self.names.clone();
        names.sort_unstable();
        names.dedup();
        let mut needs = Needs { most, names, ..self.needs.clone() };
        // A lot is no larger than all of them together.
        let is_said = |cap: &Cap| cap.per.contains(&By::Lot) && most.is_some_and(|most| cap.allows(most));
        needs.caps.retain(|cap| !is_said(cap));
        Some(Remedy::Study {
            credits: self.credits,
            items: self.items,
            needs: Box::new(needs),
            part: self.leaf.clone(),
        })
    }
}
