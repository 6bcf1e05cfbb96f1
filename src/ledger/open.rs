//! Conversions that are open to a learner: what each rule in force would grant if it were applied for.

use std::collections::{BTreeMap, BTreeSet};

use crate::credit::Credits;
use crate::id::{Code, DocumentId, InstitutionId, LotId, MandateId, ProgrammeId};
use crate::ledger::application::{Appraisal, makes_lot};
use crate::ledger::authority::attempt_at;
use crate::ledger::decide::quote_learner;
use crate::ledger::entry::Command;
use crate::ledger::holdings::{MadeUnder, Study, binds_in_counting, category_of, made_by};
use crate::ledger::lot::{Lot, LotPart, Take, fill};
use crate::ledger::outcome::Attempt;
use crate::ledger::passbook::Passbook;
use crate::ledger::places::{Share, Shares, places};
use crate::ledger::published::Published;
use crate::ledger::standing::{Place, Scope, ScopeUse, Standing};
use crate::ledger::together::together;
use crate::ledger::verbs::Apply;
use crate::planner::{Asset, AssetId, Holdings, Lineage, OpenConversion, Use};
use crate::registry::{Called, OutcomeKind, UseKind};
use crate::rules::{
    Attested, Check, Evidence, Explanation, Grant, Limit, Output, Rule, RuleBook, Source, Target, Verdict,
};
use crate::time::{Date, Timestamp};

/// How applications would be filed: by whom, and with what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filing {
    /// What would be attested. What is about a lot goes with applications that take it.
    pub attested: Vec<Attested>,
    /// A registrar at the institution that would convert.
    pub by: MandateId,
    /// The evidence that would be handed in.
    pub evidence: Vec<Evidence>,
}

/// A conversion that a rule would grant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What would be filed.
    pub apply: Apply,
    /// Of what it would make, what is an attempt at something.
    pub attempts: Vec<(AssetId, Attempt)>,
    /// What a plan may count on.
    pub conversion: OpenConversion,
}

/// A rule that was tried on lots and does not grant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missed {
    /// The clause it rests on.
    pub clause: Code,
    /// The rule book.
    pub document: DocumentId,
    /// The lots it was tried on.
    pub lots: Vec<LotId>,
    /// The conditions that do not hold.
    pub missing: Vec<Check>,
    /// The rule.
    pub rule: Code,
    /// What it would have given.
    pub targets: Vec<Target>,
}

/// What rules in force would grant, and what they would not, by rule book, rule and lots. At most 64 choices of lots are
/// tried for one rule; a source that takes several lots is tried with all that it names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outlook {
    /// What is open.
    pub offers: Vec<Offer>,
    /// The limits of their rule books that bind when credits are counted.
    pub limits: Vec<(DocumentId, Limit)>,
    /// What is not, and why.
    pub misses: Vec<Missed>,
}

/// So many choices of lots are tried for one rule.
const CHOICES_MOST: usize = 64;

/// Asks every rule in force on a day about every lot at the learner's disposal. Pure, like
/// [`quote_learner`](crate::ledger::quote_learner).
#[must_use]
pub fn outlook(book: &Passbook, published: &Published, filing: &Filing, day: Date, recorded: Timestamp) -> Outlook {
    let (places, outlook) = (places(book, published, day), Outlook::default());
    let mut asking = Asking { book, published, filing, day, recorded, places, outlook };
    for id in published.rule_books().map(|one| one.draft().head.id.clone()).collect::<Vec<_>>() {
        if let Some(found) = published.rules(&id, day) {
            found.item.rules().iter().for_each(|rule| asking.rule(found.item, rule));
        }
    }
    asking.outlook
}

