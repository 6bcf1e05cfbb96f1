//! Where something stands in a document, by keys and places: `rule[3].to[0].amount`; and where a check is looking. A path is
//! put together only where there is something to say.

use std::fmt;

/// A step into a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// To the value of a key.
    Key(&'static str),
    /// To a member of a list, from 0.
    Index(usize),
}

/// Steps from the top of a document to what a message is about. Its text form is `rule[3].to[0].amount`.
///
/// ```
/// use creditbank::document::Path;
/// assert_eq!(Path::new().key("rule").index(3).key("to").index(0).key("amount").to_string(), "rule[3].to[0].amount");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Path(Vec<Step>);

impl Path {
    /// The document as a whole.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// One step further, to the value of a key.
    #[must_use]
    pub fn key(self, key: &'static str) -> Self {
        self.then(Step::Key(key))
    }

    /// One step further, to a member of a list.
    #[must_use]
    pub fn index(self, index: usize) -> Self {
        self.then(Step::Index(index))
    }

    /// The steps.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.0
    }

    /// The same path with another place in the list at its top: where the member stands in the file.
    #[must_use]
    pub fn moved(mut self, index: usize) -> Self {
        if let [Step::Key(_), Step::Index(first), ..] = self.0.as_mut_slice() {
            *first = index;
        }
        self
    }

    fn then(mut self, step: Step) -> Self {
        self.0.push(step);
        self
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, step) in self.0.iter().enumerate() {
            match step {
                Step::Key(key) if at > 0 => write!(f, ".{key}")?,
                Step::Key(key) => f.write_str(key)?,
                Step::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

/// A place in a draft: the step that led there, and the place it led from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct At<'a> {
    from: Option<&'a Self>,
    step: Option<Step>,
}

impl<'a> At<'a> {
    /// A key at the top, such as `rule`.
    pub(crate) const fn top(key: &'static str) -> Self {
        Self { from: None, step: Some(Step::Key(key)) }
    }

    pub(crate) const fn key(&'a self, key: &'static str) -> Self {
        Self { from: Some(self), step: Some(Step::Key(key)) }
    }

    pub(crate) const fn index(&'a self, index: usize) -> Self {
        Self { from: Some(self), step: Some(Step::Index(index)) }
    }

    pub(crate) fn path(&self) -> Path {
        let before = self.from.map(Self::path).unwrap_or_default();
        match self.step {
            Some(Step::Key(key)) => before.key(key),
            Some(Step::Index(index)) => before.index(index),
            None => before,
        }
    }
}
