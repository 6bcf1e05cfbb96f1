//! Decides the commands of an old book again, in order, in a new one.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use serde_json::Value;

use crate::bank::answer::Rejection;
use crate::bank::audit::NotRepeated;
use crate::bank::core::{Bank, Founding};
use crate::bank::publish::Publishing;
use crate::bank::refound::gaps::{Gaps, Missing};
use crate::bank::refound::old::{Asked, OldLine};
use crate::bank::refound::outcome::{decided, difference, shown, then};
use crate::bank::refound::report::{Now, Otherwise, Refounded};
use crate::bank::submit::Request;
use crate::error::{Damage, Error};
use crate::id::LearnerId;
use crate::journal::{Chain, Link, Origin, leaf_hash};
use crate::ledger::{Act, Acting, Command, Document, Judged, MergeIn, Refounds};
use crate::store::Store;
use crate::time::{Clock, Timestamp};

/// How many requests are stored at once.
const AT_ONCE: usize = 1_000;

/// Makes a new book that decides the commands of an old one again: publications and learners' commands, in their order,
/// under their keys, mandates, effective days and recorded instants. Its first line cites the old book's name, head
/// and size. The old book may be of another format: only the commands on its lines are read, and the chain is checked.
///
/// Of a document it is asked again whether it is sound; one that this build's checks refuse stands nevertheless, as
/// judged by the number that its old line says. Where a line is not taken over, the numbers of a passbook's later lines
/// are one less; commands that name them are asked with the new numbers.
///
/// The new book has a name of its own, so that no checkpoint of the one speaks against the other. A run that was cut off
/// is begun again on an empty store.
///
/// # Errors
/// If the new store is not empty or a store fails; if the old book is damaged, or has the new one's name. What is decided
/// otherwise is no error: it is in the [`Refounded`].
pub fn refound<O: Store, N: Store, C: Clock>(
    old: &O,
    new: N,
    clock: C,
    origin: Origin,
) -> Result<(Bank<N, C>, Refounded), Error> {
    let (chain, first) = chain(old)?;
    let genesis = first.genesis()?;
    if genesis.origin == origin {
        return Err(Error::invalid(format!("the old book is `{origin}`; the new one needs another name")));
    }
    let founding = Founding { origin, zone: genesis.zone, founder: genesis.founder };
    let refounds = Refounds { head: chain.head, origin: genesis.origin, size: chain.length };
    let mut bank = Bank::found_after(new, At(first.recorded), founding, Some(refounds))?;
    bank.jump = u64::MAX;
    let mut replay = Replay {
        old,
        bank,
        gaps: Gaps::default(),
        positions: BTreeMap::new(),
        waiting: Vec::new(),
        report: Refounded { lines: chain.length, ..Refounded::default() },
    };
    old.scan(1, &mut |_, bytes| replay.line(bytes).map(ControlFlow::Continue))?;
    replay.finish(clock)
}

/// A clock that stands at the instant of the line that is decided again.
#[derive(Debug)]
struct At(Timestamp);

impl Clock for At {
    fn now(&self) -> Timestamp {
        self.0
    }
}

/// Follows the old book's chain to its end; and its first line.
fn chain<O: Store>(old: &O) -> Result<(Chain, OldLine), Error> {
    let (mut chain, mut first, mut offset) = (Chain::default(), None, 0_u64);
    old.scan(0, &mut |record, bytes| {
        let damaged = |what| Error::damaged(Damage { record, offset, what });
        let link = chain.follow(bytes).map_err(|error| damaged(error.to_string()))?;
        if first.is_none() {
            first = Some(OldLine::read(&link, bytes).map_err(damaged)?);
        }
        offset = offset.saturating_add(crate::bank::fold::length(bytes));
        Ok(ControlFlow::Continue(()))
    })?;
    let first = first.ok_or_else(|| Error::invalid("the old store holds no book"))?;
    Ok((chain, first))
}

/// A command that is about to be decided again.
struct Waiting {
    line: OldLine,
    learner: LearnerId,
    request: Request,
}

struct Replay<'a, O, N> {
    old: &'a O,
    bank: Bank<N, At>,
    gaps: Gaps,
    /// Where the lines of the old book that were taken over stand in the new one.
    positions: BTreeMap<u64, u64>,
    waiting: Vec<Waiting>,
    report: Refounded,
}

