//! English.

use crate::advice::{
    AverageStand, Cause, Gain, GateStand, Have, Hindrance, LessBy, LotStand, PartStand, QuotaStand, Remedy, Repair,
    Report, Stand, Temptation, ToMake,
};
use crate::credit::{Amount, Credits};
use crate::planner::{AssetId, Relief};
use crate::programme::{Ask, QuotaBound};
use crate::rules::Citation;
use crate::solver::{GoalLevel, LevelResult};
use crate::wording::on_one_line;
use crate::wording::plans::english_advice::{of, study, values};
use crate::wording::plans::english_reasons::listed;
use crate::wording::plans::english_reasons::{
    attempts, barred, bound, by, choice, named, origin_of, outcomes, plural, reason, relaxed, waivable,
};
use crate::wording::plans::tongue::{
    Mark, Section, Therefore, Tongue, Words, amount, by_less, is_least_credits, is_less, quoted,
};

/// English.
pub(super) struct English;

/// So many parts that are alike are told one by one.
const ALIKE: usize = 4;

const WORDS: Words = Words {
    also: "also",
    carried: "reserved by an earlier award",
    converted: "made by a conversion",
    gate: "gate",
    idle: "counts nowhere",
    left_out: "left out",
    lots: "What there is",
    not_passed: "not passed",
    not_reached: "not reached",
    open: "would be made by an open conversion",
    parts: "What it takes",
    passed: "passed",
    reached: "reached",
    twice: "counts here too",
};

impl Tongue for English {
    fn head(&self, report: &Report) -> Vec<String> {
        let Report { day, document, hash, own, programme, title, version, .. } = report;
        vec![
            format!("Programme `{programme}` ({}), as `{own}` would award it on {day}", on_one_line(title)),
            format!("Document `{document}`, version {version}"),
            format!("Hash {hash}"),
        ]
    }

    fn verdict(&self, report: &Report) -> String {
        if report.reached {
            return "Reached: nothing is missing".into();
        }
        let missing = missing(report);
        if missing.is_empty() {
            return "Not reached".into();
        }
        format!("Not reached: {}", missing.join("; "))
    }

    fn level(&self, level: &LevelResult, report: &Report) -> String {
        let of = |count: u64| count_of(level.level, count, report);
        let what = match level.level {
            GoalLevel::Closed => "To study where nothing is left to take, in quanta and outcomes",
            GoalLevel::Study => "Still to study",
            GoalLevel::Items => "Outcomes still to take",
            GoalLevel::Approvals => "Approvals and evidence for conversions",
            GoalLevel::Lots => "Lots bound, and what conversions make",
        };
        let proof = match level.is_proved() {
            true if level.value == 0 => "nothing better can be".to_owned(),
            true if is_less(level, report) => less(report),
            true => "proved: nothing better exists".to_owned(),
            false if is_less(level, report) => "best found".to_owned(),
            false if level.bound == 0 => "best found; it was not shown that any is needed".to_owned(),
            false => format!("best found; at least {} is needed", of(level.bound)),
        };
        format!("{what}: {} ({proof})", of(level.value))
    }

