//! English.

use crate::credit::Rounding;
use crate::digest::Digest;
use crate::id::LotId;
use crate::rules::{Candidate, Citation, Explanation, Got, Point, RoundAt, Target, Test, Verdict, Wanted, What};
use crate::wording::rules::clauses::{Clause, on_one_line};
use crate::wording::rules::ending::Ending;
use crate::wording::rules::miss::Miss;
use crate::wording::rules::numbers::pointed;
use crate::wording::rules::tongue::{
    Case, Sense, Step, Tongue, counted, is_not_whole, joined, lacks_day, of, quoted, sense, told,
};

/// English.
pub(super) struct English;

impl Tongue for English {
    fn head(&self, explanation: &Explanation, applied: &[String]) -> Vec<String> {
        let Explanation { asked, book, day, hash, semantics, version, .. } = explanation;
        let rule = asked.rule.as_ref().map(|rule| format!("by rule `{rule}`"));
        let target = asked.target.as_ref().map(|course| format!("toward course `{course}`"));
        let narrowed = rule.into_iter().chain(target).collect::<Vec<_>>();
        let asked = if narrowed.is_empty() { "whatever the rules give".to_owned() } else { narrowed.join(" ") };
        vec![
            format!("Rule book `{book}`, version {version}, rules in force on {day}"),
            format!("Book hash {hash}, semantics {semantics}"),
            format!("Applied with {}; asked for: {asked}", applied.join(", ")),
        ]
    }

    fn other_book(&self, hash: Digest) -> String {
        format!("The rule book at hand is another one, with the hash {hash}: what the clauses say is not told")
    }

    fn ending(&self, ending: &Ending) -> String {
        match ending {
            Ending::Ambiguous(rules) => format!(
                "Not decided: the rules {} collide. The rule book is at fault; please tell its publisher",
                quoted(rules, ", ")
            ),
            Ending::Choose(rules) => format!(
                "Not decided: not all that is possible can be granted together. Apply again and name one of {}",
                quoted(rules, ", ")
            ),
            Ending::Granted(rules) => format!("Granted by {}", quoted(rules, ", ")),
            Ending::Joint => "Refused: what would be granted together goes beyond a limit".into(),
            Ending::Refused => "Refused: no rule grants anything".into(),
            Ending::Uncovered(lots) => {
                format!(
                    "Refused: something would be granted, but nothing for {}; leave that out and apply again",
                    lots_of(lots)
                )
            }
            Ending::Unnamed => "Refused: no rule of the book is about any of these outcomes".into(),
        }
    }

    fn joint(&self) -> String {
        "Limits on all grants together".into()
    }

    fn rule(&self, candidate: &Candidate) -> String {
        let Candidate { rule, clause, lots, .. } = candidate;
        format!("Rule `{rule}`, clause `{clause}`, on {}", lots_of(lots))
    }

    fn clause(&self, clause: &Clause<'_>) -> String {
        match clause {
            Clause::Above => "Clause: as told above".into(),
            Clause::Text(Citation { invented: true, text, .. }) => {
                format!("Clause (invented, issued by no authority): {}", on_one_line(text))
            }
            Clause::Text(Citation { text, .. }) => format!("Clause: {}", on_one_line(text)),
        }
    }

