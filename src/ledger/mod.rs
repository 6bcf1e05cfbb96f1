//! The state machine of the book: commands are decided against one passbook and the published documents, and
//! what was decided is an entry that is applied. Nothing here reads a clock, draws a number or does I/O.

#![deny(clippy::arithmetic_side_effects)]

mod act;
mod admit;
mod application;
mod apply;
mod attached;
mod authority;
mod beside;
mod clash;
mod closure;
mod decide;
mod desk;
mod document;
mod effects;
mod entry;
mod group;
mod holdings;
mod lot;
mod matriculation;
mod named;
mod open;
mod outcome;
mod own;
mod passbook;
mod places;
mod published;
mod reach;
mod refusal;
mod roll;
mod standing;
mod together;
mod verb_list;
mod verbs;

pub use act::Act;
pub use application::{Application, Appraisal, Conversion, Reason, ReasonKind, Review, Stands};
pub use apply::{Corrupt, apply, apply_until};
pub use attached::{Attached, Attachments};
pub use beside::barred;
pub use clash::{Violation, check};
pub use decide::{decide_book, decide_learner, quote_learner};
pub use document::{BookEntry, Document, FORMAT, Genesis, Judged, Publication, Publish, Refounds, SEMANTICS};
pub use effects::{Bundle, Effects};
pub use entry::{Command, Entry};
pub use holdings::{carried_scopes, holdings, holdings_again};
pub use lot::{Lot, LotPart, Posting, Take, Was, Worth};
pub use matriculation::{Assessment, Award, Matriculation, Relieved, SubjectMark};
pub use named::{Actor, Latest, Named};
pub use open::{Filing, Miss, Offer, Outlook, outlook, with_offers};
pub use outcome::{Attempt, Certified, Learned, NotPassed, Remark, Team, Turn, Under, UsedOn};
pub use passbook::{Decision, Enrolment, HeldFor, Passbook, Recorded, Status};
pub use places::{Share, Shares, Span, places, validity};
pub use published::{Published, PublishedDocument};
pub use reach::Carrier;
pub use refusal::Refusal;
pub use standing::{Mark, Place, Scope, ScopeUse, Standing, Subject, UseKind};
pub(crate) use verb_list::LearnerVerb;
pub use verbs::*;
