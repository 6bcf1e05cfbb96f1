//! The six small examples: each is one short file, and prints what it says it prints.

use std::cell::RefCell;

thread_local! {
    static SAID: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Stands in for the one of the standard library in the modules below, so that a test sees what an example prints.
macro_rules! println {
    ($($told:tt)*) => {
        super::say(&format!($($told)*))
    };
}

#[path = "../../examples/accrue.rs"]
mod accrue;
#[path = "../../examples/convert.rs"]
mod convert;
#[path = "../../examples/open_bank.rs"]
mod open_bank;
#[path = "../../examples/three_plus_two.rs"]
mod three_plus_two;
#[path = "../../examples/verify.rs"]
mod verify;
#[path = "../../examples/your_rule_book.rs"]
mod your_rule_book;

type Main = fn() -> Result<(), Box<dyn std::error::Error>>;

fn say(line: &str) {
    SAID.with_borrow_mut(|said| *said = format!("{said}{line}\n"));
}

/// What an example prints.
fn told(main: Main) -> String {
    SAID.take();
    main().unwrap();
    SAID.take()
}

#[test]
fn each_prints_what_it_is_about() {
    let cases: [(Main, &[&str]); 6] = [
        (
            open_bank::main,
            &[
                "line 1 publishes demo-framework\n",
                "line 6 publishes demo-rules\nline 7 opens a passbook\n",
                "opened again: 8 lines, 1 learner\nverified: 8 lines, 0 discrepancies\n",
            ],
        ),
        (
            accrue::main,
            &[
                "lot 1.0 by line 8\nasked again: lot 1.0 by line 8\n",
                "refused: `182` is not a mark of the scale `percent`",
                "2024-02-29: 4 sv free (secondary)\n2024-03-01: 3 sv free (secondary)\n",
            ],
        ),
        (
            convert::main,
            &[
                "Refused: no rule grants anything\n",
                "  Grants 4 hv for course `HV:MECH110@HV-01`\n",
                "application 2.0 is under review through 2026-07-31\n",
                "lot 1.0: 4 sv for SV:MECH101\nlot 3.1: 4 hv for HV:MECH110\n",
            ],
        ),
        (
            three_plus_two::main,
            &[
                "first stage: reached true, proved true\ndiploma: decision 8.0\n",
                "Programme `HV-MECH/3+2` (机电一体化技术(3+2)), as `HV-01` would award it on 2026-09-01\n",
                "Not reached: 16 hv still to be studied\n",
            ],
        ),
        (
            verify::main,
            &[
                "audit: 9 lines, 8 decided again, sound: true\n",
                "one digit changed: the journal is damaged at record 8 at byte ",
                "written anew, alone: sound: true\n",
                "written anew, beside the checkpoint: against the checkpoint of size 9: ",
            ],
        ),
        (
            your_rule_book::main,
            &[
                "did you mean `courses`? (in the rule `drawing`)\n",
                "my-rules is published by line 7\n",
                "72 percent, needs 75 percent or better: 3 percent short\n",
            ],
        ),
    ];
    for (main, facts) in cases {
        let text = told(main);
        for fact in facts {
            assert!(text.contains(fact), "{fact}\nis not in\n{text}");
        }
    }
}

#[test]
fn each_is_one_short_file_that_both_front_pages_list() {
    let pages = [include_str!("../../README.md"), include_str!("../../README.zh.md")];
    for name in ["accrue", "convert", "open_bank", "three_plus_two", "verify", "your_rule_book"] {
        let path = format!("{}/examples/{name}.rs", env!("CARGO_MANIFEST_DIR"));
        let lines = std::fs::read_to_string(path).unwrap().lines().count();
        assert!(lines <= 50, "{name} has {lines} lines");
        let command = format!("| `cargo run --example {name}` |");
        assert!(pages.iter().all(|page| page.contains(&command)), "{name} is not on both front pages");
    }
}
