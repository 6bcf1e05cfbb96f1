//! Checks rules, each by itself, and what the rules of one group have to keep together.

use std::collections::BTreeMap;

use crate::document::{At, Problem};
use crate::id::{Code, UnitId};
use crate::registry::{Role, UseKind};
use crate::rules::check::checks::Checks;
use crate::rules::check::effects::key_of;
use crate::rules::draft::{Limit, Rule};
use crate::rules::words::{Hit, Per};

/// The most sources, and the most effects, of a rule.
const PARTS_MOST: usize = 64;

impl<'a> Checks<'a> {
    pub(super) fn rules(&mut self) {
        let mut units = BTreeMap::new();
        let list = At::top("rule");
        for (index, rule) in self.draft.rules.iter().enumerate() {
            self.look_at(Some(("rule", rule.id.as_str())));
            self.rule(rule, &mut units, list.index(index));
        }
        self.look_at(None);
    }

    fn rule(&mut self, rule: &'a Rule, units: &mut BTreeMap<&'a Code, (&'a UnitId, &'a Code)>, at: At<'_>) {
        self.period(rule.valid, at.key("valid"));
        self.clause(&rule.clause, at.key("clause"));
        let group = self.group(&rule.group, at.key("group"));
        if group.is_some_and(|group| group.hit == Hit::Best) {
            self.one_unit(rule, units, at);
        }
        if self.too_many(rule, at) {
            return;
        }
        self.sources(rule, at);
        self.needs(&rule.need, at.key("need"));
        self.effects(rule, at);
        self.review(rule, at);
        for (index, id) in rule.limits.iter().enumerate() {
            let place = at.key("limits");
            let limit = self.limit(id, place.index(index));
            if let Some(limit) = limit {
                self.counts(limit, rule, place.index(index));
            }
        }
    }

    /// Sources and effects are looked at in pairs, here and when a rule is tried.
    fn too_many(&mut self, rule: &Rule, at: At<'_>) -> bool {
        let mut many = false;
        for (key, count) in [("from", rule.from.len()), ("to", rule.to.len())] {
            if count > PARTS_MOST {
                many = true;
                self.say(
                    "B019",
                    at.key(key),
                    format!("a rule with {count} members of `{key}`; at most {PARTS_MOST} are expected"),
                );
            }
        }
        many
    }

    /// The best of several is the largest amount: they must be of one unit.
    fn one_unit(&mut self, rule: &'a Rule, units: &mut BTreeMap<&'a Code, (&'a UnitId, &'a Code)>, at: At<'_>) {
        for (index, effect) in rule.to.iter().enumerate() {
            let Some(amounts) = &effect.amounts else { continue };
            let (first, by) = *units.entry(&rule.group).or_insert((&amounts.unit, &rule.id));
            if *first != amounts.unit {
                let to = at.key("to");
                let place = to.index(index);
                let message =
                    format!("the best cannot be told: `{by}` gives `{first}`, `{}` gives `{}`", rule.id, amounts.unit);
                let problem = Problem::new("B023", place.key(key_of(&amounts.worth)).path(), message);
                self.add(
                    problem
                        .help("amounts of two units do not compare; all rules of a group that is `best` give one unit"),
                );
            }
        }
    }

    /// A limit on credits counts those of its unit only, and one by lot, issuer or content what is taken.
    fn counts(&mut self, limit: &Limit, rule: &Rule, at: At<'_>) {
        let by_what_is_taken = limit.per.iter().find(|per| matches!(per, Per::Content | Per::Issuer | Per::Lot));
        let takes = rule.from.iter().any(|source| source.r#use != UseKind::Witness);
        if let Some(per) = by_what_is_taken.filter(|_| !takes) {
            let message = format!("the limit `{}` counts by {per} what is taken, and the rule takes nothing", limit.id);
            self.say("B026", at, message);
        }
        let Some(unit) = limit.unit.as_ref().filter(|unit| self.draft.framework.unit(unit).is_some()) else { return };
        let gives = rule.to.iter().filter_map(|effect| effect.amounts.as_ref()).any(|amounts| amounts.unit == *unit);
        if !gives {
            let message = format!("the limit `{}` counts credits in `{unit}`, and the rule gives none", limit.id);
            self.say("B026", at, message);
        }
    }

    fn review(&mut self, rule: &Rule, at: At<'_>) {
        for (index, stage) in rule.review.iter().enumerate() {
            if matches!(stage.role, Role::Publisher | Role::Operator) {
                let list = at.key("review");
                let message = format!(
                    "`{}` is no role that reviews: `reviewer`, `registrar` or `awarder` is expected",
                    stage.role
                );
                self.say("B029", list.index(index).key("role"), message);
            }
        }
    }
}
