//! From credits to awards: plans, diplomas one after another, a gate that is failed, and one who is told what is missing.

use std::path::Path;

use creditbank::bank::Planning;
use creditbank::export::{awards, matriculations, picture, svg};
use creditbank::ledger::{Accrue, Assess, Matriculate, Open, SubjectMark};
use creditbank::wording::{Language, Telling, tell_plan};
use creditbank::{Date, EntryId, LotId, date};

use super::office::{Fallible, Office};
use super::people::People;

/// A result: the course, the grade, and the day.
type Result_ = (&'static str, &'static str, Date);

const AT_SCHOOL: [Result_; 5] = [
    ("SV:MATH101", "78 percent", date!("2024-06-28")),
    ("SV:MECH101", "85 percent", date!("2024-01-20")),
    ("SV:MECH102", "80 percent", date!("2025-01-18")),
    ("SV:MECH103", "good five-grade", date!("2025-06-27")),
    ("SV:WORK101", "pass passfail", date!("2026-06-05")),
];

/// A college course that was taken early: an outcome of the school's diploma, and credits of the college's.
const EARLY: [Result_; 1] = [("HV:MECH110", "88 percent", date!("2026-01-15"))];

const AT_COLLEGE: [Result_; 5] = [
    ("HV:MATH110", "75 percent", date!("2027-01-15")),
    ("HV:MECH114", "82 percent", date!("2027-06-20")),
    ("HV:MECH112", "79 percent", date!("2027-06-21")),
    ("HV:MECH113", "good five-grade", date!("2028-01-10")),
    ("HV:MECH111", "74 percent", date!("2028-01-12")),
];

const AT_UNIVERSITY: [Result_; 4] = [
    ("UG:LANG201", "71 percent", date!("2029-01-14")),
    ("UG:MATH201", "68 percent", date!("2029-01-16")),
    ("UG:MECH204", "77 percent", date!("2029-06-20")),
    ("UG:MECH205", "70 percent", date!("2030-01-12")),
];

pub(crate) fn tell(office: &mut Office, folder: &Path) -> Fallible<()> {
    carried(office)?;
    upgraded(office)?;
    failed_the_gate(office)?;
    short(office, folder)
}

/// 3+2: the school's diploma, the gate, and the college's diploma, which counts again what the school's had counted.
fn carried(office: &mut Office) -> Fallible<()> {
    let (who, name) = (People::XIANG, office.people.name(People::XIANG)?);
    office.chapter("2028-07-03: two diplomas on a 3+2 pathway");
    office.leap(date!("2028-07-03"));
    let school = enters(office, who, "SV-MECH", ("MECH-3+2", 1), None, date!("2023-09-01"))?;
    earns(office, who, &AT_SCHOOL)?;
    earns(office, who, &EARLY)?;
    redeems(office, who, school, date!("2026-07-03"))?;
    let marks = [("chinese", "71"), ("maths", "66"), ("english", "58"), ("skills", "150")];
    tries(office, who, school, "transfer-32", &marks, date!("2026-07-06"))?;
    let college = enters(office, who, "HV-MECH/3+2", ("MECH-3+2", 2), Some(school), date!("2026-09-01"))?;
    earns(office, who, &AT_COLLEGE)?;
    redeems(office, who, college, date!("2028-07-03"))?;
    office.say(format!(
        "{name} passed the 转段考核. HV:MECH110, taken early, counts in the 中职 diploma as an outcome and is carried \
         into the 高职 diploma:"
    ));
    shows(office, who, matriculations)?;
    shows(office, who, awards)?;
    office.show(&stands(office, who, "HV:MECH110")?);
    Ok(())
}

