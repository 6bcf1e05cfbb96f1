//! What a language must be able to say of a plan.

use crate::advice::{
    AverageStand, Cause, Gain, GateStand, Have, Hindrance, LessBy, LotStand, PartStand, QuotaStand, Remedy, Repair,
    Report, Stand, Temptation, ToMake, sum,
};
use crate::credit::Credits;
use crate::id::Code;
use crate::planner::{AssetId, Relief};
use crate::rules::Citation;
use crate::solver::{GoalLevel, LevelResult};

/// A section of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Section {
    /// What counts, part by part.
    Counts,
    /// Quotas and averages.
    Bounds,
    /// What was decided for this learner.
    Reliefs,
    /// Conversions to be made first.
    Conversions,
    /// Gates.
    Gates,
    /// Why it is not reached.
    Core,
    /// What would change it.
    Repairs,
    /// What nearly counted.
    Tempting,
    /// What counts nowhere.
    Idle,
    /// What the clauses say.
    Clauses,
}

/// How a line is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// It is as it should be.
    Held,
    /// It is not.
    Missed,
    /// It is not asked.
    NotAsked,
}

/// What stands between the causes of a core.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Therefore<'r> {
    /// The causes make more study necessary.
    Study,
    /// This gate makes the award wait.
    Gate(&'r GateStand),
    /// Conversions make the award wait: so many.
    Conversions(usize),
}

/// One language.
pub(crate) trait Tongue: Sync {
    /// The lines at the top: the programme, the document, the day.
    fn head(&self, report: &Report) -> Vec<String>;

    /// Whether it is reached, and what is missing.
    fn verdict(&self, report: &Report) -> String;

    /// A level, and what is proved of it.
    fn level(&self, level: &LevelResult, report: &Report) -> String;

    /// The heading of a section.
    fn section(&self, section: Section) -> &'static str;

    /// A mark.
    fn mark(&self, mark: Mark) -> &'static str;

    /// The programme as a whole.
    fn whole(&self) -> &'static str;

    /// A part's name.
    fn part(&self, part: &PartStand) -> String;

    /// That a part is left out.
    fn left_out(&self) -> &'static str;

    /// What there is, what of it counts, and what does not.
    fn have(&self, have: &Have, report: &Report) -> String;

    /// A thing, and how it stands.
    fn stands(&self, name: &str, how: &str) -> String;

    /// What counts in a part, what it asks, and what is missing.
    fn stand(&self, stand: &Stand, report: &Report) -> String;

    /// A lot, and how much of it counts.
    fn lot(&self, lot: &LotStand, name: Option<&str>) -> String;

    /// A lot that counts nowhere.
    fn idle(&self, lot: &LotStand, name: Option<&str>) -> String;

    /// A quota.
    fn quota(&self, quota: &QuotaStand, report: &Report) -> String;

    /// An average.
    fn average(&self, average: &AverageStand) -> String;

    /// What was decided for this learner.
    fn relief(&self, relief: &Relief, report: &Report) -> String;

    /// A conversion to be made first.
    fn conversion(&self, conversion: &ToMake) -> String;

    /// A gate.
    fn gate(&self, gate: &GateStand) -> String;

    /// A cause: after a `because` if it is the first of several, after an `and` otherwise.
    fn cause(&self, cause: &Cause, first: bool, report: &Report) -> String;

