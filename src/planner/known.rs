//! What was passed, by code: what prerequisites look at.

use std::collections::BTreeMap;

use crate::id::Code;
use crate::planner::holdings::Holdings;
use crate::registry::{Called, OutcomeName};
use crate::time::Date;

/// Outcomes that were passed and that are in the passbook, under each code that they have, with the day.
pub(super) struct Known<'a>(BTreeMap<&'a Code, Vec<(Called<'a>, Date)>>);

impl<'a> Known<'a> {
    pub(super) fn of(holdings: &'a Holdings) -> Self {
        let passed = holdings.passed.iter().map(|one| (one.called(), one.on));
        let assets = holdings.assets.iter().map(|asset| (asset.called(), asset.earned));
        let mut by_code = BTreeMap::<_, Vec<_>>::new();
        for (called, day) in passed.chain(assets) {
            for code in called.codes() {
                by_code.entry(code).or_default().push((called, day));
            }
        }
        Self(by_code)
    }

    /// Whether one was passed by a day.
    pub(super) fn had(&self, name: &OutcomeName, by: Date) -> bool {
        self.named(name).any(|day| day <= by)
    }

    fn named(&self, name: &OutcomeName) -> impl Iterator<Item = Date> {
        let all = self.0.get(&name.code).into_iter().flatten();
        all.filter(|(called, _)| called.is(name)).map(|(_, day)| *day)
    }
}