    fn section(&self, section: Section) -> &'static str {
        match section {
            Section::Counts => "What counts",
            Section::Bounds => "Quotas and averages",
            Section::Reliefs => "Decided for this learner",
            Section::Conversions => "Conversions to be made first",
            Section::Gates => "Gates",
            Section::Core => "Why it is not reached",
            Section::Repairs => "What would change it",
            Section::Tempting => "What nearly counted",
            Section::Idle => "What counts nowhere in this plan",
            Section::Clauses => "What the clauses say",
        }
    }

    fn mark(&self, mark: Mark) -> &'static str {
        match mark {
            Mark::Held => "[ok]",
            Mark::Missed => "[no]",
            Mark::NotAsked => "[--]",
        }
    }

    fn whole(&self) -> &'static str {
        "the whole programme"
    }

    fn part(&self, part: &PartStand) -> String {
        let title = part.title.as_deref().map(|title| format!(" ({})", on_one_line(title))).unwrap_or_default();
        let afresh = if part.overlay && part.depth == 0 { ", looking at everything afresh" } else { "" };
        format!("`{}`{title}{afresh}", part.id)
    }

    fn left_out(&self) -> &'static str {
        "left out"
    }

    fn have(&self, have: &Have, report: &Report) -> String {
        let Have { afresh, counts, idle, there } = have;
        let of = |credits: &Credits| amount(*credits, report);
        let only = format!("{} only in what looks at everything afresh, ", of(afresh));
        let only = if afresh.is_zero() { "" } else { &only };
        format!("{} are there: {} count, {only}{} count nowhere", of(there), of(counts), of(idle))
    }

    fn stands(&self, name: &str, how: &str) -> String {
        format!("{name}: {how}")
    }

    fn stand(&self, stand: &Stand, report: &Report) -> String {
        let asks = asks(&stand.ask, report);
        let asks = if asks.is_empty() { String::new() } else { format!(", needs {}", listed(&asks)) };
        let short = self.short(stand, report).map(|short| format!(": {short}")).unwrap_or_default();
        format!("{}{asks}{short}", counted(stand, report))
    }

    fn lot(&self, lot: &LotStand, name: Option<&str>) -> String {
        let name = name.map(|name| format!(" ({})", on_one_line(name))).unwrap_or_default();
        let partly = if lot.counts == lot.of { String::new() } else { format!(" of its {}", lot.of) };
        let others = if lot.others.is_empty() {
            String::new()
        } else {
            format!("; counts in {} too", quoted(&lot.others, ", "))
        };
        let by = if lot.substituted { "; by substitution" } else { "" };
        format!("{}: {}{partly}{}{by}{others}", titled(lot, &name), lot.counts, grade(lot))
    }

    fn idle(&self, lot: &LotStand, name: Option<&str>) -> String {
        let name = name.map(|name| format!(" ({})", on_one_line(name))).unwrap_or_default();
        format!("{}: {}{}", titled(lot, &name), lot.of, grade(lot))
    }

    fn quota(&self, quota: &QuotaStand, report: &Report) -> String {
        let such = match quota.bound {
            QuotaBound::LeastItems(_) | QuotaBound::MostItems(_) => outcomes(quota.items.into()),
            _ => amount(quota.credits, report),
        };
        let comes = match (&quota.bound, quota.limit) {
            (QuotaBound::LeastShare { .. } | QuotaBound::MostShare { .. }, Some(limit)) => {
                format!(", which is {}", amount(limit, report))
            }
            _ => String::new(),
        };
        let each = if quota.per.is_empty() { String::new() } else { format!(" for each {}", by(&quota.per)) };
        let at = if quota.at.is_empty() { "such".to_owned() } else { values(&quota.at) };
        let (id, of, needs) = (&quota.id, of(&quota.of), bound(&quota.bound, report));
        format!("quota `{id}`{of}: {such} of {at}, needs {needs}{each}{comes}")
    }

    fn average(&self, average: &AverageStand) -> String {
        let AverageStand { id, least, left_out, mean, with, .. } = average;
        let mean = mean.as_ref().map_or_else(|| "nothing is graded so".to_owned(), ToString::to_string);
        let out: Vec<_> = left_out.iter().map(out_of).collect();
        let out = match with {
            Some(with) if !out.is_empty() => format!("; {} left out: with all of it {with}", listed(&out)),
            _ => String::new(),
        };
        format!("average `{id}`: {mean}, needs {least} or better{out}")
    }

    fn relief(&self, relief: &Relief, report: &Report) -> String {
        match relief {
            Relief::Exempt { credits, items, part } => {
                format!("exempted in `{part}`: {}", both(&amount(*credits, report), *items))
            }
            Relief::Substitute { lot, part } => format!("lot {lot} counts in `{part}` by substitution"),
            Relief::Waive { id, what } => format!("waived: {} `{id}`", waivable(*what)),
        }
    }

    fn conversion(&self, conversion: &ToMake) -> String {
        let ToMake { approvals, by, id, makes, takes } = conversion;
        let by = by.as_ref().map(|by| format!(", rule `{}` of `{}`", by.rule, by.document)).unwrap_or_default();
        let takes: Vec<_> = takes.iter().map(|(asset, of)| format!("{of} of {}", named(asset))).collect();
        let makes: Vec<_> = makes.iter().map(|(code, of)| format!("{of} of `{code}`")).collect();
        let takes = if takes.is_empty() { "nothing".to_owned() } else { takes.join(", ") };
        let more = plural((*approvals).into(), "approval or piece of evidence", "approvals or pieces of evidence");
        format!("conversion `{id}`{by}: {takes} becomes {}; it needs {more}, itself counted", makes.join(", "))
    }

    fn gate(&self, gate: &GateStand) -> String {
        let stands = if gate.passed { "passed" } else { "not passed" };
        format!("gate `{}`: {stands} (clause `{}`)", gate.id, gate.clause)
    }

    fn cause(&self, cause: &Cause, first: bool, report: &Report) -> String {
        let clause = cause.clause.as_ref().map(|clause| format!(" (clause `{clause}`)")).unwrap_or_default();
        let word = if first { "Because" } else { "and because" };
        format!("{word} {}{clause},", reason(&cause.what, report))
    }

    fn therefore(&self, therefore: Therefore<'_>) -> String {
        match therefore {
            Therefore::Study => "therefore the award cannot be reached without more study.".into(),
            Therefore::Gate(gate) => format!(
                "Because gate `{}` is not passed (clause `{}`), therefore the award cannot be made.",
                gate.id, gate.clause
            ),
            Therefore::Conversions(1) => {
                "Because a conversion of this plan is still to be made, therefore the award cannot be made yet.".into()
            }
            Therefore::Conversions(count) => format!(
                "Because {count} conversions of this plan are still to be made, therefore the award cannot be made yet."
            ),
        }
    }

    fn minimal(&self, minimal: bool, causes: usize) -> &'static str {
        if minimal && causes == 1 {
            "This alone is enough to see it."
        } else if minimal {
            "Each of these is needed to see it: from the others alone it does not follow."
        } else {
            "Effort ended before it was shown that each of these is needed."
        }
    }

    fn no_core(&self) -> &'static str {
        "Effort ended before a reason was found: it was not shown that the award cannot be reached without more study."
    }

    fn no_study(&self) -> &'static str {
        "Nothing was found that could be studied by this day and would reach it."
    }

    fn repair(&self, repair: &Repair, report: &Report) -> String {
        let steps: Vec<_> = repair.steps.iter().map(|step| self.remedy(step, report)).collect();
        let does = if repair.reaches {
            "the award is reached".to_owned()
        } else {
            let gain = Gain { fewer: repair.fewer, less: repair.less };
            let so = if report.less_by.is_empty() { "" } else { ", as reckoned above" };
            format!("{}{so}, but it is not reached yet", gains(&gain, report))
        };
        let least = match repair.proved {
            true => "",
            false if is_least_credits(repair, report) => " (fewer outcomes may do)",
            false => " (not shown to be the least)",
        };
        let (told, rest) = repair.alike.split_at_checked(ALIKE).unwrap_or((&repair.alike, &[]));
        let more = if rest.is_empty() { String::new() } else { format!(" and {} more", rest.len()) };
        let alike = if told.is_empty() { String::new() } else { format!("; likewise in {}{more}", quoted(told, ", ")) };
        format!("{}: {does}{least}{alike}", listed(&steps))
    }

    fn untried(&self, count: u32) -> String {
        format!("{} not looked at one by one.", plural(count.into(), "more requirement was", "more requirements were"))
    }

    fn remedy(&self, remedy: &Remedy, report: &Report) -> String {
        match remedy {
            Remedy::Study { credits, items, needs, part } => study((*credits, *items), part, needs, report),
            Remedy::Convert(option) => format!("conversion `{option}`"),
            Remedy::Gate(gate) => format!("gate `{gate}`"),
            Remedy::Waive { id, what } => format!("{} `{id}` waived", waivable(*what)),
            Remedy::Accept { lot, part } => format!("lot {lot} accepted in `{part}` by substitution"),
            Remedy::Relax { by, what } => relaxed(what, *by, report),
            Remedy::Admit { asset, bar } => format!("{}, which {}, counting after all", named(asset), barred(bar)),
        }
    }

    fn temptation(&self, what: &Temptation, gain: Option<&Gain>, report: &Report) -> String {
        let would = match gain {
            None => String::new(),
            Some(gain) if gain.is_nothing() => "; it would not lessen what is to be studied".into(),
            Some(gain) => format!("; if it counted, {}", gains(gain, report)),
        };
        match what {
            Temptation::Lot { amount, asset, code, part } => {
                let part = part.as_ref().map(|part| format!(", in `{part}`")).unwrap_or_default();
                format!("{} `{code}`, {amount}{part}{would}", named(asset))
            }
            Temptation::Rule { clause, lots, rule } => {
                let word = if lots.len() == 1 { "lot" } else { "lots" };
                let lots: Vec<_> = lots.iter().map(ToString::to_string).collect();
                let (rule, document) = (&rule.rule, &rule.document);
                format!("rule `{rule}` of `{document}`, clause `{clause}`, on {word} {}{would}", lots.join(", "))
            }
        }
    }

    fn miss(&self, miss: &Hindrance) -> Option<String> {
        let text = match miss {
            Hindrance::Attempts { one_of_each, rooms, taken, thing } => {
                let says = attempts(thing, rooms, *one_of_each);
                let taken: Vec<_> = taken.iter().map(named).collect();
                if taken.is_empty() { says } else { format!("{says}, and this plan takes {}", listed(&taken)) }
            }
            Hindrance::Barred(bar) => format!("it {}", barred(bar)),
            Hindrance::NotCarried => "no earlier award reserves it, and only what one reserves counts here".into(),
            Hindrance::Origin { got, wanted } => {
                let wanted: Vec<_> = wanted.iter().map(|origin| origin_of(*origin)).collect();
                format!("it is {}, and only what is {} counts here", origin_of(*got), wanted.join(" or "))
            }
            Hindrance::Prerequisite { all, any, course } => {
                let all = (!all.is_empty()).then(|| quoted(all, ", "));
                let any = (!any.is_empty()).then(|| format!("one of {}", quoted(any, ", ")));
                let needs: Vec<_> = all.into_iter().chain(any).collect();
                format!("`{course}` counts only with {} passed before it", needs.join(" and "))
            }
            Hindrance::Test(_) => return None,
            Hindrance::TooOld { days, earned, last } => {
                let days = plural(*days, "day", "days");
                format!("earned on {earned}, recent enough through {last}: {days} too early")
            }
        };
        Some(text)
    }

    fn clause(&self, clause: &Citation) -> String {
        let Citation { id, invented, text } = clause;
        let invented = if *invented { " (invented, issued by no authority)" } else { "" };
        format!("`{id}`{invented}: {}", on_one_line(text))
    }

    fn brief(&self, stand: &Stand, report: &Report) -> String {
        match (stand.ask.least, stand.ask.least_items) {
            (Some(least), _) if !least.is_zero() => format!("{} of {}", stand.credits, amount(least, report)),
            (_, Some(items)) if items > 0 => format!("{} of {}", stand.items, outcomes(items.into())),
            _ if stand.credits.is_zero() && stand.items > 0 => outcomes(stand.items.into()),
            _ => amount(stand.credits, report),
        }
    }

    fn short(&self, stand: &Stand, report: &Report) -> Option<String> {
        let much = |(credits, items): (Credits, u32), how: &str| {
            let credits = (!credits.is_zero()).then(|| amount(credits, report));
            let items = (items > 0).then(|| outcomes(items.into()));
            let much: Vec<_> = credits.into_iter().chain(items).collect();
            (!much.is_empty()).then(|| format!("{} {how}", much.join(" and ")))
        };
        let all: Vec<_> = much(stand.short(), "short").into_iter().chain(much(stand.beyond(), "to study")).collect();
        (!all.is_empty()).then(|| all.join(", "))
    }

    fn more(&self, count: usize) -> String {
        format!("{count} more lots")
    }

    fn words(&self) -> &'static Words {
        &WORDS
    }
}

