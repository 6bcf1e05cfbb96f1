//! The state machine of the book: commands are decided against one passbook and the published documents, and
//! what was decided is an entry that is applied. Nothing here reads a clock, draws a number or does I/O.

#![deny(clippy::arithmetic_side_effects)]

mod act;
mod actor;
mod admit;
mod application;
mod apply;
mod apply_award;
mod appraisal;
mod appraise;
mod attached;
mod attachments;
mod attempt;
mod authority;
mod beside;
mod clash;
mod closure;
mod conversion;
mod decide;
mod desk;
mod document;
mod entry;
mod facts;
mod group;
mod holdings;
mod invariants;
mod judged;
mod left;
mod lot;
mod matriculation;
mod merge;
mod named;
mod open;
mod outcome;
mod own;
mod passbook;
mod places;
mod published;
mod reach;
mod refusal;
mod renewals;
mod roll;
mod sight;
mod standing;
mod take_back;
mod together;
mod transient;

pub(crate) use act::LearnerVerb;
pub use act::{
    Accrue, Act, Appeal, Apply, Approve, Assess, Bind, Cascaded, Close, Enrol, Expire, Hold, Lapse, Leave, Matriculate,
    MergeIn, MergeOut, Open, Record, Redeem, Refuse, Regrade, Release, Relieve, Reopen, Revalue, Reverse, Revoke,
    RevokeAward, Settle, Settlement, Unbind, Withdraw,
};
pub use actor::Actor;
pub use application::{Application, Review, Stands};
pub use apply::{Corrupt, apply, apply_until};
pub use appraisal::{Appraisal, Reason, ReasonKind};
pub use attached::Attached;
pub use attachments::Attachments;
pub use attempt::{Attempt, Remark, Turn, Under, UsedOn};
pub use beside::barred;
pub use conversion::Conversion;
pub use decide::{Quoted, decide_book, decide_learner, quote_learner};
pub use document::Document;
pub use entry::{BookEntry, Command, Effects, Entry, FORMAT, Genesis, Publication, Publish, Refounds, SEMANTICS};
pub use facts::standing_grants;
pub use holdings::{carried_scopes, holdings, holdings_again, with_offers};
pub use invariants::{Violation, check};
pub use judged::Judged;
pub use lot::{Lot, Part, Posting, Take, Was, Worth};
pub use matriculation::{Assessment, Award, Matriculation, Relieved, SubjectMark};
pub use merge::Bundle;
pub use named::{Latest, Named};
pub use open::{Filing, Miss, Offer, Outlook, outlook};
pub use outcome::{Certified, Learned, NotPassed, Team};
pub use passbook::{Decision, Enrolment, HeldFor, Passbook, Recorded, Status};
pub use places::{Share, Shares, places};
pub use published::{Published, PublishedDocument};
pub use reach::Carrier;
pub use refusal::Refusal;
pub use renewals::{Span, validity};
pub use standing::{Mark, Place, Scope, ScopeUse, Standing, Subject, UseKind};