impl Study<'_> {
    /// What the learner brings, with the conversions that are open and the limits that come with them. Of what one would
    /// make only what could be used counts.
    #[must_use]
    pub fn looking_out(&self, held: Holdings, outlook: &Outlook) -> Holdings {
        let together = together(self.book, self.published, self.day);
        let usable = |offer: &Offer| {
            let mut conversion = offer.conversion.clone();
            conversion.takes.retain(|one| held.assets.iter().any(|asset| asset.id == one.asset));
            conversion.makes.retain(|asset| {
                let attempt = offer.attempts.iter().find(|(id, _)| *id == asset.id);
                attempt.is_none_or(|(_, attempt)| together.takes(attempt, asset.earned))
            });
            conversion
        };
        let options: Vec<_> = outlook.offers.iter().map(usable).collect();
        let attempts: Vec<_> = outlook.offers.iter().flat_map(|offer| &offer.attempts).cloned().collect();
        let groups = together.groups(&held.assets, &attempts);
        let beside = outlook.limits.iter().filter(|one| !held.limits.contains(one)).cloned();
        let limits = held.limits.iter().cloned().chain(beside).collect();
        Holdings { groups, limits, options, ..held }
    }
}

impl Offer {
    /// Whether an appraisal grants just what was offered.
    pub(crate) fn agrees(&self, appraisal: &Appraisal) -> bool {
        let outputs = appraisal.grants.iter().flat_map(|grant| &grant.outputs).filter(|output| makes_lot(output));
        let offered = self.conversion.makes.iter().map(|asset| Some(&asset.amount));
        !appraisal.is_refused() && outputs.map(|output| output.amount.as_ref()).eq(offered)
    }
}

struct Asking<'a> {
    book: &'a Passbook,
    published: &'a Published,
    filing: &'a Filing,
    day: Date,
    recorded: Timestamp,
    places: BTreeMap<LotId, Shares>,
    outlook: Outlook,
}

