//! From a command to the decision of its verb.

use crate::id::RequestKey;
use crate::ledger::act::{Act, Apply};
use crate::ledger::authority::Case;
use crate::ledger::decide::application::Quoted;
use crate::ledger::decide::{
    accrue, application, award, bind, hold, matriculate, merge, passbook, revalue, reverse, revoke, settle, study,
};
use crate::ledger::entry::{Command, Effects, Entry, SEMANTICS};
use crate::ledger::passbook::{Passbook, Status};
use crate::ledger::published::Published;
use crate::ledger::refusal::Refusal;
use crate::registry::Role;
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
    let effects = decide(&mut case)?;
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
    application::quote(&mut opened(book, published, &whole, recorded)?, &command.act)
}

/// The passbook takes the command, and whoever asks may ask it.
fn opened<'a>(
    book: &'a Passbook,
    published: &'a Published,
    command: &'a Command,
    recorded: Timestamp,
) -> Result<Case<'a>, Refusal> {
    admitted(book, &command.act)?;
    book.next.checked_add(1).ok_or(Refusal::Full)?;
    Case::open(book, published, command, recorded, role(book, &command.act))
}

fn decide(case: &mut Case<'_>) -> Result<Effects, Refusal> {
    match &case.command.act {
        Act::Open(_) => Ok(Effects::default()),
        Act::Close(_) | Act::Reopen(_) => passbook::change(case),
        Act::Enrol(enrol) => study::enrol(case, enrol),
        Act::Leave(leave) => study::leave(case, leave),
        Act::Accrue(accrue) => accrue::accrue(case, accrue),
        Act::Record(record) => accrue::record(case, record),
        Act::Regrade(regrade) => revoke::regrade(case, regrade),
        Act::Revalue(act) => revalue::revalue(case, act),
        Act::Revoke(revoke) => revoke::revoke(case, revoke),
        Act::Expire(_) => passbook::expire(case),
        Act::Apply(apply) => application::apply(case, apply),
        Act::Approve(approve) => application::approve(case, approve.application),
        Act::Refuse(refuse) => application::refuse(case, refuse),
        Act::Appeal(appeal) => application::appeal(case, appeal),
        Act::Withdraw(withdraw) => application::withdraw(case, withdraw),
        Act::Hold(hold) => hold::hold(case, hold),
        Act::Release(release) => hold::release(case, release.hold),
        Act::Lapse(lapse) => hold::lapse(case, lapse.hold),
        Act::Bind(bind) => bind::bind(case, bind),
        Act::Unbind(unbind) => bind::unbind(case, unbind.decision),
        Act::Matriculate(act) => matriculate::matriculate(case, act),
        Act::Assess(act) => matriculate::assess(case, act),
        Act::Relieve(act) => matriculate::relieve(case, act),
        Act::Redeem(act) => award::redeem(case, act),
        Act::RevokeAward(act) => award::revoke(case, act),
        Act::Settle(settle) => settle::settle(case, settle),
        Act::Reverse(reverse) => reverse::reverse(case, reverse),
        Act::MergeOut(out) => merge::leave(case, out),
        Act::MergeIn(come) => merge::come(case, come),
    }
}

/// Whether the passbook takes the command in the state it is in.
fn admitted(book: &Passbook, act: &Act) -> Result<(), Refusal> {
    let since = book.status_since;
    match book.status {
        Status::Unopened if matches!(act, Act::Open(_)) => Ok(()),
        Status::Unopened => Err(Refusal::NotOpened { learner: book.learner }),
        Status::Open if matches!(act, Act::Open(_) | Act::Reopen(_)) => Err(Refusal::AlreadyOpen),
        Status::Open => nothing_else(book, act),
        Status::Closed if after_closing(act) => Ok(()),
        Status::Closed => since.map_or(Ok(()), |since| Err(Refusal::Closed { since })),
        Status::Merging { into } => match act {
            Act::MergeOut(out) if out.into == into => Ok(()),
            _ => Err(Refusal::Merged { into }),
        },
        Status::Merged { into } => Err(Refusal::Merged { into }),
    }
}

/// While a passbook is coming in, only the rest of it is taken.
fn nothing_else(book: &Passbook, act: &Act) -> Result<(), Refusal> {
    match (book.arriving, act) {
        (Some(from), Act::MergeIn(come)) if come.from == from => Ok(()),
        (Some(from), _) => Err(Refusal::MergeUnderWay { from }),
        (None, _) => Ok(()),
    }
}

/// What a closed passbook still takes: revocation, review, reversal and reopening.
const fn after_closing(act: &Act) -> bool {
    matches!(
        act,
        Act::Revoke(_)
            | Act::Approve(_)
            | Act::Refuse(_)
            | Act::Appeal(_)
            | Act::Withdraw(_)
            | Act::Release(_)
            | Act::Lapse(_)
            | Act::Settle(_)
            | Act::Unbind(_)
            | Act::RevokeAward(_)
            | Act::Reverse(_)
            | Act::Reopen(_)
    )
}

/// The role that a command takes.
fn role(book: &Passbook, act: &Act) -> Role {
    match act {
        Act::Open(_) | Act::Enrol(_) | Act::Leave(_) | Act::Accrue(_) | Act::Record(_) => Role::Registrar,
        Act::Regrade(_) | Act::Revalue(_) | Act::Revoke(_) => Role::Registrar,
        Act::Apply(_) | Act::Appeal(_) | Act::Withdraw(_) => Role::Registrar,
        Act::Approve(approve) => application::role(book, approve.application),
        Act::Refuse(refuse) => application::role(book, refuse.application),
        Act::Close(_) | Act::Reopen(_) | Act::Expire(_) | Act::Lapse(_) => Role::Operator,
        Act::MergeOut(_) | Act::MergeIn(_) => Role::Operator,
        Act::Hold(_) | Act::Release(_) => Role::Reviewer,
        Act::Bind(_) | Act::Unbind(_) | Act::Redeem(_) | Act::RevokeAward(_) => Role::Awarder,
        Act::Matriculate(_) | Act::Assess(_) => Role::Registrar,
        Act::Relieve(_) => Role::Reviewer,
        Act::Settle(settle) => settle::role(book, settle),
        Act::Reverse(reverse) => reverse::role(book, reverse),
    }
}
