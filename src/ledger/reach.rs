//! Out of which scopes a use takes what is reserved, and how much of each part.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::credit::Credits;
use crate::id::{Code, ProgrammeId};
use crate::ledger::lot::LotPart;
use crate::ledger::standing::{Place, Scope, Standing};

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
    pub(crate) fn has(&self, part: &LotPart) -> bool {
        part.standing.place == Place::Available && self.reaches(&part.standing)
    }

    /// Whether it takes out of the scopes of a standing, wherever that is.
    pub(crate) fn reaches(&self, standing: &Standing) -> bool {
        self.avoid.as_ref().is_none_or(|scope| !standing.is_in(scope))
            && standing.scopes.iter().all(|one| self.scopes.contains(&one.scope))
    }
}

/// Fills an amount out of parts in their order: what is taken of each, and how much is missing then. A part of nothing, as
/// a lot has that is worth nothing, is taken too.
pub(crate) fn fill<'a>(
    parts: impl Iterator<Item = &'a LotPart>,
    amount: Credits,
) -> (Vec<(Standing, Credits)>, Credits) {
    let (mut chosen, mut missing) = (Vec::new(), amount);
    for part in parts {
        let credits = part.credits.min(missing);
        missing = missing.minus(credits).unwrap_or(Credits::ZERO);
        if !credits.is_zero() || part.credits.is_zero() {
            chosen.push((part.standing.clone(), credits));
        }
    }
    (chosen, missing)
}
