//! The applications.

use creditbank::Ratio;
use creditbank::rules::Target;

use super::application::Application;

/// An application with a name.
pub(crate) struct Case {
    pub(crate) name: &'static str,
    pub(crate) about: &'static str,
    pub(crate) application: fn() -> Application,
}

/// All of them.
pub(crate) const CASES: &[Case] = &[
    Case {
        name: "short-of-grade",
        about: "a 中职 course passed with 72, which is 3 short, and no placement test",
        application: short_of_grade,
    },
    Case {
        name: "hours",
        about: "two trainings of 30 and 23 hours, with 4 hours left over from before",
        application: hours,
    },
    Case { name: "highest", about: "a certificate, a training and a prize, all in welding", application: highest },
    Case { name: "worn-certificate", about: "an X certificate that gives no more than 8 credits", application: worn },
    Case {
        name: "two-weeks-abroad",
        about: "UK credits that make no whole half of an ECTS credit",
        application: abroad,
    },
    Case { name: "athlete", about: "a partner's PE, denied but for athletes", application: athlete },
];

fn short_of_grade() -> Application {
    Application::to("HV-01", "2026-09-10")
        .with("4.0", "course", "SV:MECH101", "4 sv", "2026-06-26")
        .grade("72 percent")
        .matching(85)
        .evidence("transcript", "signed")
        .enrolled("HV-MECH", "2026-09-01", None)
}

fn hours() -> Application {
    let practice = Target::Category("practice".parse().expect("a code"));
    let left = Ratio::new(1, 2).expect("a ratio");
    Application::to("HV-01", "2026-09-10")
        .with("7.0", "training", "CNC-SAFETY", "30 hour", "2026-03-01")
        .with("8.0", "training", "CNC-TOOLS", "23 hour", "2026-05-01")
        .evidence("hours-record", "signed")
        .earlier("hours-higher", "2.0", "2025-10-01", practice, "1 hv", left)
}

fn highest() -> Application {
    Application::to("HV-01", "2026-09-10")
        .with("3.0", "certificate", "VOC:WELDER", "1 item", "2026-05-11")
        .level("x advanced")
        .content("welding")
        .with("4.0", "training", "TRAIN:WELDING", "1 item", "2026-03-02")
        .content("welding")
        .with("5.0", "competition", "CQ-2026/WELDING", "1 item", "2026-05-20")
        .grade("prov1 award")
        .content("welding")
        .evidence("certificate", "verified")
        .evidence("prize", "verified")
        .enrolled("HV-MECH", "2025-09-01", None)
}

fn worn() -> Application {
    let course = |code: &str| Target::Course(code.parse().expect("a course"));
    Application::to("HV-01", "2026-09-10")
        .with("3.0", "certificate", "X:CNC-TURNING", "14 hv", "2026-05-11")
        .asking("4")
        .level("x advanced")
        .evidence("certificate", "verified")
        .earlier("x-advanced-drawing", "3.0", "2026-07-01", course("HV:MECH110"), "4 hv", Ratio::ZERO)
        .earlier("x-core-setup", "3.0", "2026-07-02", course("HV:MECH114"), "4 hv", Ratio::ZERO)
        .toward("HV:MECH112")
}

fn abroad() -> Application {
    Application::to("UG-01", "2026-09-10").with("3.0", "course", "UK:ENG102", "10.5 cats", "2026-06-30")
}

fn athlete() -> Application {
    Application::to("HV-01", "2026-09-10")
        .with("3.0", "course", "SC:PE101", "2 hv", "2026-06-30")
        .grade("91 percent")
        .evidence("transcript", "signed")
}
