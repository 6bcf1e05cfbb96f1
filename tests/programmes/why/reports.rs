//! Reports put together by hand, for the wording and the picture alone.

use creditbank::advice::{
    AverageStand, Cap, Cause, Core, CountedBy, Floor, Gain, GateStand, Have, Hindrance, LotStand, MadeBy, Much, Needs,
    Obstacle, PartStand, QuotaStand, Remedy, Repair, Report, Spent, Stand, Temptation, Tempted, ToMake,
};
use creditbank::planner::{AssetId, Bar, Key, Relief, Room};
use creditbank::programme::{Ask, By, Choice, Provenance, QuotaBound, ShareBase, Waivable};
use creditbank::registry::OutcomeKind;
use creditbank::rules::{Check, Got, Point, Test, Wanted, What};
use creditbank::solver::{GoalLevel, LevelResult};
use creditbank::{Code, Credits, Digest, Ratio, credits, date};

pub(crate) fn hv(text: &str) -> Credits {
    text.parse().unwrap()
}

pub(crate) fn lot(number: u32, code: &str, amount: &str) -> LotStand {
    LotStand {
        asset: AssetId::Lot { carried: Vec::new(), lot: format!("{number}.0").parse().unwrap() },
        code: code.parse().unwrap(),
        counts: amount.parse().unwrap(),
        earned: date!("2026-01-10"),
        grade: Some("82 percent".parse().unwrap()),
        issuer: "SC-HV-01".parse().unwrap(),
        kind: OutcomeKind::Course,
        made: None,
        of: amount.parse().unwrap(),
        others: Vec::new(),
        substituted: false,
    }
}

pub(crate) fn part(id: &str, depth: u32, least: &str, lots: Vec<LotStand>) -> PartStand {
    let counted = lots.iter().fold(Credits::ZERO, |sum, lot| sum.plus(lot.counts.credits).unwrap());
    let least = (!least.is_empty()).then(|| hv(least));
    let study = least.map_or(Credits::ZERO, |least| least.minus(counted).unwrap_or(Credits::ZERO));
    let stand = Stand {
        ask: Ask { least, ..Ask::default() },
        credits: counted,
        items: u32::try_from(lots.len()).unwrap(),
        study,
        take: 0,
    };
    PartStand {
        clause: "demo/7".parse().unwrap(),
        depth,
        id: id.parse().unwrap(),
        leaf: depth > 0 || !lots.is_empty(),
        lots,
        overlay: false,
        stand,
        taken: true,
        title: None,
        within: None,
    }
}

pub(crate) fn level(level: GoalLevel, value: u64, bound: u64) -> LevelResult {
    LevelResult { bound, level, value }
}

pub(crate) fn empty() -> Report {
    Report {
        averages: Vec::new(),
        conversions: Vec::new(),
        cores: Vec::new(),
        day: date!("2026-06-30"),
        document: "demo-programmes".parse().unwrap(),
        gates: Vec::new(),
        hash: Digest::ZERO,
        have: Have::default(),
        idle: Vec::new(),
        less_by: Vec::new(),
        levels: vec![
            level(GoalLevel::Study, 0, 0),
            level(GoalLevel::Items, 0, 0),
            level(GoalLevel::Approvals, 0, 0),
            level(GoalLevel::Lots, 0, 0),
        ],
        own: "SC-HV-01".parse().unwrap(),
        parts: Vec::new(),
        programme: "HV-MECH".parse().unwrap(),
        quantum: credits!("0.5"),
        quotas: Vec::new(),
        reached: true,
        reliefs: Vec::new(),
        repairs: Vec::new(),
        tempting: Vec::new(),
        title: "机电一体化技术".into(),
        unit: "hv".parse().unwrap(),
        untried: 0,
        version: "2026".parse().unwrap(),
        whole: Stand::default(),
    }
}

fn stand(least: &str, credits: &str, study: &str) -> Stand {
    Stand {
        ask: Ask { least: Some(hv(least)), ..Ask::default() },
        credits: hv(credits),
        items: 0,
        study: hv(study),
        take: 0,
    }
}

fn study(credits: &str, items: u32, part: &str, needs: Needs) -> Remedy {
    Remedy::Study { credits: hv(credits), items, needs: Box::new(needs), part: part.parse().unwrap() }
}

