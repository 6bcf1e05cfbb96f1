//! The best attempt counts: it is used, bettered, held, revoked, kept and regraded.

pub(super) const RETAKE_IN_USE: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 accrue A 70 percent
    sv-awarder 01-11 bind reserve award:P 1.0:2
    sv-registrar 01-20 accrue A 90 percent
    see 01-20 1.0 free 2 reserved 2
    see 01-20 3.0 blocked 4
    sv-reviewer 01-21 hold 3.0:4 until 2026-12-31 = lot/group-in-use
    sv-reviewer 01-21 hold 1.0:2 until 2026-12-31
    sv-reviewer 01-22 release 4.0
    sv-awarder 01-22 unbind 2.0
    see 01-22 1.0 behind 4
    see 01-22 3.0 free 4
    sv-awarder 01-21 bind reserve award:P 3.0:4 = when/too-early
    sv-awarder 01-22 bind reserve award:P 3.0:4
    see 01-22 1.0 blocked 4
    see 01-22 3.0 reserved 4
";

pub(super) const BETTER_WHILE_HELD: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 accrue A 70 percent
    sv-reviewer 01-11 hold 1.0:4 until 2026-12-31
    sv-registrar 01-20 accrue A 90 percent
    see 01-20 1.0 held 4
    see 01-20 3.0 blocked 4
    sv-awarder 01-21 bind consume award:P 3.0:4 = lot/group-in-use
    sv-reviewer 01-22 release 2.0
    sv-awarder 01-23 bind consume award:P 3.0:4
    see 01-23 1.0 blocked 4
";

pub(super) const DAY_OF_THE_GROUP: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 accrue A 70 percent
    sv-registrar 01-11 accrue A 90 percent
    sv-awarder 03-01 bind reserve award:P 1.0:2
    sv-awarder 06-01 unbind 3.0
    sv-awarder 04-01 bind reserve award:P 2.0:2 = when/too-early
    sv-awarder 06-01 bind reserve award:P 2.0:2
";

pub(super) const BACKDATED: &str = "
    sv-registrar 01-01 open
    sv-registrar 02-10 accrue A 70 percent
    sv-awarder 02-11 bind reserve award:P 1.0:2
    sv-registrar 01-10 accrue A 90 percent
    see 02-11 3.0 blocked 4
    see 02-11 1.0 free 2 reserved 2
    sv-awarder 02-12 unbind 2.0
    see 02-12 1.0 behind 4
";

pub(super) const ORDER_OF_RECORDING: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 accrue A 90 percent
    sv-registrar 01-11 accrue A 70 percent
    see 01-11 1.0 free 4
    see 01-11 2.0 behind 4
    2: sv-registrar 01-01 open
    2: sv-registrar 01-11 accrue A 70 percent
    2: sv-registrar 01-10 accrue A 90 percent
    2: see 01-11 1.0 behind 4
    2: see 01-11 2.0 free 4
    2: see 01-10 2.0 free 4
";

pub(super) const EXPIRES: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 accrue A 90 percent through 2026-02-28
    sv-registrar 02-10 accrue A 80 percent
    see 02-28 1.0 free 4
    see 02-28 2.0 behind 4
    see 03-01 1.0 expired 4
    see 03-01 2.0 free 4
    sv-awarder 02-28 bind reserve award:P 1.0:1
    see 03-01 1.0 expired 3 reserved 1
    see 03-01 2.0 blocked 4
    sv-awarder 03-02 bind reserve award:P 1.0:1 = lot/expired
    sv-awarder 03-02 bind reserve award:P 2.0:1 = lot/group-in-use
";

pub(super) const SWEPT: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 accrue A 90 percent through 2026-02-28
    bank-operator 02-28 expire = when/nothing-due
    bank-operator 03-01 expire
    bank-operator 03-02 expire = when/nothing-due
    sv-awarder 02-20 bind reserve award:P 1.0:1
    sv-registrar 03-10 accrue A 80 percent
    see 03-10 1.0 expired 3 reserved 1
    see 03-10 4.0 blocked 4
    sv-awarder 03-11 unbind 3.0
    see 03-11 1.0 expired 4
    see 03-11 4.0 free 4
    bank-operator 03-12 expire = when/nothing-due
";

