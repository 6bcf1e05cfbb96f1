//! Every verb, in a history in which it is lawful, and the role that it takes. What stands here is not asked of the crate.

use creditbank::registry::Role::{self, Awarder, Operator, Registrar, Reviewer};

/// What comes of reversing the line of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Undo {
    /// It takes this role at this institution.
    By(Role, &'static str),
    /// The line is not reversed: whoever could is told so.
    No,
    /// The passbook takes nothing any more.
    Gone,
}

/// A command: what it does, what happened before, and who may ask for it.
pub(crate) struct Row {
    pub(crate) verb: &'static str,
    pub(crate) what: &'static str,
    pub(crate) role: Role,
    pub(crate) at: &'static str,
    pub(crate) before: &'static str,
    /// In short form, on 1 May.
    pub(crate) command: &'static str,
    /// What the right role is told where nobody may do it.
    pub(crate) refused: Option<&'static str>,
    pub(crate) undo: Undo,
}

/// A verb, what it does to what, and the role that it takes at which institution.
const fn row(verb: &'static str, what: &'static str, role: Role, at: &'static str) -> Row {
    Row { verb, what, role, at, before: "", command: "", refused: None, undo: Undo::No }
}

impl Row {
    /// What happened before, and the command.
    const fn after(self, before: &'static str, command: &'static str) -> Self {
        Self { before, command, ..self }
    }

    /// Its line is reversed by that role of the same institution.
    const fn undone(self, role: Role) -> Self {
        let at = self.at;
        self.undone_at(role, at)
    }

    const fn undone_at(self, role: Role, at: &'static str) -> Self {
        Self { undo: Undo::By(role, at), ..self }
    }

    const fn gone(self) -> Self {
        Self { undo: Undo::Gone, ..self }
    }

    const fn refused(self, refusal: &'static str) -> Self {
        Self { refused: Some(refusal), ..self }
    }
}

const A: &str = "sv-registrar 01-10 accrue A 80 percent";
const CERTIFIED: &str = "hv-registrar 01-10 certify certificate F 2 hv -";
const EXAM: &str = "sv-registrar 01-10 certify exam E 1.5 sv -";
const HELD: &str = "sv-registrar 01-10 accrue A 80 percent
    sv-reviewer 01-11 hold 1.0:4 until 2026-03-31";
const BOUND: &str = "sv-registrar 01-10 accrue A 80 percent
    sv-awarder 01-20 bind reserve set:Q 1.0:4";
const STUDIED: &str = "sv-registrar 01-02 matriculate S at S-T/1";
const GATE: &str = "sv-registrar 01-02 matriculate S at S-T/1
    sv-registrar 01-12 assess transfer 1 chinese=60,mathematics=60";
const REACHED: &str = "sv-registrar 01-02 matriculate S
    sv-registrar 01-10 accrue A 70 percent
    sv-registrar 01-11 accrue B 80 percent";
const AWARDED: &str = "sv-registrar 01-02 matriculate S
    sv-registrar 01-10 accrue A 70 percent
    sv-registrar 01-11 accrue B 80 percent
    sv-awarder 01-20 redeem 1";
/// A is revoked under the award, and passed again.
const AWARD_SUSPENDED: &str = "sv-registrar 01-02 matriculate S
    sv-registrar 01-10 accrue A 70 percent
    sv-registrar 01-11 accrue B 80 percent
    sv-awarder 01-20 redeem 1
    sv-registrar 02-01 revoke 2.0
    sv-registrar 02-02 accrue A 90 percent";
const APPLIED: &str = "sv-registrar 01-10 accrue A 80 percent
    hv-registrar 01-20 apply 1.0:4";
const APPLIED_TWICE: &str = "sv-registrar 01-10 accrue B 80 percent
    sv-registrar 01-20 apply 1.0:3";
const REVIEWED: &str = "sv-registrar 01-10 accrue B 80 percent
    sv-registrar 01-20 apply 1.0:3
    sv-reviewer 01-21 approve 2.0";
const REFUSED: &str = "sv-registrar 01-10 accrue A 80 percent
    hv-registrar 01-20 apply 1.0:4
    hv-reviewer 01-21 refuse 2.0";
const STAGED: &str = r#"sv-registrar 01-10 certify exam ST 1 sv -
    sv-registrar 01-20 {"apply":{"document":"staged-rules","take":[{"credits":"1","lot":"1.0"}]}}"#;
const STAGED_ON: &str = r#"sv-registrar 01-10 certify exam ST 1 sv -
    sv-registrar 01-20 {"apply":{"document":"staged-rules","take":[{"credits":"1","lot":"1.0"}]}}
    sv-registrar-here 01-21 approve 2.0"#;
