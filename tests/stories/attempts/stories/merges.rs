//! Passbooks that are merged, with attempts at one thing in use in several of them.

use super::stories;

stories! {
    /// The first decided stays with its attempt; every use of the other attempt is suspended by the last pair.
    passbooks_merged_each_partly_used = "
        u-registrar 2023-01-01 open
        2: u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 70 percent
        b = 2: u-registrar 2023-03-01 accrue A 90 percent
        s = u-awarder 2023-04-01 bind reserve award:S $a:2
        t = 2: u-awarder 2023-04-02 bind reserve award:T $b:1
        u = 2: u-awarder 2023-04-03 bind consume award:Q $b:1
        w = merge 2 into 1 2023-05-01
        marks decision:$s
        marks decision:$t #w
        marks decision:$u #w
        see 2023-05-01 a reserved 2, free 2 | b consumed 1, reserved 1, blocked 2
        u-awarder 2023-05-02 replan decision:$t #w $b $a:1
        no lot/group-in-use u-awarder 2023-05-03 keep decision:$u #w
            -- lot $b waits: another attempt at the same thing is in use by decision:$s; that would have to end first
        see 2023-05-03 a reserved 3, free 1 | b consumed 1, blocked 3
    ";

    /// The first decided of all.
    three_passbooks = "
        u-registrar 2023-01-01 open
        2: u-registrar 2023-01-01 open
        3: u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 70 percent
        b = 2: u-registrar 2023-03-01 accrue A 90 percent
        c = 3: u-registrar 2023-03-02 accrue A 80 percent
        t = 2: u-awarder 2023-04-02 bind reserve award:T $b:1
        s = u-awarder 2023-04-03 bind reserve award:S $a:2
        u = 3: u-awarder 2023-04-04 bind reserve award:Q $c:1
        w = merge 2 into 1 2023-05-01
        marks decision:$t
        marks decision:$s #w
        x = merge 3 into 1 2023-05-02
        marks decision:$u #x
        marks decision:$t
        marks decision:$s #w
        see 2023-05-02 a reserved 2, blocked 2 | b reserved 1, free 3 | c reserved 1, blocked 3
    ";

    /// The same uses are suspended.
    three_passbooks_in_another_order = "
        u-registrar 2023-01-01 open
        2: u-registrar 2023-01-01 open
        3: u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 70 percent
        b = 2: u-registrar 2023-03-01 accrue A 90 percent
        c = 3: u-registrar 2023-03-02 accrue A 80 percent
        t = 2: u-awarder 2023-04-02 bind reserve award:T $b:1
        s = u-awarder 2023-04-03 bind reserve award:S $a:2
        u = 3: u-awarder 2023-04-04 bind reserve award:Q $c:1
        x = merge 3 into 1 2023-05-01
        marks decision:$s
        marks decision:$u #x
        see 2023-05-01 a reserved 2, free 2 | c reserved 1, blocked 3
        w = merge 2 into 1 2023-05-02
        marks decision:$u #x
        marks decision:$t
        marks decision:$s #w
        see 2023-05-02 a reserved 2, blocked 2 | b reserved 1, free 3 | c reserved 1, blocked 3
    ";

    /// The same, when the third comes through the second.
    three_passbooks_one_through_another = "
        u-registrar 2023-01-01 open
        2: u-registrar 2023-01-01 open
        3: u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 70 percent
        b = 2: u-registrar 2023-03-01 accrue A 90 percent
        c = 3: u-registrar 2023-03-02 accrue A 80 percent
        t = 2: u-awarder 2023-04-02 bind reserve award:T $b:1
        s = u-awarder 2023-04-03 bind reserve award:S $a:2
        u = 3: u-awarder 2023-04-04 bind reserve award:Q $c:1
        x = merge 3 into 2 2023-05-01
        marks 2: decision:$u #x
        w = merge 2 into 1 2023-05-02
        marks decision:$u #x
        marks decision:$t
        marks decision:$s #w
        see 2023-05-02 a reserved 2, blocked 2 | b reserved 1, free 3 | c reserved 1, blocked 3
    ";

    /// Held before the other was bound, and approved after it: it stays.
    a_conversion_keeps_the_turn_of_its_hold = "
        u-registrar 2023-01-01 open
        2: u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 80 percent
        b = 2: u-registrar 2023-02-02 accrue A 70 percent
        f = v-registrar 2023-03-01 apply $a:4
        t = 2: u-awarder 2023-04-01 bind reserve award:T $b:4
        k = v-reviewer 2023-05-01 approve $f
        w = merge 2 into 1 2023-06-01
        marks decision:$k
        marks decision:$t #w
        see 2023-06-01 a consumed 4 | b reserved 4 | k.1 free 4
    ";

    /// The same with the conversion in the passbook that comes in.
    a_conversion_keeps_the_turn_of_its_hold_where_it_goes = "
        u-registrar 2023-01-01 open
        2: u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 80 percent
        b = 2: u-registrar 2023-02-02 accrue A 70 percent
        f = v-registrar 2023-03-01 apply $a:4
        t = 2: u-awarder 2023-04-01 bind reserve award:T $b:4
        k = v-reviewer 2023-05-01 approve $f
        w = merge 1 into 2 2023-06-01
        marks 2: decision:$k
        marks 2: decision:$t #w
        see 2: 2023-06-01 a consumed 4 | b reserved 4 | k.1 free 4
    ";

    /// A suspended use does not suspend another; it cannot be kept while that lives.
    merged_while_one_is_suspended = "
        u-registrar 2023-01-01 open
        2: u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 80 percent
        x = u-registrar 2023-02-01 accrue B 80 percent
        b = 2: u-registrar 2023-02-02 accrue A 70 percent
        s = u-awarder 2023-03-01 bind reserve award:S $a:4,$x:4
        t = 2: u-awarder 2023-03-02 bind reserve award:T $b:2
        r = u-registrar 2023-04-01 revoke $x
        w = merge 2 into 1 2023-05-01
        marks decision:$s #r
        marks decision:$t
        see 2023-05-01 a reserved 4 | b reserved 2, free 2 | x revoked 4
        no lot/group-in-use u-awarder 2023-05-02 keep decision:$s #r
            -- lot $a waits: another attempt at the same thing is in use by decision:$t; that would have to end first
        e = u-registrar 2023-05-03 reverse #r
        marks decision:$s
        marks decision:$t #e
        see 2023-05-03 a reserved 4 | b reserved 2, blocked 2 | x reserved 4
    ";

    /// The revoked one lets go on the other side of the merge, too.
    merged_with_what_is_revoked = "
        u-registrar 2023-01-01 open
        2: u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 80 percent
        b = 2: u-registrar 2023-02-02 accrue A 70 percent
        s = u-awarder 2023-03-01 bind reserve award:S $a:4
        r = u-registrar 2023-04-01 revoke $a
        w = merge 1 into 2 2023-05-01
        see 2: 2023-05-01 a revoked 4 | b free 4
        t = 2: u-awarder 2023-05-02 bind reserve award:T $b:2
        no lot/group-in-use 2: u-awarder 2023-05-03 keep decision:$s #r
            -- lot $a waits: another attempt at the same thing is in use by decision:$t; that would have to end first
        see 2: 2023-05-03 a revoked 4 | b reserved 2, free 2
    ";

    /// Each counts up to six: only what passes the most is suspended, the latest first.
    merged_over_the_most = "
        u-registrar 2023-01-01 open
        2: u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue SPORT 90 percent
        b = u-registrar 2023-02-02 accrue SPORT 80 percent
        c = 2: u-registrar 2023-02-03 accrue SPORT 70 percent
        d = 2: u-registrar 2023-02-04 accrue SPORT 60 percent
        s = u-awarder 2023-03-01 bind reserve award:S $a:2
        t = 2: u-awarder 2023-03-02 bind reserve award:T $c:2,$d:1
        u = u-awarder 2023-03-03 bind reserve award:Q $b:1
        v = 2: u-awarder 2023-03-04 bind reserve award:R $d:1
        w = merge 2 into 1 2023-04-01
        marks decision:$s
        marks decision:$t
        marks decision:$u
        marks decision:$v #w
        see 2023-04-01 a reserved 2 | b reserved 1, blocked 1 | c reserved 2 | d reserved 2
    ";

    /// Two uses of one attempt are one item.
    merged_over_three_items = "
        u-registrar 2023-01-01 open
        2: u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue CHOIR 80 percent
        b = u-registrar 2023-02-02 accrue CHOIR 81 percent
        c = 2: u-registrar 2023-02-03 accrue CHOIR 82 percent
        d = 2: u-registrar 2023-02-04 accrue CHOIR 83 percent
        s = u-awarder 2023-03-01 bind reserve award:S $a:1,$b:1
        t = 2: u-awarder 2023-03-02 bind reserve award:T $c:1
        v = 2: u-awarder 2023-03-03 bind reserve award:R $c:1
        u = 2: u-awarder 2023-03-04 bind reserve award:Q $d:1
        w = merge 2 into 1 2023-04-01
        marks decision:$s
        marks decision:$t
        marks decision:$v
        marks decision:$u #w
        see 2023-04-01 a reserved 1, free 1 | b reserved 1, free 1 | c reserved 2 | d reserved 1, blocked 1
    ";

    /// Once one passes the most, what adds to it later is suspended, too.
    a_later_use_that_would_fit_is_suspended_with_the_one_that_does_not = "
        u-registrar 2023-01-01 open
        2: u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue SPORT 90 percent
        b = u-registrar 2023-02-02 accrue SPORT 80 percent
        c = 2: u-registrar 2023-02-03 accrue SPORT 70 percent
        d = 2: u-registrar 2023-02-04 accrue SPORT 60 percent
        e = 2: u-registrar 2023-02-05 accrue SPORT 65 percent
        s = u-awarder 2023-03-01 bind reserve award:S $a:2,$b:2
        t = 2: u-awarder 2023-03-02 bind reserve award:T $c:2,$d:2
        v = 2: u-awarder 2023-03-03 bind reserve award:R $e:1
        w = merge 2 into 1 2023-04-01
        marks decision:$s
        marks decision:$t #w
        marks decision:$v #w
        u-awarder 2023-04-02 keep decision:$v #w
        no lot/group-in-use u-awarder 2023-04-03 keep decision:$t #w
            -- lot $d waits: another attempt at the same thing is in use by decision:$s; that would have to end first
    ";

    /// A fail that comes in takes the standing away, and leaves the use alone.
    a_merged_record_of_a_failure = "
        u-registrar 2023-01-01 open
        2: u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue LAST 80 percent
        s = u-awarder 2023-02-02 bind reserve award:S $a:1
        f = 2: u-registrar 2023-03-01 failed LAST 30 percent
        see 2023-03-01 a reserved 1, free 3
        w = merge 2 into 1 2023-04-01
        marks decision:$s
        see 2023-04-01 a reserved 1, blocked 3
    ";

    /// The first use has ended; one that was made beside it has the same attempt.
    a_use_that_joined_another_is_in_the_way_of_keep = "
        u-registrar 2023-01-01 open
        2: u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 80 percent
        b = 2: u-registrar 2023-02-02 accrue A 70 percent
        s = u-awarder 2023-03-01 bind reserve award:S $a:1
        t = 2: u-awarder 2023-03-02 bind reserve award:T $b:1
        u = u-awarder 2023-03-03 bind reserve award:U $a:1
        w = merge 2 into 1 2023-04-01
        marks decision:$t #w
        u-awarder 2023-04-02 unbind $s
        no lot/group-in-use u-awarder 2023-04-03 keep decision:$t #w
            -- lot $b waits: another attempt at the same thing is in use by decision:$u; that would have to end first
    ";

    /// The same, where it was suspended for something else.
    a_use_that_was_suspended_when_it_came_in = "
        u-registrar 2023-01-01 open
        2: u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 80 percent
        b = 2: u-registrar 2023-02-02 accrue A 70 percent
        x = 2: u-registrar 2023-02-02 accrue B 70 percent
        s = u-awarder 2023-03-01 bind reserve award:S $a:1
        t = 2: u-awarder 2023-03-02 bind reserve award:T $b:1,$x:4
        u = u-awarder 2023-03-03 bind reserve award:U $a:1
        r = 2: u-registrar 2023-03-04 revoke $x
        w = merge 2 into 1 2023-04-01
        marks decision:$t #r
        u-awarder 2023-04-02 unbind $s
        see 2023-04-02 a reserved 1, free 3 | b reserved 1, blocked 3 | x revoked 4
        no lot/group-in-use u-awarder 2023-04-03 keep decision:$t #r
            -- lot $b waits: another attempt at the same thing is in use by decision:$u; that would have to end first
    ";
}