pub(super) const REVOKE_RETAKE_REVERSE: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 accrue A 70 percent
    sv-awarder 01-11 bind reserve award:P 1.0:2
    sv-registrar 01-20 accrue A 80 percent
    sv-registrar 02-01 revoke 1.0
    suspended decision:2.0
    see 02-01 3.0 free 4
    sv-awarder 02-02 bind reserve set:x 3.0:2
    sv-registrar 02-03 reverse 4
    stands decision:2.0
    suspended decision:5.0
    see 02-03 1.0 free 2 reserved 2
    see 02-03 3.0 blocked 2 reserved 2
    sv-awarder 02-04 keep decision:5.0 6 = lot/group-in-use
    sv-awarder 02-04 unbind 2.0
    sv-awarder 02-05 keep decision:5.0 6
    see 02-05 3.0 free 2 reserved 2
    see 02-05 1.0 blocked 4
";

pub(super) const KEEP_REFUSED: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 accrue A 90 percent
    sv-awarder 01-11 bind reserve award:P 1.0:2
    sv-awarder 01-12 bind reserve set:x 1.0:2
    sv-registrar 01-20 accrue A 80 percent
    sv-registrar 02-01 revoke 1.0
    sv-awarder 02-02 replan decision:2.0 5 1.0 4.0:2
    stands decision:2.0
    sv-awarder 02-03 keep decision:3.0 5 = lot/group-in-use
    sv-awarder 02-03 undo decision:3.0 5
    see 02-03 1.0 revoked 4
    see 02-03 4.0 free 2 reserved 2
";

pub(super) const REPLAN_REFUSED: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 accrue A 90 percent
    sv-awarder 01-11 bind reserve award:P 1.0:2
    sv-awarder 01-12 bind reserve set:x 1.0:2
    sv-registrar 01-20 accrue A 80 percent
    sv-registrar 02-01 revoke 1.0
    sv-awarder 02-02 keep decision:3.0 5
    sv-awarder 02-03 replan decision:2.0 5 1.0 4.0:2 = lot/group-in-use
    sv-awarder 02-01 keep decision:2.0 5 = when/too-early
    sv-awarder 02-03 keep decision:2.0 5
    see 02-03 4.0 blocked 4
";

pub(super) const KEPT: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 accrue A 70 percent
    sv-awarder 01-11 bind consume award:P 1.0:4
    sv-registrar 02-01 revoke 1.0
    sv-registrar 02-02 accrue A 80 percent
    see 02-02 4.0 free 4
    sv-awarder 02-03 keep decision:2.0 3
    see 02-03 4.0 blocked 4
    sv-awarder 02-04 bind consume set:x 4.0:4 = lot/group-in-use
    sv-awarder 02-04 unbind 2.0
    see 02-04 1.0 revoked 4
    sv-awarder 02-04 bind consume set:x 4.0:4
";

pub(super) const KEPT_HOLD: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 accrue A 70 percent
    sv-reviewer 01-11 hold 1.0:4 until 2026-12-31
    sv-registrar 01-20 accrue A 80 percent
    sv-registrar 02-01 revoke 1.0
    see 02-01 3.0 free 4
    sv-reviewer 02-02 keep hold:2.0 4
    see 02-02 3.0 blocked 4
    sv-awarder 02-03 bind reserve set:x 3.0:4 = lot/group-in-use
";

pub(super) const REGRADE_BELOW: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 accrue A 90 percent
    sv-awarder 01-11 bind reserve award:P 1.0:2
    sv-registrar 01-20 accrue A 80 percent
    sv-registrar 02-01 regrade 1.0 60 percent
    suspended decision:2.0
    see 02-01 1.0 free 2 reserved 2
    see 02-01 3.0 blocked 4
    sv-awarder 02-02 keep decision:2.0 4
    sv-awarder 02-03 bind reserve set:x 3.0:2 = lot/group-in-use
    sv-awarder 02-03 bind reserve set:x 1.0:2
    sv-awarder 02-04 unbind 2.0
    sv-awarder 02-04 unbind 6.0
    see 02-04 1.0 behind 4
    see 02-04 3.0 free 4
";

pub(super) const REGRADE_UNDONE: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 accrue A 90 percent
    sv-awarder 01-11 bind reserve award:P 1.0:2
    sv-registrar 02-01 regrade 1.0 60 percent
    suspended decision:2.0
    sv-registrar 02-02 reverse 3
    stands decision:2.0
";
