//! Awards that are made by plans: what of several attempts a plan may take.

use super::stories;

stories! {
    /// One attempt counts: four short.
    eight_credits_of_one_course_twice = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 80 percent
        b = u-registrar 2023-03-01 accrue A 70 percent
        m = u-registrar 2023-04-02 matriculate EIGHT
        no award/not-reached u-awarder 2023-04-03 redeem #m -- `EIGHT` is not reached: 4 cr still to study
        c = u-registrar 2023-05-01 accrue B 70 percent
        s = u-awarder 2023-05-02 redeem #m
        see 2023-05-02 a reserved 4 | b blocked 4 | c reserved 4
    ";

    /// One count of items takes one attempt.
    three_outcomes_of_two_courses = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 80 percent
        b = u-registrar 2023-03-01 accrue A 70 percent
        c = u-registrar 2023-04-01 accrue B 75 percent
        m = u-registrar 2023-04-02 matriculate ITEMS
        no award/not-reached u-awarder 2023-04-03 redeem #m -- `ITEMS` is not reached: 1 outcomes still to take
    ";

    /// Repeats are several items.
    three_outcomes_that_each_count = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue TERM 80 percent
        b = u-registrar 2023-03-01 accrue TERM 70 percent
        c = u-registrar 2023-04-01 accrue TERM 75 percent
        m = u-registrar 2023-04-02 matriculate ITEMS
        s = u-awarder 2023-04-03 redeem #m
        see 2023-04-03 a reserved 2 | b reserved 2 | c reserved 2
    ";

    /// As many as the most.
    three_outcomes_of_which_two_may_count = "
        u-registrar 2023-01-01 open
        a = w-registrar 2023-02-01 certify training T 3 cr -
        b = w-registrar 2023-02-02 certify training T 3 cr -
        c = w-registrar 2023-02-03 certify training T 3 cr -
        m = u-registrar 2023-04-02 matriculate ITEMS
        no award/not-reached u-awarder 2023-04-03 redeem #m -- `ITEMS` is not reached: 1 outcomes still to take
    ";

    /// Two short; then two of another course.
    eight_credits_of_which_six_may_count = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue SPORT 80 percent
        b = u-registrar 2023-02-02 accrue SPORT 70 percent
        c = u-registrar 2023-02-03 accrue SPORT 75 percent
        d = u-registrar 2023-02-04 accrue SPORT 90 percent
        m = u-registrar 2023-04-02 matriculate EIGHT
        no award/not-reached u-awarder 2023-04-03 redeem #m -- `EIGHT` is not reached: 2 cr still to study
        e = u-registrar 2023-05-01 accrue SMALL 70 percent
        s = u-awarder 2023-05-02 redeem #m
    ";

    /// What is in use elsewhere counts in the most.
    what_another_award_has_of_six = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue SPORT 80 percent
        b = u-registrar 2023-02-02 accrue SPORT 70 percent
        c = u-registrar 2023-02-03 accrue SPORT 75 percent
        d = u-registrar 2023-02-04 accrue SPORT 90 percent
        e = u-registrar 2023-02-05 accrue A 90 percent
        s = u-awarder 2023-03-01 bind reserve award:FOUR $a:2,$b:2
        m = u-registrar 2023-04-02 matriculate EIGHT
        no award/not-reached u-awarder 2023-04-03 redeem #m -- `EIGHT` is not reached: 2 cr still to study
        u-awarder 2023-04-04 unbind $s
        t = u-awarder 2023-04-05 redeem #m
    ";

    /// Of two of one term one counts.
    one_a_run_in_an_award = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue RUNS 80 percent run 2023-1
        b = u-registrar 2023-02-02 accrue RUNS 70 percent run 2023-1
        m = u-registrar 2023-04-02 matriculate FOUR
        no award/not-reached u-awarder 2023-04-03 redeem #m -- `FOUR` is not reached: 2 cr still to study
        c = u-registrar 2023-04-04 accrue RUNS 70 percent run 2023-2
        s = u-awarder 2023-04-05 redeem #m
    ";

    /// The 70 counts, and nothing after a fail.
    the_last_attempt_in_an_award = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue LAST 90 percent
        b = u-registrar 2023-03-01 accrue LAST 70 percent
        m = u-registrar 2023-04-02 matriculate FOUR
        f = u-registrar 2023-04-03 failed LAST 30 percent
        no award/not-reached u-awarder 2023-04-03 redeem #m -- `FOUR` is not reached: 4 cr still to study
        w = u-registrar 2023-04-04 reverse #f
        s = u-awarder 2023-04-05 redeem #m
        see 2023-04-05 a blocked 4 | b reserved 4
    ";

    /// Of lots with one tag a plan takes one, also where they are two things.
    two_certificates_with_one_tag_in_an_award = "
        u-registrar 2023-01-01 open
        2: u-registrar 2023-01-01 open
        a = c-registrar 2023-02-01 certify certificate AID 2 cr - through 2026-01-31 tag a
        b = 2: d-registrar 2023-03-01 certify certificate AID 2 cr - through 2026-02-28 tag a
        w = merge 2 into 1 2023-05-01
        m = u-registrar 2023-05-02 matriculate FOUR
        no award/not-reached u-awarder 2023-05-03 redeem #m -- `FOUR` is not reached: 2 cr still to study
    ";

    /// What is under another award keeps the retake out, and the award that waits is told so.
    the_retake_of_another_award = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 80 percent
        b = u-registrar 2023-03-01 accrue A 70 percent
        c = u-registrar 2023-03-01 accrue B 70 percent
        s = u-awarder 2023-04-02 bind reserve award:FOUR $a:4
        m = u-registrar 2023-04-03 matriculate EIGHT
        no award/not-reached u-awarder 2023-04-04 redeem #m
            -- `EIGHT` is not reached: 4 cr still to study; lot $b would count, and waits for the use of another
            .. attempt at the same thing by decision:$s
    ";

    /// The plan that is made again takes neither.
    a_suspended_award_and_what_its_retake_is_used_for = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 80 percent
        b = u-registrar 2023-03-01 accrue A 70 percent
        m = u-registrar 2023-04-02 matriculate FOUR
        s = u-awarder 2023-04-03 redeem #m
        r = u-registrar 2023-05-01 revoke $a
        see 2023-05-01 a revoked 4 | b free 4
        t = v-reviewer 2023-05-02 hold $b:1 until 2023-12-31
        no award/not-reached u-awarder 2023-05-03 again decision:$s #r
            -- `FOUR` is not reached: 1 cr still to study
        v-reviewer 2023-05-04 release $t
        u-awarder 2023-05-05 again decision:$s #r
        see 2023-05-05 a revoked 4 | b reserved 4
    ";
}
