//! Static analyses of a sound rule book. Each shows what it found: an application that anyone can evaluate again.

mod axis;
mod case;
mod cell;
mod chain;
mod copies;
mod courses;
mod dates;
mod dead;
mod detour;
mod exact;
mod flow;
mod ground;
mod limits;
mod made;
mod moves;
mod overlap;
mod prior;
mod remark;
mod rounding;
mod run;
mod sample;
mod size;
mod span;
mod text;
mod valuation;
mod walk;
mod wish;
mod yields;

pub use case::Case;
pub use exact::Fraction;
pub use made::{Made, output_lot};
pub use remark::{About, Analysis, Proof, Remark};
pub use run::analyse;
pub use valuation::{Unsound, Valuation, check_valuation};
