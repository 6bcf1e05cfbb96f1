//! Applications: filed, with what the rules say of the facts.

use crate::testing::model::quanta::{credits, quanta};
use crate::testing::model::state::Filed;
use std::collections::BTreeMap;

use crate::credit::Amount;
use crate::date;
use crate::id::{Code, EntryId, HoldId, LotId};
use crate::ledger::{Apply, Document, Place, Subject, Take};
use crate::registry::{Counting, OutcomeKind, UseKind};
use crate::rules::{
    Answer, Asked, Facts, Grant, Input, OutcomeFact, PassedFact, Prior, PriorOutput, ReviewStage, RuleBook,
};
use crate::testing::model::groups::rank;
use crate::testing::model::holding::Among;
use crate::testing::model::holdings::published;
use crate::testing::model::state::Reach;
use crate::testing::model::{Model, Quanta, Use, Work};
use crate::testing::reference::rules::evaluate;
use crate::time::Date;

/// The rule book of the world, with its courses in full, as it was published.
fn book() -> Option<&'static RuleBook> {
    match published("world-rules")? {
        Document::Rules(book) => Some(book),
        _ => None,
    }
}

/// What goes in of each lot, each once: how much of it is taken, or nothing of what is only shown.
pub(super) fn taken(grants: &[Grant]) -> Vec<(LotId, usize)> {
    let mut taken: BTreeMap<LotId, usize> = BTreeMap::new();
    for input in grants.iter().flat_map(|grant| &grant.inputs) {
        let count = if input.r#use == UseKind::Witness { 0 } else { quanta(input.credits) };
        *taken.entry(input.lot).or_default() += count;
    }
    taken.into_iter().collect()
}

