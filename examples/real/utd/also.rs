//! A transcript planned against the rule set of its degree, course by course.

use std::error::Error;

use creditbank::Code;
use creditbank::planner::Plan;

use super::audit::{Proved, checked, proved};
use super::degree::RuleSet;
use super::lanes::holdings;
use super::language::RuleText;
use super::report::{Report, some};
use super::transcript::Transcript;

impl Report {
    /// Plans a transcript against the rule set that is called as its degree, if there is one. Courses count whole
    /// there, and bypasses not at all: they name requirements of the rule text.
    pub(crate) fn rule_set_of(&mut self, transcript: &Transcript, sets: &[RuleSet]) -> Result<(), Box<dyn Error>> {
        let Some(set) = sets.iter().find(|set| slug(&set.programme.title) == transcript.degree) else { return Ok(()) };
        let without = match set.missing.as_slice() {
            [] => String::new(),
            missing => format!(", without {}", missing.join(", ")),
        };
        let name = format!("{}, the rule set of the same degree{without}", set.programme.title);
        match planned(transcript, set) {
            Ok(one) => {
                self.certificate(&name, &one);
                let open = open(&one.plan, set);
                if !open.is_empty() {
                    self.say(format!("      still to be taken: {}", some(open.iter())));
                }
            }
            Err(error) => self.problem(format!("{name}: {error}")),
        }
        Ok(())
    }
}

fn planned(transcript: &Transcript, set: &RuleSet) -> Result<Proved, Box<dyn Error>> {
    let lots = transcript.pieces(&RuleText::default()).lots;
    let book = checked(vec![set.programme.clone()])?;
    proved(&book, &set.programme.id, &holdings(&lots)?)
}

/// The parts in which something is still to be studied, by name.
fn open(plan: &Plan, set: &RuleSet) -> Vec<String> {
    let part = |id: &Code| set.programme.parts.iter().find(|part| part.id == *id);
    let name = |id: &Code| part(id).and_then(|part| part.title.clone()).unwrap_or_else(|| id.to_string());
    plan.study.iter().map(|study| name(&study.part)).collect()
}

/// `Computer Science(BS)` is `computer_science_bs`.
fn slug(text: &str) -> String {
    let words = text.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("_")
}
