//! Why a command cannot be considered: a closed list in seven groups, in the order in which things are asked. Within a
//! group the verb decides which reason is met first.

/// The codes of a group, one a variant: never changed, and never used for anything else.
macro_rules! codes {
    ($group:ident; $($variant:ident = $code:literal,)+) => {
        impl $group {
            /// The codes of the group, in the order of its variants.
            pub const CODES: &[&str] = &[$($code),+];

            /// What names the reason for programs: it stays, whatever the variant or the sentence become.
            #[must_use]
            pub const fn code(&self) -> &'static str {
                match self {
                    $(Self::$variant { .. } => $code,)+
                }
            }
        }
    };
}

mod award;
mod lot;
mod passbook;
mod what;
mod when;
mod who;

use serde::{Serialize, Serializer};

pub use award::{AwardRefusal, MarkMissed, Piece, PlanFor, Waiting};
pub use lot::{Ending, Instead, LotRefusal};
pub use passbook::{PassbookRefusal, RequestRefusal};
pub use what::{Defined, Ruling, Section, WhatRefusal};
pub use when::WhenRefusal;
pub use who::WhoRefusal;

/// Why a command cannot be considered. Nothing was written; correct what it names and ask again.
///
/// A program branches on the variant, or on its [`code`](Self::code), which is stable. As JSON it is an object of the code
/// and of what the variant names:
///
/// ```
/// use creditbank::ledger::{Refusal, WhoRefusal};
/// use creditbank::registry::Role;
/// let mandate = "hv01-awarder".parse()?;
/// let refusal: Refusal = WhoRefusal::WrongRole { mandate, role: Role::Awarder, needed: Role::Registrar }.into();
/// assert_eq!(refusal.code(), "who/wrong-role");
/// assert_eq!(
///     serde_json::to_string(&refusal)?,
///     r#"{"code":"who/wrong-role","mandate":"hv01-awarder","role":"awarder","needed":"registrar"}"#,
/// );
/// assert_eq!(
///     refusal.to_string(),
///     "mandate `hv01-awarder` has the role awarder; this takes the role registrar",
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Every command can meet the first four groups: the request, the passbook, who and when. Which of the other three it can meet
/// stands at the command. In 中文 a refusal is told by [`tell_refusal`](crate::wording::tell_refusal).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The request itself.
    #[error(transparent)]
    Request(#[from] RequestRefusal),
    /// The passbook.
    #[error(transparent)]
    Passbook(#[from] PassbookRefusal),
    /// Who acts.
    #[error(transparent)]
    Who(#[from] WhoRefusal),
    /// When.
    #[error(transparent)]
    When(#[from] WhenRefusal),
    /// What is asked for.
    #[error(transparent)]
    What(#[from] WhatRefusal),
    /// Lots, and what uses them.
    #[error(transparent)]
    Lot(#[from] LotRefusal),
    /// Programmes and awards.
    #[error(transparent)]
    Award(#[from] AwardRefusal),
}

impl Refusal {
    /// What names the reason for programs, as in `who/wrong-role`: its group, and its name in the group. It stays, whatever the
    /// variant or the sentence become.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Request(refusal) => refusal.code(),
            Self::Passbook(refusal) => refusal.code(),
            Self::Who(refusal) => refusal.code(),
            Self::When(refusal) => refusal.code(),
            Self::What(refusal) => refusal.code(),
            Self::Lot(refusal) => refusal.code(),
            Self::Award(refusal) => refusal.code(),
        }
    }

    /// All codes there are, group by group.
    pub fn codes() -> impl Iterator<Item = &'static str> {
        let groups = [
            RequestRefusal::CODES,
            PassbookRefusal::CODES,
            WhoRefusal::CODES,
            WhenRefusal::CODES,
            WhatRefusal::CODES,
            LotRefusal::CODES,
            AwardRefusal::CODES,
        ];
        groups.into_iter().flatten().copied()
    }

    /// Whether the same command may succeed later without anybody correcting anything.
    #[must_use]
    pub const fn is_transient(&self) -> bool {
        matches!(
            self,
            Self::When(WhenRefusal::NotLapsed { .. } | WhenRefusal::NothingDue { .. } | WhenRefusal::InFuture { .. })
        )
    }
}

/// Its code, and what it names.
#[derive(Serialize)]
struct Coded<C, R> {
    code: C,
    #[serde(flatten)]
    refusal: R,
}

impl Serialize for Refusal {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let code = self.code();
        match self {
            Self::Request(refusal) => Coded { code, refusal }.serialize(to),
            Self::Passbook(refusal) => Coded { code, refusal }.serialize(to),
            Self::Who(refusal) => Coded { code, refusal }.serialize(to),
            Self::When(refusal) => Coded { code, refusal }.serialize(to),
            Self::What(refusal) => Coded { code, refusal }.serialize(to),
            Self::Lot(refusal) => Coded { code, refusal }.serialize(to),
            Self::Award(refusal) => Coded { code, refusal }.serialize(to),
        }
    }
}
