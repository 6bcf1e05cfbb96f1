//! Which of what was studied is a lot.
//!
//! * What states credits and consists of parts that state credits of their own, at least one of them passed, is a *sum*:
//!   the parts are lots, and the sum is checked and never counted.
//! * Else what was assessed and accepted is one lot, with all its parts: those without credits are its details. One
//!   without credits is one item.
//! * What was only confirmed as a whole is a lot if it states credits, or if nothing below it was passed.
//! * A subject of a school year is no lot where the same subject was passed in the whole syllabus of the same right.
//! * Two parts of one whole with one code, as a compulsory and an optional course, are two. The same codes all the way down
//!   in two places, as in a school year that is repeated, are a second attempt: the bank keeps both, and the better counts.

use std::collections::{BTreeMap, BTreeSet};

use creditbank::registry::Tier;
use creditbank::{Credits, Date};

use super::files::{Troubles, code, slug};
use super::national::{CONFIRMED, CONFIRMED_MARK, National};
use super::record::{Node, Recognised, Record, Right};
use super::virta::{Attainment, Virta};

/// A passed outcome, or one that was assessed and not accepted.
pub(crate) struct Outcome {
    pub(crate) learner: String,
    /// Where it stands in the record; of higher education the attainment's id.
    pub(crate) path: String,
    pub(crate) course: Course,
    pub(crate) mark: Option<String>,
    pub(crate) passed: bool,
    pub(crate) earned: Date,
    /// What the day is taken from.
    pub(crate) dated: Dated,
    pub(crate) recognised: Option<Recognition>,
    pub(crate) school: String,
}

/// The course it is an outcome of. Equal courses are one course of the catalogue.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Course {
    /// Codes from the root down, without the root where there is only one.
    pub(crate) chain: String,
    /// The unit of a qualification that it is, or is a part of.
    pub(crate) unit: String,
    /// Whether it is that unit itself.
    pub(crate) whole: bool,
    pub(crate) title: String,
    /// Credits in a unit of the bank; none: one item.
    pub(crate) credits: Option<(Credits, String)>,
    pub(crate) scale: String,
    pub(crate) tier: Tier,
}

/// Learning from before that was recognised.
#[derive(Clone, Copy)]
pub(crate) struct Recognition {
    pub(crate) on: Date,
    /// The original day, and how the record has it.
    pub(crate) original: Option<(Date, &'static str)>,
}

/// What the day of an outcome is taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Dated {
    Original,
    Assessed,
    Confirmed,
    /// The whole that it is a part of was confirmed then.
    Whole,
    /// The right to study ended or changed its state then, or began.
    Right,
}

/// What was found.
#[derive(Default)]
pub(crate) struct Found {
    pub(crate) outcomes: Vec<Outcome>,
    /// Sums whose parts carry the credits.
    pub(crate) sums: usize,
    /// What is in the records and not finished.
    pub(crate) unfinished: usize,
    /// Subjects of school years that the whole syllabus contains.
    pub(crate) interim: usize,
    /// Degrees and other wholes of higher education.
    pub(crate) degrees: usize,
}

/// What a walk through one right needs.
struct Walk<'a> {
    record: &'a str,
    right: &'a Right,
    national: &'a National,
    tier: Tier,
    /// Subjects that the whole syllabus passes, where the root is a school year.
    covered: BTreeSet<&'a str>,
    found: &'a mut Found,
    troubles: &'a mut Troubles,
}

/// The place of a node in its course codes.
#[derive(Clone)]
struct Within {
    chain: String,
    unit: Option<String>,
    /// The day on which the nearest whole around it was confirmed.
    confirmed: Option<Date>,
    /// The nearest whole around it that was recognised: so were its parts.
    recognised: Option<Recognised>,
}

/// Walks through all records.
pub(crate) fn of_records(records: &[Record], national: &National, troubles: &mut Troubles) -> Found {
    let mut found = Found::default();
    for record in records {
        for right in &record.rights {
            let single = right.roots.len() == 1;
            for root in &right.roots {
                let tier = national.tier(&root.code).unwrap_or(Tier::Secondary);
                let covered = covered(right, root);
                let (record, found) = (record.name.as_str(), &mut found);
                let mut walk = Walk { record, right, national, tier, covered, found, troubles: &mut *troubles };
                let chain = if single { String::new() } else { root_code(right, root) };
                let confirmed = root.confirmed.flatten();
                let within = Within { chain, unit: None, confirmed, recognised: root.recognised };
                walk.root(root, &within);
            }
        }
    }
    found
}