/// The inputs that are used.
pub(super) fn used(grants: &[Grant]) -> Vec<Input> {
    let inputs = grants.iter().flat_map(|grant| &grant.inputs);
    inputs.filter(|input| input.r#use != UseKind::Witness).cloned().collect()
}

impl Work {
    pub(super) fn apply(&mut self, apply: &Apply) {
        self.by("registrar");
        self.may_review();
        let asked = self.asked(&apply.take);
        asked.iter().for_each(|one| self.readable(*one));
        self.one_attempt(&asked);
        let named = apply.attested.iter().filter_map(|one| one.lot);
        let strange = named.filter(|lot| !asked.iter().any(|(id, _)| id == lot)).count();
        self.unless(strange == 0, "lot/unknown");
        self.unless(self.day >= date!("2026-01-01"), "what/not-in-force");
        let (Some(book), Some(facts)) = (book(), self.facts(apply)) else { return };
        let is_known = |rule: &Code| book.rules().iter().any(|one| one.id == *rule);
        self.unless(apply.rule.as_ref().is_none_or(is_known), "what/unknown-rule");
        match evaluate(book, &facts) {
            Answer::Granted(grants) => self.granted(apply, book, grants),
            Answer::Refused => self.refused_by_rules(book),
            Answer::Choose(_) => self.unless(false, "what/name-rule"),
            Answer::Ambiguous(_) => self.unless(false, "what/ambiguous-rules"),
        }
    }

    fn refused_by_rules(&mut self, book: &RuleBook) {
        if let Some(filed) = self.filed(book, Vec::new(), &[]) {
            let id = HoldId { entry: self.me, k: 0 };
            self.model.applications.insert(id, Filed { has_ended: true, ..filed });
        }
    }

    fn filed(&self, book: &RuleBook, grants: Vec<Grant>, take: &[Take]) -> Option<Filed> {
        let lost = take.iter().filter(|one| grants.iter().any(|grant| grant.lost.contains(&one.lot)));
        Some(Filed {
            institution: self.institution.parse().ok()?,
            effective: self.day,
            latest: self.day,
            people: vec![self.person()],
            signed: [self.mandate.clone()].into(),
            read: self.read_for(&grants, take),
            lost: lost.map(|one| (one.lot, quanta(one.credits))).collect(),
            review: stages(book, &grants),
            agreed: 0,
            is_appealed: false,
            refused: None,
            has_ended: false,
            grants,
        })
    }

    /// What is granted is held, or converted at once where nobody has to agree.
    fn granted(&mut self, apply: &Apply, book: &RuleBook, grants: Vec<Grant>) {
        let Some(filed) = self.filed(book, grants, &apply.take) else { return };
        let id = HoldId { entry: self.me, k: 0 };
        let inputs: Vec<_> = used(&filed.grants).iter().map(|one| (one.lot, quanta(one.credits))).collect();
        let all: Vec<_> = inputs.into_iter().chain(filed.lost.iter().copied()).collect();
        let out_of = used(&filed.grants).into_iter().flat_map(|one| one.reserved_by).collect();
        self.reach = Reach { carry: Some(out_of), avoid: None };
        self.admit_uses(&all, Among::All);
        if filed.review.is_empty() {
            self.convert_free(&filed);
            self.model.applications.insert(id, Filed { has_ended: true, ..filed });
            return;
        }
        self.hold_for(id, &filed);
        let through = self.day.plus_days(book.draft().review_days.into());
        let mut take = taken(&filed.grants);
        take.extend(filed.lost.iter().copied());
        let one = self.new_use(&take);
        self.begin(Subject::Hold(id), one.map(|one| Use { through, read: filed.read.clone(), ..one }));
        self.model.applications.insert(id, filed);
    }

    fn hold_for(&mut self, id: HoldId, filed: &Filed) {
        for input in used(&filed.grants) {
            let one = (input.lot, quanta(input.credits));
            self.move_some(one, &input.reserved_by, input.scope.as_ref(), |from| from.at(Place::Held(id)));
        }
        for one in &filed.lost {
            self.move_some(*one, &[], None, |from| from.at(Place::Held(id)));
        }
    }

    /// The lots beside those applied with that the rules need passed, by heart: a placement test, or a good grade.
    fn read_for(&self, grants: &[Grant], take: &[Take]) -> Vec<LotId> {
        if !grants.iter().any(|grant| grant.rule.as_str() == "trade-after-test") {
            return Vec::new();
        }
        let is_needed = |lot: &Quanta| match (lot.kind, lot.code.as_str()) {
            (OutcomeKind::Exam, "PLACE") => true,
            (OutcomeKind::Course, "A") => lot.grade.as_ref().is_some_and(|grade| rank(grade) > 850_000),
            _ => false,
        };
        self.others(take).into_iter().filter(|(_, lot)| is_needed(lot)).map(|(id, _)| id).collect()
    }

    /// The other outcomes that count on the day: candidates, of what counts as last taken the one that stands.
    fn others(&self, take: &[Take]) -> Vec<(LotId, &Quanta)> {
        let counts = |id: &LotId, lot: &Quanta| match &lot.thing {
            Some(thing) if self.model.policy(thing, self.day).counting == Counting::Last => {
                self.model.standing(thing, self.day) == Some(*id)
            }
            _ => lot.is_candidate(self.day),
        };
        let others =
            self.model.lots.iter().filter(|(id, lot)| !take.iter().any(|one| one.lot == **id) && counts(id, lot));
        others.map(|(id, lot)| (*id, lot)).collect()
    }
}

/// The reviews that the rules ask for together: of each as often as the rule that asks for it most often.
fn stages(book: &RuleBook, grants: &[Grant]) -> Vec<ReviewStage> {
    let mut stages: Vec<ReviewStage> = Vec::new();
    let rules = grants.iter().filter_map(|grant| book.rules().iter().find(|rule| rule.id == grant.rule));
    for rule in rules {
        let mut left = stages.clone();
        for stage in &rule.review {
            match left.iter().position(|one| one == stage) {
                Some(at) => drop(left.remove(at)),
                None => stages.push(stage.clone()),
            }
        }
    }
    stages
}

/// The facts of an application, as the model has them.
impl Work {
    fn facts(&self, apply: &Apply) -> Option<Facts> {
        let outcomes: Option<Vec<_>> = apply.take.iter().map(|take| self.outcome(take)).collect();
        let (mut outcomes, mut attested) = (outcomes?, apply.attested.clone());
        outcomes.sort_by_key(|one| one.id);
        attested.sort();
        attested.dedup();
        let passed = self.others(&apply.take).into_iter().map(|(_, lot)| passed(lot)).collect();
        Some(Facts {
            applied: self.day,
            asked: Asked { rule: apply.rule.clone(), target: apply.target.clone() },
            attested,
            // The rules of the world do not ask for enrolments.
            enrolments: Vec::new(),
            evidence: apply.evidence.clone(),
            outcomes,
            passed,
            prior: self.model.prior(),
            receiver: self.institution.parse().ok()?,
        })
    }

    fn outcome(&self, take: &Take) -> Option<OutcomeFact> {
        let lot = self.model.lots.get(&take.lot)?;
        Some(OutcomeFact {
            amount: Amount { credits: credits(lot.worth()), unit: lot.unit.parse().ok()? },
            asked: take.credits,
            code: lot.code.clone(),
            content: lot.content.clone(),
            earned: lot.earned,
            grade: lot.grade.clone(),
            id: take.lot,
            issuer: lot.issuer.clone(),
            kind: lot.kind,
            level: lot.thing.as_ref().and_then(|thing| thing.level.clone()),
            never: false,
            team: None,
            thing: lot.thing.clone(),
            tier: lot.tier,
            valid_through: lot.last,
        })
    }
}

fn passed(lot: &Quanta) -> PassedFact {
    PassedFact { code: lot.code.clone(), grade: lot.grade.clone(), kind: lot.kind, thing: lot.thing.clone() }
}

impl Model {
    /// What conversions have given and stands, and what applications under review would give.
    fn prior(&self) -> Vec<Prior> {
        let standing = self.uses.values().filter(|one| !one.ended);
        let standing = standing.flat_map(|one| one.grants.iter().map(|grant| (grant, one.applied)));
        let open = self.applications.values().filter(|one| !one.has_ended);
        let open = open.flat_map(|one| one.grants.iter().map(|grant| (grant, Some(one.effective))));
        standing.chain(open).filter_map(|(grant, on)| Some(self.prior_of(grant, on?))).collect()
    }

    fn prior_of(&self, grant: &Grant, on: Date) -> Prior {
        let lots = used(std::slice::from_ref(grant)).into_iter();
        let lots = lots.filter_map(|input| {
            let lot = self.lots.get(&input.lot)?;
            Some((input.lot, lot.content.clone(), lot.issuer.clone()))
        });
        let outputs = grant.outputs.iter().map(|output| PriorOutput {
            after: output.after,
            amount: output.amount.clone(),
            before: output.before,
            target: output.target.clone(),
        });
        Prior { lots: lots.collect(), on, outputs: outputs.collect(), rule: grant.rule.clone() }
    }
}

/// Whoever acts: two mandates of the world are one person's.
impl Work {
    pub(super) fn person(&self) -> String {
        if self.mandate == "sv-reviewer-3" { "sv-reviewer-2".into() } else { self.mandate.clone() }
    }

    /// Ends an application with its hold.
    pub(super) fn end_application(&mut self, entry: EntryId) {
        for (_, filed) in self.model.applications.iter_mut().filter(|(id, _)| id.entry == entry) {
            filed.has_ended = true;
        }
    }
}
