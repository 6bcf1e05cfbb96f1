//! What the checks of a draft have found so far, and of what.

use crate::document::path::At;
use crate::document::problem::Problem;
use crate::document::text::nearest;

/// Past so many problems nobody is asked whether they meant something else.
const HINTS_MOST: usize = 100;

/// Before that so many names are looked at.
pub(crate) const NAMES_MOST: usize = 1_000;

/// Who is told what is found.
pub(crate) struct Told<'a> {
    tell: &'a mut dyn FnMut(Problem),
    /// How many problems were found.
    count: usize,
    /// What is being looked at.
    subject: Option<(&'static str, &'a str)>,
}

impl<'a> Told<'a> {
    pub(crate) fn to(tell: &'a mut dyn FnMut(Problem)) -> Self {
        Self { tell, count: 0, subject: None }
    }

    /// From now on problems are of this.
    pub(crate) const fn look_at(&mut self, subject: Option<(&'static str, &'a str)>) {
        self.subject = subject;
    }

    pub(crate) const fn count(&self) -> usize {
        self.count
    }

    /// Tells a problem, and of what it is.
    pub(crate) fn add(&mut self, problem: Problem) {
        let label = match (self.subject, problem.label.as_str()) {
            (None, label) => label.to_owned(),
            (Some((what, id)), "") => format!("in the {what} `{id}`"),
            (Some((what, id)), label) => format!("{label} (in the {what} `{id}`)"),
        };
        self.count = self.count.saturating_add(1);
        (self.tell)(problem.label(label));
    }

    /// Tells of a reference that leads nowhere, and what may have been meant.
    pub(crate) fn unknown<'n>(
        &mut self,
        code: &'static str,
        (what, id): (&str, &str),
        at: At<'_>,
        known: impl Iterator<Item = &'n str>,
        help: &str,
    ) {
        let asked = if self.count < HINTS_MOST { NAMES_MOST } else { 0 };
        let known: Vec<&str> = known.take(asked).collect();
        let problem = Problem::new(code, at.path(), format!("there is no {what} `{id}`")).help(help);
        self.add(match nearest(id, &known) {
            Some(near) => problem.label(format!("did you mean `{near}`?")),
            None => problem,
        });
    }
}
