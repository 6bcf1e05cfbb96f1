//! Degree rule sets: from trees of matchers to programmes.
//!
//! | matcher | part |
//! | --- | --- |
//! | `CourseRequirement` | a leaf of that code, one course; its hours where they are fixed |
//! | `AndRequirement` | a group |
//! | `OrRequirement` | a group that chooses one |
//! | `SelectRequirement` | a group that chooses `required_count` |
//! | `HoursRequirement` | one leaf of its courses and prefixes with `required_hours`; with matchers of other kinds in it a group with these hours, of optional parts |
//! | `PrefixBucketRequirement` | a leaf of that prefix, one course |
//! | `FreeElectiveRequirement` | a leaf of all but `excluded_courses` |
//! | `CSGuidedElectiveRequirement` | a leaf of `starts_with` and `also_fulfills`, `required_count` courses |
//! | `PsychologyPrefixesOrCourses` | a leaf of `accepted_prefixes` and `accepted_courses` with `required_hours` |
//!
//! `minimum_credit_hours` is the least of the whole. What is none of these is named with its place, and the rest goes
//! on. Parts are called by their place: `major.0.8`.

use creditbank::id::IdError;
use std::collections::BTreeSet;
use std::str::FromStr;

use creditbank::Code;
use creditbank::programme::{Ask, Choice, Part, Pick, Programme};
use serde_json::Value;

use super::book::{hours, programme};
use super::catalogue::{Catalogue, plain};
use super::files::{Folder, Found};

/// A rule set that was read.
pub(crate) struct RuleSet {
    pub(crate) file: String,
    pub(crate) programme: Programme,
    /// What it imports that is not there.
    pub(crate) missing: Vec<String>,
    /// What could not be read, with its place.
    pub(crate) notes: Vec<String>,
    /// The courses that its matchers require, as they are written.
    pub(crate) required: BTreeSet<String>,
}

impl RuleSet {
    pub(crate) fn leaves(&self) -> usize {
        self.programme.parts.iter().filter(|part| part.is_leaf()).count()
    }
}

/// Where in the file, and in which part.
#[derive(Clone)]
struct At {
    id: String,
    place: String,
    within: Option<Code>,
    optional: bool,
}

struct Reader<'a> {
    file: &'a Found<Value>,
    folder: &'a Folder,
    catalogue: &'a Catalogue,
    parts: Vec<Part>,
    missing: Vec<String>,
    notes: Vec<String>,
    required: BTreeSet<String>,
}

/// Why a matcher makes no part.
type Odd = String;

/// Reads a rule set. An error names what keeps it from being a programme at all.
pub(crate) fn read(file: &Found<Value>, folder: &Folder, catalogue: &Catalogue) -> Result<RuleSet, Odd> {
    let mut reader = Reader {
        file,
        folder,
        catalogue,
        parts: Vec::new(),
        missing: Vec::new(),
        notes: Vec::new(),
        required: BTreeSet::new(),
    };
    let least = number(&file.body, "minimum_credit_hours")?;
    let sections = file.body.get("requirements").and_then(Value::as_object).into_iter().flatten();
    for (name, section) in sections {
        reader.section(name, section);
    }
    let id = text(&file.body, "id").unwrap_or_else(|_| file.stem());
    let mut programme = programme(id, text(&file.body, "display_name").unwrap_or_else(|_| file.stem()), reader.parts)?;
    programme.ask.least = Some(hours(least));
    let Reader { missing, notes, required, .. } = reader;
    Ok(RuleSet { file: file.name.clone(), programme, missing, notes, required })
}

