//! Which thing of a learner is meant.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::id::{Code, LotId, ProgrammeId};

/// Which asset.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum AssetId {
    /// What an open conversion would make.
    Made {
        /// Which of what it makes, from 0.
        k: u32,
        /// The conversion.
        option: Code,
    },
    /// A lot in the passbook.
    Lot {
        /// The earlier awards that reserve this part of it, in order; empty: it is free.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        carried: Vec<ProgrammeId>,
        /// The lot.
        lot: LotId,
    },
}

impl AssetId {
    /// Whether an earlier award reserves it.
    pub(super) const fn is_carried(&self) -> bool {
        matches!(self, Self::Lot { carried, .. } if !carried.is_empty())
    }

    /// The lot, if it is in the passbook.
    #[must_use]
    pub const fn lot(&self) -> Option<LotId> {
        match self {
            Self::Lot { lot, .. } => Some(*lot),
            Self::Made { .. } => None,
        }
    }
}

/// `3.0`, `3.0 from SV-MECH` where an earlier award reserves it, `o1/0` where a conversion would make it.
impl fmt::Display for AssetId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Made { option, k } => write!(f, "{option}/{k}"),
            Self::Lot { carried, lot } if carried.is_empty() => write!(f, "{lot}"),
            Self::Lot { carried, lot } => {
                let from: Vec<_> = carried.iter().map(ProgrammeId::as_str).collect();
                write!(f, "{lot} from {}", from.join(" and "))
            }
        }
    }
}
