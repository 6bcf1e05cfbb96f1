//! A programme and a learner with the shapes that real ones have. The same seed gives the same ones on every machine.
//!
//! The mix follows Finnish vocational qualifications and the degree rules of an American university, on which the examples
//! `koski` and `utd` plan real learners, and rules of Chinese credit banks.
//!
//! **The programme**: leaves in groups of five. A leaf asks for 2 to 8 credits in halves; one in six has a most, twice the
//! least and 2 more. A leaf accepts the category of its own name; three in ten that of a neighbour too, three in twenty two. Of
//! eight groups one is a choice of two tracks, one a choice of three modules of five, and one has an optional leaf; one in four
//! asks for 2 or 3 credits more than its leaves. The last leaf is optional electives, at most 20, which accept what is of the class
//! `elective`; the one before is practice, which splits. Converted and online credits are half and a quarter of what is
//! required at most, half is taken where it is awarded; work counts 4 credits for each half year at most; one lot may count in the
//! first leaf and among the electives, 4 credits at most; the average of the first group is 65.
//!
//! **The learner**: three lots in ten are certificates, trainings, competitions, examinations and work, which count only in practice
//! or through a conversion; the others are courses of 1 to 6 credits in halves. A learner chooses a track and modules, and takes courses of
//! each leaf in turn until its least is met; a few are failed and not taken again, more by one learner than by
//! another, so that some of those with room for all courses reach the award and some do not. What is left are courses of random categories, one in five of them of none
//! that the programme knows. One course in five is elective, one in six was taken elsewhere, one in ten online.
//!
//! **Open conversions**: each takes one whole lot, or two (one in ten): of the certificates and the like nine times out of ten. It makes
//! credit of the category of a random leaf (six in ten), or of none that the programme knows.

use std::collections::BTreeSet;
use std::fmt::Write;

use creditbank::Credits;
use creditbank::document::Limits;
use creditbank::planner::{Asset, AttemptGroup, Holdings, Room};
use creditbank::programme::Programmes;
use creditbank::registry::{Grade, OutcomeKind};

use crate::dice::Dice;
use crate::instance::{HEAD, Shape, asset, conversion, holder, lot, made};

/// Sizes of courses, in half credits.
const SIZES: [i64; 12] = [2, 3, 4, 4, 5, 6, 6, 7, 8, 8, 10, 12];
/// Leaves in a group.
const GROUP: u32 = 5;

const SCALE: &str = r#"
[[scale]]
id = "percent"
least = "0"
most = "100"
step = "0.5"
pass = "60"
"#;

/// What a group is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Plain,
    /// Takes this many credits more than its leaves.
    More(i64),
    Modules,
    Optional,
    Tracks,
}

const fn role(group: u32) -> Role {
    match group % 8 {
        1 => Role::Tracks,
        2 => Role::More(4),
        3 => Role::Modules,
        5 => Role::Optional,
        6 => Role::More(6),
        _ => Role::Plain,
    }
}

/// A leaf of the programme, as the learner knows it too. Amounts are half credits.
struct Leaf {
    at: u32,
    group: u32,
    least: i64,
    place: u32,
    within: String,
}

/// The leaves but practice and electives.
fn leaves(dice: &mut Dice, shape: Shape) -> Vec<Leaf> {
    let one = |at: u32| {
        let (group, place) = (at / GROUP, at % GROUP);
        let track = if place < 2 { "a" } else { "b" };
        let within = if role(group) == Role::Tracks { format!("g{group}{track}") } else { format!("g{group}") };
        Leaf { at, group, least: dice.between(4, 16), place, within }
    };
    (0..shape.leaves - 2).map(one).collect()
}

impl Leaf {
    fn is_optional(&self) -> bool {
        role(self.group) == Role::Optional && self.place + 1 == GROUP
    }
}

fn amount(halves: i64) -> Credits {
    credits(halves).parse().unwrap()
}

fn credits(halves: i64) -> String {
    format!("{}{}", halves / 2, if halves % 2 == 0 { "" } else { ".5" })
}

/// What a group needs at least, in half credits.
fn needs(leaves: &[Leaf], group: u32) -> i64 {
    let here = || leaves.iter().filter(|leaf| leaf.group == group && !leaf.is_optional());
    let sum = |track: bool| here().filter(|leaf| (leaf.place < 2) == track).map(|leaf| leaf.least).sum::<i64>();
    match role(group) {
        Role::Tracks if here().count() > 2 => sum(true).min(sum(false)),
        Role::Modules => {
            let mut leasts: Vec<_> = here().map(|leaf| leaf.least).collect();
            leasts.sort_unstable();
            leasts.iter().take(3).sum()
        }
        Role::More(more) => sum(true) + sum(false) + more,
        _ => sum(true) + sum(false),
    }
}

