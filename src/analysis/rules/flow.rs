//! Chains of conversions: values under which no rule gains, or a chain that gives back more than went in.

use std::collections::BTreeMap;

use crate::analysis::rules::chain::{Link, follow};
use crate::analysis::rules::exact::Fraction;
use crate::analysis::rules::ground::Ground;
use crate::analysis::rules::made::{Classes, LotClass};
use crate::analysis::rules::remark::{About, Proved};
use crate::analysis::rules::valuation::Valuation;
use crate::analysis::rules::yields::Yield;
use crate::id::Code;
use crate::registry::UseKind;
use crate::rules::{Rule, RuleWorth};

/// A way from one class of lots to others by one rule: for each credit that goes in, at most so much comes out.
#[derive(Clone, Debug)]
struct Edge {
    rule: usize,
    source: usize,
    from: usize,
    outs: Vec<(usize, Fraction)>,
    /// Whether what goes in is only reserved, and what comes out counts for a little more.
    kept: bool,
}

impl Edge {
    /// By so much more that a circle gains in which as much comes back.
    fn reserving(self) -> Option<Self> {
        let more = Fraction::new(1_025, 1_024)?;
        let outs = self.outs.into_iter().map(|(class, most)| Some((class, most.times(more)?)));
        Some(Self { outs: outs.collect::<Option<Vec<_>>>()?, kept: true, ..self })
    }
}

/// How often values are raised before it is given up.
const ROUNDS: usize = 200;

/// How many chains that gain are told.
const CHAINS: usize = 20;

/// How many ways from class to class are looked at.
const EDGES: usize = 2_000_000;

pub(super) fn gains(ground: &mut Ground<'_>) {
    let classes = Classes::of(ground.book);
    let Some(Ways { mut edges, apart, kept }) = ways(ground, &classes) else { return };
    if used_up(ground, &classes, &mut edges, apart) && !kept.is_empty() {
        edges.extend(kept);
        reserved(ground, &classes, edges);
    }
}

/// Chains of which every link uses up what goes in. Whether all were found, and what is left of the edges is without.
fn used_up(ground: &mut Ground<'_>, classes: &Classes, edges: &mut Vec<Edge>, mut apart: Vec<Code>) -> bool {
    for _ in 0..CHAINS {
        match values(ground, classes, edges) {
            Found::Values(values) => {
                prove(ground, classes, &values, apart);
                return true;
            }
            Found::Chain(chain) => {
                tell(ground, classes, edges, &chain);
                // Without the chain's last rule, the search goes on.
                let Some(last) = chain.last().and_then(|at| edges.get(*at)).map(|edge| edge.rule) else { return false };
                apart.extend(ground.book.rules().get(last).map(|rule| rule.id.clone()));
                edges.retain(|edge| edge.rule != last);
            }
            Found::Neither | Found::Spent => {
                let what = "whether a chain of conversions can give back more than went in";
                let why = if ground.is_spent() { "the book is too large" } else { "numbers grow too large" };
                ground.unproved(About::Book, Vec::new(), format!("{what}; {why}"));
                return false;
            }
        }
    }
    ground.unproved(
        About::Book,
        Vec::new(),
        format!("more than {CHAINS} chains of conversions may gain; the others were not looked for"),
    );
    false
}

/// Chains with a link that only reserves what goes in: it is enough that as much comes back. Of the rules that reserve
/// nothing is proved, whatever is found.
fn reserved(ground: &mut Ground<'_>, classes: &Classes, mut edges: Vec<Edge>) {
    for _ in 0..CHAINS {
        let Found::Chain(chain) = values(ground, classes, &edges) else { return };
        tell(ground, classes, &edges, &chain);
        let reserves = |edge: &&Edge| edge.kept;
        let Some(rule) = chain.iter().filter_map(|at| edges.get(*at)).find(reserves).map(|edge| edge.rule) else {
            return;
        };
        edges.retain(|edge| edge.rule != rule);
    }
}

