//! Checks bands of amounts, grades that are given, and the steps of tables.

use crate::document::At;
use crate::id::{Code, ScaleId};
use crate::registry::{Grade, Level, SizeBand};
use crate::rules::check::checks::Checks;

impl Checks<'_> {
    pub(super) fn size_band(&mut self, band: &SizeBand, at: At<'_>) {
        self.unit(&band.unit, at);
        if band.below.is_some_and(|below| band.from.unwrap_or(crate::credit::Credits::ZERO) >= below) {
            self.empty_band(&band.to_string(), at, "amount", "smaller");
        }
    }

    /// A grade that something is given must be on its scale, and pass: what is given counts as passed.
    pub(super) fn given(&mut self, grade: &Grade, at: At<'_>) {
        let Some(scale) = self.scale(&grade.scale, at) else { return };
        let Some(rank) = self.rank(scale, &grade.mark, at) else { return };
        if rank < scale.pass() {
            let message = format!("the grade `{grade}` does not pass, and what is converted counts as passed");
            let help = format!("`{}` is the worst mark of `{}` that passes", scale.pass_mark(), scale.id);
            self.advise("B006", at, message, help);
        }
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
        let message = format!("the step from `{from}` is not {more} than the one before");
        self.advise("B007", at, message, "steps stand worst first, each from another mark or level");
    }
}
