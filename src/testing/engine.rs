//! The engine room: what tests, benches and laws reach of what stands behind the public face. It is promised to nobody.
//!
//! | of | |
//! | --- | --- |
//! | documents | [`read`], [`Table`], [`Collector`], [`Unique`], [`Head`]; [`Judge`] and [`audit_by`] for a judgement of another number |
//! | rule books | [`basis_day`], [`reads`], [`passed_limits`], [`output_lot`] |
//! | the ledger | [`decide_learner`] and its like decide, [`apply()`] applies, [`check`] says what is wrong with a passbook |
//! | plans | [`Study`], [`Formulation`], [`Lens`], [`count()`] and [`bound()`] |
//! | integer models | [`Model`], [`solve`], [`check_certificate`] |
//! | the journal | [`Chain`], [`node_hash`], [`domain`] |

pub use crate::analysis::judge::{Judge, Judgement};
pub use crate::analysis::rules::made::output_lot;
pub use crate::bank::audit::audit_by;
pub use crate::document::collector::Collector;
pub use crate::document::reader::{Table, read};
pub use crate::document::unique::Unique;
pub use crate::journal::hash::{LINE_MOST, node_hash};
pub use crate::journal::link::{Chain, Link, LinkError, Member};
pub use crate::ledger::apply::{apply, apply_until};
pub use crate::ledger::attached::Attachments;
pub use crate::ledger::clash::check;
pub use crate::ledger::decide::{decide_book, decide_learner, quote_learner};
pub use crate::ledger::document::Publish;
pub use crate::ledger::holdings::Study;
pub use crate::ledger::open::{Missed, Outlook, outlook};
pub use crate::ledger::places::{Span, validity};
pub use crate::ledger::verbs::apply::{Quoted, standing_grants};
pub use crate::planner::bound::bound;
pub use crate::planner::count::counted::{AreaCount, Counts, count};
pub use crate::planner::formulate::Formulation;
pub use crate::planner::picks::{Gap, Lens, Miss};
pub use crate::planner::recognise::recognise;
pub use crate::registry::load::Head;
pub use crate::rules::inside::{basis_day, passed_limits, reads};
pub use crate::solver::checker::check_certificate;
pub use crate::solver::effort::{Solution, Unsolvable};
pub use crate::solver::level::solve;
pub use crate::solver::model::{Column, Goal, Model, Row, Variable};

/// The tags under which hashes are made.
pub mod domain {
    pub use crate::digest::domain::*;
}
