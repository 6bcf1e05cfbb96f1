//! What is asked for: outcomes and what they say, rules and reviews, documents.

use std::fmt;

use serde::Serialize;

use crate::credit::{OffQuantum, Ratio};
use crate::id::{Code, CourseId, DocumentId, EntryId, HoldId, InstitutionId, MandateId, ScaleId, UnitId};
use crate::ledger::named::listed;
use crate::registry::{CourseName, Grade, Level, OffScale};
use crate::time::Date;

/// Why what is asked for cannot be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(untagged)]
pub enum WhatRefusal {
    /// The list is empty, or an amount in it is zero.
    #[error("nothing is asked for: at least one amount above zero is expected")]
    Nothing,
    /// No catalogue in force knows the course.
    #[error("course `{course}` is not in any catalogue in force on {day}")]
    UnknownCourse {
        /// The course.
        course: CourseId,
        /// The effective date.
        day: Date,
    },
    /// The course has no value on that day.
    #[error("course `{course}` has no credit value on {day}")]
    CourseNotValued {
        /// The course.
        course: CourseId,
        /// The effective date.
        day: Date,
    },
    /// A course of the catalogue was certified by hand, or credit that a rule converts.
    #[error("a course is recorded by its catalogue code, and converted credit comes from a rule; neither is certified")]
    CertifiedCourse,
    /// There is no such document in force: a rule book, or programmes.
    #[error("{kind} `{document}` is not in force on {day}")]
    NotInForce {
        /// What kind of document.
        kind: Ruling,
        /// The document.
        document: DocumentId,
        /// The day of the command, or the basis date.
        day: Date,
    },
    /// The rule book has no such rule.
    #[error("rule book `{document}` has no rule `{rule}`")]
    UnknownRule {
        /// The rule.
        rule: Code,
        /// The rule book.
        document: DocumentId,
    },
    /// Several rules could be applied, and not all of them together.
    #[error("several rules apply, and the application must name one of them: {}", listed(rules))]
    NameRule {
        /// The rules.
        rules: Vec<Code>,
    },
    /// Two rules apply of a group in which only one may.
    #[error("rules {} both apply where only one may: the rule book must be corrected", listed(rules))]
    AmbiguousRules {
        /// The rules.
        rules: Vec<Code>,
    },
    /// The document has no programme, pathway or clause of that id.
    #[error("document `{document}` has no {kind} `{id}`")]
    NotInDocument {
        /// What was named.
        kind: Section,
        /// Its id.
        id: Code,
        /// The document.
        document: DocumentId,
    },
    /// No framework in force knows the unit.
    #[error("unit `{unit}` is not in any framework in force on {day}")]
    UnknownUnit {
        /// The unit.
        unit: UnitId,
        /// The effective date.
        day: Date,
    },
    /// The amount is not a whole number of quanta.
    #[error(transparent)]
    OffQuantum(OffQuantum),
    /// An amount was certified for an outcome that earned nothing.
    #[error("an outcome that is not passed has no amount")]
    AmountWithoutPass,
    /// A course needs a grade.
    #[error("a grade on scale `{scale}` is expected")]
    GradeMissing {
        /// The course's scale.
        scale: ScaleId,
    },
    /// No framework in force knows the scale.
    #[error("grade scale `{scale}` is not in any framework in force on {day}")]
    UnknownScale {
        /// The scale.
        scale: ScaleId,
        /// The effective date.
        day: Date,
    },
    /// The grade is on another scale than it should be.
    #[error("grade `{given}` is not on scale `{expected}`")]
    WrongScale {
        /// The grade.
        given: Grade,
        /// The scale it should be on.
        expected: ScaleId,
    },
    /// The mark is not on its scale.
    #[error(transparent)]
    OffScale(OffScale),
    /// The grade does not pass.
    #[error("grade `{grade}` does not pass; record the outcome as failed instead")]
    BelowPass {
        /// The grade.
        grade: Grade,
    },
    /// The grade passes, yet the outcome is recorded as failed.
    #[error("grade `{grade}` passes; accrue the outcome instead")]
    Passes {
        /// The grade.
        grade: Grade,
    },
    /// No framework in force knows the level.
    #[error("level `{level}` is not in any framework in force on {day}")]
    UnknownLevel {
        /// The level.
        level: Level,
        /// The effective date.
        day: Date,
    },
    /// The member's number does not fit the team.
    #[error("member {member_no} of a team of {team_size} cannot be; a number from 1 to the team's size is expected")]
    BadTeam {
        /// The member's number.
        member_no: u16,
        /// The team's size.
        team_size: u16,
    },
    /// No reason is given.
    #[error("at least one reason is expected")]
    NoReason,
    /// The application is not under review: it was refused, and may be appealed against.
    #[error("application {application} is not under review: it was refused, and may be appealed against")]
    NotInReview {
        /// The application.
        application: HoldId,
    },
    /// The application cannot be appealed against: it was not refused by a review, or an appeal was lodged already.
    #[error(
        "an appeal follows the first refusal by a reviewer, and application {application} waits after none; \
         where the rules refuse, apply again with what is missing"
    )]
    NothingToAppeal {
        /// The application.
        application: HoldId,
    },
    /// Something that the application relies on was revoked or regraded.
    #[error("application {application} is suspended because of {}; settle that first", listed(causes))]
    ApplicationSuspended {
        /// The application.
        application: HoldId,
        /// The entries that caused it.
        causes: Vec<EntryId>,
    },
    /// The residual that the application counts on is not what stands.
    #[error(
        "application {application} counts on a residual of {before} quantum by rule `{rule}`, which is not what stands; \
         decide what was filed before it first, or withdraw it and apply again"
    )]
    ResidualMoved {
        /// The application.
        application: HoldId,
        /// The residual it was filed on, in quanta.
        before: Ratio,
        /// The rule.
        rule: Code,
    },
    /// Another document already says what that code means.
    #[error("`{defined}` is defined by document `{document}` already")]
    CodeTaken {
        /// What is defined twice.
        defined: Defined,
        /// The document that defines it.
        document: DocumentId,
    },
    /// A rule book defines a unit, scale or level otherwise than the frameworks in force.
    #[error("`{defined}` is not defined so by any framework in force on {day}")]
    DefinedOtherwise {
        /// The unit, scale or level.
        defined: Defined,
        /// The first day of the rule book.
        day: Date,
    },
    /// A document keeps its kind across versions.
    #[error("document `{document}` is of another kind already")]
    KindChanged {
        /// The document.
        document: DocumentId,
    },
}

