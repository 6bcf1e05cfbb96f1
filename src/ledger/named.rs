//! What lines and refusals name: who acts, what has a latest date, and things of a passbook.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;

use crate::id::{Code, DecisionId, EntryId, HoldId, IdError, InstitutionId, LotId, MandateId, ProgrammeId};
use crate::registry::{Role, Thing};
use crate::text::serde_as_text;

/// Who acted: an institution, by a person in a role, under a mandate. Written `CQVC registrar m017`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The institution.
    pub institution: InstitutionId,
    /// The role.
    pub role: Role,
    /// The mandate.
    pub mandate: MandateId,
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [self.institution.as_str(), " ", self.role.as_str(), " ", self.mandate.as_str()];
        parts.into_iter().try_for_each(|part| f.write_str(part))
    }
}

impl FromStr for Actor {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        let wrong = || IdError::new("an actor", text, "`institution role mandate` is expected");
        let (institution, rest) = text.split_once(' ').ok_or_else(wrong)?;
        let (role, mandate) = rest.split_once(' ').ok_or_else(wrong)?;
        let role = role.parse().map_err(|_| wrong())?;
        Ok(Self { institution: institution.parse()?, role, mandate: mandate.parse()? })
    }
}

serde_as_text!(Actor);

/// What has a latest date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Latest {
    /// The passbook's opening or closing.
    Status,
    /// A lot.
    Lot(LotId),
    /// A hold.
    Hold(HoldId),
    /// A decision.
    Decision(DecisionId),
    /// An enrolment or a record.
    Line(EntryId),
    /// The uses of attempts at a thing.
    Attempts(Thing),
}

impl fmt::Display for Latest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Status => f.write_str("the passbook's opening or closing"),
            Self::Lot(id) => write!(f, "lot {id}"),
            Self::Hold(id) => write!(f, "hold {id}"),
            Self::Decision(id) => write!(f, "decision {id}"),
            Self::Line(id) => write!(f, "line {id}"),
            Self::Attempts(thing) => write!(f, "the uses of attempts at `{thing}`"),
        }
    }
}

/// What a command names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Named {
    /// A lot.
    Lot(LotId),
    /// A hold.
    Hold(HoldId),
    /// An application.
    Application(HoldId),
    /// A decision.
    Decision(DecisionId),
    /// An enrolment.
    Enrolment(EntryId),
    /// A matriculation.
    Matriculation(EntryId),
    /// A line.
    Line(EntryId),
}

impl fmt::Display for Named {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Lot(id) => write!(f, "lot {id}"),
            Self::Hold(id) => write!(f, "hold {id}"),
            Self::Application(id) => write!(f, "application {id}"),
            Self::Decision(id) => write!(f, "decision {id}"),
            Self::Enrolment(id) => write!(f, "enrolment {id}"),
            Self::Matriculation(id) => write!(f, "matriculation {id}"),
            Self::Line(id) => write!(f, "line {id}"),
        }
    }
}

/// What alone can say that a use takes out of a scope: a document, never whoever asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
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

pub(super) fn listed<T: fmt::Display>(items: &[T]) -> String {
    items.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}
