//! Where a part of a lot stands: its place, and the scopes that reserve it.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::id::{DecisionId, EntryId, HoldId, IdError, LearnerId, LotId};
pub(crate) use crate::registry::{Scope, UseKind};
use crate::text::serde_as_text;

/// The place of a part. Only a part that is available, and free or carryable, can be moved on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// At the learner's disposal, though scopes may reserve it.
    Available,
    /// Under review.
    Held(HoldId),
    /// Used up by a decision.
    Consumed(DecisionId),
    /// Withdrawn by its issuer.
    Revoked,
    /// In another passbook now.
    Moved,
}

impl Place {
    /// The place's name without the number of its hold or decision.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Available => "available",
            Self::Held(_) => "held",
            Self::Consumed(_) => "consumed",
            Self::Revoked => "revoked",
            Self::Moved => "moved",
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Held(hold) => write!(f, "held:{hold}"),
            Self::Consumed(decision) => write!(f, "consumed:{decision}"),
            plain => f.write_str(plain.name()),
        }
    }
}

impl FromStr for Place {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        match text.split_once(':') {
            Some(("held", hold)) => hold.parse().map(Self::Held),
            Some(("consumed", decision)) => decision.parse().map(Self::Consumed),
            _ => [Self::Available, Self::Revoked, Self::Moved]
                .into_iter()
                .find(|place| place.name() == text)
                .ok_or_else(|| {
                    let places = "available, held:n.k, consumed:n.k, revoked or moved is expected";
                    IdError::new("a place", text, places)
                }),
        }
    }
}

/// A scope, and the decision that bound a part in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ScopeUse {
    /// What the use is for.
    pub scope: Scope,
    /// The decision that bound it.
    pub decision: DecisionId,
}

impl fmt::Display for ScopeUse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.scope, self.decision)
    }
}

impl FromStr for ScopeUse {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        let wrong = || IdError::new("a use", text, "`scope@decision` is expected, as in `award:HV-MECH@5.0`");
        let (scope, decision) = text.split_once('@').ok_or_else(wrong)?;
        Ok(Self { scope: scope.parse()?, decision: decision.parse()? })
    }
}

/// A place and the scopes that reserve what stands there, in order, written `available award:HV-MECH@5.0`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Standing {
    /// The place.
    pub place: Place,
    /// The scopes, sorted, each once.
    pub scopes: Vec<ScopeUse>,
}

impl Standing {
    /// Available and reserved by nothing.
    pub const FREE: Self = Self::plain(Place::Available);

    /// A place without scopes.
    #[must_use]
    pub const fn plain(place: Place) -> Self {
        Self { place, scopes: Vec::new() }
    }

    /// The same scopes in another place.
    #[must_use]
    pub fn at(&self, place: Place) -> Self {
        Self { place, scopes: self.scopes.clone() }
    }

    /// With one more scope.
    #[must_use]
    pub fn and(&self, one: ScopeUse) -> Self {
        let mut scopes = self.scopes.clone();
        scopes.push(one);
        scopes.sort();
        scopes.dedup();
        Self { place: self.place, scopes }
    }

    /// Without the scopes that a decision bound.
    #[must_use]
    pub fn without(&self, decision: DecisionId) -> Self {
        let scopes = self.scopes.iter().filter(|one| one.decision != decision).cloned().collect();
        Self { place: self.place, scopes }
    }

    /// The same standing as seen from passbook `to`, when it stood in passbook `from`.
    #[must_use]
    pub(crate) fn moved(&self, from: LearnerId, to: LearnerId) -> Self {
        let place = match self.place {
            Place::Held(hold) => Place::Held(hold.moved(from, to)),
            Place::Consumed(decision) => Place::Consumed(decision.moved(from, to)),
            plain => plain,
        };
        let renamed = |one: &ScopeUse| ScopeUse { scope: one.scope.clone(), decision: one.decision.moved(from, to) };
        let mut scopes: Vec<_> = self.scopes.iter().map(renamed).collect();
        scopes.sort();
        Self { place, scopes }
    }

    /// Whether it is available and reserved by nothing.
    #[must_use]
    pub fn is_free(&self) -> bool {
        self.place == Place::Available && self.scopes.is_empty()
    }

    /// Whether nobody uses it, though it is here: available or revoked, and reserved by nothing.
    #[must_use]
    pub fn is_unused(&self) -> bool {
        matches!(self.place, Place::Available | Place::Revoked) && self.scopes.is_empty()
    }

    /// Whether somebody relies on it: held, consumed, or reserved by a scope.
    #[must_use]
    pub fn is_used(&self) -> bool {
        matches!(self.place, Place::Held(_) | Place::Consumed(_)) || !self.scopes.is_empty()
    }

    /// Whether it is bound in that scope.
    #[must_use]
    pub fn is_in(&self, scope: &Scope) -> bool {
        self.scopes.iter().any(|one| one.scope == *scope)
    }
}

impl fmt::Display for Standing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.place)?;
        self.scopes.iter().try_for_each(|scope| write!(f, " {scope}"))
    }
}

impl FromStr for Standing {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        let mut words = text.split(' ');
        let place = words.next().unwrap_or_default().parse()?;
        let scopes = words.map(str::parse).collect::<Result<Vec<_>, _>>()?;
        if scopes.is_sorted_by(|a, b| a < b) {
            return Ok(Self { place, scopes });
        }
        Err(IdError::new("a standing", text, "scopes in order, each once, are expected"))
    }
}

/// What a suspension lies on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// A lot.
    Lot(LotId),
    /// A decision.
    Decision(DecisionId),
    /// A hold.
    Hold(HoldId),
}

impl Subject {
    /// The entry that made it, if it is a hold or decision.
    #[must_use]
    pub const fn entry(self) -> Option<EntryId> {
        match self {
            Self::Hold(id) => Some(id.entry),
            Self::Decision(id) => Some(id.entry),
            Self::Lot(_) => None,
        }
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Lot(id) => write!(f, "lot:{id}"),
            Self::Decision(id) => write!(f, "decision:{id}"),
            Self::Hold(id) => write!(f, "hold:{id}"),
        }
    }
}

impl FromStr for Subject {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        match text.split_once(':') {
            Some(("lot", id)) => id.parse().map(Self::Lot),
            Some(("decision", id)) => id.parse().map(Self::Decision),
            Some(("hold", id)) => id.parse().map(Self::Hold),
            _ => Err(IdError::new("a subject", text, "`lot:n.k`, `decision:n.k` or `hold:n.k` is expected")),
        }
    }
}

serde_as_text!(ScopeUse, Standing, Subject);

/// A suspension: a mark on a lot, decision or hold, with the entry that caused it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// The entry that caused it.
    pub cause: EntryId,
    /// What it lies on.
    pub on: Subject,
}
