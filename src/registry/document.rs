//! The documents of the registry.

use crate::registry::head::{DocumentHead, DocumentKind};

use crate::id::DocumentId;
use crate::registry::{Catalogue, Framework, Institutions, Mandates};
use crate::time::Period;

/// A document that has been read and found sound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RegistryDocument {
    /// Units, grade scales and levels.
    Framework(Framework),
    /// Institutions and their powers.
    Institutions(Institutions),
    /// Who acts for an institution.
    Mandates(Mandates),
    /// Courses and what they are worth.
    Courses(Catalogue),
}

impl RegistryDocument {
    /// Its kind.
    #[must_use]
    pub const fn kind(&self) -> DocumentKind {
        match self {
            Self::Framework(_) => DocumentKind::Framework,
            Self::Institutions(_) => DocumentKind::Institutions,
            Self::Mandates(_) => DocumentKind::Mandates,
            Self::Courses(_) => DocumentKind::Courses,
        }
    }

    /// Its `[document]` table.
    #[must_use]
    pub const fn head(&self) -> &DocumentHead {
        match self {
            Self::Framework(framework) => &framework.head,
            Self::Institutions(institutions) => &institutions.head,
            Self::Mandates(mandates) => &mandates.head,
            Self::Courses(catalogue) => &catalogue.head,
        }
    }

    /// Which document it is, across its versions.
    #[must_use]
    pub const fn id(&self) -> &DocumentId {
        &self.head().id
    }

    /// When it is in force.
    #[must_use]
    pub const fn valid(&self) -> Period {
        self.head().valid
    }
}
