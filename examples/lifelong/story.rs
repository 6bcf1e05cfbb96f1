//! The story, chapter by chapter.

use creditbank::export::{Table, balances, lots, statement};
use creditbank::import::csv::{CsvImport, Imported};
use creditbank::ledger::{
    Accrue, Bind, Certified, Close, Enrol, Hold, Leave, Open, Regrade, Release, Reverse, Revoke, Settle, Settlement,
    Subject, Take,
};
use creditbank::registry::{OutcomeKind, Tier, UseKind};
use creditbank::{Digest, HoldId, LearnerId, Receipt, Rejection, code, date, mandate};

use super::conversions;
use super::office::{Fallible, Office};
use super::people::{People, TAG_KEY};

const OUTCOMES: &str = include_str!("../data/outcomes.csv");

const SCHOOL: &str = "sv01-registrar-1";
const COLLEGE: &str = "hv01-registrar-1";

pub(crate) fn tell(office: &mut Office) -> Fallible<()> {
    people(office)?;
    import(office)?;
    mistake(office)?;
    award(office)?;
    conversions::course(office)?;
    conversions::village(office)?;
    conversions::refused_by_the_rules(office)?;
    retake(office)?;
    expiry(office)?;
    revocation(office)?;
    two_passbooks(office)?;
    looking_back(office)?;
    refusals(office)?;
    elders(office)
}

fn people(office: &mut Office) -> Fallible<()> {
    let names = [People::ZHOU, People::QIN, People::RAN].map(|person| office.people.name(person));
    let [zhou, qin, ran] = names;
    office.say("学分银行 — a credit bank opens its book on 2026-07-01, for learning from 中职 on.");
    office.say(format!("{} is finishing 机械 at a 中职; {} was on the same robot team;", zhou?, qin?));
    office
        .say(format!("{} grows oranges and learns calligraphy. Their names are in the vault, not in the book.", ran?));
    let enrol = Enrol {
        ends: Some(date!("2026-07-03")),
        programme: "SV-MECH".parse()?,
        registered: Some(date!("2023-08-28")),
        run: Some("2023".parse()?),
        starts: date!("2023-09-01"),
    };
    office.does("sv01/open/1", People::ZHOU, SCHOOL, date!("2023-08-28"), Open)?;
    office.does("sv01/enrol/1", People::ZHOU, SCHOOL, date!("2023-08-28"), enrol)?;
    Ok(())
}

fn import(office: &mut Office) -> Fallible<()> {
    office.chapter("2026-07-01: what the institutions already know comes in");
    let (imported, rejected) = import_text(office, OUTCOMES)?;
    office.say(told(&imported));
    imported.rejected.iter().for_each(|row| office.said.push(format!("  {row}")));
    office.say("The registrars correct the two rows in the file of rejected rows, and hand that in:");
    let corrected = rejected.replace("SV:MECH110", "SV:MECH104").replace("7.25 hour", "7.5 hour");
    let (imported, _) = import_text(office, &corrected)?;
    office.say(told(&imported));
    let before = office.bank.head();
    let (imported, _) = import_text(office, OUTCOMES)?;
    office.say(format!("The first file once more, by mistake. {}", told(&imported)));
    office.say(format!(
        "The head of the journal is {}.",
        if before == office.bank.head() { "the same" } else { "another" }
    ));
    Ok(())
}

fn import_text(office: &mut Office, text: &str) -> Fallible<(Imported, String)> {
    let options = CsvImport { open_by: Some(SCHOOL.parse()?), tag_key: Some(TAG_KEY), ..CsvImport::default() };
    let mut rejected = Vec::new();
    let imported = options.run(&mut office.bank, text.as_bytes(), &mut rejected, |_| {})?;
    Ok((imported, String::from_utf8(rejected)?))
}

fn told(imported: &Imported) -> String {
    let all = imported.progress;
    format!(
        "{} rows: {} passbooks opened, {} outcomes accrued, {} recorded as not passed, {} there already, {} rejected.",
        all.rows, all.opened, all.accrued, all.recorded, all.repeated, all.rejected
    )
}

fn mistake(office: &mut Office) -> Fallible<()> {
    office.chapter("2026-07-02: a mistake is put right");
    office.turn(date!("2026-07-02"));
    let lot = office.lot(People::ZHOU, "SV:LANG101")?;
    let (zhou, qin) = (office.people.name(People::ZHOU)?, office.people.name(People::QIN)?);
    office.say(format!(
        "The 语文 result was {qin}'s, not {zhou}'s. Nothing is edited: the line is reversed by a new one."
    ));
    let reverse = Reverse::line(lot.id.entry, code!("wrong-learner"));
    office.does("sv01/fix/9", People::ZHOU, SCHOOL, date!("2026-07-02"), reverse)?;
    office.say("Both lines stay in the journal, and the result goes into the right passbook.");
    office.does("sv01/0009", People::QIN, SCHOOL, lot.earned, course("SV:LANG101", "79 percent", vec![])?)?;
    Ok(())
}

