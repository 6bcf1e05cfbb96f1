//! A record's plan, told in a few lines.

use std::collections::BTreeMap;

use creditbank::bank::Planning;
use creditbank::planner::{Asset, AssetId};
use creditbank::programme::{Part, Programme};
use creditbank::solver::GoalLevel;
use creditbank::{Amount, Code, Credits, LearnerId, LotId, Store};

use super::book::learner;
use super::record::Record;
use super::run::Made;
use super::studies::{Cited, Planned};

/// The most lines of one kind for one record; the rest is told by `--explain`.
const MOST: usize = 6;

/// The lines of a record that is planned.
pub(crate) fn lines<S: Store>(made: &Made<S>, record: &Record, cited: &Cited<'_>, planned: &Planned) -> Vec<String> {
    let programme = programme(made, &planned.programme);
    let title = programme.map_or(cited.structure.name.as_str(), |programme| programme.title.as_str());
    let mut lines = vec![format!("{}: {}, {title}, from {}", record.name, planned.programme, planned.on)];
    lines.extend(states(cited));
    match (&planned.plan, programme) {
        (Ok(planning), Some(programme)) => {
            let view = View { made, learner: learner(&record.name), planning, programme };
            lines.push(view.verdict());
            lines.extend(view.taken());
            lines.extend(cut(view.counts(), "parts in which something counts"));
            lines.extend(view.missing());
            lines.extend(view.idle());
        }
        (Err(why), _) => lines.push(format!("  not planned: {why}")),
        (_, None) => lines.push("  not planned: its document is not sound".to_owned()),
    }
    lines
}

fn programme<'a, S: Store>(made: &'a Made<S>, id: &str) -> Option<&'a Programme> {
    made.published.iter().flat_map(|one| &one.programmes).find(|one| one.id.as_str() == id)
}

/// What the record itself says of it.
fn states(cited: &Cited<'_>) -> Option<String> {
    let mut said = Vec::new();
    if cited.root.kind.ends_with("osittainen") {
        said.push("it is for a part of the qualification only".to_owned());
    }
    if !cited.root.specialisations.is_empty() {
        said.push(format!("it specialises in {}", cited.root.specialisations.join(", ")));
    }
    if let Some(on) = cited.root.confirmed.flatten() {
        said.push(format!("the school confirmed the whole on {on}"));
    }
    (!said.is_empty()).then(|| format!("  the record says: {}", said.join("; ")))
}

/// The first few, and how many more there are.
fn cut(mut lines: Vec<String>, what: &str) -> Vec<String> {
    let more = lines.len().saturating_sub(MOST);
    lines.truncate(MOST);
    lines.extend((more > 0).then(|| format!("  and {more} more {what}: see `--explain`")));
    lines
}

/// A plan, and what it speaks of.
struct View<'a, S: Store> {
    made: &'a Made<S>,
    learner: LearnerId,
    planning: &'a Planning,
    programme: &'a Programme,
}