/// All ways from class to class, the rules that are left out because what they give is not paid for by what conversions
/// make, and the ways by rules that only reserve what goes in.
struct Ways {
    edges: Vec<Edge>,
    apart: Vec<Code>,
    kept: Vec<Edge>,
}

fn ways(ground: &mut Ground<'_>, classes: &Classes) -> Option<Ways> {
    let (mut edges, mut apart, mut kept) = (Vec::new(), Vec::new(), Vec::new());
    for (place, rule) in ground.book.rules().iter().enumerate() {
        if !rule.to.iter().any(|effect| effect.amounts.is_some()) {
            continue;
        }
        match of_rule(ground, classes, place, rule) {
            Some(own) if paid(rule, &own) => edges.extend(own),
            Some(own) if own.is_empty() => {}
            Some(own) => {
                apart.push(rule.id.clone());
                if matches!(rule.from.as_slice(), [source] if source.r#use == UseKind::Reserve) {
                    kept.extend(own.into_iter().filter_map(Edge::reserving));
                }
            }
            None => {
                ground.unproved(
                    About::Rule(place),
                    vec![rule.id.clone()],
                    format!("what chains with `{}` can gain; numbers are too large", rule.id),
                );
                apart.push(rule.id.clone());
            }
        }
        if edges.len().saturating_add(kept.len()) > EDGES {
            ground.unproved(
                About::Book,
                Vec::new(),
                "whether a chain of conversions gains; there are too many chains".to_owned(),
            );
            return None;
        }
    }
    Some(Ways { edges, apart, kept })
}