fn course(code: &str, grade: &str, evidence: Vec<Digest>) -> Fallible<Accrue> {
    Ok(Accrue { evidence, ..Accrue::course(code.parse()?).graded(grade)? })
}

fn take(office: &Office, codes: &[&str]) -> Fallible<Vec<Take>> {
    let of = |code: &&str| office.lot(People::ZHOU, code).map(|lot| Take { credits: lot.amount.credits, lot: lot.id });
    codes.iter().map(of).collect()
}

const FOR_THE_DIPLOMA: [&str; 6] = ["SV:MECH101", "SV:MECH102", "SV:MECH103", "SV:MATH101", "SV:MECH104", "SV:WORK101"];

fn award(office: &mut Office) -> Fallible<()> {
    office.chapter("2026-07-03: the 中职 diploma, and on to the 高职");
    office.turn(date!("2026-07-03"));
    let bind = Bind {
        decided: Digest::of(&[b"minutes of the diploma board, 2026-07-03"]),
        scope: "award:SV-MECH".parse()?,
        take: take(office, &FOR_THE_DIPLOMA)?,
        r#use: UseKind::Reserve,
    };
    office.does("sv01/award/1", People::ZHOU, "sv01-awarder-1", date!("2026-07-03"), bind)?;
    let enrolment = office.learner(People::ZHOU)?.passbook().enrolments.keys().next().copied();
    let leave = Leave(enrolment.ok_or("there is an enrolment")?, code!("graduated"));
    office.does("sv01/leave/1", People::ZHOU, SCHOOL, date!("2026-07-03"), leave)?;
    let enrol = Enrol {
        ends: Some(date!("2029-06-30")),
        programme: "HV-MECH".parse()?,
        registered: Some(date!("2026-07-03")),
        run: Some("2026".parse()?),
        starts: date!("2026-09-01"),
    };
    office.does("hv01/enrol/1", People::ZHOU, COLLEGE, date!("2026-07-03"), enrol)?;
    office.say("Six outcomes are reserved for the diploma: counted there, and still there for a later stage.");
    let shown = statement(&office.statement(People::ZHOU)?, &office.title());
    office.show(&shown);
    Ok(())
}

/// Which attempt stands is a question about a day: nothing was posted when the better one came in.
fn retake(office: &mut Office) -> Fallible<()> {
    office.chapter("A course that was taken twice");
    office.say(
        "机械制图 was passed with 72 percent, and again with 88. Of the attempts at a course the best counts, once:",
    );
    let book = office.learner(People::ZHOU)?.passbook();
    let attempts: Vec<_> = book.lots.values().filter(|lot| lot.code.as_str() == "SV:MECH101").collect();
    let mut table = Table::new(["on", "the first", "the second"]);
    for (what, day) in [
        ("before the second", date!("2024-06-27")),
        ("both passed", date!("2024-06-28")),
        ("the diploma counts the second", date!("2026-07-03")),
    ] {
        let places = office.learner(People::ZHOU)?.statement(day)?.places;
        let stands = attempts.iter().map(|lot| {
            let shares = places.get(&lot.id).into_iter().flat_map(|shares| shares.keys());
            shares.map(|share| share.as_str()).collect::<Vec<_>>().join(", ")
        });
        table.push([format!("{day}, {what}")].into_iter().chain(stands));
    }
    office.show(&table.to_string());
    office.say("What is behind could still be used, if it were named; what is blocked waits until the use has ended.");
    Ok(())
}

fn expiry(office: &mut Office) -> Fallible<()> {
    office.chapter("2026-09-05: the sweep");
    office.turn(date!("2026-09-05"));
    let swept = office.bank.sweep("sweep/2026-09-05", &mandate!("bank-operator-1").on(date!("2026-09-05")))?;
    office.say(format!("{} passbook has something past its last day:", swept.len()));
    let stands = lots_of(office, People::ZHOU, &["ELECTRIC-SAFETY"])?;
    office.show(&stands);
    Ok(())
}

/// The lots of a person with these codes, as a table.
fn lots_of(office: &Office, person: usize, codes: &[&str]) -> Fallible<String> {
    let mut statement = office.statement(person)?;
    statement.passbook.lots.retain(|_, lot| codes.contains(&lot.code.as_str()));
    Ok(lots(&statement, &office.title()))
}

