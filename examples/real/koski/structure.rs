//! The structure of a qualification as its file says it: one tree of groups and units for each way of completing it.

use creditbank::{Credits, Date};
use serde_json::{Map, Value};

use super::files::{Troubles, credits};

/// A qualification.
pub(crate) struct Structure {
    /// The file's name without `.json`.
    pub(crate) file: String,
    /// The reference of the national requirements, by which records cite it.
    pub(crate) reference: String,
    pub(crate) name: String,
    /// National qualification codes.
    pub(crate) codes: Vec<String>,
    /// The first day on which it is valid, and the last: they stand in the file's name, if anywhere.
    pub(crate) from: Option<Date>,
    pub(crate) through: Option<Date>,
    pub(crate) ways: Vec<Way>,
}

/// A way of completing it.
pub(crate) struct Way {
    pub(crate) name: String,
    /// The unit in which it counts; none: it counts units of study only.
    pub(crate) unit: Option<String>,
    pub(crate) rule: Group,
}

pub(crate) enum Part {
    Group(Group),
    Unit(Unit),
}

/// A group of parts.
#[derive(Default)]
pub(crate) struct Group {
    pub(crate) role: Option<String>,
    pub(crate) name: String,
    pub(crate) mandatory: bool,
    pub(crate) least: Option<Credits>,
    pub(crate) most: Option<Credits>,
    pub(crate) least_count: Option<u32>,
    pub(crate) most_count: Option<u32>,
    pub(crate) parts: Vec<Part>,
}

/// A unit of study.
pub(crate) struct Unit {
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) mandatory: bool,
    /// What it is worth, or the least of that.
    pub(crate) credits: Option<Credits>,
    /// The most, where that is another number.
    pub(crate) most: Option<Credits>,
}

/// How deep groups may lie in groups: far deeper than any real tree.
const DEEPEST: usize = 24;

/// Reads the text of a file. `name` is the file's, without `.json`. A structure that makes no sense somewhere is not
/// there at all: half a tree would ask for less than the whole.
pub(crate) fn read(name: &str, text: &str, troubles: &mut Troubles) -> Option<Structure> {
    let place = format!("structures/{name}.json");
    let value: Value = troubles.noted(&place, serde_json::from_str(text))?;
    troubles.noted(place, structure(name, &value))
}

fn structure(name: &str, value: &Value) -> Result<Structure, String> {
    let top = Table::of(value, "the file")?;
    let ways = top.list("ways")?.iter().enumerate();
    let ways = ways.map(|(at, way)| way_of(way, at)).collect::<Result<Vec<_>, _>>()?;
    if ways.is_empty() {
        return Err("`ways` is empty: at least one way of completing the qualification is expected".to_owned());
    }
    let codes = top.list("codes")?.iter().filter_map(Value::as_str).map(str::to_owned).collect();
    let (from, through) = valid(name);
    let (reference, title) = (top.text("ref")?.to_owned(), top.text_or("name_fi").trim().to_owned());
    Ok(Structure { file: name.to_owned(), reference, name: title, codes, from, through, ways })
}

/// `…_2017-12-04_2018-12-31_2021-12-31`: from, through, and how long those who began may finish.
fn valid(name: &str) -> (Option<Date>, Option<Date>) {
    let words: Vec<&str> = name.split('_').collect();
    let [.., from, through, _] = words.as_slice() else { return (None, None) };
    match from.parse() {
        Ok(from) => (Some(from), through.parse().ok()),
        Err(_) => (None, None),
    }
}

fn way_of(value: &Value, at: usize) -> Result<Way, String> {
    let table = Table::of(value, &format!("ways[{at}]"))?;
    let unit = table.table.get("unit").and_then(Value::as_str).map(str::to_owned);
    let rule = table.table.get("rule").ok_or_else(|| table.wrong("there is no `rule`"))?;
    match part(rule, &format!("{}.rule", table.place), 0)? {
        Part::Group(rule) => Ok(Way { name: table.text("way")?.to_owned(), unit, rule }),
        Part::Unit(_) => Err(table.wrong("its `rule` is a unit; a group is expected")),
    }
}

