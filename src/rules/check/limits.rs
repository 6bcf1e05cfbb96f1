//! Checks limits.

use crate::credit::{Credits, Unit};
use crate::document::{At, Problem};
use crate::rules::check::checks::Checks;
use crate::rules::draft::{Base, Bound, Limit, MonthDay};
use crate::rules::words::{Binds, Measure, Per};

impl<'a> Checks<'a> {
    pub(super) fn limits(&mut self) {
        for (at, limit) in self.draft.limits.iter().enumerate() {
            let list = At::top("limit");
            self.look_at(Some(("limit", limit.id.as_str())));
            self.one_limit(limit, list.index(at));
        }
        self.look_at(None);
    }

    fn one_limit(&mut self, limit: &Limit, at: At<'_>) {
        self.clause(&limit.clause, at.key("clause"));
        let unit = self.limit_unit(limit, at);
        self.bound(limit, unit, at);
        self.scope(limit, at);
        self.windows(limit, at);
    }

    /// Credits have a unit; items and uses have none.
    fn limit_unit(&mut self, limit: &Limit, at: At<'_>) -> Option<&'a Unit> {
        match (&limit.unit, limit.measure) {
            (Some(unit), Measure::Credits) => return self.unit(unit, at.key("unit")),
            (None, Measure::Credits) => {
                let problem = Problem::new("B025", at.path(), "a limit on credits needs a `unit`");
                self.add(problem.help("limits count the credits of one unit; without one it would add unlike things"));
            }
            (Some(_), measure) => self.say("B025", at.key("unit"), format!("a limit on {measure} has no unit")),
            (None, _) => {}
        }
        None
    }

    fn bound(&mut self, limit: &Limit, unit: Option<&Unit>, at: At<'_>) {
        match &limit.bound {
            Bound::Most(most) => self.measured(limit.measure, *most, unit, at.key("most")),
            Bound::Share { of: Base::Stated(base), .. } => self.measured(limit.measure, *base, unit, at.key("of")),
            Bound::Share { of: Base::Source, .. } => {
                if limit.measure != Measure::Credits {
                    let message =
                        format!("a share of the source is a share of its credits; this limit is on {}", limit.measure);
                    self.say("B025", at.key("of"), message);
                }
                if !limit.per.contains(&Per::Lot) {
                    let help = "add `lot` to `per`";
                    self.advise("B025", at.key("per"), "a share of the source is counted by `lot`", help);
                }
            }
        }
    }

    fn measured(&mut self, measure: Measure, amount: Credits, unit: Option<&Unit>, at: At<'_>) {
        if measure == Measure::Credits {
            self.whole(amount, unit, at);
        } else if amount.ten_thousandths().checked_rem(Credits::SCALE) != Some(0) {
            self.say("B005", at, format!("there are no {amount} {measure}: a whole number is expected"));
        }
    }

    /// Only what one learner has is known when a conversion is recorded.
    fn scope(&mut self, limit: &Limit, at: At<'_>) {
        if limit.binds == Binds::Recording && !limit.per.contains(&Per::Learner) {
            let problem =
                Problem::new("B025", at.key("per").path(), "a limit that binds at recording is counted by `learner`");
            self.add(
                problem.help("add `learner` to `per`; what learners have together is told by `binds = \"audit\"`"),
            );
        }
    }

    fn windows(&mut self, limit: &Limit, at: At<'_>) {
        match (limit.per.contains(&Per::Window), limit.windows.is_empty()) {
            (true, true) => {
                let help = "list the days on which windows begin, as in `windows = [\"03-01\", \"09-01\"]`";
                self.advise("B025", at.key("per"), "a limit by `window` needs `windows`", help);
            }
            (false, false) => self.say("B025", at.key("windows"), "windows are counted only where `per` has `window`"),
            _ => {}
        }
        for (index, day) in limit.windows.iter().enumerate() {
            if day.to_string().parse::<MonthDay>().as_ref() != Ok(day) {
                self.say("B025", at.key("windows").index(index), format!("`{day}` is not a day of every year"));
            }
        }
    }
}
