//! Passbooks side by side, and all that happened to them: a bank without a store, for tests.

use std::collections::BTreeMap;

use crate::digest::Digest;
use crate::id::{EntryId, LearnerId, RequestKey};
use crate::journal::leaf_hash;
use crate::ledger::{
    Act, Attached, Bundle, Command, Entry, MergeIn, Passbook, Redeem, Refusal, Status, Study, apply, decide_learner,
};
use crate::line::{Content, Line};
use crate::planner::{Holdings, Planned, plan};
use crate::solver::Effort;
use crate::testing::world::{TODAY, World, read};
use crate::time::{Date, Timestamp};

/// One command that was accepted: the passbook before it, and its line.
#[derive(Clone, Debug)]
pub struct Turn {
    /// The passbook before.
    pub before: Passbook,
    /// What was decided.
    pub entry: Entry,
    /// Its line in the journal.
    pub line: Line,
    /// That line's bytes.
    pub bytes: Vec<u8>,
}

/// One command and its answer.
#[derive(Clone, Debug)]
pub struct Asked {
    /// What was asked.
    pub command: Command,
    /// The refusal, if it was refused.
    pub refusal: Option<Refusal>,
}

/// Passbooks over the documents of the [`World`], and their history.
#[derive(Clone, Debug)]
pub struct Shelf {
    /// The documents.
    pub world: World,
    /// The passbooks that were written to.
    pub books: BTreeMap<LearnerId, Passbook>,
    /// Every command, in order.
    pub asked: Vec<Asked>,
    /// Every accepted command, in order.
    pub turns: Vec<Turn>,
    /// The day on which the next command is recorded.
    pub today: Date,
}

impl Shelf {
    /// No passbook yet.
    ///
    /// # Errors
    /// None: the world is fixed.
    pub fn new() -> Result<Self, String> {
        let world = World::new()?;
        Ok(Self { world, books: BTreeMap::new(), asked: Vec::new(), turns: Vec::new(), today: TODAY })
    }

    /// The passbook of a learner, an unopened one if nothing happened yet.
    #[must_use]
    pub fn book(&self, learner: LearnerId) -> Passbook {
        self.books.get(&learner).cloned().unwrap_or_else(|| Passbook::new(learner))
    }

    /// When the next command is recorded: a second after the last one.
    #[must_use]
    pub fn recorded(&self) -> Timestamp {
        let midnight = Timestamp::midnight(self.today);
        let second = i64::try_from(self.asked.len()).unwrap_or(0);
        midnight.plus_seconds(second).unwrap_or(midnight)
    }

    /// Decides a command without applying it.
    ///
    /// # Errors
    /// The refusal.
    pub fn decide(&self, command: &Command) -> Result<Entry, Refusal> {
        decide_learner(&self.book(command.learner), &self.world.published, &self.key(), command, self.recorded())
    }

    fn key(&self) -> RequestKey {
        // A number is a key: the fallback is never taken.
        let text = format!("request/{}", self.asked.len());
        text.parse().unwrap_or_else(|_| RequestKey::literal("request"))
    }

    /// Decides a command, applies what was decided and seals it into a line. A refusal changes nothing.
    ///
    /// # Errors
    /// The refusal, inside; outside, what should not have happened: an entry that does not apply or has no line.
    pub fn submit(&mut self, command: Command) -> Result<Result<Entry, Refusal>, String> {
        let decided = self.decide(&command);
        let before = self.book(command.learner);
        self.asked.push(Asked { command, refusal: decided.as_ref().err().cloned() });
        if let Ok(entry) = &decided {
            self.take(before, entry.clone())?;
        }
        Ok(decided)
    }

