//! Large rule books as a registrar's tables make them, each sound and with one planted fault.
#![allow(dead_code, reason = "each test file uses some of it")]

use std::fmt::Write;

/// What a large book is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// All rules take one course, each by one issuer: in two bands of the grade, `60..80` and `80..`.
    Issuers,
    /// All rules take one course, each by one issuer, in one of ten bands of the grade, and from some size on.
    Schools,
    /// All rules take one course, each in one band of its grade.
    Grades,
    /// All rules take one course, each in one period.
    Days,
    /// All rules take one course from some grade on, and of those that match the best counts.
    Nested,
    /// All rules take one course under one another need, and the applicant chooses.
    Choice,
    /// Bands of the grade, each of which reaches into the next three, of which the best counts.
    Bands,
    /// The same of which only one may match; each overrides those before it.
    Overridden,
    /// Bands of the grade and of the size, each of which reaches into the next ones, of which the best counts.
    Crossed,
    /// Two rules that name the same many courses, by two bands of the grade.
    Lists,
    /// Two rules that name many courses each, of which none is in both.
    Apart,
}

pub(crate) const SHAPES: [(Shape, u32); 11] = [
    (Shape::Schools, 2_000),
    (Shape::Issuers, 2_000),
    (Shape::Grades, 2_000),
    (Shape::Days, 2_000),
    (Shape::Nested, 2_000),
    (Shape::Choice, 2_000),
    (Shape::Bands, 100),
    (Shape::Overridden, 100),
    (Shape::Crossed, 100),
    (Shape::Lists, 50_000),
    (Shape::Apart, 50_000),
];

impl Shape {
    /// The code of the remark that the planted fault is.
    pub(crate) const fn fault(self) -> &'static str {
        match self {
            Self::Issuers | Self::Apart => "A001",
            Self::Schools | Self::Grades | Self::Lists => "A010",
            Self::Days => "A012",
            Self::Nested | Self::Bands | Self::Crossed => "A030",
            Self::Choice => "A002",
            Self::Overridden => "A022",
        }
    }
}

fn head(marks: u32, hit: &str) -> String {
    format!(
        "[document]\nid = \"large\"\nkind = \"rules\"\nvalid = \"2000-01-01..\"\nversion = \"1\"\n\n[book]\nsemantics = 1\n\
         basis = \"earned\"\nfebruary = \"down\"\nreview_days = 60\nappeal_days = 15\n\n[[unit]]\nid = \"sv\"\nquantum = \"0.5\"\ntier = \
         \"secondary\"\n\n[[unit]]\nid = \"hv\"\nquantum = \"0.5\"\ntier = \"higher\"\n\n[[scale]]\nid = \"mark\"\nleast = \
         \"0\"\nmost = \"{marks}\"\nstep = \"1\"\npass = \"1\"\n\n[[clause]]\nid = \"c\"\ntext = \"A course replaces a \
         course.\"\n\n[[group]]\nid = \"g\"\nhit = \"{hit}\"\n"
    )
}

fn rule(id: &str, valid: &str, from: &str, to: &str, more: &str) -> String {
    format!(
        "\n[[rule]]\nid = \"{id}\"\ngroup = \"g\"\nclause = \"c\"\nvalid = \"{valid}\"\nfrom = [{{ kind = \"course\", {from} \
         }}]\nto = [{{ {to}, grade = \"none\" }}]\n{more}\n"
    )
}

/// The book of so many rules, or so many courses. The fault is planted at four fifths of it, or at one, as of a book of two
/// hundred rules the build before looked from the first 64 only.
pub(crate) fn book(shape: Shape, size: u32, fault: bool) -> String {
    let at = fault.then_some(if shape == Shape::Schools { size / 5 } else { size / 5 * 4 });
    match shape {
        Shape::Issuers => issuers(size, at),
        Shape::Schools => schools(size, at),
        Shape::Grades => grades(size, at),
        Shape::Days => days(size, at),
        Shape::Nested => nested(size, at),
        Shape::Choice => choice(size, at),
        Shape::Bands => bands(size, at),
        Shape::Overridden => overridden(size, at),
        Shape::Crossed => crossed(size, at),
        Shape::Lists => lists(size, at),
        Shape::Apart => apart(size, at),
    }
}

