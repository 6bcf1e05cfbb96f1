//! Checks picks: each by itself.

use std::collections::BTreeSet;
use std::fmt::Display;

use crate::document::At;
use crate::programme::check::checks::Checks;
use crate::programme::naming::takes_courses;
use crate::programme::pick::Pick;

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
        self.names(pick, at);
        self.both_ways(&pick.issuers, &pick.not_issuers, ("issuers", "not_issuers"), at);
    }

    /// Codes that are asked for and not wanted; and codes in full of what is no course.
    fn names(&mut self, pick: &Pick, at: At<'_>) {
        let list = at.key("not_codes");
        for (index, not) in pick.not_codes.iter().enumerate() {
            if let Some(is) = pick.codes.iter().find(|is| not.names(is)) {
                self.say("P007", list.index(index), format!("`{is}` is among `codes` and among `not_codes`"));
            }
        }
        for (key, names) in [("codes", &pick.codes), ("not_codes", &pick.not_codes)] {
            let (list, full) = (at.key(key), names.iter().enumerate().filter(|(_, name)| name.owner.is_some()));
            for (index, name) in full.filter(|_| !takes_courses(pick)) {
                let message = format!("only a course is named in full, and the pick of `{name}` takes no courses");
                let help = format!("write `{}`; whose it is `issuers` says", name.code);
                self.advise("P038", list.index(index), message, &help);
            }
        }
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
