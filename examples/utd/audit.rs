//! A transcript planned against a rule text, and put beside what another engine made of it.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;

use creditbank::ProgrammeId;
use creditbank::pathway::{
    AssetId, Effort, Holdings, Level, LevelResult, Plan, Planned, Programme, Programmes, plan, verify,
};

use super::book::{count, draft};
use super::filter::Course;
use super::lanes::Lanes;
use super::language::RuleText;
use super::transcript::{Audit, Piece};

type Fallible<T> = Result<T, Box<dyn Error>>;

/// A plan with what is known of it.
pub(crate) struct Proved {
    pub(crate) plan: Plan,
    pub(crate) levels: Vec<LevelResult>,
    /// How many steps its certificate has.
    pub(crate) steps: usize,
}

/// What counts in a requirement, by the course's name in the transcript.
pub(crate) type Counts = BTreeMap<String, u64>;

/// A lane and what became of it.
pub(crate) struct Lane {
    /// The requirements, by their places in the text.
    pub(crate) group: Vec<usize>,
    /// That so many hours count and no more can.
    pub(crate) hours: Proved,
    /// That so many requirements are filled at these hours; none where the lane has one, is full, or has no hours at all.
    pub(crate) filled: Option<Proved>,
}

/// A transcript that was planned.
pub(crate) struct Audited {
    /// The whole text as one programme.
    pub(crate) whole: Proved,
    pub(crate) lanes: Vec<Lane>,
    /// What counts in each requirement.
    pub(crate) counts: Vec<Counts>,
    /// Requirements whose courses had to be named one by one.
    pub(crate) spelled_out: Vec<usize>,
}

/// Plans lots against a rule text; `known` are the courses there are.
pub(crate) fn audit(id: &str, rules: &RuleText, lots: &[Piece], known: &BTreeSet<Course>) -> Fallible<Audited> {
    let lanes = Lanes::new(id, rules, known)?;
    let whole = lanes.whole()?;
    let hours = (0..rules.groups.len()).map(|lane| lanes.hours(lane)).collect::<Fallible<Vec<_>>>()?;
    let book = checked(id, [vec![whole.clone()], hours.clone()].concat())?;
    let whole = proved(&book, &whole.id, &lanes.holdings(lots, &whole)?)?;
    let mut audited = Audited {
        whole,
        lanes: Vec::new(),
        counts: vec![Counts::new(); rules.requirements.len()],
        spelled_out: lanes.spelled_out.clone(),
    };
    for (lane, (group, programme)) in rules.groups.iter().zip(&hours).enumerate() {
        let hours = proved(&book, &programme.id, &lanes.holdings(lots, programme)?)?;
        let filled = filled(&lanes, lane, &hours, lots)?;
        let best = filled.as_ref().map_or(&hours.plan, |filled| &filled.plan);
        audited.add(best, &lanes, lots);
        audited.lanes.push(Lane { group: group.clone(), hours, filled });
    }
    Ok(audited)
}

/// The plan that fills most requirements of a lane at the hours that a plan of it reaches.
fn filled(lanes: &Lanes<'_>, lane: usize, hours: &Proved, lots: &[Piece]) -> Fallible<Option<Proved>> {
    let lacking = hours.plan.level(Level::Study).map_or(0, |level| level.value);
    let group = lanes.group(lane);
    if group.len() < 2 || lacking == 0 || lacking == lanes.needed(lane) {
        return Ok(None);
    }
    let programme = lanes.filled(lane, u32::try_from(lanes.needed(lane).saturating_sub(lacking))?)?;
    let holdings = lanes.holdings(lots, &programme)?;
    let book = checked(programme.id.as_str(), vec![programme.clone()])?;
    proved(&book, &programme.id, &holdings).map(Some)
}

pub(crate) fn checked(id: &str, programmes: Vec<Programme>) -> Fallible<Programmes> {
    let wrong = |problems: Vec<_>| problems.iter().map(ToString::to_string).collect::<Vec<String>>().join("\n");
    let draft = draft(&id.replace('/', "-"), "a rule text", programmes)?;
    draft.check().map_err(|problems| wrong(problems).into())
}

/// Plans, and has the certificate checked by what does not know the planner.
pub(crate) fn proved(book: &Programmes, id: &ProgrammeId, holdings: &Holdings) -> Fallible<Proved> {
    let Planned { plan, certificate } = plan(book, id, holdings, Effort::default())?;
    let levels = verify(book, holdings, &plan, &certificate)?;
    let steps = certificate.proofs.iter().map(|proof| proof.steps.len()).sum();
    Ok(Proved { plan, levels, steps })
}

impl Audited {
    fn add(&mut self, plan: &Plan, lanes: &Lanes<'_>, lots: &[Piece]) {
        for counted in &plan.counts {
            let AssetId::Lot { lot, .. } = &counted.asset else { continue };
            let piece = lots.iter().find(|piece| piece.lot == *lot);
            let counts = lanes.of_part(&counted.part).and_then(|at| self.counts.get_mut(at));
            if let (Some(piece), Some(counts)) = (piece, counts) {
                *counts.entry(piece.name.clone()).or_default() += count(counted.credits);
            }
        }
    }

    /// The hours that count in a requirement.
    pub(crate) fn hours(&self, at: usize) -> u64 {
        self.counts.get(at).map_or(0, |counts| counts.values().sum())
    }
}

/// What of another engine's audit the rules do not allow; nothing where all of it is lawful.
pub(crate) fn unlawful(audit: &Audit, rules: &RuleText, lots: &[Piece]) -> Vec<String> {
    let mut odd = Vec::new();
    for group in &rules.groups {
        let mut used: BTreeMap<&str, u64> = BTreeMap::new();
        for at in group {
            let Some(requirement) = rules.requirements.get(*at) else { continue };
            let Some(audited) = audit.get(&requirement.label) else { continue };
            for (name, hours) in &audited.courses {
                *used.entry(name).or_default() += u64::from(*hours);
                let takes = |piece: &&Piece| piece.bypass == Some(*at) || requirement.filter.takes(&piece.course);
                let open: u32 =
                    lots.iter().filter(|piece| piece.name == *name).filter(takes).map(|piece| piece.hours).sum();
                if *hours > open {
                    odd.push(format!("it counts {hours} hours of {name} in `{}`, where {open} may", requirement.label));
                }
            }
            let sum: u32 = audited.courses.values().sum();
            if audited.isfilled != (sum >= audited.hours) || sum > audited.hours {
                odd.push(format!(
                    "it counts {sum} of {} hours in `{}` and says otherwise",
                    audited.hours, requirement.label
                ));
            }
        }
        for (name, hours) in used {
            let there: u64 = lots.iter().filter(|piece| piece.name == name).map(|piece| u64::from(piece.hours)).sum();
            if hours > there {
                odd.push(format!("it counts {hours} hours of {name} in one group, which has {there}"));
            }
        }
    }
    odd
}