impl Reader<'_> {
    /// One of the lists of a rule set, or what it imports in its place.
    fn section(&mut self, name: &str, section: &Value) {
        let at = At { id: slug(name), place: format!("requirements.{name}"), within: None, optional: false };
        match section {
            Value::String(import) => match import.strip_prefix("@import ") {
                Some(path) => self.import(path.trim(), &at),
                None => {
                    self.notes.push(format!("{}: `{import}` is neither a list of matchers nor an `@import`", at.place));
                }
            },
            Value::Array(list) => self.list(list, &at),
            _ => self.notes.push(format!("{}: a list of matchers is expected", at.place)),
        }
    }

    fn import(&mut self, path: &str, at: &At) {
        match self.folder.import(&self.file.path, path) {
            Some(list) => self.list(list, at),
            None => self.missing.push(path.to_owned()),
        }
    }

    fn list(&mut self, list: &[Value], at: &At) {
        for (k, matcher) in list.iter().enumerate() {
            self.take(matcher, at.inner(k, &at.place.clone()));
        }
    }

    /// A matcher; one that makes no part is noted.
    fn take(&mut self, matcher: &Value, at: At) {
        let place = at.place.clone();
        if let Err(odd) = self.matcher(matcher, at) {
            self.notes.push(format!("{place}: {odd}"));
        }
    }

    fn matcher(&mut self, value: &Value, at: At) -> Result<(), Odd> {
        let mut part = at.part(value)?;
        match text(value, "matcher")? {
            "CourseRequirement" => self.course(value, &mut part)?,
            "AndRequirement" => return self.group(value, part, &at, None),
            "OrRequirement" => return self.group(value, part, &at, Some(1)),
            "SelectRequirement" => return self.group(value, part, &at, Some(number(value, "required_count")?)),
            "HoursRequirement" => return self.hours(value, part, &at),
            "PrefixBucketRequirement" => {
                part.accepts = vec![prefixes([text(value, "prefix")?])?];
                part.ask.least_items = Some(1);
            }
            "FreeElectiveRequirement" => {
                let not_codes = codes(strings(value, "excluded_courses")?)?;
                part.accepts = vec![Pick { not_codes, ..Pick::default() }];
                part.ask.least = Some(hours(number(value, "required_hours")?));
            }
            "CSGuidedElectiveRequirement" => {
                part.accepts = vec![prefixes([text(value, "starts_with")?])?];
                part.accepts.extend(self.courses(list(value, "also_fulfills")?)?);
                part.ask.least_items = Some(number(value, "required_count")?);
            }
            "PsychologyPrefixesOrCourses" => {
                let also = codes(strings(value, "accepted_courses")?)?;
                part.accepts = vec![prefixes(strings(value, "accepted_prefixes")?)?];
                part.accepts.extend((!also.is_empty()).then(|| Pick { codes: also, ..Pick::default() }));
                part.ask.least = Some(hours(number(value, "required_hours")?));
            }
            other => return Err(format!("`{other}` is no matcher that is known here")),
        }
        self.parts.push(part);
        Ok(())
    }

    fn course(&mut self, value: &Value, part: &mut Part) -> Result<(), Odd> {
        let course = text(value, "course")?;
        part.accepts = vec![Pick { codes: codes([course])?, ..Pick::default() }];
        part.title.get_or_insert_with(|| course.to_owned());
        self.required.insert(course.to_owned());
        let size = self.catalogue.hours(course).filter(|size| *size > 0).map(hours);
        part.ask = Ask { least: size, most: size, least_items: Some(1), most_items: Some(1), choose: None };
        Ok(())
    }

    /// The courses of a list that holds nothing else, as one pick.
    fn courses(&mut self, list: &[Value]) -> Result<Option<Pick>, Odd> {
        let mut names = Vec::new();
        for one in list {
            match text(one, "matcher")? {
                "CourseRequirement" => names.push(text(one, "course")?),
                other => return Err(format!("`{other}` stands where only courses are expected")),
            }
        }
        self.required.extend(names.iter().map(|name| (*name).to_owned()));
        Ok((!names.is_empty()).then_some(Pick { codes: codes(names)?, ..Pick::default() }))
    }

    /// A group and what is in it. A group in which nothing could be read is none.
    fn group(&mut self, value: &Value, mut part: Part, at: &At, choose: Option<u32>) -> Result<(), Odd> {
        part.ask.choose = choose.map(|count| Choice { least: count, most: count });
        let children = list(value, "requirements")?.iter().enumerate();
        self.around(part, |reader, id| {
            for (k, child) in children {
                reader.take(child, at.inside(k, id, false));
            }
        })
    }

    fn around(&mut self, part: Part, fill: impl FnOnce(&mut Self, &Code)) -> Result<(), Odd> {
        let (id, before) = (part.id.clone(), self.parts.len());
        self.parts.push(part);
        fill(self, &id);
        if self.parts.len() == before + 1 {
            self.parts.pop();
            return Err("nothing in it could be read".to_owned());
        }
        Ok(())
    }

    fn hours(&mut self, value: &Value, mut part: Part, at: &At) -> Result<(), Odd> {
        part.ask.least = Some(hours(number(value, "required_hours")?));
        let children: Vec<_> = list(value, "requirements")?.iter().enumerate().collect();
        let is_plain =
            |child: &Value| matches!(text(child, "matcher"), Ok("CourseRequirement" | "PrefixBucketRequirement"));
        let (simple, other): (Vec<_>, Vec<_>) = children.into_iter().partition(|(_, child)| is_plain(child));
        let picks = self.simple(&simple.iter().map(|(_, child)| *child).collect::<Vec<_>>())?;
        if other.is_empty() && !picks.is_empty() {
            part.accepts = picks;
            self.parts.push(part);
            return Ok(());
        }
        self.around(part, |reader, id| {
            if !picks.is_empty() {
                let courses: Result<Code, _> = format!("{id}.courses").parse();
                let leaf = courses.map(|leaf| Part { accepts: picks, within: Some(id.clone()), ..Part::named(leaf) });
                reader.parts.extend(leaf);
            }
            for (k, child) in other {
                reader.take(child, at.inside(k, id, true));
            }
        })
    }

    /// Courses and prefixes, as picks.
    fn simple(&mut self, children: &[&Value]) -> Result<Vec<Pick>, Odd> {
        let (mut names, mut begin) = (Vec::new(), Vec::new());
        for child in children {
            match text(child, "matcher")? {
                "CourseRequirement" => names.push(text(child, "course")?),
                _ => begin.push(text(child, "prefix")?),
            }
        }
        self.required.extend(names.iter().map(|name| (*name).to_owned()));
        let mut picks = Vec::new();
        if !names.is_empty() {
            picks.push(Pick { codes: codes(names)?, ..Pick::default() });
        }
        if !begin.is_empty() {
            picks.push(prefixes(begin)?);
        }
        Ok(picks)
    }
}

