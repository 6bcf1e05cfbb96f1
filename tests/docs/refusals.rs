//! Every refusal, provoked: the command that is refused, and beside it the nearest one that is accepted. What each
//! says, in English, 中文 and JSON, stands in the gallery `tests/errors/refusals.txt`, and the codes of all in
//! `tests/errors/refusal-codes.txt`; `CREDITBANK_BLESS=1` writes both anew. A code that is there is never changed.

use creditbank::line::Judged;
use creditbank::testing::engine::{Publish, decide_book};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use creditbank::analysis::JUDGED;
use creditbank::document::Limits;
use creditbank::ledger::{
    Act, Attached, AwardRefusal, Defined, Document, Ending, Instead, LotRefusal, Named, PassbookRefusal, PlanFor,
    Redeem, Refusal, RequestRefusal, WhatRefusal,
};
use creditbank::registry::GradeScale;
use creditbank::testing::shelf::Shelf;
use creditbank::testing::world::{DOCUMENTS, learner};
use creditbank::wording::{Language, tell_refusal};
use creditbank::{DecisionId, Digest, HoldId, LotId, date};

const GALLERY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/errors/refusals.txt");
const CODES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/errors/refusal-codes.txt");

const VERBS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/ledger/verbs");

/// Words of old that a registrar does not use.
const DATED: [&str; 5] = ["学分批次", "存折", "学段", "免除", "余额"];

/// A refusal, what happened before, what is refused, and what is accepted in its place. Learners 1 and 2 have
/// passbooks.
struct Row(&'static str, &'static str, &'static str, &'static str);

const ONE: &str = "sv-registrar 01-10 accrue A 80 percent";

const CONVERTED: &str =
    "sv-registrar 01-10 accrue A 80 percent\nhv-registrar 02-01 apply 1.0:4\nhv-reviewer 02-02 approve 2.0";

const APPLIED: &str = "sv-registrar 01-10 accrue A 80 percent\nhv-registrar 02-01 apply 1.0:4";
const REFUSED: &str =
    "sv-registrar 01-10 accrue A 80 percent\nhv-registrar 02-01 apply 1.0:4\nhv-reviewer 02-02 refuse 2.0";

/// Most of a course counts in the school's award.
const IN_SCHOOL: &str = "sv-registrar 01-10 accrue A 80 percent\nsv-awarder 01-20 bind reserve award:S 1.0:3";

/// Part of an attempt is under review while a better one comes in.
const RETAKEN: &str = "sv-registrar 01-10 accrue A 80 percent
sv-reviewer 01-20 hold 1.0:3 through 2026-02-28
sv-registrar 01-21 accrue A 90 percent";

/// The attempt in use is revoked, and the other one used.
const REPLACED: &str = "sv-registrar 01-10 accrue A 80 percent
sv-awarder 01-20 bind reserve set:Q 1.0:4
sv-registrar 01-21 accrue A 90 percent
sv-registrar 01-22 revoke 1.0
sv-awarder 01-25 bind reserve set:R 3.0:4";

/// Of 6 credits that may be used 5 are.
const FOUR_TIMES: &str = "sv-registrar 01-10 accrue EC 80 percent
sv-registrar 01-11 accrue EC 70 percent
sv-registrar 01-12 accrue EC 75 percent
sv-registrar 01-13 accrue EC 90 percent
sv-awarder 01-20 bind reserve set:Q 1.0:2,2.0:2,3.0:1";

const SCHOOL: &str = "sv-registrar 01-02 matriculate S at S-T/1
sv-registrar 01-10 accrue A 70 percent
sv-registrar 01-11 accrue B 80 percent";

const PASSED: &str = "sv-registrar 01-02 matriculate S at S-T/1
sv-registrar 01-12 assess transfer 1 chinese=60,mathematics=60";

const FAILED: &str = "sv-registrar 01-02 matriculate S at S-T/1
sv-registrar 01-12 assess transfer 1 chinese=40,mathematics=60
sv-registrar 01-13 assess transfer 1 chinese=40,mathematics=60";

const AWARDED: &str = "sv-registrar 01-02 matriculate S at S-T/1
sv-registrar 01-10 accrue A 70 percent
sv-registrar 01-11 accrue B 80 percent
sv-awarder 01-20 redeem 1";

/// A college's award that counts what the school's had counted.
const CARRIED: &str = "sv-registrar 01-02 matriculate S at S-T/1
sv-registrar 01-10 accrue A 70 percent
sv-registrar 01-11 accrue B 80 percent
sv-awarder 01-20 redeem 1
sv-registrar 02-01 assess transfer 1 chinese=60,mathematics=60
hv-registrar 02-02 matriculate T at S-T/2 from 1
hv-registrar 02-10 accrue C B letters
hv-registrar 02-12 certify certificate F 3 sv -
hv-awarder 02-13 redeem 6";

/// The gate of a programme that is studied by itself is not passed.
const SCHOOL_AND_T: &str = "sv-registrar 01-02 matriculate S at S-T/1
sv-registrar 01-10 accrue A 70 percent
sv-registrar 01-11 accrue B 80 percent
hv-registrar 01-12 matriculate T
hv-registrar 01-13 accrue C B letters
hv-registrar 01-14 certify certificate F 3 sv -";

