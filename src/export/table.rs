//! Tables of text, aligned by how wide it is shown: a Chinese character takes two columns of a terminal.

use std::fmt;

use unicode_width::UnicodeWidthStr;

/// A table with a heading. Columns in which every cell is blank are left out.
///
/// ```
/// use creditbank::export::Table;
/// let mut table = Table::new(["course", "title", ">credits"]);
/// table.push(["SV:MECH101", "机械制图", "4"]);
/// table.push(["SV:MECH103", "钳工工艺与实训", "3.5"]);
/// assert_eq!(table.to_string(), "\
/// course      title           credits
/// SV:MECH101  机械制图              4
/// SV:MECH103  钳工工艺与实训      3.5
/// ");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    columns: Vec<Column>,
    rows: Vec<Vec<String>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Column {
    name: String,
    to_the_right: bool,
}

impl Table {
    /// A table with these columns. One whose name begins with `>` is aligned to the right.
    pub fn new<'a>(columns: impl IntoIterator<Item = &'a str>) -> Self {
        let column = |name: &str| match name.strip_prefix('>') {
            Some(name) => Column { name: name.to_owned(), to_the_right: true },
            None => Column { name: name.to_owned(), to_the_right: false },
        };
        Self { columns: columns.into_iter().map(column).collect(), rows: Vec::new() }
    }

    /// Adds a row. Cells beyond the columns are not shown, and missing ones are blank.
    pub fn push<T: Into<String>>(&mut self, cells: impl IntoIterator<Item = T>) {
        self.rows.push(cells.into_iter().map(Into::into).collect());
    }

    /// Whether it has no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    fn cell(row: &[String], at: usize) -> &str {
        row.get(at).map_or("", String::as_str)
    }

    /// How wide a column is shown; none if it is left out.
    fn width(&self, at: usize, column: &Column) -> Option<usize> {
        let widest = self.rows.iter().map(|row| Self::cell(row, at).width()).max().filter(|widest| *widest > 0)?;
        Some(widest.max(column.name.width()))
    }

    fn line(cells: &[(String, usize, bool)]) -> String {
        let shown = cells.iter().map(|(text, width, to_the_right)| {
            let blanks = " ".repeat(width.saturating_sub(text.width()));
            if *to_the_right { blanks + text } else { text.clone() + &blanks }
        });
        let line = shown.collect::<Vec<_>>().join("  ");
        line.trim_end().to_owned()
    }
}

/// The heading and the rows, each on a line of its own.
impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let columns = self.columns.iter().enumerate();
        let shown: Vec<_> = columns.filter_map(|(at, column)| Some((at, column, self.width(at, column)?))).collect();
        let line = |text: &dyn Fn(usize, &Column) -> String| {
            let cells: Vec<_> =
                shown.iter().map(|(at, column, width)| (text(*at, column), *width, column.to_the_right)).collect();
            Self::line(&cells)
        };
        writeln!(f, "{}", line(&|_, column| column.name.clone()))?;
        self.rows.iter().try_for_each(|row| writeln!(f, "{}", line(&|at, _| Self::cell(row, at).to_owned())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_without_a_word_are_left_out() {
        let mut table = Table::new(["a", "b", ">c"]);
        assert_eq!(table.to_string(), "\n");
        table.push(["1", "", "3", "4"]);
        table.push(["22"]);
        assert_eq!(table.to_string(), "a   c\n1   3\n22\n");
    }
}
