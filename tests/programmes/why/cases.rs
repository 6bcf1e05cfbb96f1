//! Small programmes and learners, each of whom is short of something else, planned and told.

use crate::kit::programmes::{asset, bringing};
use creditbank::advice::{Beside, Report, Tempting, why};
use creditbank::document::Limits;
use creditbank::planner::{
    Asset, AssetId, AttemptGroup, Bar, Barred, Holdings, Lineage, OpenConversion, Plan, Relief, Room, Use, plan,
};
use creditbank::programme::{Programmes, Waivable};
use creditbank::registry::OutcomeKind;
use creditbank::rules::{Check, Got, Point, Test, Wanted, What};
use creditbank::solver::Effort;
use creditbank::{Date, Ratio, credits, date};

const HEAD: &str = r#"
[document]
id = "small-programmes"
kind = "programmes"
valid = "2026-01-01.."
version = "2026"
[book]
semantics = 1
february = "down"
[[unit]]
id = "hv"
quantum = "0.5"
[[scale]]
id = "percent"
least = "0"
most = "100"
step = "0.5"
pass = "60"
"#;

const CLAUSES: [(&str, &str); 3] = [
    ("small/1", "What the diploma takes."),
    ("small/2", "What may count toward it."),
    ("small/3", "The transfer assessment comes before the second stage."),
];

/// Clauses that nothing refers to are found by the check.
fn clauses(programme: &str) -> String {
    let used = CLAUSES.iter().filter(|(id, _)| *id == "small/1" || programme.contains(id));
    used.map(|(id, text)| format!("[[clause]]\nid = \"{id}\"\ntext = \"{text}\"\ninvented = true\n")).collect()
}

/// A programme, a learner, and what stands beside.
pub(crate) struct Case {
    pub(crate) name: &'static str,
    pub(crate) programmes: Programmes,
    pub(crate) holdings: Holdings,
    pub(crate) beside: Beside,
}

impl Case {
    fn new(name: &'static str, programme: &str, assets: Vec<Asset>) -> Self {
        let text = format!(
            "{HEAD}\n{}[[programme]]\nid = \"HV-SMALL\"\ntitle = \"小专业\"\ntier = \"higher\"\nunit = \"hv\"\n\
             clause = \"small/1\"\n{programme}",
            clauses(programme)
        );
        let programmes = Programmes::read(name, text.as_bytes(), &Limits::default());
        let programmes = programmes.unwrap_or_else(|findings| panic!("{name}: {findings}"));
        let holdings = bringing("HV-01", assets);
        Self { name, programmes, holdings, beside: Beside::default() }
    }

    pub(crate) fn plan(&self) -> Plan {
        let id = "HV-SMALL".parse().unwrap();
        plan(&self.programmes, &id, &self.holdings, Effort::default()).unwrap().plan
    }

    pub(crate) fn report(&self) -> Report {
        why(&self.programmes, &self.holdings, &self.plan(), &self.beside, Effort::default()).unwrap()
    }
}

/// A course, passed with 82 percent at the institution itself.
fn course(number: u32, code: &str, amount: &str) -> Asset {
    Asset {
        earned: date!("2026-01-10"),
        grade: Some("82 percent".parse().unwrap()),
        issuer: "HV-01".parse().unwrap(),
        ..asset(number, code, amount)
    }
}

fn work(number: u32, amount: &str, earned: Date) -> Asset {
    Asset { earned, grade: None, kind: OutcomeKind::Work, ..course(number, "WORK:SHIFT", amount) }
}

fn graded(grade: &str, asset: Asset) -> Asset {
    Asset { grade: Some(grade.parse().unwrap()), ..asset }
}

fn carried(asset: Asset) -> Asset {
    let AssetId::Lot { lot, .. } = asset.id else { panic!("a lot") };
    Asset { id: AssetId::Lot { carried: vec!["SV-SMALL".parse().unwrap()], lot }, ..asset }
}

const CORE: &str = r#"
[[programme.part]]
id = "core"
title = "Core courses"
least = "6"
accepts = [{ codes = ["HV:A", "HV:B", "HV:C"], grade = "75.. percent" }]
"#;