impl<O: Store, N: Store> Replay<'_, O, N> {
    fn line(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let link = Link::read(bytes).map_err(|error| Error::invalid(error.to_string()))?;
        let line = match OldLine::read(&link, bytes) {
            Ok(line) => line,
            Err(why) => return self.unreadable_line(&link, why),
        };
        match line.member {
            None => self.book(line),
            Some((learner, _)) => self.learner(line, learner),
        }
    }

    /// Nothing but its place in the chains could be read.
    fn unreadable_line(&mut self, link: &Link, why: String) -> Result<(), Error> {
        self.flush()?;
        let learner = link.member.map(|member| member.learner);
        if let Some(member) = link.member {
            self.gaps.add(member.learner, member.n);
        }
        let (position, verb, now) = (link.position, "unknown".to_owned(), Now::Unreadable(why));
        self.report.otherwise.push(Otherwise { position, verb, learner, then: "unknown".to_owned(), now });
        Ok(())
    }

    /// The command is not in the new book.
    fn dropped(&mut self, line: &OldLine, now: Now) {
        if let Some((learner, n)) = line.member {
            self.gaps.add(learner, n);
        }
        self.otherwise(line, shown(&decided(&line.members)), now);
    }

    fn otherwise(&mut self, line: &OldLine, then: String, now: Now) {
        let learner = line.member.map(|(learner, _)| learner);
        self.report.otherwise.push(Otherwise { position: line.position, verb: line.verb.clone(), learner, then, now });
    }

    /// The command has a line in the new book, which may say something else.
    fn taken(&mut self, line: &OldLine, position: u64) -> Result<(), Error> {
        self.positions.insert(line.position, position);
        self.report.taken = self.report.taken.saturating_add(1);
        let gone = || Error::invalid("a line that was just written is gone");
        let bytes = self.bank.store.read(position)?.ok_or_else(gone)?;
        let now = serde_json::from_slice(&bytes).map_err(|error| Error::invalid(error.to_string()))?;
        let learner = line.member.map(|(learner, _)| learner);
        let then = then(&line.members, learner, &self.gaps, &self.positions);
        if let Some(differs) = difference(&then, &decided(&now)) {
            let now = Now::Decided { position, outcome: shown(&differs.now) };
            self.otherwise(line, shown(&differs.then), now);
        }
        Ok(())
    }
}

impl<O: Store, N: Store> Replay<'_, O, N> {
    fn book(&mut self, line: OldLine) -> Result<(), Error> {
        self.flush()?;
        match self.published(&line)? {
            Ok(position) => self.taken(&line, position),
            Err(now) => {
                self.dropped(&line, now);
                Ok(())
            }
        }
    }

    fn published(&mut self, line: &OldLine) -> Result<Result<u64, Now>, Error> {
        if line.verb != "publish" {
            return Ok(Err(Now::Unreadable(format!("`{}` is no verb of a book", line.verb))));
        }
        let (said, asked) = match (line.publication(), line.asked()) {
            (Ok(said), Ok(asked)) => (said, asked),
            (Err(why), _) | (_, Err(why)) => return Ok(Err(Now::Unreadable(why))),
        };
        let Some(text) = self.old.document(said.hash)? else {
            return Ok(Err(Now::Unreadable(format!("document `{}` is not kept under {}", said.document, said.hash))));
        };
        let Asked { by, effective, key } = asked;
        let publishing = Publishing { name: said.document.as_str(), text: &text, who: &Acting { by, effective } };
        let (document, judged) = match self.judged(line, &publishing) {
            Ok(judged) => judged,
            Err(now) => return Ok(Err(now)),
        };
        self.bank.clock = At(line.recorded);
        match self.bank.publish_judged(&key, &publishing, document, judged) {
            Ok(receipt) => Ok(Ok(receipt.position)),
            Err(Rejection::Failed(error)) => Err(error),
            Err(Rejection::Refused(refusal)) => Ok(Err(Now::Refused(Box::new(refusal)))),
            Err(unsound) => Ok(Err(Now::Unsound(unsound.to_string()))),
        }
    }

    /// Judges the document again. What was judged once, and is refused now, stands as it was judged.
    fn judged(&mut self, line: &OldLine, publishing: &Publishing<'_>) -> Result<(Document, Judged), Now> {
        let (name, text, published) = (publishing.name, publishing.text, &*self.bank.fold.published);
        if let Ok(again) = self.bank.judge.judge(name, text, published) {
            return Ok((again.document, again.judged));
        }
        let document =
            Document::decode(name, text, published).map_err(|findings| Now::Unreadable(findings.to_string()))?;
        let judged = line.judged.unwrap_or(Judged { effort: None, number: 0 });
        let (record, judged_by) = (line.position, judged.number);
        let document_id = document.id().clone();
        self.report.not_judged.push(NotRepeated { record, document: document_id, judged: judged_by });
        Ok((document, judged))
    }
}

