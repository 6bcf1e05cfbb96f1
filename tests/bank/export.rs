//! A statement as a registrar sees it.

use crate::kit::asked::{Asked, View};
use crate::kit::bank::{learner, open, request};
use creditbank::export::{statement, titles};
use creditbank::ledger::{Accrue, Act, Bind, Close, Hold, Learned, NotPassed, Open, Record, Revoke, Take};
use creditbank::registry::UseKind;
use creditbank::{Bank, Digest, FixedClock, LotId, MemoryStore, date};

fn course(code: &str, grade: &str) -> Act {
    let (grade, of) = (Some(grade.parse().unwrap()), Learned::Course(code.parse().unwrap()));
    Accrue { earned: None, evidence: vec![], grade, of, run: None, tag: None, valid_through: None }.into()
}

fn take(n: u32, credits: &str) -> Take {
    Take { credits: credits.parse().unwrap(), lot: LotId::here(n, 0) }
}

fn bank() -> Bank<MemoryStore, FixedClock> {
    let failed = Record {
        earned: None,
        evidence: vec![],
        grade: None,
        of: Learned::Course("SV:ELEC101".parse().unwrap()),
        result: NotPassed::Absent,
        run: None,
    };
    let bind = Bind {
        decided: Digest::ZERO,
        scope: "award:SV-MECH".parse().unwrap(),
        take: vec![take(1, "4")],
        r#use: UseKind::Consume,
    };
    let revoke = Revoke { lots: vec![LotId::here(1, 0)], reason: "fraud".parse().unwrap() };
    let (sv, bank_reviewer) = ("sv01-registrar-1", "bank-reviewer-1");
    let acts: [(&str, &str, Act); 7] = [
        (sv, "2024-09-01", Open.into()),
        (sv, "2025-01-17", course("SV:MECH101", "88 percent")),
        (sv, "2025-01-17", course("SV:WORK101", "pass passfail")),
        (sv, "2025-01-18", failed.into()),
        ("sv01-awarder-1", "2025-02-01", bind.into()),
        (bank_reviewer, "2025-03-01", Hold { take: vec![take(2, "6.5")], through: date!("2025-04-01") }.into()),
        (sv, "2025-05-01", revoke.into()),
    ];
    let requests: Vec<_> =
        (0..).zip(acts).map(|(n, (by, day, act))| request(learner(1), &format!("r{n}"), by, day, act)).collect();
    let mut bank = open(MemoryStore::new());
    assert!(bank.submit_batch(&requests).unwrap().iter().all(Result::is_ok));
    bank
}

fn shown(bank: &Bank<MemoryStore, FixedClock>, view: View) -> String {
    let told = bank.seen(learner(1), view);
    statement(&told, &titles(bank.published())).replace(&learner(1).to_string(), "<id>")
}

#[test]
fn a_statement_of_everything() {
    let expected = "\
passbook <id>: open since 2024-09-01, as of 2026-07-01, 7 of the journal's 12 lines

tier       unit  free  held  consumed
secondary  sv    13.5   6.5         4

lot  outcome     title     grade          amount  issuer  earned      stands
1.0  SV:MECH101  机械制图  88 percent       4 sv  SV-01   2025-01-17  consumed by 4.0; revoked by 6
2.0  SV:WORK101  岗位实习  pass passfail   20 sv  SV-01   2025-01-17  6.5 held by 5.0, 13.5 free

line  not passed  result  at     on
   3  SV:ELEC101  absent  SV-01  2025-01-18

hold  by    from        through     stands
 5.0  BANK  2025-03-01  2025-04-01  open

decision  for            by     on          lots  stands
     4.0  award:SV-MECH  SV-01  2025-02-01     1  in force; suspended by 6
";
    assert_eq!(shown(&bank(), View::Now), expected);
}

#[test]
fn a_statement_as_of_a_day_and_a_position() {
    let bank = bank();
    let day = shown(&bank, View::Day(date!("2025-01-17")));
    let heading = "passbook <id>: open since 2024-09-01, as of 2025-01-17, 3 of the journal's 12 lines\n";
    assert!(day.starts_with(heading) && !day.contains("absent") && !day.contains("decision"), "{day}");
    let position = shown(&bank, View::Position(6));
    assert!(
        position.starts_with("passbook <id>: open since 2024-09-01, as of 2026-07-01, 2 of the journal's 7 lines\n"),
        "{position}"
    );
    assert!(!position.contains("WORK"), "{position}");
}

#[test]
fn nobody_and_the_closed() {
    let mut bank = bank();
    let nobody = bank.now(learner(9));
    assert_eq!(
        statement(&nobody, &|_| None),
        format!("passbook {}: not opened, as of 2026-07-01, 0 of the journal's 12 lines\n", learner(9))
    );
    let closing = Close("moved".parse().unwrap());
    let close = request(learner(1), "close", "bank-operator-1", "2026-07-01", closing.into());
    bank.submit_batch(&[close]).unwrap().pop().unwrap().unwrap();
    assert!(
        shown(&bank, View::Now)
            .starts_with("passbook <id>: closed since 2026-07-01, as of 2026-07-01, 8 of the journal's 13 lines\n")
    );
}
