//! Who acts in random histories: the mandates of the test world.

use crate::id::LearnerId;
use crate::testing::world::learner;

/// The mandate of an institution's member of staff.
#[must_use]
pub fn staff(institution: &str, role: &str) -> &'static str {
    match (institution, role) {
        ("SV", "registrar") => "sv-registrar",
        ("SV", "reviewer") => "sv-reviewer",
        ("SV", "awarder") => "sv-awarder",
        ("HV", "registrar") => "hv-registrar",
        ("HV", "reviewer") => "hv-reviewer",
        ("HV", "awarder") => "hv-awarder",
        (_, "registrar") => "bank-registrar",
        _ => "bank-reviewer",
    }
}

/// Somebody in the same place who is a learner too; mostly another learner.
pub(super) fn colleague(by: &'static str, whose: LearnerId) -> &'static str {
    match by {
        "sv-registrar" if whose != learner(1) => "sv-registrar-2",
        "sv-reviewer" if whose != learner(2) => "sv-reviewer-4",
        "sv-awarder" => "sv-awarder-2",
        "hv-registrar" if whose != learner(3) => "hv-registrar-2",
        by => by,
    }
}
