//! A refusal in a language.

use crate::ledger::Refusal;
use crate::wording::language::Language;
use crate::wording::refusals::award::award;
use crate::wording::refusals::lot::lot;
use crate::wording::refusals::passbook::passbook;
use crate::wording::refusals::request::request;
use crate::wording::refusals::what::what;
use crate::wording::refusals::when::when;
use crate::wording::refusals::who::who;

/// What a refusal says, in one sentence: what is wrong, and what to do.
///
/// ```
/// use creditbank::ledger::{LotRefusal, Refusal};
/// use creditbank::wording::{Language, tell_refusal};
/// let (lot, free, short) = ("1.0".parse()?, "4".parse()?, "0.5".parse()?);
/// let refusal: Refusal = LotRefusal::Short { lot, free, short }.into();
/// assert_eq!(tell_refusal(&refusal, Language::English), "lot 1.0 holds 4, short by 0.5");
/// assert_eq!(
///     tell_refusal(&refusal, Language::Chinese),
///     "学分记录 1.0 可用 4，还差 0.5；请减少所用数额",
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn tell_refusal(refusal: &Refusal, language: Language) -> String {
    match language {
        Language::English => refusal.to_string(),
        Language::Chinese => chinese(refusal),
    }
}

fn chinese(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Request(refusal) => request(refusal),
        Refusal::Passbook(refusal) => passbook(refusal),
        Refusal::Who(refusal) => who(refusal),
        Refusal::When(refusal) => when(refusal),
        Refusal::What(refusal) => what(refusal),
        Refusal::Lot(refusal) => lot(refusal),
        Refusal::Award(refusal) => award(refusal),
    }
}
