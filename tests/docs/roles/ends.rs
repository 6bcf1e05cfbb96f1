//! Every kind of decision that a cascade can end, and the command that ends it directly. What stands here is not asked of the
//! crate.

use creditbank::registry::Role::{self, Awarder, Reviewer};

/// Another decision of the cascade, who answers for it, and the command by which they end it directly.
pub(crate) struct Other {
    pub(crate) decision: &'static str,
    pub(crate) by: &'static str,
    pub(crate) ends: &'static str,
}

/// A decision that is ended with a line that is reversed.
pub(crate) struct Kind {
    pub(crate) name: &'static str,
    pub(crate) before: &'static str,
    /// Who reverses which line.
    pub(crate) asks: &'static str,
    pub(crate) line: &'static str,
    pub(crate) decision: &'static str,
    /// Who ends it directly, and how.
    pub(crate) role: Role,
    pub(crate) at: &'static str,
    pub(crate) ends: &'static str,
    /// Decisions that rest on it: they go first.
    pub(crate) above: &'static [Other],
    /// Decisions on which it rests, and which rest on the line.
    pub(crate) below: &'static [Other],
}

const fn kind(name: &'static str, before: &'static str) -> Kind {
    let (role, none) = (Awarder, "");
    Kind { name, before, asks: none, line: none, decision: none, role, at: none, ends: none, above: &[], below: &[] }
}

impl Kind {
    const fn with(self, asks: &'static str, line: &'static str) -> Self {
        Self { asks, line, ..self }
    }

    const fn ended(self, decision: &'static str, role: Role, at: &'static str, ends: &'static str) -> Self {
        Self { decision, role, at, ends, ..self }
    }

    const fn under(self, above: &'static [Other]) -> Self {
        Self { above, ..self }
    }

    const fn over(self, below: &'static [Other]) -> Self {
        Self { below, ..self }
    }
}

const fn other(decision: &'static str, by: &'static str, ends: &'static str) -> Other {
    Other { decision, by, ends }
}

const RESERVED: &str = "sv-registrar 01-10 accrue A 80 percent
    hv-awarder 01-20 bind reserve set:Q 1.0:4";
const RESERVED_HERE: &str = "sv-registrar 01-10 accrue A 80 percent
    sv-awarder 01-20 bind reserve set:Q 1.0:4";
const CONSUMED: &str = "sv-registrar 01-10 accrue A 80 percent
    hv-awarder 01-20 bind consume award:P 1.0:4";
const SHOWN: &str = "sv-registrar 01-10 accrue A 80 percent
    hv-awarder 01-20 bind witness set:Q 1.0:4";
const SUSPENDED: &str = "sv-registrar 01-10 accrue A 80 percent
    sv-registrar 01-10 accrue B 80 percent
    hv-awarder 01-20 bind reserve set:Q 1.0:4,2.0:4
    sv-registrar 01-21 revoke 2.0";
const AWARDED: &str = "sv-registrar 01-02 matriculate S
    sv-registrar 01-10 accrue A 70 percent
    sv-registrar 01-11 accrue B 80 percent
    sv-awarder 01-20 redeem 1";
const READ_BY_AWARD: &str = r#"sv-registrar 01-02 {"matriculate":{"document":"after-programmes","programme":"AFTER"}}
    sv-registrar 01-10 accrue A 70 percent
    sv-registrar 01-11 accrue B 80 percent
    sv-awarder 01-20 redeem 1"#;
/// The college's award counts what the school's had counted.
const CARRIED: &str = "sv-registrar 01-02 matriculate S at S-T/1
    sv-registrar 01-10 accrue A 70 percent
    sv-registrar 01-11 accrue B 80 percent
    sv-awarder 01-20 redeem 1
    sv-registrar 02-01 assess transfer 1 chinese=60,mathematics=60
    hv-registrar 02-02 matriculate T at S-T/2 from 1
    hv-registrar 02-10 accrue C B letters
    hv-registrar 02-12 certify certificate F 3 sv -
    hv-awarder 02-13 redeem 6";
