//! From the folder to the report.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::Path;

use creditbank::{Bank, Credits, Date, FixedClock, Store};

use super::book::{self, Documents};
use super::catalogue::Catalogue;
use super::files::{Troubles, documents, slug};
use super::load::{self, Enrolment, Loaded};
use super::national::{self, National};
use super::outcomes::{self, Found, Outcome};
use super::record::{self, Record};
use super::report;
use super::structure::{self, Part, Structure};
use super::studies::{self, Planned, Published};
use super::virta::{self, Virta};

type Fallible<T> = Result<T, Box<dyn Error>>;

/// Everything that was read.
pub(crate) struct Data {
    pub(crate) records: Vec<Record>,
    pub(crate) structures: Vec<Structure>,
    pub(crate) virta: Virta,
    pub(crate) national: National,
}

/// Everything that was made of it.
pub(crate) struct Made<S: Store> {
    pub(crate) data: Data,
    pub(crate) bank: Bank<S, FixedClock>,
    /// The structures as documents of programmes, in their order.
    pub(crate) published: Vec<Published>,
    /// The plans, by record.
    pub(crate) planned: BTreeMap<String, Planned>,
    pub(crate) found: [Found; 2],
    pub(crate) learners: BTreeMap<String, String>,
    pub(crate) loaded: Loaded,
    pub(crate) recorded: Date,
}

/// Reads the folder into a bank, and tells of it.
pub(crate) fn all<S: Store>(folder: &Path, store: S, explain: Option<&str>) -> Fallible<Vec<String>> {
    if !folder.is_dir() {
        return Err(format!("`{}` is not a folder", folder.display()).into());
    }
    let mut troubles = Troubles::default();
    let data = read(folder, &mut troubles);
    let found = [
        outcomes::of_records(&data.records, &data.national, &mut troubles),
        outcomes::of_virta(&data.virta, &data.national, &mut troubles),
    ];
    let made = make(data, found, store, &mut troubles)?;
    report::lines(&made, explain, troubles)
}

fn read(folder: &Path, troubles: &mut Troubles) -> Data {
    let texts = documents(folder, "records", troubles);
    let mut records: Vec<Record> = Vec::new();
    for one in texts.iter().filter_map(|(name, text)| record::read(name, text, troubles)).collect::<Vec<_>>() {
        if let Some(earlier) = records.iter_mut().find(|other| other.name == one.name) {
            *earlier = one;
        } else {
            records.push(one);
        }
    }
    if records.len() < texts.len() {
        let names: Vec<_> = texts.iter().map(|(name, _)| name.as_str()).collect();
        repeated(&names, troubles);
    }
    let texts = documents(folder, "structures", troubles);
    let structures = texts.iter().filter_map(|(name, text)| structure::read(name, text, troubles)).collect();
    let virta = virta::read(folder, troubles);
    let national = national::read(folder, &records, troubles);
    Data { records, structures, virta, national }
}

/// Tells of records that are there in several versions.
fn repeated(names: &[&str], troubles: &mut Troubles) {
    for pair in names.windows(2) {
        let [earlier, later] = [record::learner(pair[0]), record::learner(pair[1])];
        if earlier == later {
            troubles.add(format!("records/{}.json", pair[0]), format!("left for the later version, {}.json", pair[1]));
        }
    }
}

fn make<S: Store>(data: Data, found: [Found; 2], store: S, troubles: &mut Troubles) -> Fallible<Made<S>> {
    let outcomes: Vec<&Outcome> = found.iter().flat_map(|found| &found.outcomes).collect();
    let catalogue = Catalogue::of(&outcomes);
    let enrolments = enrolments(&data);
    let learners = learners(&data);
    let recorded = recorded(&data, &outcomes);
    let documents = Documents::of(&data.national, &stated(&data), &schools(&data), &catalogue)?;
    let mut bank = book::open(store, recorded, &documents)?;
    let loaded = load::load(&mut bank, &learners, &enrolments, &outcomes, &catalogue, &data.national)?;
    loaded.refused.iter().for_each(|why| troubles.add("refused by the bank", why));
    let drafts = studies::drafts(&data, &documents.framework, &catalogue);
    let published = studies::publish(&mut bank, &data, drafts, recorded)?;
    let planned = studies::plan(&mut bank, &data, &published, recorded)?;
    Ok(Made { data, bank, published, planned, found, learners, loaded, recorded })
}

