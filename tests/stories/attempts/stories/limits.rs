//! What a settlement may take, what tags keep out, and what is said of what stands behind.

use super::stories;

stories! {
    /// Suspended for two causes, a use is planned again for one: what it takes is in use, whatever it still waits for.
    a_replan_of_a_use_that_stays_suspended_passes_no_most = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue SPORT 70 percent
        b = u-registrar 2023-02-02 accrue SPORT 80 percent
        c = u-registrar 2023-02-03 accrue SPORT 70 percent
        d = u-registrar 2023-02-04 accrue SPORT 60 percent
        x = u-registrar 2023-02-05 accrue B 90 percent
        y = u-registrar 2023-02-05 accrue MATH101 90 percent
        s = u-awarder 2023-03-01 bind reserve award:S $x:4,$y:4
        r = u-registrar 2023-04-01 revoke $x
        q = u-registrar 2023-04-02 revoke $y
        no lot/over-most u-awarder 2023-04-03 replan decision:$s #r $x,$y $a:2,$b:2,$c:2,$d:2
            -- lot $d does not fit: of the attempts at the same thing 6 cr can be in use at most, and this is 2 over
    ";

    /// Nor beside what it has of the same course.
    a_replan_beside_what_the_use_has = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue SPORT 70 percent
        b = u-registrar 2023-02-02 accrue SPORT 80 percent
        c = u-registrar 2023-02-03 accrue SPORT 70 percent
        d = u-registrar 2023-02-04 accrue SPORT 60 percent
        e = u-registrar 2023-02-04 accrue SPORT 61 percent
        x = u-registrar 2023-02-05 accrue B 90 percent
        y = u-registrar 2023-02-05 accrue TERM 90 percent
        s = u-awarder 2023-03-01 bind reserve award:S $a:2,$b:2,$x:4,$y:2
        r = u-registrar 2023-04-01 revoke $x
        q = u-registrar 2023-04-02 revoke $y
        no lot/over-most u-awarder 2023-04-03 replan decision:$s #r $x,$y $c:2,$d:2,$e:2
            -- lot $d does not fit: of the attempts at the same thing 6 cr can be in use at most, and this is 2 over
    ";

    /// Nor beside another use.
    a_replan_beside_another_use = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue SPORT 70 percent
        b = u-registrar 2023-02-02 accrue SPORT 80 percent
        c = u-registrar 2023-02-03 accrue SPORT 70 percent
        d = u-registrar 2023-02-04 accrue SPORT 60 percent
        x = u-registrar 2023-02-05 accrue B 90 percent
        y = u-registrar 2023-02-05 accrue TERM 90 percent
        t = u-awarder 2023-03-01 bind reserve award:T $a:1
        s = u-awarder 2023-03-01 bind reserve award:S $x:4,$y:2
        r = u-registrar 2023-04-01 revoke $x
        q = u-registrar 2023-04-02 revoke $y
        no lot/over-most u-awarder 2023-04-03 replan decision:$s #r $x,$y $b:2,$c:2,$d:2
            -- lot $d does not fit: of the attempts at the same thing 6 cr can be in use at most, and this is 1 over
    ";

    /// What was lawfully in use stays, also where its use is planned again under a stricter policy.
    a_replan_leaves_alone_what_it_does_not_touch = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue TERM 80 percent
        b = u-registrar 2023-02-02 accrue TERM 70 percent
        x = u-registrar 2023-02-03 accrue B 70 percent
        y = u-registrar 2023-02-03 accrue MATH101 70 percent
        s = u-awarder 2023-03-01 bind reserve award:S $a:2,$b:2,$x:4
        publish term-is-best 2024-01-01
        c = u-registrar 2024-02-01 accrue TERM 90 percent
        r = u-registrar 2024-03-01 revoke $x
        u-awarder 2024-03-02 replan decision:$s #r $x $y:4
        marks decision:$s
        see 2024-03-02 a reserved 2 | b reserved 2 | c blocked 2 | x revoked 4 | y reserved 4
    ";

    /// A third attempt it does not take.
    a_replan_takes_no_attempt_beside_what_it_has = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue TERM 80 percent
        b = u-registrar 2023-02-02 accrue TERM 70 percent
        x = u-registrar 2023-02-03 accrue TERM 60 percent
        s = u-awarder 2023-03-01 bind reserve award:S $a:2,$x:2
        publish term-is-best 2024-01-01
        c = u-registrar 2024-02-01 accrue TERM 90 percent
        r = u-registrar 2024-03-01 revoke $x
        no lot/one-attempt u-awarder 2024-03-02 replan decision:$s #r $x $c:2
            -- lots $c and $a are attempts at the same thing, of which one counts; name one of them
    ";

    /// A tag is in use once on every day: a use of one thing is not dated before the end of a use of the other.
    a_tag_of_two_things_and_a_backdated_use = "
        u-registrar 2023-01-01 open
        2: u-registrar 2023-01-01 open
        a = c-registrar 2023-02-01 certify certificate AID 2 cr - through 2026-01-31 tag a
        b = 2: d-registrar 2023-02-02 certify certificate AID 2 cr - through 2026-01-31 tag a
        w = merge 2 into 1 2023-05-01
        s = u-awarder 2023-06-01 bind reserve award:S $a:1
        u-awarder 2023-08-01 unbind $s
        no when/too-early u-awarder 2023-07-01 bind reserve award:T $b:1
            -- 2023-07-01 is before 2023-08-01, the latest date of the uses of attempts at `certificate AID@C`
        t = u-awarder 2023-08-01 bind reserve award:T $b:1
    ";

    /// An attempt that a tag keeps out does not stand before another one.
    an_attempt_that_is_kept_out_by_its_tag = "
        u-registrar 2023-01-01 open
        2: u-registrar 2023-01-01 open
        a = c-registrar 2023-02-01 certify certificate AID 2 cr - through 2026-01-31 tag a
        c = c-registrar 2023-02-02 certify certificate AID 1 cr - through 2026-01-31
        b = 2: d-registrar 2023-02-02 certify certificate AID 2 cr - through 2026-01-31 tag a
        s = 2: u-awarder 2023-03-01 bind reserve award:S $b:1
        w = merge 2 into 1 2023-05-01
        see 2023-05-01 a blocked 2 | b reserved 1, free 1 | c free 1
    ";

    /// Under `each`, too, it is said what stands behind.
    an_exam_into_a_course_of_which_enough_is_free = "
        u-registrar 2023-01-01 open
        x = c-registrar 2023-01-10 certify exam SPORTS 2 cr -
        a = u-registrar 2023-02-01 accrue SPORT 90 percent
        b = u-registrar 2023-02-02 accrue SPORT 80 percent
        c = u-registrar 2023-02-03 accrue SPORT 70 percent
        quote u-registrar 2023-03-01 apply $x:2 -- lot new.1 stands behind lot $a, an attempt at the same thing
        k = u-registrar 2023-03-01 apply $x:2 -- lot $k.1 stands behind lot $a, an attempt at the same thing
        see 2023-03-01 a free 2 | b free 2 | c free 2 | k.1 behind 2 | x consumed 2
        t = u-awarder 2023-03-02 bind reserve award:T $k.1:2
    ";
}
