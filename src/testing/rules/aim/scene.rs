//! Scenes, and the applications they are of.

use proptest::prelude::*;

use crate::rules::{Facts, Rule, RuleBook, Same, Source};
use crate::testing::rules::aim::base::base;
use crate::testing::rules::aim::change::Change;
use crate::testing::rules::aim::changes::changes;
use crate::testing::rules::aim::slot::{meet, slots};
use crate::testing::rules::dice::{Dice, dice};

/// What is aimed at: a rule and perhaps a second one, by their places in the book, and changes by their places in
/// the list of all.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Scene {
    /// The rule.
    pub rule: usize,
    /// A second one that is to match too.
    pub second: Option<usize>,
    /// Which alternatives are taken.
    pub branch: usize,
    /// The changes.
    pub changes: Vec<usize>,
}

/// An application that aims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shot {
    /// The scene it is of.
    pub scene: Scene,
    /// The application.
    pub facts: Facts,
    /// What was changed.
    pub changes: Vec<Change>,
}

impl Shot {
    /// Whether it is at a boundary of the rules it aims at, or a step from one.
    #[must_use]
    pub fn is_near(&self) -> bool {
        self.changes.iter().any(|change| change.edge)
    }
}

/// Aims at a book.
#[derive(Clone, Debug)]
pub struct Aim<'a> {
    book: &'a RuleBook,
}

impl<'a> Aim<'a> {
    /// At this book.
    #[must_use]
    pub const fn at(book: &'a RuleBook) -> Self {
        Self { book }
    }

    fn rules(&self, scene: &Scene) -> Option<Vec<&'a Rule>> {
        let first = self.book.rules().get(scene.rule)?;
        let second = scene.second.and_then(|second| self.book.rules().get(second));
        Some([Some(first), second].into_iter().flatten().collect())
    }

    /// The application of a scene without its changes.
    #[must_use]
    pub fn base(&self, scene: &Scene) -> Option<Facts> {
        let rules = self.rules(scene)?;
        let slots = slots(rules.first()?, rules.get(1).copied());
        base(self.book, &slots, &rules, scene.branch)
    }

    /// All changes that a scene could have, in order.
    #[must_use]
    pub fn changes(&self, scene: &Scene) -> Vec<Change> {
        self.all_changes(scene).unwrap_or_default()
    }

    fn all_changes(&self, scene: &Scene) -> Option<Vec<Change>> {
        let rules = self.rules(scene)?;
        let slots = slots(rules.first()?, rules.get(1).copied());
        Some(changes(self.book, &slots, &rules, &self.base(scene)?))
    }

    /// The application of a scene.
    #[must_use]
    pub fn shoot(&self, scene: &Scene) -> Option<Shot> {
        let all = if scene.changes.is_empty() { Vec::new() } else { self.changes(scene) };
        self.shot(scene, &all)
    }

    /// The same, where all changes are known.
    pub(in crate::testing::rules) fn shot(&self, scene: &Scene, all: &[Change]) -> Option<Shot> {
        let mut facts = self.base(scene)?;
        let mut made = Vec::new();
        for change in scene.changes.iter().filter_map(|at| all.get(at.checked_rem(all.len())?)) {
            change.what.apply(&mut facts);
            made.push(change.clone());
        }
        Some(Shot { scene: scene.clone(), facts, changes: made })
    }

    /// Pairs of rules that may meet: in one group, or one overriding the other, and with outcomes that both name.
    #[must_use]
    pub fn pairs(&self) -> Vec<(usize, usize)> {
        let rules = self.book.rules();
        let mut pairs = Vec::new();
        for (first, one) in rules.iter().enumerate() {
            for (second, other) in rules.iter().enumerate().skip(first.saturating_add(1)) {
                if self.meet(one, other) {
                    pairs.push((first, second));
                }
            }
        }
        pairs
    }

    fn meet(&self, one: &Rule, other: &Rule) -> bool {
        let content = self.book.group(&one.group).is_some_and(|group| group.same == Same::Content);
        let related =
            one.group == other.group || one.overrides.contains(&other.id) || other.overrides.contains(&one.id);
        let shared = one.from.iter().any(|left| other.from.iter().any(|right| may_name_one(left, right)));
        related && one.valid.overlaps(&other.valid) && (shared || content)
    }

    /// Every rule by itself, and every pair, without changes.
    #[must_use]
    pub fn plain(&self) -> Vec<Scene> {
        let single = (0..self.book.rules().len()).map(|rule| Scene { rule, ..Scene::default() });
        let pairs = self.pairs().into_iter();
        single.chain(pairs.map(|(rule, second)| Scene { rule, second: Some(second), ..Scene::default() })).collect()
    }

    /// Every rule by itself, every pair, and each of these with each change alone.
    #[must_use]
    pub fn scenes(&self) -> Vec<Scene> {
        let with = |scene: &Scene| {
            (0..self.changes(scene).len()).map(|at| Scene { changes: vec![at], ..scene.clone() }).collect::<Vec<_>>()
        };
        self.plain().into_iter().flat_map(|scene| [vec![scene.clone()], with(&scene)].concat()).collect()
    }

    /// Scenes at random: of one rule or of a pair, with up to four changes.
    pub fn any(&self) -> impl Strategy<Value = Scene> + use<> {
        let (count, pairs) = (self.book.rules().len(), self.pairs());
        dice(16).prop_map(move |mut dice| scene(&mut dice, count, &pairs))
    }

    /// Applications at random that aim at the book.
    pub fn facts(&self) -> impl Strategy<Value = Facts> + use<> {
        let book = self.book.clone();
        self.any().prop_filter_map("no rule can be aimed at", move |scene| Some(Aim::at(&book).shoot(&scene)?.facts))
    }
}

fn scene(dice: &mut Dice, count: usize, pairs: &[(usize, usize)]) -> Scene {
    let (rule, second) = match dice.chance(100).then(|| dice.pick(pairs)).flatten() {
        Some((rule, second)) => (rule, Some(second)),
        None => (dice.below(count), None),
    };
    let branch = dice.below(3);
    let count = dice.below(5);
    let changes = (0..count).map(|_| usize::from(dice.byte()) * 256 + usize::from(dice.byte())).collect();
    Scene { rule, second, branch, changes }
}

/// Whether some outcome could be named by both.
fn may_name_one(left: &Source, right: &Source) -> bool {
    left.kind == right.kind && meet(&left.codes, &right.codes)
}
