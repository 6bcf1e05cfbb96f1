//! Ways in which a group of attempts changes hands, one history each, in the short script of
//! [`script`](crate::testing::script). A line ends in the refusal that is expected, behind `=`. Between the lines stands
//! what is to be seen: `see 03-01 1.0 free 2 behind 2`, `stands decision:3.0`, `suspended decision:3.0`.

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

/// The registrar is learner 1, the awarder learner 2.
const OWN: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 accrue B 80 percent
    sv-awarder-2 01-11 bind reserve award:Q 1.0:2
    2: sv-registrar 01-01 open
    2: sv-registrar-2 01-10 accrue A 70 percent
    2: sv-awarder 01-11 bind reserve award:P 1.0:2
    2: sv-awarder-2 01-12 bind reserve award:Q 1.0:1 = who/own-passbook
    2: bank-operator 02-01 merge_out 1
    bank-operator 02-02 merge_in 2
    suspended decision:2.0
    stands lot:1.0
    suspended lot:1.0@00000000000000000000000000000002
    suspended decision:2.0@00000000000000000000000000000002
    see 02-02 1.0@00000000000000000000000000000002 suspended 2 reserved 2
    sv-registrar-2 02-03 keep lot:1.0@00000000000000000000000000000002 3 = who/own-passbook
    sv-registrar 02-03 keep lot:1.0@00000000000000000000000000000002 3
    stands decision:2.0@00000000000000000000000000000002
    suspended decision:2.0
    sv-awarder 02-04 keep decision:2.0 3
    stands decision:2.0
";

const RETAKE_IN_USE: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 accrue A 70 percent
    sv-awarder 01-11 bind reserve award:P 1.0:2
    sv-registrar 01-20 accrue A 90 percent
    see 01-20 1.0 free 2 reserved 2
    see 01-20 3.0 blocked 4
    sv-reviewer 01-21 hold 3.0:4 until 2026-12-31 = lot/group-in-use
    sv-reviewer 01-21 hold 1.0:2 until 2026-12-31
    sv-reviewer 01-22 release 4.0
    sv-awarder 01-22 unbind 2.0
    see 01-22 1.0 behind 4
    see 01-22 3.0 free 4
    sv-awarder 01-21 bind reserve award:P 3.0:4 = when/too-early
    sv-awarder 01-22 bind reserve award:P 3.0:4
    see 01-22 1.0 blocked 4
    see 01-22 3.0 reserved 4
";

const BETTER_WHILE_HELD: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 accrue A 70 percent
    sv-reviewer 01-11 hold 1.0:4 until 2026-12-31
    sv-registrar 01-20 accrue A 90 percent
    see 01-20 1.0 held 4
    see 01-20 3.0 blocked 4
    sv-awarder 01-21 bind consume award:P 3.0:4 = lot/group-in-use
    sv-reviewer 01-22 release 2.0
    sv-awarder 01-23 bind consume award:P 3.0:4
    see 01-23 1.0 blocked 4
";

const DAY_OF_THE_GROUP: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 accrue A 70 percent
    sv-registrar 01-11 accrue A 90 percent
    sv-awarder 03-01 bind reserve award:P 1.0:2
    sv-awarder 06-01 unbind 3.0
    sv-awarder 04-01 bind reserve award:P 2.0:2 = when/too-early
    sv-awarder 06-01 bind reserve award:P 2.0:2
";

const BACKDATED: &str = "
    sv-registrar 01-01 open
    sv-registrar 02-10 accrue A 70 percent
    sv-awarder 02-11 bind reserve award:P 1.0:2
    sv-registrar 01-10 accrue A 90 percent
    see 02-11 3.0 blocked 4
    see 02-11 1.0 free 2 reserved 2
    sv-awarder 02-12 unbind 2.0
    see 02-12 1.0 behind 4
";

