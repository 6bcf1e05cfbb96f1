//! A study record as its file says it: rights to study, and in each a tree of what was studied.

use std::collections::BTreeMap;

use creditbank::{Credits, Date};
use serde::Deserialize;

use super::files::{Troubles, credits, day};

/// A learner's record.
pub(crate) struct Record {
    /// The file's name without its date: the learner.
    pub(crate) name: String,
    pub(crate) rights: Vec<Right>,
}

/// A right to study, at one school.
pub(crate) struct Right {
    pub(crate) path: String,
    pub(crate) school: Option<String>,
    pub(crate) school_name: String,
    pub(crate) starts: Option<Date>,
    pub(crate) ends: Option<Date>,
    /// The last day on which its state changed.
    pub(crate) state_since: Option<Date>,
    pub(crate) roots: Vec<Node>,
}

/// Something studied, with what it consists of.
pub(crate) struct Node {
    /// Where it stands: the numbers of the right and of each node down to it.
    pub(crate) path: String,
    pub(crate) kind: String,
    /// The national code list; none: a code of the school's own.
    pub(crate) scheme: Option<String>,
    pub(crate) code: String,
    pub(crate) title: String,
    /// Stated credits, and the national code of their unit.
    pub(crate) credits: Option<(Credits, String)>,
    pub(crate) assessments: Vec<Assessment>,
    /// Confirmed as a whole, with the day.
    pub(crate) confirmed: Option<Option<Date>>,
    pub(crate) recognised: Option<Recognised>,
    /// The reference of the national requirements that it follows.
    pub(crate) reference: Option<String>,
    /// The way of completing it.
    pub(crate) way: Option<String>,
    /// The names of the specialisations that the record states.
    pub(crate) specialisations: Vec<String>,
    pub(crate) children: Vec<Node>,
}

pub(crate) struct Assessment {
    pub(crate) scale: String,
    pub(crate) mark: String,
    pub(crate) accepted: bool,
    pub(crate) on: Option<Date>,
}

/// Learning from before that was recognised.
#[derive(Clone, Copy)]
pub(crate) struct Recognised {
    /// The day of the original learning, and whether it was confirmed or assessed then; none: the record does not say.
    pub(crate) original: Option<(Date, &'static str)>,
}

impl Node {
    /// The assessment that counts: the last that was accepted.
    pub(crate) fn accepted(&self) -> Option<&Assessment> {
        self.assessments.iter().rev().find(|one| one.accepted)
    }

    /// This node and all below it.
    pub(crate) fn walk<'a>(&'a self, visit: &mut impl FnMut(&'a Node)) {
        visit(self);
        self.children.iter().for_each(|child| child.walk(visit));
    }
}

#[derive(Deserialize)]
struct RawRecord {
    opiskeluoikeudet: Vec<RawRight>,
}

#[derive(Deserialize)]
struct RawRight {
    oppilaitos: Option<Organisation>,
    koulutustoimija: Option<Organisation>,
    #[serde(rename = "alkamispäivä")]
    starts: Option<String>,
    #[serde(rename = "päättymispäivä")]
    ends: Option<String>,
    tila: Option<States>,
    suoritukset: Vec<RawNode>,
}

#[derive(Deserialize)]
struct Organisation {
    oid: Option<String>,
    nimi: Option<Names>,
}

#[derive(Deserialize)]
struct States {
    #[serde(default)]
    opiskeluoikeusjaksot: Vec<State>,
}

#[derive(Deserialize)]
struct State {
    alku: Option<String>,
}

type Names = BTreeMap<String, String>;

#[derive(Deserialize)]
struct Coded {
    koodiarvo: String,
    #[serde(rename = "koodistoUri")]
    scheme: Option<String>,
    nimi: Option<Names>,
}

#[derive(Deserialize)]
struct RawNode {
    koulutusmoduuli: Module,
    tyyppi: Coded,
    #[serde(default)]
    arviointi: Vec<RawAssessment>,
    vahvistus: Option<Confirmation>,
    tunnustettu: Option<RawRecognised>,
    #[serde(default)]
    osasuoritukset: Vec<RawNode>,
    suoritustapa: Option<Coded>,
    #[serde(default)]
    osaamisala: Vec<Specialisation>,
}

#[derive(Deserialize)]
struct Module {
    tunniste: Option<Coded>,
    #[serde(rename = "perusteenDiaarinumero")]
    reference: Option<String>,
    laajuus: Option<Extent>,
}

#[derive(Deserialize)]
struct Extent {
    arvo: serde_json::Number,
    #[serde(rename = "yksikkö")]
    unit: Coded,
}

#[derive(Deserialize)]
struct RawAssessment {
    arvosana: Coded,
    #[serde(rename = "päivä")]
    on: Option<String>,
    #[serde(rename = "arviointipäivä")]
    assessed_on: Option<String>,
    #[serde(rename = "hyväksytty", default)]
    accepted: bool,
}

#[derive(Deserialize)]
struct Confirmation {
    #[serde(rename = "päivä")]
    on: Option<String>,
}

#[derive(Deserialize)]
struct RawRecognised {
    osaaminen: Option<Original>,
}

#[derive(Deserialize)]
struct Original {
    vahvistus: Option<Confirmation>,
    #[serde(default)]
    arviointi: Vec<RawAssessment>,
}

/// `{ osaamisala: … }`, or the code alone.
#[derive(Deserialize)]
#[serde(untagged)]
enum Specialisation {
    Within { osaamisala: Coded },
    Alone(Coded),
}

/// Reads the text of a file. `name` is the file's, without `.json`.
pub(crate) fn read(name: &str, text: &str, troubles: &mut Troubles) -> Option<Record> {
    let place = format!("records/{name}.json");
    let raw: RawRecord = troubles.noted(&place, serde_json::from_str(text))?;
    let mut reader = Reader { place, troubles };
    let rights = raw.opiskeluoikeudet.into_iter().enumerate().map(|(at, right)| reader.right(at, right)).collect();
    Some(Record { name: learner(name), rights })
}

/// `ammatillinen-full_2022-07-14` is the record `ammatillinen-full`, in the version of that day.
pub(crate) fn learner(name: &str) -> String {
    match name.rsplit_once('_') {
        Some((learner, version)) if version.parse::<Date>().is_ok() => learner.to_owned(),
        _ => name.to_owned(),
    }
}

struct Reader<'a> {
    place: String,
    troubles: &'a mut Troubles,
}

