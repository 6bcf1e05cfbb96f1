//! Loads institutions and their powers.

use crate::document::{Finding, Table, Unique};
use crate::id::InstitutionId;
use crate::registry::load::attempts::{attempts, most_against};
use crate::registry::{DocumentHead, Framework, Institution, Institutions, OutcomeKind, Power, PowerGrant, Tier};

pub(super) fn load(
    mut top: Table<'_>,
    head: Option<DocumentHead>,
    against: Option<&Framework>,
) -> Option<Institutions> {
    let mut ids = Unique::new("the institution");
    let tables = top.tables("institution", "institution");
    let all: Vec<_> = tables.map(|table| institution(table, &mut ids, against)).collect();
    top.finish();
    Institutions::new(head?, all.into_iter().flatten()).ok()
}

fn institution(
    mut table: Table<'_>,
    ids: &mut Unique<InstitutionId>,
    against: Option<&Framework>,
) -> Option<Institution> {
    let id = table.required("id").inspect(|id| _ = ids.check(&table, "id", id));
    let name = table.human("name");
    let powers: Vec<_> = table.tables("power", "grant").map(|table| grant(table, against)).collect();
    table.finish();
    Some(Institution { id: id?, name: name?, powers: powers.into_iter().flatten().collect() })
}

fn grant(mut table: Table<'_>, against: Option<&Framework>) -> Option<PowerGrant> {
    let (power, valid) = (table.required("power"), table.required("valid"));
    let (kinds, tiers) = (table.list("kinds"), table.list("tiers"));
    let (life_years, attempts) = (table.whole("life_years"), attempts(&mut table));
    if let Some(power) = power {
        limits(&table, power);
    }
    most_against(&table, attempts.as_ref(), against);
    table.finish();
    Some(PowerGrant { power: power?, kinds, tiers, life_years, attempts, valid: valid? })
}

/// Which powers may, must or must not be limited to kinds and tiers.
fn limits(table: &Table<'_>, power: Power) {
    match power {
        Power::Issue => {
            must(table, "kinds", OutcomeKind::ALL);
            must(table, "tiers", Tier::ALL);
        }
        Power::Review | Power::Award => {
            for key in ["kinds", "life_years", "attempts"] {
                must_not(table, key, power);
            }
        }
        Power::Publish | Power::Keep => {
            for key in ["kinds", "tiers", "life_years", "attempts"] {
                must_not(table, key, power);
            }
        }
    }
}

fn must(table: &Table<'_>, key: &str, all: &[impl std::fmt::Display]) {
    if table.lacks(key) {
        let words: Vec<_> = all.iter().map(|word| format!("`{word}`")).collect();
        let message = format!("the power `issue` needs `{key}`: without them nothing may be issued");
        let finding = Finding::at("R007", table.span_of(key), &message, "");
        table.judge(finding.with_help(&format!("list any of {}", words.join(", "))));
    }
}

fn must_not(table: &Table<'_>, key: &str, power: Power) {
    if table.has(key) {
        let message = match key {
            "attempts" => format!("the power `{power}` issues nothing at which there could be attempts"),
            _ => format!("the power `{power}` is not limited to {key}"),
        };
        table.judge(Finding::at("R008", table.span_of(key), &message, "leave this out"));
    }
}
