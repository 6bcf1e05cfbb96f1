//! Cases that were reported, or follow from rules that somebody published: what expires, what comes later, what is marked.

use super::stories;

stories! {
    /// A certificate course is passed again, worse, after the better one has ended. Swept before or after.
    expired_best = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-05-01 accrue FIRSTAID 90 percent through 2024-12-31
        bank-operator 2025-01-01 expire
        b = u-registrar 2025-06-10 accrue FIRSTAID 80 percent
        see 2024-12-31 a free 4
        see 2025-01-01 a expired 4
        see 2025-06-10 a expired 4 | b free 4
    ";

    /// Another kind, and three of them: on each day the best of those that are valid.
    expired_best_of_three_certificates = "
        u-registrar 2021-01-01 open
        a = c-registrar 2021-02-01 certify certificate WELD 3 cr - through 2023-01-31 mark 95/percent
        b = c-registrar 2022-02-01 certify certificate WELD 3 cr - through 2024-01-31 mark 85/percent
        c = c-registrar 2022-06-01 certify certificate WELD 3 cr - through 2023-05-31 mark 90/percent
        see 2022-06-01 a free 3 | b behind 3 | c behind 3
        see 2023-02-01 a expired 3 | b behind 3 | c free 3
        see 2023-06-01 a expired 3 | b free 3 | c expired 3
        see 2024-02-01 a expired 3 | b expired 3 | c expired 3
    ";

    /// Part of the better one is under an award on its last day: the award holds the group.
    expired_best_that_is_used = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-05-01 accrue FIRSTAID 90 percent through 2024-12-31
        s = u-awarder 2024-12-31 bind reserve award:S $a:1
        bank-operator 2025-01-01 expire
        b = u-registrar 2025-06-10 accrue FIRSTAID 80 percent
        see 2025-06-10 a reserved 1, expired 3 | b blocked 4
        no lot/group-in-use u-awarder 2025-06-11 bind reserve award:T $b:4
            -- lot $b waits: another attempt at the same thing is in use by decision:$s; that would have to end first
        no lot/expired u-awarder 2025-06-11 bind reserve award:T $a:1 -- lot $a was valid through 2024-12-31
        u-awarder 2025-06-12 unbind $s
        see 2025-06-12 a expired 4 | b free 4
    ";

    /// A rule asks for 80: the newer test will do, worse as it is, when the better one has ended.
    language_test = "
        u-registrar 2023-05-10 open
        a = c-registrar 2023-05-10 certify exam LANG 2 cr - through 2025-05-09 mark 90/percent
        b = c-registrar 2025-03-01 certify exam LANG 2 cr - through 2027-02-28 mark 85/percent
        see 2025-05-09 a free 2 | b behind 2
        see 2025-05-10 a expired 2 | b free 2
        no lot/expired u-registrar 2025-09-01 apply $a:2 -- lot $a was valid through 2025-05-09
        k = u-registrar 2025-09-01 apply $b:2
        see 2025-09-01 a expired 2 | b consumed 2 | k.1 free 2
    ";

    /// The one behind may be named; then the better one waits.
    language_test_while_both_are_valid = "
        u-registrar 2023-05-10 open
        a = c-registrar 2023-05-10 certify exam LANG 2 cr - through 2025-05-09 mark 90/percent
        b = c-registrar 2025-03-01 certify exam LANG 2 cr - through 2027-02-28 mark 85/percent
        k = u-registrar 2025-03-02 apply $b:2
        no lot/group-in-use u-registrar 2025-03-03 apply $a:2
            -- lot $a waits: another attempt at the same thing is in use by decision:$k; that would have to end first
        see 2025-03-03 a blocked 2 | b consumed 2 | k.1 free 2
    ";

    /// Another issuer, by whose power the last attempt counts: it must have ended first.
    language_test_where_the_last_counts = "
        u-registrar 2023-05-10 open
        a = w-registrar 2023-05-10 certify exam LANG 2 cr - through 2028-05-09 mark 90/percent
        b = w-registrar 2025-03-01 certify exam LANG 2 cr - through 2027-02-28 mark 85/percent
        no lot/not-standing u-registrar 2025-09-01 apply $a:2
            -- lot $a does not count: of the attempts at the same thing the last counts, and none after a failure
        see 2025-09-01 a blocked 2 | b free 2
        see 2027-03-01 a free 2 | b expired 2
        k = u-registrar 2027-03-01 apply $a:2
        see 2027-03-01 a consumed 2 | b expired 2 | k.1 free 2
    ";

    /// An exam is converted into a course that was passed with a mark: granted, and behind.
    exam_after = "
        u-registrar 2023-09-01 open
        a = u-registrar 2023-12-18 accrue PHYS1112 92 percent
        x = c-registrar 2024-03-02 certify exam PHYSICS 4 cr -
        quote u-registrar 2024-05-01 apply $x:4
            -- lot new.1 stands behind lot $a, an attempt at the same thing
        f = u-registrar 2024-05-01 apply $x:4
        k = u-reviewer 2024-06-01 approve $f -- lot $k.1 stands behind lot $a, an attempt at the same thing
        see 2024-06-01 a free 4 | k.1 behind 4 | x consumed 4
        s = u-awarder 2024-06-02 bind reserve award:S $k.1:4
        see 2024-06-02 a blocked 4 | k.1 reserved 4 | x consumed 4
    ";

    /// The other way round: the mark comes later, and is a poor one.
    exam_before = "
        u-registrar 2023-09-01 open
        x = c-registrar 2023-10-02 certify exam PHYSICS 4 cr -
        f = u-registrar 2023-11-01 apply $x:4
        k = u-reviewer 2023-11-10 approve $f
        a = u-registrar 2023-12-18 accrue PHYS1112 61 percent
        see 2023-11-10 k.1 free 4 | x consumed 4
        see 2023-12-18 a free 4 | k.1 behind 4 | x consumed 4
    ";

    /// Where the exam brings a mark the better mark stands, and a third one without stays behind both.
    exam_with_a_better_mark = "
        u-registrar 2023-09-01 open
        a = u-registrar 2023-12-18 accrue PHYS1112 80 percent
        x = c-registrar 2024-03-02 certify exam MPHYSICS 4 cr - mark 90/percent
        k = u-registrar 2024-05-01 apply $x:4
        see 2024-05-01 a behind 4 | k.1 free 4 | x consumed 4
        y = c-registrar 2024-06-01 certify exam PHYSICS 4 cr -
        f = v-registrar 2024-06-02 apply $y:4
        l = v-reviewer 2024-06-03 approve $f
            -- lot $l.1 stands behind lot $k.1, an attempt at the same thing
        see 2024-06-03 a behind 4 | k.1 free 4 | l.1 behind 4 | x consumed 4 | y consumed 4
    ";

    /// Of two that are equal, earned on one day, the one that was taught comes first.
    exam_with_an_equal_mark = "
        u-registrar 2023-09-01 open
        a = u-registrar 2023-12-18 accrue PHYS1112 80 percent
        x = c-registrar 2023-12-18 certify exam MPHYSICS 4 cr - mark 80/percent
        k = u-registrar 2024-05-01 apply $x:4 -- lot $k.1 stands behind lot $a, an attempt at the same thing
        see 2024-05-01 a free 4 | k.1 behind 4 | x consumed 4
    ";

    /// The catalogue changes the scale: an A stands before a pass, since its scale was used first.
    repeat_pnc = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-06-30 accrue GRADED A letters
        publish graded-by-pass 2024-01-01
        b = u-registrar 2024-06-30 accrue GRADED P pass
        see 2023-06-30 a free 4
        see 2024-06-30 a free 4 | b behind 4
    ";

    /// Also a D does; and the pass can be named.
    repeat_pnc_after_poor_marks = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-06-30 accrue GRADED D letters
        publish graded-by-pass 2024-01-01
        b = u-registrar 2024-06-30 accrue GRADED P pass
        c = u-registrar 2023-12-31 accrue GRADED C letters
        see 2024-06-30 a behind 4 | b behind 4 | c free 4
        s = u-awarder 2024-07-01 bind consume award:S $b:4
        see 2024-07-01 a blocked 4 | b consumed 4 | c blocked 4
    ";

    /// The A ends, or is revoked before that: the pass stands.
    repeat_pnc_when_the_mark_is_gone = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-06-30 accrue GRADED A letters through 2024-12-31
        publish graded-by-pass 2024-01-01
        b = u-registrar 2024-06-30 accrue GRADED P pass
        see 2024-12-31 a free 4 | b behind 4
        see 2025-01-01 a expired 4 | b free 4
        r = u-registrar 2024-10-01 revoke $a
        see 2024-09-30 a free 4 | b behind 4
        see 2024-10-01 a revoked 4 | b free 4
    ";

    /// B before A, then A, then B again: the second B counts where B needs A before it, worse as it is.
    retro_prereq = "
        u-registrar 2022-01-01 open
        b = u-registrar 2022-06-30 accrue B 80 percent
        a = u-registrar 2023-06-30 accrue A 70 percent
        c = u-registrar 2024-06-30 accrue B 70 percent
        see 2024-06-30 a free 4 | b free 4 | c behind 4
        m = u-registrar 2024-07-01 matriculate AFTER
        s = u-awarder 2024-07-02 redeem #m
        see 2024-07-02 a free 4 | b blocked 4 | c reserved 4
    ";

    /// What was passed before stays passed, also when it has expired since.
    retro_prereq_of_an_attempt_that_has_expired = "
        u-registrar 2021-01-01 open
        a = u-registrar 2021-06-30 accrue A 70 percent through 2022-06-30
        b = u-registrar 2022-12-30 accrue B 70 percent
        m = u-registrar 2024-07-01 matriculate AFTER
        s = u-awarder 2024-07-02 redeem #m
        see 2024-07-02 a expired 4 | b reserved 4
    ";

    /// Where the last attempt counts, a later fail takes the prerequisite away; struck, it does not.
    retro_prereq_that_was_failed_later = "
        u-registrar 2021-01-01 open
        a = u-registrar 2021-06-30 accrue LAST 70 percent
        b = u-registrar 2022-12-30 accrue B 70 percent
        f = u-registrar 2023-06-30 failed LAST 40 percent
        m = u-registrar 2024-07-01 matriculate AFTERLAST
        no award/not-reached u-awarder 2024-07-02 redeem #m -- `AFTERLAST` is not reached: 4 cr still to study
        w = u-registrar 2024-07-02 reverse #f
        s = u-awarder 2024-07-03 redeem #m
        see 2024-07-03 a free 4 | b reserved 4
    ";
}