fn part(value: &Value, place: &str, depth: usize) -> Result<Part, String> {
    let table = Table::of(value, place)?;
    if depth > DEEPEST {
        return Err(table.wrong("groups lie more than 24 deep in each other"));
    }
    match table.text("kind")? {
        "group" => group(&table, depth).map(Part::Group),
        "unit" => unit(&table).map(Part::Unit),
        other => Err(table.wrong(&format!("the kind `{other}` is not known; `group` or `unit` is expected"))),
    }
}

fn group(table: &Table<'_>, depth: usize) -> Result<Group, String> {
    let parts = table.list("parts")?.iter().enumerate();
    let parts = parts.map(|(at, each)| part(each, &format!("{}.parts[{at}]", table.place), depth + 1));
    let bound = |key: &str| match table.table.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => Table::of(value, &format!("{}.{key}", table.place)).map(Some),
    };
    let (size, count) = (bound("credits")?, bound("count")?);
    let credits = |key| size.as_ref().map_or(Ok(None), |size| size.credits(key));
    let items = |key| count.as_ref().map_or(Ok(None), |count| count.count(key));
    Ok(Group {
        role: table.table.get("role").and_then(Value::as_str).map(str::to_owned),
        name: table.text_or("name").trim().to_owned(),
        mandatory: table.flag("mandatory"),
        least: credits("min")?,
        most: credits("max")?,
        least_count: items("min")?,
        most_count: items("max")?,
        parts: parts.collect::<Result<_, _>>()?,
    })
}

fn unit(table: &Table<'_>) -> Result<Unit, String> {
    Ok(Unit {
        code: table.text("unit")?.to_owned(),
        name: table.text_or("name").trim().to_owned(),
        mandatory: table.flag("mandatory"),
        credits: table.credits("credits")?,
        most: table.credits("credits_max")?,
    })
}

/// An object, and where it stands.
struct Table<'a> {
    table: &'a Map<String, Value>,
    place: String,
}

impl<'a> Table<'a> {
    fn of(value: &'a Value, place: &str) -> Result<Self, String> {
        let table = value.as_object().ok_or_else(|| format!("{place} is not an object"))?;
        Ok(Self { table, place: place.to_owned() })
    }

    fn wrong(&self, what: &str) -> String {
        format!("{}: {what}", self.place)
    }

    fn text(&self, key: &str) -> Result<&'a str, String> {
        self.table.get(key).and_then(Value::as_str).ok_or_else(|| self.wrong(&format!("there is no text `{key}`")))
    }

    fn text_or(&self, key: &str) -> &'a str {
        self.table.get(key).and_then(Value::as_str).unwrap_or_default()
    }

    fn list(&self, key: &str) -> Result<&'a [Value], String> {
        let list = self.table.get(key).and_then(Value::as_array);
        list.map(Vec::as_slice).ok_or_else(|| self.wrong(&format!("there is no list `{key}`")))
    }

    fn flag(&self, key: &str) -> bool {
        self.table.get(key).and_then(Value::as_bool).unwrap_or_default()
    }

    fn credits(&self, key: &str) -> Result<Option<Credits>, String> {
        match self.table.get(key) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::Number(number)) => credits(&number.to_string()).map(Some).map_err(|why| self.wrong(&why)),
            Some(other) => Err(self.wrong(&format!("`{key}` is {other}; a number is expected"))),
        }
    }

    fn count(&self, key: &str) -> Result<Option<u32>, String> {
        let Some(credits) = self.credits(key)? else { return Ok(None) };
        let wrong = || self.wrong(&format!("`{key}` is {credits}; a whole number is expected"));
        credits.to_string().parse().map(Some).map_err(|_| wrong())
    }
}