#[rustfmt::skip]
const ROWS: &[Row] = &[
    // The passbook.
    Row("passbook/not-opened", "", "3: sv-registrar 01-10 accrue A 80 percent", "3: sv-registrar 01-10 open"),
    Row("passbook/already-open", "", "sv-registrar 01-10 open", "3: sv-registrar 01-10 open"),
    Row("passbook/closed", "bank-operator 01-20 close", "sv-registrar 01-21 open", "bank-operator 01-21 reopen"),
    Row("passbook/closed", "bank-operator 01-20 close", "sv-registrar 01-21 accrue A 80 percent", "bank-operator 01-21 reopen"),
    Row("passbook/merged", "bank-operator 01-20 merge_out 2", "sv-registrar 01-21 accrue A 80 percent", "2: sv-registrar 01-21 accrue A 80 percent"),
    // Who.
    Row("who/unknown-mandate", "", "sv-nobody 01-10 accrue A 80 percent", ONE),
    Row("who/mandate-not-in-force", "", "sv-former 01-10 accrue A 80 percent", ONE),
    Row("who/wrong-role", "", "sv-awarder 01-10 accrue A 80 percent", ONE),
    Row("who/own-passbook", "", "sv-learner 01-10 accrue A 80 percent", "2: sv-learner 01-10 accrue A 80 percent"),
    Row("who/own-passbook", "bank-operator 01-20 merge_out 2\n2: bank-operator 01-20 merge_in 1", "2: sv-learner 01-21 accrue A 80 percent", "2: sv-registrar 01-21 accrue A 80 percent"),
    Row("who/unknown-institution", "", "ghost-registrar 01-10 accrue A 80 percent", ONE),
    Row("who/no-power", "", "sv-operator 01-10 close", "bank-operator 01-10 close"),
    Row("who/no-power", "hv-registrar 01-10 accrue C B letters", "hv-reviewer 07-01 hold 1.0:1 through 2026-08-01", "hv-reviewer 06-30 hold 1.0:1 through 2026-08-01"),
    Row("who/may-not-issue", "", "sv-registrar 01-10 accrue HIGH 80 percent", ONE),
    Row("who/may-not-issue", "", r#"sv-registrar 01-01 {"accrue":{"of":{"certified":{"code":"x","kind":"training","tier":"secondary"}}}}"#, r#"sv-registrar 2025-12-31 {"accrue":{"of":{"certified":{"code":"x","kind":"training","tier":"secondary"}}}}"#),
    Row("who/not-yours", ONE, "hv-registrar 01-20 revoke 1.0", "sv-registrar 01-20 revoke 1.0"),
    Row("who/not-yours", "sv-registrar 01-10 accrue A 80 percent\nsv-awarder 01-20 bind reserve set:Q 1.0:4", "hv-awarder 01-21 unbind 2.0", "sv-awarder 01-21 unbind 2.0"),
    // When.
    Row("when/in-future", "", "sv-registrar 09-01 accrue A 80 percent", "sv-registrar 08-31 accrue A 80 percent"),
    Row("when/too-early", "sv-registrar 01-10 accrue A 80 percent\nsv-awarder 01-20 bind reserve set:Q 1.0:4", "sv-awarder 01-19 unbind 2.0", "sv-awarder 01-20 unbind 2.0"),
    Row("when/too-early", ONE, "sv-reviewer 01-09 hold 1.0:4 through 2026-02-01", "sv-reviewer 01-10 hold 1.0:4 through 2026-02-01"),
    Row("when/too-early", "bank-operator 01-20 close", "bank-operator 01-19 reopen", "bank-operator 01-20 reopen"),
    // What.
    Row("what/nothing", ONE, "sv-reviewer 01-20 hold - through 2026-02-01", "sv-reviewer 01-20 hold 1.0:0.5 through 2026-02-01"),
    Row("what/nothing", ONE, "sv-reviewer 01-20 hold 1.0:0 through 2026-02-01", "sv-reviewer 01-20 hold 1.0:0.5 through 2026-02-01"),
    Row("lot/named-twice", ONE, "sv-reviewer 01-20 hold 1.0:2,1.0:2 through 2026-02-01", "sv-reviewer 01-20 hold 1.0:4 through 2026-02-01"),
    Row("what/unknown-course", "", "sv-registrar 01-10 accrue NOWHERE 80 percent", ONE),
    Row("what/course-not-valued", "", "sv-registrar 01-10 accrue OLD 80 percent", "sv-registrar 2020-12-31 accrue OLD 80 percent"),
    Row("who/course-of-other", "", "sv-registrar 01-10 accrue C B letters", "hv-registrar 01-10 accrue C B letters"),
    Row("what/certified-course", "", r#"sv-registrar 01-10 {"accrue":{"of":{"certified":{"code":"x","kind":"course","tier":"secondary"}}}}"#, r#"sv-registrar 01-10 {"accrue":{"of":{"certified":{"code":"x","kind":"exam","tier":"secondary"}}}}"#),
    Row("what/unknown-unit", "", r#"sv-registrar 01-10 {"accrue":{"of":{"certified":{"amount":"2 cup","code":"x","kind":"exam","tier":"secondary"}}}}"#, r#"sv-registrar 01-10 {"accrue":{"of":{"certified":{"amount":"2 sv","code":"x","kind":"exam","tier":"secondary"}}}}"#),
    Row("what/off-quantum", ONE, "sv-reviewer 01-20 hold 1.0:0.3 through 2026-02-01", "sv-reviewer 01-20 hold 1.0:0.5 through 2026-02-01"),
    Row("what/off-quantum", "", "sv-registrar 01-10 accrue ODD 80 percent", ONE),
    Row("what/amount-without-pass", "", r#"sv-registrar 01-10 {"record":{"of":{"certified":{"amount":"2 sv","code":"x","kind":"exam","tier":"secondary"}},"result":"failed"}}"#, r#"sv-registrar 01-10 {"record":{"of":{"certified":{"code":"x","kind":"exam","tier":"secondary"}},"result":"failed"}}"#),
    Row("what/grade-missing", "", r#"sv-registrar 01-10 {"accrue":{"of":{"course":"A"}}}"#, ONE),
    Row("what/unknown-scale", "", "sv-registrar 01-10 accrue STRANGE 80 nowhere", ONE),
    Row("what/wrong-scale", "", "sv-registrar 01-10 accrue A B letters", ONE),
    Row("what/wrong-scale", ONE, "sv-registrar 01-20 regrade 1.0 B letters", "sv-registrar 01-20 regrade 1.0 81 percent"),
    Row("what/off-scale", "", "sv-registrar 01-10 accrue A 100.5 percent", "sv-registrar 01-10 accrue A 100 percent"),
    Row("what/below-pass", "", "sv-registrar 01-10 accrue A 59.5 percent", "sv-registrar 01-10 record A 59.5 percent"),
    Row("what/passes", "", "sv-registrar 01-10 record A 60 percent", "sv-registrar 01-10 accrue A 60 percent"),
    Row("what/unknown-level", "", r#"sv-registrar 01-10 {"accrue":{"of":{"certified":{"code":"x","kind":"exam","level":"nqf 4","tier":"secondary"}}}}"#, r#"sv-registrar 01-10 {"accrue":{"of":{"certified":{"code":"x","kind":"exam","level":"nqf 3","tier":"secondary"}}}}"#),
    Row("what/bad-team", "", r#"hv-registrar 01-10 {"accrue":{"of":{"certified":{"code":"x","kind":"competition","team":{"member_no":4,"team_size":3},"tier":"higher"}}}}"#, r#"hv-registrar 01-10 {"accrue":{"of":{"certified":{"code":"x","kind":"competition","team":{"member_no":3,"team_size":3},"tier":"higher"}}}}"#),
    Row("when/dates-reversed", ONE, "sv-reviewer 01-20 hold 1.0:4 through 2026-01-19", "sv-reviewer 01-20 hold 1.0:4 through 2026-01-20"),
    Row("when/dates-reversed", "", "sv-registrar 01-10 accrue A 80 percent through 2026-01-09", "sv-registrar 01-10 accrue A 80 percent through 2026-01-10"),
    Row("when/dates-reversed", "", "sv-registrar 01-10 enrol P 2026-02-01 ends 2026-01-31", "sv-registrar 01-10 enrol P 2026-02-01 ends 2026-02-01"),
    Row("when/earned-later", "", "sv-registrar 01-10 accrue A 80 percent earned 01-11", "sv-registrar 01-10 accrue A 80 percent earned 01-10"),
    Row("when/earned-later", "", "sv-registrar 01-10 failed A earned 01-11", "sv-registrar 01-10 failed A earned 01-09"),
    Row("when/dates-reversed", "", "sv-registrar 01-10 accrue A 80 percent earned 01-05 through 2026-01-04", "sv-registrar 01-10 accrue A 80 percent earned 01-05 through 2026-01-05"),
    Row("lot/other-unit", ONE, "sv-registrar 01-20 revalue 1.0 3 hv", "sv-registrar 01-20 revalue 1.0 3 sv"),
    Row("lot/revalued-to-nothing", ONE, "sv-registrar 01-20 revalue 1.0 0 sv", "sv-registrar 01-20 revoke 1.0"),
    Row("what/off-quantum", ONE, "sv-registrar 01-20 revalue 1.0 3.2 sv", "sv-registrar 01-20 revalue 1.0 3.5 sv"),
    Row("lot/worth-already", ONE, "sv-registrar 01-20 revalue 1.0 4 sv", "sv-registrar 01-20 revalue 1.0 4.5 sv"),
    Row("lot/made-by-rule", CONVERTED, "hv-registrar 02-10 revalue 3.1 2 hv", "hv-registrar 02-10 revoke 3.1"),
    Row("lot/revoked", "sv-registrar 01-10 accrue A 80 percent\nsv-registrar 01-20 revoke 1.0", "sv-registrar 01-25 revalue 1.0 3 sv", "sv-registrar 01-25 reverse 2"),
    Row("who/not-yours", ONE, "hv-registrar 01-20 revalue 1.0 3 sv", "sv-registrar 01-20 revalue 1.0 3 sv"),
    Row("when/too-early", "sv-registrar 01-10 accrue A 80 percent\nsv-awarder 01-20 bind reserve set:Q 1.0:4", "sv-registrar 01-19 revalue 1.0 3 sv", "sv-registrar 01-20 revalue 1.0 3 sv"),
    Row("lot/in-use", "sv-registrar 01-10 accrue A 80 percent\nsv-registrar 01-20 revalue 1.0 3 sv\nsv-registrar 01-21 revalue 1.0 2 sv", "sv-registrar 01-25 reverse 2", "sv-registrar 01-25 reverse 3"),
    Row("lot/in-use", "sv-registrar 01-10 accrue NONE 80 percent\nsv-awarder 01-20 bind reserve set:Q 1.0:0", "sv-registrar 01-25 revalue 1.0 2 sv", "sv-awarder 01-25 unbind 2.0"),
    Row("lot/already-recorded", "sv-registrar 01-10 accrue A 80 percent tag a", "sv-registrar 01-10 accrue A 85 percent tag a", "sv-registrar 01-10 accrue A 85 percent tag b"),
    Row("lot/tag-of-another", "sv-registrar 01-10 accrue A 80 percent tag a", "sv-registrar 01-11 accrue B 80 percent tag a", "sv-registrar 01-11 accrue B 80 percent tag b"),
    Row("lot/tag-of-another", "hv-registrar 01-10 certify certificate F 2 hv - through 2026-06-30 level nqf/2 tag a", "hv-registrar 03-01 certify certificate F 2 hv - through 2026-12-31 level nqf/3 tag a", "hv-registrar 03-01 certify certificate F 2 hv - through 2026-12-31 level nqf/2 tag a"),
    Row("lot/renewal-too-short", "hv-registrar 01-10 certify certificate F 2 hv - through 2026-06-30 tag a", "hv-registrar 03-01 certify certificate F 2 hv - through 2026-06-30 tag a", "hv-registrar 03-01 certify certificate F 2 hv - through 2026-07-01 tag a"),
    Row("lot/renewal-too-short", "hv-registrar 03-01 certify certificate F 2 hv - through 2026-06-30 tag a", "hv-registrar 01-10 certify certificate F 2 hv - tag a", "hv-registrar 01-10 certify certificate F 2 hv - through 2026-06-29 tag a"),
    Row("when/lives-too-long", "", "hv-registrar 01-10 certify senior F 2 hv -", "hv-registrar 01-10 certify senior F 2 hv - through 2027-01-10"),
    // Which.
    Row("lot/unknown", ONE, "sv-registrar 01-20 revoke 2.0", "sv-registrar 01-20 revoke 1.0"),
    Row("lot/unknown", "sv-registrar 01-10 enrol P 2026-02-01", "sv-registrar 01-20 leave 9", "sv-registrar 01-20 leave 1"),
    Row("lot/unknown", ONE, "sv-registrar 01-20 reverse 2", "sv-registrar 01-20 reverse 1"),
    Row("lot/ended", "sv-registrar 01-10 accrue A 80 percent\nsv-reviewer 01-20 hold 1.0:4 through 2026-02-01\nsv-reviewer 01-21 release 2.0", "bank-operator 03-01 lapse 2.0", "sv-reviewer 03-01 hold 1.0:4 through 2026-03-01"),
    Row("lot/suspended", "sv-registrar 01-10 accrue A 80 percent\nhv-registrar 02-01 apply 1.0:4\nhv-reviewer 02-02 approve 2.0\nsv-registrar 02-03 revoke 1.0", "hv-awarder 02-04 bind reserve set:Q 3.1:1", "hv-reviewer 02-04 keep decision:3.0 4"),
    Row("lot/revoked", "sv-registrar 01-10 accrue A 80 percent\nsv-registrar 01-20 revoke 1.0", "sv-reviewer 01-25 hold 1.0:4 through 2026-02-01", "sv-registrar 01-25 reverse 2"),
    Row("lot/expired", "sv-registrar 01-10 accrue A 80 percent through 2026-02-28", "sv-reviewer 03-01 hold 1.0:4 through 2026-04-01", "sv-reviewer 02-28 hold 1.0:4 through 2026-04-01"),
    Row("lot/held", "sv-registrar 01-10 accrue A 80 percent\nsv-reviewer 01-20 hold 1.0:3 through 2026-02-01", "sv-awarder 01-25 bind reserve set:Q 1.0:1.5", "sv-awarder 01-25 bind reserve set:Q 1.0:1"),
    Row("lot/consumed", "sv-registrar 01-10 accrue A 80 percent\nsv-awarder 01-20 bind consume set:Q 1.0:3", "sv-awarder 01-25 bind reserve set:R 1.0:1.5", "sv-awarder 01-25 bind reserve set:R 1.0:1"),
    Row("lot/in-scope", IN_SCHOOL, "sv-awarder 01-25 bind reserve award:S 1.0:1.5", "sv-awarder 01-25 bind reserve award:W 1.0:1.5"),
    Row("lot/reserved", IN_SCHOOL, "sv-awarder 01-25 bind reserve set:R 1.0:1.5", "sv-awarder 01-25 bind reserve award:W 1.0:1.5"),
    Row("lot/reserved", IN_SCHOOL, "sv-awarder 01-25 bind consume award:P 1.0:1.5", "sv-awarder 01-25 bind consume award:W 1.0:1.5"),
    Row("lot/reserved", IN_SCHOOL, "hv-awarder 01-25 bind consume award:T 1.0:1.5", "sv-awarder 01-25 bind consume award:W 1.0:1.5"),
    Row("lot/reserved", IN_SCHOOL, "sv-reviewer 01-25 hold 1.0:1.5 through 2026-02-01", "sv-reviewer 01-25 hold 1.0:1 through 2026-02-01"),
    Row("lot/reserved", IN_SCHOOL, "hv-registrar 02-01 apply 1.0:4 rule a-to-c", "sv-awarder 02-01 unbind 2.0"),
    Row("lot/short", ONE, "sv-awarder 01-25 bind reserve set:R 1.0:4.5", "sv-awarder 01-25 bind reserve set:R 1.0:4"),
    // Which attempt.
    Row("lot/group-in-use", RETAKEN, "sv-awarder 01-25 bind reserve set:Q 3.0:1", "sv-awarder 01-25 bind reserve set:Q 1.0:1"),
    Row("lot/group-in-use", RETAKEN, "hv-registrar 02-01 apply 3.0:4", "sv-reviewer 02-01 release 2.0"),
    Row("lot/group-in-use", REPLACED, "sv-awarder 01-26 keep decision:2.0 4", "sv-awarder 01-26 undo decision:2.0 4"),
    Row("lot/not-standing", "sv-registrar 01-10 accrue L 90 percent\nsv-registrar 01-20 accrue L 70 percent", "sv-awarder 01-25 bind reserve set:Q 1.0:2", "sv-awarder 01-25 bind reserve set:Q 2.0:2"),
    Row("lot/not-standing", "sv-registrar 01-10 accrue L 90 percent\nsv-registrar 01-20 failed L", "sv-awarder 01-20 bind reserve set:Q 1.0:2", "sv-awarder 01-19 bind reserve set:Q 1.0:2"),
    Row("lot/not-standing", "sv-registrar 01-10 accrue L 90 percent\nsv-awarder 01-15 bind reserve set:Q 1.0:1\nsv-registrar 01-20 accrue L 70 percent", "sv-awarder 01-25 bind reserve set:R 1.0:1", "sv-awarder 01-25 unbind 2.0"),
    Row("lot/over-most", FOUR_TIMES, "sv-awarder 01-25 bind reserve set:R 4.0:1.5", "sv-awarder 01-25 bind reserve set:R 4.0:1"),
    Row("lot/over-most", "sv-registrar 01-10 accrue ER 80 percent run 1\nsv-registrar 01-10 accrue ER 80 percent run 2\nsv-registrar 01-10 accrue ER 80 percent run 3", "sv-awarder 01-25 bind reserve set:R 1.0:1.5,2.0:1.5,3.0:1.5", "sv-awarder 01-25 bind reserve set:R 1.0:1.5,3.0:1.5"),
    Row("lot/one-attempt", "sv-registrar 01-10 accrue A 80 percent\nsv-registrar 01-20 accrue A 90 percent", "sv-awarder 01-25 bind reserve set:Q 1.0:4,2.0:4", "sv-awarder 01-25 bind reserve set:Q 1.0:4"),
    Row("lot/one-attempt", "sv-registrar 01-10 accrue A 80 percent\nsv-registrar 01-20 accrue A 90 percent", "hv-registrar 02-01 apply 1.0:4,2.0:4", "hv-registrar 02-01 apply 2.0:4"),
    // How.
    Row("when/not-lapsed", "sv-registrar 01-10 accrue A 80 percent\nsv-reviewer 01-20 hold 1.0:4 through 2026-02-01", "bank-operator 02-01 lapse 2.0", "bank-operator 02-02 lapse 2.0"),
    Row("when/nothing-due", "sv-registrar 01-10 accrue A 80 percent through 2026-02-28", "bank-operator 02-28 expire", "bank-operator 03-01 expire"),
    Row("lot/not-suspended", "sv-registrar 01-10 accrue A 80 percent\nsv-awarder 01-20 bind reserve set:Q 1.0:4\nsv-registrar 01-21 revoke 1.0", "sv-awarder 01-25 keep decision:2.0 1", "sv-awarder 01-25 keep decision:2.0 3"),
    Row("lot/plan-differs", "sv-registrar 01-10 accrue A 80 percent\nsv-registrar 01-10 accrue B 80 percent\nsv-awarder 01-20 bind reserve set:Q 1.0:4\nsv-registrar 01-21 revoke 1.0", "sv-awarder 01-25 replan decision:3.0 4 1.0 2.0:3.5", "sv-awarder 01-25 replan decision:3.0 4 1.0 2.0:4"),
    Row("lot/in-use", "sv-registrar 01-10 accrue A 80 percent\nsv-awarder 01-20 bind reserve set:Q 1.0:4", "sv-registrar 01-21 reverse 1", "sv-registrar 01-21 reverse 1 cascade 2.0/sv-awarder"),
    Row("lot/decision-twice", "sv-registrar 01-10 accrue A 80 percent\nsv-awarder 01-20 bind reserve set:Q 1.0:4", "sv-registrar 01-21 reverse 1 cascade 2.0/sv-awarder,2.0/sv-awarder", "sv-registrar 01-21 reverse 1 cascade 2.0/sv-awarder"),
    Row("lot/unrelated", "sv-registrar 01-10 accrue A 80 percent\nsv-registrar 01-10 accrue B 80 percent\nsv-awarder 01-20 bind reserve set:Q 1.0:4", "sv-registrar 01-21 reverse 2 cascade 3.0/sv-awarder", "sv-registrar 01-21 reverse 2"),
    Row("lot/in-use", "sv-registrar 01-10 accrue A 80 percent\nsv-reviewer 01-20 hold 1.0:4 through 2026-02-01", "bank-operator 01-25 merge_out 2", "sv-reviewer 01-25 release 2.0"),
    Row("lot/not-reversible", "sv-registrar 01-10 accrue A 80 percent\nsv-reviewer 01-20 hold 1.0:4 through 2026-02-01", "sv-registrar 01-25 reverse 2", "sv-reviewer 01-25 release 2.0"),
    Row("lot/reversed", "sv-registrar 01-10 accrue A 80 percent\nsv-registrar 01-20 reverse 1", "sv-registrar 01-25 reverse 1", "sv-registrar 01-25 accrue A 80 percent"),
    // Applications.
    Row("who/no-power-at", ONE, "sv-2-registrar 02-01 apply 1.0:4", "hv-registrar 02-01 apply 1.0:4"),
    Row("who/same-person", "sv-registrar 01-10 accrue B 80 percent\nsv-registrar 02-01 apply 1.0:1\nsv-reviewer-2 02-02 refuse 2.0\nsv-registrar 02-03 appeal 2.0", "sv-reviewer-3 02-04 approve 2.0", "sv-reviewer 02-04 approve 2.0"),
    Row("what/not-in-force", ONE, r#"hv-registrar 02-01 {"apply":{"document":"other-rules","take":[{"credits":"4","lot":"1.0"}]}}"#, "hv-registrar 02-01 apply 1.0:4"),
    Row("what/not-in-force", "sv-registrar 2025-12-01 accrue A 80 percent", "hv-registrar 2025-12-31 apply 1.0:4", "hv-registrar 01-01 apply 1.0:4"),
    Row("what/unknown-rule", ONE, "hv-registrar 02-01 apply 1.0:4 rule a-to-d", "hv-registrar 02-01 apply 1.0:4 rule a-to-c"),
    Row("what/name-rule", "sv-registrar 01-10 certify exam OP 2 sv -", "sv-registrar 02-01 apply 1.0:2", "sv-registrar 02-01 apply 1.0:2 rule option-of-two"),
    Row("what/ambiguous-rules", "sv-registrar 01-10 certify exam AM 2 sv -", "sv-registrar 02-01 apply 1.0:2", "sv-registrar 02-01 apply 1.0:1"),
    Row("what/no-reason", APPLIED, r#"hv-reviewer 02-02 {"refuse":{"application":"2.0","reasons":[]}}"#, "hv-reviewer 02-02 refuse 2.0"),
    Row("what/no-reason", REFUSED, r#"hv-registrar 02-03 {"appeal":{"application":"2.0","reasons":[]}}"#, "hv-registrar 02-03 appeal 2.0"),
    Row("what/not-in-review", REFUSED, "hv-reviewer-2 02-03 approve 2.0", "hv-registrar 02-03 appeal 2.0"),
    Row("what/nothing-to-appeal", APPLIED, "hv-registrar 02-03 appeal 2.0", "hv-registrar 02-03 withdraw 2.0"),
    Row("when/appeal-too-late", "today 2026-02-02\nsv-registrar 01-10 accrue A 80 percent\nhv-registrar 02-01 apply 1.0:4\nhv-reviewer 02-02 refuse 2.0\ntoday 2026-02-13", "hv-registrar 02-12 appeal 2.0", "hv-registrar 02-12 withdraw 2.0"),
    Row("what/application-suspended", "sv-registrar 01-10 accrue A 80 percent\nhv-registrar 02-01 apply 1.0:4\nsv-registrar 02-02 revoke 1.0", "hv-reviewer 02-03 approve 2.0", "hv-reviewer 02-03 keep hold:2.0 3"),
    Row("what/residual-moved", "sv-registrar 01-10 accrue B 80 percent\nsv-registrar 02-01 apply 1.0:1\nsv-registrar 02-01 apply 1.0:1\nsv-reviewer 02-02 approve 3.0", "bank-reviewer 02-02 approve 3.0", "sv-reviewer 02-02 approve 2.0"),
    Row("lot/of-application", APPLIED, "hv-reviewer 02-03 release 2.0", "hv-registrar 02-03 withdraw 2.0"),
    Row("lot/in-use", "sv-registrar 01-10 accrue B 80 percent\nsv-registrar 02-01 apply 1.0:1\nsv-reviewer 02-02 approve 2.0\nbank-reviewer 02-02 approve 2.0\nsv-registrar 02-03 apply 1.0:2\nsv-reviewer 02-03 approve 5.0\nbank-reviewer 02-03 approve 5.0", "sv-reviewer 02-04 reverse 4", "sv-reviewer 02-04 reverse 4 cascade 7.0/sv-reviewer"),
    Row("lot/ends-otherwise", "sv-registrar 01-10 accrue A 80 percent\nhv-registrar 02-01 apply 1.0:4\nhv-reviewer 02-02 approve 2.0", "hv-awarder 02-03 unbind 3.0", "hv-reviewer 02-03 reverse 3"),
    // Programmes and awards.
    Row("who/not-awarder", "", "sv-registrar 01-10 matriculate U", "hv-registrar 01-10 matriculate U"),
    Row("what/not-in-force", "", r#"sv-registrar 01-10 {"matriculate":{"document":"other-programmes","programme":"S"}}"#, "sv-registrar 01-10 matriculate S"),
    Row("what/not-in-document", "", "sv-registrar 01-10 matriculate X", "sv-registrar 01-10 matriculate S"),
    Row("what/not-in-document", "", "sv-registrar 01-10 matriculate S at S-X/1", "sv-registrar 01-10 matriculate S at S-T/1"),
    Row("award/no-stage", "", "sv-registrar 01-10 matriculate S at S-T/3", "sv-registrar 01-10 matriculate S at S-T/1"),
    Row("award/stage-alone", "", r#"sv-registrar 01-10 {"matriculate":{"document":"world-programmes","programme":"S","stage":1}}"#, "sv-registrar 01-10 matriculate S"),
    Row("award/stage-of-other", "", "hv-registrar 01-10 matriculate T at S-T/1", "sv-registrar 01-10 matriculate S at S-T/1"),
    Row("what/not-in-document", SCHOOL, r#"sv-reviewer 01-12 {"relieve":{"clause":"other","matriculation":"1","reason":"r","relief":{"waive":{"id":"core","what":"part"}}}}"#, "sv-reviewer 01-12 waive part:core of 1"),
    Row("award/not-in-programme", SCHOOL, "sv-reviewer 01-12 waive part:nowhere of 1", "sv-reviewer 01-12 waive part:core of 1"),
    Row("award/unknown-gate", SCHOOL, "sv-registrar 01-12 assess exit 1 chinese=60,mathematics=60", "sv-registrar 01-12 assess transfer 1 chinese=60,mathematics=60"),
    Row("award/wrong-marks", SCHOOL, "sv-registrar 01-12 assess transfer 1 chinese=60", "sv-registrar 01-12 assess transfer 1 chinese=60,mathematics=60"),
    Row("award/wrong-marks", SCHOOL, "sv-registrar 01-12 assess transfer 1 chinese=60,mathematics=100.5", "sv-registrar 01-12 assess transfer 1 chinese=60,mathematics=100"),
    Row("award/matriculated", SCHOOL, "sv-registrar 01-12 matriculate S", "hv-registrar 01-12 matriculate U"),
    Row("award/matriculated", "sv-registrar 01-02 matriculate S\nsv-registrar 01-10 leave 1\nsv-registrar 01-11 matriculate S", "sv-registrar 01-12 reverse 2", "sv-registrar 01-12 reverse 3"),
    Row("award/not-entered", SCHOOL, "hv-registrar 01-12 matriculate T at S-T/2", "hv-registrar 01-12 matriculate T"),
    Row("award/gate-not-passed", SCHOOL, "hv-registrar 01-12 matriculate T at S-T/2 from 1", "sv-registrar 01-12 assess transfer 1 chinese=60,mathematics=60"),
    Row("award/gate-not-passed", "sv-registrar 01-02 matriculate S at S-T/1\nsv-registrar 01-12 assess transfer 1 chinese=40,mathematics=60", "hv-registrar 01-13 matriculate T at S-T/2 from 1", "sv-registrar 01-13 assess transfer 1 chinese=60,mathematics=60"),
    Row("award/gate-passed", PASSED, "sv-registrar 01-13 assess transfer 1 chinese=90,mathematics=90", "hv-registrar 01-13 matriculate T at S-T/2 from 1"),
    Row("award/gate-tried", FAILED, "sv-registrar 01-14 assess transfer 1 chinese=90,mathematics=90", "hv-registrar 01-14 matriculate U at S-U/2 from 1"),
    Row("award/award-missing", "sv-registrar 01-02 matriculate S at S-U/1\nsv-registrar 01-10 accrue A 70 percent\nsv-registrar 01-11 accrue B 80 percent", "hv-registrar 01-12 matriculate U at S-U/2 from 1", "sv-awarder 01-12 redeem 1"),
    Row("award/no-change", SCHOOL, "hv-registrar 02-10 matriculate U at S-U/2 from 1", "sv-registrar 02-10 matriculate S at S-U/1 from 1"),
    Row("award/change-not-open", SCHOOL, "sv-registrar 02-01 matriculate S at S-U/1 from 1", "sv-registrar 02-02 matriculate S at S-U/1 from 1"),
    Row("award/version-not-later", SCHOOL, "sv-registrar 02-01 matriculate S at S-T/1 from 1", "sv-registrar 02-02 matriculate S at S-U/1 from 1"),
    Row("award/still-needed", AWARDED, "sv-registrar 01-21 reverse 1", "sv-awarder 01-21 reverse 4"),
    Row("award/awarded", AWARDED, "sv-awarder 01-21 redeem 1", "sv-awarder 01-21 revoke_award 4.0"),
    Row("award/no-award", "sv-registrar 01-10 accrue A 80 percent\nsv-awarder 01-20 bind reserve award:S 1.0:4", "sv-awarder 01-21 revoke_award 2.0", "sv-awarder 01-21 unbind 2.0"),
    Row("lot/ends-otherwise", AWARDED, "sv-awarder 01-21 unbind 4.0", "sv-awarder 01-21 revoke_award 4.0"),
    Row("lot/in-use", CARRIED, "sv-awarder 03-01 reverse 4", "hv-awarder 03-01 reverse 9"),
    Row("award/not-reached", "sv-registrar 01-02 matriculate S\nsv-registrar 01-10 accrue A 80 percent", "sv-awarder 01-20 redeem 1", "sv-registrar 01-20 accrue B 80 percent"),
    Row("award/not-reached", SCHOOL_AND_T, "hv-awarder 01-20 redeem 4", "sv-awarder 01-20 redeem 1"),
    Row("passbook/merge-target", "", "bank-operator 01-20 merge_out 1", "bank-operator 01-20 merge_out 2"),
];

/// Refusals that deciding does not give, and why; and what a refusal of above can name beside what it names there.
fn elsewhere() -> Vec<(&'static str, Refusal)> {
    let lot = LotId::here(1, 0);
    let decision = DecisionId::here(4, 0);
    let (key, position) = ("sis/1".parse().unwrap(), 7);
    let day = date!("2026-01-10");
    let taken = |defined: Defined| WhatRefusal::CodeTaken { defined, document: "mandates".parse().unwrap() }.into();
    let ends = |instead: Ending| LotRefusal::EndsOtherwise { decision, instead }.into();
    let plan = |other: PlanFor| AwardRefusal::PlanOther { other }.into();
    let stays = |subject: Named, instead: Instead| LotRefusal::NotReversible { subject, instead }.into();
    let scale = GradeScale::ladder(
        "letters".parse().unwrap(),
        ["C", "B", "A"].map(|mark| mark.parse().unwrap()).to_vec(),
        "C".parse().unwrap(),
    );
    let off = scale.unwrap().passes(&"E".parse().unwrap()).unwrap_err();
    vec![
        ("the bank looks request keys up", RequestRefusal::KeyReused { key, position }.into()),
        ("the bank seals lines", RequestRefusal::TooLong { bytes: 70_000, most: 65_536 }.into()),
        (
            "only a bank knows what is on its way between passbooks: `tests/stories/attempts/pairs.rs`",
            PassbookRefusal::InFlight { position }.into(),
        ),
        ("a passbook with a moved lot is merged, and says so first", LotRefusal::Moved { lot }.into()),
        ("a mark that is not on a ladder", WhatRefusal::OffScale(off).into()),
        ("an institution", taken(Defined::Institution("SV".parse().unwrap()))),
        ("a mandate", taken(Defined::Mandate("m1".parse().unwrap()))),
        ("a course", taken(Defined::Course("A@SV".parse().unwrap()))),
        ("a level", WhatRefusal::DefinedOtherwise { defined: Defined::Level("nqf 4".parse().unwrap()), day }.into()),
        ("a hold is put on other lots", stays(Named::Hold(HoldId::here(2, 0)), Instead::HoldAnew)),
        ("a lot that came in by a merge is undone", stays(Named::Lot(lot), Instead::KeepOrRevoke)),
        ("a conversion is put on other lots", ends(Ending::ConvertAnew)),
        ("an award is put on other lots", ends(Ending::RedeemAgain)),
        ("a plan of another programme", plan(PlanFor::Programme)),
        ("a plan of another version", plan(PlanFor::Version)),
        ("a plan for another institution", plan(PlanFor::Institution)),
        ("out of no pathway into no pathway", AwardRefusal::NoChange { from: None, stage: None, to: None }.into()),
    ]
}

fn stage(setup: &str) -> Shelf {
    let mut shelf = Shelf::new().unwrap();
    shelf.play("sv-registrar 01-01 open\n2: sv-registrar 01-01 open").unwrap();
    for line in setup.lines() {
        match line.strip_prefix("today ") {
            Some(day) => shelf.today = day.parse().unwrap(),
            None => drop(shelf.play(line).unwrap_or_else(|why| panic!("{line}: {why}"))),
        }
    }
    shelf
}

fn accepted(shelf: &mut Shelf, row: &Row) -> Result<(), String> {
    match shelf.say(row.3)? {
        Err(refusal) => Err(format!("{}: {}: {refusal}", row.0, row.3)),
        Ok(_) => Ok(()),
    }
}

/// A refusal, what was asked, and the nearest that is accepted.
struct Shown(Refusal, String, Option<&'static str>);

impl Shown {
    fn text(&self) -> String {
        let Self(refusal, asked, accepted) = self;
        let accepted = accepted.map(|accepted| format!("\n  accepted: {accepted}")).unwrap_or_default();
        let (code, json) = (refusal.code(), serde_json::to_string(refusal).unwrap());
        let chinese = tell_refusal(refusal, Language::Chinese);
        format!("{code}\n  {asked}{accepted}\n  {refusal}\n  {chinese}\n  {json}\n")
    }
}

/// Every row in the order of the table, what cannot be asked in a script, and what deciding does not give.
fn tried() -> Vec<Shown> {
    let mut gallery = Vec::new();
    for row in ROWS {
        let mut shelf = stage(row.1);
        let refusal = shelf.say(row.2).unwrap().expect_err(row.2);
        assert_eq!(refusal.code(), row.0, "{}: {refusal}", row.2);
        accepted(&mut shelf, row).unwrap();
        gallery.push(Shown(refusal, row.2.to_owned(), Some(row.3)));
    }
    gallery.extend(others());
    gallery.extend(elsewhere().into_iter().map(|(why, refusal)| Shown(refusal, format!("({why})"), None)));
    gallery
}

/// What cannot be asked in a script.
fn others() -> Vec<Shown> {
    let refused = |what: &str, refusal: Refusal| Shown(refusal, what.to_owned(), None);
    vec![
        refused("the same out-entry again", taken_twice()),
        refused("a use between the pairs of a merge", merging()),
        refused("line 4,294,967,295", full()),
        refused(
            "courses under the code of the framework",
            published("courses.toml", "world-courses", "world-framework"),
        ),
        refused("a rule book on a unit of another quantum", defined_otherwise()),
        refused("the framework under another code", published("framework.toml", "world-framework", "other")),
        refused("by a publisher without the power", published_by("sv-publisher")),
        refused("by a publisher of an unknown institution", published_by("ghost-publisher")),
        refused("by a registrar", published_by("sv-registrar")),
        refused("a plan without its attachments", redeemed(|redeem| redeem.plan = bare(&redeem.plan))),
        refused(
            "a plan of another day",
            redeemed(|redeem| with(&mut redeem.plan, |plan| plan.day = date!("2026-01-19"))),
        ),
        refused(
            "a plan that counts on a conversion",
            redeemed(|redeem| with(&mut redeem.plan, |plan| plan.conversions = vec!["a-to-c".parse().unwrap()])),
        ),
        refused(
            "a plan that counts less than it says",
            redeemed(|redeem| with(&mut redeem.plan, |plan| drop(plan.counts.pop()))),
        ),
    ]
}

fn taken_twice() -> Refusal {
    let mut shelf = stage("bank-operator 01-20 merge_out 2");
    let twice = shelf.read("2: bank-operator 01-20 merge_in 1").unwrap();
    assert!(matches!(twice.act, Act::MergeIn(_)));
    shelf.submit(twice.clone()).unwrap().unwrap();
    shelf.submit(twice).unwrap().unwrap_err()
}

/// One pair of two has come in.
fn merging() -> Refusal {
    let mut shelf = stage(ONE);
    shelf.play("2: sv-registrar 01-10 accrue A 90 percent\n2: sv-awarder 01-11 bind reserve set:Q 1.0:1").unwrap();
    for n in 0..40 {
        shelf.play(&format!("2: sv-registrar 01-10 certify exam X{n} 1 sv -")).unwrap();
    }
    shelf.play("2: bank-operator 01-20 merge_out 1\n2: bank-operator 01-20 merge_out 1").unwrap();
    shelf.play("bank-operator 01-20 merge_in 2").unwrap();
    let bind = "sv-awarder 01-20 bind reserve set:R 1.0:1";
    let refusal = shelf.say(bind).unwrap().unwrap_err();
    shelf.play("bank-operator 01-20 merge_in 2").unwrap();
    let after = shelf.say(bind).unwrap().unwrap_err();
    assert_eq!(after.code(), "lot/group-in-use", "{after}");
    refusal
}

fn full() -> Refusal {
    let mut shelf = stage("");
    let book = shelf.books.get_mut(&learner(1)).unwrap();
    book.next = u32::MAX - 1;
    shelf.say(ONE).unwrap().unwrap();
    shelf.say(ONE).unwrap().unwrap_err()
}

/// A plan that holds is changed, and asked for.
fn redeemed(change: impl Fn(&mut Redeem)) -> Refusal {
    let mut shelf = stage(SCHOOL);
    let mut command = shelf.read("sv-awarder 01-20 redeem 1").unwrap();
    shelf.decide(&command).unwrap();
    let Act::Redeem(redeem) = &mut command.act else { panic!("{:?}", command.act) };
    change(redeem);
    shelf.submit(command).unwrap().unwrap_err()
}

fn with<T: Clone + serde::Serialize>(attached: &mut Attached<T>, change: impl Fn(&mut T)) {
    let mut content = attached.content().unwrap().clone();
    change(&mut content);
    *attached = Attached::new(content).unwrap();
}

/// As it is read from a line: the hash only.
fn bare<T>(attached: &Attached<T>) -> Attached<T> {
    serde_json::from_value(serde_json::json!(attached.hash())).unwrap()
}

fn publish(by: &str, text: &str) -> Result<(), Refusal> {
    let shelf = stage("");
    let document = Document::read("document", text.as_bytes(), &Limits::default()).unwrap();
    let publish = Publish {
        document: Arc::new(document),
        judged: Judged { effort: None, number: JUDGED },
        hash: Digest::of(&[text.as_bytes()]),
        size: 1,
        by: by.parse().unwrap(),
        effective: date!("2026-01-10"),
    };
    decide_book(&shelf.world.published, &"key".parse().unwrap(), &publish, shelf.recorded()).map(drop)
}

/// The framework counts in halves, and the rules would count in quarters.
fn defined_otherwise() -> Refusal {
    let text = document("rules.toml");
    assert_eq!(publish("bank-publisher", text), Ok(()), "the same rules again are a new version");
    publish("bank-publisher", &text.replacen("quantum = \"0.5\"", "quantum = \"0.25\"", 1)).unwrap_err()
}

fn document(name: &str) -> &'static str {
    DOCUMENTS.iter().find(|(known, _)| *known == name).unwrap().1
}

fn published(name: &str, from: &str, to: &str) -> Refusal {
    let text = document(name);
    assert_eq!(publish("bank-publisher", text), Ok(()), "the same document under its own code is a new version");
    publish("bank-publisher", &text.replace(from, to)).unwrap_err()
}

fn published_by(by: &str) -> Refusal {
    publish(by, document("courses.toml")).unwrap_err()
}

/// Held against a file, or written into it.
fn golden(path: &str, text: &str) {
    if std::env::var_os("CREDITBANK_BLESS").is_some() {
        std::fs::write(path, text).unwrap();
        return;
    }
    assert_eq!(text, std::fs::read_to_string(path).unwrap());
}

#[test]
fn every_refusal_says_what_the_gallery_says() {
    golden(GALLERY, &tried().iter().map(Shown::text).collect::<Vec<_>>().join("\n"));
}

#[test]
fn codes_stay() {
    golden(CODES, &Refusal::codes().map(|code| format!("{code}\n")).collect::<String>());
}

#[test]
fn no_two_refusals_share_a_code_and_each_says_its_group() {
    let groups = ["request", "passbook", "who", "when", "what", "lot", "award"];
    let all: BTreeSet<_> = Refusal::codes().collect();
    assert_eq!(all.len(), Refusal::codes().count());
    for code in all {
        let (group, name) = code.split_once('/').unwrap();
        assert!(groups.contains(&group), "{code}");
        assert!(name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{code}");
    }
}

#[test]
fn every_variant_is_provoked_or_excused() {
    let mut times: BTreeMap<_, _> = Refusal::codes().map(|code| (code, 0)).collect();
    assert!(times.len() > 50, "the variants were not found: {times:?}");
    for row in ROWS {
        *times.get_mut(row.0).unwrap() += 1;
    }
    for Shown(refusal, ..) in others() {
        *times.get_mut(refusal.code()).unwrap() += 1;
    }
    for (why, refusal) in elsewhere().into_iter().take(4) {
        let code = refusal.code();
        assert_eq!(times.insert(code, 1), Some(0), "{code} is provoked, though {why}");
    }
    let never: Vec<_> = times.iter().filter(|(_, times)| **times == 0).map(|(code, _)| code).collect();
    assert!(never.is_empty(), "nothing provokes {never:?}");
}

#[test]
fn messages_are_lower_case_without_a_full_stop() {
    for Shown(refusal, ..) in tried() {
        let (code, says) = (refusal.code(), refusal.to_string());
        assert!(!says.ends_with('.') && !says.starts_with(char::is_uppercase), "{code}: {says}");
    }
}

#[test]
fn json_has_the_code_and_what_is_named() {
    for Shown(refusal, ..) in tried() {
        let json = serde_json::to_value(&refusal).unwrap();
        assert_eq!(json["code"], refusal.code());
        let plain = |value: &serde_json::Value| !matches!(value, serde_json::Value::String(text) if text.is_empty());
        assert!(json.as_object().unwrap().values().all(plain), "{json}");
    }
}

/// Fields in the order in which they are declared, and everything as its usual text.
#[test]
fn json_reads_as_a_service_would_send_it() {
    let shown = |setup: &str, line: &str| serde_json::to_string(&stage(setup).say(line).unwrap().unwrap_err()).unwrap();
    assert_eq!(shown("", "sv-registrar 01-10 open"), r#"{"code":"passbook/already-open"}"#);
    assert_eq!(
        shown("", "sv-former 01-10 accrue A 80 percent"),
        r#"{"code":"who/mandate-not-in-force","mandate":"sv-former","valid":"2020-01-01..2026-01-01","day":"2026-08-31"}"#
    );
    assert_eq!(
        shown(ONE, "sv-reviewer 01-20 hold 1.0:0.3 through 2026-02-01"),
        r#"{"code":"what/off-quantum","credits":"0.3","quantum":"0.5","unit":"sv"}"#
    );
    assert_eq!(
        shown(IN_SCHOOL, "hv-awarder 01-25 bind consume award:T 1.0:1.5"),
        r#"{"code":"lot/reserved","lot":"1.0","scopes":["award:S@2.0"],"free":"1","short":"0.5","carrier":{"programme":"T"}}"#
    );
    assert_eq!(
        shown(FAILED, "sv-registrar 01-14 assess transfer 1 chinese=90,mathematics=90"),
        concat!(
            r#"{"code":"award/gate-tried","gate":"transfer","attempts":2,"missed":["#,
            r#"{"subject":"chinese","marks":"40","needed":"50","short":"10"},"#,
            r#"{"marks":"100","needed":"120","short":"20"}]}"#
        )
    );
}

/// The words in Latin letters outside of back quotes, but for units behind an amount.
fn foreign(text: &str) -> Vec<&str> {
    let outside = text.split('`').step_by(2);
    let words = outside.flat_map(|part| {
        let words: Vec<_> = part.split(|c: char| !c.is_ascii_graphic()).filter(|word| !word.is_empty()).collect();
        let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let is_unit = |at: usize| at > 0 && is_number(words[at - 1]);
        let latin = |word: &str| word.bytes().any(|byte| byte.is_ascii_alphabetic());
        let found = (0..words.len()).filter(|at| latin(words[*at]) && !is_unit(*at));
        found.map(|at| words[at]).collect::<Vec<_>>()
    });
    words.collect()
}

#[test]
fn what_is_told_in_chinese_is_chinese() {
    for Shown(refusal, ..) in tried() {
        let (code, says) = (refusal.code(), tell_refusal(&refusal, Language::Chinese));
        assert_eq!(foreign(&says), Vec::<&str>::new(), "{code}: {says}");
        assert!(says.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)), "{code}: {says}");
        assert!(!says.ends_with(['。', '.', '；']) && says.matches('`').count() % 2 == 0, "{code}: {says}");
        assert!(!DATED.iter().any(|word| says.contains(word)), "{code}: {says}");
        assert_eq!(tell_refusal(&refusal, Language::English), refusal.to_string());
    }
    assert_eq!(foreign("学分 4 sv，`core`，award 3 hv"), ["award"]);
}

/// The page of each verb says which groups it can meet beside those that every command can: no row meets another.
#[test]
fn the_page_of_a_verb_names_the_groups_that_it_meets() {
    let files = std::fs::read_dir(VERBS).unwrap().map(|file| file.unwrap().path()).filter(|path| path.is_file());
    let all: String = files.map(|path| std::fs::read_to_string(path).unwrap()).collect();
    for row in ROWS {
        let (group, _) = row.0.split_once('/').unwrap();
        if ["request", "passbook", "who", "when"].contains(&group) {
            continue;
        }
        let verb = stage(row.1).read(row.2).unwrap().act.verb();
        let item = [" ", "(", ";"].iter().find_map(|end| all.find(&format!("pub struct {verb}{end}")));
        let item = item.unwrap_or_else(|| panic!("{verb} is not there"));
        let page = all[..item].rsplit_once("\n\n").unwrap().1;
        let name = format!("[`{}Refusal`]", capitals(group));
        assert!(page.contains(&name), "{verb} meets {}, and its page does not name the group", row.0);
    }
}

/// `award` to `Award`.
fn capitals(word: &str) -> String {
    word[..1].to_uppercase() + &word[1..]
}
