//! Applications: what was asked, who has agreed, and where it stands.

use crate::id::{Code, DecisionId, EntryId, HoldId, MandateId};
use crate::ledger::actor::Actor;
use crate::ledger::appraisal::Appraisal;
use crate::ledger::lot::Take;
use crate::rules::Stage;
use crate::time::{Date, Timestamp};

/// An application to convert lots. Its id is that of the hold on them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Application {
    /// The appeal, if one was lodged.
    pub appealed: Option<EntryId>,
    /// What the rules say of it.
    pub appraisal: Appraisal,
    /// Who filed it, at the institution that is applied to.
    pub by: Actor,
    /// The decision that converted it.
    pub converted: Option<DecisionId>,
    /// The day on which it takes effect.
    pub effective: Date,
    /// The line that ended it: converted, withdrawn, lapsed or finally refused.
    pub ended: Option<EntryId>,
    /// Its id.
    pub id: HoldId,
    /// The latest effective date of anything that happened to it.
    pub latest: Date,
    /// When the book learned it.
    pub recorded: Timestamp,
    /// The last day on which a refusal may be appealed against.
    pub refused_through: Option<Date>,
    /// Reviews, in order.
    pub reviews: Vec<Review>,
    /// The mandates that answer for it, in order: that filed it or agreed to it, and those that settled its hold since. Where
    /// the learner was among them, only the one that kept it, and those that agreed after that.
    pub signed: Vec<MandateId>,
    /// Which lots, and how much of each was asked for.
    pub take: Vec<Take>,
}

/// One review of an application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// Who reviewed.
    pub actor: Actor,
    /// Whether it is a review of the appeal.
    pub appeal: bool,
    /// Whether the reviewer agrees.
    pub agrees: bool,
    /// The line.
    pub entry: EntryId,
    /// The day.
    pub on: Date,
    /// Why not.
    pub reasons: Vec<Code>,
}

/// Where an application stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    /// It waits for the review of this stage, from 0.
    InReview(usize),
    /// It was refused, and may be appealed against through this day.
    Refused(Date),
    /// It was refused, and that is final: by the rules, or there is no appeal any more.
    FinallyRefused,
    /// It waits for the review of this stage, by people who have not reviewed it before.
    InAppeal(usize),
    /// It was converted.
    Converted(DecisionId),
    /// It was withdrawn, or lapsed.
    Ended(EntryId),
}

impl Application {
    /// Where it stands.
    #[must_use]
    pub fn stands(&self) -> Stands {
        let refused = self.reviews.last().is_some_and(|review| !review.agrees);
        match (self.converted, self.ended) {
            (Some(decision), _) => Stands::Converted(decision),
            (None, _) if self.appraisal.is_refused() => Stands::FinallyRefused,
            (None, Some(_)) if refused => Stands::FinallyRefused,
            (None, Some(by)) => Stands::Ended(by),
            (None, None) => self.open(refused),
        }
    }

    fn open(&self, refused: bool) -> Stands {
        match (self.appealed, self.refused_through) {
            (Some(_), _) => Stands::InAppeal(self.agreed(true)),
            (None, Some(through)) if refused => Stands::Refused(through),
            _ => Stands::InReview(self.agreed(false)),
        }
    }

    /// How many reviews of the round have agreed.
    fn agreed(&self, appeal: bool) -> usize {
        self.reviews.iter().filter(|review| review.appeal == appeal && review.agrees).count()
    }

    /// The stage that it waits for.
    #[must_use]
    pub fn next(&self) -> Option<&Stage> {
        match self.stands() {
            Stands::InReview(stage) | Stands::InAppeal(stage) => self.appraisal.review.get(stage),
            _ => None,
        }
    }

    /// Whether the review that it waits for is the last.
    #[must_use]
    pub fn is_last(&self) -> bool {
        let last = self.appraisal.review.len().checked_sub(1);
        matches!(self.stands(), Stands::InReview(stage) | Stands::InAppeal(stage) if Some(stage) == last)
    }
}