impl Asking<'_> {
    fn is_named(&self, source: &Source, lot: &Lot) -> bool {
        source.names(&Called::new(lot.kind, &lot.code, lot.thing()))
    }

    fn rule(&mut self, rules: &RuleBook, rule: &Rule) {
        for take in self.choices(&rule.from) {
            self.ask(rules, rule, take);
        }
    }

    /// The lots that could go in together, every lot once.
    fn choices(&self, sources: &[Source]) -> Vec<Vec<Take>> {
        let mut choices: Vec<Vec<Take>> = vec![Vec::new()];
        for source in sources {
            let named: Vec<_> = self.book.lots.values().filter(|lot| self.is_named(source, lot)).collect();
            let takes: Vec<_> = named.into_iter().filter_map(|lot| self.taken(lot, source)).collect();
            choices = choices.iter().flat_map(|before| longer(before, source, &takes)).take(CHOICES_MOST).collect();
        }
        choices
    }

    /// How much of a lot a source would be given: what is at disposal, or all of it where it is only read.
    fn taken(&self, lot: &Lot, source: &Source) -> Option<Take> {
        let is_read = source.r#use == UseKind::Witness;
        let meant = |part: &&LotPart| !source.many || !part.standing.is_free();
        let mut at_disposal = parts(lot, &source.reserved_by).filter(meant).map(|part| part.credits);
        let credits =
            if is_read { lot.amount.credits } else { at_disposal.try_fold(self.shown_free(lot, source), sum)? };
        let usable = lot.is_candidate(self.day) && !(source.many && is_read && self.gives_way(lot));
        (usable && !credits.is_zero()).then_some(Take { credits, lot: lot.id })
    }

    /// Where several are taken together: as much as is shown as free, so that of attempts at one thing only so many are
    /// that fit.
    fn shown_free(&self, lot: &Lot, source: &Source) -> Credits {
        let shown = self.places.get(&lot.id).and_then(|shares| shares.get(&Share::Free)).filter(|_| source.many);
        shown.copied().unwrap_or(Credits::ZERO)
    }

    /// Whether another attempt comes before it.
    fn gives_way(&self, lot: &Lot) -> bool {
        let shares = self.places.get(&lot.id);
        shares.is_some_and(|shares| shares.contains_key(&Share::Behind) || shares.contains_key(&Share::Blocked))
    }

    fn ask(&mut self, rules: &RuleBook, rule: &Rule, take: Vec<Take>) {
        let lots: BTreeSet<_> = take.iter().map(|one| one.lot).collect();
        let about = |one: &&Attested| one.lot.is_none_or(|lot| lots.contains(&lot));
        let apply = Apply {
            attested: self.filing.attested.iter().filter(about).cloned().collect(),
            document: rules.draft().head.id.clone(),
            evidence: self.filing.evidence.clone(),
            rule: Some(rule.id.clone()),
            take,
            target: None,
        };
        let (learner, by) = (self.book.learner, self.filing.by.clone());
        let command = Command { learner, by, effective: self.day, act: apply.clone() };
        match quote_learner(self.book, self.published, &command, self.recorded) {
            Ok(quoted) if !quoted.appraisal.is_refused() => self.opens(apply, &quoted.appraisal),
            Ok(quoted) => self.closes(&apply, rule, &quoted.explanation),
            // What cannot be considered is no offer: the lots are not such, or the institution may not.
            Err(_) => {}
        }
    }

    fn opens(&mut self, apply: Apply, appraisal: &Appraisal) {
        let id = self.id_of(&apply);
        let own = self.published.mandate(&self.filing.by, self.day).map(|found| found.item.institution.clone());
        let Some(own) = own else { return };
        let outputs = appraisal.grants.iter().flat_map(|grant| grant.outputs.iter().map(move |output| (grant, output)));
        let made: Vec<_> = (0_u32..).zip(outputs.filter(|(_, output)| makes_lot(output))).collect();
        let makes = made.iter().filter_map(|(k, (grant, output))| self.makes(&id, *k, grant, output, appraisal, &own));
        let makes: Vec<_> = makes.collect();
        let attempts = made.iter().filter_map(|(k, (_, output))| {
            Some((AssetId::Made { k: *k, option: id.clone() }, self.attempt(output, &own)?))
        });
        let attempts = attempts.collect();
        let approvals = appraisal.review.len().checked_add(1).and_then(|count| u32::try_from(count).ok());
        self.know_limits(appraisal);
        let (Some(approvals), false) = (approvals, makes.is_empty()) else { return };
        let conversion =
            OpenConversion { approvals, id, makes, takes: self.takes(&appraisal.grants), not_with: Vec::new() };
        self.outlook.offers.push(Offer { apply, attempts, conversion });
    }

    /// What an output would be an attempt at.
    fn attempt(&self, output: &Output, own: &InstitutionId) -> Option<Attempt> {
        let Target::Course(course) = &output.target else { return None };
        let course = self.published.course_named(course, own, self.day)?.item;
        Some(attempt_at(self.published, course, own, output.grade.as_ref(), self.day))
    }

    fn know_limits(&mut self, appraisal: &Appraisal) {
        let Some(found) = self.published.rules_of_hash(&appraisal.document, appraisal.book) else { return };
        for limit in found.item.draft().limits.iter().filter(|one| binds_in_counting(one)) {
            let known = (appraisal.document.clone(), limit.clone());
            if !self.outlook.limits.contains(&known) {
                self.outlook.limits.push(known);
            }
        }
    }

    /// What conversions take out of lots: what they use up.
    fn takes(&self, grants: &[Grant]) -> Vec<Use> {
        let inputs = grants.iter().flat_map(|grant| &grant.inputs).filter(|input| input.r#use != UseKind::Witness);
        let lots = inputs.filter_map(|input| Some((self.book.lots.get(&input.lot)?, input)));
        lots.flat_map(|(lot, input)| out_of(lot, &input.reserved_by, input.credits)).collect()
    }

    /// By the rule and its lots where that is short enough, or else by number.
    fn id_of(&self, apply: &Apply) -> Code {
        let rule = apply.rule.as_ref().map(ToString::to_string).unwrap_or_default();
        let lots: String = apply.take.iter().map(|one| format!("+{}", one.lot).replace('@', "/")).collect();
        let known = |id: &Code| self.outlook.offers.iter().any(|one| one.conversion.id == *id);
        let named = format!("{rule}{lots}").parse::<Code>().ok().filter(|id| !known(id));
        named.unwrap_or_else(|| Code::numbered(self.outlook.offers.len()))
    }

    fn makes(
        &self,
        option: &Code,
        k: u32,
        grant: &Grant,
        output: &Output,
        appraisal: &Appraisal,
        own: &InstitutionId,
    ) -> Option<Asset> {
        let course = match &output.target {
            Target::Course(course) => self.published.course_named(course, own, self.day).map(|found| found.item),
            _ => None,
        };
        let (kind, code) = match &output.target {
            Target::Course(course) => (OutcomeKind::Course, Code::from(&course.code)),
            Target::Category(category) => (OutcomeKind::Converted, category.clone()),
            Target::Denial | Target::Exemption(_) => return None,
        };
        Some(Asset {
            amount: output.amount.clone()?,
            category: category_of(kind, &code, course),
            class: course.and_then(|course| course.class.clone()),
            code,
            content: course.and_then(|course| course.content.clone()),
            earned: output.earned,
            grade: output.grade.clone(),
            id: AssetId::Made { k, option: option.clone() },
            issuer: own.clone(),
            kind,
            level: None,
            made: Some(self.made(option, grant, appraisal, output)),
            thing: course.map(|course| self.published.thing_of(course, own, self.day)),
            tier: output.tier,
            valid_through: output.valid_through,
        })
    }

    fn made(&self, option: &Code, grant: &Grant, appraisal: &Appraisal, output: &Output) -> Lineage {
        let unit = output.amount.as_ref().map(|amount| &amount.unit);
        let rules = self.published.rules_of_hash(&appraisal.document, appraisal.book).map(|found| found.item);
        let (document, id, on) = (&appraisal.document, option.clone(), self.day);
        made_by(self.book, grant, &MadeUnder { document, id, on, unit, rules })
    }

    fn closes(&mut self, apply: &Apply, rule: &Rule, explanation: &Explanation) {
        let tried = explanation.candidates.iter().filter(|one| one.rule == rule.id && one.verdict == Verdict::Failed);
        let closed = tried.map(|one| Missed {
            clause: one.clause.clone(),
            document: apply.document.clone(),
            lots: one.lots.clone(),
            missing: one.checks.iter().filter(|check| !check.holds()).cloned().collect(),
            rule: one.rule.clone(),
            targets: one.targets.clone(),
        });
        self.outlook.misses.extend(closed);
    }
}

