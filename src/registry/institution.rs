//! Institutions, and what they may do between which dates.

use std::collections::BTreeMap;

use crate::id::InstitutionId;
use crate::registry::head::by_id;
use crate::registry::{Attempts, DocumentHead, Duplicate, OutcomeKind, Power, Tier};
use crate::time::{Date, Period};

/// An institution (学校, 机构).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Institution {
    /// Its code, assigned by the bank.
    pub id: InstitutionId,
    /// Its name, in any script.
    pub name: String,
    /// What it may do. A power that ended stays listed, so that what was done under it can be checked.
    pub powers: Vec<PowerGrant>,
}

/// A power, granted for a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PowerGrant {
    /// What may be done.
    pub power: Power,
    /// For [`Power::Issue`]: the kinds of outcome. Empty: none.
    pub kinds: Vec<OutcomeKind>,
    /// For [`Power::Issue`]: the tiers; empty: none. For [`Power::Review`] and [`Power::Award`]: the tiers, and
    /// empty means all.
    pub tiers: Vec<Tier>,
    /// For [`Power::Issue`]: for how many years from the day on which it is earned an outcome may be valid at most.
    pub life_years: Option<u16>,
    /// For [`Power::Issue`]: how several attempts at what is issued under it count. None: as is usual for the kind.
    pub attempts: Option<Attempts>,
    /// When.
    pub valid: Period,
}

impl Institution {
    /// Whether it holds the power on a day, at some tier at least.
    #[must_use]
    pub fn may(&self, power: Power, on: Date) -> bool {
        self.holding(power, on).next().is_some()
    }

    /// Whether it holds the power at a tier on a day. To issue, ask [`Institution::may_issue`].
    #[must_use]
    pub fn may_at(&self, power: Power, tier: Tier, on: Date) -> bool {
        self.holding(power, on).any(|grant| grant.reaches(tier))
    }

    /// Whether it may issue outcomes of a kind at a tier on a day.
    #[must_use]
    pub fn may_issue(&self, kind: OutcomeKind, tier: Tier, on: Date) -> bool {
        self.issuing(kind, tier, on).next().is_some()
    }

    /// How several attempts count at an outcome of a kind at a tier that it issues on a day: as the first grant says
    /// that says it, and else as is usual for the kind.
    #[must_use]
    pub fn attempts(&self, kind: OutcomeKind, tier: Tier, on: Date) -> Attempts {
        let said = self.issuing(kind, tier, on).find_map(|grant| grant.attempts.clone());
        said.unwrap_or_else(|| Attempts::usual(kind))
    }

    /// The last day through which an outcome of a kind at a tier that it issues on a day may be valid; none: any day. Of
    /// several grants the most generous one holds. The same day of the last year still counts; 29 February ends
    /// on the 28th where there is none.
    #[must_use]
    pub fn valid_at_most(&self, kind: OutcomeKind, tier: Tier, on: Date, earned: Date) -> Option<Date> {
        let ends =
            self.issuing(kind, tier, on).map(|grant| grant.life_years.and_then(|years| years_after(earned, years)));
        ends.reduce(|one, other| Some(one?.max(other?))).flatten()
    }

    fn issuing(&self, kind: OutcomeKind, tier: Tier, on: Date) -> impl Iterator<Item = &PowerGrant> {
        self.holding(Power::Issue, on).filter(move |grant| grant.kinds.contains(&kind) && grant.reaches(tier))
    }

    fn holding(&self, power: Power, on: Date) -> impl Iterator<Item = &PowerGrant> {
        self.powers.iter().filter(move |grant| grant.power == power && grant.valid.covers(on))
    }
}

fn years_after(day: Date, years: u16) -> Option<Date> {
    let (year, month, of_month) = day.parts();
    let year = year.checked_add(years.into())?;
    Date::new(year, month, of_month).or_else(|| Date::new(year, month, of_month.checked_sub(1)?))
}

impl PowerGrant {
    fn reaches(&self, tier: Tier) -> bool {
        self.tiers.contains(&tier) || (self.tiers.is_empty() && self.power != Power::Issue)
    }
}

/// A document of institutions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Institutions {
    /// Its `[document]` table.
    pub head: DocumentHead,
    by_id: BTreeMap<InstitutionId, Institution>,
}

