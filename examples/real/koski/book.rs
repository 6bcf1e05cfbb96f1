//! The book of an invented credit bank in which the records are kept, with its documents.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;

use creditbank::registry::{Framework, RegistryDocument};
use creditbank::{Bank, Credits, Date, FixedClock, Founding, LearnerId, MandateId, Store, Timestamp, Zone, mandate};

use super::catalogue::{Catalogue, quoted};
use super::files::{short, slug};
use super::national::National;

type Fallible<T> = Result<T, Box<dyn Error>>;

/// From which learners' ids are drawn. Fixed, so that everybody gets the same head; a real bank keeps its seed secret.
pub(crate) const SEED: [u8; 32] = *b"creditbank example of Koski recs";

/// The documents, as their authors would have written them.
pub(crate) struct Documents {
    /// Each with the name of its file.
    texts: Vec<(&'static str, String)>,
    /// The framework, read.
    pub(crate) framework: Framework,
}

impl Documents {
    /// Makes the documents. `stated` are all amounts by unit: every unit's quantum is the largest part of a credit that
    /// divides all of them.
    pub(crate) fn of(
        national: &National,
        stated: &BTreeMap<String, BTreeSet<Credits>>,
        schools: &BTreeMap<String, String>,
        catalogue: &Catalogue,
    ) -> Fallible<Self> {
        let framework = framework(national, stated);
        let read =
            RegistryDocument::read("framework.toml", framework.as_bytes(), &creditbank::document::Limits::default());
        let RegistryDocument::Framework(read) = read? else { return Err("the framework is one".into()) };
        let courses = head("courses", "list = \"koski\"\nlist_version = \"1\"\n") + &catalogue.toml();
        let texts = vec![
            ("framework.toml", framework),
            ("institutions.toml", institutions(schools)),
            ("mandates.toml", mandates(schools)),
            ("courses.toml", courses),
        ];
        Ok(Self { texts, framework: read })
    }
}

/// Opens the bank, or founds it, and publishes its documents.
pub(crate) fn open<S: Store>(store: S, recorded: Date, documents: &Documents) -> Fallible<Bank<S, FixedClock>> {
    let founding = Founding::new("creditbank.example/koski", Zone::UTC, "BANK publisher founder")?;
    let mut bank = Bank::open_or_found(store, FixedClock(Timestamp::midnight(recorded)), founding)?;
    for (name, text) in &documents.texts {
        let key = format!("{name}/{}", creditbank::Digest::of(&[text.as_bytes()]));
        bank.publish(&key, &mandate!("founder").on(recorded), name, text.as_bytes())?;
    }
    Ok(bank)
}

/// Who records outcomes for a school.
pub(crate) fn registrar(school: &str) -> Fallible<MandateId> {
    Ok(short(format!("registrar-{school}")).parse()?)
}

/// The pseudonym under which the book knows a learner.
pub(crate) fn learner(name: &str) -> LearnerId {
    LearnerId::drawn(&SEED, name)
}

fn head(kind: &str, more: &str) -> String {
    format!("[document]\nid = \"koski-{kind}\"\nkind = \"{kind}\"\nvalid = \"1900-01-01..\"\nversion = \"1\"\n{more}")
}

fn framework(national: &National, stated: &BTreeMap<String, BTreeSet<Credits>>) -> String {
    let mut text = head("framework", "");
    for (unit, amounts) in stated {
        text += &format!("\n[[unit]]\nid = \"{unit}\"\nquantum = \"{}\"\n", quantum(amounts));
    }
    for (id, scale) in &national.scales {
        let marks: Vec<String> = scale.marks.iter().map(|mark| quoted(mark)).collect();
        let pass = scale.pass().map(|mark| quoted(mark)).unwrap_or_default();
        text += &format!("\n[[scale]]\nid = \"{}\"\nmarks = [{}]\npass = {pass}\n", slug(id), marks.join(", "));
    }
    text
}

/// The largest part of one credit that divides all amounts.
fn quantum(amounts: &BTreeSet<Credits>) -> Credits {
    let divisor = amounts.iter().fold(Credits::SCALE, |divisor, amount| common(divisor, amount.ten_thousandths()));
    Credits::from_ten_thousandths(divisor).unwrap_or(Credits::ONE)
}

const fn common(left: u64, right: u64) -> u64 {
    if right == 0 { left } else { common(right, left % right) }
}

fn institutions(schools: &BTreeMap<String, String>) -> String {
    let school = |(id, name): (&String, &String)| {
        let power = |power: &str| format!("\n[[institution.power]]\n{power}\nvalid = \"1900-01-01..\"\n");
        let issue = "power = \"issue\"\nkinds = [\"course\"]\ntiers = [\"secondary\", \"higher\", \"undergraduate\"]";
        let named = format!("\n[[institution]]\nid = \"{id}\"\nname = {}\n", quoted(name));
        named + &power(issue) + &power("power = \"award\"")
    };
    head("institutions", "") + &schools.iter().map(school).collect::<String>()
}

fn mandates(schools: &BTreeMap<String, String>) -> String {
    let mandate = |school: &String| {
        let id = short(format!("registrar-{school}"));
        format!(
            "\n[[mandate]]\nid = \"{id}\"\ninstitution = \"{school}\"\nrole = \"registrar\"\nvalid = \"1900-01-01..\"\n"
        )
    };
    head("mandates", "") + &schools.keys().map(mandate).collect::<String>()
}
