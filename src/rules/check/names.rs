//! What a draft lists under ids, and whether anything refers to it.

use std::collections::BTreeMap;

use crate::diagnosis::nearest;
use crate::id::Code;
use crate::rules::check::checks::Checks;
use crate::rules::check::{At, Problem};
use crate::rules::draft::{Citation, Consortium, Group, Limit, RuleBookDraft};

/// Everything that rules refer to by id.
pub(super) struct Names<'a> {
    pub(super) clauses: Listed<'a, Citation>,
    pub(super) consortia: Listed<'a, Consortium>,
    pub(super) groups: Listed<'a, Group>,
    pub(super) limits: Listed<'a, Limit>,
}

/// A list of things with ids.
pub(super) struct Listed<'a, T> {
    /// What they are called, and the key that they stand under.
    pub(super) key: &'static str,
    list: &'a [T],
    id: fn(&T) -> &Code,
    /// Where each is first, and whether anything refers to it.
    places: BTreeMap<&'a Code, (usize, bool)>,
}

impl<'a> Names<'a> {
    pub(super) fn of(draft: &'a RuleBookDraft) -> Self {
        Self {
            clauses: Listed::of("clause", &draft.clauses, |clause| &clause.id),
            consortia: Listed::of("consortium", &draft.consortia, |consortium| &consortium.id),
            groups: Listed::of("group", &draft.groups, |group| &group.id),
            limits: Listed::of("limit", &draft.limits, |limit| &limit.id),
        }
    }
}

impl<'a, T> Listed<'a, T> {
    fn of(key: &'static str, list: &'a [T], id: fn(&T) -> &Code) -> Self {
        let mut places = BTreeMap::new();
        for (at, one) in list.iter().enumerate() {
            places.entry(id(one)).or_insert((at, false));
        }
        Self { key, list, id, places }
    }

    /// What has the id. It is referred to now.
    pub(super) fn refer(&mut self, id: &Code) -> Option<&'a T> {
        let (at, used) = self.places.get_mut(id)?;
        *used = true;
        self.list.get(*at)
    }

    /// What was there before under the same id.
    pub(super) fn twice(&self) -> impl Iterator<Item = Problem> {
        let again = self.list.iter().enumerate().filter(|(at, one)| self.first((self.id)(one)) != Some(*at));
        again.map(|(at, one)| twice(self.key, (self.id)(one), At::top(self.key).index(at).key("id")))
    }

    /// What nothing refers to.
    pub(super) fn unused(&self) -> impl Iterator<Item = Problem> {
        self.places.iter().filter(|(_, (_, used))| !used).map(|(id, (at, _))| {
            let message = format!("nothing refers to the {} `{id}`", self.key);
            let problem = Problem::new("B004", At::top(self.key).index(*at).key("id").path(), message);
            problem.help("what has no effect misleads its readers: leave it out, or refer to it")
        })
    }

    fn first(&self, id: &Code) -> Option<usize> {
        self.places.get(id).map(|(at, _)| *at)
    }
}

fn twice(what: &str, id: &Code, at: At<'_>) -> Problem {
    Problem::new("B001", at.path(), format!("the {what} `{id}` is there twice")).help("each needs an id of its own")
}

/// Past so many problems nobody is asked whether they meant something else: it takes a look at every name.
const HINTS_MOST: usize = 100;

impl<'a> Checks<'a> {
    pub(super) fn clause(&mut self, id: &Code, at: At<'_>) -> Option<&'a Citation> {
        self.found_or(|names| &mut names.clauses, id, at)
    }

    pub(super) fn group(&mut self, id: &Code, at: At<'_>) -> Option<&'a Group> {
        self.found_or(|names| &mut names.groups, id, at)
    }

    pub(super) fn limit(&mut self, id: &Code, at: At<'_>) -> Option<&'a Limit> {
        self.found_or(|names| &mut names.limits, id, at)
    }

    pub(super) fn consortium(&mut self, id: &Code, at: At<'_>) -> Option<&'a Consortium> {
        self.found_or(|names| &mut names.consortia, id, at)
    }

    fn found_or<T>(
        &mut self,
        listed: for<'n> fn(&'n mut Names<'a>) -> &'n mut Listed<'a, T>,
        id: &Code,
        at: At<'_>,
    ) -> Option<&'a T> {
        let few = self.count() < HINTS_MOST;
        let listed = listed(&mut self.names);
        let found = listed.refer(id);
        if found.is_none() {
            let key = listed.key;
            let names = listed.places.keys().map(|id| id.as_str());
            let problem = unknown(key, id.as_str(), at, if few { names.collect() } else { Vec::new() });
            self.add(problem.help(format!("each is defined under `[[{key}]]`")));
        }
        found
    }
}

/// A reference that leads nowhere.
pub(super) fn unknown(what: &str, id: &str, at: At<'_>, known: Vec<&str>) -> Problem {
    let problem = Problem::new("B003", at.path(), format!("there is no {what} `{id}`"));
    match nearest(id, &known) {
        Some(near) => problem.label(format!("did you mean `{near}`?")),
        None => problem,
    }
}