const ORDER_OF_RECORDING: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 accrue A 90 percent
    sv-registrar 01-11 accrue A 70 percent
    see 01-11 1.0 free 4
    see 01-11 2.0 behind 4
    2: sv-registrar 01-01 open
    2: sv-registrar 01-11 accrue A 70 percent
    2: sv-registrar 01-10 accrue A 90 percent
    2: see 01-11 1.0 behind 4
    2: see 01-11 2.0 free 4
    2: see 01-10 2.0 free 4
";

const EXPIRES: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 accrue A 90 percent through 2026-02-28
    sv-registrar 02-10 accrue A 80 percent
    see 02-28 1.0 free 4
    see 02-28 2.0 behind 4
    see 03-01 1.0 expired 4
    see 03-01 2.0 free 4
    sv-awarder 02-28 bind reserve award:P 1.0:1
    see 03-01 1.0 expired 3 reserved 1
    see 03-01 2.0 blocked 4
    sv-awarder 03-02 bind reserve award:P 1.0:1 = lot/expired
    sv-awarder 03-02 bind reserve award:P 2.0:1 = lot/group-in-use
";

const SWEPT: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 accrue A 90 percent through 2026-02-28
    bank-operator 02-28 expire = when/nothing-due
    bank-operator 03-01 expire
    bank-operator 03-02 expire = when/nothing-due
    sv-awarder 02-20 bind reserve award:P 1.0:1
    sv-registrar 03-10 accrue A 80 percent
    see 03-10 1.0 expired 3 reserved 1
    see 03-10 4.0 blocked 4
    sv-awarder 03-11 unbind 3.0
    see 03-11 1.0 expired 4
    see 03-11 4.0 free 4
    bank-operator 03-12 expire = when/nothing-due
";

const REVOKE_RETAKE_REVERSE: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 accrue A 70 percent
    sv-awarder 01-11 bind reserve award:P 1.0:2
    sv-registrar 01-20 accrue A 80 percent
    sv-registrar 02-01 revoke 1.0
    suspended decision:2.0
    see 02-01 3.0 free 4
    sv-awarder 02-02 bind reserve set:x 3.0:2
    sv-registrar 02-03 reverse 4
    stands decision:2.0
    suspended decision:5.0
    see 02-03 1.0 free 2 reserved 2
    see 02-03 3.0 blocked 2 reserved 2
    sv-awarder 02-04 keep decision:5.0 6 = lot/group-in-use
    sv-awarder 02-04 unbind 2.0
    sv-awarder 02-05 keep decision:5.0 6
    see 02-05 3.0 free 2 reserved 2
    see 02-05 1.0 blocked 4
";

const KEEP_REFUSED: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 accrue A 90 percent
    sv-awarder 01-11 bind reserve award:P 1.0:2
    sv-awarder 01-12 bind reserve set:x 1.0:2
    sv-registrar 01-20 accrue A 80 percent
    sv-registrar 02-01 revoke 1.0
    sv-awarder 02-02 replan decision:2.0 5 1.0 4.0:2
    stands decision:2.0
    sv-awarder 02-03 keep decision:3.0 5 = lot/group-in-use
    sv-awarder 02-03 undo decision:3.0 5
    see 02-03 1.0 revoked 4
    see 02-03 4.0 free 2 reserved 2
";

const REPLAN_REFUSED: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 accrue A 90 percent
    sv-awarder 01-11 bind reserve award:P 1.0:2
    sv-awarder 01-12 bind reserve set:x 1.0:2
    sv-registrar 01-20 accrue A 80 percent
    sv-registrar 02-01 revoke 1.0
    sv-awarder 02-02 keep decision:3.0 5
    sv-awarder 02-03 replan decision:2.0 5 1.0 4.0:2 = lot/group-in-use
    sv-awarder 02-01 keep decision:2.0 5 = when/too-early
    sv-awarder 02-03 keep decision:2.0 5
    see 02-03 4.0 blocked 4
";

