//! The table *Histories of attempts*: what is one thing, who uses it, and what the last attempt is.

use super::stories;

stories! {
    /// Credit of a category is never an attempt; equal prizes and village trainings all count.
    what_is_no_attempt = "
        u-registrar 2023-01-01 open
        x = c-registrar 2023-01-10 certify exam EL1 2 cr -
        y = c-registrar 2023-01-10 certify exam EL2 2 cr -
        k = u-registrar 2023-02-01 apply $x:2
        l = u-registrar 2023-02-01 apply $y:2
        p = u-registrar 2023-03-01 certify competition PRIZE 1 cr -
        q = u-registrar 2023-03-01 certify competition PRIZE 1 cr -
        t = v-registrar 2023-03-02 certify training VILLAGE 1 cr -
        u = v-registrar 2023-03-03 certify training VILLAGE 1 cr -
        see 2023-03-03 k.1 free 2 | l.1 free 2 | p free 1 | q free 1 | t free 1 | u free 1 | x consumed 2 | y consumed 2
        s = u-awarder 2023-03-04 bind reserve award:S $k.1:2,$l.1:2,$p:1,$q:1,$t:1,$u:1
    ";

    /// One thing, and the marked one stands; the owner of the course says so, not who converts.
    a_conversion_at_v_into_a_course_of_u = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-06-30 accrue PHYS1112 75 percent
        x = c-registrar 2023-01-10 certify exam PHYSICS 4 cr -
        quote v-registrar 2023-07-01 apply $x:4
            -- lot new.1 stands behind lot $a, an attempt at the same thing
        f = v-registrar 2023-07-01 apply $x:4
        k = v-reviewer 2023-07-02 approve $f -- lot $k.1 stands behind lot $a, an attempt at the same thing
        see 2023-07-02 a free 4 | k.1 behind 4 | x consumed 4
        s = u-awarder 2023-07-03 bind reserve award:S $a:1
        no lot/group-in-use u-awarder 2023-07-04 bind reserve award:T $k.1:4
            -- lot $k.1 waits: another attempt at the same thing is in use by decision:$s; that would have to end first
        see 2023-07-04 a reserved 1, free 3 | k.1 blocked 4 | x consumed 4
    ";

    /// Two things, both of which count.
    one_certificate_at_two_levels = "
        u-registrar 2023-01-01 open
        a = d-registrar 2023-06-30 certify certificate X 2 cr - level nqf/3
        b = d-registrar 2024-06-30 certify certificate X 3 cr - level nqf/4
        s = u-awarder 2024-07-01 bind reserve award:S $a:2,$b:3
        see 2024-07-01 a reserved 2 | b reserved 3
        findings --
    ";

    /// 60 on one scale, a pass on a second, 90 on the first: the 90. Without the 60 the second was used first.
    three_scales = "
        u-registrar 2020-02-01 open
        a = c-registrar 2020-06-30 certify exam SCALES 2 cr - mark 60/percent
        b = c-registrar 2021-06-30 certify exam SCALES 2 cr - mark P/pass
        c = c-registrar 2022-06-30 certify exam SCALES 2 cr - mark 90/percent
        see 2021-06-30 a free 2 | b behind 2
        see 2022-06-30 a behind 2 | b behind 2 | c free 2
        r = c-registrar 2022-07-01 revoke $a
        see 2022-07-01 a revoked 2 | b free 2 | c behind 2
    ";

    /// A use of the first ended in June; the second is not used from April on.
    a_use_before_the_last_one_of_the_group = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 70 percent
        b = u-registrar 2023-03-15 accrue A 80 percent
        s = u-awarder 2023-03-01 bind reserve award:S $a:4
        e = u-awarder 2023-06-01 unbind $s
        no when/too-early u-awarder 2023-04-01 bind reserve award:S $b:4
            -- 2023-04-01 is before 2023-06-01, the latest date of the uses of attempts at `course A@U`
        see 2023-05-31 a reserved 4 | b blocked 4
        t = u-awarder 2023-06-01 bind reserve award:S $b:4
        see 2023-06-01 a blocked 4 | b reserved 4
    ";

    /// Nor before the day on which the first one was revoked.
    a_use_before_the_revocation_that_let_it_go = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 80 percent
        b = u-registrar 2023-02-02 accrue A 70 percent
        s = u-awarder 2023-03-01 bind consume award:S $a:4
        r = u-registrar 2023-05-01 revoke $a
        no when/too-early u-awarder 2023-04-01 bind reserve award:T $b:4
            -- 2023-04-01 is before 2023-05-01, the latest date of the uses of attempts at `course A@U`
        t = u-awarder 2023-05-01 bind reserve award:T $b:4
        see 2023-04-30 a consumed 4 | b blocked 4
        see 2023-05-01 a consumed 4 | b reserved 4
    ";

    /// Refused, whatever the rule would do with them; reading both is not using them.
    one_application_of_two_attempts = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 70 percent
        b = u-registrar 2023-03-01 accrue A 80 percent
        no lot/one-attempt v-registrar 2023-03-02 apply $a:4,$b:4
            -- lots $b and $a are attempts at the same thing, of which one counts; name one of them
        no lot/one-attempt u-awarder 2023-03-02 bind reserve award:S $a:4,$b:4
            -- lots $b and $a are attempts at the same thing, of which one counts; name one of them
        no lot/one-attempt u-reviewer 2023-03-02 hold $a:4,$b:4 until 2024-01-01
            -- lots $b and $a are attempts at the same thing, of which one counts; name one of them
        s = u-awarder 2023-03-03 bind witness set:x $a:4,$b:4
        see 2023-03-03 a behind 4 | b free 4
    ";

    /// As many as fit.
    one_application_of_several_that_each_count = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue SPORT 70 percent
        b = u-registrar 2023-03-01 accrue SPORT 80 percent
        c = u-registrar 2023-04-01 accrue SPORT 90 percent
        d = u-registrar 2023-05-01 accrue SPORT 60 percent
        no lot/over-most u-registrar 2023-05-02 apply $a:2,$b:2,$c:2,$d:2
            -- lot $d does not fit: of the attempts at the same thing 6 cr can be in use at most, and this is 2 over
        k = u-registrar 2023-05-02 apply $a:2,$b:2,$c:2
        see 2023-05-02 a consumed 2 | b consumed 2 | c consumed 2 | d blocked 2 | k.1 free 6
    ";

    /// The award stays; nothing new can use the 90, until the fail is struck.
    last_under_an_award_then_failed = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-06-30 accrue LAST 90 percent
        s = u-awarder 2023-07-02 bind reserve award:S $a:2
        f = u-registrar 2024-01-10 failed LAST 30 percent
        marks decision:$s
        see 2024-01-10 a reserved 2, blocked 2
        no lot/not-standing u-awarder 2024-01-11 bind reserve award:T $a:2
            -- lot $a does not count: of the attempts at the same thing the last counts, and none after a failure
        w = u-registrar 2024-01-12 reverse #f
        see 2024-01-12 a reserved 2, free 2
        t = u-awarder 2024-01-12 bind reserve award:T $a:2
    ";

    /// The 70 has expired: the 90 stands again.
    last_expires = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-06-30 accrue LAST 90 percent
        b = u-registrar 2024-06-30 accrue LAST 70 percent through 2025-06-30
        see 2025-06-30 a blocked 4 | b free 4
        see 2025-07-01 a free 4 | b expired 4
    ";

    /// The record of the 70 is struck: the 90.
    last_is_struck = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-06-30 accrue LAST 90 percent
        b = u-registrar 2024-06-30 accrue LAST 70 percent
        w = u-registrar 2024-07-01 reverse #b
        see 2024-06-30 a blocked 4 | b free 4
        see 2024-07-01 a free 4
    ";

    /// And when it is revoked; a use of the 90 stays when the revocation is taken back.
    last_is_revoked = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue LAST 80 percent
        b = u-registrar 2023-03-01 accrue LAST 70 percent
        r = u-registrar 2023-04-01 revoke $b
        see 2023-03-31 a blocked 4 | b free 4
        see 2023-04-01 a free 4 | b revoked 4
        s = u-awarder 2023-04-02 bind reserve award:S $a:4
        e = u-registrar 2023-04-03 reverse #r
        marks decision:$s
        see 2023-04-03 a reserved 4 | b blocked 4
    ";

    /// Nothing of the group can be used until the use ends.
    last_comes_while_another_is_used = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-06-30 accrue LAST 90 percent
        s = u-awarder 2023-07-02 bind reserve award:S $a:2
        b = u-registrar 2024-06-30 accrue LAST 70 percent
        see 2024-06-30 a reserved 2, blocked 2 | b blocked 4
        marks decision:$s
        no lot/group-in-use u-awarder 2024-07-02 bind reserve award:T $b:2
            -- lot $b waits: another attempt at the same thing is in use by decision:$s; that would have to end first
        no lot/not-standing u-awarder 2024-07-02 bind reserve award:T $a:2
            -- lot $a does not count: of the attempts at the same thing the last counts, and none after a failure
        u-awarder 2024-07-03 unbind $s
        see 2024-07-03 a blocked 4 | b free 4
    ";

    /// What was filed is left alone.
    last_comes_while_an_application_is_open = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-06-30 accrue LAST 90 percent
        f = u-registrar 2023-07-02 apply $a:4
        b = u-registrar 2023-08-30 accrue LAST 70 percent
        k = u-reviewer 2023-09-01 approve $f
        marks decision:$k
        see 2023-09-01 a consumed 4 | b blocked 4 | k.1 free 4
    ";

    /// What was read is left alone, too; and a worse one that stands now is what a rule reads.
    last_and_what_was_read = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-06-30 accrue LAST 90 percent
        x = c-registrar 2023-07-01 certify exam AFTERLAST 2 cr -
        k = u-registrar 2023-07-02 apply $x:2
        see 2023-07-02 a free 4 | k.1 free 2 | x consumed 2
        b = u-registrar 2023-08-30 accrue LAST 70 percent
        y = c-registrar 2023-09-01 certify exam AFTERLAST 2 cr -
        marks decision:$k
        l = u-registrar 2023-09-02 apply $y:2
        see 2023-09-02 a blocked 4 | b free 4 | k.1 free 2 | x consumed 2 | y blocked 2
    ";

    /// A replan onto what does not stand is refused, too.
    last_and_a_replan = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue LAST 80 percent
        b = u-registrar 2023-03-01 accrue LAST 70 percent
        s = u-awarder 2023-03-02 bind reserve award:S $b:4
        r = u-registrar 2023-04-01 revoke $b
        f = u-registrar 2023-04-02 failed LAST 40 percent
        no lot/not-standing u-awarder 2023-04-03 replan decision:$s #r $b $a:4
            -- lot $a does not count: of the attempts at the same thing the last counts, and none after a failure
        e = u-registrar 2023-04-04 reverse #f
        u-awarder 2023-04-05 replan decision:$s #r $b $a:4
        see 2023-04-05 a reserved 4 | b revoked 4
    ";
}
