//! Random histories in which things are tried again, and which attempt counts changes: retakes of what is in use, renewals,
//! failures that are struck, revocations that are reversed, merges of passbooks that each use a part.

use proptest::prelude::*;

use crate::credit::Credits;
use crate::id::LotId;
use crate::ledger::{
    Act, Bind, Decision, Hold, Lot, MergeOut, Passbook, Place, Settle, Settlement, Status, Subject, Take,
};
use crate::registry::{OutcomeKind, UseKind};
use crate::testing::histories::commands;
use crate::testing::shelf::Shelf;
use crate::testing::strategies::{Aim, Aimed, Step, Verb, numbered, on, pick, resolve, said, staff, start};
use crate::testing::world::read;

fn verb() -> impl Strategy<Value = Verb> {
    prop_oneof![
        1 => Just(Verb::Skip),
        14 => Just(Verb::Accrue),
        30 => Just(Verb::Retake),
        8 => Just(Verb::Renew),
        6 => Just(Verb::Fail),
        4 => Just(Verb::StrikeFail),
        34 => Just(Verb::UseAgain),
        3 => Just(Verb::UseBoth),
        10 => Just(Verb::RevokeUsed),
        12 => Just(Verb::RestoreRevoked),
        12 => Just(Verb::Lapse),
        6 => Just(Verb::Release),
        12 => Just(Verb::Unbind),
        26 => Just(Verb::Settle),
        8 => Just(Verb::Regrade),
        14 => Just(Verb::Revalue),
        3 => Just(Verb::Expire),
        6 => Just(Verb::Reverse),
        6 => Just(Verb::Certify),
        14 => Just(Verb::Apply),
        22 => Just(Verb::Approve),
        2 => Just(Verb::Withdraw),
        3 => Just(Verb::TakeBack),
        2 => Just(Verb::MergeOut),
        16 => Just(Verb::MergeUsed),
        30 => Just(Verb::MergeIn),
        8 => Just(Verb::KeepBuilt),
        10 => Just(Verb::Replan),
    ]
}

/// Histories begin on this turn, so that scenes lie before.
pub const FIRST_TURN: usize = 42;

/// A history of up to so many steps. Most begin with a scene, or a part of one.
pub fn retakes(most: usize) -> impl Strategy<Value = Vec<Step>> {
    let random = prop::collection::vec(numbered(verb()), most / 2..=most);
    (any::<u8>(), any::<u8>(), random).prop_map(|(which, upto, steps)| {
        let mut all = scene(which, upto);
        all.extend(steps);
        all
    })
}

/// The first lines of one of the written histories; mostly all of them.
fn scene(which: u8, upto: u8) -> Vec<Step> {
    // Some have none.
    let which = which % 48;
    let there = commands(usize::from(which)).len();
    let many = if upto < 192 { there } else { usize::from(upto % 8).min(there) };
    line_steps(which, many)
}

/// The first lines of a written history, as steps.
#[must_use]
pub fn line_steps(which: u8, many: usize) -> Vec<Step> {
    let line = |line: usize| {
        let way = u8::try_from(line).unwrap_or(u8::MAX);
        Step { verb: Verb::Scene, who: 0, back: 0, which, way, other: 0, wrong: u8::MAX }
    };
    (0..many).map(line).collect()
}

/// Plays a history, each step recorded on its own day.
///
/// # Errors
/// What should never happen, as text: an accepted command that does not apply.
pub fn retake(steps: &[Step]) -> Result<Shelf, String> {
    let mut shelf = start()?;
    for (turn, step) in steps.iter().enumerate() {
        let turn = turn.saturating_add(FIRST_TURN);
        shelf.today = on(turn);
        if let Some(command) = resolve(&shelf, turn, step)? {
            drop(shelf.submit(command)?);
        }
    }
    Ok(shelf)
}

