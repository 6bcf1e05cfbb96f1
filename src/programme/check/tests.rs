use crate::date;
use crate::document::Limits;
use crate::programme::{Programme, ProgrammesDraft};
use crate::rules::MonthDay;

/// A document with every key in it.
const EVERYTHING: &str = include_str!("../../../tests/errors/programmes/good/everything.toml");

fn draft() -> ProgrammesDraft {
    ProgrammesDraft::read("everything.toml", EVERYTHING.as_bytes(), &Limits::default()).unwrap()
}

/// What is wrong with a draft after a change, as code and path.
fn wrong(change: impl FnOnce(&mut ProgrammesDraft)) -> Vec<String> {
    let mut draft = draft();
    change(&mut draft);
    let problems = draft.check().err().unwrap_or_default();
    problems.iter().map(|problem| format!("{} {}", problem.code, problem.path)).collect()
}

/// As many copies of the first as that.
fn many<T: Clone>(list: &mut Vec<T>, number: usize) {
    let first = list[0].clone();
    list.resize(number, first);
}

/// What a file cannot say, because it is found when it is read, or has no words for it; and what would make it long.
#[test]
fn what_only_a_program_can_put_together_is_found() {
    type Change = fn(&mut ProgrammesDraft);
    let changes: [(Change, &[&str]); 11] = [
        (|_| (), &[]),
        (|draft| draft.clauses[0].text = " ".into(), &["P036 clause[0].text"]),
        (|draft| draft.programmes[0].title = String::new(), &["P036 programme[0].title"]),
        (|draft| draft.programmes[1].parts[0].title = Some("e\u{301}".into()), &["P036 programme[1].part[0].title"]),
        (|draft| draft.pathways[1].title = "a\n".into(), &["P036 pathway[1].title"]),
        (|draft| draft.head.valid.until = Some(draft.head.valid.from), &["P007 document.valid"]),
        (
            |draft| draft.programmes[1].parts[1].accepts[1].earned.as_mut().unwrap().until = Some(date!("2020-01-01")),
            &["P007 programme[1].part[1].accepts[1].earned"],
        ),
        (
            |draft| draft.programmes[1].quotas[3].windows[1] = MonthDay { month: 2, day: 29 },
            &["P025 programme[1].quota[3].windows[1]"],
        ),
        (|draft| many(&mut draft.programmes[0].parts, 2_001), &["P009 programme[0].part"]),
        (|draft| many(&mut draft.programmes[1].quotas, 257), &["P009 programme[1].quota"]),
        (|draft| many(&mut draft.programmes[1].sharing, 257), &["P009 programme[1].sharing"]),
    ];
    for (at, (change, expected)) in changes.into_iter().enumerate() {
        assert_eq!(wrong(change), expected, "change {at}");
    }
}

#[test]
fn a_problem_says_where_it_is() {
    let mut draft = draft();
    draft.programmes[1].ask.least = Some(crate::credits!("20.3"));
    let problem = draft.check().unwrap_err().remove(0);
    assert_eq!(
        problem.to_string(),
        "[P005] programme[1].least: 20.3 is not a whole number of steps of 0.5 `hv` (in the programme `HV-MECH`)"
    );
}

/// A chain of parts, each within the one before, and a leaf in the last.
fn chain(programme: &mut Programme, length: usize) {
    let leaf = programme.parts.remove(0);
    programme.parts.clear();
    programme.ask.choose = None;
    let id = |n: usize| format!("p{n}").parse().unwrap();
    programme.parts.extend((0..length).map(|n| crate::programme::Part {
        accepts: if n == length.saturating_sub(1) { leaf.accepts.clone() } else { Vec::new() },
        within: n.checked_sub(1).map(id),
        ..crate::programme::Part::named(id(n))
    }));
}

#[test]
fn parts_may_nest_but_not_for_ever() {
    let nested = |length: usize| wrong(|draft| chain(&mut draft.programmes[0], length));
    assert_eq!(nested(32), Vec::<String>::new());
    assert_eq!(nested(33), ["P002 programme[0].part[32].within"]);
    assert_eq!(nested(2_000).len(), 60, "each stretch that is too long is told once");
}

/// As many prerequisites as a document holds, in one circle and in none, are walked without recursion.
#[test]
fn a_long_chain_of_prerequisites_is_walked() {
    let waiting = |closed: bool| {
        wrong(|draft| {
            let list = &mut draft.programmes[1].prerequisites;
            let model = list[0].clone();
            let id = |n: usize| format!("C{n:05}").parse().unwrap();
            list.extend((0..20_000_usize).map(|n| crate::programme::Prerequisite {
                all: vec![if closed && n == 19_999 { id(0) } else { id(n.saturating_add(1)) }],
                any: Vec::new(),
                course: id(n),
                ..model.clone()
            }));
        })
    };
    assert_eq!(waiting(false), Vec::<String>::new());
    assert_eq!(waiting(true), ["P028 programme[1].prerequisite[20001]"]);
}

/// A checked document in order is the same whatever order its draft had.
#[test]
fn a_checked_document_is_in_order() {
    let mut mixed = draft();
    mixed.programmes.reverse();
    mixed.pathways.reverse();
    mixed.clauses.reverse();
    for programme in &mut mixed.programmes {
        programme.quotas.reverse();
        programme.sharing.reverse();
        programme.parts.iter_mut().for_each(|part| part.accepts.reverse());
    }
    assert_eq!(mixed.check().unwrap(), draft().check().unwrap());
}