    fn take(&mut self, before: Passbook, entry: Entry) -> Result<(), String> {
        let mut after = before.clone();
        apply(&mut after, &entry).map_err(|corrupt| format!("an entry just decided: {corrupt}"))?;
        self.books.insert(entry.learner, after);
        let mine = self.turns.iter().rev().find(|turn| turn.entry.learner == entry.learner);
        let last = mine.map_or(Digest::ZERO, |turn| leaf_hash(&turn.bytes));
        let prev = self.turns.last().map(|turn| turn.bytes.as_slice());
        let prev = prev.or_else(|| self.world.lines.last().map(Vec::as_slice)).map_or(Digest::ZERO, leaf_hash);
        let line = Line { position: self.length()?, prev, content: Content::Learner { entry: entry.clone(), last } };
        let bytes = line.encode().map_err(|bytes| format!("the line is {bytes} bytes long"))?;
        self.turns.push(Turn { before, entry, line, bytes });
        Ok(())
    }

    fn length(&self) -> Result<u64, String> {
        u64::try_from(self.world.lines.len().saturating_add(self.turns.len())).map_err(|error| error.to_string())
    }

    /// The best plan for a matriculation on a day, with its proof, as it is to be redeemed.
    ///
    /// # Errors
    /// Why there is none: no such matriculation, or no plan at all.
    pub fn redeem(&self, book: &Passbook, of: EntryId, day: Date) -> Result<Redeem, String> {
        let study = self.study(book, of, day)?;
        planned(&study, &study.holdings())
    }

    /// The same for an award that is suspended, and freed in this passbook.
    ///
    /// # Errors
    /// The same.
    pub fn redeem_again(&self, book: &Passbook, of: EntryId, day: Date) -> Result<Redeem, String> {
        let study = self.study(book, of, day)?;
        planned(&study, &study.holdings_again())
    }

    fn study<'a>(&'a self, book: &'a Passbook, of: EntryId, day: Date) -> Result<Study<'a>, String> {
        let (of, published) = (
            book.matriculations.get(&of).ok_or_else(|| format!("there is no matriculation {of}"))?,
            &self.world.published,
        );
        let pinned = published.programmes_at(&of.document, of.position).ok_or("its version is not published")?;
        Ok(Study { book, day, of, pinned, published })
    }

    /// The in-entries that out-entries of `from` into `into` still wait for, the oldest first.
    #[must_use]
    pub fn waiting(&self, from: LearnerId, into: LearnerId) -> Vec<MergeIn> {
        let taken = self.book(into).taken;
        let outs = self.turns.iter().filter(|turn| turn.entry.learner == from);
        outs.filter_map(|turn| {
            let Act::MergeOut(out) = &turn.entry.act else { return None };
            let bundle: Bundle = turn.entry.effects.bundle.clone()?;
            let (leaf, position) = (leaf_hash(&turn.bytes), turn.line.position);
            (out.into == into && !taken.contains(&position)).then_some(MergeIn { bundle, from, leaf, position })
        })
        .collect()
    }

    /// The passbooks that take commands.
    pub fn open(&self) -> impl Iterator<Item = &Passbook> {
        self.books.values().filter(|book| book.status == Status::Open)
    }

    /// A command by the mandate of that name.
    ///
    /// # Errors
    /// A name that is no mandate code.
    pub fn command(by: &str, learner: LearnerId, effective: Date, act: impl Into<Act>) -> Result<Command, String> {
        Ok(Command { learner, by: read(by)?, effective, act: act.into() })
    }
}

/// The best plan with what is held, with its proof.
fn planned(study: &Study<'_>, holdings: &Holdings) -> Result<Redeem, String> {
    let planned = plan(study.pinned, &study.of.programme, holdings, Effort::default());
    let Planned { plan, certificate } = planned.map_err(|error| error.to_string())?;
    let wrong = |error: crate::journal::CanonicalError| error.to_string();
    let (certificate, plan) = (Attached::new(certificate).map_err(wrong)?, Attached::new(plan).map_err(wrong)?);
    Ok(Redeem { certificate, matriculation: study.of.id, plan })
}
