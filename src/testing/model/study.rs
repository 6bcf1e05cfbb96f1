//! Programmes are studied: entered, left, gates tried, reliefs decided. The programmes of the world are known by heart.

use crate::id::{Code, EntryId, InstitutionId, LotId};
use crate::ledger::{Assess, Matriculate, Relieve};
use crate::planner::Relief;
use crate::programme::Waivable;
use crate::testing::model::{Fact, Work};
use crate::time::Date;
use std::collections::BTreeMap;

/// A matriculation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Study {
    /// The institution, the day, and the line by which the learner left.
    pub(super) fact: Fact,
    pub(super) programme: String,
    /// The pathway and the stage.
    pub(super) stage: Option<(String, u32)>,
    pub(super) from: Option<EntryId>,
    /// The matriculation that took its place.
    pub(super) succeeded: Option<EntryId>,
    /// Gates that were tried: the line, the day, and whether it was passed.
    pub(super) tried: Vec<(EntryId, Date, bool)>,
    pub(super) reliefs: Vec<Relieved>,
    /// By whom the lines of gates and reliefs are.
    pub(super) signed: BTreeMap<EntryId, String>,
    /// Those that are suspended, and by which line.
    pub(super) out: BTreeMap<EntryId, EntryId>,
}

/// What was decided for one learner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Relieved {
    pub(super) entry: EntryId,
    pub(super) on: Date,
    pub(super) through: Option<Date>,
    pub(super) relief: Relief,
}

/// Who awards a programme.
fn awarder(programme: &str) -> Option<&'static str> {
    Some(match programme {
        "S" | "W" => "SV",
        "T" | "U" => "HV",
        _ => return None,
    })
}

/// The parts of a programme. All of them are leaves.
fn parts(programme: &str) -> &'static [&'static str] {
    match programme {
        "S" => &["core", "rest"],
        "T" => &["before", "college", "more"],
        "U" => &["anything"],
        "W" => &["again", "first"],
        _ => &[],
    }
}

/// The programmes of a pathway, stage by stage.
fn stages(pathway: &str) -> &'static [&'static str] {
    match pathway {
        "S-T" => &["S", "T"],
        "S-U" => &["S", "U"],
        _ => &[],
    }
}

/// So many months later; on the last day of the month where there is none of that number.
fn months_after(day: Date, months: u8) -> Option<Date> {
    let (year, month, date) = day.parts();
    let sum = month.checked_add(u32::from(months))?;
    let (year, month) = if sum > 12 { (year.checked_add(1)?, sum.checked_sub(12)?) } else { (year, sum) };
    (1..=date).rev().find_map(|date| format!("{year:04}-{month:02}-{date:02}").parse().ok())
}

impl Study {
    pub(super) fn is_open(&self) -> bool {
        self.fact.left.is_none() && self.succeeded.is_none()
    }

    fn is_of_gate(&self) -> bool {
        self.stage.as_ref().is_some_and(|(pathway, stage)| pathway == "S-T" && *stage == 1)
    }

    /// How the gate was tried, but for what is suspended.
    pub(super) fn tries(&self) -> impl Iterator<Item = &(EntryId, Date, bool)> {
        self.tried.iter().filter(|(by, ..)| !self.out.contains_key(by))
    }

    /// The reliefs that hold on a day, but for those that are suspended.
    pub(super) fn reliefs_on(&self, day: Date) -> impl Iterator<Item = &Relieved> {
        let holds = move |one: &&Relieved| one.on <= day && one.through.is_none_or(|last| day <= last);
        self.reliefs.iter().filter(|one| !self.out.contains_key(&one.entry)).filter(holds)
    }

    /// The last day on which anything was said of it.
    fn latest(&self) -> Date {
        let tried = self.tried.iter().map(|(_, on, _)| *on);
        tried.chain(self.reliefs.iter().map(|one| one.on)).fold(self.fact.on, Date::max)
    }
}

impl Work {
    fn still_open(&mut self, one: &Study) {
        self.unless(one.is_open(), "lot/ended");
    }

