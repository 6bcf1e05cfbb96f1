//! Puts the names of courses in a draft in full, as catalogues say on one day.

use crate::document::{At, Problem};
use crate::id::CourseId;
use crate::registry::{CourseName, Name, OutcomeName, Roll};
use crate::time::Date;

/// Catalogues on one day, and who is told which codes do not say whose course is meant.
pub(crate) struct Naming<'a> {
    roll: &'a dyn Roll,
    day: Date,
    code: &'static str,
    tell: &'a mut dyn FnMut(Problem),
}

impl<'a> Naming<'a> {
    /// `code` is that of the problem.
    pub(crate) fn new(roll: &'a dyn Roll, day: Date, code: &'static str, tell: &'a mut dyn FnMut(Problem)) -> Self {
        Self { roll, day, code, tell }
    }

    /// A course to be given: the one that is meant.
    pub(crate) fn course(&mut self, name: &mut CourseName, at: At<'_>) {
        match self.roll.in_full(name, self.day) {
            Ok(full) => *name = full,
            Err(several) => {
                let message = format!("several institutions own a course `{name}`: which is meant cannot be told");
                let names: Vec<_> = several.iter().map(|name| format!("`{name}`")).collect();
                let help = format!("write it in full: {}", names.join(", "));
                (self.tell)(Problem::new(self.code, at.path(), message).help(help));
            }
        }
    }

    /// A course that was passed, or may be: what attempts at it are attempts at.
    pub(crate) fn passed(&mut self, name: &mut OutcomeName, at: At<'_>) {
        let Ok(code) = name.code.as_str().parse::<CourseId>() else { return };
        let mut course = Name { code, owner: name.owner.clone() };
        self.course(&mut course, at);
        *name = OutcomeName::from(&self.oldest(&course));
    }

    /// A list of them.
    pub(crate) fn all(&mut self, names: &mut [OutcomeName], at: At<'_>) {
        for (index, name) in names.iter_mut().enumerate() {
            self.passed(name, at.index(index));
        }
    }

    /// What attempts at a course are attempts at.
    pub(crate) fn oldest(&self, course: &CourseName) -> CourseName {
        self.roll.oldest(course, self.day)
    }

    /// Tells of something else.
    pub(crate) fn tell(&mut self, problem: Problem) {
        (self.tell)(problem);
    }
}
