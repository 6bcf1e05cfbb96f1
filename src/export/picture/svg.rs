//! The picture as SVG: plain shapes and text, nothing that runs, the same bytes for the same report.

use std::fmt::Write as _;

use crate::advice::Report;
use crate::export::picture::rows::{Right, Row, rows};
use crate::export::picture::scene::{Kind, Lot, Part, Scene, State, called, legend, plain, scene, title};
use crate::wording::{Telling, Words, columns, cut};

/// How wide the picture is.
const WIDE: usize = 1080;

/// The space around it.
const MARGIN: usize = 16;

/// How wide a box of a lot is.
const LOT: usize = 384;

/// Where the boxes of requirements begin.
const RIGHT: usize = 640;

/// From one row to the next, and how high a box is.
const ROW: usize = 32;
const BOX: usize = 24;

/// Where the first row is.
const TOP: usize = 72;

/// How far a requirement is set in for each one around it.
const INSET: usize = 16;

/// More than a column of text takes in this size, so that what fits in columns fits in the box.
const COLUMN: usize = 8;

/// The plan as an SVG picture: lots on the left, requirements on the right, and lines from one to the other. A line of
/// another colour leads to a second requirement in which a lot counts; what is missing stands in the requirement's box.
///
/// A [`Language`](crate::wording::Language) is enough; a [`Telling`] may also say what each lot is. Titles are escaped.
#[must_use]
pub fn svg<'t>(report: &Report, telling: impl Into<Telling<'t>>) -> String {
    let telling = telling.into();
    let scene = scene(report, &telling);
    let rows = rows(&scene, false);
    let mut page = Page::default();
    heading(&mut page, report, &telling);
    flows(&mut page, &scene, &rows);
    for (at, row) in rows.iter().enumerate() {
        let top = TOP + at * ROW;
        row.lot.and_then(|lot| scene.lots.get(lot)).iter().for_each(|lot| lot_box(&mut page, lot, top, false));
        if let Right::Part(place) = row.right {
            scene.parts.get(place).iter().for_each(|part| part_box(&mut page, part, top, &telling));
        }
    }
    let bottom = idle(&mut page, &scene, TOP + rows.len() * ROW, &telling);
    let bottom = keys(&mut page, &scene, bottom, &telling);
    page.wrapped(bottom + MARGIN, &title(report, &telling))
}

/// What is written so far.
#[derive(Default)]
struct Page {
    body: String,
}

/// How a box looks.
struct Look {
    fill: &'static str,
    line: &'static str,
    dashed: bool,
}

/// Where a box is.
#[derive(Clone, Copy)]
struct Place {
    left: usize,
    top: usize,
    wide: usize,
}

impl Page {
    fn push(&mut self, line: &str) {
        self.body.push_str("  ");
        self.body.push_str(line);
        self.body.push('\n');
    }

    fn rectangle(&mut self, Place { left, top, wide }: Place, look: &Look) {
        let dash = if look.dashed { " stroke-dasharray=\"4 3\"" } else { "" };
        let (fill, line) = (look.fill, look.line);
        self.push(&format!(
            "<rect x=\"{left}\" y=\"{top}\" width=\"{wide}\" height=\"{BOX}\" rx=\"4\" fill=\"{fill}\" stroke=\"{line}\"{dash}/>"
        ));
    }

    /// A text whose baseline is there; `end` where it ends there.
    fn text(&mut self, left: usize, base: usize, text: &str, look: &str) {
        self.push(&format!("<text x=\"{left}\" y=\"{base}\"{look}>{}</text>", escaped(text)));
    }

    /// The whole picture.
    fn wrapped(self, high: usize, title: &str) -> String {
        let mut out = String::new();
        let size = format!("width=\"{WIDE}\" height=\"{high}\" viewBox=\"0 0 {WIDE} {high}\"");
        let font = "font-family=\"sans-serif\" font-size=\"13\" fill=\"#222222\"";
        // Writing to a string cannot fail.
        let _ = writeln!(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" {size} role=\"img\" {font}>");
        let _ = writeln!(out, "  <title>{}</title>", escaped(title));
        let _ = writeln!(out, "  <rect width=\"{WIDE}\" height=\"{high}\" fill=\"#ffffff\"/>");
        out.push_str(&self.body);
        out.push_str("</svg>\n");
        out
    }
}

/// A text as XML wants it: what marks up is escaped, and what XML cannot hold is left out.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for letter in plain(text).chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\u{fffe}' | '\u{ffff}' => {}
            letter => out.push(letter),
        }
    }
    out
}

fn heading(page: &mut Page, report: &Report, telling: &Telling<'_>) {
    let words = Words::of(telling.language);
    let title = cut(&title(report, telling), (WIDE - 2 * MARGIN) / 10);
    page.text(MARGIN, 28, &title, " font-size=\"16\" font-weight=\"bold\"");
    page.text(MARGIN, TOP - 12, words.lots, " fill=\"#555555\"");
    page.text(RIGHT, TOP - 12, words.parts, " fill=\"#555555\"");
}

