//! Histories on paper: the model alone plays them, line by line.
//!
//! A line is one of the short script, with the reason for which it is refused behind `=`. Between them stands what is to
//! be seen: `see 03-01 1.0 free 2 behind 2`, `stands decision:3.0`, `suspended decision:3.0`.

use std::collections::BTreeMap;

use creditbank::ledger::{Command, MergeIn, Subject};
use creditbank::line::Bundle;
use creditbank::testing::model::{Heard, Model, Pack};
use creditbank::testing::shelf::Shelf;
use creditbank::testing::world::{TODAY, learner, read};
use creditbank::{Date, Digest, LearnerId, Timestamp};

pub(crate) struct Paper {
    /// What left each passbook and has not come in.
    packs: BTreeMap<LearnerId, Vec<Pack>>,
    models: BTreeMap<LearnerId, Model>,
    shelf: Shelf,
    lines: u64,
}

/// Plays a history, and says where it is otherwise than it says.
pub(crate) fn play(script: &str) -> Result<Paper, String> {
    let mut paper = Paper { packs: BTreeMap::new(), models: BTreeMap::new(), shelf: Shelf::new().unwrap(), lines: 0 };
    for line in script.lines().map(str::trim).filter(|line| !line.is_empty()) {
        paper.line(line).map_err(|what| format!("{line}: {what}"))?;
    }
    Ok(paper)
}

fn day(text: &str) -> Date {
    if text.len() == 5 { format!("2026-{text}").parse().unwrap() } else { text.parse().unwrap() }
}

impl Paper {
    fn line(&mut self, line: &str) -> Result<(), String> {
        let (number, rest) = line.split_once(": ").unwrap_or(("1", line));
        let id = learner(read(number)?);
        let words: Vec<_> = rest.split(' ').collect();
        match words[0] {
            "see" => self.see(id, day(words[1]), read(words[2])?, &words[3..]),
            "stands" => self.marked(id, words[1], false),
            "suspended" => self.marked(id, words[1], true),
            _ => self.command(id, line),
        }
    }

    fn see(&self, id: LearnerId, day: Date, lot: creditbank::LotId, expected: &[&str]) -> Result<(), String> {
        let shares = self.models[&id].shares(day).remove(&lot).ok_or("there is no such lot")?;
        let credits =
            |count: usize| if count.is_multiple_of(2) { format!("{}", count / 2) } else { format!("{}.5", count / 2) };
        let seen = shares.iter().rev().map(|(share, count)| format!("{share:?} {}", credits(*count)).to_lowercase());
        let (seen, expected) = (seen.collect::<Vec<_>>().join(" "), expected.join(" "));
        if seen == expected { Ok(()) } else { Err(format!("it is {seen}")) }
    }

    fn marked(&self, id: LearnerId, subject: &str, expected: bool) -> Result<(), String> {
        let subject: Subject = read(subject)?;
        let marks = match subject {
            Subject::Lot(lot) => self.models[&id].lots.get(&lot).map(|one| one.marks.clone()),
            used => self.models[&id].uses.get(&used).map(|one| one.marks.clone()),
        };
        let marks = marks.ok_or("there is no such thing")?;
        if marks.is_empty() != expected { Ok(()) } else { Err(format!("it has the marks {marks:?}")) }
    }

    fn command(&mut self, id: LearnerId, line: &str) -> Result<(), String> {
        let (line, refused) = line.split_once(" = ").map_or((line, None), |(line, reason)| (line, Some(reason)));
        self.lines += 1;
        let recorded = Timestamp::midnight(TODAY).plus_seconds(i64::try_from(self.lines).unwrap()).unwrap();
        let (command, from, pack) = self.read(id, line)?;
        let from = from.map(|from| self.models[&from].clone());
        let heard = Heard { recorded, today: TODAY, pack: pack.as_ref(), from: from.as_ref() };
        match (self.models.entry(id).or_insert_with(|| Model::new(id)).after(&command, heard), refused) {
            (Ok(model), None) => drop(self.models.insert(id, model)),
            (Err(reasons), Some(refused)) if reasons.contains(refused) => {}
            (Ok(_), Some(_)) => return Err("it is accepted".into()),
            (Err(reasons), _) => return Err(format!("it is refused: {reasons:?}")),
        }
        Ok(())
    }

    /// Of a merge, `merge_out 2` takes all along, and `merge_out 2 lots 1.0` these lots first.
    fn read(&mut self, id: LearnerId, line: &str) -> Result<(Command, Option<LearnerId>, Option<Pack>), String> {
        let (head, rest) = line.split_once(" merge_").unwrap_or((line, ""));
        let words: Vec<_> = rest.split(' ').collect();
        let Some(other) = words.get(1) else { return Ok((self.shelf.read(line)?, None, None)) };
        let other = learner(read(other)?);
        if words[0] == "in" {
            let pack = self.packs.get_mut(&other).filter(|all| !all.is_empty()).ok_or("nothing waits")?.remove(0);
            let command = self.shelf.read(&format!("{head} open"))?;
            let (bundle, leaf, position) = (Bundle::default(), Digest::ZERO, self.lines);
            let act = MergeIn { bundle, from: other, leaf, position }.into();
            return Ok((Command { act, ..command }, Some(other), Some(pack)));
        }
        let lots = words.get(3).map(|lots| lots.split(',').map(|lot| lot.parse().unwrap()).collect());
        let pack = lots.map_or_else(|| self.models[&id].pack(), |lots| Pack { lots, ..Pack::default() });
        self.packs.entry(id).or_default().push(pack.clone());
        let command = self.shelf.read(&format!("{head} merge_out {}", words[1]))?;
        Ok((command, None, Some(pack)))
    }
}
