//! What stands across passbooks and wants a person's eye. A matter is never a refusal.

use std::collections::BTreeMap;
use std::fmt;

use crate::bank::core::Bank;
use crate::digest::Digest;
use crate::id::{DocumentId, LearnerId, LotId};
use crate::ledger::verbs::apply::standing_grants;
use crate::ledger::{Lot, Passbook, Place};
use crate::rules::{Passed, RuleBook, passed_limits};
use crate::store::Store;
use crate::time::Clock;

/// Something across passbooks to be reviewed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Matter {
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
    /// Two lots of a learner are two things only because one of them says no level.
    NearThings {
        /// The learner.
        learner: LearnerId,
        /// The two lots.
        lots: [LotId; 2],
    },
    /// A limit of a rule book that binds in the audit is passed.
    OverLimit {
        /// The rule book.
        document: DocumentId,
        /// Which limit, and by how much.
        passed: Passed,
    },
}

impl fmt::Display for Matter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (lots, what) = match self {
            Self::OverLimit { document, passed } => return over(f, document, passed),
            Self::NearThings { learner, lots: [one, other] } => {
                let what = "are two things only because one of them says no level";
                return write!(f, "lots {one} and {other} of learner {learner} {what}");
            }
            Self::SameTag { lots, .. } => (lots, "one certificate stands in several passbooks".to_owned()),
            Self::TeamTooLarge { lots, team_size, .. } => {
                (lots, format!("the award of a team of {team_size} stands {} times", lots.len()))
            }
        };
        write!(f, "{what}:")?;
        lots.iter().try_for_each(|(learner, lot)| write!(f, " lot {lot} of learner {learner};"))
    }
}

fn over(f: &mut fmt::Formatter<'_>, document: &DocumentId, passed: &Passed) -> fmt::Result {
    let Passed { limit, clause, total, most, .. } = passed;
    write!(f, "limit `{limit}` of `{document}`, on clause {clause}: {total} stand where at most {most} may")?;
    passed.by.iter().try_for_each(|by| write!(f, ", for {by}"))?;
    passed.learner.map_or(Ok(()), |learner| write!(f, ", of learner {learner}"))
}

type Places = BTreeMap<Digest, Vec<(LearnerId, LotId, u16)>>;

impl<S: Store, C: Clock> Bank<S, C> {
    /// Builds the index of tags over all passbooks and tells what stands in it twice.
    #[must_use]
    pub fn matters(&self) -> Vec<Matter> {
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
        let same = same.map(|(tag, places)| Matter::SameTag { tag, lots: bare(&places) });
        let teams = teams.into_iter().filter_map(|(tag, places)| too_large(tag, &places));
        same.chain(teams).chain(self.near_things()).chain(self.over_limits()).collect()
    }

    /// Things of one learner that differ only by an absent level.
    fn near_things(&self) -> Vec<Matter> {
        let near = |book: &Passbook| -> Vec<Matter> {
            let lots = || book.lots.values().filter(|lot| counts(lot));
            let beside = |one: &Lot| lots().filter(|other| is_near(one, other)).map(|lot| lot.id).collect::<Vec<_>>();
            let pairs = lots()
                .filter(|lot| lot.level.is_none())
                .flat_map(|one| beside(one).into_iter().map(|other| [one.id, other]));
            pairs.map(|lots| Matter::NearThings { learner: book.learner, lots }).collect()
        };
        self.fold.accounts.in_order().flat_map(|account| near(&account.passbook)).collect()
    }

    /// Limits across learners, by the latest version of each rule book.
    fn over_limits(&self) -> Vec<Matter> {
        let books = self.fold.published.rule_books();
        let of = |book: &RuleBook| -> Vec<Matter> {
            let document = &book.draft().head.id;
            let passbooks = self.fold.accounts.in_order().map(|account| &account.passbook);
            let standing: Vec<_> = passbooks
                .flat_map(|book| standing_grants(book, document).into_iter().map(|prior| (book.learner, prior)))
                .collect();
            let passed = passed_limits(book, &standing).into_iter();
            passed.map(|passed| Matter::OverLimit { document: document.clone(), passed }).collect()
        };
        books.flat_map(of).collect()
    }
}

/// Revoked and moved lots are no longer anybody's claim.
fn counts(lot: &Lot) -> bool {
    let gone = |place| matches!(place, Place::Revoked | Place::Moved);
    !lot.parts.iter().all(|part| gone(part.standing.place))
}

fn is_near(one: &Lot, other: &Lot) -> bool {
    one.thing().zip(other.thing()).is_some_and(|(one, other)| one.differs_by_an_absent_level(other))
}

fn apart(places: &[(LearnerId, LotId, u16)]) -> bool {
    let first = places.first().map(|(learner, _, _)| *learner);
    places.iter().any(|(learner, _, _)| Some(*learner) != first)
}

fn bare(places: &[(LearnerId, LotId, u16)]) -> Vec<(LearnerId, LotId)> {
    places.iter().map(|(learner, lot, _)| (*learner, *lot)).collect()
}

fn too_large(tag: Digest, places: &[(LearnerId, LotId, u16)]) -> Option<Matter> {
    let team_size = places.first().map(|(_, _, size)| *size)?;
    let lots = bare(places);
    (lots.len() > usize::from(team_size)).then_some(Matter::TeamTooLarge { tag, team_size, lots })
}
