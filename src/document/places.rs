//! Which member of a draft's list is which of the file's: one that could not be read is in the file only.

use std::collections::BTreeMap;

use crate::document::{Finding, Path, Problem, Step, Table};

/// For each list at the top of a document that was not read as a whole, the places in the file of what was read.
#[derive(Debug, Default)]
pub(crate) struct Places(BTreeMap<&'static str, Vec<usize>>);

impl Places {
    /// Reads a list of tables. A member is left out where reading it finds anything.
    pub(crate) fn read<'a, T>(
        &mut self,
        top: &mut Table<'a>,
        (key, what): (&'static str, &'static str),
        mut member: impl FnMut(Table<'a>) -> Option<T>,
    ) -> Vec<T> {
        let collector = top.collector();
        let (mut places, mut read) = (Vec::new(), Vec::new());
        for (at, table) in top.numbered_tables(key, what) {
            let before = collector.total();
            let loaded = member(table).filter(|_| collector.total() == before);
            if let Some(loaded) = loaded {
                places.push(at);
                read.push(loaded);
            }
        }
        if places.iter().enumerate().any(|(at, place)| at != *place) {
            self.0.insert(key, places);
        }
        read
    }

    /// The path in the file of a path in the draft.
    fn in_file(&self, path: Path) -> Path {
        let [Step::Key(key), Step::Index(at), ..] = path.steps() else { return path };
        match self.0.get(key).and_then(|places| places.get(*at)) {
            Some(place) => path.moved(*place),
            None => path,
        }
    }

    /// Looks at a draft, and adds its problems as findings. Whether nothing at all was found. Where something could not be
    /// read, problems that may follow from that are not told.
    pub(crate) fn judge(
        &self,
        top: &Table<'_>,
        may_follow: fn(&Problem) -> bool,
        look: impl FnOnce(&mut dyn FnMut(Problem)),
    ) -> bool {
        let complete = top.collector().is_empty();
        look(&mut |problem| {
            if complete || !may_follow(&problem) {
                self.tell(top, problem);
            }
        });
        top.collector().is_empty()
    }

    /// Adds a problem of the draft as a finding, where it stands in the file.
    fn tell(&self, top: &Table<'_>, problem: Problem) {
        let path = self.in_file(problem.path);
        let finding = Finding::at(problem.code, top.span_at(path.steps()), &problem.message, &problem.label);
        top.judge(match problem.help {
            Some(help) => finding.with_help(&help),
            None => finding,
        });
    }
}