const PRACTICE: &str = r#"
[[programme.part]]
id = "practice"
least = "5"
clause = "small/2"
accepts = [{ kinds = ["work"] }]
"#;

fn reached() -> Case {
    let programme =
        format!("least = \"9\"\n{CORE}[[programme.part]]\nid = \"free\"\noptional = true\naccepts = [{{}}]\n");
    let assets = vec![course(1, "HV:A", "3 hv"), course(2, "HV:B", "3 hv"), course(3, "HV:X", "4 hv")];
    Case::new("enough", &programme, assets)
}

/// Work in one half of a year counts up to four credits.
fn window() -> Case {
    let quota = r#"
[[programme.quota]]
id = "work-a-half-year"
clause = "small/2"
of = [{ kinds = ["work"] }]
most = "4"
per = ["window"]
windows = ["03-01", "09-01"]
"#;
    let day = date!("2026-04-01");
    let assets = vec![course(1, "HV:A", "6 hv"), work(2, "3 hv", day), work(3, "1 hv", day), work(4, "2 hv", day)];
    Case::new("too-much-at-once", &format!("{CORE}{PRACTICE}{quota}"), assets)
}

/// A lot that has expired, and one that is suspended.
fn expired() -> Case {
    let old = Asset { valid_through: Some(date!("2026-05-31")), ..course(2, "HV:B", "4 hv") };
    let mut case = Case::new("expired", CORE, vec![course(1, "HV:A", "3 hv"), old]);
    case.beside.barred = vec![Barred { asset: course(3, "HV:C", "2 hv"), bar: Bar::Suspended }];
    case
}

/// A grade that is too low, and what was earned too early.
fn nearly() -> Case {
    let recent = r#"
[[programme.part]]
id = "recent"
least = "2"
accepts = [{ codes = ["HV:R"], age = "P1Y" }, { codes = ["HV:Q"], earned = "2026-01-01..2026-03-01" }]
"#;
    let old = Asset { earned: date!("2025-06-27"), ..course(3, "HV:R", "2 hv") };
    let early = Asset { earned: date!("2025-12-29"), ..course(4, "HV:Q", "2 hv") };
    let assets = vec![course(1, "HV:A", "3 hv"), graded("72 percent", course(2, "HV:B", "3 hv")), old, early];
    Case::new("nearly", &format!("{CORE}{recent}"), assets)
}

/// One lot for two parts.
fn contested() -> Case {
    let parts = r#"
[[programme.part]]
id = "drawing"
least = "3"
accepts = [{ codes = ["HV:A", "HV:B"] }]
[[programme.part]]
id = "machines"
least = "2"
clause = "small/2"
accepts = [{ codes = ["HV:A", "HV:C"] }]
[[programme.sharing]]
between = ["drawing", "machines"]
most = "1"
clause = "small/2"
"#;
    Case::new("one-lot-for-two", parts, vec![course(1, "HV:A", "3 hv"), course(2, "HV:Z", "3 hv")])
}

/// Neither of two tracks is filled.
fn choice() -> Case {
    let parts = r#"
[[programme.part]]
id = "track"
title = "方向"
choose = 1
[[programme.part]]
id = "robots"
within = "track"
least = "4"
accepts = [{ prefixes = ["RO:"] }]
[[programme.part]]
id = "cars"
within = "track"
least = "4"
clause = "small/2"
accepts = [{ prefixes = ["CA:"] }]
"#;
    Case::new("two-tracks", parts, vec![course(1, "RO:1", "3 hv"), course(2, "CA:1", "2 hv")])
}

/// A gate, and nothing else.
fn gate() -> Case {
    let programme = format!("gates = [\"transfer\"]\n{CORE}");
    let pathway = r#"
[[pathway]]
id = "SMALL-3+2"
kind = "3+2"
title = "3+2"
clause = "small/3"
[[pathway.stage]]
programme = "SV-SMALL"
[[pathway.stage]]
programme = "HV-SMALL"
[pathway.stage.gate]
id = "transfer"
clause = "small/3"
subjects = [{ id = "chinese", full = "100" }]
least_sum = "3/5"
[[programme]]
id = "SV-SMALL"
title = "小中专"
tier = "secondary"
unit = "hv"
clause = "small/1"
[[programme.part]]
id = "all"
accepts = [{}]
"#;
    Case::new("a-gate", &format!("{programme}{pathway}"), vec![course(1, "HV:A", "3 hv"), course(2, "HV:B", "3 hv")])
}

