//! Programmes and learners by seed on which planning is easiest, of the flow class, and hardest, packing on the edge; `typical.rs` makes
//! such as there really are. The same seed gives the same ones on every machine.
//!
//! A category goes to the leaf of its own name and to those that name it beside their own. A lot or what a conversion makes
//! has a random category.
//!
//! A tight one is hard in every way at once: lots of 2 to 5 credits fill leaves with a least of 3 to 8, many of which only one or two lots
//! fit; every third leaf has a most only 4 above its least; conversions take what would count by itself, two lots at a time as often
//! as one in four; and of most categories there are too few. It is there to show how far from proved such plans are.

use std::collections::BTreeSet;
use std::fmt::Write;

use creditbank::document::Limits;
use creditbank::planner::{Asset, AssetId, Holdings, Lineage, OpenConversion, Use};
use creditbank::programme::Programmes;
use creditbank::registry::{OutcomeKind, Tier};
use creditbank::{Amount, Credits, LotId};

use crate::dice::Dice;

/// What is built.
#[derive(Clone, Copy)]
pub(crate) struct Shape {
    /// Whether everything counts whole and is of one size, and nothing is asked but minima and maxima of parts.
    pub(crate) flow: bool,
    pub(crate) leaves: u32,
    pub(crate) lots: u32,
    pub(crate) options: u32,
}

pub(crate) const HEAD: &str = r#"
[document]
id = "bench"
kind = "programmes"
valid = "2020-01-01.."
version = "1"

[book]
semantics = 1
february = "down"

[[unit]]
id = "hv"
quantum = "0.5"

[[clause]]
id = "c"
text = "What is asked."
invented = true

[[programme]]
id = "P"
title = "P"
tier = "higher"
unit = "hv"
clause = "c"
"#;

/// The programme of a shape: leaves in groups of about six, each with a least, some with a most; some groups with a least
/// that is more than that of their leaves. Beside flow: every third group is a choice, one leaf in ten splits, one most per
/// window and one share of what is converted, two sharings, and an overlay.
pub(crate) fn programme(seed: u64, shape: Shape) -> Programmes {
    let mut dice = Dice::new(seed);
    let groups = (shape.leaves / 6).max(1);
    let (mut text, mut total) = (HEAD.to_owned(), 0);
    let mut leaves = String::new();
    let mut sums = vec![Vec::new(); usize::try_from(groups).unwrap()];
    for leaf in 0..shape.leaves {
        let least = if shape.flow { 3 * dice.between(1, 3) } else { dice.between(3, 8) };
        sums[usize::try_from(leaf % groups).unwrap()].push(least);
        leaves.push_str(&self::leaf(&mut dice, shape, leaf, groups, least));
    }
    let mut parts = String::new();
    for (group, sums) in sums.iter().enumerate() {
        let choice = !shape.flow && group % 3 == 0;
        let sum: i64 = if choice { sums.iter().sum::<i64>() - sums.iter().max().unwrap() } else { sums.iter().sum() };
        let more = if group % 4 == 1 { 3 } else { 0 };
        total += sum + more;
        write!(parts, "\n[[programme.part]]\nid = \"g{group}\"\n").unwrap();
        match choice {
            true => writeln!(parts, "choose = {}", sums.len() - 1).unwrap(),
            false => writeln!(parts, "least = \"{}\"", sum + more).unwrap(),
        }
    }
    writeln!(text, "least = \"{total}\"").unwrap();
    text = text + &parts + &leaves;
    if !shape.flow {
        text.push_str(EXTRAS);
    }
    Programmes::read("bench.toml", text.as_bytes(), &Limits::default()).unwrap_or_else(|error| panic!("{error:?}"))
}

const EXTRAS: &str = r#"
[[programme.part]]
id = "over"
overlay = true
least = "12"
accepts = [{ categories = ["k1", "k2", "k3", "k4"] }]

[[programme.quota]]
id = "converted"
clause = "c"
of = [{ origins = ["converted"] }]
most_share = "1/2"
base = "required"

[[programme.quota]]
id = "yearly"
clause = "c"
of = [{ categories = ["k0", "k1", "k2", "k3", "k4", "k5"] }]
most = "9"
per = ["window"]
windows = ["03-01", "09-01"]

[[programme.sharing]]
between = ["l1", "l2"]
most = "4"
clause = "c"

[[programme.sharing]]
between = ["l3", "l5"]
most = "3"
clause = "c"
"#;

