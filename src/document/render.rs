//! Findings as a compiler would show them. The only file that knows annotate-snippets.

use std::fmt;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::document::lines::Lines;
use crate::document::text::plain;
use crate::document::{Finding, Findings, Severity};

/// A line longer than this many bytes is not shown, so that a document of one line costs no more than another.
const LONGEST: usize = 10_000;

fn excerpted(name: &str, lines: &Lines<'_>, finding: &Finding) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(&finding.message).id(finding.code);
    let group = match &finding.span {
        Some(span) => excerpt(Group::with_title(title), name, lines, span, &finding.label),
        None => title.element(Origin::path(plain(name))),
    };
    let help = finding.help.as_deref().map(|help| Level::HELP.message(help));
    let notes = finding.notes.iter().map(|note| Level::NOTE.message(note));
    Renderer::plain().render(&[group.elements(notes).elements(help)])
}

/// Adds the line on which the span starts.
fn excerpt<'a>(group: Group<'a>, name: &str, lines: &Lines<'a>, span: &Range<usize>, label: &'a str) -> Group<'a> {
    let place = lines.position(span.start);
    let line = lines.range(place.line);
    let label = Some(label).filter(|label| !label.is_empty());
    if line.len() > LONGEST {
        let origin = Origin::path(plain(name)).line(place.line).char_column(place.column);
        return group.element(origin).elements(label.map(|label| Level::NOTE.message(label)));
    }
    let mark = AnnotationKind::Primary.span(mark(span, &line)).label(label);
    group.element(Snippet::source(lines.slice(line)).path(plain(name)).line_start(place.line).annotation(mark))
}

/// The span within its first line.
fn mark(span: &Range<usize>, line: &Range<usize>) -> Range<usize> {
    let within = |byte: usize| byte.clamp(line.start, line.end).saturating_sub(line.start);
    within(span.start)..within(span.end).max(within(span.start))
}

impl fmt::Display for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines = Lines::of(&self.source);
        for finding in &self.list {
            writeln!(f, "{}\n", excerpted(&self.name, &lines, finding))?;
        }
        let noun = if self.total() == 1 { "finding" } else { "findings" };
        write!(f, "{} {noun} in {}", self.total(), plain(&self.name))?;
        match self.more {
            0 => writeln!(f),
            more => writeln!(f, ", {more} of them not shown"),
        }
    }
}
