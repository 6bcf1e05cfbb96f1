//! What is checked in every document that speaks of units, scales and levels, and rests on clauses: the half that rule
//! books and programmes have in common.

use std::cmp::Ordering;

use crate::credit::{Credits, Unit};
use crate::document::{At, Citation, Listed, NAMES_MOST, Problem, Told, against_prose};
use crate::id::{Code, ScaleId, UnitId};
use crate::registry::band::{GradeBand, LevelBand};
use crate::registry::framework::{Framework, Level};
use crate::registry::grade::{GradeRank, GradeScale};
use crate::registry::head::DocumentHead;
use crate::registry::ladder::one_of;
use crate::time::Period;

/// The numbers of the meanings that there are.
const SEMANTICS: [u32; 1] = [1];

/// The codes under which each kind of document tells what all of them are checked for.
pub(crate) struct Codes {
    pub(crate) again: &'static str,
    pub(crate) unknown: &'static str,
    pub(crate) unused: &'static str,
    pub(crate) not_whole: &'static str,
    pub(crate) off_scale: &'static str,
    pub(crate) empty: &'static str,
    pub(crate) semantics: &'static str,
    pub(crate) months: &'static str,
    pub(crate) prose: &'static str,
}

/// A document that nobody has checked.
pub(crate) trait Draft {
    const CODES: Codes;
    /// What it is called where months are counted in it.
    const CALLED: &'static str;
    /// What goes by the number of its meaning.
    const READER: &'static str;
    fn head(&self) -> &DocumentHead;
    fn semantics(&self) -> u32;
    fn framework(&self) -> &Framework;
    fn clauses(&self) -> &[Citation];
    /// Whether it says how months end.
    fn ends_months(&self) -> bool;
}

/// The state of a check: the draft, what is in it by id, and what was found so far.
pub(crate) struct Checks<'a, D, O> {
    pub(crate) draft: &'a D,
    pub(crate) clauses: Listed<'a, Citation>,
    /// What only this kind of document has.
    pub(crate) own: O,
    told: Told<'a>,
    /// Whether somebody counted months in a document that does not say how.
    asked_february: bool,
}

// ---- telling ----

impl<'a, D: Draft, O> Checks<'a, D, O> {
    pub(crate) fn over(draft: &'a D, own: O, tell: &'a mut dyn FnMut(Problem)) -> Self {
        let clauses = Listed::of("clause", draft.clauses(), |clause| &clause.id);
        Self { draft, clauses, own, told: Told::to(tell), asked_february: false }
    }

    /// Tells a problem, and of what it is.
    pub(crate) fn add(&mut self, problem: Problem) {
        self.told.add(problem);
    }

    pub(crate) const fn count(&self) -> usize {
        self.told.count()
    }

    pub(crate) fn say(&mut self, code: &'static str, at: At<'_>, message: impl Into<String>) {
        self.add(Problem::new(code, at.path(), message));
    }

    /// Says what is wrong, and what to do about it.
    pub(crate) fn advise(
        &mut self,
        code: &'static str,
        at: At<'_>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.add(Problem::new(code, at.path(), message).help(help));
    }

    /// From now on problems are of this.
    pub(crate) const fn look_at(&mut self, subject: Option<(&'static str, &'a str)>) {
        self.told.look_at(subject);
    }

    /// Tells of a reference that leads nowhere, and what may have been meant.
    pub(crate) fn unknown<'n>(
        &mut self,
        what: (&str, &str),
        at: At<'_>,
        known: impl Iterator<Item = &'n str>,
        help: &str,
    ) {
        self.told.unknown(D::CODES.unknown, what, at, known, help);
    }

    /// Tells of an id that is there a second time.
    pub(crate) fn again(&mut self, what: &str, id: &str, at: At<'_>) {
        self.advise(D::CODES.again, at, format!("the {what} `{id}` is there twice"), "each needs an id of its own");
    }
}

// ---- what is listed under ids ----

impl<'a, D: Draft, O> Checks<'a, D, O> {
    /// Tells what is there a second time in a list.
    pub(crate) fn twice(&mut self, key: &'static str, again: Vec<(&Code, usize)>) {
        for (id, at) in again {
            self.again(key, id.as_str(), At::top(key).index(at).key("id"));
        }
    }

    /// Tells what nothing refers to in a list. Asked when everything else was looked at.
    pub(crate) fn idle(&mut self, key: &'static str, unused: Vec<(&Code, usize)>) {
        for (id, at) in unused {
            let help = "what has no effect misleads its readers: leave it out, or refer to it";
            let message = format!("nothing refers to the {key} `{id}`");
            self.advise(D::CODES.unused, At::top(key).index(at).key("id"), message, help);
        }
    }

    /// What a list has under the id. It is referred to now.
    pub(crate) fn found<T>(
        &mut self,
        list: for<'c> fn(&'c mut Self) -> &'c mut Listed<'a, T>,
        id: &Code,
        at: At<'_>,
    ) -> Option<&'a T> {
        let listed = list(self);
        let found = listed.refer(id);
        if found.is_none() {
            // Only the names that a hint may look at are copied out of what is being changed.
            let (key, known) = (listed.key, listed.known(NAMES_MOST));
            self.unknown((key, id.as_str()), at, known.into_iter(), &format!("each is defined under `[[{key}]]`"));
        }
        found
    }

    /// A clause. It is referred to now.
    pub(crate) fn clause(&mut self, id: &Code, at: At<'_>) -> Option<&'a Citation> {
        self.found(|checks| &mut checks.clauses, id, at)
    }
}

