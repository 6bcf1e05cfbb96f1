//! From a rule text to programmes.
//!
//! A requirement is a leaf with its hours as least and most. A group of the text is a *lane*, in which each hour of a
//! course counts once; groups do not know of each other. So the whole text is one programme: the largest group is its
//! main lane, every other group an overlay.
//!
//! **Hours.** A planner's first level is the credit still to study *of the lane with most*, so a plan of the whole
//! does not make the most of its smaller lanes. Therefore each lane is planned by itself too: what it lacks, as few
//! as can be, and with that the most hours that can count in it.
//!
//! **Requirements filled.** Many plans reach the same hours and fill more or fewer requirements. Which fills most is
//! asked of a second programme of the lane. It asks for all the hours that the first one proved to be the most, and
//! of every requirement that it is either *met*, with all its hours, or *open*, with any number of them and one
//! course still to take, whatever it is. The first level of its plan is zero: the hours are there, nothing is studied
//! to get them. So its second level, items still to take, is the number of requirements that stay open, as few as can
//! be at these hours; and the certificate proves it. What that plan counts is then written down as a plan of the
//! first programme, and verified there with the first certificate: one plan, of which one certificate proves that no
//! more hours can count, and the other that at these hours no more requirements can be filled.
//!
//! Courses are split by whole hours between requirements in all of them, as the other engine does: else the hours could
//! not be compared.

use std::collections::BTreeSet;
use std::error::Error;

use creditbank::planner::{Asset, AssetId, Holdings, Relief};
use creditbank::programme::{Ask, Choice, Part, Pick, Programme};
use creditbank::registry::{Level, OutcomeKind, Tier};
use creditbank::{Amount, Code, Date, date};

use super::book::{UNIT, hours, programme};
use super::filter::{Course, FRAMEWORK, NOTHING, picks};
use super::language::{Requirement, RuleText};
use super::transcript::Piece;

type Fallible<T> = Result<T, Box<dyn Error>>;

/// The data have no days: every course is taken as earned on the day of the plan.
const DAY: Date = date!("2022-12-31");

/// A rule text as parts.
pub(crate) struct Lanes<'a> {
    pub(crate) rules: &'a RuleText,
    title: String,
    /// The picks of each requirement.
    picks: Vec<Vec<Pick>>,
    /// The requirements whose courses are named one by one.
    pub(crate) spelled_out: Vec<usize>,
}

/// The parts of a requirement in the programme that fills most.
const MET: &str = "met";
const OPEN: &str = "open";
const SOME: &str = "some";
const NEXT: &str = "next";

impl<'a> Lanes<'a> {
    pub(crate) fn new(title: &str, rules: &'a RuleText, known: &BTreeSet<Course>) -> Fallible<Self> {
        let mut lanes = Self { rules, title: title.to_owned(), picks: Vec::new(), spelled_out: Vec::new() };
        for (at, requirement) in rules.requirements.iter().enumerate() {
            let found = picks(&requirement.filter, known)?;
            lanes.spelled_out.extend(found.spelled_out.then_some(at));
            lanes.picks.push(found.picks);
        }
        Ok(lanes)
    }

    /// The programme of the whole text.
    pub(crate) fn whole(&self) -> Fallible<Programme> {
        let main = self.main();
        let mut parts = Vec::new();
        for (lane, group) in self.rules.groups.iter().enumerate() {
            match (lane == main, group.as_slice()) {
                (true, group) => parts.extend(self.leaves(group, None)?),
                (false, [only]) => parts.push(Part { overlay: true, ..self.leaf(*only)? }),
                (false, group) => {
                    let around: Code = format!("lane.{lane}").parse()?;
                    parts.push(Part { overlay: true, ..Part::named(around.clone()) });
                    parts.extend(self.leaves(group, Some(&around))?);
                }
            }
        }
        Ok(programme("text", &self.title, parts)?)
    }

    /// The largest group, of several the first.
    pub(crate) fn main(&self) -> usize {
        let size = |lane: &usize| self.rules.groups.get(*lane).map_or(0, Vec::len);
        (0..self.rules.groups.len()).rev().max_by_key(size).unwrap_or_default()
    }

    /// The programme that asks how many hours count in a lane.
    pub(crate) fn hours(&self, lane: usize) -> Fallible<Programme> {
        Ok(programme(&format!("group-{lane}"), &self.name(lane), self.leaves(self.group(lane), None)?)?)
    }

    /// The programme that asks how many requirements of a lane are filled when so many hours count.
    pub(crate) fn filled(&self, lane: usize, most: u32) -> Fallible<Programme> {
        let parts = self.group(lane).iter().map(|at| self.met_or_open(*at)).collect::<Fallible<Vec<_>>>()?;
        let mut programme = programme(&format!("filled-{lane}"), &self.name(lane), parts.concat())?;
        programme.ask.least = Some(hours(most));
        Ok(programme)
    }

    /// What a lane is called: as its requirement, if it has only one.
    pub(crate) fn name(&self, lane: usize) -> String {
        match self.group(lane) {
            [only] => self.rules.requirements.get(*only).map_or_else(String::new, |one| one.label.clone()),
            several => format!("the {} requirements that share courses out", several.len()),
        }
    }

