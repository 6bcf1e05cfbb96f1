//! Checks a rule book.
fn main() {
    let name = std::env::args().nth(1).unwrap();
    let text = std::fs::read(&name).unwrap();
    let book = creditbank::rules::RuleBook::read(&name, &text, &Default::default()).unwrap();
    let t = std::time::Instant::now();
    let a = creditbank::rules::analyse(&book, None);
    eprintln!("{:?}", t.elapsed());
    println!("{}", a.to_findings(&book, &name, std::str::from_utf8(&text).unwrap()));
    for p in &a.proofs {
        println!("{p}");
        if let creditbank::rules::Proof::NoGain(v) = p {
            println!("{:?}\n{v}{:?}", v.apart, creditbank::rules::check_valuation(&book, v));
        }
    }
}
