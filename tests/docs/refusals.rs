//! Every refusal, provoked: the command that is refused, and beside it the nearest one that is accepted. What each
//! says stands in the gallery `tests/errors/refusals.txt`; `CREDITBANK_BLESS=1` writes it anew.

use std::collections::BTreeMap;
use std::sync::Arc;

use creditbank::analysis::JUDGED;
use creditbank::document::Limits;
use creditbank::ledger::{Act, Attached, Document, Redeem, Refusal};
use creditbank::line::Judged;
use creditbank::testing::engine::{Publish, decide_book};
use creditbank::testing::shelf::Shelf;
use creditbank::testing::world::{DOCUMENTS, learner};
use creditbank::{Digest, date};

const GALLERY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/errors/refusals.txt");
const VARIANTS: &str = include_str!("../../src/ledger/refusal.rs");

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
    Row("NotOpened", "", "3: sv-registrar 01-10 accrue A 80 percent", "3: sv-registrar 01-10 open"),
    Row("AlreadyOpen", "", "sv-registrar 01-10 open", "3: sv-registrar 01-10 open"),
    Row("Closed", "bank-operator 01-20 close", "sv-registrar 01-21 open", "bank-operator 01-21 reopen"),
    Row("Closed", "bank-operator 01-20 close", "sv-registrar 01-21 accrue A 80 percent", "bank-operator 01-21 reopen"),
    Row("Merged", "bank-operator 01-20 merge_out 2", "sv-registrar 01-21 accrue A 80 percent", "2: sv-registrar 01-21 accrue A 80 percent"),
    // Who.
    Row("UnknownMandate", "", "sv-nobody 01-10 accrue A 80 percent", ONE),
    Row("MandateNotInForce", "", "sv-former 01-10 accrue A 80 percent", ONE),
    Row("WrongRole", "", "sv-awarder 01-10 accrue A 80 percent", ONE),
    Row("OwnPassbook", "", "sv-learner 01-10 accrue A 80 percent", "2: sv-learner 01-10 accrue A 80 percent"),
    Row("OwnPassbook", "bank-operator 01-20 merge_out 2\n2: bank-operator 01-20 merge_in 1", "2: sv-learner 01-21 accrue A 80 percent", "2: sv-registrar 01-21 accrue A 80 percent"),
    Row("UnknownInstitution", "", "ghost-registrar 01-10 accrue A 80 percent", ONE),
    Row("NoPower", "", "sv-operator 01-10 close", "bank-operator 01-10 close"),
    Row("NoPower", "hv-registrar 01-10 accrue C B letters", "hv-reviewer 07-01 hold 1.0:1 through 2026-08-01", "hv-reviewer 06-30 hold 1.0:1 through 2026-08-01"),
    Row("MayNotIssue", "", "sv-registrar 01-10 accrue HIGH 80 percent", ONE),
    Row("MayNotIssue", "", r#"sv-registrar 01-01 {"accrue":{"of":{"certified":{"code":"x","kind":"training","tier":"secondary"}}}}"#, r#"sv-registrar 2025-12-31 {"accrue":{"of":{"certified":{"code":"x","kind":"training","tier":"secondary"}}}}"#),
    Row("NotYours", ONE, "hv-registrar 01-20 revoke 1.0", "sv-registrar 01-20 revoke 1.0"),
    Row("NotYours", "sv-registrar 01-10 accrue A 80 percent\nsv-awarder 01-20 bind reserve set:Q 1.0:4", "hv-awarder 01-21 unbind 2.0", "sv-awarder 01-21 unbind 2.0"),
    // When.
    Row("InFuture", "", "sv-registrar 09-01 accrue A 80 percent", "sv-registrar 08-31 accrue A 80 percent"),
    Row("TooEarly", "sv-registrar 01-10 accrue A 80 percent\nsv-awarder 01-20 bind reserve set:Q 1.0:4", "sv-awarder 01-19 unbind 2.0", "sv-awarder 01-20 unbind 2.0"),
    Row("TooEarly", ONE, "sv-reviewer 01-09 hold 1.0:4 through 2026-02-01", "sv-reviewer 01-10 hold 1.0:4 through 2026-02-01"),
    Row("TooEarly", "bank-operator 01-20 close", "bank-operator 01-19 reopen", "bank-operator 01-20 reopen"),
    // What.
    Row("Nothing", ONE, "sv-reviewer 01-20 hold - through 2026-02-01", "sv-reviewer 01-20 hold 1.0:0.5 through 2026-02-01"),
    Row("Nothing", ONE, "sv-reviewer 01-20 hold 1.0:0 through 2026-02-01", "sv-reviewer 01-20 hold 1.0:0.5 through 2026-02-01"),
    Row("NamedTwice", ONE, "sv-reviewer 01-20 hold 1.0:2,1.0:2 through 2026-02-01", "sv-reviewer 01-20 hold 1.0:4 through 2026-02-01"),
    Row("UnknownCourse", "", "sv-registrar 01-10 accrue NOWHERE 80 percent", ONE),
    Row("CourseNotValued", "", "sv-registrar 01-10 accrue OLD 80 percent", "sv-registrar 2020-12-31 accrue OLD 80 percent"),
    Row("CourseOfOther", "", "sv-registrar 01-10 accrue C B letters", "hv-registrar 01-10 accrue C B letters"),
    Row("CertifiedCourse", "", r#"sv-registrar 01-10 {"accrue":{"of":{"certified":{"code":"x","kind":"course","tier":"secondary"}}}}"#, r#"sv-registrar 01-10 {"accrue":{"of":{"certified":{"code":"x","kind":"exam","tier":"secondary"}}}}"#),
    Row("UnknownUnit", "", r#"sv-registrar 01-10 {"accrue":{"of":{"certified":{"amount":"2 cup","code":"x","kind":"exam","tier":"secondary"}}}}"#, r#"sv-registrar 01-10 {"accrue":{"of":{"certified":{"amount":"2 sv","code":"x","kind":"exam","tier":"secondary"}}}}"#),
    Row("OffQuantum", ONE, "sv-reviewer 01-20 hold 1.0:0.3 through 2026-02-01", "sv-reviewer 01-20 hold 1.0:0.5 through 2026-02-01"),
    Row("OffQuantum", "", "sv-registrar 01-10 accrue ODD 80 percent", ONE),
    Row("AmountWithoutPass", "", r#"sv-registrar 01-10 {"record":{"of":{"certified":{"amount":"2 sv","code":"x","kind":"exam","tier":"secondary"}},"result":"failed"}}"#, r#"sv-registrar 01-10 {"record":{"of":{"certified":{"code":"x","kind":"exam","tier":"secondary"}},"result":"failed"}}"#),
    Row("GradeMissing", "", r#"sv-registrar 01-10 {"accrue":{"of":{"course":"A"}}}"#, ONE),
    Row("UnknownScale", "", "sv-registrar 01-10 accrue STRANGE 80 nowhere", ONE),
    Row("WrongScale", "", "sv-registrar 01-10 accrue A B letters", ONE),
    Row("WrongScale", ONE, "sv-registrar 01-20 regrade 1.0 B letters", "sv-registrar 01-20 regrade 1.0 81 percent"),
    Row("OffScale", "", "sv-registrar 01-10 accrue A 100.5 percent", "sv-registrar 01-10 accrue A 100 percent"),
    Row("BelowPass", "", "sv-registrar 01-10 accrue A 59.5 percent", "sv-registrar 01-10 record A 59.5 percent"),
    Row("Passes", "", "sv-registrar 01-10 record A 60 percent", "sv-registrar 01-10 accrue A 60 percent"),
    Row("UnknownLevel", "", r#"sv-registrar 01-10 {"accrue":{"of":{"certified":{"code":"x","kind":"exam","level":"nqf 4","tier":"secondary"}}}}"#, r#"sv-registrar 01-10 {"accrue":{"of":{"certified":{"code":"x","kind":"exam","level":"nqf 3","tier":"secondary"}}}}"#),
    Row("BadTeam", "", r#"hv-registrar 01-10 {"accrue":{"of":{"certified":{"code":"x","kind":"competition","team":{"member_no":4,"team_size":3},"tier":"higher"}}}}"#, r#"hv-registrar 01-10 {"accrue":{"of":{"certified":{"code":"x","kind":"competition","team":{"member_no":3,"team_size":3},"tier":"higher"}}}}"#),
    Row("DatesReversed", ONE, "sv-reviewer 01-20 hold 1.0:4 through 2026-01-19", "sv-reviewer 01-20 hold 1.0:4 through 2026-01-20"),
    Row("DatesReversed", "", "sv-registrar 01-10 accrue A 80 percent through 2026-01-09", "sv-registrar 01-10 accrue A 80 percent through 2026-01-10"),
    Row("DatesReversed", "", "sv-registrar 01-10 enrol P 2026-02-01 ends 2026-01-31", "sv-registrar 01-10 enrol P 2026-02-01 ends 2026-02-01"),
    Row("EarnedLater", "", "sv-registrar 01-10 accrue A 80 percent earned 01-11", "sv-registrar 01-10 accrue A 80 percent earned 01-10"),
    Row("EarnedLater", "", "sv-registrar 01-10 failed A earned 01-11", "sv-registrar 01-10 failed A earned 01-09"),
    Row("DatesReversed", "", "sv-registrar 01-10 accrue A 80 percent earned 01-05 through 2026-01-04", "sv-registrar 01-10 accrue A 80 percent earned 01-05 through 2026-01-05"),
    Row("OtherUnit", ONE, "sv-registrar 01-20 revalue 1.0 3 hv", "sv-registrar 01-20 revalue 1.0 3 sv"),
    Row("RevaluedToNothing", ONE, "sv-registrar 01-20 revalue 1.0 0 sv", "sv-registrar 01-20 revoke 1.0"),
    Row("OffQuantum", ONE, "sv-registrar 01-20 revalue 1.0 3.2 sv", "sv-registrar 01-20 revalue 1.0 3.5 sv"),
    Row("WorthAlready", ONE, "sv-registrar 01-20 revalue 1.0 4 sv", "sv-registrar 01-20 revalue 1.0 4.5 sv"),
    Row("MadeByRule", CONVERTED, "hv-registrar 02-10 revalue 3.1 2 hv", "hv-registrar 02-10 revoke 3.1"),
    Row("Revoked", "sv-registrar 01-10 accrue A 80 percent\nsv-registrar 01-20 revoke 1.0", "sv-registrar 01-25 revalue 1.0 3 sv", "sv-registrar 01-25 reverse 2"),
    Row("NotYours", ONE, "hv-registrar 01-20 revalue 1.0 3 sv", "sv-registrar 01-20 revalue 1.0 3 sv"),
    Row("TooEarly", "sv-registrar 01-10 accrue A 80 percent\nsv-awarder 01-20 bind reserve set:Q 1.0:4", "sv-registrar 01-19 revalue 1.0 3 sv", "sv-registrar 01-20 revalue 1.0 3 sv"),
    Row("InUse", "sv-registrar 01-10 accrue A 80 percent\nsv-registrar 01-20 revalue 1.0 3 sv\nsv-registrar 01-21 revalue 1.0 2 sv", "sv-registrar 01-25 reverse 2", "sv-registrar 01-25 reverse 3"),
    Row("InUse", "sv-registrar 01-10 accrue NONE 80 percent\nsv-awarder 01-20 bind reserve set:Q 1.0:0", "sv-registrar 01-25 revalue 1.0 2 sv", "sv-awarder 01-25 unbind 2.0"),
    Row("AlreadyRecorded", "sv-registrar 01-10 accrue A 80 percent tag a", "sv-registrar 01-10 accrue A 85 percent tag a", "sv-registrar 01-10 accrue A 85 percent tag b"),
    Row("TagOfAnother", "sv-registrar 01-10 accrue A 80 percent tag a", "sv-registrar 01-11 accrue B 80 percent tag a", "sv-registrar 01-11 accrue B 80 percent tag b"),
    Row("TagOfAnother", "hv-registrar 01-10 certify certificate F 2 hv - through 2026-06-30 level nqf/2 tag a", "hv-registrar 03-01 certify certificate F 2 hv - through 2026-12-31 level nqf/3 tag a", "hv-registrar 03-01 certify certificate F 2 hv - through 2026-12-31 level nqf/2 tag a"),
    Row("RenewalTooShort", "hv-registrar 01-10 certify certificate F 2 hv - through 2026-06-30 tag a", "hv-registrar 03-01 certify certificate F 2 hv - through 2026-06-30 tag a", "hv-registrar 03-01 certify certificate F 2 hv - through 2026-07-01 tag a"),
    Row("RenewalTooShort", "hv-registrar 03-01 certify certificate F 2 hv - through 2026-06-30 tag a", "hv-registrar 01-10 certify certificate F 2 hv - tag a", "hv-registrar 01-10 certify certificate F 2 hv - through 2026-06-29 tag a"),
    Row("LivesTooLong", "", "hv-registrar 01-10 certify senior F 2 hv -", "hv-registrar 01-10 certify senior F 2 hv - through 2027-01-10"),
    // Which.
    Row("Unknown", ONE, "sv-registrar 01-20 revoke 2.0", "sv-registrar 01-20 revoke 1.0"),
    Row("Unknown", "sv-registrar 01-10 enrol P 2026-02-01", "sv-registrar 01-20 leave 9", "sv-registrar 01-20 leave 1"),
    Row("Unknown", ONE, "sv-registrar 01-20 reverse 2", "sv-registrar 01-20 reverse 1"),
    Row("Ended", "sv-registrar 01-10 accrue A 80 percent\nsv-reviewer 01-20 hold 1.0:4 through 2026-02-01\nsv-reviewer 01-21 release 2.0", "bank-operator 03-01 lapse 2.0", "sv-reviewer 03-01 hold 1.0:4 through 2026-03-01"),
    Row("Suspended", "sv-registrar 01-10 accrue A 80 percent\nhv-registrar 02-01 apply 1.0:4\nhv-reviewer 02-02 approve 2.0\nsv-registrar 02-03 revoke 1.0", "hv-awarder 02-04 bind reserve set:Q 3.1:1", "hv-reviewer 02-04 keep decision:3.0 4"),
    Row("Revoked", "sv-registrar 01-10 accrue A 80 percent\nsv-registrar 01-20 revoke 1.0", "sv-reviewer 01-25 hold 1.0:4 through 2026-02-01", "sv-registrar 01-25 reverse 2"),
    Row("Expired", "sv-registrar 01-10 accrue A 80 percent through 2026-02-28", "sv-reviewer 03-01 hold 1.0:4 through 2026-04-01", "sv-reviewer 02-28 hold 1.0:4 through 2026-04-01"),
    Row("Held", "sv-registrar 01-10 accrue A 80 percent\nsv-reviewer 01-20 hold 1.0:3 through 2026-02-01", "sv-awarder 01-25 bind reserve set:Q 1.0:1.5", "sv-awarder 01-25 bind reserve set:Q 1.0:1"),
    Row("Consumed", "sv-registrar 01-10 accrue A 80 percent\nsv-awarder 01-20 bind consume set:Q 1.0:3", "sv-awarder 01-25 bind reserve set:R 1.0:1.5", "sv-awarder 01-25 bind reserve set:R 1.0:1"),
    Row("InScope", IN_SCHOOL, "sv-awarder 01-25 bind reserve award:S 1.0:1.5", "sv-awarder 01-25 bind reserve award:W 1.0:1.5"),
    Row("Reserved", IN_SCHOOL, "sv-awarder 01-25 bind reserve set:R 1.0:1.5", "sv-awarder 01-25 bind reserve award:W 1.0:1.5"),
    Row("Reserved", IN_SCHOOL, "sv-awarder 01-25 bind consume award:P 1.0:1.5", "sv-awarder 01-25 bind consume award:W 1.0:1.5"),
    Row("Reserved", IN_SCHOOL, "hv-awarder 01-25 bind consume award:T 1.0:1.5", "sv-awarder 01-25 bind consume award:W 1.0:1.5"),
    Row("Reserved", IN_SCHOOL, "sv-reviewer 01-25 hold 1.0:1.5 through 2026-02-01", "sv-reviewer 01-25 hold 1.0:1 through 2026-02-01"),
    Row("Reserved", IN_SCHOOL, "hv-registrar 02-01 apply 1.0:4 rule a-to-c", "sv-awarder 02-01 unbind 2.0"),
    Row("Short", ONE, "sv-awarder 01-25 bind reserve set:R 1.0:4.5", "sv-awarder 01-25 bind reserve set:R 1.0:4"),
    // Which attempt.
    Row("GroupInUse", RETAKEN, "sv-awarder 01-25 bind reserve set:Q 3.0:1", "sv-awarder 01-25 bind reserve set:Q 1.0:1"),
    Row("GroupInUse", RETAKEN, "hv-registrar 02-01 apply 3.0:4", "sv-reviewer 02-01 release 2.0"),
    Row("GroupInUse", REPLACED, "sv-awarder 01-26 keep decision:2.0 4", "sv-awarder 01-26 undo decision:2.0 4"),
    Row("NotStanding", "sv-registrar 01-10 accrue L 90 percent\nsv-registrar 01-20 accrue L 70 percent", "sv-awarder 01-25 bind reserve set:Q 1.0:2", "sv-awarder 01-25 bind reserve set:Q 2.0:2"),
    Row("NotStanding", "sv-registrar 01-10 accrue L 90 percent\nsv-registrar 01-20 failed L", "sv-awarder 01-20 bind reserve set:Q 1.0:2", "sv-awarder 01-19 bind reserve set:Q 1.0:2"),
    Row("NotStanding", "sv-registrar 01-10 accrue L 90 percent\nsv-awarder 01-15 bind reserve set:Q 1.0:1\nsv-registrar 01-20 accrue L 70 percent", "sv-awarder 01-25 bind reserve set:R 1.0:1", "sv-awarder 01-25 unbind 2.0"),
    Row("OverMost", FOUR_TIMES, "sv-awarder 01-25 bind reserve set:R 4.0:1.5", "sv-awarder 01-25 bind reserve set:R 4.0:1"),
    Row("OverMost", "sv-registrar 01-10 accrue ER 80 percent run 1\nsv-registrar 01-10 accrue ER 80 percent run 2\nsv-registrar 01-10 accrue ER 80 percent run 3", "sv-awarder 01-25 bind reserve set:R 1.0:1.5,2.0:1.5,3.0:1.5", "sv-awarder 01-25 bind reserve set:R 1.0:1.5,3.0:1.5"),
    Row("OneAttempt", "sv-registrar 01-10 accrue A 80 percent\nsv-registrar 01-20 accrue A 90 percent", "sv-awarder 01-25 bind reserve set:Q 1.0:4,2.0:4", "sv-awarder 01-25 bind reserve set:Q 1.0:4"),
    Row("OneAttempt", "sv-registrar 01-10 accrue A 80 percent\nsv-registrar 01-20 accrue A 90 percent", "hv-registrar 02-01 apply 1.0:4,2.0:4", "hv-registrar 02-01 apply 2.0:4"),
    // How.
    Row("NotLapsed", "sv-registrar 01-10 accrue A 80 percent\nsv-reviewer 01-20 hold 1.0:4 through 2026-02-01", "bank-operator 02-01 lapse 2.0", "bank-operator 02-02 lapse 2.0"),
    Row("NothingDue", "sv-registrar 01-10 accrue A 80 percent through 2026-02-28", "bank-operator 02-28 expire", "bank-operator 03-01 expire"),
    Row("NotSuspended", "sv-registrar 01-10 accrue A 80 percent\nsv-awarder 01-20 bind reserve set:Q 1.0:4\nsv-registrar 01-21 revoke 1.0", "sv-awarder 01-25 keep decision:2.0 1", "sv-awarder 01-25 keep decision:2.0 3"),
    Row("PlanDiffers", "sv-registrar 01-10 accrue A 80 percent\nsv-registrar 01-10 accrue B 80 percent\nsv-awarder 01-20 bind reserve set:Q 1.0:4\nsv-registrar 01-21 revoke 1.0", "sv-awarder 01-25 replan decision:3.0 4 1.0 2.0:3.5", "sv-awarder 01-25 replan decision:3.0 4 1.0 2.0:4"),
    Row("InUse", "sv-registrar 01-10 accrue A 80 percent\nsv-awarder 01-20 bind reserve set:Q 1.0:4", "sv-registrar 01-21 reverse 1", "sv-registrar 01-21 reverse 1 cascade 2.0/sv-awarder"),
    Row("DecisionTwice", "sv-registrar 01-10 accrue A 80 percent\nsv-awarder 01-20 bind reserve set:Q 1.0:4", "sv-registrar 01-21 reverse 1 cascade 2.0/sv-awarder,2.0/sv-awarder", "sv-registrar 01-21 reverse 1 cascade 2.0/sv-awarder"),
    Row("Unrelated", "sv-registrar 01-10 accrue A 80 percent\nsv-registrar 01-10 accrue B 80 percent\nsv-awarder 01-20 bind reserve set:Q 1.0:4", "sv-registrar 01-21 reverse 2 cascade 3.0/sv-awarder", "sv-registrar 01-21 reverse 2"),
    Row("InUse", "sv-registrar 01-10 accrue A 80 percent\nsv-reviewer 01-20 hold 1.0:4 through 2026-02-01", "bank-operator 01-25 merge_out 2", "sv-reviewer 01-25 release 2.0"),
    Row("NotReversible", "sv-registrar 01-10 accrue A 80 percent\nsv-reviewer 01-20 hold 1.0:4 through 2026-02-01", "sv-registrar 01-25 reverse 2", "sv-reviewer 01-25 release 2.0"),
    Row("Reversed", "sv-registrar 01-10 accrue A 80 percent\nsv-registrar 01-20 reverse 1", "sv-registrar 01-25 reverse 1", "sv-registrar 01-25 accrue A 80 percent"),
    // Applications.
    Row("NoPowerAt", ONE, "sv-2-registrar 02-01 apply 1.0:4", "hv-registrar 02-01 apply 1.0:4"),
    Row("SamePerson", "sv-registrar 01-10 accrue B 80 percent\nsv-registrar 02-01 apply 1.0:1\nsv-reviewer-2 02-02 refuse 2.0\nsv-registrar 02-03 appeal 2.0", "sv-reviewer-3 02-04 approve 2.0", "sv-reviewer 02-04 approve 2.0"),
    Row("NotInForce", ONE, r#"hv-registrar 02-01 {"apply":{"document":"other-rules","take":[{"credits":"4","lot":"1.0"}]}}"#, "hv-registrar 02-01 apply 1.0:4"),
    Row("NotInForce", "sv-registrar 2025-12-01 accrue A 80 percent", "hv-registrar 2025-12-31 apply 1.0:4", "hv-registrar 01-01 apply 1.0:4"),
    Row("UnknownRule", ONE, "hv-registrar 02-01 apply 1.0:4 rule a-to-d", "hv-registrar 02-01 apply 1.0:4 rule a-to-c"),
    Row("NameRule", "sv-registrar 01-10 certify exam OP 2 sv -", "sv-registrar 02-01 apply 1.0:2", "sv-registrar 02-01 apply 1.0:2 rule option-of-two"),
    Row("AmbiguousRules", "sv-registrar 01-10 certify exam AM 2 sv -", "sv-registrar 02-01 apply 1.0:2", "sv-registrar 02-01 apply 1.0:1"),
    Row("NoReason", APPLIED, r#"hv-reviewer 02-02 {"refuse":{"application":"2.0","reasons":[]}}"#, "hv-reviewer 02-02 refuse 2.0"),
    Row("NoReason", REFUSED, r#"hv-registrar 02-03 {"appeal":{"application":"2.0","reasons":[]}}"#, "hv-registrar 02-03 appeal 2.0"),
    Row("NotInReview", REFUSED, "hv-reviewer-2 02-03 approve 2.0", "hv-registrar 02-03 appeal 2.0"),
    Row("NothingToAppeal", APPLIED, "hv-registrar 02-03 appeal 2.0", "hv-registrar 02-03 withdraw 2.0"),
    Row("AppealTooLate", "today 2026-02-02\nsv-registrar 01-10 accrue A 80 percent\nhv-registrar 02-01 apply 1.0:4\nhv-reviewer 02-02 refuse 2.0\ntoday 2026-02-13", "hv-registrar 02-12 appeal 2.0", "hv-registrar 02-12 withdraw 2.0"),
    Row("ApplicationSuspended", "sv-registrar 01-10 accrue A 80 percent\nhv-registrar 02-01 apply 1.0:4\nsv-registrar 02-02 revoke 1.0", "hv-reviewer 02-03 approve 2.0", "hv-reviewer 02-03 keep hold:2.0 3"),
    Row("ResidualMoved", "sv-registrar 01-10 accrue B 80 percent\nsv-registrar 02-01 apply 1.0:1\nsv-registrar 02-01 apply 1.0:1\nsv-reviewer 02-02 approve 3.0", "bank-reviewer 02-02 approve 3.0", "sv-reviewer 02-02 approve 2.0"),
    Row("OfApplication", APPLIED, "hv-reviewer 02-03 release 2.0", "hv-registrar 02-03 withdraw 2.0"),
    Row("InUse", "sv-registrar 01-10 accrue B 80 percent\nsv-registrar 02-01 apply 1.0:1\nsv-reviewer 02-02 approve 2.0\nbank-reviewer 02-02 approve 2.0\nsv-registrar 02-03 apply 1.0:2\nsv-reviewer 02-03 approve 5.0\nbank-reviewer 02-03 approve 5.0", "sv-reviewer 02-04 reverse 4", "sv-reviewer 02-04 reverse 4 cascade 7.0/sv-reviewer"),
    Row("EndsOtherwise", "sv-registrar 01-10 accrue A 80 percent\nhv-registrar 02-01 apply 1.0:4\nhv-reviewer 02-02 approve 2.0", "hv-awarder 02-03 unbind 3.0", "hv-reviewer 02-03 reverse 3"),
    // Programmes and awards.
    Row("NotAwarder", "", "sv-registrar 01-10 matriculate U", "hv-registrar 01-10 matriculate U"),
    Row("NotInForce", "", r#"sv-registrar 01-10 {"matriculate":{"document":"other-programmes","programme":"S"}}"#, "sv-registrar 01-10 matriculate S"),
    Row("NotInDocument", "", "sv-registrar 01-10 matriculate X", "sv-registrar 01-10 matriculate S"),
    Row("NotInDocument", "", "sv-registrar 01-10 matriculate S at S-X/1", "sv-registrar 01-10 matriculate S at S-T/1"),
    Row("NoStage", "", "sv-registrar 01-10 matriculate S at S-T/3", "sv-registrar 01-10 matriculate S at S-T/1"),
    Row("StageAlone", "", r#"sv-registrar 01-10 {"matriculate":{"document":"world-programmes","programme":"S","stage":1}}"#, "sv-registrar 01-10 matriculate S"),
    Row("StageOfOther", "", "hv-registrar 01-10 matriculate T at S-T/1", "sv-registrar 01-10 matriculate S at S-T/1"),
    Row("NotInDocument", SCHOOL, r#"sv-reviewer 01-12 {"relieve":{"clause":"other","matriculation":"1","reason":"r","relief":{"waive":{"id":"core","what":"part"}}}}"#, "sv-reviewer 01-12 waive part:core of 1"),
    Row("NotInProgramme", SCHOOL, "sv-reviewer 01-12 waive part:nowhere of 1", "sv-reviewer 01-12 waive part:core of 1"),
    Row("UnknownGate", SCHOOL, "sv-registrar 01-12 assess exit 1 chinese=60,mathematics=60", "sv-registrar 01-12 assess transfer 1 chinese=60,mathematics=60"),
    Row("WrongMarks", SCHOOL, "sv-registrar 01-12 assess transfer 1 chinese=60", "sv-registrar 01-12 assess transfer 1 chinese=60,mathematics=60"),
    Row("WrongMarks", SCHOOL, "sv-registrar 01-12 assess transfer 1 chinese=60,mathematics=100.5", "sv-registrar 01-12 assess transfer 1 chinese=60,mathematics=100"),
    Row("Matriculated", SCHOOL, "sv-registrar 01-12 matriculate S", "hv-registrar 01-12 matriculate U"),
    Row("Matriculated", "sv-registrar 01-02 matriculate S\nsv-registrar 01-10 leave 1\nsv-registrar 01-11 matriculate S", "sv-registrar 01-12 reverse 2", "sv-registrar 01-12 reverse 3"),
    Row("NotEntered", SCHOOL, "hv-registrar 01-12 matriculate T at S-T/2", "hv-registrar 01-12 matriculate T"),
    Row("GateNotPassed", SCHOOL, "hv-registrar 01-12 matriculate T at S-T/2 from 1", "sv-registrar 01-12 assess transfer 1 chinese=60,mathematics=60"),
    Row("GatePassed", PASSED, "sv-registrar 01-13 assess transfer 1 chinese=90,mathematics=90", "hv-registrar 01-13 matriculate T at S-T/2 from 1"),
    Row("GateTried", FAILED, "sv-registrar 01-14 assess transfer 1 chinese=90,mathematics=90", "hv-registrar 01-14 matriculate U at S-U/2 from 1"),
    Row("AwardMissing", "sv-registrar 01-02 matriculate S at S-U/1\nsv-registrar 01-10 accrue A 70 percent\nsv-registrar 01-11 accrue B 80 percent", "hv-registrar 01-12 matriculate U at S-U/2 from 1", "sv-awarder 01-12 redeem 1"),
    Row("NoChange", SCHOOL, "hv-registrar 02-10 matriculate U at S-U/2 from 1", "sv-registrar 02-10 matriculate S at S-U/1 from 1"),
    Row("ChangeNotOpen", SCHOOL, "sv-registrar 02-01 matriculate S at S-U/1 from 1", "sv-registrar 02-02 matriculate S at S-U/1 from 1"),
    Row("VersionNotLater", SCHOOL, "sv-registrar 02-01 matriculate S at S-T/1 from 1", "sv-registrar 02-02 matriculate S at S-U/1 from 1"),
    Row("StillNeeded", AWARDED, "sv-registrar 01-21 reverse 1", "sv-awarder 01-21 reverse 4"),
    Row("Awarded", AWARDED, "sv-awarder 01-21 redeem 1", "sv-awarder 01-21 revoke_award 4.0"),
    Row("NoAward", "sv-registrar 01-10 accrue A 80 percent\nsv-awarder 01-20 bind reserve award:S 1.0:4", "sv-awarder 01-21 revoke_award 2.0", "sv-awarder 01-21 unbind 2.0"),
    Row("EndsOtherwise", AWARDED, "sv-awarder 01-21 unbind 4.0", "sv-awarder 01-21 revoke_award 4.0"),
    Row("InUse", CARRIED, "sv-awarder 03-01 reverse 4", "hv-awarder 03-01 reverse 9"),
    Row("NotReached", "sv-registrar 01-02 matriculate S\nsv-registrar 01-10 accrue A 80 percent", "sv-awarder 01-20 redeem 1", "sv-registrar 01-20 accrue B 80 percent"),
    Row("NotReached", SCHOOL_AND_T, "hv-awarder 01-20 redeem 4", "sv-awarder 01-20 redeem 1"),
    Row("MergeTarget", "", "bank-operator 01-20 merge_out 1", "bank-operator 01-20 merge_out 2"),
];

/// Refusals that deciding does not give, and why.
const ELSEWHERE: &[(&str, &str)] = &[
    ("KeyReused", "the bank looks request keys up"),
    ("TooLong", "the bank seals lines"),
    ("InFlight", "only a bank knows what is on its way between passbooks: `tests/stories/attempts/pairs.rs`"),
    ("Moved", "a passbook with a moved lot is merged, and says so first"),
];

fn name_of(refusal: &Refusal) -> String {
    format!("{refusal:?}").split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_owned()
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

/// The message of every row, in the order of the table.
fn tried() -> Vec<(String, String, String)> {
    let mut gallery = Vec::new();
    for row in ROWS {
        let mut shelf = stage(row.1);
        let refusal = shelf.say(row.2).unwrap().expect_err(row.2);
        assert_eq!(name_of(&refusal), row.0, "{}: {refusal}", row.2);
        accepted(&mut shelf, row).unwrap();
        gallery.push((row.0.to_owned(), row.2.to_owned(), refusal.to_string()));
    }
    gallery.extend(others());
    gallery
}

/// What cannot be asked in a script.
fn others() -> Vec<(String, String, String)> {
    let refused = |what: &str, refusal: Refusal| (name_of(&refusal), what.to_owned(), refusal.to_string());
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
    assert_eq!(name_of(&after), "GroupInUse", "{after}");
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

#[test]
fn every_refusal_says_what_the_gallery_says() {
    let lines = tried().into_iter().map(|(name, asked, says)| format!("{name}\n  {asked}\n  {says}\n"));
    let gallery = lines.collect::<Vec<_>>().join("\n");
    if std::env::var_os("CREDITBANK_BLESS").is_some() {
        std::fs::write(GALLERY, gallery).unwrap();
        return;
    }
    assert_eq!(gallery, std::fs::read_to_string(GALLERY).unwrap());
}

#[test]
fn every_variant_is_provoked_or_excused() {
    let body = VARIANTS.split_once("pub enum Refusal {").unwrap().1.split_once("\n}\n").unwrap().0;
    let names = body.lines().filter_map(|line| {
        let name = line.strip_prefix("    ")?.split(|c: char| !c.is_alphanumeric()).next()?;
        name.starts_with(char::is_uppercase).then_some(name)
    });
    let mut times: BTreeMap<_, _> = names.map(|name| (name.to_owned(), 0)).collect();
    assert!(times.len() > 50, "the variants were not found: {times:?}");
    for (name, _, _) in tried() {
        *times.get_mut(&name).unwrap() += 1;
    }
    for (name, why) in ELSEWHERE {
        assert_eq!(times.insert((*name).to_owned(), 1), Some(0), "{name} is provoked, though {why}");
    }
    let never: Vec<_> = times.iter().filter(|(_, times)| **times == 0).map(|(name, _)| name).collect();
    assert!(never.is_empty(), "nothing provokes {never:?}");
}

#[test]
fn messages_are_lower_case_without_a_full_stop() {
    for (name, _, says) in tried() {
        assert!(!says.ends_with('.') && !says.starts_with(char::is_uppercase), "{name}: {says}");
    }
}
