//! The city's rule book: that it reads, that it fits the other documents of its folder, and its worked cases.

use creditbank::registry::Limits;
use creditbank::rules::RuleBook;

const BOOK: &[u8] = include_bytes!("../examples/data/rules.toml");

fn book() -> RuleBook {
    RuleBook::read("rules.toml", BOOK, &Limits::default()).unwrap_or_else(|findings| panic!("{findings}"))
}

#[test]
fn it_reads() {
    assert_eq!(book().rules().len(), 42);
}
