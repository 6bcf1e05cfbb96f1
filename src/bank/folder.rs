//! A folder of documents comes into force: in the order in which they need one another, and all of it or nothing.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::analysis::judge::Judgement;
use crate::bank::answer::{PublicationReceipt, Rejection};
use crate::bank::core::Bank;
use crate::bank::publish::Publishing;
use crate::bank::submit::read_key;
use crate::digest::Digest;
use crate::document::{Findings, Limits, Purpose, read_for};
use crate::error::Error;
use crate::id::RequestKey;
use crate::ledger::{Acting, Document, Judged, Publish, Published, PublishedDocument, decide_book};
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
    /// The findings in all documents, all at once, if any of them is unsound; a refusal, also of a document that was published
    /// by that key and is another one now; or a failure, also if a file cannot be read. Before anything is written all of
    /// them are judged, so that with findings and refusals nothing was written.
    pub fn publish_folder(
        &mut self,
        key: &str,
        who: &Acting,
        folder: impl AsRef<Path>,
    ) -> Result<Vec<PublicationReceipt>, Rejection> {
        self.ready()?;
        let (papers, mut unsound) = papers(key, folder.as_ref())?;
        let judged = self.judge_papers(who, &papers, &mut unsound)?;
        if !unsound.is_empty() {
            return Err(Rejection::UnsoundFolder(unsound));
        }
        let with = papers.iter().zip(judged);
        with.map(|(paper, judgement)| {
            let publishing = paper.publishing(who);
            match judgement {
                None => self.publishes(&paper.key, &publishing),
                Some(Judgement { document, judged, findings }) => {
                    let receipt = self.publish_judged(&paper.key, &publishing, document, judged)?;
                    Ok(PublicationReceipt { findings: Some(findings), ..receipt })
                }
            }
        })
        .collect()
    }

    /// What is said of each document that is not published already, beside those before it. Findings are put with the others.
    fn judge_papers(
        &self,
        who: &Acting,
        papers: &[Paper],
        unsound: &mut Vec<Findings>,
    ) -> Result<Vec<Option<Judgement>>, Rejection> {
        let mut beside = Published::clone(&self.fold.published);
        let mut all = Vec::new();
        for paper in papers {
            let publishing = paper.publishing(who);
            if self.published_before(&paper.key, &publishing, Digest::of(&[&paper.text]))?.is_some() {
                all.push(None);
                continue;
            }
            match self.judge.judge(&paper.name, &paper.text, &beside) {
                Ok(judgement) => {
                    self.rehearse_publication(paper, who, &judgement, &mut beside)?;
                    all.push(Some(judgement));
                }
                Err(findings) => {
                    unsound.push(findings);
                    // Those that need it are judged beside it as it is, if it can be read at all.
                    if let Ok(document) = Document::decode(&paper.name, &paper.text, &beside) {
                        self.stands_beside(paper, who, document, Judged { effort: None, number: 0 }, &mut beside).ok();
                    }
                }
            }
        }
        Ok(all)
    }

    fn rehearse_publication(
        &self,
        paper: &Paper,
        who: &Acting,
        judgement: &Judgement,
        beside: &mut Published,
    ) -> Result<(), Rejection> {
        self.stands_beside(paper, who, judgement.document.clone(), judgement.judged, beside)
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
        let Acting { by, effective } = who.clone();
        let (content, hash) = (Arc::new(document), Digest::of(&[&paper.text]));
        let size = u64::try_from(paper.text.len()).map_err(|_| Error::invalid("the document is too long"))?;
        let publish = Publish { document: Arc::clone(&content), judged, hash, size, by, effective };
        let entry = decide_book(beside, &paper.key, &publish, self.recorded()?)?;
        let position = beside.documents().map(|one| one.position).max().unwrap_or(0).saturating_add(1);
        beside.add(PublishedDocument { position, publication: entry.publication, content });
        Ok(())
    }
}

impl Paper {
    fn publishing<'a>(&'a self, who: &'a Acting) -> Publishing<'a> {
        Publishing { name: &self.name, text: &self.text, who }
    }
}

/// The documents of a folder in order, and what is found in those of which not even the head can be read.
fn papers(key: &str, folder: &Path) -> Result<(Vec<Paper>, Vec<Findings>), Error> {
    let (mut papers, mut unreadable) = (Vec::new(), Vec::new());
    for path in documents_in(folder)? {
        let (name, text) = (path.display().to_string(), read_bounded(&path)?);
        let head = read_for(&name, &text, &Limits::default(), Purpose::Decoding, |mut top| Head::read(&mut top));
        match head.map(|head| (head.kind, head.document)) {
            Ok((kind, Some(head))) => {
                let (from, key) = (head.valid.from, read_key(&format!("{key}/{}@{}", head.id, head.valid.from))?);
                let place = IN_ORDER_OF_NEED.iter().position(|one| *one == kind).unwrap_or_default();
                papers.push(Paper { place, from, name, key, text });
            }
            Ok((_, None)) => {}
            Err(findings) => unreadable.push(findings),
        }
    }
    papers.sort();
    Ok((papers, unreadable))
}

fn documents_in(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let wrong =
        |error: std::io::Error| Error::invalid(format!("the folder `{}` cannot be read: {error}", folder.display()));
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(wrong)? {
        let path = entry.map_err(wrong)?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
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
