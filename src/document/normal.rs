//! The one order of what has none.

/// Sorts a list whose order means nothing, and drops what is in it twice.
pub(crate) fn set<T: Ord>(list: &mut Vec<T>) {
    list.sort();
    list.dedup();
}
