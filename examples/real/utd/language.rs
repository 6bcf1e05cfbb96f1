//! The language of rule texts.
//!
//! ```text
//! # a comment
//! DEFINE %Name% filter
//! REQUIRE "label" tag hours filter
//! GROUP tag tag …
//! ```
//!
//! A filter is `NameList(CS1200,…)`, `Level(3,…)`, `Department(CS,…)`, `Any()`, `Not(filter)`, `And(filter,…)`,
//! `Or(filter,…)` or a `%Name%` defined above. Every requirement is in exactly one group.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::iter::Peekable;
use std::rc::Rc;
use std::str::Chars;
use std::vec::IntoIter;

use creditbank::Code;

use super::filter::{Filter, LEVELS};

/// No filter is made of more filters than this.
const SIZE_MOST: usize = 10_000;
/// None is deeper than this.
const DEPTH_MOST: usize = 64;
/// The longest that a tag may be: other ids are made of it.
const TAG_MOST: usize = 56;

/// A requirement: so many hours of such courses.
#[derive(Debug)]
pub(crate) struct Requirement {
    pub(crate) label: String,
    pub(crate) tag: Code,
    pub(crate) hours: u32,
    pub(crate) filter: Rc<Filter>,
    place: Place,
}

/// A rule text.
#[derive(Debug, Default)]
pub(crate) struct RuleText {
    pub(crate) requirements: Vec<Requirement>,
    /// Requirements that share courses out among themselves, by their places in the list above. Groups do not know of
    /// each other.
    pub(crate) groups: Vec<Vec<usize>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place {
    line: usize,
    column: usize,
}

/// What is wrong, and where.
#[derive(Debug)]
pub(crate) struct Wrong {
    place: Place,
    what: String,
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}: {}", self.place.line, self.place.column, self.what)
    }
}

impl std::error::Error for Wrong {}

impl Place {
    fn wrong(self, what: impl Into<String>) -> Wrong {
        Wrong { place: self, what: what.into() }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Word(String),
    Quoted(String),
    /// `%Name%`, without the signs.
    Defined(String),
    Sign(char),
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Word(word) => write!(f, "`{word}`"),
            Self::Quoted(text) => write!(f, "`\"{text}\"`"),
            Self::Defined(name) => write!(f, "`%{name}%`"),
            Self::Sign(sign) => write!(f, "`{sign}`"),
        }
    }
}

/// A line, token by token.
struct Line {
    tokens: Peekable<IntoIter<(Place, Token)>>,
    end: Place,
}

/// Reads a rule text.
pub(crate) fn read(text: &str) -> Result<RuleText, Wrong> {
    let mut reader = Reader::default();
    for (at, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        reader.line(Line::new(at + 1, line)?)?;
    }
    reader.done()
}

#[derive(Default)]
struct Reader {
    defined: BTreeMap<String, Rc<Filter>>,
    text: RuleText,
    grouped: BTreeSet<usize>,
}

impl Reader {
    fn line(&mut self, mut line: Line) -> Result<(), Wrong> {
        let Some((place, token)) = line.tokens.next() else { return Ok(()) };
        match token {
            Token::Word(word) if word == "DEFINE" => self.define(&mut line)?,
            Token::Word(word) if word == "REQUIRE" => self.require(&mut line, place)?,
            Token::Word(word) if word == "GROUP" => self.group(&mut line)?,
            other => {
                return Err(place.wrong(format!("{other} begins no line; `DEFINE`, `REQUIRE` or `GROUP` is expected")));
            }
        }
        line.over()
    }

    fn define(&mut self, line: &mut Line) -> Result<(), Wrong> {
        let (place, token) = line.next("a `%name%` to define")?;
        let Token::Defined(name) = token else {
            return Err(place.wrong(format!("{token} is not a `%name%` to define")));
        };
        let filter = self.filter(line, 0)?;
        match self.defined.insert(name.clone(), filter) {
            None => Ok(()),
            Some(_) => Err(place.wrong(format!("`%{name}%` is defined twice; each name is defined once"))),
        }
    }

