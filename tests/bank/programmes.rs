//! Programmes and pathways are published as rule books are.

use crate::kit::bank;
use creditbank::bank::Rejection;
use creditbank::ledger::{Refusal, WhatRefusal};
use creditbank::registry::DocumentKind;
use creditbank::store::MemoryStore;
use creditbank::{Bank, date};

const PROGRAMMES: &str = include_str!("../../examples/data/programmes.toml");

fn publish<S: creditbank::store::Store>(
    bank: &mut Bank<S, creditbank::time::FixedClock>,
    key: &str,
    text: &str,
) -> Result<u64, Rejection> {
    let by = creditbank::mandate!("bank-publisher-1");
    bank.publish(key, &by.on(date!("2026-06-30")), "programmes.toml", text.as_bytes()).map(|receipt| receipt.position)
}

#[test]
fn programmes_come_into_force_with_their_position() {
    let mut bank = bank::open(MemoryStore::new());
    let (id, day) = ("demo-programmes".parse().unwrap(), date!("2026-06-30"));
    assert!(bank.published().programmes(&id, day).is_none());
    let position = publish(&mut bank, "programmes", PROGRAMMES).unwrap();
    let published = bank.published();
    let found = published.programmes(&id, day).unwrap();
    assert_eq!(found.position, position);
    assert!(found.item.programme(&"HV-MECH/3+2".parse().unwrap()).is_some());
    assert!(found.item.pathway(&"MECH-3+4".parse().unwrap()).is_some());
    assert!(bank.published().programmes(&id, date!("2020-08-31")).is_none(), "it begins a day later");
    assert!(bank.published().rules(&id, day).is_none(), "it is no rule book");
    assert_eq!(bank.published().kind_of(&id), Some(DocumentKind::Programmes));
}

#[test]
fn units_and_scales_are_those_of_the_frameworks_in_force() {
    let mut bank = bank::open(MemoryStore::new());
    for (old, new, code) in [
        ("id = \"sv\"\nquantum = \"0.5\"", "id = \"sv\"\nquantum = \"0.25\"", "sv"),
        ("step = \"0.5\"", "step = \"1\"", "percent"),
        ("# --- clauses", "[[levels]]\nframework = \"nqf\"\nlevels = [\"9\"]\n\n# --- clauses", "nqf 9"),
    ] {
        assert!(PROGRAMMES.contains(old), "{old}");
        let refused = publish(&mut bank, "again", &PROGRAMMES.replacen(old, new, 1)).unwrap_err();
        let Rejection::Refused(Refusal::What(WhatRefusal::DefinedOtherwise { defined: found, .. })) = &refused else {
            panic!("{refused:?}")
        };
        assert_eq!(found.to_string(), code);
    }
}

#[test]
fn an_unsound_document_is_not_published_and_a_document_keeps_its_kind() {
    let mut bank = bank::open(MemoryStore::new());
    let unsound = PROGRAMMES.replacen("least = \"16\"\naccepts", "least = \"16\"\nmost = \"15\"\naccepts", 1);
    assert_ne!(unsound, PROGRAMMES);
    let Rejection::Unsound(findings) = publish(&mut bank, "unsound", &unsound).unwrap_err() else { panic!() };
    assert_eq!(findings.iter().map(|finding| finding.code).collect::<Vec<_>>(), ["P018", "P016"]);
    let other = PROGRAMMES.replace("id = \"demo-programmes\"", "id = \"demo-courses\"");
    let refused = publish(&mut bank, "other", &other).unwrap_err();
    assert!(matches!(refused, Rejection::Refused(Refusal::What(WhatRefusal::KindChanged { .. }))), "{refused:?}");
}
