//! Plays stories on a real bank.

use crate::kit::asked::{Asked, MadeIt, View};
use std::collections::BTreeMap;
use std::sync::Arc;

use creditbank::bank::Planning;
use creditbank::ledger::{Act, Passbook, Record, Settle, Subject, places};
use creditbank::testing::engine::{Span, check, validity};
use creditbank::{
    Command, Credits, Date, EntryId, LearnerId, LotId, MandateId, MemoryStore, Receipt, Rejection, Timestamp, date,
};

use crate::attempts::documents::document;
use crate::attempts::page::{Step, World, whose};
use crate::kit::world::{Told, found_on};

/// The documents that are published before the story begins.
const DOCUMENTS: [(&str, &str); 6] = [
    ("framework.toml", include_str!("world/framework.toml")),
    ("institutions.toml", include_str!("world/institutions.toml")),
    ("mandates.toml", include_str!("world/mandates.toml")),
    ("courses.toml", include_str!("world/courses.toml")),
    ("rules.toml", include_str!("world/rules.toml")),
    ("programmes.toml", include_str!("world/programmes.toml")),
];

/// A bank, and what the story calls the lines.
pub(crate) struct Teller {
    pub(crate) told: Told<MemoryStore>,
    /// What the lines are called.
    pub(crate) names: BTreeMap<String, (LearnerId, u32)>,
    /// Which lines made a hold or a decision.
    pub(crate) decided: Vec<String>,
    now: Timestamp,
    said: u32,
}

pub(crate) fn learner(number: u8) -> LearnerId {
    creditbank::testing::world::learner(number)
}

impl Teller {
    /// A bank in which nothing has happened: in the world of these stories, or in that of the crate.
    pub(crate) fn new(world: World) -> Self {
        let theirs: &[_] = &creditbank::testing::world::DOCUMENTS;
        let documents = if world == World::Crate { theirs } else { &DOCUMENTS };
        let told = found_on(MemoryStore::new(), documents);
        let (names, decided, now) = (BTreeMap::new(), Vec::new(), Timestamp::midnight(date!("2020-01-03")));
        let mut teller = Self { told, names, decided, now, said: 0 };
        teller.tick(date!("2020-01-03"));
        teller
    }

    /// It is this day at least; and every line is recorded a second after the one before it.
    pub(crate) fn tick(&mut self, day: Date) {
        self.now = Timestamp::midnight(day).max(self.now.plus_seconds(1).unwrap());
        self.told.clock.0.set(self.now);
    }

    /// The day on which the last line was recorded.
    pub(crate) fn today(&self) -> Date {
        self.now.day_in(self.told.bank.published().zone())
    }

    /// When the next line is recorded.
    pub(crate) fn now(&self) -> Timestamp {
        self.now
    }

    pub(crate) fn passbook(&self, number: u8) -> Option<Arc<Passbook>> {
        self.told.bank.passbook(learner(number))
    }

    /// The learners of whom something was said.
    pub(crate) fn learners(&self) -> Vec<u8> {
        (1..9).filter(|number| self.passbook(*number).is_some()).collect()
    }

    /// Plays a step; what it says of itself must be so.
    pub(crate) fn play(&mut self, step: &Step) {
        match step {
            Step::Do { name, line, remarks } => {
                let receipt = self.say(line, name.as_deref()).unwrap_or_else(|why| panic!("{line}: {why}"));
                let said: Vec<_> = receipt.remarks.iter().map(ToString::to_string).collect();
                let meant = remarks.clone().unwrap_or_default();
                assert_eq!(said.join("; "), self.with_ids(&meant, whose(line).0), "{line}");
            }
            Step::No { refusal, line, message } => self.refuse(refusal, line, message),
            Step::Quote { line, remarks } => self.quote(line, remarks),
            Step::See { learner, day, shares } => {
                assert_eq!(self.shares(*learner, day.parse().unwrap()), *shares, "on {day}");
            }
            Step::Marks { learner, subject, causes } => self.marked(*learner, subject, causes),
            Step::Valid { learner, lot, spans } => self.valid(*learner, lot, spans),
            Step::Publish { document, day } => self.publish(document, day.parse().unwrap()),
            Step::Merge { name, from, into, day } => self.merge(name.clone(), (*from, *into), day.parse().unwrap()),
            Step::Sweep { line } => match self.say(line, None) {
                Ok(_) | Err(Rejection::Refused(_)) => {}
                Err(other) => panic!("{line}: {other}"),
            },
            Step::Findings { text } => {
                let said: Vec<_> = self.told.bank.matters().iter().map(ToString::to_string).collect();
                assert_eq!(said.join("; "), self.with_ids(text, 1));
            }
        }
    }

