//! Credit converts: a course between tiers, village training after an appeal, and what the rules refuse.

use creditbank::ledger::{Appeal, Apply, Approve, Refuse, Take};
use creditbank::rules::{Assurance, Attested, Evidence, Explanation};
use creditbank::wording::{Language, Telling, tell};
use creditbank::{HoldId, LotId, code, date};

use super::office::{Fallible, Office};
use super::people::People;

const COLLEGE: &str = "hv01-registrar-1";

fn apply(office: &Office, person: usize, codes: &[&str]) -> Fallible<Apply> {
    let of = |code: &&str| office.lot(person, code).map(|lot| Take { credits: lot.amount.credits, lot: lot.id });
    let take = codes.iter().map(of).collect::<Fallible<_>>()?;
    let (attested, evidence) = (vec![], vec![]);
    Ok(Apply { attested, document: "demo-rules".parse()?, evidence, rule: None, take, target: None })
}

fn matching(apply: Apply, percent: u32) -> Fallible<Apply> {
    let what = Attested::CONTENT_MATCH.parse()?;
    let attested = vec![Attested { lot: apply.take.first().map(|take| take.lot), value: percent, what }];
    Ok(Apply { attested, ..apply })
}

fn transcript(office: &mut Office, person: usize, apply: Apply) -> Fallible<Apply> {
    let digest = office.people.file(person, "transcript", b"a transcript, signed by the school")?;
    let evidence = vec![Evidence { assurance: Assurance::Signed, digest, kind: "transcript".parse()? }];
    Ok(Apply { evidence, ..apply })
}

/// A course of the 中职 becomes a course of the 高职. The diploma counted it, and the college may carry it.
pub(crate) fn course(office: &mut Office) -> Fallible<()> {
    office.chapter("2026-07-06: a 中职 course becomes a 高职 course");
    office.turn(date!("2026-07-06"));
    let day = date!("2026-07-06");
    let bare = matching(apply(office, People::ZHOU, &["SV:MECH101"])?, 85)?;
    let quote = office.quote(People::ZHOU, COLLEGE, day, &bare)?;
    office.say("A quote, which changes nothing. Without the transcript the rules would refuse:");
    show_rule(office, People::ZHOU, quote.explanation(), Language::English);
    let whole = transcript(office, People::ZHOU, bare)?;
    let quote = office.quote(People::ZHOU, COLLEGE, day, &whole)?;
    office.say("With it they would grant, 并且可以用中文解释:");
    show_rule(office, People::ZHOU, quote.explanation(), Language::Chinese);
    let filed = office.does("hv01/app/1", People::ZHOU, COLLEGE, day, whole)?;
    let application = filed.made.id;
    office.turn(date!("2026-07-08"));
    let approve = Approve(application);
    office.does("hv01/app/1/first", People::ZHOU, "hv01-reviewer-1", date!("2026-07-08"), approve)?;
    office.say("It is filed, and on 2026-07-08 reviewed. Both sides stand on one line:");
    show_conversions(office, People::ZHOU)
}

/// What the explanation says of the rule on drawing, with the clause as the bank published it, and the course by its
/// title. The other rules that name the outcome are counted only, to keep this short.
fn show_rule(office: &mut Office, person: usize, explanation: &Explanation, language: Language) {
    let mut one = explanation.clone();
    one.candidates.retain(|candidate| candidate.rule.as_str() == "sec-drawing");
    let told = shown(office, person, &one, language);
    office.show(&told);
    let others = explanation.candidates.len() - one.candidates.len();
    office.say(match language {
        Language::English => format!("({others} other rules name this outcome, and are explained as fully.)"),
        Language::Chinese => format!("（另有 {others} 条规则涉及此成果，同样逐条说明。）"),
    });
}

fn shown(office: &Office, person: usize, explanation: &Explanation, language: Language) -> String {
    let (published, title) = (office.bank.published(), office.title());
    let rules = published.rules(&explanation.book, explanation.day).map(|found| found.item);
    let passbook = office.learner(person).map(|learner| learner.passbook()).ok();
    let lot = |id: LotId| {
        let lot = passbook.as_ref()?.lots.get(&id)?;
        Some(format!("`{}` {}", lot.code, title(lot).unwrap_or_default()))
    };
    tell(explanation, Telling { book: rules, lot: Some(&lot), ..language.into() })
}

fn show_conversions(office: &mut Office, person: usize) -> Fallible<()> {
    let shown = creditbank::export::conversions(&office.learner(person)?.passbook());
    office.show(&shown);
    Ok(())
}

fn show_applications(office: &mut Office, person: usize) -> Fallible<()> {
    let shown = creditbank::export::applications(&office.learner(person)?.passbook());
    office.show(&shown);
    Ok(())
}

/// Two reviews at two places, a refusal with its reason, and an appeal before other people.
pub(crate) fn village(office: &mut Office) -> Fallible<()> {
    office.chapter("2026-07-10: village training, refused in the second review, and an appeal");
    let (day, ran) = (date!("2026-07-10"), People::RAN);
    office.turn(day);
    let whole = apply(office, ran, &["ORANGE-PRUNING", "ONLINE-SELLING"])?;
    let attested = vec![Attested { lot: None, value: 1, what: "rural_household".parse()? }];
    let filed = office.does("hv01/app/2", ran, COLLEGE, day, Apply { attested, ..whole })?;
    let application = filed.made.id;
    office.does("hv01/app/2/first", ran, "hv01-reviewer-1", day, Approve(application))?;
    let refuse = Refuse::because(application, code!("household-not-proved"));
    office.does("hv01/app/2/second", ran, "bank-reviewer-1", day, refuse)?;
    office.say("The college agrees, the bank's centre does not. The hours stay held until the last day for an appeal:");
    show_applications(office, ran)?;
    appeal(office, application)?;
    office.say("On 2026-07-20 an appeal is lodged. Whoever has reviewed it may not do so again:");
    for by in ["hv01-reviewer-1", "hv01-reviewer-2", "bank-reviewer-1", "bank-reviewer-2"] {
        let answer =
            office.ask(&format!("hv01/app/2/appeal/{by}"), ran, by, date!("2026-07-20"), Approve(application))?;
        office.show(&format!("{by}: {}", answer.map_or_else(|why| why.to_string(), |_| "agrees".to_owned())));
    }
    show_conversions(office, ran)?;
    let stood = office.statement(ran)?.balances;
    office.show(&creditbank::export::balances(&stood));
    Ok(())
}

fn appeal(office: &mut Office, application: HoldId) -> Fallible<()> {
    office.turn(date!("2026-07-20"));
    let reasons = vec!["household-register-attached".parse()?];
    let appeal = Appeal { application, reasons };
    office.does("hv01/app/2/appeal", People::RAN, COLLEGE, date!("2026-07-20"), appeal)?;
    Ok(())
}

/// What the rules refuse is a decision too: it stands in the book with its reasons.
pub(crate) fn refused_by_the_rules(office: &mut Office) -> Fallible<()> {
    office.chapter("2026-07-21: what the rules refuse is on the record, with every reason and by how much");
    let (day, qin) = (date!("2026-07-21"), People::QIN);
    office.turn(day);
    let asked = matching(apply(office, qin, &["SV:MECH101"])?, 72)?;
    let asked = transcript(office, qin, asked)?;
    let filed = office.does("hv01/app/3", qin, COLLEGE, day, asked)?;
    let application = filed.made.id;
    let explanation = office.learner(qin)?.explanation(application)?;
    show_rule(office, qin, &explanation, Language::English);
    show_applications(office, qin)
}
