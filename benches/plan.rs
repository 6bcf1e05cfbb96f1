//! What a plan costs, with the proof of how good it is; beside that what it costs to check the proof, measured in the same
//! run. The instances are made from seeds by `plan/instance.rs`.
//!
//! `cargo bench --bench plan`, or with the name of a part: `cargo bench --bench plan -- flow`. `cargo bench --bench plan --
//! models FILE` writes models with what was found, a line of JSON each, for other solvers: `benches/peers/`.

#[path = "plan/dice.rs"]
mod dice;
#[path = "plan/instance.rs"]
mod instance;
#[path = "plan/models.rs"]
mod models;
#[path = "plan/typical.rs"]
mod typical;
#[path = "plan/whys.rs"]
mod whys;

use std::time::{Duration, Instant};

use creditbank::planner::{Holdings, Planned, plan, verify};
use creditbank::programme::Programmes;
use creditbank::solver::{Effort, GoalLevel};
use creditbank::testing::engine::Formulation;
use instance::Shape;

const LARGE: Shape = Shape { flow: true, leaves: 80, lots: 200, options: 500 };
const LEVELS: [GoalLevel; 4] = [GoalLevel::Study, GoalLevel::Items, GoalLevel::Approvals, GoalLevel::Lots];

fn timed<T>(run: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let made = run();
    (start.elapsed(), made)
}

/// What was measured of many plans.
struct Measured {
    bytes: Vec<usize>,
    check: Vec<Duration>,
    effort: Effort,
    /// By level: how many are proved, and what the gaps sum up to.
    levels: [(u32, u64); 4],
    model: Duration,
    plan: Vec<Duration>,
    proved: u32,
    reached: u32,
}

impl Measured {
    fn with(effort: Effort) -> Self {
        Self {
            bytes: Vec::new(),
            check: Vec::new(),
            effort,
            levels: [(0, 0); 4],
            model: Duration::ZERO,
            plan: Vec::new(),
            proved: 0,
            reached: 0,
        }
    }

    fn one(&mut self, programmes: &Programmes, learner: &Holdings) {
        let id = "P".parse().unwrap();
        self.model += timed(|| Formulation::new(programmes, &id, learner).unwrap()).0;
        let (took, planned) = timed(|| plan(programmes, &id, learner, self.effort).unwrap());
        self.plan.push(took);
        let Planned { certificate, plan } = planned;
        self.check.push(timed(|| verify(programmes, learner, &plan, &certificate).unwrap()).0);
        self.bytes.push(serde_json::to_vec(&certificate).unwrap().len());
        self.proved += u32::from(plan.is_proved());
        self.reached += u32::from(LEVELS[..2].iter().all(|level| plan.level(*level).unwrap().value == 0));
        for (sum, level) in self.levels.iter_mut().zip(LEVELS) {
            let Some(result) = plan.level(level) else { continue };
            sum.0 += u32::from(result.is_proved());
            sum.1 += result.value - result.bound;
        }
    }

    fn print(&mut self, what: &str) {
        let count = self.plan.len();
        let [plan, check] = [&mut self.plan, &mut self.check].map(|all| {
            all.sort();
            (all[count / 2], all[count * 9 / 10], all[count - 1], all.iter().sum::<Duration>())
        });
        self.bytes.sort_unstable();
        println!("{what}: {count} learners, {} steps of effort each", self.effort.steps);
        println!("  plan    median {:>10.3?}  p90 {:>10.3?}  max {:>10.3?}", plan.0, plan.1, plan.2);
        println!("  check   median {:>10.3?}  p90 {:>10.3?}  max {:>10.3?}", check.0, check.1, check.2);
        println!("  of the plan, writing down the model takes {} %", percent(self.model, plan.3));
        println!("  checking takes {} % of planning", percent(check.3, plan.3));
        println!("  certificate: median {} bytes, max {}", self.bytes[count / 2], self.bytes[count - 1]);
        println!("  nothing is left to study: {} of {count}", self.reached);
        println!("  proved the best on every level: {} of {count}", self.proved);
        for (level, (proved, gap)) in LEVELS.iter().zip(self.levels) {
            println!("  {level:>10}: proved {proved} of {count}, gaps {gap} in all");
        }
    }
}