/// Everything that can be asked of an outcome.
fn needs() -> Needs {
    let code = |text: &str| text.parse::<Code>().unwrap();
    let counted = |quota: &str, key: Key, wanted: &[&str]| CountedBy {
        of: vec![vec![(key, wanted.iter().map(ToString::to_string).collect())]],
        quota: code(quota),
    };
    Needs {
        after: vec!["HV:MECH110".parse().unwrap()],
        also: vec![code("upper")],
        caps: vec![Cap {
            counted: counted("a-year", Key::Kinds, &["work"]),
            most: Much::Credits(hv("2")),
            per: vec![By::Window],
        }],
        counts_for: vec![counted("taught", Key::Classes, &["taught"])],
        grades: vec![Floor { mark: code("70"), scale: "percent".parse().unwrap() }],
        most: Some(hv("4")),
        names: vec!["HV:MECH120".parse().unwrap(), "HV:MECH130".parse().unwrap()],
        none_of: vec![
            Spent {
                at: vec![(By::Issuer, "SC-HV-02".to_owned())],
                counted: counted("one-school", Key::Kinds, &["course"]),
                full: true,
            },
            Spent { at: Vec::new(), counted: counted("online", Key::Categories, &["online", "distance"]), full: false },
        ],
    }
}

/// An award that is reached, with lots that count in two parts.
pub(crate) fn reached() -> Report {
    let mut shared = lot(5, "HV:MECH120", "4 hv");
    shared.others = vec!["upper".parse().unwrap()];
    let mut other = shared.clone();
    other.others = vec!["mechanics".parse().unwrap()];
    let mut core = part("core", 0, "", Vec::new());
    core.title = Some("专业核心课".into());
    core.stand.credits = hv("6");
    let mechanics = part("mechanics", 1, "6", vec![lot(3, "HV:MECH110", "2 hv"), shared]);
    let practice = part("practice", 0, "3", vec![lot(7, "WORK:YEAR", "3 hv")]);
    let mut upper = part("upper", 0, "4", vec![other]);
    upper.overlay = true;
    let mut cars = part("cars", 1, "4", Vec::new());
    (cars.taken, cars.stand.study, cars.title) = (false, Credits::ZERO, Some("汽车".into()));
    Report {
        gates: vec![GateStand { clause: "demo/7".parse().unwrap(), id: "transfer".parse().unwrap(), passed: true }],
        less_by: Vec::new(),
        levels: vec![
            level(GoalLevel::Study, 0, 0),
            level(GoalLevel::Items, 0, 0),
            level(GoalLevel::Approvals, 0, 0),
            level(GoalLevel::Lots, 3, 3),
        ],
        parts: vec![core, mechanics, cars, practice, upper],
        whole: stand("9", "9", "0"),
        ..empty()
    }
}

fn missed(what: What, of: Option<&str>, from: (u64, &str), got: (u64, &str)) -> Check {
    let point = |(at, text): (u64, &str)| Point { at: Ratio::new(at, 1).unwrap(), text: text.into() };
    Check::One(Test {
        by: Vec::new(),
        got: Got::Point(point(got)),
        lot: Some("8.0".parse().unwrap()),
        of: of.map(|of| of.parse().unwrap()),
        wanted: Wanted::Within { from: Some(point(from)), below: None },
        what,
    })
}

fn cause(what: Obstacle) -> Cause {
    let of_fact = matches!(what, Obstacle::Attempts { .. } | Obstacle::Barred { .. });
    Cause { clause: (!of_fact).then(|| "demo/7".parse().unwrap()), what }
}

fn asset(number: u32) -> AssetId {
    AssetId::Lot { carried: Vec::new(), lot: format!("{number}.0").parse().unwrap() }
}

fn made(k: u32) -> AssetId {
    AssetId::Made { k, option: "weld".parse().unwrap() }
}

fn attempts(rooms: &[Room], one_of_each: bool) -> Obstacle {
    Obstacle::Attempts { one_of_each, rooms: rooms.to_vec(), thing: "course HV:MECH120@SC-HV-01".parse().unwrap() }
}

