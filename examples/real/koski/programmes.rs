//! From structures to programmes: one document a structure, one programme a way.
//!
//! What the trees leave open, and is decided here:
//! * The top group is the programme itself; groups are parts; a unit is a leaf that takes the outcomes of that unit and of
//!   its parts. A unit asks for its credits, and takes no more. One without credits takes one outcome, and asks for it if
//!   it is mandatory.
//! * A unit that is not mandatory may be left out. So may a group without parts; every other group is asked.
//! * A group without parts takes anything that the tree does not name: it stands for units of other qualifications, of
//!   schools' own, of universities. What it is called is for people, and is not read.
//! * Specialisations side by side (`osaamisala` by role or by name) are alternatives, and so are groups that the tree calls
//!   alternatives (`Vaihtoehto`): one of them is taken. The trees have no other mark for it, and read with all of them
//!   asked no tree could be met.
//! * A count is of what a group lists itself and of groups in it that state no count. Groups in it that state counts of
//!   their own come on top ("lisäksi valitaan"); read otherwise they leave nothing for the units that the group lists.

use std::collections::BTreeSet;
use std::error::Error;

use creditbank::programme::{Ask, Choice, Part, Pick, Programme, ProgrammesDraft};
use creditbank::registry::{DocumentHead, Framework, OutcomeKind, OutcomeName, Tier};
use creditbank::rules::Citation;
use creditbank::{Code, Credits, Date, Period, UnitId};

use super::catalogue::Catalogue;
use super::files::{code, short, slug};
use super::national::National;
use super::structure::{Group, Part as Listed, Structure, Unit, Way};

type Fallible<T> = Result<T, Box<dyn Error>>;

/// The clause of what a tree says.
const REQUIREMENTS: &str = "requirements";

/// The clause of what is decided here.
const READING: &str = "reading";

/// A document of programmes as a program put it together, and what had to be decided to do so.
pub(crate) struct Drafted {
    pub(crate) draft: ProgrammesDraft,
    pub(crate) told: Vec<String>,
}

/// The draft of a structure.
pub(crate) fn draft(
    structure: &Structure,
    framework: &Framework,
    national: &National,
    catalogue: &Catalogue,
) -> Fallible<Drafted> {
    let mut told = Vec::new();
    let tier = structure.codes.iter().find_map(|code| national.tier(code)).unwrap_or(Tier::Secondary);
    let mut programmes = Vec::new();
    for way in &structure.ways {
        programmes.push(programme(structure, way, tier, national, catalogue, &mut told)?);
    }
    let head = DocumentHead {
        id: slug(&structure.reference).parse()?,
        valid: valid(structure)?,
        version: structure.from.map_or_else(|| "1".to_owned(), |from| from.to_string()).parse()?,
    };
    let draft = ProgrammesDraft {
        clauses: clauses(structure, &programmes)?,
        february: None,
        framework: units_of(&programmes, framework, &head)?,
        head,
        pathways: Vec::new(),
        programmes,
        semantics: 1,
    };
    Ok(Drafted { draft, told })
}

/// The id of the programme of a way.
pub(crate) fn programme_id(structure: &Structure, way: &Way) -> String {
    short(format!("{}:{}", code(&structure.reference), code(&way.name)))
}

fn valid(structure: &Structure) -> Fallible<Period> {
    let from = structure.from.unwrap_or(creditbank::date!("1900-01-01"));
    Ok(Period { from, until: structure.through.and_then(Date::next).filter(|until| *until > from) })
}

/// The units in which the programmes count, as the bank's framework has them.
fn units_of(programmes: &[Programme], framework: &Framework, head: &DocumentHead) -> Fallible<Framework> {
    let used: BTreeSet<&UnitId> =
        programmes.iter().map(|one| &one.unit).filter(|unit| **unit != UnitId::item()).collect();
    let units = used.into_iter().filter_map(|unit| framework.unit(unit).cloned());
    Ok(Framework::new(head.clone(), units, [], [])?)
}

/// The clauses on which the programmes rest: the second only where one does.
fn clauses(structure: &Structure, programmes: &[Programme]) -> Fallible<Vec<Citation>> {
    let Structure { reference, name, .. } = structure;
    let requirements = format!("Finnish National Agency for Education, {reference}: {name}");
    let reading = "Alternatives side by side: one of them is taken. What a group counts are the units that it lists.";
    let mut clauses = vec![Citation { id: REQUIREMENTS.parse()?, invented: false, text: requirements }];
    if programmes.iter().flat_map(|programme| &programme.parts).any(|part| part.clause.is_some()) {
        clauses.push(Citation { id: READING.parse()?, invented: true, text: reading.into() });
    }
    Ok(clauses)
}

