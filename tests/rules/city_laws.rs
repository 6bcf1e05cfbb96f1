//! The laws of rule books, for the city's.

mod the_city_book {
    creditbank::rulebook_laws!("examples/data/rules.toml");
}
