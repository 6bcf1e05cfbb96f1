//! The line format: one object of canonical JSON (RFC 8785). This file is the format's home; `manual::format`
//! describes it for other implementers.
//!
//! Every struct that is written declares its fields in the order of the keys, amounts and ids are strings and all
//! numbers are integers below 2^53, so that writing it member by member *is* the canonical form. Reading a line
//! writes it again and compares, so no other form is ever accepted.

use std::fmt;
use std::sync::Arc;

use serde::de::{self, MapAccess, Visitor};
use serde::ser::SerializeStruct;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::digest::Digest;
use crate::id::{EntryId, LearnerId, LotId, RequestKey};
use crate::journal::{LINE_MOST, canonical};
use crate::ledger::{
    Act, Actor, Appraisal, Attempt, Award, BookEntry, Bundle, Conversion, Effects, Entry, Genesis, Judged, LearnerVerb,
    Lot, Mark, Posting, Publication, Remark, Subject, Under, Worth,
};
use crate::line::wire_error::WireError;
use crate::time::{Date, Timestamp};

/// One line of the journal: what was decided, and where it stands in the chains.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its number in the journal, from 0.
    pub position: u64,
    /// The leaf hash of the line before it; zeros for the first.
    pub prev: Digest,
    /// What it says.
    pub content: Content,
}

/// What a line says.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::large_enum_variant, reason = "nearly every line is a learner's")]
pub enum Content {
    /// The first line.
    Genesis {
        /// What founds the book.
        genesis: Genesis,
        /// When the book was founded.
        recorded: Timestamp,
    },
    /// Something decided for the whole book.
    Book(BookEntry),
    /// Something decided for one learner.
    Learner {
        /// What was decided.
        entry: Entry,
        /// The leaf hash of that learner's line before this one; zeros for the first.
        last: Digest,
    },
}

/// The request key of the first line.
const GENESIS_KEY: &str = "genesis";

/// The request key of the first line.
pub(crate) fn genesis_key() -> RequestKey {
    RequestKey::literal(GENESIS_KEY)
}

enum AnyAct {
    Genesis(Genesis),
    Publish(Publication),
    Learner(Act),
}

/// Reads `{"verb": …}` by its verb, in one pass.
impl<'de> Deserialize<'de> for AnyAct {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct OneVerb;
        impl<'de> Visitor<'de> for OneVerb {
            type Value = AnyAct;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object with one verb")
            }
            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<AnyAct, M::Error> {
                let verb: Verb = map.next_key()?.ok_or_else(|| de::Error::custom("a verb is missing"))?;
                let act = match verb {
                    Verb::Genesis => AnyAct::Genesis(map.next_value()?),
                    Verb::Publish => AnyAct::Publish(map.next_value()?),
                    Verb::Learner(verb) => AnyAct::Learner(verb.read(&mut map)?),
                };
                match map.next_key::<de::IgnoredAny>()? {
                    None => Ok(act),
                    Some(_) => Err(de::Error::custom("a second verb is too much")),
                }
            }
        }
        from.deserialize_map(OneVerb)
    }
}

impl Act {
    /// Reads an act as it is written in a line: `{"verb": …}`.
    #[cfg(feature = "analysis")]
    pub(crate) fn read(written: &str) -> Result<Self, String> {
        match serde_json::from_str(written).map_err(|error| plain(&error))? {
            AnyAct::Learner(act) => Ok(act),
            AnyAct::Genesis(_) | AnyAct::Publish(_) => Err("it is no act of a learner's line".to_owned()),
        }
    }
}

enum Verb {
    Genesis,
    Publish,
    Learner(LearnerVerb),
}

impl<'de> Deserialize<'de> for Verb {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Name;
        impl Visitor<'_> for Name {
            type Value = Verb;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a verb")
            }
            fn visit_str<E: de::Error>(self, name: &str) -> Result<Verb, E> {
                match name {
                    "genesis" => Ok(Verb::Genesis),
                    "publish" => Ok(Verb::Publish),
                    name => LearnerVerb::named(name)
                        .map(Verb::Learner)
                        .ok_or_else(|| E::custom(format!("`{name}` is not a verb that is known"))),
                }
            }
        }
        from.deserialize_str(Name)
    }
}

impl Line {
    /// The line's bytes, without the newline.
    ///
    /// # Errors
    /// The length of the line, if it is longer than a line may be.
    pub fn encode(&self) -> Result<Vec<u8>, usize> {
        // Every member of a line has a canonical form, so only the length can be wrong.
        let bytes = canonical(self).map_err(|_| 0_usize)?;
        if bytes.len() > LINE_MOST { Err(bytes.len()) } else { Ok(bytes) }
    }

