//! Other ways in which attempts count: the last, and each; policies that change, renewals, tags and scales.

pub(super) const LAST: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 accrue L 90 percent
    sv-registrar 01-20 accrue L 70 percent
    see 01-10 1.0 free 2
    see 01-20 1.0 blocked 2
    see 01-20 2.0 free 2
    sv-awarder 01-21 bind reserve award:P 1.0:2 = lot/not-standing
    sv-awarder 01-21 bind witness award:P 1.0:2 = lot/not-standing
    sv-registrar 02-01 absent L
    sv-registrar 02-02 withdrawn L
    see 02-02 2.0 free 2
    sv-registrar 02-03 failed L
    see 02-02 2.0 free 2
    see 02-03 2.0 blocked 2
    sv-awarder 02-04 bind reserve award:P 2.0:2 = lot/not-standing
    sv-awarder 02-02 bind reserve award:P 2.0:2
";

pub(super) const LAST_IN_USE: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 accrue L 90 percent
    sv-awarder 01-11 bind reserve award:P 1.0:1
    sv-registrar 01-20 accrue L 70 percent
    stands decision:2.0
    see 01-20 1.0 blocked 1 reserved 1
    see 01-20 3.0 blocked 2
    sv-awarder 01-21 bind reserve set:x 1.0:1 = lot/not-standing
    sv-awarder 01-21 bind reserve set:x 3.0:1 = lot/group-in-use
    sv-awarder 01-21 unbind 2.0
    see 01-21 3.0 free 2
";

pub(super) const FAIL_STRUCK: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 accrue L 90 percent
    sv-registrar 01-20 accrue L 70 percent
    sv-registrar 01-30 failed L
    see 01-30 2.0 blocked 2
    sv-registrar 02-01 reverse 3
    see 02-01 2.0 free 2
    sv-registrar 02-01 reverse 2
    see 02-01 1.0 free 2
";

pub(super) const LAST_EXPIRES: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 accrue L 90 percent
    sv-registrar 01-20 accrue L 70 percent through 2026-03-01
    see 03-01 1.0 blocked 2
    see 03-02 1.0 free 2
    see 03-02 2.0 expired 2
";

pub(super) const LAST_OF_ONE_DAY: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 failed L
    sv-registrar 01-10 accrue L 60 percent
    sv-registrar 01-10 accrue L 80 percent
    see 01-10 2.0 blocked 2
    see 01-10 3.0 free 2
";

pub(super) const EACH_PARTLY: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 accrue EC 70 percent
    sv-registrar 01-11 accrue EC 80 percent
    sv-registrar 01-12 accrue EC 60 percent
    sv-registrar 01-13 accrue EC 90 percent
    see 01-13 4.0 free 2
    see 01-13 2.0 free 2
    see 01-13 1.0 free 2
    see 01-13 3.0 behind 2
    sv-awarder 01-14 bind reserve award:P 3.0:1,4.0:2
    see 01-14 4.0 reserved 2
    see 01-14 2.0 free 2
    see 01-14 1.0 free 1 behind 1
    see 01-14 3.0 behind 1 reserved 1
    sv-awarder 01-15 bind reserve set:x 1.0:2,2.0:2 = lot/over-most
    sv-awarder 01-15 bind reserve set:x 3.0:1,2.0:2
    see 01-15 1.0 blocked 2
    sv-awarder 01-16 bind reserve set:y 1.0:0.5 = lot/over-most
";

pub(super) const FOUR_OF_EACH: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 accrue EC 70 percent
    sv-registrar 01-11 accrue EC 70 percent
    sv-registrar 01-12 accrue EC 70 percent
    sv-registrar 01-13 accrue EC 70 percent
    sv-awarder 01-14 bind reserve award:P 1.0:1,2.0:1,3.0:1
    sv-awarder 01-15 bind reserve set:x 4.0:2,1.0:1
    sv-awarder 01-16 bind reserve set:y 2.0:0.5 = lot/over-most
";

pub(super) const EACH_RUNS: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 accrue ER 70 percent run spring
    sv-registrar 01-11 accrue ER 80 percent run spring
    sv-registrar 01-12 accrue ER 60 percent
    sv-registrar 01-13 accrue ER 65 percent
    see 01-13 1.0 behind 1.5
    see 01-13 2.0 free 1.5
    see 01-13 4.0 free 1.5
    see 01-13 3.0 behind 1.5
    sv-awarder 01-14 bind reserve award:P 1.0:1
    see 01-14 2.0 blocked 1.5
    see 01-14 1.0 free 0.5 reserved 1
    sv-awarder 01-15 bind reserve award:P 2.0:1 = lot/group-in-use
    sv-awarder 01-15 bind reserve set:x 3.0:1,4.0:1 = lot/over-most
    sv-awarder 01-15 bind reserve set:x 3.0:1,1.0:0.5
    see 01-15 4.0 blocked 1.5
    sv-awarder 01-16 bind reserve set:y 3.0:0.5
";

