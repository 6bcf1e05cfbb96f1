//! Phrases of every page.

use crate::id::LotId;
use crate::rules::Citation;
use crate::wording::language::{Language, joined, plural, say};

/// How a line is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// It is as it should be.
    Held,
    /// It is not.
    Missed,
    /// It is not asked.
    NotAsked,
}

impl Mark {
    pub(super) const fn of(held: bool) -> Self {
        if held { Self::Held } else { Self::Missed }
    }

    /// How it is written.
    pub(crate) const fn in_words(self, language: Language) -> &'static str {
        match self {
            Self::Held => language.pick("[ok]", "[符合]"),
            Self::Missed => language.pick("[no]", "[不符]"),
            Self::NotAsked => language.pick("[--]", "[未选]"),
        }
    }
}

/// Lots, by number.
pub(super) fn lots_of(lots: &[LotId], language: Language) -> String {
    let (word, all) = (plural(lots.len(), "lot", "lots"), joined(lots, language.comma()));
    say!(language, "{word} {all}", "学分记录 {all}")
}

/// That a clause is invented, if it is.
pub(super) const fn invented(clause: &Citation, language: Language) -> &'static str {
    match clause.invented {
        true => language.pick(" (invented, issued by no authority)", "（虚拟条款，并非任何机构发布）"),
        false => "",
    }
}