const CONVERTED: &str = "sv-registrar 01-10 accrue A 80 percent
    hv-registrar 01-20 apply 1.0:4
    hv-reviewer 01-21 approve 2.0";
const AT_ONCE: &str = "sv-registrar 01-10 certify exam E 1.5 sv -
    hv-registrar 01-20 apply 1.0:1.5";
const AT_THE_BANK: &str = "sv-registrar 01-10 accrue B 80 percent
    sv-registrar 01-20 apply 1.0:3
    sv-reviewer 01-21 approve 2.0
    bank-reviewer 01-21 approve 2.0";
const STAGED: &str = r#"sv-registrar 01-10 certify exam ST 1 sv -
    sv-registrar 01-20 {"apply":{"document":"staged-rules","take":[{"credits":"1","lot":"1.0"}]}}
    sv-registrar-here 01-21 approve 2.0
    sv-awarder 01-22 approve 2.0
    bank-reviewer 01-22 approve 2.0"#;
const EXEMPTED: &str = "hv-registrar 01-10 certify certificate Q 2 hv -
    hv-registrar 01-20 apply 1.0:2
    hv-reviewer 01-21 approve 2.0";
const LOST: &str = "hv-registrar 01-10 certify competition X 2 hv welding
    hv-registrar 01-10 certify certificate Y 3 hv welding
    hv-registrar 01-20 apply 1.0:2,2.0:3
    hv-reviewer 01-21 approve 3.0";
const WITNESSED: &str = "hv-registrar 01-10 certify certificate Z 2 hv -
    sv-registrar 01-10 certify exam V 1 sv -
    hv-registrar 01-20 apply 1.0:2,2.0:1
    hv-reviewer 01-21 approve 3.0";
const NEEDED: &str = "sv-registrar 01-10 accrue A 90 percent
    hv-registrar 01-10 certify certificate TRADE 1 hv -
    hv-registrar 01-20 apply 2.0:1
    hv-reviewer 01-21 approve 3.0";
const USED_ON: &str = "sv-registrar 01-10 accrue A 80 percent
    hv-registrar 01-20 apply 1.0:4
    hv-reviewer 01-21 approve 2.0
    sv-awarder 01-22 bind reserve award:P 3.1:2.5";
const CONVERTED_ON: &str = "sv-registrar 01-10 accrue B 80 percent
    sv-registrar 01-20 apply 1.0:3
    sv-reviewer 01-21 approve 2.0
    bank-reviewer 01-21 approve 2.0
    hv-registrar 01-22 apply 4.1:1";
const AWARDED_ON: &str = "sv-registrar 01-10 certify exam EB 4 sv -
    sv-registrar 01-20 apply 1.0:4
    sv-reviewer 01-21 approve 2.0
    hv-registrar 01-22 matriculate U
    hv-awarder 01-23 redeem 4";
/// Two thirds are left, and the second application counts on them.
const RESIDUAL: &str = "sv-registrar 01-10 accrue B 80 percent
    sv-registrar 01-20 apply 1.0:1
    sv-reviewer 01-20 approve 2.0
    bank-reviewer 01-20 approve 2.0
    sv-registrar 01-21 apply 1.0:2
    sv-reviewer 01-21 approve 5.0
    bank-reviewer 01-21 approve 5.0";

/// It was decided in another passbook, and came in with it.
const MERGED: &str = "2: sv-registrar 01-10 accrue A 80 percent
    2: hv-awarder 01-20 bind reserve set:Q 1.0:4
    2: bank-operator 01-21 merge_out 1
    bank-operator 01-21 merge_in 2";

