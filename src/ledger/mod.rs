//! The state machine of the book: commands are decided against one passbook and the published documents, and
//! what was decided is an entry that is applied. Nothing here reads a clock, draws a number or does I/O.

#![deny(clippy::arithmetic_side_effects)]

mod act;
mod admit;
mod application;
pub(crate) mod apply;
pub(crate) mod attached;
mod authority;
pub(crate) mod clash;
mod closure;
pub(crate) mod decide;
mod desk;
pub(crate) mod document;
pub(crate) mod effects;
pub(crate) mod entry;
mod group;
pub(crate) mod holdings;
pub(crate) mod lot;
mod matriculation;
mod named;
pub(crate) mod open;
mod outcome;
mod passbook;
pub(crate) mod places;
mod published;
mod refusal;
mod standing;
mod together;
mod verb_list;
pub(crate) mod verbs;

pub use act::Act;
pub use application::{Application, Appraisal, Conversion, Reason, ReasonKind, Review, Stands};
pub use apply::Corrupt;
pub(crate) use apply::{apply, apply_until};
pub use attached::Attached;
pub use clash::Violation;
pub(crate) use decide::{decide_book, decide_learner, quote_learner};
pub use document::Document;
pub(crate) use document::{BookEntry, FORMAT, Genesis, Judged, Publication, Publish, Refounds, SEMANTICS};
pub(crate) use effects::{Bundle, Effects};
pub(crate) use entry::Entry;
pub use entry::{Acting, Command};
pub(crate) use holdings::Study;
pub use lot::{Lot, LotPart, Take, Was};
pub(crate) use lot::{Posting, Worth};
pub use matriculation::{Assessment, Award, Left, Matriculation, Relieved, SubjectMark};
pub use named::{Actor, Carrier, Latest, Named};
pub use open::{Filing, Offer};
pub(crate) use open::{Missed, Outlook, outlook};
pub use outcome::{Attempt, Certified, Learned, NotPassed, Remark, Team, Turn, Under, UsedOn};
pub use passbook::{Decision, Enrolment, HeldFor, Passbook, Recorded, Status};
pub(crate) use places::validity;
pub use places::{Share, Shares, places};
pub use published::{Found, Published, PublishedDocument};
pub use refusal::{
    AwardRefusal, Defined, Ending, Instead, LotRefusal, MarkMissed, PassbookRefusal, Piece, PlanFor, Refusal,
    RequestRefusal, Ruling, Section, Waiting, WhatRefusal, WhenRefusal, WhoRefusal,
};
pub use standing::{Mark, Place, ScopeUse, Standing, Subject};
pub(crate) use verb_list::LearnerVerb;
pub use verbs::*;
