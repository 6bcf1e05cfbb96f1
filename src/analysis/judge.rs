//! Documents are judged once, when they are published.

use crate::analysis::{ANALYSING_EVALUATIONS, Vocabulary, analyse_within, remarks_again};
#[cfg(feature = "testing")]
use crate::document::Finding;
use crate::document::{Findings, Limits, Purpose, Severity, read_for};
use crate::ledger::{Document, Judged, Published};
use crate::planner::JUDGING_STEPS;
use crate::registry;

/// The number of the checks and analyses by which a document is judged now. A check that is added or dropped, and
/// another effort, raise it; it says nothing of how commands are decided.
pub const JUDGED: u32 = 2;

/// A document that was judged, and nothing in it is an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// The document.
    pub document: Document,
    /// By what it was judged.
    pub judged: Judged,
    /// What the analyses found and does not stand against it: warnings and notes, among them what was not proved.
    pub findings: Findings,
}

/// What judges documents: the checks and analyses of one number.
#[derive(Clone, Copy, Debug)]
pub struct Judge {
    number: u32,
    evaluations: u64,
    without: &'static [&'static str],
    #[cfg(feature = "testing")]
    beside: Option<fn(&Document) -> Option<Finding>>,
}

/// The one of this build.
impl Default for Judge {
    fn default() -> Self {
        Self {
            number: JUDGED,
            evaluations: ANALYSING_EVALUATIONS,
            without: &[],
            #[cfg(feature = "testing")]
            beside: None,
        }
    }
}

impl Judge {
    /// The number of its checks and analyses.
    #[cfg(feature = "testing")]
    #[must_use]
    pub const fn number(&self) -> u32 {
        self.number
    }

    /// Judges a document as it would be published beside others.
    ///
    /// # Errors
    /// Everything that is wrong with it, with lines: what the checks find; or, where they find nothing, all that the
    /// analyses find, if any of it is an error that the document does not waive.
    pub fn judge(&self, name: &str, text: &[u8], beside: &Published) -> Result<Judgement, Findings> {
        let purpose = Purpose::Judging { without: self.without };
        let document = read_for(name, text, &Limits::default(), purpose, |top| Document::load(top, Some(beside)))?;
        #[cfg(feature = "testing")]
        self.look_beside(name, text, &document)?;
        let (effort, findings) = self.analyse(name, text, &document, beside)?;
        let findings = findings.without(self.without);
        if findings.iter().any(|finding| finding.severity == Severity::Error) {
            return Err(findings);
        }
        Ok(Judgement { document, judged: Judged { effort, number: self.number }, findings })
    }

    /// What is hardly meant, and how much could be tried to find it.
    fn analyse(
        &self,
        name: &str,
        text: &[u8],
        document: &Document,
        beside: &Published,
    ) -> Result<(Option<u64>, Findings), Findings> {
        match document {
            Document::Registry(_) => Ok((None, Findings::new(name, "", Vec::new(), 0))),
            Document::Rules(book) => {
                let analysis = analyse_within(book, None, self.evaluations);
                Ok((Some(self.evaluations), analysis.to_findings(book, name, &String::from_utf8_lossy(text))))
            }
            Document::Programmes(_) => Ok((Some(JUDGING_STEPS), remarks_again(name, text, &words(beside))?)),
        }
    }

    /// Whether it can make a judgement again: one of its own number.
    pub(crate) const fn repeats(&self, judged: Judged) -> bool {
        judged.number == self.number
    }

    /// Makes a judgement again: the document must be sound. Whether it is what its line says.
    pub(crate) fn repeat(&self, name: &str, text: &[u8], said: Judged, beside: &Published) -> Result<bool, Findings> {
        Ok(self.judge(name, text, beside)?.judged == said)
    }
}

/// The words that the documents have that were published before.
fn words(published: &Published) -> Vocabulary {
    published.documents().fold(Vocabulary::default(), |words, one| match &*one.content {
        Document::Registry(registry::RegistryDocument::Courses(list)) => words.with_catalogue(list),
        Document::Registry(registry::RegistryDocument::Institutions(all)) => words.with_institutions(all),
        Document::Rules(book) => words.with_book(book),
        _ => words,
    })
}

/// The judges of other builds, for tests.
#[cfg(feature = "testing")]
impl Judge {
    /// As a build would judge that has another number.
    #[must_use]
    pub const fn numbered(self, number: u32) -> Self {
        Self { number, ..self }
    }

    /// As a build would judge whose analyses may evaluate so many applications of a rule book.
    #[must_use]
    pub const fn evaluating(self, evaluations: u64) -> Self {
        Self { evaluations, ..self }
    }

    /// As a build would judge that lacks the checks of some codes.
    #[must_use]
    pub const fn without(self, without: &'static [&'static str]) -> Self {
        Self { without, ..self }
    }

    /// As a build would judge that has one more check.
    #[must_use]
    pub const fn with(self, check: fn(&Document) -> Option<Finding>) -> Self {
        Self { beside: Some(check), ..self }
    }

    fn look_beside(&self, name: &str, text: &[u8], document: &Document) -> Result<(), Findings> {
        let found = self.beside.and_then(|check| check(document));
        found.map_or(Ok(()), |found| Err(Findings::new(name, String::from_utf8_lossy(text), vec![found], 0)))
    }
}