fn option(id: &str, takes: u32, code: &str, amount: &str) -> OpenConversion {
    let made = Lineage {
        contents: Vec::new(),
        document: "small-rules".parse().unwrap(),
        id: id.parse().unwrap(),
        issuers: vec!["SV-01".parse().unwrap()],
        limits: Vec::new(),
        lots: vec![format!("{takes}.0").parse().unwrap()],
        on: date!("2026-06-30"),
        rule: "sv-to-hv".parse().unwrap(),
        source: None,
    };
    let makes = Asset {
        id: AssetId::Made { k: 0, option: id.parse().unwrap() },
        made: Some(made),
        ..course(takes, code, amount)
    };
    let asset = AssetId::Lot { carried: Vec::new(), lot: format!("{takes}.0").parse().unwrap() };
    OpenConversion {
        approvals: 2,
        id: id.parse().unwrap(),
        makes: vec![makes],
        takes: vec![Use { asset, credits: credits!("4") }],
        not_with: Vec::new(),
    }
}

/// Enough, once a conversion is made.
fn conversion() -> Case {
    let mut case = Case::new("to-be-made", CORE, vec![course(1, "HV:A", "3 hv"), course(2, "SV:B", "4 hv")]);
    case.holdings.options = vec![option("sv-to-hv/2", 2, "HV:B", "3 hv")];
    case
}

/// A conversion that fails for want of a signature.
fn tempting() -> Case {
    let mut case = Case::new("tempting", CORE, vec![course(1, "HV:A", "3 hv"), course(2, "SV:B", "4 hv")]);
    let point = |at: u64, text: &str| Point { at: Ratio::new(at, 1).unwrap(), text: text.into() };
    let missing = Check::One(Test {
        by: Vec::new(),
        got: Got::Point(point(0, "claimed")),
        lot: None,
        of: Some("transcript".parse().unwrap()),
        wanted: Wanted::Within { below: None, from: Some(point(1, "signed")) },
        what: What::Evidence,
    });
    case.beside.tempting = vec![Tempting {
        clause: "rules/4".parse().unwrap(),
        document: "small-rules".parse().unwrap(),
        lots: vec!["2.0".parse().unwrap()],
        missing: vec![missing],
        option: Some(option("sv-to-hv/2", 2, "HV:B", "3 hv")),
        rule: "sv-to-hv".parse().unwrap(),
    }];
    case
}

/// What an earlier award reserves counts up to a limit.
fn carry() -> Case {
    let programme = format!(
        "least = \"8\"\n{CORE}most = \"6\"\n[[programme.part]]\nid = \"general\"\naccepts = [{{ prefixes = [\"GE:\"] }}]\n\
         [[programme.carry]]\nfrom = \"SV-SMALL\"\nmost = \"2\"\nclause = \"small/2\"\n"
    );
    let assets = vec![
        course(1, "HV:A", "3 hv"),
        course(2, "HV:B", "3 hv"),
        carried(course(3, "GE:1", "1.5 hv")),
        carried(course(4, "GE:2", "1 hv")),
    ];
    Case::new("carried", &programme, assets)
}

/// A mean that only fewer credits keep.
fn mean() -> Case {
    let parts = r#"
[[programme.part]]
id = "all"
least = "6"
accepts = [{}]
[[programme.average]]
id = "mean"
clause = "small/2"
scale = "percent"
least = "70"
"#;
    let assets = vec![graded("72 percent", course(1, "HV:A", "3 hv")), graded("61 percent", course(2, "HV:B", "3 hv"))];
    Case::new("mean", parts, assets)
}

