//! What an award rests on, in the test world of the crate: the first script, and what is like it.

use super::stories;

stories! {
    /// The application only read the first attempt; when it ends, the retake is no second attempt.
    what_is_let_loose_with_the_end_of_a_reading = "
        in the test world
        sv-registrar 2026-01-01 open
        a = sv-registrar 2026-01-10 accrue A 90 percent
        t = hv-registrar 2026-01-10 certify certificate TRADE 1 hv -
        h = sv-reviewer 2026-01-11 hold $a:4 until 2026-12-31
        f = hv-registrar 2026-01-12 apply $t:1
        b = sv-registrar 2026-01-20 accrue A 60 percent
        sv-reviewer 2026-01-21 release $h
        see 2026-01-21 a free 4 | b behind 4 | t held 1
        hv-registrar 2026-01-22 withdraw $f
        m = sv-registrar 2026-01-23 matriculate S
        see 2026-01-23 a free 4 | b behind 4 | t free 1
        no award/not-reached sv-awarder 2026-01-24 redeem #m -- `S` is not reached: 4 sv still to study
    ";

    /// The retake is held: the better attempt waits, and the award is told so.
    the_same_with_a_hold_on_the_retake = "
        in the test world
        sv-registrar 2026-01-01 open
        a = sv-registrar 2026-01-10 accrue A 90 percent
        t = hv-registrar 2026-01-10 certify certificate TRADE 1 hv -
        f = hv-registrar 2026-01-12 apply $t:1
        b = sv-registrar 2026-01-20 accrue A 60 percent
        h = sv-reviewer 2026-01-21 hold $b:1 until 2026-12-31
        see 2026-01-21 a blocked 4 | b held 1, free 3 | t held 1
        no lot/group-in-use sv-awarder 2026-01-22 bind reserve award:S $a:4
            -- lot $a waits: another attempt at the same thing is in use by hold:$h; that would have to end first
        hv-reviewer 2026-01-23 refuse $f waived true
        see 2026-01-23 a blocked 4 | b held 1, free 3 | t free 1
        m = sv-registrar 2026-01-23 matriculate S
        no award/not-reached sv-awarder 2026-01-24 redeem #m
            -- `S` is not reached: 5 sv still to study; lot $a would count, and waits for the use of another attempt
            .. at the same thing by hold:$h
    ";

    /// An exam is only read, and taken again: the conversion's end lets loose no second one.
    the_same_with_a_witness = "
        in the test world
        sv-registrar 2026-01-01 open
        v = sv-registrar 2026-01-10 certify exam V 1 sv -
        z = hv-registrar 2026-01-10 certify certificate Z 2 hv -
        f = hv-registrar 2026-01-11 apply $z:1,$v:1
        k = hv-reviewer 2026-01-12 approve $f
        w = sv-registrar 2026-01-20 certify exam V 1.5 sv -
        see 2026-01-20 k.1 free 0.5 | v behind 1 | w free 1.5 | z consumed 1, free 1
        hv-reviewer 2026-01-21 reverse #k
        see 2026-01-21 v behind 1 | w free 1.5 | z free 2
        no lot/one-attempt sv-awarder 2026-01-22 bind reserve award:S $w:1,$v:1
            -- lots $v and $w are attempts at the same thing, of which one counts; name one of them
        s = sv-awarder 2026-01-22 bind reserve award:S $w:1
        see 2026-01-22 v blocked 1 | w reserved 1, free 0.5 | z free 2
    ";

    /// The award counts B for those who had passed A: it rests on A too.
    a_prerequisite_that_is_revoked = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 90 percent
        b = u-registrar 2023-06-01 accrue B 90 percent
        m = u-registrar 2023-07-01 matriculate AFTER
        s = u-awarder 2023-07-02 redeem #m
        see 2023-07-02 a free 4 | b reserved 4
        r = u-registrar 2023-08-01 revoke $a
        marks decision:$s #r
    ";

    /// Lowered, it is looked at.
    a_prerequisite_of_which_the_mark_is_lowered = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 90 percent
        b = u-registrar 2023-06-01 accrue B 90 percent
        m = u-registrar 2023-07-01 matriculate AFTER
        s = u-awarder 2023-07-02 redeem #m
        r = u-registrar 2023-08-01 regrade $a 61 percent
        marks decision:$s #r
        u-awarder 2023-08-02 keep decision:$s #r
        marks decision:$s
    ";

    /// It is not struck as long as the award stands; and the award is ended by those who may.
    a_prerequisite_that_is_to_be_struck = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 90 percent
        b = u-registrar 2023-06-01 accrue B 90 percent
        m = u-registrar 2023-07-01 matriculate AFTER
        s = u-awarder 2023-07-02 redeem #m
        no lot/in-use u-registrar 2023-08-01 reverse #a -- it is still relied on by decision:$s; end that first
        no who/wrong-role u-registrar 2023-08-01 reverse #a cascade $s/u-registrar
            -- mandate `u-registrar` has the role registrar; this takes the role awarder
        no who/not-yours u-registrar 2023-08-01 reverse #a cascade $s/v-awarder
            -- `U` made it, and only `U` may change it, not `V`
        no lot/decision-twice u-registrar 2023-08-01 reverse #a cascade $s/u-awarder,$s/u-awarder
            -- decision $s is named twice; name it once, with the mandate that ends it
        e = u-registrar 2023-08-01 reverse #a cascade $s/u-awarder
        see 2023-08-01 b free 4
    ";

    /// Of two attempts the better one is read; the other may fall.
    a_prerequisite_that_was_passed_twice = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 70 percent
        c = u-registrar 2023-03-01 accrue A 90 percent
        b = u-registrar 2023-06-01 accrue B 90 percent
        m = u-registrar 2023-07-01 matriculate AFTER
        s = u-awarder 2023-07-02 redeem #m
        q = u-registrar 2023-08-01 revoke $a
        marks decision:$s
        r = u-registrar 2023-08-02 revoke $c
        marks decision:$s #r
    ";

    /// Where the last attempt counts, the standing one is read; a failure later leaves the award alone.
    a_prerequisite_of_which_the_last_counts = "
        u-registrar 2021-01-01 open
        a = u-registrar 2021-06-30 accrue LAST 90 percent
        c = u-registrar 2021-12-30 accrue LAST 70 percent
        b = u-registrar 2022-12-30 accrue B 70 percent
        m = u-registrar 2023-01-01 matriculate AFTERLAST
        s = u-awarder 2023-01-02 redeem #m
        f = u-registrar 2023-06-30 failed LAST 40 percent
        marks decision:$s
        q = u-registrar 2023-08-01 revoke $a
        marks decision:$s
        r = u-registrar 2023-08-02 revoke $c
        marks decision:$s #r
    ";
}
