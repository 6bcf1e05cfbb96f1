//! What holds of every story: the audit is sound, every share is where a command finds it, the order in which facts were
//! recorded makes no difference, and sweeps change no answer.

use std::collections::BTreeSet;

use creditbank::Date;

use crate::attempts::page::{Page, Step, read};
use crate::attempts::probe::probe;
use crate::attempts::teller::Teller;

/// So many other orders of recording are tried for a story.
const ORDERS: usize = 4;

/// Plays a story, and then checks what holds of every one.
pub(crate) fn hold(text: &str) {
    let page = read(text);
    let teller = told(&page);
    let days = days(text, &teller);
    let views = views(&teller, &days);
    probe(&teller, &days);
    assert_eq!(views, self::views(&told(&swept(&page)), &days), "with sweeps between the lines");
    for seed in 0..ORDERS {
        if let Some(other) = in_order(&shuffled(&page, seed), &teller) {
            assert_eq!(views, self::views(&other, &days), "recorded in another order, {seed}");
        }
    }
}

/// How many of the other orders are accepted, of how many.
pub(crate) fn orders(text: &str) -> (usize, usize) {
    let page = read(text);
    let teller = told(&page);
    ((0..ORDERS).filter(|seed| in_order(&shuffled(&page, *seed), &teller).is_some()).count(), ORDERS)
}

fn told(page: &Page) -> Teller {
    let mut teller = Teller::new(page.world);
    page.steps.iter().for_each(|step| teller.play(step));
    teller.is_sound();
    teller
}

/// The steps that change something, in another order; none if a line is refused then, or an application comes to something
/// else.
fn in_order(page: &Page, as_told: &Teller) -> Option<Teller> {
    let mut teller = Teller::new(page.world);
    for step in &page.steps {
        match step {
            Step::Do { line, .. } if step.verb() == Some("expire") => teller.play(&Step::Sweep { line: line.clone() }),
            Step::Do { name, line, .. } => drop(teller.say(line, name.as_deref()).ok()?),
            Step::Publish { .. } | Step::Merge { .. } => teller.play(step),
            _ => {}
        }
    }
    (teller.decided == as_told.decided).then_some(teller)
}

/// The days that the story names, those after them, and the last.
fn days(text: &str, teller: &Teller) -> BTreeSet<Date> {
    let words = text.split(|c: char| c.is_whitespace() || c == '"');
    let named = words.filter_map(|word| word.parse::<Date>().ok());
    named.flat_map(|day| [day, day.next().unwrap()]).chain([teller.today()]).collect()
}

fn views(teller: &Teller, days: &BTreeSet<Date>) -> Vec<String> {
    let of = |number: u8| days.iter().map(move |day| format!("{number} on {day}: {}", teller.shares(number, *day)));
    teller.learners().into_iter().flat_map(of).collect()
}

/// With a sweep of every passbook that is open after every line, where anything is due.
fn swept(page: &Page) -> Page {
    let mut all = Vec::new();
    for step in &page.steps {
        all.push(step.clone());
        if let Step::Do { line, .. } = step {
            let (number, rest) = crate::attempts::page::whose(line);
            let day = rest.split(' ').nth(1).unwrap();
            all.push(Step::Sweep { line: format!("{number}: bank-operator {day} expire") });
        }
    }
    Page { world: page.world, steps: all }
}

/// The facts of a story recorded earlier or later, as far as lines that name them allow.
fn shuffled(page: &Page, seed: usize) -> Page {
    let mut random = Random(u64::try_from(seed).unwrap());
    let mut all: Vec<Step> = page.steps.clone();
    let facts: Vec<String> = page.steps.iter().filter(|step| step.is_fact()).map(|step| format!("{step:?}")).collect();
    for fact in facts {
        let at = all.iter().position(|step| format!("{step:?}") == fact).unwrap();
        let step = all.remove(at);
        let (first, last) = room(&all, &step, at);
        let to = match seed {
            0 => first,
            1 => last,
            _ => first + random.below(last - first + 1),
        };
        all.insert(to, step);
    }
    Page { world: page.world, steps: all }
}

/// Between which places a fact can be recorded that stood at one of them.
fn room(others: &[Step], fact: &Step, at: usize) -> (usize, usize) {
    let name = if let Step::Do { name: Some(name), .. } = fact { name.as_str() } else { "" };
    let is_wall = |step: &&Step| {
        let is_own = step.learner() == fact.learner();
        matches!(step, Step::Publish { .. } | Step::Merge { .. })
            || (is_own && matches!(step.verb(), Some("open" | "close" | "reopen")))
    };
    let before = others[..at].iter().rposition(|step| is_wall(&step)).map_or(0, |wall| wall + 1);
    let stops = |step: &&Step| is_wall(step) || (!name.is_empty() && step.names(name));
    let after = others[at..].iter().position(|step| stops(&step)).map_or(others.len(), |stop| at + stop);
    (before, after)
}

/// A small generator, so that an order can be found again.
struct Random(u64);

impl Random {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % most
    }
}