const KEPT: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 accrue A 70 percent
    sv-awarder 01-11 bind consume award:P 1.0:4
    sv-registrar 02-01 revoke 1.0
    sv-registrar 02-02 accrue A 80 percent
    see 02-02 4.0 free 4
    sv-awarder 02-03 keep decision:2.0 3
    see 02-03 4.0 blocked 4
    sv-awarder 02-04 bind consume set:x 4.0:4 = lot/group-in-use
    sv-awarder 02-04 unbind 2.0
    see 02-04 1.0 revoked 4
    sv-awarder 02-04 bind consume set:x 4.0:4
";

const KEPT_HOLD: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 accrue A 70 percent
    sv-reviewer 01-11 hold 1.0:4 until 2026-12-31
    sv-registrar 01-20 accrue A 80 percent
    sv-registrar 02-01 revoke 1.0
    see 02-01 3.0 free 4
    sv-reviewer 02-02 keep hold:2.0 4
    see 02-02 3.0 blocked 4
    sv-awarder 02-03 bind reserve set:x 3.0:4 = lot/group-in-use
";

const REGRADE_BELOW: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 accrue A 90 percent
    sv-awarder 01-11 bind reserve award:P 1.0:2
    sv-registrar 01-20 accrue A 80 percent
    sv-registrar 02-01 regrade 1.0 60 percent
    suspended decision:2.0
    see 02-01 1.0 free 2 reserved 2
    see 02-01 3.0 blocked 4
    sv-awarder 02-02 keep decision:2.0 4
    sv-awarder 02-03 bind reserve set:x 3.0:2 = lot/group-in-use
    sv-awarder 02-03 bind reserve set:x 1.0:2
    sv-awarder 02-04 unbind 2.0
    sv-awarder 02-04 unbind 6.0
    see 02-04 1.0 behind 4
    see 02-04 3.0 free 4
";

const REGRADE_UNDONE: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 accrue A 90 percent
    sv-awarder 01-11 bind reserve award:P 1.0:2
    sv-registrar 02-01 regrade 1.0 60 percent
    suspended decision:2.0
    sv-registrar 02-02 reverse 3
    stands decision:2.0
";

const LAST: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 accrue L 90 percent
    sv-registrar 01-20 accrue L 70 percent
    see 01-10 1.0 free 2
    see 01-20 1.0 blocked 2
    see 01-20 2.0 free 2
    sv-awarder 01-21 bind reserve award:P 1.0:2 = lot/not-standing
    sv-awarder 01-21 bind witness award:P 1.0:2 = lot/not-standing
    sv-registrar 02-01 absent L
    sv-registrar 02-02 withdrawn L
    see 02-02 2.0 free 2
    sv-registrar 02-03 failed L
    see 02-02 2.0 free 2
    see 02-03 2.0 blocked 2
    sv-awarder 02-04 bind reserve award:P 2.0:2 = lot/not-standing
    sv-awarder 02-02 bind reserve award:P 2.0:2
";

const LAST_IN_USE: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 accrue L 90 percent
    sv-awarder 01-11 bind reserve award:P 1.0:1
    sv-registrar 01-20 accrue L 70 percent
    stands decision:2.0
    see 01-20 1.0 blocked 1 reserved 1
    see 01-20 3.0 blocked 2
    sv-awarder 01-21 bind reserve set:x 1.0:1 = lot/not-standing
    sv-awarder 01-21 bind reserve set:x 3.0:1 = lot/group-in-use
    sv-awarder 01-21 unbind 2.0
    see 01-21 3.0 free 2
";

const FAIL_STRUCK: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 accrue L 90 percent
    sv-registrar 01-20 accrue L 70 percent
    sv-registrar 01-30 failed L
    see 01-30 2.0 blocked 2
    sv-registrar 02-01 reverse 3
    see 02-01 2.0 free 2
    sv-registrar 02-01 reverse 2
    see 02-01 1.0 free 2
";

const LAST_EXPIRES: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 accrue L 90 percent
    sv-registrar 01-20 accrue L 70 percent through 2026-03-01
    see 03-01 1.0 blocked 2
    see 03-02 1.0 free 2
    see 03-02 2.0 expired 2
";

const LAST_OF_ONE_DAY: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 failed L
    sv-registrar 01-10 accrue L 60 percent
    sv-registrar 01-10 accrue L 80 percent
    see 01-10 2.0 blocked 2
    see 01-10 3.0 free 2
