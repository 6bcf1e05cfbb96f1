//! Loads mandates.

use crate::document::{Table, Unique};
use crate::id::MandateId;
use crate::registry::{DocumentHead, Mandate, Mandates};

pub(super) fn load(mut top: Table<'_>, head: Option<DocumentHead>) -> Option<Mandates> {
    let mut ids = Unique::new("the mandate");
    let all: Vec<_> = top.tables("mandate", "mandate").map(|table| mandate(table, &mut ids)).collect();
    top.finish();
    Mandates::new(head?, all.into_iter().flatten()).ok()
}

fn mandate(mut table: Table<'_>, ids: &mut Unique<MandateId>) -> Option<Mandate> {
    let id = table.required("id").inspect(|id| _ = ids.check(&table, "id", id));
    let (institution, role) = (table.required("institution"), table.required("role"));
    let (valid, learner, person) = (table.required("valid"), table.optional("learner"), table.optional("person"));
    table.finish();
    Some(Mandate { id: id?, institution: institution?, role: role?, valid: valid?, learner, person })
}
