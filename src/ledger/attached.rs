//! Attachments: what is too large for a line is kept beside the journal, under its hash.

use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::digest::Digest;
use crate::journal::{CanonicalError, canonical};
use crate::planner::Plan;
use crate::solver::Certificate;

/// An attachment of a command. A line has only its hash, and two of one hash are one.
#[derive(Clone, Debug)]
pub struct Attached<T> {
    hash: Digest,
    content: Option<Arc<T>>,
}

impl<T> Attached<T> {
    /// SHA-256 of its bytes.
    #[must_use]
    pub const fn hash(&self) -> Digest {
        self.hash
    }

    /// What it says, if it is at hand: what was read from a line has a hash only.
    #[must_use]
    pub fn content(&self) -> Option<&T> {
        self.content.as_deref()
    }
}

impl<T: Serialize> Attached<T> {
    /// Attaches something, under the hash of its canonical form.
    ///
    /// # Errors
    /// If it has no canonical form: a number in it is beyond 2^53 − 1.
    pub fn new(content: T) -> Result<Self, CanonicalError> {
        let hash = Digest::of(&[&canonical(&content)?]);
        Ok(Self { hash, content: Some(Arc::new(content)) })
    }

    /// Its bytes, if it is at hand.
    #[must_use]
    pub fn bytes(&self) -> Option<Vec<u8>> {
        canonical(self.content.as_deref()?).ok()
    }
}

impl<T: Serialize + DeserializeOwned> Attached<T> {
    /// Fills in what it says from its bytes.
    ///
    /// # Errors
    /// What is wrong with the bytes.
    pub(crate) fn fill(&mut self, bytes: &[u8]) -> Result<(), String> {
        if Digest::of(&[bytes]) != self.hash {
            return Err(format!("attachment {} is not what its name says", self.hash));
        }
        let wrong = |error: &dyn std::fmt::Display| format!("attachment {} cannot be read: {error}", self.hash);
        let content: T = serde_json::from_slice(bytes).map_err(|error| wrong(&error))?;
        if canonical(&content).map_err(|error| wrong(&error))? != bytes {
            return Err(format!("attachment {} is not in canonical form", self.hash));
        }
        self.content = Some(Arc::new(content));
        Ok(())
    }
}

impl<T> PartialEq for Attached<T> {
    fn eq(&self, other: &Self) -> bool {
        self.hash == other.hash
    }
}

impl<T> Eq for Attached<T> {}

impl<T> Serialize for Attached<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.hash.serialize(to)
    }
}

impl<'de, T> Deserialize<'de> for Attached<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Ok(Self { hash: Digest::deserialize(from)?, content: None })
    }
}

/// Where attachments are fetched from, by their hash.
pub type Attachments<'a> = &'a dyn Fn(Digest) -> Result<Option<Vec<u8>>, String>;

/// A plan and its certificate, as a command brings them.
pub(crate) type Brought<'a> = (&'a Attached<Plan>, &'a Attached<Certificate>);

/// The same, to be filled in.
pub(crate) type BroughtMut<'a> = (&'a mut Attached<Plan>, &'a mut Attached<Certificate>);
