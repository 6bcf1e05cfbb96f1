//! Checks picks: each by itself.

use std::collections::BTreeSet;
use std::fmt::Display;

use crate::pathway::check::At;
use crate::pathway::check::checks::Checks;
use crate::pathway::pick::Pick;

impl Checks<'_> {
    /// The picks of a list.
    pub(super) fn picks(&mut self, picks: &[Pick], at: At<'_>) {
        for (index, pick) in picks.iter().enumerate() {
            self.pick(pick, at.index(index));
        }
    }

    fn pick(&mut self, pick: &Pick, at: At<'_>) {
        if pick.age.is_some() {
            self.months(at.key("age"));
        }
        if let Some(earned) = pick.earned {
            self.period(earned, at.key("earned"));
        }
        if let Some(grade) = &pick.grade {
            self.grade_band(grade, at.key("grade"));
        }
        if let Some(level) = &pick.level {
            self.level_band(level, at.key("level"));
        }
        if let Some(unit) = &pick.unit {
            self.unit(unit, at.key("unit"));
        }
        self.both_ways(&pick.codes, &pick.not_codes, ("codes", "not_codes"), at);
        self.both_ways(&pick.issuers, &pick.not_issuers, ("issuers", "not_issuers"), at);
    }

    /// What is asked for and not wanted at once.
    fn both_ways<T: Ord + Display>(&mut self, is: &[T], not: &[T], (yes, no): (&str, &'static str), at: At<'_>) {
        let is: BTreeSet<_> = is.iter().collect();
        for (index, one) in not.iter().enumerate().filter(|(_, one)| is.contains(one)) {
            let list = at.key(no);
            self.say("P007", list.index(index), format!("`{one}` is among `{yes}` and among `{no}`"));
        }
    }
}
