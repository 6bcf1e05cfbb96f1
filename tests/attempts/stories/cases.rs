//! Cases that were reported, or follow from rules that somebody published: the rows of *Attempts*.

use super::stories;

stories! {
    /// A certificate course is passed again, worse, after the better one has ended.
    expired_best = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-05-01 accrue FIRSTAID 90 percent through 2024-12-31
        bank-operator 2025-01-01 expire
        b = u-registrar 2025-06-10 accrue FIRSTAID 80 percent
        see 2024-12-31 a free 4
        see 2025-01-01 a expired 4
        see 2025-06-10 a expired 4 | b free 4
    ";
}
