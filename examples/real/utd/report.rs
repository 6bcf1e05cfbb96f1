//! What there is to say about a folder, line by line.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;

use super::book::{CLAUSE, draft};
use super::catalogue::{self, Catalogue};
use super::degree::{self, RuleSet};
use super::files::{Folder, Found};
use super::needs;

/// What the check calls courses that wait for each other in a circle.
const CIRCLE: &str = "P028";

/// So many examples are given of what is listed.
const SHOWN: usize = 8;

/// Numbers for the last line, in the order in which they are first said.
#[derive(Default)]
pub(crate) struct Report {
    pub(crate) lines: Vec<String>,
    numbers: Vec<(&'static str, u64)>,
}

impl Report {
    pub(crate) fn say(&mut self, line: impl Into<String>) {
        self.lines.push(line.into());
    }

    /// Adds to a number of the last line.
    pub(crate) fn add(&mut self, what: &'static str, count: u64) {
        match self.numbers.iter_mut().find(|(name, _)| *name == what) {
            Some((_, sum)) => *sum += count,
            None => self.numbers.push((what, count)),
        }
    }

    /// Something that could not be read or done.
    pub(crate) fn problem(&mut self, what: impl Into<String>) {
        self.add("problems", 1);
        self.say(format!("  problem: {}", what.into()));
    }

    /// The last line, for machines.
    pub(crate) fn done(mut self) -> Vec<String> {
        self.add("problems", 0);
        let last: Vec<_> = self.numbers.iter().map(|(what, count)| format!("{what}={count}")).collect();
        self.lines.push(last.join(" "));
        self.lines
    }

    /// What was no file of a known kind.
    pub(crate) fn odd(&mut self, folder: &Folder) {
        folder.odd.iter().for_each(|odd| self.problem(odd));
    }

    /// The catalogue: how many courses, and whether their hours are what their numbers say.
    pub(crate) fn catalogue(&mut self, folder: &Folder) -> Catalogue {
        let catalogue = catalogue::read(&folder.catalogues);
        if catalogue.entries.is_empty() {
            self.say("Catalogue: none");
        } else {
            self.say(format!("Catalogue: {}", names(&folder.catalogues)));
            let (entries, codes) = (catalogue.entries.len(), catalogue.codes());
            self.say(format!(
                "  {entries} courses, {codes} codes; {} codes stand more than once",
                catalogue.repeated()
            ));
            let gold = catalogue.gold();
            self.say(format!(
                "  the second digit of the number is the hours: {} of {} courses with fixed hours keep to it; {} have a \
                 range, {} say nothing",
                gold.agree, gold.fixed, gold.vary, gold.blank
            ));
            self.add("gold_agree", gold.agree as u64);
            self.add("gold_fixed", gold.fixed as u64);
        }
        catalogue.odd.iter().for_each(|odd| self.problem(odd));
        self.add("courses", catalogue.entries.len() as u64);
        catalogue
    }

    /// The prerequisites, put into a programme of their own to be checked.
    pub(crate) fn prerequisites(&mut self, catalogue: &Catalogue) -> Result<(), Box<dyn Error>> {
        let needs = needs::read(catalogue, &CLAUSE.parse()?);
        let read = needs.prerequisites.len();
        self.add("prerequisites", read as u64);
        if read == 0 {
            return Ok(());
        }
        self.say(format!("Prerequisites: {read} courses have some that a programme can say"));
        for (what, count) in &needs.unread {
            self.say(format!("  not read: {what} ({})", counted(*count as u64, "time")));
        }
        if !needs.differ.is_empty() {
            let codes: BTreeSet<_> = needs.differ.iter().map(String::as_str).collect();
            self.say(format!("  the first of several that differ is read: {}", some(codes.into_iter())));
        }
        let programme = needs::programme(needs.prerequisites)?;
        let problems = draft("utd-catalogue", "the catalogue", vec![programme])?.check().err().unwrap_or_default();
        self.add("cycles", problems.iter().filter(|one| one.code == CIRCLE).count() as u64);
        match problems.as_slice() {
            [] => self.say("  they are sound: none of them needs itself, directly or by way of others"),
            several => several.iter().for_each(|one| self.say(format!("  the check: {one}"))),
        }
        Ok(())
    }

