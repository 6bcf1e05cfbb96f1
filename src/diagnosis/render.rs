//! Findings as a compiler would show them. The only file that knows annotate-snippets.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::diagnosis::Finding;
use crate::diagnosis::lines::Lines;
use crate::diagnosis::text::plain;

/// A line longer than this is shown in part, so that a document of one line costs no more than another.
const LONGEST: usize = 400;

pub(super) fn finding(name: &str, lines: &Lines<'_>, finding: &Finding) -> String {
    let title = Level::ERROR.primary_title(&finding.message).id(finding.code);
    let group = match &finding.span {
        Some(span) => excerpt(Group::with_title(title), name, lines, span, &finding.label),
        None => title.element(Origin::path(plain(name))),
    };
    let help = finding.help.as_deref().map(|help| Level::HELP.message(help));
    Renderer::plain().render(&[group.elements(help)])
}

/// Adds the line on which the span starts.
fn excerpt<'a>(group: Group<'a>, name: &str, lines: &Lines<'a>, span: &Range<usize>, label: &'a str) -> Group<'a> {
    let place = lines.position(span.start);
    let line = lines.range(place.line);
    let shown = if line.len() <= LONGEST { line.clone() } else { window(lines, &line, span.start) };
    let mark = mark(span, &shown);
    let snippet = Snippet::source(lines.slice(shown.clone()))
        .line_start(place.line)
        .annotation(AnnotationKind::Primary.span(mark).label(Some(label).filter(|label| !label.is_empty())));
    if shown == line {
        return group.element(snippet.path(plain(name)));
    }
    group.element(Origin::path(plain(name)).line(place.line).char_column(place.column)).element(snippet)
}

/// A part of a long line around a byte, cut where characters end.
fn window(lines: &Lines<'_>, line: &Range<usize>, at: usize) -> Range<usize> {
    let text = lines.slice(line.clone());
    let at = at.saturating_sub(line.start);
    let start = boundary(text, at.saturating_sub(LONGEST / 8));
    let end = boundary(text, start.saturating_add(LONGEST / 4));
    line.start.saturating_add(start)..line.start.saturating_add(end)
}

/// The last end of a character at or before a byte.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|byte| text.is_char_boundary(*byte)).unwrap_or_default()
}

/// The span within what is shown, at least one character wide where there is one.
fn mark(span: &Range<usize>, shown: &Range<usize>) -> Range<usize> {
    let start = span.start.clamp(shown.start, shown.end).saturating_sub(shown.start);
    let end = span.end.clamp(shown.start, shown.end).saturating_sub(shown.start);
    start..end.max(start)
}
