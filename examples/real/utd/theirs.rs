//! What another engine says of a transcript, held against the rules.

use std::collections::BTreeMap;

use super::language::RuleText;
use super::transcript::{Audit, Audited, Piece};

/// What of another engine's audit the rules do not allow; nothing where all of it is lawful.
pub(crate) fn unlawful(audit: &Audit, rules: &RuleText, lots: &[Piece]) -> Vec<String> {
    let mut odd = Vec::new();
    for group in &rules.groups {
        let mut used: BTreeMap<&str, u64> = BTreeMap::new();
        for at in group {
            let Some(requirement) = rules.requirements.get(*at) else { continue };
            let Some(audited) = audit.get(&requirement.label) else { continue };
            for (name, hours) in &audited.courses {
                *used.entry(name).or_default() += u64::from(*hours);
                let takes = |piece: &Piece| piece.bypass == Some(*at) || requirement.filter.takes(&piece.course);
                let open = hours_of(lots, |piece| piece.name == *name && takes(piece));
                if u64::from(*hours) > open {
                    let label = &requirement.label;
                    odd.push(format!("it counts {hours} hours of {name} in `{label}`, where {open} may"));
                }
            }
            odd.extend(claims(audited, &requirement.label, requirement.hours));
        }
        for (name, hours) in used {
            let there = hours_of(lots, |piece| piece.name == name);
            if hours > there {
                odd.push(format!("it counts {hours} hours of {name} in one group; the course has {there}"));
            }
        }
    }
    odd
}

fn hours_of(lots: &[Piece], which: impl Fn(&Piece) -> bool) -> u64 {
    lots.iter().filter(|piece| which(piece)).map(|piece| u64::from(piece.hours)).sum()
}

/// What it says of one requirement that is not so.
fn claims(audited: &Audited, label: &str, needed: u32) -> Option<String> {
    let sum = audited.sum();
    if audited.hours != needed {
        return Some(format!("it asks for {} hours in `{label}`, where the text asks for {needed}", audited.hours));
    }
    let (right, said) = (sum >= needed.into(), audited.isfilled);
    if sum > needed.into() || right != said {
        let said = if said { "filled" } else { "not filled" };
        return Some(format!("it counts {sum} of {needed} hours in `{label}` and calls that {said}"));
    }
    None
}
