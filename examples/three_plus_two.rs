//! 3+2: a school's diploma, the gate (转段考核), and the second stage at a college. `cargo run --example three_plus_two`

use std::error::Error;

use creditbank::ledger::{Accrue, Assess, Matriculate, Open, SubjectMark};
use creditbank::wording::{Language, tell_plan};
use creditbank::{Bank, FixedClock, Founding, LearnerId, Zone, code, date, document, mandate, programme};

const PASSED: [(&str, &str); 6] = [
    ("SV:MATH101", "78 percent"),
    ("SV:MECH101", "85 percent"),
    ("SV:MECH102", "80 percent"),
    ("SV:MECH103", "good five-grade"),
    ("SV:WORK101", "pass passfail"),
    ("HV:MECH110", "88 percent"), // a college course, taken early
];

pub(crate) fn main() -> Result<(), Box<dyn Error>> {
    let founding = Founding::new("credit.example.org/main", Zone::CHINA, "BANK publisher founder")?;
    let mut bank = Bank::in_memory(founding, FixedClock("2026-09-01T08:00:00Z".parse()?))?;
    bank.publish_folder("setup", &mandate!("founder").on(date!("2026-09-01")), "examples/data")?;
    let id = LearnerId::drawn(&[7; 32], "student 4711");
    let (school, college) = (mandate!("sv01-registrar-1"), mandate!("hv01-registrar-1"));

    bank.submit("open", id, &school.on(date!("2023-09-01")), Open)?;
    let into = Matriculate::into(programme!("SV-MECH"), document!("demo-programmes"));
    let into = Matriculate { pathway: Some(code!("MECH-3+2")), stage: Some(1), ..into };
    let first = bank.submit("stage/1", id, &school.on(date!("2023-09-01")), into.clone())?.made;
    for (course, grade) in PASSED {
        let issuer = if course.starts_with("SV") { &school } else { &college };
        let passed = Accrue::course(course.parse()?).graded(grade)?;
        bank.submit(course, id, &issuer.on(date!("2026-06-05")), passed)?;
    }
    let planned = bank.learner(id)?.plan(first, date!("2026-07-03"))?;
    println!("first stage: reached {}, proved {}", planned.plan.is_reached(), planned.plan.is_proved());
    let awarder = mandate!("sv01-awarder-1").on(date!("2026-07-03"));
    println!("diploma: decision {}", bank.submit("award/1", id, &awarder, planned.redeem()?)?.made);

    let marks = [("chinese", "71"), ("maths", "66"), ("english", "58"), ("skills", "150")];
    let marks = marks.map(|(subject, marks)| Ok(SubjectMark { subject: subject.parse()?, marks: marks.parse()? }));
    let marks = marks.into_iter().collect::<Result<_, Box<dyn Error>>>()?;
    let assess = Assess { gate: code!("transfer-32"), marks, matriculation: first };
    bank.submit("gate", id, &school.on(date!("2026-07-06")), assess)?;
    let into = Matriculate { programme: programme!("HV-MECH/3+2"), stage: Some(2), from: Some(first), ..into };
    let second = bank.submit("stage/2", id, &college.on(date!("2026-09-01")), into)?.made;
    let planned = bank.learner(id)?.plan(second, date!("2026-09-01"))?;
    let told = tell_plan(&bank.learner(id)?.why(&planned)?, Language::English);
    println!("{}", told.split("\n\n").next().unwrap_or_default()); // its first paragraph
    Ok(())
}
