use crate::credits;
use crate::document::Limits;
use crate::registry::{Tier, UseKind};
use crate::rules::clause::{RuleWorth, Target};
use crate::rules::draft::MonthDay;
use crate::rules::source::Taking;
use crate::rules::words::{Hit, Rest, RoundAt};
use crate::rules::{Lasting, Need, RuleBook, RuleBookDraft, UnitTier, Waiver};

/// A book with every key in it.
const EVERYTHING: &str = include_str!("../../../tests/errors/rules/good/everything.toml");

fn draft() -> RuleBookDraft {
    RuleBookDraft::read("everything.toml", EVERYTHING.as_bytes(), &Limits::default()).unwrap()
}

/// What is wrong with a draft after a change, as code and path.
fn wrong(change: impl FnOnce(&mut RuleBookDraft)) -> Vec<String> {
    let mut draft = draft();
    change(&mut draft);
    let problems = draft.check().err().unwrap_or_default();
    problems.iter().map(|problem| format!("{} {}", problem.code, problem.path)).collect()
}

fn place(draft: &RuleBookDraft, id: &str) -> usize {
    draft.rules.iter().position(|rule| rule.id.as_str() == id).unwrap()
}

/// What a file cannot say, because it is found when it is read, or has no words for it.
#[test]
fn what_only_a_program_can_put_together_is_found() {
    type Change = fn(&mut RuleBookDraft);
    let changes: [(Change, &[&str]); 16] = [
        (|_| (), &[]),
        (|draft| draft.rules[0].valid.until = Some(draft.rules[0].valid.from), &["B007 rule[0].valid"]),
        (|draft| draft.head.valid.until = Some(draft.head.valid.from), &["B007 document.valid"]),
        (|draft| draft.consortia[1].valid.until = Some(crate::date!("2020-01-01")), &["B007 consortium[1].valid"]),
        (|draft| draft.clauses[0].text = " ".into(), &["B031 clause[0].text"]),
        (|draft| draft.waivers[0].reason = "e\u{301}".into(), &["B031 waiver[0].reason"]),
        (|draft| draft.limits[3].windows[0] = MonthDay { month: 2, day: 29 }, &["B025 limit[3].windows[0]"]),
        (|draft| draft.unit_tiers.push(UnitTier { tier: Tier::Higher, unit: "hv".parse().unwrap() }), &["B001 unit"]),
        (|draft| draft.unit_tiers[0].unit = "none".parse().unwrap(), &["B003 unit"]),
        (
            |draft| draft.waivers.push(Waiver { law: draft.waivers[0].law.clone(), reason: "again".into() }),
            &["B001 waiver[1].law"],
        ),
        (
            |draft| {
                let at = place(draft, "no-community");
                draft.rules[at].to[0].expires = Lasting::Forever;
            },
            &["B020 rule[7].to[0]"],
        ),
        (
            |draft| {
                let at = place(draft, "no-community");
                draft.rules[at].from[0].r#use = UseKind::Witness;
                draft.rules[at].from[0].take = Taking::Fixed(credits!("1"));
            },
            &["B015 rule[7].from[0].take"],
        ),
        (
            |draft| {
                let at = place(draft, "four-hours");
                draft.rules[at].to[0].amounts.as_mut().unwrap().most = Some(credits!("1"));
            },
            &["B018 rule[6].to[0].most"],
        ),
        (
            |draft| {
                let at = place(draft, "four-hours");
                draft.rules[at].to[0].amounts.as_mut().unwrap().worth = RuleWorth::Fixed(credits!("0.3"));
            },
            &["B005 rule[6].to[0].amount"],
        ),
        (
            |draft| {
                let (at, sources) = (place(draft, "no-community"), 65);
                let source = draft.rules[at].from[0].clone();
                draft.rules[at].from = vec![source; sources];
            },
            &["B019 rule[7].from"],
        ),
        (
            |draft| {
                draft.groups[0].hit = Hit::Best;
                draft.rules[0].to[0].amounts.as_mut().unwrap().unit = "sv".parse().unwrap();
            },
            &[
                "B026 rule[0].limits[0]",
                "B026 rule[0].limits[1]",
                "B023 rule[1].to[0].rate",
                "B023 rule[2].to[0].amount",
            ],
        ),
    ];
    for (at, (change, expected)) in changes.into_iter().enumerate() {
        assert_eq!(wrong(change), expected, "change {at}");
    }
}

