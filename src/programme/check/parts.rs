//! Checks the parts of a programme: each by itself, and that they are a tree.

use std::collections::{BTreeMap, BTreeSet};

use crate::credit::Unit;
use crate::document::At;
use crate::id::Code;
use crate::programme::check::checks::Checks;
use crate::programme::check::tree::DEPTH_MOST;
use crate::programme::requirements::{Ask, Choice, Part, Programme};

/// A circle of more parts than this is not shown as a whole.
const SHOWN_MOST: usize = 12;

/// How many parts are in each part; in none: at the top, overlays apart.
type Counts<'a> = BTreeMap<Option<&'a Code>, usize>;

impl<'a> Checks<'a> {
    pub(super) fn parts(&mut self, programme: &'a Programme, unit: Option<&Unit>, at: At<'_>) {
        let (list, mut seen) = (at.key("part"), BTreeSet::new());
        let inner = programme.parts.iter().filter(|part| part.within.is_some() || !part.overlay);
        let mut counts = Counts::new();
        inner.for_each(|part| count(&mut counts, part.within.as_ref()));
        for (index, part) in programme.parts.iter().enumerate() {
            let at = list.index(index);
            if !seen.insert(&part.id) {
                self.again("part", part.id.as_str(), at.key("id"));
            }
            self.part(part, unit, at);
            self.shape(part, counts.get(&Some(&part.id)).copied().unwrap_or_default(), at);
        }
        self.whole_programme(programme, unit, counts.get(&None).copied().unwrap_or_default(), at);
        self.circles(programme, list);
    }

    /// What the programme asks of the whole.
    fn whole_programme(&mut self, programme: &Programme, unit: Option<&Unit>, children: usize, at: At<'_>) {
        if programme.parts.iter().all(|part| part.overlay) {
            let help = "add one under `[[programme.part]]`; what is to count in the programme counts in a part";
            self.advise("P012", at, format!("the programme `{}` has no parts", programme.id), help);
        }
        self.ask(&programme.ask, unit, at);
        if let Some(choice) = programme.ask.choose.filter(|_| children > 0) {
            self.choice(choice, children, at.key("choose"));
        }
    }

    fn part(&mut self, part: &'a Part, unit: Option<&Unit>, at: At<'_>) {
        if let Some(title) = &part.title {
            self.text("the `title` of this part", title, at.key("title"));
        }
        if let Some(clause) = &part.clause {
            self.clause(clause, at.key("clause"));
        }
        self.within(part.within.as_ref(), at.key("within"));
        self.picks(&part.accepts, at.key("accepts"));
        self.ask(&part.ask, unit, at);
    }

    fn ask(&mut self, ask: &Ask, unit: Option<&Unit>, at: At<'_>) {
        self.whole(ask.least, unit, at.key("least"));
        self.whole(ask.most, unit, at.key("most"));
        let credits = ask.least.zip(ask.most).filter(|(least, most)| least > most);
        let items = ask.least_items.zip(ask.most_items).filter(|(least, most)| least > most);
        for (key, found) in [
            ("least", credits.map(|(least, most)| (least.to_string(), most.to_string()))),
            ("least_items", items.map(|(least, most)| (least.to_string(), most.to_string()))),
        ] {
            if let Some((least, most)) = found {
                self.say("P016", at.key(key), format!("the least, {least}, is above the most, {most}"));
            }
        }
    }

    /// A leaf takes outcomes, a group has parts: none is both, and none neither.
    fn shape(&mut self, part: &Part, children: usize, at: At<'_>) {
        let id = &part.id;
        match (part.is_leaf(), children) {
            (true, 0) => self.leaf(part, at),
            (true, _) => {
                let help = "what counts in a group counts in its parts: let a part within it say what it accepts";
                self.advise(
                    "P013",
                    at.key("accepts"),
                    format!("`{id}` accepts outcomes, and has parts within it"),
                    help,
                );
            }
            (false, 0) => {
                let help =
                    "write what it accepts, as in `accepts = [{ categories = [\"major\"] }]`, or put parts within it";
                self.advise(
                    "P012",
                    at,
                    format!("nothing can count in `{id}`: it accepts nothing and has no parts"),
                    help,
                );
            }
            (false, _) => self.group(part, children, at),
        }
        if part.overlay && part.within.is_some() {
            let help = "an overlay looks at everything afresh, not at the part around it: leave `within` out";
            self.advise("P014", at.key("overlay"), format!("the overlay `{id}` is within another part"), help);
        }
    }

