//! What somebody else keeps: the size and root of a journal. Signatures and witnesses are not part of it yet, so
//! it is worth as much as the place it is kept in.

use std::fmt;
use std::str::FromStr;

use data_encoding::BASE64;

use crate::digest::Digest;
use crate::journal::merkle::{Log, ProofError};
use crate::journal::origin::Origin;

/// The size and root of a journal, in the text form of a C2SP tlog-checkpoint: three lines, the origin, the size
/// and the root in base64, each with a newline.
///
/// ```
/// use creditbank::journal::Checkpoint;
/// let text = "credit.example.org/main\n3\nSL0pBbqEhIzxhYyBzPzrbAHVLzGwZDBBBBBBBBBBBBA=\n";
/// let checkpoint: Checkpoint = text.parse()?;
/// assert_eq!((checkpoint.size, checkpoint.to_string().as_str()), (3, text));
/// # Ok::<(), creditbank::journal::CheckpointError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// The book.
    pub origin: Origin,
    /// How many lines it had.
    pub size: u64,
    /// The root of the Merkle tree over them.
    pub root: Digest,
}

/// Why a text is not a checkpoint, or a journal is not the one a checkpoint saw.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CheckpointError {
    /// The text is not a checkpoint.
    #[error("this is not a checkpoint: three lines are expected, an origin, a size and a root in base64, and {what}")]
    Text {
        /// What is wrong with it.
        what: &'static str,
    },
    /// The journal is shorter than it was.
    #[error("the journal has {actual} lines, and it had {expected}: its end was cut off")]
    Shorter {
        /// How many it had.
        expected: u64,
        /// How many it has.
        actual: u64,
    },
    /// The journal's first lines are others than they were.
    #[error("the first {size} lines have the root {computed}, and they had {kept}: they were written anew")]
    Rewritten {
        /// How many lines.
        size: u64,
        /// The root that they have.
        computed: Digest,
        /// The root that they had.
        kept: Digest,
    },
    /// A checkpoint of nothing tells nothing.
    #[error("a checkpoint of size 0 tells nothing")]
    Empty,
}

impl Checkpoint {
    /// Whether the journal still begins as it was when the checkpoint was made.
    ///
    /// # Errors
    /// [`CheckpointError`] says whether lines are missing or others.
    pub fn matches(&self, log: &Log) -> Result<(), CheckpointError> {
        match log.root_at(self.size) {
            Ok(root) if root == self.root => Ok(()),
            Ok(computed) => Err(CheckpointError::Rewritten { size: self.size, computed, kept: self.root }),
            Err(ProofError::Size { size: 0, .. }) => Err(CheckpointError::Empty),
            Err(_) => Err(CheckpointError::Shorter { expected: self.size, actual: log.size() }),
        }
    }
}

impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { origin, size, root } = self;
        writeln!(f, "{origin}\n{size}\n{}", BASE64.encode(root.as_bytes()))
    }
}

impl FromStr for Checkpoint {
    type Err = CheckpointError;

    fn from_str(text: &str) -> Result<Self, CheckpointError> {
        let wrong = |what| CheckpointError::Text { what };
        let lines: Vec<_> = text.split('\n').collect();
        let &[origin, size, root, ""] = lines.as_slice() else {
            return Err(wrong("there are more or fewer"));
        };
        let origin = origin.parse().map_err(|_| wrong("the first is not an origin"))?;
        let number: u64 = size.parse().map_err(|_| wrong("the second is not a size"))?;
        if number.to_string() != size {
            return Err(wrong("the second is not a size in its shortest form"));
        }
        let root = BASE64.decode(root.as_bytes()).ok().and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
        let root = root.ok_or(wrong("the third is not 32 bytes in base64"))?;
        Ok(Self { origin, size: number, root: Digest::from_bytes(root) })
    }
}
