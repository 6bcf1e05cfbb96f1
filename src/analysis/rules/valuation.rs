//! Values for what conversions make, under which no conversion ever gains: a proof that anyone can check.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::analysis::rules::exact::Fraction;
use crate::analysis::rules::made::LotClass;
use crate::analysis::rules::yields::Yield;
use crate::id::Code;
use crate::registry::UseKind;
use crate::rules::{Rule, RuleBook, Source};

/// What a credit of each class is worth, so that no rule ever gives more than it takes, rounding included. Then no
/// chain of conversions gives back more of a class than went in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Valuation {
    /// Rules about which it says nothing: what they give rests on outcomes that conversions do not make or do not use
    /// up, or on a chain that a remark is about.
    pub apart: Vec<Code>,
    /// The value of a credit of each class.
    pub values: BTreeMap<LotClass, Fraction>,
}

/// Where a valuation does not hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{rule}` may give {gives} for {takes} of {input}")]
pub struct Unsound {
    /// The rule.
    pub rule: Code,
    /// What goes in.
    pub input: LotClass,
    /// The value of what comes out for a credit of it.
    pub gives: String,
    /// The value of a credit of it.
    pub takes: String,
}

/// Checks a valuation against the rules themselves, one by one: the value of what a rule can give for one credit of
/// a class is at most the value of that credit.
///
/// # Errors
/// The first rule that may give more than it takes.
pub fn check_valuation(book: &RuleBook, valuation: &Valuation) -> Result<(), Unsound> {
    let (values, apart) = (Values::of(valuation), valuation.apart.iter().collect::<BTreeSet<_>>());
    let rules = book.rules().iter().filter(|rule| !apart.contains(&rule.id));
    for rule in rules {
        for source in rule.from.iter().filter(|source| source.r#use == UseKind::Consume) {
            for (made, value) in values.taken(book, rule, source) {
                let gives = gives(book, valuation, rule, source, made);
                if gives.and_then(|gives| gives.compare(value)).is_none_or(Ordering::is_gt) {
                    let gives = gives.map_or_else(|| "too much to compute".to_owned(), |gives| gives.to_string());
                    return Err(Unsound {
                        rule: rule.id.clone(),
                        input: made.clone(),
                        gives,
                        takes: value.to_string(),
                    });
                }
            }
        }
    }
    Ok(())
}

/// The values, by code.
struct Values<'a>(BTreeMap<&'a Code, Vec<(&'a LotClass, Fraction)>>);

impl<'a> Values<'a> {
    fn of(valuation: &'a Valuation) -> Self {
        let mut by_code: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (made, value) in &valuation.values {
            by_code.entry(&made.name.code).or_default().push((made, *value));
        }
        Self(by_code)
    }

    /// The classes with a value that the source can take.
    fn taken(&self, book: &RuleBook, rule: &Rule, source: &Source) -> Vec<(&'a LotClass, Fraction)> {
        let fits = |(made, _): &&(&LotClass, Fraction)| made.fits(book, rule, source);
        if source.codes.is_empty() {
            return self.0.values().flatten().filter(fits).copied().collect();
        }
        source.codes.iter().filter_map(|name| self.0.get(&name.code)).flatten().filter(fits).copied().collect()
    }
}

/// The value of all that the rule can give for one credit of a class. None where a class has no value, or numbers are
/// too large.
fn gives(book: &RuleBook, valuation: &Valuation, rule: &Rule, source: &Source, made: &LotClass) -> Option<Fraction> {
    let mut sum = Fraction::new(0, 1)?;
    for effect in &rule.to {
        let (Some(amounts), Some(output)) = (&effect.amounts, LotClass::of(effect)) else { continue };
        let most = Yield::of(book, source, amounts, &made.unit)?.worst()?;
        sum = sum.plus(most.times(*valuation.values.get(&output)?)?)?;
    }
    Some(sum)
}

/// One value a line.
impl fmt::Display for Valuation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (made, value) in &self.values {
            writeln!(f, "a credit of {made} is worth {value}")?;
        }
        Ok(())
    }
}
