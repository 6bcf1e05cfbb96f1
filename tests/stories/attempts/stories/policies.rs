//! Policies that later catalogues change, and uses of several attempts that each count.

use super::stories;

stories! {
    /// Six at most, four of two: what is in use of all of them counts.
    each_with_partial_uses = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue SPORT 90 percent
        b = u-registrar 2023-03-01 accrue SPORT 80 percent
        c = u-registrar 2023-04-01 accrue SPORT 70 percent
        d = u-registrar 2023-05-01 accrue SPORT 60 percent
        s = u-awarder 2023-06-01 bind reserve award:S $a:1,$b:1,$c:1
        see 2023-06-01 a reserved 1, free 1 | b reserved 1, free 1 | c reserved 1, free 1 | d behind 2
        no lot/over-most u-awarder 2023-06-02 bind reserve award:T $a:1,$d:2,$b:0.5
            -- lot $b does not fit: of the attempts at the same thing 6 cr can be in use at most, and this is 0.5 over
        t = u-awarder 2023-06-02 bind reserve award:T $a:1,$d:2
        see 2023-06-02 a reserved 2 | b reserved 1, blocked 1 | c reserved 1, blocked 1 | d reserved 2
        u-awarder 2023-06-03 unbind $s
        see 2023-06-03 a reserved 1, free 1 | b free 2 | c behind 2 | d reserved 2
    ";

    /// Is a run of its own, and under the most like the others.
    an_accrual_without_a_run = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue RUNS4 90 percent run 2023-1
        b = u-registrar 2023-03-01 accrue RUNS4 80 percent run 2023-1
        c = u-registrar 2023-04-01 accrue RUNS4 70 percent
        d = u-registrar 2023-05-01 accrue RUNS4 60 percent
        see 2023-05-01 a free 2 | b behind 2 | c free 2 | d behind 2
        s = u-awarder 2023-06-01 bind reserve award:S $c:2,$d:1
        see 2023-06-01 a behind 1, free 1 | b behind 2 | c reserved 2 | d reserved 1, behind 1
    ";

    /// Both uses stay; of the group nothing else than the rest of the first can be used.
    from_each_to_best = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-06-30 accrue TERM 80 percent run 2023-1
        b = u-registrar 2023-12-30 accrue TERM 70 percent run 2023-2
        s = u-awarder 2023-12-31 bind reserve award:S $a:1
        t = u-awarder 2023-12-31 bind reserve award:T $b:1
        publish term-is-best 2024-01-01
        see 2024-01-01 a reserved 1, free 1 | b reserved 1, free 1
        c = u-registrar 2024-06-30 accrue TERM 90 percent run 2024-1
        see 2024-06-29 a reserved 1, free 1 | b reserved 1, free 1
        see 2024-06-30 a reserved 1, free 1 | b reserved 1, blocked 1 | c blocked 2
        marks decision:$s
        marks decision:$t
        no lot/group-in-use u-awarder 2024-07-01 bind reserve award:Q $c:2
            -- lot $c waits: another attempt at the same thing is in use by decision:$s; that would have to end first
        no lot/group-in-use u-awarder 2024-07-01 bind reserve award:Q $b:1
            -- lot $b waits: another attempt at the same thing is in use by decision:$s; that would have to end first
        u-awarder 2024-07-02 unbind $s
        see 2024-07-02 a blocked 2 | b reserved 1, free 1 | c blocked 2
        u-awarder 2024-07-03 unbind $t
        see 2024-07-03 a behind 2 | b behind 2 | c free 2
    ";

    /// The view says what a command would.
    from_each_to_best_where_one_use_has_both = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-06-30 accrue TERM 80 percent run 2023-1
        b = u-registrar 2023-12-30 accrue TERM 70 percent run 2023-2
        s = u-awarder 2023-12-31 bind reserve award:S $a:1,$b:1
        publish term-is-best 2024-01-01
        c = u-registrar 2024-06-30 accrue TERM 90 percent run 2024-1
        marks decision:$s
        no lot/group-in-use u-awarder 2024-07-01 bind reserve award:Q $c:2
            -- lot $c waits: another attempt at the same thing is in use by decision:$s; that would have to end first
    ";

    /// More of the first was used under `best`: when the first use ends, both that are left stay, and the book is
    /// sound.
    from_each_to_best_and_the_first_use_ends = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-06-30 accrue TERM 80 percent
        b = u-registrar 2023-12-30 accrue TERM 70 percent
        s = u-awarder 2023-12-31 bind reserve award:S $a:1
        t = u-awarder 2023-12-31 bind reserve award:T $b:1
        publish term-is-best 2024-01-01
        c = u-registrar 2024-06-30 accrue TERM 90 percent
        u = u-awarder 2024-07-01 bind reserve award:Q $a:1
        u-awarder 2024-07-02 unbind $s
        marks decision:$t
        marks decision:$u
        see 2024-07-02 a reserved 1, blocked 1 | b reserved 1, free 1 | c blocked 2
    ";

    /// A line that is about another course suspends neither of them.
    from_each_to_best_and_an_unrelated_reversal = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-06-30 accrue TERM 80 percent
        b = u-registrar 2023-12-30 accrue TERM 70 percent
        x = u-registrar 2023-12-30 accrue A 70 percent
        s = u-awarder 2023-12-31 bind reserve award:S $a:1
        t = u-awarder 2023-12-31 bind reserve award:T $b:1
        publish term-is-best 2024-01-01
        c = u-registrar 2024-06-30 accrue TERM 90 percent
        u = u-awarder 2024-07-01 bind reserve award:Q $a:1
        r = u-registrar 2024-07-02 revoke $x
        u-awarder 2024-07-03 unbind $s
        e = u-registrar 2024-07-04 reverse #r
        marks decision:$t
        marks decision:$u
    ";

    /// More of one of three that are in use adds none; nor when the first use has ended.
    from_three_items_to_two = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue CHOIR 80 percent
        b = u-registrar 2023-02-02 accrue CHOIR 70 percent
        c = u-registrar 2023-02-03 accrue CHOIR 75 percent
        s = u-awarder 2023-12-31 bind reserve award:S $a:1
        t = u-awarder 2023-12-31 bind reserve award:T $b:1,$c:1
        publish choir-is-two 2024-01-01
        d = u-registrar 2024-06-30 accrue CHOIR 90 percent
        see 2024-06-30 a reserved 1, free 1 | b reserved 1, free 1 | c reserved 1, free 1 | d blocked 2
        u = u-awarder 2024-07-01 bind reserve award:Q $a:1
        u-awarder 2024-07-02 unbind $s
        marks decision:$t
        marks decision:$u
    ";

    /// What is in use stays; nothing is free until less than four is.
    from_six_to_four = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue SPORT 90 percent
        b = u-registrar 2023-03-01 accrue SPORT 80 percent
        c = u-registrar 2023-04-01 accrue SPORT 70 percent
        s = u-awarder 2023-06-01 bind reserve award:S $a:2,$b:1
        t = u-awarder 2023-06-02 bind reserve award:T $c:2
        see 2023-06-02 a reserved 2 | b reserved 1, free 1 | c reserved 2
        publish sport-is-four 2024-01-01
        d = u-registrar 2024-02-01 accrue SPORT 95 percent
        see 2024-01-31 a reserved 2 | b reserved 1, free 1 | c reserved 2
        see 2024-02-01 a reserved 2 | b reserved 1, blocked 1 | c reserved 2 | d blocked 2
        no lot/over-most u-awarder 2024-02-02 bind reserve award:Q $d:0.5
            -- lot $d does not fit: of the attempts at the same thing 4 cr can be in use at most, and this is 0.5 over
        u-awarder 2024-02-03 unbind $t
        see 2024-02-03 a reserved 2 | b reserved 1, behind 1 | c behind 2 | d behind 1, free 1
    ";

    /// Two of one run are in use: the rest of the first decided can be used, as the view says.
    from_each_to_one_a_run = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue TERM 80 percent run 2023-1
        b = u-registrar 2023-02-02 accrue TERM 70 percent run 2023-1
        s = u-awarder 2023-12-31 bind reserve award:S $b:1
        t = u-awarder 2023-12-31 bind reserve award:T $a:1
        publish term-is-run 2024-01-01
        c = u-registrar 2024-06-30 accrue TERM 90 percent run 2024-1
        see 2024-06-30 a reserved 1, blocked 1 | b reserved 1, free 1 | c free 2
    ";

    /// The new policy is for new uses, from the day of the first line that says it.
    from_best_to_last = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 90 percent
        s = u-awarder 2023-02-02 bind reserve award:S $a:1
        publish a-is-last 2024-01-01
        see 2024-01-01 a reserved 1, free 3
        f = u-registrar 2024-02-01 failed A 30 percent
        see 2024-02-01 a reserved 1, free 3
        b = u-registrar 2024-03-01 accrue A 70 percent
        see 2024-02-29 a reserved 1, free 3
        see 2024-03-01 a reserved 1, blocked 3 | b blocked 4
        marks decision:$s
        u-awarder 2024-03-02 unbind $s
        see 2024-03-02 a blocked 4 | b free 4
    ";

    /// A record says it, too, where the last pass says that the last attempt counts.
    from_last_to_best_by_a_record = "
        u-registrar 2023-01-01 open
        publish a-is-last 2024-01-01
        a = u-registrar 2024-02-01 accrue A 90 percent
        b = u-registrar 2024-03-01 accrue A 70 percent
        publish a-is-best-again 2025-01-01
        see 2025-01-01 a blocked 4 | b free 4
        f = u-registrar 2025-02-01 failed A 30 percent
        see 2025-01-31 a blocked 4 | b free 4
        see 2025-02-01 a free 4 | b behind 4
        w = u-registrar 2025-03-01 reverse #f
        see 2025-03-01 a blocked 4 | b free 4
    ";

    /// A line that is revoked says nothing.
    a_policy_of_what_is_revoked = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-06-30 accrue TERM 80 percent
        b = u-registrar 2023-12-30 accrue TERM 70 percent
        publish term-is-best 2024-01-01
        c = u-registrar 2024-06-30 accrue TERM 90 percent
        see 2024-06-30 a behind 2 | b behind 2 | c free 2
        r = u-registrar 2024-07-01 revoke $c
        see 2024-07-01 a free 2 | b free 2 | c revoked 2
        s = u-awarder 2024-07-02 bind reserve award:S $a:1,$b:1
        e = u-registrar 2024-07-03 reverse #r
        marks decision:$s
        no lot/group-in-use u-awarder 2024-07-04 bind reserve award:T $c:2
            -- lot $c waits: another attempt at the same thing is in use by decision:$s; that would have to end first
    ";

    /// What a conversion makes has the policy of its course.
    an_exam_into_a_course_that_each_counts = "
        u-registrar 2023-01-01 open
        x = c-registrar 2023-01-10 certify exam SPORTS 2 cr -
        y = c-registrar 2023-01-11 certify exam TERMS 2 cr -
        a = u-registrar 2023-02-01 accrue SPORT 90 percent
        b = u-registrar 2023-02-02 accrue SPORT 80 percent
        c = u-registrar 2023-02-03 accrue SPORT 70 percent
        k = u-registrar 2023-03-01 apply $x:2 -- lot $k.1 stands behind lot $a, an attempt at the same thing
        l = u-registrar 2023-03-02 apply $y:2
        see 2023-03-02 a free 2 | b free 2 | c free 2 | k.1 behind 2 | l.1 free 2 | x consumed 2 | y consumed 2
        s = u-awarder 2023-03-03 bind reserve award:S $k.1:2,$l.1:1
        see 2023-03-03 a free 2 | b free 2 | c behind 2 | k.1 reserved 2 | l.1 reserved 1, free 1 | x consumed 2 | y consumed 2
    ";

    /// As much as may be is in use: what is made cannot be used, and that is said.
    an_exam_into_a_course_that_is_full = "
        u-registrar 2023-01-01 open
        x = c-registrar 2023-01-10 certify exam SPORTS 2 cr -
        a = u-registrar 2023-02-01 accrue SPORT 90 percent
        b = u-registrar 2023-02-02 accrue SPORT 80 percent
        c = u-registrar 2023-02-03 accrue SPORT 70 percent
        s = u-awarder 2023-02-04 bind reserve award:S $a:2,$b:2,$c:2
        quote u-registrar 2023-03-01 apply $x:2
            -- lot new.1 cannot be used: as attempts at the same thing count, there is no room for it
        k = u-registrar 2023-03-01 apply $x:2
            -- lot $k.1 cannot be used: as attempts at the same thing count, there is no room for it
        see 2023-03-01 a reserved 2 | b reserved 2 | c reserved 2 | k.1 blocked 2 | x consumed 2
    ";

    /// Something is left, for another one first.
    an_exam_into_a_course_that_is_nearly_full = "
        u-registrar 2023-01-01 open
        x = c-registrar 2023-01-10 certify exam SPORTS 2 cr -
        a = u-registrar 2023-02-01 accrue SPORT 90 percent
        b = u-registrar 2023-02-02 accrue SPORT 80 percent
        c = u-registrar 2023-02-03 accrue SPORT 70 percent
        s = u-awarder 2023-02-04 bind reserve award:S $a:2,$b:2,$c:1.5
        k = u-registrar 2023-03-01 apply $x:2 -- lot $k.1 stands behind lot $c, an attempt at the same thing
    ";

    /// The last attempt counts, and that is a failure.
    an_exam_into_a_course_that_was_failed_later = "
        u-registrar 2023-01-01 open
        x = v-registrar 2023-01-10 certify exam VL 4 cr - graded 80/percent
        f = v-registrar 2023-02-01 failed VLAST 40 percent
        k = v-registrar 2023-03-01 apply $x:4
            -- lot $k.1 cannot be used: as attempts at the same thing count, there is no room for it
        see 2023-03-01 k.1 blocked 4 | x consumed 4
    ";

    /// The other attempt of the run is blocked for it, whatever else is in use; as the view says.
    a_run_that_a_suspended_use_holds = "
        u-registrar 2021-01-01 open
        a = u-registrar 2023-01-15 accrue RUNS 80 percent run 2023-1
        b = u-registrar 2023-01-16 accrue RUNS 90 percent run 2023-1
        c = u-registrar 2023-01-17 accrue RUNS 70 percent run 2023-2
        x = u-registrar 2023-02-15 accrue A 90 percent
        s = u-awarder 2023-03-01 bind reserve award:S $a:1,$x:4
        t = u-awarder 2023-03-02 bind reserve award:T $c:1
        r = u-registrar 2023-03-03 revoke $x
        see 2023-03-03 a reserved 1, free 1 | b blocked 2 | c reserved 1, free 1 | x revoked 4
    ";

    /// A use that is planned anew keeps its turn, and the use that was decided after it keeps its most: no room.
    a_replan_after_the_most_was_raised = "
        u-registrar 2023-01-01 open
        x = u-registrar 2023-01-15 accrue SMALL 80 percent
        a = u-registrar 2023-01-15 accrue SPORT 80 percent
        b = u-registrar 2023-01-16 accrue SPORT 90 percent
        c = u-registrar 2023-01-17 accrue SPORT 75 percent
        s = u-awarder 2023-03-01 bind reserve award:S $x:2
        t = u-awarder 2023-03-02 bind reserve award:T $a:2,$b:2,$c:2
        publish sport-is-eight 2024-01-01
        d = u-registrar 2024-01-17 accrue SPORT 70 percent
        r = u-registrar 2024-03-03 revoke $x
        see 2024-03-03 a reserved 2 | b reserved 2 | c reserved 2 | d free 2 | x revoked 2
        no lot/group-in-use u-awarder 2024-03-04 replan decision:$s #r $x $d:2
            -- lot $d waits: another attempt at the same thing is in use by decision:$t; that would have to end first
        u-awarder 2024-03-04 undo decision:$s #r
        u = u-awarder 2024-03-04 bind reserve award:U $d:2
        marks decision:$t
        see 2024-03-04 a reserved 2 | b reserved 2 | c reserved 2 | d reserved 2 | x revoked 2
    ";

    /// The same, where the other use was made under `best`.
    a_replan_after_best_became_each = "
        u-registrar 2023-01-01 open
        x = u-registrar 2023-01-15 accrue B 80 percent
        a = u-registrar 2023-01-15 accrue A 80 percent
        s = u-awarder 2023-03-01 bind reserve award:S $x:4
        t = u-awarder 2023-03-02 bind reserve award:T $a:4
        publish a-is-each 2024-01-01
        d = u-registrar 2024-01-17 accrue A 70 percent
        r = u-registrar 2024-03-03 revoke $x
        see 2024-03-03 a reserved 4 | d free 4 | x revoked 4
        no lot/group-in-use u-awarder 2024-03-04 replan decision:$s #r $x $d:4
            -- lot $d waits: another attempt at the same thing is in use by decision:$t; that would have to end first
        u-awarder 2024-03-04 undo decision:$s #r
        u = u-awarder 2024-03-04 bind reserve award:U $d:4
        marks decision:$t
        see 2024-03-04 a reserved 4 | d reserved 4 | x revoked 4
    ";

    /// A new use under `each` does not trouble the earlier one, nor does a line about something else.
    from_best_to_each = "
        u-registrar 2023-01-01 open
        x = u-registrar 2023-01-15 accrue B 80 percent
        a = u-registrar 2023-01-15 accrue A 80 percent
        t = u-awarder 2023-03-02 bind reserve award:T $a:4
        publish a-is-each 2024-01-01
        d = u-registrar 2024-01-17 accrue A 70 percent
        s = u-awarder 2024-02-01 bind reserve award:S $d:4
        r = u-registrar 2024-03-03 revoke $x
        e = u-registrar 2024-03-04 reverse #r
        marks decision:$s
        marks decision:$t
    ";

    /// The hold is approved as it was made.
    from_best_to_each_while_a_hold_is_open = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-01-15 accrue A 80 percent
        f = v-registrar 2023-02-01 apply $a:4
        publish a-is-each 2024-01-01
        b = u-registrar 2024-01-15 accrue A 90 percent
        s = u-awarder 2024-02-01 bind reserve award:S $b:4
        k = v-reviewer 2024-02-02 approve $f
        marks decision:$k
        marks decision:$s
        see 2024-02-02 a consumed 4 | b reserved 4 | k.1 free 4
    ";

    /// Two uses were lawfully beside each other; one is suspended for something else, and that is reversed. It is looked
    /// at anew beside the other: two attempts are in use by facts, and the use decided first stays.
    a_use_whose_suspension_is_lifted_is_looked_at_anew = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-06-30 accrue TERM 80 percent
        b = u-registrar 2023-12-30 accrue TERM 70 percent
        x = u-registrar 2023-12-30 accrue A 70 percent
        s = u-awarder 2023-12-31 bind reserve award:S $a:1
        t = u-awarder 2023-12-31 bind reserve award:T $b:1,$x:4
        publish term-is-best 2024-01-01
        c = u-registrar 2024-06-30 accrue TERM 90 percent
        u = u-awarder 2024-07-01 bind reserve award:Q $a:1
        u-awarder 2024-07-02 unbind $s
        marks decision:$t
        marks decision:$u
        r = u-registrar 2024-07-03 revoke $x
        marks decision:$t #r
        e = u-registrar 2024-07-04 reverse #r
        marks decision:$t
        marks decision:$u #e
        u-awarder 2024-07-05 unbind $t
        u-awarder 2024-07-06 keep decision:$u #e
        marks decision:$u
    ";

    /// It comes back beside the other one.
    a_kept_use_of_two_that_each_counted = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-06-30 accrue TERM 80 percent
        b = u-registrar 2023-12-30 accrue TERM 70 percent
        x = u-registrar 2023-12-30 accrue A 70 percent
        s = u-awarder 2023-12-31 bind reserve award:S $a:1
        t = u-awarder 2023-12-31 bind reserve award:T $b:1,$x:4
        publish term-is-best 2024-01-01
        c = u-registrar 2024-06-30 accrue TERM 90 percent
        r = u-registrar 2024-07-03 revoke $x
        u-awarder 2024-07-04 keep decision:$t #r
        marks decision:$t
        marks decision:$s
    ";
}
