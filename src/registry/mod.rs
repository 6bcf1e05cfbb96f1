//! Who and what there is: the documents that a bank publishes, and the words they are written in.
//!
//! A [`Framework`] says what credits and grades are counted in; [`Institutions`] who may issue, review, award,
//! publish and keep; [`Mandates`] who acts for them; a [`Catalogue`] which courses there are and what they are
//! worth on a day. All of them are dated, and what is out of date stays on the record.

mod attempts;
pub(crate) mod band;
mod canonical;
mod catalogue;
mod check;
mod document;
mod framework;
mod grade;
mod head;
mod institution;
mod ladder;
pub(crate) mod load;
mod mandate;
mod name;
mod naming;
mod scope;
mod words;

pub use attempts::{Attempts, Counting, Thing};
pub(crate) use band::{GradeBand, LevelBand, Months, SizeBand};
pub(crate) use canonical::{Levels, UnitOf, levels, piece, units};
pub use catalogue::{Catalogue, Course, CourseValue, Misfit};
pub(crate) use check::{Checks, Codes, Draft};
pub use document::RegistryDocument;
pub use framework::{Framework, Level};
pub use grade::{Best, Grade, GradeRank, GradeScale, OffScale, ScaleError};
pub use head::{DocumentHead, DocumentKind, Duplicate};
pub use institution::{Institution, Institutions, PowerGrant};
pub(crate) use load::{Head, Written, read_framework, under_head};
pub use mandate::{Mandate, Mandates};
pub use name::{Called, CourseName, Name, OutcomeName, Roll};
pub(crate) use naming::Naming;
pub use scope::Scope;
pub(crate) use words::words;
pub use words::{OutcomeKind, Power, Role, Tier, UseKind};
