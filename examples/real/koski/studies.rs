//! Which record studies which programme, and the plan of each.

use std::collections::BTreeMap;
use std::error::Error;

use creditbank::bank::Planning;
use creditbank::ledger::Matriculate;
use creditbank::planner::verify;
use creditbank::programme::Programme;
use creditbank::registry::Framework;
use creditbank::{Bank, Clock, Date, DocumentId, EntryId, ProgrammeId, Store, mandate};

use super::book::{learner, registrar};
use super::catalogue::Catalogue;
use super::files::{code, short, slug};
use super::paper;
use super::programmes::{Drafted, draft, programme_id};
use super::record::{Node, Record, Right};
use super::run::Data;
use super::structure::{Structure, Way};

type Fallible<T> = Result<T, Box<dyn Error>>;

/// A structure as a document of programmes.
pub(crate) struct Published {
    pub(crate) programmes: Vec<Programme>,
    /// What had to be decided to read it.
    pub(crate) told: Vec<String>,
    /// What is wrong with it: then none of its programmes is there.
    pub(crate) findings: Vec<String>,
}

/// What a record says of its programme.
pub(crate) enum Study<'a> {
    /// It is here.
    Here(Cited<'a>),
    /// It is not, and why.
    Not(String),
}

/// A record, and the programme that it cites.
pub(crate) struct Cited<'a> {
    pub(crate) right: &'a Right,
    pub(crate) root: &'a Node,
    pub(crate) structure: &'a Structure,
    pub(crate) way: &'a Way,
}

/// A matriculation and its plan.
pub(crate) struct Planned {
    pub(crate) on: Date,
    pub(crate) programme: String,
    pub(crate) plan: Result<Planning, String>,
    /// Whether the plan is lawful, and its certificate shows what it claims: checked without the planner's code.
    pub(crate) checked: bool,
}

/// Publishes every structure, in the order of the files.
pub(crate) fn publish<S: Store, C: Clock>(
    bank: &mut Bank<S, C>,
    data: &Data,
    drafts: Vec<Fallible<Drafted>>,
    effective: Date,
) -> Fallible<Vec<Published>> {
    let mut all = Vec::new();
    for (structure, drafted) in data.structures.iter().zip(drafts) {
        all.push(match drafted {
            Ok(drafted) => published(bank, structure, drafted, effective)?,
            Err(why) => Published { programmes: Vec::new(), told: Vec::new(), findings: vec![why.to_string()] },
        });
    }
    Ok(all)
}

fn published<S: Store, C: Clock>(
    bank: &mut Bank<S, C>,
    structure: &Structure,
    drafted: Drafted,
    effective: Date,
) -> Fallible<Published> {
    let Drafted { draft, told } = drafted;
    let (text, name) = (paper::toml(&draft), format!("{}.toml", structure.file));
    let key = short(format!("{}/{}", code(&structure.file), creditbank::Digest::of(&[text.as_bytes()])));
    let findings = match bank.publish(&key, &mandate!("founder").on(effective), &name, text.as_bytes()) {
        Ok(_) => Vec::new(),
        Err(creditbank::Rejection::Unsound(findings)) => {
            findings.iter().map(|one| format!("{}: {}", one.code, one.message)).collect()
        }
        Err(error) => return Err(error.into()),
    };
    Ok(Published { programmes: draft.programmes, told, findings })
}

/// The draft of every structure.
pub(crate) fn drafts(data: &Data, framework: &Framework, catalogue: &Catalogue) -> Vec<Fallible<Drafted>> {
    let draft = |structure| draft(structure, framework, &data.national, catalogue);
    data.structures.iter().map(draft).collect()
}

/// The programme that a record cites. Of its roots the first that cites one that is here; what nodes below cite is where
/// a single course comes from, and is not read.
pub(crate) fn study<'a>(record: &'a Record, structures: &'a [Structure]) -> Study<'a> {
    let roots = || record.rights.iter().flat_map(|right| right.roots.iter().map(move |root| (right, root)));
    let mut cited = Vec::new();
    for (right, root) in roots() {
        let Some(reference) = &root.reference else { continue };
        if !cited.contains(reference) {
            cited.push(reference.clone());
        }
        let here: Vec<_> = structures.iter().filter(|one| one.reference == *reference).collect();
        if here.is_empty() {
            continue;
        }
        return match way(&here, root, right) {
            Some((structure, way)) => Study::Here(Cited { right, root, structure, way }),
            None => {
                Study::Not(format!("`{reference}` is here, but is not completed as this record says: {}", ways(&here)))
            }
        };
    }
    Study::Not(match cited.as_slice() {
        [] => "it names no programme".to_owned(),
        many => format!("its programme `{}` is not here", many.join("`, `")),
    })
}

