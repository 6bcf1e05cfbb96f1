//! An answer with its explanation.

use crate::rules::answer::Answer;
use crate::rules::explanation::Explanation;

/// The answer, and how it came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evaluation {
    /// What is granted, or why not.
    pub answer: Answer,
    /// Every rule that names an outcome of the application, and what became of it.
    pub explanation: Explanation,
}
