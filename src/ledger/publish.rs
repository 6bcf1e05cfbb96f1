//! Documents are published.

use crate::credit::Amount;
use crate::id::{MandateId, RequestKey, UnitId};
use crate::ledger::actor::Actor;
use crate::ledger::document::{BookEntry, Document, Publication, Publish, SEMANTICS};
use crate::ledger::published::Published;
use crate::ledger::refusal::Refusal;
use crate::registry::{self, Framework, Power, Role};
use crate::time::{Date, Timestamp};

/// Decides a publication. Pure, like [`decide_learner`](crate::ledger::decide_learner).
///
/// # Errors
/// The first [`Refusal`] in the order of precedence.
pub fn decide_book(
    published: &Published,
    key: &RequestKey,
    publish: &Publish,
    recorded: Timestamp,
) -> Result<BookEntry, Refusal> {
    let today = recorded.day_in(published.zone());
    let mut cites = Vec::new();
    let by = publisher(published, &publish.by, publish.effective, today, &mut cites)?;
    if publish.effective > today {
        return Err(Refusal::InFuture { effective: publish.effective, today });
    }
    let document = &publish.document;
    if published.kind_of(document.id()).is_some_and(|kind| kind != document.kind()) {
        return Err(Refusal::KindChanged { document: document.id().clone() });
    }
    if let Some((code, document)) = published.taken(document) {
        return Err(Refusal::CodeTaken { code, document });
    }
    match &**document {
        Document::Registry(content) => counted(published, content, document.valid().from)?,
        Document::Rules(book) => defined_alike(published, &book.draft().framework, document)?,
        Document::Programmes(book) => defined_alike(published, &book.draft().framework, document)?,
    }
    let publication = Publication {
        document: document.id().clone(),
        hash: publish.hash,
        kind: document.kind(),
        size: publish.size,
        valid: document.valid(),
    };
    cites.sort_unstable();
    cites.dedup();
    let (key, effective) = (key.clone(), publish.effective);
    Ok(BookEntry { key, by, effective, recorded, semantics: SEMANTICS, cites, judged: publish.judged, publication })
}

/// The most of a policy for attempts is in a unit of the frameworks in force on the first day, in whole quanta of it.
fn counted(published: &Published, document: &registry::Document, day: Date) -> Result<(), Refusal> {
    let mosts: Vec<&Amount> = match document {
        registry::Document::Courses(all) => all.iter().filter_map(|course| course.attempts.most.as_ref()).collect(),
        registry::Document::Institutions(all) => {
            let grants = all.iter().flat_map(|institution| &institution.powers);
            grants.filter_map(|grant| grant.attempts.as_ref()?.most.as_ref()).collect()
        }
        registry::Document::Framework(_) | registry::Document::Mandates(_) => Vec::new(),
    };
    for most in mosts.into_iter().filter(|most| most.unit != UnitId::item()) {
        let unit = published.unit(&most.unit, day).map(|found| found.item);
        let unknown = || Refusal::UnknownUnit { unit: most.unit.clone(), day };
        unit.ok_or_else(unknown)?.admits(most.credits).map_err(Refusal::OffQuantum)?;
    }
    Ok(())
}

/// A rule book says what its units, scales and levels are, and so do programmes. The frameworks in force on its first
/// day say the same.
fn defined_alike(published: &Published, own: &Framework, document: &Document) -> Result<(), Refusal> {
    let day = document.valid().from;
    let otherwise = |code: String| Err(Refusal::DefinedOtherwise { code, day });
    let item = UnitId::item();
    for unit in own.units().filter(|unit| unit.id != item) {
        if published.unit(&unit.id, day).is_none_or(|found| found.item.quantum != unit.quantum) {
            return otherwise(unit.id.to_string());
        }
    }
    for scale in own.scales() {
        if published.scale(&scale.id, day).is_none_or(|found| found.item != scale) {
            return otherwise(scale.id.to_string());
        }
    }
    let unknown = own.levels().find(|level| published.level(level, day).is_none());
    unknown.map_or(Ok(()), |level| otherwise(level.to_string()))
}

/// The founder may always publish; anyone else needs the role and an institution with the power.
fn publisher(
    published: &Published,
    mandate: &MandateId,
    effective: Date,
    today: Date,
    cites: &mut Vec<u64>,
) -> Result<Actor, Refusal> {
    if *mandate == published.founder().mandate {
        return Ok(published.founder().clone());
    }
    let (by, _) = crate::ledger::authority::mandated(published, mandate, today, Role::Publisher, cites)?;
    let unknown = || Refusal::UnknownInstitution { institution: by.institution.clone(), day: effective };
    let institution = published.institution(&by.institution, effective).ok_or_else(unknown)?;
    cites.push(institution.position);
    if institution.item.may(Power::Publish, effective) {
        return Ok(by);
    }
    Err(Refusal::NoPower { institution: by.institution, power: Power::Publish, day: effective })
}