/// A choice of lots, with one more for the next source; of a source that takes several, with all of them.
fn longer(before: &[Take], source: &Source, takes: &[Take]) -> Vec<Vec<Take>> {
    let fresh: Vec<_> = takes.iter().filter(|take| !before.iter().any(|one| one.lot == take.lot)).collect();
    if source.many {
        let all: Vec<_> = before.iter().chain(fresh.iter().copied()).cloned().collect();
        return if fresh.is_empty() { Vec::new() } else { vec![all] };
    }
    fresh.into_iter().map(|take| before.iter().chain([take]).cloned().collect()).collect()
}

/// The parts of a lot that are at disposal, those that are free first: available, and in no scope but those out of which the rule takes.
fn parts<'a>(lot: &'a Lot, reserved_by: &'a [Scope]) -> impl Iterator<Item = &'a LotPart> {
    let carried = |part: &&LotPart| {
        part.standing.place == Place::Available
            && part.standing.scopes.iter().all(|one| reserved_by.contains(&one.scope))
    };
    lot.parts.iter().filter(carried)
}

fn sum(sum: Credits, credits: Credits) -> Option<Credits> {
    sum.plus(credits).ok()
}

/// What is taken out of the parts of a lot, in their order.
fn out_of(lot: &Lot, reserved_by: &[Scope], credits: Credits) -> Vec<Use> {
    let (chosen, _) = fill(parts(lot, reserved_by), credits);
    let some = chosen.into_iter().filter(|(_, credits)| !credits.is_zero());
    let use_of = |(standing, credits): (Standing, Credits)| {
        Some(Use { asset: AssetId::Lot { carried: awards(&standing)?, lot: lot.id }, credits })
    };
    some.filter_map(use_of).collect()
}

/// The awards that reserve a part. No programme counts what is in a set.
fn awards(standing: &Standing) -> Option<Vec<ProgrammeId>> {
    let award = |one: &ScopeUse| if let Scope::Award(programme) = &one.scope { Some(programme.clone()) } else { None };
    standing.scopes.iter().map(award).collect()
}
