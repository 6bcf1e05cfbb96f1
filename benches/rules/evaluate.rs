//! What one evaluation costs, and that it does not grow with the rules that have nothing to do with it.

use std::hint::black_box;
use std::time::{Duration, Instant};

#[path = "../../tests/kit/rules.rs"]
mod common;

use common::{attested, facts, graded, read};
use creditbank::Digest;
use creditbank::document::Limits;
use creditbank::rules::{Answer, Assurance, Evidence, Facts, RuleBook, RuleBookDraft, Target, evaluate};
use creditbank::testing::reference::rules as reference;

/// A rule as most are: one course for one, by its grade, with matching content and a signed transcript.
const MODEL: &str = r#"
[document]
id = "bench"
kind = "rules"
valid = "2020-01-01.."
version = "1"

[book]
semantics = 1
basis = "earned"
february = "down"
review_days = 60
appeal_days = 15

[[unit]]
id = "sv"
quantum = "0.5"
tier = "secondary"

[[unit]]
id = "hv"
quantum = "0.5"
tier = "higher"

[[scale]]
id = "percent"
least = "0"
most = "100"
step = "0.5"
pass = "60"

[[clause]]
id = "demo/1"
text = "A course replaces a course."

[[group]]
id = "courses"
hit = "best"

[[rule]]
id = "r"
group = "courses"
clause = "demo/1"
valid = "2020-01-01.."
from = [{ kind = "course", codes = ["SV:0"], grade = "60.. percent", age = "P5Y" }]
need = [{ match = 80 }, { evidence = "transcript", least = "signed" }]
to = [{ course = "HV:0", amount = "3 hv", grade = "carry" }]
"#;

/// How many outcomes are tried, spread over the book.
const TRIED: u32 = 2_000;

/// A book in which so many rules name each course.
fn book(rules: u32, each: u32) -> RuleBook {
    let mut draft = RuleBookDraft::read("bench.toml", MODEL.as_bytes(), &Limits::default()).unwrap();
    let model = draft.rules.remove(0);
    let rule = |number: u32| {
        let mut rule = model.clone();
        rule.id = read(&format!("rule-{number}"));
        rule.from[0].codes = vec![read(&format!("SV:{}", number / each))];
        rule.to[0].target = Target::Course(read(&format!("HV:{number}")));
        rule
    };
    draft.rules = (0..rules).map(rule).collect();
    draft.check().unwrap()
}

fn application(course: u32) -> Facts {
    Facts {
        attested: vec![attested(Some(1), "content_match", 85)],
        evidence: vec![Evidence { assurance: Assurance::Signed, digest: Digest::ZERO, kind: read("transcript") }],
        ..facts([graded(1, &format!("course SV:{course}"), "4 sv", "82 percent")])
    }
}

/// The time of one evaluation: of five rounds the fastest.
fn time(book: &RuleBook, applications: &[Facts]) -> Duration {
    let round = || {
        let start = Instant::now();
        for facts in applications {
            black_box(evaluate(black_box(book), black_box(facts)));
        }
        start.elapsed() / u32::try_from(applications.len()).unwrap()
    };
    (0..5).map(|_| round()).min().unwrap_or_default()
}

/// The time of one evaluation by the naive reference, which looks at every rule: over a few applications, once.
fn naive(book: &RuleBook, applications: &[Facts]) -> Duration {
    let few = &applications[..applications.len().min(20)];
    let start = Instant::now();
    for facts in few {
        black_box(reference::evaluate(black_box(book), black_box(facts)));
    }
    start.elapsed() / u32::try_from(few.len()).unwrap()
}

/// One evaluation against books of several sizes.
pub(super) fn evaluations() {
    println!("evaluate: one application, {TRIED} different ones");
    let mut first = None;
    for (rules, each) in [(10, 1), (1_000, 1), (10_000, 1), (100_000, 1), (100_000, 20)] {
        let (book, courses) = (book(rules, each), rules / each);
        let applications: Vec<_> = (0..TRIED).map(|n| application(n.wrapping_mul(7_919) % courses)).collect();
        let granted = applications.iter().filter(|facts| matches!(evaluate(&book, facts).answer, Answer::Granted(_)));
        assert_eq!(granted.count(), applications.len());
        let took = time(&book, &applications).as_nanos();
        let first = *first.get_or_insert(took);
        let naive = naive(&book, &applications).as_nanos() / took;
        println!(
            "{rules:>7} rules, {each:>2} of them name the course: {:>3}.{:03} µs an evaluation, {:>2}.{:02} x the first; the naive one takes {naive} x as long",
            took / 1_000,
            took % 1_000,
            took / first,
            took * 100 / first % 100
        );
    }
}
