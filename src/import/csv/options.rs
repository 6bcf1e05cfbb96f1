//! How an import is done.

use crate::error::Error;
use crate::id::MandateId;
use crate::vault::VaultKey;

/// How a table is imported. See the [module](crate::import::csv) for its layout, and [`CsvImport::run`].
#[derive(Clone, Debug)]
pub struct CsvImport {
    /// How many rows are written durably at once, from 1 to 100,000.
    pub batch: usize,
    /// The bank's key for the tags of certificates. Without it rows with a `number` are rejected.
    pub tag_key: Option<VaultKey>,
    /// Who opens the passbooks that are not there, under `<record_id>/open`. Without it their rows are rejected.
    pub open_by: Option<MandateId>,
    /// The longest field in bytes, its quotes undone, from 128 to 1 MiB.
    pub largest_field: usize,
    /// The longest row in bytes, from the longest field to 16 MiB.
    pub largest_row: usize,
    /// How many rejected rows the report keeps. The others are counted, and all are written.
    pub keep_rejected: usize,
}

impl Default for CsvImport {
    /// 1,000 rows at once, fields up to 64 KiB in rows up to 256 KiB, 10,000 rejected rows kept; no key, and no
    /// passbook is opened.
    fn default() -> Self {
        Self {
            batch: 1000,
            tag_key: None,
            open_by: None,
            largest_field: 64 << 10,
            largest_row: 256 << 10,
            keep_rejected: 10_000,
        }
    }
}

impl CsvImport {
    pub(super) fn check(&self) -> Result<(), Error> {
        within("batch", self.batch, 1, 100_000)?;
        within("largest_field", self.largest_field, 128, 1 << 20)?;
        within("largest_row", self.largest_row, self.largest_field, 16 << 20)
    }
}

fn within(name: &str, value: usize, least: usize, most: usize) -> Result<(), Error> {
    if (least..=most).contains(&value) {
        return Ok(());
    }
    Err(Error::invalid(format!("`{name}` is {value}, and a number from {least} to {most} is expected")))
}
