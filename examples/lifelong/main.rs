//! One city, three people, and what their credit bank keeps of them: `cargo run --example lifelong`.
//!
//! The people, the institutions and all their records are invented. The book is kept in `target/lifelong`, which is
//! emptied first; damaged copies of it are kept beside it.

mod awards;
mod conversions;
mod damage;
mod office;
mod people;
mod story;

use std::path::Path;

use office::{Fallible, Office};

fn main() -> Fallible<()> {
    for line in run(Path::new("target/lifelong"))? {
        println!("{line}");
    }
    Ok(())
}

/// Tells the whole story over a book in a folder, which is emptied first.
pub(crate) fn run(folder: &Path) -> Fallible<Vec<String>> {
    if folder.exists() {
        std::fs::remove_dir_all(folder)?;
    }
    let book = folder.join("book");
    let mut office = Office::open(&book)?;
    story::tell(&mut office)?;
    awards::tell(&mut office, folder)?;
    story::verification(&mut office)?;
    let checkpoint = office.bank.checkpoint();
    let Office { bank, mut said, .. } = office;
    drop(bank);
    said.extend(damage::tell(&book, folder, &checkpoint)?);
    Ok(said)
}
