//! A plan as a small picture: lots on the left, requirements on the right, and what flows between them.

mod rows;
mod scene;
mod svg;
mod terminal;
mod tracks;

pub use svg::svg;
pub use terminal::picture;
