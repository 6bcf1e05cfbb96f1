//! Lines of text, set in by two blanks a level.

/// Text that is being written.
#[derive(Default)]
pub(super) struct Page {
    text: String,
    level: usize,
}

impl Page {
    /// A line at the level where the page is.
    pub(super) fn line(&mut self, line: &str) {
        self.text.push_str(&"  ".repeat(self.level));
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// An empty line.
    pub(super) fn gap(&mut self) {
        self.text.push('\n');
    }

    /// What is written inside is set in one level more.
    pub(super) fn inside(&mut self, write: impl FnOnce(&mut Self)) {
        self.level = self.level.saturating_add(1);
        write(self);
        self.level = self.level.saturating_sub(1);
    }

    pub(super) fn into_text(self) -> String {
        self.text
    }
}
