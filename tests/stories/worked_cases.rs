//! Cases worked out by hand from what real credit banks rule, from the first outcome to the award, through a bank: caps
//! (2, 5), shelf life (11), gates (14), transfer against exemption, best attempts and hours (15). All codes are invented.

use crate::kit::asked::{Asked, MadeIt};
use creditbank::ledger::{
    Accrue, Act, Apply, Assess, AwardRefusal, Certified, Learned, Matriculate, NotPassed, Open, Record, Refusal,
    Relieve, Share, Shares, SubjectMark, Take, WhenRefusal,
};
use creditbank::planner::Relief;
use creditbank::registry::{OutcomeKind, Tier};
use creditbank::solver::GoalLevel;
use creditbank::{
    Bank, Date, EntryId, FixedClock, Founding, LearnerId, LotId, MemoryStore, Receipt, Rejection, Zone, date,
};

const FRAMEWORK: &str = r#"
[document]
id = "cases-framework"
kind = "framework"
valid = "2010-01-01.."
version = "1"
[[unit]]
id = "c"
quantum = "0.5"
[[unit]]
id = "us"
quantum = "0.01"
[[unit]]
id = "hour"
quantum = "1"
[[scale]]
id = "percent"
least = "0"
most = "100"
step = "1"
pass = "60"
"#;

const INSTITUTIONS: &str = r#"
[document]
id = "cases-institutions"
kind = "institutions"
valid = "2010-01-01.."
version = "1"
[[institution]]
id = "U"
name = "College"
power = [
    { power = "issue", kinds = ["exam", "certificate", "work", "community"], tiers = ["higher"], valid = "2010-01-01.." },
    { power = "issue", kinds = ["training"], tiers = ["higher"], valid = "2010-01-01..", life_years = 7 },
    { power = "award", valid = "2010-01-01.." },
    { power = "review", valid = "2010-01-01.." },
]
"#;

const MANDATES: &str = r#"
[document]
id = "cases-mandates"
kind = "mandates"
valid = "2010-01-01.."
version = "1"
[[mandate]]
id = "registrar"
institution = "U"
role = "registrar"
valid = "2010-01-01.."
[[mandate]]
id = "reviewer"
institution = "U"
role = "reviewer"
valid = "2010-01-01.."
[[mandate]]
id = "awarder"
institution = "U"
role = "awarder"
valid = "2010-01-01.."
"#;

/// B9: clock hours ÷ 30, cut after two places. H8: hours ÷ 18, a course of at most 3 credits.
const RULES: &str = r#"
[document]
id = "cases-rules"
kind = "rules"
valid = "2010-01-01.."
version = "1"
[book]
semantics = 1
basis = "applied"
review_days = 30
appeal_days = 10
[[unit]]
id = "c"
quantum = "0.5"
[[unit]]
id = "us"
quantum = "0.01"
[[unit]]
id = "hour"
quantum = "1"
[[clause]]
id = "B9"
text = "Clock hours by thirty, cut after two places."
[[clause]]
id = "H8"
text = "Hours by eighteen, whole credits, at most three a course."
[[group]]
id = "clock"
hit = "options"
[[rule]]
id = "us-aid"
group = "clock"
clause = "B9"
valid = "2010-01-01.."
from = [{ kind = "work", unit = "hour" }]
to = [{ category = "clock", tier = "higher", rate = "1/30 us", round = "down", at = "item" }]
[[rule]]
id = "taiwan"
group = "clock"
clause = "H8"
valid = "2010-01-01.."
from = [{ kind = "community", unit = "hour", size = "18..72 hour" }]
to = [{ category = "taiwan", tier = "higher", rate = "1/18 c", round = "down", at = "item" }]
"#;

const PROGRAMMES: &str = r#"
[document]
id = "cases"
kind = "programmes"
valid = "2010-01-01.."
version = "1"
[book]
semantics = 1
[[unit]]
id = "c"
quantum = "0.5"
[[clause]]
id = "K"
text = "Caps."
[[clause]]
id = "P"
text = "Pathways."

# Case 2: half of 140 converted, a quarter of it online courses.
[[programme]]
id = "HALF"
title = "Half and a quarter"
tier = "higher"
unit = "c"
clause = "K"
least = "140"
[[programme.part]]
id = "all"
accepts = [{ kinds = ["exam", "certificate", "training"] }]
[[programme.quota]]
id = "converted"
clause = "K"
of = [{ kinds = ["certificate", "training"] }]
most_share = "1/2"
base = "required"
[[programme.quota]]
id = "online"
clause = "K"
of = [{ kinds = ["training"] }]
most_share = "1/4"
base = "required"

