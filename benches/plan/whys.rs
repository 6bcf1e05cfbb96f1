//! What it costs to say why: programmes of many parts that are alike, and a learner who has a third of what they ask.

use std::time::Instant;

use creditbank::advice::{Beside, why};
use creditbank::planner::plan;
use creditbank::solver::{Effort, GoalLevel};
use creditbank::testing::planner::Instance;

#[path = "../../tests/kit/programmes.rs"]
mod kit;

/// So many parts of three credits each, over the same courses or over their own, of which half are chosen, or all; and a
/// course of one credit for each.
fn instance(parts: usize, own: bool, choose: bool) -> Instance {
    let group = format!("[[programme.part]]\nid = \"g\"\nchoose = {}\n", parts / 2);
    let within = if choose { "within = \"g\"\n" } else { "" };
    let part = |number: usize| {
        let accepts =
            if own { format!("{{ prefixes = [\"C{number:03}\"] }}") } else { "{ kinds = [\"course\"] }".into() };
        format!("[[programme.part]]\nid = \"p{number}\"\n{within}least = \"3\"\naccepts = [{accepts}]\n")
    };
    let group = if choose { group } else { String::new() };
    let lots: Vec<String> = (0..parts).map(|number| format!("C{number:03}A 1")).collect();
    let text = group + &(0..parts).map(part).collect::<String>();
    kit::instance(&text, &lots.iter().map(String::as_str).collect::<Vec<_>>())
}

/// `why` of programmes of a dozen parts and of ten times as many, in milliseconds.
pub(crate) fn whys() {
    println!("\nwhy: parts, each their own courses or all the same, all of them or half chosen");
    println!(
        "{:>6} {:>5} {:>7} {:>10} {:>10} {:>6} {:>8} {:>8}",
        "parts", "own", "choose", "plan ms", "why ms", "cores", "repairs", "study"
    );
    for (own, choose) in [(true, false), (false, false), (true, true), (false, true)] {
        for parts in [12, 120] {
            let Instance { holdings, id, programmes } = instance(parts, own, choose);
            let start = Instant::now();
            let planned = plan(&programmes, &id, &holdings, Effort::default()).unwrap().plan;
            let (planning, start) = (start.elapsed(), Instant::now());
            let report = why(&programmes, &holdings, &planned, &Beside::default(), Effort::default()).unwrap();
            let telling = start.elapsed();
            println!(
                "{parts:>6} {own:>5} {choose:>7} {:>10} {:>10} {:>6} {:>8} {:>8}",
                planning.as_millis(),
                telling.as_millis(),
                report.cores.len(),
                report.repairs.len(),
                planned.level(GoalLevel::Study).map_or(0, |one| one.value),
            );
        }
    }
}
