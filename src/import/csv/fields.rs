//! One line taken apart into fields, as RFC 4180 has it, except that no field holds a line break.

/// Where a line cannot be taken apart, and why.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unsplit {
    /// The place of the field, from 0.
    pub(super) place: usize,
    pub(super) what: &'static str,
}

const NOT_CLOSED: &str = "the quote is not closed on this line; a field may not hold a line break";
const AFTER_QUOTE: &str = "a comma is expected after the closing quote; a quote inside a field is written twice";
const STRAY: &str = "a quote inside a field needs quotes around the field, and is written twice there";
const NOT_TEXT: &str = "the field is not UTF-8; save the file as UTF-8";

/// Takes a line apart, its quotes undone.
pub(super) fn split(line: &[u8]) -> Result<Vec<Vec<u8>>, Unsplit> {
    let mut fields = Vec::new();
    let mut rest = line;
    loop {
        let (field, after) = next(rest).map_err(|what| Unsplit { place: fields.len(), what })?;
        fields.push(field);
        match after.split_first() {
            Some((_, more)) => rest = more,
            None => return Ok(fields),
        }
    }
}

/// The next field, and the line from the comma after it on.
fn next(rest: &[u8]) -> Result<(Vec<u8>, &[u8]), &'static str> {
    match rest.strip_prefix(b"\"") {
        Some(rest) => quoted(rest),
        None => plain(rest),
    }
}

fn plain(rest: &[u8]) -> Result<(Vec<u8>, &[u8]), &'static str> {
    let end = rest.iter().position(|byte| *byte == b',').unwrap_or(rest.len());
    let (field, after) = rest.split_at_checked(end).unwrap_or((rest, &[]));
    if field.contains(&b'"') { Err(STRAY) } else { Ok((field.to_vec(), after)) }
}

fn quoted(mut rest: &[u8]) -> Result<(Vec<u8>, &[u8]), &'static str> {
    let mut field = Vec::new();
    loop {
        let end = rest.iter().position(|byte| *byte == b'"').ok_or(NOT_CLOSED)?;
        let (part, after) = rest.split_at_checked(end).ok_or(NOT_CLOSED)?;
        field.extend_from_slice(part);
        match after {
            [_, b'"', more @ ..] => {
                field.push(b'"');
                rest = more;
            }
            [_] => return Ok((field, &[])),
            [_, more @ ..] if more.starts_with(b",") => return Ok((field, more)),
            _ => return Err(AFTER_QUOTE),
        }
    }
}

/// A field as text.
pub(super) fn text(field: &[u8]) -> Result<&str, &'static str> {
    std::str::from_utf8(field).map_err(|_| NOT_TEXT)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(line: &str) -> Vec<String> {
        split(line.as_bytes()).unwrap().into_iter().map(|field| String::from_utf8(field).unwrap()).collect()
    }

    #[test]
    fn lines_come_apart() {
        assert_eq!(texts(""), [""]);
        assert_eq!(texts("a,b"), ["a", "b"]);
        assert_eq!(texts(",,"), ["", "", ""]);
        assert_eq!(texts(r#""a,b","","say ""x""",c"#), ["a,b", "", r#"say "x""#, "c"]);
        assert_eq!(texts(r#"a,"""""#), ["a", "\""]);
    }

    #[test]
    fn wrong_quotes_are_said_to_be() {
        for (line, place, what) in [
            (r#"a,"b"#, 1, NOT_CLOSED),
            (r#"a,"b"""#, 1, NOT_CLOSED),
            (r#""a"b,c"#, 0, AFTER_QUOTE),
            (r#"a,b"c"#, 1, STRAY),
        ] {
            assert_eq!(split(line.as_bytes()), Err(Unsplit { place, what }), "{line}");
        }
    }

    #[test]
    fn whatever_comes_apart_comes_apart_as_the_csv_crate_has_it() {
        let pieces = ["a", ",", "\"", "\"\"", " ", "é", ",\"", "\",", "b c"];
        for mut number in 0..pieces.len().pow(5) {
            let mut line = String::new();
            for _ in 0..5 {
                line.push_str(pieces[number % pieces.len()]);
                number /= pieces.len();
            }
            let Ok(fields) = split(line.as_bytes()) else { continue };
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(line.as_bytes());
            let record = reader.byte_records().next().unwrap().unwrap();
            assert!(record.iter().eq(fields.iter()), "{line}: {fields:?}");
        }
    }
}
