//! A draft of programmes as the file that its author would have written.

use std::fmt::{Display, Write};

use creditbank::programme::{Ask, Part, Pick, Programme, ProgrammesDraft};

use super::catalogue::quoted;

/// The document in TOML: what the example uses of it.
pub(crate) fn toml(draft: &ProgrammesDraft) -> String {
    let ProgrammesDraft { clauses, framework, head, programmes, semantics, .. } = draft;
    let mut page = Page::default();
    page.table("[document]");
    page.word("id", &head.id);
    page.word("kind", "programmes");
    page.word("valid", head.valid);
    page.word("version", &head.version);
    page.table("[book]");
    page.line("semantics", semantics);
    for unit in framework.units().filter(|unit| unit.id.as_str() != "item") {
        page.table("[[unit]]");
        page.word("id", &unit.id);
        page.word("quantum", unit.quantum);
    }
    for clause in clauses {
        page.table("[[clause]]");
        page.word("id", &clause.id);
        page.line("text", quoted(&clause.text.to_string()));
        page.flag("invented", clause.invented);
    }
    programmes.iter().for_each(|programme| page.programme(programme));
    page.text
}

#[derive(Default)]
struct Page {
    text: String,
}

impl Page {
    fn table(&mut self, name: &str) {
        let blank = if self.text.is_empty() { "" } else { "\n" };
        self.text += &format!("{blank}{name}\n");
    }

    fn line(&mut self, key: &str, value: impl Display) {
        writeln!(self.text, "{key} = {value}").unwrap_or_default();
    }

    fn word(&mut self, key: &str, value: impl Display) {
        self.line(key, format!("\"{value}\""));
    }

    fn maybe(&mut self, key: &str, value: Option<impl Display>) {
        if let Some(value) = value {
            self.word(key, value);
        }
    }

    fn flag(&mut self, key: &str, set: bool) {
        if set {
            self.line(key, true);
        }
    }

    fn programme(&mut self, programme: &Programme) {
        self.table("[[programme]]");
        self.word("id", &programme.id);
        self.line("title", quoted(&programme.title));
        self.word("tier", programme.tier);
        self.word("unit", &programme.unit);
        self.word("clause", &programme.clause);
        self.ask(&programme.ask);
        programme.parts.iter().for_each(|part| self.part(part));
    }

    fn part(&mut self, part: &Part) {
        self.table("[[programme.part]]");
        self.word("id", &part.id);
        if let Some(title) = &part.title {
            self.line("title", quoted(title));
        }
        self.maybe("within", part.within.as_ref());
        self.maybe("clause", part.clause.as_ref());
        self.flag("optional", part.optional);
        self.ask(&part.ask);
        if part.is_leaf() {
            let picks: Vec<String> = part.accepts.iter().map(pick).collect();
            self.line("accepts", format!("[{}]", picks.join(", ")));
        }
    }

    fn ask(&mut self, ask: &Ask) {
        self.maybe("least", ask.least);
        self.maybe("most", ask.most);
        let counts = [("least_items", ask.least_items), ("most_items", ask.most_items)];
        for (key, count) in counts {
            if let Some(count) = count {
                self.line(key, count);
            }
        }
        if let Some(choice) = ask.choose {
            self.line("choose", format!("{{ least = {}, most = {} }}", choice.least, choice.most));
        }
    }
}

fn pick(pick: &Pick) -> String {
    let list = |key: &str, words: Vec<String>| {
        let words: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
        (!words.is_empty()).then(|| format!("{key} = [{}]", words.join(", ")))
    };
    let keys = [
        list("categories", pick.categories.iter().map(ToString::to_string).collect()),
        list("kinds", pick.kinds.iter().map(ToString::to_string).collect()),
        list("not_codes", pick.not_codes.iter().map(ToString::to_string).collect()),
    ];
    let keys: Vec<String> = keys.into_iter().flatten().collect();
    format!("{{ {} }}", keys.join(", "))
}
