//! The courses of all records, as one catalogue.
//!
//! A course has one value, one scale and one tier. Where records say different things of one code, there are variants of
//! it: `100031`, `100031+2`.

use std::collections::{BTreeMap, BTreeSet};

use super::files::{short, slug};
use super::outcomes::{Course, Outcome};

/// Courses by what they are, with their ids.
pub(crate) struct Catalogue {
    ids: BTreeMap<Course, String>,
    /// By unit of a qualification: the ids of courses that are that unit.
    wholes: BTreeMap<String, BTreeSet<String>>,
}

impl Catalogue {
    /// All courses of the outcomes.
    pub(crate) fn of(outcomes: &[&Outcome]) -> Self {
        let courses: BTreeSet<&Course> = outcomes.iter().map(|one| &one.course).collect();
        let mut times: BTreeMap<&str, usize> = BTreeMap::new();
        let mut all = Self { ids: BTreeMap::new(), wholes: BTreeMap::new() };
        for course in courses {
            let times = times.entry(&course.chain).or_default();
            *times += 1;
            let again = if *times > 1 { format!("+{times}") } else { String::new() };
            let id = short(format!("{}{again}", course.chain));
            if course.whole {
                all.wholes.entry(course.unit.clone()).or_default().insert(id.clone());
            }
            all.ids.insert(course.clone(), id);
        }
        all
    }

    /// The id of a course.
    pub(crate) fn id(&self, course: &Course) -> Option<&String> {
        self.ids.get(course)
    }

    /// The courses that are a unit of a qualification.
    pub(crate) fn wholes(&self, unit: &str) -> impl Iterator<Item = &String> + use<'_> {
        self.wholes.get(unit).into_iter().flatten()
    }

    /// The courses as tables of a document.
    pub(crate) fn toml(&self) -> String {
        let course = |(course, id): (&Course, &String)| {
            let amount = match &course.credits {
                Some((credits, unit)) => format!("{credits} {unit}"),
                None => "1 item".to_owned(),
            };
            format!(
                "\n[[course]]\nid = \"{id}\"\ntitle = {}\ntier = \"{}\"\ncategory = \"{}\"\nscale = \"{}\"\nvalue = [{{ valid = \"1900-01-01..\", amount = \"{amount}\" }}]\n",
                quoted(&course.title),
                course.tier,
                short(course.unit.clone()),
                slug(&course.scale),
            )
        };
        self.ids.iter().map(course).collect()
    }
}

/// Text as a string of TOML. What JSON escapes is escaped in the same way there.
pub(crate) fn quoted(text: &str) -> String {
    let plain: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    serde_json::Value::from(plain.trim()).to_string()
}
