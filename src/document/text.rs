//! Texts: for people to read, and as they are quoted in messages.

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The most characters of a name or title.
pub(super) const NAME_MOST: usize = 200;

/// The most characters of a sentence or two.
pub(super) const PROSE_MOST: usize = 2_000;

/// Writes out what would not show, or would change how the rest shows.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        if hidden(c) { plain.extend(c.escape_default()) } else { plain.push(c) }
    }
    plain
}

/// What was read, in backticks and not too long.
pub(super) fn quoted(text: &str) -> String {
    let short: String = text.chars().take(60).collect();
    if short.len() < text.len() { format!("`{short}…`") } else { format!("`{short}`") }
}

/// Controls, and the marks that turn the direction of writing or make lines.
fn hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// What keeps a text from being a text for people of at most so many characters: code, message, label.
pub(super) fn against_human(what: &str, text: &str, most: usize) -> Option<(&'static str, String, String)> {
    let place = |at: usize, c: char| format!("character {} is U+{:04X}", at.saturating_add(1), u32::from(c));
    let odd = |wrong: fn(char) -> bool| text.chars().enumerate().find(|(_, c)| wrong(*c));
    let count = text.chars().count();
    if text.trim().is_empty() {
        return Some(("D013", format!("{what} is empty; 1 to {most} characters are expected"), String::new()));
    }
    if count > most {
        let message = format!("{what} has {count} characters; 1 to {most} are expected");
        return Some(("D013", message, String::new()));
    }
    if let Some((at, c)) = odd(hidden) {
        let message = format!("{what} holds a control character; only characters that show are expected");
        return Some(("D012", message, place(at, c)));
    }
    if text.trim() != text {
        return Some(("D012", format!("{what} begins or ends with a blank"), "remove the blank".to_owned()));
    }
    if is_nfc(text) {
        return None;
    }
    let change = text.chars().zip(text.nfc()).enumerate().find(|(_, (left, right))| left != right);
    let label = change.map(|(at, (left, right))| format!("{}, where NFC has `{right}`", place(at, left)));
    Some(("D011", format!("{what} is not in Unicode normal form C"), label.unwrap_or_default()))
}

/// What keeps a text from being a sentence or two for people: message and label.
pub(crate) fn against_prose(what: &str, text: &str) -> Option<(String, String)> {
    against_human(what, text, PROSE_MOST).map(|(_, message, label)| (message, label))
}

/// The word most like the one given, if one is like it at all.
pub(crate) fn nearest<'w>(given: &str, words: &[&'w str]) -> Option<&'w str> {
    let near = |word: &&'w str| (distance(given, word), *word);
    let (distance, word) = words.iter().map(near).min()?;
    (distance <= word.len().div_ceil(3)).then_some(word)
}

/// How many characters must be put in, left out, changed or swapped with their neighbour (optimal string
/// alignment, after Damerau 1964), over the first 40 of each.
fn distance(left: &str, right: &str) -> usize {
    let (left, right): (Vec<char>, Vec<char>) = (left.chars().take(40).collect(), right.chars().take(40).collect());
    let mut rows: Vec<Vec<usize>> = vec![(0..=right.len()).collect()];
    for i in 1..=left.len() {
        let mut row = vec![i];
        for j in 1..=right.len() {
            row.push(step(&left, &right, &rows, &row, i, j));
        }
        rows.push(row);
    }
    rows.last().and_then(|row| row.last()).copied().unwrap_or_default()
}

/// The distance of the first `i` of the left and the first `j` of the right, from those before.
fn step(left: &[char], right: &[char], rows: &[Vec<usize>], row: &[usize], i: usize, j: usize) -> usize {
    let before = |down: usize, back: usize| rows.get(i.wrapping_sub(down))?.get(j.wrapping_sub(back)).copied();
    let last = |word: &[char], end: usize, back: usize| word.get(end.wrapping_sub(back)).copied();
    let changed = usize::from(last(left, i, 1) != last(right, j, 1));
    let swapped = last(left, i, 1) == last(right, j, 2) && last(left, i, 2) == last(right, j, 1);
    let ways = [
        before(1, 1).map(|cost| cost.saturating_add(changed)),
        before(1, 0).map(|cost| cost.saturating_add(1)),
        row.last().map(|cost| cost.saturating_add(1)),
        before(2, 2).filter(|_| swapped).map(|cost| cost.saturating_add(1)),
    ];
    ways.into_iter().flatten().min().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances() {
        for (left, right, expected) in [
            ("", "", 0),
            ("", "abc", 3),
            ("abc", "", 3),
            ("titel", "title", 1),
            ("ab", "ba", 1),
            ("kitten", "sitting", 3),
            ("年", "年度", 1),
        ] {
            assert_eq!(distance(left, right), expected, "{left} {right}");
        }
        assert_eq!(nearest("titel", &["tier", "title", "id"]), Some("title"));
        assert_eq!(nearest("colour", &["tier", "title", "id"]), None);
    }

    #[test]
    fn any_script_is_a_name_but_not_any_text() {
        for good in ["机械制图", "Élan vital", "ß", &"字".repeat(200)] {
            assert_eq!(against_human("x", good, NAME_MOST), None, "{good}");
        }
        for (bad, code) in [
            ("", "D013"),
            ("\u{3000}", "D013"),
            (&*"字".repeat(201), "D013"),
            ("a\nb", "D012"),
            ("a\u{202e}b", "D012"),
            (" a", "D012"),
            ("e\u{301}", "D011"),
        ] {
            assert_eq!(against_human("x", bad, NAME_MOST).map(|(code, ..)| code), Some(code), "{bad:?}");
        }
    }
}