# Case 5: a tenth of the major, a fifth of the common credits, and 15 in all.
[[programme]]
id = "NESTED"
title = "Three caps"
tier = "higher"
unit = "c"
clause = "K"
[[programme.part]]
id = "major"
least = "100"
accepts = [{ prefixes = ["M"] }]
[[programme.part]]
id = "common"
least = "50"
accepts = [{ prefixes = ["C"] }]
[[programme.quota]]
id = "major-tenth"
clause = "K"
of = [{ kinds = ["certificate"] }]
within = "major"
most_share = "1/10"
base = "required"
[[programme.quota]]
id = "common-fifth"
clause = "K"
of = [{ kinds = ["certificate"] }]
within = "common"
most_share = "1/5"
base = "required"
[[programme.quota]]
id = "fifteen"
clause = "K"
of = [{ kinds = ["certificate"] }]
most = "15"

# Case 11.
[[programme]]
id = "FORTY"
title = "Forty"
tier = "higher"
unit = "c"
clause = "K"
[[programme.part]]
id = "forty"
least = "40"
most = "40"
split = true
accepts = [{ kinds = ["training"] }]
[[programme]]
id = "HUNDRED"
title = "A hundred"
tier = "higher"
unit = "c"
clause = "K"
[[programme.part]]
id = "hundred"
least = "100"
split = true
accepts = [{ kinds = ["training"] }]

# Cases 14 and 15.
[[programme]]
id = "FIRST"
title = "First stage"
tier = "higher"
unit = "c"
clause = "P"
[[programme.part]]
id = "study"
least = "170"
accepts = [{ kinds = ["exam", "work"] }]
[[programme.part]]
id = "practice"
overlay = true
least = "5"
accepts = [{ kinds = ["work"] }]
[[programme]]
id = "SECOND"
title = "Second stage"
tier = "higher"
unit = "c"
clause = "P"
[[programme.part]]
id = "more"
least = "120"
accepts = [{ kinds = ["exam"] }]
[[pathway]]
id = "FIVE"
kind = "five-year"
title = "Five years"
clause = "P"
[[pathway.stage]]
programme = "FIRST"
[[pathway.stage]]
programme = "SECOND"
[pathway.stage.gate]
id = "general"
clause = "P"
subjects = [
    { id = "s1", full = "100" },
    { id = "s2", full = "100" },
    { id = "s3", full = "100" },
    { id = "s4", full = "100" },
]
least_each = "1/2"
least_sum = "3/5"
[[pathway]]
id = "OTHER"
kind = "other"
title = "Another major"
clause = "P"
[[pathway.stage]]
programme = "FIRST"
[[pathway.change]]
from = 1
to = "FIVE"
into = 1
clause = "P"
"#;

const ME: LearnerId = LearnerId::new(uuid::Uuid::from_bytes([7; 16]));

/// One learner's office: everything is recorded in 2030.
struct Office {
    bank: Bank<MemoryStore, FixedClock>,
    key: u32,
}

impl Office {
    fn new() -> Self {
        let founding = Founding {
            origin: "credit.example.org/cases".parse().unwrap(),
            zone: Zone::CHINA,
            founder: "U publisher founder".parse().unwrap(),
        };
        let clock = FixedClock("2030-01-01T08:00:00Z".parse().unwrap());
        let mut bank = Bank::found(MemoryStore::new(), clock, founding).unwrap();
        let documents = [FRAMEWORK, INSTITUTIONS, MANDATES, RULES, PROGRAMMES];
        for (name, text) in ["framework", "institutions", "mandates", "rules", "programmes"].into_iter().zip(documents)
        {
            let by = creditbank::mandate!("founder");
            bank.publish(name, &by.on(date!("2010-01-01")), name, text.as_bytes())
                .unwrap_or_else(|error| panic!("{error}"));
        }
        let mut office = Self { bank, key: 0 };
        office.does("registrar", date!("2015-01-01"), Open);
        office
    }

    fn asks(&mut self, by: &str, effective: Date, act: impl Into<Act>) -> Result<Receipt, Refusal> {
        self.key += 1;
        let command = creditbank::Command { learner: ME, by: by.parse().unwrap(), effective, act: act.into() };
        self.bank.ask(&self.key.to_string(), command).map_err(|rejection| match rejection {
            Rejection::Refused(refusal) => refusal,
            other => panic!("{other}"),
        })
    }

    fn does(&mut self, by: &str, effective: Date, act: impl Into<Act>) -> Receipt {
        self.asks(by, effective, act).unwrap_or_else(|refusal| panic!("{refusal}"))
    }

