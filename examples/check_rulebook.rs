//! Checks a rule book as a compiler checks a program: what is wrong with it, what is hardly meant, what is proved, and
//! how it differs from an older version. It checks programmes and pathways too, where the document's kind says that it
//! holds such.
//!
//! ```text
//! cargo run --example check_rulebook -- examples/data/rules.toml [OLD.toml]
//! cargo run --example check_rulebook -- examples/data/programmes.toml [OLD.toml]
//! cargo run --example check_rulebook -- examples/data/programmes.toml --with examples/data
//! ```
//!
//! With a folder of the documents that it goes with, frameworks, institutions, catalogues, rule books and programmes, the
//! units, scales, levels and courses that it names are looked up, and the programmes of awards; of programmes also the
//! categories, the classes and the institutions. What is misspelt is told with the word that may be meant.
//!
//! It ends with 0 where there is nothing worse than a note, with 1 where there are errors or warnings, in the document or
//! in OLD, and with 2 where there is nothing to check: no file, no text, too large, or called in another way.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::process::ExitCode;

use creditbank::analysis::{
    Analysis, Proved, Vocabulary, analyse, check_valuation, diff, remarks_beside, rules_beside,
};
use creditbank::document::{Findings, Limits, Severity};
use creditbank::programme::{Pathway, Programme, Programmes};
use creditbank::registry::{Catalogue, DocumentKind, RegistryDocument};
use creditbank::rules::RuleBook;

const CLEAN: u8 = 0;
const FOUND: u8 = 1;
const UNREADABLE: u8 = 2;

fn main() -> ExitCode {
    let mut files: Vec<String> = std::env::args().skip(1).collect();
    let option = files.iter().position(|argument| argument == "--with");
    let mut with = option.map_or_else(Vec::new, |at| files.drain(at..files.len().min(at + 2)).skip(1).collect());
    let folder = with.pop();
    if option.is_some() != folder.is_some() || files.iter().any(|file| file.starts_with('-')) {
        files.clear();
    }
    let mut out = io::stdout().lock();
    let ended = match files.as_slice() {
        [file] => check_with(file, None, folder.as_deref(), &mut out),
        [file, old] => check_with(file, Some(old), folder.as_deref(), &mut out),
        _ => usage(),
    };
    ExitCode::from(ended.unwrap_or_else(|code| code))
}

fn usage() -> Result<u8, u8> {
    eprintln!("usage: check_rulebook FILE [OLD] [--with DIR]");
    Err(UNREADABLE)
}

/// Checks the document, and compares it with an old one. The answer, also where there is nothing to check, is how to end.
#[allow(unreachable_pub, reason = "a test calls it")]
pub fn check(file: &str, old: Option<&String>, out: &mut dyn Write) -> Result<u8, u8> {
    check_with(file, old, None, out)
}

/// As [`check`], beside the documents in a folder.
#[allow(unreachable_pub, reason = "a test calls it")]
pub fn check_with(file: &str, old: Option<&String>, folder: Option<&str>, out: &mut dyn Write) -> Result<u8, u8> {
    let bytes = bytes(file)?;
    let beside = folder.map_or_else(|| Ok(Beside::default()), |folder| Beside::read(folder, out))?;
    if DocumentKind::told(file, &bytes, &Limits::default()) == Some(DocumentKind::Programmes) {
        return check_programmes(file, &bytes, old, &beside, out);
    }
    let book = sound(RuleBook::read(file, &bytes, &Limits::default()), out)?;
    let analysis = analyse(&book, beside.courses.as_ref());
    say(out, format_args!("{}", analysis.to_findings(&book, file, &String::from_utf8_lossy(&bytes))))?;
    let unknown = sound(rules_beside(file, &bytes, &Limits::default(), &beside.words), out)?;
    if folder.is_some() {
        say(out, format_args!("\nbeside the documents of the folder: {unknown}"))?;
    }
    tell_proofs(&book, &analysis, out)?;
    tell_waivers(&book, out)?;
    if let Some(old) = old {
        let older = sound(RuleBook::read(old, &self::bytes(old)?, &Limits::default()), out)?;
        say(out, format_args!("\nfrom {old} to {file}:\n\n{}", diff(&older, &book)))?;
    }
    say(out, format_args!("\n{}", summary(&book, &analysis, unknown.total())))?;
    Ok(if analysis.is_clean() && unknown.total() == 0 { CLEAN } else { FOUND })
}

/// The documents that one goes with.
#[derive(Default)]
struct Beside {
    courses: Option<Catalogue>,
    words: Vocabulary,
}