/// Subjects that another root of the right, the whole syllabus, passes. Empty unless the root is a school year.
fn covered<'a>(right: &'a Right, root: &Node) -> BTreeSet<&'a str> {
    if !root.kind.ends_with("vuosiluokka") {
        return BTreeSet::new();
    }
    let whole = right.roots.iter().filter(|other| other.kind.ends_with("oppimaara"));
    whole
        .flat_map(|whole| &whole.children)
        .filter(|one| one.accepted().is_some())
        .map(|one| one.code.as_str())
        .collect()
}

impl Walk<'_> {
    fn root(&mut self, root: &Node, within: &Within) {
        if root.children.is_empty() || is_lot(root) {
            let own = if within.chain.is_empty() { own_code(root) } else { within.chain.clone() };
            let whole = Within { chain: own, unit: Some(own_code(root)), ..within.clone() };
            return self.node(root, &whole);
        }
        self.found.sums += usize::from(root.credits.is_some());
        self.below(root, within);
    }

    fn below(&mut self, node: &Node, within: &Within) {
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        for child in &node.children {
            if self.covered.contains(child.code.as_str()) {
                self.found.interim += 1;
                continue;
            }
            let own = own_code(child);
            let times = seen.entry(own.clone()).or_default();
            *times += 1;
            let again = if *times > 1 { format!(".{times}") } else { String::new() };
            let slash = if within.chain.is_empty() { "" } else { "/" };
            let unit = within.unit.clone().filter(|_| !is_unit(child)).unwrap_or(own.clone());
            let chain = format!("{}{slash}{own}{again}", within.chain);
            let confirmed = child.confirmed.flatten().or(within.confirmed);
            let recognised = child.recognised.or(within.recognised);
            self.node(child, &Within { chain, unit: Some(unit), confirmed, recognised });
        }
    }

    fn node(&mut self, node: &Node, within: &Within) {
        if carried(node) {
            self.found.sums += usize::from(node.credits.is_some());
            self.below(node, within);
        } else if is_lot(node) {
            let accepted = node.accepted();
            let mark = accepted.and_then(|one| self.national.mark(&one.scale, &one.mark));
            self.passed(node, within, mark, accepted.and_then(|one| one.on));
        } else if let (Some(last), true) = (node.assessments.last(), node.children.is_empty()) {
            let mark = self.national.mark(&last.scale, &last.mark);
            self.record(node, within, mark, last.on, false);
        } else if node.children.is_empty() {
            self.found.unfinished += 1;
        } else {
            self.below(node, within);
        }
    }

    fn passed(&mut self, node: &Node, within: &Within, mark: Option<(String, String)>, on: Option<Date>) {
        let confirmed = || (CONFIRMED.to_owned(), CONFIRMED_MARK.to_owned());
        self.record(node, within, Some(mark.unwrap_or_else(confirmed)), on, true);
    }

    fn record(
        &mut self,
        node: &Node,
        within: &Within,
        mark: Option<(String, String)>,
        assessed: Option<Date>,
        passed: bool,
    ) {
        let place = format!("record {} {}", self.record, node.path);
        let Some((on, dated)) = self.dated(node, within, assessed) else {
            self.troubles.add(place, "no day is stated for it, nor for anything around it");
            return;
        };
        let credits = node.credits.as_ref();
        if let Some((_, unit)) = credits.filter(|(_, unit)| !self.national.knows_unit(unit)) {
            self.troubles.add(&place, format!("the unit `{unit}` is not in credit_unit.csv"));
        }
        let recognised = within.recognised.map(|one| Recognition { on, original: one.original });
        let original = recognised.and_then(|one| one.original);
        let (scale, mark) = mark.map_or((CONFIRMED.to_owned(), None), |(scale, mark)| (scale, Some(mark)));
        let unit = within.unit.clone().unwrap_or_else(|| own_code(node));
        self.found.outcomes.push(Outcome {
            learner: self.record.to_owned(),
            path: node.path.clone(),
            course: Course {
                chain: within.chain.clone(),
                whole: unit == own_code(node),
                unit,
                title: node.title.clone(),
                credits: credits.map(|(credits, unit)| (*credits, self.national.unit(unit))),
                scale,
                tier: self.tier,
            },
            mark,
            passed,
            earned: original.map_or(on, |(day, _)| day),
            dated: if original.is_some() { Dated::Original } else { dated },
            recognised,
            school: self.right.school.as_deref().map_or_else(|| "unstated".to_owned(), slug),
        });
    }

    fn dated(&self, node: &Node, within: &Within, assessed: Option<Date>) -> Option<(Date, Dated)> {
        let right = self.right.ends.or(self.right.state_since).or(self.right.starts);
        let days = [
            (assessed, Dated::Assessed),
            (node.confirmed.flatten(), Dated::Confirmed),
            (within.confirmed, Dated::Whole),
            (right, Dated::Right),
        ];
        days.into_iter().find_map(|(day, dated)| day.map(|day| (day, dated)))
    }
}

