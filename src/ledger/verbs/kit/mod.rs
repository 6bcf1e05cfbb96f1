//! What several verbs share.

mod asking;
mod converting;
mod deciding;
mod issuing;
mod reading;
mod reviewing;
mod studying;

pub(crate) use asking::{becomes, in_turn, issued, lift_caused, named_once, not_before, whole};
pub(crate) use converting::{From, convert, hold, would_not_be_free};
pub(crate) use deciding::{Decided, built_on, decision, decisions_in, end_alone, ending_role};
pub(crate) use issuing::{attempt, certifiable, earned, owned_course};
pub(crate) use reading::read;
pub(crate) use reviewing::{converted, in_review, later, next_role, reviewed, stands_through, under_way};
pub(crate) use studying::{
    award_on, awards_in, entered_from, found, may_award, next_of, once, pinned, still_open, tries, unneeded,
};