const STAGED_LAST: &str = r#"sv-registrar 01-10 certify exam ST 1 sv -
    sv-registrar 01-20 {"apply":{"document":"staged-rules","take":[{"credits":"1","lot":"1.0"}]}}
    sv-registrar-here 01-21 approve 2.0
    sv-awarder 01-22 approve 2.0"#;
const BOUND_SUSPENDED: &str = "sv-registrar 01-10 accrue A 80 percent
    sv-awarder 01-20 bind reserve set:Q 1.0:4
    sv-registrar 02-01 revoke 1.0
    sv-registrar 02-02 accrue B 80 percent";
/// The registrar's passbook comes into the one that is tried.
const OWN_LOT: &str = "2: sv-registrar-2 01-10 accrue A 80 percent
    2: bank-operator 01-20 merge_out 1
    bank-operator 01-21 merge_in 2";
const KEEP_OWN: &str = "keep lot:1.0@00000000000000000000000000000002 1";
const CONVERSION_SUSPENDED: &str = "sv-registrar 01-10 accrue A 80 percent
    hv-registrar 01-20 apply 1.0:4
    hv-reviewer 01-21 approve 2.0
    sv-registrar 02-01 revoke 1.0";
const APPLICATION_SUSPENDED: &str = "sv-registrar 01-10 accrue A 80 percent
    hv-registrar 01-20 apply 1.0:4
    sv-registrar 02-01 revoke 1.0";
/// The next review is the bank's.
const REVIEWED_SUSPENDED: &str = "sv-registrar 01-10 accrue B 80 percent
    sv-registrar 01-20 apply 1.0:3
    sv-reviewer 01-21 approve 2.0
    sv-registrar 02-01 revoke 1.0";
const HOLD_SUSPENDED: &str = "sv-registrar 01-10 accrue A 80 percent
    sv-reviewer 01-11 hold 1.0:4 until 2026-12-31
    sv-registrar 02-01 revoke 1.0";

