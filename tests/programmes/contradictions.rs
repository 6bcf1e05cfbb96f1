//! What the check calls a contradiction is one: the plain counting of the chapter finds no plan, or none that reaches the
//! award. And where it finds nothing, whoever brings nothing has a plan.

use std::cell::Cell;

use crate::kit::cases::config;
use creditbank::credit::Credits;
use creditbank::document::{Problem, Step};
use creditbank::programme::{Part, Programme};
use creditbank::testing::planner::Instance;
use creditbank::testing::planner::small::{Size, instances};
use proptest::prelude::*;
use proptest::test_runner::{TestCaseError, TestRunner};

/// A change to what some part asks.
#[derive(Clone, Debug)]
struct Change {
    part: usize,
    kind: u8,
    number: u32,
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let change = (0..8_usize, 0..6_u8, 0..10_u32).prop_map(|(part, kind, number)| Change { part, kind, number });
    prop::collection::vec(change, 0..4)
}

fn make(programme: &mut Programme, change: &Change) {
    let credits = Credits::from_ten_thousandths(u64::from(change.number) * 5_000);
    let count = programme.parts.len();
    let part: Option<&mut Part> = programme.parts.get_mut(change.part % (count + 1));
    let splits = part.as_ref().is_some_and(|part| part.split);
    let ask = part.map_or(&mut programme.ask, |part| &mut part.ask);
    match change.kind {
        0 | 1 => ask.least = credits,
        2 | 3 => ask.most = credits,
        4 if !splits => ask.least_items = Some(change.number % 4),
        5 if !splits => ask.most_items = Some(change.number % 4),
        _ => {}
    }
}

/// How often something was seen.
#[derive(Default)]
struct Seen {
    no_plan: Cell<u32>,
    not_reached: Cell<u32>,
    sound: Cell<u32>,
}

fn count(cell: &Cell<u32>) {
    cell.set(cell.get() + 1);
}

/// Whether one of these was found where every plan must go: in the programme, or in parts that are always taken.
fn has(programme: &Programme, problems: &[Problem], codes: &[&str]) -> bool {
    problems.iter().any(|problem| codes.contains(&problem.code) && is_on_every_way(programme, problem))
}

fn is_on_every_way(programme: &Programme, problem: &Problem) -> bool {
    let part = match problem.path.steps() {
        [_, _, Step::Key("part"), Step::Index(place), ..] => programme.parts.get(*place),
        [_, _, Step::Key("quota"), Step::Index(place), ..] => {
            let within = programme.quotas[*place].within.as_ref();
            programme.parts.iter().find(|part| within == Some(&part.id))
        }
        _ => None,
    };
    let around = |part: &&Part| programme.parts.iter().find(|outer| part.within.as_ref() == Some(&outer.id));
    let mut outwards = std::iter::successors(part, around);
    let top_chooses = programme.ask.choose.is_some() && part.is_some();
    !top_chooses && outwards.all(|part| !part.optional && (part.is_leaf() || part.ask.choose.is_none()))
}

fn looked_at(instance: &Instance, changes: &[Change], seen: &Seen) -> Result<(), TestCaseError> {
    let changed = instance.with(|programme| changes.iter().for_each(|one| make(programme, one)));
    let bare = changed.bringing(|holdings| holdings.reliefs.clear());
    let nothing = bare.bringing(|holdings| {
        holdings.assets.clear();
        holdings.options.clear();
    });
    let Some(programme) = bare.programme() else { return Ok(()) };
    let problems = bare.programmes.draft().clone().check().err().unwrap_or_default();
    let Ok(best) = bare.best() else { return Ok(()) };
    let reached = best.as_ref().is_some_and(|best| best.study == 0 && best.items == 0);
    if has(programme, &problems, &["P016", "P018", "P019", "P037"]) {
        count(&seen.no_plan);
        prop_assert!(!reached, "reached in spite of {:?}: {:?}", problems, best);
        // Outcomes that are asked for where lots are split are never there.
        let items = problems.iter().any(|problem| problem.path.to_string().ends_with("least_items"));
        prop_assert!(items || best.is_none(), "a plan in spite of {:?}: {:?}", problems, best);
    } else if has(programme, &problems, &["P020", "P021", "P022", "P023"]) {
        count(&seen.not_reached);
        prop_assert!(!reached, "reached in spite of {:?}: {:?}", problems, best);
    }
    if problems.is_empty() && programme.sharing.is_empty() {
        count(&seen.sound);
        let Ok(best) = nothing.best() else { return Ok(()) };
        prop_assert!(best.is_some(), "nothing was found, and there is no plan for who brings nothing");
    }
    Ok(())
}

#[test]
fn what_is_called_a_contradiction_is_one_and_what_is_not_is_none() {
    let seen = Seen::default();
    let size = Size { leaves: 3, lots: 4, options: 1 };
    let config = proptest::test_runner::Config { max_shrink_iters: 200, ..config(400) };
    let run = TestRunner::new(config)
        .run(&(instances(size), changes()), |(instance, changes)| looked_at(&instance, &changes, &seen));
    run.unwrap_or_else(|why| panic!("{why}"));
    let counts = [&seen.no_plan, &seen.not_reached, &seen.sound].map(Cell::get);
    println!("contradictions {}, unreachable {}, sound {}", counts[0], counts[1], counts[2]);
    assert!(counts.iter().all(|count| *count > 20), "too little was seen: {counts:?}");
}
