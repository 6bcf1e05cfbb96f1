//! The example documents fit each other, and show what they say they show.

use creditbank::document::Limits;
use creditbank::registry::{
    Catalogue, Framework, Institutions, Level, Mandates, OutcomeKind, Power, RegistryDocument, Role, Tier,
};
use creditbank::{Credits, Date, date};

macro_rules! example {
    ($file:literal, $kind:ident) => {
        match RegistryDocument::read($file, include_bytes!(concat!("../../examples/data/", $file)), &Limits::default())
        {
            Ok(RegistryDocument::$kind(document)) => document,
            other => panic!("{other:?}"),
        }
    };
}

fn framework() -> Framework {
    example!("framework.toml", Framework)
}

fn institutions() -> Institutions {
    example!("institutions.toml", Institutions)
}

fn mandates() -> Mandates {
    example!("mandates.toml", Mandates)
}

fn courses() -> Catalogue {
    example!("courses.toml", Courses)
}

fn credits(text: &str) -> Credits {
    text.parse().unwrap()
}

#[test]
fn units_scales_and_levels_are_there() {
    let framework = framework();
    let units: Vec<_> = framework.units().map(|unit| unit.id.as_str()).collect();
    assert_eq!(units, ["cats", "ects", "gh", "hour", "hv", "item", "sv", "ug", "week"]);
    assert!(framework.units().all(|unit| unit.admits(credits("15")).is_ok()));
    assert!(framework.unit(&"ects".parse().unwrap()).unwrap().admits(credits("7.5")).is_ok());
    assert_eq!(framework.scales().count(), 7);
    let level = |text: &str| text.parse::<Level>().unwrap();
    assert!(framework.has_level(&level("nqf 5")) && framework.has_level(&level("x advanced")));
    assert!(framework.compare_levels(&level("x junior"), &level("x advanced")).unwrap().is_lt());
}

#[test]
fn every_course_fits_the_framework_and_its_owner_may_issue_it() {
    let (framework, institutions, courses) = (framework(), institutions(), courses());
    assert_eq!(courses.check_against(&framework), []);
    for course in courses.iter() {
        let Some(owner) = &course.institution else { continue };
        let owner = institutions.get(owner).unwrap_or_else(|| panic!("{}", course.id));
        assert!(owner.may_issue(OutcomeKind::Course, course.tier, date!("2026-07-01")), "{}", course.id);
    }
    for tier in Tier::ALL {
        assert!(courses.iter().filter(|course| course.tier == *tier).count() >= 10, "{tier}");
    }
}

#[test]
fn a_course_is_worth_what_it_was_worth_on_the_day() {
    let courses = courses();
    let worth = |day: Date| {
        let course = courses.course(&"HV:MECH112".parse().unwrap()).unwrap();
        course.value_on(day).map(|value| value.amount.to_string())
    };
    for (day, expected) in [
        (date!("2019-12-31"), None),
        (date!("2020-01-01"), Some("4 hv")),
        (date!("2023-08-31"), Some("4 hv")),
        (date!("2023-09-01"), Some("4.5 hv")),
        (date!("2026-09-01"), Some("5 hv")),
    ] {
        assert_eq!(worth(day).as_deref(), expected, "{day}");
    }
}

#[test]
fn every_mandate_has_an_institution_with_the_power_for_its_role() {
    let (institutions, mandates) = (institutions(), mandates());
    for mandate in mandates.iter() {
        let institution = institutions.get(&mandate.institution).unwrap_or_else(|| panic!("{}", mandate.id));
        let power = match mandate.role {
            // Records outcomes, or files applications.
            Role::Registrar if institution.may(Power::Review, mandate.valid.from) => Power::Review,
            Role::Registrar => Power::Issue,
            Role::Reviewer => Power::Review,
            Role::Awarder => Power::Award,
            Role::Publisher => Power::Publish,
            Role::Operator => Power::Keep,
        };
        // At a centre that reviews, registrars take applications in.
        let intake = mandate.role == Role::Registrar && institution.may(Power::Review, mandate.valid.from);
        assert!(intake || institution.may(power, mandate.valid.from), "{}", mandate.id);
    }
    assert_eq!(mandates.iter().filter(|mandate| mandate.learner.is_some()).count(), 1);
    assert_eq!(mandates.iter().filter(|mandate| mandate.valid.until.is_some()).count(), 1);
}

#[test]
fn a_power_that_ended_has_ended() {
    let institutions = institutions();
    let ended = institutions.get(&"HV-02".parse().unwrap()).unwrap();
    assert!(ended.may(Power::Issue, date!("2025-08-31")) && !ended.may(Power::Issue, date!("2025-09-01")));
}

#[test]
fn misfits_are_named() {
    let text = include_str!("../../examples/data/courses.toml").replace("\"4.5 hv\"", "\"4.25 hv\"");
    let Ok(RegistryDocument::Courses(courses)) =
        RegistryDocument::read("courses.toml", text.as_bytes(), &Limits::default())
    else {
        panic!("a course list is read without its framework");
    };
    let misfits: Vec<_> = courses.check_against(&framework()).iter().map(ToString::to_string).collect();
    assert_eq!(
        misfits,
        ["the course `HV:MECH112` cannot be worth that: 4.25 is not a whole number of steps of 0.5 `hv`"]
    );
}