fn revocation(office: &mut Office) -> Fallible<()> {
    office.chapter("2026-09-10: a result is revoked, after the diploma");
    office.turn(date!("2026-09-10"));
    let lot = office.lot(People::ZHOU, "SV:MECH102")?.id;
    let revoke = Revoke { lots: vec![lot], reason: "exam-paper-leaked".parse()? };
    let revoked = office.does("sv01/revoke/3", People::ZHOU, SCHOOL, date!("2026-09-10"), revoke)?;
    office.say("The paper of 机械基础 had leaked. The diploma that was built on it is suspended, not undone:");
    let decision = in_force(office)?;
    office.show(&lots_of(office, People::ZHOU, &["SV:MECH102"])?);
    office.show(&decisions(office)?);
    office.turn(date!("2026-09-21"));
    let sheet = office.people.file(People::ZHOU, "sv01/0012", b"scan of an answer sheet")?;
    office.does(
        "sv01/0012",
        People::ZHOU,
        SCHOOL,
        date!("2026-09-18"),
        course("SV:MECH102", "84 percent", vec![sheet])?,
    )?;
    let how = Settlement::Replan { take: take(office, &["SV:MECH102"])?, without: vec![lot] };
    let settle = Settle { cause: revoked.entry, how, subject: Subject::Decision(decision) };
    office.does("sv01/settle/1", People::ZHOU, "sv01-awarder-1", date!("2026-09-21"), settle)?;
    office.say("The exam is sat again on 2026-09-18, and the board settles it with a plan without the revoked lot:");
    office.show(&lots_of(office, People::ZHOU, &["SV:MECH102"])?);
    office.show(&decisions(office)?);
    Ok(())
}

fn in_force(office: &Office) -> Fallible<creditbank::DecisionId> {
    let book = office.learner(People::ZHOU)?.passbook();
    Ok(book.live_decisions().next().ok_or("there is a decision")?.id)
}

fn decisions(office: &Office) -> Fallible<String> {
    let book = office.learner(People::ZHOU)?.passbook();
    Ok(creditbank::export::decisions(&book))
}

fn two_passbooks(office: &mut Office) -> Fallible<()> {
    office.chapter("2026-10-08: two passbooks of one person, and one certificate in two passbooks");
    office.turn(date!("2026-10-08"));
    let (from, into) = (office.people.id(People::ZHOU_AGAIN), office.people.id(People::ZHOU));
    office.bank.merge("bank/merge/1", &mandate!("bank-operator-1").on(date!("2026-10-08")), from, into)?;
    office.say("The village academy had opened a second passbook. It is merged; its training keeps its own id:");
    office.show(&lots_of(office, People::ZHOU, &["TEA-MACHINES"])?);
    office.say("Across all passbooks the bank finds:");
    let found: Vec<_> = office.bank.matters().iter().map(ToString::to_string).collect();
    found.iter().for_each(|finding| office.show(&brief(finding)));
    office.say("The organiser made a mistake; it revokes the second one. A finding is never a refusal.");
    let lot = office.lot(People::QIN, "X:CNC-TURNING")?.id;
    let revoke = Revoke { lots: vec![lot], reason: "wrong-learner".parse()? };
    office.does("teo01/revoke/417-b", People::QIN, "teo01-registrar-1", date!("2026-10-08"), revoke)?;
    Ok(())
}

