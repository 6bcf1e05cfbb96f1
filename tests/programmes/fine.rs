//! Units finer than half credits, and lots of many quanta that nothing large divides. What the planner says is held against
//! an optimum by enumeration and cuts, and against a count that takes what comes first. Seeds are fixed; `CREDITBANK_CASES`
//! multiplies how many programmes are tried, `CREDITBANK_SEED` is the first of them.

mod peer;

use std::time::{Duration, Instant};

use crate::kit::cases;
use crate::kit::programmes::{in_quanta, planned};
use creditbank::Credits;
use creditbank::planner::{Plan, plan, verify};
use creditbank::solver::{Effort, GoalLevel};
use creditbank::testing::planner::Instance;
use creditbank::testing::rules::Dice;

fn study(plan: &Plan) -> u64 {
    plan.level(GoalLevel::Study).unwrap().value
}

const TWO_PARTS: &str = r#"
least = "15"
[[programme.part]]
id = "l0"
least = "LEAST_0"
accepts = [{ codes = ACCEPTS_0 }]
[[programme.part]]
id = "l1"
least = "LEAST_1"
accepts = [{ codes = ACCEPTS_1 }]
"#;

fn two_parts(parts: [(&str, &str); 2], lots: &[&str]) -> Instance {
    let [first, second] = parts;
    let text = TWO_PARTS.replace("LEAST_0", first.0).replace("ACCEPTS_0", first.1);
    in_quanta("0.0001", &text.replace("LEAST_1", second.0).replace("ACCEPTS_1", second.1), lots)
}

#[test]
fn an_award_that_is_earned_in_thirds_is_found() {
    let both = r#"["K0", "K1"]"#;
    let of = two_parts([("5", both), ("10", both)], &["K0 6.6667", "K1 6.6667", "K0 10.0001"]);
    let plan = planned(&of).plan;
    assert_eq!((study(&plan), plan.is_reached()), (0, true));
}

