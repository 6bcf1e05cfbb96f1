//! Checks pathways: every stage leads on, and every change leads somewhere.

use std::collections::BTreeSet;

use crate::document::At;
use crate::programme::check::checks::Checks;
use crate::programme::requirements::Programme;
use crate::programme::stages::{Change, Pathway, Stage, Window};
use crate::programme::words::PathwayKind;
use crate::rules::Months;

impl<'a> Checks<'a> {
    pub(super) fn pathways(&mut self) {
        let list = At::top("pathway");
        self.twice("pathway", self.own.pathways.again());
        let led_to: BTreeSet<_> = self.draft.pathways.iter().flat_map(leads_to).collect();
        for (index, pathway) in self.draft.pathways.iter().enumerate() {
            self.look_at(Some(("pathway", pathway.id.as_str())));
            let at = list.index(index);
            self.pathway_itself(pathway, at);
            if is_alone(pathway) && !led_to.contains(&pathway.id) {
                let help =
                    "add the stage that follows, or a change to another pathway; a programme alone needs no pathway";
                let message =
                    format!("`{}` leads nowhere: it has one stage, and no change leaves or enters it", pathway.id);
                self.advise("P031", at, message, help);
            }
            self.look_at(None);
        }
    }

    fn pathway_itself(&mut self, pathway: &'a Pathway, at: At<'_>) {
        self.text("the `title` of this pathway", &pathway.title, at.key("title"));
        self.clause(&pathway.clause, at.key("clause"));
        if pathway.stages.is_empty() {
            let help = "add them under `[[pathway.stage]]`, in order";
            self.advise("P031", at, format!("the pathway `{}` has no stages", pathway.id), help);
        }
        self.stages(pathway, at.key("stage"));
        let mut seen = BTreeSet::new();
        for (index, change) in pathway.changes.iter().enumerate() {
            let list = at.key("change");
            let at = list.index(index);
            if !seen.insert((change.from, &change.to, change.into)) {
                let message = format!("the change from stage {} to `{}` is there twice", change.from, change.to);
                self.advise("P001", at, message, "write one, with all its windows in `within`");
            }
            self.change(pathway, change, at);
        }
    }

    fn stages(&mut self, pathway: &'a Pathway, at: At<'_>) {
        let (mut programmes, mut gates) = (BTreeSet::new(), BTreeSet::new());
        let mut before: Option<&Programme> = None;
        for (index, stage) in pathway.stages.iter().enumerate() {
            let at = at.index(index);
            let programme = self.programme_of(stage, at);
            if !programmes.insert(&stage.programme) {
                let message = format!("the programme `{}` is in the pathway twice", stage.programme);
                self.advise("P032", at.key("programme"), message, "each stage leads to another award");
            }
            if index == 0 {
                self.first(stage, at);
            }
            self.rises(before, programme, at.key("programme"));
            before = programme;
            self.carries(&stage.carry, programme, at.key("carry"));
            if let Some(gate) = &stage.gate {
                if !gates.insert(&gate.id) {
                    self.again("gate", gate.id.as_str(), at.key("gate").key("id"));
                }
                self.gate(pathway, gate, index, at.key("gate"));
            }
        }
    }

    fn programme_of(&mut self, stage: &Stage, at: At<'_>) -> Option<&'a Programme> {
        let found = self.programme(&stage.programme);
        if found.is_none() {
            let known = self.programme_ids().into_iter();
            let help = "a pathway is a chain of programmes of the same document, each under `[[programme]]`";
            self.unknown(("programme", stage.programme.as_str()), at.key("programme"), known, help);
        }
        found
    }

    /// Nothing comes before the first stage.
    fn first(&mut self, stage: &Stage, at: At<'_>) {
        let help = "who begins the pathway is admitted, and brings no award of it: leave this out";
        if stage.gate.is_some() {
            self.advise("P033", at.key("gate"), "there is a gate before the first stage", help);
        }
        if stage.needs_award {
            self.advise("P033", at.key("needs_award"), "the first stage needs the award of a stage before it", help);
        }
    }

    fn rises(&mut self, before: Option<&Programme>, programme: Option<&Programme>, at: At<'_>) {
        let Some((before, programme)) = before.zip(programme) else { return };
        if programme.tier < before.tier {
            let message = format!(
                "from `{}` at tier `{}` the pathway leads down to `{}` at tier `{}`",
                before.id, before.tier, programme.id, programme.tier
            );
            self.advise("P032", at, message, "a stage is at the tier of the one before, or at a higher one");
        }
    }

    fn change(&mut self, pathway: &'a Pathway, change: &'a Change, at: At<'_>) {
        self.clause(&change.clause, at.key("clause"));
        self.stage_number(pathway, change.from, at.key("from"));
        let to = if change.to == pathway.id {
            let help = "a change leads to another pathway; within one the stages follow each other";
            self.advise("P034", at.key("to"), format!("`{}` changes to itself", pathway.id), help);
            None
        } else {
            self.pathway(&change.to, at.key("to"))
        };
        let into = to.and_then(|to| self.stage_number(to, change.into, at.key("into")));
        let programme = into.and_then(|stage| self.programme(&stage.programme));
        self.carries(&change.carry, programme, at.key("carry"));
        for (index, window) in change.within.iter().enumerate() {
            let list = at.key("within");
            self.window(*window, list.index(index));
        }
    }

    /// A stage by its number, from 1.
    fn stage_number(&mut self, of: &'a Pathway, number: u32, at: At<'_>) -> Option<&'a Stage> {
        let place = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
        let found = place.and_then(|place| of.stages.get(place));
        if found.is_none() {
            let message = match of.stages.len() {
                0 | 1 => format!("`{}` has no stage {number}: 1 is expected", of.id),
                last => format!("`{}` has no stage {number}: 1 to {last} are expected", of.id),
            };
            self.say("P034", at, message);
        }
        found
    }

    fn window(&mut self, window: Window, at: At<'_>) {
        self.months(at.key("below"));
        let from = window.from.map_or(0, Months::months);
        if from >= window.below.months() {
            let message = format!("no day lies in the window: it ends {} after the first day", window.below);
            self.advise("P007", at, message, "`from` must be shorter than `below`, which lies outside the window");
        }
    }
}

/// The pathways to which changes and gates that were failed lead.
fn leads_to(pathway: &Pathway) -> impl Iterator<Item = &crate::id::Code> {
    let fallen = pathway.stages.iter().filter_map(|stage| stage.gate.as_ref()).flat_map(|gate| &gate.fall_to);
    pathway.changes.iter().map(|change| &change.to).chain(fallen)
}

/// Whether nothing follows. Five years in one programme are a pathway of one stage.
fn is_alone(pathway: &Pathway) -> bool {
    pathway.stages.len() == 1 && pathway.changes.is_empty() && pathway.kind != PathwayKind::FiveYearThrough
}
