//! Two in use by facts: what is suspended by a line, and what is not.

use super::stories;

stories! {
    /// A conversion is suspended by the merge, and with it what uses its credit: a later use of the same course stays.
    what_is_built_on_a_suspended_use_keeps_nothing_out = "
        u-registrar 2023-01-01 open
        2: u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 70 percent
        o = v-registrar 2023-02-02 accrue OUT 75 percent
        c = 2: u-registrar 2023-02-01 accrue A 90 percent
        s = u-awarder 2023-03-01 bind reserve award:S $a:4
        f = 2: v-registrar 2023-03-02 apply $c:4
        k = 2: v-reviewer 2023-03-03 approve $f
        t = 2: u-awarder 2023-03-04 bind reserve award:T $k.1:4
        q = u-awarder 2023-03-05 bind reserve award:Q $o:4
        w = merge 2 into 1 2023-05-01
        marks decision:$s
        marks decision:$k #w
        marks lot:$k.1 #w
        marks decision:$t #w
        marks decision:$q
        see 2023-05-01 a reserved 4 | c consumed 4 | k.1 reserved 4 | o reserved 4
    ";

    /// What was built on it comes back beside another use: the later one is suspended, and the book is sound.
    one_of_two_causes_is_kept = "
        u-registrar 2023-01-01 open
        2: u-registrar 2023-01-01 open
        b = u-registrar 2023-02-01 accrue B 70 percent
        m = u-registrar 2023-02-01 accrue MATH101 70 percent
        o = 2: v-registrar 2023-02-02 accrue OUT 75 percent
        k = v-registrar 2023-03-01 apply $b:4,$m:4
        t = u-awarder 2023-03-04 bind reserve award:T $k.1:4
        q = 2: u-awarder 2023-03-05 bind reserve award:Q $o:4
        r = u-registrar 2023-04-01 revoke $b
        p = u-registrar 2023-04-02 revoke $m
        marks decision:$t #r #p
        u-awarder 2023-04-03 keep decision:$t #r
        marks decision:$t #p
        w = merge 2 into 1 2023-05-01
        marks decision:$q
        e = v-reviewer 2023-05-02 keep decision:$k #p
        marks decision:$k #r
        marks decision:$t
        marks decision:$q #e
        see 2023-05-02 b consumed 4 | k.1 reserved 4 | m consumed 4 | o reserved 4
    ";

    /// Both marks were corrected after the day that is asked about: they are compared nevertheless.
    marks_that_were_corrected_since = "
        in the test world
        sv-registrar 2026-01-01 open
        a = sv-registrar 2026-01-10 accrue L 60 percent
        b = sv-registrar 2026-01-10 accrue L 80 percent
        see 2026-04-10 a blocked 2 | b free 2
        sv-registrar 2026-04-11 regrade $b 95 percent
        sv-registrar 2026-04-13 regrade $a 60 percent
        see 2026-04-10 a blocked 2 | b free 2
        no lot/not-standing sv-reviewer 2026-04-10 hold $a:0.5 until 2026-04-10
            -- lot $a does not count: of the attempts at the same thing the last counts, and none after a failure
        sv-reviewer 2026-04-10 hold $b:0.5 until 2026-04-10
    ";

    /// Made under `each`, replanned under `best`: a merge looks at the policy that holds of it now.
    a_replan_writes_its_own_policy = "
        u-registrar 2023-01-01 open
        2: u-registrar 2023-01-01 open
        a = u-registrar 2023-06-30 accrue TERM 80 percent
        b = u-registrar 2023-12-30 accrue TERM 70 percent
        z = 2: u-registrar 2023-05-30 accrue TERM 75 percent
        q = 2: u-awarder 2023-07-01 bind reserve award:Q $z:2
        s = u-awarder 2023-12-31 bind reserve award:S $a:2
        publish term-is-best 2024-01-01
        c = u-registrar 2024-06-30 accrue TERM 90 percent
        r = u-registrar 2024-07-01 revoke $a
        u-awarder 2024-07-02 replan decision:$s #r $a $c:2
        see 2024-07-02 a revoked 2 | b blocked 2 | c reserved 2
        w = merge 2 into 1 2024-08-01
        marks decision:$q
        marks decision:$s #w
    ";

    /// Refused, naming a use that passes the most with it, whichever other ones there are.
    a_kept_use_over_the_most = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue SPORT 90 percent
        b = u-registrar 2023-03-01 accrue SPORT 80 percent
        c = u-registrar 2023-04-01 accrue SPORT 70 percent
        d = u-registrar 2023-05-01 accrue SPORT 60 percent
        x = u-registrar 2023-05-02 accrue A 80 percent
        s = u-awarder 2023-06-01 bind reserve award:S $c:2,$d:2,$x:4
        t = u-awarder 2023-06-02 bind reserve award:T $a:1
        r = u-registrar 2023-06-03 revoke $x
        marks decision:$s #r
        u = u-awarder 2023-06-04 bind reserve award:Q $b:2,$a:1
        no lot/group-in-use u-awarder 2023-06-05 keep decision:$s #r
            -- lot $c waits: another attempt at the same thing is in use by decision:$u; that would have to end first
        u-awarder 2023-06-06 unbind $u
        u-awarder 2023-06-07 keep decision:$s #r
        see 2023-06-07 a reserved 1, free 1 | b behind 2 | c reserved 2 | d reserved 2 | x revoked 4
    ";

    /// Room for others while they are suspended; when they come back the latest is suspended.
    suspended_uses_are_not_counted = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue SPORT 80 percent
        b = u-registrar 2023-02-02 accrue SPORT 81 percent
        c = u-registrar 2023-02-03 accrue SPORT 82 percent
        d = u-registrar 2023-02-04 accrue SPORT 83 percent
        s = u-awarder 2023-03-01 bind reserve award:S $a:2,$b:2
        t = u-awarder 2023-03-02 bind reserve award:T $c:2
        r = u-registrar 2023-04-01 revoke $a
        marks decision:$s #r
        see 2023-04-01 a revoked 2 | b reserved 2 | c reserved 2 | d free 2
        u = u-awarder 2023-04-02 bind reserve award:Q $d:2
        e = u-registrar 2023-05-01 reverse #r
        marks decision:$s
        marks decision:$t
        marks decision:$u #e
        see 2023-05-01 a reserved 2 | b reserved 2 | c reserved 2 | d reserved 2
    ";

    /// The other use was decided first: what was built on the conversion is suspended by the line that keeps it.
    a_kept_conversion_and_a_later_use_of_what_it_made = "
        u-registrar 2023-01-01 open
        2: u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 70 percent
        o = 2: v-registrar 2023-02-02 accrue OUT 75 percent
        f = v-registrar 2023-03-01 apply $a:4
        k = v-reviewer 2023-03-02 approve $f
        q = 2: u-awarder 2023-03-03 bind reserve award:Q $o:4
        t = u-awarder 2023-03-04 bind reserve award:T $k.1:4
        r = u-registrar 2023-04-01 revoke $a
        w = merge 2 into 1 2023-05-01
        e = v-reviewer 2023-05-02 keep decision:$k #r
        marks decision:$k
        marks decision:$t #e
        marks decision:$q
        see 2023-05-02 a consumed 4 | k.1 reserved 4 | o reserved 4
        no lot/group-in-use u-awarder 2023-05-03 keep decision:$t #e
            -- lot $k.1 waits: another attempt at the same thing is in use by decision:$q; that would have to end first
        u-awarder 2023-05-04 unbind $q
        u-awarder 2023-05-05 keep decision:$t #e
        see 2023-05-05 a consumed 4 | k.1 reserved 4 | o blocked 4
    ";

    /// What was built on it was decided first: the other one is suspended.
    a_kept_conversion_and_an_earlier_use_of_what_it_made = "
        u-registrar 2023-01-01 open
        2: u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 70 percent
        o = 2: v-registrar 2023-02-02 accrue OUT 75 percent
        f = v-registrar 2023-03-01 apply $a:4
        k = v-reviewer 2023-03-02 approve $f
        t = u-awarder 2023-03-04 bind reserve award:T $k.1:4
        q = 2: u-awarder 2023-03-05 bind reserve award:Q $o:4
        r = u-registrar 2023-04-01 revoke $a
        w = merge 2 into 1 2023-05-01
        marks decision:$q
        marks decision:$t #r
        e = v-reviewer 2023-05-02 keep decision:$k #r
        marks decision:$k
        marks decision:$t
        marks decision:$q #e
        see 2023-05-02 a consumed 4 | k.1 reserved 4 | o reserved 4
    ";

    /// The same merged passbook, whichever of the two it came from: the policy is a question about facts.
    two_mosts_of_one_day = "
        u-registrar 2023-01-01 open
        2: u-registrar 2023-01-01 open
        a = u-registrar 2024-05-01 accrue SPORT 90 percent
        c = u-registrar 2024-04-01 accrue SPORT 80 percent
        publish sport-is-four 2024-06-01
        b = 2: u-registrar 2024-05-01 accrue SPORT 70 percent
        d = 2: u-registrar 2024-05-01 accrue SPORT 65 percent
        w = merge 2 into 1 2024-07-01
        see 2024-07-01 a free 2 | b behind 2 | c free 2 | d behind 2
    ";

    /// The smaller most holds.
    two_mosts_of_one_day_merged_the_other_way = "
        u-registrar 2023-01-01 open
        2: u-registrar 2023-01-01 open
        a = u-registrar 2024-05-01 accrue SPORT 90 percent
        c = u-registrar 2024-04-01 accrue SPORT 80 percent
        publish sport-is-four 2024-06-01
        b = 2: u-registrar 2024-05-01 accrue SPORT 70 percent
        d = 2: u-registrar 2024-05-01 accrue SPORT 65 percent
        w = merge 1 into 2 2024-07-01
        see 2: 2024-07-01 a free 2 | b behind 2 | c free 2 | d behind 2
    ";

    /// What is suspended for its run does not close the group, though it would pass the most as well.
    a_later_use_that_fits_beside_one_suspended_for_its_run = "
        u-registrar 2023-01-01 open
        2: u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue RUNS4 90 percent run 2023-1
        c = 2: u-registrar 2023-02-02 accrue RUNS4 80 percent
        e = 2: u-registrar 2023-02-03 accrue RUNS4 80 percent
        b = 2: u-registrar 2023-02-04 accrue RUNS4 80 percent run 2023-1
        d = 2: u-registrar 2023-02-05 accrue RUNS4 80 percent
        s = u-awarder 2023-03-01 bind reserve award:S $a:2
        t = 2: u-awarder 2023-03-02 bind reserve award:T $c:1,$e:1,$b:1
        u = 2: u-awarder 2023-03-03 bind reserve award:U $d:0.5
        w = merge 2 into 1 2023-04-01
        marks decision:$t #w
        marks decision:$u
    ";

    /// What passes the most does.
    a_later_use_beside_one_that_passes_the_most = "
        u-registrar 2023-01-01 open
        2: u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue RUNS4 90 percent run 2023-1
        c = 2: u-registrar 2023-02-02 accrue RUNS4 80 percent
        e = 2: u-registrar 2023-02-03 accrue RUNS4 80 percent
        b = 2: u-registrar 2023-02-04 accrue RUNS4 80 percent run 2023-2
        d = 2: u-registrar 2023-02-05 accrue RUNS4 80 percent
        s = u-awarder 2023-03-01 bind reserve award:S $a:2
        t = 2: u-awarder 2023-03-02 bind reserve award:T $c:1,$e:1,$b:1
        u = 2: u-awarder 2023-03-03 bind reserve award:U $d:0.5
        w = merge 2 into 1 2023-04-01
        marks decision:$t #w
        marks decision:$u #w
    ";

    /// The run is taken by a replan meanwhile; what stood beside the replanned use stays.
    a_revocation_that_is_taken_back_after_a_replan_onto_the_same_run = "
        in the test world
        sv-registrar 2026-01-01 open
        a = sv-registrar 2026-01-10 accrue ER 70 percent run spring
        b = sv-registrar 2026-01-11 accrue ER 80 percent run spring
        c = sv-registrar 2026-01-12 accrue ER 60 percent
        s = sv-awarder 2026-01-14 bind reserve award:P $a:1
        t = sv-awarder 2026-01-15 bind reserve set:x $c:1,$a:0.5
        u = sv-awarder 2026-01-16 bind reserve set:y $c:0.5
        r = sv-registrar 2026-04-22 revoke $a
        sv-awarder 2026-04-27 replan decision:$s #r $a $b:1
        e = sv-registrar 2026-05-19 reverse #r
        marks decision:$s
        marks decision:$t #e
        marks decision:$u
    ";
}
