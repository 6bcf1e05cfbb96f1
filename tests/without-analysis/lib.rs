//! A build without the analyses opens, reads, writes and audits what others published, and publishes nothing:
//!
//! ```compile_fail,E0432
//! use creditbank::PublicationReceipt;
//! ```
//!
//! What it has is there:
//!
//! ```
//! use creditbank::{Bank, Receipt, Statement, bank::audit};
//! ```

#[cfg(test)]
mod tests {
    use creditbank::bank::audit;
    use creditbank::ledger::Open;
    use creditbank::{Bank, FixedClock, LearnerId, MemoryStore, Timestamp, date, mandate};

    const GOLDEN: [&str; 4] = ["journal", "conversions", "awards", "attempts"];
    const VECTORS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../vectors");

    const CLOCK: FixedClock = match Timestamp::from_unix(1_789_000_000) {
        Some(now) => FixedClock(now),
        None => panic!("in range"),
    };

    /// The lines of a golden journal.
    fn lines(name: &str) -> Vec<Vec<u8>> {
        let text = std::fs::read_to_string(format!("{VECTORS}/{name}.jsonl")).unwrap();
        text.lines().map(|line| line.as_bytes().to_vec()).collect()
    }

    /// Lines with all documents and attachments that are kept beside the vectors.
    fn store(lines: Vec<Vec<u8>>) -> MemoryStore {
        let folders = ["attachments", "documents", "world"].into_iter();
        let files = folders.flat_map(|kept| std::fs::read_dir(format!("{VECTORS}/{kept}")).unwrap());
        MemoryStore::from_parts(lines, files.map(|file| std::fs::read(file.unwrap().path()).unwrap())).unwrap()
    }

    fn is_publication(line: &[u8]) -> bool {
        line.starts_with(b"{\"act\":{\"publish\"")
    }

    #[test]
    fn golden_books_open_and_their_audit_is_sound_and_lists_every_judgement() {
        for name in GOLDEN {
            let lines = lines(name);
            let published: Vec<usize> = (0..lines.len()).filter(|at| is_publication(&lines[*at])).collect();
            let bank = Bank::open(store(lines), CLOCK).unwrap();
            let audited = bank.verify().unwrap();
            assert!(audited.is_sound(), "{name}: {:?}", audited.discrepancies);
            let listed = audited.not_repeated.iter().map(|one| usize::try_from(one.record).unwrap());
            assert_eq!(listed.collect::<Vec<_>>(), published, "{name}");
            assert_eq!((audited.decided + 1, audited.lines), (audited.lines, bank.length()), "{name}");
            assert_eq!(audited, audit(&bank.into_store(), &[]).unwrap());
        }
    }

    #[test]
    fn what_is_read_is_all_there() {
        let bank = Bank::open(store(lines("conversions")), CLOCK).unwrap();
        let learner = bank.learner(bank.learners().next().unwrap().unwrap()).unwrap();
        let statement = learner.statement(learner.day()).unwrap();
        assert!(!statement.passbook.lots.is_empty());
        assert!(bank.published().rules(&"world-rules".parse().unwrap(), date!("2026-02-01")).is_some());
    }

    /// Whoever does not publish may write all the same.
    #[test]
    fn a_learner_is_served() {
        let mut bank = Bank::open(store(lines("conversions")), CLOCK).unwrap();
        let (learner, who) = (LearnerId::drawn(&[1; 32], "new"), mandate!("sv-registrar").on(date!("2026-06-01")));
        let receipt = bank.submit("new", learner, &who, Open).unwrap();
        assert_eq!(receipt.position + 1, bank.length());
        assert!(bank.verify().unwrap().is_sound());
    }

    /// The audit is none in name only: what is changed on a line is found, a learner's or a publication's.
    #[test]
    fn what_is_forged_is_found() {
        for (old, new, what) in [
            ("\"80 percent\"", "\"90 percent\"", "`prev` is"),
            ("\"kind\":\"courses\"", "\"kind\":\"mandates\"", "is not what its line says"),
            (
                "\"amount\":\"2.5 hv\"",
                "\"amount\":\"3.5 hv\"",
                "decided again, `application.grants.0.outputs.0.amount` is different",
            ),
        ] {
            let mut lines = lines("conversions");
            let at = lines.iter().position(|line| String::from_utf8_lossy(line).contains(old)).unwrap();
            lines[at] = String::from_utf8_lossy(&lines[at]).replacen(old, new, 1).into_bytes();
            let audited = audit(&store(lines), &[]).unwrap();
            let told = audited.discrepancies.iter().map(ToString::to_string).collect::<String>();
            assert!(told.contains(what), "{old}: {told}");
        }
    }
}
