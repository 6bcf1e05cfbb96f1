//! Outcomes from a table of comma-separated values, one outcome a line.
//!
//! The first line names the columns, in any order. A column that is not in this table is an error, and so is a
//! name that is there twice. A blank field says nothing, as a column that is left out does.
//!
//! | column | what stands in it | needed |
//! | --- | --- | --- |
//! | `record_id` | the request key: names this row for ever among its learner's | always |
//! | `learner` | the learner's pseudonym, 32 hexadecimal digits | always |
//! | `kind` | `course`, `certificate`, `competition`, `training`, `work`, `exam`, `community` or `senior` | always |
//! | `code` | the course's code, or the outcome's in its issuer's list | always |
//! | `result` | `passed`, `failed`, `withdrawn` or `absent` | always |
//! | `effective` | the day from which it is true in this book, `2026-06-30` | always |
//! | `mandate` | who certifies it | always |
//! | `tier` | `secondary`, `higher` or `undergraduate` | always; blank for a course |
//! | `grade` | `82 percent` | for a passed course |
//! | `amount` | `3 hv`; blank counts as one `item` | no; blank for a course, and unless passed |
//! | `earned` | the day on which it was earned, where that is an earlier one: it is recognised | no |
//! | `valid_through` | the last day on which it is valid | no; blank unless passed |
//! | `level` | `nqf 5` | no; blank for a course |
//! | `content` | the content key | no; blank for a course |
//! | `run` | the presentation or run | no |
//! | `team_size`, `member_no` | how many won a team's award, and which of them this is | both or none; blank for a course |
//! | `number` | the certificate's own number: only a keyed tag of it enters the book | no; blank unless passed |
//!
//! A row is a line: a field may stand in quotes, with `""` for a quote in it, but may not hold a line break, so
//! that a quote which is never closed spoils its own row and no other. Line ends may be LF or CRLF, a byte order
//! mark is skipped, blank lines are too. The text is UTF-8.
//!
//! Rows are independent. One that cannot be taken is reported with its line, its column and the reason, and is
//! written as it was to a file of its own, under the same header, to be corrected and imported again; the others
//! go on. A row that is in the book already adds nothing, so importing a file twice is importing it once. Rows are
//! told apart by `record_id` alone: two equal trainings under two ids are two trainings.
//!
//! Memory is bounded by the limits in [`CsvImport`], however long a line is.
//!
//! ```
//! # use creditbank::{Bank, FixedClock, Founding, Zone, date, mandate};
//! # let founding = Founding::new("example.org/doc", Zone::UTC, "BANK publisher founder")?;
//! # let mut bank = Bank::in_memory(founding, FixedClock("2026-07-01T00:00:00Z".parse()?))?;
//! # bank.publish_folder("setup", &mandate!("founder").on(date!("2026-07-01")), "examples/data")?;
//! use creditbank::import::csv::CsvImport;
//! let file = "record_id,learner,kind,code,result,grade,effective,mandate
//! sis/1,00000000000000000000000000000001,course,SV:MECH101,passed,82 percent,2026-06-30,sv01-registrar-1
//! sis/2,00000000000000000000000000000001,course,SV:MECH102,passed,182 percent,2026-06-30,sv01-registrar-1
//! ";
//! let import = CsvImport { open_by: Some("sv01-registrar-1".parse()?), ..CsvImport::default() };
//! let mut rejected = Vec::new();
//! let done = import.run(&mut bank, file.as_bytes(), &mut rejected, |_| {})?;
//! assert_eq!((done.progress.rows, done.progress.accrued, done.progress.rejected), (2, 1, 1));
//! assert_eq!(
//!     done.rejected[0].to_string(),
//!     "line 3, column `grade`: `182` is not a mark of the scale `percent`: \
//!      a number from 0 to 100 (best) in steps of 0.5 is expected",
//! );
//! assert!(rejected.starts_with(b"record_id,learner,") && rejected.ends_with(b",sv01-registrar-1\n"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod batch;
mod blame;
mod fields;
mod header;
mod lines;
mod options;
mod report;
mod row;
mod run;

pub use header::{COLUMNS, NEEDED};
pub use options::CsvImport;
pub use report::{Imported, Progress, RejectedRow};
