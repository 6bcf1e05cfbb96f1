//! Checks bands of grades and levels, and marks.

use crate::document::At;
use crate::id::{Code, ScaleId};
use crate::programme::check::checks::Checks;
use crate::registry::{GradeRank, GradeScale, Level, one_of};
use crate::rules::{GradeBand, LevelBand};

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
            self.empty_band(&band.to_string(), at, "grade", "worse");
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
            self.empty_band(&band.to_string(), at, "level", "lower");
        }
    }

    fn empty_band(&mut self, band: &str, at: At<'_>, what: &str, less: &str) {
        let help = format!("the first end must be {less} than the second, which lies outside the band");
        self.advise("P007", at, format!("no {what} lies in `{band}`"), &help);
    }

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
        scale.rank(mark).map_err(|off| self.say("P006", at, off.to_string())).ok()
    }

    /// The lowest level of a qualifications framework.
    fn lowest(&mut self, framework: &Code, at: At<'_>) -> Option<Level> {
        let list = self.draft.framework.levels_of(framework);
        if list.is_empty() {
            let known = self.draft.framework.frameworks().map(Code::as_str);
            let what = ("qualifications framework", framework.as_str());
            self.unknown(what, at, known, "each is defined under `[[levels]]`");
        }
        Some(Level { framework: framework.clone(), level: list.first()?.clone() })
    }

    fn level(&mut self, framework: &Code, level: &Code, at: At<'_>) -> Option<Level> {
        let found = Level { framework: framework.clone(), level: level.clone() };
        if self.draft.framework.has_level(&found) {
            return Some(found);
        }
        let expected = one_of(self.draft.framework.levels_of(framework));
        self.say("P006", at, format!("`{level}` is not a level of `{framework}`: {expected} is expected"));
        None
    }
}
