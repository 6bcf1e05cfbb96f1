//! What there is to say, in the order in which a registrar would ask.

use std::collections::BTreeSet;
use std::error::Error;

use creditbank::{Credits, Store};

use super::book::{SEED, learner};
use super::explain;
use super::files::Troubles;
use super::outcomes::{Dated, Outcome};
use super::plans;
use super::run::Made;
use super::studies::{Study, study};
use super::sums::{self, Compared};

type Fallible<T> = Result<T, Box<dyn Error>>;

/// The most lines of troubles.
const TROUBLES_MOST: usize = 30;

/// All lines. The last is for machines.
pub(crate) fn lines<S: Store>(made: &Made<S>, explain: Option<&str>, troubles: Troubles) -> Fallible<Vec<String>> {
    let mut lines = explain.map_or(Ok(Vec::new()), |name| explain::lines(made, name))?;
    lines.extend(settings(made));
    lines.extend(programmes(made));
    let compared = [sums::of_records(&made.data.records), sums::of_virta(&made.data.virta)];
    lines.extend(stated("sums stated in records", &compared[0]));
    lines.extend(stated("sums stated in higher education", &compared[1]));
    lines.extend(recognised(made));
    lines.extend(planned(made));
    lines.extend(elsewhere(made)?);
    lines.extend(higher(made)?);
    lines.extend(quirks(made));
    lines.extend(troubled(&troubles));
    lines.push(last(made, &compared, &troubles)?);
    Ok(lines)
}

fn settings<S: Store>(made: &Made<S>) -> Vec<String> {
    let seed = String::from_utf8_lossy(&SEED);
    vec![
        "Study records of Finland (Opetushallitus, github.com/Opetushallitus/koski, EUPL 1.1 or later)".to_owned(),
        format!("recorded on {}, when all plans are made; learner ids drawn from the seed `{seed}`", made.recorded),
    ]
}

fn programmes<S: Store>(made: &Made<S>) -> Vec<String> {
    let mut lines = vec![format!("{} qualifications, each a document of programmes:", made.published.len())];
    for (structure, published) in made.data.structures.iter().zip(&made.published) {
        let ways: Vec<_> = structure.ways.iter().map(|way| way.name.as_str()).collect();
        let parts: usize = published.programmes.iter().map(|programme| programme.parts.len()).sum();
        let from = structure.from.map(|from| format!(", valid from {from}")).unwrap_or_default();
        let sound = if published.findings.is_empty() { "sound" } else { "not sound" };
        let (reference, name, ways) = (&structure.reference, &structure.name, ways.join(" and "));
        lines.push(format!("  {reference} {name} by {ways}{from}: {parts} parts, {sound}"));
        lines.extend(published.findings.iter().map(|finding| format!("    {finding}")));
        let counted: Vec<_> = published.told.iter().filter(|told| told.contains("the count of")).collect();
        lines.extend(counted.iter().map(|told| format!("    read so: {told}")));
    }
    lines
}

fn stated(what: &str, compared: &Compared) -> Vec<String> {
    let differ = compared.sums.iter().filter(|sum| !sum.agrees()).count();
    let mut lines = vec![format!("{what}: {} compared with their parts, {differ} differ", compared.sums.len())];
    lines.extend(compared.sums.iter().map(sums::Sum::told));
    lines.extend(compared.mixed.iter().map(|mixed| format!("  not compared: {mixed}")));
    lines
}

fn outcomes<S: Store>(made: &Made<S>) -> impl Iterator<Item = &Outcome> {
    made.found.iter().flat_map(|found| &found.outcomes)
}

/// Recognised learning: when it was recognised, and when it was earned where that is stated.
fn recognised<S: Store>(made: &Made<S>) -> Vec<String> {
    let all: Vec<_> = outcomes(made).filter_map(|one| Some((one, one.recognised?))).collect();
    let stated = all.iter().filter(|(_, recognised)| recognised.original.is_some()).count();
    let mut places = made.data.virta.attainments.iter().filter(|one| one.recognised_on.is_some()).count();
    for root in made.data.records.iter().flat_map(|record| &record.rights).flat_map(|right| &right.roots) {
        root.walk(&mut |node| places += usize::from(node.recognised.is_some()));
    }
    let lots = all.len();
    let mut lines = vec![format!("recognised learning: {places} places, {lots} lots, {stated} with an original date")];
    for (one, recognised) in all {
        let original = match recognised.original {
            None => "no original date is stated".to_owned(),
            Some((day, how)) if day > recognised.on => {
                format!("earned {day} ({how}), which is after it was recognised")
            }
            Some((day, how)) => format!("earned {day} ({how})"),
        };
        lines.push(format!("  {} {}: recognised {}, {original}", one.learner, one.path, recognised.on));
    }
    lines
}

