//! A small fixed world: a bank, a school and a college, their people, their courses.

use std::sync::{Arc, OnceLock};

use crate::analysis::Judge;
use crate::analysis::judge::Judgement;
use crate::date;
use crate::digest::Digest;
use crate::id::{LearnerId, MandateId, RequestKey};
use crate::journal::leaf_hash;
use crate::ledger::{FORMAT, Genesis, Publish, Published, PublishedDocument, decide_book};
use crate::line::{Content, Line};
use crate::time::{Date, Timestamp, Zone};

/// The first day on which anything happens in the test world.
pub const FIRST: Date = date!("2026-01-01");

/// The day on which histories are recorded unless they say otherwise.
pub const TODAY: Date = date!("2026-08-31");

/// The documents, by the names of their files.
pub const DOCUMENTS: [(&str, &str); 9] = [
    ("framework.toml", include_str!("world/framework.toml")),
    ("institutions.toml", include_str!("world/institutions.toml")),
    ("mandates.toml", include_str!("world/mandates.toml")),
    ("courses.toml", include_str!("world/courses.toml")),
    ("programmes.toml", include_str!("world/programmes.toml")),
    ("rules.toml", include_str!("world/rules.toml")),
    ("changing-1.toml", include_str!("world/changing-1.toml")),
    ("changing-2.toml", include_str!("world/changing-2.toml")),
    ("changing-3.toml", include_str!("world/changing-3.toml")),
];

/// A book in which all documents are published, and nothing else has happened.
#[derive(Clone, Debug)]
pub struct World {
    /// The published documents.
    pub published: Published,
    /// The lines that published them, from the first line on.
    pub lines: Vec<Vec<u8>>,
}

/// Reads any text as what is expected, or says in words why it cannot be read.
///
/// # Errors
/// The reason, as text.
pub fn read<T: std::str::FromStr<Err: std::fmt::Display>>(text: &str) -> Result<T, String> {
    text.parse().map_err(|error: T::Err| error.to_string())
}

/// The learner of that number. Number 1 is also the person of mandate `sv-learner`.
#[must_use]
pub const fn learner(number: u8) -> LearnerId {
    let mut bytes = [0; 16];
    bytes[15] = number;
    LearnerId::new(uuid::Uuid::from_bytes(bytes))
}

/// So many days after [`FIRST`].
#[must_use]
pub fn day(number: u8) -> Date {
    FIRST.plus_days(i64::from(number)).unwrap_or(FIRST)
}

/// What founds the book.
///
/// # Errors
/// None: all parts are fixed.
pub fn genesis() -> Result<Genesis, String> {
    let founder = read("BANK publisher founder")?;
    Ok(Genesis { format: FORMAT, founder, origin: read("example.org/world")?, refounds: None, zone: Zone::CHINA })
}

impl World {
    /// The documents, published. They are read once.
    ///
    /// # Errors
    /// What does not fit, as text: the documents are fixed, so that would be a fault of this crate.
    pub fn new() -> Result<Self, String> {
        static WORLD: OnceLock<Result<World, String>> = OnceLock::new();
        WORLD.get_or_init(Self::publish_all).clone()
    }

    fn publish_all() -> Result<Self, String> {
        let genesis = genesis()?;
        let published = Published::new(&genesis);
        let mut world = Self { published, lines: Vec::new() };
        world.seal(Content::Genesis { genesis, recorded: Timestamp::midnight(date!("2020-01-01")) })?;
        DOCUMENTS.iter().try_for_each(|(name, text)| world.publish(name, text))?;
        Ok(world)
    }

    /// Publishes one more document. Before the first line of a passbook only: positions follow.
    ///
    /// # Errors
    /// What does not fit, as text.
    pub fn publish(&mut self, name: &str, text: &str) -> Result<(), String> {
        let again = Judge::default().judge(name, text.as_bytes(), &self.published);
        let Judgement { document, judged, .. } = again.map_err(|why| why.to_string())?;
        let content = Arc::new(document);
        let publish = Publish {
            document: Arc::clone(&content),
            judged,
            hash: Digest::of(&[text.as_bytes()]),
            size: u64::try_from(text.len()).map_err(|error| error.to_string())?,
            by: read::<MandateId>("founder")?,
            effective: date!("2020-01-01"),
        };
        let recorded = Timestamp::midnight(date!("2020-01-02"));
        let entry = decide_book(&self.published, &read::<RequestKey>(name)?, &publish, recorded)
            .map_err(|refusal| refusal.to_string())?;
        let position = self.length()?;
        let publication = entry.publication.clone();
        self.seal(Content::Book(entry))?;
        self.published.add(PublishedDocument { position, publication, content });
        Ok(())
    }

    fn seal(&mut self, content: Content) -> Result<(), String> {
        let prev = self.lines.last().map_or(Digest::ZERO, |line| leaf_hash(line));
        let line = Line { position: self.length()?, prev, content };
        self.lines.push(line.encode().map_err(|bytes| format!("the line is {bytes} bytes long"))?);
        Ok(())
    }

    fn length(&self) -> Result<u64, String> {
        u64::try_from(self.lines.len()).map_err(|error| error.to_string())
    }
}
