//! Checks what rules have to keep between them: versions that do not overlap, and overrides that lead to rules and
//! not back to where they began.

use std::collections::BTreeMap;

use crate::id::Code;
use crate::rules::check::checks::Checks;
use crate::rules::check::names::unknown;
use crate::rules::check::{At, Problem};
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
                    let problem = unknown("rule", id.as_str(), place.index(k), Vec::new());
                    self.add(
                        problem
                            .label(format!("in the rule `{}`", rule.id))
                            .help("only a rule of this book can be overridden"),
                    );
                }
            }
        }
        graph
    }

    /// Finds an override that leads back, for each that closes a cycle in a walk that takes every edge once
    /// (depth-first search, without recursion: a chain may be long).
    fn cycles(&mut self, graph: &Graph<'a>) {
        let mut walk = Walk { graph, depth: BTreeMap::new(), path: Vec::new() };
        for start in graph.keys() {
            for (cycle, place) in walk.from(start) {
                self.cycle(&cycle, place);
            }
        }
    }

    fn cycle(&mut self, cycle: &[&Code], (at, k): Place) {
        let list = At::top("rule");
        let rule = list.index(at);
        let place = rule.key("overrides");
        let message = match cycle {
            [own] => format!("the rule `{own}` overrides itself"),
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

fn shown(cycle: &[&Code]) -> String {
    let quoted = |id: &&Code| format!("`{id}`");
    let mut names: Vec<String> = cycle.iter().take(SHOWN_MOST).map(quoted).collect();
    if cycle.len() > SHOWN_MOST {
        names.push(format!("… {} more …", cycle.len().saturating_sub(SHOWN_MOST)));
    }
    names.extend(cycle.first().map(quoted));
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
    /// Walks from a rule, if nobody walked over it yet. Finds cycles, each with the override that closes it.
    fn from(&mut self, start: &'a Code) -> Vec<(Vec<&'a Code>, Place)> {
        let mut cycles = Vec::new();
        self.enter(start);
        while let Some((rule, next)) = self.path.last_mut() {
            let edge = self.graph.get(rule).and_then(|edges| edges.get(*next));
            *next = next.saturating_add(1);
            match edge.copied() {
                Some((to, place)) => cycles.extend(self.enter(to).map(|cycle| (cycle, place))),
                None => self.leave(),
            }
        }
        cycles
    }

    /// Steps onto a rule. It closes a cycle if it is on the path already.
    fn enter(&mut self, rule: &'a Code) -> Option<Vec<&'a Code>> {
        match self.depth.get(rule) {
            Some(Some(depth)) => Some(self.path.iter().skip(*depth).map(|(rule, _)| *rule).collect()),
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
