//! The languages, and how each joins what it says.
//!
//! What is said is decided once; [`say!`](say) then says it in the language of the page. Its two phrases stand side by side,
//! as in a phrase book: the compiler sees to it that neither is missing and that both have only what is at hand.

use crate::id::IdError;
use crate::registry::words;

words! {
    /// A language in which an explanation is told.
    Language, "a language", "`en` or `zh` is expected";
    /// English.
    English = "en",
    /// Chinese (中文).
    Chinese = "zh",
}

/// A phrase in a language: in English, or in 中文. Each puts what it names in braces in its own order.
macro_rules! say {
    ($language:expr, $english:literal, $chinese:literal $(,)?) => {
        match $language {
            $crate::wording::Language::English => format!($english),
            $crate::wording::Language::Chinese => format!($chinese),
        }
    };
}
pub(super) use say;

impl Language {
    /// One of two words.
    pub(crate) const fn pick(self, english: &'static str, chinese: &'static str) -> &'static str {
        match self {
            Self::English => english,
            Self::Chinese => chinese,
        }
    }

    /// What stands between the things of a list.
    pub(super) const fn comma(self) -> &'static str {
        self.pick(", ", "、")
    }

    /// What stands between clauses.
    pub(super) const fn semicolon(self) -> &'static str {
        self.pick("; ", "；")
    }

    /// What stands between two things, both.
    pub(super) const fn and(self) -> &'static str {
        self.pick(" and ", "、")
    }

    /// Things, all of them: `a, b and c`.
    pub(super) fn list(self, things: &[String]) -> String {
        listed(things, self.comma(), self.and())
    }

    /// Words in backticks, joined by commas.
    pub(super) fn codes<T: ToString>(self, words: &[T]) -> String {
        quoted(words, self.comma())
    }

    /// A text in brackets, behind something else.
    pub(super) fn bracket(self, text: &str) -> String {
        say!(self, " ({text})", "（{text}）")
    }
}

/// Things joined, the last one by a word of its own.
pub(super) fn listed(things: &[String], comma: &str, last: &str) -> String {
    match things {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., end] => format!("{}{last}{end}", first.join(comma)),
    }
}

/// Those that are there, joined; none where none is.
pub(super) fn joined_if_any<const N: usize>(things: [Option<String>; N], between: &str) -> Option<String> {
    let there: Vec<_> = things.into_iter().flatten().collect();
    (!there.is_empty()).then(|| there.join(between))
}

/// Words in backticks, joined.
pub(super) fn quoted<T: ToString>(words: &[T], between: &str) -> String {
    words.iter().map(|word| format!("`{}`", word.to_string())).collect::<Vec<_>>().join(between)
}

/// Things joined, as they are written.
pub(super) fn joined<T: ToString>(things: &[T], between: &str) -> String {
    things.iter().map(ToString::to_string).collect::<Vec<_>>().join(between)
}

/// The English word for one thing, or for several.
pub(super) fn plural<N: PartialEq + From<u8>>(count: N, one: &'static str, several: &'static str) -> &'static str {
    if count == N::from(1) { one } else { several }
}

/// A blank between 中文 and what is written in ASCII behind it.
pub(super) fn gap_before(next: &str) -> &'static str {
    if next.starts_with(|first: char| first.is_ascii() && first != ' ') { " " } else { "" }
}

/// A blank between what ends in ASCII and 中文 behind it; none after a bracket.
pub(super) fn gap_after(before: &str) -> &'static str {
    if before.ends_with('）') { "" } else { " " }
}