#[test]
fn what_is_short_in_thirds_is_a_third_short() {
    let parts = [("10", r#"["K0", "K1"]"#), ("6.6667", r#"["K1"]"#)];
    let plan = planned(&two_parts(parts, &["K1 6.6667", "K0 6.6667"])).plan;
    assert_eq!((study(&plan), plan.counts.len()), (33_333, 2));
}

/// A leaf of a programme; all amounts are in quanta.
#[derive(Clone, Debug)]
struct Leaf {
    accepts: Vec<usize>,
    least: u64,
    most: Option<u64>,
    split: bool,
}

/// Leaves in a row, and lots: the code and the size of each.
#[derive(Clone, Debug)]
struct Case {
    /// In ten-thousandths.
    quantum: u64,
    leaves: Vec<Leaf>,
    least: u64,
    lots: Vec<(usize, u64)>,
}

impl Leaf {
    fn takes(&self, code: usize) -> bool {
        self.accepts.contains(&code)
    }

    /// What is missing, and what there is room for.
    fn open(&self, counted: u64) -> (u64, u64) {
        (self.least.saturating_sub(counted), self.most.map_or(u64::MAX >> 8, |most| most.saturating_sub(counted)))
    }
}

impl Case {
    fn amount(&self, quanta: u64) -> String {
        Credits::from_ten_thousandths(quanta * self.quantum).unwrap().to_string()
    }

    fn instance(&self) -> Instance {
        let quantum = self.amount(1);
        let mut text = format!("least = \"{}\"\n", self.amount(self.least));
        for (number, leaf) in self.leaves.iter().enumerate() {
            let most = leaf.most.map_or(String::new(), |most| format!("most = \"{}\"\n", self.amount(most)));
            // And one that nobody has, so that something is left to take.
            let codes = leaf.accepts.iter().map(|code| format!("K{code}")).chain(["LEFT".to_owned()]);
            let codes: Vec<String> = codes.collect();
            let (least, split) = (self.amount(leaf.least), leaf.split);
            text += &format!("[[programme.part]]\nid = \"l{number}\"\nleast = \"{least}\"\n{most}split = {split}\n");
            text += &format!("accepts = [{{ codes = {codes:?} }}]\n");
        }
        let lots: Vec<String> =
            self.lots.iter().map(|(code, size)| format!("K{code} {}", self.amount(*size))).collect();
        in_quanta(&quantum, &text, &lots.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// What is left to study if this counts in the leaves.
    fn left(&self, counted: &[u64]) -> u64 {
        let missing: u64 = self.leaves.iter().zip(counted).map(|(leaf, counted)| leaf.open(*counted).0).sum();
        missing.max(self.least.saturating_sub(counted.iter().sum()))
    }

    /// Lot by lot into the first leaf that takes it and is not yet full, then wherever there is room.
    fn greedy(&self) -> u64 {
        let mut counted = vec![0; self.leaves.len()];
        let mut rest: Vec<u64> = self.lots.iter().map(|lot| lot.1).collect();
        for wanted in [true, false] {
            for ((code, size), rest) in self.lots.iter().zip(&mut rest) {
                for (leaf, counted) in self.leaves.iter().zip(&mut counted) {
                    let (missing, room) = leaf.open(*counted);
                    let whole = if *rest == *size && room >= *size { *size } else { 0 };
                    let part = (*rest).min(if wanted { missing } else { room });
                    let taken = if leaf.split { part } else { whole };
                    if leaf.takes(*code) && (missing > 0 || !wanted) {
                        *counted += taken;
                        *rest -= taken;
                    }
                }
            }
        }
        self.left(&counted)
    }

    /// The least study, and the fewest lots with it: every lot counts whole in a leaf that does not split, is there to be
    /// split, or does not count.
    fn best(&self) -> (u64, u64) {
        let mut best = (u64::MAX, u64::MAX);
        self.place(0, &mut Placed { counted: vec![0; self.leaves.len()], pool: Vec::new(), used: 0 }, &mut best);
        best
    }

    fn place(&self, lot: usize, placed: &mut Placed, best: &mut (u64, u64)) {
        let Some((code, size)) = self.lots.get(lot).copied() else {
            *best = (*best).min((self.split(placed), placed.used));
            return;
        };
        self.place(lot + 1, placed, best);
        placed.used += 1;
        for (number, leaf) in self.leaves.iter().enumerate().filter(|(_, leaf)| leaf.takes(code) && !leaf.split) {
            if leaf.open(placed.counted[number]).1 >= size {
                placed.counted[number] += size;
                self.place(lot + 1, placed, best);
                placed.counted[number] -= size;
            }
        }
        if self.leaves.iter().any(|leaf| leaf.takes(code) && leaf.split) {
            placed.pool.push((code, size));
            self.place(lot + 1, placed, best);
            placed.pool.pop();
        }
        placed.used -= 1;
    }

    /// What is left to study if what is there to be split is split as well as can be. What fills most of what is missing can
    /// be made to fill most of the room, without taking anything away from a leaf: both are flows.
    fn split(&self, placed: &Placed) -> u64 {
        let open: Vec<(u64, u64)> =
            self.leaves.iter().zip(&placed.counted).map(|(leaf, counted)| leaf.open(*counted)).collect();
        let missing: u64 = open.iter().map(|one| one.0).sum();
        let filled = self.flow(&placed.pool, &open.iter().map(|one| one.0).collect::<Vec<_>>());
        let all = self.flow(&placed.pool, &open.iter().map(|one| one.1).collect::<Vec<_>>());
        let counted = placed.counted.iter().sum::<u64>() + all;
        (missing - filled).max(self.least.saturating_sub(counted))
    }

    /// The most that goes from lots into leaves with so much room: the least of all cuts.
    fn flow(&self, lots: &[(usize, u64)], room: &[u64]) -> u64 {
        let leaves: Vec<(&Leaf, u64)> =
            self.leaves.iter().zip(room.iter().copied()).filter(|(leaf, _)| leaf.split).collect();
        let cut = |inside: usize| {
            let within = |at: usize| inside >> at & 1 == 1;
            let reaches = |code: usize| leaves.iter().enumerate().any(|(at, one)| within(at) && one.0.takes(code));
            let cut_lots: u64 = lots.iter().filter(|lot| reaches(lot.0)).map(|lot| lot.1).sum();
            cut_lots + leaves.iter().enumerate().filter(|(at, _)| !within(*at)).map(|(_, one)| one.1).sum::<u64>()
        };
        (0..1 << leaves.len()).map(cut).min().unwrap_or(0)
    }
}

struct Placed {
    counted: Vec<u64>,
    pool: Vec<(usize, u64)>,
    used: u64,
}

/// Dice that depend on a number: SplitMix64.
fn rolled(number: u64) -> Dice {
    let mut state = number.wrapping_mul(0xD1B5_4A32_D192_ED03);
    let mut bytes = Vec::new();
    for _ in 0..64 {
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bytes.extend((mixed ^ (mixed >> 31)).to_le_bytes());
    }
    Dice::new(bytes)
}

fn number(dice: &mut Dice, end: u64) -> u64 {
    let number = (0..4).fold(0_u64, |number, _| number << 8 | u64::from(dice.byte()));
    number % end.max(1)
}

const CODES: usize = 4;
const LARGEST: u64 = 10_000_000;

fn leaf(dice: &mut Dice, lots: &[(usize, u64)]) -> Leaf {
    let accepts: Vec<usize> = (0..CODES).filter(|_| dice.chance(128)).collect();
    let accepts = if accepts.is_empty() { vec![dice.below(CODES)] } else { accepts };
    let some: u64 =
        lots.iter().filter(|(code, _)| accepts.contains(code)).filter(|_| dice.chance(128)).map(|lot| lot.1).sum();
    let least = match dice.below(6) {
        0 => some.saturating_sub(1),
        1 => some + 1,
        2 => some * 2 / 3,
        3 => some / 2 + 1,
        _ => some,
    };
    let most = dice.chance(64).then(|| least + number(dice, least.max(2)));
    Leaf { accepts, least, most, split: dice.chance(64) }
}

/// Two to four leaves that accept some of four codes, and ask for about as much as some lots come to.
fn case(quantum: u64, dice: &mut Dice) -> Case {
    let about = LARGEST >> dice.below(16);
    let lots: Vec<(usize, u64)> =
        (0..3 + dice.below(4)).map(|_| (dice.below(CODES), 1 + about / 4 + number(dice, about * 3 / 4))).collect();
    let mut leaves: Vec<Leaf> = (0..2 + dice.below(3)).map(|_| leaf(dice, &lots)).collect();
    leaves[0].most = None;
    let (all, asked): (u64, u64) = (lots.iter().map(|lot| lot.1).sum(), leaves.iter().map(|leaf| leaf.least).sum());
    let least = [0, asked, all, all * 3 / 4, asked / 2 + 1][dice.below(5)];
    Case { quantum, leaves, least, lots }
}

#[derive(Debug, Default)]
struct Came {
    slowest: Duration,
    cases: u32,
    proved: u32,
    reached: u32,
    study_differs: u32,
    missed: u32,
    worse_than_greedy: u32,
    lots_differ: u32,
    first: Option<String>,
}

fn try_one(case: &Case, came: &mut Came) {
    let of = case.instance();
    let begun = Instant::now();
    let found = plan(&of.programmes, &of.id, &of.holdings, Effort::default()).unwrap();
    let levels = verify(&of.programmes, &of.holdings, &found.plan, &found.certificate).unwrap();
    assert_eq!(levels, found.plan.levels, "{case:?}");
    came.slowest = came.slowest.max(begun.elapsed());
    let (best, lots) = case.best();
    let here = study(&found.plan);
    assert!(here >= best && found.plan.level(GoalLevel::Study).unwrap().bound <= best, "{case:?} {:?}", found.plan);
    assert!(best <= case.greedy(), "{case:?}");
    came.cases += 1;
    came.proved += u32::from(found.plan.is_proved());
    came.reached += u32::from(best == 0);
    came.study_differs += u32::from(here != best);
    came.missed += u32::from(here != 0 && best == 0);
    came.worse_than_greedy += u32::from(here > case.greedy());
    let told = found.plan.level(GoalLevel::Lots);
    let lots_differ = found.plan.is_proved() && told.is_some_and(|level| level.value != lots);
    came.lots_differ += u32::from(lots_differ);
    if came.first.is_none() && (here != best || lots_differ || !found.plan.is_proved()) {
        came.first = Some(format!("{case:?} best {best} with {lots}, planned {:?}", found.plan.levels));
    }
}

/// Every plan is the best by enumeration, whatever the quantum, and so no greedy count leaves less.
#[test]
fn fine_plans_are_the_best() {
    let (first, cases) = (cases::number("CREDITBANK_SEED", 1), 40 * cases::number("CREDITBANK_CASES", 1));
    let mut all = Vec::new();
    for quantum in [1, 10, 100, 5_000] {
        let mut came = Came::default();
        for seed in first..first + cases {
            try_one(&case(quantum, &mut rolled(seed * 10_000 + quantum)), &mut came);
        }
        println!("quantum {quantum}/10000: {came:?}");
        all.push(came);
    }
    for came in all {
        assert_eq!((came.study_differs, came.lots_differ, came.worse_than_greedy), (0, 0, 0), "{came:?}");
        assert!(came.proved * 100 >= came.cases * 95, "{came:?}");
    }
}
