//! The name of a book, unique in the world.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use crate::id::IdError;
use crate::text::serde_as_text;

/// The name of a book, such as `credit.example.org/main`: 1 to 255 visible ASCII characters without `+`, `"` and
/// `\`, as the origin line of a checkpoint wants it (C2SP tlog-checkpoint).
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Origin(Arc<str>);

impl Origin {
    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Origin {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        let fine = |byte: u8| byte.is_ascii_graphic() && !b"+\"\\".contains(&byte);
        if !text.is_empty() && text.len() <= 255 && text.bytes().all(fine) {
            return Ok(Self(text.into()));
        }
        let expected =
            "1 to 255 visible ASCII characters without + \" and \\ are expected, as in credit.example.org/main";
        Err(IdError::new("an origin", text, expected))
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Origin({self})")
    }
}

serde_as_text!(Origin);
