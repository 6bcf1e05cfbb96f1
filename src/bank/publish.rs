//! Documents come into force.

use std::sync::Arc;

use crate::analysis::judge::Judgement;
use crate::bank::answer::{PublicationReceipt, Rejection};
use crate::bank::core::Bank;
use crate::bank::fold::length;
use crate::bank::submit::read_key;
use crate::digest::Digest;
use crate::document::Findings;
use crate::error::Error;
use crate::id::RequestKey;
use crate::journal::leaf_hash;
use crate::ledger::{Acting, BookEntry, Document, Judged, Publish, Refusal, RequestRefusal, decide_book};
use crate::line::{Content, Line};
use crate::store::{self, Store};
use crate::time::Clock;

/// A document to be published, as its author wrote it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Publishing<'a> {
    pub(crate) name: &'a str,
    pub(crate) text: &'a [u8],
    pub(crate) who: &'a Acting,
}

impl Publishing<'_> {
    /// What is asked of the book.
    pub(crate) fn asks(&self, document: Arc<Document>, judged: Judged) -> Result<Publish, Error> {
        let size = u64::try_from(self.text.len()).map_err(|_| Error::invalid("the document is too long"))?;
        let Acting { by, effective } = self.who.clone();
        Ok(Publish { document, judged, hash: Digest::of(&[self.text]), size, by, effective })
    }
}

impl<S: Store, C: Clock> Bank<S, C> {
    /// Publishes a document: `text` as its author wrote it, which findings call `name`. The bytes are kept as they are, under
    /// their hash. Keys of publications are the book's own: no passbook shares them.
    ///
    /// It is checked, and rule books and programmes are analysed, within the effort that the line says
    /// ([`Judged`]). What the analyses find and is no error is in the receipt ([`PublicationReceipt::findings`]), and so is
    /// what they could not prove within the effort.
    ///
    /// # Errors
    /// The findings, all at once, if the document is unsound: if checks find anything, or if analyses find an error
    /// that the document does not waive; a refusal; or a failure. In the first two cases nothing was written.
    pub fn publish(
        &mut self,
        key: &str,
        who: &Acting,
        name: &str,
        text: &[u8],
    ) -> Result<PublicationReceipt, Rejection> {
        self.ready()?;
        let (key, publishing) = (read_key(key)?, Publishing { name, text, who });
        if let Some(receipt) = self.published_before(&key, &publishing)? {
            return Ok(receipt);
        }
        let judged = self.judge.judge(name, text, &self.fold.published);
        let judgement = judged.map_err(|findings| Rejection::Unsound(Box::new(findings)))?;
        self.publish_judgement(&key, &publishing, judgement)
    }

    /// Publishes what a judgement found sound.
    pub(crate) fn publish_judgement(
        &mut self,
        key: &RequestKey,
        publishing: &Publishing<'_>,
        judgement: Judgement,
    ) -> Result<PublicationReceipt, Rejection> {
        let Judgement { document, judged, findings } = judgement;
        let receipt = self.publish_judged(key, publishing, document, judged)?;
        Ok(PublicationReceipt { findings: Some(findings), ..receipt })
    }

    /// Publishes a document that was judged.
    pub(crate) fn publish_judged(
        &mut self,
        key: &RequestKey,
        publishing: &Publishing<'_>,
        document: Document,
        judged: Judged,
    ) -> Result<PublicationReceipt, Rejection> {
        let document = Arc::new(document);
        let publish = publishing.asks(Arc::clone(&document), judged)?;
        let recorded = self.recorded()?;
        let entry = decide_book(&self.fold.published, key, &publish, recorded)?;
        self.store.put_document(publishing.text)?;
        self.seal_book(entry, document)
    }

    fn seal_book(&mut self, entry: BookEntry, document: Arc<Document>) -> Result<PublicationReceipt, Rejection> {
        let (line, bytes) = self.seal(Content::Book(entry))?;
        let position = line.position;
        let Content::Book(entry) = line.content else {
            return Err(Error::invalid("a publication is expected here").into());
        };
        let (leaf, size) = (leaf_hash(&bytes), length(&bytes));
        self.keep_lines(position, &[store::SealedLine { bytes, key: entry.key.clone(), learner: None }])?;
        self.fold.publish(&entry, position, document);
        self.fold.seal(entry.recorded, leaf, size);
        Ok(PublicationReceipt { position, leaf, document: entry.publication.document, findings: None })
    }

    /// What the analyses found when the receipt was given: the document is judged again beside what was published before it.
    /// Analyses of another number may find something else, and are not asked.
    fn found_then(&self, position: u64, publishing: &Publishing<'_>, said: Judged) -> Option<Findings> {
        if !self.judge.repeats(said) {
            return None;
        }
        let before = self.fold.published.before(position);
        Some(self.judge.judge(publishing.name, publishing.text, &before).ok()?.findings)
    }

    /// The answer to a key that was used before.
    pub(crate) fn published_before(
        &self,
        key: &RequestKey,
        publishing: &Publishing<'_>,
    ) -> Result<Option<PublicationReceipt>, Rejection> {
        let Some(position) = self.store.find(None, key)? else { return Ok(None) };
        let bytes = self.store.read(position)?.ok_or_else(|| Error::invalid("a line that was found is gone"))?;
        let line = Line::decode(&bytes).map_err(|error| Error::invalid(error.to_string()))?;
        match &line.content {
            Content::Book(entry)
                if entry.publication.hash == Digest::of(&[publishing.text])
                    && entry.by.mandate == publishing.who.by
                    && entry.effective == publishing.who.effective =>
            {
                let findings = self.found_then(position, publishing, entry.judged);
                let document = entry.publication.document.clone();
                Ok(Some(PublicationReceipt { position, leaf: leaf_hash(&bytes), document, findings }))
            }
            _ => Err(Refusal::from(RequestRefusal::KeyReused { key: key.clone(), position }).into()),
        }
    }
}