pub(crate) const KINDS: &[Kind] = &[
    // With an accrual.
    kind("reserved", RESERVED).with("sv-registrar", "1").ended("2.0", Awarder, "HV", "unbind 2.0"),
    kind("reserved, at the issuer", RESERVED_HERE).with("sv-registrar", "1").ended("2.0", Awarder, "SV", "unbind 2.0"),
    kind("consumed", CONSUMED).with("sv-registrar", "1").ended("2.0", Awarder, "HV", "unbind 2.0"),
    kind("shown", SHOWN).with("sv-registrar", "1").ended("2.0", Awarder, "HV", "unbind 2.0"),
    kind("reserved, suspended", SUSPENDED).with("sv-registrar", "1").ended("3.0", Awarder, "HV", "unbind 3.0"),
    kind("awarded by a plan", AWARDED).with("sv-registrar", "2").ended("4.0", Awarder, "SV", "revoke_award 4.0"),
    kind("read by an award", READ_BY_AWARD).with("sv-registrar", "2").ended("4.0", Awarder, "SV", "revoke_award 4.0"),
    kind("converted", CONVERTED).with("sv-registrar", "1").ended("3.0", Reviewer, "HV", "reverse 3"),
    kind("converted, not reviewed", AT_ONCE).with("sv-registrar", "1").ended("2.0", Reviewer, "HV", "reverse 2"),
    // The bank agreed last, and the school converted.
    kind("converted, the bank last", AT_THE_BANK).with("sv-registrar", "1").ended("4.0", Reviewer, "SV", "reverse 4"),
    // Whoever agreed, a conversion is the reviewers'.
    kind("converted by an awarder", STAGED).with("sv-registrar", "1").ended("5.0", Reviewer, "SV", "reverse 5"),
    kind("reserved by a conversion", EXEMPTED).with("hv-registrar", "1").ended("3.0", Reviewer, "HV", "reverse 3"),
    kind("lost to another", LOST).with("hv-registrar", "2").ended("4.0", Reviewer, "HV", "reverse 4"),
    kind("read as a witness", WITNESSED).with("sv-registrar", "2").ended("4.0", Reviewer, "HV", "reverse 4"),
    kind("read by a rule", NEEDED).with("sv-registrar", "1").ended("4.0", Reviewer, "HV", "reverse 4"),
    kind("converted, and that bound", USED_ON)
        .with("sv-registrar", "1")
        .ended("3.0", Reviewer, "HV", "reverse 3")
        .under(&[other("4.0", "sv-awarder", "unbind 4.0")]),
    kind("bound what was converted", USED_ON)
        .with("sv-registrar", "1")
        .ended("4.0", Awarder, "SV", "unbind 4.0")
        .over(&[other("3.0", "hv-reviewer", "reverse 3")]),
    kind("converted what was converted", CONVERTED_ON)
        .with("sv-registrar", "1")
        .ended("5.0", Reviewer, "HV", "reverse 5")
        .over(&[other("4.0", "sv-reviewer", "reverse 4")]),
    kind("awarded what was converted", AWARDED_ON)
        .with("sv-registrar", "1")
        .ended("5.0", Awarder, "HV", "revoke_award 5.0")
        .over(&[other("3.0", "sv-reviewer", "reverse 3")]),
    kind("came in by a merge", MERGED).with("sv-registrar", "1@00000000000000000000000000000002").ended(
        "2.0@00000000000000000000000000000002",
        Awarder,
        "HV",
        "unbind 2.0@00000000000000000000000000000002",
    ),
    // With a conversion.
    kind("bound what it made", USED_ON).with("hv-reviewer", "3").ended("4.0", Awarder, "SV", "unbind 4.0"),
    kind("converted what it made", CONVERTED_ON).with("sv-reviewer", "4").ended("5.0", Reviewer, "HV", "reverse 5"),
    kind("awarded what it made", AWARDED_ON).with("sv-reviewer", "3").ended("5.0", Awarder, "HV", "revoke_award 5.0"),
    kind("counted on its residual", RESIDUAL).with("sv-reviewer", "4").ended("7.0", Reviewer, "SV", "reverse 7"),
    // With an award.
    kind("carried out of it", CARRIED).with("sv-awarder", "4").ended("9.0", Awarder, "HV", "revoke_award 9.0"),
];
