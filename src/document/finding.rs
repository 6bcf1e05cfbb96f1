//! Findings: what is wrong, where, and what would have been accepted.

use crate::document::text::against_human;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use crate::document::lines::{Lines, Position};
use crate::document::text;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The document cannot be used, or contradicts itself.
    #[default]
    Error,
    /// Hardly meant so.
    Warning,
    /// Worth knowing.
    Note,
}

/// One thing that is wrong with a document, or worth knowing about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// A stable code, such as `R012`, by which the manual explains it.
    pub code: &'static str,
    /// The bytes of the document it is about. None: the document as a whole.
    pub span: Option<Range<usize>>,
    /// What is wrong, in one line.
    pub message: String,
    /// What is to be seen at the span. May be empty.
    pub label: String,
    /// What to do about it, where that is not plain from the message.
    pub help: Option<String>,
    /// What shows it: each on lines of its own.
    pub notes: Vec<String>,
    /// How bad it is.
    pub severity: Severity,
}

impl Finding {
    /// A finding at a span. Control characters in the texts are written out as `\u{7}`.
    #[must_use]
    pub fn at(code: &'static str, span: Range<usize>, message: &str, label: &str) -> Self {
        Self { span: Some(span), label: text::plain(label), ..Self::whole(code, message) }
    }

    /// A finding about the document as a whole.
    #[must_use]
    pub fn whole(code: &'static str, message: &str) -> Self {
        Self {
            code,
            span: None,
            message: text::plain(message),
            label: String::new(),
            help: None,
            notes: Vec::new(),
            severity: Severity::Error,
        }
    }

    /// The finding with help.
    #[must_use]
    pub fn with_help(self, help: &str) -> Self {
        Self { help: Some(text::plain(help)), ..self }
    }

    /// The finding, that bad.
    #[must_use]
    pub fn with_severity(self, severity: Severity) -> Self {
        Self { severity, ..self }
    }

    /// The finding with what shows it.
    #[must_use]
    pub fn with_notes(self, notes: impl IntoIterator<Item = String>) -> Self {
        Self { notes: notes.into_iter().map(|note| text::plain(&note)).collect(), ..self }
    }

    fn start(&self) -> usize {
        self.span.as_ref().map_or(0, |span| span.start)
    }
}

/// All that is wrong with a document, in the order of the document. Its text form shows the lines.
///
/// ```
/// use creditbank::document::Limits;
/// use creditbank::registry::RegistryDocument;
/// let text = b"[document]\nid = \"demo\"\nkind = \"framework\"\nversion = \"1\"\nvalid = \"2026\"";
/// let findings = RegistryDocument::read("framework.toml", text, &Limits::default()).unwrap_err();
/// assert_eq!(
///     findings.to_string(),
///     "\
/// error[D010]: `2026` is not a period: `from..until` or `from..` is expected
///  --> framework.toml:5:9
///   |
/// 5 | valid = \"2026\"
///   |         ^^^^^^ the `valid` of this document
///
/// 1 finding in framework.toml
/// ");
/// let position = findings.iter().find_map(|finding| findings.position(finding)).unwrap();
/// assert_eq!((position.line, position.column), (5, 9));
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Findings {
    pub(super) name: String,
    pub(super) source: Arc<str>,
    pub(super) list: Vec<Finding>,
    pub(super) more: usize,
}

impl Findings {
    /// Findings in the document of that name (as shown to its author) and text, and how many more were only
    /// counted.
    pub fn new(name: impl Into<String>, source: impl Into<Arc<str>>, mut list: Vec<Finding>, more: usize) -> Self {
        list.sort_by_key(Finding::start);
        Self { name: name.into(), source: source.into(), list, more }
    }

    /// The findings but those of some codes.
    #[cfg(feature = "analysis")]
    pub(crate) fn without(self, codes: &[&str]) -> Self {
        let list = self.list.into_iter().filter(|finding| !codes.contains(&finding.code)).collect();
        Self { list, ..self }
    }

    /// The document's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The document's text.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The findings, in the order of the document.
    pub fn iter(&self) -> impl Iterator<Item = &Finding> {
        self.list.iter()
    }

    /// How many findings there are, with those that were only counted.
    #[must_use]
    pub fn total(&self) -> usize {
        self.list.len().saturating_add(self.more)
    }

    /// How many findings were only counted.
    #[must_use]
    pub const fn more(&self) -> usize {
        self.more
    }

    /// Where a finding starts. For many, [`Findings::located`] is faster.
    #[must_use]
    pub fn position(&self, finding: &Finding) -> Option<Position> {
        finding.span.as_ref().map(|span| Lines::of(&self.source).position(span.start))
    }

    /// The findings, each with where it starts.
    pub fn located(&self) -> impl Iterator<Item = (Option<Position>, &Finding)> {
        let lines = Lines::of(&self.source);
        self.list.iter().map(move |each| (each.span.as_ref().map(|span| lines.position(span.start)), each))
    }
}

/// As its text form: what a test or a `main` that fails should show.
impl fmt::Debug for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f)?;
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Findings {}

/// The finding, if a text is no text for people.
pub(super) fn human_finding(what: &str, text: &str, most: usize, span: Range<usize>) -> Option<Finding> {
    let (code, message, label) = against_human(what, text, most)?;
    let finding = Finding::at(code, span, &message, &label);
    match code {
        "D011" => Some(finding.with_help("one text must have one spelling; save the file in normal form C (NFC)")),
        _ => Some(finding),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_stand_in_the_order_of_the_document_and_say_where() {
        let at = |span| Finding::at("T001", span, "wrong", "");
        let findings = Findings::new("x.toml", "一 = 1\nb = \"é\"\n", vec![at(15..16), at(0..3)], 7);
        let texts: Vec<_> = findings.located().filter_map(|(place, _)| place).map(|place| place.to_string()).collect();
        assert_eq!(texts, ["1:1", "2:7"]);
        assert!(findings.to_string().ends_with("\n9 findings in x.toml, 7 of them not shown\n"), "{findings}");
    }

    #[test]
    fn what_was_read_cannot_forge_what_is_shown() {
        let finding = Finding::at("T001", 0..1, "`a\nb\u{1b}[31m\u{202e}` is odd", "");
        assert_eq!(finding.message, "`a\\nb\\u{1b}[31m\\u{202e}` is odd");
    }
}
