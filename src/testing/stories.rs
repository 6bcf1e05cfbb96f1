//! Random histories of applications and conversions, beside all else that happens: what is converted is converted on,
//! reserved, revoked, kept, undone, taken back and merged.

use proptest::prelude::*;

use crate::credit::Credits;
use crate::id::{DecisionId, LotId};
use crate::ledger::{Application, Apply, Decision, Lot, Place, Stands, Take};
use crate::registry::Role;
use crate::rules::Attested;
use crate::testing::shelf::Shelf;
use crate::testing::strategies::{Aim, Aimed, Step, Verb, numbered, on, pick, resolve, said, staff, start};
use crate::testing::world::read;

fn verb() -> impl Strategy<Value = Verb> {
    prop_oneof![
        1 => Just(Verb::Skip),
        26 => Just(Verb::Certify),
        16 => Just(Verb::Accrue),
        34 => Just(Verb::Apply),
        52 => Just(Verb::Approve),
        10 => Just(Verb::Refuse),
        10 => Just(Verb::Appeal),
        4 => Just(Verb::Withdraw),
        4 => Just(Verb::Lapse),
        14 => Just(Verb::TakeBack),
        16 => Just(Verb::Settle),
        10 => Just(Verb::Revoke),
        4 => Just(Verb::Regrade),
        8 => Just(Verb::Revalue),
        8 => Just(Verb::Bind),
        3 => Just(Verb::Unbind),
        2 => Just(Verb::Hold),
        2 => Just(Verb::Release),
        3 => Just(Verb::Expire),
        6 => Just(Verb::Reverse),
        1 => Just(Verb::Enrol),
        1 => Just(Verb::Close),
        2 => Just(Verb::Reopen),
        2 => Just(Verb::MergeOut),
        14 => Just(Verb::MergeIn),
    ]
}

/// A history of up to so many steps.
pub fn stories(most: usize) -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec(numbered(verb()), most / 2..=most)
}

/// Plays a history in which each step is recorded on its own day, so that days for an appeal pass.
///
/// # Errors
/// What should never happen, as text: an accepted command that does not apply.
pub fn tell(steps: &[Step]) -> Result<Shelf, String> {
    let mut shelf = start()?;
    for (turn, step) in steps.iter().enumerate() {
        shelf.today = on(turn);
        if let Some(command) = resolve(&shelf, turn, step)? {
            drop(shelf.submit(command)?);
        }
    }
    Ok(shelf)
}

/// The codes of outcomes that some rule takes or reads together.
const TOGETHER: [(&str, &str); 8] =
    [("F", "G"), ("G", "F"), ("X", "Y"), ("Y", "X"), ("Z", "V"), ("V", "Z"), ("TRADE", NEEDED), (NEEDED, "TRADE")];

/// The code of an outcome that a rule needs, and that nobody applies with.
const NEEDED: &str = "PLACE";

/// Those codes, in the order in which they are certified.
const OF_PAIRS: [&str; 8] = ["F", "G", "X", "Y", "Z", "V", "TRADE", NEEDED];

