//! Checks gates.

use std::collections::BTreeSet;

use crate::document::At;
use crate::programme::check::checks::Checks;
use crate::programme::stages::{Gate, Pathway};

impl<'a> Checks<'a> {
    /// The gate before a stage, which has that place from 0.
    pub(super) fn gate(&mut self, pathway: &'a Pathway, gate: &'a Gate, stage: usize, at: At<'_>) {
        self.clause(&gate.clause, at.key("clause"));
        if gate.attempts == 0 {
            self.say("P009", at.key("attempts"), "a gate that may be tried 0 times; 1 or more are expected");
        }
        self.subjects(gate, at);
        for (key, share) in [("least_each", gate.least_each), ("least_sum", gate.least_sum)] {
            if let Some(share) = share {
                self.share(share, at.key(key));
            }
        }
        if gate.least_each.is_none() && gate.least_sum.is_none() {
            let help = "write `least_each`, a share of the full marks of each subject, or `least_sum`, of all together";
            self.advise("P035", at, format!("the gate `{}` asks for no marks", gate.id), help);
        }
        for (index, id) in gate.fall_to.iter().enumerate() {
            let list = at.key("fall_to");
            self.fall(pathway, id, stage, list.index(index));
        }
    }

    fn subjects(&mut self, gate: &Gate, at: At<'_>) {
        if gate.subjects.is_empty() {
            let help = "list them, as in `subjects = [{ id = \"chinese\", full = \"100\" }]`";
            self.advise("P035", at, format!("the gate `{}` has no subjects", gate.id), help);
        }
        let mut seen = BTreeSet::new();
        for (index, subject) in gate.subjects.iter().enumerate() {
            let list = at.key("subjects");
            let at = list.index(index);
            if !seen.insert(&subject.id) {
                self.again("subject", subject.id.as_str(), at.key("id"));
            }
            if subject.full.is_zero() {
                self.say("P009", at.key("full"), "full marks of 0; a number above 0 is expected");
            }
        }
    }

    /// Who failed goes into the stage of the same number of another pathway.
    fn fall(&mut self, pathway: &'a Pathway, id: &crate::id::Code, stage: usize, at: At<'_>) {
        if *id == pathway.id {
            let help = "who failed the gate cannot go through it: name another pathway";
            return self.advise("P034", at, format!("who fails in `{id}` falls to `{id}`"), help);
        }
        let Some(to) = self.pathway(id, at) else { return };
        if to.stages.get(stage).is_none() {
            let number = stage.saturating_add(1);
            let message = format!("`{id}` has no stage {number}, into which one could fall from the gate before it");
            self.advise("P034", at, message, "the stage entered is that of the same number");
        }
    }
}
