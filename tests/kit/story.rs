//! What happens to one learner, with every kind of change.
#![allow(dead_code, reason = "each test file uses some of it")]

use creditbank::ledger::{
    Accrue, Act, Bind, Certified, Close, Enrol, Expire, Hold, Lapse, Learned, Leave, NotPassed, Open, Record, Regrade,
    Release, Reopen, Reverse, Revoke, Settle, Settlement, Subject, Take, Unbind,
};
use creditbank::registry::{OutcomeKind, Tier, UseKind};
use creditbank::{Credits, DecisionId, Digest, EntryId, HoldId, LotId, Request, credits, date};

use super::bank::{learner, request};

pub(crate) fn course(code: &str, grade: &str) -> Accrue {
    Accrue {
        earned: None,
        evidence: vec![],
        grade: Some(grade.parse().unwrap()),
        of: Learned::Course(code.parse().unwrap()),
        run: None,
        tag: None,
        valid_through: None,
    }
}

pub(crate) fn certified(kind: OutcomeKind, code: &str, amount: Option<&str>) -> Accrue {
    let of = Certified {
        amount: amount.map(|text| text.parse().unwrap()),
        code: code.parse().unwrap(),
        content: None,
        kind,
        level: None,
        team: None,
        tier: Tier::Higher,
    };
    Accrue {
        earned: None,
        evidence: vec![],
        grade: None,
        of: Learned::Certified(of),
        run: None,
        tag: None,
        valid_through: None,
    }
}

/// A story with every kind of change, as requests.
pub(crate) fn story(of: u32) -> Vec<Request> {
    let l = learner(of);
    let at = |key: &str, by: &str, day: &str, act: Act| request(l, key, by, day, act);
    let lot = |n: u32| LotId::here(n, 0);
    let take = |n: u32, credits: Credits| Take { credits, lot: lot(n) };
    let decided = Digest::of(&[b"minutes"]);
    vec![
        at("open", "sv01-registrar-1", "2023-09-01", Open.into()),
        at("m1", "sv01-registrar-1", "2024-01-20", course("SV:MECH101", "72 percent").into()),
        at("m1-again", "sv01-registrar-1", "2024-06-30", course("SV:MECH101", "88 percent").into()),
        at("m2", "sv01-registrar-1", "2024-06-30", course("SV:MECH102", "61 percent").into()),
        at(
            "bind",
            "sv01-awarder-1",
            "2024-07-01",
            Bind {
                decided,
                scope: "award:SV-MECH".parse().unwrap(),
                take: vec![take(2, credits!("4"))],
                r#use: UseKind::Reserve,
            }
            .into(),
        ),
        at(
            "training",
            "village01-registrar-1",
            "2024-07-20",
            certified(OutcomeKind::Training, "VR:TEA", Some("32 hour")).into(),
        ),
        at(
            "hold",
            "bank-reviewer-1",
            "2024-08-01",
            Hold { take: vec![take(5, credits!("20"))], through: date!("2024-09-01") }.into(),
        ),
        at(
            "release",
            "bank-reviewer-1",
            "2024-08-10",
            Release(HoldId::here(6, 0), "withdrawn".parse().unwrap()).into(),
        ),
        at(
            "revoke",
            "sv01-registrar-1",
            "2024-09-01",
            Revoke { lots: vec![lot(2)], reason: "fraud".parse().unwrap() }.into(),
        ),
        at(
            "settle",
            "sv01-awarder-1",
            "2024-09-05",
            Settle {
                cause: EntryId::here(8),
                how: Settlement::Undo,
                subject: Subject::Decision(DecisionId::here(4, 0)),
            }
            .into(),
        ),
        at(
            "regrade",
            "sv01-registrar-1",
            "2024-09-06",
            Regrade { evidence: vec![], grade: "75 percent".parse().unwrap(), lot: lot(3) }.into(),
        ),
        at(
            "undo-regrade",
            "sv01-registrar-1",
            "2024-09-07",
            Reverse { cascade: vec![], entry: EntryId::here(10), reason: "typo".parse().unwrap() }.into(),
        ),
    ]
}

/// The story, and then what is left of the verbs: a fail, an enrolment and its end, lapsing, unbinding, a sweep, closing.
pub(crate) fn full(of: u32) -> Vec<Request> {
    let l = learner(of);
    let at = |key: &str, by: &str, day: &str, act: Act| request(l, key, by, day, act);
    let code = |text: &str| text.parse().unwrap();
    let mut requests = story(of);
    let mut x = certified(OutcomeKind::Certificate, "X:WELD", Some("4 hv"));
    x.tag = Some(Digest::of(&[b"certificate", &of.to_be_bytes()]));
    x.valid_through = Some(date!("2025-12-31"));
    x.evidence = vec![Digest::of(&[b"scan"])];
    if let Learned::Certified(certified) = &mut x.of {
        certified.level = Some("x intermediate".parse().unwrap());
        certified.content = Some(code("welding"));
    }
    let failed = Record {
        earned: None,
        evidence: vec![],
        grade: Some("42 percent".parse().unwrap()),
        of: Learned::Course("SV:MATH101".parse().unwrap()),
        result: NotPassed::Failed,
        run: Some(code("2024-1")),
    };
    let enrol = Enrol {
        ends: Some(date!("2026-07-01")),
        programme: "SV-MECH/3+2".parse().unwrap(),
        registered: Some(date!("2023-08-20")),
        run: None,
        starts: date!("2023-09-01"),
    };
    let registrar = "sv01-registrar-1";
    requests.extend([
        at("fail", registrar, "2024-01-20", failed.into()),
        at("enrol", registrar, "2023-09-01", enrol.into()),
        at("leave", registrar, "2024-12-01", Leave(EntryId::here(13), code("moved-away")).into()),
        at("x", "teo01-registrar-1", "2024-11-01", x.into()),
        at(
            "hold-2",
            "bank-reviewer-1",
            "2024-11-02",
            Hold { take: vec![take(15, credits!("1.5"))], through: date!("2024-12-01") }.into(),
        ),
        at("lapse", "bank-operator-1", "2025-01-01", Lapse(HoldId::here(16, 0)).into()),
        at(
            "bind-2",
            "hv01-awarder-1",
            "2025-01-02",
            Bind {
                decided: Digest::of(&[b"minutes"]),
                scope: "set:top-up".parse().unwrap(),
                take: vec![take(15, credits!("2"))],
                r#use: UseKind::Consume,
            }
            .into(),
        ),
        at("unbind", "hv01-awarder-1", "2025-02-01", Unbind(DecisionId::here(18, 0), code("withdrawn")).into()),
        at("sweep", "bank-operator-1", "2026-01-31", Expire.into()),
        at("close", "bank-operator-1", "2026-02-01", Close(code("asked")).into()),
        at("reopen", "bank-operator-1", "2026-03-01", Reopen(code("asked")).into()),
    ]);
    requests
}

fn take(n: u32, credits: Credits) -> Take {
    Take { credits, lot: LotId::here(n, 0) }
}