    /// Reads a line. Only the canonical form is accepted.
    ///
    /// # Errors
    /// [`WireError`] with the place of what is wrong.
    pub fn decode(bytes: &[u8]) -> Result<Self, WireError> {
        if bytes.len() > LINE_MOST {
            return Err(WireError::TooLong { bytes: bytes.len(), most: LINE_MOST });
        }
        let raw: Raw = serde_json::from_slice(bytes)
            .map_err(|error| WireError::Shape { column: error.column(), what: plain(&error) })?;
        let line = raw.sorted()?;
        let again = line.encode().map_err(|bytes| WireError::TooLong { bytes, most: LINE_MOST })?;
        if again == bytes {
            return Ok(line);
        }
        let same = again.iter().zip(bytes).take_while(|(a, b)| a == b).count();
        Err(WireError::NotCanonical { column: same.saturating_add(1) })
    }

    /// The request key.
    #[must_use]
    pub fn key(&self) -> Option<&RequestKey> {
        match &self.content {
            Content::Genesis { .. } => None,
            Content::Book(entry) => Some(&entry.key),
            Content::Learner { entry, .. } => Some(&entry.key),
        }
    }

    /// The learner, if it is a learner's line.
    #[must_use]
    pub const fn learner(&self) -> Option<LearnerId> {
        match &self.content {
            Content::Learner { entry, .. } => Some(entry.learner),
            _ => None,
        }
    }

    /// The number of the evaluator that decided. The first line has none.
    #[must_use]
    pub const fn semantics(&self) -> Option<u32> {
        match &self.content {
            Content::Genesis { .. } => None,
            Content::Book(entry) => Some(entry.semantics),
            Content::Learner { entry, .. } => Some(entry.semantics),
        }
    }

    /// When the book learned it.
    #[must_use]
    pub const fn recorded(&self) -> Timestamp {
        match &self.content {
            Content::Genesis { recorded, .. } => *recorded,
            Content::Book(entry) => entry.recorded,
            Content::Learner { entry, .. } => entry.recorded,
        }
    }
}

/// The error's own words, without the line and column that serde_json adds.
fn plain(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.rsplit_once(" at line ").map_or(text.clone(), |(what, _)| what.to_owned())
}

/// What a line of the book itself does, as it is written.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum BookAct<'a> {
    Genesis(&'a Genesis),
    Publish(&'a Publication),
}

impl Serialize for Line {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut line = to.serialize_struct("Line", 16)?;
        match &self.content {
            Content::Genesis { genesis, recorded } => {
                line.serialize_field("act", &BookAct::Genesis(genesis))?;
                line.serialize_field("key", GENESIS_KEY)?;
                self.chained(&mut line)?;
                line.serialize_field("recorded", recorded)?;
            }
            Content::Book(entry) => {
                line.serialize_field("act", &BookAct::Publish(&entry.publication))?;
                line.serialize_field("by", &entry.by)?;
                some(&mut line, "cites", &entry.cites)?;
                line.serialize_field("effective", &entry.effective)?;
                line.serialize_field("judged", &entry.judged)?;
                line.serialize_field("key", &entry.key)?;
                self.chained(&mut line)?;
                line.serialize_field("recorded", &entry.recorded)?;
                line.serialize_field("semantics", &entry.semantics)?;
            }
            Content::Learner { entry, last } => self.learner_line(&mut line, entry, last)?,
        }
        line.end()
    }
}

impl Line {
    fn chained<M: SerializeStruct>(&self, line: &mut M) -> Result<(), M::Error> {
        line.serialize_field("position", &self.position)?;
        line.serialize_field("prev", &self.prev)
    }

    fn learner_line<M: SerializeStruct>(&self, line: &mut M, entry: &Entry, last: &Digest) -> Result<(), M::Error> {
        let effects = &entry.effects;
        line.serialize_field("act", &entry.act)?;
        maybe(line, "application", effects.application.as_ref())?;
        maybe(line, "attempt", effects.attempt.as_ref())?;
        maybe(line, "award", effects.award.as_ref())?;
        maybe(line, "bundle", effects.bundle.as_ref())?;
        line.serialize_field("by", &entry.by)?;
        some(line, "cites", &entry.cites)?;
        maybe(line, "conversion", effects.conversion.as_ref())?;
        line.serialize_field("effective", &entry.effective)?;
        some(line, "ends", &effects.ends)?;
        some(line, "joins", &effects.joins)?;
        line.serialize_field("key", &entry.key)?;
        line.serialize_field("last", last)?;
        line.serialize_field("learner", &entry.learner)?;
        some(line, "lifts", &effects.lifts)?;
        some(line, "made", &effects.made)?;
        some(line, "marks", &effects.marks)?;
        line.serialize_field("n", &entry.n)?;
        some(line, "own", &effects.own)?;
        maybe(line, "passed", effects.passed.as_ref())?;
        maybe(line, "pinned", effects.pinned.as_ref())?;
        line.serialize_field("position", &self.position)?;
        some(line, "posts", &effects.posts)?;
        line.serialize_field("prev", &self.prev)?;
        line.serialize_field("recorded", &entry.recorded)?;
        some(line, "remarks", &effects.remarks)?;
        maybe(line, "scale", effects.scale.as_ref())?;
        line.serialize_field("semantics", &entry.semantics)?;
        some(line, "struck", &effects.struck)?;
        some(line, "swept", &effects.swept)?;
        maybe(line, "through", effects.through.as_ref())?;
        some(line, "under", &effects.under)?;
        maybe(line, "worth", effects.worth.as_ref())
    }
}

