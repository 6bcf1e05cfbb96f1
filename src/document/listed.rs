//! What a draft lists: under ids, and whether anything refers to it; and the one order of what has none.

use std::collections::BTreeMap;

use crate::id::Code;

/// A list of things with ids.
pub(crate) struct Listed<'a, T> {
    /// What they are called, and the key that they stand under.
    pub(crate) key: &'static str,
    list: &'a [T],
    id: fn(&'a T) -> &'a Code,
    /// Where each is first, and whether anything refers to it.
    places: BTreeMap<&'a Code, (usize, bool)>,
}

impl<'a, T> Listed<'a, T> {
    pub(crate) fn of(key: &'static str, list: &'a [T], id: fn(&'a T) -> &'a Code) -> Self {
        let mut places = BTreeMap::new();
        for (at, one) in list.iter().enumerate() {
            places.entry(id(one)).or_insert((at, false));
        }
        Self { key, list, id, places }
    }

    /// What has the id. It is referred to now.
    pub(crate) fn refer(&mut self, id: &Code) -> Option<&'a T> {
        let (at, used) = self.places.get_mut(id)?;
        *used = true;
        self.list.get(*at)
    }

    /// What is there a second time, and where.
    pub(crate) fn again(&self) -> Vec<(&'a Code, usize)> {
        let places = self.list.iter().map(self.id).zip(0..);
        places.filter(|(id, at)| self.places.get(id).is_some_and(|(first, _)| first != at)).collect()
    }

    /// What nothing refers to, and where it is.
    pub(crate) fn unused(&self) -> Vec<(&'a Code, usize)> {
        self.places.iter().filter(|(_, (_, used))| !used).map(|(id, (at, _))| (*id, *at)).collect()
    }

    /// So many of the ids.
    pub(crate) fn known(&self, most: usize) -> Vec<&'a str> {
        self.places.keys().map(|id| id.as_str()).take(most).collect()
    }
}

/// Sorts a list whose order means nothing, and drops what is in it twice.
pub(crate) fn set<T: Ord>(list: &mut Vec<T>) {
    list.sort();
    list.dedup();
}