codes! {
    WhatRefusal;
    Nothing = "what/nothing",
    UnknownCourse = "what/unknown-course",
    CourseNotValued = "what/course-not-valued",
    CertifiedCourse = "what/certified-course",
    NotInForce = "what/not-in-force",
    UnknownRule = "what/unknown-rule",
    NameRule = "what/name-rule",
    AmbiguousRules = "what/ambiguous-rules",
    NotInDocument = "what/not-in-document",
    UnknownUnit = "what/unknown-unit",
    OffQuantum = "what/off-quantum",
    AmountWithoutPass = "what/amount-without-pass",
    GradeMissing = "what/grade-missing",
    UnknownScale = "what/unknown-scale",
    WrongScale = "what/wrong-scale",
    OffScale = "what/off-scale",
    BelowPass = "what/below-pass",
    Passes = "what/passes",
    UnknownLevel = "what/unknown-level",
    BadTeam = "what/bad-team",
    NoReason = "what/no-reason",
    NotInReview = "what/not-in-review",
    NothingToAppeal = "what/nothing-to-appeal",
    ApplicationSuspended = "what/application-suspended",
    ResidualMoved = "what/residual-moved",
    CodeTaken = "what/code-taken",
    DefinedOtherwise = "what/defined-otherwise",
    KindChanged = "what/kind-changed",
}

/// What kind of document decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ruling {
    /// Programmes.
    Programmes,
    /// A rule book.
    RuleBook,
}

impl fmt::Display for Ruling {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Programmes => "document",
            Self::RuleBook => "rule book",
        })
    }
}

/// What a document of programmes holds under an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Section {
    /// A clause.
    Clause,
    /// A pathway.
    Pathway,
    /// A programme.
    Programme,
}

impl fmt::Display for Section {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Clause => "clause",
            Self::Pathway => "pathway",
            Self::Programme => "programme",
        })
    }
}

/// What a document defines by a code, which no other document may define too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Defined {
    /// A course, with its owner where it has one.
    Course(CourseName),
    /// An institution.
    Institution(InstitutionId),
    /// A level.
    Level(Level),
    /// A mandate.
    Mandate(MandateId),
    /// A grade scale.
    Scale(ScaleId),
    /// A unit.
    Unit(UnitId),
}

impl fmt::Display for Defined {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Course(id) => id.fmt(f),
            Self::Institution(id) => id.fmt(f),
            Self::Level(id) => id.fmt(f),
            Self::Mandate(id) => id.fmt(f),
            Self::Scale(id) => id.fmt(f),
            Self::Unit(id) => id.fmt(f),
        }
    }
}
