//! Which column a refusal is about.

use crate::ledger::Refusal;

/// The column whose correction may help, where it is one.
pub(super) const fn column_of(refusal: &Refusal) -> Option<&'static str> {
    Some(match refusal {
        Refusal::KeyReused { .. } => "record_id",
        Refusal::NotOpened { .. } | Refusal::Closed { .. } | Refusal::Merged { .. } => "learner",
        Refusal::UnknownMandate { .. } | Refusal::MandateNotInForce { .. } | Refusal::WrongRole { .. } => "mandate",
        Refusal::OwnPassbook { .. } | Refusal::UnknownInstitution { .. } | Refusal::NoPower { .. } => "mandate",
        Refusal::CourseOfOther { .. } => "mandate",
        Refusal::MayNotIssue { .. } | Refusal::CertifiedCourse => "kind",
        Refusal::InFuture { .. } | Refusal::TooEarly { .. } => "effective",
        Refusal::UnknownCourse { .. } | Refusal::CourseNotValued { .. } => "code",
        Refusal::UnknownUnit { .. } | Refusal::OffQuantum(_) | Refusal::AmountWithoutPass | Refusal::Nothing => {
            "amount"
        }
        Refusal::GradeMissing { .. } | Refusal::UnknownScale { .. } | Refusal::WrongScale { .. } => "grade",
        Refusal::OffScale(_) | Refusal::BelowPass { .. } | Refusal::Passes { .. } => "grade",
        Refusal::UnknownLevel { .. } => "level",
        Refusal::BadTeam { .. } => "member_no",
        Refusal::DatesReversed { .. } => "valid_through",
        Refusal::AlreadyRecorded { .. } => "number",
        _ => return None,
    })
}