/// 专升本: a college diploma, the entrance examination, a bachelor's degree.
fn upgraded(office: &mut Office) -> Fallible<()> {
    let (who, name) = (People::LUO, office.people.name(People::LUO)?);
    office.chapter("2030-07-05: 专升本, a bachelor's degree");
    office.leap(date!("2030-07-05"));
    let college = enters(office, who, "HV-MECH", ("MECH-UPGRADE", 1), None, date!("2025-09-01"))?;
    earns(office, who, &AT_COLLEGE)?;
    redeems(office, who, college, date!("2028-07-04"))?;
    let marks = [("maths", "92"), ("english", "61")];
    tries(office, who, college, "entrance", &marks, date!("2028-07-08"))?;
    let degree = enters(office, who, "UG-MECH", ("MECH-UPGRADE", 2), Some(college), date!("2028-09-01"))?;
    earns(office, who, &AT_UNIVERSITY)?;
    redeems(office, who, degree, date!("2030-07-05"))?;
    office.say(format!("{name} is awarded the degree; two outcomes of the diploma are counted as 专科基础:"));
    shows(office, who, awards)
}

/// 3+4: a gate that is failed closes the second stage, not the first.
fn failed_the_gate(office: &mut Office) -> Fallible<()> {
    let (who, name) = (People::FU, office.people.name(People::FU)?);
    office.chapter("The gate of a 3+4 pathway is failed");
    let school = enters(office, who, "SV-MECH", ("MECH-3+4", 1), None, date!("2023-09-01"))?;
    earns(office, who, &AT_SCHOOL)?;
    earns(office, who, &EARLY)?;
    let marks = [("chinese", "90"), ("maths", "80"), ("english", "60"), ("politics", "49")];
    tries(office, who, school, "transfer-34", &marks, date!("2026-07-06"))?;
    office.say(format!("{name} has 279 of 400 marks, and 49 of 100 in politics, where 50 are needed:"));
    let asked = matriculation("UG-MECH/3+4", ("MECH-3+4", 2), Some(school))?;
    let refused = office.ask("ug01/fu", who, "ug01-registrar-1", date!("2026-09-01"), asked)?;
    office.show(&format!("refused: {}", refused.err().map_or_else(|| "(it was not)".into(), |why| why.to_string())));
    redeems(office, who, school, date!("2026-09-02"))?;
    office.say("The 中职 diploma is reached, and stays:");
    shows(office, who, awards)
}

/// One who is short is told of what, and what would help.
fn short(office: &mut Office, folder: &Path) -> Fallible<()> {
    let (who, name) = (People::LI, office.people.name(People::LI)?);
    office.chapter("Short of a diploma, and told of what");
    let school = enters(office, who, "SV-MECH", ("MECH-3+2", 1), None, date!("2023-09-01"))?;
    earns(office, who, &AT_SCHOOL)?;
    earns(office, who, &EARLY)?;
    redeems(office, who, school, date!("2026-07-03"))?;
    let marks = [("chinese", "60"), ("maths", "60"), ("english", "60"), ("skills", "120")];
    tries(office, who, school, "transfer-32", &marks, date!("2026-07-06"))?;
    let college = enters(office, who, "HV-MECH/3+2", ("MECH-3+2", 2), Some(school), date!("2026-09-01"))?;
    earns(office, who, &[AT_COLLEGE[0], AT_COLLEGE[2], AT_COLLEGE[4]])?;
    let planning = office.learner(who)?.plan(college, date!("2028-07-03"))?;
    let redeem = planning.redeem()?;
    let refused = office.ask("hv01/li/early", who, "hv01-awarder-1", date!("2028-07-03"), redeem)?;
    office.say(format!("{name} asks for the 高职 diploma on 2028-07-03."));
    office.show(&format!("refused: {}", refused.err().map_or_else(|| "(it was not)".into(), |why| why.to_string())));
    for text in explained(office, who, &planning, folder)? {
        office.show(&text);
    }
    office.say("The same picture is in `plan.svg`, beside the book.");
    Ok(())
}

