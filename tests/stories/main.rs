//! What happens to a learner, line by line: each subject told as stories in the test world.

#[path = "../kit/mod.rs"]
mod kit;

mod attempts;
mod award_guards;
mod awards;
mod carrying;
mod conversion_guards;
mod conversion_reads;
mod conversions;
mod corrections;
mod courses;
mod merging;
mod on_behalf;
mod own_passbook;
mod worked_cases;
