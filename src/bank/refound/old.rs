//! Lines of a book of whatever format, as far as they are commands: what follows from them is not read.

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::digest::Digest;
use crate::error::Error;
use crate::id::{DocumentId, LearnerId, MandateId, RequestKey};
use crate::journal::{Link, Origin};
use crate::ledger::{Actor, Judged};
use crate::time::{Date, Timestamp, Zone};

/// What founded an old book.
#[derive(Deserialize)]
pub(super) struct OldGenesis {
    pub(super) founder: Actor,
    pub(super) origin: Origin,
    pub(super) zone: Zone,
}

/// What an old line says of the document that it published.
#[derive(Deserialize)]
pub(super) struct OldPublication {
    pub(super) document: DocumentId,
    pub(super) hash: Digest,
}

/// A line as it was read.
pub(super) struct OldLine {
    pub(super) position: u64,
    pub(super) recorded: Timestamp,
    /// The act's one member.
    pub(super) verb: String,
    act: Value,
    asked: Option<Asked>,
    pub(super) judged: Option<Judged>,
    /// The learner, and the line's number in the passbook.
    pub(super) member: Option<(LearnerId, u32)>,
    /// All that is written.
    pub(super) members: Map<String, Value>,
}

/// Who asked, under which key, and of which day.
#[derive(Clone)]
pub(super) struct Asked {
    pub(super) by: MandateId,
    pub(super) effective: Date,
    pub(super) key: RequestKey,
}

impl OldLine {
    /// Reads what a command says of a line whose place in the chains is known.
    pub(super) fn read(link: &Link, bytes: &[u8]) -> Result<Self, String> {
        let members: Map<String, Value> = serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
        let recorded = member(&members, "recorded")?.ok_or("`recorded` is missing")?;
        let (verb, act) = one_verb(members.get("act"))?;
        let asked = match (mandate(&members)?, member(&members, "effective")?) {
            (Some(by), Some(effective)) => Some(Asked { by, effective, key: link.key.clone() }),
            _ => None,
        };
        let judged = member(&members, "judged").ok().flatten();
        let member = link.member.map(|member| (member.learner, member.n));
        Ok(Self { position: link.position, recorded, verb, act, asked, judged, member, members })
    }

    pub(super) fn genesis(&self) -> Result<OldGenesis, Error> {
        let wrong = |what: &dyn std::fmt::Display| Error::invalid(format!("the old book's first line: {what}"));
        if self.verb != "genesis" {
            return Err(wrong(&"it does not found a book"));
        }
        OldGenesis::deserialize(&self.act).map_err(|error| wrong(&error))
    }

    pub(super) fn publication(&self) -> Result<OldPublication, String> {
        OldPublication::deserialize(&self.act).map_err(|error| error.to_string())
    }

    pub(super) fn asked(&self) -> Result<Asked, String> {
        self.asked.clone().ok_or_else(|| "`by` or `effective` is missing".to_owned())
    }

    /// What belongs to the verb.
    pub(super) const fn act(&self) -> &Value {
        &self.act
    }
}

/// A member that may be missing.
fn member<'de, T: Deserialize<'de>>(members: &'de Map<String, Value>, key: &str) -> Result<Option<T>, String> {
    let read = members.get(key).map(T::deserialize).transpose();
    read.map_err(|error| format!("`{key}` cannot be read: {error}"))
}

/// The mandate is the last word of whoever acted; what institution and role it is for is decided again.
fn mandate(members: &Map<String, Value>) -> Result<Option<MandateId>, String> {
    let Some(by) = members.get("by").and_then(Value::as_str) else { return Ok(None) };
    let last = by.rsplit(' ').next().unwrap_or(by);
    last.parse().map(Some).map_err(|error: crate::id::IdError| format!("`by` cannot be read: {error}"))
}

fn one_verb(act: Option<&Value>) -> Result<(String, Value), String> {
    let members = act.and_then(Value::as_object).filter(|members| members.len() == 1);
    let one = members.and_then(|members| members.iter().next());
    let (verb, act) = one.ok_or("`act` is not an object with one verb")?;
    Ok((verb.clone(), act.clone()))
}
