//! A page claims no more than is so: what is left out is told.

use creditbank::testing::pathway::Instance;

use super::kit::{option, with_scale};
use super::{chinese, english, graded, part, report};

// ---- what is left out of an average ----

const SCALE: &str = "[[scale]]\nid = \"percent\"\nleast = \"0\"\nmost = \"100\"\nstep = \"1\"\npass = \"50\"\n";
const MEAN: &str = "[[programme.average]]\nid = \"mean\"\nclause = \"k\"\nscale = \"percent\"\nleast = \"60\"\n";

fn mean(more: &str, lots: &[&str], marks: &[&str]) -> Instance {
    let mut of = with_scale(SCALE, &(part("p0", more, "[{}]") + MEAN), lots);
    graded(&mut of, marks);
    of
}

#[test]
fn the_part_of_a_lot_that_is_left_out_of_an_average_is_said() {
    for least in ["4", "11"] {
        let of = mean(&format!("split = true\nleast = \"{least}\""), &["B2 2", "A3 3"], &["70", "50"]);
        let (report, page) = (report(&of), english(&of));
        let [out] = report.averages[0].left_out.as_slice() else { panic!("{:#?}", report.averages) };
        assert_eq!((out.counts.to_string(), out.of.to_string()), ("2 c".to_owned(), "3 c".to_owned()));
        let left = "1 c of lot 2.0, grade 50 percent left out: with all of it 58 percent";
        assert!(page.contains(left), "{page}");
        let left = "未计入学分批次 2.0 中的 1 c，成绩";
        assert!(chinese(&of).contains(left), "{}", chinese(&of));
    }
}

/// What a conversion of the plan takes is used, not left out.
#[test]
fn what_a_conversion_takes_is_not_left_out_of_an_average() {
    let mut of = mean("least = \"6\"", &["A 2"], &["50"]);
    of.holdings.options.push(option("opt", (1, "2"), &["CONV 6"]));
    let report = report(&of);
    assert_eq!((report.conversions.len(), report.averages[0].left_out.len()), (1, 0), "{:#?}", report.averages);
}
