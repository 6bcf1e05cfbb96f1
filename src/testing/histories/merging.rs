//! Attempts of several passbooks that become one, and what learners made for themselves.

/// The registrar is learner 1, the awarder learner 2.
pub(super) const OWN: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 accrue B 80 percent
    sv-awarder-2 01-11 bind reserve award:Q 1.0:2
    2: sv-registrar 01-01 open
    2: sv-registrar-2 01-10 accrue A 70 percent
    2: sv-awarder 01-11 bind reserve award:P 1.0:2
    2: sv-awarder-2 01-12 bind reserve award:Q 1.0:1 = who/own-passbook
    2: bank-operator 02-01 merge_out 1
    bank-operator 02-02 merge_in 2
    suspended decision:2.0
    stands lot:1.0
    suspended lot:1.0@00000000000000000000000000000002
    suspended decision:2.0@00000000000000000000000000000002
    see 02-02 1.0@00000000000000000000000000000002 suspended 2 reserved 2
    sv-registrar-2 02-03 keep lot:1.0@00000000000000000000000000000002 3 = who/own-passbook
    sv-registrar 02-03 keep lot:1.0@00000000000000000000000000000002 3
    stands decision:2.0@00000000000000000000000000000002
    suspended decision:2.0
    sv-awarder 02-04 keep decision:2.0 3
    stands decision:2.0
";

pub(super) const MERGE_OF_TWO: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 accrue A 70 percent
    sv-awarder 01-11 bind reserve award:P 1.0:2
    2: sv-registrar 01-01 open
    2: sv-registrar 01-10 accrue A 90 percent
    2: sv-awarder 01-11 bind reserve award:Q 1.0:2
    2: sv-awarder 01-11 bind reserve award:R 1.0:1
    2: bank-operator 02-01 merge_out 1
    bank-operator 02-02 merge_in 2
    stands decision:2.0
    suspended decision:2.0@00000000000000000000000000000002
    suspended decision:3.0@00000000000000000000000000000002
    see 02-02 1.0 free 2 reserved 2
    see 02-02 1.0@00000000000000000000000000000002 blocked 1 reserved 3
";

pub(super) const MERGE_OF_THREE: &str = "
    2: sv-registrar 01-01 open
    2: sv-registrar 01-10 accrue A 90 percent
    2: sv-awarder 01-11 bind reserve award:P 1.0:2
    sv-registrar 01-01 open
    sv-registrar 01-10 accrue A 70 percent
    sv-awarder 01-11 bind reserve award:Q 1.0:2
    3: sv-registrar 01-01 open
    3: sv-registrar 01-10 accrue A 60 percent
    3: sv-awarder 01-11 bind reserve award:R 1.0:2
    2: bank-operator 02-01 merge_out 1
    bank-operator 02-01 merge_in 2
    suspended decision:2.0
    3: bank-operator 02-01 merge_out 1
    bank-operator 02-02 merge_in 3
    stands decision:2.0@00000000000000000000000000000002
    suspended decision:2.0
    suspended decision:2.0@00000000000000000000000000000003
";

pub(super) const MERGE_OF_THREE_OTHERWISE: &str = "
    2: sv-registrar 01-01 open
    2: sv-registrar 01-10 accrue A 90 percent
    2: sv-awarder 01-11 bind reserve award:P 1.0:2
    sv-registrar 01-01 open
    sv-registrar 01-10 accrue A 70 percent
    sv-awarder 01-11 bind reserve award:Q 1.0:2
    3: sv-registrar 01-01 open
    3: sv-registrar 01-10 accrue A 60 percent
    3: sv-awarder 01-11 bind reserve award:R 1.0:2
    3: bank-operator 02-01 merge_out 2
    2: bank-operator 02-01 merge_in 3
    2: bank-operator 02-01 merge_out 1
    bank-operator 02-02 merge_in 2
    stands decision:2.0@00000000000000000000000000000002
    suspended decision:2.0
    suspended decision:2.0@00000000000000000000000000000003
";

/// Two lots with so much evidence fill a line.
pub(super) const MERGE_IN_PAIRS: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 accrue A 70 percent
    2: sv-registrar 01-01 open
    2: sv-registrar 01-10 accrue A 90 percent evidence 180
    2: sv-registrar 01-10 accrue B 90 percent evidence 180
    2: sv-registrar 01-10 accrue EC 90 percent evidence 180
    2: sv-awarder 01-11 bind reserve award:Q 1.0:2
    2: bank-operator 02-01 merge_out 1 lots 1.0,2.0
    2: bank-operator 02-01 merge_out 1
    bank-operator 02-02 merge_in 2
    sv-awarder 02-03 bind reserve award:P 1.0:2 = passbook/merge-under-way
    sv-awarder 02-03 bind reserve award:P 1.0@00000000000000000000000000000002:2 = passbook/merge-under-way
    bank-operator 02-02 merge_in 2
    sv-awarder 02-03 bind reserve award:P 1.0:2 = lot/group-in-use
    sv-awarder 02-03 bind reserve award:P 1.0@00000000000000000000000000000002:2
";

pub(super) const MERGE_OF_TAGS: &str = "
    sv-registrar 01-01 open
    hv-registrar 01-10 certify certificate X 2 hv - tag a
    hv-awarder 01-11 bind reserve award:P 1.0:1
    2: sv-registrar 01-01 open
    2: hv-registrar 01-10 certify certificate Y 2 hv - tag a
    2: hv-awarder 01-11 bind reserve award:Q 1.0:1
    2: bank-operator 02-01 merge_out 1
    bank-operator 02-02 merge_in 2
    stands decision:2.0
    suspended decision:2.0@00000000000000000000000000000002
    see 02-02 1.0 free 1 reserved 1
    see 02-02 1.0@00000000000000000000000000000002 blocked 1 reserved 1
    hv-awarder 02-03 unbind 2.0
    hv-awarder 02-03 keep decision:2.0@00000000000000000000000000000002 3
    hv-awarder 02-03 bind reserve award:P 1.0:1 = lot/group-in-use
";

pub(super) const MERGE_UNDER_EACH: &str = "
    sv-registrar 01-01 open
    sv-registrar 01-10 accrue EC 70 percent
    sv-registrar 01-11 accrue EC 70 percent
    sv-awarder 01-12 bind reserve award:P 1.0:2
    2: sv-registrar 01-01 open
    2: sv-registrar 01-10 accrue EC 70 percent
    2: sv-registrar 01-11 accrue EC 70 percent
    2: sv-awarder 01-12 bind reserve award:Q 1.0:2,2.0:1
    2: sv-awarder 01-12 bind reserve award:R 2.0:1
    sv-awarder 01-13 bind reserve award:S 2.0:1
    2: bank-operator 02-01 merge_out 1
    bank-operator 02-02 merge_in 2
    stands decision:3.0
    stands decision:3.0@00000000000000000000000000000002
    stands decision:4.0@00000000000000000000000000000002
    suspended decision:4.0
    see 02-02 2.0 blocked 1 reserved 1
";