fn leaf(dice: &mut Dice, shape: Shape, leaf: u32, groups: u32, least: i64) -> String {
    let mut categories = BTreeSet::from([leaf]);
    categories.extend((0..dice.below(3)).map(|_| dice.below(shape.leaves)));
    let categories: Vec<String> = categories.iter().map(|category| format!("\"k{category}\"")).collect();
    let mut text = format!("\n[[programme.part]]\nid = \"l{leaf}\"\nwithin = \"g{}\"\n", leaf % groups);
    writeln!(text, "least = \"{least}\"\naccepts = [{{ categories = [{}] }}]", categories.join(", ")).unwrap();
    if dice.below(3) == 0 {
        writeln!(text, "most = \"{}\"", least + if shape.flow { 3 } else { 4 }).unwrap();
    }
    if !shape.flow && dice.below(10) == 0 {
        text.push_str("split = true\n");
    }
    text
}

fn size(dice: &mut Dice, shape: Shape) -> Credits {
    let sizes = if shape.flow { ["3"; 6] } else { ["2", "3", "3", "3", "4", "5"] };
    sizes[usize::try_from(dice.below(6)).unwrap()].parse().unwrap()
}

fn any(dice: &mut Dice, shape: Shape, id: AssetId) -> Asset {
    let size = size(dice, shape);
    let category = format!("k{}", dice.below(shape.leaves));
    asset(dice, id, size, &category)
}

/// A course of this size and category, passed at the awarder's in one of four years.
pub(crate) fn asset(dice: &mut Dice, id: AssetId, size: Credits, category: &str) -> Asset {
    Asset {
        amount: Amount { credits: size, unit: "hv".parse().unwrap() },
        category: Some(category.parse().unwrap()),
        class: None,
        code: format!("X:{}", dice.below(1_000)).parse().unwrap(),
        content: None,
        earned: format!("202{}-0{}-15", 2 + dice.below(4), 1 + dice.below(9)).parse().unwrap(),
        grade: None,
        id,
        issuer: "OWN".parse().unwrap(),
        kind: OutcomeKind::Course,
        level: None,
        made: None,
        thing: None,
        tier: Tier::Higher,
        valid_through: None,
    }
}

/// The id of a lot.
pub(crate) fn lot(number: u32) -> AssetId {
    AssetId::Lot { carried: Vec::new(), lot: LotId::here(2, u16::try_from(number).unwrap()) }
}

/// A learner: lots, and conversions that take one whole lot (beside flow one in four takes two) and make one thing.
pub(crate) fn holdings(seed: u64, shape: Shape) -> Holdings {
    let mut dice = Dice::new(seed);
    let assets: Vec<Asset> = (0..shape.lots).map(|k| any(&mut dice, shape, lot(k))).collect();
    let options = (0..shape.options).map(|k| option(&mut dice, shape, &assets, k)).collect();
    holder(assets, options)
}

/// A learner with these.
pub(crate) fn holder(assets: Vec<Asset>, options: Vec<OpenConversion>) -> Holdings {
    Holdings {
        assets,
        carry: Vec::new(),
        day: "2026-09-01".parse().unwrap(),
        gates: BTreeSet::new(),
        groups: Vec::new(),
        limits: Vec::new(),
        options,
        own: "OWN".parse().unwrap(),
        passed: Vec::new(),
        reliefs: Vec::new(),
    }
}

fn option(dice: &mut Dice, shape: Shape, assets: &[Asset], number: u32) -> OpenConversion {
    let count = if !shape.flow && dice.below(4) == 0 { 2 } else { 1 };
    let from: BTreeSet<u32> = (0..count).map(|_| dice.below(shape.lots)).collect();
    let makes = any(dice, shape, made(number));
    let approvals = 1 + dice.below(3);
    conversion(number, makes, approvals, from.into_iter().map(|at| &assets[usize::try_from(at).unwrap()]))
}

/// The id of what a conversion makes.
pub(crate) fn made(number: u32) -> AssetId {
    AssetId::Made { k: 0, option: format!("o{number}").parse().unwrap() }
}

/// A conversion that takes whole lots.
pub(crate) fn conversion<'a>(
    number: u32,
    mut makes: Asset,
    approvals: u32,
    from: impl Iterator<Item = &'a Asset>,
) -> OpenConversion {
    let id: creditbank::Code = format!("o{number}").parse().unwrap();
    let takes = from.map(|from| Use { asset: from.id.clone(), credits: from.amount.credits }).collect();
    makes.kind = OutcomeKind::Converted;
    makes.made = Some(Lineage {
        contents: Vec::new(),
        document: "rules".parse().unwrap(),
        id: id.clone(),
        issuers: Vec::new(),
        limits: Vec::new(),
        lots: Vec::new(),
        on: "2026-09-01".parse().unwrap(),
        rule: "r".parse().unwrap(),
        source: None,
    });
    OpenConversion { approvals, id, makes: vec![makes], not_with: Vec::new(), takes }
}
