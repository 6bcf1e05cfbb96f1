//! The closed lists of words: tiers, kinds of outcome, roles and powers.

use crate::id::IdError;
use crate::text::serde_as_text;

/// A closed list of words, each with one spelling in text, TOML and JSON.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident, $what:literal, $expected:literal;
        $($(#[$each:meta])* $word:ident = $text:literal,)+) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$each])* $word,)+
        }

        impl $name {
            /// All of them, in order.
            pub const ALL: &[Self] = &[$(Self::$word),+];

            /// The word as it is written.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$word => $text,)+
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                let found = Self::ALL.iter().copied().find(|word| word.as_str() == text);
                found.ok_or_else(|| IdError::new($what, text, $expected))
            }
        }
    };
}
pub(crate) use words;

words! {
    /// A stage of study, low to high. Levels of a framework, such as NQF or EQF, stand beside it
    /// ([`Level`](crate::registry::Level)).
    ///
    /// ```
    /// use creditbank::registry::Tier;
    /// assert!(Tier::Secondary < Tier::Undergraduate);
    /// assert_eq!("higher".parse(), Ok(Tier::Higher));
    /// ```
    Tier, "a tier", "`secondary`, `higher` or `undergraduate` is expected";
    /// Secondary vocational (中职).
    Secondary = "secondary",
    /// Higher vocational, junior college (高职, 专科).
    Higher = "higher",
    /// Undergraduate (本科).
    Undergraduate = "undergraduate",
}

words! {
    /// A kind of learning outcome (学习成果).
    OutcomeKind, "a kind of outcome",
        "`course`, `certificate`, `competition`, `training`, `work`, `exam`, `community`, `senior` or `converted` is expected";
    /// A course of a code list.
    Course = "course",
    /// A vocational or skill-level certificate (职业技能等级证书).
    Certificate = "certificate",
    /// An award in a skills competition (技能大赛).
    Competition = "competition",
    /// Training, such as that of a village revitalisation academy (乡村振兴学院).
    Training = "training",
    /// Assessed work experience (工作经历).
    Work = "work",
    /// A self-study or other examination (自学考试).
    Exam = "exam",
    /// Community learning (社区教育).
    Community = "community",
    /// Learning in later life (老年教育).
    Senior = "senior",
    /// Credits of a category that a conversion made; no institution issues them by itself.
    Converted = "converted",
}

impl OutcomeKind {
    /// Whether another outcome of the same code is another attempt at the same thing, of which the better
    /// counts. Of the other kinds each outcome stands alone: two prizes are two prizes.
    #[must_use]
    pub const fn retaken(self) -> bool {
        matches!(self, Self::Course | Self::Exam)
    }
}

words! {
    /// How a part is used in a scope, or by a conversion.
    UseKind, "a use", "`consume`, `reserve` or `witness` is expected";
    /// Used up.
    Consume = "consume",
    /// Counted there, and still carryable by a later stage whose programme says so.
    Reserve = "reserve",
    /// Read only, for example for admission.
    Witness = "witness",
}

words! {
    /// What a mandate lets a person act as.
    Role, "a role", "`registrar`, `reviewer`, `awarder`, `publisher` or `operator` is expected";
    /// Records outcomes for the institution that issued them.
    Registrar = "registrar",
    /// Reviews applications and appeals (初审, 复审).
    Reviewer = "reviewer",
    /// Binds credit to awards.
    Awarder = "awarder",
    /// Publishes documents.
    Publisher = "publisher",
    /// Opens, closes and merges passbooks, and runs sweeps.
    Operator = "operator",
}

words! {
    /// What an institution may do.
    Power, "a power", "`issue`, `review`, `award`, `publish` or `keep` is expected";
    /// Issue outcomes of stated kinds at stated tiers.
    Issue = "issue",
    /// Review applications and appeals.
    Review = "review",
    /// Award certificates, diplomas and degrees.
    Award = "award",
    /// Publish documents.
    Publish = "publish",
    /// Keep passbooks: open, close and merge them, and sweep what has expired.
    Keep = "keep",
}

serde_as_text!(Tier, OutcomeKind, UseKind, Role, Power);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_reads_back_and_the_expected_list_is_complete() {
        fn check<T: Copy + ToString + std::str::FromStr<Err = IdError> + PartialEq + std::fmt::Debug>(all: &[T]) {
            let wrong = "?".parse::<T>().unwrap_err();
            for word in all {
                assert_eq!(word.to_string().parse::<T>().as_ref(), Ok(word));
                assert!(wrong.reason.contains(&format!("`{}`", word.to_string())), "{wrong}");
            }
        }
        check(Tier::ALL);
        check(OutcomeKind::ALL);
        check(Role::ALL);
        check(Power::ALL);
        check(crate::registry::DocumentKind::ALL);
    }

    #[test]
    fn only_courses_and_exams_are_retaken() {
        let retaken: Vec<_> = OutcomeKind::ALL.iter().filter(|kind| kind.retaken()).collect();
        assert_eq!(retaken, [&OutcomeKind::Course, &OutcomeKind::Exam]);
    }
}