";

const EACH_PARTLY: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 accrue EC 70 percent
    sv-registrar 01-11 accrue EC 80 percent
    sv-registrar 01-12 accrue EC 60 percent
    sv-registrar 01-13 accrue EC 90 percent
    see 01-13 4.0 free 2
    see 01-13 2.0 free 2
    see 01-13 1.0 free 2
    see 01-13 3.0 behind 2
    sv-awarder 01-14 bind reserve award:P 3.0:1,4.0:2
    see 01-14 4.0 reserved 2
    see 01-14 2.0 free 2
    see 01-14 1.0 free 1 behind 1
    see 01-14 3.0 behind 1 reserved 1
    sv-awarder 01-15 bind reserve set:x 1.0:2,2.0:2 = lot/over-most
    sv-awarder 01-15 bind reserve set:x 3.0:1,2.0:2
    see 01-15 1.0 blocked 2
    sv-awarder 01-16 bind reserve set:y 1.0:0.5 = lot/over-most
";

const FOUR_OF_EACH: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 accrue EC 70 percent
    sv-registrar 01-11 accrue EC 70 percent
    sv-registrar 01-12 accrue EC 70 percent
    sv-registrar 01-13 accrue EC 70 percent
    sv-awarder 01-14 bind reserve award:P 1.0:1,2.0:1,3.0:1
    sv-awarder 01-15 bind reserve set:x 4.0:2,1.0:1
    sv-awarder 01-16 bind reserve set:y 2.0:0.5 = lot/over-most
";

const EACH_RUNS: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 accrue ER 70 percent run spring
    sv-registrar 01-11 accrue ER 80 percent run spring
    sv-registrar 01-12 accrue ER 60 percent
    sv-registrar 01-13 accrue ER 65 percent
    see 01-13 1.0 behind 1.5
    see 01-13 2.0 free 1.5
    see 01-13 4.0 free 1.5
    see 01-13 3.0 behind 1.5
    sv-awarder 01-14 bind reserve award:P 1.0:1
    see 01-14 2.0 blocked 1.5
    see 01-14 1.0 free 0.5 reserved 1
    sv-awarder 01-15 bind reserve award:P 2.0:1 = lot/group-in-use
    sv-awarder 01-15 bind reserve set:x 3.0:1,4.0:1 = lot/over-most
    sv-awarder 01-15 bind reserve set:x 3.0:1,1.0:0.5
    see 01-15 4.0 blocked 1.5
    sv-awarder 01-16 bind reserve set:y 3.0:0.5
";

const EACH_PAST_MOST: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 accrue EC 70 percent
    sv-registrar 01-11 accrue EC 80 percent
    sv-registrar 01-12 accrue EC 60 percent
    sv-registrar 01-13 accrue EC 90 percent
    sv-awarder 01-14 bind reserve award:P 1.0:2
    sv-awarder 01-15 bind reserve award:Q 2.0:2
    sv-registrar 02-01 revoke 1.0
    sv-awarder 02-02 bind reserve award:R 3.0:2
    sv-awarder 02-03 bind reserve award:S 4.0:2
    sv-registrar 02-04 reverse 7
    stands decision:5.0
    stands decision:6.0
    stands decision:8.0
    suspended decision:9.0
    sv-awarder 02-05 keep decision:9.0 10 = lot/group-in-use
    sv-awarder 02-05 unbind 6.0
    sv-awarder 02-06 keep decision:9.0 10
";

const POLICY_CHANGES: &str = "
    sv-registrar 01-01 open
    sv-registrar 02-01 accrue P 90 percent
    sv-registrar 02-02 accrue P 80 percent
    see 02-02 1.0 free 2
    see 02-02 2.0 behind 2
    sv-registrar 02-20 accrue P 70 percent
    see 02-19 2.0 behind 2
    see 02-20 2.0 free 2
    see 02-20 3.0 free 2
    sv-awarder 02-21 bind reserve award:P 2.0:1,3.0:1
    sv-registrar 04-02 accrue P 60 percent
    see 04-02 1.0 blocked 2
    see 04-02 2.0 blocked 1 reserved 1
    see 04-02 5.0 blocked 2
    stands decision:4.0
    sv-awarder 04-03 bind reserve award:Q 5.0:1 = lot/group-in-use
