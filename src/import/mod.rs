//! Outcomes that come from other systems, many at a time.

pub mod csv;
