//! Cases that were reported, or follow from rules that somebody published: repeatable courses, renewed certificates, the last
//! attempt.

use super::stories;

stories! {
    /// A course each term, each counts.
    repeatable = "
        u-registrar 2022-01-01 open
        a = u-registrar 2022-06-30 accrue TERM 70 percent run 2022-1
        b = u-registrar 2022-12-30 accrue TERM 80 percent run 2022-2
        c = u-registrar 2023-06-30 accrue TERM 60 percent run 2023-1
        d = u-registrar 2023-12-30 accrue TERM 90 percent run 2023-2
        see 2023-12-30 a free 2 | b free 2 | c free 2 | d free 2
        s = u-awarder 2024-01-10 bind reserve award:S $a:2,$b:2,$c:2,$d:2
        see 2024-01-10 a reserved 2 | b reserved 2 | c reserved 2 | d reserved 2
    ";

    /// Up to its most: the worst of four waits.
    repeatable_up_to_six_credits = "
        u-registrar 2022-01-01 open
        a = u-registrar 2022-06-30 accrue SPORT 70 percent run 2022-1
        b = u-registrar 2022-12-30 accrue SPORT 80 percent run 2022-2
        c = u-registrar 2023-06-30 accrue SPORT 60 percent run 2023-1
        d = u-registrar 2023-12-30 accrue SPORT 90 percent run 2023-2
        see 2023-06-30 a free 2 | b free 2 | c free 2
        see 2023-12-30 a free 2 | b free 2 | c behind 2 | d free 2
        no lot/over-most u-awarder 2024-01-10 bind reserve award:S $a:2,$b:2,$c:2,$d:2
            -- lot $d does not fit: of the attempts at the same thing 6 cr can be in use at most, and this is 2 over
        s = u-awarder 2024-01-10 bind reserve award:S $a:2,$b:2,$c:2
        see 2024-01-10 a reserved 2 | b reserved 2 | c reserved 2 | d blocked 2
    ";

    /// A most in items: more of an attempt that is in use adds none.
    repeatable_three_times = "
        u-registrar 2022-01-01 open
        a = u-registrar 2022-06-30 accrue CHOIR 70 percent
        b = u-registrar 2022-12-30 accrue CHOIR 80 percent
        c = u-registrar 2023-06-30 accrue CHOIR 60 percent
        d = u-registrar 2023-12-30 accrue CHOIR 90 percent
        see 2023-12-30 a free 2 | b free 2 | c behind 2 | d free 2
        s = u-awarder 2024-01-10 bind reserve award:S $a:0.5,$c:0.5
        see 2024-01-10 a reserved 0.5, free 1.5 | b behind 2 | c reserved 0.5, free 1.5 | d free 2
        t = u-awarder 2024-01-11 bind reserve award:T $b:1
        see 2024-01-11 a reserved 0.5, free 1.5 | b reserved 1, free 1 | c reserved 0.5, free 1.5 | d blocked 2
        no lot/over-most u-awarder 2024-01-12 bind reserve award:Q $d:2
            -- lot $d does not fit: of the attempts at the same thing 3 item can be in use at most, and this is 1 over
    ";

    /// One a run: of two attempts of one term one counts.
    repeatable_within_one_run = "
        u-registrar 2022-01-01 open
        a = u-registrar 2022-06-30 accrue RUNS 70 percent run 2022-1
        b = u-registrar 2022-07-10 accrue RUNS 80 percent run 2022-1
        c = u-registrar 2022-12-30 accrue RUNS 60 percent run 2022-2
        see 2022-12-30 a behind 2 | b free 2 | c free 2
        s = u-awarder 2023-01-10 bind reserve award:S $a:1
        see 2023-01-10 a reserved 1, free 1 | b blocked 2 | c free 2
        no lot/group-in-use u-awarder 2023-01-11 bind reserve award:T $b:1
            -- lot $b waits: another attempt at the same thing is in use by decision:$s; that would have to end first
        u-awarder 2023-01-12 unbind $s
        no lot/one-attempt u-awarder 2023-01-12 bind reserve award:T $c:1,$b:1,$a:1
            -- lots $a and $b are attempts at the same thing, of which one counts; name one of them
        t = u-awarder 2023-01-12 bind reserve award:T $c:1,$b:1
    ";

    /// By the power of the issuer two count; those that are equal but for the day, the later first.
    repeatable_trainings = "
        u-registrar 2022-01-01 open
        a = w-registrar 2022-02-01 certify training T 3 cr -
        b = w-registrar 2022-02-02 certify training T 3 cr -
        c = w-registrar 2022-02-03 certify training T 3 cr -
        see 2022-02-03 a behind 3 | b free 3 | c free 3
        no lot/over-most u-awarder 2022-03-01 bind reserve award:S $a:1,$b:1,$c:1
            -- lot $c does not fit: of the attempts at the same thing 2 item can be in use at most, and this is 1 over
        s = u-awarder 2022-03-01 bind reserve award:S $a:1,$b:1
        see 2022-03-01 a reserved 1, free 2 | b reserved 1, free 2 | c blocked 3
    ";

    /// By the power of the issuer six credits, one a run: what has no run is a run of its own.
    repeatable_work = "
        u-registrar 2022-01-01 open
        a = w-registrar 2022-02-01 certify work T 3 cr - run 2022-1
        b = w-registrar 2022-02-02 certify work T 2 cr - run 2022-1
        c = w-registrar 2022-02-03 certify work T 3 cr -
        d = w-registrar 2022-02-04 certify work T 3 cr -
        see 2022-02-04 a behind 3 | b behind 2 | c free 3 | d free 3
        s = u-awarder 2022-03-01 bind reserve award:S $b:1
        see 2022-03-01 a blocked 3 | b reserved 1, behind 1 | c behind 1, free 2 | d free 3
    ";

    /// Attempts in another unit are not under the most.
    repeatable_in_two_units = "
        u-registrar 2021-01-01 open
        a = u-registrar 2021-02-01 accrue HOURS 80 percent
        b = u-registrar 2021-02-02 accrue HOURS 70 percent
        c = u-registrar 2022-02-02 accrue HOURS 75 percent
        d = u-registrar 2022-03-02 accrue HOURS 65 percent
        e = u-registrar 2022-04-02 accrue HOURS 90 percent
        see 2022-04-02 a free 30 | b free 30 | c free 2 | d behind 2 | e free 2
        s = u-awarder 2022-05-01 bind reserve award:S $a:30,$b:15,$d:2,$c:1
        see 2022-05-01 a reserved 30 | b reserved 15, free 15 | c reserved 1, behind 1 | d reserved 2 | e behind 1, free 1
    ";

    /// Also of a course that is worth nothing one attempt is in use.
    worth_nothing = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue ZERO 80 percent
        b = u-registrar 2023-02-02 accrue ZERO 70 percent
        see 2023-02-02 a free 0 | b behind 0
        s = u-awarder 2023-03-01 bind reserve award:S $b:0
        see 2023-03-01 a blocked 0 | b reserved 0
        no lot/group-in-use u-awarder 2023-03-02 bind reserve award:T $a:0
            -- lot $a waits: another attempt at the same thing is in use by decision:$s; that would have to end first
        u-awarder 2023-03-03 unbind $s
        see 2023-03-03 a free 0 | b behind 0
    ";

    /// A certificate with a number is renewed, once the day after it ended, once two months before: valid without a
    /// break.
    renewal = "
        u-registrar 2021-03-15 open
        a = c-registrar 2021-03-15 certify certificate AID 1 cr - through 2024-03-14 tag a
        b = c-registrar 2024-03-15 certify certificate AID 1 cr - through 2027-03-14 tag a
        c = c-registrar 2027-01-14 certify certificate AID 1 cr - through 2030-01-13 tag a
        valid $a 2021-03-15..2030-01-13
        valid $c 2021-03-15..2030-01-13
        see 2024-03-14 a free 1
        see 2024-03-15 a expired 1 | b free 1
        see 2027-01-14 a expired 1 | b behind 1 | c free 1
        see 2027-03-15 a expired 1 | b expired 1 | c free 1
    ";

    /// The better mark stands while it is valid.
    renewal_of_a_course = "
        u-registrar 2021-03-15 open
        a = u-registrar 2021-03-15 accrue FIRSTAID 70 percent through 2024-03-14 tag b
        b = u-registrar 2024-03-01 accrue FIRSTAID 65 percent through 2027-02-28 tag b
        valid $b 2021-03-15..2027-02-28
        see 2024-03-01 a free 4 | b behind 4
        see 2024-03-15 a expired 4 | b free 4
    ";

    /// Without end is longest: nothing renews that.
    renewal_without_an_end = "
        u-registrar 2021-03-15 open
        a = d-registrar 2021-03-15 certify certificate AID 1 cr - through 2024-03-14 tag c
        b = d-registrar 2023-03-15 certify certificate AID 1 cr - tag c
        valid $a 2021-03-15..
        see 2023-03-15 a behind 1 | b free 1
        no lot/renewal-too-short d-registrar 2024-01-01 certify certificate AID 1 cr - through 2027-01-01 tag c
            -- lot $b has the same tag: of the two the one that was earned later must be valid longer
        no lot/renewal-too-short d-registrar 2024-01-01 certify certificate AID 1 cr - tag c
            -- lot $b has the same tag: of the two the one that was earned later must be valid longer
    ";

    /// Where the last attempt counts, the better one before it does not.
    latest = "
        u-registrar 2022-01-01 open
        a = u-registrar 2022-06-30 accrue LAST 90 percent
        b = u-registrar 2023-06-30 accrue LAST 70 percent
        see 2022-06-30 a free 4
        see 2023-06-30 a blocked 4 | b free 4
        no lot/not-standing u-awarder 2023-07-01 bind reserve award:S $a:4
            -- lot $a does not count: of the attempts at the same thing the last counts, and none after a failure
    ";

    /// Of one day the better one, and a pass before a fail.
    latest_of_one_day = "
        u-registrar 2022-01-01 open
        a = u-registrar 2022-06-30 accrue LAST 70 percent
        b = u-registrar 2022-06-30 accrue LAST 90 percent
        see 2022-06-30 a blocked 4 | b free 4
        f = u-registrar 2022-06-30 failed LAST 40 percent
        see 2022-06-30 a blocked 4 | b free 4
    ";

    /// The power to issue says it of exams.
    latest_by_a_power = "
        u-registrar 2022-01-01 open
        a = w-registrar 2022-06-30 certify exam E 2 cr - mark 90/percent
        b = w-registrar 2023-06-30 certify exam E 2 cr - mark 70/percent
        c = w-registrar 2022-12-30 certify exam E 2 cr - mark 95/percent
        see 2023-06-30 a blocked 2 | b free 2 | c blocked 2
    ";

    /// Passed, and failed later: not completed.
    fail_after_pass = "
        u-registrar 2022-01-01 open
        a = u-registrar 2022-06-30 accrue LAST 90 percent
        f = u-registrar 2023-06-30 failed LAST 40 percent
        see 2022-06-30 a free 4
        see 2023-06-30 a blocked 4
        no lot/not-standing u-awarder 2023-07-01 bind reserve award:S $a:4
            -- lot $a does not count: of the attempts at the same thing the last counts, and none after a failure
    ";

    /// It changes nothing.
    fail_after_pass_where_the_best_counts = "
        u-registrar 2022-01-01 open
        a = u-registrar 2022-06-30 accrue A 90 percent
        f = u-registrar 2023-06-30 failed A 40 percent
        see 2023-06-30 a free 4
    ";

    /// Absence and withdrawal are no failure.
    absent_after_pass = "
        u-registrar 2022-01-01 open
        a = u-registrar 2022-06-30 accrue LAST 90 percent
        f = u-registrar 2023-06-30 absent LAST 40 percent
        g = u-registrar 2023-07-30 withdrawn LAST 40 percent
        see 2023-07-30 a free 4
    ";

    /// The fail still stands between the two when the later pass has expired.
    fail_between_passes = "
        u-registrar 2022-01-01 open
        a = u-registrar 2022-06-30 accrue LAST 90 percent
        f = u-registrar 2023-06-30 failed LAST 40 percent
        b = u-registrar 2024-06-30 accrue LAST 65 percent through 2025-06-30
        see 2024-06-30 a blocked 4 | b free 4
        see 2025-07-01 a blocked 4 | b expired 4
    ";

    /// All uses are suspended: the first still holds, whatever the command has taken before.
    a_most_beside_a_suspended_use = "
        in the test world
        sv-registrar 2026-01-01 open
        a = sv-registrar 2026-01-10 accrue ER 70 percent run spring
        b = sv-registrar 2026-01-11 accrue ER 80 percent run spring
        c = sv-registrar 2026-01-12 accrue ER 60 percent
        d = sv-registrar 2026-01-13 accrue ER 65 percent
        s = sv-awarder 2026-01-14 bind reserve award:P $a:1
        t = sv-awarder 2026-01-15 bind reserve set:x $c:1,$a:0.5
        r = sv-registrar 2026-04-23 revoke $c
        sv-awarder 2026-04-27 keep decision:$t #r
        q = sv-registrar 2026-05-11 revoke $a
        no lot/over-most sv-awarder 2026-05-12 bind reserve set:y $b:0.5,$d:0.5
            -- lot $d does not fit: of the attempts at the same thing 2 item can be in use at most, and this is 1 over
        no lot/over-most sv-awarder 2026-05-12 bind reserve set:y $d:0.5,$b:0.5
            -- lot $b does not fit: of the attempts at the same thing 2 item can be in use at most, and this is 1 over
        u = sv-awarder 2026-05-12 bind reserve set:y $b:0.5
    ";

    /// The same in credits.
    a_most_in_credits_beside_a_suspended_use = "
        u-registrar 2023-01-01 open
        x = u-registrar 2023-01-10 accrue A 90 percent
        a = u-registrar 2023-02-01 accrue SPORT 90 percent
        b = u-registrar 2023-02-02 accrue SPORT 80 percent
        c = u-registrar 2023-02-03 accrue SPORT 70 percent
        d = u-registrar 2023-02-04 accrue SPORT 65 percent
        s = u-awarder 2023-03-01 bind reserve award:S $x:4,$a:2
        r = u-registrar 2023-04-01 revoke $x
        no lot/over-most u-awarder 2023-04-02 bind reserve award:T $b:2,$c:2,$d:0.5
            -- lot $d does not fit: of the attempts at the same thing 6 cr can be in use at most, and this is 0.5 over
        t = u-awarder 2023-04-02 bind reserve award:T $b:2,$c:2
    ";

    /// And of one run: the held one of two is the one that can be used.
    a_run_beside_a_suspended_use = "
        u-registrar 2023-01-01 open
        x = u-registrar 2023-01-10 accrue A 90 percent
        a = u-registrar 2023-02-01 accrue RUNS4 90 percent run 2023-1
        b = u-registrar 2023-02-02 accrue RUNS4 80 percent run 2023-1
        c = u-registrar 2023-02-03 accrue RUNS4 70 percent run 2023-2
        s = u-awarder 2023-03-01 bind reserve award:S $x:4,$a:1
        r = u-registrar 2023-04-01 revoke $x
        no lot/group-in-use u-awarder 2023-04-02 bind reserve award:T $c:1,$b:1
            -- lot $b waits: another attempt at the same thing is in use by decision:$s; that would have to end first
        t = u-awarder 2023-04-02 bind reserve award:T $c:1,$a:1
    ";
}