const OPEN: &str = "2000-01-01..";

fn rules(head: String, size: u32, each: impl Fn(u32) -> String) -> String {
    (0..size).fold(head, |text, n| text + &each(n))
}

/// Fault: somebody has copied a row, and not changed the school.
fn issuers(size: u32, at: Option<u32>) -> String {
    rules(head(100, "unique"), size, |n| {
        let school = if at == Some(n & !1) && n % 2 == 0 { n / 2 - 1 } else { n / 2 };
        let (band, amount) = if n % 2 == 0 { ("60..80", "3") } else { ("80..", "4") };
        let from = format!("codes = [\"A\"], issuers = [\"S{school}\"], grade = \"{band} mark\"");
        rule(&format!("r{n:05}"), OPEN, &from, &format!("course = \"X\", amount = \"{amount} hv\""), "")
    })
}

/// Fault: one school's band ends one mark too early.
fn schools(size: u32, at: Option<u32>) -> String {
    rules(head(100, "unique"), size, |n| {
        let (school, band) = (n / 10, n % 10);
        // Every school has its own pass mark, and asks for its own size.
        let start = 40 + school % 10;
        let end = start + 5 * band + 5 - u32::from(at == Some(n));
        let grade = if band == 9 { format!("{}..", start + 45) } else { format!("{}..{end}", start + 5 * band) };
        let least = 1 + school % 4;
        let from = format!(
            "codes = [\"A\"], issuers = [\"S{school}\"], grade = \"{grade} mark\", unit = \"sv\", size = \"{least}.. sv\""
        );
        rule(&format!("r{n:05}"), OPEN, &from, &format!("course = \"X\", amount = \"{} hv\"", 1 + band), "")
    })
}

/// Fault: a band ends one mark too early.
fn grades(size: u32, at: Option<u32>) -> String {
    rules(head(size * 2, "unique"), size, |n| {
        let end = if at == Some(n) { 2 * n + 1 } else { 2 * n + 2 };
        let band = if n + 1 == size { format!("{}..", 2 * n) } else { format!("{}..{end}", 2 * n) };
        let to = format!("course = \"X\", amount = \"{} hv\"", 1 + n);
        rule(&format!("r{n:05}"), OPEN, &format!("codes = [\"A\"], grade = \"{band} mark\""), &to, "")
    })
}

fn day(n: u32) -> String {
    format!("{:04}-{:02}-{:02}", 2000 + n / 300, 1 + n / 25 % 12, 1 + n % 25)
}

/// Fault: a period ends one day too early.
fn days(size: u32, at: Option<u32>) -> String {
    rules(head(100, "unique"), size, |n| {
        let end = if at == Some(n) { 3 * n + 2 } else { 3 * n + 3 };
        let valid = if n + 1 == size { format!("{}..", day(3 * n)) } else { format!("{}..{}", day(3 * n), day(end)) };
        let to = format!("course = \"X\", amount = \"{} hv\"", 1 + n % 5);
        rule(&format!("r{n:05}"), &valid, "codes = [\"A\"], grade = \"60.. mark\"", &to, "")
    })
}

/// Fault: a rule that the applicant would have to choose against himself: of a higher mark less counts, because two
/// marks have been put down for the wrong group.
fn nested(size: u32, at: Option<u32>) -> String {
    let text = rules(head(size, "best"), size, |n| {
        let to = format!("course = \"X\", amount = \"{} hv\"", 1 + n);
        rule(&format!("r{n:05}"), OPEN, &format!("codes = [\"A\"], grade = \"{n}.. mark\""), &to, "")
    });
    match at {
        Some(n) => {
            let deny = rule(
                "deny",
                OPEN,
                &format!("codes = [\"A\"], grade = \"{n}..{} mark\"", n + 2),
                "course = \"X\", amount = \"0.5 hv\"",
                "",
            );
            text + &deny.replace("id = \"deny\"", &format!("id = \"less\"\noverrides = [{}]", all(size)))
        }
        None => text,
    }
}

fn all(size: u32) -> String {
    (0..size).map(|n| format!("\"r{n:05}\"")).collect::<Vec<_>>().join(", ")
}

