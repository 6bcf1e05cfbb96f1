//! A folder of documents comes into force: in the order in which they need one another, and all of it or nothing.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::analysis::judge::Judgement;
use crate::bank::answer::{PublicationReceipt, Rejection};
use crate::bank::core::Bank;
use crate::bank::publish::Publishing;
use crate::bank::submit::read_key;
use crate::document::{Findings, Limits, Purpose, read_for};
use crate::error::Error;
use crate::id::RequestKey;
use crate::ledger::{Acting, Document, Judged, Published, PublishedDocument, decide_book};
use crate::registry::{DocumentKind, Head};
use crate::store::Store;
use crate::time::{Clock, Date};

/// The order in which documents need one another: a rule may take what an award of a programme reserves.
const IN_ORDER_OF_NEED: [DocumentKind; 6] = [
    DocumentKind::Framework,
    DocumentKind::Institutions,
    DocumentKind::Mandates,
    DocumentKind::Courses,
    DocumentKind::Programmes,
    DocumentKind::Rules,
];

/// The place of mandates: they are judged alone.
const MANDATES: usize = 2;

/// A document in the folder. The order is that in which they are published.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Paper {
    /// Its kind's place in the order of need.
    place: usize,
    from: Date,
    name: String,
    key: RequestKey,
    text: Vec<u8>,
}

impl<S: Store, C: Clock> Bank<S, C> {
    /// Publishes every document (`*.toml`) of a folder: frameworks, institutions, mandates, courses, programmes, rule books, each
    /// kind by its first day in force. The key of each is `<key>/<id>@<first day>`, so that a folder to which documents were
    /// added is published again under the same key: what stands already is not written twice. Subfolders are not looked at.
    ///
    /// # Errors
    /// The findings in all documents, all at once, if any of them is unsound; where none is, a refusal, also of a document that
    /// was published by that key and is another one now; or a failure, also if a file cannot be read, and if two files are
    /// one document of one first day. Before anything is written all of them are judged, so that with findings and refusals
    /// nothing was written. Where a document cannot be read at all, those that may need it are not judged.
    pub fn publish_folder(
        &mut self,
        key: &str,
        who: &Acting,
        folder: impl AsRef<Path>,
    ) -> Result<Vec<PublicationReceipt>, Rejection> {
        self.ready()?;
        let papers = papers(key, folder.as_ref())?;
        apart(&papers.readable)?;
        let said = self.judge_papers(who, &papers)?;
        let with = papers.readable.iter().zip(said);
        with.map(|(paper, said)| match said {
            Said::Before(receipt) => Ok(receipt),
            Said::Now(judgement) => self.publish_judgement(&paper.key, &paper.publishing(who), *judgement),
        })
        .collect()
    }

    /// What is said of each document, beside those before it.
    fn judge_papers(&self, who: &Acting, papers: &Papers) -> Result<Vec<Said>, Rejection> {
        let mut beside = Published::clone(&self.fold.published);
        let (mut unsound, mut refused) = (papers.unreadable.clone(), None);
        let (mut all, mut needed) = (Vec::new(), papers.unread);
        for paper in &papers.readable {
            if needed.is_some_and(|place| place < paper.place) && paper.place != MANDATES {
                continue;
            }
            match self.judge_paper(who, paper, &mut beside) {
                Ok(said) => all.push(said),
                Err(Rejection::Unsound(findings)) => {
                    unsound.push(*findings);
                    needed = needed.or((!self.stands_unsound(paper, who, &mut beside)).then_some(paper.place));
                }
                Err(Rejection::Refused(refusal)) => refused = refused.or(Some(refusal)),
                Err(failed) => return Err(failed),
            }
        }
        match (unsound.is_empty(), refused) {
            (false, _) => Err(Rejection::UnsoundFolder(unsound)),
            (true, Some(refusal)) => Err(refusal.into()),
            (true, None) => Ok(all),
        }
    }

    /// What is said of a document. One that does not stand already is put with those that the next ones are judged beside.
    fn judge_paper(&self, who: &Acting, paper: &Paper, beside: &mut Published) -> Result<Said, Rejection> {
        if let Some(receipt) = self.published_before(&paper.key, &paper.publishing(who))? {
            return Ok(Said::Before(receipt));
        }
        let judgement = self.judge.judge(&paper.name, &paper.text, beside);
        let judgement = judgement.map_err(|findings| Rejection::Unsound(Box::new(findings)))?;
        self.stands_beside(paper, who, judgement.document.clone(), judgement.judged, beside)?;
        Ok(Said::Now(Box::new(judgement)))
    }