    fn require(&mut self, line: &mut Line, place: Place) -> Result<(), Wrong> {
        let label = match line.next("a label in quotation marks")? {
            (_, Token::Quoted(label)) => label,
            (at, other) => return Err(at.wrong(format!("{other} is not a label; one in quotation marks is expected"))),
        };
        if self.text.requirements.iter().any(|one| one.label == label) {
            return Err(place.wrong(format!("`{label}` is required twice; each label stands once")));
        }
        let (tag_at, word) = line.word("a tag")?;
        let tag = tag(&word).map_err(|what| tag_at.wrong(what))?;
        if self.place_of(&word).is_some() {
            return Err(tag_at.wrong(format!("the tag `{word}` is another requirement's; each has its own")));
        }
        let (hours_at, word) = line.word("a whole number of hours")?;
        let hours = hours(&word)
            .ok_or_else(|| hours_at.wrong(format!("`{word}` is not a whole number of hours from 0 to 9999")))?;
        let filter = self.filter(line, 0)?;
        self.text.requirements.push(Requirement { label, tag, hours, filter, place });
        Ok(())
    }

    fn group(&mut self, line: &mut Line) -> Result<(), Wrong> {
        let mut group = Vec::new();
        loop {
            let (place, tag) = line.word("the tag of a requirement")?;
            let found = self.place_of(&tag);
            let found = found.ok_or_else(|| place.wrong(format!("`{tag}` is no tag of a requirement above")))?;
            if !self.grouped.insert(found) {
                return Err(place.wrong(format!("`{tag}` is in a group already; each requirement is in exactly one")));
            }
            group.push(found);
            if line.tokens.peek().is_none() {
                self.text.groups.push(group);
                return Ok(());
            }
        }
    }

    fn place_of(&self, tag: &str) -> Option<usize> {
        self.text.requirements.iter().position(|one| one.tag.as_str() == tag)
    }

    fn filter(&self, line: &mut Line, depth: usize) -> Result<Rc<Filter>, Wrong> {
        let (place, token) = line.next("a filter")?;
        let word = match token {
            Token::Defined(name) => {
                let found = self.defined.get(&name).cloned();
                return found.ok_or_else(|| place.wrong(format!("`%{name}%` is not defined above this line")));
            }
            Token::Word(word) => word,
            other => return Err(place.wrong(format!("{other} is no filter; {FILTERS}"))),
        };
        if depth > DEPTH_MOST {
            return Err(place.wrong(format!("filters within filters go {DEPTH_MOST} deep at most")));
        }
        let filter = match word.as_str() {
            "NameList" => {
                Filter::Names(line.words("the name of a course")?.into_iter().map(course).collect::<Result<_, _>>()?)
            }
            "Level" => Filter::Levels(line.words("a level")?.into_iter().map(level).collect::<Result<_, _>>()?),
            "Department" => {
                Filter::Departments(line.words("a department")?.into_iter().map(course).collect::<Result<_, _>>()?)
            }
            "Any" => {
                line.sign('(')?;
                line.sign(')')?;
                Filter::Any
            }
            "Not" => {
                line.sign('(')?;
                let inner = self.filter(line, depth + 1)?;
                line.sign(')')?;
                Filter::Not(inner)
            }
            "And" => Filter::And(self.filters(line, depth)?),
            "Or" => Filter::Or(self.filters(line, depth)?),
            _ => return Err(place.wrong(format!("`{word}` is no filter; {FILTERS}"))),
        };
        if filter.size() > SIZE_MOST {
            return Err(place.wrong(format!("the filter is made of more than {SIZE_MOST} filters")));
        }
        Ok(Rc::new(filter))
    }

    fn filters(&self, line: &mut Line, depth: usize) -> Result<Vec<Rc<Filter>>, Wrong> {
        line.sign('(')?;
        let mut all = Vec::new();
        loop {
            all.push(self.filter(line, depth + 1)?);
            if line.comma_or_end()? {
                return Ok(all);
            }
        }
    }

    fn done(self) -> Result<RuleText, Wrong> {
        let loose = self.text.requirements.iter().enumerate().find(|(at, _)| !self.grouped.contains(at));
        match loose {
            None => Ok(self.text),
            Some((_, one)) => Err(one.place.wrong(format!(
                "`{}` is in no group; a line `GROUP {}` is expected, or the tag in another one",
                one.label, one.tag
            ))),
        }
    }
}

const FILTERS: &str =
    "`NameList`, `Level`, `Department`, `Any`, `Not`, `And`, `Or` or a `%name%` that is defined above is expected";

fn tag(word: &str) -> Result<Code, String> {
    if word.len() > TAG_MOST {
        return Err(format!("`{word}` is longer than {TAG_MOST} characters"));
    }
    word.parse().map_err(|error: creditbank::id::IdError| error.to_string())
}

/// From 0 to 9999.
fn hours(word: &str) -> Option<u32> {
    let plain = word.len() <= 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    if plain { word.parse().ok() } else { None }
}

