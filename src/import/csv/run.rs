//! The import itself.

use std::io::{Read, Write};

use crate::bank::{Bank, Receipt, Request};
use crate::error::Error;
use crate::id::{IdError, MandateId};
use crate::import::csv::batch::{Asks, Batch, Waiting, answered};
use crate::import::csv::header::{COLUMNS, Header, listed};
use crate::import::csv::lines::{Line, Lines, writing};
use crate::import::csv::options::CsvImport;
use crate::import::csv::report::{Imported, Progress, RejectedRow};
use crate::import::csv::row::{Fault, Issuer, Reader, too_long};
use crate::ledger::{Command, Made, Open, Refusal, WhoRefusal};
use crate::store::Store;
use crate::time::Clock;

/// The rows of a batch have no more bytes than this together, but for the last.
const BATCH_BYTES: usize = 4 << 20;

impl CsvImport {
    /// Reads a table to its end and writes what it says into the bank; rows that cannot be taken go to `rejected`
    /// as they were, under the same header. `progress` is called after every batch. Nothing is written to
    /// `rejected` if no row was rejected.
    ///
    /// # Errors
    /// If the options or the header are wrong, with nothing written; or if reading or writing failed, in which
    /// case the batches before are in the book, and importing the file again goes on from there.
    pub fn run<S: Store, C: Clock>(
        &self,
        bank: &mut Bank<S, C>,
        from: impl Read,
        rejected: impl Write,
        progress: impl FnMut(&Progress),
    ) -> Result<Imported, Error> {
        self.check()?;
        let mut lines = Lines::new(from, self.largest_row);
        let header = header(&mut lines)?;
        let (batch, imported) = (Batch::default(), Imported::default());
        let mut import = Import { options: self, bank, header, batch, imported, rejected, headed: false, progress };
        while let Some(line) = lines.next()? {
            import.line(&mut lines, line)?;
        }
        import.flush()?;
        import.rejected.flush().map_err(writing)?;
        Ok(import.imported)
    }
}

fn header(lines: &mut Lines<impl Read>) -> Result<Header, Error> {
    match lines.next()? {
        Some(Line::Whole(line)) => Header::read(&line),
        Some(Line::Long(_)) => Err(Error::invalid("the first line is too long to be a header")),
        None => Err(Error::invalid(format!("the file is empty; a header of {} is expected", listed(&COLUMNS)))),
    }
}

/// An import that is going on.
struct Import<'a, S, C, W, P> {
    options: &'a CsvImport,
    bank: &'a mut Bank<S, C>,
    header: Header,
    batch: Batch,
    imported: Imported,
    rejected: W,
    /// Whether the header stands above what was rejected.
    headed: bool,
    progress: P,
}

