//! Models as lines of JSON, with what the planner made of each: for other solvers, see `benches/peers/`.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::time::Instant;

use creditbank::planner::{Holdings, plan};
use creditbank::programme::Programmes;
use creditbank::solver::Effort;
use creditbank::testing::engine::Formulation;
use serde_json::{Value, json};

/// A file of models, one a line.
pub(crate) struct Models(BufWriter<File>);

impl Models {
    pub(crate) fn new(path: &str) -> Self {
        Self(BufWriter::new(File::create(path).unwrap()))
    }

    /// One more: unknowns by the most they may be, rows and goals by coefficients, and what was found in how long.
    pub(crate) fn put(&mut self, name: &str, programmes: &Programmes, learner: &Holdings, effort: Effort) {
        let id = "P".parse().unwrap();
        let formulation = Formulation::new(programmes, &id, learner).unwrap();
        let model = formulation.model();
        let begun = Instant::now();
        let planned = plan(programmes, &id, learner, effort).unwrap();
        let micros = u64::try_from(begun.elapsed().as_micros()).unwrap();
        let levels = planned.plan.levels.iter();
        let line = json!({
            "name": name,
            "high": model.columns.iter().map(|column| column.high).collect::<Vec<_>>(),
            "rows": model.rows.iter().map(|row| json!([row.most, row.terms])).collect::<Vec<Value>>(),
            "goals": model.goals.iter().map(|goal| json!(goal.terms)).collect::<Vec<Value>>(),
            "micros": micros,
            "found": levels.map(|level| json!([level.value, level.bound])).collect::<Vec<Value>>(),
        });
        writeln!(self.0, "{line}").unwrap();
    }
}