    fn verdict(&self, candidate: &Candidate, case: &Case) -> String {
        match &candidate.verdict {
            Verdict::Ambiguous { with } => format!(
                "Collides with rule `{with}`: both match, and only one rule of the group `{}` may",
                candidate.group
            ),
            Verdict::Applied if case.granted => format!("Grants {}", gives(candidate)),
            Verdict::Applied => format!("Would grant {}, if the application as a whole were granted", gives(candidate)),
            Verdict::Denied { by } if *by == candidate.rule => {
                "Denies: it says expressly that such outcomes are not converted".into()
            }
            Verdict::Denied { by } => {
                format!("Denied by rule `{by}`, which says expressly that such outcomes are not converted")
            }
            Verdict::Failed => {
                format!("Does not grant: {} not met", plural(case.failed, "condition"))
            }
            Verdict::Lost { to } => {
                format!("Would grant {}, but rule `{to}` gives more, and only the highest counts", gives(candidate))
            }
            Verdict::NotAsked => format!("Would grant {}, which is not what was asked for", gives(candidate)),
            Verdict::NotInForce => {
                format!("Not in force on {}: in force from {}", case.day, period(candidate))
            }
            Verdict::Open => format!("Would grant {}: it can be chosen", gives(candidate)),
            Verdict::Overridden { by } => format!("Gives way to rule `{by}`, which matches too and takes precedence"),
        }
    }

    fn conditions(&self) -> String {
        "Conditions".into()
    }

    fn remedies(&self) -> String {
        "What would have to change".into()
    }

