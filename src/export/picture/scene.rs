//! What there is to draw, whatever it is drawn with.

use std::collections::BTreeMap;

use crate::advice::{GateStand, LotStand, PartStand, Report};
use crate::credit::{Amount, Credits};
use crate::export::ids::item;
use crate::planner::AssetId;
use crate::wording::{Mark, Teller, Telling, Words, columns};

/// Of so many lots that go the same way only some are drawn one by one.
const MANY: usize = 6;

/// So many of them.
const FEW: usize = 4;

/// Lots, requirements, and what flows between.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Scene {
    /// What counts, in the order of the first part in which it does.
    pub(super) lots: Vec<Lot>,
    /// What counts nowhere.
    pub(super) idle: Vec<Lot>,
    /// The requirements, in the order of the page.
    pub(super) parts: Vec<Part>,
}

/// A lot, or several that go the same way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lot {
    /// How much, with its unit.
    pub(super) amount: String,
    /// Its number, as short as can be; of several nothing.
    pub(super) id: String,
    /// How it came to be.
    pub(super) kind: Kind,
    /// What it is.
    pub(super) name: String,
    /// The requirements in which it counts, by place, the first first.
    pub(super) to: Vec<usize>,
}

/// How a lot came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// It was accrued.
    Plain,
    /// It is reserved by an earlier award.
    Carried,
    /// A conversion made it.
    Converted,
    /// A conversion would make it.
    Open,
}

impl Kind {
    /// All of them that are marked, in the order of the legend.
    pub(super) const MARKED: [Self; 3] = [Self::Converted, Self::Open, Self::Carried];

    /// A mark of one column.
    pub(super) const fn mark(self) -> &'static str {
        match self {
            Self::Plain => " ",
            Self::Carried => "^",
            Self::Converted => "*",
            Self::Open => "+",
        }
    }
}

/// A requirement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// How much of it there is, in few words.
    pub(super) brief: String,
    /// How many are around it.
    pub(super) depth: u32,
    /// What it is called.
    pub(super) name: String,
    /// What is missing.
    pub(super) short: Option<String>,
    /// How it stands.
    pub(super) state: State,
}

impl Part {
    /// The mark of how it stands.
    pub(super) fn mark(&self, telling: &Telling<'_>) -> &'static str {
        let mark = match self.state {
            State::Filled => Mark::Held,
            State::LeftOut => Mark::NotAsked,
            State::Short => Mark::Missed,
        };
        mark.in_words(telling.language)
    }
}

/// How a requirement stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// Nothing is missing.
    Filled,
    /// It is not taken.
    LeftOut,
    /// Something is missing.
    Short,
}

/// The scene of a report. The first requirement is the whole programme; gates come last.
pub(super) fn scene(report: &Report, telling: &Telling<'_>) -> Scene {
    let mut parts = vec![whole(report, telling)];
    parts.extend(report.parts.iter().map(|one| part(one, report, telling)));
    parts.extend(gates(report, telling));
    let idle = grouped(report.idle.iter().map(|lot| (lot, Vec::new())).collect(), telling);
    Scene { lots: lots(report, telling), idle, parts }
}

fn whole(report: &Report, telling: &Telling<'_>) -> Part {
    let say = Teller::new(report, telling.language);
    let (brief, short) = (say.brief(&report.whole), say.short(&report.whole));
    let state = if short.is_some() { State::Short } else { State::Filled };
    Part { brief, depth: 0, name: say.whole().to_owned(), short, state }
}

fn part(part: &PartStand, report: &Report, telling: &Telling<'_>) -> Part {
    let say = Teller::new(report, telling.language);
    let name = part.title.clone().unwrap_or_else(|| part.id.to_string());
    let depth = part.depth.saturating_add(1);
    if !part.taken {
        return Part {
            brief: Words::of(telling.language).left_out.to_owned(),
            depth,
            name,
            short: None,
            state: State::LeftOut,
        };
    }
    let (brief, short) = (say.brief(&part.stand), say.short(&part.stand));
    let state = if short.is_some() { State::Short } else { State::Filled };
    Part { brief, depth, name, short, state }
}

fn gates(report: &Report, telling: &Telling<'_>) -> Vec<Part> {
    let words = Words::of(telling.language);
    let gate = |gate: &GateStand| {
        let name = format!("{} {}", words.gate, gate.id);
        match gate.passed {
            true => Part { brief: words.passed.to_owned(), depth: 0, name, short: None, state: State::Filled },
            false => Part { brief: words.not_passed.to_owned(), depth: 0, name, short: None, state: State::Short },
        }
    };
    report.gates.iter().map(gate).collect()
}

/// Each lot once, where it is met first; main parts before those that look at everything afresh.
fn lots(report: &Report, telling: &Telling<'_>) -> Vec<Lot> {
    let mut ways: BTreeMap<&AssetId, Vec<usize>> = BTreeMap::new();
    let mut met: Vec<&LotStand> = Vec::new();
    for (place, lot) in in_order(report) {
        let way = ways.entry(&lot.asset).or_default();
        if way.is_empty() {
            met.push(lot);
        }
        way.push(place);
    }
    let mut met: Vec<_> = met.into_iter().map(|lot| (lot, ways.remove(&lot.asset).unwrap_or_default())).collect();
    met.sort_by_key(|(_, way)| way.first().copied());
    grouped(met, telling)
}