    /// The requirements of a lane.
    pub(crate) fn group(&self, lane: usize) -> &[usize] {
        self.rules.groups.get(lane).map(Vec::as_slice).unwrap_or_default()
    }

    /// The hours that a lane asks for.
    pub(crate) fn needed(&self, lane: usize) -> u64 {
        let asked = self.group(lane).iter().filter_map(|at| self.rules.requirements.get(*at));
        asked.map(|one| u64::from(one.hours)).sum()
    }

    fn requirement(&self, at: usize) -> Fallible<&Requirement> {
        self.rules.requirements.get(at).ok_or_else(|| "a requirement without a place".into())
    }

    fn leaves(&self, group: &[usize], within: Option<&Code>) -> Fallible<Vec<Part>> {
        group.iter().map(|at| Ok(Part { within: within.cloned(), ..self.leaf(*at)? })).collect()
    }

    fn leaf(&self, at: usize) -> Fallible<Part> {
        let requirement = self.requirement(at)?;
        let size = Some(hours(requirement.hours));
        Ok(Part {
            ask: Ask { least: size, most: size, ..Ask::default() },
            title: Some(requirement.label.clone()),
            ..self.counting(at, requirement.tag.clone())?
        })
    }

    /// A leaf in which a requirement's courses count.
    fn counting(&self, at: usize, id: Code) -> Fallible<Part> {
        let accepts = self.picks.get(at).cloned().ok_or("a requirement without picks")?;
        Ok(Part { accepts, split: true, ..Part::named(id) })
    }

    fn met_or_open(&self, at: usize) -> Fallible<Vec<Part>> {
        let requirement = self.requirement(at)?;
        let (tag, size) = (&requirement.tag, Some(hours(requirement.hours)));
        let id = |name: &str| -> Fallible<Code> { Ok(format!("{tag}.{name}").parse()?) };
        let mut around = Part { title: Some(requirement.label.clone()), ..Part::named(tag.clone()) };
        around.ask.choose = Some(Choice { least: 1, most: 1 });
        let mut met = Part { within: Some(tag.clone()), ..self.counting(at, id(MET)?)? };
        met.ask = Ask { least: size, most: size, ..Ask::default() };
        let open = Part { within: Some(tag.clone()), ..Part::named(id(OPEN)?) };
        let mut some = Part { within: Some(id(OPEN)?), ..self.counting(at, id(SOME)?)? };
        some.ask.most = size;
        let mut next = Part { within: Some(id(OPEN)?), ..Part::named(id(NEXT)?) };
        next.accepts = vec![Pick { codes: vec![NOTHING.parse()?], ..Pick::default() }];
        next.ask = Ask { least_items: Some(1), most_items: Some(1), ..Ask::default() };
        Ok(vec![around, met, open, some, next])
    }

    /// What a transcript brings. A bypass is a relief: its lot counts in the requirement in whatever way the
    /// programme writes it.
    pub(crate) fn holdings(&self, lots: &[Piece], within: &Programme) -> Fallible<Holdings> {
        let mut reliefs = Vec::new();
        for piece in lots {
            let Some(at) = piece.bypass else { continue };
            let tag = self.requirement(at)?.tag.as_str();
            let names = [tag.to_owned(), format!("{tag}.{MET}"), format!("{tag}.{SOME}")];
            let leaves = within.parts.iter().filter(|part| part.is_leaf());
            let mine = leaves.filter(|part| names.iter().any(|name| name == part.id.as_str()));
            reliefs.extend(mine.map(|part| Relief::Substitute { lot: piece.lot, part: part.id.clone() }));
        }
        Ok(Holdings { reliefs, ..holdings(lots)? })
    }

    /// The requirement that a part belongs to.
    pub(crate) fn of_part(&self, part: &Code) -> Option<usize> {
        let of = |one: &Requirement| {
            let rest = part.as_str().strip_prefix(one.tag.as_str());
            rest.is_some_and(|rest| {
                rest.is_empty() || [MET, SOME].iter().any(|name| rest.strip_prefix('.') == Some(name))
            })
        };
        self.rules.requirements.iter().position(of)
    }
}

/// What a transcript brings, without its bypasses.
pub(crate) fn holdings(lots: &[Piece]) -> Fallible<Holdings> {
    Ok(Holdings {
        assets: lots.iter().map(asset).collect::<Fallible<_>>()?,
        carry: Vec::new(),
        day: DAY,
        gates: BTreeSet::new(),
        groups: Vec::new(),
        limits: Vec::new(),
        options: Vec::new(),
        own: "UTD".parse()?,
        passed: Vec::new(),
        reliefs: Vec::new(),
    })
}

fn asset(piece: &Piece) -> Fallible<Asset> {
    let level = Level { framework: FRAMEWORK.parse()?, level: piece.course.level.to_string().parse()? };
    Ok(Asset {
        amount: Amount { credits: hours(piece.hours), unit: UNIT.parse()? },
        category: Some(piece.course.department.parse()?),
        class: None,
        code: piece.course.name.parse()?,
        content: None,
        earned: DAY,
        grade: None,
        id: AssetId::Lot { carried: Vec::new(), lot: piece.lot },
        issuer: "UTD".parse()?,
        kind: OutcomeKind::Course,
        level: Some(level),
        made: None,
        thing: None,
        tier: Tier::Undergraduate,
        valid_through: None,
    })
}
