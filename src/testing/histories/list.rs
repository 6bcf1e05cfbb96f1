//! The list of the written histories, and how they are read.

use crate::testing::histories::best::{
    BACKDATED, BETTER_WHILE_HELD, DAY_OF_THE_GROUP, EXPIRES, KEEP_REFUSED, KEPT, KEPT_HOLD, ORDER_OF_RECORDING,
    REGRADE_BELOW, REGRADE_UNDONE, REPLAN_REFUSED, RETAKE_IN_USE, REVOKE_RETAKE_REVERSE, SWEPT,
};
use crate::testing::histories::converting::{
    APPEALED, APPLICATION_OF_TWO, BEHIND_IS_SUSPENDED, BUILT_ON_COMES_BACK, BUILT_ON_KEPT, CONVERTED_ONTO,
    CONVERTED_ONTO_EACH, CONVERTED_ONTO_LAST, KEPT_AND_APPROVED, TAKEN_BACK,
};
use crate::testing::histories::merging::{
    MERGE_IN_PAIRS, MERGE_OF_TAGS, MERGE_OF_THREE, MERGE_OF_THREE_OTHERWISE, MERGE_OF_TWO, MERGE_UNDER_EACH, OWN,
};
use crate::testing::histories::policies::{
    EACH_PARTLY, EACH_PAST_MOST, EACH_RUNS, FAIL_STRUCK, FOUR_OF_EACH, LAST, LAST_EXPIRES, LAST_IN_USE,
    LAST_OF_ONE_DAY, ONE_ATTEMPT, POLICY_CHANGES, RENEWALS, SCALES, TAGS, TWO_THINGS, WITNESS,
};

/// The commands of a history, without those that open a passbook.
#[must_use]
pub fn commands(which: usize) -> Vec<&'static str> {
    let script = ALL.get(which).map_or("", |(_, script)| script);
    let lines = script.lines().map(str::trim).filter(|line| !line.is_empty() && !is_seen(line));
    let asked = |line: &'static str| line.split_once(" = ").map_or(line, |(line, _)| line);
    lines.map(asked).filter(|line| !line.ends_with(" open")).collect()
}

/// Whether a line says what is to be seen.
#[must_use]
pub fn is_seen(line: &str) -> bool {
    let rest = line.split_once(": ").map_or(line, |(_, rest)| rest);
    ["see ", "stands ", "suspended "].iter().any(|word| rest.starts_with(word))
}

/// Every history, by name. Line 0 of each passbook opens it.
pub const ALL: &[(&str, &str)] = &[
    ("retake in use", RETAKE_IN_USE),
    ("better attempt while a hold is open", BETTER_WHILE_HELD),
    ("a use that ended keeps its day", DAY_OF_THE_GROUP),
    ("backdated better attempt", BACKDATED),
    ("the better one recorded first or last", ORDER_OF_RECORDING),
    ("a standing attempt expires", EXPIRES),
    ("sweeps change no answer", SWEPT),
    ("revoke, use the retake, reverse the revocation", REVOKE_RETAKE_REVERSE),
    ("keep refused", KEEP_REFUSED),
    ("replan refused", REPLAN_REFUSED),
    ("a kept use holds again", KEPT),
    ("kept hold", KEPT_HOLD),
    ("regrade of the used one below another", REGRADE_BELOW),
    ("undoing a regrade", REGRADE_UNDONE),
    ("last", LAST),
    ("last, with a use", LAST_IN_USE),
    ("last, and a fail that is struck", FAIL_STRUCK),
    ("last, of which the last expires", LAST_EXPIRES),
    ("last, and the pass of one day", LAST_OF_ONE_DAY),
    ("each with partial uses", EACH_PARTLY),
    ("each by items and runs", EACH_RUNS),
    ("each past its most", EACH_PAST_MOST),
    ("a policy that changes", POLICY_CHANGES),
    ("renewal early, late, with a gap", RENEWALS),
    ("a tag of another thing", TAGS),
    ("two things", TWO_THINGS),
    ("no mark, and two scales", SCALES),
    ("two attempts in one command", ONE_ATTEMPT),
    ("a witness is no use", WITNESS),
    ("merge of two, each partly used", MERGE_OF_TWO),
    ("merge of three", MERGE_OF_THREE),
    ("merge of three in another order", MERGE_OF_THREE_OTHERWISE),
    ("merge in two pairs", MERGE_IN_PAIRS),
    ("merge of tags", MERGE_OF_TAGS),
    ("merge under each", MERGE_UNDER_EACH),
    ("four attempts, six credits", FOUR_OF_EACH),
    ("conversion onto a course one has", CONVERTED_ONTO),
    ("the standing one expires while the one behind is suspended", BEHIND_IS_SUSPENDED),
    ("a kept hold that is approved", KEPT_AND_APPROVED),
    ("what was built on a conversion comes back too late", BUILT_ON_COMES_BACK),
    ("what was built on a kept conversion", BUILT_ON_KEPT),
    ("an application of two attempts", APPLICATION_OF_TWO),
    ("conversion onto what the last attempt decides", CONVERTED_ONTO_LAST),
    ("conversion onto what counts each time", CONVERTED_ONTO_EACH),
    ("a conversion is taken back", TAKEN_BACK),
    ("an application after a refusal and an appeal", APPEALED),
    ("what a learner made for themselves", OWN),
];