// ---- what stands in every document ----

impl<'a, D: Draft, O> Checks<'a, D, O> {
    /// What the document says of itself.
    pub(crate) fn about_itself(&mut self) {
        self.period(self.draft.head().valid, At::top("document").key("valid"));
        let number = self.draft.semantics();
        if !SEMANTICS.contains(&number) {
            let message = format!("no {} has the number {number}; 1 is expected", D::READER);
            self.say(D::CODES.semantics, At::top("book").key("semantics"), message);
        }
    }

    /// What the clauses say.
    pub(crate) fn clause_texts(&mut self) {
        let list = At::top("clause");
        for (at, clause) in self.draft.clauses().iter().enumerate() {
            self.text("the `text` of this clause", &clause.text, list.index(at).key("text"));
        }
    }

    pub(crate) fn text(&mut self, what: &str, text: &str, at: At<'_>) {
        if let Some((message, label)) = against_prose(what, text) {
            self.add(Problem::new(D::CODES.prose, at.path(), message).label(label));
        }
    }

    pub(crate) fn unit(&mut self, id: &UnitId, at: At<'_>) -> Option<&'a Unit> {
        let framework = self.draft.framework();
        let found = framework.unit(id);
        if found.is_none() {
            let known = framework.units().map(|unit| unit.id.as_str());
            self.unknown(("unit", id.as_str()), at, known, "each is defined under `[[unit]]`; `item` is built in");
        }
        found
    }

    /// An amount must be a whole number of its unit's quanta.
    pub(crate) fn whole(&mut self, credits: impl Into<Option<Credits>>, unit: Option<&Unit>, at: At<'_>) {
        if let Some(Err(off)) = credits.into().zip(unit).map(|(credits, unit)| unit.admits(credits)) {
            self.say(D::CODES.not_whole, at, off.to_string());
        }
    }

    pub(crate) fn period(&mut self, period: Period, at: At<'_>) {
        if period.is_empty() {
            let message = format!("no day lies in `{period}`; its end must come after its start");
            self.say(D::CODES.empty, at, message);
        }
    }

    /// Months are counted here: the document must say how they end. It is told once.
    pub(crate) fn months(&mut self, at: At<'_>) {
        if self.draft.ends_months() || self.asked_february {
            return;
        }
        self.asked_february = true;
        let message = format!(
            "months are counted here, and the {} does not say what becomes of a day that a month lacks",
            D::CALLED
        );
        let help = "add `february = \"down\"` (the last day of the month), `\"up\"` (the first of the next) or \
                    `\"refuse\"` to `[book]`";
        self.advise(D::CODES.months, at, message, help);
    }
}

// ---- grades and levels ----

impl<'a, D: Draft, O> Checks<'a, D, O> {
    pub(crate) fn grade_band(&mut self, band: &GradeBand, at: At<'_>) {
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

    pub(crate) fn level_band(&mut self, band: &LevelBand, at: At<'_>) {
        let Some(lowest) = self.lowest(&band.framework, at) else { return };
        let mut place = |level: &Option<Code>| level.as_ref().and_then(|level| self.level(&band.framework, level, at));
        let (from, below) = (place(&band.from), place(&band.below));
        if band.from.is_some() != from.is_some() {
            return;
        }
        let from = from.unwrap_or(lowest);
        let order = below.and_then(|below| self.draft.framework().compare_levels(&from, &below));
        if order.is_some_and(Ordering::is_ge) {
            self.empty_band(&band.to_string(), at, "level", "lower");
        }
    }

    pub(crate) fn empty_band(&mut self, band: &str, at: At<'_>, what: &str, less: &str) {
        let help = format!("the first end must be {less} than the second, which lies outside the band");
        self.advise(D::CODES.empty, at, format!("no {what} lies in `{band}`"), help);
    }

    pub(crate) fn scale(&mut self, id: &ScaleId, at: At<'_>) -> Option<&'a GradeScale> {
        let framework = self.draft.framework();
        let found = framework.scale(id);
        if found.is_none() {
            let known = framework.scales().map(|scale| scale.id.as_str());
            self.unknown(("grade scale", id.as_str()), at, known, "each is defined under `[[scale]]`");
        }
        found
    }

    pub(crate) fn rank(&mut self, scale: &GradeScale, mark: &Code, at: At<'_>) -> Option<GradeRank> {
        scale.rank(mark).map_err(|off| self.say(D::CODES.off_scale, at, off.to_string())).ok()
    }

    /// The lowest level of a qualifications framework.
    pub(crate) fn lowest(&mut self, framework: &Code, at: At<'_>) -> Option<Level> {
        let list = self.draft.framework().levels_of(framework);
        if list.is_empty() {
            let known = self.draft.framework().frameworks().map(Code::as_str);
            let what = ("qualifications framework", framework.as_str());
            self.unknown(what, at, known, "each is defined under `[[levels]]`");
        }
        Some(Level { framework: framework.clone(), level: list.first()?.clone() })
    }

    pub(crate) fn level(&mut self, framework: &Code, level: &Code, at: At<'_>) -> Option<Level> {
        let found = Level { framework: framework.clone(), level: level.clone() };
        if self.draft.framework().has_level(&found) {
            return Some(found);
        }
        let expected = one_of(self.draft.framework().levels_of(framework));
        let message = format!("`{level}` is not a level of `{framework}`: {expected} is expected");
        self.say(D::CODES.off_scale, at, message);
        None
    }
}
