//! How a lot is brought into every standing of the table.

use creditbank::LotId;

/// A standing: its name, and how a lot is brought into it. `LOT` is the lot.
pub(crate) struct Row {
    pub(crate) name: &'static str,
    /// The course of the first lot, 1.0, which is earned on 10 January with 80 percent. The second, 2.0, is one of B.
    pub(crate) course: &'static str,
    /// What follows in the line that accrues it.
    pub(crate) options: &'static str,
    pub(crate) script: &'static str,
    pub(crate) lot: LotId,
    /// Another attempt at the same thing.
    pub(crate) other: Option<LotId>,
    /// Where the lot stands on 1 May.
    pub(crate) reached: &'static str,
}

const fn row(name: &'static str, reached: &'static str, script: &'static str) -> Row {
    Row { name, course: "A", options: "", script, lot: LotId::here(1, 0), other: None, reached }
}

impl Row {
    /// Another course.
    const fn of(self, course: &'static str, options: &'static str) -> Self {
        Self { course, options, ..self }
    }

    /// It is past its last valid day by 2 March.
    const fn past(self) -> Self {
        Self { options: " through 2026-03-01", ..self }
    }

    /// The lot of another line than the first.
    const fn lot(self, n: u32, k: u16) -> Self {
        Self { lot: LotId::here(n, k), ..self }
    }

    const fn beside(self, n: u32) -> Self {
        Self { other: Some(LotId::here(n, 0)), ..self }
    }
}

const ONE_A_RUN: &str = " run 2026-1";