/// Every lot with the place of its requirement.
fn in_order(report: &Report) -> impl Iterator<Item = (usize, &LotStand)> {
    let parts = || (1_usize..).zip(&report.parts);
    let main = parts().filter(|(_, part)| !part.overlay);
    let afresh = parts().filter(|(_, part)| part.overlay);
    main.chain(afresh).flat_map(|(place, part)| part.lots.iter().map(move |lot| (place, lot)))
}

/// Lots that go the same way together, those beyond the first few as one.
fn grouped(lots: Vec<(&LotStand, Vec<usize>)>, telling: &Telling<'_>) -> Vec<Lot> {
    let mut ways: Vec<(Kind, Vec<usize>, Vec<&LotStand>)> = Vec::new();
    for (lot, way) in lots {
        let kind = kind(lot);
        match ways.iter_mut().find(|(of, to, _)| *of == kind && *to == way) {
            Some((.., same)) => same.push(lot),
            None => ways.push((kind, way, vec![lot])),
        }
    }
    ways.into_iter().flat_map(|(kind, way, same)| drawn(kind, &way, &same, telling)).collect()
}

fn drawn(kind: Kind, way: &[usize], same: &[&LotStand], telling: &Telling<'_>) -> Vec<Lot> {
    let few = if same.len() > MANY { FEW } else { same.len() };
    let one = |lot: &&LotStand| Lot {
        amount: amount(lot),
        id: id(&lot.asset),
        kind,
        name: name(lot, telling),
        to: way.to_vec(),
    };
    let mut drawn: Vec<_> = same.iter().take(few).map(one).collect();
    let rest: Vec<_> = same.iter().skip(few).copied().collect();
    if !rest.is_empty() {
        let name = Words::more(rest.len(), telling.language);
        drawn.push(Lot { amount: sum(&rest), id: String::new(), kind, name, to: way.to_vec() });
    }
    drawn
}

const fn kind(lot: &LotStand) -> Kind {
    match &lot.asset {
        AssetId::Made { .. } => Kind::Open,
        AssetId::Lot { carried, .. } if !carried.is_empty() => Kind::Carried,
        AssetId::Lot { .. } if lot.made.is_some() => Kind::Converted,
        AssetId::Lot { .. } => Kind::Plain,
    }
}

/// How much there is, and how much of it counts where that is less.
fn amount(lot: &LotStand) -> String {
    let partly = lot.counts != lot.of && lot.others.is_empty() && !lot.counts.credits.is_zero();
    if partly { format!("{}/{}", lot.counts.credits, lot.of) } else { lot.of.to_string() }
}

/// Their amounts together, unit by unit.
fn sum(lots: &[&LotStand]) -> String {
    let mut sums: Vec<Amount> = Vec::new();
    for lot in lots {
        match sums.iter_mut().find(|sum| sum.unit == lot.of.unit) {
            Some(sum) => sum.credits = sum.credits.plus(lot.of.credits).unwrap_or(Credits::MAX),
            None => sums.push(lot.of.clone()),
        }
    }
    sums.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

fn id(asset: &AssetId) -> String {
    match asset {
        AssetId::Lot { lot, .. } => item(lot.entry, lot.k),
        AssetId::Made { option, .. } => option.to_string(),
    }
}

fn name(lot: &LotStand, telling: &Telling<'_>) -> String {
    let title = match (&lot.asset, telling.lot) {
        (AssetId::Lot { lot, .. }, Some(name)) => name(*lot),
        _ => None,
    };
    title.map_or_else(|| lot.code.to_string(), |title| format!("{} {}", lot.code, plain(&title)))
}

/// A text without line breaks and other signs that would move what stands beside it.
pub(super) fn plain(text: &str) -> String {
    let shown = |letter: char| if letter.is_control() || is_turning(letter) { ' ' } else { letter };
    text.chars().map(shown).collect()
}

/// Signs that change the direction of a text, or the line.
const fn is_turning(letter: char) -> bool {
    matches!(letter, '\u{061c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// The widest of some texts, in columns.
pub(super) fn widest<'t>(texts: impl Iterator<Item = &'t str>) -> usize {
    texts.map(columns).max().unwrap_or(0)
}

/// The kinds that are there and need a word in a legend.
pub(super) fn legend(scene: &Scene) -> Vec<Kind> {
    let is_there = |kind: &Kind| scene.lots.iter().chain(&scene.idle).any(|lot| lot.kind == *kind);
    Kind::MARKED.into_iter().filter(is_there).collect()
}

/// What a kind is called.
pub(super) fn called(kind: Kind, telling: &Telling<'_>) -> &'static str {
    let words = Words::of(telling.language);
    match kind {
        Kind::Plain => words.lots,
        Kind::Carried => words.carried,
        Kind::Converted => words.converted,
        Kind::Open => words.open,
    }
}

/// The line above everything: the programme, the day, and whether it is reached.
pub(super) fn title(report: &Report, telling: &Telling<'_>) -> String {
    let words = Words::of(telling.language);
    let stands = if report.reached { words.reached } else { words.not_reached };
    format!("{} {}, {}: {stands}", report.programme, plain(&report.title), report.day)
}
