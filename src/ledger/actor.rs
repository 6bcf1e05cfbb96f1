//! Who acts.

use std::fmt;
use std::str::FromStr;

use crate::id::{IdError, InstitutionId, MandateId};
use crate::registry::Role;
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