    /// Each rule set, loaded and checked.
    pub(crate) fn rule_sets(&mut self, folder: &Folder, catalogue: &Catalogue) -> Result<Vec<RuleSet>, Box<dyn Error>> {
        let mut sets = Vec::new();
        let mut unknown = BTreeMap::new();
        let mut titles: BTreeMap<String, usize> = BTreeMap::new();
        self.say(format!("Degree rule sets: {}", folder.rule_sets.len()));
        for file in &folder.rule_sets {
            match degree::read(file, folder, catalogue) {
                Ok(set) => {
                    *titles.entry(set.programme.title.clone()).or_default() += 1;
                    self.rule_set(&set, catalogue, &mut unknown)?;
                    sets.push(set);
                }
                Err(odd) => self.problem(format!("{}: {odd}", file.name)),
            }
        }
        self.add("rule_sets", folder.rule_sets.len() as u64);
        for (title, _) in titles.iter().filter(|(_, count)| **count > 1) {
            self.say(format!("  two or more rule sets are called `{title}`; their ids differ"));
        }
        self.unknown(&unknown);
        Ok(sets)
    }

    fn rule_set(
        &mut self,
        set: &RuleSet,
        catalogue: &Catalogue,
        unknown: &mut BTreeMap<String, bool>,
    ) -> Result<(), Box<dyn Error>> {
        let strange: Vec<_> = set.required.iter().filter(|course| catalogue.lacks(course)).collect();
        unknown.extend(strange.iter().map(|course| ((*course).clone(), catalogue.lists_otherwise(course))));
        let problems =
            draft("utd-degree", "a rule set", vec![set.programme.clone()])?.check().err().unwrap_or_default();
        let parts = set.programme.parts.len();
        let sound = if problems.is_empty() { "can be met as written" } else { "cannot be met as written" };
        let missing = match set.missing.as_slice() {
            [] => "imports nothing that is not there".to_owned(),
            missing => format!("imports {}, not there", missing.join(", ")),
        };
        self.say(format!(
            "  {}: {parts} parts, {} of them leaves; {sound}; {missing}; {} courses required, {} not in the catalogue",
            set.programme.title,
            set.leaves(),
            set.required.len(),
            strange.len()
        ));
        set.notes.iter().for_each(|note| self.problem(format!("{}: {note}", set.file)));
        problems.iter().for_each(|problem| self.say(format!("    the check: {problem}")));
        self.add("loaded", 1);
        self.add("sound", u64::from(problems.is_empty()));
        self.add("imports_missing", set.missing.len() as u64);
        self.add("parts", parts as u64);
        self.add("leaves", set.leaves() as u64);
        Ok(())
    }

    /// Courses that rule sets require and the catalogue does not list.
    fn unknown(&mut self, unknown: &BTreeMap<String, bool>) {
        self.add("codes_unknown", unknown.len() as u64);
        if unknown.is_empty() {
            return;
        }
        self.say(format!("  required and not in the catalogue: {} codes: {}", unknown.len(), some(unknown.keys())));
        let otherwise = unknown.iter().filter(|(_, otherwise)| **otherwise).map(|(course, _)| course);
        let otherwise: Vec<_> = otherwise.collect();
        if !otherwise.is_empty() {
            self.say(format!("  of these it lists in other letters, large and small: {}", some(otherwise.into_iter())));
        }
    }
}

fn names<T>(files: &[Found<T>]) -> String {
    some(files.iter().map(|file| file.name.as_str()))
}

/// `1 hour`, `2 hours`.
pub(crate) fn counted(count: impl Into<u64>, what: &str) -> String {
    let count = count.into();
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

/// A list, not all of it where it is long.
pub(crate) fn some<T: AsRef<str>>(items: impl ExactSizeIterator<Item = T>) -> String {
    let more = items.len().saturating_sub(SHOWN);
    let shown: Vec<_> = items.take(SHOWN).map(|one| one.as_ref().to_owned()).collect();
    if more == 0 { shown.join(", ") } else { format!("{} and {more} more", shown.join(", ")) }
}