fn planned<S: Store>(made: &Made<S>) -> Vec<String> {
    let mut lines = vec![format!("{} records whose programme is here:", made.planned.len())];
    for record in &made.data.records {
        let (Study::Here(cited), Some(planned)) =
            (study(record, &made.data.structures), made.planned.get(&record.name))
        else {
            continue;
        };
        lines.extend(plans::lines(made, record, &cited, planned));
    }
    lines
}

/// What a learner has, by unit and tier: units are never added up.
fn totals<S: Store>(made: &Made<S>, name: &str) -> Fallible<String> {
    let mut all = Vec::new();
    let learner = made.bank.learner(learner(name))?;
    for ((unit, tier), balance) in learner.balances(learner.day())? {
        let behind = balance.behind;
        let behind = if behind.is_zero() { String::new() } else { format!(" and {behind} behind another attempt") };
        all.push(format!("{} {unit} ({tier}){behind}", balance.free));
    }
    Ok(if all.is_empty() { "nothing".to_owned() } else { all.join(", ") })
}

fn elsewhere<S: Store>(made: &Made<S>) -> Fallible<Vec<String>> {
    let mut lines = Vec::new();
    for record in &made.data.records {
        if let Study::Not(why) = study(record, &made.data.structures) {
            lines.push(format!("  {}: {why}; it holds {}", record.name, totals(made, &record.name)?));
        }
    }
    lines.insert(0, format!("{} records whose programme is not here:", lines.len()));
    Ok(lines)
}

/// Higher education: rights, what was earned toward them, and degrees.
fn higher<S: Store>(made: &Made<S>) -> Fallible<Vec<String>> {
    let virta = &made.data.virta;
    let learners: BTreeSet<_> = virta.attainments.iter().map(|one| &one.learner).collect();
    let mut lines =
        vec![format!("higher education: {} learners, {} rights to study", learners.len(), virta.rights.len())];
    for name in learners {
        let own: Vec<_> = virta.attainments.iter().filter(|one| one.learner == *name).collect();
        let wholes = own.iter().filter(|one| !one.degree && virta.includes.contains_key(&one.key())).count();
        let degrees = own.iter().filter(|one| one.degree).count();
        let included: usize = own.iter().filter_map(|one| virta.includes.get(&one.key())).map(Vec::len).sum();
        lines.push(format!(
            "  {name}: {} attainments: {} lots, {wholes} that include others, {degrees} degrees, {included} inclusions; it holds {}",
            own.len(),
            own.len() - wholes - degrees,
            totals(made, name)?
        ));
        for right in virta.rights.iter().filter(|right| right.learner == *name) {
            let kind = virta.kinds.get(&right.kind).unwrap_or(&right.kind);
            let toward = outcomes(made).filter(|one| {
                one.learner == *name && own.iter().any(|of| of.id == one.path && of.right.as_ref() == Some(&right.id))
            });
            let earned = toward
                .filter_map(|one| one.course.credits.as_ref())
                .try_fold(Credits::ZERO, |sum, (credits, _)| sum.plus(*credits))?;
            let target = right.target.map_or_else(|| "no target".to_owned(), |target| format!("of {target}"));
            lines.push(format!(
                "    right to a {kind} ({}): lots of {earned}, {target}",
                right.qualifications.join(", ")
            ));
        }
        for degree in own.iter().filter(|one| one.degree) {
            let ects = degree.ects.map(|ects| ects.to_string()).unwrap_or_default();
            let on = degree.on.map(|on| on.to_string()).unwrap_or_default();
            lines.push(format!("    degree `{}` {} of {on}: states {ects}; it is no lot", degree.code, degree.name));
        }
    }
    Ok(lines)
}