/// Courses that are tried again, each with its school's registrar and its scale.
const COURSES: [(&str, &str, &str); 9] = [
    ("A", "sv-registrar", "percent"),
    ("B", "sv-registrar", "percent"),
    ("L", "sv-registrar", "percent"),
    ("EC", "sv-registrar", "percent"),
    ("ER", "sv-registrar", "percent"),
    ("EC", "sv-registrar", "percent"),
    ("P", "sv-registrar", "percent"),
    ("M", "sv-registrar", "percent"),
    ("C", "hv-registrar", "letters"),
];

/// What is certified and tried again: by whom, and how that is written.
const CERTIFIED: [(&str, &str); 6] = [
    ("hv-registrar", "exam LX 2 hv -"),
    ("hv-registrar", "training TR 2 hv -"),
    ("hv-registrar", "certificate X 2 hv -"),
    ("sv-registrar", "exam EB 4 sv -"),
    ("sv-registrar", "exam EL 2 sv -"),
    ("sv-registrar", "exam EE 2 sv -"),
];

/// So many commitments that a few lots fill a line of a merge.
const HEAVY: usize = 180;

/// Whether two lots are attempts at one thing, as far as a test needs to know.
fn is_retake(one: &Lot, other: &Lot) -> bool {
    let is_tried = one.kind != OutcomeKind::Converted;
    is_tried && (&one.code, one.kind) == (&other.code, other.kind)
}