pub(crate) const STANDINGS: &[Row] = &[
    row("free", "free", ""),
    row("best, other behind", "free", "sv-registrar 01-20 accrue A 70 percent").beside(3),
    row("behind", "behind", "sv-registrar 01-20 accrue A 90 percent").beside(3),
    row(
        "blocked",
        "blocked",
        "sv-awarder 01-20 bind reserve award:S 1.0:4
         sv-registrar 01-21 accrue A 90 percent",
    )
    .lot(4, 0)
    .beside(1),
    row("reserved", "reserved", "sv-awarder 01-20 bind reserve award:S LOT:4"),
    row(
        "reserved in part, other blocked",
        "2 reserved + 2 free",
        "sv-awarder 01-20 bind reserve award:S LOT:2
         sv-registrar 01-21 accrue A 90 percent",
    )
    .beside(4),
    row("held", "held", "sv-reviewer 01-20 hold LOT:4 through 2026-03-31"),
    row(
        "reserved, short",
        "reserved, short 2",
        "sv-awarder 01-20 bind reserve award:S LOT:4
         sv-registrar 01-25 revalue LOT 2 sv",
    ),
    row("reserved in a set", "reserved", "sv-awarder 01-20 bind reserve set:Q LOT:4"),
    row(
        "held, reserved",
        "held, reserved",
        "sv-awarder 01-20 bind reserve set:Q LOT:4
         hv-registrar 01-21 apply LOT:4",
    ),
    row("consumed", "consumed", "sv-awarder 01-20 bind consume award:S LOT:4"),
    row("free, witnessed", "free", "sv-awarder 01-20 bind witness award:S LOT:4"),
    row("last", "free", "sv-registrar 01-20 accrue L 70 percent").of("L", "").lot(3, 0).beside(1),
    row("not the last", "blocked", "sv-registrar 01-20 accrue L 70 percent").of("L", "").beside(3),
    row("last, then failed", "blocked", "sv-registrar 01-20 failed L").of("L", ""),
    row(
        "reserved in part, not the last",
        "1 reserved + 1 blocked",
        "sv-awarder 01-20 bind reserve award:S LOT:1
         sv-registrar 01-21 accrue L 70 percent",
    )
    .of("L", "")
    .beside(4),
    row("each", "free", "sv-registrar 01-20 accrue EC 70 percent").of("EC", "").beside(3),
    row(
        "each, room for a part",
        "1 free + 1 behind",
        "sv-registrar 01-11 accrue EC 70 percent
         sv-registrar 01-12 accrue EC 70 percent
         sv-registrar 01-13 accrue EC 70 percent
         sv-awarder 01-20 bind reserve set:X 3.0:2,4.0:2,5.0:1",
    )
    .of("EC", "")
    .beside(5),
    row(
        "each, over the most",
        "blocked",
        "sv-registrar 01-11 accrue EC 70 percent
         sv-registrar 01-12 accrue EC 70 percent
         sv-registrar 01-13 accrue EC 70 percent
         sv-awarder 01-20 bind reserve set:X 3.0:2,4.0:2,5.0:2",
    )
    .of("EC", "")
    .beside(5),
    row(
        "each, other of the run reserved",
        "blocked",
        "sv-registrar 01-11 accrue ER 70 percent run 2026-1
         sv-awarder 01-20 bind reserve set:X 3.0:1.5",
    )
    .of("ER", ONE_A_RUN)
    .beside(3),
    row("past", "expired", "").past(),
    row("past, swept", "expired", "bank-operator 03-05 expire").past(),
    row("past, other free", "expired", "sv-registrar 01-20 accrue A 70 percent").past().beside(3),
    row("reserved, past", "reserved", "sv-awarder 01-20 bind reserve award:S LOT:4").past(),
    row(
        "reserved, past, other blocked",
        "reserved",
        "sv-awarder 01-20 bind reserve award:S LOT:4
         sv-registrar 01-21 accrue A 70 percent",
    )
    .past()
    .beside(4),
    row("held, past", "held", "sv-reviewer 01-20 hold LOT:4 through 2026-03-31").past(),
    row("revoked", "revoked", "sv-registrar 01-20 revoke LOT"),
    row(
        "revoked, reserved",
        "revoked, reserved",
        "sv-awarder 01-20 bind reserve award:S LOT:4
         sv-registrar 01-25 revoke LOT",
    ),
    row(
        "revoked, reserved, other free",
        "revoked, reserved",
        "sv-awarder 01-20 bind reserve award:S LOT:4
         sv-registrar 01-21 accrue A 90 percent
         sv-registrar 01-25 revoke LOT",
    )
    .beside(4),
    row(
        "revoked, reserved, other reserved",
        "revoked, reserved",
        "sv-awarder 01-20 bind reserve award:S LOT:4
         sv-registrar 01-21 accrue A 90 percent
         sv-registrar 01-25 revoke LOT
         sv-awarder 01-26 bind reserve set:X 4.0:4",
    )
    .beside(4),
    row(
        "held, revoked",
        "held, revoked",
        "sv-reviewer 01-20 hold LOT:4 through 2026-03-31
         sv-registrar 01-25 revoke LOT",
    ),
    row(
        "consumed, revoked",
        "consumed, revoked",
        "sv-awarder 01-20 bind consume award:S LOT:4
         sv-registrar 01-25 revoke LOT",
    ),
    row("held by an application", "held", "hv-registrar 01-20 apply LOT:4"),
    row("held by an application, past", "held", "hv-registrar 01-20 apply LOT:4").past(),
    row(
        "held by an application, revoked",
        "held, revoked",
        "hv-registrar 01-20 apply LOT:4
         sv-registrar 01-25 revoke LOT",
    ),
    row(
        "consumed by a conversion",
        "consumed",
        "hv-registrar 01-20 apply LOT:4
         hv-reviewer 01-21 approve 3.0",
    ),
    row(
        "consumed by a conversion, revoked",
        "consumed, revoked",
        "hv-registrar 01-20 apply LOT:4
         hv-reviewer 01-21 approve 3.0
         sv-registrar 01-25 revoke LOT",
    ),
    row("made by a conversion", "free", MADE).lot(4, 1),
    row(
        "made by a conversion, behind",
        "behind",
        "hv-registrar 01-20 apply 1.0:4
         hv-reviewer 01-21 approve 3.0
         hv-registrar 01-22 accrue C B letters",
    )
    .lot(4, 1)
    .beside(5),
    row(
        "made by a conversion, reserved",
        "reserved",
        "hv-registrar 01-20 apply 1.0:4
         hv-reviewer 01-21 approve 3.0
         hv-awarder 01-22 bind reserve award:S 4.1:2.5",
    )
    .lot(4, 1),
    row(
        "made by a conversion, suspended",
        "suspended",
        "hv-registrar 01-20 apply 1.0:4
         hv-reviewer 01-21 approve 3.0
         sv-registrar 01-25 revoke 1.0",
    )
    .lot(4, 1),
    row("reserved by a plan", "reserved", PLANNED),
    row("reserved by a plan, past", "reserved", PLANNED).past(),
    row(
        "revoked, reserved by a plan",
        "revoked, reserved",
        "sv-registrar 01-12 matriculate S
         sv-awarder 01-20 redeem 3
         sv-registrar 01-25 revoke LOT",
    ),
    row("moved", "moved", "bank-operator 01-20 merge_out 2"),
];

const MADE: &str = "hv-registrar 01-20 apply 1.0:4
                    hv-reviewer 01-21 approve 3.0";

const PLANNED: &str = "sv-registrar 01-12 matriculate S
                       sv-awarder 01-20 redeem 3";
