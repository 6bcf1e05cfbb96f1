//! What stands across passbooks and wants a person's eye. A finding is never a refusal.

use std::collections::BTreeMap;
use std::fmt;

use crate::bank::core::Bank;
use crate::digest::Digest;
use crate::id::{LearnerId, LotId};
use crate::ledger::{Lot, Place};
use crate::store::Store;
use crate::time::Clock;

/// Something across passbooks to be reviewed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Finding {
    /// The same certificate stands in several passbooks.
    SameTag {
        /// Its tag.
        tag: Digest,
        /// Where it stands.
        lots: Vec<(LearnerId, LotId)>,
    },
    /// A team's award stands in more passbooks than the team had members.
    TeamTooLarge {
        /// The award's tag.
        tag: Digest,
        /// How many members the team had, as the first of the lots says.
        team_size: u16,
        /// Where it stands.
        lots: Vec<(LearnerId, LotId)>,
    },
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (lots, what) = match self {
            Self::SameTag { lots, .. } => (lots, "one certificate stands in several passbooks".to_owned()),
            Self::TeamTooLarge { lots, team_size, .. } => {
                (lots, format!("the award of a team of {team_size} stands {} times", lots.len()))
            }
        };
        write!(f, "{what}:")?;
        lots.iter().try_for_each(|(learner, lot)| write!(f, " lot {lot} of learner {learner};"))
    }
}

type Places = BTreeMap<Digest, Vec<(LearnerId, LotId, u16)>>;

impl<S: Store, C: Clock> Bank<S, C> {
    /// Builds the index of tags over all passbooks and tells what stands in it twice.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        let (mut tags, mut teams) = (Places::new(), Places::new());
        for account in self.fold.accounts.in_order() {
            let learner = account.passbook.learner;
            for lot in account.passbook.lots.values().filter(|lot| counts(lot)) {
                let size = lot.team.map_or(0, |team| team.team_size);
                let place = (learner, lot.id, size);
                if let Some(tag) = lot.tag {
                    tags.entry(tag).or_default().push(place);
                }
                if let Some(tag) = lot.team.and_then(|team| team.tag) {
                    teams.entry(tag).or_default().push(place);
                }
            }
        }
        let same = tags.into_iter().filter(|(_, places)| apart(places));
        let same = same.map(|(tag, places)| Finding::SameTag { tag, lots: bare(&places) });
        same.chain(teams.into_iter().filter_map(|(tag, places)| too_large(tag, &places))).collect()
    }
}

/// Revoked, superseded and moved lots are no longer anybody's claim.
fn counts(lot: &Lot) -> bool {
    let gone = |place| matches!(place, Place::Revoked | Place::Superseded | Place::Moved);
    !lot.parts.iter().all(|part| gone(part.standing.place))
}

fn apart(places: &[(LearnerId, LotId, u16)]) -> bool {
    let first = places.first().map(|(learner, _, _)| *learner);
    places.iter().any(|(learner, _, _)| Some(*learner) != first)
}

fn bare(places: &[(LearnerId, LotId, u16)]) -> Vec<(LearnerId, LotId)> {
    places.iter().map(|(learner, lot, _)| (*learner, *lot)).collect()
}

fn too_large(tag: Digest, places: &[(LearnerId, LotId, u16)]) -> Option<Finding> {
    let team_size = places.first().map(|(_, _, size)| *size)?;
    let lots = bare(places);
    (lots.len() > usize::from(team_size)).then_some(Finding::TeamTooLarge { tag, team_size, lots })
}
