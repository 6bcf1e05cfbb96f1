//! Where a check is looking. A path is put together only where there is something to say.

use crate::document::{Path, Step};

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
