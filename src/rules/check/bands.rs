//! Checks bands of grades, levels and amounts, marks, and the steps of tables.

use crate::document::{At, Problem};
use crate::id::{Code, ScaleId};
use crate::registry::{Grade, GradeRank, GradeScale, Level, one_of};
use crate::rules::band::{GradeBand, LevelBand, SizeBand};
use crate::rules::check::checks::Checks;

impl<'a> Checks<'a> {
    pub(super) fn grade_band(&mut self, band: &GradeBand, at: At<'_>) {
        let Some(scale) = self.scale(&band.scale, at) else { return };
        let mut rank = |mark: &Option<Code>| mark.as_ref().and_then(|mark| self.rank(scale, mark, at));
        let (from, below) = (rank(&band.from), rank(&band.below));
        // A band from the worst mark on is empty only where it ends there.
        let empty = match (from, below) {
            (Some(from), Some(below)) => from >= below,
            (None, Some(below)) => band.from.is_none() && below == scale.worst(),
            _ => false,
        };
        if empty {
            self.empty_band(band.to_string(), at, "grade", "worse");
        }
    }

    pub(super) fn level_band(&mut self, band: &LevelBand, at: At<'_>) {
        let Some(lowest) = self.lowest(&band.framework, at) else { return };
        let mut place = |level: &Option<Code>| level.as_ref().and_then(|level| self.level(&band.framework, level, at));
        let (from, below) = (place(&band.from), place(&band.below));
        if band.from.is_some() != from.is_some() {
            return;
        }
        let from = from.unwrap_or(lowest);
        let order = below.and_then(|below| self.draft.framework.compare_levels(&from, &below));
        if order.is_some_and(std::cmp::Ordering::is_ge) {
            self.empty_band(band.to_string(), at, "level", "lower");
        }
    }

    pub(super) fn size_band(&mut self, band: &SizeBand, at: At<'_>) {
        self.unit(&band.unit, at);
        if band.below.is_some_and(|below| band.from.unwrap_or(crate::credit::Credits::ZERO) >= below) {
            self.empty_band(band.to_string(), at, "amount", "smaller");
        }
    }

    fn empty_band(&mut self, band: String, at: At<'_>, what: &str, less: &str) {
        let problem = Problem::new("B007", at.path(), format!("no {what} lies in `{band}`"));
        self.add(problem.help(format!("the first end must be {less} than the second, which lies outside the band")));
    }

    // ---- marks and levels ----

    pub(super) fn scale(&mut self, id: &ScaleId, at: At<'_>) -> Option<&'a GradeScale> {
        let framework = &self.draft.framework;
        let found = framework.scale(id);
        if found.is_none() {
            let known = framework.scales().map(|scale| scale.id.as_str());
            self.unknown(("grade scale", id.as_str()), at, known, "each is defined under `[[scale]]`");
        }
        found
    }

    pub(super) fn rank(&mut self, scale: &GradeScale, mark: &Code, at: At<'_>) -> Option<GradeRank> {
        scale.rank(mark).map_err(|off| self.say("B006", at, off.to_string())).ok()
    }

    /// A grade that something is given must be on its scale, and pass: what is given counts as passed.
    pub(super) fn given(&mut self, grade: &Grade, at: At<'_>) {
        let Some(scale) = self.scale(&grade.scale, at) else { return };
        let Some(rank) = self.rank(scale, &grade.mark, at) else { return };
        if rank < scale.pass() {
            let message = format!("the grade `{grade}` does not pass, and what is converted counts as passed");
            let problem = Problem::new("B006", at.path(), message);
            self.add(problem.help(format!("`{}` is the worst mark of `{}` that passes", scale.pass_mark(), scale.id)));
        }
    }

    /// The lowest level of a qualifications framework.
    pub(super) fn lowest(&mut self, framework: &Code, at: At<'_>) -> Option<Level> {
        let list = self.draft.framework.levels_of(framework);
        if list.is_empty() {
            let known = self.draft.framework.frameworks().map(Code::as_str);
            let what = ("qualifications framework", framework.as_str());
            self.unknown(what, at, known, "each is defined under `[[levels]]`");
        }
        Some(Level { framework: framework.clone(), level: list.first()?.clone() })
    }

    pub(super) fn level(&mut self, framework: &Code, level: &Code, at: At<'_>) -> Option<Level> {
        let found = Level { framework: framework.clone(), level: level.clone() };
        if self.draft.framework.has_level(&found) {
            return Some(found);
        }
        let expected = one_of(self.draft.framework.levels_of(framework));
        self.say("B006", at, format!("`{level}` is not a level of `{framework}`: {expected} is expected"));
        None
    }

    // ---- steps ----

    /// The marks of a table's steps, worst first.
    pub(super) fn rising_marks<'m>(&mut self, scale: &ScaleId, marks: impl Iterator<Item = &'m Code>, at: At<'_>) {
        let place = at.key("scale");
        let Some(scale) = self.scale(scale, place) else { return };
        let mut last = None;
        for (index, mark) in marks.enumerate() {
            let steps = at.key("steps");
            let step = steps.index(index);
            let rank = self.rank(scale, mark, step.key("from"));
            if rank.is_some() && rank <= last {
                self.not_rising(mark, "better", step.key("from"));
            }
            last = rank.or(last);
        }
    }

    /// The levels of a table's steps, lowest first.
    pub(super) fn rising_levels<'m>(&mut self, framework: &Code, levels: impl Iterator<Item = &'m Code>, at: At<'_>) {
        if self.lowest(framework, at.key("framework")).is_none() {
            return;
        }
        let mut last: Option<Level> = None;
        for (index, level) in levels.enumerate() {
            let steps = at.key("steps");
            let step = steps.index(index);
            let found = self.level(framework, level, step.key("from"));
            let order = found.as_ref().zip(last.as_ref());
            let order = order.and_then(|(level, last)| self.draft.framework.compare_levels(level, last));
            if order.is_some_and(std::cmp::Ordering::is_le) {
                self.not_rising(level, "higher", step.key("from"));
            }
            last = found.or(last);
        }
    }

    fn not_rising(&mut self, from: &Code, more: &str, at: At<'_>) {
        let problem =
            Problem::new("B007", at.path(), format!("the step from `{from}` is not {more} than the one before"));
        self.add(problem.help("steps stand worst first, each from another mark or level"));
    }
}
