//! Small rule books and facts, and how an evaluation is told in one line.
#![allow(dead_code, reason = "each test file uses some of it")]

use creditbank::document::Limits;
use creditbank::registry::{OutcomeKind, OutcomeName, Tier, UseKind};
use creditbank::rules::{
    Answer, Asked, Attested, Conclusion, EnrolmentFact, Evaluation, Facts, Grant, Input, OutcomeFact, Output, Prior,
    PriorOutput, RuleBook, Target, evaluate,
};
use creditbank::{Amount, Date, LotId, Ratio, date};

/// The units, scales, levels and groups of every book here.
const WORDS: &str = r#"
[document]
id = "cases"
kind = "rules"
valid = "2020-01-01.."
version = "1"

[[unit]]
id = "sv"
quantum = "0.5"
tier = "secondary"

[[unit]]
id = "hv"
quantum = "0.5"
tier = "higher"

[[unit]]
id = "ug"
quantum = "0.5"
tier = "undergraduate"

[[unit]]
id = "hour"
quantum = "0.5"

[[unit]]
id = "us"
quantum = "0.5"
tier = "undergraduate"

[[unit]]
id = "week"
quantum = "1"

[[unit]]
id = "cats"
quantum = "1"
tier = "undergraduate"

[[unit]]
id = "ects"
quantum = "0.5"
tier = "undergraduate"

[[scale]]
id = "percent"
least = "0"
most = "100"
step = "0.5"
pass = "60"

[[scale]]
id = "german"
least = "1"
most = "5"
step = "0.1"
best = "least"
pass = "4.0"

[[scale]]
id = "letters"
marks = ["F", "D", "C", "B", "A"]
pass = "D"

[[scale]]
id = "award"
marks = ["entered", "prov3", "prov2", "prov1", "nat1"]
pass = "prov3"

[[levels]]
framework = "x"
levels = ["elementary", "intermediate", "advanced"]
"#;

/// The groups that rules may name, and how they combine.
const GROUPS: [(&str, &str); 5] = [
    ("unique", "hit = \"unique\""),
    ("best", "hit = \"best\""),
    ("similar", "hit = \"best\"\nsame = \"content\""),
    ("sum", "hit = \"sum\""),
    ("options", "hit = \"options\""),
];

/// What a book says of itself unless a test says otherwise.
pub(crate) const PLAIN: &str = r#"basis = "earned"
february = "down"
never = ["SV:POL101"]"#;

/// A book of these rules.
pub(crate) fn book(rules: &str) -> RuleBook {
    book_with(PLAIN, rules)
}

/// A book that says this of itself, of these rules.
pub(crate) fn book_with(settings: &str, rules: &str) -> RuleBook {
    let named = GROUPS.iter().filter(|(id, _)| rules.contains(&format!("group = \"{id}\"")));
    let groups: String = named.map(|(id, keys)| format!("\n[[group]]\nid = \"{id}\"\n{keys}\n")).collect();
    let clause = "[[clause]]\nid = \"c/1\"\ntext = \"It is so.\"\ninvented = true\n";
    let clause = if rules.contains("c/1") { clause } else { "" };
    let text = format!(
        "{WORDS}\n{clause}{groups}\n[book]\nsemantics = 1\nreview_days = 60\nappeal_days = 15\n{settings}\n{rules}\n"
    );
    RuleBook::read("book.toml", text.as_bytes(), &Limits::default()).unwrap_or_else(|why| panic!("{why}\n{rules}"))
}

/// A rule with one source. `more` are further keys.
pub(crate) fn rule(id: &str, group: &str, from: &str, to: &str, more: &str) -> String {
    rule_in("2020-01-01..", id, group, from, to, more)
}

/// A rule of that period.
pub(crate) fn rule_in(valid: &str, id: &str, group: &str, from: &str, to: &str, more: &str) -> String {
    format!(
        "\n[[rule]]\nid = \"{id}\"\ngroup = \"{group}\"\nclause = \"c/1\"\nvalid = \"{valid}\"\nfrom = [{from}]\nto = [{to}]\n{more}\n"
    )
}

/// A limit when recording.
pub(crate) fn limit(id: &str, keys: &str) -> String {
    format!("\n[[limit]]\nid = \"{id}\"\nclause = \"c/1\"\nbinds = \"recording\"\n{keys}\n")
}