impl Beside {
    /// Reads all documents of a folder, but for mandates.
    fn read(folder: &str, out: &mut dyn Write) -> Result<Self, u8> {
        let files = files(folder)?;
        let of = |wanted: DocumentKind| files.iter().filter(move |(_, _, kind)| *kind == Some(wanted));
        let (limits, mut beside, mut framework) = (Limits::default(), Self::default(), None);
        for (file, bytes, _) in of(DocumentKind::Framework) {
            if let RegistryDocument::Framework(found) = sound(RegistryDocument::read(file, bytes, &limits), out)? {
                beside.words = beside.words.with_framework(&found);
                framework = Some(found);
            }
        }
        for (file, bytes, _) in of(DocumentKind::Courses).chain(of(DocumentKind::Institutions)) {
            let read = match &framework {
                Some(framework) => RegistryDocument::read_against(file, bytes, &limits, framework),
                None => RegistryDocument::read(file, bytes, &limits),
            };
            beside = beside.with(sound(read, out)?, out)?;
        }
        for (file, bytes, _) in of(DocumentKind::Rules) {
            beside.words = beside.words.with_book(&sound(RuleBook::read(file, bytes, &limits), out)?);
        }
        for (file, bytes, _) in of(DocumentKind::Programmes) {
            beside.words = beside.words.with_programmes(&sound(Programmes::read(file, bytes, &limits), out)?);
        }
        Ok(beside)
    }

    /// With one document more. Of several lists the courses are taken together.
    fn with(self, document: RegistryDocument, out: &mut dyn Write) -> Result<Self, u8> {
        match document {
            RegistryDocument::Institutions(all) => Ok(Self { words: self.words.with_institutions(&all), ..self }),
            RegistryDocument::Courses(list) => {
                let words = self.words.with_catalogue(&list);
                let courses = match self.courses {
                    Some(first) => together(&first, &list)
                        .map_err(|wrong| say(out, format_args!("{wrong}\n")).map_or_else(|code| code, |()| FOUND))?,
                    None => list,
                };
                Ok(Self { courses: Some(courses), words })
            }
            _ => Ok(self),
        }
    }
}

/// The courses of two lists, under the name of the first.
fn together(first: &Catalogue, more: &Catalogue) -> Result<Catalogue, creditbank::registry::Duplicate> {
    let (head, list, version) = (first.head.clone(), first.list.clone(), first.list_version.clone());
    Catalogue::new(head, list, version, first.iter().chain(more.iter()).cloned())
}

/// A document in a folder: its name, what is in it, and what it says that it is.
type Named = (String, Vec<u8>, Option<DocumentKind>);

/// The documents of a folder in the order of their names.
fn files(folder: &str) -> Result<Vec<Named>, u8> {
    let entries = fs::read_dir(folder).map_err(|error| {
        eprintln!("`{folder}` cannot be read: {error}");
        UNREADABLE
    })?;
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let paths = paths.filter(|path| path.extension().is_some_and(|ext| ext == "toml"));
    let mut names: Vec<String> = paths.map(|path| path.to_string_lossy().into_owned()).collect();
    names.sort();
    let file = |name: String| {
        let bytes = bytes(&name)?;
        let kind = DocumentKind::told(&name, &bytes, &Limits::default());
        Ok((name, bytes, kind))
    };
    names.into_iter().map(file).collect()
}

/// Writes; where nobody reads any more, that is the end.
fn say(out: &mut dyn Write, words: std::fmt::Arguments<'_>) -> Result<(), u8> {
    out.write_fmt(words).map_err(|_| UNREADABLE)
}

/// What is in the file; of one that is too large, or has no end, no more than it takes to know that.
fn bytes(file: &str) -> Result<Vec<u8>, u8> {
    let most = Limits::default().bytes;
    let (mut bytes, bound) = (Vec::new(), u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1));
    let done = File::open(file).and_then(|opened| opened.take(bound).read_to_end(&mut bytes));
    let wrong = match done {
        Err(error) => format!("cannot be read: {error}"),
        Ok(_) if bytes.len() > most => format!("has more than {most} bytes, and no more are read"),
        Ok(_) => return Ok(bytes),
    };
    eprintln!("`{file}` {wrong}");
    Err(UNREADABLE)
}

/// Checks programmes and pathways, and says what became of each since an old version.
fn check_programmes(
    file: &str,
    bytes: &[u8],
    old: Option<&String>,
    beside: &Beside,
    out: &mut dyn Write,
) -> Result<u8, u8> {
    let limits = Limits::default();
    let book = sound(Programmes::read(file, bytes, &limits), out)?;
    let remarks = sound(remarks_beside(file, bytes, &limits, &beside.words), out)?;
    say(out, format_args!("{remarks}"))?;
    if let Some(old) = old {
        let older = sound(Programmes::read(old, &self::bytes(old)?, &limits), out)?;
        say(out, format_args!("\nfrom {old} to {file}:\n\n{}", changes(&older, &book)))?;
    }
    say(out, format_args!("\n{}", counts(&book, remarks.total())))?;
    Ok(if remarks.total() == 0 { CLEAN } else { FOUND })
}