/// The programme of a seed.
pub(crate) fn programme(seed: u64, shape: Shape) -> Programmes {
    let mut dice = Dice::new(seed);
    let leaves = leaves(&mut dice, shape);
    let groups = leaves.last().map_or(0, |leaf| leaf.group + 1);
    let total: i64 = (0..groups).map(|group| needs(&leaves, group)).sum();
    let (head, programme) = HEAD.split_once("[[clause]]").unwrap();
    let mut text = format!("{head}{SCALE}\n[[clause]]{programme}least = \"{}\"\n", credits(total + 8 + 8));
    for group in 0..groups {
        text.push_str(&self::group(&leaves, group));
    }
    for leaf in &leaves {
        text.push_str(&self::leaf(&mut dice, leaf, &leaves));
    }
    text.push_str(EXTRAS);
    Programmes::read("bench.toml", text.as_bytes(), &Limits::default()).unwrap_or_else(|error| panic!("{error:?}"))
}

fn group(leaves: &[Leaf], group: u32) -> String {
    let mut text = format!("\n[[programme.part]]\nid = \"g{group}\"\n");
    let tracks: BTreeSet<_> = leaves.iter().filter(|leaf| leaf.group == group).map(|leaf| &leaf.within).collect();
    match role(group) {
        Role::More(_) => writeln!(text, "least = \"{}\"", credits(needs(leaves, group))).unwrap(),
        Role::Modules => text.push_str("choose = 3\n"),
        Role::Tracks => {
            text.push_str("choose = 1\n");
            for track in tracks {
                writeln!(text, "\n[[programme.part]]\nid = \"{track}\"\nwithin = \"g{group}\"").unwrap();
            }
        }
        _ => {}
    }
    text
}

fn leaf(dice: &mut Dice, leaf: &Leaf, leaves: &[Leaf]) -> String {
    let others = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 2, 2, 2][usize::try_from(dice.below(20)).unwrap()];
    let beside = (1..=others).map(|step| (leaf.at + step) % u32::try_from(leaves.len()).unwrap());
    let categories: BTreeSet<u32> = std::iter::once(leaf.at).chain(beside).collect();
    let categories: Vec<String> = categories.iter().map(|category| format!("\"k{category}\"")).collect();
    let mut text = format!("\n[[programme.part]]\nid = \"l{}\"\nwithin = \"{}\"\n", leaf.at, leaf.within);
    writeln!(text, "least = \"{}\"\naccepts = [{{ categories = [{}] }}]", credits(leaf.least), categories.join(", "))
        .unwrap();
    if dice.below(6) == 0 {
        writeln!(text, "most = \"{}\"", credits(2 * leaf.least + 4)).unwrap();
    }
    if leaf.is_optional() {
        text.push_str("optional = true\n");
    }
    text
}

const EXTRAS: &str = r#"
[[programme.part]]
id = "practice"
least = "4"
most = "12"
split = true
accepts = [{ categories = ["practice"] }, { kinds = ["work"], age = "P10Y" }]

[[programme.part]]
id = "electives"
optional = true
most = "20"
accepts = [{ classes = ["elective"] }]

[[programme.quota]]
id = "converted"
clause = "c"
of = [{ origins = ["converted"] }]
most_share = "1/2"
base = "required"

[[programme.quota]]
id = "online"
clause = "c"
of = [{ prefixes = ["ONLINE:"] }]
most_share = "1/4"
base = "required"

[[programme.quota]]
id = "residency"
clause = "c"
of = [{ origins = ["own"] }]
least_share = "1/2"
base = "required"

[[programme.quota]]
id = "work"
clause = "c"
of = [{ kinds = ["work"] }]
within = "practice"
most = "4"
per = ["window"]
windows = ["03-01", "09-01"]

[[programme.sharing]]
between = ["l0", "electives"]
most = "4"
clause = "c"

[[programme.average]]
id = "mean"
clause = "c"
within = "g0"
scale = "percent"
least = "65"
"#;

