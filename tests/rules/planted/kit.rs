//! A fault in a document, and how it is looked for.

use creditbank::analysis::{analyse, remarks};
use creditbank::document::Limits;
use creditbank::registry::RegistryDocument;
use creditbank::rules::RuleBook;

/// A fault that was made by writing one thing for another.
#[derive(Clone, Debug)]
pub(crate) struct Planted {
    pub(crate) kind: &'static str,
    pub(crate) code: &'static str,
    /// What the finding says of it.
    pub(crate) says: &'static str,
    /// The document without it; what stands there, and what was written for it.
    pub(crate) sound: String,
    pub(crate) slips: Vec<[&'static str; 2]>,
    /// A list of courses to look in, if that is needed.
    pub(crate) list: Option<&'static str>,
}

/// A fault without a list of courses.
pub(crate) fn planted([kind, code, says]: [&'static str; 3], sound: String, slip: [&'static str; 2]) -> Planted {
    Planted { kind, code, says, sound, slips: vec![slip], list: None }
}

impl Planted {
    /// What is wrong with how it is found.
    pub(crate) fn wrong(&self) -> Option<String> {
        let faulty = self.slips.iter().fold(self.sound.clone(), |text, [right, slip]| {
            assert_eq!(text.matches(right).count(), 1, "{}: `{right}`\n{text}", self.kind);
            text.replace(right, slip)
        });
        let with = findings(&faulty, self.list);
        let found = with.iter().any(|(code, message)| *code == self.code && message.contains(self.says));
        let without = findings(&self.sound, self.list);
        let still = without.iter().any(|(code, _)| *code == self.code);
        let title = format!("{}: {:?}: {} `{}`", self.kind, self.slips, self.code, self.says);
        match (found, still) {
            (false, _) => Some(format!("missed {title} in {with:?}")),
            (true, true) => Some(format!("found without it {title} in {without:?}")),
            (true, false) => None,
        }
    }
}

/// The codes and messages of all that is found in a document.
fn findings(text: &str, list: Option<&str>) -> Vec<(String, String)> {
    let limits = Limits::default();
    if text.contains("kind = \"programmes\"") {
        let found = remarks("p.toml", text.as_bytes(), &limits).unwrap_or_else(|found| panic!("{found}\n{text}"));
        return found.iter().map(|one| (one.code.to_owned(), one.message.clone())).collect();
    }
    let book = match RuleBook::read("book.toml", text.as_bytes(), &limits) {
        Ok(book) => book,
        Err(found) => return found.iter().map(|one| (one.code.to_owned(), one.message.clone())).collect(),
    };
    let list = list.map(|list| match RegistryDocument::read("courses.toml", list.as_bytes(), &limits).unwrap() {
        RegistryDocument::Courses(list) => list,
        other => panic!("{other:?}"),
    });
    let analysis = analyse(&book, list.as_ref());
    analysis.remarks.iter().map(|one| (one.code.to_owned(), one.message.clone())).collect()
}

/// A book in units of three tiers and in hours, with percents, five grades and prizes. Only what a rule names may be there.
pub(crate) fn book(rest: &str) -> String {
    let unit =
        |id: &str, quantum: &str, more: &str| format!("[[unit]]\nid = \"{id}\"\nquantum = \"{quantum}\"\n{more}\n");
    let units = [
        unit("sv", "0.5", "tier = \"secondary\"\n"),
        unit("hv", "0.5", "tier = \"higher\"\n"),
        unit("ug", "0.5", "tier = \"undergraduate\"\n"),
        unit("hour", "1", ""),
    ];
    let groups =
        ["unique", "best", "options", "sum"].into_iter().filter(|hit| rest.contains(&format!("group = \"{hit}\"")));
    let groups: String = groups.map(|hit| format!("[[group]]\nid = \"{hit}\"\nhit = \"{hit}\"\n\n")).collect();
    format!(
        "[document]\nid = \"college\"\nkind = \"rules\"\nvalid = \"2020-09-01..\"\nversion = \"1\"\n\n[book]\nsemantics = 1\n\
         basis = \"earned\"\nfebruary = \"down\"\nreview_days = 30\nappeal_days = 15\ntiers = {{ down = \"any\", level = \
         \"any\", up = \"named\" }}\n\n{}[[scale]]\nid = \"percent\"\nleast = \"0\"\nmost = \"100\"\nstep = \"1\"\npass = \
         \"60\"\n\n[[scale]]\nid = \"five\"\nmarks = [\"fail\", \"pass\", \"medium\", \"good\", \"excellent\"]\npass = \
         \"pass\"\n\n[[scale]]\nid = \"prize\"\nmarks = [\"none\", \"third\", \"second\", \"first\"]\npass = \"third\"\n\n\
         [[clause]]\nid = \"c\"\ntext = \"A clause.\"\n\n{groups}{rest}",
        units.concat()
    )
}

/// A rule, in force from the book's first day.
pub(crate) fn rule(id: &str, group: &str, from: &str, to: &str, more: &str) -> String {
    rule_in("2020-09-01..", id, group, from, to, more)
}

pub(crate) fn rule_in(valid: &str, id: &str, group: &str, from: &str, to: &str, more: &str) -> String {
    format!(
        "[[rule]]\nid = \"{id}\"\ngroup = \"{group}\"\nclause = \"c\"\nvalid = \"{valid}\"\nfrom = [{{ {from} }}]\nto = [{{ {to} \
         }}]\n{more}\n"
    )
}

/// A limit on what is recorded.
pub(crate) fn limit(id: &str, keys: &str) -> String {
    format!("[[limit]]\nid = \"{id}\"\nclause = \"c\"\nbinds = \"recording\"\n{keys}\n\n")
}