";

const RENEWALS: &str = "
    sv-registrar 01-01 open
    hv-registrar 01-10 certify certificate X 2 hv - tag a through 2026-03-31
    hv-registrar 02-10 certify certificate X 2 hv - tag a through 2026-06-30
    see 03-31 1.0 behind 2
    see 03-31 2.0 free 2
    see 04-01 1.0 expired 2
    see 04-01 2.0 free 2
    hv-registrar 01-20 certify certificate X 2 hv - tag a through 2026-05-31
    hv-registrar 01-20 certify certificate X 2 hv - tag a through 2026-05-30 = lot/already-recorded
    hv-registrar 01-21 certify certificate X 2 hv - tag a through 2026-05-31 = lot/renewal-too-short
    hv-registrar 01-21 certify certificate X 2 hv - tag a = lot/renewal-too-short
    hv-registrar 08-01 certify certificate X 2 hv - tag a
    see 06-30 2.0 free 2
    see 07-15 2.0 expired 2
    see 08-01 4.0 free 2
    sv-awarder 07-15 bind reserve award:P 2.0:1 = lot/expired
    sv-awarder 08-02 bind reserve award:P 4.0:1
    hv-registrar 08-03 certify certificate X 2 hv - tag a = lot/renewal-too-short
";

const TAGS: &str = "
    sv-registrar 01-01 open
    hv-registrar 01-10 certify certificate X 2 hv - tag a through 2026-03-31
    hv-registrar 02-10 certify certificate Y 2 hv - tag a through 2026-06-30 = lot/tag-of-another
    hv-registrar 02-10 certify certificate X 2 hv - level nqf/2 tag a through 2026-06-30 = lot/tag-of-another
    hv-registrar 02-11 revoke 1.0
    hv-registrar 02-12 certify certificate Y 2 hv - tag a through 2026-06-30
";

const TWO_THINGS: &str = "
    sv-registrar 01-01 open
    hv-registrar 01-10 certify certificate X 2 hv - level nqf/1
    hv-registrar 01-11 certify certificate X 2 hv - level nqf/2
    see 01-11 1.0 free 2
    see 01-11 2.0 free 2
    hv-registrar 01-12 certify competition X 2 hv -
    hv-registrar 01-12 certify competition X 2 hv -
    see 01-12 3.0 free 2
    see 01-12 4.0 free 2
";

const SCALES: &str = "
    sv-registrar 01-01 open
    hv-registrar 01-10 certify certificate X 2 hv - graded 60/percent
    hv-registrar 01-11 certify certificate X 2 hv - graded A/letters
    hv-registrar 01-12 certify certificate X 3 hv -
    see 01-12 1.0 free 2
    hv-registrar 01-13 certify certificate X 2 hv - graded 90/percent
    see 01-13 4.0 free 2
    see 01-13 1.0 behind 2
    see 01-13 3.0 behind 3
";

const ONE_ATTEMPT: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 accrue A 70 percent
    sv-registrar 01-11 accrue A 90 percent
    sv-reviewer 01-12 hold 1.0:2,2.0:2 until 2026-12-31 = lot/one-attempt
    sv-reviewer 01-12 hold 1.0:2 until 2026-12-31
";

const WITNESS: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 accrue A 70 percent
    sv-awarder 01-11 bind witness award:P 1.0:4
    sv-registrar 01-20 accrue A 90 percent
    see 01-20 1.0 behind 4
    sv-awarder 01-21 bind reserve award:P 3.0:4
    stands decision:2.0
    sv-registrar 01-22 revoke 1.0
    suspended decision:2.0
    stands decision:4.0
    sv-awarder 01-23 keep decision:2.0 5
";

