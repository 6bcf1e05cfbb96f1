//! Programmes that name courses in full: what their picks take, and what prerequisites look at.

use crate::kit::programmes::{self, bringing};
use creditbank::document::Limits;
use creditbank::planner::{Asset, Holdings, Pass, Planned, plan};
use creditbank::programme::Programmes;
use creditbank::registry::{OutcomeKind, OutcomeName, Thing, Tier};
use creditbank::solver::Effort;
use creditbank::testing::engine::Lens;
use creditbank::{Date, date};

const EARNED: Date = date!("2026-01-10");

fn programmes(accepts: &str, more: &str) -> Programmes {
    let text = format!(
        "[document]\nid = \"p\"\nkind = \"programmes\"\nvalid = \"2026-01-01..\"\nversion = \"1\"\n\n[book]\n\
         semantics = 1\n\n[[unit]]\nid = \"sv\"\nquantum = \"0.5\"\n\n\
         [[clause]]\nid = \"c\"\ntext = \"A diploma.\"\ninvented = true\n\n\
         [[programme]]\nid = \"P\"\ntitle = \"P\"\ntier = \"secondary\"\nunit = \"sv\"\nclause = \"c\"\nleast = \"4\"\n\n\
         [[programme.part]]\nid = \"core\"\naccepts = [{accepts}]\n{more}"
    );
    Programmes::read("p.toml", text.as_bytes(), &Limits::default()).unwrap_or_else(|why| panic!("{why}"))
}

/// 4 sv: `course NEW = course OLD@U`, `exam CET4 = exam CET4@C`, `course M`, of which nobody says whose it is.
fn asset(text: &str) -> Asset {
    let (outcome, thing) = text.split_once(" = ").map_or((text, None), |(one, thing)| (one, Some(thing)));
    let (kind, code) = outcome.split_once(' ').unwrap();
    Asset {
        earned: EARNED,
        issuer: "U".parse().unwrap(),
        kind: kind.parse().unwrap(),
        thing: thing.map(|thing| thing.parse().unwrap()),
        tier: Tier::Secondary,
        ..programmes::asset(1, code, "4 sv")
    }
}

fn holdings(assets: Vec<Asset>, passed: Vec<Pass>) -> Holdings {
    Holdings { passed, ..bringing("U", assets) }
}

fn takes(accepts: &str, outcome: &str) -> bool {
    let programmes = programmes(accepts, "");
    let (holdings, asset) = (holdings(Vec::new(), Vec::new()), asset(outcome));
    let part = &programmes.draft().programmes[0].parts[0];
    Lens::new(&programmes, &holdings).takes_any(&part.accepts, &asset)
}

const OF_U: &str = "course M = course M@U";
const OF_V: &str = "course M = course M@V";
const EXAM: &str = "exam M = exam M@C";

#[test]
fn a_pick_in_full_takes_the_course_of_that_owner() {
    let full = r#"{ codes = ["M@U"] }"#;
    assert!(takes(full, OF_U) && !takes(full, OF_V) && !takes(full, "course M"));
    assert!(takes(full, EXAM), "whose it is matters of courses alone");
    assert!(!takes(r#"{ kinds = ["course"], codes = ["M@U"] }"#, EXAM));
    let bare = r#"{ codes = ["M"] }"#;
    assert!([OF_U, OF_V, EXAM, "course M"].iter().all(|one| takes(bare, one)));
    let both = r#"{ codes = ["A", "M@U", "M@V", "Z"] }"#;
    assert!(takes(both, OF_U) && takes(both, OF_V) && !takes(both, "course M = course M@W"));
}

#[test]
fn a_pick_leaves_out_the_course_of_that_owner() {
    let not = r#"{ not_codes = ["M@U"] }"#;
    assert!(!takes(not, OF_U) && takes(not, OF_V) && takes(not, "course N = course N@U"));
    assert!(!takes(r#"{ not_codes = ["M"] }"#, OF_V));
    let but = r#"{ codes = ["M"], not_codes = ["M@U"] }"#;
    assert!(!takes(but, OF_U) && takes(but, OF_V));
}

#[test]
fn a_course_that_continues_another_is_taken_by_either_code() {
    let new = "course NEW = course OLD@U";
    for accepts in [r#"{ codes = ["OLD@U"] }"#, r#"{ codes = ["OLD"] }"#, r#"{ codes = ["NEW"] }"#] {
        assert!(takes(accepts, new), "{accepts}");
    }
    assert!(!takes(r#"{ codes = ["NEW@U"] }"#, new) && !takes(r#"{ codes = ["OLD@V"] }"#, new));
}

/// How much is still to be studied.
fn short(more: &str, assets: Vec<Asset>, passed: Vec<Pass>) -> String {
    let programmes = programmes("{}", more);
    let holdings = holdings(assets, passed);
    let Planned { plan, .. } = plan(&programmes, &"P".parse().unwrap(), &holdings, Effort::default()).unwrap();
    plan.study.iter().map(|study| study.credits.to_string()).collect::<Vec<_>>().join(" ")
}

#[test]
fn prerequisites_tell_courses_of_one_code_apart() {
    let pass = |name: &str, on: Date| {
        let (name, kind): (OutcomeName, _) = (name.parse().unwrap(), OutcomeKind::Course);
        Pass { thing: name.thing(kind), code: name.code, kind, on }
    };
    let of = |thing: &str| Asset { thing: Some(thing.parse::<Thing>().unwrap()), ..asset("course N") };
    let needs = "[[programme.prerequisite]]\ncourse = \"N@U\"\nall = [\"M@U\"]\nclause = \"c\"\n";
    let left = |thing: &str, passed: &[Pass]| short(needs, vec![of(thing)], passed.to_vec());
    assert_eq!(left("course N@U", &[]), "4");
    assert_eq!(left("course N@V", &[]), "", "that of V needs nothing");
    assert_eq!(left("course N@U", &[pass("M@V", EARNED), pass("M", EARNED)]), "4");
    assert_eq!(left("course N@U", &[pass("M@U", EARNED)]), "");
    assert_eq!(left("course N@U", &[pass("M@U", date!("2026-01-11"))]), "4", "a day too late");
    let any = needs.replace("all = [\"M@U\"]", "any = [\"M@U\", \"M@W\"]");
    assert_eq!(short(&any, vec![of("course N@U")], vec![pass("M@W", EARNED)]), "");
    let bare = needs.replace("M@U", "M");
    assert_eq!(short(&bare, vec![of("course N@U")], vec![pass("M@V", EARNED)]), "");
}
