//! Applying to convert lots: the rules are asked, with the facts as the passbook and the published documents have them, and
//! what they grant is held or converted.

use serde::{Deserialize, Serialize};

use crate::credit::Credits;
use crate::digest::{Digest, domain};
use crate::id::{Code, CourseId, DocumentId, HoldId, LotId};
use crate::journal::canonical;
use crate::ledger::application::{Application, Appraisal, Conversion, reasons};
use crate::ledger::authority::Case;
use crate::ledger::effects::{Effects, Frame};
use crate::ledger::group::standing_alone;
use crate::ledger::lot::{Lot, Take};
use crate::ledger::named::Named;
use crate::ledger::outcome::Remark;
use crate::ledger::passbook::{Decision, Enrolment, HeldFor, Passbook};
use crate::ledger::refusal::{LotRefusal, PassbookRefusal, Refusal, Ruling, WhatRefusal};
use crate::ledger::standing::Place;
use crate::ledger::verbs::hold::held;
use crate::ledger::verbs::kit::{Decided, From, convert, converted, hold, later, named_once, whole, would_not_be_free};
use crate::ledger::verbs::made::{Filed, FilingResult, Made};
use crate::ledger::verbs::verb::{Applied, Undo, Verb};
use crate::registry::{CourseName, OutcomeKind, Power, Role};
use crate::rules::{
    Answer, Asked, Attested, EnrolmentFact, Evaluation, Evidence, Explanation, Facts, Grant, OutcomeFact, PassedFact,
    Prior, ReviewStage, Rule, RuleBook, Target, basis_day, evaluate, reads,
};
use crate::time::Date;

/// An application to convert lots under a rule book (转换): the rules are asked, and what they grant is held.
///
/// Refused for what every command is ([`Refusal`](crate::ledger::Refusal)),
/// and for [`WhatRefusal`](crate::ledger::WhatRefusal) or [`LotRefusal`](crate::ledger::LotRefusal).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Apply {
    /// What whoever files it attests.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attested: Vec<Attested>,
    /// The rule book.
    pub document: DocumentId,
    /// The evidence handed in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
    /// By this rule, where several apply.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<Code>,
    /// Which lots, and how much of each.
    pub take: Vec<Take>,
    /// Toward this course.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<CourseName>,
}

impl Apply {
    /// An application under a rule book, of which the lots are still to be named.
    ///
    /// ```
    /// use creditbank::ledger::Apply;
    /// use creditbank::rules::Attested;
    /// use creditbank::{LotId, credits, document};
    ///
    /// let lot = LotId::here(1, 0);
    /// let apply = Apply::under(document!("demo-rules")).taking(lot, credits!("4")).attesting(Attested::content_match(lot, 85));
    /// assert_eq!(apply.take.len(), 1);
    /// ```
    #[must_use]
    pub const fn under(document: DocumentId) -> Self {
        Self { attested: Vec::new(), document, evidence: Vec::new(), rule: None, take: Vec::new(), target: None }
    }

    /// The same with so much of one more lot.
    #[must_use]
    pub fn taking(mut self, lot: LotId, credits: Credits) -> Self {
        self.take.push(Take { credits, lot });
        self
    }

    /// The same with one more thing that whoever files it attests.
    #[must_use]
    pub fn attesting(mut self, attested: Attested) -> Self {
        self.attested.push(attested);
        self
    }

    /// The same with one more piece of evidence.
    #[must_use]
    pub fn with(mut self, evidence: Evidence) -> Self {
        self.evidence.push(evidence);
        self
    }

    /// The same toward a course.
    #[must_use]
    pub fn toward(self, course: CourseName) -> Self {
        Self { target: Some(course), ..self }
    }
}

impl Verb for Apply {
    const ROLE: Role = Role::Registrar;
    const UNDO: Option<&'static dyn Undo> = Some(&Decided);

    fn decide(&self, case: &mut Case<'_>) -> Result<Effects, Refusal> {
        let appraised = considered(case, self)?;
        filed(case, self, appraised.appraisal)
    }

    fn apply(&self, book: &mut Passbook, entry: &Frame<'_>) -> Applied {
        let appraisal = entry.effects.application.as_ref().ok_or("it does not say what the rules say")?;
        let id = HoldId::here(entry.n, 0);
        let application = Application {
            appealed: None,
            appraisal: appraisal.clone(),
            by: entry.by.clone(),
            converted: None,
            effective: entry.effective,
            ended: appraisal.is_refused().then(|| entry.id()),
            id,
            latest: entry.effective,
            recorded: entry.recorded,
            refused_through: None,
            reviews: Vec::new(),
            signed: vec![entry.by.mandate.clone()],
            take: self.take.clone(),
        };
        book.applications.insert(id, application);
        if let Some(through) = entry.effects.through {
            let take = Conversion::granted(appraisal, id, entry.effective, &self.take).held();
            let held = HeldFor { read: appraisal.read.clone(), ..held(entry, take, through) };
            book.holds.insert(id, held);
        }
        converted(book, entry, id)
    }

