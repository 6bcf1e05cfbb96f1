//! Applications are reviewed, appealed against and taken back.

use crate::date;
use crate::id::HoldId;
use crate::ledger::{Appeal, Refuse, Subject};
use crate::testing::model::Work;
use crate::testing::model::state::Filed;

/// How long a review and an appeal take in the rule book of the world.
const REVIEW_DAYS: i64 = 30;
const APPEAL_DAYS: i64 = 10;

impl Work {
    /// The application, unless it has ended or something later happened to it.
    fn open(&mut self, id: HoldId) -> Option<Filed> {
        let Some(filed) = self.model.applications.get(&id).cloned() else {
            self.unless(false, "lot/unknown");
            return None;
        };
        self.unless(!filed.has_ended, "lot/ended");
        self.unless(!filed.grants.is_empty(), "what/nothing-to-appeal");
        self.not_before(filed.latest);
        Some(filed)
    }

    /// The application, if it waits for a review that the actor may make.
    fn in_review(&mut self, id: HoldId) -> Option<Filed> {
        self.by("reviewer");
        let filed = self.open(id)?;
        let is_refused = filed.refused.is_some() && !filed.is_appealed;
        let stage = filed.review.get(filed.agreed).cloned();
        self.unless(!is_refused && stage.is_some(), "what/not-in-review");
        let at = stage.and_then(|stage| stage.at).unwrap_or_else(|| filed.institution.clone());
        self.owner(&at);
        self.may_review_at();
        let me = self.person();
        self.unless(!filed.people.contains(&me), "who/same-person");
        Some(filed)
    }

    /// The refusal of those without the power for what comes out has a name of its own.
    fn may_review_at(&mut self) {
        let before = self.reasons.contains("who/no-power");
        self.may_review();
        if !before && self.reasons.remove("who/no-power") {
            self.unless(false, "who/no-power-at");
        }
    }

    /// What comes out is the institution's that was applied to: of the three that review, the college's power ends.
    fn may_convert(&mut self, filed: &Filed) {
        let is_late = filed.institution.as_str() == "HV" && self.day >= date!("2026-07-01");
        self.unless(!is_late, "who/no-power-at");
    }

    fn reviewed(&mut self, id: HoldId, filed: Filed) {
        self.model.uses.entry(Subject::Hold(id)).and_modify(|one| one.by.clone_from(&filed.signed));
        let people = filed.people.iter().cloned().chain([self.person()]).collect();
        self.model.applications.insert(id, Filed { people, latest: filed.latest.max(self.day), ..filed });
    }

    pub(super) fn approve(&mut self, id: HoldId) {
        let Some(filed) = self.in_review(id) else { return };
        let marks = self.model.uses.get(&Subject::Hold(id)).map(|one| one.marks.len());
        self.unless(marks.is_none_or(|marks| marks == 0), "what/application-suspended");
        let is_last = filed.agreed + 1 == filed.review.len();
        let signed = filed.signed.iter().cloned().chain([self.mandate.clone()]).collect();
        self.reviewed(id, Filed { agreed: filed.agreed + 1, signed, ..filed.clone() });
        if is_last {
            self.may_convert(&filed);
            self.founded(&filed);
            self.convert_held(id, &filed);
        }
    }

    pub(super) fn refuse(&mut self, refuse: &Refuse) {
        let id = refuse.application;
        let Some(filed) = self.in_review(id) else { return };
        self.unless(!refuse.reasons.is_empty(), "what/no-reason");
        if refuse.waived || filed.is_appealed {
            self.reviewed(id, filed);
            return self.end(Subject::Hold(id));
        }
        let through = self.today.plus_days(APPEAL_DAYS);
        self.stands_through(id, through);
        self.reviewed(id, Filed { refused: through, ..filed });
    }

    fn stands_through(&mut self, id: HoldId, through: Option<crate::time::Date>) {
        if let Some(hold) = self.model.uses.get_mut(&Subject::Hold(id)) {
            hold.through = through;
        }
    }

    pub(super) fn appeal(&mut self, appeal: &Appeal) {
        self.by("registrar");
        let Some(filed) = self.open(appeal.application) else { return };
        self.owner(&filed.institution);
        self.unless(!appeal.reasons.is_empty(), "what/no-reason");
        let last = filed.refused.filter(|_| !filed.is_appealed);
        self.unless(last.is_some(), "what/nothing-to-appeal");
        self.unless(last.is_none_or(|last| self.today <= last), "when/appeal-too-late");
        self.stands_through(appeal.application, self.today.plus_days(REVIEW_DAYS));
        let latest = filed.latest.max(self.day);
        let filed = Filed { is_appealed: true, agreed: 0, latest, ..filed };
        self.model.applications.insert(appeal.application, filed);
    }

    pub(super) fn withdraw(&mut self, id: HoldId) {
        self.by("registrar");
        let Some(filed) = self.open(id) else { return };
        self.owner(&filed.institution);
        self.end(Subject::Hold(id));
    }
}
