//! From a command to the entry that answers it. Deciding changes nothing; what follows, each verb says for itself.

use crate::id::RequestKey;
use crate::ledger::authority::Case;
use crate::ledger::document::SEMANTICS;
use crate::ledger::entry::{Command, Entry};
use crate::ledger::passbook::Passbook;
use crate::ledger::published::Published;
use crate::ledger::refusal::Refusal;
use crate::ledger::verbs::{Apply, Quoted, quote};
use crate::time::Timestamp;

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
    book.next.checked_add(1).ok_or(Refusal::Full)?;
    Case::open(book, published, (&command.by, command.act.role(book)), (command.effective, recorded))
}