const MERGE_OF_TWO: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 accrue A 70 percent
    sv-awarder 01-11 bind reserve award:P 1.0:2
    2: sv-registrar 01-01 open
    2: sv-registrar 01-10 accrue A 90 percent
    2: sv-awarder 01-11 bind reserve award:Q 1.0:2
    2: sv-awarder 01-11 bind reserve award:R 1.0:1
    2: bank-operator 02-01 merge_out 1
    bank-operator 02-02 merge_in 2
    stands decision:2.0
    suspended decision:2.0@00000000000000000000000000000002
    suspended decision:3.0@00000000000000000000000000000002
    see 02-02 1.0 free 2 reserved 2
    see 02-02 1.0@00000000000000000000000000000002 blocked 1 reserved 3
";

const MERGE_OF_THREE: &str = "
    2: sv-registrar 01-01 open
    2: sv-registrar 01-10 accrue A 90 percent
    2: sv-awarder 01-11 bind reserve award:P 1.0:2
    sv-registrar 01-01 open
    sv-registrar 01-10 accrue A 70 percent
    sv-awarder 01-11 bind reserve award:Q 1.0:2
    3: sv-registrar 01-01 open
    3: sv-registrar 01-10 accrue A 60 percent
    3: sv-awarder 01-11 bind reserve award:R 1.0:2
    2: bank-operator 02-01 merge_out 1
    bank-operator 02-01 merge_in 2
    suspended decision:2.0
    3: bank-operator 02-01 merge_out 1
    bank-operator 02-02 merge_in 3
    stands decision:2.0@00000000000000000000000000000002
    suspended decision:2.0
    suspended decision:2.0@00000000000000000000000000000003
";

const MERGE_OF_THREE_OTHERWISE: &str = "
    2: sv-registrar 01-01 open
    2: sv-registrar 01-10 accrue A 90 percent
    2: sv-awarder 01-11 bind reserve award:P 1.0:2
    sv-registrar 01-01 open
    sv-registrar 01-10 accrue A 70 percent
    sv-awarder 01-11 bind reserve award:Q 1.0:2
    3: sv-registrar 01-01 open
    3: sv-registrar 01-10 accrue A 60 percent
    3: sv-awarder 01-11 bind reserve award:R 1.0:2
    3: bank-operator 02-01 merge_out 2
    2: bank-operator 02-01 merge_in 3
    2: bank-operator 02-01 merge_out 1
    bank-operator 02-02 merge_in 2
    stands decision:2.0@00000000000000000000000000000002
    suspended decision:2.0
    suspended decision:2.0@00000000000000000000000000000003
";

/// Two lots with so much evidence fill a line.
const MERGE_IN_PAIRS: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 accrue A 70 percent
    2: sv-registrar 01-01 open
    2: sv-registrar 01-10 accrue A 90 percent evidence 180
    2: sv-registrar 01-10 accrue B 90 percent evidence 180
    2: sv-registrar 01-10 accrue EC 90 percent evidence 180
    2: sv-awarder 01-11 bind reserve award:Q 1.0:2
    2: bank-operator 02-01 merge_out 1 lots 1.0,2.0
    2: bank-operator 02-01 merge_out 1
    bank-operator 02-02 merge_in 2
    sv-awarder 02-03 bind reserve award:P 1.0:2 = passbook/merge-under-way
    sv-awarder 02-03 bind reserve award:P 1.0@00000000000000000000000000000002:2 = passbook/merge-under-way
    bank-operator 02-02 merge_in 2
    sv-awarder 02-03 bind reserve award:P 1.0:2 = lot/group-in-use
    sv-awarder 02-03 bind reserve award:P 1.0@00000000000000000000000000000002:2
";

