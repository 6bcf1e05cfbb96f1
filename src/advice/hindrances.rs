//! What keeps an outcome out of a pick, told as a condition that does not hold.

use crate::advice::lab::Lab;
use crate::advice::near::Hindrance;
use crate::credit::Ratio;
use crate::id::Code;
use crate::planner::{Asset, AssetId, Key, Lens};
use crate::programme::Pick;
use crate::rules::{Check, Got, GradeBand, Later, LevelBand, Point, Test, Wanted, What};
use crate::time::Date;

/// The hindrance that one key is; none of a key that says what an outcome is at all: another course is not nearly this
/// one.
pub(super) fn hindrance(lab: &Lab<'_>, pick: &Pick, key: Key, asset: &Asset) -> Option<Hindrance> {
    let lens = Lens::new(lab.programmes, lab.standing.holdings);
    let words =
        |what, wanted: Vec<String>, got: String| Some(test(asset, what, None, Wanted::OneOf(wanted), Got::Word(got)));
    match key {
        Key::Age => age(lab, pick, asset),
        Key::Carried => Some(Hindrance::NotCarried),
        Key::Contents => {
            let got = asset.content.as_ref().map_or(Got::Nothing, |content| Got::Word(content.to_string()));
            Some(test(asset, What::Content, None, Wanted::OneOf(texts(&pick.contents)), got))
        }
        Key::Earned => earned(pick, asset),
        Key::Grade => grade(lab, pick.grade.as_ref()?, asset),
        Key::Issuers => words(What::Issuer, texts(&pick.issuers), asset.issuer.to_string()),
        Key::Level => level(lab, pick.level.as_ref()?, asset),
        Key::NotIssuers => {
            let wanted = Wanted::NoneOf(texts(&pick.not_issuers));
            Some(test(asset, What::NotIssuer, None, wanted, Got::Word(asset.issuer.to_string())))
        }
        Key::Origins => Some(Hindrance::Origin { got: lens.origin(asset), wanted: pick.origins.clone() }),
        Key::Tiers => words(What::Tier, texts(&pick.tiers), asset.tier.to_string()),
        Key::Unit => words(What::Unit, vec![pick.unit.as_ref()?.to_string()], asset.amount.unit.to_string()),
        Key::Categories | Key::Classes | Key::Codes | Key::Kinds | Key::NotCodes | Key::Prefixes => None,
    }
}

fn texts<T: ToString>(list: &[T]) -> Vec<String> {
    list.iter().map(ToString::to_string).collect()
}

fn test(asset: &Asset, what: What, of: Option<Code>, wanted: Wanted, got: Got) -> Hindrance {
    let lot = match &asset.id {
        AssetId::Lot { lot, .. } => Some(*lot),
        AssetId::Made { .. } => None,
    };
    Hindrance::Test(Check::One(Test { by: Vec::new(), got, lot, of: of.map(Into::into), wanted, what }))
}

fn point(at: u64, text: impl ToString) -> Option<Point> {
    Some(Point { at: Ratio::new(at, 1).ok()?, text: text.to_string() })
}

fn day(day: Date) -> Option<Point> {
    point(day.number(), day)
}

/// The last day on which it was recent enough.
fn age(lab: &Lab<'_>, pick: &Pick, asset: &Asset) -> Option<Hindrance> {
    let february = lab.programmes.draft().february?;
    let Later::Day(last) = pick.age?.after(asset.earned, february) else { return None };
    let days = lab.standing.plan.day.number().checked_sub(last.number())?;
    Some(Hindrance::TooOld { days, earned: asset.earned, last })
}

fn earned(pick: &Pick, asset: &Asset) -> Option<Hindrance> {
    let period = pick.earned?;
    let below = match period.until {
        Some(until) => Some(day(until)?),
        None => None,
    };
    let wanted = Wanted::Within { below, from: Some(day(period.from)?) };
    Some(test(asset, What::Earned, None, wanted, Got::Point(day(asset.earned)?)))
}

fn grade(lab: &Lab<'_>, band: &GradeBand, asset: &Asset) -> Option<Hindrance> {
    let scale = lab.programmes.draft().framework.scale(&band.scale)?;
    let at = |mark: &Code| point(scale.rank(mark).ok()?.number(), mark);
    let got = match &asset.grade {
        Some(grade) if grade.scale == band.scale => Got::Point(at(&grade.mark)?),
        Some(grade) => Got::Other(grade.to_string()),
        None => Got::Nothing,
    };
    let wanted = within(band.from.as_ref(), band.below.as_ref(), at)?;
    Some(test(asset, What::Grade, Some(Code::from(&band.scale)), wanted, got))
}

fn level(lab: &Lab<'_>, band: &LevelBand, asset: &Asset) -> Option<Hindrance> {
    let framework = &lab.programmes.draft().framework;
    let at = |level: &Code| point(u64::try_from(framework.level_place(&band.framework, level)?).ok()?, level);
    let got = match &asset.level {
        Some(level) if level.framework == band.framework => Got::Point(at(&level.level)?),
        Some(level) => Got::Other(level.to_string()),
        None => Got::Nothing,
    };
    let wanted = within(band.from.as_ref(), band.below.as_ref(), at)?;
    Some(test(asset, What::Level, Some(band.framework.clone()), wanted, got))
}

fn within(from: Option<&Code>, below: Option<&Code>, at: impl Fn(&Code) -> Option<Point>) -> Option<Wanted> {
    let end = |end: Option<&Code>| match end {
        Some(end) => at(end).map(Some),
        None => Some(None),
    };
    Some(Wanted::Within { below: end(below)?, from: end(from)? })
}
