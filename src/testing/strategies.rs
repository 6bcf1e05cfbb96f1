//! Random histories that aim: a step says what is to be tried in numbers, and which lot, hold or decision that is,
//! is looked up when its turn comes, so most commands make sense. Some are wrong on purpose.

use crate::testing::histories::commands;
use proptest::prelude::*;

use crate::credit::Credits;
use crate::digest::Digest;
use crate::id::{HoldId, LearnerId};
use crate::ledger::{Act, Command, Lot, Passbook, Place, Standing, Status, Take};
use crate::registry::UseKind;
use crate::testing::script;
use crate::testing::shelf::Shelf;
use crate::testing::staff::colleague;
pub use crate::testing::staff::staff;
use crate::testing::world::{FIRST, learner, read};
use crate::time::Date;

/// How many learners there are in a history.
pub const LEARNERS: u8 = 3;

/// What a step tries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the verbs of the ledger")]
pub enum Verb {
    Skip,
    Accrue,
    Record,
    Hold,
    Release,
    Lapse,
    Bind,
    Unbind,
    Settle,
    Revoke,
    Regrade,
    Revalue,
    Expire,
    Reverse,
    Enrol,
    Leave,
    Close,
    Reopen,
    MergeOut,
    MergeIn,
    Certify,
    Apply,
    Approve,
    Refuse,
    Appeal,
    Withdraw,
    TakeBack,
    Matriculate,
    Assess,
    Relieve,
    Redeem,
    RevokeAward,
    Retake,
    Renew,
    Fail,
    StrikeFail,
    UseAgain,
    UseBoth,
    RevokeUsed,
    RestoreRevoked,
    MergeUsed,
    KeepBuilt,
    Replan,
    Scene,
}

/// One step of a history: what is tried, and numbers to choose by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// What is tried.
    pub verb: Verb,
    /// Which learner.
    pub who: u8,
    /// How many days it is dated back.
    pub back: u8,
    /// Which lot, hold or decision.
    pub which: u8,
    /// Which way.
    pub way: u8,
    /// How much, or which other one.
    pub other: u8,
    /// Whether something about it is wrong on purpose: below 8 of 256.
    pub wrong: u8,
}

fn verb() -> impl Strategy<Value = Verb> {
    prop_oneof![
        1 => Just(Verb::Skip),
        26 => Just(Verb::Accrue),
        2 => Just(Verb::Record),
        14 => Just(Verb::Hold),
        5 => Just(Verb::Release),
        8 => Just(Verb::Lapse),
        24 => Just(Verb::Bind),
        10 => Just(Verb::Unbind),
        30 => Just(Verb::Settle),
        10 => Just(Verb::Revoke),
        8 => Just(Verb::Regrade),
        12 => Just(Verb::Revalue),
        6 => Just(Verb::Expire),
        16 => Just(Verb::Reverse),
        2 => Just(Verb::Enrol),
        2 => Just(Verb::Leave),
        1 => Just(Verb::Close),
        2 => Just(Verb::Reopen),
        4 => Just(Verb::MergeOut),
        20 => Just(Verb::MergeIn),
    ]
}

/// One step.
pub fn step() -> impl Strategy<Value = Step> {
    numbered(verb())
}

/// A step of such verbs.
pub(super) fn numbered(verb: impl Strategy<Value = Verb>) -> impl Strategy<Value = Step> {
    let back = prop_oneof![3 => 0_u8..3, 1 => 0_u8..30];
    (verb, any::<u8>(), back, any::<u8>(), any::<u8>(), any::<u8>(), any::<u8>())
        .prop_map(|(verb, who, back, which, way, other, wrong)| Step { verb, who, back, which, way, other, wrong })
}

/// A history of up to so many steps. Steps that are not needed to show a failure shrink to [`Verb::Skip`].
pub fn steps(most: usize) -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec(step(), most / 2..=most)
}

/// Plays a history: opens the passbooks, and tries one step after the other.
///
/// # Errors
/// What should never happen, as text: an accepted command that does not apply.
pub fn play(steps: &[Step]) -> Result<Shelf, String> {
    let mut shelf = start()?;
    for (turn, step) in steps.iter().enumerate() {
        if let Some(command) = resolve(&shelf, turn, step)? {
            drop(shelf.submit(command)?);
        }
    }
    Ok(shelf)
}

/// The passbooks, opened.
///
/// # Errors
/// None: opening is accepted.
pub fn start() -> Result<Shelf, String> {
    let mut shelf = Shelf::new()?;
    for number in 1..=LEARNERS {
        shelf.play(&format!("{number}: sv-registrar 01-01 open"))?;
    }
    Ok(shelf)
}

