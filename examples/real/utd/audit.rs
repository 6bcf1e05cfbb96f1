//! A transcript planned against a rule text.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;

use creditbank::advice::{Beside, why};
use creditbank::export::picture;
use creditbank::planner::{AssetId, Counted, Holdings, Plan, Planned, Study, plan, verify};
use creditbank::programme::{Programme, Programmes};
use creditbank::solver::{Certificate, Effort, GoalLevel, LevelResult};
use creditbank::testing::engine::{Formulation, check_certificate};
use creditbank::{Credits, Language, ProgrammeId};

use super::book::{count, draft};
use super::filter::Course;
use super::lanes::Lanes;
use super::language::RuleText;
use super::transcript::Piece;

type Fallible<T> = Result<T, Box<dyn Error>>;

/// A plan and the certificate that the checker accepted for it.
pub(crate) struct Proved {
    pub(crate) certificate: Certificate,
    pub(crate) levels: Vec<LevelResult>,
    pub(crate) plan: Plan,
}

impl Proved {
    /// How many steps its certificate has.
    pub(crate) fn steps(&self) -> usize {
        self.certificate.proofs.iter().map(|proof| proof.steps.len()).sum()
    }
}

/// What counts in a requirement, by the course's name in the transcript.
pub(crate) type Counts = BTreeMap<String, u64>;

/// A lane and what became of it.
pub(crate) struct Lane {
    /// The requirements, by their places in the text.
    pub(crate) group: Vec<usize>,
    /// That so many hours count and no more can, with the plan that is shown.
    pub(crate) hours: Proved,
    /// That so many requirements are filled at these hours; none where the lane has one, is full, or has no hours at
    /// all.
    pub(crate) filled: Option<Proved>,
}

/// A transcript that was planned.
pub(crate) struct Planning {
    /// The whole text as one programme.
    pub(crate) whole: Proved,
    pub(crate) lanes: Vec<Lane>,
    /// What counts in each requirement.
    pub(crate) counts: Vec<Counts>,
    /// The plan of the main lane as a picture.
    pub(crate) picture: String,
    /// Requirements whose courses had to be named one by one.
    pub(crate) spelled_out: Vec<usize>,
}

/// Plans lots against a rule text called so; `known` are the courses there are.
pub(crate) fn planning(title: &str, rules: &RuleText, lots: &[Piece], known: &BTreeSet<Course>) -> Fallible<Planning> {
    let lanes = Lanes::new(title, rules, known)?;
    let whole = lanes.whole()?;
    let programmes = (0..rules.groups.len()).map(|lane| lanes.hours(lane)).collect::<Fallible<Vec<_>>>()?;
    let book = checked([vec![whole.clone()], programmes.clone()].concat())?;
    let mut planning = Planning {
        whole: proved(&book, &whole.id, &lanes.holdings(lots, &whole)?)?,
        lanes: Vec::new(),
        counts: vec![Counts::new(); rules.requirements.len()],
        picture: String::new(),
        spelled_out: lanes.spelled_out.clone(),
    };
    for (lane, programme) in programmes.iter().enumerate() {
        let holdings = lanes.holdings(lots, programme)?;
        let best = best(&lanes, lane, &book, programme, &holdings, lots)?;
        planning.add(&best.hours.plan, &lanes, lots);
        if lane == lanes.main() {
            let report = why(&book, &holdings, &best.hours.plan, &Beside::default(), Effort::default())?;
            planning.picture = picture(&report, Language::English);
        }
        planning.lanes.push(best);
    }
    Ok(planning)
}

/// The plan of a lane with most hours, and of those with as many one that fills most requirements.
fn best(
    lanes: &Lanes<'_>,
    lane: usize,
    book: &Programmes,
    programme: &Programme,
    holdings: &Holdings,
    lots: &[Piece],
) -> Fallible<Lane> {
    let mut hours = proved(book, &programme.id, holdings)?;
    let filled = filled(lanes, lane, &hours, lots)?;
    if let Some(filled) = &filled {
        hours = moved(&filled.plan, lanes, book, programme, holdings, hours)?;
    }
    Ok(Lane { group: lanes.group(lane).to_vec(), hours, filled })
}

/// The plan that fills most requirements of a lane at the hours that a plan of it reaches.
fn filled(lanes: &Lanes<'_>, lane: usize, hours: &Proved, lots: &[Piece]) -> Fallible<Option<Proved>> {
    let lacking = hours.plan.level(GoalLevel::Study).map_or(0, |level| level.value);
    if lanes.group(lane).len() < 2 || lacking == 0 || lacking == lanes.needed(lane) {
        return Ok(None);
    }
    let programme = lanes.filled(lane, u32::try_from(lanes.needed(lane).saturating_sub(lacking))?)?;
    let holdings = lanes.holdings(lots, &programme)?;
    let book = checked(vec![programme.clone()])?;
    proved(&book, &programme.id, &holdings).map(Some)
}

/// The plan that fills most requirements, as a plan of the lane itself: it counts the same, and the certificate of
/// the plan with most hours says how good it is.
fn moved(
    filled: &Plan,
    lanes: &Lanes<'_>,
    book: &Programmes,
    programme: &Programme,
    holdings: &Holdings,
    proof: Proved,
) -> Fallible<Proved> {
    let Proved { certificate, plan, .. } = proof;
    let (mut counts, mut study) = (Vec::new(), Vec::new());
    for part in &programme.parts {
        let mine = filled.counts.iter().filter(|one| lanes.of_part(&one.part) == lanes.of_part(&part.id));
        let mine: Vec<_> = mine.map(|one| Counted { part: part.id.clone(), ..one.clone() }).collect();
        let there = mine.iter().try_fold(Credits::ZERO, |sum, one| sum.plus(one.credits))?;
        let credits = part.ask.least.unwrap_or(Credits::ZERO).minus(there)?;
        if !credits.is_zero() {
            study.push(Study { credits, items: 0, part: part.id.clone() });
        }
        counts.extend(mine);
    }
    let plan = Plan { counts, study, ..plan };
    let formulation = Formulation::of_plan(book, holdings, &plan)?;
    let values = formulation.values_of(&plan)?;
    let levels = check_certificate(formulation.model(), &values, &certificate)?;
    let plan = formulation.plan_of(&values, levels);
    Ok(Proved { levels: verify(book, holdings, &plan, &certificate)?, certificate, plan })
}

/// A document of programmes, checked.
pub(crate) fn checked(programmes: Vec<Programme>) -> Fallible<Programmes> {
    let wrong = |problems: Vec<_>| problems.iter().map(ToString::to_string).collect::<Vec<String>>().join("\n");
    draft("utd-rules", "a rule text", programmes)?.check().map_err(|problems| wrong(problems).into())
}

/// Plans, and has the certificate checked by what does not know the planner.
pub(crate) fn proved(book: &Programmes, id: &ProgrammeId, holdings: &Holdings) -> Fallible<Proved> {
    let Planned { plan, certificate } = plan(book, id, holdings, Effort::default())?;
    Ok(Proved { levels: verify(book, holdings, &plan, &certificate)?, certificate, plan })
}

impl Planning {
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
