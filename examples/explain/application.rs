//! Applications, written down one fact after the other.

use creditbank::registry::{Grade, Tier};
use creditbank::rules::{Asked, Attested, EnrolmentFact, Evidence, Facts, OutcomeFact, PassedFact, Prior, PriorOutput};
use creditbank::rules::{Evaluation, RuleBook, Target, evaluate};
use creditbank::{Amount, Date, Digest, Ratio};

/// An application that is being written down. What is said about an outcome is about the last one.
#[derive(Clone)]
pub(crate) struct Application {
    facts: Facts,
}

/// Reads what an example knows to be well written.
fn read<T: std::str::FromStr<Err: std::fmt::Debug>>(text: &str) -> T {
    text.parse().unwrap_or_else(|error| panic!("`{text}`: {error:?}"))
}

impl Application {
    /// An application to an institution on a day.
    pub(crate) fn to(receiver: &str, applied: &str) -> Self {
        let facts = Facts {
            applied: read(applied),
            asked: Asked::default(),
            attested: Vec::new(),
            enrolments: Vec::new(),
            evidence: Vec::new(),
            outcomes: Vec::new(),
            passed: Vec::new(),
            prior: Vec::new(),
            receiver: read(receiver),
        };
        Self { facts }
    }

    /// An outcome, all of it asked for, by the issuer and at the tier that its code and unit suggest.
    pub(crate) fn with(mut self, lot: &str, kind: &str, code: &str, amount: &str, earned: &str) -> Self {
        let amount: Amount = read(amount);
        let outcome = OutcomeFact {
            asked: amount.credits,
            code: read(code),
            content: None,
            earned: read(earned),
            grade: None,
            id: read(lot),
            issuer: read(issuer(kind, code)),
            kind: read(kind),
            level: None,
            never: false,
            team: None,
            thing: None,
            tier: tier(&amount),
            valid_through: None,
            amount,
        };
        self.facts.outcomes.push(outcome);
        self
    }

    fn last(&mut self) -> &mut OutcomeFact {
        self.facts.outcomes.last_mut().expect("an outcome comes first")
    }

    pub(crate) fn grade(mut self, grade: &str) -> Self {
        self.last().grade = Some(read(grade));
        self
    }

    pub(crate) fn level(mut self, level: &str) -> Self {
        self.last().level = Some(read(level));
        self
    }

    pub(crate) fn content(mut self, content: &str) -> Self {
        self.last().content = Some(read(content));
        self
    }

    pub(crate) fn issuer(mut self, issuer: &str) -> Self {
        self.last().issuer = read(issuer);
        self
    }

    pub(crate) fn tier(mut self, tier: Tier) -> Self {
        self.last().tier = tier;
        self
    }

    pub(crate) fn asking(mut self, credits: &str) -> Self {
        self.last().asked = read(credits);
        self
    }

    pub(crate) fn member(mut self, number: u16, of: u16) -> Self {
        self.last().team = Some((number, of));
        self
    }

    pub(crate) fn valid_through(mut self, day: &str) -> Self {
        self.last().valid_through = Some(read(day));
        self
    }

    /// That so many percent of the content match the target.
    pub(crate) fn matching(mut self, percent: u32) -> Self {
        let lot = Some(self.last().id);
        self.facts.attested.push(Attested { lot, value: percent, what: read(Attested::CONTENT_MATCH) });
        self
    }

    pub(crate) fn attest(mut self, what: &str, value: u32) -> Self {
        self.facts.attested.push(Attested { lot: None, value, what: read(what) });
        self
    }

    pub(crate) fn evidence(mut self, kind: &str, assurance: &str) -> Self {
        let digest = Digest::of(&[kind.as_bytes()]);
        self.facts.evidence.push(Evidence { assurance: read(assurance), digest, kind: read(kind) });
        self
    }

    pub(crate) fn passed(mut self, kind: &str, code: &str, grade: &str) -> Self {
        let grade: Grade = read(grade);
        self.facts.passed.push(PassedFact { code: read(code), grade: Some(grade), kind: read(kind), thing: None });
        self
    }

    pub(crate) fn enrolled(mut self, programme: &str, from: &str, until: Option<&str>) -> Self {
        let enrolment = EnrolmentFact { from: read(from), programme: read(programme), until: until.map(read::<Date>) };
        self.facts.enrolments.push(enrolment);
        self
    }

    /// An earlier conversion that stands, of one lot to one target, with the residual that it left in quanta.
    pub(crate) fn earlier(
        mut self,
        rule: &str,
        lot: &str,
        on: &str,
        target: Target,
        amount: &str,
        after: Ratio,
    ) -> Self {
        let output = PriorOutput { after, amount: Some(read(amount)), before: Ratio::ZERO, target };
        let lots = vec![(read(lot), None, read("TEO-01"))];
        self.facts.prior.push(Prior { lots, on: read(on), outputs: vec![output], rule: read(rule) });
        self
    }

    pub(crate) fn by_rule(mut self, rule: &str) -> Self {
        self.facts.asked.rule = Some(read(rule));
        self
    }

    pub(crate) fn toward(mut self, course: &str) -> Self {
        self.facts.asked.target = Some(read(course));
        self
    }

    /// The facts, in their order.
    pub(crate) fn facts(mut self) -> Facts {
        self.facts.attested.sort();
        self.facts.evidence.sort();
        self.facts.outcomes.sort_by_key(|outcome| outcome.id);
        self.facts
    }

    /// The answer of a rule book.
    pub(crate) fn decided(self, book: &RuleBook) -> Evaluation {
        evaluate(book, &self.facts())
    }
}

fn issuer(kind: &str, code: &str) -> &'static str {
    match (kind, code.split_once(':').map_or("", |(list, _)| list)) {
        (_, "SV") => "SV-01",
        (_, "GH") => "GH-01",
        (_, "SC") => "SC-HV-01",
        (_, "UG") => "UG-01",
        (_, "UK") => "UK-01",
        (_, "EU") => "EU-01",
        ("competition", _) => "COMP-01",
        ("community", _) => "COMMUNITY-01",
        ("senior", _) => "SENIOR-01",
        ("exam", _) => "SSE-01",
        ("certificate" | "training", _) => "TEO-01",
        _ => "HV-01",
    }
}

fn tier(amount: &Amount) -> Tier {
    match amount.unit.as_str() {
        "sv" | "gh" => Tier::Secondary,
        "ug" | "cats" | "ects" => Tier::Undergraduate,
        _ => Tier::Higher,
    }
}
