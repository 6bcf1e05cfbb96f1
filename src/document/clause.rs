//! The clauses that a document rests on.

use serde::Serialize;

use crate::document::Table;
use crate::id::Code;

/// A clause of law or regulation, or the statement that there is none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Citation {
    /// Its id, by which rules and decisions cite it.
    pub id: Code,
    /// Whether it is made up, as in an example.
    pub invented: bool,
    /// What it says, or where it stands.
    pub text: String,
}

impl Citation {
    /// Reads a clause of whichever document.
    pub(crate) fn read(mut table: Table<'_>) -> Option<Self> {
        let (id, text, invented) = (table.required("id"), table.prose("text"), table.flag("invented"));
        table.finish();
        Some(Self { id: id?, invented, text: text? })
    }
}