/// Fault: one row is there twice.
fn choice(size: u32, at: Option<u32>) -> String {
    rules(head(100, "options"), size, |n| {
        let twin = if at == Some(n) { n - 7 } else { n };
        let to = format!("course = \"X{twin}\", amount = \"3 hv\"");
        let need = format!("need = [{{ enrolled = \"P{twin}\" }}]");
        rule(&format!("r{n:05}"), OPEN, "codes = [\"A\"], grade = \"60.. mark\"", &to, &need)
    })
}

/// Fault: an amount with a wrong point, in a band that no other one reaches.
fn bands(size: u32, at: Option<u32>) -> String {
    rules(head(4 * size + 20, "best"), size, |n| {
        let end = if at == Some(n) { 4 * n + 4 } else { 4 * n + 16 };
        let amount = if at == Some(n) { 10 * (n + 1) } else { n + 1 };
        let from = format!("codes = [\"A\"], grade = \"{}..{end} mark\"", 4 * n);
        let from = if n + 1 == size { format!("codes = [\"A\"], grade = \"{}.. mark\"", 4 * n) } else { from };
        rule(&format!("r{n:05}"), OPEN, &from, &format!("course = \"X\", amount = \"{amount} hv\""), "")
    })
}

/// Fault: one rule is overridden everywhere.
fn overridden(size: u32, at: Option<u32>) -> String {
    rules(head(4 * size + 20, "unique"), size, |n| {
        let before: Vec<_> = (n.saturating_sub(4)..n).map(|k| format!("\"r{k:05}\"")).collect();
        let start = if at == Some(n + 1) { 4 * n + 4 } else { 4 * n };
        let end = 4 * n + 16;
        let band = if n + 1 == size { format!("{start}..") } else { format!("{start}..{end}") };
        let from = format!("codes = [\"A\"], grade = \"{band} mark\"");
        let to = format!("course = \"X\", amount = \"{} hv\"", n + 1);
        rule(&format!("r{n:05}"), OPEN, &from, &to, &format!("overrides = [{}]", before.join(", ")))
    })
}

/// Fault: as of bands.
fn crossed(size: u32, at: Option<u32>) -> String {
    rules(head(4 * size + 20, "best"), size, |n| {
        let amount = if at == Some(n) { 10 * (n + 1) } else { n + 1 };
        let (start, end) = (4 * n, 4 * n + 16);
        let band = if n + 1 == size { format!("{start}..") } else { format!("{start}..{end}") };
        // A higher mark asks for no more, and a larger outcome is in all bands of a smaller one.
        let small = size / 10 + 1 - n / 10;
        let from = format!("codes = [\"A\"], grade = \"{band} mark\", unit = \"sv\", size = \"{small}.. sv\"");
        rule(&format!("r{n:05}"), OPEN, &from, &format!("course = \"X\", amount = \"{amount} hv\""), "")
    })
}

fn codes(from: u32, to: u32) -> String {
    let mut text = String::new();
    for n in from..to {
        write!(text, "\"A{n:05}\", ").unwrap();
    }
    text
}

/// Fault: a band ends one mark too early.
fn lists(size: u32, at: Option<u32>) -> String {
    let end = if at.is_some() { 79 } else { 80 };
    let codes = codes(0, size);
    let rules = [(format!("60..{end}"), "3"), ("80..".to_owned(), "4")].map(|(band, amount)| {
        let from = format!("codes = [{codes}], grade = \"{band} mark\"");
        rule(&format!("r{amount}"), OPEN, &from, &format!("course = \"X\", amount = \"{amount} hv\""), "")
    });
    head(100, "unique") + &rules.concat()
}

/// Fault: one course is in both lists.
fn apart(size: u32, at: Option<u32>) -> String {
    let both = at.map_or_else(String::new, |n| format!("\"A{n:05}\", "));
    let lists = [(codes(0, size), "3"), (both + &codes(size, 2 * size), "4")];
    let rules = lists.map(|(codes, amount)| {
        let from = format!("codes = [{codes}], grade = \"60.. mark\"");
        rule(&format!("r{amount}"), OPEN, &from, &format!("course = \"X\", amount = \"{amount} hv\""), "")
    });
    head(100, "unique") + &rules.concat()
}
