//! Checks the sources of a rule.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::{At, Problem};
use crate::id::Code;
use crate::registry::{OutcomeKind, OutcomeName, UseKind};
use crate::rules::check::checks::{Checks, nth};
use crate::rules::draft::Rule;
use crate::rules::source::{Source, Taking};

impl Checks<'_> {
    pub(super) fn sources(&mut self, rule: &Rule, at: At<'_>) {
        let from = at.key("from");
        self.some(&rule.from, from, "a rule needs a source");
        for (index, source) in rule.from.iter().enumerate() {
            self.source(source, from.index(index));
        }
        self.apart(&rule.from, from);
    }

    fn source(&mut self, source: &Source, at: At<'_>) {
        self.using(source, at);
        self.taking(source, at);
        self.bands(source, at);
        if let Some(consortium) = &source.consortium {
            self.consortium(consortium, at.key("consortium"));
        }
        if let Some(earned) = source.earned {
            self.period(earned, at.key("earned"));
        }
        if source.age.is_some() {
            self.months(at.key("age"));
        }
        self.issuers(source, at);
        self.out_of_scopes(source, at.key("reserved_by"));
        let codes = at.key("codes");
        for (index, name) in source.codes.iter().enumerate() {
            self.in_full(name, source.kind, codes.index(index), "whose it is the `issuers` of the source say");
        }
        if source.r#use != UseKind::Witness {
            self.never(source, at);
        }
    }

    fn using(&mut self, source: &Source, at: At<'_>) {
        match (source.r#use, &source.scope) {
            (UseKind::Reserve, None) => {
                let help = "write what it is reserved for, as in `scope = \"award:HV-MECH\"`";
                self.advise("B013", at, "a source that is reserved needs a `scope`", help);
            }
            (UseKind::Consume | UseKind::Witness, Some(_)) => {
                let message =
                    format!("only a source that is reserved has a scope; the use of this one is `{}`", source.r#use);
                self.say("B013", at.key("scope"), message);
            }
            _ => {}
        }
    }

    fn out_of_scopes(&mut self, source: &Source, at: At<'_>) {
        if source.r#use == UseKind::Witness && !source.reserved_by.is_empty() {
            return self.say("B015", at, "nothing is taken of a witness; leave `reserved_by` out");
        }
        for (index, scope) in source.reserved_by.iter().enumerate() {
            if source.scope.as_ref() == Some(scope) {
                let message =
                    format!("what is reserved by `{scope}` is there already, and is not reserved in it twice");
                self.say("B013", at.index(index), message);
            }
        }
    }

    fn taking(&mut self, source: &Source, at: At<'_>) {
        let unit = source.unit.as_ref().and_then(|unit| self.unit(unit, at.key("unit")));
        let Taking::Fixed(amount) = source.take else {
            if source.take == Taking::Asked && source.r#use == UseKind::Witness {
                self.say("B015", at.key("take"), "nothing is taken of a witness; leave `take` out");
            }
            return;
        };
        if source.r#use == UseKind::Witness {
            return self.say("B015", at.key("take"), "nothing is taken of a witness; leave `take` out");
        }
        if amount.is_zero() {
            return self.say(
                "B019",
                at.key("take"),
                "a source that takes nothing is a witness: write `use = \"witness\"`",
            );
        }
        if source.unit.is_none() {
            let problem = Problem::new(
                "B015",
                at.key("take").path(),
                format!("{amount} of what? a source that takes an amount needs a `unit`"),
            );
            return self.add(problem.help("add `unit`; only outcomes that are counted in it match"));
        }
        self.whole(amount, unit, at.key("take"));
    }

    fn bands(&mut self, source: &Source, at: At<'_>) {
        if let Some(grade) = &source.grade {
            self.grade_band(grade, at.key("grade"));
        }
        if let Some(level) = &source.level {
            self.level_band(level, at.key("level"));
        }
        let Some(size) = &source.size else { return };
        self.size_band(size, at.key("size"));
        if let Some(unit) = source.unit.as_ref().filter(|unit| **unit != size.unit) {
            self.say(
                "B028",
                at.key("size"),
                format!("no outcome is counted in `{unit}` and has a size in `{}`", size.unit),
            );
        }
    }

    fn issuers(&mut self, source: &Source, at: At<'_>) {
        let issuers: BTreeSet<_> = source.issuers.iter().collect();
        for (index, issuer) in source.not_issuers.iter().enumerate() {
            if issuers.contains(issuer) {
                let list = at.key("not_issuers");
                self.say("B028", list.index(index), format!("`{issuer}` is among `issuers` and among `not_issuers`"));
            }
        }
    }

    fn never(&mut self, source: &Source, at: At<'_>) {
        for (index, code) in source.codes.iter().enumerate() {
            if self.is_never(code) {
                let list = at.key("codes");
                let message = format!("`{code}` is never converted: it is in `never` of the book");
                self.say("B027", list.index(index), message);
            }
        }
    }

    /// The sources of one rule name different outcomes: of one kind, either all codes of it once or each code once.
    fn apart(&mut self, sources: &[Source], at: At<'_>) {
        let mut whole: BTreeMap<OutcomeKind, usize> = BTreeMap::new();
        let mut kinds: BTreeMap<OutcomeKind, usize> = BTreeMap::new();
        let mut codes: BTreeMap<(OutcomeKind, &Code), Vec<(&OutcomeName, usize)>> = BTreeMap::new();
        for (index, source) in sources.iter().enumerate() {
            let all = source.codes.is_empty().then(|| kinds.get(&source.kind)).flatten();
            if let Some(first) = all.or_else(|| whole.get(&source.kind)).copied() {
                let message = format!("this and the {} name outcomes of kind `{}`", nth(first), source.kind);
                self.overlap(message, at.index(index));
                continue;
            }
            kinds.entry(source.kind).or_insert(index);
            if source.codes.is_empty() {
                whole.insert(source.kind, index);
            }
            let mut named = None;
            for name in &source.codes {
                let known = codes.entry((source.kind, &name.code)).or_default();
                let same = known.iter().find(|(other, _)| name.names(other) || other.names(name));
                named = same.filter(|(_, first)| *first != index).map(|(_, first)| (name, *first)).or(named);
                known.push((name, index));
            }
            if let Some((name, first)) = named {
                self.overlap(format!("this and the {} name `{name}`", nth(first)), at.index(index));
            }
        }
    }

    fn overlap(&mut self, message: String, at: At<'_>) {
        let help = "where one source may take several outcomes write `many = true`";
        self.advise("B014", at, format!("two sources of a rule name one outcome: {message}"), help);
    }
}
