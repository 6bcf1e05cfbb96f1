//! Our audit of each transcript beside the other engine's.

use std::collections::BTreeSet;
use std::error::Error;

use creditbank::solver::LevelResult;

use super::audit::{Counts, Planning, Proved, planning};
use super::catalogue::Catalogue;
use super::degree::RuleSet;
use super::files::{Folder, Found};
use super::filter::Course;
use super::language::{self, RuleText};
use super::report::{Report, counted, some};
use super::theirs::unlawful;
use super::transcript::{self, Audit, Pieces, Transcript};

type Fallible<T> = Result<T, Box<dyn Error>>;

/// What stands above the requirements in a table.
const HEAD: &str = "requirement";

/// A rule text that was read.
struct Text<'a> {
    file: &'a Found<String>,
    rules: RuleText,
}

/// A transcript with the rules it is planned against, and what the other engine made of it.
struct Case<'a> {
    name: &'a str,
    transcript: &'a Transcript,
    text: &'a Text<'a>,
    pieces: Pieces,
    theirs: Option<Audit>,
}

impl Report {
    /// Plans every transcript.
    pub(crate) fn transcripts(&mut self, folder: &Folder, catalogue: &Catalogue, sets: &[RuleSet]) -> Fallible<()> {
        let texts = self.texts(folder);
        for file in &folder.transcripts {
            self.add("transcripts", 1);
            self.say(String::new());
            match Transcript::read(file) {
                Ok(transcript) => {
                    self.transcript(file, &transcript, folder, &texts, catalogue);
                    self.rule_set_of(&transcript, sets)?;
                }
                Err(odd) => self.problem(odd),
            }
        }
        Ok(())
    }

    fn texts<'a>(&mut self, folder: &'a Folder) -> Vec<Text<'a>> {
        let mut texts = Vec::new();
        self.say(format!("Rule texts: {}", folder.texts.len()));
        for file in &folder.texts {
            match language::read(&file.body) {
                Ok(rules) => {
                    let (requirements, groups) = (rules.requirements.len(), rules.groups.len());
                    self.say(format!("  {}: {requirements} requirements in {groups} groups", file.name));
                    texts.push(Text { file, rules });
                }
                Err(wrong) => self.problem(format!("{}: {wrong}", file.name)),
            }
        }
        self.add("rule_texts", texts.len() as u64);
        texts
    }

    fn transcript(
        &mut self,
        file: &Found<serde_json::Value>,
        transcript: &Transcript,
        folder: &Folder,
        texts: &[Text<'_>],
        catalogue: &Catalogue,
    ) {
        let theirs = self.theirs(file, folder);
        let hours: u64 = transcript.courses.iter().map(|one| u64::from(one.hours)).sum();
        let courses = transcript.courses.len();
        self.say(format!("{}: {courses} courses, {hours} hours, degree `{}`", file.name, transcript.degree));
        let Some((text, how)) = chosen(transcript, theirs.as_ref(), texts) else {
            self.problem(format!(
                "no rule text is called `{}`, and none has the requirements of its audit: one of {} is expected",
                transcript.degree,
                some(texts.iter().map(|text| text.file.stem()))
            ));
            return;
        };
        self.say(format!("  planned against {}, {how}", text.file.name));
        let pieces = transcript.pieces(&text.rules);
        let case = Case { name: file.stem(), transcript, text, pieces, theirs };
        self.brought(&case, catalogue);
        let known: BTreeSet<Course> = &catalogue.courses() | &transcript.courses();
        match planning(text.file.stem(), &text.rules, &case.pieces.lots, &known) {
            Ok(ours) => self.beside(&case, &ours),
            Err(error) => self.problem(format!("{}: {error}", case.name)),
        }
    }

    /// What the other engine made of a transcript: the audit whose name begins as the transcript's does.
    fn theirs(&mut self, file: &Found<serde_json::Value>, folder: &Folder) -> Option<Audit> {
        let found = folder
            .audits
            .iter()
            .find(|audit| audit.stem() == file.stem() && audit.path.parent() == file.path.parent())?;
        match transcript::audit(found) {
            Ok(audit) => Some(audit),
            Err(odd) => {
                self.problem(odd);
                None
            }
        }
    }

    /// What the transcript brings that is not plain.
    fn brought(&mut self, case: &Case<'_>, catalogue: &Catalogue) {
        let unknown: Vec<_> = case.transcript.courses.iter().filter(|one| catalogue.lacks(&one.name)).collect();
        if !unknown.is_empty() {
            let names = some(unknown.iter().map(|one| one.name.as_str()));
            self.say(format!("  not in the catalogue, and counted as the transcript says: {names}"));
        }
        case.pieces.notes.iter().for_each(|note| self.say(format!("  {note}")));
        for piece in &case.pieces.lots {
            let of = piece.bypass.and_then(|at| case.text.rules.requirements.get(at));
            if let Some(of) = of {
                self.say(format!(
                    "  by an adviser's decision {} of {} may count in `{}` (bypass, a relief)",
                    counted(piece.hours, "hour"),
                    piece.name,
                    of.label
                ));
            }
        }
    }
}