/// The learner of a seed, who knows the programme of another.
pub(crate) fn holdings(seed: u64, programme: u64, shape: Shape) -> Holdings {
    let leaves = leaves(&mut Dice::new(programme), shape);
    let mut dice = Dice::new(seed);
    let courses = shape.lots - shape.lots * 3 / 10;
    let mut wanted = curriculum(&mut dice, &leaves, courses);
    while wanted.len() < usize::try_from(courses).unwrap() {
        let category = format!("k{}", dice.below(shape.leaves - 2));
        wanted.push((if dice.below(5) == 0 { "other".to_owned() } else { category }, size(&mut dice)));
    }
    let mut assets: Vec<Asset> = Vec::new();
    for (number, (category, size)) in (0..).zip(wanted) {
        assets.push(course(&mut dice, number, &category, size));
    }
    for number in courses..shape.lots {
        assets.push(beside(&mut dice, number));
    }
    let options = (0..shape.options).map(|number| {
        let count = if dice.below(10) == 0 { 2 } else { 1 };
        let from = if dice.below(10) == 0 { (0, courses) } else { (courses, shape.lots) };
        let takes: BTreeSet<u32> = (0..count).map(|_| from.0 + dice.below(from.1 - from.0)).collect();
        let category = format!("k{}", dice.below(shape.leaves - 2));
        let category = if dice.below(10) < 6 { category } else { "other".to_owned() };
        let size = amount(size(&mut dice));
        let made = asset(&mut dice, made(number), size, &category);
        let approvals = 1 + dice.below(3);
        conversion(number, made, approvals, takes.into_iter().map(|at| &assets[usize::try_from(at).unwrap()]))
    });
    let options = options.collect();
    holder(assets, options)
}

/// The same learner, who took one course in ten a second time, with another mark; one of both counts.
pub(crate) fn retaken(seed: u64, programme: u64, shape: Shape) -> Holdings {
    let mut learner = holdings(seed, programme, shape);
    let mut dice = Dice::new(seed + 1_000_000);
    let courses = learner.assets.iter().filter(|asset| asset.kind == OutcomeKind::Course);
    let first: Vec<Asset> = courses.step_by(10).cloned().collect();
    for (number, course) in (shape.lots..).zip(first) {
        let mark = dice.between(60, 95).to_string().parse().unwrap();
        let again =
            Asset { grade: Some(Grade { scale: "percent".parse().unwrap(), mark }), id: lot(number), ..course.clone() };
        let attempts = vec![vec![course.id], vec![again.id.clone()]];
        let thing = format!("course {}@{}", course.code, course.issuer).parse().unwrap();
        learner.groups.push(AttemptGroup { attempts, room: Room::One, thing });
        learner.assets.push(again);
    }
    learner
}

fn size(dice: &mut Dice) -> i64 {
    SIZES[usize::try_from(dice.below(12)).unwrap()]
}

/// The courses that a learner passes of those that the leaves ask for: category and size. Each leaf is met once with courses that
/// are all passed, so that who fails nothing reaches the award.
fn curriculum(dice: &mut Dice, leaves: &[Leaf], most: u32) -> Vec<(String, i64)> {
    let mut passed = Vec::new();
    let (failing, track, modules) = (dice.below(16), dice.below(2) == 0, dice.below(3));
    let mut take = |dice: &mut Dice, category: String, least: i64| {
        let mut left = least;
        while left > 0 {
            let size = size(dice);
            left -= size;
            if dice.below(200) >= failing && passed.len() < usize::try_from(most).unwrap() {
                passed.push((category.clone(), size));
            }
        }
    };
    take(dice, "practice".to_owned(), 8);
    for leaf in leaves {
        let mine = match role(leaf.group) {
            Role::Modules => (modules..modules + 3).contains(&leaf.place),
            Role::Tracks => (leaf.place < 2) == track,
            _ => !leaf.is_optional(),
        };
        let more = if let (Role::More(more), 0) = (role(leaf.group), leaf.place) { more } else { 0 };
        if mine {
            take(dice, format!("k{}", leaf.at), leaf.least + more);
        }
    }
    passed
}

fn course(dice: &mut Dice, number: u32, category: &str, size: i64) -> Asset {
    let mut course = asset(dice, lot(number), amount(size), category);
    course.class = (dice.below(5) == 0).then(|| "elective".parse().unwrap());
    if dice.below(6) == 0 {
        course.issuer = "ELSE".parse().unwrap();
    }
    if dice.below(10) == 0 {
        course.code = format!("ONLINE:{}", dice.below(1_000)).parse().unwrap();
    }
    let mark = dice.between(60, 95).to_string().parse().unwrap();
    course.grade = Some(Grade { scale: "percent".parse().unwrap(), mark });
    course
}

/// A certificate or the like.
fn beside(dice: &mut Dice, number: u32) -> Asset {
    const KINDS: [OutcomeKind; 5] = [
        OutcomeKind::Certificate,
        OutcomeKind::Training,
        OutcomeKind::Competition,
        OutcomeKind::Exam,
        OutcomeKind::Work,
    ];
    let size = size(dice);
    let mut made = asset(dice, lot(number), amount(size), "beside");
    made.issuer = "ELSE".parse().unwrap();
    made.kind = KINDS[usize::try_from(dice.below(5)).unwrap()];
    made
}
