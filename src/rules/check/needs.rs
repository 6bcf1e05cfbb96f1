//! Checks what a rule asks beside its sources.

use std::collections::BTreeSet;

use crate::document::At;
use crate::journal::canonical;
use crate::rules::check::checks::Checks;
use crate::rules::need::Need;

/// How deep needs may nest in a draft. A document has a bound of its own, on all that nests in it.
const DEPTH_MOST: usize = 32;

impl Checks<'_> {
    pub(super) fn needs(&mut self, needs: &[Need], at: At<'_>) {
        if is_deeper(needs, DEPTH_MOST) {
            return self.say("B030", at, format!("needs are nested more than {DEPTH_MOST} deep"));
        }
        self.need_list(needs, at, true);
    }

    /// `all`: whether all of them must hold.
    fn need_list(&mut self, needs: &[Need], at: At<'_>, all: bool) {
        let mut seen = BTreeSet::new();
        for (index, need) in needs.iter().enumerate() {
            let place = at.index(index);
            if needs.len() > 1 && !seen.insert(form(need)) {
                self.say("B028", place, "the same need is in this list twice");
            }
            self.need(need, place);
        }
        for (index, need) in needs.iter().enumerate().filter(|_| all && needs.len() > 1) {
            self.contradicted(need, &seen, at.index(index));
        }
    }

    fn need(&mut self, need: &Need, at: At<'_>) {
        match need {
            Need::All(all) => self.joined(all, at.key("all"), true),
            Need::Any(any) => self.joined(any, at.key("any"), false),
            Need::AtLeast { count, of } => {
                self.joined(of, at.key("of"), false);
                self.at_least(*count, of.len(), at.key("at_least"));
            }
            Need::Match { least } if !(1..=100).contains(least) => {
                self.say("B019", at.key("match"), format!("a match of {least} percent; 1 to 100 are expected"));
            }
            Need::Score { least: 0, what } => {
                self.say(
                    "B019",
                    at.key("least"),
                    format!("every score of `{what}` is 0 at least; 1 or more is expected"),
                );
            }
            Need::Passed { code, grade, kind } => {
                self.in_full(code, *kind, at.key("passed"), "that of any issuer will do");
                if let Some(grade) = grade {
                    self.grade_band(grade, at.key("grade"));
                }
            }
            _ => {}
        }
    }

    fn joined(&mut self, needs: &[Need], at: At<'_>, all: bool) {
        self.some(needs, at, "there is nothing to choose from: a list of needs is expected");
        self.need_list(needs, at, all);
    }

    fn at_least(&mut self, count: u16, of: usize, at: At<'_>) {
        if of > 0 && (count == 0 || usize::from(count) > of) {
            self.say("B019", at, format!("at least {count} of {of}; 1 to {of} are expected"));
        }
    }

    /// What must be and must not be can never hold.
    fn contradicted(&mut self, need: &Need, all: &BTreeSet<Vec<u8>>, at: At<'_>) {
        let (opposite, what) = match need {
            Need::Attested { is: false, what } => (Need::Attested { is: true, what: what.clone() }, what.as_str()),
            Need::Enrolled { is: false, programme } => {
                (Need::Enrolled { is: true, programme: programme.clone() }, programme.as_str())
            }
            _ => return,
        };
        if all.contains(&form(&opposite)) {
            let help = "no application can meet both";
            self.advise("B028", at, format!("`{what}` is asked for, and asked not to be"), help);
        }
    }
}

/// What a need says, to be compared: its canonical form.
fn form(need: &Need) -> Vec<u8> {
    canonical(need).unwrap_or_default()
}

/// Whether needs nest deeper than that. It looks no deeper itself.
fn is_deeper(needs: &[Need], most: usize) -> bool {
    let Some(less) = most.checked_sub(1) else { return !needs.is_empty() };
    needs.iter().any(|need| match need {
        Need::All(of) | Need::Any(of) | Need::AtLeast { of, .. } => is_deeper(of, less),
        _ => false,
    })
}