/// What is odd in the records, and how it was read.
fn quirks<S: Store>(made: &Made<S>) -> Vec<String> {
    let [records, virta] = &made.found;
    let by = |dated: &[Dated]| records.outcomes.iter().filter(|one| dated.contains(&one.dated)).count();
    let codes = made.data.records.iter().flat_map(|record| &record.rights).flat_map(|right| &right.roots);
    let several: BTreeSet<_> =
        codes.map(|root| root.code.as_str()).filter(|code| made.data.national.is_ambiguous(code)).collect();
    let structures = made.data.structures.iter().flat_map(|one| &one.codes).map(String::as_str);
    let several: BTreeSet<_> = structures.filter(|code| made.data.national.is_ambiguous(code)).chain(several).collect();
    vec![
        format!(
            "{} sums are no lots, {} nodes are not finished, {} subjects of school years are in a whole syllabus, {} degrees",
            records.sums + virta.sums,
            records.unfinished,
            records.interim,
            virta.degrees
        ),
        format!(
            "days: {} outcomes dated by their confirmation, {} by that of the whole, {} by the right to study",
            by(&[Dated::Confirmed]),
            by(&[Dated::Whole]),
            by(&[Dated::Right])
        ),
        format!(
            "qualification codes with several national levels, of which the one in use counts: {}",
            if several.is_empty() { "none".to_owned() } else { several.into_iter().collect::<Vec<_>>().join(", ") }
        ),
    ]
}

fn troubled(troubles: &Troubles) -> Vec<String> {
    let mut lines: Vec<_> = troubles.0.iter().take(TROUBLES_MOST).map(|what| format!("trouble: {what}")).collect();
    let more = troubles.0.len().saturating_sub(TROUBLES_MOST);
    lines.extend((more > 0).then(|| format!("and {more} more troubles")));
    lines
}

fn last<S: Store>(made: &Made<S>, compared: &[Compared; 2], troubles: &Troubles) -> Fallible<String> {
    let audit = made.bank.verify()?;
    let plans: Vec<_> = made.planned.values().filter_map(|one| one.plan.as_ref().ok()).collect();
    let proved = plans.iter().filter(|one| one.plan.is_proved()).count();
    let checked = made.planned.values().filter(|one| one.checked).count();
    let reached = plans.iter().filter(|one| one.plan.is_reached()).count();
    let differ = |compared: &Compared| compared.sums.iter().filter(|sum| !sum.agrees()).count();
    let here = |record| matches!(study(record, &made.data.structures), Study::Here(_));
    let elsewhere = made.data.records.iter().filter(|record| !here(*record)).count();
    let recognised: Vec<_> = outcomes(made).filter_map(|one| one.recognised).collect();
    let mut units = BTreeSet::new();
    for name in made.learners.keys() {
        let learner = made.bank.learner(learner(name))?;
        units.extend(learner.balances(learner.day())?.into_keys().map(|(unit, _)| unit));
    }
    units.retain(|unit| unit.as_str() != "item");
    let unsound = made.published.iter().filter(|one| !one.findings.is_empty()).count();
    let programmes: usize =
        made.published.iter().filter(|one| one.findings.is_empty()).map(|one| one.programmes.len()).sum();
    Ok([
        format!("structures={} programmes={programmes} unsound={unsound}", made.published.len()),
        format!("records={} learners={}", made.data.records.len(), made.bank.learner_count()),
        format!("lots={} failed={} units={}", made.loaded.lots, made.loaded.failed, units.len()),
        format!(
            "planned={} elsewhere={elsewhere} plans={} proved={proved} checked={checked} reached={reached}",
            made.planned.len(),
            plans.len()
        ),
        format!("sums={} differ={}", compared[0].sums.len(), differ(&compared[0])),
        format!("virta_sums={} virta_differ={}", compared[1].sums.len(), differ(&compared[1])),
        format!(
            "recognised={} original={}",
            recognised.len(),
            recognised.iter().filter(|one| one.original.is_some()).count()
        ),
        format!(
            "troubles={} entries={} head={} verified={}",
            troubles.0.len(),
            made.bank.length(),
            made.bank.head(),
            audit.is_sound()
        ),
    ]
    .join(" "))
}
