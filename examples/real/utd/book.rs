//! Documents of programmes, made in memory.

use std::error::Error;

use creditbank::programme::{Ask, Part, Programme, ProgrammesDraft};
use creditbank::registry::{DocumentHead, Framework, Tier};
use creditbank::rules::Citation;
use creditbank::{Code, Credits, Unit, credits};

use super::filter::{FRAMEWORK, LEVELS};

type Fallible<T> = Result<T, Box<dyn Error>>;

/// The unit: semester hours. A course is split between requirements by whole hours, as the other engine does.
pub(crate) const UNIT: &str = "hour";

/// The clause that all rests on.
pub(crate) const CLAUSE: &str = "utd/2022";

/// So many hours.
pub(crate) fn hours(count: u32) -> Credits {
    // Ten thousand ten-thousandths make one; a count of 32 bits is always within bounds.
    Credits::from_ten_thousandths(u64::from(count) * 10_000).unwrap_or(Credits::ZERO)
}

/// How many whole hours.
pub(crate) fn count(hours: Credits) -> u64 {
    hours.ten_thousandths() / 10_000
}

/// A programme of parts.
pub(crate) fn programme(id: &str, title: &str, parts: Vec<Part>) -> Result<Programme, String> {
    let code = |text: &str| text.parse().map_err(|error: creditbank::id::IdError| error.to_string());
    Ok(Programme {
        ask: Ask::default(),
        averages: Vec::new(),
        carry: Vec::new(),
        clause: code(CLAUSE)?,
        gates: Vec::new(),
        id: id.parse().map_err(|error: creditbank::id::IdError| error.to_string())?,
        institutions: Vec::new(),
        parts,
        prerequisites: Vec::new(),
        quotas: Vec::new(),
        sharing: Vec::new(),
        // There is no tier above: courses of graduate level (5000 and up) stand at this one too.
        tier: Tier::Undergraduate,
        title: title.to_owned(),
        unit: UNIT.parse().map_err(|error: creditbank::id::IdError| error.to_string())?,
    })
}

/// A document of programmes.
pub(crate) fn draft(id: &str, text: &str, programmes: Vec<Programme>) -> Fallible<ProgrammesDraft> {
    let head = DocumentHead { id: id.parse()?, valid: "2022-09-01..".parse()?, version: "2022".parse()? };
    let unit = Unit::new(UNIT.parse()?, credits!("1"), None)?;
    let levels = (0..LEVELS).map(|level| level.to_string().parse()).collect::<Result<Vec<Code>, _>>()?;
    Ok(ProgrammesDraft {
        clauses: vec![Citation { id: CLAUSE.parse()?, invented: false, text: text.to_owned() }],
        february: None,
        framework: Framework::new(head.clone(), [unit], [], [(FRAMEWORK.parse()?, levels)])?,
        head,
        pathways: Vec::new(),
        programmes,
        semantics: 1,
    })
}
