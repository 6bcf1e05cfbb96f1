//! Checks programmes: what each says of itself, and its lists.

use std::collections::BTreeSet;

use crate::credit::Unit;
use crate::document::At;
use crate::programme::check::checks::Checks;
use crate::programme::check::tree::Tree;
use crate::programme::requirements::{Average, Carry, Programme};

/// The most parts of a programme, and the most of what is looked at in pairs.
const PARTS_MOST: usize = 2_000;
const PAIRED_MOST: usize = 256;

impl<'a> Checks<'a> {
    pub(super) fn programmes(&mut self) {
        let (list, mut seen) = (At::top("programme"), BTreeSet::new());
        for (index, programme) in self.draft.programmes.iter().enumerate() {
            let at = list.index(index);
            if !seen.insert(&programme.id) {
                self.again("programme", programme.id.as_str(), at.key("id"));
            }
            self.look_at(Some(("programme", programme.id.as_str())));
            self.one_programme(programme, at);
            self.look_at(None);
        }
    }

    fn one_programme(&mut self, programme: &'a Programme, at: At<'_>) {
        self.text("the `title` of this programme", &programme.title, at.key("title"));
        self.clause(&programme.clause, at.key("clause"));
        let unit = self.unit(&programme.unit, at.key("unit"));
        self.carries(&programme.carry, Some(programme), at.key("carry"));
        self.prerequisites(&programme.prerequisites, at.key("prerequisite"));
        if self.too_many(programme, at) {
            return;
        }
        self.own.part_ids = programme.parts.iter().map(|part| &part.id).collect();
        self.parts(programme, unit, at);
        let tree = Tree::of(programme);
        self.averages(programme, at.key("average"));
        self.sharings(programme, tree.as_ref(), unit, at.key("sharing"));
        self.quotas(programme, unit, at.key("quota"));
        if let Some(tree) = tree {
            self.tree(&tree, at);
        }
    }

    /// What is looked at part by part, or in pairs.
    fn too_many(&mut self, programme: &Programme, at: At<'_>) -> bool {
        let mut many = false;
        for (key, count, most) in [
            ("part", programme.parts.len(), PARTS_MOST),
            ("quota", programme.quotas.len(), PAIRED_MOST),
            ("sharing", programme.sharing.len(), PAIRED_MOST),
        ] {
            if count > most {
                many = true;
                self.say(
                    "P009",
                    at.key(key),
                    format!("{count} of `{key}` in a programme; at most {most} are expected"),
                );
            }
        }
        many
    }

    /// The carries of a programme, a stage or a change. `of`: the programme in which they count, where it is known.
    pub(super) fn carries(&mut self, carries: &'a [Carry], of: Option<&'a Programme>, at: At<'_>) {
        let unit: Option<&Unit> = of.and_then(|programme| self.draft.framework.unit(&programme.unit));
        let mut seen = BTreeSet::new();
        for (index, carry) in carries.iter().enumerate() {
            let at = at.index(index);
            self.clause(&carry.clause, at.key("clause"));
            self.whole(carry.most, unit, at.key("most"));
            if !seen.insert(&carry.from) {
                let message = format!("the carry from `{}` is there twice", carry.from);
                self.advise("P001", at.key("from"), message, "write one, with the most that holds");
            }
            if of.is_some_and(|programme| programme.id == carry.from) {
                let help = "credits are carried from the award of another programme";
                self.advise("P030", at.key("from"), format!("`{}` carries from itself", carry.from), help);
            }
        }
    }

    fn averages(&mut self, programme: &'a Programme, at: At<'_>) {
        let mut seen = BTreeSet::new();
        for (index, average) in programme.averages.iter().enumerate() {
            let at = at.index(index);
            if !seen.insert(&average.id) {
                self.again("average", average.id.as_str(), at.key("id"));
            }
            self.clause(&average.clause, at.key("clause"));
            self.within(average.within.as_ref(), at.key("within"));
            self.floor(average, at);
        }
    }

    /// An average is taken of numbers.
    fn floor(&mut self, average: &Average, at: At<'_>) {
        let Some(scale) = self.scale(&average.scale, at.key("scale")) else { return };
        if scale.is_ladder() {
            let message = format!("marks of `{}` are no numbers, and have no average", average.scale);
            let help = "an average is taken on a scale with `least`, `most` and `step`";
            return self.advise("P029", at.key("scale"), message, help);
        }
        self.rank(scale, &average.least, at.key("least"));
    }
}
