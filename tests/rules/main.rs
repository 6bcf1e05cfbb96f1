//! Rule books: read, analysed, evaluated, explained.

#[path = "../kit/mod.rs"]
mod kit;

mod analyses;
mod analyses_large;
mod book;
mod cases;
mod city_laws;
mod differential;
mod evaluate;
mod identity;
mod law_kit;
mod planted;
mod planted_more;
mod properties;
mod remarks;
mod replay;
mod wording;
