//! The closed lists of words that programmes and pathways are written in.

use crate::id::IdError;
use crate::registry::words;
use crate::text::serde_as_text;

words! {
    /// Where an outcome comes from, as seen from the institution that would award.
        Provenance, "an origin", "`own`, `other` or `converted` is expected";
    /// Issued by the institution that would award, and not made by a conversion.
    Own = "own",
    /// Issued by another institution, and not made by a conversion.
    Other = "other",
    /// Made by a conversion.
    Converted = "converted",
}

words! {
    /// What a quota counts by, each value by itself.
    By, "what a quota counts by", "`lot`, `code`, `content`, `issuer`, `kind` or `window` is expected";
    /// Each lot.
    Lot = "lot",
    /// Each code of an outcome.
    Code = "code",
    /// Each content key; an outcome without one is by itself.
    Content = "content",
    /// Each issuer.
    Issuer = "issuer",
    /// Each kind of outcome.
    Kind = "kind",
    /// Each window of time, by the day on which the outcome was earned.
    Window = "window",
}

words! {
    /// The kind of a pathway.
    PathwayKind, "a kind of pathway",
        "`3+2`, `3+4`, `five-year`, `five-year-through`, `upgrade`, `exchange` or `other` is expected";
    /// Three years 中职, then two years 高职.
    ThreeTwo = "3+2",
    /// Three years 中职, then four years 本科.
    ThreeFour = "3+4",
    /// 五年制: five years taught at one school, the first three as 中职, the last two as 高职.
    FiveYear = "five-year",
    /// 五年一贯制: five years in one higher-vocational programme.
    FiveYearThrough = "five-year-through",
    /// 专升本: from a 高职 diploma to a bachelor.
    Upgrade = "upgrade",
    /// 职普互转: between vocational and general school.
    Exchange = "exchange",
    /// Anything else.
    Other = "other",
}

words! {
    /// What can be waived for one learner.
    Waivable, "what can be waived", "`part`, `quota`, `average`, `prerequisite` or `gate` is expected";
    /// The minima of a part itself: credits, items and choices. What counts in it still counts.
    Part = "part",
    /// A quota.
    Quota = "quota",
    /// A floor under an average.
    Average = "average",
    /// What a course needs passed before it.
    Prerequisite = "prerequisite",
    /// A gate of the programme.
    Gate = "gate",
}

serde_as_text!(Provenance, By, PathwayKind, Waivable);