/// Reads what a test writes.
pub(crate) fn read<T: std::str::FromStr<Err: std::fmt::Debug>>(text: &str) -> T {
    text.parse().unwrap_or_else(|why| panic!("`{text}`: {why:?}"))
}

/// The lot of that number.
pub(crate) fn lot(number: u32) -> LotId {
    LotId::here(number, 0)
}

/// A whole outcome of that number, such as `course SV:A` or `course SV:A@SV-01`, worth `4 sv`.
pub(crate) fn outcome(number: u32, what: &str, amount: &str) -> OutcomeFact {
    let (kind, name) = what.split_once(' ').unwrap();
    let (kind, name) = (read::<OutcomeKind>(kind), read::<OutcomeName>(name));
    let amount: Amount = read(amount);
    let tier = match amount.unit.as_str() {
        "hv" => Tier::Higher,
        "ug" | "cats" | "ects" | "us" => Tier::Undergraduate,
        _ => Tier::Secondary,
    };
    OutcomeFact {
        asked: amount.credits,
        amount,
        thing: name.thing(kind),
        code: name.code,
        content: None,
        earned: date!("2026-09-10"),
        grade: None,
        id: lot(number),
        issuer: read("SV-01"),
        kind,
        level: None,
        team: None,
        never: false,
        tier,
        valid_through: None,
    }
}

/// The same, graded.
pub(crate) fn graded(number: u32, what: &str, amount: &str, grade: &str) -> OutcomeFact {
    OutcomeFact { grade: Some(read(grade)), ..outcome(number, what, amount) }
}

/// An application with these outcomes on 2026-10-01, to HV-01.
pub(crate) fn facts(outcomes: impl IntoIterator<Item = OutcomeFact>) -> Facts {
    Facts {
        applied: date!("2026-10-01"),
        asked: Asked::default(),
        attested: Vec::new(),
        enrolments: Vec::new(),
        evidence: Vec::new(),
        outcomes: outcomes.into_iter().collect(),
        passed: Vec::new(),
        prior: Vec::new(),
        receiver: read("HV-01"),
    }
}

/// An attested value, about a lot or about none.
pub(crate) fn attested(about: Option<u32>, what: &str, value: u32) -> Attested {
    Attested { lot: about.map(lot), value, what: read(what) }
}

/// An enrolment, `2024-09-01..2026-07-01`.
pub(crate) fn enrolment(programme: &str, period: &str) -> EnrolmentFact {
    let (from, until) = period.split_once("..").unwrap();
    let until = (!until.is_empty()).then(|| read(until));
    EnrolmentFact { from: read(from), programme: read(programme), until }
}

/// An earlier conversion under a rule: what it gave of a category or course, with the residual before and after.
pub(crate) fn prior(rule: &str, on: Date, lots: &[u32], amount: &str, target: Target, residual: [&str; 2]) -> Prior {
    let [before, after] = residual.map(read::<Ratio>);
    Prior {
        lots: lots.iter().map(|number| (lot(*number), None, read("SV-01"))).collect(),
        on,
        outputs: vec![PriorOutput { after, amount: Some(read(amount)), before, target }],
        rule: read(rule),
    }
}

pub(crate) fn category(code: &str) -> Target {
    Target::Category(read(code))
}

pub(crate) fn course(code: &str) -> Target {
    Target::Course(read(code))
}

/// Evaluates, and checks what must hold of every evaluation: the explanation replays to the answer, nothing comes from
/// nothing, and the order of facts does not matter.
pub(crate) fn evaluated(book: &RuleBook, facts: &Facts) -> Evaluation {
    let evaluation = evaluate(book, facts);
    let replayed = evaluation.explanation.replay().unwrap_or_else(|why| panic!("{why}\n{evaluation:#?}"));
    assert_eq!(replayed, Conclusion::from(&evaluation.answer), "{evaluation:#?}");
    if let Answer::Granted(grants) = &evaluation.answer {
        grants.iter().flat_map(|grant| &grant.outputs).for_each(|output| conserved(book, output));
    }
    assert_eq!(evaluate(book, &reversed(facts)), evaluation);
    evaluation
}