/// The command that a step stands for, if there is anything it can be tried on.
///
/// # Errors
/// A command that cannot be read, which would be a fault of this file.
pub fn resolve(shelf: &Shelf, turn: usize, step: &Step) -> Result<Option<Command>, String> {
    if step.verb == Verb::Scene {
        return Ok(line_of(shelf, step));
    }
    let Some(book) = chosen_book(shelf, step) else { return Ok(None) };
    let day = on(turn).plus_days(i64::from(step.back).saturating_neg()).unwrap_or(FIRST);
    let aim = Aim { shelf, book: &book, step, day };
    let Some((by, act)) = aim.act_or_else()? else { return Ok(None) };
    let by = if step.wrong % 8 == 6 { colleague(by, book.learner) } else { by };
    let by = if step.wrong == 0 { "sv-former" } else { by };
    let day = if step.wrong == 1 { shelf.today.next().unwrap_or(day) } else { day };
    Ok(Some(Command { learner: book.learner, by: read(by)?, effective: day, act }))
}

/// The day of a turn: every other one.
#[must_use]
pub fn on(turn: usize) -> Date {
    let days = i64::try_from(turn).unwrap_or(0).saturating_mul(2).saturating_add(10);
    FIRST.plus_days(days).unwrap_or(FIRST)
}

/// Mostly a passbook that takes commands.
fn chosen_book(shelf: &Shelf, step: &Step) -> Option<Passbook> {
    let any: Vec<_> = shelf.books.values().collect();
    let wanted = |book: &&&Passbook| match step.verb {
        Verb::Reopen => book.status == Status::Closed,
        Verb::MergeIn => shelf.books.keys().any(|from| !shelf.waiting(*from, book.learner).is_empty()),
        Verb::MergeUsed if any.iter().any(|book| matches!(book.status, Status::Merging { .. })) => {
            matches!(book.status, Status::Merging { .. })
        }
        Verb::MergeOut if step.way < 128 => matches!(book.status, Status::Merging { .. }),
        _ => book.status == Status::Open,
    };
    let fine: Vec<_> = any.iter().filter(wanted).copied().collect();
    let from = if fine.is_empty() || step.wrong < 4 { &any } else { &fine };
    // Every other step goes to one passbook, so that much happens there; what is to meet in a merge is spread.
    let is_spread = matches!(step.verb, Verb::Retake | Verb::UseAgain);
    let who = if step.who < 128 && !is_spread { 0 } else { step.who };
    pick(from, who).map(|book| (**book).clone())
}

pub(super) fn pick<T>(from: &[T], by: u8) -> Option<&T> {
    from.get(usize::from(by).checked_rem(from.len())?)
}

/// A step about to be taken.
pub(super) struct Aim<'a> {
    pub(super) shelf: &'a Shelf,
    pub(super) book: &'a Passbook,
    pub(super) step: &'a Step,
    pub(super) day: Date,
}

