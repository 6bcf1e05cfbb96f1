//! The words of rule books, against those that the documents beside them have.

use crate::analysis::programmes::defined::{Order, defined};
use crate::analysis::programmes::unknown::{Unknown, Words};
use crate::analysis::programmes::vocabulary::Vocabulary;
use crate::document::{At, Finding, Findings, Limits, Severity, Table, read};
use crate::id::ProgrammeId;
use crate::registry::Scope;
use crate::rules::{Need, RuleBookDraft, Source};

/// Which words of a rule book the documents beside it have not got, as warnings in its own text: units, scales and levels
/// that no framework has, and awards of programmes that are not there. Of courses
/// [`analyse`](crate::analysis::analyse) says it, with a list of them.
///
/// # Errors
/// Everything that cannot be read, with lines.
pub fn rules_beside(name: &str, text: &[u8], limits: &Limits, beside: &Vocabulary) -> Result<Findings, Findings> {
    let draft = RuleBookDraft::read(name, text, limits)?;
    let look = |mut top: Table<'_>| {
        let (order, mut found) = (Order::of(&mut top), Vec::new());
        let mut told = Words::new(|at: At<'_>, unknown| found.push(finding(&top, at, unknown)));
        defined(&draft.framework, &order, beside, &mut told);
        awards(&draft, beside, &mut told);
        Some(found)
    };
    // A loader that asks for nothing else finds nothing.
    let list = read(name, text, limits, look)?;
    Ok(Findings::new(name, String::from_utf8_lossy(text), list, 0))
}

fn finding(top: &Table<'_>, at: At<'_>, unknown: Unknown) -> Finding {
    let span = top.span_at(at.path().steps());
    Finding::at("P105", span, &unknown.message, "").with_help(&unknown.help).with_severity(Severity::Warning)
}

/// Awards out of which a source takes, or for which it reserves, and programmes that a need names.
fn awards<F: FnMut(At<'_>, Unknown)>(draft: &RuleBookDraft, known: &Vocabulary, told: &mut Words<F>) {
    let Some(programmes) = &known.programmes else { return };
    let is_known = |id: &ProgrammeId| programmes.contains(id);
    let list = At::top("rule");
    for (index, rule) in draft.rules.iter().enumerate() {
        let (at, mut tell) = (list.index(index), |id: &ProgrammeId, at: At<'_>| {
            if !is_known(id) {
                told.unknown(id.as_str(), programmes.iter().map(ProgrammeId::as_str), "there is no programme", at);
            }
        });
        let from = at.key("from");
        for (k, source) in rule.from.iter().enumerate() {
            of_source(source, from.index(k), &mut tell);
        }
        of_needs(&rule.need, at.key("need"), &mut tell);
    }
}

fn of_source(source: &Source, at: At<'_>, tell: &mut impl FnMut(&ProgrammeId, At<'_>)) {
    if let Some(Scope::Award(id)) = &source.scope {
        tell(id, at.key("scope"));
    }
    let list = at.key("reserved_by");
    for (index, scope) in source.reserved_by.iter().enumerate() {
        if let Scope::Award(id) = scope {
            tell(id, list.index(index));
        }
    }
}

fn of_needs(needs: &[Need], at: At<'_>, tell: &mut dyn FnMut(&ProgrammeId, At<'_>)) {
    for (index, need) in needs.iter().enumerate() {
        let at = at.index(index);
        match need {
            Need::All(all) => of_needs(all, at.key("all"), tell),
            Need::Any(any) => of_needs(any, at.key("any"), tell),
            Need::AtLeast { of, .. } => of_needs(of, at.key("of"), tell),
            Need::Enrolled { is, programme } => tell(programme, at.key(if *is { "enrolled" } else { "not_enrolled" })),
            Need::Earned { programme, .. } => tell(programme, at.key("programme")),
            _ => {}
        }
    }
}