/// Whether its parts carry its credits: a part below states credits and was passed.
fn carried(node: &Node) -> bool {
    let passed = |part: &Node| part.accepted().is_some() || part.confirmed.is_some();
    let carries = |part: &Node| (part.credits.is_some() && passed(part)) || carried(part);
    node.children.iter().any(carries)
}

/// Whether it is one lot: accepted, or confirmed with credits of its own or with nothing passed below.
fn is_lot(node: &Node) -> bool {
    let confirmed = node.confirmed.is_some() && (node.credits.is_some() || !passes_below(node));
    !carried(node) && (node.accepted().is_some() || confirmed)
}

fn passes_below(node: &Node) -> bool {
    node.children.iter().any(|part| part.accepted().is_some() || part.confirmed.is_some() || passes_below(part))
}

/// Whether the national list of units of qualifications has it.
fn is_unit(node: &Node) -> bool {
    node.scheme.as_deref() == Some("tutkinnonosat")
}

/// The code of a root beside others. Roots of one code and of different kinds, as the stages of a syllabus, are not two
/// attempts at one thing.
fn root_code(right: &Right, root: &Node) -> String {
    let other = right.roots.iter().any(|other| other.code == root.code && other.kind != root.kind);
    if other { format!("{}.{}", own_code(root), code(&root.kind)) } else { own_code(root) }
}

/// Its code; a school's own code is marked as one.
fn own_code(node: &Node) -> String {
    match node.scheme {
        Some(_) => code(&node.code),
        None => format!("local:{}", code(&node.code)),
    }
}

/// What counts of higher education: attainments that are no degree and include no other.
pub(crate) fn of_virta(virta: &Virta, national: &National, troubles: &mut Troubles) -> Found {
    let mut found = Found::default();
    for one in &virta.attainments {
        if one.degree {
            found.degrees += 1;
        } else if virta.includes.contains_key(&one.key()) {
            found.sums += 1;
        } else {
            let outcome = attained(one, virta, national);
            let place = format!("virta/attainments.csv {} {}", one.learner, one.id);
            found.outcomes.extend(troubles.noted(place, outcome));
        }
    }
    found
}

fn attained(one: &Attainment, virta: &Virta, national: &National) -> Result<Outcome, String> {
    let earned = one.on.ok_or("no day is stated")?;
    let mark = national.virta_scale().and_then(|scale| national.mark(scale, &one.mark));
    let (scale, mark) = mark.unwrap_or_else(|| (CONFIRMED.to_owned(), CONFIRMED_MARK.to_owned()));
    let right = virta.rights.iter().find(|right| right.learner == one.learner && Some(&right.id) == one.right.as_ref());
    let of_right = right.and_then(|right| right.qualifications.iter().find_map(|code| national.tier(code)));
    let tier = national.tier(&one.qualification).or(of_right).unwrap_or(Tier::Undergraduate);
    let recognised = one.recognised_on.map(|on| Recognition { on, original: Some((earned, "stated")) });
    let chain = format!("{}/{}", code(&one.school), code(&one.code));
    Ok(Outcome {
        learner: one.learner.clone(),
        path: one.id.clone(),
        course: Course {
            unit: chain.clone(),
            chain,
            whole: true,
            title: one.name.clone(),
            credits: one.ects.map(|credits| (credits, national.ects())),
            scale,
            tier,
        },
        mark: Some(mark),
        passed: true,
        earned,
        dated: if recognised.is_some() { Dated::Original } else { Dated::Assessed },
        recognised,
        school: slug(&one.school),
    })
}