    /// A learner studies a programme once at a time.
    fn once(&mut self, programme: &str, but: Option<EntryId>) {
        let mut all = self.model.studies.iter();
        let same = all.any(|(id, one)| one.programme == programme && one.is_open() && Some(*id) != but);
        self.unless(!same, "award/matriculated");
    }

    pub(super) fn may_award(&mut self, programme: &str) {
        let fine = awarder(programme).is_some_and(|awarder| awarder == self.institution);
        if !fine {
            self.reasons.extend(["who/not-awarder", "who/no-power-at"]);
        }
    }

    pub(super) fn matriculate(&mut self, act: &Matriculate) {
        self.by("registrar");
        let stage = act.pathway.as_ref().and_then(|pathway| Some((pathway.to_string(), act.stage?)));
        let programme = act.programme.to_string();
        self.at_stage(act, &programme);
        let Some(fact) = self.fact() else { return };
        match act.from {
            None => {
                self.once(&programme, None);
                self.unless(act.stage.is_none_or(|stage| stage == 1), "award/not-entered");
            }
            Some(from) => self.onward(from, &stage, &programme),
        }
        if let Some(from) = act.from.and_then(|from| self.model.studies.get_mut(&from))
            && (act.stage.is_none() || act.stage <= from.stage.as_ref().map(|(_, stage)| *stage))
        {
            from.succeeded = Some(self.me);
        }
        let (tried, reliefs, signed, out) = (Vec::new(), Vec::new(), BTreeMap::new(), BTreeMap::new());
        let from = act.from;
        let one = Study { fact, programme, stage, from, succeeded: None, tried, reliefs, signed, out };
        self.model.studies.insert(self.me, one);
    }

    fn at_stage(&mut self, act: &Matriculate, programme: &str) {
        self.unless(awarder(programme).is_some(), "what/not-in-document");
        if let Some(pathway) = &act.pathway {
            let place = act.stage.and_then(|stage| usize::try_from(stage).ok()?.checked_sub(1));
            let there = place.and_then(|place| stages(pathway.as_str()).get(place));
            self.unless(!stages(pathway.as_str()).is_empty(), "what/not-in-document");
            self.unless(there.is_some(), "award/no-stage");
            self.unless(there.is_none_or(|there| *there == programme), "award/stage-of-other");
        } else {
            self.unless(act.stage.is_none(), "award/stage-alone");
        }
        self.may_award(programme);
    }

    /// From one matriculation to the next. There is one version of everything.
    fn onward(&mut self, id: EntryId, stage: &Option<(String, u32)>, programme: &str) {
        let Some(from) = self.model.studies.get(&id).cloned() else { return self.unless(false, "lot/unknown") };
        self.still_open(&from);
        self.not_before(from.fact.on);
        if from.stage == *stage && from.programme == programme {
            self.owner(&from.fact.institution);
            return self.unless(false, "award/version-not-later");
        }
        self.once(programme, Some(id));
        let (Some((old, was)), Some((new, is))) = (&from.stage, stage) else {
            return self.unless(false, "award/no-change");
        };
        let is_next = was.checked_add(1) == Some(*is);
        if old == new && is_next {
            return self.next_stage(&from);
        }
        let tried: Vec<_> = from.tries().filter(|_| from.is_of_gate()).collect();
        let tried = tried.into_iter();
        let fell = !tried.clone().any(|(_, _, passed)| *passed) && tried.clone().any(|(_, on, _)| *on <= self.day);
        if is_next && fell && new == "S-U" {
            return;
        }
        let is_change = (old.as_str(), *was, new.as_str(), *is) == ("S-T", 1, "S-U", 1);
        self.unless(is_change, "award/no-change");
        let begun = months_after(from.fact.on, 1).is_some_and(|first| first <= self.day);
        let over = months_after(from.fact.on, 3).is_some_and(|end| self.day >= end);
        self.unless(!is_change || (begun && !over), "award/change-not-open");
    }