/// All amounts that are stated anywhere, by unit of the bank.
fn stated(data: &Data) -> BTreeMap<String, BTreeSet<Credits>> {
    let mut stated: BTreeMap<String, BTreeSet<Credits>> = BTreeMap::new();
    let mut add = |unit: String, credits: Credits| {
        stated.entry(unit).or_default().insert(credits);
    };
    let national = &data.national;
    for root in data.records.iter().flat_map(|record| &record.rights).flat_map(|right| &right.roots) {
        root.walk(&mut |node| {
            if let Some((credits, unit)) = &node.credits {
                add(national.unit(unit), *credits);
            }
        });
    }
    let targets = data.virta.rights.iter().filter_map(|right| right.target);
    for credits in data.virta.attainments.iter().filter_map(|one| one.ects).chain(targets) {
        add(national.ects(), credits);
    }
    for way in data.structures.iter().flat_map(|structure| &structure.ways) {
        let Some(unit) = way.unit.as_ref().and_then(|unit| national.unit_named(unit)) else { continue };
        let mut all = BTreeSet::from([Credits::ONE]);
        amounts(&way.rule, &mut all);
        all.into_iter().for_each(|credits| add(unit.clone(), credits));
    }
    stated
}

fn amounts(group: &structure::Group, into: &mut BTreeSet<Credits>) {
    into.extend(group.least.into_iter().chain(group.most));
    for part in &group.parts {
        match part {
            Part::Group(group) => amounts(group, into),
            Part::Unit(unit) => into.extend(unit.credits.into_iter().chain(unit.most)),
        }
    }
}

/// Every learner, with the school that has the learner.
fn learners(data: &Data) -> BTreeMap<String, String> {
    let school = |record: &Record| record.rights.iter().find_map(|right| right.school.as_deref()).map(slug);
    let unstated = || "unstated".to_owned();
    let records = data.records.iter().map(|record| (record.name.clone(), school(record).unwrap_or_else(unstated)));
    let mut learners: BTreeMap<_, _> = records.collect();
    let rights = data.virta.rights.iter().map(|right| (&right.learner, &right.school));
    for (learner, school) in rights.chain(data.virta.attainments.iter().map(|one| (&one.learner, &one.school))) {
        learners.entry(learner.clone()).or_insert_with(|| slug(school));
    }
    learners
}

/// Every school, with its name.
fn schools(data: &Data) -> BTreeMap<String, String> {
    let mut schools = BTreeMap::from([("unstated".to_owned(), "a school that the record does not name".to_owned())]);
    for right in data.records.iter().flat_map(|record| &record.rights) {
        let Some(school) = &right.school else { continue };
        let name = schools.entry(slug(school)).or_default();
        if name.is_empty() {
            name.clone_from(&right.school_name);
        }
    }
    let rights = data.virta.rights.iter().map(|right| &right.school);
    for school in rights.chain(data.virta.attainments.iter().map(|one| &one.school)) {
        schools.entry(slug(school)).or_insert_with(|| format!("institution {school}"));
    }
    for (id, name) in schools.iter_mut().filter(|(_, name)| name.is_empty()) {
        name.clone_from(id);
    }
    schools
}

fn enrolments(data: &Data) -> Vec<Enrolment> {
    let mut all = Vec::new();
    for record in &data.records {
        for right in &record.rights {
            let root = right.roots.iter().find(|root| root.reference.is_some()).or(right.roots.first());
            let (Some(root), Some(starts)) = (root, right.starts) else { continue };
            all.push(Enrolment {
                learner: record.name.clone(),
                path: right.path.clone(),
                programme: root.reference.clone().unwrap_or_else(|| root.code.clone()),
                school: right.school.as_deref().map_or_else(|| "unstated".to_owned(), slug),
                starts,
                ends: right.ends,
            });
        }
    }
    for right in &data.virta.rights {
        let Some(starts) = right.starts else { continue };
        all.push(Enrolment {
            learner: right.learner.clone(),
            path: right.id.clone(),
            programme: right.qualifications.first().cloned().unwrap_or_else(|| "unstated".to_owned()),
            school: slug(&right.school),
            starts,
            ends: right.ends,
        });
    }
    all
}

/// The day after the last day on which anything happened: everything is recorded then, so that everybody gets the same
/// head.
fn recorded(data: &Data, outcomes: &[&Outcome]) -> Date {
    let rights = data.records.iter().flat_map(|record| &record.rights);
    let starts = rights.filter_map(|right| right.starts).chain(data.virta.rights.iter().filter_map(|one| one.starts));
    let recognised = outcomes.iter().filter_map(|one| one.recognised.map(|one| one.on));
    let last = outcomes.iter().map(|one| one.earned).chain(recognised).chain(starts).max();
    last.and_then(Date::next).unwrap_or(creditbank::date!("2000-01-01"))
}
