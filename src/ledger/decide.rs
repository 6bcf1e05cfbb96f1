//! From a command to the entry that answers it, and from a document to the line that publishes it. Deciding changes nothing;
//! what follows from a command, each verb says for itself.

use crate::credit::Amount;
use crate::id::{MandateId, RequestKey, UnitId};
use crate::ledger::authority::Case;
use crate::ledger::document::{BookEntry, Document, Publication, Publish, SEMANTICS};
use crate::ledger::entry::{Command, Entry};
use crate::ledger::named::Actor;
use crate::ledger::passbook::Passbook;
use crate::ledger::published::Published;
use crate::ledger::refusal::{Defined, PassbookRefusal, Refusal, WhatRefusal, WhenRefusal, WhoRefusal};
use crate::ledger::verbs::{Apply, Quoted, quote};
use crate::registry::{self, Framework, Power, Role};
use crate::time::{Date, Timestamp};

/// Decides a command for one learner. Pure: the same four arguments give the same answer for ever, and nothing
/// is changed by asking.
///
/// # Errors
/// The first [`Refusal`] in the order of precedence.
pub fn decide_learner(
    book: &Passbook,
    published: &Published,
    key: &RequestKey,
    command: &Command,
    recorded: Timestamp,
) -> Result<Entry, Refusal> {
    let mut case = opened(book, published, command, recorded)?;
    let effects = command.act.decide(&mut case)?;
    Ok(Entry {
        learner: command.learner,
        n: book.next,
        key: key.clone(),
        by: case.actor,
        effective: command.effective,
        recorded,
        semantics: SEMANTICS,
        cites: case.cites,
        act: command.act.clone(),
        effects,
    })
}

/// What would come of an application if it were filed. Pure, like [`decide_learner`].
///
/// # Errors
/// The first [`Refusal`] that filing it would meet.
pub fn quote_learner(
    book: &Passbook,
    published: &Published,
    command: &Command<Apply>,
    recorded: Timestamp,
) -> Result<Quoted, Refusal> {
    let whole = command.clone().into_any();
    quote(&mut opened(book, published, &whole, recorded)?, &command.act)
}

/// The passbook takes the command, and whoever asks may ask it.
fn opened<'a>(
    book: &'a Passbook,
    published: &'a Published,
    command: &Command,
    recorded: Timestamp,
) -> Result<Case<'a>, Refusal> {
    command.act.admits(book)?;
    book.next.checked_add(1).ok_or(PassbookRefusal::Full)?;
    Case::open(book, published, (&command.by, command.act.role(book)), (command.effective, recorded))
}

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
        return Err(WhenRefusal::InFuture { effective: publish.effective, today }.into());
    }
    let document = &publish.document;
    if published.kind_of(document.id()).is_some_and(|kind| kind != document.kind()) {
        return Err(WhatRefusal::KindChanged { document: document.id().clone() }.into());
    }
    if let Some((defined, document)) = published.taken(document) {
        return Err(WhatRefusal::CodeTaken { defined, document }.into());
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
fn counted(published: &Published, document: &registry::RegistryDocument, day: Date) -> Result<(), Refusal> {
    let mosts: Vec<&Amount> = match document {
        registry::RegistryDocument::Courses(all) => {
            all.iter().filter_map(|course| course.attempts.most.as_ref()).collect()
        }
        registry::RegistryDocument::Institutions(all) => {
            let grants = all.iter().flat_map(|institution| &institution.powers);
            grants.filter_map(|grant| grant.attempts.as_ref()?.most.as_ref()).collect()
        }
        registry::RegistryDocument::Framework(_) | registry::RegistryDocument::Mandates(_) => Vec::new(),
    };
    for most in mosts.into_iter().filter(|most| most.unit != UnitId::item()) {
        let unit = published.unit(&most.unit, day).map(|found| found.item);
        let unknown = || WhatRefusal::UnknownUnit { unit: most.unit.clone(), day };
        unit.ok_or_else(unknown)?.admits(most.credits).map_err(WhatRefusal::OffQuantum)?;
    }
    Ok(())
}

/// A rule book says what its units, scales and levels are, and so do programmes. The frameworks in force on its first
/// day say the same.
fn defined_alike(published: &Published, own: &Framework, document: &Document) -> Result<(), Refusal> {
    let day = document.valid().from;
    let otherwise = |defined| Err(WhatRefusal::DefinedOtherwise { defined, day }.into());
    let item = UnitId::item();
    for unit in own.units().filter(|unit| unit.id != item) {
        if published.unit(&unit.id, day).is_none_or(|found| found.item.quantum != unit.quantum) {
            return otherwise(Defined::Unit(unit.id.clone()));
        }
    }
    for scale in own.scales() {
        if published.scale(&scale.id, day).is_none_or(|found| found.item != scale) {
            return otherwise(Defined::Scale(scale.id.clone()));
        }
    }
    let unknown = own.levels().find(|level| published.level(level, day).is_none());
    unknown.map_or(Ok(()), |level| otherwise(Defined::Level(level.clone())))
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
    let unknown = || WhoRefusal::UnknownInstitution { institution: by.institution.clone(), day: effective };
    let institution = published.institution(&by.institution, effective).ok_or_else(unknown)?;
    cites.push(institution.position);
    if institution.item.may(Power::Publish, effective) {
        return Ok(by);
    }
    Err(WhoRefusal::NoPower { institution: by.institution, power: Power::Publish, day: effective }.into())
}