fn programme(
    structure: &Structure,
    way: &Way,
    tier: Tier,
    national: &National,
    catalogue: &Catalogue,
    told: &mut Vec<String>,
) -> Fallible<Programme> {
    let id = programme_id(structure, way);
    let unit = match &way.unit {
        None => UnitId::item(),
        Some(name) => {
            let unit =
                national.unit_named(name).ok_or_else(|| format!("the unit `{name}` is not in credit_unit.csv"))?;
            unit.parse()?
        }
    };
    let mut named = BTreeSet::new();
    units(&way.rule, &mut named);
    let mut builder = Builder { named: wholes(&named, catalogue)?, parts: Vec::new(), id: &id, told };
    let ask = builder.group(&way.rule, None, "")?;
    let parts = builder.parts;
    Ok(Programme {
        ask,
        averages: Vec::new(),
        carry: Vec::new(),
        clause: REQUIREMENTS.parse()?,
        gates: Vec::new(),
        id: id.parse()?,
        institutions: Vec::new(),
        parts,
        prerequisites: Vec::new(),
        quotas: Vec::new(),
        sharing: Vec::new(),
        tier,
        title: format!("{} ({})", structure.name, way.name),
        unit,
    })
}

/// The codes of all units in a group.
fn units<'a>(group: &'a Group, into: &mut BTreeSet<&'a str>) {
    for part in &group.parts {
        match part {
            Listed::Group(group) => units(group, into),
            Listed::Unit(unit) => {
                into.insert(&unit.code);
            }
        }
    }
}

/// The codes of courses that are one of the units.
fn wholes(units: &BTreeSet<&str>, catalogue: &Catalogue) -> Fallible<Vec<OutcomeName>> {
    let own = units.iter().map(|unit| slug(unit));
    let courses = units.iter().flat_map(|unit| catalogue.wholes(&code(unit)).cloned());
    let all: BTreeSet<String> = own.chain(courses).collect();
    all.iter().map(|code| Ok(code.parse()?)).collect()
}

struct Builder<'a> {
    /// Courses that the tree names: what takes anything takes none of them.
    named: Vec<OutcomeName>,
    parts: Vec<Part>,
    /// The programme's id.
    id: &'a str,
    told: &'a mut Vec<String>,
}

