//! How ids and tables are shown, in every statement alike.

use crate::export::table::Table;
use crate::id::{EntryId, LearnerId};

/// A table, or nothing where it has no rows.
pub(super) fn table(table: Table) -> String {
    if table.is_empty() { String::new() } else { table.to_string() }
}

pub(super) fn item(EntryId { home, n }: EntryId, k: u16) -> String {
    format!("{n}.{k}{}", from(home))
}

pub(super) fn entry(EntryId { home, n }: EntryId) -> String {
    format!("{n}{}", from(home))
}

/// The passbook that something was made in, where that is another one.
fn from(home: Option<LearnerId>) -> String {
    home.map_or(String::new(), |learner| format!("@{}", brief(learner)))
}

/// The first eight digits of an id: enough to tell a learner's own passbooks apart.
pub(super) fn brief(learner: LearnerId) -> String {
    learner.to_string().chars().take(8).chain(['…']).collect()
}