    fn made(&self, line: &Frame<'_>, _after: &Passbook) -> Option<Made> {
        let Effects { application, made, through, .. } = line.effects;
        let appraisal = application.as_ref()?;
        let outcome = match through {
            _ if appraisal.is_refused() => FilingResult::Refused(appraisal.reasons.clone()),
            Some(through) => FilingResult::UnderReview { through: *through },
            None => FilingResult::Converted(made.iter().map(|lot| lot.id).collect()),
        };
        Some(Made::Filed(Filed { id: HoldId::here(line.n, 0), outcome }))
    }
}

/// What would come of an application if it were filed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quoted {
    /// What the rules say, in short.
    pub appraisal: Appraisal,
    /// In full.
    pub explanation: Explanation,
    /// What whoever asked should know: what would be made stands behind another attempt.
    pub remarks: Vec<Remark>,
}

/// What the rules say of an application that could be filed.
pub(crate) fn quote(case: &mut Case<'_>, apply: &Apply) -> Result<Quoted, Refusal> {
    let Appraised { appraisal, evaluation } = considered(case, apply)?;
    filed(case, apply, appraisal.clone())?;
    let mut desk = case.desk();
    let remarks = would_not_be_free(case, &mut desk, &appraisal)?;
    Ok(Quoted { appraisal, explanation: evaluation.explanation, remarks })
}

/// Every lot must be such that it can be read; then the rules are asked. What they take, or what loses, must be at the
/// learner's disposal too, which is seen when it is held or used.
fn considered(case: &mut Case<'_>, apply: &Apply) -> Result<Appraised, Refusal> {
    case.needs(Power::Review)?;
    named_once(&apply.take)?;
    let desk = case.desk();
    for take in &apply.take {
        whole(case, take)?;
        desk.readable(take)?;
    }
    desk.one_of_each(&apply.take, &apply.take)?;
    attested_of_lots_applied_with(apply)?;
    appraise(case, apply)
}

/// What is granted is held, or converted at once where nobody has to agree.
fn filed(case: &mut Case<'_>, apply: &Apply, appraisal: Appraisal) -> Result<Effects, Refusal> {
    let mut desk = case.desk();
    let id = HoldId { entry: desk.entry(), k: 0 };
    if !appraisal.is_refused() {
        let conversion = Conversion::granted(&appraisal, id, case.day(), &apply.take);
        if appraisal.review.is_empty() {
            convert(case, &mut desk, &appraisal, conversion, From::Free)?;
        } else {
            hold(&mut desk, &conversion, id)?;
            desk.effects.through = Some(later(case.day(), appraisal.review_days)?);
        }
    }
    desk.effects.application = Some(appraisal);
    Ok(desk.effects)
}

fn attested_of_lots_applied_with(apply: &Apply) -> Result<(), Refusal> {
    let named = apply.attested.iter().filter_map(|one| one.lot);
    let strange = named.into_iter().find(|lot| !apply.take.iter().any(|take| take.lot == *lot));
    strange.map_or(Ok(()), |lot| Err(LotRefusal::Unknown { what: Named::Lot(lot) }.into()))
}

/// What the rules say, in short and in full.
struct Appraised {
    appraisal: Appraisal,
    evaluation: Evaluation,
}

fn appraise(case: &mut Case<'_>, apply: &Apply) -> Result<Appraised, Refusal> {
    let facts = facts(case, apply)?;
    let (book, day) = book_for(case, &apply.document, &facts)?;
    if let Some(rule) = apply.rule.as_ref().filter(|rule| book.versions(rule).is_empty()) {
        return Err(WhatRefusal::UnknownRule { rule: rule.clone(), document: apply.document.clone() }.into());
    }
    let evaluation = evaluate(book, &facts);
    let grants = match &evaluation.answer {
        Answer::Granted(grants) => grants.clone(),
        Answer::Refused => Vec::new(),
        Answer::Choose(rules) => return Err(WhatRefusal::NameRule { rules: rules.clone() }.into()),
        Answer::Ambiguous(rules) => return Err(WhatRefusal::AmbiguousRules { rules: rules.clone() }.into()),
    };
    grants.iter().try_for_each(|grant| fits(case, grant))?;
    let draft = book.draft();
    let rules = granting(book, &grants, day);
    let appraisal = Appraisal {
        appeal_days: draft.appeal_days,
        book: book.hash(),
        day,
        document: apply.document.clone(),
        explanation: hash(domain::EXPLANATION, &evaluation.explanation)?,
        facts: hash(domain::FACTS, &facts)?,
        read: read(case, book, &rules, &apply.take),
        reasons: reasons(&evaluation),
        review: stages(&rules),
        grants,
        review_days: draft.review_days,
        semantics: draft.semantics,
    };
    Ok(Appraised { appraisal, evaluation })
}

