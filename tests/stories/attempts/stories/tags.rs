//! One tag: certificates and their renewals, and what a merge makes of them.

use super::stories;

stories! {
    /// Both go in.
    renewed_early_and_an_older_one_imported = "
        u-registrar 2021-01-01 open
        b = c-registrar 2024-01-15 certify certificate AID 1 cr - through 2027-01-14 tag a
        a = c-registrar 2021-03-15 certify certificate AID 1 cr - through 2024-03-14 tag a
        valid $a 2021-03-15..2027-01-14
        see 2024-01-14 a free 1
        see 2024-01-15 a behind 1 | b free 1
    ";

    /// Refused in the gap, and shown as a gap.
    renewed_with_a_gap = "
        u-registrar 2021-01-01 open
        a = c-registrar 2021-03-15 certify certificate AID 1 cr - through 2024-03-14 tag a
        b = c-registrar 2024-06-01 certify certificate AID 1 cr - through 2027-05-31 tag a
        valid $a 2021-03-15..2024-03-14 2024-06-01..2027-05-31
        no lot/expired u-awarder 2024-04-01 bind reserve award:S $a:1 -- lot $a was valid through 2024-03-14
        see 2024-04-01 a expired 1
        s = u-awarder 2024-06-01 bind reserve award:S $b:1
        see 2024-06-01 a expired 1 | b reserved 1
    ";

    /// The one between is found later.
    the_gap_is_closed_by_a_late_import = "
        u-registrar 2021-01-01 open
        a = c-registrar 2021-03-15 certify certificate AID 1 cr - through 2023-03-14 tag a
        b = c-registrar 2024-06-01 certify certificate AID 1 cr - through 2027-05-31 tag a
        valid $a 2021-03-15..2023-03-14 2024-06-01..2027-05-31
        c = c-registrar 2022-12-01 certify certificate AID 1 cr - through 2025-11-30 tag a
        valid $a 2021-03-15..2027-05-31
    ";

    /// Revoked, it is left out, and another one of the same day can be recorded.
    a_revoked_renewal = "
        u-registrar 2021-01-01 open
        a = c-registrar 2021-03-15 certify certificate AID 1 cr - through 2024-03-14 tag a
        b = c-registrar 2024-01-15 certify certificate AID 1 cr - through 2025-01-14 tag a
        r = c-registrar 2024-02-01 revoke $b
        valid $a 2021-03-15..2024-03-14
        c = c-registrar 2024-01-15 certify certificate AID 1 cr - through 2027-01-14 tag a
        valid $a 2021-03-15..2027-01-14
        see 2024-02-01 a behind 1 | b revoked 1 | c free 1
        e = c-registrar 2024-02-02 reverse #r
        see 2024-02-02 a behind 1 | b behind 1 | c free 1
    ";

    /// Also where each certificate counts one of a tag is in use.
    renewals_that_each_count = "
        u-registrar 2021-01-01 open
        a = w-registrar 2021-03-15 certify certificate AID 1 cr - through 2024-03-14 tag a
        b = w-registrar 2024-01-15 certify certificate AID 1 cr - through 2027-01-14 tag a
        c = w-registrar 2023-01-15 certify certificate AID 2 cr - through 2026-01-14 tag b
        d = w-registrar 2023-02-15 certify certificate AID 2 cr -
        see 2024-01-15 a behind 1 | b free 1 | c free 2 | d free 2
        no lot/one-attempt u-awarder 2024-01-16 bind reserve award:S $a:1,$b:1
            -- lots $b and $a are attempts at the same thing, of which one counts; name one of them
        s = u-awarder 2024-01-16 bind reserve award:S $a:1,$c:1,$d:1
        see 2024-01-16 a reserved 1 | b blocked 1 | c reserved 1, free 1 | d reserved 1, free 1
        no lot/group-in-use u-awarder 2024-01-17 bind reserve award:T $b:1
            -- lot $b waits: another attempt at the same thing is in use by decision:$s; that would have to end first
    ";

    /// Merged, one of them is in use, though they are two things.
    one_tag_in_two_passbooks = "
        u-registrar 2023-01-01 open
        2: u-registrar 2023-01-01 open
        a = c-registrar 2023-02-01 certify certificate AID 1 cr - through 2026-01-31 tag a
        b = 2: d-registrar 2023-03-01 certify certificate AID 1 cr - through 2026-02-28 tag a
        s = u-awarder 2023-03-02 bind reserve award:S $a:1
        t = 2: u-awarder 2023-03-03 bind reserve award:T $b:1
        w = merge 2 into 1 2023-05-01
        marks decision:$s
        marks decision:$t #w
        no lot/group-in-use u-awarder 2023-05-02 keep decision:$t #w
            -- lot $b waits: another attempt at the same thing is in use by decision:$s; that would have to end first
    ";

    /// What cannot be used is shown as blocked.
    one_tag_of_two_things_one_in_use = "
        u-registrar 2023-01-01 open
        2: u-registrar 2023-01-01 open
        a = c-registrar 2023-02-01 certify certificate AID 1 cr - through 2026-01-31 tag a
        b = 2: d-registrar 2023-03-01 certify certificate AID 1 cr - through 2026-02-28 tag a
        w = merge 2 into 1 2023-05-01
        s = u-awarder 2023-05-02 bind reserve award:S $a:1
        no lot/group-in-use u-awarder 2023-05-03 bind reserve award:T $b:1
            -- lot $b waits: another attempt at the same thing is in use by decision:$s; that would have to end first
        see 2023-05-03 a reserved 1 | b blocked 1
    ";

    /// What is shown as free can be used together: not one certificate twice.
    one_tag_of_two_things_none_in_use = "
        u-registrar 2023-01-01 open
        2: u-registrar 2023-01-01 open
        a = c-registrar 2023-02-01 certify certificate AID 1 cr - through 2026-01-31 tag a
        b = 2: d-registrar 2023-03-01 certify certificate AID 1 cr - through 2026-02-28 tag a
        w = merge 2 into 1 2023-05-01
    ";

    /// Recorded twice, used twice, merged: the later use is suspended, and a renewal goes in.
    one_certificate_in_two_passbooks = "
        u-registrar 2023-01-01 open
        2: u-registrar 2023-01-01 open
        a = c-registrar 2023-02-01 certify certificate AID 1 cr - through 2026-01-31 tag a
        b = 2: c-registrar 2023-02-01 certify certificate AID 1 cr - through 2026-01-31 tag a
        s = u-awarder 2023-03-01 bind reserve award:S $a:1
        t = 2: u-awarder 2023-03-02 bind reserve award:T $b:1
        w = merge 2 into 1 2023-05-01
        marks decision:$s
        marks decision:$t #w
        see 2023-05-01 a reserved 1 | b reserved 1
        no lot/already-recorded c-registrar 2023-02-01 certify certificate AID 1 cr - through 2026-01-31 tag a
            -- the same certificate is in the passbook already, as lot $a
        c = c-registrar 2023-06-01 certify certificate AID 1 cr - through 2026-05-31 tag a
        see 2023-06-01 a reserved 1 | b reserved 1 | c blocked 1
    ";

    /// Each of the two things can be renewed by its issuer, also when a merge has brought the other one.
    one_tag_of_two_things_is_renewed = "
        u-registrar 2023-01-01 open
        2: u-registrar 2023-01-01 open
        a = c-registrar 2023-02-01 certify certificate AID 1 cr - through 2026-01-31 tag a
        b = 2: d-registrar 2023-03-01 certify certificate AID 1 cr - through 2026-02-28 tag a
        s = u-awarder 2023-03-02 bind reserve award:S $a:1
        w = merge 2 into 1 2023-05-01
        c = c-registrar 2024-06-01 certify certificate AID 1 cr - through 2027-05-31 tag a
        see 2024-06-01 a reserved 1 | b blocked 1 | c blocked 1
    ";

    /// Where each counts, the others of the tag are blocked for it, whatever else is in use; as the view says.
    a_tag_that_a_suspended_use_holds = "
        u-registrar 2021-01-01 open
        a = w-registrar 2021-03-15 certify certificate AID 1 cr - through 2024-03-14 tag a
        b = w-registrar 2023-01-15 certify certificate AID 1 cr - through 2027-01-14 tag a
        c = w-registrar 2023-02-15 certify certificate AID 2 cr -
        x = u-registrar 2023-02-15 accrue A 90 percent
        s = u-awarder 2023-03-01 bind reserve award:S $a:1,$x:4
        t = u-awarder 2023-03-02 bind reserve award:T $c:1
        r = u-registrar 2023-03-03 revoke $x
        see 2023-03-03 a reserved 1 | b blocked 1 | c reserved 1, free 1 | x revoked 4
    ";
}
