//! Attacks: ways in which one course might be counted twice, or lost.

use super::stories;

stories! {
    /// It was passed: reading is not using.
    a_prerequisite_by_an_attempt_that_is_blocked = "
        u-registrar 2021-01-01 open
        a = u-registrar 2021-06-30 accrue A 70 percent
        c = u-registrar 2022-07-30 accrue A 80 percent
        s = u-awarder 2022-08-01 bind reserve award:S $c:4
        b = u-registrar 2022-06-30 accrue B 70 percent
        m = u-registrar 2024-07-01 matriculate AFTER
        t = u-awarder 2024-07-02 redeem #m
        see 2024-07-02 a blocked 4 | b reserved 4 | c reserved 4
    ";

    /// One is kept, the other undone: what each has of the attempt goes its own way.
    two_conversions_of_one_attempt = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-01-15 accrue SPORT 80 percent
        b = u-registrar 2023-01-16 accrue SPORT 90 percent
        c = u-registrar 2023-01-17 accrue SPORT 70 percent
        k = u-registrar 2023-02-01 apply $a:2,$b:1
        l = u-registrar 2023-02-02 apply $b:1,$c:1
        see 2023-02-02 a consumed 2 | b consumed 2 | c consumed 1, free 1 | k.1 free 3 | l.1 free 2
        r = u-registrar 2023-03-01 revoke $b
        marks decision:$k #r
        marks decision:$l #r
        see 2023-03-01 a consumed 2 | b consumed 2 | c consumed 1, free 1 | k.1 suspended 3 | l.1 suspended 2
        u-reviewer 2023-03-02 keep decision:$l #r
        see 2023-03-02 a consumed 2 | b consumed 2 | c consumed 1, free 1 | k.1 suspended 3 | l.1 free 2
        u-reviewer 2023-03-03 undo decision:$k #r
        see 2023-03-03 a free 2 | b revoked 1, consumed 1 | c consumed 1, free 1 | l.1 free 2
    ";

    /// And reversed at once: the use of the third is later than that of the first.
    two_attempts_revoked_at_once = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-01-15 accrue A 80 percent
        b = u-registrar 2023-01-16 accrue A 90 percent
        c = u-registrar 2023-01-17 accrue A 70 percent
        s = u-awarder 2023-02-01 bind reserve award:S $a:2
        t = u-awarder 2023-02-02 bind reserve award:T $a:2
        r = u-registrar 2023-03-01 revoke $a,$b
        see 2023-03-01 a revoked 4 | b revoked 4 | c free 4
        u-awarder 2023-03-02 replan decision:$s #r $a $c:2
        e = u-registrar 2023-03-03 reverse #r
        marks decision:$s
        marks decision:$t #e
        see 2023-03-03 a reserved 2, blocked 2 | b blocked 4 | c reserved 2, free 2
    ";

    /// The retake is free on that day.
    an_accrual_struck_with_its_use = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-01-15 accrue A 80 percent
        b = u-registrar 2023-01-16 accrue A 70 percent
        s = u-awarder 2023-02-01 bind reserve award:S $a:4
        e = u-registrar 2023-03-01 reverse #a cascade $s/u-awarder
        see 2023-03-01 b free 4
        t = u-awarder 2023-03-01 bind reserve award:T $b:4
    ";

    /// The use was suspended that day: nothing of its groups is used earlier.
    a_use_dated_before_another_of_its_lots_was_revoked = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-01-15 accrue A 80 percent
        x = u-registrar 2023-01-15 accrue B 80 percent
        s = u-awarder 2023-02-01 bind reserve award:S $a:2,$x:4
        r = u-registrar 2023-05-01 revoke $x
        no when/too-early u-awarder 2023-04-01 bind reserve award:T $a:2
            -- 2023-04-01 is before 2023-05-01, the latest date of the uses of attempts at `course A@U`
        t = u-awarder 2023-05-01 bind reserve award:T $a:2
    ";

    /// Kept and reversed, the consumed one holds until its use ends.
    what_was_consumed_expires_and_is_revoked = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-01-15 accrue A 80 percent through 2023-12-31
        s = u-awarder 2023-02-01 bind consume award:S $a:4
        b = u-registrar 2024-01-15 accrue A 70 percent
        r = u-registrar 2024-02-01 revoke $a
        see 2024-02-01 a consumed 4 | b free 4
        u-awarder 2024-02-02 keep decision:$s #r
        see 2024-02-02 a consumed 4 | b blocked 4
        e = u-registrar 2024-02-03 reverse #r
        see 2024-02-03 a consumed 4 | b blocked 4
        u-awarder 2024-02-04 unbind $s
        see 2024-02-04 a expired 4 | b free 4
    ";

    /// The worse of the two does not stand; when the other is corrected it does.
    the_last_of_one_day_is_corrected = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-01-15 accrue LAST 80 percent
        s = u-awarder 2023-01-15 bind reserve award:S $a:2
        b = u-registrar 2023-01-15 accrue LAST 90 percent
        see 2023-01-15 a reserved 2, blocked 2 | b blocked 4
        r = u-registrar 2023-02-01 regrade $b 70 percent
        see 2023-02-01 a reserved 2, free 2 | b blocked 4
        t = u-awarder 2023-02-01 bind reserve award:T $a:2
    ";

    /// Then what went in, and both are reversed: the use that was decided first stays.
    what_a_conversion_made_is_revoked = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-01-15 accrue A 80 percent
        f = v-registrar 2023-02-01 apply $a:4
        k = v-reviewer 2023-02-02 approve $f
        s = u-awarder 2023-02-03 bind reserve award:S $k.1:4
        o = v-registrar 2023-02-04 accrue OUT 70 percent
        r = v-registrar 2023-03-01 revoke $k.1
        marks decision:$s #r
        see 2023-03-01 a consumed 4 | k.1 revoked 4 | o free 4
        t = u-awarder 2023-03-02 bind reserve award:T $o:4
        p = u-registrar 2023-03-03 revoke $a
        marks decision:$k #p
        marks decision:$s #r #p
        e = v-registrar 2023-03-04 reverse #r
        marks decision:$s #p
        marks decision:$t
        q = u-registrar 2023-03-05 reverse #p
        marks decision:$s
        marks decision:$t #q
        see 2023-03-05 a consumed 4 | k.1 reserved 4 | o reserved 4
    ";

    /// A later fail leaves the application alone, on appeal, too.
    an_appeal_after_a_fail = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-01-15 accrue LAST 80 percent
        f = u-registrar 2023-02-01 apply $a:4
        u-reviewer 2023-02-02 refuse $f
        g = u-registrar 2023-02-03 failed LAST 30 percent
        u-registrar 2023-02-04 appeal $f
        see 2023-02-04 a held 4
    ";

    /// What it had goes back where it belongs: it is revoked, and later free behind nothing.
    a_release_of_a_suspended_hold = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 80 percent
        b = u-registrar 2023-02-02 accrue A 70 percent
        h = v-reviewer 2023-03-01 hold $a:4 until 2023-12-31
        r = u-registrar 2023-04-01 revoke $a
        s = u-awarder 2023-04-02 bind reserve award:S $b:4
        v-reviewer 2023-04-03 release $h
        see 2023-04-03 a revoked 4 | b reserved 4
        e = u-registrar 2023-04-04 reverse #r
        marks decision:$s
        see 2023-04-04 a blocked 4 | b reserved 4
    ";

    /// The uses change places there, too.
    a_closed_passbook_takes_a_reversal = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 80 percent
        b = u-registrar 2023-02-02 accrue A 81 percent
        s = u-awarder 2023-03-01 bind reserve award:S $a:4
        r = u-registrar 2023-03-02 revoke $a
        t = u-awarder 2023-03-03 bind reserve award:T $b:4
        bank-operator 2023-03-04 close
        e = u-registrar 2023-04-02 reverse #r
        marks decision:$s
        marks decision:$t #e
    ";
}
