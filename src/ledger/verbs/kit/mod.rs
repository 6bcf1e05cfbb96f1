//! What several verbs share.

mod asking;
mod converting;
mod deciding;
mod studying;

pub(crate) use asking::{
    attempt, becomes, certifiable, earned, in_turn, issued, lift_caused, named_once, not_before, owned_course, whole,
};
pub(crate) use converting::{From, convert, hold, would_not_be_free};
pub(crate) use deciding::{
    Decided, built_on, converted, decision, decisions_in, end_alone, ending_role, in_review, later, next_role,
    reviewed, stands_through, under_way,
};
pub(crate) use studying::{
    award_on, awards_in, entered_from, found, may_award, missed, missed_last, next_of, once, pinned, read, still_open,
    tries, unneeded,
};