    /// Whether an unsound document can be read all the same: then the next ones are judged beside it as it is.
    fn stands_unsound(&self, paper: &Paper, who: &Acting, beside: &mut Published) -> bool {
        let Ok(document) = Document::decode(&paper.name, &paper.text, beside) else { return false };
        self.stands_beside(paper, who, document, Judged { effort: None, number: 0 }, beside).is_ok()
    }

    /// Puts a document with those that the next ones are judged beside, if it could be published.
    fn stands_beside(
        &self,
        paper: &Paper,
        who: &Acting,
        document: Document,
        judged: Judged,
        beside: &mut Published,
    ) -> Result<(), Rejection> {
        let content = Arc::new(document);
        let publish = paper.publishing(who).asks(Arc::clone(&content), judged)?;
        let entry = decide_book(beside, &paper.key, &publish, self.recorded()?)?;
        let position = beside.documents().map(|one| one.position).max().unwrap_or(0).saturating_add(1);
        beside.add(PublishedDocument { position, publication: entry.publication, content });
        Ok(())
    }
}

/// What is said of a document of the folder.
enum Said {
    /// It was published by that key before.
    Before(PublicationReceipt),
    /// It is sound.
    Now(Box<Judgement>),
}

impl Paper {
    fn publishing<'a>(&'a self, who: &'a Acting) -> Publishing<'a> {
        Publishing { name: &self.name, text: &self.text, who }
    }
}

/// The documents of a folder.
struct Papers {
    /// In the order in which they need one another.
    readable: Vec<Paper>,
    /// What is found in those of which not even the head can be read.
    unreadable: Vec<Findings>,
    /// The place in that order of the first one that cannot be read, as far as its text says it.
    unread: Option<usize>,
}

fn papers(key: &str, folder: &Path) -> Result<Papers, Error> {
    let mut papers = Papers { readable: Vec::new(), unreadable: Vec::new(), unread: None };
    for path in documents_in(folder)? {
        let (name, text) = (path.display().to_string(), read_bounded(&path)?);
        let head = read_for(&name, &text, &Limits::default(), Purpose::Decoding, |mut top| {
            let head = Head::read(&mut top)?;
            Some((head.kind, head.document?))
        });
        match head {
            Ok((kind, head)) => {
                let (from, key) = (head.valid.from, read_key(&format!("{key}/{}@{}", head.id, head.valid.from))?);
                papers.readable.push(Paper { place: place_of(kind), from, name, key, text });
            }
            Err(findings) => {
                let place = told_kind(&text).map_or(0, place_of);
                papers.unread = Some(papers.unread.map_or(place, |other| other.min(place)));
                papers.unreadable.push(findings);
            }
        }
    }
    papers.readable.sort();
    Ok(papers)
}

fn place_of(kind: DocumentKind) -> usize {
    IN_ORDER_OF_NEED.iter().position(|one| *one == kind).unwrap_or_default()
}

/// The kind that stands in a text which cannot be read.
fn told_kind(text: &[u8]) -> Option<DocumentKind> {
    let text = String::from_utf8_lossy(text);
    let said = text.lines().find_map(|line| line.trim_start().strip_prefix("kind")?.trim_start().strip_prefix('='));
    said?.trim().trim_matches('"').parse().ok()
}

/// No two files are one document of one first day: only one of them could be in force.
fn apart(papers: &[Paper]) -> Result<(), Error> {
    let mut seen = BTreeMap::<&RequestKey, &Paper>::new();
    for paper in papers {
        if let Some(other) = seen.insert(&paper.key, paper) {
            let (one, two, from) = (&other.name, &paper.name, paper.from);
            let both = format!("`{one}` and `{two}` are one document, in force from {from}; keep one of them");
            return Err(Error::invalid(both));
        }
    }
    Ok(())
}

fn documents_in(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let wrong =
        |error: std::io::Error| Error::invalid(format!("the folder `{}` cannot be read: {error}", folder.display()));
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(wrong)? {
        let path = entry.map_err(wrong)?.path();
        if path.is_file() && path.extension().is_some_and(|extension| extension == "toml") {
            paths.push(path);
        }
    }
    if paths.is_empty() {
        return Err(Error::invalid(format!("there is no document (`*.toml`) in the folder `{}`", folder.display())));
    }
    paths.sort();
    Ok(paths)
}

/// Reads a file, and no more of it than one byte more than a document may have: then it is found to be too long.
fn read_bounded(path: &Path) -> Result<Vec<u8>, Error> {
    let wrong = |error: std::io::Error| Error::invalid(format!("`{}` cannot be read: {error}", path.display()));
    let most = u64::try_from(Limits::default().bytes).unwrap_or(u64::MAX).saturating_add(1);
    let mut text = Vec::new();
    File::open(path).and_then(|file| file.take(most).read_to_end(&mut text)).map_err(wrong)?;
    Ok(text)
}