impl Aim<'_> {
    /// Where there is nothing to try the verb on: a review, an application, or something new.
    pub(super) fn story_instead(&self) -> Aimed {
        let reviewed = self.approve()?;
        if reviewed.is_some() && self.step.who.is_multiple_of(2) {
            return Ok(reviewed);
        }
        let applied = self.apply()?;
        if applied.is_some() { Ok(applied) } else { self.certify() }
    }

    /// An outcome that some rule names; every other time one whose fellow is here already.
    pub(super) fn certify(&self) -> Aimed {
        let Step { which, way, other, .. } = *self.step;
        let through = self.day.plus_days(i64::from(way / 2)).unwrap_or(self.day);
        let through = if way.is_multiple_of(8) { format!(" through {through}") } else { String::new() };
        let alone = self.book.lots.values().find_map(|lot| self.missing_fellow(lot)).filter(|_| way.is_multiple_of(2));
        let kind = alone.and_then(|code| OF_PAIRS.iter().position(|one| *one == code));
        let (by, what) = match kind.unwrap_or_else(|| usize::from(which % 16)) {
            0 => ("hv-registrar", "certificate F 2 hv -"),
            1 => ("hv-registrar", "certificate G 2 hv -"),
            2 => ("hv-registrar", "competition X 2 hv welding"),
            3 => ("hv-registrar", "certificate Y 3 hv welding"),
            4 => ("hv-registrar", "certificate Z 3 hv -"),
            5 => ("sv-registrar", "exam V 1 sv -"),
            6 => ("hv-registrar", "certificate TRADE 1 hv -"),
            7 => ("sv-registrar", "exam PLACE 1 sv -"),
            8 => ("hv-registrar", "certificate Q 2 hv -"),
            9 => ("sv-registrar", "exam E 6 sv -"),
            10 => ("sv-registrar", "exam EB 4 sv -"),
            11 => ("sv-registrar", "exam EL 2 sv -"),
            12 => ("sv-registrar", "exam EE 2 sv -"),
            _ => {
                let percent = 65_u16.saturating_add(u16::from(other % 7) * 5);
                let course = if which.is_multiple_of(2) { "A" } else { "B" };
                return said("sv-registrar", &format!("accrue {course} {percent} percent{through}"));
            }
        };
        said(by, &format!("certify {what}{through}"))
    }

    /// The code of what a rule takes together with the lot, if the lot is free and that is not here.
    fn missing_fellow(&self, lot: &Lot) -> Option<&'static str> {
        let code = fellow_of(lot).filter(|_| lot.parts.iter().any(|part| part.standing.is_free()))?;
        self.free(code).is_none().then_some(code)
    }

    /// A lot of a code that is wholly free.
    fn free(&self, code: &str) -> Option<&Lot> {
        let fits = |lot: &&Lot| lot.code.as_str() == code && lot.marks.is_empty() && !lot.is_past(self.day);
        self.book.lots.values().filter(fits).find(|lot| lot.parts.iter().all(|part| part.standing.is_free()))
    }

    /// What only witnesses to a lot may be used by others, whoever holds it.
    fn used_witness(&self, lot: &Lot) -> Option<&Lot> {
        let fits = |one: &&Lot| one.code.as_str() == "V" && one.marks.is_empty() && one.is_used();
        self.book.lots.values().filter(|_| lot.code.as_str() == "Z").find(fits)
    }

    /// Mostly lots that a rule names, with what belongs to them.
    pub(super) fn apply(&self) -> Aimed {
        let Step { which, way, other, .. } = *self.step;
        let Some(lot) = self.a_lot(which) else { return Ok(None) };
        let witness = self.used_witness(lot);
        if self.missing_fellow(lot).is_some() && witness.is_none() && other > 32 {
            return Ok(None);
        }
        let lot = if lot.code.as_str() == NEEDED { self.free("TRADE").unwrap_or(lot) } else { lot };
        let mut take = vec![self.asked(lot)];
        let fellow = fellow_of(lot).filter(|code| *code != NEEDED).and_then(|code| self.free(code));
        take.extend(fellow.map(|lot| self.asked(lot)));
        let whole = |lot: &Lot| Take { credits: lot.amount.credits, lot: lot.id };
        take.extend(witness.filter(|_| fellow.is_none()).map(whole));
        if way.is_multiple_of(16) {
            take.extend(self.take());
            take.dedup_by(|a, b| a.lot == b.lot);
        }
        let rule = match other % 16 {
            0 => Some("nowhere"),
            1 | 2 => Some(rule_of(lot)),
            3 => Some("a-to-c-weak"),
            _ => None,
        };
        let apply = Apply {
            attested: if way % 3 == 0 {
                self.matching(lot, 75_u32.saturating_add(u32::from(other % 16)))?
            } else {
                vec![]
            },
            document: read("world-rules")?,
            evidence: Vec::new(),
            rule: rule.map(read).transpose()?,
            take,
            target: if other % 32 == 5 || (lot.code.as_str() == "A" && other % 4 == 0) {
                Some(read("C")?)
            } else {
                None
            },
        };
        let by = match (lot.code.as_str(), way % 8) {
            (_, 0) => "bank-registrar",
            ("B" | "E" | "EB" | "EL" | "EE" | "practice", _) => "sv-registrar",
            _ => "hv-registrar",
        };
        Ok(Some((by, apply.into())))
    }

    fn matching(&self, lot: &Lot, value: u32) -> Result<Vec<Attested>, String> {
        Ok(vec![Attested { lot: Some(lot.id), value, what: read(Attested::CONTENT_MATCH)? }])
    }

    /// Mostly all that is at disposal, or so little of it that several applications fit.
    fn asked(&self, lot: &Lot) -> Take {
        let available = lot.parts.iter().filter(|part| part.standing.place == Place::Available);
        let all: u64 = available.map(|part| part.credits.ten_thousandths()).sum();
        let few = [5_000, 10_000, 5_000, 20_000];
        let steps = match lot.code.as_str() {
            "E" => 15_000,
            "B" | "Z" | "practice" if !self.step.way.is_multiple_of(8) => {
                pick(&few, self.step.other).copied().unwrap_or(all).min(all)
            }
            _ => all,
        };
        Take { credits: Credits::from_ten_thousandths(steps).unwrap_or(Credits::ZERO), lot: lot.id }
    }

    /// Mostly an application that has not ended and stands as it must.
    fn an_application(&self, fits: fn(Stands) -> bool) -> Option<&Application> {
        let all: Vec<_> = self.book.applications.values().collect();
        let fine: Vec<_> = all.iter().copied().filter(|one| fits(one.stands())).collect();
        let from = if fine.is_empty() && self.step.wrong < 64 { &all } else { &fine };
        pick(from, self.step.which).copied()
    }

    fn in_review(&self) -> Option<(&Application, &'static str)> {
        let application = self.an_application(|one| matches!(one, Stands::InReview(_) | Stands::InAppeal(_)))?;
        let at = application.next().and_then(|stage| stage.at.as_ref()).unwrap_or(&application.by.institution);
        let at = if self.step.wrong.is_multiple_of(32) { "SV" } else { at.as_str() };
        Some((application, reviewer(at, self.step.way)))
    }

    pub(super) fn approve(&self) -> Aimed {
        let refused = self.book.applications.values().any(|one| matches!(one.stands(), Stands::Refused(_)));
        if refused && self.step.other.is_multiple_of(2) {
            return self.appeal();
        }
        let Some((application, by)) = self.in_review() else { return Ok(None) };
        said(by, &format!("approve {}", application.id))
    }

    pub(super) fn refuse(&self) -> Aimed {
        let Some((application, by)) = self.in_review() else { return Ok(None) };
        let waived = if self.step.other.is_multiple_of(4) { " waived true" } else { "" };
        said(by, &format!("refuse {}{waived}", application.id))
    }

    pub(super) fn appeal(&self) -> Aimed {
        self.by_whoever_filed("appeal", |stands| matches!(stands, Stands::Refused(_)))
    }

    pub(super) fn withdraw(&self) -> Aimed {
        let open = |one| matches!(one, Stands::InReview(_) | Stands::InAppeal(_) | Stands::Refused(_));
        self.by_whoever_filed("withdraw", open)
    }

    fn by_whoever_filed(&self, verb: &str, fits: fn(Stands) -> bool) -> Aimed {
        let Some(application) = self.an_application(fits) else { return Ok(None) };
        let registrar = staff(application.by.institution.as_str(), Role::Registrar.as_str());
        said(registrar, &format!("{verb} {}", application.id))
    }

    /// A conversion is reversed, mostly with everything that relies on it.
    pub(super) fn take_back(&self) -> Aimed {
        let live: Vec<_> = self.book.live_decisions().filter(|one| one.conversion.is_some()).collect();
        let built: Vec<_> = live.iter().copied().filter(|one| !self.resting_on(one).is_empty()).collect();
        let from = if built.is_empty() || self.step.way < 96 { &live } else { &built };
        let Some(decision) = pick(from, self.step.which) else { return Ok(None) };
        let resting = self.resting_on(decision);
        let cascade = self.cascade(resting.iter().filter_map(|id| self.book.decisions.get(id)));
        let by = staff(decision.institution.as_str(), "reviewer");
        said(by, &format!("reverse {}{cascade}", decision.id.entry))
    }

    /// The decisions on what a conversion made, on what those made, and so on.
    fn resting_on(&self, decision: &Decision) -> Vec<DecisionId> {
        let (mut found, mut lots) = (Vec::new(), made(decision));
        while let Some(lot) = lots.pop() {
            let names = |one: &&Decision| one.relies_on(lot) && !found.contains(&one.id);
            let users: Vec<_> = self.book.live_decisions().filter(names).collect();
            found.extend(users.iter().map(|one| one.id));
            lots.extend(users.iter().flat_map(|one| made(one)));
        }
        found
    }
}