/// The picture, and what it means in two languages; the picture also as a file.
fn explained(office: &Office, who: usize, planning: &Planning, folder: &Path) -> Fallible<Vec<String>> {
    let learner = office.learner(who)?;
    let report = learner.why(planning)?;
    let (titles, passbook, published) = (office.title(), learner.passbook(), learner.published());
    let lot = |id: LotId| titles(passbook.lots.get(&id)?);
    let programmes = published.programmes(&"demo-programmes".parse()?, planning.plan.day);
    let programmes = programmes.map(|found| found.item);
    let telling = |language: Language| Telling { lot: Some(&lot), programmes, ..language.into() };
    std::fs::write(folder.join("plan.svg"), svg(&report, telling(Language::Chinese)))?;
    let [english, chinese] =
        [Language::English, Language::Chinese].map(|language| tell_plan(&report, telling(language)));
    Ok(vec![picture(&report, telling(Language::English)), english, reasons(&chinese)])
}

/// The pages of the two languages are the same: of the second only why, and what would change it.
fn reasons(page: &str) -> String {
    let rest = page.lines().skip_while(|line| !line.contains("未达到的原因"));
    rest.take_while(|line| !line.contains("未计入")).collect::<Vec<_>>().join("\n")
}

fn matriculation(programme: &str, (pathway, stage): (&str, u32), from: Option<EntryId>) -> Fallible<Matriculate> {
    let (document, programme) = ("demo-programmes".parse()?, programme.parse()?);
    Ok(Matriculate { document, from, pathway: Some(pathway.parse()?), programme, stage: Some(stage) })
}

/// Who registers and awards a programme, by its name.
fn staff(programme: &str, role: &str) -> String {
    format!("{}01-{role}-1", programme[..2].to_lowercase())
}

fn enters(
    office: &mut Office,
    who: usize,
    programme: &str,
    at: (&str, u32),
    from: Option<EntryId>,
    day: Date,
) -> Fallible<EntryId> {
    let by = staff(programme, "registrar");
    if from.is_none() {
        office.does(&format!("{by}/{who}/open"), who, &by, day, Open)?;
    }
    let entered =
        office.does(&format!("{by}/{who}/{programme}"), who, &by, day, matriculation(programme, at, from)?)?;
    Ok(entered.made)
}

fn earns(office: &mut Office, who: usize, results: &[Result_]) -> Fallible<()> {
    for (code, grade, day) in results {
        let accrue = Accrue::course(code.parse()?).graded(grade)?;
        office.does(&format!("{code}/{who}"), who, &staff(code, "registrar"), *day, accrue)?;
    }
    Ok(())
}

fn tries(
    office: &mut Office,
    who: usize,
    matriculation: EntryId,
    gate: &str,
    marks: &[(&str, &str)],
    day: Date,
) -> Fallible<()> {
    let mark = |(subject, marks): &(&str, &str)| -> Fallible<_> {
        Ok(SubjectMark { marks: marks.parse()?, subject: subject.parse()? })
    };
    let marks = marks.iter().map(mark).collect::<Fallible<_>>()?;
    let by = office.institution_of(who, matriculation)?;
    let assess = Assess { gate: gate.parse()?, marks, matriculation };
    office.does(&format!("{gate}/{who}"), who, &format!("{by}-registrar-1"), day, assess)?;
    Ok(())
}

/// The bank plans, and the plan is redeemed.
fn redeems(office: &mut Office, who: usize, matriculation: EntryId, day: Date) -> Fallible<()> {
    let planning = office.learner(who)?.plan(matriculation, day)?;
    let by = office.institution_of(who, matriculation)?;
    office.does(&format!("award/{who}/{matriculation}"), who, &format!("{by}-awarder-1"), day, planning.redeem()?)?;
    Ok(())
}

fn shows(office: &mut Office, who: usize, table: fn(&creditbank::ledger::Passbook) -> String) -> Fallible<()> {
    let shown = table(&office.learner(who)?.passbook());
    office.show(&shown);
    Ok(())
}

fn stands(office: &Office, who: usize, code: &str) -> Fallible<String> {
    let mut statement = office.statement(who)?;
    statement.passbook.lots.retain(|_, lot| lot.code.as_str() == code);
    Ok(creditbank::export::lots(&statement, &office.title()))
}
