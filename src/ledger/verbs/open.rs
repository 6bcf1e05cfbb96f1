//! Opening a passbook, closing it, and opening it again.

use crate::id::Code;
use crate::ledger::authority::Case;
use crate::ledger::effects::{Effects, Frame};
use crate::ledger::passbook::{Passbook, Status};
use crate::ledger::refusal::Refusal;
use crate::ledger::verbs::kit::{becomes, in_turn};
use crate::ledger::verbs::verb::{Applied, Taken, Verb, written_as};
use crate::registry::{Power, Role};

/// The passbook is opened.
///
/// Refused for what every command is ([`Refusal`](crate::ledger::Refusal)).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Open;

written_as!(Open());

impl Verb for Open {
    const ROLE: Role = Role::Registrar;
    const TAKEN: Taken = Taken::Unopened;

    fn decide(&self, _case: &mut Case<'_>) -> Result<Effects, Refusal> {
        Ok(Effects::default())
    }

    fn apply(&self, book: &mut Passbook, entry: &Frame<'_>) -> Applied {
        becomes(book, Status::Open, entry);
        Ok(())
    }
}

/// The passbook is closed. It can be reopened.
///
/// Refused for what every command is ([`Refusal`](crate::ledger::Refusal)).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Close(
    /// Why.
    pub Code,
);

written_as!(Close(reason: Code));

impl Verb for Close {
    const ROLE: Role = Role::Operator;

    fn decide(&self, case: &mut Case<'_>) -> Result<Effects, Refusal> {
        case.needs(Power::Keep)?;
        in_turn(case)?;
        Ok(Effects::default())
    }

    fn apply(&self, book: &mut Passbook, entry: &Frame<'_>) -> Applied {
        becomes(book, Status::Closed, entry);
        Ok(())
    }
}

/// A closed passbook is opened again.
///
/// Refused for what every command is ([`Refusal`](crate::ledger::Refusal)).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reopen(
    /// Why.
    pub Code,
);

written_as!(Reopen(reason: Code));

impl Verb for Reopen {
    const ROLE: Role = Role::Operator;
    const TAKEN: Taken = Taken::Closed;

    fn decide(&self, case: &mut Case<'_>) -> Result<Effects, Refusal> {
        case.needs(Power::Keep)?;
        in_turn(case)?;
        Ok(Effects::default())
    }

    fn apply(&self, book: &mut Passbook, entry: &Frame<'_>) -> Applied {
        becomes(book, Status::Open, entry);
        Ok(())
    }
}
