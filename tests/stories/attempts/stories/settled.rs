//! Revocations, and how suspended uses are settled while there is a retake.

use super::stories;

stories! {
    /// The award stays, as it was decided first; the use of the retake is suspended by the reversal.
    revoked_then_the_retake_used_then_reversed = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 90 percent
        b = u-registrar 2023-03-01 accrue A 70 percent
        m = u-registrar 2023-04-01 matriculate FOUR
        s = u-awarder 2023-04-02 redeem #m
        r = u-registrar 2023-05-01 revoke $a
        marks decision:$s #r
        see 2023-05-01 a revoked 4 | b free 4
        t = u-awarder 2023-05-02 bind reserve award:T $b:3
        see 2023-05-02 a revoked 4 | b reserved 3, free 1
        u = u-registrar 2023-06-01 reverse #r
        marks decision:$s
        marks decision:$t #u
        see 2023-06-01 a reserved 4 | b reserved 3, blocked 1
        no lot/group-in-use u-awarder 2023-06-02 keep decision:$t #u
            -- lot $b waits: another attempt at the same thing is in use by decision:$s; that would have to end first
        u-awarder 2023-06-03 revoke_award $s
        u-awarder 2023-06-04 keep decision:$t #u
        see 2023-06-04 a blocked 4 | b reserved 3, free 1
    ";

    /// The uses change places each time.
    revoked_reversed_revoked_again = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 80 percent
        b = u-registrar 2023-02-02 accrue A 70 percent
        s = u-awarder 2023-03-01 bind reserve award:S $a:4
        r = u-registrar 2023-04-01 revoke $a
        t = u-awarder 2023-04-02 bind reserve award:T $b:4
        e = u-registrar 2023-04-03 reverse #r
        marks decision:$t #e
        p = u-registrar 2023-04-04 revoke $a
        marks decision:$s #p
        marks decision:$t #e
        see 2023-04-04 a revoked 4 | b reserved 4
        u-awarder 2023-04-05 keep decision:$t #e
        no lot/group-in-use u-awarder 2023-04-06 keep decision:$s #p
            -- lot $a waits: another attempt at the same thing is in use by decision:$t; that would have to end first
        g = u-registrar 2023-04-07 reverse #p
        marks decision:$s
        marks decision:$t #g
        see 2023-04-07 a reserved 4 | b reserved 4
    ";

    /// Whoever was decided first stays each time.
    three_attempts_two_revoked_and_both_reversed = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 80 percent
        b = u-registrar 2023-02-02 accrue A 70 percent
        c = u-registrar 2023-02-03 accrue A 65 percent
        s = u-awarder 2023-03-01 bind reserve award:S $a:4
        r = u-registrar 2023-04-01 revoke $a
        t = u-awarder 2023-04-02 bind reserve award:T $b:4
        p = u-registrar 2023-05-01 revoke $b
        u = u-awarder 2023-05-02 bind reserve award:Q $c:4
        e = u-registrar 2023-06-01 reverse #p
        marks decision:$u #e
        marks decision:$t
        marks decision:$s #r
        g = u-registrar 2023-06-02 reverse #r
        marks decision:$s
        marks decision:$t #g
        marks decision:$u #e
        see 2023-06-02 a reserved 4 | b reserved 4 | c reserved 4
        u-awarder 2023-06-03 unbind $s
        u-awarder 2023-06-04 keep decision:$u #e
        no lot/group-in-use u-awarder 2023-06-05 keep decision:$t #g
            -- lot $b waits: another attempt at the same thing is in use by decision:$u; that would have to end first
        see 2023-06-05 a blocked 4 | b reserved 4 | c reserved 4
    ";

    /// The second is refused, naming the first; it can be replanned, too.
    two_uses_one_replanned_the_other_kept = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 90 percent
        b = u-registrar 2023-03-01 accrue A 70 percent
        s = u-awarder 2023-04-01 bind reserve award:S $a:2
        t = u-awarder 2023-04-02 bind reserve award:T $a:2
        r = u-registrar 2023-05-01 revoke $a
        u-awarder 2023-05-02 replan decision:$s #r $a $b:2
        no lot/group-in-use u-awarder 2023-05-03 keep decision:$t #r
            -- lot $a waits: another attempt at the same thing is in use by decision:$s; that would have to end first
        see 2023-05-03 a revoked 4 | b reserved 2, free 2
        u-awarder 2023-05-04 replan decision:$t #r $a $b:2
        see 2023-05-04 a revoked 4 | b reserved 4
    ";

    /// In the other order the replan is refused, and the other one can only be kept.
    two_uses_one_kept_the_other_replanned = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 90 percent
        b = u-registrar 2023-03-01 accrue A 70 percent
        s = u-awarder 2023-04-01 bind reserve award:S $a:2
        t = u-awarder 2023-04-02 bind reserve award:T $a:2
        r = u-registrar 2023-05-01 revoke $a
        u-awarder 2023-05-02 keep decision:$t #r
        no lot/group-in-use u-awarder 2023-05-03 replan decision:$s #r $a $b:2
            -- lot $b waits: another attempt at the same thing is in use by decision:$t; that would have to end first
        see 2023-05-03 a revoked 4 | b blocked 4
        u-awarder 2023-05-04 keep decision:$s #r
        see 2023-05-04 a revoked 4 | b blocked 4
    ";

    /// Kept, it holds the group again, with what is revoked.
    a_kept_use_holds = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 90 percent
        b = u-registrar 2023-03-01 accrue A 70 percent
        s = u-awarder 2023-04-01 bind consume award:S $a:2
        r = u-registrar 2023-05-01 revoke $a
        see 2023-05-01 a revoked 2, consumed 2 | b free 4
        u-awarder 2023-05-02 keep decision:$s #r
        see 2023-05-02 a revoked 2, consumed 2 | b blocked 4
        no lot/group-in-use u-awarder 2023-05-03 bind reserve award:T $b:2
            -- lot $b waits: another attempt at the same thing is in use by decision:$s; that would have to end first
        u-awarder 2023-05-04 unbind $s
        see 2023-05-04 a revoked 4 | b free 4
    ";

    /// The retake is blocked from `keep` on.
    a_kept_hold_that_is_approved = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 90 percent
        f = v-registrar 2023-03-01 apply $a:4
        b = u-registrar 2023-03-10 accrue A 70 percent
        see 2023-03-10 a held 4 | b blocked 4
        r = u-registrar 2023-04-01 revoke $a
        marks hold:$f #r
        see 2023-04-01 a held 4 | b free 4
        no what/application-suspended v-reviewer 2023-04-02 approve $f
            -- application $f is suspended because of #r; settle that first
        v-reviewer 2023-04-03 keep hold:$f #r
        see 2023-04-03 a held 4 | b blocked 4
        k = v-reviewer 2023-04-04 approve $f
        see 2023-04-04 a consumed 4 | b blocked 4 | k.1 free 4
        no lot/group-in-use u-awarder 2023-04-05 bind reserve award:T $b:2
            -- lot $b waits: another attempt at the same thing is in use by decision:$k; that would have to end first
    ";

    /// The retake is used meanwhile: the hold cannot be kept, the refusal names the hold's own attempt.
    a_suspended_hold_lets_go = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 90 percent
        f = v-registrar 2023-03-01 apply $a:4
        b = u-registrar 2023-03-10 accrue A 70 percent
        r = u-registrar 2023-04-01 revoke $a
        s = u-awarder 2023-04-02 bind reserve award:S $b:4
        no lot/group-in-use v-reviewer 2023-04-03 keep hold:$f #r
            -- lot $a waits: another attempt at the same thing is in use by decision:$s; that would have to end first
        w = v-registrar 2023-04-04 withdraw $f
        see 2023-04-04 a revoked 4 | b reserved 4
        e = u-registrar 2023-04-05 reverse #r
        marks decision:$s
        see 2023-04-05 a blocked 4 | b reserved 4
    ";

    /// Kept for one of them, the group is held; the other one's end changes nothing.
    a_hold_and_an_award_of_one_attempt = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 80 percent
        b = u-registrar 2023-02-02 accrue A 70 percent
        h = v-reviewer 2023-03-01 hold $a:2 until 2023-12-31
        s = u-awarder 2023-03-02 bind reserve award:S $a:2
        r = u-registrar 2023-04-01 revoke $a
        u-awarder 2023-04-02 keep decision:$s #r
        see 2023-04-02 a revoked 2, held 2 | b blocked 4
        v-reviewer 2023-04-03 release $h
        see 2023-04-03 a revoked 4 | b blocked 4
        u-awarder 2023-04-04 unbind $s
        see 2023-04-04 a revoked 4 | b free 4
    ";

    /// It holds the group until its own attempt is revoked, too.
    a_use_that_is_suspended_for_something_else = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 80 percent
        b = u-registrar 2023-02-02 accrue B 70 percent
        c = u-registrar 2023-02-03 accrue A 90 percent
        s = u-awarder 2023-03-01 bind reserve award:S $a:4,$b:4
        r = u-registrar 2023-04-01 revoke $b
        marks decision:$s #r
        see 2023-04-01 a reserved 4 | b revoked 4 | c blocked 4
        no lot/group-in-use u-awarder 2023-04-02 bind reserve award:T $c:4
            -- lot $c waits: another attempt at the same thing is in use by decision:$s; that would have to end first
        p = u-registrar 2023-04-03 revoke $a
        see 2023-04-03 a revoked 4 | b revoked 4 | c free 4
        u-awarder 2023-04-04 keep decision:$s #p
        see 2023-04-04 a revoked 4 | b revoked 4 | c blocked 4
    ";

    /// The retake takes the place of what was revoked.
    an_award_stands_on_another_plan = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 80 percent
        b = u-registrar 2023-02-02 accrue A 70 percent
        m = u-registrar 2023-02-03 matriculate FOUR
        s = u-awarder 2023-03-01 redeem #m
        see 2023-03-01 a reserved 4 | b blocked 4
        r = u-registrar 2023-04-01 revoke $a
        u-awarder 2023-04-02 again decision:$s #r
        marks decision:$s
        see 2023-04-02 a revoked 4 | b reserved 4
        e = u-registrar 2023-04-03 reverse #r
        marks decision:$s
        see 2023-04-03 a blocked 4 | b reserved 4
    ";

    /// Both are converted; with the reversal the second, what it made and what uses that are suspended.
    a_suspended_conversion_and_its_retake = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 80 percent
        b = u-registrar 2023-02-02 accrue A 70 percent
        f = v-registrar 2023-03-01 apply $a:4
        k = v-reviewer 2023-03-02 approve $f
        r = u-registrar 2023-04-01 revoke $a
        g = v-registrar 2023-04-02 apply $b:4
        l = v-reviewer 2023-04-03 approve $g
        see 2023-04-03 a consumed 4 | b consumed 4 | k.1 suspended 4 | l.1 free 4
        s = u-awarder 2023-04-04 bind reserve award:S $l.1:4
        e = u-registrar 2023-05-01 reverse #r
        marks decision:$k
        marks lot:$k.1
        marks decision:$l #e
        marks lot:$l.1 #e
        marks decision:$s #e
        see 2023-05-01 a consumed 4 | b consumed 4 | k.1 blocked 4 | l.1 reserved 4
        no lot/group-in-use u-awarder 2023-05-02 bind reserve award:T $k.1:4
            -- lot $k.1 waits: another attempt at the same thing is in use by decision:$s; that would have to end first
    ";

    /// Then nothing stands, until what is suspended is kept.
    the_standing_one_expires_while_the_one_behind_is_suspended = "
        u-registrar 2023-01-01 open
        x = c-registrar 2023-01-10 certify exam MPHYSICS 4 cr - through 2024-12-31 mark 85/percent
        b = u-registrar 2023-02-01 accrue PHYS1112 90 percent through 2023-12-31
        k = u-registrar 2023-03-01 apply $x:4 -- lot $k.1 stands behind lot $b, an attempt at the same thing
        see 2023-03-01 b free 4 | k.1 behind 4 | x consumed 4
        r = c-registrar 2023-04-01 revoke $x
        marks lot:$k.1 #r
        see 2023-04-01 b free 4 | k.1 suspended 4 | x consumed 4
        see 2024-01-01 b expired 4 | k.1 suspended 4 | x consumed 4
        u-reviewer 2024-02-01 keep decision:$k #r
        see 2024-02-01 b expired 4 | k.1 free 4 | x consumed 4
        see 2025-01-01 b expired 4 | k.1 expired 4 | x consumed 4
    ";
}