impl Institutions {
    /// Collects institutions.
    ///
    /// # Errors
    /// [`Duplicate`] if two have one id.
    pub fn new(head: DocumentHead, all: impl IntoIterator<Item = Institution>) -> Result<Self, Duplicate> {
        Ok(Self { head, by_id: by_id("institution", all, |each| &each.id)? })
    }

    /// The institution of that id.
    #[must_use]
    pub fn get(&self, id: &InstitutionId) -> Option<&Institution> {
        self.by_id.get(id)
    }

    /// All of them, by id.
    pub fn iter(&self) -> impl Iterator<Item = &Institution> {
        self.by_id.values()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date;

    fn school() -> Institution {
        let grant = |power, kinds: &[OutcomeKind], tiers: &[Tier], valid: &str| PowerGrant {
            power,
            kinds: kinds.to_vec(),
            tiers: tiers.to_vec(),
            life_years: None,
            attempts: None,
            valid: valid.parse().unwrap(),
        };
        Institution {
            id: "CQ-SV-01".parse().unwrap(),
            name: "学校".into(),
            powers: vec![
                grant(Power::Issue, &[OutcomeKind::Course], &[Tier::Secondary], "2020-01-01..2026-01-01"),
                grant(Power::Issue, &[OutcomeKind::Training], &[Tier::Higher], "2020-01-01.."),
                grant(Power::Award, &[], &[Tier::Secondary], "2020-01-01.."),
                grant(Power::Review, &[], &[], "2020-01-01.."),
            ],
        }
    }

    #[test]
    fn issuing_needs_kind_and_tier_in_one_grant_and_ends_with_it() {
        let school = school();
        let last = date!("2025-12-31");
        assert!(school.may_issue(OutcomeKind::Course, Tier::Secondary, last));
        assert!(!school.may_issue(OutcomeKind::Course, Tier::Secondary, date!("2026-01-01")));
        assert!(!school.may_issue(OutcomeKind::Course, Tier::Higher, last), "kind of one grant, tier of another");
        assert!(!school.may_issue(OutcomeKind::Training, Tier::Secondary, last));
    }

    #[test]
    fn of_several_grants_the_first_that_says_how_attempts_count_is_heard() {
        let mut school = school();
        let said = |school: &Institution, day| school.attempts(OutcomeKind::Course, Tier::Secondary, day).to_string();
        let day = date!("2025-06-30");
        assert_eq!(said(&school, day), "best", "as is usual for courses");
        let silent = school.powers[0].clone();
        let mut grant = |text: &str| school.powers.push(PowerGrant { attempts: text.parse().ok(), ..silent.clone() });
        grant("last");
        grant("each 4 item");
        assert_eq!(said(&school, day), "last", "the first grant is silent");
        assert_eq!(said(&school, date!("2026-01-01")), "best", "none is in force");
        assert_eq!(school.attempts(OutcomeKind::Training, Tier::Higher, day).to_string(), "each");
        assert_eq!(school.attempts(OutcomeKind::Training, Tier::Secondary, day).to_string(), "each");
        school.powers.swap(0, 5);
        assert_eq!(said(&school, day), "each 4 item");
    }

    #[test]
    fn outcomes_live_as_long_as_the_most_generous_grant_says() {
        let mut school = school();
        let last = |school: &Institution, day| school.valid_at_most(OutcomeKind::Course, Tier::Secondary, day, day);
        assert_eq!(last(&school, date!("2024-02-29")), None);
        school.powers[0].life_years = Some(7);
        assert_eq!(last(&school, date!("2020-06-30")), Some(date!("2027-06-30")));
        assert_eq!(last(&school, date!("2024-02-29")), Some(date!("2031-02-28")));
        let longer = PowerGrant { life_years: Some(8), ..school.powers[0].clone() };
        school.powers.push(longer);
        assert_eq!(last(&school, date!("2020-06-30")), Some(date!("2028-06-30")));
        school.powers[0].life_years = None;
        assert_eq!(last(&school, date!("2020-06-30")), None);
    }

    #[test]
    fn no_tiers_means_every_tier_except_for_issuing() {
        let school = school();
        let day = date!("2026-01-01");
        assert!(school.may_at(Power::Review, Tier::Undergraduate, day));
        assert!(school.may_at(Power::Award, Tier::Secondary, day) && !school.may_at(Power::Award, Tier::Higher, day));
        assert!(!school.may(Power::Publish, day) && !school.may(Power::Review, date!("2019-12-31")));
    }
}
