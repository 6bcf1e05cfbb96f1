//! An outcome that some picks take and others do not: found by looking at what the document speaks of, key by key.

use std::collections::BTreeSet;

use crate::advice::study::needs::Floor;
use crate::credit::{Amount, Credits};
use crate::id::{Code, InstitutionId, LotId};
use crate::planner::{Asset, AssetId, Holdings, Key, Lens};
use crate::programme::{Pick, Programme, Programmes};
use crate::registry::{Grade, Level, OutcomeKind, OutcomeName, Thing, Tier};

/// So many steps are looked at for one outcome.
const STEPS: u32 = 2_000;

/// A side of an outcome, by itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    What,
    Category,
    Class,
    Content,
    Issuer,
    Tier,
    Grade,
    Level,
}

const SIDES: [Side; 8] =
    [Side::What, Side::Category, Side::Class, Side::Content, Side::Issuer, Side::Tier, Side::Grade, Side::Level];

impl Side {
    /// The keys of a pick that look at it.
    const fn keys(self) -> &'static [Key] {
        match self {
            Self::What => &[Key::Codes, Key::NotCodes, Key::Prefixes, Key::Kinds],
            Self::Category => &[Key::Categories],
            Self::Class => &[Key::Classes],
            Self::Content => &[Key::Contents],
            Self::Issuer => &[Key::Issuers, Key::NotIssuers, Key::Origins],
            Self::Tier => &[Key::Tiers],
            Self::Grade => &[Key::Grade],
            Self::Level => &[Key::Level],
        }
    }

    fn put(self, into: &mut Asset, from: &Asset) {
        match self {
            Self::What => {
                (into.kind, into.code, into.thing) = (from.kind, from.code.clone(), from.thing.clone());
            }
            Self::Category => into.category.clone_from(&from.category),
            Self::Class => into.class.clone_from(&from.class),
            Self::Content => into.content.clone_from(&from.content),
            Self::Issuer => into.issuer.clone_from(&from.issuer),
            Self::Tier => into.tier = from.tier,
            Self::Grade => into.grade.clone_from(&from.grade),
            Self::Level => into.level.clone_from(&from.level),
        }
    }
}

/// The keys that no side of a new outcome can change: it is earned on the day, free, and in the unit of the programme.
const FIXED: [Key; 4] = [Key::Age, Key::Earned, Key::Carried, Key::Unit];

/// What is asked of an outcome.
#[derive(Clone, Copy)]
pub(super) enum Demand<'a> {
    /// One of these takes it; where there are none, everything does.
    Any(&'a [Pick]),
    /// None of these does.
    None(&'a [Pick]),
}

/// What can be looked for.
pub(super) struct Witnesses<'a> {
    lens: Lens<'a>,
    plain: Asset,
    /// By side what it can be, the plainest first.
    values: Vec<Vec<Asset>>,
}

/// By side the values that are left.
type Sketch = Vec<Vec<usize>>;

impl<'a> Witnesses<'a> {
    /// `names` are what an outcome can be called, `floors` the marks that it may not be worse than on their scales. It can be
    /// whatever the picks of the programme speak of, and `more` picks.
    pub(super) fn new(
        programmes: &'a Programmes,
        programme: &Programme,
        holdings: &'a Holdings,
        more: &[&Pick],
        names: &[OutcomeName],
        floors: &[Floor],
    ) -> Self {
        let plain = plain(programme, holdings);
        let picks: Vec<&Pick> = picks(programme).chain(more.iter().copied()).collect();
        let values = SIDES.iter().map(|side| values(*side, &plain, &picks, (programmes, names, floors))).collect();
        Self { lens: Lens::new(programmes, holdings), plain, values }
    }

    /// An outcome that keeps what is demanded, and of what is wished as much as can be, wish after wish.
    pub(super) fn find(&self, demands: &[Demand<'_>], wishes: &[Demand<'_>]) -> Option<Asset> {
        let mut kept = demands.to_vec();
        let mut found = self.search(&kept)?;
        for wish in wishes {
            kept.push(*wish);
            match self.search(&kept) {
                Some(better) => found = better,
                None => drop(kept.pop()),
            }
        }
        Some(self.outcome(&found))
    }

