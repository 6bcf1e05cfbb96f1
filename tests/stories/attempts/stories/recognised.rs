//! What was earned before it became true in this book: the day on which it was recognised says from when it is there, the day
//! on which it was earned how old it is.

use super::stories;

stories! {
    /// Earned in 2009, recognised in 2010: not in the book's eyes before.
    recognised = "
        u-registrar 2020-01-05 open
        a = c-registrar 2020-02-01 certify exam WELD 21 cr -
        b = c-registrar 2021-09-06 certify exam OTHER 8 cr - earned 2020-03-01
        see 2021-01-01 a free 21
        see 2021-09-05 a free 21
        see 2021-09-06 a free 21 | b free 8
        no when/too-early u-awarder 2021-09-05 bind reserve award:S $b:4
            -- 2021-09-05 is before 2021-09-06, the latest date of lot $b
        u-awarder 2021-09-06 bind reserve award:S $b:4
    ";

    /// Of two attempts that are otherwise equal the one earned later comes first, whenever it was recognised.
    recognised_late_and_earned_early = "
        u-registrar 2020-01-05 open
        a = u-registrar 2022-02-01 accrue A 90 percent
        b = u-registrar 2022-06-01 accrue A 90 percent earned 2021-05-01
        see 2022-05-31 a free 4
        see 2022-06-01 a free 4 | b behind 4
    ";

    /// Under `last` too: a failure that is recognised later came before the pass, and changes nothing.
    recognised_failure_before_the_pass = "
        u-registrar 2020-01-05 open
        a = u-registrar 2022-02-01 accrue LAST 90 percent
        u-registrar 2022-06-01 failed LAST 40 percent earned 2022-01-10
        see 2022-06-01 a free 4
        u-registrar 2022-07-01 failed LAST 40 percent earned 2022-06-20
        see 2022-06-30 a free 4
        see 2022-07-01 a blocked 4
    ";

    /// How long it is valid is counted from the day on which it was earned; and it may be over when it is recognised.
    recognised_certificate = "
        u-registrar 2020-01-05 open
        no when/lives-too-long c-registrar 2022-06-01 certify certificate WELD 3 cr - through 2024-06-01 earned 2021-05-01
            -- an outcome issued by `C` on that day must state a last valid day, at most 2024-05-01
        a = c-registrar 2022-06-01 certify certificate WELD 3 cr - through 2024-05-01 earned 2021-05-01
        b = c-registrar 2022-06-01 certify certificate OLD 3 cr - through 2021-12-31 earned 2020-05-01
        see 2022-06-01 a free 3 | b expired 3
        valid $a 2021-05-01..2024-05-01
        no when/earned-later c-registrar 2022-06-01 certify certificate NEW 3 cr - through 2024-05-01 earned 2022-06-02
            -- earned on 2022-06-02, and true here from 2022-06-01: what is earned later is not recorded before;
            .. `earned` is for an earlier day
    ";

    /// Renewals are in the order in which they were earned.
    recognised_renewal = "
        u-registrar 2020-01-05 open
        a = c-registrar 2022-01-10 certify certificate WELD 3 cr - tag a through 2024-01-10
        b = c-registrar 2022-06-01 certify certificate WELD 3 cr - tag a through 2023-01-10 earned 2021-01-10
        no lot/renewal-too-short c-registrar 2022-06-02 certify certificate WELD 3 cr - tag a through 2024-06-01 earned 2021-06-01
            -- lot $a has the same tag: of the two the one that was earned later must be valid longer
        valid $a 2021-01-10..2024-01-10
    ";

    /// A rule asks how old the exam is, and for its marks; a prerequisite when it was passed.
    recognised_and_read = "
        u-registrar 2020-01-05 open
        a = c-registrar 2023-06-01 certify exam LANG 2 cr - earned 2022-05-01 mark 90/percent
        see 2023-05-31 
        see 2023-06-01 a free 2
        no when/too-early u-registrar 2023-05-31 apply $a:2 -- 2023-05-31 is before 2023-06-01, the latest date of lot $a
        k = u-registrar 2023-06-01 apply $a:2
        see 2023-06-01 a consumed 2 | k.1 free 2
    ";
}
