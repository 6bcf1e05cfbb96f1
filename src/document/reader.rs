//! Reading a TOML document: every loader asks a [`Table`] for the keys it knows.

use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::document::finding::human_finding;
use crate::document::text::{NAME_MOST, PROSE_MOST, nearest, quoted};
use crate::document::{Collector, Finding, Findings, Limits, Purpose, Step, scan};

/// Reads a TOML document. The loader is handed its top; what it returns counts only if nothing was found.
///
/// ```
/// use creditbank::document::Limits;
/// use creditbank::testing::engine::{Table, read};
/// let load = |mut top: Table<'_>| {
///     let credits = top.required::<creditbank::Credits>("credits");
///     top.finish();
///     credits
/// };
/// assert_eq!(read("x.toml", b"credits = \"7.5\"", &Limits::default(), load)?.to_string(), "7.5");
/// let findings = read("x.toml", b"credit = \"7.5\"", &Limits::default(), load).unwrap_err();
/// let codes: Vec<_> = findings.iter().map(|finding| finding.code).collect();
/// assert_eq!(codes, ["D007", "D008"]);
/// # Ok::<(), creditbank::document::Findings>(())
/// ```
///
/// # Errors
/// All [`Findings`]: of the text as such or, if it is sound TOML, of the loader.
pub fn read<T>(
    name: &str,
    text: &[u8],
    limits: &Limits,
    load: impl FnOnce(Table<'_>) -> Option<T>,
) -> Result<T, Findings> {
    read_for(name, text, limits, Purpose::Judging { without: &[] }, load)
}

/// Reads a TOML document as [`read`] does, for a purpose.
pub(crate) fn read_for<T>(
    name: &str,
    text: &[u8],
    limits: &Limits,
    purpose: Purpose,
    load: impl FnOnce(Table<'_>) -> Option<T>,
) -> Result<T, Findings> {
    let alone = |text: &str, finding| Findings::new(name, text, vec![finding], 0);
    if text.len() > limits.bytes {
        return Err(alone("", too_long(text.len(), limits.bytes)));
    }
    let text = std::str::from_utf8(text).map_err(|error| alone(&String::from_utf8_lossy(text), not_utf8(&error)))?;
    if let Some(finding) = scan::check(text, limits) {
        return Err(alone(text, finding));
    }
    let collector = Collector::for_purpose(text, limits.findings, purpose);
    let loaded = parse(text, &collector).and_then(|top| load(Table::top(&top, &collector)));
    match loaded {
        Some(loaded) if collector.is_empty() => Ok(loaded),
        _ => Err(collector.finish(name)),
    }
}

fn too_long(bytes: usize, most: usize) -> Finding {
    Finding::whole("D001", &format!("the document has {bytes} bytes; at most {most} are read"))
}

fn not_utf8(error: &std::str::Utf8Error) -> Finding {
    let at = error.valid_up_to();
    // In the text that is shown, U+FFFD (three bytes) stands for what is not UTF-8.
    let finding = Finding::at("D002", at..at.saturating_add(3), &format!("byte {at} is not UTF-8"), "");
    finding.with_help("save the file as UTF-8")
}

/// Above this size only the first error of syntax is reported: a large text may hold millions.
const SMALL: usize = 1 << 20;

fn parse<'t>(text: &'t str, collector: &Collector<'_>) -> Option<DeTable<'t>> {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let shift = text.len().saturating_sub(body.len());
    if shift > 0 {
        let finding = Finding::at("D003", 0..shift, "the document begins with a byte order mark", "remove it");
        collector.add(finding.with_help("save the file as UTF-8 without a byte order mark"));
        return None;
    }
    let first = match DeTable::parse(text) {
        Ok(top) => return Some(top.into_inner()),
        Err(first) => first,
    };
    let all = if text.len() <= SMALL { DeTable::parse_recoverable(text).1 } else { vec![first] };
    for error in all {
        let span = error.span().unwrap_or(text.len()..text.len());
        collector.add(Finding::at("D006", span, &format!("the document is not TOML: {}", error.message()), ""));
    }
    None
}

const TABLES: &str = "a list of tables";

/// What a value is, in the words of this crate.
const fn type_of(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number with a point",
        DeValue::Boolean(_) => "a truth value",
        DeValue::Datetime(_) => "a date without quotes",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// A table being read. Ask for the keys that are known, then [`finish`](Table::finish) it: what was not asked for
/// is unknown.
///
/// A method that answers `None` has added a finding, unless what it was asked for may be left out; so a loader
/// can read everything first, and put it together with `?` at the end.
#[derive(Debug)]
pub struct Table<'a> {
    what: &'static str,
    span: Range<usize>,
    table: &'a DeTable<'a>,
    asked: Vec<&'static str>,
    collector: &'a Collector<'a>,
}

impl<'a> Table<'a> {
    fn top(table: &'a DeTable<'a>, collector: &'a Collector<'a>) -> Self {
        Self { what: "file", span: 0..0, table, asked: Vec::new(), collector }
    }

    /// Reads a text that must be there.
    pub fn required<T: FromStr<Err: fmt::Display>>(&mut self, key: &'static str) -> Option<T> {
        self.need(key);
        self.optional(key)
    }

    /// Reads a text that may be left out.
    pub fn optional<T: FromStr<Err: fmt::Display>>(&mut self, key: &'static str) -> Option<T> {
        let value = self.value(key)?;
        self.parse(key, value)
    }

    /// Reads a text that may be left out, and stands for something then.
    pub fn or<T: FromStr<Err: fmt::Display>>(&mut self, key: &'static str, left_out: T) -> Option<T> {
        if self.has(key) {
            return self.optional(key);
        }
        self.know(&[key]);
        Some(left_out)
    }

    /// Reads a text for people, such as a name or a title, that must be there. Any script; no control
    /// characters; normal form C; at most 200 characters.
    pub fn human(&mut self, key: &'static str) -> Option<String> {
        self.for_people(key, NAME_MOST)
    }

    /// Reads a text for people, such as a reason or what a clause says, that must be there. As [`Table::human`], but
    /// at most 2,000 characters.
    pub fn prose(&mut self, key: &'static str) -> Option<String> {
        self.for_people(key, PROSE_MOST)
    }

    fn for_people(&mut self, key: &'static str, most: usize) -> Option<String> {
        self.need(key);
        let value = self.value(key)?;
        let text = self.text(key, value)?;
        let what = format!("the `{key}` of this {}", self.what);
        match human_finding(&what, text, most, value.span()) {
            Some(finding) if !self.collector.decodes() => self.refuse(finding),
            _ => Some(text.to_owned()),
        }
    }

    /// Reads `true` or `false`; left out it is `false`.
    pub fn flag(&mut self, key: &'static str) -> bool {
        let Some(value) = self.value(key) else { return false };
        let DeValue::Boolean(flag) = value.get_ref() else {
            self.add(self.wrong_type(key, value, "`true` or `false`"));
            return false;
        };
        *flag
    }

    /// Reads a key that says something by being there: `true` is all that it may be.
    pub fn sign(&mut self, key: &'static str) -> Option<()> {
        self.need(key);
        let value = self.value(key)?;
        match value.get_ref() {
            DeValue::Boolean(true) => Some(()),
            DeValue::Boolean(false) => {
                let message = format!("the `{key}` of this {} can only be `true`", self.what);
                let finding = Finding::at("D009", value.span(), &message, "this is `false`");
                self.refuse(finding.with_help(&format!("leave `{key}` out where it is not so")))
            }
            _ => self.refuse(self.wrong_type(key, value, "`true`")),
        }
    }

    /// Which one of some keys is there. None, or several, are a finding.
    pub fn one_of(&mut self, keys: &[&'static str]) -> Option<&'static str> {
        self.know(keys);
        let there: Vec<_> = keys.iter().copied().filter(|key| self.has(key)).collect();
        let list = |keys: &[&str]| keys.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ");
        let (span, message) = match there.as_slice() {
            [one] => return Some(one),
            [] => (self.span(), format!("this {} needs one of {}", self.what, list(keys))),
            [.., last] => {
                let message = format!("this {} has {}; only one of them may be there", self.what, list(&there));
                (self.span_of(last), message)
            }
        };
        self.refuse(Finding::at("D015", span, &message, ""))
    }

    /// Whether the value of a key is a table.
    #[must_use]
    pub fn is_table(&self, key: &str) -> bool {
        self.table.get(key).is_some_and(|value| value.get_ref().is_table())
    }

    /// Reads a whole number, written in decimal digits without quotes, that must be there.
    pub fn required_whole<T: TryFrom<u64>>(&mut self, key: &'static str) -> Option<T> {
        self.need(key);
        self.whole(key)
    }

    /// Reads a whole number, written in decimal digits without quotes, that may be left out.
    pub fn whole<T: TryFrom<u64>>(&mut self, key: &'static str) -> Option<T> {
        let value = self.value(key)?;
        let DeValue::Integer(number) = value.get_ref() else {
            return self.refuse(self.wrong_type(key, value, "a whole number in decimal digits"));
        };
        if number.radix() != 10 {
            return self.refuse(self.wrong_type(key, value, "a whole number in decimal digits"));
        }
        let read = number.as_str().parse::<u64>().ok().and_then(|number| T::try_from(number).ok());
        if read.is_none() {
            let other = if number.as_str().starts_with('-') { "a number from 0" } else { "a smaller number" };
            let message =
                format!("the `{key}` of this {} cannot be {}: {other} is expected", self.what, number.as_str());
            self.add(Finding::at("D010", value.span(), &message, ""));
        }
        read
    }

    /// Reads a list of texts; left out it is empty.
    pub fn list<T: FromStr<Err: fmt::Display>>(&mut self, key: &'static str) -> Vec<T> {
        let values = self.array(key, "a list of texts");
        values.iter().filter_map(|value| self.parse(key, value)).collect()
    }

    /// Reads a list of texts that must be there, if only an empty one.
    pub fn required_list<T: FromStr<Err: fmt::Display>>(&mut self, key: &'static str) -> Option<Vec<T>> {
        self.need(key);
        let list = self.list(key);
        self.has(key).then_some(list)
    }

    /// Reads a table that must be there. `what` names it in findings: `document`.
    pub fn table(&mut self, key: &'static str, what: &'static str) -> Option<Table<'a>> {
        if !self.has(key) {
            let message = format!("this {} needs a table `[{key}]`", self.what);
            self.add(Finding::at("D007", self.span(), &message, &format!("`[{key}]` is missing")));
        }
        self.optional_table(key, what)
    }

    /// Reads a table that may be left out.
    pub fn optional_table(&mut self, key: &'static str, what: &'static str) -> Option<Table<'a>> {
        let value = self.value(key)?;
        self.nested(key, what, value)
    }

    /// Reads a list of tables, `[[course]]`; left out it is empty. `what` names each in findings: `course`.
    pub fn tables(&mut self, key: &'static str, what: &'static str) -> impl Iterator<Item = Table<'a>> + use<'a> {
        self.numbered_tables(key, what).map(|(_, table)| table)
    }

    /// Reads a list of tables as [`Table::tables`] does, each with its place in the list.
    pub fn numbered_tables(
        &mut self,
        key: &'static str,
        what: &'static str,
    ) -> impl Iterator<Item = (usize, Table<'a>)> + use<'a> {
        let values = self.array(key, TABLES);
        let parent = Self { asked: Vec::new(), span: self.span(), ..*self };
        values.iter().enumerate().filter_map(move |(at, value)| Some((at, parent.nested(key, what, value)?)))
    }

    /// Takes note of keys that are known here, whether they are read or not.
    pub fn know(&mut self, keys: &[&'static str]) {
        self.asked.extend(keys);
    }

    /// Whether the key is there.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// Whether the key is not there, or holds an empty list.
    #[must_use]
    pub fn lacks(&self, key: &str) -> bool {
        self.table.get(key).is_none_or(|value| value.get_ref().as_array().is_some_and(|list| list.is_empty()))
    }

    /// Where the value of a key is, or the table itself where the key is not there.
    #[must_use]
    pub fn span_of(&self, key: &str) -> Range<usize> {
        self.table.get(key).map_or(self.span(), Spanned::span)
    }

    /// Where the members of a list are.
    pub fn spans_in(&self, key: &str) -> impl Iterator<Item = Range<usize>> + use<'a> {
        let list = self.table.get(key).and_then(|value| value.get_ref().as_array());
        list.into_iter().flat_map(|list| list.iter().map(Spanned::span))
    }

    /// Where the steps lead, or as far as they lead.
    #[must_use]
    pub fn span_at(&self, steps: &[Step]) -> Range<usize> {
        let Some((Step::Key(key), mut rest)) = steps.split_first() else { return self.span() };
        let Some(mut value) = self.table.get(*key) else { return self.span() };
        while let Some((step, further)) = rest.split_first() {
            let next = match step {
                Step::Key(key) => value.get_ref().as_table().and_then(|table| table.get(*key)),
                Step::Index(at) => value.get_ref().as_array().and_then(|list| list.get(*at)),
            };
            let Some(next) = next else { break };
            (value, rest) = (next, further);
        }
        value.span()
    }

    /// Where the table begins.
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// Adds a finding.
    pub fn add(&self, finding: Finding) {
        self.collector.add(finding);
    }

    /// Adds a finding about what was read and is not sound. Where a document is read that was judged before, nothing
    /// is added.
    pub fn judge(&self, finding: Finding) {
        if !self.collector.decodes() {
            self.add(finding);
        }
    }

    /// Where the findings are put.
    #[must_use]
    pub const fn collector(&self) -> &'a Collector<'a> {
        self.collector
    }

    /// Adds a finding for each key that was not asked for.
    pub fn finish(&self) {
        let found = self.asked.iter().filter(|key| self.has(key)).count();
        if found == self.table.len() {
            return;
        }
        for (key, _) in self.table.iter().filter(|(key, _)| !self.asked.contains(&key.get_ref().as_ref())) {
            self.add(self.unknown(key));
        }
    }

    fn value(&mut self, key: &'static str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.asked.push(key);
        self.table.get(key)
    }

    fn array(&mut self, key: &'static str, expected: &str) -> &'a [Spanned<DeValue<'a>>] {
        let Some(value) = self.value(key) else { return &[] };
        let DeValue::Array(list) = value.get_ref() else {
            self.add(self.wrong_type(key, value, expected));
            return &[];
        };
        list
    }

    fn nested(&self, key: &str, what: &'static str, value: &'a Spanned<DeValue<'a>>) -> Option<Table<'a>> {
        let DeValue::Table(table) = value.get_ref() else {
            return self.refuse(self.wrong_type(key, value, "a table"));
        };
        Some(Table { what, span: value.span(), table, asked: Vec::with_capacity(12), collector: self.collector })
    }

    fn text(&self, key: &str, value: &'a Spanned<DeValue<'a>>) -> Option<&'a str> {
        let DeValue::String(text) = value.get_ref() else {
            return self.refuse(self.wrong_type(key, value, "a text in quotes"));
        };
        Some(text)
    }

    fn parse<T: FromStr<Err: fmt::Display>>(&self, key: &str, value: &'a Spanned<DeValue<'a>>) -> Option<T> {
        self.parsed(key, self.text(key, value)?, value.span())
    }

    fn parsed<T: FromStr<Err: fmt::Display>>(&self, key: &str, text: &str, span: Range<usize>) -> Option<T> {
        let label = || format!("the `{key}` of this {}", self.what);
        let finding = |error: T::Err| Finding::at("D010", span, &error.to_string(), &label());
        text.parse().map_err(|error| self.add(finding(error))).ok()
    }

    /// Adds a finding if the key is not there.
    pub fn need(&self, key: &str) {
        if !self.has(key) {
            let message = format!("this {} needs `{key}`", self.what);
            self.add(Finding::at("D007", self.span(), &message, &format!("`{key}` is missing")));
        }
    }

    fn refuse<T>(&self, finding: Finding) -> Option<T> {
        self.add(finding);
        None
    }

    fn wrong_type(&self, key: &str, value: &Spanned<DeValue<'_>>, expected: &str) -> Finding {
        let message = format!("the `{key}` of this {} must be {expected}", self.what);
        let finding = Finding::at("D009", value.span(), &message, &format!("this is {}", type_of(value.get_ref())));
        match value.get_ref() {
            DeValue::Integer(_) | DeValue::Float(_) | DeValue::Datetime(_) if expected.contains("text") => {
                finding.with_help("numbers and dates are written in quotes, which keep them as they are")
            }
            DeValue::Table(_) if expected == TABLES => {
                finding.with_help(&format!("write `[[{key}]]` above each, or `{key} = [{{ … }}]`"))
            }
            _ => finding,
        }
    }

    fn unknown(&self, key: &Spanned<impl AsRef<str>>) -> Finding {
        let given = key.get_ref().as_ref();
        let message = format!("{} is not a key of this {}", quoted(given), self.what);
        let label = nearest(given, &self.asked).map(|near| format!("did you mean `{near}`?"));
        let keys: Vec<_> = self.asked.iter().map(|key| format!("`{key}`")).collect();
        let finding = Finding::at("D008", key.span(), &message, &label.unwrap_or_default());
        finding.with_help(&format!("the keys are {}", keys.join(", ")))
    }
}