/// Ids of 32 digits cut to eight.
fn brief(text: &str) -> String {
    let word = |word: &str| {
        let digits = word.trim_end_matches(';');
        if digits.parse::<LearnerId>().is_ok() {
            format!("{}…{}", &digits[..8], &word[32..])
        } else {
            word.to_owned()
        }
    };
    text.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

fn looking_back(office: &mut Office) -> Fallible<()> {
    let zhou = office.people.id(People::ZHOU);
    office.chapter("The same passbook, as of other days");
    let (now, then) = (office.bank.learner(zhou)?, office.bank.learner_at(zhou, 20)?);
    let early = "true on 2024-03-01, as the book knows it now: the first attempt still counted";
    for (caption, learner, day) in [
        (early, &now, date!("2024-03-01")),
        ("known after line 20, while the import was going on", &then, then.day()),
        ("now", &now, now.day()),
    ] {
        office.say(format!("{caption}:"));
        let stood = learner.balances(day)?;
        office.show(&balances(&stood));
    }
    Ok(())
}

fn refusals(office: &mut Office) -> Fallible<()> {
    office.chapter("What the book refuses, and how it says so");
    let day = date!("2026-10-08");
    let close = Close("moved-abroad".parse()?);
    office.does("bank/close/2", People::QIN, "bank-operator-1", day, close)?;
    let own = "5f1c0e7a9b3d4c2e8a6f001122334455".parse()?;
    let hold = HoldId {
        entry: office.learner(People::ZHOU)?.passbook().holds.keys().next().ok_or("there was a hold")?.entry,
        k: 0,
    };
    let lot = office.lot(People::ZHOU, "SV:MATH101")?.id;
    let (pass, better) = (course("SV:ARTS101", "pass passfail", vec![])?, course("SV:MECH101", "99 percent", vec![])?);
    let unpublished = course("SV:MECH110", "80 percent", vec![])?;
    let again = Release(hold, "application-withdrawn".parse()?);
    let regrade = Regrade { evidence: vec![], grade: "99 percent".parse()?, lot };
    let take = vec![Take { credits: "1".parse()?, lot }];
    let book = office.learner(People::ZHOU)?.passbook();
    let first = book.lots.values().find(|lot| lot.code.as_str() == "SV:MECH101").ok_or("there is a first attempt")?;
    let beside = vec![Take { credits: first.amount.credits, lot: first.id }];
    let (zhou, ran, reviewer) = (People::ZHOU, People::RAN, "hv01-reviewer-1");
    let (hold, beside) = (Hold { take, through: day }, Hold { take: beside, through: day });
    let answers = [
        ("a closed passbook", why_not(office.ask("x/1", People::QIN, SCHOOL, day, pass)?)),
        ("an old key for another grade", why_not(office.ask("sv01/0002", zhou, SCHOOL, date!("2024-06-28"), better)?)),
        ("a hold released twice", why_not(office.ask("x/2", zhou, reviewer, day, again)?)),
        (
            "a quarter of an hour",
            why_not(office.ask("x/3", ran, "village01-registrar-1", day, training("2.25 hour")?)?),
        ),
        ("a course nobody published", why_not(office.ask("x/4", zhou, SCHOOL, day, unpublished)?)),
        ("another school's result", why_not(office.ask("x/5", zhou, COLLEGE, day, regrade)?)),
        ("what the diploma counts", why_not(office.ask("x/6", zhou, reviewer, day, hold)?)),
        ("an attempt beside the one that counts", why_not(office.ask("x/8", zhou, reviewer, day, beside)?)),
        ("staff on their own passbook", why_not(own_passbook(office, own)?)),
    ];
    let mut table = Table::new(["asked", "refused, because"]);
    answers.into_iter().for_each(|(asked, why)| table.push([asked.to_owned(), why]));
    office.show(&table.to_string());
    Ok(())
}

fn why_not<M>(answer: Result<Receipt<M>, Rejection>) -> String {
    answer.err().map_or_else(|| "(it was not)".to_owned(), |why| why.to_string())
}

fn training(amount: &str) -> Fallible<Accrue> {
    let pruning = Certified::new(OutcomeKind::Training, code!("ORANGE-PRUNING"), Tier::Secondary);
    Ok(Accrue::certified(pruning.worth(amount.parse()?)))
}

/// A reviewer who is a learner too reviews the reviewer's own passbook.
fn own_passbook(office: &mut Office, learner: LearnerId) -> Fallible<Result<Receipt<HoldId>, Rejection>> {
    let day = date!("2026-10-08");
    office.bank.submit("hv01/open/9", learner, &mandate!("hv01-registrar-1").on(day), Open)?;
    let hold = Hold { take: vec![], through: day };
    Ok(office.bank.submit("x/7", learner, &mandate!("hv01-reviewer-1").on(day), hold))
}

fn elders(office: &mut Office) -> Fallible<()> {
    let name = office.people.name(People::RAN)?;
    office.chapter(&format!("{name}: learning in later life"));
    office.say(
        "Two equal trainings on one day are two, by their record numbers; calligraphy is one item, which is not zero:",
    );
    let shown = statement(&office.statement(People::RAN)?, &office.title());
    office.show(&shown);
    office.people.erase(People::RAN)?;
    let left = office.people.name(People::RAN)?;
    office.say(format!(
        "He asks that his name be erased. The vault now says: {left}. The book is as it was, and verifies."
    ));
    Ok(())
}

pub(crate) fn verification(office: &mut Office) -> Fallible<()> {
    office.chapter("The last lines of the journal, shortened, and the audit");
    let from = office.bank.length().saturating_sub(3);
    let lines: Vec<_> = office.bank.tail(from).collect::<Result<_, _>>()?;
    for line in &lines {
        let text = String::from_utf8(line.encode().map_err(|bytes| format!("{bytes} bytes"))?)?;
        office.show(&format!("{}…", text.chars().take(118).collect::<String>()));
    }
    let audit = office.bank.verify()?;
    office.say(format!(
        "{} lines, {} bytes; {} entries decided again from their commands; sound: {}",
        audit.lines,
        audit.bytes,
        audit.decided,
        audit.is_sound()
    ));
    office.say(format!("head {}", audit.head));
    let checkpoint = office.bank.checkpoint().to_string();
    office.say(format!("A newspaper prints the checkpoint: {}", checkpoint.trim_end().replace('\n', " | ")));
    Ok(())
}