impl<S: Store, C: Clock, W: Write, P: FnMut(&Progress)> Import<'_, S, C, W, P> {
    fn line(&mut self, lines: &mut Lines<impl Read>, line: Line) -> Result<(), Error> {
        self.imported.progress.rows = self.imported.progress.rows.saturating_add(1);
        match line {
            Line::Whole(raw) => {
                let asks = self.read(&raw)?;
                self.batch.push(Waiting { line: lines.number, raw, asks });
                let full = self.batch.rows.len() >= self.options.batch || self.batch.bytes >= BATCH_BYTES;
                if full { self.flush() } else { Ok(()) }
            }
            Line::Long(beginning) => {
                self.flush()?;
                let fault = too_long(&self.header, self.options.largest_row, &beginning);
                self.begin_rejected(lines.number, fault, &beginning)?;
                lines.rest(&mut self.rejected)?;
                self.end_rejected()
            }
        }
    }

    fn reader<'r>(&'r self, issuer: Issuer<'r>) -> Reader<'r> {
        Reader { header: &self.header, options: self.options, issuer }
    }

    fn read(&mut self, raw: &[u8]) -> Result<Result<Asks, Fault>, Error> {
        let today = self.bank.recorded()?.day_in(self.bank.genesis().zone);
        let issuer = |mandate: &MandateId| {
            let found = self.bank.fold.published.mandate(mandate, today);
            let unknown = || WhoRefusal::UnknownMandate { mandate: mandate.clone(), day: today };
            Ok(found.ok_or_else(unknown)?.item.institution.clone())
        };
        let outcome = self.reader(&issuer).request(raw);
        Ok(outcome.and_then(|outcome| Ok(Asks { open: self.opening(&outcome)?, outcome })))
    }

    /// The request that opens the passbook, if it is not there and is to be opened.
    fn opening(&mut self, outcome: &Request) -> Result<Option<Request>, Fault> {
        let learner = outcome.command.learner;
        let Some(by) = &self.options.open_by else { return Ok(None) };
        if self.bank.passbook(learner).is_some() || self.batch.opening.contains(&learner) {
            return Ok(None);
        }
        let key = format!("{}/open", outcome.key).parse();
        let key = key.map_err(|error: IdError| Fault::at("record_id", error.to_string()))?;
        self.batch.opening.insert(learner);
        let (by, effective) = (by.clone(), outcome.command.effective);
        Ok(Some(Request { key, command: Command { learner, by, effective, act: Open.into() } }))
    }

    /// Writes the rows that wait, durably, and tells what became of them.
    fn flush(&mut self) -> Result<(), Error> {
        let batch = std::mem::take(&mut self.batch);
        if batch.rows.is_empty() {
            return Ok(());
        }
        let mut next = self.bank.length();
        let mut answers = self.bank.submit_batch(&batch.requests())?.into_iter();
        for row in batch.rows {
            self.settle(row, &mut answers, &mut next)?;
        }
        (self.progress)(&self.imported.progress);
        Ok(())
    }

    fn settle(
        &mut self,
        row: Waiting,
        answers: &mut impl Iterator<Item = Result<Receipt, Refusal>>,
        next: &mut u64,
    ) -> Result<(), Error> {
        let asks = match row.asks {
            Ok(asks) => asks,
            Err(fault) => return self.reject(row.line, fault, &row.raw),
        };
        let missing = || Error::invalid("a batch has an answer for each of its requests");
        let (opened, outcome) = answered(&asks, answers).ok_or_else(missing)?;
        if opened.is_some_and(|receipt| is_new(&receipt, next)) {
            add(&mut self.imported.progress.opened);
        }
        match outcome {
            Ok(receipt) => self.count(&receipt, next),
            Err(fault) => return self.reject(row.line, fault, &row.raw),
        }
        Ok(())
    }

    fn count(&mut self, receipt: &Receipt, next: &mut u64) {
        let progress = &mut self.imported.progress;
        add(match (is_new(receipt, next), &receipt.made) {
            (false, _) => &mut progress.repeated,
            (true, Made::Lot(_)) => &mut progress.accrued,
            (true, _) => &mut progress.recorded,
        });
    }

    fn reject(&mut self, line: u64, fault: Fault, raw: &[u8]) -> Result<(), Error> {
        self.begin_rejected(line, fault, raw)?;
        self.end_rejected()
    }

    fn begin_rejected(&mut self, line: u64, fault: Fault, raw: &[u8]) -> Result<(), Error> {
        add(&mut self.imported.progress.rejected);
        if self.imported.rejected.len() < self.options.keep_rejected {
            let Fault { column, reason, refusal } = fault;
            let refusal = refusal.map(|refusal| *refusal);
            self.imported.rejected.push(RejectedRow { line, column, reason, refusal });
        }
        if !std::mem::replace(&mut self.headed, true) {
            self.rejected.write_all(&self.header.raw).map_err(writing)?;
            self.end_rejected()?;
        }
        self.rejected.write_all(raw).map_err(writing)
    }

    fn end_rejected(&mut self) -> Result<(), Error> {
        self.rejected.write_all(b"\n").map_err(writing)
    }
}

/// Whether the line was written just now: new lines follow one another.
fn is_new(receipt: &Receipt, next: &mut u64) -> bool {
    let new = receipt.position == *next;
    *next = next.saturating_add(u64::from(new));
    new
}

fn add(count: &mut u64) {
    *count = count.saturating_add(1);
}