    fn enters(
        &mut self,
        programme: &str,
        at: Option<(&str, u32)>,
        from: Option<EntryId>,
        day: Date,
    ) -> Result<EntryId, Refusal> {
        let act = Matriculate {
            document: "cases".parse().unwrap(),
            from,
            pathway: at.map(|(pathway, _)| pathway.parse().unwrap()),
            programme: programme.parse().unwrap(),
            stage: at.map(|(_, stage)| stage),
        };
        self.asks("registrar", day, act).map(|receipt| receipt.entry)
    }

    fn earns(&mut self, kind: OutcomeKind, code: &str, amount: &str, day: Date) -> LotId {
        self.tries_to_earn(kind, code, amount, day, None).unwrap()
    }

    fn tries_to_earn(
        &mut self,
        kind: OutcomeKind,
        code: &str,
        amount: &str,
        day: Date,
        through: Option<Date>,
    ) -> Result<LotId, Refusal> {
        let of = outcome(kind, code, Some(amount));
        let through = through.or_else(|| (kind == OutcomeKind::Training).then_some(date!("2021-12-31")));
        let accrue =
            Accrue { earned: None, evidence: vec![], grade: None, of, run: None, tag: None, valid_through: through };
        self.asks("registrar", day, accrue).map(|receipt| receipt.lot().unwrap())
    }

    /// How many quanta of half a credit are still to study.
    fn study(&mut self, of: EntryId, day: Date) -> u64 {
        let planning = self.bank.learner(ME).unwrap().plan(of, day).unwrap();
        let study = planning.plan.level(GoalLevel::Study).unwrap();
        assert!(study.is_proved());
        study.value
    }

    fn redeems(&mut self, of: EntryId, day: Date) -> Result<Receipt, Refusal> {
        let redeem = self.bank.learner(ME).unwrap().plan(of, day).unwrap().redeem().unwrap();
        self.asks("awarder", day, redeem)
    }

    fn standing(&self, lot: LotId) -> Vec<String> {
        let book = self.bank.passbook(ME).unwrap();
        book.lots[&lot].parts.iter().map(|part| format!("{} {}", part.credits, part.standing.place)).collect()
    }

    fn is_sound(&self) {
        let audit = self.bank.verify().unwrap();
        assert!(audit.is_sound(), "{:?}", audit.discrepancies);
    }
}

fn outcome(kind: OutcomeKind, code: &str, amount: Option<&str>) -> Learned {
    Learned::Certified(Certified {
        amount: amount.map(|amount| amount.parse().unwrap()),
        code: code.parse().unwrap(),
        content: None,
        kind,
        level: None,
        team: None,
        tier: Tier::Higher,
    })
}

const DAY: Date = date!("2020-06-30");

/// T = 140, 60 converted, 30 of it online. 8 more online: 38 > 35, though 68 ≤ 70. A degree course of 10: 70. Half a credit more: 70.5 > 70.
#[test]
fn case_2_half_and_a_quarter_together() {
    let mut office = Office::new();
    let of = office.enters("HALF", None, None, date!("2018-09-01")).unwrap();
    office.earns(OutcomeKind::Exam, "OWN", "70 c", DAY);
    office.earns(OutcomeKind::Certificate, "DEGREE", "30 c", DAY);
    office.earns(OutcomeKind::Training, "ONLINE-1", "30 c", DAY);
    assert_eq!(office.study(of, DAY), 20);
    office.earns(OutcomeKind::Training, "ONLINE-2", "8 c", DAY);
    assert_eq!(office.study(of, DAY), 20, "38 of online courses are more than 35");
    office.earns(OutcomeKind::Certificate, "HALF-MORE", "0.5 c", DAY);
    assert_eq!(office.study(of, DAY), 19, "60.5 of 70");
    office.earns(OutcomeKind::Certificate, "DEGREE-2", "10 c", DAY);
    assert_eq!(office.study(of, DAY), 0, "70 of 70");
    let award = office.redeems(of, DAY).unwrap();
    let bound = &office.bank.passbook(ME).unwrap().decisions[&award.decision().unwrap()].take;
    assert_eq!(bound.len(), 4, "without the second online course and the half credit");
    office.is_sound();
}

