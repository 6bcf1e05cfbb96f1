//! What is nearly one thing: exams of one name at two issuers, levels that one of two does not say.

use super::stories;

stories! {
    /// Two things: each issuer vouches for its own.
    an_exam_of_one_name_at_two_issuers = "
        u-registrar 2023-01-01 open
        a = c-registrar 2023-02-01 certify exam CET4 2 cr - mark 70/percent
        b = d-registrar 2023-03-01 certify exam CET4 2 cr - mark 90/percent
        see 2023-03-01 a free 2 | b free 2
        s = u-awarder 2023-03-02 bind reserve award:S $a:2,$b:2
        findings --
    ";

    /// Unless they share a tag: then one of them is in use. They are of two things, so the tag cannot be given to the
    /// second.
    an_exam_of_one_name_at_two_issuers_with_one_tag = "
        u-registrar 2023-01-01 open
        a = c-registrar 2023-02-01 certify exam CET4 2 cr - tag a
        no lot/tag-of-another d-registrar 2023-03-01 certify exam CET4 2 cr - tag a
            -- the tag is that of lot $a, which is an attempt at `exam CET4@C`; a certificate is renewed as the same
            .. thing
    ";

    /// Another kind is another thing.
    an_exam_and_a_certificate_of_one_name = "
        u-registrar 2023-01-01 open
        a = d-registrar 2023-02-01 certify exam CET4 2 cr -
        b = d-registrar 2023-03-01 certify certificate CET4 2 cr -
        s = u-awarder 2023-03-02 bind reserve award:S $a:2,$b:2
        findings --
    ";

    /// The receipt of the later one says so, and the findings list it: it counts twice until somebody has looked.
    a_level_that_was_left_out = "
        u-registrar 2023-01-01 open
        a = d-registrar 2023-06-30 certify certificate X 2 cr -
        b = d-registrar 2024-06-30 certify certificate X 3 cr - level nqf/4
            -- lot $b and lot $a are two things only because one of them says no level
        see 2024-06-30 a free 2 | b free 3
        findings
            -- lots $a and $b of learner 00000000000000000000000000000001 are two things only because one of them
            .. says no level
        r = d-registrar 2024-07-01 revoke $a
        findings --
        c = d-registrar 2023-06-30 certify certificate X 2 cr - level nqf/3
    ";

    /// The other way round.
    a_level_that_is_left_out_later = "
        u-registrar 2023-01-01 open
        a = d-registrar 2023-06-30 certify exam X 2 cr - level nqf/3
        b = d-registrar 2024-06-30 certify exam X 3 cr -
            -- lot $b and lot $a are two things only because one of them says no level
        findings
            -- lots $b and $a of learner 00000000000000000000000000000001 are two things only because one of them
            .. says no level
    ";

    /// Each of the two is near it.
    two_levels_and_one_that_was_left_out = "
        u-registrar 2023-01-01 open
        a = d-registrar 2023-06-30 certify certificate X 2 cr -
        b = d-registrar 2024-06-30 certify certificate X 3 cr - level nqf/3
            -- lot $b and lot $a are two things only because one of them says no level
        c = d-registrar 2025-06-30 certify certificate X 3 cr - level nqf/4
            -- lot $c and lot $a are two things only because one of them says no level
        findings
            -- lots $a and $b of learner 00000000000000000000000000000001 are two things only because one of them
            .. says no level; lots $a and $c of learner 00000000000000000000000000000001 are two things only because
            .. one of them says no level
    ";

    /// Nothing is near of another issuer, kind or code.
    levels_of_two_issuers = "
        u-registrar 2023-01-01 open
        a = d-registrar 2023-06-30 certify certificate X 2 cr -
        b = c-registrar 2024-06-30 certify certificate X 3 cr - through 2027-06-29 level nqf/3
        c = d-registrar 2024-06-30 certify exam X 3 cr - level nqf/3
        d = d-registrar 2024-06-30 certify certificate Y 3 cr - level nqf/3
        findings --
    ";

    /// Merged, they are found.
    near_things_in_two_passbooks = "
        u-registrar 2023-01-01 open
        2: u-registrar 2023-01-01 open
        a = d-registrar 2023-06-30 certify certificate X 2 cr -
        b = 2: d-registrar 2024-06-30 certify certificate X 3 cr - level nqf/4
        findings --
        w = merge 2 into 1 2024-07-01
        findings
            -- lots $a and $b of learner 00000000000000000000000000000001 are two things only because one of them
            .. says no level
    ";

    /// Of another thing: refused when it is accrued, whichever is older.
    what_a_bad_tag_is_told = "
        u-registrar 2023-01-01 open
        a = c-registrar 2023-02-01 certify certificate AID 1 cr - through 2026-01-31 tag a
        no lot/tag-of-another c-registrar 2023-03-01 certify certificate OTHER 1 cr - through 2026-02-28 tag a
            -- the tag is that of lot $a, which is an attempt at `certificate AID@C`; a certificate is renewed as
            .. the same thing
        no lot/tag-of-another c-registrar 2022-03-01 certify certificate AID 1 cr - through 2025-02-28 tag a level nqf/3
            -- the tag is that of lot $a, which is an attempt at `certificate AID@C`; a certificate is renewed as
            .. the same thing
        no lot/tag-of-another u-registrar 2023-03-01 accrue FIRSTAID 70 percent tag a
            -- the tag is that of lot $a, which is an attempt at `certificate AID@C`; a certificate is renewed as
            .. the same thing
        no lot/already-recorded c-registrar 2023-02-01 certify certificate AID 1 cr - through 2025-01-31 tag a
            -- the same certificate is in the passbook already, as lot $a
        no lot/renewal-too-short c-registrar 2023-03-01 certify certificate AID 1 cr - through 2026-01-31 tag a
            -- lot $a has the same tag: of the two the one that was earned later must be valid longer
        r = c-registrar 2023-03-02 revoke $a
        b = c-registrar 2023-03-01 certify certificate OTHER 1 cr - through 2026-02-28 tag a
    ";
}
