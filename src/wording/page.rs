//! Lines of text, set in by two blanks a level.

use crate::wording::wrap::wrap;

/// On a page of a width nothing is set in further than this, so that there is room.
const DEEPEST: usize = 12;

/// Text that is being written.
#[derive(Default)]
pub(super) struct Page {
    text: String,
    level: usize,
    wide: Option<usize>,
}

impl Page {
    /// A page of at most so many columns: what goes on is set in further.
    pub(super) fn of_width(columns: usize) -> Self {
        Self { wide: Some(columns), ..Self::default() }
    }

    /// A line at the level where the page is.
    pub(super) fn line(&mut self, line: &str) {
        let Some(wide) = self.wide else { return self.push(self.level, line) };
        let next = self.level.saturating_add(2);
        let room = wide.saturating_sub(next.saturating_mul(2));
        for (at, part) in wrap(line, room).iter().enumerate() {
            self.push(if at == 0 { self.level } else { next }, part);
        }
    }

    fn push(&mut self, level: usize, line: &str) {
        self.text.push_str(&"  ".repeat(level));
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// Several lines.
    pub(super) fn lines<T: AsRef<str>>(&mut self, lines: impl IntoIterator<Item = T>) {
        lines.into_iter().for_each(|line| self.line(line.as_ref()));
    }

    /// An empty line.
    pub(super) fn gap(&mut self) {
        self.text.push('\n');
    }

    /// A heading, an empty line before it.
    pub(super) fn heading(&mut self, heading: &str) {
        self.gap();
        self.line(heading);
    }

    /// What is written inside is set in one level more.
    pub(super) fn inside(&mut self, write: impl FnOnce(&mut Self)) {
        self.deeper(1, write);
    }

    /// What is written inside is set in so many levels more.
    pub(super) fn deeper(&mut self, levels: u32, write: impl FnOnce(&mut Self)) {
        let before = self.level;
        let deepest = self.wide.map_or(usize::MAX, |_| DEEPEST);
        self.level = usize::try_from(levels).map_or(before, |levels| before.saturating_add(levels).min(deepest));
        write(self);
        self.level = before;
    }

    pub(super) fn into_text(self) -> String {
        self.text
    }
}