fn hash<T: Serialize>(domain: &[u8], value: &T) -> Result<Digest, Refusal> {
    let bytes = canonical(value).map_err(|_| PassbookRefusal::Full)?;
    Ok(Digest::of(&[domain, &bytes]))
}

/// The version in force on the day of the application says which date is the basis; the version in force on that
/// date decides.
fn book_for<'a>(case: &mut Case<'a>, document: &DocumentId, facts: &Facts) -> Result<(&'a RuleBook, Date), Refusal> {
    let none = |day| WhatRefusal::NotInForce { kind: Ruling::RuleBook, document: document.clone(), day };
    let today = case.rules(document, case.day()).ok_or_else(|| none(case.day()))?;
    let day = basis_day(today.draft().basis, facts);
    let book = case.rules(document, day).ok_or_else(|| none(day))?;
    Ok((book, day))
}

/// What comes out must be something: a course of a catalogue in force, in whole quanta of a unit in force, at a tier
/// at which the institution may review.
fn fits(case: &mut Case<'_>, grant: &Grant) -> Result<(), Refusal> {
    for output in &grant.outputs {
        case.needs_at(Power::Review, output.tier)?;
        if let Target::Course(course) | Target::Exemption(course) = &output.target {
            case.course_named(course)?;
        }
        if let Some(amount) = output.amount.as_ref().filter(|amount| !amount.credits.is_zero()) {
            case.whole(amount.credits, &amount.unit)?;
        }
    }
    Ok(())
}

/// The rules that grant, as they are on the basis date.
fn granting<'a>(book: &'a RuleBook, grants: &[Grant], day: Date) -> Vec<&'a Rule> {
    let in_force = |grant: &Grant| book.versions(&grant.rule).iter().find(|rule| rule.valid.covers(day));
    grants.iter().filter_map(in_force).collect()
}

/// The reviews that the rules ask for together: of each as often as the rule that asks for it most often.
fn stages(rules: &[&Rule]) -> Vec<ReviewStage> {
    let mut stages: Vec<ReviewStage> = Vec::new();
    for rule in rules {
        let asked = rule.review.as_slice();
        for (at, stage) in asked.iter().enumerate() {
            let count = |list: &[ReviewStage]| list.iter().filter(|one| *one == stage).count();
            let before = asked.get(..=at).map_or(0, count);
            if count(&stages) < before {
                stages.push(stage.clone());
            }
        }
    }
    stages
}

/// Collects the facts. Everything is in the order of its own, so that the same passbook gives the same bytes.
fn facts(case: &mut Case<'_>, apply: &Apply) -> Result<Facts, Refusal> {
    let mut attested = apply.attested.clone();
    attested.sort();
    attested.dedup();
    let mut evidence = apply.evidence.clone();
    evidence.sort();
    evidence.dedup();
    Ok(Facts {
        applied: case.day(),
        asked: Asked { rule: apply.rule.clone(), target: apply.target.clone() },
        attested,
        enrolments: enrolments(case.book, case.day()),
        evidence,
        outcomes: outcomes(case, &apply.take)?,
        passed: passed(case, &apply.take),
        prior: counted(case.book, &apply.document),
        receiver: case.institution().clone(),
    })
}

fn outcomes(case: &mut Case<'_>, take: &[Take]) -> Result<Vec<OutcomeFact>, Refusal> {
    let mut outcomes = take.iter().map(|one| outcome(case, one)).collect::<Result<Vec<_>, _>>()?;
    outcomes.sort_by_key(|one| one.id);
    Ok(outcomes)
}

fn outcome(case: &mut Case<'_>, take: &Take) -> Result<OutcomeFact, Refusal> {
    let lot = case.lot(take.lot)?;
    Ok(OutcomeFact {
        amount: lot.amount.clone(),
        asked: take.credits,
        code: lot.code.clone(),
        content: lot.content.clone(),
        earned: lot.earned,
        grade: lot.grade.clone(),
        id: lot.id,
        issuer: lot.issuer.clone(),
        kind: lot.kind,
        level: lot.level.clone(),
        never: never(case, lot),
        team: lot.team.map(|team| (team.member_no, team.team_size)),
        thing: lot.thing().cloned(),
        tier: lot.tier,
        valid_through: lot.valid_through,
    })
}