/// Each row has the passbook opened before.
pub(crate) const ROWS: &[Row] = &[
    row("Appeal", "", Registrar, "HV").after(REFUSED, "appeal 2.0"),
    row("Apply", "to be reviewed", Registrar, "HV").after(A, "apply 1.0:4"),
    row("Apply", "that nobody reviews", Registrar, "SV").after(EXAM, "apply 1.0:1.5").undone(Reviewer),
    row("Approve", "the only review", Reviewer, "HV").after(APPLIED, "approve 2.0").undone(Reviewer),
    row("Approve", "the first of two", Reviewer, "SV").after(APPLIED_TWICE, "approve 2.0"),
    row("Approve", "the last, at the bank", Reviewer, "BANK").after(REVIEWED, "approve 2.0").undone_at(Reviewer, "SV"),
    row("Approve", "a registrar's review", Registrar, "SV").after(STAGED, "approve 2.0"),
    row("Approve", "an awarder's review", Awarder, "SV").after(STAGED_ON, "approve 2.0"),
    row("Approve", "the bank after them", Reviewer, "BANK").after(STAGED_LAST, "approve 2.0").undone_at(Reviewer, "SV"),
    row("Accrue", "a course", Registrar, "SV").after("", "accrue A 80 percent").undone(Registrar),
    row("Accrue", "a certificate", Registrar, "HV").after("", "certify certificate F 2 hv -").undone(Registrar),
    row("Assess", "", Registrar, "SV").after(STUDIED, "assess transfer 1 chinese=60,mathematics=60").undone(Registrar),
    row("Bind", "to reserve", Awarder, "SV").after(A, "bind reserve set:Q 1.0:4").undone(Awarder),
    row("Bind", "to consume", Awarder, "SV").after(A, "bind consume award:P 1.0:4").undone(Awarder),
    row("Bind", "to show", Awarder, "SV").after(A, "bind witness set:Q 1.0:4").undone(Awarder),
    row("Close", "", Operator, "BANK").after("", "close"),
    row("Enrol", "", Registrar, "SV").after("", "enrol P 2026-05-01").undone(Registrar),
    row("Expire", "", Operator, "BANK").after("sv-registrar 01-10 accrue A 80 percent through 2026-03-31", "expire"),
    row("Hold", "", Reviewer, "SV").after(A, "hold 1.0:4 until 2026-12-31"),
    row("Lapse", "a hold", Operator, "BANK").after(HELD, "lapse 2.0"),
    row("Leave", "an enrolment", Registrar, "SV")
        .after("sv-registrar 01-02 enrol P 2026-01-02", "leave 1")
        .undone(Registrar),
    row("Leave", "a programme", Registrar, "SV").after(STUDIED, "leave 1").undone(Registrar),
    row("Matriculate", "", Registrar, "SV").after("", "matriculate S").undone(Registrar),
    row("Matriculate", "in the next stage", Registrar, "HV")
        .after(GATE, "matriculate T at S-T/2 from 1")
        .undone(Registrar),
    row("MergeIn", "", Operator, "BANK").after("2: bank-operator 01-20 merge_out 1", "merge_in 2"),
    row("MergeOut", "", Operator, "BANK").after(A, "merge_out 2").gone(),
    row("Open", "", Registrar, "SV").after("", "open"),
    row("Record", "", Registrar, "SV").after("", "failed L").undone(Registrar),
    row("Regrade", "", Registrar, "SV").after(A, "regrade 1.0 90 percent").undone(Registrar),
    row("Redeem", "", Awarder, "SV").after(REACHED, "redeem 1").undone(Awarder),
    row("Refuse", "the only review", Reviewer, "HV").after(APPLIED, "refuse 2.0"),
    row("Refuse", "the last, at the bank", Reviewer, "BANK").after(REVIEWED, "refuse 2.0"),
    row("Refuse", "a registrar's review", Registrar, "SV").after(STAGED, "refuse 2.0 waived true"),
    row("Refuse", "an awarder's review", Awarder, "SV").after(STAGED_ON, "refuse 2.0 waived true"),
    row("Release", "", Reviewer, "SV").after(HELD, "release 2.0"),
    row("Relieve", "", Reviewer, "SV").after(STUDIED, "waive part:core of 1").undone(Reviewer),
    row("Reopen", "", Operator, "BANK").after("bank-operator 01-20 close", "reopen"),
    row("Revalue", "", Registrar, "SV").after(A, "revalue 1.0 3 sv").undone(Registrar),
    row("Revoke", "a course", Registrar, "SV").after(A, "revoke 1.0").undone(Registrar),
    row("Revoke", "a certificate", Registrar, "HV").after(CERTIFIED, "revoke 1.0").undone(Registrar),
    row("RevokeAward", "", Awarder, "SV").after(AWARDED, "revoke_award 4.0"),
    row("Settle", "keep a binding", Awarder, "SV").after(BOUND_SUSPENDED, "keep decision:2.0 3"),
    row("Settle", "undo a binding", Awarder, "SV").after(BOUND_SUSPENDED, "undo decision:2.0 3"),
    row("Settle", "a binding on other lots", Awarder, "SV").after(BOUND_SUSPENDED, "replan decision:2.0 3 1.0 4.0:4"),
    row("Settle", "keep an award", Awarder, "SV").after(AWARD_SUSPENDED, "keep decision:4.0 5"),
    row("Settle", "undo an award", Awarder, "SV").after(AWARD_SUSPENDED, "undo decision:4.0 5"),
    row("Settle", "an award on another plan", Awarder, "SV").after(AWARD_SUSPENDED, "again decision:4.0 5"),
    row("Settle", "keep a conversion", Reviewer, "HV").after(CONVERSION_SUSPENDED, "keep decision:3.0 4"),
    row("Settle", "undo a conversion", Reviewer, "HV").after(CONVERSION_SUSPENDED, "undo decision:3.0 4"),
    row("Settle", "keep an application", Reviewer, "HV").after(APPLICATION_SUSPENDED, "keep hold:2.0 3"),
    row("Settle", "undo an application", Reviewer, "HV").after(APPLICATION_SUSPENDED, "undo hold:2.0 3"),
    row("Settle", "undo one that is at the bank", Reviewer, "SV").after(REVIEWED_SUSPENDED, "undo hold:2.0 4"),
    row("Settle", "keep a hold", Reviewer, "SV").after(HOLD_SUSPENDED, "keep hold:2.0 3"),
    row("Settle", "undo a hold", Reviewer, "SV").after(HOLD_SUSPENDED, "undo hold:2.0 3"),
    row("Settle", "keep a lot of the learner's own making", Registrar, "SV").after(OWN_LOT, KEEP_OWN),
    // What a conversion made is settled with the conversion.
    row("Settle", "keep a lot", Awarder, "HV")
        .after(CONVERSION_SUSPENDED, "keep lot:3.1 4")
        .refused("lot/not-suspended"),
    row("Unbind", "", Awarder, "SV").after(BOUND, "unbind 2.0"),
    row("Withdraw", "", Registrar, "HV").after(APPLIED, "withdraw 2.0"),
];
