//! What the analyses find and what they do not: small documents, each beside two that differ from it in one thing.

use creditbank::diagnosis::Limits;
use creditbank::pathway::Programmes;

/// A programme with what it asks, and parts, each with what it asks.
fn programme(ask: &str, parts: &[&str]) -> String {
    let parts = parts
        .iter()
        .enumerate()
        .map(|(k, ask)| format!("\n[[programme.part]]\nid = \"p{k}\"\n{ask}\naccepts = [{{}}]\n"));
    format!(
        "[document]\nid = \"p\"\nkind = \"programmes\"\nvalid = \"2026-09-01..\"\nversion = \"1\"\n\n[book]\nsemantics = 1\n\n\
         [[unit]]\nid = \"hv\"\nquantum = \"0.5\"\n\n[[clause]]\nid = \"c\"\ntext = \"A clause.\"\n\n[[programme]]\n\
         id = \"P\"\ntitle = \"P\"\ntier = \"higher\"\nunit = \"hv\"\nclause = \"c\"\n{ask}\n{}",
        parts.collect::<String>()
    )
}

/// A programme of one part, with courses and what each needs, by a word and a list.
fn needing(needs: &[(&str, &str, &[&str])]) -> String {
    let list = |names: &[&str]| names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
    let need = |(course, word, names): &(&str, &str, &[&str])| {
        format!("\n[[programme.prerequisite]]\ncourse = \"{course}\"\n{word} = [{}]\nclause = \"c\"\n", list(names))
    };
    let text = programme("", &[""]) + &needs.iter().map(need).collect::<String>();
    match Programmes::read("p.toml", text.as_bytes(), &Limits::default()) {
        Ok(_) => String::new(),
        Err(found) => found.iter().map(|one| format!("{} {}\n", one.code, one.message)).collect(),
    }
}

#[test]
fn every_circle_of_prerequisites_is_named() {
    let circle = |one: &str, two: &str| {
        format!("P028 courses wait for each other in a circle: `{one}`, `{two}` and again `{one}`\n")
    };
    let two = needing(&[("A", "all", &["B"]), ("B", "all", &["A"]), ("C", "all", &["A", "D"]), ("D", "all", &["C"])]);
    assert_eq!(two, circle("A", "B") + &circle("C", "D"));
    // Two with a course in common, and one that is left when another course does.
    let shared = needing(&[("A", "all", &["B", "C"]), ("B", "all", &["A"]), ("C", "all", &["A"])]);
    assert_eq!(shared, circle("A", "B") + &circle("A", "C"));
    let other =
        needing(&[("A", "all", &["B"]), ("B", "all", &["A"]), ("C", "any", &["D", "E"]), ("D", "all", &["C", "A"])]);
    assert_eq!(other, circle("A", "B"));
}
