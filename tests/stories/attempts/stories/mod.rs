//! The stories, by what they are about.

mod answers;
mod attacks;
mod awards;
mod cases;
mod clashes;
mod counting;
mod histories;
mod in_use;
mod limits;
mod merges;
mod near;
mod owners;
mod policies;
mod recognised;
mod regraded;
mod rests_on;
mod settled;
mod tags;
mod values;

/// Stories, each a test, and all of them as a list.
macro_rules! stories {
    ($($(#[$doc:meta])* $name:ident = $text:literal;)+) => {
        $(
            $(#[$doc])*
            #[test]
            fn $name() {
                crate::attempts::laws::hold($text);
            }
        )+

        /// All stories of this page.
        #[allow(dead_code, reason = "not every page is told in other orders")]
        pub(crate) const ALL: &[&str] = &[$($text),+];
    };
}
pub(crate) use stories;

/// Facts can be recorded in other orders; otherwise the law would say nothing.
#[test]
fn most_other_orders_are_accepted() {
    let told = [cases::ALL, counting::ALL, histories::ALL].concat().into_iter().map(crate::attempts::laws::orders);
    let (accepted, of) = told.fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    assert!(accepted * 2 > of, "{accepted} of {of}");
}