/// Major 100 and common 50: caps 10, 10 and 15. 9 + 6 = 15 count; one more common credit does not, for the 15.
#[test]
fn case_5_three_nested_caps() {
    let mut office = Office::new();
    let of = office.enters("NESTED", None, None, date!("2018-09-01")).unwrap();
    office.earns(OutcomeKind::Exam, "M-OWN", "91 c", DAY);
    office.earns(OutcomeKind::Exam, "C-OWN", "43 c", DAY);
    office.earns(OutcomeKind::Certificate, "M-CERT", "9 c", DAY);
    office.earns(OutcomeKind::Certificate, "C-CERT", "6 c", DAY);
    assert_eq!(office.study(of, DAY), 2, "9 + 6 count, and one credit is missing");
    office.earns(OutcomeKind::Certificate, "C-CERT-2", "1 c", DAY);
    assert_eq!(office.study(of, DAY), 2, "16 are more than 15, though 7 of 10 common ones");
    office.earns(OutcomeKind::Exam, "C-OWN-2", "1 c", DAY);
    office.redeems(of, DAY).unwrap();
    office.is_sound();
}

/// Earned on 2020-06-30, for seven years at most; the last day itself still counts.
#[test]
fn case_11_shelf_life_and_burn() {
    let earned = || {
        let mut office = Office::new();
        let of = office.enters("FORTY", None, None, date!("2018-09-01")).unwrap();
        let seven = Some(date!("2027-06-30"));
        let lot = office.tries_to_earn(OutcomeKind::Training, "T", "120 c", DAY, seven).unwrap();
        (office, of, lot)
    };
    for (day, redeemed) in [
        (date!("2026-06-30"), true),
        (date!("2027-06-30"), true),
        (date!("2027-07-01"), false),
        (date!("2028-01-01"), false),
    ] {
        let (mut office, of, _) = earned();
        assert_eq!(office.redeems(of, day).is_ok(), redeemed, "{day}");
    }
    let (mut office, of, lot) = earned();
    office.redeems(of, date!("2026-06-30")).unwrap();
    let book = office.bank.passbook(ME).unwrap();
    let free = book.lots[&lot].parts.iter().find(|part| part.standing.is_free()).unwrap();
    assert_eq!(free.credits.to_string(), "80");
    assert_eq!(office.standing(lot).len(), 2);
    assert!(matches!(office.redeems(of, date!("2026-07-01")), Err(Refusal::Award(AwardRefusal::Awarded { .. }))));
    let hundred = office.enters("HUNDRED", None, None, date!("2018-09-01")).unwrap();
    assert_eq!(office.study(hundred, date!("2026-07-01")), 40, "80 of 100: those 40 do not count again");
    let nine = office.tries_to_earn(OutcomeKind::Training, "T9", "10 c", DAY, Some(date!("2029-06-30")));
    assert!(
        matches!(nine, Err(Refusal::When(WhenRefusal::LivesTooLong { most, .. })) if most == date!("2027-06-30")),
        "{nine:?}"
    );
    office.is_sound();
}

/// Four subjects of 100: each at least half, the sum at least 60 %.
#[test]
fn case_14_stages() {
    for (marks, passes) in
        [(["60", "60", "60", "60"], true), (["90", "80", "60", "49"], false), (["59", "60", "60", "60"], false)]
    {
        let mut office = Office::new();
        let of = office.enters("FIRST", Some(("FIVE", 1)), None, date!("2018-09-01")).unwrap();
        let work = office.earns(OutcomeKind::Work, "W", "5 c", DAY);
        office.earns(OutcomeKind::Exam, "E", "165 c", DAY);
        let subjects = ["s1", "s2", "s3", "s4"].iter().zip(marks);
        let marks = subjects
            .map(|(subject, marks)| SubjectMark { marks: marks.parse().unwrap(), subject: subject.parse().unwrap() });
        let assess = Assess { gate: "general".parse().unwrap(), marks: marks.collect(), matriculation: of };
        office.does("registrar", date!("2020-07-01"), assess);
        let second = office.enters("SECOND", Some(("FIVE", 2)), Some(of), date!("2020-09-01"));
        assert_eq!(second.is_ok(), passes);
        if let Ok(second) = second {
            let changed = office.enters("FIRST", Some(("OTHER", 1)), Some(second), date!("2020-10-01"));
            assert!(
                matches!(
                    changed,
                    Err(Refusal::Award(AwardRefusal::NoChange { .. })
                        | Refusal::Award(AwardRefusal::Matriculated { .. }))
                ),
                "{changed:?}"
            );
        }
        // Passed or not, the first stage's award is made if its own requirements are met, and its credits stay.
        office.redeems(of, date!("2020-09-02")).unwrap();
        assert_eq!(office.standing(work), ["5 available"]);
        office.is_sound();
    }
}

