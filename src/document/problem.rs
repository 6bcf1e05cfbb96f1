//! What is wrong with a draft, and where.

use std::fmt;

use crate::document::Path;

/// One thing that is wrong with a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// A stable code, such as `B003`: the chapters [`rules`](crate::manual::rules#findings) and
    /// [`pathways`](crate::manual::pathways#findings) list them.
    pub code: &'static str,
    /// Where it is, in the words of the document: `rule[3].to[0].amount`.
    pub path: Path,
    /// What is wrong, in one line.
    pub message: String,
    /// What is to be seen there. May be empty.
    pub label: String,
    /// What to do about it, where that is not plain from the message.
    pub help: Option<String>,
}

impl Problem {
    /// A problem at a path.
    pub(crate) fn new(code: &'static str, path: Path, message: impl Into<String>) -> Self {
        Self { code, path, message: message.into(), label: String::new(), help: None }
    }

    pub(crate) fn label(self, label: impl Into<String>) -> Self {
        Self { label: label.into(), ..self }
    }

    pub(crate) fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { code, path, message, label, .. } = self;
        match path.steps() {
            [] => write!(f, "[{code}] {message}")?,
            _ => write!(f, "[{code}] {path}: {message}")?,
        }
        if label.is_empty() { Ok(()) } else { write!(f, " ({label})") }
    }
}

impl std::error::Error for Problem {}