const MERGE_OF_TAGS: &str = "
    sv-registrar 01-01 open
    hv-registrar 01-10 certify certificate X 2 hv - tag a
    hv-awarder 01-11 bind reserve award:P 1.0:1
    2: sv-registrar 01-01 open
    2: hv-registrar 01-10 certify certificate Y 2 hv - tag a
    2: hv-awarder 01-11 bind reserve award:Q 1.0:1
    2: bank-operator 02-01 merge_out 1
    bank-operator 02-02 merge_in 2
    stands decision:2.0
    suspended decision:2.0@00000000000000000000000000000002
    see 02-02 1.0 free 1 reserved 1
    see 02-02 1.0@00000000000000000000000000000002 blocked 1 reserved 1
    hv-awarder 02-03 unbind 2.0
    hv-awarder 02-03 keep decision:2.0@00000000000000000000000000000002 3
    hv-awarder 02-03 bind reserve award:P 1.0:1 = lot/group-in-use
";

const MERGE_UNDER_EACH: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 accrue EC 70 percent
    sv-registrar 01-11 accrue EC 70 percent
    sv-awarder 01-12 bind reserve award:P 1.0:2
    2: sv-registrar 01-01 open
    2: sv-registrar 01-10 accrue EC 70 percent
    2: sv-registrar 01-11 accrue EC 70 percent
    2: sv-awarder 01-12 bind reserve award:Q 1.0:2,2.0:1
    2: sv-awarder 01-12 bind reserve award:R 2.0:1
    sv-awarder 01-13 bind reserve award:S 2.0:1
    2: bank-operator 02-01 merge_out 1
    bank-operator 02-02 merge_in 2
    stands decision:3.0
    stands decision:3.0@00000000000000000000000000000002
    stands decision:4.0@00000000000000000000000000000002
    suspended decision:4.0
    see 02-02 2.0 blocked 1 reserved 1
";

const CONVERTED_ONTO: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 accrue B 80 percent
    sv-registrar 01-11 certify exam EB 4 sv -
    sv-registrar 01-12 apply 2.0:4
    see 01-12 2.0 held 4
    sv-reviewer 01-13 approve 3.0
    see 01-13 2.0 consumed 4
    see 01-13 1.0 free 4
    see 01-13 4.1 behind 4
    sv-awarder 01-14 bind reserve award:P 4.1:2
    see 01-14 1.0 blocked 4
";

const BEHIND_IS_SUSPENDED: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 accrue B 80 percent through 2026-03-01
    sv-registrar 01-11 certify exam EB 4 sv -
    sv-registrar 01-12 apply 2.0:4
    sv-reviewer 01-13 approve 3.0
    sv-registrar 02-01 revoke 2.0
    suspended lot:4.1
    suspended decision:4.0
    see 03-01 1.0 free 4
    see 03-02 1.0 expired 4
    see 03-02 4.1 suspended 4
    bank-operator 03-02 expire
    see 03-02 1.0 expired 4
    sv-awarder 03-02 bind reserve award:P 4.1:2 = lot/suspended
    sv-reviewer 03-02 keep decision:4.0 5
    stands lot:4.1
    see 03-02 4.1 free 4
    see 03-01 4.1 behind 4
";

const KEPT_AND_APPROVED: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 certify exam EB 4 sv -
    sv-registrar 01-11 apply 1.0:4
    sv-registrar 01-12 certify exam EB 4 sv - graded 90/percent
    see 01-12 3.0 blocked 4
    sv-registrar 01-13 revoke 1.0
    see 01-13 3.0 free 4
    sv-reviewer 01-14 approve 2.0 = what/application-suspended
    sv-reviewer 01-14 keep hold:2.0 4
    see 01-14 3.0 blocked 4
    sv-reviewer 01-15 approve 2.0
    see 01-15 1.0 consumed 4
    see 01-15 6.1 free 4
    see 01-15 3.0 blocked 4
    sv-awarder 01-16 bind reserve award:P 3.0:4 = lot/group-in-use
";

