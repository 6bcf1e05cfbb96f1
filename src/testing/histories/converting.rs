//! Conversions onto what one has, and applications with attempts.

pub(super) const CONVERTED_ONTO: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 accrue B 80 percent
    sv-registrar 01-11 certify exam EB 4 sv -
    sv-registrar 01-12 apply 2.0:4
    see 01-12 2.0 held 4
    sv-reviewer 01-13 approve 3.0
    see 01-13 2.0 consumed 4
    see 01-13 1.0 free 4
    see 01-13 4.1 behind 4
    sv-awarder 01-14 bind reserve award:P 4.1:2
    see 01-14 1.0 blocked 4
";

pub(super) const BEHIND_IS_SUSPENDED: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 accrue B 80 percent through 2026-03-01
    sv-registrar 01-11 certify exam EB 4 sv -
    sv-registrar 01-12 apply 2.0:4
    sv-reviewer 01-13 approve 3.0
    sv-registrar 02-01 revoke 2.0
    suspended lot:4.1
    suspended decision:4.0
    see 03-01 1.0 free 4
    see 03-02 1.0 expired 4
    see 03-02 4.1 suspended 4
    bank-operator 03-02 expire
    see 03-02 1.0 expired 4
    sv-awarder 03-02 bind reserve award:P 4.1:2 = lot/suspended
    sv-reviewer 03-02 keep decision:4.0 5
    stands lot:4.1
    see 03-02 4.1 free 4
    see 03-01 4.1 behind 4
";

pub(super) const KEPT_AND_APPROVED: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 certify exam EB 4 sv -
    sv-registrar 01-11 apply 1.0:4
    sv-registrar 01-12 certify exam EB 4 sv - graded 90/percent
    see 01-12 3.0 blocked 4
    sv-registrar 01-13 revoke 1.0
    see 01-13 3.0 free 4
    sv-reviewer 01-14 approve 2.0 = what/application-suspended
    sv-reviewer 01-14 keep hold:2.0 4
    see 01-14 3.0 blocked 4
    sv-reviewer 01-15 approve 2.0
    see 01-15 1.0 consumed 4
    see 01-15 6.1 free 4
    see 01-15 3.0 blocked 4
    sv-awarder 01-16 bind reserve award:P 3.0:4 = lot/group-in-use
";

pub(super) const BUILT_ON_COMES_BACK: &str = "
    2: sv-registrar 01-01 open
    2: sv-registrar 01-10 accrue B 90 percent
    2: sv-awarder 01-11 bind reserve award:Q 1.0:4
    sv-registrar 01-01 open
    sv-registrar 01-10 certify exam EB 4 sv -
    sv-registrar 01-11 apply 1.0:4
    sv-reviewer 01-12 approve 2.0
    sv-awarder 01-13 bind reserve award:P 3.1:2
    sv-registrar 01-14 revoke 1.0
    suspended decision:4.0
    2: bank-operator 02-01 merge_out 1
    bank-operator 02-01 merge_in 2
    stands decision:2.0@00000000000000000000000000000002
    sv-reviewer 02-02 keep decision:3.0 5
    stands decision:3.0
    stands lot:3.1
    suspended decision:4.0
    sv-awarder 02-02 keep decision:4.0 5 = lot/not-suspended
    sv-awarder 02-02 keep decision:4.0 7 = lot/group-in-use
    see 02-02 3.1 blocked 2 reserved 2
    sv-awarder 02-02 undo decision:4.0 7
    see 02-02 3.1 blocked 4
";

pub(super) const BUILT_ON_KEPT: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 certify exam EB 4 sv -
    sv-registrar 01-11 apply 1.0:4
    sv-reviewer 01-12 approve 2.0
    sv-awarder 01-13 bind reserve award:P 3.1:2
    sv-registrar 01-14 revoke 1.0
    suspended decision:3.0
    suspended lot:3.1
    suspended decision:4.0
    see 01-14 3.1 suspended 2 reserved 2
    sv-registrar 01-15 accrue B 90 percent
    see 01-15 6.0 blocked 4
    sv-reviewer 01-16 keep decision:3.0 5
    stands lot:3.1
    stands decision:4.0
    see 01-16 3.1 free 2 reserved 2
    see 01-16 6.0 blocked 4
";

pub(super) const APPLICATION_OF_TWO: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 certify exam EB 4 sv -
    sv-registrar 01-11 certify exam EB 4 sv - graded 70/percent
    sv-registrar 01-12 apply 1.0:4,2.0:4 = lot/one-attempt
    sv-registrar 01-12 apply 1.0:4
    sv-registrar 01-13 apply 2.0:4 = lot/group-in-use
";

pub(super) const CONVERTED_ONTO_LAST: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 accrue L 90 percent
    sv-registrar 01-05 certify exam EL 2 sv -
    sv-registrar 01-20 apply 2.0:2
    see 01-20 3.1 blocked 2
    see 01-20 1.0 free 2
    sv-registrar 01-21 failed L
    see 01-21 1.0 blocked 2
    sv-registrar 01-25 certify exam EL 2 sv -
    see 01-25 5.0 blocked 2
";

pub(super) const CONVERTED_ONTO_EACH: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 accrue EC 90 percent
    sv-registrar 01-11 accrue EC 80 percent
    sv-registrar 01-05 certify exam EE 2 sv -
    sv-registrar 01-20 apply 3.0:2
    see 01-20 4.1 free 2
    sv-registrar 01-21 accrue EC 70 percent
    see 01-21 4.1 behind 2
    sv-awarder 01-22 bind reserve award:P 4.1:2
    see 01-22 5.0 behind 2
";

pub(super) const TAKEN_BACK: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 certify exam EB 4 sv -
    sv-registrar 01-11 apply 1.0:4
    sv-reviewer 01-12 approve 2.0
    sv-awarder 01-13 bind reserve award:P 3.1:2
    sv-reviewer 01-14 reverse 3 = lot/in-use
    sv-awarder 01-14 unbind 4.0
    sv-reviewer 01-13 reverse 3 = when/too-early
    sv-reviewer 01-14 reverse 3
    see 01-14 1.0 free 4
";

pub(super) const APPEALED: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 certify exam EB 4 sv -
    sv-registrar 01-11 apply 1.0:4
    sv-reviewer 01-12 refuse 2.0
    sv-reviewer-2 01-12 approve 2.0 = what/not-in-review
    sv-registrar 01-12 certify exam EB 4 sv - graded 90/percent
    see 01-12 4.0 blocked 4
    sv-registrar 01-13 appeal 2.0
    sv-reviewer 01-14 approve 2.0 = who/same-person
    sv-reviewer-2 01-14 approve 2.0
    see 01-14 1.0 consumed 4
";