    /// Through the gate, and with the award before it where that is needed.
    fn next_stage(&mut self, from: &Study) {
        if from.is_of_gate() {
            let through = from.tries().any(|(_, on, passed)| *passed && *on <= self.day);
            self.unless(through, "award/gate-not-passed");
        }
        let needs_award = from.stage.as_ref().is_some_and(|(pathway, _)| pathway == "S-U");
        if needs_award {
            let awards = self.model.awards_of("S");
            let stands = awards.iter().any(|one| one.marks.is_empty() && one.from <= self.day);
            self.unless(stands, "award/award-missing");
        }
    }

    fn study(&mut self, id: EntryId) -> Option<Study> {
        let one = self.model.studies.get(&id).cloned();
        self.unless(one.is_some(), "lot/unknown");
        let one = one?;
        self.owner(&one.fact.institution);
        Some(one)
    }

    pub(super) fn assess(&mut self, act: &Assess) {
        self.by("registrar");
        let Some(of) = self.study(act.matriculation) else { return };
        self.still_open(&of);
        self.not_before(of.tried.iter().map(|(_, on, _)| *on).fold(of.fact.on, Date::max));
        self.unless(of.is_of_gate() && act.gate.as_str() == "transfer", "award/unknown-gate");
        self.unless(!of.tries().any(|(_, _, passed)| *passed), "award/gate-passed");
        self.unless(of.tries().count() < 2, "award/gate-tried");
        let mark = |subject: &str| {
            let mark = act.marks.iter().find(|one| one.subject.as_str() == subject)?;
            Some(mark.marks.ten_thousandths())
        };
        let (Some(chinese), Some(mathematics)) = (mark("chinese"), mark("mathematics")) else {
            return self.unless(false, "award/wrong-marks");
        };
        self.unless(act.marks.len() == 2 && chinese.max(mathematics) <= 1_000_000, "award/wrong-marks");
        let passed = chinese.min(mathematics) >= 500_000 && chinese + mathematics >= 1_200_000;
        let tried = (self.me, self.day, passed);
        self.model.studies.entry(act.matriculation).and_modify(|one| {
            one.tried.push(tried);
            one.signed.insert(self.me, self.mandate.clone());
        });
    }

    pub(super) fn relieve(&mut self, act: &Relieve) {
        self.by("reviewer");
        let Some(of) = self.study(act.matriculation) else { return };
        let before = self.reasons.clone();
        self.may_review();
        if !before.contains("who/no-power") && self.reasons.remove("who/no-power") {
            self.unless(false, "who/no-power-at");
        }
        self.still_open(&of);
        self.not_before(of.fact.on);
        self.unless(act.through.is_none_or(|last| last >= self.day), "when/dates-reversed");
        self.unless(act.clause.as_str() == "world/award", "what/not-in-document");
        self.sensible(&of.programme, &act.relief);
        let one = Relieved { entry: self.me, on: self.day, through: act.through, relief: act.relief.clone() };
        self.model.studies.entry(act.matriculation).and_modify(|of| {
            of.reliefs.push(one);
            of.signed.insert(self.me, self.mandate.clone());
        });
    }

    fn sensible(&mut self, programme: &str, relief: &Relief) {
        let is_part = |part: &Code| parts(programme).contains(&part.as_str());
        match relief {
            Relief::Exempt { credits, items, part } => {
                self.unless(is_part(part), "award/not-in-programme");
                self.unless(!credits.is_zero() || *items > 0, "what/nothing");
                self.unless(credits.ten_thousandths().is_multiple_of(5_000), "what/off-quantum");
            }
            Relief::Substitute { lot, part } => {
                self.unless(is_part(part), "award/not-in-programme");
                self.unless(self.model.lots.contains_key(lot), "lot/unknown");
            }
            Relief::Waive { id, what } => {
                self.unless(*what == Waivable::Part && is_part(id), "award/not-in-programme");
            }
        }
    }

    pub(super) fn leave_study(&mut self, id: EntryId) {
        let Some(one) = self.study(id) else { return };
        self.still_open(&one);
        self.not_before(one.latest());
        let left = Some((self.me, self.day));
        self.model.studies.entry(id).and_modify(|one| one.fact.left = left);
    }