/// Every cause there is.
pub(crate) fn reasons() -> Vec<Obstacle> {
    let practice = || Some("practice".parse().unwrap());
    let quota = |bound, per: &[By]| Obstacle::Quota {
        limit: matches!(bound, QuotaBound::LeastShare { .. } | QuotaBound::MostShare { .. }).then(|| hv("10")),
        bound,
        id: "work-a-year".parse().unwrap(),
        per: per.to_vec(),
        within: practice(),
    };
    let half = Ratio::new(1, 2).unwrap();
    vec![
        Obstacle::Least { credits: hv("5"), part: practice(), there: hv("3") },
        Obstacle::Least { credits: hv("20"), part: None, there: hv("14") },
        Obstacle::LeastItems { items: 1, part: practice(), there: 0 },
        Obstacle::Most { credits: hv("12"), part: practice() },
        Obstacle::MostItems { items: 2, part: None },
        Obstacle::Choice { least: 1, most: 1, part: practice() },
        Obstacle::Choice { least: 1, most: 2, part: None },
        quota(QuotaBound::Most(hv("4")), &[By::Window]),
        quota(QuotaBound::MostItems(2), &[By::Code, By::Issuer]),
        quota(QuotaBound::Least(hv("4")), &[]),
        quota(QuotaBound::LeastItems(1), &[]),
        quota(QuotaBound::MostShare { of: ShareBase::Required, share: half }, &[]),
        quota(QuotaBound::LeastShare { of: ShareBase::Counted, share: half }, &[]),
        quota(QuotaBound::MostShare { of: ShareBase::Stated(hv("140")), share: half }, &[]),
        Obstacle::Average {
            id: "mean".parse().unwrap(),
            least: "70".parse().unwrap(),
            scale: "percent".parse().unwrap(),
            within: Some("core".parse().unwrap()),
        },
        Obstacle::Carry { from: "SV-MECH".parse().unwrap(), most: Some(hv("8")) },
        Obstacle::Carry { from: "SV-MECH".parse().unwrap(), most: None },
        Obstacle::Sharing {
            between: ("mechanics".parse().unwrap(), "electives".parse().unwrap()),
            most: Some(hv("3")),
            most_items: Some(1),
        },
        Obstacle::Limit {
            document: Some("demo-rules".parse().unwrap()),
            id: "cap-work".parse().unwrap(),
            most: Some(hv("8")),
        },
        Obstacle::Limit { document: None, id: "cap-work".parse().unwrap(), most: None },
        Obstacle::Single { assets: vec![asset(3)] },
        Obstacle::Single { assets: vec![asset(3), asset(5), made(0), made(1)] },
        Obstacle::NotTogether,
        attempts(&[Room::One], false),
        attempts(&[Room::Items(3)], false),
        attempts(&[Room::Credits("6 hv".parse().unwrap())], true),
        attempts(&[], true),
        Obstacle::Barred { asset: asset(9), bar: Bar::Expired(date!("2026-05-31")) },
        Obstacle::Barred { asset: asset(9), bar: Bar::Held },
        Obstacle::Barred { asset: asset(9), bar: Bar::NotYet(date!("2026-07-01")) },
        Obstacle::Barred { asset: asset(9), bar: Bar::Reserved(vec!["SV-MECH".parse().unwrap()]) },
        Obstacle::Barred { asset: asset(9), bar: Bar::Suspended },
    ]
}

