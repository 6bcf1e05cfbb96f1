//! Why a command cannot be considered. A closed list, grouped in the order in which things are asked: the request,
//! the passbook, who, when, what, which, how. Within a group the verb decides which reason is met first.

use crate::credit::{Amount, Credits, OffQuantum, Ratio};
use crate::digest::Digest;
use crate::id::{
    Code, CourseId, DecisionId, DocumentId, EntryId, HoldId, InstitutionId, LearnerId, LotId, MandateId, ProgrammeId,
    RequestKey, ScaleId, UnitId,
};
use crate::ledger::named::{Carrier, Latest, Named, left_over, listed, waiting_for, way};
use crate::ledger::standing::{Scope, ScopeUse, Subject};
use crate::planner::Fault;
use crate::registry::{Grade, Level, OffScale, OutcomeKind, Power, Role, Thing, Tier};
use crate::time::{Date, Period};

/// Why a command cannot be considered. Nothing was written; correct what it names and ask again.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    // The request.
    /// The key already stands for another request.
    #[error("request key `{key}` already names another request, at position {position}; choose a new key")]
    KeyReused {
        /// The key.
        key: RequestKey,
        /// The position of the line that has it.
        position: u64,
    },

    // The passbook.
    /// Nobody has opened the passbook.
    #[error("learner {learner} has no passbook; open one first")]
    NotOpened {
        /// The learner.
        learner: LearnerId,
    },
    /// The passbook is open already.
    #[error("the passbook is open already")]
    AlreadyOpen,
    /// The passbook was opened before and is closed; reopening is another command.
    #[error("the passbook is closed since {since}; reopen it first")]
    Closed {
        /// The effective date of its closing.
        since: Date,
    },
    /// The passbook is in another.
    #[error("the passbook was merged into that of learner {into}; ask there")]
    Merged {
        /// That learner.
        into: LearnerId,
    },

    // Who.
    /// No published document knows the mandate.
    #[error("mandate `{mandate}` is not in any document in force on {day}")]
    UnknownMandate {
        /// The mandate.
        mandate: MandateId,
        /// The day it was recorded.
        day: Date,
    },
    /// The mandate does not hold on that day.
    #[error("mandate `{mandate}` holds in {valid}, not on {day}")]
    MandateNotInForce {
        /// The mandate.
        mandate: MandateId,
        /// When it holds.
        valid: Period,
        /// The day it was recorded.
        day: Date,
    },
    /// The mandate's role does not do this.
    #[error("mandate `{mandate}` has the role {role}; this takes the role {needed}")]
    WrongRole {
        /// The mandate.
        mandate: MandateId,
        /// Its role.
        role: Role,
        /// The role it takes.
        needed: Role,
    },
    /// Staff do not act on their own passbook.
    #[error("mandate `{mandate}` belongs to the learner whose passbook this is; a colleague must act")]
    OwnPassbook {
        /// The mandate.
        mandate: MandateId,
    },
    /// No published document knows the institution.
    #[error("institution `{institution}` is not in any document in force on {day}")]
    UnknownInstitution {
        /// The institution.
        institution: InstitutionId,
        /// The effective date.
        day: Date,
    },
    /// The institution does not have the power on that day.
    #[error("institution `{institution}` does not have the power to {power} on {day}")]
    NoPower {
        /// The institution.
        institution: InstitutionId,
        /// The power.
        power: Power,
        /// The effective date.
        day: Date,
    },
    /// The institution does not issue that kind of outcome at that tier on that day.
    #[error("institution `{institution}` may not issue outcomes of kind {kind} at tier {tier} on {day}")]
    MayNotIssue {
        /// The institution.
        institution: InstitutionId,
        /// The kind of outcome.
        kind: OutcomeKind,
        /// The tier.
        tier: Tier,
        /// The effective date.
        day: Date,
    },
    /// The institution does not have the power at that tier on that day.
    #[error("institution `{institution}` does not have the power to {power} at tier {tier} on {day}")]
    NoPowerAt {
        /// The institution.
        institution: InstitutionId,
        /// The power.
        power: Power,
        /// The tier.
        tier: Tier,
        /// The effective date.
        day: Date,
    },
    /// The same person filed the application, or has reviewed it before.
    #[error("the person of mandate `{mandate}` acted on this application before, by line {entry}; another person must")]
    SamePerson {
        /// The mandate.
        mandate: MandateId,
        /// The line.
        entry: EntryId,
    },
    /// Only the institution that made it may change it.
    #[error("`{owner}` made it, and only `{owner}` may change it, not `{institution}`")]
    NotYours {
        /// Who asked.
        institution: InstitutionId,
        /// Who made it.
        owner: InstitutionId,
    },
    /// The programme is awarded by others.
    #[error("programme `{programme}` is not awarded by `{institution}`")]
    NotAwarder {
        /// Who asked.
        institution: InstitutionId,
        /// The programme.
        programme: ProgrammeId,
    },

    // When.
    /// It is said to be true later than today.
    #[error("{effective} is later than today, {today}, in the book's time zone")]
    InFuture {
        /// The effective date.
        effective: Date,
        /// The day it was recorded.
        today: Date,
    },
    /// Something later already happened to what it changes.
    #[error("{effective} is before {latest}, the latest date of {subject}")]
    TooEarly {
        /// The effective date.
        effective: Date,
        /// The latest date of what it changes.
        latest: Date,
        /// What it changes.
        subject: Latest,
    },

    // What.
    /// The list is empty, or an amount in it is zero.
    #[error("nothing is asked for: at least one amount above zero is expected")]
    Nothing,
    /// The list names a lot twice.
    #[error("lot {lot} is named twice; name it once with the whole amount")]
    NamedTwice {
        /// The lot.
        lot: LotId,
    },
    /// No catalogue in force knows the course.
    #[error("course `{course}` is not in any catalogue in force on {day}")]
    UnknownCourse {
        /// The course.
        course: CourseId,
        /// The effective date.
        day: Date,
    },
    /// The course has no value on that day.
    #[error("course `{course}` has no credit value on {day}")]
    CourseNotValued {
        /// The course.
        course: CourseId,
        /// The effective date.
        day: Date,
    },
    /// The course belongs to another institution.
    #[error("course `{course}` is `{owner}`'s, which alone may certify it")]
    CourseOfOther {
        /// The course.
        course: CourseId,
        /// Its institution.
        owner: InstitutionId,
    },
    /// A course of the catalogue was certified by hand, or credit that a rule converts.
    #[error("a course is recorded by its catalogue code, and converted credit comes from a rule; neither is certified")]
    CertifiedCourse,
    /// There is no such document in force: a rule book, or programmes.
    #[error("{what} `{document}` is not in force on {day}")]
    NotInForce {
        /// What kind of document.
        what: &'static str,
        /// The document.
        document: DocumentId,
        /// The day of the command, or the basis date.
        day: Date,
    },
    /// The rule book has no such rule.
    #[error("rule book `{document}` has no rule `{rule}`")]
    UnknownRule {
        /// The rule.
        rule: Code,
        /// The rule book.
        document: DocumentId,
    },
    /// Several rules could be applied, and not all of them together.
    #[error("several rules apply, and the application must name one of them: {}", listed(rules))]
    NameRule {
        /// The rules.
        rules: Vec<Code>,
    },
    /// Two rules apply of a group in which only one may.
    #[error("rules {} both apply where only one may: the rule book must be corrected", listed(rules))]
    AmbiguousRules {
        /// The rules.
        rules: Vec<Code>,
    },
    /// The document has no programme, pathway or clause of that id.
    #[error("document `{document}` has no {what} `{id}`")]
    NotInDocument {
        /// What was named.
        what: &'static str,
        /// Its id.
        id: Code,
        /// The document.
        document: DocumentId,
    },
    /// The pathway has no such stage.
    #[error("a stage from 1 to {stages} of pathway `{pathway}` is expected")]
    NoStage {
        /// The pathway.
        pathway: Code,
        /// How many stages it has.
        stages: usize,
    },
    /// A stage was named without its pathway.
    #[error("stage {stage} is of a pathway, which is to be named with it")]
    StageAlone {
        /// The stage.
        stage: u32,
    },
    /// The stage is another programme.
    #[error("stage {stage} of pathway `{pathway}` is programme `{programme}`")]
    StageOfOther {
        /// The pathway.
        pathway: Code,
        /// The stage.
        stage: u32,
        /// Its programme.
        programme: ProgrammeId,
    },
    /// The programme has nothing of that id.
    #[error("programme `{programme}` has no {what} `{id}`")]
    NotInProgramme {
        /// What was named.
        what: &'static str,
        /// Its id.
        id: Code,
        /// The programme.
        programme: ProgrammeId,
    },
    /// No such gate is before the next stage.
    #[error("gate `{gate}` does not stand before the stage after matriculation {matriculation}")]
    UnknownGate {
        /// The gate.
        gate: Code,
        /// The matriculation.
        matriculation: EntryId,
    },
    /// A mark is missing, named twice, above the full marks, or of no subject of the gate.
    #[error("gate `{gate}` expects one mark for each of its subjects, up to its full marks; see `{subject}`")]
    WrongMarks {
        /// The gate.
        gate: Code,
        /// The subject.
        subject: Code,
    },
    /// No framework in force knows the unit.
    #[error("unit `{unit}` is not in any framework in force on {day}")]
    UnknownUnit {
        /// The unit.
        unit: UnitId,
        /// The effective date.
        day: Date,
    },
    /// The amount is not a whole number of quanta.
    #[error(transparent)]
    OffQuantum(OffQuantum),
    /// A lot was revalued in another unit than its own.
    #[error("lot {lot} counts in `{expected}`, not in `{given}`; a conversion gives credit in another unit")]
    OtherUnit {
        /// The lot.
        lot: LotId,
        /// The unit that was given.
        given: UnitId,
        /// The lot's.
        expected: UnitId,
    },
    /// A lot was revalued to nothing.
    #[error("lot {lot} is not revalued to nothing; what was not earned is revoked, and a line in error is reversed")]
    RevaluedToNothing {
        /// The lot.
        lot: LotId,
    },
    /// A lot was revalued to what it is worth.
    #[error("lot {lot} is worth {amount} already")]
    WorthAlready {
        /// The lot.
        lot: LotId,
        /// What it is worth.
        amount: Amount,
    },
    /// An amount was certified for an outcome that earned nothing.
    #[error("an outcome that is not passed has no amount")]
    AmountWithoutPass,
    /// A course needs a grade.
    #[error("a grade on scale `{scale}` is expected")]
    GradeMissing {
        /// The course's scale.
        scale: ScaleId,
    },
    /// No framework in force knows the scale.
    #[error("grade scale `{scale}` is not in any framework in force on {day}")]
    UnknownScale {
        /// The scale.
        scale: ScaleId,
        /// The effective date.
        day: Date,
    },
    /// The grade is on another scale than it should be.
    #[error("grade `{given}` is not on scale `{expected}`")]
    WrongScale {
        /// The grade.
        given: Grade,
        /// The scale it should be on.
        expected: ScaleId,
    },
    /// The mark is not on its scale.
    #[error(transparent)]
    OffScale(OffScale),
    /// The grade does not pass.
    #[error("grade `{grade}` does not pass; record the outcome as failed instead")]
    BelowPass {
        /// The grade.
        grade: Grade,
    },
    /// The grade passes, yet the outcome is recorded as failed.
    #[error("grade `{grade}` passes; accrue the outcome instead")]
    Passes {
        /// The grade.
        grade: Grade,
    },
    /// No framework in force knows the level.
    #[error("level `{level}` is not in any framework in force on {day}")]
    UnknownLevel {
        /// The level.
        level: Level,
        /// The effective date.
        day: Date,
    },
    /// The member's number does not fit the team.
    #[error("member {member_no} of a team of {team_size} cannot be; a number from 1 to the team's size is expected")]
    BadTeam {
        /// The member's number.
        member_no: u16,
        /// The team's size.
        team_size: u16,
    },
    /// An outcome is not earned after the day on which it became true in this book.
    #[error(
        "earned on {earned}, and true here from {effective}: what is earned later is not recorded before; `earned` is for an earlier day"
    )]
    EarnedLater {
        /// The day on which it is said to have been earned.
        earned: Date,
        /// The effective date.
        effective: Date,
    },
    /// A date that should come later comes earlier.
    #[error("{later} is before {earlier}")]
    DatesReversed {
        /// What should come first.
        earlier: Date,
        /// What should come later.
        later: Date,
    },
    /// The institution's outcomes are not valid for so long.
    #[error("an outcome that `{institution}` issues then is valid through {most} at most, and must say through when")]
    LivesTooLong {
        /// The institution.
        institution: InstitutionId,
        /// The last day there may be.
        most: Date,
    },
    /// A certificate with the same tag, earned the same day, is in the passbook already.
    #[error("the same certificate is in the passbook already, as lot {lot}")]
    AlreadyRecorded {
        /// That lot.
        lot: LotId,
    },
    /// The tag is that of another thing.
    #[error(
        "the tag is that of lot {lot}, which is an attempt at `{thing}`; a certificate is renewed as the same thing"
    )]
    TagOfAnother {
        /// That lot.
        lot: LotId,
        /// What it is an attempt at.
        thing: Thing,
    },
    /// Of two certificates with one tag the one that was earned later is to be valid longer.
    #[error("lot {lot} has the same tag: of the two the one that was earned later must be valid longer")]
    RenewalTooShort {
        /// That lot.
        lot: LotId,
    },

    // Which.
    /// There is no such lot, hold, decision or line here.
    #[error("there is no {what} in this passbook")]
    Unknown {
        /// What was named.
        what: Named,
    },
    /// What was named has ended.
    #[error("{what} has ended, by line {by}")]
    Ended {
        /// What was named.
        what: Named,
        /// The entry that ended it.
        by: EntryId,
    },
    /// The lot is suspended.
    #[error("lot {lot} is suspended because of {}; settle that first", listed(causes))]
    Suspended {
        /// The lot.
        lot: LotId,
        /// The entries that caused it.
        causes: Vec<EntryId>,
    },
    /// The issuer withdrew the lot.
    #[error("lot {lot} was revoked, by line {by}")]
    Revoked {
        /// The lot.
        lot: LotId,
        /// The entry that revoked it.
        by: EntryId,
    },
    /// The lot is past its last valid day.
    #[error("lot {lot} was valid through {last}")]
    Expired {
        /// The lot.
        lot: LotId,
        /// Its last valid day.
        last: Date,
    },
    /// The lot is in another passbook.
    #[error("lot {lot} is in another passbook")]
    Moved {
        /// The lot.
        lot: LotId,
    },
    /// The amount is under review.
    #[error("lot {lot} is held by {hold}: {free} are free, short by {short}")]
    Held {
        /// The lot.
        lot: LotId,
        /// The hold.
        hold: HoldId,
        /// What could be taken.
        free: Credits,
        /// What is missing.
        short: Credits,
    },
    /// The amount is used up.
    #[error("lot {lot} was used up by decision {decision}: {free} are free, short by {short}")]
    Consumed {
        /// The lot.
        lot: LotId,
        /// The decision.
        decision: DecisionId,
        /// What could be taken.
        free: Credits,
        /// What is missing.
        short: Credits,
    },
    /// The amount is in that very scope already.
    #[error("lot {lot} is bound in `{scope}` already: {free} are free, short by {short}")]
    InScope {
        /// The lot.
        lot: LotId,
        /// The scope.
        scope: Scope,
        /// What could be taken.
        free: Credits,
        /// What is missing.
        short: Credits,
    },
    /// The amount is reserved by scopes out of which this use does not take.
    #[error("lot {lot} is reserved for {}: {free} are free, short by {short}; {carrier}", listed(scopes))]
    Reserved {
        /// The lot.
        lot: LotId,
        /// The scopes.
        scopes: Vec<ScopeUse>,
        /// What could be taken.
        free: Credits,
        /// What is missing.
        short: Credits,
        /// What would have to let it.
        carrier: Carrier,
    },
    /// Another attempt at the same thing is in use.
    #[error("lot {lot} waits: another attempt at the same thing is in use by {by}; that would have to end first")]
    GroupInUse {
        /// The lot.
        lot: LotId,
        /// Who uses the other one.
        by: Subject,
    },
    /// The last attempt counts, and the lot is not it.
    #[error("lot {lot} does not count: of the attempts at the same thing the last counts, and none after a failure")]
    NotStanding {
        /// The lot.
        lot: LotId,
    },
    /// As much as may be of the attempts at one thing is in use.
    #[error(
        "lot {lot} does not fit: of the attempts at the same thing {most} can be in use at most, and this is {over} over"
    )]
    OverMost {
        /// The lot.
        lot: LotId,
        /// The most that can be in use.
        most: Amount,
        /// How much too much it would be, in the unit of the most.
        over: Credits,
    },
    /// Two attempts at one thing are asked for together.
    #[error("lots {lot} and {other} are attempts at the same thing, of which one counts; name one of them")]
    OneAttempt {
        /// One of them.
        lot: LotId,
        /// The other.
        other: LotId,
    },
    /// What left the passbook before has not come into the other one.
    #[error("what left this passbook by line {position} is still on its way; let it come in first")]
    InFlight {
        /// The line by which it left.
        position: u64,
    },
    /// A merge is under way: until its last pair has come in, both passbooks take nothing else.
    #[error("the passbook of learner {from} is coming into this one; nothing else is taken until all of it is here")]
    MergeUnderWay {
        /// The passbook that comes in.
        from: LearnerId,
    },
    /// More is asked for than the lot holds.
    #[error("lot {lot} holds {free}, short by {short}")]
    Short {
        /// The lot.
        lot: LotId,
        /// What could be taken.
        free: Credits,
        /// What is missing.
        short: Credits,
    },

    // How.
    /// The learner studies the programme already.
    #[error("the learner is matriculated in `{programme}` already, by line {matriculation}")]
    Matriculated {
        /// The programme.
        programme: ProgrammeId,
        /// The matriculation.
        matriculation: EntryId,
    },
    /// A later stage is entered from the one before it.
    #[error("stage {stage} of pathway `{pathway}` is entered from the stage before it; name that matriculation")]
    NotEntered {
        /// The pathway.
        pathway: Code,
        /// The stage.
        stage: u32,
    },
    /// The gate before the stage has not been passed.
    #[error("gate `{gate}` has not been passed")]
    GateNotPassed {
        /// The gate.
        gate: Code,
    },
    /// The gate was passed before.
    #[error("gate `{gate}` was passed already")]
    GatePassed {
        /// The gate.
        gate: Code,
    },
    /// The gate was tried as often as it may be.
    #[error("gate `{gate}` may be tried {attempts} times, and was")]
    GateTried {
        /// The gate.
        gate: Code,
        /// How often.
        attempts: u32,
    },
    /// The stage before must have been awarded.
    #[error("the award of `{programme}` is needed first")]
    AwardMissing {
        /// The programme.
        programme: ProgrammeId,
    },
    /// The pathway allows no such change.
    #[error("no change leads from {} to {}", way(from.as_ref(), *stage), way(to.as_ref(), None))]
    NoChange {
        /// The pathway that would be left.
        from: Option<Code>,
        /// Its stage.
        stage: Option<u32>,
        /// The pathway that would be entered.
        to: Option<Code>,
    },
    /// The change is not open on that day.
    #[error("the change to `{to}` is not open on {day}, counted from {since}")]
    ChangeNotOpen {
        /// The pathway.
        to: Code,
        /// The day of the matriculation.
        since: Date,
        /// The effective date.
        day: Date,
    },
    /// A pinned version is moved only later.
    #[error("the version of `{document}` in force on {day} is not later than the one that is pinned")]
    VersionNotLater {
        /// The document.
        document: DocumentId,
        /// The effective date.
        day: Date,
    },
    /// A cascade names a decision twice.
    #[error("decision {decision} is named twice; name it once, with the mandate that ends it")]
    DecisionTwice {
        /// The decision.
        decision: DecisionId,
    },
    /// Something rests on what is to be undone.
    #[error("line {entry} is relied on by line {by}; undo that first")]
    StillNeeded {
        /// What is to be undone.
        entry: EntryId,
        /// What rests on it.
        by: EntryId,
    },
    /// The programme was awarded before.
    #[error("`{programme}` was awarded already, by decision {decision}")]
    Awarded {
        /// The programme.
        programme: ProgrammeId,
        /// The decision.
        decision: DecisionId,
    },
    /// The decision is not an award that was redeemed.
    #[error("decision {decision} is not an award made by a plan")]
    NoAward {
        /// The decision.
        decision: DecisionId,
    },
    /// What the hash stands for was not handed in.
    #[error("attachment {hash} was not handed in")]
    AttachmentMissing {
        /// Its hash.
        hash: Digest,
    },
    /// The plan was made for something else.
    #[error("the plan was made for another {what}; plan again")]
    PlanOther {
        /// What is another one.
        what: &'static str,
    },
    /// The plan counts on conversions that have not been made.
    #[error(
        "the plan needs conversions that are not made yet: {}; apply for them, then plan again",
        listed(conversions)
    )]
    ConversionsOpen {
        /// Their ids in the plan.
        conversions: Vec<Code>,
    },
    /// The plan does not hold on the passbook as it is, or its certificate does not prove what it says.
    #[error("the plan does not hold: {0}")]
    PlanUnsound(Box<Fault>),
    /// The award is not reached.
    #[error("`{programme}` is not reached: {}{}", left_over(study, *items, gates), waiting_for(waiting))]
    NotReached {
        /// The programme.
        programme: ProgrammeId,
        /// Credit still to study.
        study: Amount,
        /// Items still to take.
        items: u64,
        /// Gates still to pass.
        gates: Vec<Code>,
        /// Lots that would be taken, and wait for the use of another attempt at the same thing.
        waiting: Vec<(LotId, Subject)>,
    },
    /// No reason is given.
    #[error("at least one reason is expected")]
    NoReason,
    /// The application waits for no review: it was refused, and may be appealed against.
    #[error("application {application} waits for no review: it was refused, and may be appealed against")]
    NotInReview {
        /// The application.
        application: HoldId,
    },
    /// The application cannot be appealed against: it was not refused by a review, or an appeal was lodged already.
    #[error(
        "an appeal follows the first refusal by a reviewer, and application {application} waits after none; \
         where the rules refuse, apply again with what is missing"
    )]
    NothingToAppeal {
        /// The application.
        application: HoldId,
    },
    /// The last day for an appeal has passed.
    #[error("application {application} could be appealed against through {through}")]
    AppealTooLate {
        /// The application.
        application: HoldId,
        /// The last day.
        through: Date,
    },
    /// Something that the application relies on was revoked or regraded.
    #[error("application {application} is suspended because of {}; settle that first", listed(causes))]
    ApplicationSuspended {
        /// The application.
        application: HoldId,
        /// The entries that caused it.
        causes: Vec<EntryId>,
    },
    /// The residual that the application counts on is not what stands.
    #[error(
        "application {application} counts on a residual of {before} quantum by rule `{rule}`, which is not what stands; \
         decide what was filed before it first, or withdraw it and apply again"
    )]
    ResidualMoved {
        /// The application.
        application: HoldId,
        /// The residual it was filed on, in quanta.
        before: Ratio,
        /// The rule.
        rule: Code,
    },
    /// The hold belongs to an application.
    #[error("hold {hold} belongs to an application; withdraw that instead")]
    OfApplication {
        /// The hold.
        hold: HoldId,
    },
    /// The hold still stands. Ask again after its last day.
    #[error("hold {hold} stands through {through}; release it, or let it lapse after that day")]
    NotLapsed {
        /// The hold.
        hold: HoldId,
        /// Its last day.
        through: Date,
    },
    /// Nothing expires on that day.
    #[error("nothing in the passbook expires by {day}")]
    NothingDue {
        /// The business date.
        day: Date,
    },
    /// It is not suspended for that cause.
    #[error("{subject} is not suspended because of line {cause}")]
    NotSuspended {
        /// What was named.
        subject: Subject,
        /// The cause that was named.
        cause: EntryId,
    },
    /// What takes the place is not worth the same.
    #[error("a plan without those lots needs {needed} of `{unit}`, and {given} are given")]
    PlanDiffers {
        /// The unit.
        unit: UnitId,
        /// What is needed.
        needed: Credits,
        /// What is given.
        given: Credits,
    },
    /// Others rely on what is to be undone.
    #[error("it is still relied on by {}; end that first", listed(uses))]
    InUse {
        /// Who relies on it.
        uses: Vec<Subject>,
    },
    /// A decision was named that does not rely on what is to be undone.
    #[error("decision {decision} does not rely on what is to be undone; name only those that do")]
    Unrelated {
        /// The decision.
        decision: DecisionId,
    },
    /// A line of that kind is not reversed.
    #[error("a line that did `{verb}` is not reversed; {instead}")]
    NotReversible {
        /// Its verb.
        verb: &'static str,
        /// What to do instead.
        instead: &'static str,
    },
    /// The decision is an award made by a plan or a conversion, which end otherwise.
    #[error("decision {decision} is {what}; {instead}")]
    EndsOtherwise {
        /// The decision.
        decision: DecisionId,
        /// What it is.
        what: &'static str,
        /// What to do instead.
        instead: &'static str,
    },
    /// What a conversion made is worth what the rule says.
    #[error(
        "lot {lot} was made by a conversion, and its amount follows from the rule; \
         reverse the conversion and apply again, or revoke the lot"
    )]
    MadeByRule {
        /// The lot.
        lot: LotId,
    },
    /// The line was reversed before.
    #[error("line {entry} was reversed by line {by}")]
    Reversed {
        /// The line.
        entry: EntryId,
        /// The line that reversed it.
        by: EntryId,
    },
    /// A passbook cannot be merged into itself, into one that is not open, or out of one that was merged.
    #[error("a passbook is merged into another one that is open")]
    MergeTarget,
    /// The in-entry does not agree with the out-entry it cites.
    #[error("position {position} is not an out-entry of that passbook with that content, or it was taken in before")]
    NotCited {
        /// The position.
        position: u64,
    },

    // Documents.
    /// Another document already says what that code means.
    #[error("`{code}` is defined by document `{document}` already")]
    CodeTaken {
        /// The code.
        code: String,
        /// The document that defines it.
        document: DocumentId,
    },
    /// A rule book defines a unit, scale or level otherwise than the frameworks in force.
    #[error("`{code}` is not defined so by any framework in force on {day}")]
    DefinedOtherwise {
        /// The unit, scale or level.
        code: String,
        /// The first day of the rule book.
        day: Date,
    },
    /// A document keeps its kind across versions.
    #[error("document `{document}` is of another kind already")]
    KindChanged {
        /// The document.
        document: DocumentId,
    },

    // Size.
    /// The line would be too long.
    #[error("the line would be {bytes} bytes long; at most {most} are allowed")]
    TooLong {
        /// Its length in bytes.
        bytes: usize,
        /// The most there may be.
        most: usize,
    },
    /// A number of this passbook ran out.
    #[error("the passbook is full")]
    Full,
}

impl Refusal {
    /// Whether the same command may succeed later without anybody correcting anything.
    #[must_use]
    pub const fn is_transient(&self) -> bool {
        matches!(self, Self::NotLapsed { .. } | Self::NothingDue { .. } | Self::InFuture { .. })
    }
}