/// Courses by number, and a share that must be taken at home.
fn items() -> Case {
    let parts = r#"
least = "8"
[[programme.part]]
id = "seminars"
least_items = 2
accepts = [{ prefixes = ["SE:"] }]
[[programme.part]]
id = "free"
most = "4"
accepts = [{ prefixes = ["HV:"] }]
[[programme.quota]]
id = "at-home"
clause = "small/2"
of = [{ origins = ["own"] }]
least_share = "1/2"
base = "required"
"#;
    let away = |asset: Asset| Asset { issuer: "HV-02".parse().unwrap(), ..asset };
    let assets = vec![course(1, "SE:1", "1 hv"), away(course(2, "HV:A", "4 hv")), away(course(3, "HV:B", "3 hv"))];
    Case::new("by-number", parts, assets)
}

/// A course that came before what it needs.
fn prerequisite() -> Case {
    let prerequisite = "[[programme.prerequisite]]\ncourse = \"HV:B\"\nall = [\"HV:A\"]\nclause = \"small/2\"\n";
    let late = Asset { earned: date!("2026-02-01"), ..course(1, "HV:A", "3 hv") };
    Case::new("too-early", &format!("{CORE}{prerequisite}"), vec![late, course(2, "HV:B", "3 hv")])
}

fn attempts(thing: &str, lots: &[u32], room: Room) -> AttemptGroup {
    let lot = |lot: &u32| AssetId::Lot { carried: Vec::new(), lot: format!("{lot}.0").parse().unwrap() };
    AttemptGroup { attempts: lots.iter().map(|one| vec![lot(one)]).collect(), room, thing: thing.parse().unwrap() }
}

/// A course that was passed twice: one of both counts.
fn twice() -> Case {
    let again = graded("78 percent", course(2, "HV:A", "4 hv"));
    let mut case = Case::new("twice", CORE, vec![course(1, "HV:A", "3 hv"), again, course(3, "HV:B", "1.5 hv")]);
    case.holdings.groups = vec![attempts("course HV:A@HV-01", &[1, 2], Room::One)];
    case
}

/// Competitions, of which one of a run counts, and at most so much of all.
fn runs() -> Case {
    let contests = r#"
[[programme.part]]
id = "contests"
least = "5"
split = true
accepts = [{ kinds = ["competition"] }]
"#;
    let contest = |number| Asset { kind: OutcomeKind::Competition, ..course(number, "CONTEST:CNC", "2 hv") };
    let assets = vec![contest(1), contest(2), contest(3)];
    let mut case = Case::new("runs", contests, assets);
    let thing = "competition CONTEST:CNC@HV-01";
    let most = Room::Credits("3 hv".parse().unwrap());
    case.holdings.groups = vec![attempts(thing, &[1, 2], Room::One), attempts(thing, &[1, 2, 3], most)];
    case
}

/// Everything that is decided for one learner, and a part that others look at afresh.
fn relieved() -> Case {
    let overlay =
        "[[programme.part]]\nid = \"afresh\"\noverlay = true\nleast = \"9\"\naccepts = [{ tiers = [\"higher\"] }]\n";
    let mut case = Case::new(
        "relieved",
        &format!("least = \"10\"\ngates = [\"exam\"]\n{CORE}{PRACTICE}{overlay}"),
        vec![course(1, "HV:A", "3 hv"), course(2, "HV:X", "2 hv"), work(3, "4 hv", date!("2026-02-01"))],
    );
    case.holdings.reliefs = vec![
        Relief::Exempt { credits: credits!("1"), items: 0, part: "core".parse().unwrap() },
        Relief::Substitute { lot: "2.0".parse().unwrap(), part: "core".parse().unwrap() },
        Relief::Waive { id: "exam".parse().unwrap(), what: Waivable::Gate },
    ];
    case
}

pub(crate) fn all() -> Vec<Case> {
    vec![
        reached(),
        window(),
        expired(),
        nearly(),
        contested(),
        choice(),
        gate(),
        conversion(),
        tempting(),
        carry(),
        mean(),
        items(),
        prerequisite(),
        twice(),
        runs(),
        relieved(),
    ]
}