/// Something that a document holds.
#[derive(PartialEq)]
enum Held<'a> {
    Programme(&'a Programme),
    Pathway(&'a Pathway),
}

/// All that a document holds, by what it is called.
fn held(book: &Programmes) -> BTreeMap<String, Held<'_>> {
    let programmes = book.draft().programmes.iter();
    let programmes = programmes.map(|one| (format!("programme {}", one.id), Held::Programme(one)));
    let pathways = book.draft().pathways.iter().map(|one| (format!("pathway {}", one.id), Held::Pathway(one)));
    programmes.chain(pathways).collect()
}

/// Which programmes and pathways are new, gone or changed.
fn changes(old: &Programmes, new: &Programmes) -> String {
    let (before, after) = (held(old), held(new));
    let names: BTreeSet<_> = before.keys().chain(after.keys()).collect();
    let lines = names.into_iter().map(|name| match (before.get(name), after.get(name)) {
        (None, _) => format!("{name}: new\n"),
        (_, None) => format!("{name}: gone\n"),
        (old, new) if old == new => format!("{name}: as before\n"),
        _ => format!("{name}: changed\n"),
    });
    lines.collect()
}

fn counts(book: &Programmes, remarks: usize) -> String {
    let draft = book.draft();
    let sum = |count: fn(&Programme) -> usize| draft.programmes.iter().map(count).sum::<usize>();
    let stages: usize = draft.pathways.iter().map(|pathway| pathway.stages.len()).sum();
    let mut text = String::new();
    for programme in &draft.programmes {
        text += &format!(
            "programme {}: parts {}, leaves {}, quotas {}\n",
            programme.id,
            programme.parts.len(),
            programme.parts.iter().filter(|part| part.is_leaf()).count(),
            programme.quotas.len()
        );
    }
    for pathway in &draft.pathways {
        let stages: Vec<_> = pathway.stages.iter().map(|stage| stage.programme.as_str()).collect();
        text += &format!("pathway {} ({}): {}\n", pathway.id, pathway.kind, stages.join(", then "));
    }
    text + &format!(
        "{} {}: programmes {}, parts {}, quotas {}, pathways {}, stages {stages}, errors 0, warnings {remarks}\nhash {}\n",
        draft.head.id,
        draft.head.version,
        draft.programmes.len(),
        sum(|programme| programme.parts.len()),
        sum(|programme| programme.quotas.len()),
        draft.pathways.len(),
        book.hash()
    )
}

/// What was read, or all that is wrong with it, which is told.
fn sound<T>(read: Result<T, Findings>, out: &mut dyn Write) -> Result<T, u8> {
    read.map_err(|findings| {
        let told = say(out, format_args!("{findings}"));
        if told.is_err() || is_unread(&findings) { UNREADABLE } else { FOUND }
    })
}

/// Whether it is no text, or too large: nothing in it was looked at.
fn is_unread(findings: &Findings) -> bool {
    findings.iter().any(|finding| matches!(finding.code, "D001" | "D002" | "D005"))
}

fn tell_proofs(book: &RuleBook, analysis: &Analysis, out: &mut dyn Write) -> Result<(), u8> {
    say(out, format_args!("\n"))?;
    for proof in &analysis.proofs {
        say(out, format_args!("{proof}\n"))?;
        if let Proved::NoGain(valuation) = proof {
            match check_valuation(book, valuation) {
                Ok(()) => say(out, format_args!("        checked again, rule by rule\n"))?,
                Err(unsound) => say(out, format_args!("        which does not hold: {unsound}\n"))?,
            }
        }
    }
    Ok(())
}

/// What the book says that it does not keep. The hash covers it.
fn tell_waivers(book: &RuleBook, out: &mut dyn Write) -> Result<(), u8> {
    book.draft()
        .waivers
        .iter()
        .try_for_each(|waiver| say(out, format_args!("waived: {}: {}\n", waiver.law, waiver.reason)))
}

fn summary(book: &RuleBook, analysis: &Analysis, unknown: usize) -> String {
    let [errors, warnings, notes] =
        [Severity::Error, Severity::Warning, Severity::Note].map(|severity| analysis.count(severity));
    let (draft, warnings) = (book.draft(), warnings.saturating_add(unknown));
    format!(
        "{} {}: rules {}, errors {errors}, warnings {warnings}, notes {notes}\nhash {}\n",
        draft.head.id,
        draft.head.version,
        book.rules().len(),
        book.hash()
    )
}