fn missing(report: &Report) -> Vec<String> {
    let value = |level| report.level(level).map_or(0, |level| level.value);
    let (study, items) = (value(GoalLevel::Study), value(GoalLevel::Items));
    let credits = (study > 0).then(|| count_of(GoalLevel::Study, study, report));
    let items = (items > 0).then(|| outcomes(items));
    let study: Vec<_> = credits.into_iter().chain(items).collect();
    let study = (!study.is_empty()).then(|| format!("{} still to be studied", study.join(" and ")));
    let gates = report.gates.iter().filter(|gate| !gate.passed).map(|gate| format!("gate `{}` to be passed", gate.id));
    let conversions = report.conversions.len();
    let conversions = (conversions > 0).then(|| format!("{} to be made", many(conversions, "conversion")));
    study.into_iter().chain(gates).chain(conversions).collect()
}

fn count_of(level: GoalLevel, count: u64, report: &Report) -> String {
    match level {
        GoalLevel::Study => report.quanta(count).map_or_else(|| count.to_string(), |amount| amount.to_string()),
        _ => count.to_string(),
    }
}

/// What is proved of study, where less may do.
fn less(report: &Report) -> String {
    let (grades, sharing) = (by_less(report, LessBy::Grades), by_less(report, LessBy::Sharing));
    let words =
        [(sharing, "counts in one part", "where it counts in two"), (grades, "is not graded", "with good grades")];
    let words: Vec<_> = words.into_iter().filter(|(is, ..)| *is).collect();
    let so: Vec<_> = words.iter().map(|(_, so, _)| (*so).to_owned()).collect();
    let less: Vec<_> = words.iter().map(|(.., less)| *less).collect();
    format!("proved where what is studied {}; less may do {}", listed(&so), less.join(" or "))
}