impl Builder<'_> {
    /// Adds what is in a group, and gives what the group asks. `path` are the numbers of the parts down to it.
    fn group(&mut self, group: &Group, within: Option<&Code>, path: &str) -> Fallible<Ask> {
        let mut ask = Ask { least: positive(group.least), most: group.most, ..Ask::default() };
        let count =
            Ask { least_items: group.least_count.filter(|n| *n > 0), most_items: group.most_count, ..Ask::default() };
        let apart = counts_apart(group);
        let mut own = within.cloned();
        if apart {
            let id: Code = format!("{path}own").parse()?;
            let part = Part { ask: count, clause: Some(READING.parse()?), within: own, ..Part::named(id.clone()) };
            self.parts.push(Part { title: Some(format!("{}: own units", group.name)), ..part });
            self.told.push(format!("{}: the count of `{}` is of the units that it lists", self.id, group.name));
            own = Some(id);
        } else {
            (ask.least_items, ask.most_items) = (count.least_items, count.most_items);
        }
        let one_of = self.choices(group, within, path)?;
        for (at, part) in group.parts.iter().enumerate() {
            let number = format!("{path}{}.", at + 1);
            match part {
                Listed::Unit(unit) => self.unit(unit, own.as_ref(), &number)?,
                Listed::Group(child) if child.parts.is_empty() => self.anything(child, own.as_ref(), &number)?,
                Listed::Group(child) => {
                    let choice = alternative(child).and_then(|word| one_of.iter().find(|(other, _)| *other == word));
                    let around = choice.map(|(_, id)| id).or(if counts(child) { within } else { own.as_ref() });
                    self.inner(child, around, &number)?;
                }
            }
        }
        Ok(ask)
    }

    /// A group of which one is taken, for each word by which groups side by side are alternatives.
    fn choices(&mut self, group: &Group, within: Option<&Code>, path: &str) -> Fallible<Vec<(&'static str, Code)>> {
        let mut one_of = Vec::new();
        for word in ALTERNATIVES {
            let many = groups(group).filter(|child| alternative(child) == Some(word)).count();
            if many < 2 {
                continue;
            }
            let id: Code = format!("{path}{word}").parse()?;
            let ask = Ask { choose: Some(Choice { least: 1, most: 1 }), ..Ask::default() };
            let title = Some(format!("one of {many}: {word}"));
            let clause = Some(READING.parse()?);
            self.parts.push(Part { ask, clause, title, within: within.cloned(), ..Part::named(id.clone()) });
            self.told.push(format!("{}: {many} groups in `{}` are alternatives by `{word}`", self.id, group.name));
            one_of.push((word, id));
        }
        Ok(one_of)
    }

    fn inner(&mut self, group: &Group, within: Option<&Code>, path: &str) -> Fallible<()> {
        let id: Code = path.trim_end_matches('.').parse()?;
        let at = self.parts.len();
        self.parts.push(Part { within: within.cloned(), title: titled(&group.name), ..Part::named(id.clone()) });
        let ask = self.group(group, Some(&id), path)?;
        self.parts[at].ask = ask;
        Ok(())
    }

    fn unit(&mut self, unit: &Unit, within: Option<&Code>, path: &str) -> Fallible<()> {
        let id: Code = short(format!("{path}{}", code(&unit.code))).parse()?;
        let ask = match unit.credits {
            Some(credits) => {
                Ask { least: positive(Some(credits)), most: unit.most.or(Some(credits)), ..Ask::default() }
            }
            None => Ask { least_items: unit.mandatory.then_some(1), most_items: Some(1), ..Ask::default() },
        };
        let accepts = vec![Pick { categories: vec![slug(&unit.code).parse()?], ..Pick::default() }];
        let (within, title) = (within.cloned(), titled(&unit.name));
        let optional = !unit.mandatory && ask.least.is_some();
        self.parts.push(Part { accepts, ask, optional, title, within, ..Part::named(id) });
        Ok(())
    }

    /// A group without parts.
    fn anything(&mut self, group: &Group, within: Option<&Code>, path: &str) -> Fallible<()> {
        let id: Code = format!("{path}any").parse()?;
        let pick = Pick { kinds: vec![OutcomeKind::Course], not_codes: self.named.clone(), ..Pick::default() };
        let ask = Ask {
            least: positive(group.least),
            most: group.most,
            least_items: group.least_count.filter(|n| *n > 0),
            most_items: group.most_count,
            choose: None,
        };
        let optional = !group.mandatory && (ask.least.is_some() || ask.least_items.is_some());
        let (within, title) = (within.cloned(), titled(&group.name));
        self.parts.push(Part { accepts: vec![pick], ask, optional, title, within, ..Part::named(id) });
        Ok(())
    }
}

fn titled(name: &str) -> Option<String> {
    Some(name.to_owned()).filter(|name| !name.is_empty())
}

fn positive(credits: Option<Credits>) -> Option<Credits> {
    credits.filter(|credits| !credits.is_zero())
}

/// Words by which groups side by side are alternatives: the first as role or in the name, the second at its beginning.
const ALTERNATIVES: [&str; 2] = ["osaamisala", "vaihtoehto"];

fn alternative(group: &Group) -> Option<&'static str> {
    let name = group.name.to_lowercase();
    let [specialisation, alternative] = ALTERNATIVES;
    if group.parts.is_empty() {
        None
    } else if group.role.as_deref() == Some(specialisation) || name.contains(specialisation) {
        Some(specialisation)
    } else {
        name.starts_with(alternative).then_some(alternative)
    }
}

fn groups(group: &Group) -> impl Iterator<Item = &Group> {
    group.parts.iter().filter_map(|part| match part {
        Listed::Group(group) => Some(group),
        Listed::Unit(_) => None,
    })
}

/// Whether a group states a count of at least one, itself or somewhere below.
fn counts(group: &Group) -> bool {
    group.least_count.is_some_and(|least| least > 0) || groups(group).any(counts)
}

/// Whether what a group counts is what it lists itself, beside groups that count by themselves.
fn counts_apart(group: &Group) -> bool {
    let lists = group.parts.iter().any(|part| matches!(part, Listed::Unit(_)));
    group.least_count.is_some() && lists && groups(group).any(counts)
}
