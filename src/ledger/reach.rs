//! Out of which scopes a use takes what is reserved.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::id::{Code, ProgrammeId};
use crate::ledger::authority::Case;
use crate::ledger::holdings::carried_scopes;
use crate::ledger::lot::Part;
use crate::ledger::matriculation::Matriculation;
use crate::ledger::passbook::Passbook;
use crate::ledger::standing::{Place, Scope, Standing};
use crate::time::Date;

/// What alone can say that a use takes out of a scope: a document, never whoever asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Carrier {
    /// Nothing: a hold, a set and what loses to another conversion take only what is free.
    None,
    /// The programme of the award, with `carry`.
    Programme(ProgrammeId),
    /// A source of the rule, with `reserved_by`.
    Rule(Code),
    /// The award's programme, of which no document is in force.
    Unpublished(ProgrammeId),
}

/// It completes the sentence "short by 0.5; …".
impl fmt::Display for Carrier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => f.write_str("only what is free can be taken here"),
            Self::Programme(id) => write!(f, "programme `{id}` would have to `carry` from there"),
            Self::Rule(id) => write!(f, "a source of rule `{id}` would have to say so in `reserved_by`"),
            Self::Unpublished(id) => {
                write!(f, "programme `{id}` would have to be published, and to `carry` from there")
            }
        }
    }
}

/// The scopes out of which a use takes, and the one that it binds in.
#[derive(Clone, Debug)]
pub(crate) struct Reach {
    /// What it takes beside what is free.
    pub(crate) scopes: Vec<Scope>,
    /// Where it binds: what is there already is not taken again.
    pub(crate) avoid: Option<Scope>,
    /// What would have to say more.
    pub(crate) carrier: Carrier,
}

impl Reach {
    /// Only what is free.
    pub(crate) const FREE: Self = Self { scopes: Vec::new(), avoid: None, carrier: Carrier::None };

    /// Whether it takes of a part.
    pub(crate) fn has(&self, part: &Part) -> bool {
        part.standing.place == Place::Available && self.reaches(&part.standing)
    }

    /// Whether it takes out of the scopes of a standing, wherever that is.
    pub(crate) fn reaches(&self, standing: &Standing) -> bool {
        self.avoid.as_ref().is_none_or(|scope| !standing.is_in(scope))
            && standing.scopes.iter().all(|one| self.scopes.contains(&one.scope))
    }

    /// What a decision takes that binds in a scope: as the programme says that is awarded, in the version in which the
    /// learner is matriculated, or else in the one that is in force.
    pub(crate) fn into(case: &mut Case<'_>, scope: &Scope) -> Self {
        let (scopes, carrier) = match scope {
            Scope::Award(programme) => carried(case, programme),
            Scope::Set(_) => (Vec::new(), Carrier::None),
        };
        Self { scopes, avoid: Some(scope.clone()), carrier }
    }
}

fn carried(case: &mut Case<'_>, programme: &ProgrammeId) -> (Vec<Scope>, Carrier) {
    let (book, day) = (case.book, case.day());
    let by = Carrier::Programme(programme.clone());
    let studied: Vec<_> = studied(book, programme, day).collect();
    if !studied.is_empty() {
        let pinned =
            |of: &Matriculation| Some(carried_scopes(book, of, case.programmes_at(&of.document, of.position)?));
        return (studied.into_iter().filter_map(pinned).flatten().collect(), by);
    }
    match case.programme(programme) {
        Some(found) => (found.carry.iter().map(|one| Scope::Award(one.from.clone())).collect(), by),
        None => (Vec::new(), Carrier::Unpublished(programme.clone())),
    }
}

/// The matriculations in a programme in which the learner studies on a day. After a merge there may be two.
fn studied<'a>(book: &'a Passbook, programme: &ProgrammeId, day: Date) -> impl Iterator<Item = &'a Matriculation> {
    let entered = book.matriculations.values().filter(move |one| one.programme == *programme && one.on <= day);
    entered.filter(move |one| !is_over(book, one, day))
}

/// Whether the learner has left it by a day, or another has taken its place.
fn is_over(book: &Passbook, of: &Matriculation, day: Date) -> bool {
    let left = of.left.as_ref().map(|left| left.on);
    let next = of.succeeded.and_then(|next| book.matriculations.get(&next)).map(|next| next.on);
    left.into_iter().chain(next).any(|on| on <= day)
}