impl<S: Store> View<'_, S> {
    fn verdict(&self) -> String {
        let plan = &self.planning.plan;
        let proof = if plan.is_proved() {
            "proved: no use of its lots leaves less"
        } else {
            "the best that was found; whether there is better is not proved"
        };
        let lots = plan.counts.iter().map(|one| &one.asset).collect::<std::collections::BTreeSet<_>>().len();
        let counted = sum(plan.counts.iter().filter(|one| self.in_unit(&one.asset)).map(|one| one.credits));
        let study = sum(plan.study.iter().map(|one| one.credits));
        let items = plan.level(GoalLevel::Items).map_or(0, |level| level.value);
        let missing = match (study.is_zero(), items) {
            (true, 0) if plan.is_reached() => "nothing is missing".to_owned(),
            (true, items) => format!("missing: {}", outcomes(items)),
            (false, 0) => format!("missing: {study} {}", self.programme.unit),
            (false, items) => format!("missing: {study} {} and {}", self.programme.unit, outcomes(items)),
        };
        let amount = if self.programme.unit.as_str() == "item" {
            String::new()
        } else {
            format!(" with {counted} {}", self.programme.unit)
        };
        format!("  lots that count: {lots}{amount}; {missing}; {proof}")
    }

    fn in_unit(&self, asset: &AssetId) -> bool {
        let amount = self.amount(asset);
        amount.is_some_and(|amount| amount.unit == self.programme.unit)
    }

    fn amount(&self, asset: &AssetId) -> Option<&Amount> {
        self.planning.holdings.assets.iter().find(|one| one.id == *asset).map(|one| &one.amount)
    }

    /// The alternatives that the plan takes.
    fn taken(&self) -> Option<String> {
        let choice = |id: &Code| self.part(id).is_some_and(|part| part.ask.choose.is_some());
        let taken = self.planning.plan.taken.iter().filter_map(|id| self.part(id));
        let chosen = taken.filter(|part| part.within.as_ref().is_some_and(choice));
        let titles: Vec<_> = chosen.map(|part| part.title.as_deref().unwrap_or(part.id.as_str())).collect();
        (!titles.is_empty()).then(|| format!("  of the alternatives it takes: {}", titles.join("; ")))
    }

    fn part(&self, id: &Code) -> Option<&Part> {
        self.programme.parts.iter().find(|part| part.id == *id)
    }

    /// The name of a part, after that of the part around it.
    fn named(&self, id: &Code) -> String {
        let Some(part) = self.part(id) else { return format!("`{id}`") };
        let title = |part: &Part| part.title.clone().unwrap_or_else(|| part.id.to_string());
        let around = part.within.as_ref().and_then(|within| self.part(within));
        around.map_or_else(String::new, |around| format!("{} > ", title(around))) + &title(part)
    }

    fn counts(&self) -> Vec<String> {
        let mut by_part: BTreeMap<usize, (&Code, Vec<String>)> = BTreeMap::new();
        for counted in &self.planning.plan.counts {
            let place = self.programme.parts.iter().position(|part| part.id == counted.part).unwrap_or_default();
            let unit = self.amount(&counted.asset).map(|amount| format!(" {}", amount.unit)).unwrap_or_default();
            let told = format!("{}{unit} of {}", counted.credits, self.lot(&counted.asset));
            by_part.entry(place).or_insert_with(|| (&counted.part, Vec::new())).1.push(told);
        }
        let line =
            |(part, lots): (&Code, Vec<String>)| format!("  counts in {}: {}", self.named(part), lots.join(", "));
        by_part.into_values().map(line).collect()
    }

    /// Where the lot stands in the record, and its course.
    fn lot(&self, asset: &AssetId) -> String {
        let AssetId::Lot { lot, .. } = asset else { return "a conversion".to_owned() };
        let code = self.planning.holdings.assets.iter().find(|one| one.id == *asset).map(|one| one.code.to_string());
        format!("{} at {}", code.unwrap_or_default(), self.path(*lot))
    }

    fn path(&self, lot: LotId) -> &str {
        self.made.loaded.paths.get(&(self.learner, lot)).map_or("?", String::as_str)
    }

    /// What is still to be studied, by the part around each leaf.
    fn missing(&self) -> Option<String> {
        let mut around: Vec<(Option<Code>, Credits, u32)> = Vec::new();
        for study in &self.planning.plan.study {
            let within = self.part(&study.part).and_then(|part| part.within.clone());
            match around.iter_mut().find(|(other, ..)| *other == within) {
                Some((_, credits, items)) => {
                    *credits = credits.plus(study.credits).unwrap_or(*credits);
                    *items += study.items;
                }
                None => around.push((within, study.credits, study.items)),
            }
        }
        let told = |(within, credits, items): (Option<Code>, Credits, u32)| {
            let name = within.map_or_else(|| "the programme".to_owned(), |within| self.named(&within));
            let amount = (!credits.is_zero()).then(|| credits.to_string());
            let items = (items > 0).then(|| outcomes(items.into()));
            let much: Vec<_> = amount.into_iter().chain(items).collect();
            format!("{} in {name}", much.join(" and "))
        };
        let all: Vec<_> = around.into_iter().map(told).collect();
        (!all.is_empty()).then(|| format!("  of what is missing, {}", all.join("; ")))
    }

    /// Lots that count nowhere.
    fn idle(&self) -> Option<String> {
        let counted = |id: &AssetId| self.planning.plan.counts.iter().any(|one| one.asset == *id);
        let idle: Vec<_> = self.planning.holdings.assets.iter().filter(|one| !counted(&one.id)).collect();
        let unvalued = |one: &Asset| one.amount.unit.as_str() == "item" && self.programme.ask.least.is_some();
        let amount = |one: &Asset| if unvalued(one) { "states no credits".to_owned() } else { one.amount.to_string() };
        let told = idle.iter().take(MOST).map(|one| format!("{} ({})", self.lot(&one.id), amount(one)));
        let more = idle.len().saturating_sub(MOST);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let told: Vec<_> = told.collect();
        (!told.is_empty()).then(|| format!("  counts nowhere: {}{more}", told.join(", ")))
    }
}

fn outcomes(number: u64) -> String {
    if number == 1 { "1 outcome".to_owned() } else { format!("{number} outcomes") }
}

fn sum(credits: impl Iterator<Item = Credits>) -> Credits {
    credits.fold(Credits::ZERO, |sum, one| sum.plus(one).unwrap_or(sum))
}