/// A course or a department: a code.
fn course((place, word): (Place, String)) -> Result<String, Wrong> {
    let code: Code = word.parse().map_err(|error: creditbank::id::IdError| place.wrong(error.to_string()))?;
    Ok(code.as_str().to_owned())
}

fn level((place, word): (Place, String)) -> Result<u8, Wrong> {
    let level = word.parse().ok().filter(|level| *level < LEVELS && word.len() == 1);
    level.ok_or_else(|| place.wrong(format!("`{word}` is no level; a digit from 0 to {} is expected", LEVELS - 1)))
}

impl Line {
    fn new(number: usize, text: &str) -> Result<Self, Wrong> {
        let mut letters = Letters { rest: text.chars().peekable(), place: Place { line: number, column: 1 } };
        let mut tokens = Vec::new();
        while let Some(token) = letters.token()? {
            tokens.push(token);
        }
        Ok(Self { tokens: tokens.into_iter().peekable(), end: letters.place })
    }

    fn next(&mut self, expected: &str) -> Result<(Place, Token), Wrong> {
        self.tokens.next().ok_or_else(|| self.end.wrong(format!("the line ends here; {expected} is expected")))
    }

    fn word(&mut self, expected: &str) -> Result<(Place, String), Wrong> {
        match self.next(expected)? {
            (place, Token::Word(word)) => Ok((place, word)),
            (place, other) => Err(place.wrong(format!("{other} stands where {expected} is expected"))),
        }
    }

    fn sign(&mut self, sign: char) -> Result<(), Wrong> {
        match self.next(&format!("`{sign}`"))? {
            (_, Token::Sign(found)) if found == sign => Ok(()),
            (place, other) => Err(place.wrong(format!("{other} stands where `{sign}` is expected"))),
        }
    }

    /// Whether the list ends here.
    fn comma_or_end(&mut self) -> Result<bool, Wrong> {
        match self.next("`,` or `)`")? {
            (_, Token::Sign(')')) => Ok(true),
            (_, Token::Sign(',')) => Ok(false),
            (place, other) => Err(place.wrong(format!("{other} stands where `,` or `)` is expected"))),
        }
    }

    /// `(word,word)`
    fn words(&mut self, expected: &str) -> Result<Vec<(Place, String)>, Wrong> {
        self.sign('(')?;
        let mut all = Vec::new();
        loop {
            all.push(self.word(expected)?);
            if self.comma_or_end()? {
                return Ok(all);
            }
        }
    }

    fn over(&mut self) -> Result<(), Wrong> {
        match self.tokens.next() {
            None => Ok(()),
            Some((place, token)) => Err(place.wrong(format!("{token} stands where the line should end"))),
        }
    }
}

/// A line, letter by letter.
struct Letters<'a> {
    rest: Peekable<Chars<'a>>,
    place: Place,
}

impl Letters<'_> {
    fn step(&mut self) -> Option<char> {
        let letter = self.rest.next()?;
        self.place.column += 1;
        Some(letter)
    }

    /// The next token; none at the end or where a comment begins.
    fn token(&mut self) -> Result<Option<(Place, Token)>, Wrong> {
        while self.rest.next_if(|letter| letter.is_whitespace()).is_some() {
            self.place.column += 1;
        }
        let place = self.place;
        let token = match self.rest.peek() {
            None | Some('#') => return Ok(None),
            Some('"') => Token::Quoted(self.enclosed('"')?),
            Some('%') => Token::Defined(self.enclosed('%')?),
            Some('(' | ')' | ',') => Token::Sign(self.step().unwrap_or_default()),
            Some(_) => Token::Word(self.plain()),
        };
        Ok(Some((place, token)))
    }

    /// What stands between two signs.
    fn enclosed(&mut self, sign: char) -> Result<String, Wrong> {
        let place = self.place;
        self.step();
        let mut text = String::new();
        loop {
            match self.step() {
                Some(letter) if letter == sign => return Ok(text),
                Some(letter) => text.push(letter),
                None => return Err(place.wrong(format!("`{sign}` opens here and is not closed on this line"))),
            }
        }
    }

    fn plain(&mut self) -> String {
        let ends = |letter: char| letter.is_whitespace() || "(),\"%#".contains(letter);
        let mut word = String::new();
        while let Some(letter) = self.rest.next_if(|letter| !ends(*letter)) {
            self.place.column += 1;
            word.push(letter);
        }
        word
    }
}