/// `worth + before + granted = amount + after + forfeited`, in quanta.
pub(crate) fn conserved(book: &RuleBook, output: &Output) {
    let Some(amount) = &output.amount else {
        assert!(output.worth.is_zero() && output.after.is_zero() && output.forfeited.is_zero(), "{output:?}");
        return;
    };
    let quantum = book.draft().framework.unit(&amount.unit).unwrap().quantum.ten_thousandths();
    let out = Ratio::new(amount.credits.ten_thousandths(), quantum).unwrap();
    let sum = |parts: [Ratio; 3]| parts.into_iter().fold(Ratio::ZERO, |sum, part| sum.plus(part).unwrap());
    let left = sum([output.worth, output.before, output.granted]);
    assert_eq!(left, sum([out, output.after, output.forfeited]), "{output:?}");
    assert_eq!(out.den(), 1, "{output:?}");
}

fn reversed(facts: &Facts) -> Facts {
    let mut facts = facts.clone();
    facts.attested.reverse();
    facts.enrolments.reverse();
    facts.evidence.reverse();
    facts.outcomes.reverse();
    facts.passed.reverse();
    facts.prior.reverse();
    facts
}

/// The answer in one line, such as `a: 3 hv HV:M1 < 1.0 4`, `choose a b`, or `refused`.
pub(crate) fn told(answer: &Answer) -> String {
    let rules = |word: &str, rules: &[creditbank::Code]| {
        rules.iter().fold(word.to_owned(), |text, rule| format!("{text} {rule}"))
    };
    match answer {
        Answer::Granted(grants) => grants.iter().map(grant).collect::<Vec<_>>().join("; "),
        Answer::Choose(codes) => rules("choose", codes),
        Answer::Ambiguous(codes) => rules("ambiguous", codes),
        Answer::Refused => "refused".into(),
    }
}

fn grant(grant: &Grant) -> String {
    let outputs = grant.outputs.iter().map(output).collect::<Vec<_>>().join(" + ");
    let inputs = grant.inputs.iter().map(input).collect::<Vec<_>>().join(" + ");
    let lost: String = grant.lost.iter().map(|lot| format!(" lost {lot}")).collect();
    format!("{}: {outputs} < {inputs}{lost}", grant.rule)
}

fn input(input: &Input) -> String {
    match (input.r#use, &input.scope) {
        (UseKind::Witness, _) => format!("{} seen", input.lot),
        (_, Some(scope)) => format!("{} {} {scope}", input.lot, input.credits),
        (_, None) => format!("{} {}", input.lot, input.credits),
    }
}

fn output(output: &Output) -> String {
    let target = match &output.target {
        Target::Category(code) => code.to_string(),
        Target::Course(course) => course.to_string(),
        Target::Exemption(course) => format!("without {course}"),
        Target::Denial => panic!("a denial gives nothing"),
    };
    let mut text = output.amount.as_ref().map_or(target.clone(), |amount| format!("{amount} {target}"));
    for (word, part) in [("after", output.after), ("granted", output.granted), ("forfeit", output.forfeited)] {
        if !part.is_zero() {
            text.push_str(&format!(" {word} {part}"));
        }
    }
    if let Some(grade) = &output.grade {
        text.push_str(&format!(" as {grade}"));
    }
    text
}

/// What failed and what became of the rest, in the order of the candidates: `a: Grade 1.0; b: not_in_force`.
pub(crate) fn why(evaluation: &Evaluation) -> String {
    use creditbank::rules::{Check, Verdict};
    let failed = |checks: &[Check]| {
        let tests = checks.iter().filter(|check| !check.holds()).flat_map(Check::tests).filter(|test| !test.holds());
        tests.map(|test| format!(" {:?}", test.what)).collect::<String>()
    };
    let mut words: Vec<String> = Vec::new();
    for one in &evaluation.explanation.candidates {
        let verdict = match &one.verdict {
            Verdict::Failed => format!("failed{}", failed(&one.checks)),
            Verdict::Applied => "applied".into(),
            Verdict::Ambiguous { with } => format!("ambiguous with {with}"),
            Verdict::Denied { by } => format!("denied by {by}"),
            Verdict::Lost { to } => format!("lost to {to}"),
            Verdict::NotAsked => "not asked".into(),
            Verdict::NotInForce => "not in force".into(),
            Verdict::Open => "open".into(),
            Verdict::Overridden { by } => format!("overridden by {by}"),
        };
        words.push(format!("{}: {verdict}", one.rule));
    }
    let joint = failed(&evaluation.explanation.joint);
    if !joint.is_empty() {
        words.push(format!("together:{joint}"));
    }
    words.join("; ")
}
