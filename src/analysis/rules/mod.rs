//! Static analyses of a sound rule book. Each shows what it found: an application that anyone can evaluate again.
//!
//! Rules with one source are boxes: spans and sets on the axes kind, code, unit, grade, level, size, tier, issuer,
//! content, day and age ([`cell`]), beside which needs hold or not ([`wish`]). Boxes are met to find where two rules
//! apply, and sampled to evaluate there. Nothing is reported that an evaluation does not show, and nothing is called
//! proved that was only sampled, but where it says so.
//!
//! | code | what was found |
//! | --- | --- |
//! | A000 | something was not proved: fuel, or numbers of 128 bits, ended |
//! | A001 | two rules match one outcome in a group in which only one may |
//! | A002 | two rules say the same |
//! | A003 | a waiver of what is no law and no remark |
//! | A010 | a gap between grades, levels or sizes for which something is given |
//! | A012 | a gap between days |
//! | A020 | a rule that is never in force |
//! | A021 | a rule that no outcome matches |
//! | A022 | a rule that another one always beats |
//! | A030 | a better grade or level that earns less |
//! | A031 | a larger outcome that earns less |
//! | A040 | a course that the list of courses does not have |
//! | A041 | a course at another tier than in the list |
//! | A042 | a course that is never to be converted |
//! | A043 | a course to start from that the list does not have |
//! | A044 | an amount that is not what the course is worth |
//! | A045 | a bare code of which the list has several courses |
//! | A046 | an amount ten times what the others like it give |
//! | A050 | a recording limit that depends on who comes first |
//! | A060 | splitting gains by rounding |
//! | A061 | splitting gains by stated amounts, or stated parts |
//! | A062 | splitting passes what one application gives at most |
//! | A070 | a chain of conversions that gives back more than went in, or as much where that is only reserved |
//! | A080 | a rule that a limit always refuses |
//! | A081 | a limit, or the most of an effect, that never binds |
//! | A082 | a limit that one of several rules toward the same does not name |
//! | A090 | credit for what is not used up, again and again |
//! | A100 | days that are refused because a month does not have them |
//! | A101 | credit that has expired when it is given |
//! | A110 | a detour past the tier policy by way of a category, or of a course that any may become |

mod axis;
mod bucket;
mod case;
mod cell;
mod chain;
mod copies;
mod courses;
mod dates;
mod dead;
mod detour;
mod diff;
mod earned;
mod exact;
mod flow;
mod grid;
mod ground;
mod leader;
mod limits;
pub(crate) mod made;
mod moves;
mod order;
mod overlap;
mod prior;
mod remark;
mod rounding;
mod run;
mod sample;
mod sieve;
mod size;
mod slack;
mod span;
mod start;
mod stated;
mod tenfold;
mod text;
mod valuation;
mod waive;
mod waivers;
mod walk;
mod wish;
mod yields;

pub use case::Case;
pub use diff::{Diff, Difference, Edit, Favour, diff};
pub use exact::Fraction;
pub(crate) use ground::ANALYSING_EVALUATIONS;
pub use made::LotClass;
pub use remark::{About, Analysis, Proved, RuleRemark};
pub use run::analyse;
pub(crate) use run::analyse_within;
pub use valuation::{Unsound, Valuation, check_valuation};
#[cfg(feature = "testing")]
pub(crate) use waive::can_be_waived;
