//! What becomes of a book that somebody damaged or forged.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use creditbank::journal::{Checkpoint, leaf_hash};
use creditbank::{Bank, Digest};

use super::office::{Calendar, Fallible, store};
use creditbank::date;

type Lines = Vec<String>;
type Harm = fn(&mut Lines);

/// What is done to a copy, and whether whoever did it also wrote the chains and the mark anew.
const HARMS: [(&str, Harm, bool); 8] = [
    ("one digit of a grade is changed", |lines| change(lines, "88 percent", "98 percent"), false),
    ("a line is taken out", |lines| drop(lines.remove(30)), false),
    ("two lines change places", |lines| lines.swap(30, 31), false),
    ("the last three lines are cut off", cut, false),
    ("… and the operator writes the mark anew", cut, true),
    (
        "the operator makes 4 sv of a course 40, and chains all anew",
        |lines| change(lines, r#""amount":"4 sv""#, r#""amount":"40 sv""#),
        true,
    ),
    ("… or 4 hv of a conversion 8", |lines| change(lines, r#""amount":"4 hv""#, r#""amount":"8 hv""#), true),
    ("… or 160 hours of a training of 16, everywhere in the line", |lines| change(lines, "16 hour", "160 hour"), true),
];

fn cut(lines: &mut Lines) {
    lines.truncate(lines.len() - 3);
}

/// Changes the first line that holds a text, wherever it holds it.
fn change(lines: &mut Lines, from: &str, to: &str) {
    if let Some(line) = lines.iter_mut().find(|line| line.contains(from)) {
        *line = line.replace(from, to);
    }
}

/// Damages copies of a book, and tells what each one gets.
pub(crate) fn tell(book: &Path, folder: &Path, kept: &Checkpoint) -> Fallible<Vec<String>> {
    let mut said = vec![String::new(), "== Copies of the book are damaged".to_owned()];
    for (number, (what, harm, chained)) in HARMS.iter().enumerate() {
        let copy = folder.join(format!("damaged-{number}"));
        copy_of(book, &copy)?;
        spoil(&copy, *harm, *chained)?;
        said.push(format!("{what}:"));
        said.extend(judge(&copy, kept)?.into_iter().map(|line| format!("    {line}")));
    }
    said.push(
        "Who holds the pen can write a new book that is sound in itself. Only what somebody else kept tells."
            .to_owned(),
    );
    Ok(said)
}

fn copy_of(book: &Path, copy: &Path) -> Fallible<()> {
    fs::create_dir_all(copy.join("documents"))?;
    for name in ["journal.jsonl", "mark"] {
        fs::copy(book.join(name), copy.join(name))?;
    }
    for document in fs::read_dir(book.join("documents"))? {
        let document = document?;
        fs::copy(document.path(), copy.join("documents").join(document.file_name()))?;
    }
    Ok(())
}

fn spoil(copy: &Path, harm: Harm, chained: bool) -> Fallible<()> {
    let journal = copy.join("journal.jsonl");
    let mut lines: Lines = fs::read_to_string(&journal)?.lines().map(str::to_owned).collect();
    harm(&mut lines);
    if chained {
        rechain(&mut lines)?;
        fs::write(copy.join("mark"), mark(&lines))?;
    }
    fs::write(journal, lines.iter().flat_map(|line| [line, "\n"]).collect::<String>())?;
    Ok(())
}

/// Computes both chains anew, and what a merge cites: what only the operator of the bank can do.
fn rechain(lines: &mut Lines) -> Fallible<()> {
    let mut prev = Digest::ZERO;
    let mut last: BTreeMap<String, Digest> = BTreeMap::new();
    let mut leaves: BTreeMap<u64, Digest> = BTreeMap::new();
    for (line, position) in lines.iter_mut().zip(0..) {
        let value: serde_json::Value = serde_json::from_str(line)?;
        let text = |name: &str| value[name].as_str().unwrap_or_default().to_owned();
        *line = line.replace(&format!(r#""prev":"{}""#, text("prev")), &format!(r#""prev":"{prev}""#));
        let before = last.get(&text("learner")).copied().unwrap_or(Digest::ZERO);
        *line = line.replace(&format!(r#""last":"{}""#, text("last")), &format!(r#""last":"{before}""#));
        let cited = &value["act"]["merge_in"];
        if let Some(leaf) = cited["position"].as_u64().and_then(|position| leaves.get(&position)) {
            let before = cited["leaf"].as_str().unwrap_or_default();
            *line = line.replace(&format!(r#""leaf":"{before}""#), &format!(r#""leaf":"{leaf}""#));
        }
        prev = leaf_hash(line.as_bytes());
        leaves.insert(position, prev);
        last.insert(text("learner"), prev);
    }
    Ok(())
}

/// The durable mark of such a journal, in the store's own form.
fn mark(lines: &Lines) -> String {
    let bytes: usize = lines.iter().map(|line| line.len() + 1).sum();
    let head = lines.last().map_or(Digest::ZERO, |line| leaf_hash(line.as_bytes()));
    let body = format!("{:020} {bytes:020} {head}", lines.len());
    let check = Digest::of(&[body.as_bytes()]).to_string();
    format!("{body} {}\n", &check[..16])
}

/// What opening it says, then the audit, then the audit against the checkpoint that somebody kept.
fn judge(copy: &Path, kept: &Checkpoint) -> Fallible<Vec<String>> {
    let opened = store(copy).and_then(|store| Ok(Bank::open(store, Calendar::new(date!("2026-10-08")))?));
    let bank = match opened {
        Ok(bank) => bank,
        Err(error) => return Ok(vec![format!("refused: {}", brief(&error.to_string()))]),
    };
    let audit = bank.verify()?;
    if let Some(first) = audit.discrepancies.first() {
        return Ok(vec!["it opens; all chains hold".to_owned(), format!("the audit: {}", brief(&first.to_string()))]);
    }
    let against = bank.verify_with(std::slice::from_ref(kept))?;
    let found = against.discrepancies.first().map_or_else(|| "nothing".to_owned(), ToString::to_string);
    Ok(vec!["it opens, and the audit finds nothing".to_owned(), format!("the newspaper: {}", brief(&found))])
}

/// Digests cut to eight digits.
fn brief(text: &str) -> String {
    let word = |word: &str| {
        let digits = word.trim_end_matches([',', ':', ';']);
        if digits.parse::<Digest>().is_ok() { format!("{}…{}", &digits[..8], &word[64..]) } else { word.to_owned() }
    };
    text.split(' ').map(word).collect::<Vec<_>>().join(" ")
}
