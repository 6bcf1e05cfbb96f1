//! Waivers that waive nothing.

use crate::analysis::rules::ground::Ground;
use crate::analysis::rules::remark::{About, RuleRemark};
use crate::analysis::rules::waive::{can_be_waived, names};
use crate::document::{Severity, nearest};

/// Remarks on waivers that waive nothing.
pub(super) fn unknown(ground: &mut Ground<'_>) {
    let known: Vec<&str> = names().collect();
    let waivers = ground.book.draft().waivers.iter();
    for law in waivers.map(|waiver| &waiver.law).filter(|law| !can_be_waived(law.as_str())) {
        let message = format!("the waiver of `{law}` waives nothing: there is no such law or remark");
        let help = match nearest(law.as_str(), &known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "the manual lists the laws, and the codes of the remarks".to_owned(),
        };
        ground.tell(
            law.as_str(),
            RuleRemark::new("A003", Severity::Warning, About::Waiver(law.clone()), message).help(help),
        );
    }
}