fn percent(part: Duration, of: Duration) -> u128 {
    part.as_nanos() * 100 / of.as_nanos().max(1)
}

/// Large learners, each against a programme of their own.
fn large(what: &str, count: u64, make: impl Fn(u64) -> (Programmes, Holdings)) {
    let mut measured = Measured::with(Effort::default());
    for seed in 0..count {
        let (programme, learner) = make(seed);
        measured.one(&programme, &learner);
    }
    measured.print(&format!("{what}: 200 lots, 80 leaves, 500 open conversions"));
}

fn flow() {
    large("flow class", 40, |seed| (instance::programme(seed, LARGE), instance::holdings(seed + 1_000, LARGE)));
}

fn typical() {
    large("typical", 60, |seed| (typical::programme(seed, LARGE), typical::holdings(seed + 1_000, seed, LARGE)));
}

fn retaken() {
    large("typical with retakes", 60, |seed| {
        (typical::programme(seed, LARGE), typical::retaken(seed + 1_000, seed, LARGE))
    });
}

fn tight() {
    let shape = Shape { flow: false, ..LARGE };
    large("tight", 20, |seed| (instance::programme(seed, shape), instance::holdings(seed + 1_000, shape)));
}

/// Many learners against one typical programme: of ten, five bring 20 lots, three 30 and two 40, with as many open conversions as a
/// tenth of that.
fn many() {
    const LEARNERS: u64 = 20_000;
    const SEED: u64 = 7;
    /// An audit of a million does not linger where a proof is far.
    const AUDIT: u64 = 2_000;
    let shape = |lots| Shape { flow: false, leaves: 12, lots, options: lots / 10 };
    let programme = typical::programme(SEED, shape(0));
    let mut measured = Measured::with(Effort { steps: AUDIT });
    for seed in 0..LEARNERS {
        let lots = [20, 20, 20, 20, 20, 30, 30, 30, 40, 40][usize::try_from(seed % 10).unwrap()];
        measured.one(&programme, &typical::holdings(seed, SEED, shape(lots)));
    }
    measured.print("many: one typical programme of 12 leaves, 20 to 40 lots, 2 to 4 open conversions");
    let all: Duration = measured.plan.iter().sum();
    let each = all.as_nanos() / u128::from(LEARNERS);
    println!("  {} learners a second and core; a million takes {} s of one core", 1_000_000_000 / each, each / 1_000);
}

/// Models for other solvers: typical learners of the mix above, and the large kinds.
fn models(path: &str) {
    const SEED: u64 = 7;
    const LEARNERS: u64 = 200;
    let mut models = models::Models::new(path);
    let shape = |lots| Shape { flow: false, leaves: 12, lots, options: lots / 10 };
    let programme = typical::programme(SEED, shape(0));
    for seed in 0..LEARNERS {
        let lots = [20, 30, 40][usize::try_from(seed % 3).unwrap()];
        let learner = typical::holdings(seed, SEED, shape(lots));
        models.put(&format!("mix {seed}"), &programme, &learner, Effort::default());
    }
    let tight = Shape { flow: false, ..LARGE };
    for seed in 0..3 {
        let (programme, learner) = (instance::programme(seed, LARGE), instance::holdings(seed + 1_000, LARGE));
        models.put(&format!("flow {seed}"), &programme, &learner, Effort::default());
        let (programme, learner) = (typical::programme(seed, LARGE), typical::holdings(seed + 1_000, seed, LARGE));
        models.put(&format!("typical {seed}"), &programme, &learner, Effort::default());
        let (programme, learner) = (instance::programme(seed, tight), instance::holdings(seed + 1_000, tight));
        models.put(&format!("tight {seed}"), &programme, &learner, Effort::default());
    }
}

fn main() {
    let parts: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    if let [first, path] = parts.as_slice()
        && first == "models"
    {
        return models(path);
    }
    let all: [(&str, fn()); 6] = [
        ("flow", flow),
        ("typical", typical),
        ("retaken", retaken),
        ("tight", tight),
        ("many", many),
        ("why", whys::whys),
    ];
    for (name, run) in all {
        if parts.is_empty() || parts.iter().any(|part| part == name) {
            run();
        }
    }
}