fn counted(stand: &Stand, report: &Report) -> String {
    let asks_items = stand.ask.least_items.is_some() || stand.ask.most_items.is_some();
    let items = asks_items || (stand.credits.is_zero() && stand.items > 0);
    let credits = amount(stand.credits, report);
    if items { both(&credits, stand.items) } else { credits }
}

fn both(credits: &str, items: u32) -> String {
    if items == 0 { credits.to_owned() } else { format!("{credits} in {}", outcomes(items.into())) }
}

fn asks(ask: &Ask, report: &Report) -> Vec<String> {
    let Ask { choose, least, least_items, most, most_items } = ask;
    let least = least.filter(|least| !least.is_zero()).map(|least| format!("at least {}", amount(least, report)));
    let most = most.map(|most| format!("at most {}", amount(most, report)));
    let least_items =
        least_items.filter(|items| *items > 0).map(|items| format!("at least {}", outcomes(items.into())));
    let most_items = most_items.map(|items| format!("at most {}", outcomes(items.into())));
    let choose = choose.map(|choose| choice(choose.least, choose.most));
    [least, most, least_items, most_items, choose].into_iter().flatten().collect()
}

fn titled(lot: &LotStand, name: &str) -> String {
    let made = match (&lot.made, &lot.asset) {
        (Some(by), AssetId::Made { .. }) => format!(", by rule `{}` of `{}`", by.rule, by.document),
        (Some(by), AssetId::Lot { .. }) => format!(", made by rule `{}` of `{}`", by.rule, by.document),
        (None, _) => String::new(),
    };
    format!("{} `{}`{name}{made}", named(&lot.asset), lot.code)
}

fn grade(lot: &LotStand) -> String {
    lot.grade.as_ref().map(|grade| format!(", grade {grade}")).unwrap_or_default()
}

/// A lot, or the part of it that is left out.
fn out_of(lot: &LotStand) -> String {
    let rest = lot.of.credits.minus(lot.counts.credits).unwrap_or_default();
    let rest = Amount { credits: rest, unit: lot.of.unit.clone() };
    let partly = if lot.counts.credits.is_zero() { String::new() } else { format!("{rest} of ") };
    format!("{partly}{}{}", named(&lot.asset), grade(lot))
}

fn gains(gain: &Gain, report: &Report) -> String {
    let less = (!gain.less.is_zero()).then(|| format!("{} less", amount(gain.less, report)));
    let fewer = (gain.fewer > 0).then(|| plural(gain.fewer.into(), "outcome fewer", "outcomes fewer"));
    let gains: Vec<_> = less.into_iter().chain(fewer).collect();
    if gains.is_empty() { "nothing less to study".to_owned() } else { format!("{} to study", gains.join(" and ")) }
}

fn many(count: usize, one: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") }
}
