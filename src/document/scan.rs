//! A first look at a TOML text, before it is parsed: how deep it nests, and about how many values it holds.
//!
//! The parser keeps a tree of all that it reads, so a hostile text must be turned away before. The scan knows
//! strings, comments and brackets, takes one pass and no memory. It need not agree with the parser about texts
//! that are not TOML: the parser refuses those, and it has a bound of 80 on nesting of its own.

use crate::document::{Finding, Limits};

/// The finding, if the text nests too deep or holds too many values.
pub(super) fn check(text: &str, limits: &Limits) -> Option<Finding> {
    let mut scan = Scan { rest: text.as_bytes(), depth: 0, dots: 0, items: 0 };
    while let Some(byte) = scan.next() {
        let at = text.len().saturating_sub(scan.rest.len()).saturating_sub(1);
        scan.take(byte);
        if scan.depth.saturating_add(scan.dots) > limits.depth {
            let message = format!("tables and lists are nested more than {} deep", limits.depth);
            return Some(Finding::at("D004", at..at.saturating_add(1), &message, "here it becomes too deep"));
        }
        if scan.items > limits.items {
            let message = format!("the document holds more than {} values", limits.items);
            let help = "split it into several documents; a program may read with other bounds";
            return Some(Finding::at("D005", at..at.saturating_add(1), &message, "").with_help(help));
        }
    }
    None
}

struct Scan<'a> {
    rest: &'a [u8],
    depth: usize,
    /// Dots in the key being read: each is a table too.
    dots: usize,
    items: usize,
}

impl<'a> Scan<'a> {
    fn next(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    fn take(&mut self, byte: u8) {
        match byte {
            b'#' => self.skip_past(b"\n"),
            b'"' => self.skip_string(b"\"\"\"", b"\"", true),
            b'\'' => self.skip_string(b"'''", b"'", false),
            b'[' | b'{' => self.open(),
            b']' | b'}' => self.depth = self.depth.saturating_sub(1),
            b'.' => self.item_and(self.dots.saturating_add(1)),
            b'=' | b',' => self.item_and(0),
            b'\n' => self.dots = 0,
            _ => {}
        }
    }

    fn open(&mut self) {
        if self.depth == 0 {
            self.items = self.items.saturating_add(1);
        }
        self.depth = self.depth.saturating_add(1);
        self.dots = 0;
    }

    fn item_and(&mut self, dots: usize) {
        self.items = self.items.saturating_add(1);
        self.dots = dots;
    }

    /// Skips the rest of a string whose first quote was taken.
    fn skip_string(&mut self, triple: &[u8], quote: &[u8], escapes: bool) {
        let more = triple.get(1..).unwrap_or_default();
        match self.rest.strip_prefix(more) {
            Some(rest) => {
                self.rest = rest;
                self.skip_to_quote(triple, escapes, false);
            }
            None => self.skip_to_quote(quote, escapes, true),
        }
    }

    fn skip_to_quote(&mut self, quote: &[u8], escapes: bool, one_line: bool) {
        while let Some(byte) = self.rest.first().copied() {
            if let Some(rest) = self.rest.strip_prefix(quote) {
                self.rest = rest;
                return;
            }
            if byte == b'\n' && one_line {
                return;
            }
            self.skip(if byte == b'\\' && escapes { 2 } else { 1 });
        }
    }

    fn skip_past(&mut self, end: &[u8]) {
        let found = self.rest.windows(end.len()).position(|window| window == end);
        self.skip(found.unwrap_or(self.rest.len()));
    }

    fn skip(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or_default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str, depth: usize, items: usize) -> Option<&'static str> {
        check(text, &Limits { depth, items, ..Limits::default() }).map(|finding| finding.code)
    }

    #[test]
    fn brackets_and_dots_count_as_depth_but_not_in_strings_or_comments() {
        for (text, depth) in [
            ("a = [[[1]]]", 3),
            ("a = { b = [1] }\n[c]\n[d]", 2),
            ("a.b.c = [1]", 2),
            ("[a.b.c.d]", 4),
            ("a = \"[[[[\" # [[[[[\nb = '[[[[\\'", 0),
            ("a = \"\\\"[[[[\"", 0),
            ("a = \"\"\"[[[\n\"[[[\\\"\"\"\"", 0),
            ("a = '''[[[\n'[[['''\nb = [1]", 1),
            ("a = \"open\nb = [[1]]", 2),
        ] {
            assert_eq!(code(text, depth, 99), None, "{text}");
            assert_eq!(depth.checked_sub(1).and_then(|less| code(text, less, 99)).is_some(), depth > 0, "{text}");
        }
    }

    #[test]
    fn values_count() {
        for (text, items) in [("a = 1\nb = 2", 2), ("a = [1,2,3]", 4), ("[[a]]\n[[a]]\nb = 1", 3), ("a.b.c = 1", 3)] {
            assert_eq!(code(text, 9, items), None, "{text}");
            assert_eq!(code(text, 9, items - 1), Some("D005"), "{text}");
        }
    }
}
