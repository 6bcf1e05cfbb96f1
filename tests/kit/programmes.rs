//! Small programmes and learners, planned, verified and tried in every way.
#![allow(dead_code, reason = "each test program, and the bench, uses some of it")]

use std::collections::BTreeSet;

use creditbank::document::Limits;
use creditbank::planner::{Asset, AssetId, Holdings, Lineage, OpenConversion, Planned, Use, plan, verify};
use creditbank::programme::ProgrammesDraft;
use creditbank::registry::{OutcomeKind, Tier};
use creditbank::solver::Effort;
use creditbank::testing::planner::Instance;
use creditbank::testing::reference::planner::Best;
use creditbank::{Date, LotId, date};

const HEAD: &str = r#"
[document]
id = "cases"
kind = "programmes"
valid = "2026-01-01.."
version = "1"
[book]
semantics = 1
[[unit]]
id = "c"
quantum = "0.5"
[[unit]]
id = "h"
quantum = "1"
[[clause]]
id = "k"
text = "Made up for a test."
invented = true
[[programme]]
id = "P"
title = "P"
tier = "higher"
unit = "c"
clause = "k"
"#;

/// A programme, and lots as in `A 4`, `A 4 h` or `A 4 from=P0`: a code, credits, and what else is known of it.
pub(crate) fn instance(text: &str, lots: &[&str]) -> Instance {
    in_quanta("0.5", text, lots)
}

/// The same in another quantum.
pub(crate) fn in_quanta(quantum: &str, text: &str, lots: &[&str]) -> Instance {
    in_document(&HEAD.replacen("quantum = \"0.5\"", &format!("quantum = \"{quantum}\""), 1), text, lots)
}

fn in_document(head: &str, text: &str, lots: &[&str]) -> Instance {
    let text = format!("{head}{text}");
    let draft = ProgrammesDraft::read("cases.toml", text.as_bytes(), &Limits::default());
    let draft = draft.unwrap_or_else(|findings| panic!("{findings}\n{text}"));
    let holdings = bringing("OWN", (1..).zip(lots).map(|(number, text)| lot(number, text)).collect());
    Instance::new(draft, "P".parse().unwrap(), holdings)
}

/// What a learner of this institution has on 2026-06-30, and nothing else.
pub(crate) fn bringing(own: &str, assets: Vec<Asset>) -> Holdings {
    Holdings {
        assets,
        carry: Vec::new(),
        day: date!("2026-06-30"),
        gates: BTreeSet::new(),
        groups: Vec::new(),
        limits: Vec::new(),
        options: Vec::new(),
        own: own.parse().unwrap(),
        passed: Vec::new(),
        reliefs: Vec::new(),
    }
}

/// The same with a scale of grades.
pub(crate) fn with_scale(scale: &str, text: &str, lots: &[&str]) -> Instance {
    in_document(&HEAD.replacen("[[clause]]", &format!("{scale}[[clause]]"), 1), text, lots)
}

/// The lot of a number, free.
pub(crate) fn lot_id(number: u32) -> AssetId {
    AssetId::Lot { carried: Vec::new(), lot: LotId::here(number, 0) }
}

/// The lot of a number, a course of the institution `OWN`, as in `A` and `4 c`.
pub(crate) fn asset(number: u32, code: &str, amount: &str) -> Asset {
    Asset {
        amount: amount.parse().unwrap(),
        category: None,
        class: None,
        code: code.parse().unwrap(),
        content: None,
        earned: date!("2025-06-30"),
        grade: None,
        id: lot_id(number),
        issuer: "OWN".parse().unwrap(),
        kind: OutcomeKind::Course,
        level: None,
        made: None,
        thing: None,
        tier: Tier::Higher,
        valid_through: None,
    }
}

/// The same, as in `A 4`, `A 4 h` or `A 4 from=P0`.
pub(crate) fn lot(number: u32, text: &str) -> Asset {
    let mut words = text.split(' ');
    let (code, credits) = (words.next().unwrap(), words.next().unwrap());
    let mut asset = asset(number, code, &format!("{credits} c"));
    for word in words {
        match word.split_once('=') {
            Some(("from", award)) => {
                asset.id = AssetId::Lot { carried: vec![award.parse().unwrap()], lot: LotId::here(number, 0) };
            }
            Some(("until", day)) => asset.valid_through = Some(day.parse().unwrap()),
            _ => asset.amount.unit = word.parse().unwrap(),
        }
    }
    asset
}

/// What a conversion would make: which of it.
pub(crate) fn made_id(option: &str, k: u32) -> AssetId {
    AssetId::Made { k, option: option.parse().unwrap() }
}

/// The conversion of a lot on a day.
pub(crate) fn made(id: &str, lot: u32, on: Date) -> Lineage {
    Lineage {
        contents: Vec::new(),
        document: "rules".parse().unwrap(),
        id: id.parse().unwrap(),
        issuers: Vec::new(),
        limits: Vec::new(),
        lots: vec![LotId::here(lot, 0)],
        on,
        rule: "r".parse().unwrap(),
        source: None,
    }
}

/// A conversion that takes so much of a lot and makes such, each as in `A 4`.
pub(crate) fn option(id: &str, takes: (u32, &str), makes: &[&str]) -> OpenConversion {
    let made = made(id, takes.0, date!("2026-06-30"));
    let make = |(k, text): (u32, &&str)| Asset { id: made_id(id, k), made: Some(made.clone()), ..lot(900, text) };
    OpenConversion {
        approvals: 1,
        id: id.parse().unwrap(),
        makes: (0..).zip(makes).map(make).collect(),
        not_with: Vec::new(),
        takes: vec![Use { asset: lot_id(takes.0), credits: takes.1.parse().unwrap() }],
    }
}

pub(crate) fn planned(instance: &Instance) -> Planned {
    let Instance { holdings, id, programmes } = instance;
    let planned = plan(programmes, id, holdings, Effort::default()).unwrap();
    assert_eq!(verify(programmes, holdings, &planned.plan, &planned.certificate).as_ref(), Ok(&planned.plan.levels));
    assert!(planned.plan.is_proved(), "{:?}", planned.plan.levels);
    planned
}

/// Quanta to study, items to take, approvals and lots of the best plan: tried in every way, and planned and verified. A
/// plan that is short says nothing of lots.
pub(crate) fn best(instance: &Instance) -> [u64; 4] {
    let tried = instance.best().unwrap().expect("there is a plan");
    assert_eq!(Best::levels_of(&planned(instance).plan), tried.levels());
    [tried.study, tried.items, tried.approvals, tried.lots]
}