const BUILT_ON_COMES_BACK: &str = "
    2: sv-registrar 01-01 open
    2: sv-registrar 01-10 accrue B 90 percent
    2: sv-awarder 01-11 bind reserve award:Q 1.0:4
    sv-registrar 01-01 open
    sv-registrar 01-10 certify exam EB 4 sv -
    sv-registrar 01-11 apply 1.0:4
    sv-reviewer 01-12 approve 2.0
    sv-awarder 01-13 bind reserve award:P 3.1:2
    sv-registrar 01-14 revoke 1.0
    suspended decision:4.0
    2: bank-operator 02-01 merge_out 1
    bank-operator 02-01 merge_in 2
    stands decision:2.0@00000000000000000000000000000002
    sv-reviewer 02-02 keep decision:3.0 5
    stands decision:3.0
    stands lot:3.1
    suspended decision:4.0
    sv-awarder 02-02 keep decision:4.0 5 = lot/not-suspended
    sv-awarder 02-02 keep decision:4.0 7 = lot/group-in-use
    see 02-02 3.1 blocked 2 reserved 2
    sv-awarder 02-02 undo decision:4.0 7
    see 02-02 3.1 blocked 4
";

const BUILT_ON_KEPT: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 certify exam EB 4 sv -
    sv-registrar 01-11 apply 1.0:4
    sv-reviewer 01-12 approve 2.0
    sv-awarder 01-13 bind reserve award:P 3.1:2
    sv-registrar 01-14 revoke 1.0
    suspended decision:3.0
    suspended lot:3.1
    suspended decision:4.0
    see 01-14 3.1 suspended 2 reserved 2
    sv-registrar 01-15 accrue B 90 percent
    see 01-15 6.0 blocked 4
    sv-reviewer 01-16 keep decision:3.0 5
    stands lot:3.1
    stands decision:4.0
    see 01-16 3.1 free 2 reserved 2
    see 01-16 6.0 blocked 4
";

const APPLICATION_OF_TWO: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 certify exam EB 4 sv -
    sv-registrar 01-11 certify exam EB 4 sv - graded 70/percent
    sv-registrar 01-12 apply 1.0:4,2.0:4 = lot/one-attempt
    sv-registrar 01-12 apply 1.0:4
    sv-registrar 01-13 apply 2.0:4 = lot/group-in-use
";

const CONVERTED_ONTO_LAST: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 accrue L 90 percent
    sv-registrar 01-05 certify exam EL 2 sv -
    sv-registrar 01-20 apply 2.0:2
    see 01-20 3.1 blocked 2
    see 01-20 1.0 free 2
    sv-registrar 01-21 failed L
    see 01-21 1.0 blocked 2
    sv-registrar 01-25 certify exam EL 2 sv -
    see 01-25 5.0 blocked 2
";

const CONVERTED_ONTO_EACH: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 accrue EC 90 percent
    sv-registrar 01-11 accrue EC 80 percent
    sv-registrar 01-05 certify exam EE 2 sv -
    sv-registrar 01-20 apply 3.0:2
    see 01-20 4.1 free 2
    sv-registrar 01-21 accrue EC 70 percent
    see 01-21 4.1 behind 2
    sv-awarder 01-22 bind reserve award:P 4.1:2
    see 01-22 5.0 behind 2
";

const TAKEN_BACK: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 certify exam EB 4 sv -
    sv-registrar 01-11 apply 1.0:4
    sv-reviewer 01-12 approve 2.0
    sv-awarder 01-13 bind reserve award:P 3.1:2
    sv-reviewer 01-14 reverse 3 = lot/in-use
    sv-awarder 01-14 unbind 4.0
    sv-reviewer 01-13 reverse 3 = when/too-early
    sv-reviewer 01-14 reverse 3
    see 01-14 1.0 free 4
";

const APPEALED: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 certify exam EB 4 sv -
    sv-registrar 01-11 apply 1.0:4
    sv-reviewer 01-12 refuse 2.0
    sv-reviewer-2 01-12 approve 2.0 = what/not-in-review
    sv-registrar 01-12 certify exam EB 4 sv - graded 90/percent
    see 01-12 4.0 blocked 4
    sv-registrar 01-13 appeal 2.0
    sv-reviewer 01-14 approve 2.0 = who/same-person
    sv-reviewer-2 01-14 approve 2.0
    see 01-14 1.0 consumed 4
";
