//! What there is to say about a folder, line by line.

use super::catalogue::{self, Catalogue};
use super::files::Folder;
use super::{degree, needs};

#[derive(Default)]
pub(crate) struct Report {
    pub(crate) lines: Vec<String>,
}

impl Report {
    pub(crate) fn catalogue(&mut self, folder: &Folder) -> Catalogue {
        let catalogue = catalogue::read(&folder.catalogues);
        let gold = catalogue.gold();
        self.lines.push(format!("{} {} {gold:?}", catalogue.entries.len(), catalogue.codes()));
        let needs = needs::read(&catalogue, &"x".parse().unwrap());
        self.lines.push(format!("{} {:?} {:?}", needs.prerequisites.len(), needs.unread, needs.differ));
        catalogue
    }

    pub(crate) fn rule_sets(&mut self, folder: &Folder, catalogue: &Catalogue) {
        for file in &folder.rule_sets {
            match degree::read(file, folder, catalogue) {
                Ok(set) => self.lines.push(format!("{} {} {} {:?} {:?}", set.file, set.programme.parts.len(), set.leaves(), set.missing, set.notes)),
                Err(odd) => self.lines.push(format!("{}: {odd}", file.name)),
            }
        }
    }
}