    /// Asks for a command. What it makes is called by the name.
    pub(crate) fn say(&mut self, line: &str, name: Option<&str>) -> Result<Receipt, Rejection> {
        let command = self.command(line)?;
        self.said += 1;
        let next = self.told.bank.passbook(command.learner).map_or(0, |book| book.next);
        if let Some(name) = name {
            assert!(self.names.insert(name.into(), (command.learner, next)).is_none(), "`{name}` is there twice");
        }
        let receipt = self.told.bank.ask(&format!("r/{}", self.said), command)?;
        if receipt.hold().is_some() || receipt.decision().is_some() {
            self.decided.push(format!("{line}: {}", receipt.decision().is_some()));
        }
        self.is_in_order(line);
        Ok(receipt)
    }

    /// No invariant is broken in any passbook.
    fn is_in_order(&self, after: &str) {
        for number in self.learners() {
            assert_eq!(check(&self.passbook(number).unwrap()), vec![], "learner {number} after {after}");
        }
    }

    fn refuse(&mut self, code: &str, line: &str, message: &str) {
        let why = match self.say(line, None) {
            Err(Rejection::Refused(refusal)) => refusal,
            Err(other) => panic!("{line}: {other}"),
            Ok(_) => panic!("{line}: it is accepted"),
        };
        assert_eq!(why.to_string(), self.with_ids(message, whose(line).0), "{line}");
        assert_eq!(why.code(), code, "{line}");
    }

    fn quote(&mut self, line: &str, remarks: &str) {
        let Command { learner, by, effective, act } = self.command(line).unwrap();
        let Act::Apply(act) = act else { panic!("{line}: it is no application") };
        let quote = self.told.bank.quote(learner, &by.on(effective), &act).unwrap();
        let said: Vec<_> = quote.remarks.iter().map(ToString::to_string).collect();
        let next = format!("{}.", self.told.bank.passbook(learner).unwrap().next);
        assert_eq!(said.join("; ").replace(&format!("lot {next}"), "lot new."), self.with_ids(remarks, whose(line).0));
    }

    fn marked(&self, number: u8, subject: &str, causes: &str) {
        let subject: Subject = self.with_ids(subject, number).parse().unwrap();
        let book = self.passbook(number).unwrap();
        let marks = book.marks_on(subject);
        let said: Vec<_> = marks.iter().map(ToString::to_string).collect();
        assert_eq!(said.join(" "), self.with_ids(causes, number), "{subject}");
    }

    fn valid(&self, number: u8, lot: &str, spans: &str) {
        let lot: LotId = self.with_ids(lot, number).parse().unwrap();
        let book = self.passbook(number).unwrap();
        let span = |(first, last): &Span| format!("{first}..{}", last.map_or(String::new(), |last| last.to_string()));
        let said: Vec<_> = validity(&book, &book.lots[&lot]).iter().map(span).collect();
        assert_eq!(said.join(" "), spans, "{lot}");
    }

    fn publish(&mut self, name: &str, effective: Date) {
        self.tick(effective);
        let text = document(name);
        let by = creditbank::mandate!("founder");
        self.told
            .bank
            .publish(name, &by.on(effective), name, text.as_bytes())
            .unwrap_or_else(|why| panic!("{name}: {why}"));
    }

    fn merge(&mut self, name: Option<String>, (from, into): (u8, u8), day: Date) {
        self.tick(day);
        let by: MandateId = "bank-operator".parse().unwrap();
        let key = format!("merge/{from}/{into}");
        let come = self.told.bank.merge(&key, &by.on(day), learner(from), learner(into));
        let come = come.unwrap_or_else(|why| panic!("merge {from} into {into}: {why}"));
        let last = come.last().map(|receipt| (receipt.learner, receipt.entry.n)).unwrap();
        name.map(|name| self.names.insert(name, last));
        self.is_in_order("a merge");
    }