    fn mark(&self, holds: bool) -> &'static str {
        if holds { "[ok]" } else { "[no]" }
    }

    fn at_least(&self, count: Option<usize>, of: usize) -> String {
        count.map_or_else(|| format!("all of these {of}"), |count| format!("at least {count} of these {of}"))
    }

    fn subject(&self, test: &Test) -> String {
        let lot = test.lot.map_or_else(|| "the outcomes".to_owned(), |lot| format!("lot {lot}"));
        let of = of(test);
        match test.what {
            What::Age => format!("day of the application, while {lot} is recent enough"),
            What::Attested => format!("{of} attested"),
            What::Consortium => format!("issuer of {lot} and receiver in the consortium {of}"),
            What::Content => format!("content of {lot}"),
            What::Count => "how many of the outcomes the rule can use".into(),
            What::Earned => format!("day on which {lot} was earned"),
            What::EarnedWhen => format!("{lot} earned before, during or after the study of {of}"),
            What::Enrolled => format!("enrolled in {of}"),
            What::Evidence => format!("evidence {of}"),
            What::Grade => format!("grade of {lot}"),
            What::GradeOut => format!("grade of {lot} that is to be converted"),
            What::Issuer => format!("issuer of {lot}"),
            What::Least => "worth of what is put in".into(),
            What::Level => format!("level of {lot}"),
            What::Limit => format!("total under limit {of}{}, this included", by(test)),
            What::Match => format!("attested match of the content of {lot} with that of the course"),
            What::Never => format!("{lot} may be converted at all"),
            What::NotIssuer => format!("issuer of {lot}"),
            What::Passed => format!("{of} passed"),
            What::Range if lacks_day(test) => "last valid day of what comes out".into(),
            What::Range => "amount that comes out".into(),
            What::SameIssuer => "all outcomes by one issuer".into(),
            What::Score => format!("score {of}"),
            What::Size => format!("amount of {lot}"),
            What::Table => format!("grade or level of {lot}, by which the amount is found"),
            What::Take => format!("how much of {lot} is applied with"),
            What::Team => format!("place of the member in the team of {lot}"),
            What::Tier => format!("stage of study of {lot}"),
            What::TierMove => format!("credit of {lot} may move to {} study", tiers(&test.by)),
            What::Unit => format!("unit of {lot}"),
            What::Valid => format!("day of the application, while {lot} is valid"),
        }
    }

    fn found(&self, test: &Test) -> String {
        match &test.got {
            Got::Both => "attested both ways".into(),
            Got::Flag(is) => yes(told(test, *is)).into(),
            Got::NotWhole => "not a whole number of steps".into(),
            Got::TooLarge => "too large a number".into(),
            Got::Nothing => nothing(test.what).into(),
            Got::Other(text) => other(test.what, text),
            Got::Point(point) => self.point(test, point),
            Got::Word(text) => word(test.what, text),
        }
    }

    fn wanted(&self, test: &Test) -> String {
        match &test.wanted {
            Wanted::AtMost(most) => match sense(test.what) {
                Sense::Later => format!("{} at the latest", self.point(test, most)),
                _ => format!("at most {}", self.point(test, most)),
            },
            Wanted::Is(is) => yes(told(test, *is)).into(),
            Wanted::NoneOf(words) => format!("none of {}", words_of(test.what, words)),
            Wanted::OneOf(words) if words.len() > 1 => format!("one of {}", words_of(test.what, words)),
            Wanted::OneOf(words) => words_of(test.what, words),
            Wanted::Within { .. } if lacks_day(test) => "a day that exists".into(),
            Wanted::Within { .. } if is_not_whole(test) => "a whole number of steps".into(),
            Wanted::Within { .. } if test.got == Got::TooLarge => "a number that can be recorded".into(),
            Wanted::Within { from, below } => self.within(test, from.as_ref(), below.as_ref()),
        }
    }

    fn whole(&self, found: &str) -> String {
        format!("{found}, the whole lot")
    }

    fn both(&self, least: &str, most: &str) -> String {
        format!("{least} and {most}")
    }

    fn condition(&self, subject: &str, found: &str, wanted: Option<&str>, miss: Option<&Miss>) -> String {
        let wanted = wanted.map(|wanted| format!(", needs {wanted}")).unwrap_or_default();
        let miss = miss.map(|miss| format!(": {}", missed(miss))).unwrap_or_default();
        format!("{subject}: {found}{wanted}{miss}")
    }

    fn remedy(&self, test: &Test) -> String {
        let (wanted, of) = (self.wanted(test), of(test));
        let is = matches!(test.wanted, Wanted::Is(true));
        match test.what {
            What::Age => "an outcome that was earned more recently".into(),
            What::Attested if is => format!("an attestation of {of}"),
            What::Attested => format!("an attestation that {of} is not so"),
            What::Consortium => format!("an outcome that the consortium {of} recognises here"),
            What::Content => format!("an outcome with this content: {wanted}"),
            What::Count => format!("an application with {wanted} of the outcomes that the rule can use"),
            What::Earned => format!("an outcome earned {wanted}"),
            What::EarnedWhen => format!("an outcome earned {wanted} the study of {of}"),
            What::Enrolled if is => format!("enrolment in {of}"),
            What::Enrolled => format!("no enrolment in {of}"),
            What::Evidence => format!("evidence {of}, {wanted}"),
            What::Grade | What::GradeOut => format!("a grade of {wanted}"),
            What::Issuer | What::NotIssuer => format!("an outcome by the right issuer: {wanted}"),
            What::Least => format!("outcomes worth {wanted} together"),
            What::Level => format!("a level of {wanted}"),
            What::Limit => format!("room under the limit {of}: it allows {wanted} in all"),
            What::Match => format!("a content match of {wanted}, attested"),
            What::Never => "nothing can be done: this outcome is never converted".into(),
            What::Passed => match test.wanted {
                Wanted::Is(_) => format!("{of} passed"),
                _ => format!("{of} passed with {wanted}"),
            },
            What::Range => other_amount(test),
            What::SameIssuer => "outcomes of one issuer".into(),
            What::Score => format!("a score {of} of {wanted}"),
            What::Size => format!("an outcome of {wanted}"),
            What::Table => format!("a grade or level of {wanted}"),
            What::Take => format!("an application with {wanted} of the lot"),
            What::Team => format!("nothing can be done: of a team, only those whose place is {wanted} get credit"),
            What::Tier => format!("an outcome of {wanted} study"),
            What::TierMove => "nothing can be done: by this rule credit may not move to that stage of study".into(),
            What::Unit => format!("an outcome counted in {wanted}"),
            What::Valid => "an outcome that is still valid on the day of the application".into(),
        }
    }

    fn one_of(&self, remedies: &[String], count: usize) -> String {
        let list = remedies.join("; or ");
        if count == 1 { list } else { format!("{count} more of these: {list}") }
    }

    fn and(&self) -> &'static str {
        " and "
    }

    fn amount(&self, target: &Target) -> String {
        format!("How the amount for {} is computed", to(target))
    }

    fn step(&self, step: &Step) -> String {
        match step {
            Step::Worth { inputs, factor: None, worth } if inputs == worth => format!("as the rule states: {worth}"),
            Step::Worth { inputs, factor: None, worth } => format!("{inputs} = {worth}"),
            Step::Worth { inputs, factor: Some(factor), worth } => {
                format!("{inputs} × {factor} for a member of a team = {worth}")
            }
            Step::Before { rest, total } => format!("with {rest} left over from before = {total}"),
            Step::Rounded { round, at, quantum, most, out } => {
                let most = most.as_ref().map(|most| format!(", at most {most}")).unwrap_or_default();
                format!("{}{most} = {out}", rounded(*round, *at, quantum))
            }
            Step::Granted(amount) => format!("rounding added {amount}"),
            Step::After(rest) => format!("{rest} is left over and counts the next time"),
            Step::Forfeited(amount) => format!("{amount} is lost"),
            Step::NotWhole { worth, quantum } => {
                format!("not rounded, and {worth} is not a whole number of steps of {quantum}")
            }
            Step::Kept => "what makes no whole step is not used and stays in the lots".into(),
        }
    }

    fn taken(&self, amount: &str, lot: LotId) -> String {
        format!("{amount} of lot {lot}")
    }

    fn named(&self, thing: &str, name: &str) -> String {
        format!("{thing} ({name})")
    }
}

