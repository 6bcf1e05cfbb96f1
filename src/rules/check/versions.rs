//! Checks what rules have to keep between them: versions that do not overlap, and overrides that lead to rules and
//! not back to where they began.

use std::collections::BTreeMap;

use crate::document::{At, Problem};
use crate::id::Code;
use crate::rules::check::checks::Checks;
use crate::rules::draft::Rule;

/// Where an override is written: the rule, and its place in the rule's list.
type Place = (usize, usize);

/// What each rule overrides, and where it says so.
type Graph<'a> = BTreeMap<&'a Code, Vec<(&'a Code, Place)>>;

/// A cycle of more rules than this is not shown as a whole.
const SHOWN_MOST: usize = 12;

impl<'a> Checks<'a> {
    pub(super) fn versions(&mut self) {
        let rules = &self.draft.rules;
        let mut order: Vec<(&Rule, usize)> = rules.iter().zip(0..).collect();
        order.sort_by_key(|(rule, at)| (&rule.id, rule.valid.from, *at));
        self.overlaps(&order);
        let graph = self.overrides(&order);
        self.cycles(&graph);
    }

    /// Of versions by their first day, one overlaps those before if it overlaps that of them which ends last.
    fn overlaps(&mut self, order: &[(&Rule, usize)]) {
        let Some((mut last, _)) = order.first().copied() else { return };
        for (rule, at) in order.iter().skip(1).copied() {
            if rule.id == last.id && rule.valid.overlaps(&last.valid) {
                let message = format!("two versions of the rule `{}` are in force on {}", rule.id, rule.valid.from);
                let list = At::top("rule");
                let place = list.index(at);
                let problem = Problem::new("B002", place.key("valid").path(), message);
                let problem = problem.label(format!("another is valid {}", last.valid));
                self.add(
                    problem
                        .help("a period's end is the first day outside it: let one version end where the next begins"),
                );
            }
            let longer = last.valid.until.is_some_and(|until| rule.valid.until.is_none_or(|end| end > until));
            if rule.id != last.id || longer {
                last = rule;
            }
        }
    }

    /// The graph of overrides. Those that lead nowhere are found and left out.
    fn overrides(&mut self, order: &[(&'a Rule, usize)]) -> Graph<'a> {
        let mut graph = Graph::new();
        for (at, rule) in self.draft.rules.iter().enumerate() {
            for (k, id) in rule.overrides.iter().enumerate() {
                if order.binary_search_by(|(other, _)| other.id.cmp(id)).is_ok() {
                    graph.entry(&rule.id).or_default().push((id, (at, k)));
                } else {
                    let list = At::top("rule");
                    let (rule_at, key) = (list.index(at), "overrides");
                    let place = rule_at.key(key);
                    self.look_at(Some(("rule", rule.id.as_str())));
                    let known = self.draft.rules.iter().map(|rule| rule.id.as_str());
                    self.unknown(
                        ("rule", id.as_str()),
                        place.index(k),
                        known,
                        "only a rule of this book can be overridden",
                    );
                }
            }
        }
        self.look_at(None);
        graph
    }

    /// Finds an override that leads back, for each that closes a cycle in a walk that takes every edge once
    /// (depth-first search, without recursion: a chain may be long).
    fn cycles(&mut self, graph: &Graph<'a>) {
        let mut walk = Walk { graph, depth: BTreeMap::new(), path: Vec::new() };
        for start in graph.keys() {
            walk.enter(start);
            while let Some(found) = walk.step() {
                if let Some((cycle, place)) = found {
                    self.cycle(&cycle, place);
                }
            }
        }
    }

    fn cycle(&mut self, cycle: &Cycle<'_>, (at, k): Place) {
        let list = At::top("rule");
        let rule = list.index(at);
        let place = rule.key("overrides");
        let message = match cycle.first.as_slice() {
            [own] if cycle.length == 1 => format!("the rule `{own}` overrides itself"),
            _ => format!("one overrides the other in a circle: {}", shown(cycle)),
        };
        let problem = Problem::new("B024", place.index(k).path(), message);
        let by = self.draft.rules.get(at).map(|rule| format!("in the rule `{}`", rule.id));
        let problem = problem.label(by.unwrap_or_default());
        self.add(
            problem.help("of rules that match one outcome, somebody must know which one counts: take one override out"),
        );
    }
}

/// Rules that override each other in a circle: the first of them, and how many there are.
struct Cycle<'a> {
    first: Vec<&'a Code>,
    length: usize,
}

fn shown(cycle: &Cycle<'_>) -> String {
    let mut names: Vec<String> = cycle.first.iter().map(|id| format!("`{id}`")).collect();
    let more = cycle.length.saturating_sub(cycle.first.len());
    if more > 0 {
        names.push(format!("… ({more} more) …"));
    }
    names.extend(cycle.first.first().map(|id| format!("`{id}`")));
    names.join(" overrides ")
}

/// A walk along overrides.
struct Walk<'g, 'a> {
    graph: &'g Graph<'a>,
    /// How deep on the path each rule is that was walked over; none where all that it leads to was walked over.
    depth: BTreeMap<&'a Code, Option<usize>>,
    /// The rules on the path, and which of its overrides was taken last.
    path: Vec<(&'a Code, usize)>,
}

impl<'a> Walk<'_, 'a> {
    /// Takes one more override, or goes back where there is none. A cycle that it closes, if it does. None: the walk
    /// is at its end.
    fn step(&mut self) -> Option<Option<(Cycle<'a>, Place)>> {
        let (rule, next) = self.path.last_mut()?;
        let edge = self.graph.get(rule).and_then(|edges| edges.get(*next));
        *next = next.saturating_add(1);
        let Some((to, place)) = edge.copied() else {
            self.leave();
            return Some(None);
        };
        Some(self.enter(to).map(|cycle| (cycle, place)))
    }

    /// Steps onto a rule, if nobody walked over it yet. It closes a cycle if it is on the path already.
    fn enter(&mut self, rule: &'a Code) -> Option<Cycle<'a>> {
        match self.depth.get(rule) {
            Some(Some(depth)) => {
                let first = self.path.iter().skip(*depth).map(|(rule, _)| *rule).take(SHOWN_MOST).collect();
                Some(Cycle { first, length: self.path.len().saturating_sub(*depth) })
            }
            Some(None) => None,
            None => {
                self.depth.insert(rule, Some(self.path.len()));
                self.path.push((rule, 0));
                None
            }
        }
    }

    fn leave(&mut self) {
        if let Some((rule, _)) = self.path.pop() {
            self.depth.insert(rule, None);
        }
    }
}