impl Reader<'_> {
    fn right(&mut self, at: usize, raw: RawRight) -> Right {
        let path = at.to_string();
        let (starts, ends) = (self.day(&path, raw.starts), self.day(&path, raw.ends));
        let states = raw.tila.map(|tila| tila.opiskeluoikeusjaksot).unwrap_or_default();
        let state_since = states.into_iter().filter_map(|state| self.day(&path, state.alku)).max();
        let school = raw.oppilaitos.or(raw.koulutustoimija);
        let school_name = school.as_ref().map(|school| named(school.nimi.as_ref())).unwrap_or_default();
        let school = school.and_then(|school| school.oid);
        let roots = raw.suoritukset.into_iter().enumerate();
        let roots = roots.map(|(at, root)| self.node(format!("{path}.{at}"), root)).collect();
        Right { path, school, school_name, starts, ends, state_since, roots }
    }

    fn node(&mut self, path: String, raw: RawNode) -> Node {
        let Module { tunniste, reference, laajuus } = raw.koulutusmoduuli;
        let (scheme, code, title) = match tunniste {
            Some(coded) => (coded.scheme, coded.koodiarvo, named(coded.nimi.as_ref())),
            None => (None, raw.tyyppi.koodiarvo.clone(), String::new()),
        };
        let assessments = raw.arviointi.into_iter().map(|one| self.assessment(&path, one)).collect();
        let within = |one| match one {
            Specialisation::Within { osaamisala } | Specialisation::Alone(osaamisala) => osaamisala,
        };
        let specialisations = raw.osaamisala.into_iter().map(within);
        let children = raw.osasuoritukset.into_iter().enumerate();
        Node {
            kind: raw.tyyppi.koodiarvo,
            scheme,
            title: if title.is_empty() { code.clone() } else { title },
            code,
            credits: laajuus.and_then(|extent| self.credits(&path, &extent)),
            assessments,
            confirmed: raw.vahvistus.map(|confirmed| self.day(&path, confirmed.on)),
            recognised: raw.tunnustettu.map(|recognised| self.recognised(&path, recognised)),
            reference: reference.filter(|reference| !reference.is_empty()),
            way: raw.suoritustapa.map(|way| way.koodiarvo),
            specialisations: specialisations.map(|one| named(one.nimi.as_ref())).collect(),
            children: children.map(|(at, child)| self.node(format!("{path}.{at}"), child)).collect(),
            path,
        }
    }

    fn credits(&mut self, path: &str, extent: &Extent) -> Option<(Credits, String)> {
        let credits = credits(&extent.arvo.to_string());
        let credits = self.troubles.noted(format!("{} {path}", self.place), credits)?;
        Some((credits, extent.unit.koodiarvo.clone()))
    }

    fn assessment(&mut self, path: &str, raw: RawAssessment) -> Assessment {
        let on = self.day(path, raw.on.or(raw.assessed_on));
        let Coded { koodiarvo: mark, scheme, .. } = raw.arvosana;
        Assessment { scale: scheme.unwrap_or_default(), mark, accepted: raw.accepted, on }
    }

    /// The day on which the original was confirmed, or else assessed.
    fn recognised(&mut self, path: &str, raw: RawRecognised) -> Recognised {
        let Some(Original { vahvistus, arviointi }) = raw.osaaminen else { return Recognised { original: None } };
        let confirmed = vahvistus.and_then(|one| self.day(path, one.on)).map(|day| (day, "confirmed"));
        let assessed = arviointi.into_iter().filter_map(|one| self.day(path, one.on)).max();
        Recognised { original: confirmed.or(assessed.map(|day| (day, "assessed"))) }
    }

    fn day(&mut self, path: &str, text: Option<String>) -> Option<Date> {
        self.troubles.noted(format!("{} {path}", self.place), day(&text?))?
    }
}

/// A name in Finnish, or else in the first language that is there.
fn named(names: Option<&Names>) -> String {
    let found = names.and_then(|names| names.get("fi").or_else(|| names.values().next()));
    found.map(|name| name.trim().to_owned()).unwrap_or_default()
}