/// An award that is not reached, with everything that can be said about it.
pub(crate) fn short() -> Report {
    let practice =
        part("practice", 0, "5", vec![LotStand { counts: "3 hv".parse().unwrap(), ..lot(7, "WORK:YEAR", "4 hv") }]);
    let by = MadeBy { document: "demo-rules".parse().unwrap(), rule: "sv-mech".parse().unwrap() };
    let converted = LotStand { made: Some(by.clone()), grade: None, ..lot(4, "HV:MECH110", "3 hv") };
    let open = LotStand { asset: made(0), made: Some(by.clone()), ..lot(0, "HV:WELD120", "2 hv") };
    let substituted = LotStand { substituted: true, ..lot(6, "HV:CAD101", "2 hv") };
    let carried = LotStand {
        asset: AssetId::Lot { carried: vec!["SV-MECH".parse().unwrap()], lot: "2.0".parse().unwrap() },
        ..lot(2, "SV:MECH101", "4 hv")
    };
    let mut mechanics = part("mechanics", 0, "6", vec![converted, open, substituted, carried]);
    mechanics.stand.ask = Ask {
        choose: Some(Choice { least: 1, most: 2 }),
        least_items: Some(5),
        most: Some(hv("12")),
        most_items: Some(6),
        ..mechanics.stand.ask
    };
    mechanics.stand.take = 1;
    let gate = GateStand { clause: "demo/8".parse().unwrap(), id: "transfer".parse().unwrap(), passed: false };
    let repair = |steps, reaches, proved| Repair { alike: Vec::new(), fewer: 1, less: hv("2"), proved, reaches, steps };
    let relax = |what, by| repair(vec![Remedy::Relax { by, what }], false, true);
    let study = vec![
        study("2", 0, "practice", Needs::default()),
        study("0", 1, "mechanics", needs()),
        study("3", 2, "electives", Needs { counts_for: Vec::new(), most: None, ..needs() }),
        Remedy::Convert("weld".parse().unwrap()),
        Remedy::Gate("transfer".parse().unwrap()),
    ];
    let mut repairs = vec![repair(study, true, true)];
    repairs.extend(reasons().into_iter().map(|reason| relax(reason, Much::Whole)));
    repairs.extend(reasons().into_iter().take(3).map(|reason| relax(reason, Much::Credits(hv("1")))));
    let like: Vec<Code> = ["p1", "p2", "p3", "p4", "p5"].map(|id| id.parse().unwrap()).to_vec();
    repairs.iter_mut().skip(1).take(1).for_each(|one| one.alike = like[..2].to_vec());
    repairs.iter_mut().skip(2).take(1).for_each(|one| one.alike = like.clone());
    repairs.extend([Much::Items(1), Much::Credits(hv("1"))].map(|by| relax(attempts(&[Room::One], false), by)));
    let admit = Remedy::Admit { asset: asset(9), bar: Bar::Expired(date!("2026-05-31")) };
    repairs.push(repair(vec![admit], false, false));
    Report {
        averages: vec![AverageStand {
            clause: "demo/7".parse().unwrap(),
            id: "mean".parse().unwrap(),
            least: "70 percent".parse().unwrap(),
            left_out: vec![LotStand { counts: "0 hv".parse().unwrap(), ..lot(12, "GEN:TEA", "1 hv") }],
            mean: Some("82 percent".parse().unwrap()),
            with: Some("80 percent".parse().unwrap()),
        }],
        conversions: vec![ToMake {
            approvals: 2,
            by: Some(by.clone()),
            id: "weld".parse().unwrap(),
            makes: vec![("HV:WELD120".parse().unwrap(), "2 hv".parse().unwrap())],
            takes: vec![(asset(11), "1 item".parse().unwrap())],
        }],
        cores: vec![Core { causes: reasons().into_iter().map(cause).collect(), minimal: true }],
        gates: vec![gate],
        have: Have { afresh: Credits::ZERO, counts: hv("14"), idle: hv("2"), there: hv("16") },
        idle: vec![lot(12, "GEN:TEA", "1 hv")],
        less_by: Vec::new(),
        levels: vec![
            level(GoalLevel::Study, 4, 4),
            level(GoalLevel::Items, 1, 0),
            level(GoalLevel::Approvals, 2, 2),
            level(GoalLevel::Lots, 5, 3),
        ],
        parts: vec![mechanics, practice],
        quotas: vec![
            QuotaStand {
                at: Vec::new(),
                bound: QuotaBound::MostShare { of: ShareBase::Required, share: Ratio::new(1, 2).unwrap() },
                clause: "demo/7".parse().unwrap(),
                credits: hv("5"),
                id: "converted-half".parse().unwrap(),
                items: 2,
                limit: Some(hv("10")),
                of: vec![vec![(Key::Origins, vec!["converted".to_owned()])]],
                per: Vec::new(),
            },
            QuotaStand {
                at: Vec::new(),
                bound: QuotaBound::LeastItems(2),
                clause: "demo/7".parse().unwrap(),
                credits: hv("5"),
                id: "two-at-home".parse().unwrap(),
                items: 1,
                limit: None,
                of: Vec::new(),
                per: Vec::new(),
            },
        ],
        untried: 3,
        reached: false,
        reliefs: vec![
            Relief::Exempt { credits: hv("2"), items: 1, part: "mechanics".parse().unwrap() },
            Relief::Substitute { lot: "6.0".parse().unwrap(), part: "mechanics".parse().unwrap() },
            Relief::Waive { id: "cap".parse().unwrap(), what: Waivable::Quota },
            Relief::Waive { id: "HV:MECH120".parse().unwrap(), what: Waivable::Prerequisite },
        ],
        repairs,
        tempting: tempting(by),
        whole: stand("20", "14", "2"),
        ..empty()
    }
}

