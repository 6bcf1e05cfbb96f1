//! Checks sharings: between two different parts of one lane.

use std::collections::BTreeSet;

use crate::credit::Unit;
use crate::document::At;
use crate::programme::check::checks::Checks;
use crate::programme::check::tree::{Place, Tree};
use crate::programme::requirements::{Programme, Sharing};

impl<'a> Checks<'a> {
    pub(super) fn sharings(
        &mut self,
        programme: &'a Programme,
        tree: Option<&Tree<'a>>,
        unit: Option<&Unit>,
        at: At<'_>,
    ) {
        let mut seen = BTreeSet::new();
        for (index, sharing) in programme.sharing.iter().enumerate() {
            let at = at.index(index);
            self.clause(&sharing.clause, at.key("clause"));
            self.whole(sharing.most, unit, at.key("most"));
            let (one, other) = (&sharing.between.0, &sharing.between.1);
            if !seen.insert((one.min(other), one.max(other))) {
                let message = format!("the sharing between `{one}` and `{other}` is there twice");
                self.advise("P001", at.key("between"), message, "write one, with the limits that hold");
            }
            let between = at.key("between");
            let known = [(one, 0), (other, 1)].map(|(id, side)| self.within(Some(id), between.index(side)));
            let places = tree.and_then(|tree| Some((tree, tree.place(one)?, tree.place(other)?)));
            if let Some((tree, one, other)) = places.filter(|_| known == [true, true]) {
                self.pair(tree, sharing, (one, other), at);
            }
        }
    }

    fn pair(&mut self, tree: &Tree<'a>, sharing: &Sharing, (one, other): (Place, Place), at: At<'_>) {
        let (first, second) = (&sharing.between.0, &sharing.between.1);
        let mut say = |message: String, help: &str| self.advise("P026", at.key("between"), message, help);
        if one == other {
            let help = "a lot counts once in a part; a sharing is between two of them";
            return say(format!("`{first}` is to share with itself"), help);
        }
        if tree.is_in(Some(one), Some(other)) || tree.is_in(Some(other), Some(one)) {
            let help = "what counts in a part counts in the parts around it anyway";
            return say(format!("of `{first}` and `{second}` one is within the other"), help);
        }
        if tree.overlay_of(one) != tree.overlay_of(other) {
            let help = "an overlay looks at everything afresh: nothing needs to be shared with it";
            return say(format!("`{first}` and `{second}` do not compete for lots: one is an overlay or in it"), help);
        }
        let splits = [one, other].into_iter().flat_map(|place| tree.leaves(place)).find(|leaf| leaf.split);
        if let Some(leaf) = splits.filter(|_| sharing.most_items.is_some()) {
            let message = format!("the sharing has `most_items`, and `{}` splits lots", leaf.id);
            self.advise("P027", at.key("most_items"), message, "write `most`, or leave out `split` there");
        }
    }
}
