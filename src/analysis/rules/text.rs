//! An analysis as text: as a compiler would show it where the book's text is at hand, and plainly where it is not.

use std::fmt;
use std::ops::Range;

use crate::analysis::rules::remark::{About, Analysis, Proved, RuleRemark};
use crate::document::{Finding, Findings, Limits, Path, Severity, Table, read};
use crate::rules::{RuleBook, RuleBookDraft};

impl Analysis {
    /// The remarks as findings in the book's own text, under the name that its author gave it. A remark whose place
    /// is not in the text is about the document as a whole.
    #[must_use]
    pub fn to_findings(&self, book: &RuleBook, name: &str, text: &str) -> Findings {
        let spans = match self.remarks.as_slice() {
            [] => Vec::new(),
            remarks => spans(book, name, text, remarks).unwrap_or_default(),
        };
        let spans = spans.into_iter().chain(std::iter::repeat(None));
        let list = self.remarks.iter().zip(spans).map(|(remark, span)| finding(remark, span)).collect();
        Findings::new(name, text, list, 0)
    }
}

fn finding(remark: &RuleRemark, span: Option<Range<usize>>) -> Finding {
    let finding = match span {
        Some(span) => Finding::at(remark.code, span, &remark.message, ""),
        None => Finding::whole(remark.code, &remark.message),
    };
    let finding = finding.with_severity(remark.severity).with_notes(remark.shown.iter().map(ToString::to_string));
    match &remark.help {
        Some(help) => finding.with_help(help),
        None => finding,
    }
}

/// Where each remark is in the text.
fn spans(book: &RuleBook, name: &str, text: &str, remarks: &[RuleRemark]) -> Option<Vec<Option<Range<usize>>>> {
    let limits = Limits { bytes: usize::MAX, ..Limits::default() };
    let draft = RuleBookDraft::read(name, text.as_bytes(), &limits).ok()?;
    let places = Places::of(&draft);
    let all = |top: Table<'_>| {
        let span = |about: &About| Some(top.span_at(places.path(book, about)?.steps()));
        Some(remarks.iter().map(|remark| span(&remark.about)).collect::<Vec<_>>())
    };
    read(name, text.as_bytes(), &limits, all).ok()
}

/// The order of the file.
struct Places<'a> {
    draft: &'a RuleBookDraft,
    rules: std::collections::BTreeMap<(&'a crate::id::Code, crate::time::Date), usize>,
    limits: std::collections::BTreeMap<&'a crate::id::Code, usize>,
}

impl<'a> Places<'a> {
    fn of(draft: &'a RuleBookDraft) -> Self {
        let rules = draft.rules.iter().enumerate().map(|(at, rule)| ((&rule.id, rule.valid.from), at)).collect();
        Self { draft, rules, limits: draft.limits.iter().enumerate().map(|(at, limit)| (&limit.id, at)).collect() }
    }

    fn path(&self, book: &RuleBook, about: &About) -> Option<Path> {
        let path = match about {
            About::Book => return None,
            About::Limit(id) => Path::new().key("limit").index(*self.limits.get(id)?),
            About::Waiver(law) => {
                let at = self.draft.waivers.iter().position(|waiver| waiver.law == *law)?;
                return Some(Path::new().key("waiver").index(at).key("law"));
            }
            About::Rule(place) => {
                let rule = book.rules().get(*place)?;
                Path::new().key("rule").index(*self.rules.get(&(&rule.id, rule.valid.from))?)
            }
        };
        Some(path.key("id"))
    }
}

/// `warning[A010]: no rule covers …`, and below it what shows it.
impl fmt::Display for RuleRemark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        writeln!(f, "{word}[{}]: {}", self.code, self.message)?;
        self.shown.iter().try_for_each(|case| writeln!(f, "  = {case}"))?;
        self.help.iter().try_for_each(|help| writeln!(f, "  = help: {help}"))
    }
}

impl fmt::Display for Proved {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoGain(valuation) => {
                let apart = match valuation.apart.len() {
                    0 => String::new(),
                    _ => format!(", if not by {}", names(&valuation.apart)),
                };
                let count = valuation.values.len();
                write!(
                    f,
                    "proved: no chain of conversions gives back more than went in{apart} (values of {count} kinds of lots)"
                )
            }
            Self::NoOverlap { pairs } => {
                write!(f, "proved: no outcome is ambiguous (pairs of rules compared: {pairs})")
            }
            Self::NoSplit { rules } => write!(f, "proved: splitting never gains (rules: {})", rules.len()),
            Self::Monotone { tried: 0 } => write!(
                f,
                "held: no better grade or level and no larger outcome earns less (nothing to try: no rule of one source has a table, a band that ends, or another rule for the same outcome)"
            ),
            Self::Monotone { tried } => write!(
                f,
                "held: no better grade or level and no larger outcome earns less (applications evaluated, at the ends of all bands: {tried})"
            ),
        }
    }
}

/// The first few names.
fn names(codes: &[crate::id::Code]) -> String {
    const SHOWN: usize = 5;
    let names: Vec<_> = codes.iter().take(SHOWN).map(|code| format!("`{code}`")).collect();
    match codes.len().saturating_sub(SHOWN) {
        0 => names.join(", "),
        more => format!("{} and {more} more", names.join(", ")),
    }
}

/// All remarks, and then what is proved, or held wherever it was tried, one a line.
impl fmt::Display for Analysis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.remarks.iter().try_for_each(|remark| writeln!(f, "{remark}"))?;
        self.proofs.iter().try_for_each(|proof| writeln!(f, "{proof}"))
    }
}