fn tempting(rule: MadeBy) -> Vec<Tempted> {
    let lot = |part: Option<&str>| Temptation::Lot {
        amount: "4 hv".parse().unwrap(),
        asset: asset(8),
        code: "HV:MECH120".parse().unwrap(),
        part: part.map(|part| part.parse().unwrap()),
    };
    let grade = missed(What::Grade, Some("percent"), (75, "75"), (72, "72"));
    let evidence = missed(What::Evidence, Some("transcript"), (1, "signed"), (0, "claimed"));
    let prerequisite = Hindrance::Prerequisite {
        all: vec!["HV:MECH110".parse().unwrap()],
        any: vec!["HV:MATH1".parse().unwrap(), "HV:MATH2".parse().unwrap()],
        course: "HV:MECH120".parse().unwrap(),
    };
    let taken = |taken| Hindrance::Attempts {
        one_of_each: false,
        rooms: vec![Room::One],
        taken,
        thing: "course HV:MECH120@SC-HV-01".parse().unwrap(),
    };
    let origin = Hindrance::Origin { got: Provenance::Converted, wanted: vec![Provenance::Own, Provenance::Other] };
    let rule = Temptation::Rule { clause: "law/5".parse().unwrap(), lots: vec!["8.0".parse().unwrap()], rule };
    let gain = |less: &str, fewer| Some(Gain { fewer, less: hv(less) });
    vec![
        Tempted { gain: gain("2", 1), missing: vec![Hindrance::Test(grade)], what: lot(Some("mechanics")) },
        Tempted { gain: gain("0", 0), missing: vec![prerequisite], what: lot(None) },
        Tempted { gain: None, missing: vec![origin, Hindrance::NotCarried], what: lot(Some("practice")) },
        Tempted { gain: gain("1", 0), missing: vec![Hindrance::Test(evidence)], what: rule },
        Tempted { gain: gain("2", 0), missing: vec![Hindrance::Barred(Bar::Suspended)], what: lot(None) },
        Tempted { gain: gain("1", 0), missing: vec![taken(vec![asset(3), made(0)])], what: lot(Some("mechanics")) },
        Tempted { gain: gain("1", 0), missing: vec![taken(Vec::new())], what: lot(Some("mechanics")) },
    ]
}

/// Many lots in a few parts, some in two of them, and titles that would break a picture.
pub(crate) fn crowded() -> Report {
    let mut report = reached();
    let many =
        |from: u32, count: u32| (from..from + count).map(|number| lot(number, &format!("HV:C{number}"), "1.5 hv"));
    let mut general = part("general", 0, "30", many(100, 18).collect());
    general.title = Some("公共基础课 <&\"> 'x'\u{202e}\n必修".into());
    let both = |others: &str| {
        let two = many(200, 3).map(|lot| LotStand { others: vec![others.parse().unwrap()], ..lot });
        two.collect::<Vec<_>>()
    };
    let first = part("languages", 1, "4", both("abroad"));
    let mut second = part("abroad", 1, "4", both("languages"));
    second.lots.push(lot(300, "HV:A-VERY-LONG-CODE-OF-A-COURSE-THAT-DOES-NOT-FIT-ANYWHERE", "12345.6789 hv"));
    report.parts.extend([general, first, second]);
    report.idle = many(400, 9).collect();
    report.title =
        "A <title> & \"more\" of what goes on and on until nobody knows any more where the line was to end".into();
    report
}