    /// Reads a line. The clock is set to its day, if that is later.
    fn command(&mut self, line: &str) -> Result<Command, Rejection> {
        let number = whose(line).0;
        let line = self.with_ids(line, number);
        let words: Vec<_> = whose(&line).1.splitn(4, ' ').collect();
        let (by, day): (MandateId, Date) = (words[0].parse().unwrap(), words[1].parse().unwrap());
        self.tick(day);
        match words[2] {
            "redeem" => {
                let planning = self.told.bank.learner(learner(number)).unwrap().plan(words[3].parse().unwrap(), day)?;
                let act = planning.redeem().unwrap().into();
                Ok(Command { learner: learner(number), by, effective: day, act })
            }
            "again" => self.again(number, by, day, words[3]),
            _ => {
                let (line, ends) = ends(&line);
                let mut command = self.told.command(&line);
                ends.iter().for_each(|(word, value)| amend(&mut command.act, word, value));
                Ok(command)
            }
        }
    }

    /// `again decision:3.0 7`: the award is settled on another plan.
    fn again(&mut self, number: u8, by: MandateId, day: Date, of: &str) -> Result<Command, Rejection> {
        let (subject, cause) = of.split_once(' ').unwrap();
        let subject: Subject = subject.parse().unwrap();
        let Subject::Decision(award) = subject else { panic!("`{of}`: a decision is meant") };
        let planning: Planning = self.told.bank.learner(learner(number)).unwrap().plan_again(award, &by.on(day))?;
        let act = Settle { cause: cause.parse().unwrap(), how: planning.settlement().unwrap(), subject }.into();
        Ok(Command { learner: learner(number), by, effective: day, act })
    }

    /// The text with ids for names, as the learner's passbook has them.
    pub(crate) fn with_ids(&self, text: &str, number: u8) -> String {
        let mut parts = text.split_inclusive(['$', '#']);
        let mut whole = String::new();
        let mut sign = parts.next().map(|first| keep(&mut whole, first)).unwrap_or_default();
        for part in parts {
            let (body, next) = match part.strip_suffix(['$', '#']) {
                Some(body) => (body, part.chars().next_back()),
                None => (part, None),
            };
            let end = body.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(body.len());
            let (name, rest) = body.split_at(end);
            whole.push_str(&self.id(sign.unwrap(), name, rest, number));
            sign = next;
        }
        whole
    }

    /// What stands for a name, and the rest of the text.
    fn id(&self, sign: char, name: &str, rest: &str, number: u8) -> String {
        let (home, n) = self.names.get(name).unwrap_or_else(|| panic!("`{name}` is nobody's name"));
        let entry = EntryId { home: (*home != learner(number)).then_some(*home), n: *n };
        if sign == '#' {
            return format!("{entry}{rest}");
        }
        let digits = |rest: &str| rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let (k, rest) = match rest.strip_prefix('.').filter(|after| digits(after) > 0) {
            Some(after) => (after[..digits(after)].parse().unwrap(), &after[digits(after)..]),
            None => (0, rest),
        };
        format!("{}{rest}", LotId { entry, k })
    }

    /// What the story calls a lot.
    pub(crate) fn called(&self, number: u8, lot: LotId) -> String {
        let home = lot.entry.home.unwrap_or(learner(number));
        let name = self.names.iter().find(|(_, line)| **line == (home, lot.entry.n)).map(|(name, _)| name.as_str());
        let name = name.unwrap_or_else(|| panic!("lot {lot} has no name"));
        if lot.k == 0 { name.to_owned() } else { format!("{name}.{}", lot.k) }
    }

    /// Where everything stands on a day, by the names of the story.
    pub(crate) fn shares(&self, number: u8, day: Date) -> String {
        self.view(number, View::Day(day))
    }

    /// Where everything stands, as of a day and a position.
    pub(crate) fn view(&self, number: u8, view: View) -> String {
        let statement = self.told.bank.seen(learner(number), view);
        let day = statement.day;
        assert_eq!(places(&statement.passbook, &self.told.bank.published(), day), statement.places);
        let mut all: Vec<_> = statement
            .places
            .iter()
            .map(|(lot, shares)| {
                let there = &statement.passbook.lots[lot];
                let sum = shares.values().try_fold(Credits::ZERO, |sum, one| sum.plus(*one)).unwrap();
                let worth = there.amount.credits.plus(there.short()).unwrap();
                assert_eq!(sum, worth, "the shares of {lot} on {day}");
                let one =
                    |(share, credits): (&creditbank::ledger::Share, &Credits)| format!("{} {credits}", share.as_str());
                let short = Some(there.short()).filter(|short| !short.is_zero()).map(|short| format!("short {short}"));
                let shares: Vec<_> = shares.iter().map(one).chain(short).collect();
                format!("{} {}", self.called(number, *lot), shares.join(", "))
            })
            .collect();
        all.sort();
        self.balanced(&statement);
        let beside = check(&statement.passbook).into_iter().filter(|one| one.what.contains("beside"));
        assert_eq!(beside.collect::<Vec<_>>(), vec![], "on {day}");
        all.join(" | ")
    }