impl At {
    /// The k-th of a list.
    fn inner(&self, k: usize, place: &str) -> Self {
        Self { id: format!("{}.{k}", self.id), place: format!("{place}[{k}]"), ..self.clone() }
    }

    /// The k-th matcher in the group `id`.
    fn inside(&self, k: usize, id: &Code, optional: bool) -> Self {
        let place = format!("{}.requirements", self.place);
        Self { within: Some(id.clone()), optional, ..self.inner(k, &place) }
    }

    fn part(&self, value: &Value) -> Result<Part, Odd> {
        let id: Code = self.id.parse().map_err(|error: IdError| error.to_string())?;
        let named = value.get("metadata").and_then(|about| about.get("name")).and_then(Value::as_str);
        Ok(Part {
            title: named.map(str::to_owned),
            within: self.within.clone(),
            optional: self.optional,
            ..Part::named(id)
        })
    }
}

fn text<'a>(value: &'a Value, key: &str) -> Result<&'a str, Odd> {
    value.get(key).and_then(Value::as_str).ok_or_else(|| format!("a text `{key}` is expected"))
}

fn number(value: &Value, key: &str) -> Result<u32, Odd> {
    let found = value.get(key).ok_or_else(|| format!("a number `{key}` is expected"))?;
    let number = found.as_u64().and_then(|number| u32::try_from(number).ok());
    number.ok_or_else(|| format!("`{key}` is {found}; a whole number that is not negative is expected"))
}

fn list<'a>(value: &'a Value, key: &str) -> Result<&'a [Value], Odd> {
    value.get(key).and_then(Value::as_array).map(Vec::as_slice).ok_or_else(|| format!("a list `{key}` is expected"))
}

fn strings<'a>(value: &'a Value, key: &str) -> Result<Vec<&'a str>, Odd> {
    let all = list(value, key)?.iter().map(Value::as_str).collect::<Option<_>>();
    all.ok_or_else(|| format!("`{key}` is a list of texts"))
}

fn codes<'a, T: FromStr<Err = IdError>>(names: impl IntoIterator<Item = &'a str>) -> Result<Vec<T>, Odd> {
    let code = |name: &str| plain(name).parse().map_err(|error: IdError| error.to_string());
    names.into_iter().map(code).collect()
}

fn prefixes<'a>(names: impl IntoIterator<Item = &'a str>) -> Result<Pick, Odd> {
    Ok(Pick { prefixes: codes(names)?, ..Pick::default() })
}

/// Letters and digits; everything else a hyphen.
fn slug(text: &str) -> String {
    text.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' }).collect()
}