fn ways(structures: &[&Structure]) -> String {
    let names = structures.iter().flat_map(|one| &one.ways).map(|way| format!("`{}`", way.name));
    let names: Vec<_> = names.collect();
    let verb = if names.len() == 1 { "is the way" } else { "are the ways" };
    format!("{} {verb}", names.join(" and "))
}

/// The way that the root names, or the only one there is. Of several versions the one that was valid when study began, or
/// else the latest.
fn way<'a>(structures: &[&'a Structure], root: &Node, right: &Right) -> Option<(&'a Structure, &'a Way)> {
    let all = structures.iter().flat_map(|one| one.ways.iter().map(move |way| (*one, way)));
    let mut fitting: Vec<_> = all.filter(|(_, way)| root.way.as_ref().is_none_or(|named| *named == way.name)).collect();
    let valid = |one: &Structure| {
        right
            .starts
            .is_some_and(|day| one.from.is_none_or(|from| from <= day) && one.through.is_none_or(|to| day <= to))
    };
    fitting.sort_by_key(|(one, _)| (valid(one), one.from));
    let several = root.way.is_none() && fitting.iter().any(|(_, way)| way.name != fitting[0].1.name);
    if several { None } else { fitting.pop() }
}

/// Matriculates every record whose programme is here, and plans. A learner matriculates when study begins, or when the
/// version begins to be valid, if that is later.
pub(crate) fn plan<S: Store, C: Clock>(
    bank: &mut Bank<S, C>,
    data: &Data,
    published: &[Published],
    day: Date,
) -> Fallible<BTreeMap<String, Planned>> {
    let mut all = BTreeMap::new();
    let files = || data.structures.iter().map(|structure| &structure.file).zip(published);
    for record in &data.records {
        let Study::Here(cited) = study(record, &data.structures) else { continue };
        let programme = programme_id(cited.structure, cited.way);
        let starts = cited.right.starts.or(cited.structure.from).unwrap_or(day);
        let on = cited.structure.from.map_or(starts, |from| from.max(starts));
        let sound = files().any(|(file, one)| *file == cited.structure.file && one.findings.is_empty());
        if !sound {
            let plan = Err("the document of its programme is not sound".to_owned());
            all.insert(record.name.clone(), Planned { on, programme, plan, checked: false });
            continue;
        }
        let plan = match matriculated(bank, &record.name, &cited, &programme, on)? {
            Ok(entry) => bank.learner(learner(&record.name))?.plan(entry, day).map_err(|why| why.to_string()),
            Err(why) => Err(why),
        };
        let checked = plan.as_ref().is_ok_and(|planning| checks(bank, cited.structure, on, planning));
        all.insert(record.name.clone(), Planned { on, programme, plan, checked });
    }
    Ok(all)
}

fn checks<S: Store, C: Clock>(bank: &Bank<S, C>, structure: &Structure, on: Date, planning: &Planning) -> bool {
    let Ok(document) = document(structure) else { return false };
    let published = bank.published();
    let Some(pinned) = published.programmes(&document, on) else { return false };
    verify(pinned.item, &planning.holdings, &planning.plan, &planning.certificate).is_ok()
}

/// The id of the document of a structure.
pub(crate) fn document(structure: &Structure) -> Fallible<DocumentId> {
    Ok(slug(&structure.reference).parse()?)
}

fn matriculated<S: Store, C: Clock>(
    bank: &mut Bank<S, C>,
    name: &str,
    cited: &Cited<'_>,
    programme: &str,
    on: Date,
) -> Fallible<Result<EntryId, String>> {
    let school = cited.right.school.as_deref().map_or_else(|| "unstated".to_owned(), slug);
    let document = document(cited.structure)?;
    let programme: ProgrammeId = programme.parse()?;
    let (key, who) = (format!("matriculate/{}", cited.root.path), registrar(&school)?.on(on));
    match bank.submit(&key, learner(name), &who, Matriculate::into(programme, document)) {
        Ok(receipt) => Ok(Ok(receipt.made)),
        Err(creditbank::Rejection::Refused(why)) => Ok(Err(why.to_string())),
        Err(error) => Err(error.into()),
    }
}
