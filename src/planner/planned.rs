//! Asks the planner whether a programme can be met at all: by a learner who brings nothing and studies everything.
//!
//! What is studied can stand for whatever a learner could bring, sharing apart. So where nothing meets a programme without
//! sharing in this way, nothing does. It finds what ranges cannot see: a choice between much too little and much too much.

use std::collections::BTreeSet;

use crate::digest::Digest;
use crate::document::{At, Problem};
use crate::id::Code;
use crate::planner::formulate::Formulation;
use crate::planner::holdings::Holdings;
use crate::programme::{Choice, Programme, Programmes, ProgrammesDraft};
use crate::solver::{Effort, Model, Unsolvable, solve};

/// How hard to try, of each programme. What is not found so is not found.
pub(crate) const JUDGING_STEPS: u64 = 2_000;

const EFFORT: Effort = Effort { steps: JUDGING_STEPS };

/// Of so many demands it is tried which of them contradict each other.
const TRIED_MOST: usize = 200;

/// Of so many it is told.
const SHOWN_MOST: usize = 12;

/// Tells which programmes nothing can meet. Asked of documents in which nothing else was found.
pub(super) fn contradictions(draft: &ProgrammesDraft, tell: &mut dyn FnMut(Problem)) {
    let list = At::top("programme");
    let one_by_one = draft.programmes.iter().enumerate();
    for (index, programme) in one_by_one.filter(|(_, programme)| programme.sharing.is_empty()) {
        if !is_impossible(draft, programme) {
            continue;
        }
        let core = core(draft, programme);
        let shown: Vec<_> = core.iter().take(SHOWN_MOST).map(|demand| demand.named(programme)).collect();
        let message = match shown.as_slice() {
            [] => format!("`{}` contradicts itself: nothing can meet it", programme.id),
            all => format!("nothing can meet `{}`, which asks all of these: {}", programme.id, all.join(", ")),
        };
        let help = "change one of them: without it the others can be met";
        tell(Problem::new("P037", list.index(index).key("id").path(), message).help(help));
    }
}

/// Something that a programme asks.
#[derive(Clone, Copy, Debug)]
enum Demand<'a> {
    /// Of the part in that place, or of the programme.
    Ask(Option<usize>, What),
    /// A quota.
    Quota(&'a Code),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Least,
    Most,
    LeastItems,
    MostItems,
    Choose,
}

/// Each kind of demand on a part, and what it is called.
const ASKS: [(What, &str); 5] = [
    (What::Least, "the least"),
    (What::Most, "the most"),
    (What::LeastItems, "the least items"),
    (What::MostItems, "the most items"),
    (What::Choose, "the choice"),
];

/// Demands of which nothing meets all, and something all but any one. Empty where there are too many to try.
fn core<'a>(draft: &ProgrammesDraft, programme: &'a Programme) -> Vec<Demand<'a>> {
    let (mut rest, mut core) = (programme.clone(), Vec::new());
    let demands = demands(programme);
    if demands.len() > TRIED_MOST {
        return core;
    }
    for demand in demands {
        let mut without = rest.clone();
        demand.lift(&mut without);
        if is_impossible(draft, &without) {
            rest = without;
        } else {
            core.push(demand);
        }
    }
    core
}

/// All that a programme asks.
fn demands(programme: &Programme) -> Vec<Demand<'_>> {
    let places = std::iter::once(None).chain((0..programme.parts.len()).map(Some));
    let of_place = |place: Option<usize>| {
        let ask = place.map_or(Some(&programme.ask), |place| programme.parts.get(place).map(|part| &part.ask));
        let there = move |what: What| {
            ask.is_some_and(|ask| match what {
                What::Least => ask.least.is_some(),
                What::Most => ask.most.is_some(),
                What::LeastItems => ask.least_items.is_some(),
                What::MostItems => ask.most_items.is_some(),
                What::Choose => ask.choose.is_some(),
            })
        };
        ASKS.into_iter().filter(move |(what, _)| there(*what)).map(move |(what, _)| Demand::Ask(place, what))
    };
    places.flat_map(of_place).chain(programme.quotas.iter().map(|quota| Demand::Quota(&quota.id))).collect()
}

impl Demand<'_> {
    /// Takes it out of a programme. Of a choice any number may be chosen then.
    fn lift(self, programme: &mut Programme) {
        let (place, what) = match self {
            Self::Ask(place, what) => (place, what),
            Self::Quota(id) => return programme.quotas.retain(|quota| quota.id != *id),
        };
        let ask = match place {
            None => Some(&mut programme.ask),
            Some(place) => programme.parts.get_mut(place).map(|part| &mut part.ask),
        };
        let Some(ask) = ask else { return };
        match what {
            What::Least => ask.least = None,
            What::Most => ask.most = None,
            What::LeastItems => ask.least_items = None,
            What::MostItems => ask.most_items = None,
            What::Choose => ask.choose = Some(Choice { least: 0, most: u32::MAX }),
        }
    }

    fn named(self, programme: &Programme) -> String {
        match self {
            Self::Quota(id) => format!("the quota `{id}`"),
            Self::Ask(place, what) => {
                let part = place.and_then(|place| programme.parts.get(place));
                let of = part.map_or_else(|| "the programme".to_owned(), |part| format!("`{}`", part.id));
                let name = ASKS.into_iter().find(|(each, _)| *each == what).map(|(_, name)| name);
                format!("{} of {of}", name.unwrap_or_default())
            }
        }
    }
}

/// Whether it is proved that a learner who brings nothing has no plan.
fn is_impossible(draft: &ProgrammesDraft, programme: &Programme) -> bool {
    let Some(holdings) = nothing(draft, programme) else { return false };
    let alone = ProgrammesDraft {
        clauses: Vec::new(),
        february: draft.february,
        framework: draft.framework.clone(),
        head: draft.head.clone(),
        pathways: Vec::new(),
        programmes: vec![programme.clone()],
        semantics: draft.semantics,
    };
    let book = Programmes::sound(alone, Digest::ZERO);
    let Ok(formulation) = Formulation::new(&book, &programme.id, &holdings) else { return false };
    let model = Model { goals: Vec::new(), ..formulation.model().clone() };
    matches!(solve(&model, EFFORT), Err(Unsolvable::Infeasible { .. }))
}

/// A learner who brings nothing.
fn nothing(draft: &ProgrammesDraft, programme: &Programme) -> Option<Holdings> {
    let own = programme.institutions.first().cloned().or_else(|| "nobody".parse().ok())?;
    Some(Holdings {
        assets: Vec::new(),
        carry: Vec::new(),
        day: draft.head.valid.from,
        gates: BTreeSet::new(),
        groups: Vec::new(),
        limits: Vec::new(),
        options: Vec::new(),
        own,
        passed: Vec::new(),
        reliefs: Vec::new(),
    })
}