impl English {
    fn within(&self, test: &Test, from: Option<&Point>, below: Option<&Point>) -> String {
        let sense = sense(test.what);
        match (from, below) {
            (Some(from), None) => at_least(sense, &self.point(test, from)),
            (None, Some(below)) => under(sense, &self.point(test, below)),
            (Some(from), Some(below)) if test.what == What::Count && below.text == "2" => from.text.clone(),
            (Some(from), Some(below)) => {
                let (from, below) = (self.point(test, from), self.point(test, below));
                self.both(&at_least(sense, &from), &under(sense, &below))
            }
            (None, None) => "no particular day".into(),
        }
    }

    fn point(&self, test: &Test, point: &Point) -> String {
        word(test.what, &pointed(test, point))
    }
}

fn at_least(sense: Sense, end: &str) -> String {
    match sense {
        Sense::Better => format!("{end} or better"),
        Sense::Higher => format!("{end} or higher"),
        Sense::Later => format!("{end} or later"),
        Sense::Surer => format!("at least {end}"),
        Sense::More => format!("{end} or more"),
    }
}

fn under(sense: Sense, end: &str) -> String {
    match sense {
        Sense::Later => format!("before {end}"),
        Sense::Better | Sense::Higher | Sense::More | Sense::Surer => format!("below {end}"),
    }
}

fn missed(miss: &Miss) -> String {
    match miss {
        Miss::Days { late: true, days } => format!("{} too late", plural(*days, "day")),
        Miss::Days { late: false, days } => format!("{} too early", plural(*days, "day")),
        Miss::Much { over: true, number } => format!("{number} too much"),
        Miss::Much { over: false, number } => format!("{number} short"),
        Miss::Steps { over: true, steps } => format!("{} too high", plural(*steps, "step")),
        Miss::Steps { over: false, steps } => format!("{} short", plural(*steps, "step")),
    }
}

fn plural<N: ToString>(count: N, one: &str) -> String {
    match count.to_string() {
        count if count == "1" => format!("1 {one}"),
        count => format!("{count} {one}s"),
    }
}

/// What would have to change where an amount cannot come out.
fn other_amount(test: &Test) -> String {
    match &test.got {
        _ if is_not_whole(test) => {
            "another amount, so that a whole number of steps comes out: this rule does not round".into()
        }
        Got::TooLarge => "a smaller amount: so large a number cannot be recorded".into(),
        Got::Other(_) => "an outcome earned on another day: so many months later there is no such day".into(),
        _ => "a larger amount, so that at least one whole step comes out".into(),
    }
}