pub(super) type Aimed = Result<Option<(&'static str, Act)>, String>;

impl Aim<'_> {
    /// Where there is nothing to try the verb on, something is added or used instead.
    fn act_or_else(&self) -> Aimed {
        let aimed = self.act()?;
        let few = self.book.lots.len() < 5;
        match self.step.verb {
            Verb::Skip | Verb::Scene => Ok(None),
            _ if aimed.is_some() => Ok(aimed),
            Verb::Certify | Verb::Apply | Verb::Approve | Verb::Refuse => self.story_instead(),
            Verb::Appeal | Verb::Withdraw | Verb::TakeBack => self.story_instead(),
            Verb::Matriculate | Verb::Assess | Verb::Relieve | Verb::RevokeAward => self.study_instead(),
            Verb::StrikeFail => self.fail(),
            Verb::UseAgain | Verb::UseBoth => self.again(),
            Verb::RevokeUsed | Verb::RestoreRevoked | Verb::MergeUsed => self.use_again(),
            Verb::KeepBuilt | Verb::Replan => self.use_again(),
            _ if few || self.step.who.is_multiple_of(4) => self.accrue(),
            _ if self.step.who.is_multiple_of(2) => self.hold(),
            _ => self.bind(),
        }
    }

    fn act(&self) -> Aimed {
        match self.step.verb {
            Verb::Skip => Ok(None),
            Verb::Hold | Verb::Bind if self.book.lots.is_empty() && self.step.wrong > 8 => Ok(None),
            Verb::Expire if !self.is_due() && self.step.wrong > 16 => Ok(None),
            Verb::Accrue => self.accrue(),
            Verb::Record => said("sv-registrar", "record B 40 percent"),
            Verb::Hold => self.hold(),
            Verb::Release => self.release(),
            Verb::Lapse => said("bank-operator", &format!("lapse {}", self.a_hold().unwrap_or(HoldId::here(9, 9)))),
            Verb::Bind => self.bind(),
            Verb::Unbind => self.unbind(),
            Verb::Settle => self.settle(),
            Verb::Revoke => self.revoke(),
            Verb::Regrade => self.regrade(),
            Verb::Revalue => self.revalue(),
            Verb::Expire => said("bank-operator", "expire"),
            Verb::Reverse => self.reverse(),
            Verb::Enrol => said("sv-registrar", &format!("enrol P {}", self.day)),
            Verb::Leave => self.leave(),
            Verb::Close => said("bank-operator", "close"),
            Verb::Reopen if self.book.status == Status::Open && self.step.wrong > 16 => Ok(None),
            Verb::Reopen => said("bank-operator", "reopen"),
            Verb::MergeOut => self.merge_out(),
            Verb::MergeIn => Ok(self.merge_in()),
            Verb::Certify => self.certify(),
            Verb::Apply => self.apply(),
            Verb::Approve => self.approve(),
            Verb::Refuse => self.refuse(),
            Verb::Appeal => self.appeal(),
            Verb::Withdraw => self.withdraw(),
            Verb::TakeBack => self.take_back(),
            Verb::Matriculate => self.matriculate(),
            Verb::Assess => self.assess(),
            Verb::Relieve => self.relieve(),
            Verb::Redeem => self.redeem(),
            Verb::RevokeAward => self.revoke_award(),
            Verb::Retake => self.again(),
            Verb::Renew => self.renew(),
            Verb::Fail => self.fail(),
            Verb::StrikeFail => self.strike_fail(),
            Verb::UseAgain => self.use_again(),
            Verb::UseBoth => self.use_both(),
            Verb::RevokeUsed => self.revoke_used(),
            Verb::RestoreRevoked => self.restore_revoked(),
            Verb::MergeUsed => self.merge_used(),
            Verb::KeepBuilt => self.keep_built(),
            Verb::Replan => self.replan(),
            // Resolved as a whole line.
            Verb::Scene => Ok(None),
        }
    }

    fn is_due(&self) -> bool {
        self.book.lots.values().any(|lot| lot.is_past(self.day) && !lot.standing(&Standing::FREE).is_zero())
    }

    pub(super) fn later(&self, days: u8) -> Date {
        self.day.plus_days(i64::from(days)).unwrap_or(self.day)
    }

    /// Some was earned before it became true in the book; now and then, by mistake, after.
    pub(super) fn recognised(&self) -> String {
        let days = i64::from(self.step.way % 40);
        let earned = match self.step.wrong {
            9 => self.day.next(),
            wrong if wrong % 5 == 4 => self.day.plus_days(days.saturating_neg()),
            _ => None,
        };
        earned.map_or_else(String::new, |earned| format!(" earned {earned}"))
    }

    fn accrue(&self) -> Aimed {
        let Step { which, way, other, .. } = *self.step;
        let through = if way.is_multiple_of(3) { format!(" through {}", self.later(way / 4)) } else { String::new() };
        let through = format!("{through}{}", self.recognised());
        let percent = 60_u16.saturating_add(u16::from(other % 8) * 5);
        let letter = pick(&["D", "C", "B", "A"], other).copied().unwrap_or("D");
        let exam = r#"{"accrue":{"of":{"certified":{"amount":"3 sv","code":"E","kind":"exam","tier":"secondary"}}}}"#;
        match which % 16 {
            0..=3 => said("sv-registrar", &format!("accrue A {percent} percent{through}")),
            4..=5 => said("sv-registrar", &format!("accrue B {percent} percent{through}")),
            6 => said("hv-registrar", &format!("accrue C {letter} letters{through}")),
            7 => said("sv-registrar", &format!("accrue NONE {percent} percent{through}")),
            8 => said("sv-registrar", exam),
            9 => self.renew(),
            10 => said("hv-registrar", &format!("certify competition W 2 hv -{}", self.recognised())),
            _ => self.again(),
        }
    }

    pub(super) fn lots(&self) -> Vec<&Lot> {
        self.book.lots.values().collect()
    }

    /// A lot, mostly one that can still be used.
    pub(super) fn a_lot(&self, by: u8) -> Option<&Lot> {
        let usable = |lot: &&Lot| {
            let available = lot.parts.iter().any(|part| part.standing.place == Place::Available);
            available && lot.marks.is_empty() && !lot.is_past(self.day) && !self.is_behind_a_use(lot)
        };
        let all = self.lots();
        let fine: Vec<_> = all.iter().copied().filter(usable).collect();
        let from = if fine.is_empty() || self.step.wrong.is_multiple_of(16) { &all } else { &fine };
        pick(from, by).copied()
    }

    /// One or two lots, wholly or in part.
    pub(super) fn take(&self) -> Vec<Take> {
        let one = self.a_lot(self.step.which);
        let two = self.a_lot(self.step.which.wrapping_add(1)).filter(|_| self.step.other.is_multiple_of(3));
        let mut take: Vec<_> = one.into_iter().chain(two).map(|lot| self.some_of(lot)).collect();
        take.dedup_by(|a, b| a.lot == b.lot);
        take
    }

    pub(super) fn some_of(&self, lot: &Lot) -> Take {
        let available = |part: &&crate::ledger::LotPart| part.standing.place == Place::Available;
        let steps: u64 = lot.parts.iter().filter(available).map(|part| part.credits.ten_thousandths()).sum();
        let part = if self.step.other.is_multiple_of(2) { steps } else { 5_000 * u64::from(self.step.other % 9) };
        let credits = Credits::from_ten_thousandths(part).unwrap_or(Credits::ZERO);
        Take { credits, lot: lot.id }
    }

    fn hold(&self) -> Aimed {
        let by = if self.step.way < 200 { "sv-reviewer" } else { "bank-reviewer" };
        let through = self.later(self.step.way % 32 / 2);
        Ok(Some((by, crate::ledger::Hold { take: self.take(), through }.into())))
    }

    /// Mostly a hold that stands.
    fn a_hold(&self) -> Option<HoldId> {
        let all: Vec<_> = self.book.holds.values().collect();
        let open: Vec<_> = self.book.open_holds().collect();
        pick(if open.is_empty() { &all } else { &open }, self.step.which).map(|hold| hold.id)
    }

    fn release(&self) -> Aimed {
        let Some(hold) = self.a_hold().and_then(|id| self.book.holds.get(&id)) else { return Ok(None) };
        said(staff(hold.institution.as_str(), "reviewer"), &format!("release {}", hold.id))
    }

    fn bind(&self) -> Aimed {
        let kinds = [UseKind::Reserve, UseKind::Reserve, UseKind::Consume, UseKind::Witness];
        let r#use = pick(&kinds, self.step.other).copied().unwrap_or(UseKind::Reserve);
        let scopes = ["award:S", "award:W", "set:Q", "award:S", "award:W"];
        let scope = read(pick(&scopes, self.step.way).copied().unwrap_or("award:S"))?;
        let by = if self.step.way < 200 { "sv-awarder" } else { "hv-awarder" };
        let bind = crate::ledger::Bind { decided: Digest::ZERO, scope, take: self.take(), r#use };
        Ok(Some((by, bind.into())))
    }

    fn unbind(&self) -> Aimed {
        let all: Vec<_> = self.book.decisions.values().collect();
        let live: Vec<_> = self.book.live_decisions().collect();
        let from = if live.is_empty() { &all } else { &live };
        let Some(decision) = pick(from, self.step.which) else { return Ok(None) };
        said(staff(decision.institution.as_str(), "awarder"), &format!("unbind {}", decision.id))
    }

    fn merge_out(&self) -> Aimed {
        if self.book.lots.len() < 4 && self.step.wrong > 16 {
            return Ok(None);
        }
        let into = match self.book.status {
            Status::Merging { into } => into,
            _ if self.step.wrong < 4 => self.book.learner,
            _ => {
                let others: Vec<_> = self.shelf.open().map(|book| book.learner).collect();
                let others: Vec<_> = others.into_iter().filter(|other| *other != self.book.learner).collect();
                pick(&others, self.step.which).copied().unwrap_or(learner(1))
            }
        };
        Ok(Some(("bank-operator", crate::ledger::MergeOut { into }.into())))
    }

    fn merge_in(&self) -> Option<(&'static str, Act)> {
        let from = |id: &LearnerId| self.shelf.waiting(*id, self.book.learner).into_iter().next();
        let come = self.shelf.books.keys().filter(|id| **id != self.book.learner).find_map(from);
        come.map(|come| ("bank-operator", come.into()))
    }
}

pub(super) fn said(by: &'static str, act: &str) -> Aimed {
    Ok(Some((by, script::act(act)?)))
}

/// One line of a scene, if it can be read where it stands.
fn line_of(shelf: &Shelf, step: &Step) -> Option<Command> {
    let line = *commands(usize::from(step.which)).get(usize::from(step.way))?;
    let line = line.split_once(" lots ").map_or(line, |(line, _)| line);
    shelf.read(line).ok()
}