/// Transfer adds credit; exemption lowers what is asked and adds none.
#[test]
fn case_15_transfer_and_exemption() {
    let mut office = Office::new();
    let first = office.enters("SECOND", None, None, date!("2018-09-01")).unwrap();
    assert_eq!(office.study(first, DAY), 240);
    let lot = office.earns(OutcomeKind::Exam, "MODULE", "12 c", DAY);
    assert_eq!(office.study(first, DAY), 216, "earned 12, asked 120");
    let exempt = Relief::Exempt { credits: "12".parse().unwrap(), items: 0, part: "more".parse().unwrap() };
    let (clause, reason) = ("P".parse().unwrap(), "taken-elsewhere".parse().unwrap());
    let relieve = Relieve { clause, matriculation: first, reason, relief: exempt, through: None };
    office.does("reviewer", DAY, relieve);
    assert_eq!(office.study(first, DAY), 192, "earned 12, asked 108");
    let earned = office.bank.now(ME).balances;
    assert_eq!(earned.values().next().unwrap().free.to_string(), "12");
    assert_eq!(office.standing(lot), ["12 available"]);
}

fn shares(share: Share) -> Shares {
    [(share, "3".parse().unwrap())].into()
}

/// 58 failed, 75, and 75 again: of equal attempts the newest counts, and one of them only.
#[test]
fn case_15_the_best_attempt() {
    let mut office = Office::new();
    let failed = Record {
        earned: None,
        evidence: vec![],
        grade: Some("58 percent".parse().unwrap()),
        of: outcome(OutcomeKind::Exam, "X", None),
        result: NotPassed::Failed,
        run: None,
    };
    office.does("registrar", date!("2018-06-30"), failed);
    let mut attempt = |day| {
        let of = outcome(OutcomeKind::Exam, "X", Some("3 c"));
        let grade = Some("75 percent".parse().unwrap());
        let accrue = Accrue { earned: None, evidence: vec![], grade, of, run: None, tag: None, valid_through: None };
        office.does("registrar", day, accrue).lot().unwrap()
    };
    let (older, newer) = (attempt(date!("2019-01-15")), attempt(date!("2019-06-15")));
    let seen = |day| office.bank.on(ME, day).places;
    assert_eq!(seen(date!("2019-06-14"))[&older], shares(Share::Free), "until then it is the only one");
    let places = seen(date!("2019-06-15"));
    assert_eq!((&places[&newer], &places[&older]), (&shares(Share::Free), &shares(Share::Behind)));
    let earned = office.bank.now(ME).balances;
    let balance = earned.values().next().unwrap();
    assert_eq!((balance.free.to_string(), balance.behind.to_string()), ("3".into(), "3".into()));
    office.is_sound();
}

/// Anhui: 170 credits with 5 of practice are granted, 172 with 4 are not.
#[test]
fn case_15_practice_is_not_made_up_for() {
    for (exam, work, granted) in [("168 c", "4 c", false), ("165 c", "5 c", true)] {
        let mut office = Office::new();
        let of = office.enters("FIRST", None, None, date!("2018-09-01")).unwrap();
        office.earns(OutcomeKind::Exam, "E", exam, DAY);
        office.earns(OutcomeKind::Work, "W", work, DAY);
        assert_eq!(office.redeems(of, DAY).is_ok(), granted, "{exam} and {work}");
    }
}

/// 90, 100 and 110 hours by 30, cut; 54 hours by 18, and 72 hours, which are too many for one course.
#[test]
fn case_15_hours() {
    for (kind, hours, rule, credits) in [
        (OutcomeKind::Work, "90", "us-aid", Some("3 us")),
        (OutcomeKind::Work, "100", "us-aid", Some("3.33 us")),
        (OutcomeKind::Work, "110", "us-aid", Some("3.66 us")),
        (OutcomeKind::Community, "54", "taiwan", Some("3 c")),
        (OutcomeKind::Community, "72", "taiwan", None),
    ] {
        let mut office = Office::new();
        let lot = office.earns(kind, "H", &format!("{hours} hour"), DAY);
        let apply = Apply {
            attested: vec![],
            document: "cases-rules".parse().unwrap(),
            evidence: vec![],
            rule: Some(rule.parse().unwrap()),
            take: vec![Take { credits: hours.parse().unwrap(), lot }],
            target: None,
        };
        let made = office.does("registrar", DAY, apply).lots().first().copied();
        let amount = made.map(|made| office.bank.passbook(ME).unwrap().lots[&made].amount.to_string());
        assert_eq!(amount.as_deref(), credits, "{hours} hours");
    }
}