/// The lines, beneath the boxes: first ways first, so that second ones stay in sight.
fn flows(page: &mut Page, scene: &Scene, rows: &[Row]) {
    for second in [false, true] {
        for (from, row) in rows.iter().enumerate() {
            let Some(lot) = row.lot.and_then(|lot| scene.lots.get(lot)) else { continue };
            let ways = lot.to.iter().enumerate().filter(|(nth, _)| (*nth > 0) == second);
            for (_, to) in ways {
                let row = rows.iter().position(|row| row.right == Right::Part(*to));
                let part = scene.parts.get(*to);
                row.zip(part).iter().for_each(|(row, part)| flow(page, lot, from, *row, part, second));
            }
        }
    }
}

fn flow(page: &mut Page, lot: &Lot, from: usize, row: usize, part: &Part, second: bool) {
    let middle = |row: usize| TOP + row * ROW + BOX / 2;
    let (left, right) = (MARGIN + LOT, RIGHT + inset(part));
    let (start, end, bend) = (middle(from), middle(row), left + (RIGHT - left) / 2);
    let colour = if second { "#c9821f" } else { "#7f9fc4" };
    let dash = if lot.kind == Kind::Open { " stroke-dasharray=\"6 4\"" } else { "" };
    page.push(&format!(
        "<path d=\"M{left} {start} C{bend} {start} {bend} {end} {} {end}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"{dash}/>",
        right - 7
    ));
    page.push(&format!(
        "<path d=\"M{} {} L{right} {end} L{} {} Z\" fill=\"{colour}\"/>",
        right - 8,
        end - 4,
        right - 8,
        end + 4
    ));
}

fn lot_box(page: &mut Page, lot: &Lot, top: usize, idle: bool) {
    let place = Place { left: MARGIN, top, wide: LOT };
    page.rectangle(
        place,
        &if idle { Look { fill: "#f4f4f4", line: "#bbbbbb", dashed: false } } else { look(lot.kind) },
    );
    let id = if lot.id.is_empty() { String::new() } else { format!("{} ", lot.id) };
    two_texts(page, place, &format!("{id}{}", lot.name), &lot.amount);
}

const fn look(kind: Kind) -> Look {
    match kind {
        Kind::Plain => Look { fill: "#eef4fb", line: "#7f9fc4", dashed: false },
        Kind::Carried => Look { fill: "#e8f4f1", line: "#6aa898", dashed: false },
        Kind::Converted => Look { fill: "#f3edfa", line: "#9a82c2", dashed: false },
        Kind::Open => Look { fill: "#faf7fd", line: "#9a82c2", dashed: true },
    }
}

fn part_box(page: &mut Page, part: &Part, top: usize, telling: &Telling<'_>) {
    let place = Place { left: RIGHT + inset(part), top, wide: WIDE - MARGIN - RIGHT - inset(part) };
    let look = match part.state {
        State::Filled => Look { fill: "#e8f5e8", line: "#6aa56a", dashed: false },
        State::LeftOut => Look { fill: "#f4f4f4", line: "#bbbbbb", dashed: true },
        State::Short => Look { fill: "#fdebe7", line: "#cc6b5a", dashed: false },
    };
    page.rectangle(place, &look);
    let short = part.short.as_ref().map(|short| format!("; {short}")).unwrap_or_default();
    two_texts(page, place, &format!("{} {}", part.mark(telling), part.name), &format!("{}{short}", part.brief));
}

fn inset(part: &Part) -> usize {
    usize::try_from(part.depth).map_or(0, |depth| depth.min(6) * INSET)
}

/// A text at each end of a box; the left one is cut where there is not room for both.
fn two_texts(page: &mut Page, place: Place, left: &str, right: &str) {
    let room = (place.wide - 16) / COLUMN;
    let right = cut(&plain(right), room.saturating_sub(8));
    let left = cut(&plain(left), room.saturating_sub(columns(&right) + 2));
    let base = place.top + BOX - 7;
    page.text(place.left + 8, base, &left, "");
    page.text(place.left + place.wide - 8, base, &right, " text-anchor=\"end\"");
}

fn idle(page: &mut Page, scene: &Scene, top: usize, telling: &Telling<'_>) -> usize {
    if scene.idle.is_empty() {
        return top;
    }
    page.text(MARGIN, top + 20, Words::of(telling.language).idle, " fill=\"#555555\"");
    let first = top + ROW;
    for (at, lot) in scene.idle.iter().enumerate() {
        lot_box(page, lot, first + at * ROW, true);
    }
    first + scene.idle.len() * ROW
}

/// What the colours mean, where they are there.
fn keys(page: &mut Page, scene: &Scene, top: usize, telling: &Telling<'_>) -> usize {
    let mut base = top + 32;
    for kind in legend(scene) {
        page.rectangle(Place { left: MARGIN, top: base - 17, wide: 28 }, &look(kind));
        page.text(MARGIN + 36, base, called(kind, telling), " fill=\"#555555\"");
        base += ROW;
    }
    if scene.lots.iter().any(|lot| lot.to.len() > 1) {
        page.push(&format!(
            "<path d=\"M{MARGIN} {} L{} {}\" stroke=\"#c9821f\" stroke-width=\"2\"/>",
            base - 5,
            MARGIN + 28,
            base - 5
        ));
        page.text(MARGIN + 36, base, Words::of(telling.language).twice, " fill=\"#555555\"");
        base += ROW;
    }
    base - 32
}
