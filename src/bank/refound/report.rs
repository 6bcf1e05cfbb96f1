//! What became of an old book's commands.

use std::fmt;

use crate::bank::audit::NotRepeated;
use crate::bank::merge::Flight;
use crate::id::LearnerId;
use crate::ledger::Refusal;

/// What became of the commands of an old book. What is not listed was decided as before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refounded {
    /// Lines of the old book, the first included.
    pub lines: u64,
    /// Commands that stand in the new book, publications among them.
    pub taken: u64,
    /// Every command that is decided otherwise now, in the order of the old book.
    pub otherwise: Vec<Otherwise>,
    /// Documents that the checks of this build would refuse, by their lines in the old book. They were judged once, by
    /// the number that is said (0 where the old line says none), and stand.
    pub not_judged: Vec<NotRepeated>,
    /// Merges of the old book that its commands do not finish in the new one.
    pub in_flight: Vec<Flight>,
}

/// A command that is decided otherwise now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Otherwise {
    /// The position of its line in the old book.
    pub position: u64,
    /// What was to be done, as the line says it.
    pub verb: String,
    /// Whose passbook, if it was a learner's.
    pub learner: Option<LearnerId>,
    /// What was decided then, as it is written: all of it, or what differs.
    pub then: String,
    /// What becomes of it now.
    pub now: Now,
}

/// What becomes of an old command now. Only a command that is decided has a line in the new book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Now {
    /// It is not a command that this build can read, for a reason.
    Unreadable(String),
    /// It is refused.
    Refused(Box<Refusal>),
    /// It is a document in which something was found.
    Unsound(String),
    /// It was not asked again: it names what is not in the new book.
    NotAsked(String),
    /// It is decided with another outcome.
    Decided {
        /// The position of its line in the new book.
        position: u64,
        /// What differs, as it is written.
        outcome: String,
    },
}

impl Refounded {
    /// Whether everything is decided as before.
    #[must_use]
    pub fn is_the_same(&self) -> bool {
        self.otherwise.is_empty() && self.in_flight.is_empty()
    }
}

impl fmt::Display for Now {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(why) => write!(f, "cannot be read: {why}"),
            Self::Refused(why) => write!(f, "refused: {why}"),
            Self::Unsound(why) => write!(f, "refused: {why}"),
            Self::NotAsked(why) => write!(f, "not asked: {why}"),
            Self::Decided { position, outcome } => write!(f, "line {position} says {outcome}"),
        }
    }
}

impl fmt::Display for Otherwise {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, {}", self.position, self.verb)?;
        self.learner.map_or(Ok(()), |learner| write!(f, " of learner {learner}"))?;
        write!(f, ": then {}; now {}", self.then, self.now)
    }
}

/// One line for the whole, and one for each command that is decided otherwise.
impl fmt::Display for Refounded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (lines, taken, otherwise) = (self.lines, self.taken, self.otherwise.len());
        write!(f, "{lines} lines; {taken} commands taken over; {otherwise} decided otherwise")?;
        self.otherwise.iter().try_for_each(|each| write!(f, "\n{each}"))?;
        self.not_judged.iter().try_for_each(|each| write!(f, "\n{each}: the present checks refuse it"))?;
        let unfinished = |flight: &Flight| {
            write!(f, "\nline {}: what left {} is not in {}", flight.position, flight.from, flight.into)
        };
        self.in_flight.iter().try_for_each(unfinished)
    }
}
