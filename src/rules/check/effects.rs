//! Checks what a rule gives.

use std::collections::BTreeMap;

use crate::document::{At, Problem};
use crate::id::{ScaleId, UnitId};
use crate::registry::UseKind;
use crate::rules::check::checks::{Checks, nth};
use crate::rules::clause::{Amounts, Effect, GradePolicy, Lasting, RuleWorth, TableBy, Target};
use crate::rules::draft::Rule;
use crate::rules::naming::{gives_what_it_takes, takes};
use crate::rules::source::Source;

impl Checks<'_> {
    pub(super) fn effects(&mut self, rule: &Rule, at: At<'_>) {
        let to = at.key("to");
        self.some(&rule.to, to, "a rule needs an effect");
        let mut seen = BTreeMap::new();
        for (index, effect) in rule.to.iter().enumerate() {
            let place = to.index(index);
            if effect.target == Target::Denial {
                self.denial(effect, rule.to.len(), place);
            } else {
                self.effect(effect, rule, place);
            }
            let first = *seen.entry(identity(effect)).or_insert(index);
            if first != index {
                let message = format!("two effects of the rule have one target, this and its {}", nth(first));
                self.advise("B001", place, message, "write one effect, or two rules");
            }
        }
    }

    fn denial(&mut self, effect: &Effect, effects: usize, at: At<'_>) {
        if effects > 1 {
            self.advise("B020", at, "a denial is the only effect of its rule", "write a rule of its own for it");
        }
        let plain = effect.amounts.is_none()
            && effect.tier.is_none()
            && effect.grade == GradePolicy::Nothing
            && effect.expires == Lasting::Earliest;
        if !plain {
            self.say("B020", at, "a denial gives nothing: it has no amount, tier, grade or expiry");
        }
    }

    fn effect(&mut self, effect: &Effect, rule: &Rule, at: At<'_>) {
        if let Target::Course(course) = &effect.target
            && takes(&rule.from, course)
        {
            self.add(gives_what_it_takes(course, at.key("course")));
        }
        match (&effect.amounts, &effect.target) {
            (Some(amounts), Target::Exemption(_)) => {
                let help = "leave the amount out, or write `course` in place of `exempt`";
                self.advise("B020", at.key(key_of(&amounts.worth)), "an exemption adds no credit", help);
            }
            (Some(amounts), _) => self.amounts(amounts, rule, at),
            (None, Target::Exemption(_)) => {}
            (None, _) => {
                let help = "what adds no credit is an exemption, `exempt`, or a denial, `deny = true`";
                self.advise("B020", at, "how much? an effect needs one of `amount`, `rate`, `table`", help);
            }
        }
        self.grade(&effect.grade, rule, at);
        if matches!(effect.expires, Lasting::Months(_)) {
            self.months(at.key("expires"));
        }
        self.tier(effect, rule, at);
    }

    fn amounts(&mut self, amounts: &Amounts, rule: &Rule, at: At<'_>) {
        let key = key_of(&amounts.worth);
        let unit = self.unit(&amounts.unit, at.key(key));
        match &amounts.worth {
            RuleWorth::Fixed(credits) => self.whole(*credits, unit, at.key(key)),
            RuleWorth::Rate(rate) => {
                if rate.is_zero() {
                    self.say("B019", at.key(key), "a rate of nothing gives nothing; a ratio above 0 is expected");
                }
                self.rated(&rule.from, at.key(key));
                self.of_hours(amounts, *rate, &rule.from, at.key(key));
            }
            RuleWorth::Table { by, steps } => {
                let table = at.key(key);
                self.first_alone(&rule.from, table, "a table is read by the grade or level of the first source");
                self.some(steps, table.key("steps"), "a table needs a step");
                for (index, step) in steps.iter().enumerate() {
                    let list = table.key("steps");
                    self.whole(step.credits, unit, list.index(index).key("credits"));
                }
                let marks = steps.iter().map(|step| &step.from);
                match by {
                    TableBy::Grade(scale) => {
                        self.rising_marks(scale, marks, table);
                        self.same_scale(scale, &rule.from, table.key("scale"));
                    }
                    TableBy::Level(framework) => self.rising_levels(framework, marks, table),
                }
            }
        }
        self.bounds(amounts, unit, at);
        self.rounding(amounts, rule, at);
    }

    /// A rate is so much for each credit that is taken: there must be some, and all of one unit.
    fn rated(&mut self, sources: &[Source], at: At<'_>) {
        let mut taken = sources.iter().filter(|source| source.r#use != UseKind::Witness);
        let Some(first) = taken.next() else {
            let problem =
                Problem::new("B016", at.path(), "a rate is of what is taken, and this rule has witnesses only");
            return self.add(problem.help("nothing is taken of a witness; write an `amount`"));
        };
        let units: Vec<Option<&UnitId>> =
            std::iter::once(first).chain(taken).map(|source| source.unit.as_ref()).collect();
        if units.contains(&None) {
            let problem = Problem::new(
                "B016",
                at.path(),
                "a rate of what? each source from which credits are taken needs a `unit`",
            );
            self.add(problem.help("add `unit` to the source; only outcomes that are counted in it match"));
        } else if units.iter().any(|unit| *unit != first.unit.as_ref()) {
            self.say("B016", at, "the sources of a rule with a rate are counted in one unit");
        }
    }

    fn grade(&mut self, grade: &GradePolicy, rule: &Rule, at: At<'_>) {
        let at = at.key("grade");
        match grade {
            GradePolicy::Nothing => {}
            GradePolicy::Carry => {
                self.first_alone(&rule.from, at, "the grade that is carried is that of the first source");
            }
            GradePolicy::Fixed(grade) => self.given(grade, at),
            GradePolicy::Pass(grade) => self.given(grade, at.key("pass")),
            GradePolicy::Map { scale, steps } => {
                self.first_alone(&rule.from, at, "the grade that is mapped is that of the first source");
                self.some(steps, at.key("steps"), "a table of grades needs a step");
                self.rising_marks(scale, steps.iter().map(|step| &step.from), at);
                self.same_scale(scale, &rule.from, at.key("scale"));
                let list = at.key("steps");
                for (index, step) in steps.iter().enumerate() {
                    self.given(&step.grade, list.index(index).key("grade"));
                    if steps.first().is_some_and(|first| first.grade.scale != step.grade.scale) {
                        let message =
                            format!("this step gives a grade on `{}`, the first on another scale", step.grade.scale);
                        self.say("B028", list.index(index).key("grade"), message);
                    }
                }
            }
        }
    }

    /// There must be one outcome of which to ask the grade or level.
    fn first_alone(&mut self, sources: &[Source], at: At<'_>, why: &str) {
        let Some(first) = sources.first() else { return };
        if first.many || first.r#use == UseKind::Witness {
            let which = if first.many { "may take several outcomes" } else { "is a witness, which takes none" };
            let help = "the first source must take exactly one outcome";
            self.advise("B017", at, format!("{why}, and that {which}"), help);
        }
    }

    /// A band and a table on two scales can never both hold: an outcome has one grade.
    fn same_scale(&mut self, scale: &ScaleId, sources: &[Source], at: At<'_>) {
        let band = sources.first().and_then(|source| source.grade.as_ref());
        if let Some(band) = band.filter(|band| band.scale != *scale) {
            let message =
                format!("the first source asks for a grade on `{}`, which is never one on `{scale}`", band.scale);
            self.say("B028", at, message);
        }
    }
}

/// By what effects of a rule are told apart.
fn identity(effect: &Effect) -> (&Target, Option<&UnitId>) {
    let unit = effect.amounts.as_ref().map(|amounts| &amounts.unit);
    (&effect.target, unit.filter(|_| matches!(effect.target, Target::Category(_))))
}

/// The key that the worth is written under.
pub(super) const fn key_of(worth: &RuleWorth) -> &'static str {
    match worth {
        RuleWorth::Fixed(_) => "amount",
        RuleWorth::Rate(_) => "rate",
        RuleWorth::Table { .. } => "table",
    }
}