/// Whether what a rule gives rests on what it uses up of lots that conversions make: not only on others.
fn paid(rule: &Rule, edges: &[Edge]) -> bool {
    let used: Vec<usize> =
        (0..).zip(&rule.from).filter(|(_, source)| source.r#use == UseKind::Consume).map(|(at, _)| at).collect();
    let has = |at: &usize| edges.iter().any(|edge| edge.source == *at);
    let rate = |effect: &crate::rules::Effect| {
        effect.amounts.as_ref().is_none_or(|amounts| matches!(amounts.worth, RuleWorth::Rate(_)))
    };
    let reserves = rule.from.iter().any(|source| source.r#use == UseKind::Reserve);
    !edges.is_empty() && !reserves && (used.iter().all(has) || rule.to.iter().all(rate))
}

fn of_rule(ground: &Ground<'_>, classes: &Classes, place: usize, rule: &Rule) -> Option<Vec<Edge>> {
    let mut edges = Vec::new();
    for (at, source) in rule.from.iter().enumerate().filter(|(_, source)| source.r#use != UseKind::Witness) {
        let mut known: BTreeMap<&crate::id::UnitId, Vec<(usize, Fraction)>> = BTreeMap::new();
        for from in classes.taken_by(ground.book, rule, source) {
            let unit = &classes.all.get(from)?.unit;
            if !known.contains_key(unit) {
                known.insert(unit, outs(ground, classes, rule, source, unit)?);
            }
            let outs = known.get(unit)?.clone();
            edges.push(Edge { rule: place, source: at, from, outs, kept: false });
        }
    }
    Some(edges)
}

fn outs(
    ground: &Ground<'_>,
    classes: &Classes,
    rule: &Rule,
    source: &crate::rules::Source,
    unit: &crate::id::UnitId,
) -> Option<Vec<(usize, Fraction)>> {
    let mut outs = Vec::new();
    for effect in &rule.to {
        let (Some(amounts), Some(made)) = (&effect.amounts, LotClass::of(effect)) else { continue };
        let most = Yield::of(ground.book, source, amounts, unit)?.worst()?;
        outs.push((classes.place(&made)?, most));
    }
    Some(outs)
}

enum Found {
    Values(Vec<Fraction>),
    /// Edges, each beginning where the one before ends.
    Chain(Vec<usize>),
    Neither,
    /// The fuel has ended.
    Spent,
}

/// Raises values from one until no edge gains, or until what raised them goes in a circle.
fn values(ground: &mut Ground<'_>, classes: &Classes, edges: &[Edge]) -> Found {
    let mut values = vec![Fraction::ONE; classes.all.len()];
    let mut raised: Vec<Option<(usize, usize)>> = vec![None; classes.all.len()];
    let steps = edges.iter().map(|edge| edge.outs.len().saturating_add(1)).fold(0, usize::saturating_add);
    for _ in 0..ROUNDS {
        if !ground.pay(u64::try_from(steps).unwrap_or(u64::MAX)) {
            return Found::Spent;
        }
        let mut still = true;
        for (at, edge) in edges.iter().enumerate() {
            let Some((worth, through)) = worth(edge, &values) else { return Found::Neither };
            let Some(value) = values.get_mut(edge.from) else { return Found::Neither };
            match worth.compare(*value) {
                None => return circle(edges, &raised).map_or(Found::Neither, Found::Chain),
                Some(std::cmp::Ordering::Greater) => {
                    *value = worth;
                    still = false;
                    if let Some(slot) = raised.get_mut(edge.from) {
                        *slot = Some((at, through));
                    }
                }
                Some(_) => {}
            }
        }
        if still {
            return Found::Values(values);
        }
        if let Some(chain) = circle(edges, &raised) {
            return Found::Chain(chain);
        }
    }
    Found::Neither
}

/// The value of what an edge gives for one credit, and the class that most of it comes from.
fn worth(edge: &Edge, values: &[Fraction]) -> Option<(Fraction, usize)> {
    let mut sum = Fraction::new(0, 1)?;
    let mut best: Option<(Fraction, usize)> = None;
    for (class, most) in &edge.outs {
        let part = most.times(*values.get(*class)?)?;
        sum = sum.plus(part)?;
        if best.is_none_or(|(known, _)| part.compare(known).is_some_and(std::cmp::Ordering::is_gt)) {
            best = Some((part, *class));
        }
    }
    Some((sum, best.map_or(edge.from, |(_, class)| class)))
}

/// A circle among the edges that raised values last.
fn circle(edges: &[Edge], raised: &[Option<(usize, usize)>]) -> Option<Vec<usize>> {
    // Which walk has been here: each class is walked over once.
    let mut seen: Vec<usize> = vec![0; raised.len()];
    for (start, walk) in (0..raised.len()).zip(1..) {
        let mut at = start;
        while seen.get(at) == Some(&0) {
            *seen.get_mut(at)? = walk;
            let Some(Some((_, next))) = raised.get(at) else { break };
            at = *next;
        }
        if seen.get(at) == Some(&walk) && raised.get(at).is_some_and(Option::is_some) {
            return around(edges, raised, at);
        }
    }
    None
}

fn around(edges: &[Edge], raised: &[Option<(usize, usize)>], start: usize) -> Option<Vec<usize>> {
    let (mut chain, mut at) = (Vec::new(), start);
    loop {
        let (edge, next) = (*raised.get(at)?)?;
        edges.get(edge)?;
        chain.push(edge);
        at = next;
        if at == start || chain.len() > edges.len() {
            return (at == start).then_some(chain);
        }
    }
}

fn prove(ground: &mut Ground<'_>, classes: &Classes, values: &[Fraction], mut apart: Vec<Code>) {
    apart.sort();
    apart.dedup();
    let values = classes.all.iter().cloned().zip(values.iter().copied()).collect();
    ground.proofs.push(Proved::NoGain(Valuation { apart, values }));
}

fn tell(ground: &mut Ground<'_>, classes: &Classes, edges: &[Edge], chain: &[usize]) {
    let link = |at: &usize| {
        let edge = edges.get(*at)?;
        let made = classes.all.get(edge.from)?;
        Some(Link { rule: edge.rule, source: edge.source, made })
    };
    let links: Option<Vec<Link<'_>>> = chain.iter().map(link).collect();
    if let Some(links) = links {
        follow(ground, &links);
    }
}
