//! Marks that are corrected while attempts are in use.

use super::stories;

stories! {
    /// The one in use falls below another: its use is suspended, and holds the group.
    regraded_below_another = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 90 percent
        b = u-registrar 2023-03-01 accrue A 80 percent
        s = u-awarder 2023-04-01 bind reserve award:S $a:2
        r = u-registrar 2023-05-01 regrade $a 70 percent
        marks decision:$s #r
        see 2023-04-30 a reserved 2, free 2 | b blocked 4
        see 2023-05-01 a reserved 2, free 2 | b blocked 4
        no lot/group-in-use u-awarder 2023-05-02 bind reserve award:T $b:2
            -- lot $b waits: another attempt at the same thing is in use by decision:$s; that would have to end first
        u-awarder 2023-05-03 keep decision:$s #r
        see 2023-05-03 a reserved 2, free 2 | b blocked 4
        u-awarder 2023-05-04 unbind $s
        see 2023-05-04 a behind 4 | b free 4
    ";

    /// It stands on the other one then.
    regraded_below_another_and_replanned = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 90 percent
        b = u-registrar 2023-03-01 accrue A 80 percent
        s = u-awarder 2023-04-01 bind reserve award:S $a:2
        r = u-registrar 2023-05-01 regrade $a 70 percent
        u-awarder 2023-05-03 replan decision:$s #r $a $b:2
        see 2023-05-03 a blocked 4 | b reserved 2, free 2
        e = u-registrar 2023-05-04 reverse #r
        marks decision:$s
        see 2023-05-04 a blocked 4 | b reserved 2, free 2
    ";

    /// Of an award made by a plan: the plan takes either.
    regraded_and_an_award_planned_again = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 90 percent
        b = u-registrar 2023-03-01 accrue A 80 percent
        m = u-registrar 2023-03-02 matriculate FIRST at WAY/1
        s = u-awarder 2023-03-03 bind reserve award:FIRST $a:4
        r = u-registrar 2023-05-01 regrade $a 70 percent
        marks decision:$s #r
        n = v-registrar 2023-05-02 matriculate SECOND at WAY/2 from #m
        no award/not-reached v-awarder 2023-05-03 redeem #n
            -- `SECOND` is not reached: 4 cr still to study; lot $b would count, and waits for the use of another
            .. attempt at the same thing by decision:$s
        u-awarder 2023-05-04 replan decision:$s #r $a $b:4
        t = v-awarder 2023-05-05 redeem #n
        see 2023-05-05 a blocked 4 | b reserved 4
    ";

    /// Both uses are suspended, and both can be replanned onto the other attempt.
    two_uses_regraded_one_replanned = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 90 percent
        b = u-registrar 2023-03-01 accrue A 80 percent
        s = u-awarder 2023-04-01 bind reserve award:S $a:2
        t = u-awarder 2023-04-02 bind reserve award:T $a:2
        r = u-registrar 2023-05-01 regrade $a 61 percent
        marks decision:$s #r
        marks decision:$t #r
        u-awarder 2023-05-02 replan decision:$s #r $a $b:2
        no lot/group-in-use u-awarder 2023-05-03 keep decision:$t #r
            -- lot $a waits: another attempt at the same thing is in use by decision:$s; that would have to end first
        u-awarder 2023-05-04 replan decision:$t #r $a $b:2
        see 2023-05-04 a blocked 4 | b reserved 4
    ";

    /// The same of an award made by a plan.
    two_awards_regraded_and_planned_again = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 90 percent
        m = u-registrar 2023-03-02 matriculate FIRST at ROAD/1
        s = u-awarder 2023-03-03 redeem #m
        n = v-registrar 2023-03-04 matriculate MORE at ROAD/2 from #m
        t = v-awarder 2023-03-05 redeem #n
        b = u-registrar 2023-04-01 accrue A 80 percent
        r = u-registrar 2023-05-01 regrade $a 61 percent
        marks decision:$s #r
        marks decision:$t #r
        e = u-awarder 2023-05-02 again decision:$s #r
        marks decision:$s
        marks decision:$t #r #e
        see 2023-05-02 a reserved 4 | b reserved 4
        v-awarder 2023-05-03 again decision:$t #r
        marks decision:$t #e
        v-awarder 2023-05-04 keep decision:$t #e
        marks decision:$t
        see 2023-05-04 a blocked 4 | b reserved 4
    ";

    /// The use of the first comes back, and that of the retake is suspended.
    regraded_and_taken_back = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 90 percent
        b = u-registrar 2023-03-01 accrue A 80 percent
        s = u-awarder 2023-04-01 bind reserve award:S $a:2
        t = u-awarder 2023-04-02 bind reserve award:T $a:2
        r = u-registrar 2023-05-01 regrade $a 61 percent
        u-awarder 2023-05-02 unbind $s
        u-awarder 2023-05-03 unbind $t
        u = u-awarder 2023-05-04 bind reserve award:S $b:2
        e = u-registrar 2023-05-05 reverse #r
        marks decision:$u
        see 2023-05-05 a blocked 4 | b reserved 2, free 2
    ";

    /// The latest line with a mark on a scale says in which version marks are compared; those it lacks come last.
    a_mark_that_a_later_scale_lacks = "
        u-registrar 2023-01-01 open
        a = c-registrar 2023-02-01 certify exam LADDER 2 cr - mark E/ladder
        b = c-registrar 2023-03-01 certify exam LADDER 2 cr - mark C/ladder
        see 2023-03-01 a free 2 | b behind 2
        publish ladder-without-e 2024-01-01
        see 2024-01-01 a free 2 | b behind 2
        c = c-registrar 2024-02-01 certify exam LADDER 2 cr - mark D/ladder
        see 2024-01-31 a free 2 | b behind 2
        see 2024-02-01 a behind 2 | b behind 2 | c free 2
    ";

    /// And that holds of marks that both versions have, also by a correction.
    a_scale_that_is_turned_round = "
        u-registrar 2023-01-01 open
        a = c-registrar 2023-02-01 certify exam LADDER 2 cr - mark C/ladder
        b = c-registrar 2023-03-01 certify exam LADDER 2 cr - mark D/ladder
        see 2023-03-01 a behind 2 | b free 2
        publish ladder-turned-round 2024-01-01
        see 2024-01-01 a behind 2 | b free 2
        r = c-registrar 2024-02-01 regrade $b D ladder
        see 2024-01-31 a behind 2 | b free 2
        see 2024-02-01 a free 2 | b behind 2
        e = c-registrar 2024-03-01 reverse #r
        see 2024-03-01 a behind 2 | b free 2
    ";
}
