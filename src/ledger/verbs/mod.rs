//! What can be done to a passbook: one file a verb, or a few verbs of one thing. Each holds the command, who may ask it and
//! when, what follows from it, and what it does to the passbook. What several share is in the kit.

mod accrue;
pub(crate) mod apply;
mod assess;
mod bind;
mod enrol;
mod hold;
mod kit;
mod made;
mod matriculate;
mod merge;
mod open;
mod record;
mod redeem;
mod regrade;
mod relieve;
mod revalue;
mod reverse;
mod review;
mod revoke;
mod settle;
mod verb;

pub use accrue::Accrue;
pub use apply::Apply;
pub(crate) use apply::{Quoted, quote};
pub use assess::Assess;
pub use bind::{Bind, Unbind};
pub use enrol::{Enrol, Leave};
pub use hold::{Expire, Hold, Lapse, Release};
pub use made::{Filed, FilingResult, Made, Reviewed, Submit};
pub use matriculate::Matriculate;
pub use merge::{MergeIn, MergeOut};
pub use open::{Close, Open, Reopen};
pub use record::Record;
pub use redeem::{Redeem, RevokeAward};
pub use regrade::Regrade;
pub use relieve::Relieve;
pub use revalue::Revalue;
pub use reverse::{Cascaded, Reverse};
pub use review::{Appeal, Approve, Refuse, Withdraw};
pub use revoke::Revoke;
pub use settle::{Settle, Settlement};
pub(crate) use verb::{Applied, Undo, Verb};