#[test]
fn a_problem_says_where_it_is() {
    let mut draft = draft();
    draft.rules[0].to[0].amounts.as_mut().unwrap().worth = RuleWorth::Fixed(credits!("3.2"));
    let problem = draft.check().unwrap_err().remove(0);
    assert_eq!(
        problem.to_string(),
        "[B005] rule[0].to[0].amount: 3.2 is not a whole number of steps of 0.5 `hv` (in the rule `sec-mech`)"
    );
}

#[test]
fn needs_may_nest_but_not_for_ever() {
    let nested = |depth: usize| (0..depth).fold(Need::SameIssuer, |inner, _| Need::All(vec![inner]));
    for (depth, expected) in [(31, &[][..]), (32, &["B030 rule[0].need"]), (10_000, &["B030 rule[0].need"])] {
        assert_eq!(wrong(|draft| draft.rules[0].need = vec![nested(depth)]), expected, "{depth} deep");
    }
}

/// Codes in order, tiers filled in, and what is not rounded rounded in the one way: equal books are equal values.
#[test]
fn a_checked_book_is_in_order() {
    let mut mixed = draft();
    mixed.rules.reverse();
    let at = place(&mixed, "four-hours");
    let amounts = mixed.rules[at].to[0].amounts.as_mut().unwrap();
    (amounts.round, amounts.at, amounts.rest) = (crate::credit::Rounding::Up, RoundAt::Learner, Rest::Residual);
    for rule in &mut mixed.rules {
        rule.from.iter_mut().for_each(|source| source.codes.reverse());
    }
    let (book, same) = (draft().check().unwrap(), mixed.check().unwrap());
    assert_eq!(book, same);
    assert_eq!(RuleBook::assemble(book.draft().clone(), book.hash()), book);
    let untold: Vec<_> = book.rules().iter().flat_map(|rule| &rule.to).filter(|effect| effect.tier.is_none()).collect();
    assert!(untold.iter().all(|effect| effect.target == Target::Denial) && untold.len() == 1, "{untold:?}");
    assert!(book.rules().iter().flat_map(|rule| &rule.from).all(|source| source.codes.is_sorted()));
}

/// Rules of which each overrides the next, and so on as `more` says.
fn chain(length: usize, more: impl Fn(usize) -> Option<usize>) -> Vec<String> {
    wrong(|draft| {
        let at = place(draft, "no-community");
        let model = draft.rules[at].clone();
        let id = |n: usize| format!("chain-{n:06}").parse().unwrap();
        draft.rules.extend((0..length).map(|n| {
            let next = n.checked_add(1).filter(|next| *next < length);
            let overrides = next.into_iter().chain(more(n)).map(id).collect();
            crate::rules::Rule { id: id(n), overrides, ..model.clone() }
        }));
    })
}

#[test]
fn a_long_chain_of_overrides_is_walked_without_recursion() {
    assert_eq!(chain(20_000, |_| None), Vec::<String>::new());
    assert_eq!(chain(20_000, |n| (n == 19_999).then_some(0)), ["B024 rule[20007].overrides[0]"]);
}

/// Each rule closes a circle with the first: as many circles as rules, none of them shown as a whole.
#[test]
fn many_circles_are_found_in_bounded_time() {
    assert_eq!(chain(5_000, |n| (n > 0).then_some(0)).len(), 4_999);
}

#[test]
fn of_overlapping_versions_the_one_that_ends_last_counts() {
    let versions = |periods: &[&str]| {
        wrong(|draft| {
            let at = place(draft, "no-community");
            let model = draft.rules.remove(at);
            let version = |valid: &&str| crate::rules::Rule { valid: valid.parse().unwrap(), ..model.clone() };
            draft.rules.extend(periods.iter().map(version));
        })
    };
    assert_eq!(versions(&["2026-09-01..2027-09-01", "2027-09-01..2028-09-01", "2028-09-01.."]), Vec::<String>::new());
    assert_eq!(
        versions(&["2030-01-01..2031-01-01", "2020-01-01..", "2021-01-01..2022-01-01"]),
        ["B002 rule[9].valid", "B002 rule[7].valid"]
    );
}
