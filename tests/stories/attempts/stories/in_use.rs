//! Retakes of attempts that are in use: by awards, holds, applications, exemptions; and what a reading is not.

use super::stories;

stories! {
    /// It waits, and comes forward when the use has ended.
    a_retake_of_an_attempt_in_use = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 70 percent
        m = u-registrar 2023-02-02 matriculate FOUR
        s = u-awarder 2023-02-03 redeem #m
        b = u-registrar 2023-06-01 accrue A 90 percent
        see 2023-06-01 a reserved 4 | b blocked 4
        no lot/group-in-use v-registrar 2023-06-02 apply $b:4
            -- lot $b waits: another attempt at the same thing is in use by decision:$s; that would have to end first
        u-awarder 2023-06-03 revoke_award $s
        see 2023-06-03 a behind 4 | b free 4
        t = u-awarder 2023-06-04 bind reserve award:T $b:4
        see 2023-06-04 a blocked 4 | b reserved 4
    ";

    /// Recorded after the use, dated before it: the use stays.
    a_backdated_better_attempt = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-06-01 accrue A 70 percent
        s = u-awarder 2023-07-01 bind reserve award:S $a:2
        see 2023-07-01 a reserved 2, free 2
        b = u-registrar 2023-05-01 accrue A 90 percent
        see 2023-05-31 b free 4
        see 2023-06-01 a behind 4 | b free 4
        see 2023-07-01 a reserved 2, free 2 | b blocked 4
        marks decision:$s
    ";

    /// It waits for the hold, and for the conversion; reversed, the better one is filed instead.
    a_better_attempt_while_a_hold_is_open = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 70 percent
        f = v-registrar 2023-03-01 apply $a:4
        b = u-registrar 2023-03-10 accrue A 90 percent
        see 2023-03-10 a held 4 | b blocked 4
        no lot/group-in-use v-registrar 2023-03-11 apply $b:4
            -- lot $b waits: another attempt at the same thing is in use by hold:$f; that would have to end first
        k = v-reviewer 2023-04-01 approve $f
        see 2023-04-01 a consumed 4 | b blocked 4 | k.1 free 4
        w = v-reviewer 2023-04-02 reverse #k
        see 2023-04-02 a behind 4 | b free 4
        g = v-registrar 2023-04-03 apply $b:4
        see 2023-04-03 a blocked 4 | b held 4
    ";

    /// It waits until the day for an appeal has passed.
    a_better_attempt_while_a_refused_hold_waits = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 70 percent
        f = v-registrar 2023-03-01 apply $a:4
        b = u-registrar 2023-03-10 accrue A 90 percent
        v-reviewer 2023-03-12 refuse $f
        see 2023-03-12 a held 4 | b blocked 4
        bank-operator 2023-04-20 lapse $f
        see 2023-04-20 a behind 4 | b free 4
    ";

    /// And while the appeal is open.
    a_better_attempt_while_an_appeal_is_open = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 80 percent
        b = u-registrar 2023-02-02 accrue A 90 percent
        f = v-registrar 2023-03-01 apply $a:4
        v-reviewer 2023-03-02 refuse $f
        no lot/group-in-use u-awarder 2023-03-03 bind reserve award:T $b:4
            -- lot $b waits: another attempt at the same thing is in use by hold:$f; that would have to end first
        v-registrar 2023-03-04 appeal $f
        see 2023-03-04 a held 4 | b blocked 4
    ";

    /// A certificate that gave an exemption is in use, also when it has expired.
    an_exemption_reserves = "
        u-registrar 2022-01-01 open
        a = c-registrar 2022-02-01 certify certificate AID 1 cr - through 2025-01-31
        f = v-registrar 2022-03-01 apply $a:1
        b = c-registrar 2024-02-01 certify certificate AID 1 cr - through 2027-01-31
        see 2024-02-01 a held 1 | b blocked 1
        k = v-reviewer 2024-02-02 approve $f
        see 2024-02-02 a reserved 1 | b blocked 1
        no lot/group-in-use v-registrar 2025-06-01 apply $b:1
            -- lot $b waits: another attempt at the same thing is in use by decision:$k; that would have to end first
        v-reviewer 2025-06-02 reverse #k
        see 2025-06-02 a expired 1 | b free 1
    ";

    /// The rest of it can be used, by whoever asks.
    the_rest_of_an_attempt_in_use = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 70 percent
        b = u-registrar 2023-02-02 accrue A 90 percent
        s = u-awarder 2023-03-01 bind reserve award:S $a:1
        h = v-reviewer 2023-03-02 hold $a:1 until 2023-12-31
        t = u-awarder 2023-03-03 bind consume award:T $a:2
        see 2023-03-03 a consumed 2, held 1, reserved 1 | b blocked 4
        u-awarder 2023-03-04 unbind $s
        u-awarder 2023-03-05 unbind $t
        see 2023-03-05 a held 1, free 3 | b blocked 4
        v-reviewer 2023-03-06 release $h
        see 2023-03-06 a behind 4 | b free 4
    ";

    /// What a decision only reads it does not hold, nor does its end move the day of the group.
    a_witness_is_not_a_use = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 80 percent
        b = u-registrar 2023-02-02 accrue A 70 percent
        w = u-awarder 2023-03-01 bind witness award:S $a:4
        u-awarder 2023-03-20 unbind $w
        s = u-awarder 2023-03-02 bind reserve award:S $b:4
        see 2023-03-20 a blocked 4 | b reserved 4
    ";

    /// Nor what a conversion reads; when it is revoked the conversion is suspended.
    a_witness_of_a_conversion = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue SMALL 80 percent
        b = u-registrar 2023-02-02 accrue SMALL 70 percent
        x = c-registrar 2023-02-10 certify exam WITH 2 cr -
        k = u-registrar 2023-03-01 apply $x:2,$a:2
        see 2023-03-01 a free 2 | b behind 2 | k.1 free 2 | x consumed 2
        s = u-awarder 2023-03-02 bind reserve award:S $b:2
        r = u-registrar 2023-04-01 revoke $a
        marks decision:$k #r
        marks decision:$s
        see 2023-04-01 a revoked 2 | b reserved 2 | k.1 suspended 2 | x consumed 2
    ";

    /// Nothing is suspended; when it is revoked, what read it is.
    a_read_prerequisite_goes_behind = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 70 percent
        x = c-registrar 2023-02-10 certify exam AFTER 2 cr -
        k = u-registrar 2023-03-01 apply $x:2
        b = u-registrar 2023-04-01 accrue A 90 percent
        marks decision:$k
        see 2023-04-01 a behind 4 | b free 4 | k.1 free 2 | x consumed 2
        s = u-awarder 2023-04-02 bind reserve award:S $b:4
        r = u-registrar 2023-05-01 revoke $a
        marks decision:$k #r
        marks decision:$s
        see 2023-05-01 a revoked 4 | b reserved 4 | k.1 suspended 2 | x consumed 2
    ";

    /// Consumed years ago and expired, then renewed: reading is not using.
    a_renewed_certificate_is_read = "
        u-registrar 2021-01-01 open
        a = c-registrar 2021-03-15 certify certificate AID 1 cr - through 2024-03-14 tag a
        s = u-awarder 2021-04-01 bind consume award:S $a:1
        b = c-registrar 2024-06-01 certify certificate AID 1 cr - through 2027-05-31 tag a
        x = c-registrar 2024-06-02 certify exam DRIVE 2 cr -
        see 2024-06-02 a consumed 1 | b blocked 1 | x free 2
        k = u-registrar 2024-06-03 apply $x:2
        see 2024-06-03 a consumed 1 | b blocked 1 | k.1 free 2 | x consumed 2
    ";

    /// A stage used the 70; the next one carries it, needs 80 and is refused, naming the award.
    a_stage_that_needs_more = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 70 percent
        b = u-registrar 2023-06-01 accrue A 85 percent
        m = u-registrar 2023-02-02 matriculate FIRST at WAY/1
        s = u-awarder 2023-02-03 redeem #m
        n = v-registrar 2023-07-01 matriculate SECOND at WAY/2 from #m
        no award/not-reached v-awarder 2023-07-02 redeem #n
            -- `SECOND` is not reached: 4 cr still to study; lot $b would count, and waits for the use of another
            .. attempt at the same thing by decision:$s
        see 2023-07-02 a reserved 4 | b blocked 4
    ";

    /// The same attempt is carried; revoked, the later award stands on the retake and the earlier one waits.
    a_stage_that_carries_the_same = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 70 percent
        b = u-registrar 2023-06-01 accrue A 85 percent
        m = u-registrar 2023-02-02 matriculate FIRST at ROAD/1
        s = u-awarder 2023-02-03 bind reserve award:FIRST $a:4
        n = v-registrar 2023-07-01 matriculate MORE at ROAD/2 from #m
        t = v-awarder 2023-07-02 redeem #n
        see 2023-07-02 a reserved 4 | b blocked 4
        r = u-registrar 2023-08-01 revoke $a
        marks decision:$s #r
        marks decision:$t #r
        v-awarder 2023-08-02 again decision:$t #r
        see 2023-08-02 a revoked 4 | b reserved 4
        no lot/group-in-use u-awarder 2023-08-03 keep decision:$s #r
            -- lot $a waits: another attempt at the same thing is in use by decision:$t; that would have to end first
    ";

    /// Granted, better as it is, and blocked until the use ends.
    a_conversion_onto_a_course_that_is_in_use = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue PHYS1112 60 percent
        s = u-awarder 2023-02-02 bind reserve award:S $a:3
        x = c-registrar 2023-02-10 certify exam MPHYSICS 4 cr - mark 95/percent
        quote u-registrar 2023-03-01 apply $x:4
            -- lot new.1 stands behind lot $a, an attempt at the same thing
        k = u-registrar 2023-03-01 apply $x:4 -- lot $k.1 stands behind lot $a, an attempt at the same thing
        see 2023-03-01 a reserved 3, free 1 | k.1 blocked 4 | x consumed 4
        u-awarder 2023-03-02 unbind $s
        see 2023-03-02 a behind 4 | k.1 free 4 | x consumed 4
    ";

    /// Both are granted, and one of them can be used.
    two_conversions_into_one_course = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 80 percent
        b = u-registrar 2023-02-01 accrue B 70 percent
        m = u-registrar 2023-02-01 accrue MATH101 70 percent
        k = v-registrar 2023-03-01 apply $b:4,$m:4
        f = v-registrar 2023-03-02 apply $a:4
        l = v-reviewer 2023-03-03 approve $f
        see 2023-03-03 a consumed 4 | b consumed 4 | k.1 behind 4 | l.1 free 4 | m consumed 4
        s = u-awarder 2023-03-04 bind reserve award:S $k.1:2
        see 2023-03-04 a consumed 4 | b consumed 4 | k.1 reserved 2, free 2 | l.1 blocked 4 | m consumed 4
        e = v-reviewer 2023-03-05 reverse #l
        see 2023-03-05 a free 4 | b consumed 4 | k.1 reserved 2, free 2 | m consumed 4
    ";
}
