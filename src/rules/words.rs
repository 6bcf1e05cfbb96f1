//! The closed lists of words that rule books are written in.

use crate::id::IdError;
use crate::registry::words;
use crate::text::serde_as_text;

words! {
    /// Which date chooses the version of the rule book and the rules in force.
    Basis, "a basis date", "`earned`, `applied` or `enrolled` is expected";
    /// The day the outcome was earned; of several, the latest.
    Earned = "earned",
    /// The day on which the application takes effect.
    Applied = "applied",
    /// The first day of the learner's latest enrolment that began on or before the day of the application.
    Enrolled = "enrolled",
}

words! {
    /// What becomes of a day that a month does not have, as 29 February five years on.
    February, "a way to end a month", "`down`, `up` or `refuse` is expected";
    /// The last day of that month.
    Down = "down",
    /// The first day of the next month.
    Up = "up",
    /// The condition fails: somebody must decide.
    Refuse = "refuse",
}

words! {
    /// How several rules of a group that match the same outcome combine.
    Hit, "a hit policy", "`unique`, `best`, `sum` or `options` is expected";
    /// At most one may match; two are an error, of the book as well as of the application.
    Unique = "unique",
    /// The largest amount counts; of equal ones the rule whose id comes first, then the earlier lot (就高原则).
    Best = "best",
    /// All of them count.
    Sum = "sum",
    /// The applicant chooses one.
    Options = "options",
}

words! {
    /// What makes two outcomes compete in a group.
    Same, "a sameness", "`lot` or `content` is expected";
    /// Only the lot itself.
    Lot = "lot",
    /// Equal content keys: similar certificates, trainings and prizes compete.
    Content = "content",
}

words! {
    /// Where an amount is rounded, once.
    RoundAt, "a place of rounding", "`item`, `application` or `learner` is expected";
    /// Each lot by itself.
    Item = "item",
    /// The sum of the application.
    Application = "application",
    /// The running total of the learner under this rule: what rounding leaves is carried on.
    Learner = "learner",
}

words! {
    /// What becomes of what rounding, or a most, leaves over. It is always posted.
    Rest, "a remainder", "`keep`, `forfeit` or `residual` is expected";
    /// It is not taken from the lot.
    Keep = "keep",
    /// It is gone, on the record.
    Forfeit = "forfeit",
    /// It is kept as an exact fraction for the learner's next conversion under the rule.
    Residual = "residual",
}

words! {
    /// When a limit binds.
    Binds, "when a limit binds", "`recording`, `counting` or `audit` is expected";
    /// When a conversion is recorded; the learner must be in its scope.
    Recording = "recording",
    /// When credits are counted toward an award.
    Counting = "counting",
    /// In the audit across learners: reported, never refused.
    Audit = "audit",
}

words! {
    /// A dimension of a limit's scope.
    Per, "a dimension of a scope", "`learner`, `lot`, `target`, `issuer`, `content` or `window` is expected";
    /// Each learner.
    Learner = "learner",
    /// Each lot that is converted.
    Lot = "lot",
    /// Each target: a course or category.
    Target = "target",
    /// Each issuer of the outcomes.
    Issuer = "issuer",
    /// Each content key.
    Content = "content",
    /// Each window of time, by the day the conversion takes effect.
    Window = "window",
}

words! {
    /// What a limit counts.
    Measure, "what a limit counts", "`credits`, `items` or `uses` is expected";
    /// Credits that come out.
    Credits = "credits",
    /// Outcomes that go in.
    Items = "items",
    /// Conversions.
    Uses = "uses",
}

words! {
    /// How sure it is that a piece of evidence is genuine, low to high.
    Assurance, "an assurance", "`claimed`, `signed` or `verified` is expected";
    /// The applicant says so.
    Claimed = "claimed",
    /// Its issuer signed it.
    Signed = "signed",
    /// It was checked with its issuer.
    Verified = "verified",
}

words! {
    /// Whether credit may move between tiers in one direction.
    TierMove, "a tier policy", "`any`, `named` or `deny` is expected";
    /// By any rule.
    Any = "any",
    /// Only by a rule that names the source by code and the target course.
    Named = "named",
    /// Not at all.
    Deny = "deny",
}

words! {
    /// When an outcome was earned, as against an enrolment.
    When, "a time of study", "`before`, `during` or `after` is expected";
    /// Before its first day.
    Before = "before",
    /// From its first day until it ended.
    During = "during",
    /// After it ended.
    After = "after",
}

serde_as_text!(Basis, February, Hit, Same, RoundAt, Rest, Binds, Per, Measure, Assurance, TierMove, When);
