//! Takes advice at its word: outcomes at random that keep what is said and nothing else, put beside what the learner has.

use std::collections::{BTreeMap, BTreeSet};

use creditbank::advice::{Cap, Much, Needs, Remedy, Repair};
use creditbank::planner::{Asset, AssetId, AttemptGroup, Holdings, Pass, Room};
use creditbank::programme::{By, Part, Pick, Programme, Quota};
use creditbank::registry::{Grade, Level, OutcomeKind, OutcomeName, Thing, Tier};
use creditbank::testing::engine::Lens;
use creditbank::testing::planner::Instance;
use creditbank::testing::rules::Dice;
use creditbank::{Amount, Code, Credits, InstitutionId, LotId};

/// So often is an outcome drawn before it is said that there is none such.
const DRAWS: u32 = 4_000;

/// What is drawn from.
struct Drawer<'a> {
    /// All picks of the programme.
    all: Vec<Pick>,
    instance: &'a Instance,
    dice: &'a mut Dice,
    /// Names that were taken before.
    taken: BTreeSet<OutcomeName>,
    number: u16,
}

/// The learner after doing what a repair says of study, at random; none where no such outcomes were found.
pub(crate) fn taken(instance: &Instance, repair: &Repair, dice: &mut Dice) -> Option<Instance> {
    (0..40).find_map(|_| taken_once(instance, repair, dice))
}

fn taken_once(instance: &Instance, repair: &Repair, dice: &mut Dice) -> Option<Instance> {
    let programme = instance.programme()?;
    let of_quotas = programme.quotas.iter().flat_map(|quota| &quota.of);
    let all = programme.parts.iter().flat_map(|part| &part.accepts).chain(of_quotas).cloned().collect();
    let mut drawer = Drawer { all, instance, dice, taken: BTreeSet::new(), number: 0 };
    let (mut assets, mut passed, mut caps, mut names) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for step in &repair.steps {
        let Remedy::Study { credits, items, needs, part } = step else { continue };
        let part = programme.parts.iter().find(|one| one.id == *part)?;
        let new = drawer.step((*credits, *items), needs, part)?;
        names.extend(new.iter().map(|_| needs.names.as_slice()));
        assets.extend(new);
        passed.extend(needs.after.iter().map(|name| pass(name, &instance.holdings)));
        caps.extend(needs.caps.iter());
    }
    if !caps.into_iter().all(|cap| drawer.keeps_cap(cap, &assets)) {
        return None;
    }
    let gates = repair.steps.iter().filter_map(|step| match step {
        Remedy::Gate(gate) => Some(gate.clone()),
        _ => None,
    });
    let gates: Vec<_> = gates.collect();
    Some(instance.bringing(|holdings| {
        assets.iter().zip(&names).for_each(|(asset, names)| again(holdings, asset, names));
        holdings.assets.extend(assets.iter().cloned());
        holdings.passed.extend(passed.iter().cloned());
        holdings.gates.extend(gates.iter().cloned());
    }))
}

/// What is taken once more is an attempt at the same: one of them counts. The same is what goes by the name that the page tells.
/// A certificate `X1` that is taken for `X1@OWN` has that name, for whose it is matters of courses alone, and takes the place of
/// an older certificate; but it is no attempt at a course `X1` of another institution, which does not go by `X1@OWN`.
fn again(holdings: &mut Holdings, new: &Asset, names: &[OutcomeName]) {
    let by = |asset: &Asset| names.iter().any(|name| new.called().is(name) && asset.called().is(name));
    let old: Vec<_> = holdings.assets.iter().filter(|old| by(old)).collect();
    let Some(first) = old.first() else { return };
    let code = first.code.clone();
    let mut attempts: BTreeMap<_, Vec<AssetId>> = BTreeMap::new();
    for asset in old.into_iter().chain([new]) {
        attempts.entry(asset.id.lot()).or_default().push(asset.id.clone());
    }
    let thing = Thing { code, kind: OutcomeKind::Course, level: None, owner: holdings.own.clone() };
    let known = holdings
        .groups
        .iter_mut()
        .find(|group| group.attempts.iter().any(|one| attempts.values().any(|own| own == one)));
    match known {
        Some(group) => group.attempts.push(vec![new.id.clone()]),
        None => {
            holdings.groups.push(AttemptGroup { attempts: attempts.into_values().collect(), room: Room::One, thing });
        }
    }
}