    fn leaf(&mut self, part: &Part, at: At<'_>) {
        if part.ask.choose.is_some() {
            let help = "a choice is among the parts within a part: leave it out";
            self.advise(
                "P013",
                at.key("choose"),
                format!("`{}` accepts outcomes, and has nothing to choose", part.id),
                help,
            );
        }
        let items = part.ask.least_items.is_some() || part.ask.most_items.is_some();
        if part.split && items {
            let message = format!("`{}` splits lots, and counts outcomes: a piece of one is none", part.id);
            let help = "leave out `split`, or `least_items` and `most_items`";
            self.advise("P015", at.key("split"), message, help);
        }
    }

    fn group(&mut self, part: &Part, children: usize, at: At<'_>) {
        if part.split {
            let help = "write it at the parts that accept outcomes";
            self.advise("P015", at.key("split"), format!("`{}` accepts nothing that it could split", part.id), help);
        }
        if let Some(choice) = part.ask.choose {
            self.choice(choice, children, at.key("choose"));
        }
    }

    fn choice(&mut self, choice: Choice, children: usize, at: At<'_>) {
        let Choice { least, most } = choice;
        let expected = match children {
            1 => "1, the number of its parts, is expected".to_owned(),
            _ => format!("1 to {children}, the number of its parts, are expected"),
        };
        if least > most {
            self.say("P017", at, format!("a choice of at least {least} and at most {most}; {expected}"));
        } else if most == 0 || usize::try_from(most).map_or(true, |most| most > children) {
            self.say("P017", at, format!("a choice of {most} parts; {expected}"));
        }
    }

    /// Parts that are within each other, or too deep.
    fn circles(&mut self, programme: &'a Programme, at: At<'_>) {
        let around: BTreeMap<&Code, &Code> =
            programme.parts.iter().filter_map(|part| Some((&part.id, part.within.as_ref()?))).collect();
        let mut done: BTreeSet<&Code> = BTreeSet::new();
        for (index, part) in programme.parts.iter().enumerate() {
            let outwards = std::iter::successors(Some(&part.id), |id| around.get(*id).copied());
            let fresh = outwards.take_while(|id| !done.contains(*id));
            let way: Vec<&Code> = fresh.take(DEPTH_MOST.saturating_add(1)).collect();
            let (list, circle) = (at.index(index), circle(&way));
            match circle {
                Some(circle) => self.circle(circle, list.key("within")),
                None if way.len() > DEPTH_MOST => {
                    let message = format!("`{}` is nested more than {DEPTH_MOST} deep", part.id);
                    self.say("P002", list.key("within"), message);
                }
                None => continue,
            }
            done.extend(&way);
        }
    }

    fn circle(&mut self, parts: &[&Code], at: At<'_>) {
        let shown: Vec<_> = parts.iter().take(SHOWN_MOST).map(|id| format!("`{id}`")).collect();
        let more = if parts.len() > SHOWN_MOST { ", …" } else { "" };
        let message = format!("parts are within each other in a circle: {}{more}", shown.join(", "));
        self.advise("P002", at, message, "a part is within one that is at the top, or within one that is");
    }
}

/// The first steps of a way outwards from a part to itself.
fn circle<'w, 'a>(way: &'w [&'a Code]) -> Option<&'w [&'a Code]> {
    way.iter().enumerate().find_map(|(start, id)| {
        let rest = way.get(start..)?;
        let next = rest.iter().skip(1).position(|one| one == id)?;
        rest.get(..next.checked_add(1)?)
    })
}

fn count<'a>(counts: &mut Counts<'a>, within: Option<&'a Code>) {
    let number = counts.entry(within).or_default();
    *number = number.saturating_add(1);
}
