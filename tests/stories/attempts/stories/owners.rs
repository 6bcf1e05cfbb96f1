//! Whose a course is: one code at two institutions, courses that nobody owns, courses that go on elsewhere.

use super::stories;

stories! {
    /// Two courses, both of which count.
    one_code_at_two_universities = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue TWIN 70 percent
        b = v-registrar 2023-03-01 accrue TWIN 90 percent
        see 2023-03-01 a free 4 | b free 4
        m = u-registrar 2023-03-02 matriculate TWINS
        s = u-awarder 2023-03-03 redeem #m
        see 2023-03-03 a reserved 4 | b reserved 4
        c = v-registrar 2023-04-01 accrue TWIN 95 percent
        see 2023-04-01 a reserved 4 | b reserved 4 | c blocked 4
    ";

    /// The rule says into which of them an exam is converted, wherever that is done.
    one_code_at_two_universities_and_an_exam = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue TWIN 70 percent
        b = v-registrar 2023-03-01 accrue TWIN 90 percent
        x = c-registrar 2023-03-02 certify exam TWINS 4 cr -
        k = u-registrar 2023-03-03 apply $x:4 -- lot $k.1 stands behind lot $b, an attempt at the same thing
        see 2023-03-03 a free 4 | b free 4 | k.1 behind 4 | x consumed 4
        no lot/one-attempt u-awarder 2023-03-04 bind reserve award:S $b:4,$k.1:4
            -- lots $k.1 and $b are attempts at the same thing, of which one counts; name one of them
        l = u-registrar 2023-03-05 apply $a:4
        see 2023-03-05 a consumed 4 | b free 4 | k.1 behind 4 | l.1 free 4 | x consumed 4
    ";

    /// The other one is none of the rule's: the application is refused, and uses nothing.
    one_code_at_two_universities_of_which_a_rule_names_one = "
        u-registrar 2023-01-01 open
        b = v-registrar 2023-03-01 accrue TWIN 90 percent
        f = u-registrar 2023-03-02 apply $b:4
        see 2023-03-02 b free 4
    ";

    /// It is each issuer's: two things.
    a_course_that_nobody_owns = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue LOCAL 70 percent
        b = v-registrar 2023-03-01 accrue LOCAL 90 percent
        c = u-registrar 2023-04-01 accrue LOCAL 80 percent
        see 2023-04-01 a behind 2 | b free 2 | c free 2
        s = u-awarder 2023-04-02 bind reserve award:S $b:2,$a:1
        see 2023-04-02 a reserved 1, free 1 | b reserved 2 | c blocked 2
    ";

    /// The catalogue says what it continues: one thing, also of what is recorded late.
    a_course_that_is_handed_on = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue HANDED 70 percent
        publish handed-on 2024-01-01
        b = w-registrar 2024-03-01 accrue HANDED 90 percent
        c = u-registrar 2023-03-01 accrue HANDED 80 percent
        see 2023-03-01 a behind 4 | c free 4
        see 2024-03-01 a behind 4 | b free 4 | c behind 4
        s = u-awarder 2024-03-02 bind reserve award:S $a:1
        no lot/group-in-use u-awarder 2024-03-03 bind reserve award:T $b:4
            -- lot $b waits: another attempt at the same thing is in use by decision:$s; that would have to end first
        no who/course-of-other u-registrar 2024-03-04 accrue HANDED 60 percent
            -- course `HANDED` is `W`'s, which alone may certify it
        see 2024-03-03 a reserved 1, free 3 | b blocked 4 | c blocked 4
    ";

    /// The same, where one other institution has had the code.
    a_course_that_is_handed_on_by_its_bare_code = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue HANDED 70 percent
        publish handed-on-bare 2024-01-01
        b = w-registrar 2024-03-01 accrue HANDED 90 percent
        see 2024-03-01 a behind 4 | b free 4
    ";

    /// Two things.
    a_course_that_is_handed_on_without_a_word = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue HANDED 70 percent
        publish handed-without-a-word 2024-01-01
        b = w-registrar 2024-03-01 accrue HANDED 90 percent
        see 2024-03-01 a free 4 | b free 4
        s = u-awarder 2024-03-02 bind reserve award:S $a:4,$b:4
    ";

    /// The oldest is written.
    a_course_that_is_handed_on_twice = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue HANDED 90 percent
        publish handed-on 2024-01-01
        b = w-registrar 2024-03-01 accrue HANDED 80 percent
        publish handed-twice 2025-01-01
        c = v-registrar 2025-03-01 accrue HANDED 70 percent
        see 2025-03-01 a free 4 | b behind 4 | c behind 4
        s = u-awarder 2025-03-02 bind reserve award:S $c:4
        no lot/group-in-use u-awarder 2025-03-03 bind reserve award:T $a:4
            -- lot $a waits: another attempt at the same thing is in use by decision:$s; that would have to end first
        u-awarder 2025-03-04 unbind $s
        no when/too-early u-awarder 2025-03-03 bind reserve award:T $a:4
            -- 2025-03-03 is before 2025-03-04, the latest date of the uses of attempts at `course HANDED@U`
    ";

    /// Under another code, with the same owner.
    a_course_that_is_renamed = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue HANDED 70 percent
        s = u-awarder 2023-02-02 bind reserve award:S $a:2
        publish renamed 2024-01-01
        b = u-registrar 2024-03-01 accrue NEWNAME 90 percent
        see 2024-03-01 a reserved 2, free 2 | b blocked 4
        u-awarder 2024-03-02 unbind $s
        see 2024-03-02 a behind 4 | b free 4
    ";

    /// What was recorded as two things stays two things, when a later catalogue says that one continues the other.
    no_publication_regroups = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue HANDED 70 percent
        publish handed-without-a-word 2024-01-01
        b = w-registrar 2024-03-01 accrue HANDED 90 percent
        publish handed-on 2024-04-01
        see 2024-04-01 a free 4 | b free 4
        c = w-registrar 2024-05-01 accrue HANDED 80 percent
        see 2024-05-01 a behind 4 | b free 4 | c free 4
    ";
}
