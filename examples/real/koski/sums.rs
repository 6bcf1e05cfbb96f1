//! Stated sums against what their parts state, exactly. What differs is told and nothing is overwritten.

use creditbank::Credits;

use super::record::{Node, Record};
use super::virta::Virta;

/// A place where a whole states its credits and so does every part.
pub(crate) struct Sum {
    /// The record, or the learner of higher education.
    pub(crate) whose: String,
    /// The path in the record, or the attainment.
    pub(crate) place: String,
    pub(crate) stated: Credits,
    pub(crate) parts: Credits,
    /// How many parts are named that are not there.
    pub(crate) missing: usize,
}

/// What was compared, and what could not be.
#[derive(Default)]
pub(crate) struct Compared {
    pub(crate) sums: Vec<Sum>,
    pub(crate) mixed: Vec<String>,
}

impl Sum {
    pub(crate) fn agrees(&self) -> bool {
        self.stated == self.parts
    }

    /// `differs: …` or `agrees: …`.
    pub(crate) fn told(&self) -> String {
        let Self { whose, place, stated, parts, missing } = self;
        let verdict = if self.agrees() { "agrees" } else { "differs" };
        let missing = if *missing > 0 { format!(", {missing} of them not there") } else { String::new() };
        format!("  {verdict}: {whose} {place} states {stated}, its parts {parts}{missing}")
    }
}

/// Everywhere in the records.
pub(crate) fn of_records(records: &[Record]) -> Compared {
    let mut compared = Compared::default();
    for record in records {
        for root in record.rights.iter().flat_map(|right| &right.roots) {
            root.walk(&mut |node| compare(&record.name, node, &mut compared));
        }
    }
    compared
}

fn compare(whose: &str, node: &Node, compared: &mut Compared) {
    let Some((stated, unit)) = &node.credits else { return };
    let parts: Option<Vec<_>> = node.children.iter().map(|part| part.credits.as_ref()).collect();
    let Some(parts) = parts.filter(|parts| !parts.is_empty()) else { return };
    if parts.iter().any(|(_, other)| other != unit) {
        compared.mixed.push(format!("{whose} {}: its parts state credits in other units than it does", node.path));
        return;
    }
    match parts.iter().try_fold(Credits::ZERO, |sum, (credits, _)| sum.plus(*credits)) {
        Ok(parts) => compared.sums.push(Sum {
            whose: whose.to_owned(),
            place: node.path.clone(),
            stated: *stated,
            parts,
            missing: 0,
        }),
        Err(error) => compared.mixed.push(format!("{whose} {}: {error}", node.path)),
    }
}

/// Everywhere in higher education: what an attainment states against what it includes. What includes itself is left out.
pub(crate) fn of_virta(virta: &Virta) -> Compared {
    let mut compared = Compared::default();
    for one in virta.attainments.iter().filter(|one| !virta.circular.contains(&one.key())) {
        let (Some(stated), Some(included)) = (one.ects, virta.includes.get(&one.key())) else { continue };
        let part = |id: &String| virta.attainments.iter().find(|part| part.learner == one.learner && part.id == *id);
        let there: Vec<_> = included.iter().filter_map(part).collect();
        let credits = there.iter().filter_map(|part| part.ects);
        match credits.clone().try_fold(Credits::ZERO, Credits::plus) {
            Ok(parts) => compared.sums.push(Sum {
                whose: one.learner.clone(),
                place: one.id.clone(),
                stated,
                parts,
                missing: included.len() - credits.count(),
            }),
            Err(error) => compared.mixed.push(format!("{} {}: {error}", one.learner, one.id)),
        }
    }
    compared
}