    /// What follows from the causes.
    fn therefore(&self, therefore: Therefore<'_>) -> String;

    /// Whether each of so many causes was shown to be needed.
    fn minimal(&self, minimal: bool, causes: usize) -> &'static str;

    /// That no cause was found.
    fn no_core(&self) -> &'static str;

    /// That nothing was found that could be studied.
    fn no_study(&self) -> &'static str;

    /// That so many requirements were not looked at one by one.
    fn untried(&self, count: u32) -> String;

    /// A way to change it.
    fn repair(&self, repair: &Repair, report: &Report) -> String;

    /// One step of it.
    fn remedy(&self, remedy: &Remedy, report: &Report) -> String;

    /// Something that nearly counted, and what it would do.
    fn temptation(&self, what: &Temptation, gain: Option<&Gain>, report: &Report) -> String;

    /// What is in the way of it, in lines; none where a rule's language says it.
    fn miss(&self, miss: &Hindrance) -> Option<String>;

    /// What a clause says.
    fn clause(&self, clause: &Citation) -> String;

    /// How much of a part there is, in few words: `4 of 6 hv`.
    fn brief(&self, stand: &Stand, report: &Report) -> String;

    /// What is missing, in few words: `2 hv short`; none where nothing is.
    fn short(&self, stand: &Stand, report: &Report) -> Option<String>;

    /// Several lots told as one: how many.
    fn more(&self, count: usize) -> String;

    /// The words of the picture.
    fn words(&self) -> &'static Words;
}

/// The few words that stand in a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Words {
    /// Over the lots.
    pub(crate) lots: &'static str,
    /// Over the requirements.
    pub(crate) parts: &'static str,
    /// Over lots that count nowhere.
    pub(crate) idle: &'static str,
    /// Before a gate.
    pub(crate) gate: &'static str,
    /// Of a lot that a conversion made.
    pub(crate) converted: &'static str,
    /// Of what a conversion would make.
    pub(crate) open: &'static str,
    /// Of a lot that an earlier award reserves.
    pub(crate) carried: &'static str,
    /// Of an award that is reached.
    pub(crate) reached: &'static str,
    /// Of one that is not.
    pub(crate) not_reached: &'static str,
    /// Of a part that is left out.
    pub(crate) left_out: &'static str,
    /// Of a gate that is passed.
    pub(crate) passed: &'static str,
    /// Of a gate that is not.
    pub(crate) not_passed: &'static str,
    /// Before lots that count in a part and stand beside another one.
    pub(crate) also: &'static str,
    /// Of a line to a second part in which a lot counts.
    pub(crate) twice: &'static str,
}

/// Words in backticks, joined.
pub(super) fn quoted<T: ToString>(words: &[T], between: &str) -> String {
    words.iter().map(|word| format!("`{}`", word.to_string())).collect::<Vec<_>>().join(between)
}

/// The lots among some assets, as they are written, joined.
pub(super) fn lots_of(assets: &[AssetId], between: &str) -> String {
    let mut lots: Vec<_> = assets.iter().filter_map(lot_of).collect();
    lots.dedup();
    lots.join(between)
}

fn lot_of(asset: &AssetId) -> Option<String> {
    match asset {
        AssetId::Lot { lot, .. } => Some(lot.to_string()),
        AssetId::Made { .. } => None,
    }
}

/// The conversions that would make some of these assets, each once, in order.
pub(super) fn options_of(assets: &[AssetId]) -> Vec<&Code> {
    let mut options: Vec<_> = assets.iter().filter_map(option_of).collect();
    options.sort_unstable();
    options.dedup();
    options
}

const fn option_of(asset: &AssetId) -> Option<&Code> {
    match asset {
        AssetId::Made { option, .. } => Some(option),
        AssetId::Lot { .. } => None,
    }
}

/// An amount in the programme's unit.
pub(super) fn amount(credits: Credits, report: &Report) -> String {
    report.amount(credits).to_string()
}

/// Whether less may do than a level of study says.
pub(super) fn is_less(level: &LevelResult, report: &Report) -> bool {
    let of_study = matches!(level.level, GoalLevel::Closed | GoalLevel::Study | GoalLevel::Items);
    of_study && level.value > 0 && !report.less_by.is_empty()
}

pub(super) fn by_less(report: &Report, by: LessBy) -> bool {
    report.less_by.contains(&by)
}

/// Whether so many credits are to be studied as were proved to be needed: then fewer outcomes may do, but no less credits.
pub(super) fn is_least_credits(repair: &Repair, report: &Report) -> bool {
    let credits = repair.steps.iter().filter_map(|step| match step {
        Remedy::Study { credits, .. } => Some(*credits),
        _ => None,
    });
    let study = report.level(GoalLevel::Study).filter(|level| level.is_proved());
    let least = study.and_then(|level| report.quanta(level.value)).map(|amount| amount.credits);
    repair.is_study() && report.less_by.is_empty() && least == Some(sum(credits))
}
