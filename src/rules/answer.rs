//! What an evaluation answers.

use serde::{Deserialize, Serialize};

use crate::credit::{Amount, Credits, Ratio};
use crate::id::{Code, LotId};
use crate::registry::{Grade, Scope, Tier, UseKind};
use crate::rules::clause::Target;
use crate::time::Date;

/// What is granted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// These grants, all of them together, in the order of their rules and lots.
    Granted(Vec<Grant>),
    /// Several could be granted, and not all of them together: name one of these rules.
    Choose(Vec<Code>),
    /// Two rules of a group in which only one may match do: the book is at fault.
    Ambiguous(Vec<Code>),
    /// Nothing. The explanation says why.
    Refused,
}

/// What one rule gives for some of the outcomes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grant {
    /// The clause it rests on.
    pub clause: Code,
    /// What goes in.
    pub inputs: Vec<Input>,
    /// Lots of the application that competed with these and lost: they are used up with them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lost: Vec<LotId>,
    /// What comes out, in the order of the rule's effects.
    pub outputs: Vec<Output>,
    /// The rule.
    pub rule: Code,
}

/// An amount of one lot that goes into a conversion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// How much.
    pub credits: Credits,
    /// The lot.
    pub lot: LotId,
    /// The scopes out of which it may be taken, beside what is free.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reserved_by: Vec<Scope>,
    /// The scope, of an input that is reserved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<Scope>,
    /// How it is used.
    pub r#use: UseKind,
}

impl Input {
    /// A lot of which nothing is taken.
    #[must_use]
    pub(crate) const fn witness(lot: LotId) -> Self {
        Self { credits: Credits::ZERO, lot, reserved_by: Vec::new(), scope: None, r#use: UseKind::Witness }
    }
}

/// What comes out of one effect. In quanta of the unit, exactly:
/// `worth + before + granted = amount + after + forfeited`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Output {
    /// The residual after it, in quanta.
    #[serde(default = "zero", skip_serializing_if = "is_zero")]
    pub after: Ratio,
    /// How much; none for an exemption.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Amount>,
    /// The residual before it, in quanta.
    #[serde(default = "zero", skip_serializing_if = "is_zero")]
    pub before: Ratio,
    /// When it counts as earned: the earliest day of its inputs.
    pub earned: Date,
    /// What is lost of the worth, in quanta: by rounding down, and above the most.
    #[serde(default = "zero", skip_serializing_if = "is_zero")]
    pub forfeited: Ratio,
    /// The grade it carries.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<Grade>,
    /// What rounding up adds, in quanta.
    #[serde(default = "zero", skip_serializing_if = "is_zero")]
    pub granted: Ratio,
    /// What it is.
    pub target: Target,
    /// The tier at which it counts.
    pub tier: Tier,
    /// The last day on which it is valid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_through: Option<Date>,
    /// What the inputs are worth, in quanta.
    #[serde(default = "zero", skip_serializing_if = "is_zero")]
    pub worth: Ratio,
}

impl Output {
    /// Whether it neither found a residual nor leaves one.
    pub(crate) const fn has_no_residual(&self) -> bool {
        self.before.is_zero() && self.after.is_zero()
    }

    /// Whether residuals of the one are found by the other, where both are of one rule: their target and unit are one.
    pub(crate) fn shares_residual(&self, other: &Self) -> bool {
        let unit = |output: &Self| output.amount.as_ref().map(|amount| amount.unit.clone());
        self.target == other.target && unit(self) == unit(other)
    }
}

const fn zero() -> Ratio {
    Ratio::ZERO
}

const fn is_zero(ratio: &Ratio) -> bool {
    ratio.is_zero()
}
