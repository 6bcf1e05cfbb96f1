//! Codes as literals, checked when the program is compiled.

/// What the macros below share.
#[doc(hidden)]
#[macro_export]
macro_rules! __code_literal {
    ($id:ident, $text:literal) => {{
        const _: () = assert!(
            $crate::id::is_code($text),
            "1 to 64 ASCII letters, digits and . _ : / + - are expected, beginning with a letter or digit"
        );
        $crate::id::$id::literal($text)
    }};
}

/// A [`Code`](crate::id::Code) that is checked when the program is compiled.
///
/// ```
/// assert_eq!(creditbank::code!("MATH").as_str(), "MATH");
/// ```
///
/// ```compile_fail
/// let refused = creditbank::code!("math 1");
/// ```
#[macro_export]
macro_rules! code {
    ($text:literal) => {
        $crate::__code_literal!(Code, $text)
    };
}

/// A [`CourseId`](crate::id::CourseId) that is checked when the program is compiled.
///
/// ```
/// assert_eq!(creditbank::course!("SV:MECH101").as_str(), "SV:MECH101");
/// ```
///
/// ```compile_fail
/// let refused = creditbank::course!("SV MECH101");
/// ```
#[macro_export]
macro_rules! course {
    ($text:literal) => {
        $crate::__code_literal!(CourseId, $text)
    };
}

/// A [`DocumentId`](crate::id::DocumentId) that is checked when the program is compiled.
///
/// ```
/// assert_eq!(creditbank::document!("demo-rules").as_str(), "demo-rules");
/// ```
///
/// ```compile_fail
/// let refused = creditbank::document!("demo rules");
/// ```
#[macro_export]
macro_rules! document {
    ($text:literal) => {
        $crate::__code_literal!(DocumentId, $text)
    };
}

/// An [`InstitutionId`](crate::id::InstitutionId) that is checked when the program is compiled.
///
/// ```
/// assert_eq!(creditbank::institution!("SV01").as_str(), "SV01");
/// ```
///
/// ```compile_fail
/// let refused = creditbank::institution!("SV 01");
/// ```
#[macro_export]
macro_rules! institution {
    ($text:literal) => {
        $crate::__code_literal!(InstitutionId, $text)
    };
}

/// A [`MandateId`](crate::id::MandateId) that is checked when the program is compiled.
///
/// ```
/// assert_eq!(creditbank::mandate!("sv01-registrar-1").as_str(), "sv01-registrar-1");
/// ```
///
/// ```compile_fail
/// let refused = creditbank::mandate!("-registrar");
/// ```
#[macro_export]
macro_rules! mandate {
    ($text:literal) => {
        $crate::__code_literal!(MandateId, $text)
    };
}

/// A [`ProgrammeId`](crate::id::ProgrammeId) that is checked when the program is compiled.
///
/// ```
/// assert_eq!(creditbank::programme!("HV-MECH/3+2").as_str(), "HV-MECH/3+2");
/// ```
///
/// ```compile_fail
/// let refused = creditbank::programme!("HV MECH");
/// ```
#[macro_export]
macro_rules! programme {
    ($text:literal) => {
        $crate::__code_literal!(ProgrammeId, $text)
    };
}

/// A [`ScaleId`](crate::id::ScaleId) that is checked when the program is compiled.
///
/// ```
/// assert_eq!(creditbank::scale!("percent").as_str(), "percent");
/// ```
///
/// ```compile_fail
/// let refused = creditbank::scale!("%");
/// ```
#[macro_export]
macro_rules! scale {
    ($text:literal) => {
        $crate::__code_literal!(ScaleId, $text)
    };
}

/// An [`UnitId`](crate::id::UnitId) that is checked when the program is compiled.
///
/// ```
/// assert_eq!(creditbank::unit!("sv").as_str(), "sv");
/// ```
///
/// ```compile_fail
/// let refused = creditbank::unit!("");
/// ```
#[macro_export]
macro_rules! unit {
    ($text:literal) => {
        $crate::__code_literal!(UnitId, $text)
    };
}
