//! Documents come into force.

use std::sync::Arc;

use crate::bank::answer::{Receipt, Rejection};
use crate::bank::core::Bank;
use crate::bank::fold::length;
use crate::bank::submit::Requested;
use crate::digest::Digest;
use crate::error::Error;
use crate::id::{MandateId, RequestKey};
use crate::journal::{LINE_MOST, leaf_hash};
use crate::ledger::{BookEntry, Document, Judged, Publish, Refusal, decide_book};
use crate::line::{Content, Line};
use crate::store::{self, Store};
use crate::time::{Clock, Date};

/// A document to be published, as its author wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publishing<'a> {
    /// What findings call it: a file's name.
    pub name: &'a str,
    /// Its bytes. They are kept as they are, under their hash.
    pub text: &'a [u8],
    /// The mandate of the person who publishes.
    pub by: MandateId,
    /// The day of publication.
    pub effective: Date,
}

impl<S: Store, C: Clock> Requested<'_, S, C> {
    /// Publishes a document. Keys of publications are the book's own: no passbook shares them.
    ///
    /// It is checked, and rule books and programmes are analysed, within the effort that the line says
    /// ([`Judged`]). What the analyses find and is no error is in the receipt ([`Receipt::findings`]), and so is what
    /// they could not prove within the effort.
    ///
    /// # Errors
    /// The findings, all at once, if the document is unsound: if checks find anything, or if analyses find an error
    /// that the document does not waive; a refusal; or a failure. In the first two cases nothing was written.
    pub fn publish(self, publishing: &Publishing<'_>) -> Result<Receipt, Rejection> {
        let key = self.key()?;
        self.bank.publish(&key, publishing)
    }
}

impl<S: Store, C: Clock> Bank<S, C> {
    fn publish(&mut self, key: &RequestKey, publishing: &Publishing<'_>) -> Result<Receipt, Rejection> {
        self.ready()?;
        let hash = Digest::of(&[publishing.text]);
        if let Some(receipt) = self.published_before(key, publishing, hash)? {
            return Ok(receipt);
        }
        let judged = self.judge.judge(publishing.name, publishing.text, &self.fold.published);
        let judgement = judged.map_err(|findings| Rejection::Unsound(Box::new(findings)))?;
        let findings = judgement.findings.clone();
        let receipt = self.publish_judged(key, publishing, judgement.document, judgement.judged)?;
        Ok(receipt.with_findings(findings))
    }

    /// Publishes a document that was judged.
    pub(crate) fn publish_judged(
        &mut self,
        key: &RequestKey,
        publishing: &Publishing<'_>,
        document: Document,
        judged: Judged,
    ) -> Result<Receipt, Rejection> {
        let (document, hash) = (Arc::new(document), Digest::of(&[publishing.text]));
        let size = u64::try_from(publishing.text.len()).map_err(|_| Error::invalid("the document is too long"))?;
        let (by, effective) = (publishing.by.clone(), publishing.effective);
        let publish = Publish { document: Arc::clone(&document), judged, hash, size, by, effective };
        let recorded = self.recorded()?;
        let entry = decide_book(&self.fold.published, key, &publish, recorded)?;
        self.store.put_document(publishing.text)?;
        self.seal_book(entry, document)
    }

    fn seal_book(&mut self, entry: BookEntry, document: Arc<Document>) -> Result<Receipt, Rejection> {
        let position = self.fold.length();
        let line = Line { position, prev: self.fold.head, content: Content::Book(entry) };
        let bytes = line.encode().map_err(|bytes| Refusal::TooLong { bytes, most: LINE_MOST })?;
        let Content::Book(entry) = line.content else {
            return Err(Error::invalid("a publication is expected here").into());
        };
        let (leaf, size) = (leaf_hash(&bytes), length(&bytes));
        let stored = self.store.append(position, &[store::SealedLine { bytes, key: entry.key.clone(), learner: None }]);
        self.poisoned |= stored.is_err();
        stored?;
        self.fold.publish(&entry, position, document);
        self.fold.seal(entry.recorded, leaf, size);
        Ok(Receipt::of_book(position, leaf))
    }

    /// The receipt with what the analyses found when it was given: the document is judged again beside what was
    /// published before it. Analyses of another number may find something else, and are not asked.
    fn found_then(&self, receipt: Receipt, publishing: &Publishing<'_>, said: Judged) -> Receipt {
        if !self.judge.repeats(said) {
            return receipt;
        }
        let before = self.fold.published.before(receipt.position);
        match self.judge.judge(publishing.name, publishing.text, &before) {
            Ok(judgement) => receipt.with_findings(judgement.findings),
            Err(_) => receipt,
        }
    }

    /// The answer to a key that was used before.
    fn published_before(
        &self,
        key: &RequestKey,
        publishing: &Publishing<'_>,
        hash: Digest,
    ) -> Result<Option<Receipt>, Rejection> {
        let Some(position) = self.store.find(None, key)? else { return Ok(None) };
        let bytes = self.store.read(position)?.ok_or_else(|| Error::invalid("a line that was found is gone"))?;
        let line = Line::decode(&bytes).map_err(|error| Error::invalid(error.to_string()))?;
        match &line.content {
            Content::Book(entry)
                if entry.publication.hash == hash
                    && entry.by.mandate == publishing.by
                    && entry.effective == publishing.effective =>
            {
                let receipt = Receipt::of_book(position, leaf_hash(&bytes));
                Ok(Some(self.found_then(receipt, publishing, entry.judged)))
            }
            _ => Err(Refusal::KeyReused { key: key.clone(), position }.into()),
        }
    }
}
