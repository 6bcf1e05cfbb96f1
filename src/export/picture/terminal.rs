//! The picture for a terminal: at most a hundred columns, whatever is in it.

use crate::advice::Report;
use crate::export::picture::rows::{Right, Row, rows, shared};
use crate::export::picture::scene::{Kind, Lot, Part, Scene, called, legend, plain, scene, title, widest};
use crate::export::picture::tracks::lines;
use crate::wording::{Telling, Words, columns, cut};

/// How wide it may be.
const WIDE: usize = 100;

/// How wide the requirements may be in any case; where lots leave more room, they take it.
const RIGHT: usize = 46;

/// How wide the number of a lot may be, and its amount.
const NARROW: usize = 14;

/// The plan as a picture for a terminal: lots on the left, requirements on the right, and lines from one to the other.
/// Where a lot counts twice a second, double line leaves it. At most a hundred columns; a Chinese character takes two.
///
/// A [`Language`](crate::wording::Language) is enough; a [`Telling`] may also say what each lot is.
#[must_use]
pub fn picture<'t>(report: &Report, telling: impl Into<Telling<'t>>) -> String {
    let telling = telling.into();
    let scene = scene(report, &telling);
    let rows = rows(&scene, true);
    let between = lines(&scene, &rows);
    let room = WIDE - columns(between.first().map_or("", String::as_str)) - 1;
    let heading = columns(Words::of(telling.language).lots);
    let most = room.saturating_sub(Left::of(&scene, WIDE, heading).width()).max(RIGHT);
    let right: Vec<_> = rows.iter().map(|row| right(&scene, row, most, &telling)).collect();
    let left = Left::of(&scene, room - widest(right.iter().map(String::as_str)), heading);
    let mut page = vec![cut(&title(report, &telling), WIDE), String::new()];
    page.push(heads(&left, between.first(), &telling));
    for ((row, between), right) in rows.iter().zip(&between).zip(&right) {
        page.push(format!("{}{between} {right}", left.cell(row.lot.and_then(|lot| scene.lots.get(lot)))));
    }
    page.extend(idle(&scene, &left, &telling));
    page.extend(keys(&scene, &telling));
    page.iter().map(|line| format!("{}\n", line.trim_end())).collect()
}

/// How wide the columns of the lots are.
struct Left {
    amount: usize,
    id: usize,
    name: usize,
}

impl Left {
    /// As wide as the lots are, at least as wide as their heading, and no wider than there is room for.
    fn of(scene: &Scene, room: usize, heading: usize) -> Self {
        let all = || scene.lots.iter().chain(&scene.idle);
        let id = widest(all().map(|lot| lot.id.as_str())).min(NARROW);
        let amount = widest(all().map(|lot| lot.amount.as_str())).min(NARROW);
        let name = widest(all().map(|lot| lot.name.as_str()))
            .max(heading.saturating_sub(id + amount + 5))
            .min(room.saturating_sub(id + amount + 5));
        Self { amount, id, name }
    }

    const fn width(&self) -> usize {
        self.amount + self.id + self.name + 5
    }

    /// A lot in columns, or nothing as wide.
    fn cell(&self, lot: Option<&Lot>) -> String {
        let Some(lot) = lot else { return " ".repeat(self.width()) };
        let (id, name, amount) =
            (cut(&lot.id, self.id), cut(&plain(&lot.name), self.name), cut(&lot.amount, self.amount));
        let blanks = |text: &str, width: usize| " ".repeat(width.saturating_sub(columns(text)));
        format!(
            "{} {}{id} {name}{} {}{amount} ",
            lot.kind.mark(),
            blanks(&id, self.id),
            blanks(&name, self.name),
            blanks(&amount, self.amount)
        )
    }
}

fn heads(left: &Left, between: Option<&String>, telling: &Telling<'_>) -> String {
    let words = Words::of(telling.language);
    let lots = cut(words.lots, left.width());
    let gap = left.width() - columns(&lots) + between.map_or(0, |line| columns(line)) + 1;
    format!("{lots}{}{}", " ".repeat(gap), words.parts)
}

fn right(scene: &Scene, row: &Row, most: usize, telling: &Telling<'_>) -> String {
    match row.right {
        Right::Nothing => String::new(),
        Right::Part(place) => scene.parts.get(place).map(|one| part(one, most, telling)).unwrap_or_default(),
        Right::Also(place) => also(scene, place, most, telling),
    }
}

/// A requirement: its mark, its name as far as there is room, how much there is and what is missing.
fn part(part: &Part, most: usize, telling: &Telling<'_>) -> String {
    let short = part.short.as_ref().map(|short| format!("; {short}")).unwrap_or_default();
    let (before, after) = (format!("{}{} ", inset(part), part.mark(telling)), format!(": {}{short}", part.brief));
    let room = most.saturating_sub(columns(&before) + columns(&after)).max(6);
    cut(&format!("{before}{}{after}", cut(&plain(&part.name), room)), most)
}

fn inset(part: &Part) -> String {
    usize::try_from(part.depth).map(|depth| "  ".repeat(depth.min(6))).unwrap_or_default()
}

/// What else counts in a requirement.
fn also(scene: &Scene, place: usize, most: usize, telling: &Telling<'_>) -> String {
    let name = |lot: usize| scene.lots.get(lot).map(|lot| if lot.id.is_empty() { &lot.name } else { &lot.id });
    let lots: Vec<_> = shared(scene, place).into_iter().filter_map(name).cloned().collect();
    let inset = scene.parts.get(place).map(inset).unwrap_or_default();
    cut(&format!("{inset}└ {} {}", Words::of(telling.language).also, lots.join(", ")), most)
}

fn idle(scene: &Scene, left: &Left, telling: &Telling<'_>) -> Vec<String> {
    if scene.idle.is_empty() {
        return Vec::new();
    }
    let heading = [String::new(), cut(Words::of(telling.language).idle, WIDE)];
    heading.into_iter().chain(scene.idle.iter().map(|lot| left.cell(Some(lot)))).collect()
}

/// What the marks of lots mean.
fn keys(scene: &Scene, telling: &Telling<'_>) -> Vec<String> {
    let key = |kind| format!("{} {}", Kind::mark(kind), called(kind, telling));
    let keys: Vec<_> = legend(scene).into_iter().map(key).collect();
    if keys.is_empty() { Vec::new() } else { vec![String::new(), keys.join("   ")] }
}