/// Whether the catalogue in force says that the course is never converted. A course that is in none is not marked.
fn never(case: &mut Case<'_>, lot: &Lot) -> bool {
    let course = lot.code.as_str().parse::<CourseId>().ok().filter(|_| lot.kind == OutcomeKind::Course);
    course.and_then(|course| case.course_of(&course, &lot.issuer)).is_some_and(|course| course.never_convertible)
}

/// The learner's other outcomes that count on the day.
fn passed(case: &Case<'_>, take: &[Take]) -> Vec<PassedFact> {
    let mut passed: Vec<_> = others(case, take).into_iter().map(passed_fact).collect();
    let grade = |one: &PassedFact| one.grade.as_ref().map(ToString::to_string);
    passed.sort_by_cached_key(|one| (one.kind, one.code.clone(), grade(one), one.thing.clone()));
    passed
}

/// Those of them that are as one of these rules needs them, by id. All are named, also where one would do: whichever
/// falls, somebody looks.
fn read(case: &Case<'_>, book: &RuleBook, rules: &[&Rule], take: &[Take]) -> Vec<LotId> {
    let is_read = |lot: &&Lot| {
        let fact = passed_fact(lot);
        rules.iter().any(|rule| reads(book, rule, &fact))
    };
    others(case, take).into_iter().filter(is_read).map(|lot| lot.id).collect()
}

fn passed_fact(lot: &Lot) -> PassedFact {
    let (code, grade, thing) = (lot.code.clone(), lot.grade.clone(), lot.thing().cloned());
    PassedFact { code, grade, kind: lot.kind, thing }
}

/// Any attempt that counts as such on the day can be read; where the last counts, the standing one.
fn others<'a>(case: &Case<'a>, take: &[Take]) -> Vec<&'a Lot> {
    let alone = standing_alone(case.book, case.published, case.day());
    let stands = |lot: &Lot| lot.thing().and_then(|thing| alone.get(thing)).is_none_or(|one| *one == Some(lot.id));
    let is_asked = |lot: &Lot| take.iter().any(|one| one.lot == lot.id);
    let is_here = |lot: &Lot| !lot.is_wholly(Place::Moved);
    let counts = |lot: &&Lot| lot.is_candidate(case.day()) && is_here(lot) && stands(lot) && !is_asked(lot);
    case.book.lots.values().filter(counts).collect()
}

fn enrolments(book: &Passbook, day: Date) -> Vec<EnrolmentFact> {
    let known = book.enrolments.values().filter(|one| one.from <= day);
    let fact = |one: &Enrolment| EnrolmentFact {
        from: one.starts,
        programme: one.programme.clone(),
        until: one.left.as_ref().map(|left| left.on),
    };
    let mut enrolments: Vec<_> = known.map(fact).collect();
    enrolments.sort_by(|a, b| (a.from, &a.programme, a.until).cmp(&(b.from, &b.programme, b.until)));
    enrolments
}

/// What conversions have given and stands, and what applications under review would give. Room under a limit is theirs
/// from the day they are filed, so that two of them never pass it together.
fn counted(book: &Passbook, document: &DocumentId) -> Vec<Prior> {
    let open = book.applications.values().filter(|one| one.ended.is_none() && one.appraisal.document == *document);
    let pending = open.flat_map(|one| one.appraisal.grants.iter().map(|grant| standing(book, grant, one.effective)));
    standing_grants(book, document).into_iter().chain(pending).collect()
}

/// What conversions under a rule book have given, in whatever version, and stands.
#[must_use]
pub fn standing_grants(book: &Passbook, document: &DocumentId) -> Vec<Prior> {
    let under = |one: &&Decision| one.conversion.as_ref().is_some_and(|one| one.document == *document);
    let grants = |one: &Decision| -> Vec<Prior> {
        let Some(conversion) = &one.conversion else { return Vec::new() };
        conversion.grants.iter().map(|grant| standing(book, grant, conversion.applied)).collect()
    };
    book.live_decisions().filter(under).flat_map(grants).collect()
}

fn standing(book: &Passbook, grant: &Grant, on: Date) -> Prior {
    Prior::of(grant, on, |id| {
        let lot = book.lots.get(&id)?;
        Some((id, lot.content.clone(), lot.issuer.clone()))
    })
}