    /// The matriculation that a line made, or said something of.
    pub(super) fn study_of_line(&self, line: EntryId) -> Option<(EntryId, Study)> {
        let says = |one: &Study| {
            let left = one.fact.left.is_some_and(|(by, _)| by == line);
            left || one.tried.iter().any(|(by, ..)| *by == line) || one.reliefs.iter().any(|one| one.entry == line)
        };
        let found = self.model.studies.iter().find(|(id, one)| **id == line || says(one));
        found.map(|(id, one)| (*id, one.clone()))
    }

    /// Undoes a matriculation, or what was recorded of one, while no award and no later matriculation rests on it.
    pub(super) fn undo_study(&mut self, line: EntryId, id: EntryId, one: &Study) {
        self.owner(&one.fact.institution);
        if let Some((_, on)) = one.fact.left.filter(|(by, _)| *by == line) {
            self.not_before(on.max(one.fact.on));
            self.once(&one.programme, None);
            self.model.studies.entry(id).and_modify(|one| one.fact.left = None);
            return;
        }
        let tried = one.tried.iter().map(|(by, on, _)| (*by, *on));
        let recorded: Vec<_> = tried.chain(one.reliefs.iter().map(|one| (one.entry, one.on))).collect();
        let own = recorded.iter().filter(|(by, _)| id == line || *by == line);
        self.not_before(own.map(|(_, on)| *on).max().unwrap_or(one.fact.on));
        let later = self.model.studies.iter().any(|(other, one)| one.from == Some(id) && may_rest(*other, line));
        let awarded = self
            .model
            .live()
            .iter()
            .filter_map(|(_, one)| one.award.as_ref())
            .any(|award| award.rests_on.contains(&line) || (id == line && award.study == id));
        let is_relief = one.reliefs.iter().any(|one| one.entry == line);
        let others = id == line && (!recorded.is_empty() || one.fact.left.is_some());
        self.unless(!awarded && (is_relief || !later) && !others, "award/still-needed");
        self.forget_study(line, id);
    }

    fn forget_study(&mut self, line: EntryId, id: EntryId) {
        if id != line {
            self.model.studies.entry(id).and_modify(|one| {
                one.tried.retain(|(by, ..)| *by != line);
                one.signed.remove(&line);
                one.out.remove(&line);
                one.reliefs.retain(|one| one.entry != line);
            });
            return;
        }
        self.model.studies.remove(&id);
        let before = self.model.studies.iter().find(|(_, one)| one.succeeded == Some(line));
        let Some((before, programme)) = before.map(|(id, one)| (*id, one.programme.clone())) else { return };
        self.once(&programme, None);
        self.model.studies.entry(before).and_modify(|one| one.succeeded = None);
    }
}

/// Whether a line may rest on another: where their order is known, it came later.
fn may_rest(line: EntryId, on: EntryId) -> bool {
    if line.home == on.home { line.n > on.n } else { line.home.is_none() || on.home.is_some() }
}

/// What an award rests on beside its lots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Awarded {
    pub(super) study: EntryId,
    pub(super) programme: String,
    /// The lines of the reliefs that matter, and of the gates that were passed.
    pub(super) rests_on: Vec<EntryId>,
}

/// A matriculation in another passbook.
impl Study {
    pub(super) fn renamed(&self, entry: impl Fn(EntryId) -> EntryId, lot: impl Fn(LotId) -> LotId) -> Self {
        let mut one = self.clone();
        one.from = one.from.map(&entry);
        one.succeeded = one.succeeded.map(&entry);
        one.fact.left = one.fact.left.map(|(by, on)| (entry(by), on));
        one.tried.iter_mut().for_each(|(by, ..)| *by = entry(*by));
        one.signed = one.signed.into_iter().map(|(by, who)| (entry(by), who)).collect();
        one.out = one.out.into_iter().map(|(line, by)| (entry(line), entry(by))).collect();
        for relieved in &mut one.reliefs {
            relieved.entry = entry(relieved.entry);
            if let Relief::Substitute { lot: on, .. } = &mut relieved.relief {
                *on = lot(*on);
            }
        }
        one
    }

    pub(super) fn institution(&self) -> &InstitutionId {
        &self.fact.institution
    }
}