fn made(decision: &Decision) -> Vec<LotId> {
    decision.conversion.as_ref().map(|conversion| conversion.made.clone()).unwrap_or_default()
}

fn fellow_of(lot: &Lot) -> Option<&'static str> {
    TOGETHER.iter().find(|(one, _)| *one == lot.code.as_str()).map(|(_, fellow)| *fellow)
}

/// The rule that names a lot.
fn rule_of(lot: &Lot) -> &'static str {
    match lot.code.as_str() {
        "A" => "a-to-c",
        "B" => "b-to-practice",
        "E" => "exam-to-any",
        "EB" => "exam-to-b",
        "EL" => "exam-to-l",
        "EE" => "exam-to-each",
        "X" => "prize-to-talent",
        "TRADE" => "trade-after-test",
        "Y" => "paper-to-talent",
        "practice" => "practice-to-any",
        _ => "parts-to-module",
    }
}

/// One of an institution's reviewers. Two of the school's are one person.
fn reviewer(institution: &str, which: u8) -> &'static str {
    match (institution, which % 4) {
        ("SV", 0) => "sv-reviewer-2",
        ("SV", 1) => "sv-reviewer-3",
        ("SV", _) => "sv-reviewer",
        ("HV", 0 | 1) => "hv-reviewer-2",
        ("HV", _) => "hv-reviewer",
        (_, 0 | 1) => "bank-reviewer-2",
        _ => "bank-reviewer",
    }
}