/// The rule text for a transcript, and how it was chosen.
fn chosen<'a>(
    transcript: &Transcript,
    theirs: Option<&Audit>,
    texts: &'a [Text<'a>],
) -> Option<(&'a Text<'a>, String)> {
    let labels = |text: &Text<'_>| text.rules.requirements.iter().map(|one| one.label.clone()).collect::<BTreeSet<_>>();
    let theirs: Option<BTreeSet<_>> = theirs.map(|audit| audit.keys().cloned().collect());
    if let Some(text) = texts.iter().find(|text| text.file.stem() == transcript.degree) {
        let agree = match &theirs {
            None => "there is no audit beside it",
            Some(theirs) if *theirs == labels(text) => "the audit has the same requirements",
            Some(_) => "though the audit has other requirements",
        };
        return Some((text, format!("which its degree names; {agree}")));
    }
    let same: Vec<_> = texts.iter().filter(|text| theirs.as_ref() == Some(&labels(text))).collect();
    let how =
        format!("the first of {} that have the requirements of its audit; none is called as its degree", same.len());
    same.first().map(|text| (*text, how))
}

impl Report {
    fn beside(&mut self, case: &Case<'_>, ours: &Planning) {
        for at in &ours.spelled_out {
            let label = case.label(*at);
            self.say(format!("  `{label}` cannot be said by picks: its courses are named one by one"));
        }
        self.table(case, ours);
        self.lanes(case, ours);
        self.totals(case, ours);
        self.plan(case, ours);
        self.say("  and drawn, the requirements that share courses out:");
        ours.picture.lines().for_each(|line| self.say(format!("    {line}").trim_end()));
        self.certificates(case, ours);
    }

    fn table(&mut self, case: &Case<'_>, ours: &Planning) {
        let width = case.text.rules.requirements.iter().map(|one| one.label.chars().count()).max().unwrap_or_default();
        let width = width.max(HEAD.len());
        self.say(format!("  {HEAD:width$}  needed  theirs    ours"));
        for (at, one) in case.text.rules.requirements.iter().enumerate() {
            let needed = u64::from(one.hours);
            let theirs = case.theirs_hours(at).map_or("      ".to_owned(), |hours| marked(hours, needed));
            let ours = marked(ours.hours(at), needed);
            self.say(format!("  {:width$}  {needed:>6}  {theirs}  {ours}", one.label));
        }
    }

    fn lanes(&mut self, case: &Case<'_>, ours: &Planning) {
        for lane in ours.lanes.iter().filter(|lane| lane.group.len() > 1) {
            let needed: u64 = lane.group.iter().map(|at| case.needed(*at)).sum();
            let sum = |hours: &dyn Fn(usize) -> u64| lane.group.iter().map(|at| hours(*at)).sum::<u64>();
            let ours = sum(&|at| ours.hours(at));
            let theirs = sum(&|at| case.theirs_hours(at).unwrap_or_default());
            self.say(format!(
                "  the {} requirements that share courses out: {theirs} of {needed} hours theirs, {ours} ours",
                lane.group.len()
            ));
            self.add("needed_hours", needed);
            self.add("theirs_hours", theirs);
            self.add("ours_hours", ours);
        }
    }