impl<O: Store, N: Store> Replay<'_, O, N> {
    fn learner(&mut self, line: OldLine, learner: LearnerId) -> Result<(), Error> {
        let merges = matches!(line.verb.as_str(), "merge_in" | "merge_out");
        let other_instant = self.waiting.last().is_some_and(|last| last.line.recorded != line.recorded);
        let again = self.waiting.iter().any(|waiting| waiting.learner == learner);
        if merges || other_instant || again || self.waiting.len() >= AT_ONCE {
            self.flush()?;
        }
        match self.request(&line, learner)? {
            Ok(request) => self.waiting.push(Waiting { line, learner, request }),
            Err(now) => {
                self.flush()?;
                self.dropped(&line, now);
            }
        }
        if merges { self.flush() } else { Ok(()) }
    }

    /// Decides what waits, all of one instant and each of another learner.
    fn flush(&mut self) -> Result<(), Error> {
        let waiting = std::mem::take(&mut self.waiting);
        let Some(first) = waiting.first() else { return Ok(()) };
        self.bank.clock = At(first.line.recorded);
        let requests: Vec<Request> = waiting.iter().map(|one| one.request.clone()).collect();
        let answers = self.bank.submit_all(&requests)?;
        for (one, answer) in waiting.iter().zip(answers) {
            match answer {
                Ok(receipt) => self.taken(&one.line, receipt.position)?,
                Err(refusal) => self.dropped(&one.line, Now::Refused(Box::new(refusal))),
            }
        }
        Ok(())
    }

    fn request(&self, line: &OldLine, learner: LearnerId) -> Result<Result<Request, Now>, Error> {
        let act = if line.verb == "merge_in" { self.merge_in(line)? } else { self.act(line, learner) };
        let request = act.and_then(|act| {
            let Asked { by, effective, key } = line.asked().map_err(Now::Unreadable)?;
            Ok(Request { key, command: Command { learner, by, effective, act } })
        });
        Ok(request)
    }

    /// The act of a line, in the numbers of the new book and with what it brings.
    fn act(&self, line: &OldLine, learner: LearnerId) -> Result<Act, Now> {
        let missing = |Missing(id): Missing| Now::NotAsked(format!("it names `{id}`, which is not in the new book"));
        let act = self.gaps.in_act(line.act(), learner).map_err(missing)?;
        let act = answered(act, line).map_err(Now::Unreadable)?;
        let written = Value::Object([(line.verb.clone(), act)].into_iter().collect());
        let act = Act::read(&written.to_string()).map_err(Now::Unreadable)?;
        if act.brings_a_plan() && self.gaps.has(learner) {
            return Err(Now::NotAsked("its plan names lots by numbers that are others now".to_owned()));
        }
        let kept = |hash| self.old.document(hash).map_err(|error| error.to_string());
        act.filled(&kept).map_err(Now::Unreadable)
    }

    /// What came in by a merge is what leaves in the new book, by the line there.
    fn merge_in(&self, line: &OldLine) -> Result<Result<Act, Now>, Error> {
        let cited = line.act().get("position").and_then(Value::as_u64);
        let from = line.act().get("from").and_then(Value::as_str).and_then(|from| from.parse::<LearnerId>().ok());
        let (Some(cited), Some(from)) = (cited, from) else {
            return Ok(Err(Now::Unreadable("`from` or `position` is missing".to_owned())));
        };
        let Some(position) = self.positions.get(&cited).copied() else {
            return Ok(Err(Now::NotAsked(format!("it cites line {cited}, which is not in the new book"))));
        };
        let bundle = self.bank.bundle_at(position)?;
        let bytes = self.bank.store.read(position)?.unwrap_or_default();
        Ok(Ok(MergeIn { bundle, from, leaf: leaf_hash(&bytes), position }.into()))
    }

    fn finish<C: Clock>(mut self, clock: C) -> Result<(Bank<N, C>, Refounded), Error> {
        self.flush()?;
        self.report.in_flight = self.bank.in_flight();
        self.report.otherwise.sort_by_key(|each| each.position);
        Ok((self.bank.with_clock(clock), self.report))
    }
}

/// A cascade that names decisions alone, as in format 1: whoever asked for it answers for each. Out of which scopes a
/// command took nobody says any more: documents do.
fn answered(mut act: Value, line: &OldLine) -> Result<Value, String> {
    if let Some(act) = act.as_object_mut() {
        act.remove("carry");
    }
    let Some(Value::Array(cascade)) = act.get_mut("cascade") else { return Ok(act) };
    let by = line.asked()?.by;
    for one in cascade.iter_mut().filter(|one| one.is_string()) {
        *one = serde_json::json!({ "by": by, "decision": one });
    }
    Ok(act)
}
