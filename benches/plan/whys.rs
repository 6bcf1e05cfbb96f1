//! What it costs to say why: programmes of many parts that are alike, and a learner who has a third of what they ask.

use std::collections::BTreeSet;
use std::time::Instant;

use creditbank::diagnosis::Limits;
use creditbank::pathway::{
    Asset, AssetId, Beside, Effort, Holdings, Level, Plan, Programmes, ProgrammesDraft, Report, plan, why,
};
use creditbank::registry::{OutcomeKind, Tier};
use creditbank::{Code, LotId, ProgrammeId, date};

const HEAD: &str = "[document]\nid = \"whys\"\nkind = \"programmes\"\nvalid = \"2026-01-01..\"\nversion = \"1\"\n\
    [book]\nsemantics = 1\n[[unit]]\nid = \"c\"\nquantum = \"0.5\"\n[[clause]]\nid = \"k\"\ntext = \"Made up.\"\n\
    invented = true\n[[programme]]\nid = \"P\"\ntitle = \"P\"\ntier = \"higher\"\nunit = \"c\"\nclause = \"k\"\n";

/// So many parts of three credits each, over the same courses or over their own; of which half are chosen, or all.
fn programme(parts: usize, own: bool, choose: bool) -> Programmes {
    let group = format!("[[programme.part]]\nid = \"g\"\nchoose = {}\n", parts / 2);
    let within = if choose { "within = \"g\"\n" } else { "" };
    let part = |number: usize| {
        let accepts =
            if own { format!("{{ prefixes = [\"C{number:03}\"] }}") } else { "{ kinds = [\"course\"] }".into() };
        format!("[[programme.part]]\nid = \"p{number}\"\n{within}least = \"3\"\naccepts = [{accepts}]\n")
    };
    let group = if choose { group } else { String::new() };
    let text = format!("{HEAD}{group}{}", (0..parts).map(part).collect::<String>());
    let draft = ProgrammesDraft::read("whys.toml", text.as_bytes(), &Limits::default()).unwrap();
    creditbank::testing::pathway::Instance::new(draft, "P".parse().unwrap(), learner(0)).programmes
}

fn lot(number: u32) -> Asset {
    Asset {
        amount: "1 c".parse().unwrap(),
        category: None,
        class: None,
        code: format!("C{number:03}A").parse::<Code>().unwrap(),
        content: None,
        earned: date!("2026-01-01"),
        grade: None,
        id: AssetId::Lot { carried: Vec::new(), lot: LotId::here(number, 0) },
        issuer: "OWN".parse().unwrap(),
        kind: OutcomeKind::Course,
        level: None,
        made: None,
        thing: None,
        tier: Tier::Higher,
        valid_through: None,
    }
}

fn learner(parts: usize) -> Holdings {
    Holdings {
        assets: (0..u32::try_from(parts).unwrap()).map(lot).collect(),
        carry: Vec::new(),
        day: date!("2026-06-30"),
        gates: BTreeSet::new(),
        groups: Vec::new(),
        limits: Vec::new(),
        options: Vec::new(),
        own: "OWN".parse().unwrap(),
        passed: Vec::new(),
        reliefs: Vec::new(),
    }
}

/// `why` of programmes of ten times as many parts, in milliseconds.
pub(crate) fn whys() {
    println!("\nwhy: parts, each their own courses or all the same, all of them or half chosen");
    println!(
        "{:>6} {:>5} {:>7} {:>10} {:>10} {:>6} {:>8} {:>8}",
        "parts", "own", "choose", "plan ms", "why ms", "cores", "repairs", "study"
    );
    for (own, choose) in [(true, false), (false, false), (true, true), (false, true)] {
        for parts in [12, 120] {
            let (programmes, holdings) = (programme(parts, own, choose), learner(parts));
            let id: ProgrammeId = "P".parse().unwrap();
            let start = Instant::now();
            let planned: Plan = plan(&programmes, &id, &holdings, Effort::default()).unwrap().plan;
            let (planning, start) = (start.elapsed(), Instant::now());
            let report: Report = why(&programmes, &holdings, &planned, &Beside::default(), Effort::default()).unwrap();
            let telling = start.elapsed();
            println!(
                "{parts:>6} {own:>5} {choose:>7} {:>10} {:>10} {:>6} {:>8} {:>8}",
                planning.as_millis(),
                telling.as_millis(),
                report.cores.len(),
                report.repairs.len(),
                planned.level(Level::Study).map_or(0, |one| one.value),
            );
        }
    }
}