fn pass(name: &OutcomeName, holdings: &Holdings) -> Pass {
    let kind = OutcomeKind::Course;
    let thing = |owner: &InstitutionId| Thing { code: name.code.clone(), owner: owner.clone(), kind, level: None };
    Pass { code: name.code.clone(), kind, on: holdings.day, thing: name.owner.as_ref().map(thing) }
}

impl Drawer<'_> {
    fn programme(&self) -> &Programme {
        self.instance.programme().unwrap()
    }

    /// As many outcomes as are asked for, or from one to three, that together have so many credits, or more where there is no most.
    fn step(&mut self, (credits, items): (Credits, u32), needs: &Needs, part: &Part) -> Option<Vec<Asset>> {
        let few = if items > 0 { items } else { 1 + self.below(4) };
        let few =
            if needs.names.is_empty() || items > 0 { few } else { few.min(u32::try_from(needs.names.len()).unwrap()) };
        let quantum = self.quantum().ten_thousandths();
        let room = needs.most.map_or(60, |most| (most.ten_thousandths() - credits.ten_thousandths()) / quantum);
        let much = if self.dice.chance(64) { 60 } else { 3 };
        let more = if room > 0 && self.dice.chance(128) { u64::from(self.below(much)).min(room) } else { 0 };
        let mut left = credits.ten_thousandths() / quantum + more;
        let mut outcomes = Vec::new();
        for number in 0..few {
            let last = number + 1 == few;
            let here =
                if last { left } else { u64::from(self.below(u32::try_from(left + 1).unwrap_or(1_000))).min(left) };
            left -= here;
            if here == 0 && items == 0 && !(last && outcomes.is_empty()) {
                continue;
            }
            outcomes.push(self.outcome(Credits::from_ten_thousandths(here * quantum).unwrap(), needs, part)?);
        }
        Some(outcomes)
    }

    fn quantum(&self) -> Credits {
        self.instance.programmes.draft().framework.unit(&self.programme().unit).unwrap().quantum
    }

    fn below(&mut self, most: u32) -> u32 {
        u32::try_from(self.dice.below(usize::try_from(most).unwrap())).unwrap()
    }

    fn outcome(&mut self, credits: Credits, needs: &Needs, part: &Part) -> Option<Asset> {
        for _ in 0..DRAWS {
            let Some((asset, name)) = self.draw(credits, needs, part) else { continue };
            // Each name once: a course `X1` and a certificate `X1` both go by `X1@OWN`.
            let is_other = name.as_ref().is_none_or(|name| !self.taken.contains(name));
            if is_other && self.keeps(&asset, needs, part) {
                self.number += 1;
                self.taken.extend([asset.called().name()].into_iter().chain(name));
                return Some(asset);
            }
        }
        None
    }

    /// An outcome as one of the picks describes it, with something else of it changed at random; and for which name it is taken.
    fn draw(&mut self, credits: Credits, needs: &Needs, part: &Part) -> Option<(Asset, Option<OutcomeName>)> {
        let mut asset = self.plain(credits);
        let mut picks = vec![self.dice.pick(&part.accepts)?.clone()];
        let of = |programme: &Programme, id: &Code| programme.quotas.iter().find(|one| one.id == *id).cloned();
        for counted in &needs.counts_for {
            picks.extend(self.dice.pick(&of(self.programme(), &counted.quota)?.of));
        }
        for also in &needs.also {
            let also = self.programme().parts.iter().find(|one| one.id == *also)?.accepts.clone();
            picks.extend(self.dice.pick(&also));
        }
        for _ in 0..self.below(3) {
            if let Some(pick) = self.dice.pick(&self.all) {
                self.like(&mut asset, &pick);
            }
        }
        if self.dice.chance(40) {
            set(&mut asset.kind, self.dice.pick(OutcomeKind::ALL));
        }
        for pick in picks {
            self.like(&mut asset, &pick);
        }
        let name = self.dice.pick(&needs.names);
        if let Some(name) = &name {
            called(&mut asset, name);
        }
        Some((asset, name))
    }

    /// Something new of no special kind.
    fn plain(&mut self, credits: Credits) -> Asset {
        let programme = self.programme();
        let (unit, tier) = (programme.unit.clone(), programme.tier);
        let number = self.number;
        Asset {
            amount: Amount { credits, unit },
            category: None,
            class: None,
            code: format!("FRESH:{number}").parse().unwrap(),
            content: None,
            earned: self.instance.holdings.day,
            grade: None,
            id: AssetId::Lot { carried: Vec::new(), lot: LotId::here(9_000, number) },
            issuer: if self.dice.chance(128) {
                self.instance.holdings.own.clone()
            } else {
                "SOMEWHERE".parse().unwrap()
            },
            kind: OutcomeKind::Course,
            level: None,
            made: None,
            thing: None,
            tier,
            valid_through: None,
        }
    }

    /// Makes an outcome what a pick describes.
    fn like(&mut self, asset: &mut Asset, pick: &Pick) {
        if let Some(name) = self.dice.pick(&pick.codes) {
            called(asset, &name);
        }
        if let Some(prefix) = self.dice.pick(&pick.prefixes) {
            asset.code = format!("{prefix}FRESH{}", self.number).parse().unwrap();
            asset.thing = None;
        }
        set(&mut asset.kind, self.dice.pick(&pick.kinds));
        set(&mut asset.tier, self.dice.pick(&pick.tiers));
        set(&mut asset.issuer, self.dice.pick(&pick.issuers));
        set(&mut asset.category, self.dice.pick(&pick.categories).map(Some));
        set(&mut asset.class, self.dice.pick(&pick.classes).map(Some));
        set(&mut asset.content, self.dice.pick(&pick.contents).map(Some));
        if !pick.origins.is_empty() && self.dice.chance(128) {
            asset.issuer = self.instance.holdings.own.clone();
        }
        if !pick.not_issuers.is_empty() && pick.issuers.is_empty() && self.dice.chance(60) {
            asset.issuer = "ELSEWHERE".parse().unwrap();
        }
        let framework = &self.instance.programmes.draft().framework;
        if let Some(band) = &pick.grade {
            let scale = framework.scale(&band.scale).unwrap();
            let worst = band.from.as_ref().map_or_else(|| scale.worst(), |from| scale.rank(from).unwrap());
            let rank = if self.dice.chance(128) { worst } else { scale.best() };
            asset.grade = scale.mark(rank).map(|mark| Grade { mark, scale: band.scale.clone() });
        }
        if let Some(band) = &pick.level {
            let levels = framework.levels_of(&band.framework);
            let level = self.dice.pick(levels);
            asset.level = level.map(|level| Level { framework: band.framework.clone(), level });
        }
        if self.dice.chance(20) {
            asset.tier = self.dice.pick(Tier::ALL).unwrap();
        }
    }

    /// Whether of no value there is more than a quota allows, of what is new.
    fn keeps_cap(&self, cap: &Cap, new: &[Asset]) -> bool {
        let Instance { holdings, programmes, .. } = self.instance;
        let lens = Lens::new(programmes, holdings);
        let quota = self.programme().quotas.iter().find(|one| one.id == cap.counted.quota).unwrap();
        let mut sums = BTreeMap::<Vec<Option<String>>, (u64, u32)>::new();
        for asset in new.iter().filter(|asset| quota.of.is_empty() || lens.takes_any(&quota.of, asset)) {
            let value = |by: &By| if *by == By::Lot { Some(asset.id.to_string()) } else { value_of(*by, asset) };
            let mut values: Vec<_> = cap.per.iter().map(value).collect();
            // What has no content is by itself.
            values.extend(
                (cap.per.contains(&By::Content) && asset.content.is_none()).then(|| Some(asset.id.to_string())),
            );
            let sum = sums.entry(values).or_default();
            *sum = (sum.0 + asset.amount.credits.ten_thousandths(), sum.1 + 1);
        }
        sums.values().all(|(credits, items)| match cap.most {
            Much::Credits(most) => *credits <= most.ten_thousandths(),
            Much::Items(most) => *items <= most,
            Much::Whole => false,
        })
    }

    /// Whether it is all that was said, and nothing that the learner has.
    fn keeps(&self, asset: &Asset, needs: &Needs, part: &Part) -> bool {
        let Instance { holdings, programmes, .. } = self.instance;
        let (lens, programme) = (Lens::new(programmes, holdings), self.programme());
        let quota = |id: &Code| programme.quotas.iter().find(|one| one.id == *id).unwrap();
        let counts = |quota: &Quota| quota.of.is_empty() || lens.takes_any(&quota.of, asset);
        let leaf = |id: &Code| programme.parts.iter().find(|one| one.id == *id).unwrap();
        let named = needs.names.is_empty() || needs.names.iter().any(|name| asset.called().is(name));
        // What conversions make is there once they are made.
        let made = holdings.options.iter().flat_map(|option| &option.makes);
        let there = holdings.assets.iter().chain(made).map(Asset::called);
        let had = there.chain(holdings.passed.iter().map(Pass::called));
        let (own, mut had) = (asset.called().name(), had);
        let was_had = needs.names.is_empty() && had.any(|one| one.is(&own) || asset.called().is(&one.name()));
        let passed = |name: &OutcomeName| needs.after.contains(name) || holdings.was_passed(name, holdings.day);
        let ready = programme
            .prerequisites
            .iter()
            .filter(|one| asset.called().is(&one.course))
            .all(|one| one.all.iter().all(passed) && (one.any.is_empty() || one.any.iter().any(passed)));
        let spent = |spent: &creditbank::advice::Spent| {
            counts(quota(&spent.counted.quota))
                && spent.at.iter().all(|(by, value)| value_of(*by, asset).as_ref() == Some(value))
        };
        let scale = |grade: &Grade| programmes.draft().framework.scale(&grade.scale).unwrap().clone();
        let graded = |floor: &creditbank::advice::Floor| match &asset.grade {
            Some(grade) if grade.scale == floor.scale => {
                scale(grade).rank(&grade.mark).unwrap() >= scale(grade).rank(&floor.mark).unwrap()
            }
            _ => true,
        };
        asset.kind != OutcomeKind::Converted
            && lens.takes_any(&part.accepts, asset)
            && named
            && !was_had
            && ready
            && !self.taken.contains(&asset.called().name())
            && needs.counts_for.iter().all(|one| counts(quota(&one.quota)))
            && needs.also.iter().all(|id| lens.takes_any(&leaf(id).accepts, asset))
            && !needs.none_of.iter().any(spent)
            && needs.grades.iter().all(graded)
    }
}

fn set<T>(into: &mut T, from: Option<T>) {
    if let Some(from) = from {
        *into = from;
    }
}

fn called(asset: &mut Asset, name: &OutcomeName) {
    let kind = asset.kind;
    asset.code = name.code.clone();
    asset.thing =
        name.owner.as_ref().map(|owner| Thing { code: name.code.clone(), owner: owner.clone(), kind, level: None });
}

fn value_of(by: By, asset: &Asset) -> Option<String> {
    match by {
        By::Code => Some(asset.code.to_string()),
        By::Content => asset.content.as_ref().map(ToString::to_string),
        By::Issuer => Some(asset.issuer.to_string()),
        By::Kind => Some(asset.kind.to_string()),
        By::Lot | By::Window => None,
    }
}

/// Many bytes out of a few.
pub(crate) fn many(seed: u64) -> Dice {
    let next =
        |state: &u64| Some(state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407));
    let states = std::iter::successors(next(&seed), next);
    Dice::new(states.take(200_000).map(|state| u8::try_from(state >> 56).unwrap()).collect())
}