pub(super) const EACH_PAST_MOST: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 accrue EC 70 percent
    sv-registrar 01-11 accrue EC 80 percent
    sv-registrar 01-12 accrue EC 60 percent
    sv-registrar 01-13 accrue EC 90 percent
    sv-awarder 01-14 bind reserve award:P 1.0:2
    sv-awarder 01-15 bind reserve award:Q 2.0:2
    sv-registrar 02-01 revoke 1.0
    sv-awarder 02-02 bind reserve award:R 3.0:2
    sv-awarder 02-03 bind reserve award:S 4.0:2
    sv-registrar 02-04 reverse 7
    stands decision:5.0
    stands decision:6.0
    stands decision:8.0
    suspended decision:9.0
    sv-awarder 02-05 keep decision:9.0 10 = lot/group-in-use
    sv-awarder 02-05 unbind 6.0
    sv-awarder 02-06 keep decision:9.0 10
";

pub(super) const POLICY_CHANGES: &str = "
    sv-registrar 01-01 open
    sv-registrar 02-01 accrue P 90 percent
    sv-registrar 02-02 accrue P 80 percent
    see 02-02 1.0 free 2
    see 02-02 2.0 behind 2
    sv-registrar 02-20 accrue P 70 percent
    see 02-19 2.0 behind 2
    see 02-20 2.0 free 2
    see 02-20 3.0 free 2
    sv-awarder 02-21 bind reserve award:P 2.0:1,3.0:1
    sv-registrar 04-02 accrue P 60 percent
    see 04-02 1.0 blocked 2
    see 04-02 2.0 blocked 1 reserved 1
    see 04-02 5.0 blocked 2
    stands decision:4.0
    sv-awarder 04-03 bind reserve award:Q 5.0:1 = lot/group-in-use
";

pub(super) const RENEWALS: &str = "
    sv-registrar 01-01 open
    hv-registrar 01-10 certify certificate X 2 hv - tag a through 2026-03-31
    hv-registrar 02-10 certify certificate X 2 hv - tag a through 2026-06-30
    see 03-31 1.0 behind 2
    see 03-31 2.0 free 2
    see 04-01 1.0 expired 2
    see 04-01 2.0 free 2
    hv-registrar 01-20 certify certificate X 2 hv - tag a through 2026-05-31
    hv-registrar 01-20 certify certificate X 2 hv - tag a through 2026-05-30 = lot/already-recorded
    hv-registrar 01-21 certify certificate X 2 hv - tag a through 2026-05-31 = lot/renewal-too-short
    hv-registrar 01-21 certify certificate X 2 hv - tag a = lot/renewal-too-short
    hv-registrar 08-01 certify certificate X 2 hv - tag a
    see 06-30 2.0 free 2
    see 07-15 2.0 expired 2
    see 08-01 4.0 free 2
    sv-awarder 07-15 bind reserve award:P 2.0:1 = lot/expired
    sv-awarder 08-02 bind reserve award:P 4.0:1
    hv-registrar 08-03 certify certificate X 2 hv - tag a = lot/renewal-too-short
";

pub(super) const TAGS: &str = "
    sv-registrar 01-01 open
    hv-registrar 01-10 certify certificate X 2 hv - tag a through 2026-03-31
    hv-registrar 02-10 certify certificate Y 2 hv - tag a through 2026-06-30 = lot/tag-of-another
    hv-registrar 02-10 certify certificate X 2 hv - level nqf/2 tag a through 2026-06-30 = lot/tag-of-another
    hv-registrar 02-11 revoke 1.0
    hv-registrar 02-12 certify certificate Y 2 hv - tag a through 2026-06-30
";

pub(super) const TWO_THINGS: &str = "
    sv-registrar 01-01 open
    hv-registrar 01-10 certify certificate X 2 hv - level nqf/1
    hv-registrar 01-11 certify certificate X 2 hv - level nqf/2
    see 01-11 1.0 free 2
    see 01-11 2.0 free 2
    hv-registrar 01-12 certify competition X 2 hv -
    hv-registrar 01-12 certify competition X 2 hv -
    see 01-12 3.0 free 2
    see 01-12 4.0 free 2
";

pub(super) const SCALES: &str = "
    sv-registrar 01-01 open
    hv-registrar 01-10 certify certificate X 2 hv - graded 60/percent
    hv-registrar 01-11 certify certificate X 2 hv - graded A/letters
    hv-registrar 01-12 certify certificate X 3 hv -
    see 01-12 1.0 free 2
    hv-registrar 01-13 certify certificate X 2 hv - graded 90/percent
    see 01-13 4.0 free 2
    see 01-13 1.0 behind 2
    see 01-13 3.0 behind 3
";

pub(super) const ONE_ATTEMPT: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 accrue A 70 percent
    sv-registrar 01-11 accrue A 90 percent
    sv-reviewer 01-12 hold 1.0:2,2.0:2 until 2026-12-31 = lot/one-attempt
    sv-reviewer 01-12 hold 1.0:2 until 2026-12-31
";

pub(super) const WITNESS: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 accrue A 70 percent
    sv-awarder 01-11 bind witness award:P 1.0:4
    sv-registrar 01-20 accrue A 90 percent
    see 01-20 1.0 behind 4
    sv-awarder 01-21 bind reserve award:P 3.0:4
    stands decision:2.0
    sv-registrar 01-22 revoke 1.0
    suspended decision:2.0
    stands decision:4.0
    sv-awarder 01-23 keep decision:2.0 5
";