/// What is not there is left out.
fn maybe<M: SerializeStruct, T: Serialize>(line: &mut M, key: &'static str, value: Option<&T>) -> Result<(), M::Error> {
    value.map_or(Ok(()), |value| line.serialize_field(key, value))
}

/// Empty lists are left out.
fn some<M: SerializeStruct, T: Serialize>(line: &mut M, key: &'static str, list: &[T]) -> Result<(), M::Error> {
    if list.is_empty() { Ok(()) } else { line.serialize_field(key, list) }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    act: AnyAct,
    application: Option<Appraisal>,
    attempt: Option<Arc<Attempt>>,
    award: Option<Award>,
    bundle: Option<Bundle>,
    by: Option<Actor>,
    #[serde(default)]
    cites: Vec<u64>,
    conversion: Option<Conversion>,
    effective: Option<Date>,
    #[serde(default)]
    ends: Vec<Subject>,
    #[serde(default)]
    joins: Vec<LotId>,
    judged: Option<Judged>,
    key: RequestKey,
    last: Option<Digest>,
    learner: Option<LearnerId>,
    #[serde(default)]
    lifts: Vec<Mark>,
    #[serde(default)]
    made: Vec<Lot>,
    #[serde(default)]
    marks: Vec<Mark>,
    n: Option<u32>,
    #[serde(default)]
    own: Vec<EntryId>,
    passed: Option<bool>,
    pinned: Option<u64>,
    position: u64,
    #[serde(default)]
    posts: Vec<Posting>,
    prev: Digest,
    recorded: Timestamp,
    #[serde(default)]
    remarks: Vec<Remark>,
    scale: Option<u64>,
    semantics: Option<u32>,
    #[serde(default)]
    struck: Vec<LotId>,
    #[serde(default)]
    swept: Vec<LotId>,
    through: Option<Date>,
    #[serde(default)]
    under: Vec<Under>,
    worth: Option<Worth>,
}

impl Raw {
    /// Sorts the members by kind of line. What a kind does not have is lost here, and so found by comparing.
    fn sorted(self) -> Result<Line, WireError> {
        let need = |what| WireError::Kind { what };
        let (position, prev, recorded) = (self.position, self.prev, self.recorded);
        let by = self.by.ok_or(need("`by` is missing"));
        let effective = self.effective.ok_or(need("`effective` is missing"));
        let semantics = self.semantics.ok_or(need("`semantics` is missing"));
        let content = match self.act {
            AnyAct::Genesis(genesis) => Content::Genesis { genesis, recorded },
            AnyAct::Publish(publication) => Content::Book(BookEntry {
                key: self.key,
                by: by?,
                effective: effective?,
                recorded,
                semantics: semantics?,
                cites: self.cites,
                judged: self.judged.ok_or(need("`judged` is missing"))?,
                publication,
            }),
            AnyAct::Learner(act) => {
                let effects = Effects {
                    application: self.application,
                    attempt: self.attempt,
                    award: self.award,
                    conversion: self.conversion,
                    made: self.made,
                    own: self.own,
                    passed: self.passed,
                    pinned: self.pinned,
                    remarks: self.remarks,
                    scale: self.scale,
                    swept: self.swept,
                    through: self.through,
                    under: self.under,
                    worth: self.worth,
                    posts: self.posts,
                    ends: self.ends,
                    marks: self.marks,
                    joins: self.joins,
                    lifts: self.lifts,
                    struck: self.struck,
                    bundle: self.bundle,
                };
                let entry = Entry {
                    learner: self.learner.ok_or(need("`learner` is missing"))?,
                    n: self.n.ok_or(need("`n` is missing"))?,
                    key: self.key,
                    by: by?,
                    effective: effective?,
                    recorded,
                    semantics: semantics?,
                    cites: self.cites,
                    act,
                    effects,
                };
                Content::Learner { entry, last: self.last.ok_or(need("`last` is missing"))? }
            }
        };
        Ok(Line { position, prev, content })
    }
}