    /// Whether an outcome can keep what is demanded; so it is said also where not all were looked at.
    pub(super) fn may(&self, demands: &[Demand<'_>]) -> bool {
        let mut steps = 0;
        self.narrowed(&self.everything(), demands, &mut steps).is_some() || steps >= STEPS
    }

    fn search(&self, demands: &[Demand<'_>]) -> Option<Sketch> {
        self.narrowed(&self.everything(), demands, &mut 0)
    }

    fn everything(&self) -> Sketch {
        self.values.iter().map(|values| (0..values.len()).collect()).collect()
    }

    fn narrowed(&self, sketch: &Sketch, demands: &[Demand<'_>], steps: &mut u32) -> Option<Sketch> {
        *steps = steps.checked_add(1).filter(|steps| *steps <= STEPS)?;
        let Some((first, rest)) = demands.split_first() else { return Some(sketch.clone()) };
        match first {
            Demand::Any([]) => self.narrowed(sketch, rest, steps),
            Demand::Any(picks) => picks.iter().find_map(|pick| {
                let taken = self.taken(sketch, pick)?;
                self.narrowed(&taken, rest, steps)
            }),
            Demand::None([]) => self.narrowed(sketch, rest, steps),
            Demand::None([pick, others @ ..]) => {
                let mut rest = rest.to_vec();
                rest.push(Demand::None(others));
                self.missed(sketch, pick).into_iter().find_map(|missed| self.narrowed(&missed, &rest, steps))
            }
        }
    }

    /// Whether a side of some value keeps a pick.
    fn holds(&self, side: Side, value: &Asset, pick: &Pick) -> bool {
        side.keys().iter().all(|key| self.lens.holds(*key, pick, value))
    }

    fn is_fixed(&self, pick: &Pick) -> bool {
        FIXED.iter().all(|key| self.lens.holds(*key, pick, &self.plain))
    }

    fn kept(&self, sketch: &Sketch, at: usize, keeps: impl Fn(Side, &Asset) -> bool) -> Option<Vec<usize>> {
        let (side, values) = (SIDES.get(at)?, self.values.get(at)?);
        let left = sketch.get(at)?.iter().copied();
        let left: Vec<_> = left.filter(|value| values.get(*value).is_some_and(|value| keeps(*side, value))).collect();
        (!left.is_empty()).then_some(left)
    }

    /// What a pick takes.
    fn taken(&self, sketch: &Sketch, pick: &Pick) -> Option<Sketch> {
        if !self.is_fixed(pick) {
            return None;
        }
        let keeps = |side: Side, value: &Asset| self.holds(side, value, pick);
        (0..SIDES.len()).map(|at| self.kept(sketch, at, keeps)).collect()
    }

    /// What a pick does not take: one side after another fails it.
    fn missed(&self, sketch: &Sketch, pick: &Pick) -> Vec<Sketch> {
        if !self.is_fixed(pick) {
            return vec![sketch.clone()];
        }
        let fails = |side: Side, value: &Asset| !self.holds(side, value, pick);
        let one = |at: usize| {
            let mut missed = sketch.clone();
            *missed.get_mut(at)? = self.kept(sketch, at, fails)?;
            Some(missed)
        };
        (0..SIDES.len()).filter_map(one).collect()
    }

    fn outcome(&self, sketch: &Sketch) -> Asset {
        let mut outcome = self.plain.clone();
        for ((side, values), left) in SIDES.iter().zip(&self.values).zip(sketch) {
            if let Some(value) = left.first().and_then(|first| values.get(*first)) {
                side.put(&mut outcome, value);
            }
        }
        outcome
    }
}

/// All picks of a programme.
fn picks(programme: &Programme) -> impl Iterator<Item = &Pick> {
    let parts = programme.parts.iter().flat_map(|part| &part.accepts);
    parts.chain(programme.quotas.iter().flat_map(|quota| &quota.of))
}

/// A course of the institution itself, of which nothing more is said.
fn plain(programme: &Programme, holdings: &Holdings) -> Asset {
    Asset {
        amount: Amount { credits: Credits::ZERO, unit: programme.unit.clone() },
        category: None,
        class: None,
        code: new_code(""),
        content: None,
        earned: holdings.day,
        grade: None,
        id: AssetId::Lot { carried: Vec::new(), lot: LotId::here(0, 0) },
        issuer: holdings.own.clone(),
        kind: OutcomeKind::Course,
        level: None,
        made: None,
        thing: None,
        tier: programme.tier,
        valid_through: None,
    }
}

/// A code that begins so, and that nobody has.
fn new_code(prefix: &str) -> Code {
    format!("{prefix}NEW").parse().unwrap_or_else(|_| Code::numbered(0))
}

/// What one side of an outcome can be.
fn values(
    side: Side,
    plain: &Asset,
    picks: &[&Pick],
    (programmes, names, floors): (&Programmes, &[OutcomeName], &[Floor]),
) -> Vec<Asset> {
    let with = |put: &dyn Fn(&mut Asset)| {
        let mut asset = plain.clone();
        put(&mut asset);
        asset
    };
    let codes = |of: fn(&Pick) -> &Vec<Code>| {
        let named = picks.iter().flat_map(|pick| of(pick)).collect::<BTreeSet<_>>();
        [None].into_iter().chain(named.into_iter().cloned().map(Some)).collect::<Vec<_>>()
    };
    match side {
        Side::What => called(plain, picks, names),
        Side::Category => {
            codes(|pick| &pick.categories).into_iter().map(|one| with(&|it| it.category.clone_from(&one))).collect()
        }
        Side::Class => {
            codes(|pick| &pick.classes).into_iter().map(|one| with(&|it| it.class.clone_from(&one))).collect()
        }
        Side::Content => {
            codes(|pick| &pick.contents).into_iter().map(|one| with(&|it| it.content.clone_from(&one))).collect()
        }
        Side::Issuer => issuers(plain, picks).into_iter().map(|one| with(&|it| it.issuer.clone_from(&one))).collect(),
        Side::Tier => tiers(plain.tier).into_iter().map(|one| with(&|it| it.tier = one)).collect(),
        Side::Grade => {
            let grades = grades(picks, programmes, floors).into_iter().map(Some);
            [None].into_iter().chain(grades).map(|one| with(&|it| it.grade.clone_from(&one))).collect()
        }
        Side::Level => {
            let levels = levels(picks, programmes).into_iter().map(Some);
            [None].into_iter().chain(levels).map(|one| with(&|it| it.level.clone_from(&one))).collect()
        }
    }
}

/// New codes, and names that are to be had; of every kind that no conversion makes, where any pick speaks of kinds.
fn called(plain: &Asset, picks: &[&Pick], names: &[OutcomeName]) -> Vec<Asset> {
    let spoken = if picks.iter().any(|pick| !pick.kinds.is_empty()) { OutcomeKind::ALL } else { &[] };
    let others = spoken.iter().copied().filter(|kind| !matches!(kind, OutcomeKind::Course | OutcomeKind::Converted));
    let kinds: Vec<_> = [OutcomeKind::Course].into_iter().chain(others).collect();
    let prefixes: BTreeSet<&str> = picks.iter().flat_map(|pick| &pick.prefixes).map(Code::as_str).collect();
    let new = [""].into_iter().chain(prefixes).map(|prefix| OutcomeName { code: new_code(prefix), owner: None });
    let mut all = Vec::new();
    for name in new.chain(names.iter().cloned()) {
        for kind in &kinds {
            let owner = name.owner.clone().filter(|_| *kind == OutcomeKind::Course);
            let thing = owner.map(|owner| Thing { code: name.code.clone(), owner, kind: *kind, level: None });
            all.push(Asset { code: name.code.clone(), kind: *kind, thing, ..plain.clone() });
        }
    }
    all
}

fn issuers(plain: &Asset, picks: &[&Pick]) -> Vec<InstitutionId> {
    let named = picks.iter().flat_map(|pick| pick.issuers.iter().chain(&pick.not_issuers));
    let named: BTreeSet<InstitutionId> = named.cloned().collect();
    let own = plain.issuer.clone();
    let other = (0_u32..).map(|number| format!("NEW-{number}").parse::<InstitutionId>());
    let other = other.flatten().find(|one| *one != own && !named.contains(one));
    [own.clone()].into_iter().chain(other).chain(named.into_iter().filter(|one| *one != own)).collect()
}

fn tiers(own: Tier) -> Vec<Tier> {
    [own].into_iter().chain(Tier::ALL.iter().copied().filter(|tier| *tier != own)).collect()
}

/// The marks that bands begin with, and the best: those that are not below a floor, the worst first.
fn grades(picks: &[&Pick], programmes: &Programmes, floors: &[Floor]) -> Vec<Grade> {
    let mut all = BTreeSet::new();
    let bands = picks.iter().filter_map(|pick| pick.grade.as_ref());
    for (of, mark) in bands
        .map(|band| (&band.scale, band.from.as_ref()))
        .chain(floors.iter().map(|floor| (&floor.scale, Some(&floor.mark))))
    {
        let Some(scale) = programmes.draft().framework.scale(of) else { continue };
        let ends = [mark.and_then(|mark| scale.rank(mark).ok()).unwrap_or_else(|| scale.worst()), scale.best()];
        let floor =
            floors.iter().filter(|floor| floor.scale == *of).filter_map(|floor| scale.rank(&floor.mark).ok()).max();
        for rank in ends.into_iter().filter(|rank| floor.is_none_or(|floor| *rank >= floor)) {
            all.extend(scale.mark(rank).map(|mark| (of.clone(), rank, mark)));
        }
    }
    all.into_iter().map(|(scale, _, mark)| Grade { mark, scale }).collect()
}

/// The levels that bands begin with, and the highest.
fn levels(picks: &[&Pick], programmes: &Programmes) -> Vec<Level> {
    let mut all = BTreeSet::new();
    for band in picks.iter().filter_map(|pick| pick.level.as_ref()) {
        let listed = programmes.draft().framework.levels_of(&band.framework);
        let ends = [band.from.as_ref().or(listed.first()), listed.last()];
        all.extend(ends.into_iter().flatten().map(|level| (band.framework.clone(), level.clone())));
    }
    all.into_iter().map(|(framework, level)| Level { framework, level }).collect()
}