impl Aim<'_> {
    /// One of the few courses, mostly one that is here already.
    pub(super) fn again(&self) -> Aimed {
        let Step { which, way, other, .. } = *self.step;
        let here: Vec<_> = self.book.lots.values().map(|lot| lot.code.as_str()).collect();
        let known: Vec<_> = COURSES.iter().filter(|(code, ..)| here.contains(code)).collect();
        let all: Vec<_> = COURSES.iter().collect();
        let from = if known.is_empty() || which.is_multiple_of(4) { &all } else { &known };
        if which.is_multiple_of(5) {
            return self.certify_again();
        }
        let Some((code, by, scale)) = pick(from, which) else { return Ok(None) };
        let percent = 60_u16.saturating_add(u16::from(other % 8) * 5).to_string();
        let letter = pick(&["D", "C", "B", "A"], other).copied().unwrap_or("D");
        let mark = if *scale == "letters" { letter } else { percent.as_str() };
        let through = if way.is_multiple_of(5) { format!(" through {}", self.later(way / 3)) } else { String::new() };
        let run = if way.is_multiple_of(2) { format!(" run r{}", way % 8) } else { String::new() };
        let earned = self.recognised();
        let aimed = said(by, &format!("accrue {code} {mark} {scale}{through}{run}{earned}"))?;
        Ok(aimed.map(|(by, act)| (by, if other.is_multiple_of(12) { heavy(act) } else { act })))
    }

    fn certify_again(&self) -> Aimed {
        let Step { way, other, .. } = *self.step;
        let Some((by, what)) = pick(&CERTIFIED, way) else { return Ok(None) };
        let graded = match other % 4 {
            0 => " graded 70/percent",
            1 => " graded 85/percent",
            2 => " graded B/letters",
            _ => "",
        };
        let through = if other.is_multiple_of(3) { format!(" through {}", self.later(way / 4)) } else { String::new() };
        said(by, &format!("certify {what}{graded}{through}{}", self.recognised()))
    }

    /// A certificate that is renewed, early, late, with a gap, or an older one that comes in afterwards.
    pub(super) fn renew(&self) -> Aimed {
        let Step { which, way, other, .. } = *self.step;
        let code = if which.is_multiple_of(16) { "Y" } else { "X" };
        let tag = pick(&["a", "b"], which).copied().unwrap_or("a");
        let through = if other.is_multiple_of(9) { String::new() } else { format!(" through {}", self.later(way / 3)) };
        let earned = self.recognised();
        said("hv-registrar", &format!("certify certificate {code} 2 hv - tag {tag}{through}{earned}"))
    }

    /// A failure, an absence, a withdrawal: mostly of what the last attempt decides.
    pub(super) fn fail(&self) -> Aimed {
        let how = pick(&["failed", "failed", "failed", "absent", "withdrawn"], self.step.other).copied();
        let code = pick(&["L", "L", "P", "B", "EC"], self.step.way).copied();
        let earned = self.recognised();
        said("sv-registrar", &format!("{} {}{earned}", how.unwrap_or("failed"), code.unwrap_or("L")))
    }

    pub(super) fn strike_fail(&self) -> Aimed {
        let records: Vec<_> = self.book.records.keys().collect();
        let Some(entry) = pick(&records, self.step.which) else { return Ok(None) };
        said("sv-registrar", &format!("reverse {entry}"))
    }

    /// Lots that are not alone, with something at disposal.
    fn tried_again(&self) -> Vec<&Lot> {
        let several = |lot: &&Lot| self.lots().iter().any(|other| other.id != lot.id && is_retake(lot, other));
        let available = |lot: &&Lot| lot.parts.iter().any(|part| part.standing.place == Place::Available);
        self.lots().into_iter().filter(several).filter(available).collect()
    }

    /// Whether another attempt is in use, as far as a test needs to know.
    pub(super) fn is_behind_a_use(&self, lot: &Lot) -> bool {
        let is_held = |other: &&Lot| other.is_used() && other.revoked.is_none();
        let used = |other: &&Lot| other.id != lot.id && is_retake(lot, other) && is_held(other);
        !lot.is_used() && self.book.lots.values().any(|other| used(&other))
    }

    /// A use of one of several attempts, mostly of a part, and mostly of one that nothing is in front of.
    pub(super) fn use_again(&self) -> Aimed {
        let all = self.tried_again();
        let free: Vec<_> = all.iter().copied().filter(|lot| !self.is_behind_a_use(lot)).collect();
        let made: Vec<_> = free.iter().copied().filter(|lot| lot.id.k > 0 && !lot.is_used()).collect();
        let from = match (free.is_empty(), made.is_empty()) {
            (true, _) => &all,
            (false, _) if self.step.wrong.is_multiple_of(8) => &all,
            (false, false) if self.step.wrong.is_multiple_of(2) => &made,
            _ => &free,
        };
        let Some(lot) = pick(from, self.step.which) else { return Ok(None) };
        let more = all.iter().filter(|other| other.id != lot.id && is_retake(lot, other));
        let more: Vec<_> = more.filter(|_| self.step.wrong.is_multiple_of(5)).take(1).collect();
        let take = std::iter::once(lot).chain(more.into_iter().filter(|one| one.code.as_str().starts_with('E')));
        self.used(take.map(|lot| self.part_of(lot)).collect())
    }

    /// Two attempts in one command.
    pub(super) fn use_both(&self) -> Aimed {
        let all = self.tried_again();
        let Some(one) = pick(&all, self.step.which) else { return Ok(None) };
        let other = all.iter().find(|other| other.id != one.id && is_retake(one, other));
        self.used([Some(one), other].into_iter().flatten().map(|lot| self.part_of(lot)).collect())
    }

    fn part_of(&self, lot: &Lot) -> Take {
        let available = lot.parts.iter().filter(|part| part.standing.place == Place::Available);
        let all: u64 = available.map(|part| part.credits.ten_thousandths()).sum();
        let part = pick(&[5_000, 10_000, 5_000, all], self.step.other).copied().unwrap_or(all).min(all);
        Take { credits: Credits::from_ten_thousandths(part).unwrap_or(Credits::ZERO), lot: lot.id }
    }

    fn used(&self, take: Vec<Take>) -> Aimed {
        if self.step.way.is_multiple_of(5) {
            let through = self.later(self.step.way % 32);
            return Ok(Some(("sv-reviewer", Hold { take, through }.into())));
        }
        let kinds = [UseKind::Reserve, UseKind::Reserve, UseKind::Consume, UseKind::Reserve, UseKind::Witness];
        let r#use = pick(&kinds, self.step.way).copied().unwrap_or(UseKind::Reserve);
        let scope =
            pick(&["award:P", "set:Q", "award:S", "set:R", "award:W"], self.step.way).copied().unwrap_or("award:P");
        let (decided, scope) = (crate::digest::Digest::ZERO, read(scope)?);
        Ok(Some(("sv-awarder", Bind { decided, scope, take, r#use }.into())))
    }

    /// Mostly what is in use while there is another attempt.
    pub(super) fn revoke_used(&self) -> Aimed {
        let all = self.lots();
        let another = |lot: &Lot| all.iter().any(|one| one.id != lot.id && is_retake(one, lot));
        let fits = |lot: &&Lot| lot.is_used() && lot.revoked.is_none();
        let used: Vec<_> = all.iter().copied().filter(fits).collect();
        let several: Vec<_> = used.iter().copied().filter(|lot| another(lot) || self.is_built_on(lot)).collect();
        let from = if several.is_empty() { &used } else { &several };
        let Some(lot) = pick(from, self.step.which) else { return Ok(None) };
        said(staff(lot.issuer.as_str(), "registrar"), &format!("revoke {}", lot.id))
    }

    /// Whether a conversion took it of which an output is in use.
    fn is_built_on(&self, lot: &Lot) -> bool {
        let is_used = |id: &LotId| self.book.lots.get(id).is_some_and(Lot::is_used);
        let took = |one: &&Decision| one.conversion.is_some() && one.take.iter().any(|take| take.lot == lot.id);
        let mut made = self.book.live_decisions().filter(took).filter_map(|one| one.conversion.as_ref());
        made.any(|of| of.made.iter().any(is_used))
    }

    /// Mostly where another attempt came into use meanwhile.
    pub(super) fn restore_revoked(&self) -> Aimed {
        let revoked: Vec<_> = self.book.lots.values().filter_map(|lot| Some((lot.revoked?, lot))).collect();
        let replaced: Vec<_> = revoked.iter().copied().filter(|(_, lot)| self.is_replaced(lot)).collect();
        let from = if replaced.is_empty() { &revoked } else { &replaced };
        let Some((entry, lot)) = pick(from, self.step.which) else { return Ok(None) };
        said(staff(lot.issuer.as_str(), "registrar"), &format!("reverse {entry}"))
    }

    fn is_replaced(&self, lot: &Lot) -> bool {
        let another = |other: &&Lot| other.id != lot.id && is_retake(lot, other);
        lot.is_used() && self.book.lots.values().filter(another).any(Lot::is_used)
    }

    /// Into a passbook that uses an attempt at the same thing; what is held is let go before.
    pub(super) fn merge_used(&self) -> Aimed {
        if let Status::Merging { into } = self.book.status {
            return Ok(Some(("bank-operator", MergeOut { into }.into())));
        }
        let used = |book: &Passbook| -> Vec<Lot> { book.lots.values().filter(|lot| lot.is_used()).cloned().collect() };
        let own = used(self.book);
        let meets = |other: &&Passbook| used(other).iter().any(|lot| own.iter().any(|one| is_retake(one, lot)));
        let others = self.shelf.open().filter(|other| other.learner != self.book.learner);
        let into = others.filter(meets).map(|other| other.learner).next();
        match (into, self.book.open_holds().next()) {
            (Some(_), Some(hold)) if !self.book.applications.contains_key(&hold.id) => {
                said(staff(hold.institution.as_str(), "reviewer"), &format!("release {}", hold.id))
            }
            (Some(_), Some(hold)) => {
                said(staff(hold.institution.as_str(), "registrar"), &format!("withdraw {}", hold.id))
            }
            (Some(into), None) => Ok(Some(("bank-operator", MergeOut { into }.into()))),
            (None, _) => self.meet(),
        }
    }

    /// What another passbook uses is learned here, and then used, so that the two can meet.
    fn meet(&self) -> Aimed {
        let others = self.shelf.open().filter(|other| other.learner != self.book.learner);
        let used: Vec<_> = others.flat_map(|other| other.lots.values()).filter(|lot| lot.is_used()).collect();
        let known = |lot: &&&Lot| COURSES.iter().any(|(code, ..)| *code == lot.code.as_str());
        let used: Vec<_> = used.iter().filter(known).collect();
        let Some(there) = pick(&used, self.step.which) else { return Ok(None) };
        let free = |lot: &&Lot| is_retake(lot, there) && lot.parts.iter().any(|part| part.standing.is_free());
        if let Some(here) = self.book.lots.values().find(free) {
            return self.used(vec![self.part_of(here)]);
        }
        let course = COURSES.iter().find(|(code, ..)| *code == there.code.as_str());
        let Some((code, by, scale)) = course else { return Ok(None) };
        let mark = if *scale == "letters" { "B" } else { "75" };
        said(by, &format!("accrue {code} {mark} {scale}"))
    }

    /// A suspended conversion is kept of which an output is in use.
    pub(super) fn keep_built(&self) -> Aimed {
        let is_used = |id: &LotId| self.book.lots.get(id).is_some_and(Lot::is_used);
        let built = |one: &&Decision| one.conversion.as_ref().is_some_and(|of| of.made.iter().any(is_used));
        let suspended: Vec<_> = self.book.live_decisions().filter(|one| !one.marks.is_empty()).collect();
        let kept: Vec<_> = suspended.iter().copied().filter(built).collect();
        let Some(one) = pick(if kept.is_empty() { &suspended } else { &kept }, self.step.which) else {
            return Ok(None);
        };
        let Some(cause) = one.marks.first().copied() else { return Ok(None) };
        let (subject, how) = (Subject::Decision(one.id), Settlement::Keep { reason: read("r")? });
        let role = if one.conversion.is_some() { "reviewer" } else { "awarder" };
        Ok(Some((staff(one.institution.as_str(), role), Settle { cause, how, subject }.into())))
    }

    /// A decision whose lot was revoked is to stand on a retake, if there is one, whoever uses that.
    pub(super) fn replan(&self) -> Aimed {
        for one in self.book.live_decisions().filter(|one| one.scope.is_some() && one.award.is_none()) {
            let revoked = |take: &&Take| self.book.lots.get(&take.lot).is_some_and(|lot| lot.revoked.is_some());
            let (Some(cause), Some(gone)) = (one.marks.first(), one.take.iter().find(revoked)) else { continue };
            let Some(retake) = self.retake_of(gone.lot, gone) else { continue };
            let take = vec![Take { credits: gone.credits, lot: retake.id }];
            let how = Settlement::Replan { take, without: vec![gone.lot] };
            let settle = Settle { cause: *cause, how, subject: Subject::Decision(one.id) };
            return Ok(Some((staff(one.institution.as_str(), "awarder"), settle.into())));
        }
        Ok(None)
    }

    /// A retake that could take the place of a lot in a decision.
    pub(super) fn retake_of(&self, gone: LotId, take: &Take) -> Option<&Lot> {
        let gone = self.book.lots.get(&gone)?;
        let free = |lot: &&Lot| {
            let free: u64 = lot
                .parts
                .iter()
                .filter(|part| part.standing.is_free())
                .map(|part| part.credits.ten_thousandths())
                .sum();
            lot.id != gone.id && is_retake(gone, lot) && free >= take.credits.ten_thousandths() && lot.revoked.is_none()
        };
        self.book.lots.values().find(free)
    }

    /// A suspended hold, which is mostly kept.
    pub(super) fn keep_hold(&self) -> Option<(&'static str, Act)> {
        let suspended = self.book.open_holds().find(|one| !one.marks.is_empty())?;
        let cause = *suspended.marks.first()?;
        let (subject, how) = (Subject::Hold(suspended.id), Settlement::Keep { reason: read("r").ok()? });
        Some((staff(suspended.institution.as_str(), "reviewer"), Settle { cause, how, subject }.into()))
    }
}

/// With so much evidence that a merge needs several lines.
fn heavy(act: Act) -> Act {
    let Act::Accrue(mut accrue) = act else { return act };
    let commitment = |number: usize| crate::digest::Digest::of(&[number.to_string().as_bytes()]);
    accrue.evidence = (0..HEAVY).map(commitment).collect();
    accrue.into()
}
