//! Lines of at most a hundred columns, set in by two blanks a level; what goes on is set in further.

use crate::wording::wrap::wrap;

/// How wide a page is.
const WIDE: usize = 100;

/// Text that is being written.
#[derive(Default)]
pub(super) struct Page {
    text: String,
    level: usize,
}

impl Page {
    /// A line at the level where the page is.
    pub(super) fn line(&mut self, line: &str) {
        let (first, next) = ("  ".repeat(self.level), "  ".repeat(self.level.saturating_add(2)));
        let room = WIDE.saturating_sub(next.len());
        for (at, part) in wrap(line, room).iter().enumerate() {
            self.text.push_str(if at == 0 { &first } else { &next });
            self.text.push_str(part);
            self.text.push('\n');
        }
    }

    /// A heading, an empty line before it.
    pub(super) fn heading(&mut self, heading: &str) {
        self.text.push('\n');
        self.line(heading);
    }

    /// What is written inside is set in so many levels more.
    pub(super) fn inside(&mut self, levels: u32, write: impl FnOnce(&mut Self)) {
        let before = self.level;
        self.level = usize::try_from(levels).map_or(before, |levels| before.saturating_add(levels).min(12));
        write(self);
        self.level = before;
    }

    pub(super) fn into_text(self) -> String {
        self.text
    }
}
