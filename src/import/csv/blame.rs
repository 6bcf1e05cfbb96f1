//! Which column a refusal is about.

use crate::ledger::{LotRefusal, PassbookRefusal, Refusal, RequestRefusal, WhatRefusal, WhenRefusal, WhoRefusal};

/// The column whose correction may help, where it is one.
pub(super) const fn column_of(refusal: &Refusal) -> Option<&'static str> {
    Some(match refusal {
        Refusal::Request(RequestRefusal::KeyReused { .. }) => "record_id",
        Refusal::Passbook(PassbookRefusal::NotOpened { .. })
        | Refusal::Passbook(PassbookRefusal::Closed { .. })
        | Refusal::Passbook(PassbookRefusal::Merged { .. }) => "learner",
        Refusal::Who(WhoRefusal::UnknownMandate { .. })
        | Refusal::Who(WhoRefusal::MandateNotInForce { .. })
        | Refusal::Who(WhoRefusal::WrongRole { .. }) => "mandate",
        Refusal::Who(WhoRefusal::OwnPassbook { .. })
        | Refusal::Who(WhoRefusal::UnknownInstitution { .. })
        | Refusal::Who(WhoRefusal::NoPower { .. }) => "mandate",
        Refusal::Who(WhoRefusal::CourseOfOther { .. }) => "mandate",
        Refusal::Who(WhoRefusal::MayNotIssue { .. }) | Refusal::What(WhatRefusal::CertifiedCourse) => "kind",
        Refusal::When(WhenRefusal::InFuture { .. }) | Refusal::When(WhenRefusal::TooEarly { .. }) => "effective",
        Refusal::What(WhatRefusal::UnknownCourse { .. }) | Refusal::What(WhatRefusal::CourseNotValued { .. }) => "code",
        Refusal::What(WhatRefusal::UnknownUnit { .. })
        | Refusal::What(WhatRefusal::OffQuantum(_))
        | Refusal::What(WhatRefusal::AmountWithoutPass)
        | Refusal::What(WhatRefusal::Nothing) => "amount",
        Refusal::What(WhatRefusal::GradeMissing { .. })
        | Refusal::What(WhatRefusal::UnknownScale { .. })
        | Refusal::What(WhatRefusal::WrongScale { .. }) => "grade",
        Refusal::What(WhatRefusal::OffScale(_))
        | Refusal::What(WhatRefusal::BelowPass { .. })
        | Refusal::What(WhatRefusal::Passes { .. }) => "grade",
        Refusal::What(WhatRefusal::UnknownLevel { .. }) => "level",
        Refusal::What(WhatRefusal::BadTeam { .. }) => "member_no",
        Refusal::When(WhenRefusal::DatesReversed { .. }) => "valid_through",
        Refusal::Lot(LotRefusal::AlreadyRecorded { .. }) => "number",
        _ => return None,
    })
}
