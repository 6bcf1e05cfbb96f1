//! Text within so many columns of a terminal. A Chinese character takes two.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// What does not begin a line.
const NOT_FIRST: &str = "，。；：、！？）」』》”’,.;:)";

/// It keeps the letters beside it on one line, and is not written.
const TOGETHER: char = '\u{2060}';

/// What does not end a line.
const NOT_LAST: &str = "（「『《“‘(";

/// How many columns a text takes.
pub(crate) fn columns(text: &str) -> usize {
    text.width()
}

/// A text in at most so many columns: what is beyond gives way to `…`.
pub(crate) fn cut(text: &str, most: usize) -> String {
    if columns(text) <= most {
        return text.to_owned();
    }
    let (mut out, mut wide) = (String::new(), 0_usize);
    for letter in text.chars() {
        wide = wide.saturating_add(letter.width().unwrap_or(0));
        if wide >= most {
            break;
        }
        out.push(letter);
    }
    out.push('…');
    out
}

/// A text on one line, so that nothing in it looks like a line of the page.
pub(super) fn on_one_line(text: &str) -> String {
    let words = text.split(|letter: char| letter.is_whitespace() || letter.is_control());
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A text in lines of at most so many columns, broken at blanks and beside Chinese characters; a longer word stays whole.
pub(crate) fn wrap(text: &str, most: usize) -> Vec<String> {
    let (mut lines, mut line) = (Vec::new(), String::new());
    for piece in pieces(text) {
        let piece = piece.replace(TOGETHER, "");
        let wide = columns(&line).saturating_add(columns(piece.trim_end()));
        if wide > most && !line.is_empty() {
            lines.push(line.trim_end().to_owned());
            line = String::new();
        }
        line.push_str(&piece);
    }
    lines.push(line.trim_end().to_owned());
    lines
}

/// The text in pieces that stay together, blanks at their ends.
fn pieces(text: &str) -> Vec<&str> {
    let (mut pieces, mut start) = (Vec::new(), 0);
    let mut before = (' ', ' ');
    for (at, right) in text.char_indices() {
        if at > 0 && may_break(before, right) {
            pieces.extend(text.get(start..at));
            start = at;
        }
        before = (before.1, right);
    }
    pieces.extend(text.get(start..));
    pieces
}

/// Whether a line may end after the first two letters: not between a number and its unit, nor before a code.
fn may_break((last, left): (char, char), right: char) -> bool {
    let wide = |letter: char| letter.width() == Some(2);
    let beside = wide(left) || wide(right);
    if left == TOGETHER || right == TOGETHER {
        return false;
    }
    let together = right == '`' || (last.is_ascii_digit() && right.is_ascii_lowercase());
    let between = left == ' ' && right != ' ' && !together;
    between || (beside && right != ' ' && !NOT_FIRST.contains(right) && !NOT_LAST.contains(left))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_their_width_whatever_the_letters() {
        let english = wrap("at most 4 hv of such count in `practice`", 16);
        assert_eq!(english, ["at most 4 hv of", "such count", "in `practice`"]);
        let chinese = wrap("机电一体化技术，实践学分不足。", 10);
        assert_eq!(chinese, ["机电一体化", "技术，实践", "学分不足。"]);
        assert!(chinese.iter().all(|line| columns(line) <= 10));
    }

    #[test]
    fn a_mark_that_closes_does_not_begin_a_line() {
        assert_eq!(wrap("一二三四五。六", 10), ["一二三四", "五。六"]);
        assert_eq!(wrap("一二三四（五）", 10), ["一二三四", "（五）"]);
        assert_eq!(wrap("一二三四\u{2060}五六", 8), ["一二三", "四五六"]);
    }

    #[test]
    fn what_is_cut_fits() {
        assert_eq!(cut("机电一体化", 10), "机电一体化");
        assert_eq!(cut("机电一体化", 9), "机电一体…");
        assert_eq!(cut("机电一体化", 8), "机电一…");
        assert_eq!(cut("mechanics", 5), "mech…");
    }
}
