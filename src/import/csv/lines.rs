//! A file line by line, in bounded memory.

use std::io::{BufRead, BufReader, Read, Write};

use crate::error::Error;

/// The lines of a file.
pub(super) struct Lines<R> {
    from: BufReader<R>,
    /// The number of the last line, from 1.
    pub(super) number: u64,
    most: usize,
    /// Whether the end of the last line is still to come.
    open: bool,
}

/// A line, without its end.
pub(super) enum Line {
    /// All of it.
    Whole(Vec<u8>),
    /// The beginning of a line that is too long; the rest is still to be read, with [`Lines::rest`].
    Long(Vec<u8>),
}

impl<R: Read> Lines<R> {
    pub(super) fn new(from: R, most: usize) -> Self {
        Self { from: BufReader::new(from), number: 0, most, open: false }
    }

    /// The next line that is not blank.
    pub(super) fn next(&mut self) -> Result<Option<Line>, Error> {
        loop {
            match self.any()? {
                Some(Line::Whole(line)) if line.is_empty() => {}
                other => return Ok(other),
            }
        }
    }

    fn any(&mut self) -> Result<Option<Line>, Error> {
        let room = u64::try_from(self.most).unwrap_or(u64::MAX).saturating_add(2);
        let mut line = Vec::new();
        let read = (&mut self.from).take(room).read_until(b'\n', &mut line).map_err(reading)?;
        if read == 0 {
            return Ok(None);
        }
        self.number = self.number.saturating_add(1);
        let ended = line.pop_if(|byte| *byte == b'\n').is_some();
        if ended {
            line.pop_if(|byte| *byte == b'\r');
        }
        self.open = !ended;
        Ok(Some(if line.len() > self.most { Line::Long(line) } else { Line::Whole(line) }))
    }

    /// Copies the rest of a line that is too long, without its end.
    pub(super) fn rest(&mut self, to: &mut impl Write) -> Result<(), Error> {
        while self.open {
            let held = self.from.fill_buf().map_err(reading)?;
            let end = held.iter().position(|byte| *byte == b'\n');
            let part = held.get(..end.unwrap_or(held.len())).unwrap_or(held);
            to.write_all(part.strip_suffix(b"\r").filter(|_| end.is_some()).unwrap_or(part)).map_err(writing)?;
            self.open = end.is_none() && !held.is_empty();
            let used = part.len().saturating_add(usize::from(end.is_some()));
            self.from.consume(used);
        }
        Ok(())
    }
}

fn reading(error: std::io::Error) -> Error {
    Error::io("reading the table", error)
}

pub(super) fn writing(error: std::io::Error) -> Error {
    Error::io("writing what was rejected", error)
}
