//! How a story is written: one step a line.
//!
//! ```text
//! u-registrar 2023-09-01 open
//! a = u-registrar 2023-12-18 accrue A 92 percent
//! s = u-awarder 2024-01-10 bind reserve award:S $a:2
//! no GroupInUse u-awarder 2024-02-01 bind reserve award:T $b:4 -- lot $b waits: …
//! k = u-reviewer 2024-06-10 approve $x -- lot $k.1 stands behind lot $a, …
//! see 2024-06-11 a reserved 2, free 2 | b blocked 4
//! marks decision:$s #r
//! valid $a 2021-03-15..2024-03-14
//! publish courses-2 2024-01-01
//! m = merge 2 into 1 2024-07-01
//! findings -- …
//! ```
//!
//! What stands after `--` may stand on a line of its own, and go on after `..`. What a line makes is called by the name of the line: `$a` is `3.0`, `$k.1` is `9.1`, and `#r` is the line itself. After
//! `--` stands the whole message of a refusal, or the remarks of a receipt. A number and a colon before the mandate, or
//! after `see`, `marks` and `valid`, is the learner's; learner 1 is meant where there is none.

/// One step of a story.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    /// A command that is accepted, and what the receipt remarks.
    Do { name: Option<String>, line: String, remarks: Option<String> },
    /// A command that is refused: with which refusal, and its message.
    No { refusal: String, line: String, message: String },
    /// An application is quoted: what the quote remarks.
    Quote { line: String, remarks: String },
    /// Where everything stands on a day.
    See { learner: u8, day: String, shares: String },
    /// For which lines something is suspended.
    Marks { learner: u8, subject: String, causes: String },
    /// When a lot is valid, or one that renews it: the first and last days.
    Valid { learner: u8, lot: String, spans: String },
    /// A document is published.
    Publish { document: String, day: String },
    /// A passbook is merged into another. The last line that comes in has the name.
    Merge { name: Option<String>, from: u8, into: u8, day: String },
    /// What wants a person's eye.
    Findings { text: String },
    /// A sweep, if there is anything to sweep.
    Sweep { line: String },
}

/// The documents on which a story is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum World {
    /// Those of `tests/stories/attempts/world`.
    Stories,
    /// Those of the crate's feature `testing`.
    Crate,
}

/// A story: where it is told, and its steps.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    pub(crate) world: World,
    pub(crate) steps: Vec<Step>,
}

/// Reads a story.
pub(crate) fn read(text: &str) -> Page {
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match lines.last_mut().filter(|_| line.starts_with("-- ") || line.starts_with(".. ")) {
            Some(last) => *last = format!("{last} {}", line.trim_start_matches(".. ")),
            None => lines.push(line.to_owned()),
        }
    }
    let is_world = |line: &str| line == "in the test world";
    let world = if lines.first().is_some_and(|line| is_world(line)) { World::Crate } else { World::Stories };
    Page { world, steps: lines.iter().filter(|line| !is_world(line)).map(|line| step(line)).collect() }
}

fn step(line: &str) -> Step {
    let (line, after) = line.split_once(" -- ").map_or((line, None), |(line, after)| (line, Some(after)));
    let said = || after.unwrap_or_else(|| panic!("`{line}`: what is said stands after `--`")).to_owned();
    let (first, rest) = line.split_once(' ').unwrap_or((line, ""));
    match first {
        "no" => {
            let (refusal, line) = rest.split_once(' ').unwrap_or_else(|| panic!("`{line}` is too short"));
            Step::No { refusal: refusal.into(), line: line.into(), message: said() }
        }
        "quote" => Step::Quote { line: rest.into(), remarks: said() },
        "see" => {
            let (learner, rest) = whose(rest);
            let (day, shares) = rest.split_once(' ').unwrap_or((rest, ""));
            Step::See { learner, day: day.into(), shares: shares.into() }
        }
        "marks" => {
            let (learner, rest) = whose(rest);
            let (subject, causes) = rest.split_once(' ').unwrap_or((rest, ""));
            Step::Marks { learner, subject: subject.into(), causes: causes.into() }
        }
        "valid" => {
            let (learner, rest) = whose(rest);
            let (lot, spans) = rest.split_once(' ').unwrap_or((rest, ""));
            Step::Valid { learner, lot: lot.into(), spans: spans.into() }
        }
        "publish" => {
            let (document, day) = rest.split_once(' ').unwrap_or_else(|| panic!("`{line}` is too short"));
            Step::Publish { document: document.into(), day: day.into() }
        }
        "findings" => Step::Findings { text: after.unwrap_or_default().into() },
        _ => {
            let (name, line) = line.split_once(" = ").map_or((None, line), |(name, line)| (Some(name), line));
            let name = name.map(str::to_owned);
            match line.strip_prefix("merge ") {
                Some(rest) => merge(name, rest),
                None => Step::Do { name, line: line.into(), remarks: after.map(str::to_owned) },
            }
        }
    }
}

fn merge(name: Option<String>, rest: &str) -> Step {
    let words: Vec<_> = rest.split(' ').collect();
    let [from, "into", into, day] = words[..] else { panic!("`merge {rest}`: `merge 2 into 1 2024-01-01` is meant") };
    Step::Merge { name, from: from.parse().unwrap(), into: into.parse().unwrap(), day: day.into() }
}

/// The learner that a line is about, and the rest of it.
pub(crate) fn whose(line: &str) -> (u8, &str) {
    line.split_once(": ").and_then(|(learner, rest)| Some((learner.parse().ok()?, rest))).unwrap_or((1, line))
}

impl Step {
    /// The verb of a command that is accepted.
    pub(crate) fn verb(&self) -> Option<&str> {
        let Self::Do { line, .. } = self else { return None };
        whose(line).1.split(' ').nth(2)
    }

    /// The learner of a command that is accepted.
    pub(crate) fn learner(&self) -> Option<u8> {
        let Self::Do { line, .. } = self else { return None };
        Some(whose(line).0)
    }

    /// Whether it says what has been learned, so that it may be recorded earlier or later.
    pub(crate) fn is_fact(&self) -> bool {
        matches!(self.verb(), Some("accrue" | "certify" | "failed" | "absent" | "withdrawn" | "expire"))
    }

    /// Whether it names what a line of that name made.
    pub(crate) fn names(&self, name: &str) -> bool {
        let Self::Do { line, .. } = self else { return false };
        let is_end = |rest: &str| !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
        ["$", "#"].iter().any(|sign| line.split(&format!("{sign}{name}")).skip(1).any(is_end))
    }
}