    /// The balances are the sums of the shares.
    fn balanced(&self, statement: &creditbank::Statement) {
        for ((unit, tier), balance) in &statement.balances {
            for share in creditbank::ledger::Share::ALL {
                let lots = statement.places.iter().map(|(lot, shares)| (&statement.passbook.lots[lot], shares));
                let lots = lots.filter(|(lot, _)| lot.amount.unit == *unit && lot.tier == *tier);
                let there = lots.filter_map(|(_, shares)| shares.get(&share));
                let sum = there.fold(Credits::ZERO, |sum, one| sum.plus(*one).unwrap());
                assert_eq!(sum, balance.of(share), "{} {unit}", share.as_str());
            }
            let lots = statement.passbook.lots.values();
            let lots = lots.filter(|lot| lot.amount.unit == *unit && lot.tier == *tier && lot.since <= statement.day);
            let worth = lots.fold(Credits::ZERO, |sum, lot| sum.plus(lot.amount.credits).unwrap());
            assert_eq!(balance.accrued().unwrap(), worth, "accrued {unit}");
        }
    }

    /// The audit finds nothing.
    pub(crate) fn is_sound(&self) {
        let audit = self.told.bank.verify().unwrap();
        assert!(audit.is_sound(), "{:#?}", audit.discrepancies);
    }
}

/// The text before the sign at its end, which is given back.
fn keep(whole: &mut String, first: &str) -> Option<char> {
    match first.strip_suffix(['$', '#']) {
        Some(body) => {
            whole.push_str(body);
            first.chars().next_back()
        }
        None => {
            whole.push_str(first);
            None
        }
    }
}

/// What the short form of the scripts does not have: `run 2024-1`, `level nqf/4` and `mark 80/percent` at the end, and how an attempt ended.
fn ends(line: &str) -> (String, Vec<(String, String)>) {
    let mut words: Vec<_> = line.split(' ').collect();
    let mut ends = Vec::new();
    while let [.., word @ ("run" | "level" | "mark" | "earned"), value] = words[..] {
        ends.push((word.to_owned(), value.to_owned()));
        words.truncate(words.len() - 2);
    }
    let verb = words.iter().position(|word| ["failed", "absent", "withdrawn"].contains(word));
    if let Some(at) = verb {
        ends.push(("result".to_owned(), words[at].to_owned()));
        words[at] = "record";
    }
    (words.join(" "), ends)
}

fn amend(act: &mut Act, word: &str, value: &str) {
    match (act, word) {
        (Act::Accrue(accrue), "earned") => accrue.earned = Some(value.parse().unwrap()),
        (Act::Record(record), "earned") => record.earned = Some(value.parse().unwrap()),
        (Act::Accrue(accrue), "run") => accrue.run = Some(value.parse().unwrap()),
        (Act::Record(record), "run") => record.run = Some(value.parse().unwrap()),
        (Act::Record(record), "result") => ended(record, value),
        (Act::Accrue(accrue), "mark") => accrue.grade = Some(value.replace('/', " ").parse().unwrap()),
        (Act::Accrue(accrue), "level") => {
            let creditbank::ledger::Learned::Certified(certified) = &mut accrue.of else {
                panic!("a course has no level")
            };
            certified.level = Some(value.replace('/', " ").parse().unwrap());
        }
        (act, word) => panic!("`{word}` does not go with {}", act.verb()),
    }
}

fn ended(record: &mut Record, how: &str) {
    use creditbank::ledger::NotPassed;
    record.result = match how {
        "failed" => NotPassed::Failed,
        "absent" => NotPassed::Absent,
        _ => NotPassed::Withdrawn,
    };
    if record.result != NotPassed::Failed {
        record.grade = None;
    }
}