    fn totals(&mut self, case: &Case<'_>, ours: &Planning) {
        let all = 0..case.text.rules.requirements.len();
        let count = all.len();
        let filled = |hours: &dyn Fn(usize) -> Option<u64>| -> BTreeSet<usize> {
            all.clone().filter(|at| hours(*at).is_some_and(|hours| hours >= case.needed(*at))).collect()
        };
        let mine = filled(&|at| Some(ours.hours(at)));
        self.add("requirements", count as u64);
        self.add("ours_filled", mine.len() as u64);
        if case.theirs.is_none() {
            self.say(format!("  filled: {} of {count}; no other audit is there", mine.len()));
            return;
        }
        let theirs = filled(&|at| case.theirs_hours(at));
        self.add("theirs_filled", theirs.len() as u64);
        self.say(format!("  filled: theirs {} of {count}, ours {} of {count}", theirs.len(), mine.len()));
        let only = |one: &BTreeSet<usize>, other: &BTreeSet<usize>| {
            one.difference(other).map(|at| case.label(*at)).collect::<Vec<_>>().join("; ")
        };
        for (who, labels) in [("ours", only(&mine, &theirs)), ("theirs", only(&theirs, &mine))] {
            if !labels.is_empty() {
                self.say(format!("    only {who}: {labels}"));
            }
        }
        let same = (0..count).all(|at| case.theirs_hours(at).is_some());
        let better = theirs.is_subset(&mine) || mine.len() > theirs.len();
        self.add("as_good", u64::from(same && better && case.hours_kept(ours)));
        self.lawful(case);
    }

    /// Whether the other engine's audit keeps to the rules.
    fn lawful(&mut self, case: &Case<'_>) {
        let odd = case.theirs.as_ref().map(|audit| unlawful(audit, &case.text.rules, &case.pieces.lots));
        match odd.as_deref() {
            None => {}
            Some([]) => self.say("  the other audit keeps to the rules as read here"),
            Some(odd) => odd.iter().for_each(|odd| self.say(format!("  the other audit: {odd}"))),
        }
    }

    fn plan(&mut self, case: &Case<'_>, ours: &Planning) {
        self.say("  our plan:");
        for (one, counts) in case.text.rules.requirements.iter().zip(&ours.counts) {
            if !counts.is_empty() {
                self.say(format!("    {}: {}", one.label, listed(counts)));
            }
        }
    }

    fn certificates(&mut self, case: &Case<'_>, ours: &Planning) {
        self.say("  plans and their certificates, each accepted by the checker:");
        self.certificate("the whole text", &ours.whole);
        for lane in &ours.lanes {
            let name = match lane.group.as_slice() {
                [only] => case.label(*only).to_owned(),
                several => format!("the {} requirements that share courses out", several.len()),
            };
            self.certificate(&name, &lane.hours);
            if let Some(filled) = &lane.filled {
                self.certificate("  how many of these must stay open, as items", filled);
            }
        }
    }

    /// What a certificate shows, in a line.
    pub(crate) fn certificate(&mut self, name: &str, one: &Proved) {
        let levels: Vec<_> = one.levels.iter().map(level).collect();
        self.say(format!("    {name}: {}; {} steps", levels.join(", "), one.steps()));
        self.add("plans", 1);
        self.add("proved", u64::from(is_proved(one)));
        self.add("steps", one.steps() as u64);
    }
}

fn is_proved(one: &Proved) -> bool {
    one.levels.iter().all(LevelResult::is_proved)
}

fn level(one: &LevelResult) -> String {
    let LevelResult { bound, level, value } = one;
    let value = if value == bound { format!("{value} proved") } else { format!("{value}, at least {bound}") };
    format!("{level} {value}")
}

fn marked(hours: u64, needed: u64) -> String {
    format!("{hours:>4}{}", if hours >= needed { " *" } else { "  " })
}

fn listed(counts: &Counts) -> String {
    counts.iter().map(|(name, hours)| format!("{name} {hours}")).collect::<Vec<_>>().join(", ")
}

impl Case<'_> {
    fn label(&self, at: usize) -> &str {
        self.text.rules.requirements.get(at).map_or("", |one| one.label.as_str())
    }

    fn needed(&self, at: usize) -> u64 {
        self.text.rules.requirements.get(at).map_or(0, |one| u64::from(one.hours))
    }

    /// The hours that the other engine counts in a requirement.
    fn theirs_hours(&self, at: usize) -> Option<u64> {
        let audited = self.theirs.as_ref()?.get(&self.text.rules.requirements.get(at)?.label)?;
        Some(audited.sum())
    }

    /// Whether in every group ours counts at least the hours that theirs does.
    fn hours_kept(&self, ours: &Planning) -> bool {
        ours.lanes.iter().all(|lane| {
            let theirs: u64 = lane.group.iter().map(|at| self.theirs_hours(*at).unwrap_or_default()).sum();
            lane.group.iter().map(|at| ours.hours(*at)).sum::<u64>() >= theirs
        })
    }
}