const fn yes(is: bool) -> &'static str {
    if is { "yes" } else { "no" }
}

const fn nothing(what: What) -> &'static str {
    match what {
        What::Attested | What::Match | What::Score => "nothing attested",
        What::Evidence => "none",
        What::EarnedWhen => "never enrolled in it",
        What::Passed => "not passed",
        What::Range | What::Least => "nothing",
        _ => "none",
    }
}

fn other(what: What, text: &str) -> String {
    match what {
        What::Age | What::Range => format!("{text}, a day that does not exist"),
        _ => format!("{text}, which cannot be compared"),
    }
}

/// A word of a closed list in words, any other as it is.
fn word(what: What, text: &str) -> String {
    match (what, text) {
        (What::Tier | What::TierMove, _) => tier(text).into(),
        (What::Evidence, "claimed") => "claimed by the applicant".into(),
        (What::Evidence, "signed") => "signed by its issuer".into(),
        (What::Evidence, "verified") => "verified with its issuer".into(),
        (What::Content | What::Issuer | What::NotIssuer, _) => format!("`{text}`"),
        _ => text.to_owned(),
    }
}

fn words_of(what: What, words: &[String]) -> String {
    words.iter().map(|text| word(what, text)).collect::<Vec<_>>().join(", ")
}

fn tier(text: &str) -> &str {
    match text {
        "secondary" => "secondary vocational",
        "higher" => "higher vocational",
        _ => text,
    }
}

fn tiers(by: &[String]) -> String {
    by.iter().map(|text| tier(text)).collect::<Vec<_>>().join(", ")
}

fn lots_of(lots: &[LotId]) -> String {
    let word = if lots.len() > 1 { "lots" } else { "lot" };
    format!("{word} {}", joined(lots, ", "))
}

/// What a limit counts by, if it does.
fn by(test: &Test) -> String {
    let lot = test.lot.map(|lot| format!("lot {lot}"));
    let all: Vec<_> = lot.into_iter().chain(test.by.iter().map(|value| format!("`{value}`"))).collect();
    if all.is_empty() { String::new() } else { format!(" for {}", all.join(", ")) }
}

fn to(target: &Target) -> String {
    match target {
        Target::Category(category) => format!("category `{category}`"),
        Target::Course(course) => format!("course `{course}`"),
        Target::Denial => "nothing".into(),
        Target::Exemption(course) => format!("an exemption from course `{course}`"),
    }
}

fn gives(candidate: &Candidate) -> String {
    let amount = |target: &Target| {
        let sum = counted(candidate).iter().find(|sum| sum.target == *target);
        let out = sum.and_then(|sum| sum.out.as_ref());
        out.map_or_else(|| to(target), |out| format!("{out} for {}", to(target)))
    };
    candidate.targets.iter().map(amount).collect::<Vec<_>>().join(" and ")
}

fn period(candidate: &Candidate) -> String {
    let from = candidate.valid.from;
    candidate.valid.until.map_or_else(|| format!("{from} on"), |until| format!("{from} and before {until}"))
}

fn rounded(round: Rounding, at: RoundAt, quantum: &str) -> String {
    let way = match round {
        Rounding::Down => format!("rounded down to steps of {quantum}"),
        Rounding::Up => format!("rounded up to steps of {quantum}"),
        Rounding::HalfUp => format!("rounded to the nearest step of {quantum}, halves up"),
        Rounding::HalfEven => format!("rounded to the nearest step of {quantum}, halves to the even one"),
        Rounding::Exact => return format!("not rounded: only whole steps of {quantum} come out"),
    };
    let place = match at {
        RoundAt::Item => "lot by lot",
        RoundAt::Application => "once for the whole application",
        RoundAt::Learner => "once, with what was left over before",
    };
    format!("{way}, {place}")
}
