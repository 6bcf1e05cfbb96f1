//! Loads what a rule gives.

use crate::credit::{Ratio, Rounding};
use crate::document::{Finding, Table};
use crate::id::UnitId;
use crate::registry::{Grade, Written};
use crate::rules::clause::{
    Amounts, Effect, GradePolicy, Lasting, MarkStep, RuleWorth, TableBy, TableStep, Target, TeamShare,
};
use crate::rules::load::written::{WrittenLasting, WrittenRate};
use crate::rules::words::{Rest, RoundAt};

pub(super) fn effect(mut table: Table<'_>) -> Option<Effect> {
    let target = target(&mut table);
    let tier = table.optional("tier");
    let expires = table.or("expires", WrittenLasting(Lasting::Earliest));
    let grade = grade(&mut table);
    let amounts = amounts(&mut table);
    table.finish();
    Some(Effect { amounts, expires: expires?.0, grade: grade?, target: target?, tier })
}

fn target(table: &mut Table<'_>) -> Option<Target> {
    Some(match table.one_of(&["course", "category", "exempt", "deny"])? {
        "course" => Target::Course(table.required("course")?),
        "category" => Target::Category(table.required("category")?),
        "exempt" => Target::Exemption(table.required("exempt")?),
        _ => table.sign("deny").map(|()| Target::Denial)?,
    })
}

/// A grade is a word, a mark, or a table that says which.
fn grade(table: &mut Table<'_>) -> Option<GradePolicy> {
    if !table.is_table("grade") {
        let text = table.or("grade", "none".to_owned())?;
        return match text.as_str() {
            "none" => Some(GradePolicy::Nothing),
            "carry" => Some(GradePolicy::Carry),
            _ => table.required::<WrittenGrade>("grade").map(|grade| GradePolicy::Fixed(grade.0)),
        };
    }
    let mut table = table.optional_table("grade", "grade")?;
    let policy = match table.one_of(&["pass", "steps"])? {
        "pass" => table.required("pass").map(GradePolicy::Pass),
        _ => map(&mut table),
    };
    table.finish();
    policy
}

fn map(table: &mut Table<'_>) -> Option<GradePolicy> {
    let scale = table.required("scale");
    let steps = table.tables("steps", "step").filter_map(|mut table| {
        let (from, grade) = (table.required("from"), table.required("grade"));
        table.finish();
        Some(MarkStep { from: from?, grade: grade? })
    });
    let steps = steps.collect();
    Some(GradePolicy::Map { scale: scale?, steps })
}

/// A grade that stands where `none` and `carry` may stand.
struct WrittenGrade(Grade);

impl std::str::FromStr for WrittenGrade {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let grade = text.parse().map_err(|error: crate::id::IdError| format!("{error}, or `none` or `carry`"));
        grade.map(Self)
    }
}

/// How much: a fixed amount, a rate or a table. None of them: an exemption or a denial, which the check sees to.
fn amounts(table: &mut Table<'_>) -> Option<Amounts> {
    let kinds = ["amount", "rate", "table"];
    if !kinds.iter().any(|key| table.has(key)) {
        lonely(table, &["round", "at", "rest", "most", "least", "team"], "an `amount`, a `rate` or a `table`");
        return None;
    }
    let worth = worth(table, &kinds);
    let team = table.optional_table("team", "team").and_then(team);
    let rounded = table.has("team") || table.has("rate");
    let rounding = if rounded { rounding(table) } else { exact(table) };
    let (most, least) = (table.optional("most"), table.optional("least"));
    let ((worth, unit), (round, at, rest)) = (worth?, rounding?);
    Some(Amounts { at, least, most, rest, round, team, unit, worth })
}

/// What is not a whole number of quanta must be rounded, and the book says how.
fn rounding(table: &mut Table<'_>) -> Option<(Rounding, RoundAt, Rest)> {
    let round = table.required("round");
    let at = table.or("at", RoundAt::Application);
    let rest = table.or("rest", Rest::Forfeit);
    Some((round?, at?, rest?))
}

fn exact(table: &mut Table<'_>) -> Option<(Rounding, RoundAt, Rest)> {
    lonely(table, &["round", "at", "rest", "most", "least"], "a `rate` or a `team`");
    Some((Rounding::Exact, RoundAt::Application, Rest::Forfeit))
}

/// Keys that say something about what is not there.
fn lonely(table: &mut Table<'_>, keys: &[&'static str], with: &str) {
    table.know(keys);
    for key in keys.iter().filter(|key| table.has(key)) {
        let message = format!("the `{key}` of an effect goes with {with}, and this effect has none");
        table.add(Finding::at("D015", table.span_of(key), &message, "leave this out"));
    }
}

fn worth(table: &mut Table<'_>, kinds: &[&'static str]) -> Option<(RuleWorth, UnitId)> {
    match table.one_of(kinds)? {
        "amount" => {
            table.required::<Written>("amount").map(|Written(amount)| (RuleWorth::Fixed(amount.credits), amount.unit))
        }
        "rate" => table.required("rate").map(|WrittenRate(rate, unit)| (RuleWorth::Rate(rate), unit)),
        _ => steps(table.optional_table("table", "table")?),
    }
}

fn steps(mut table: Table<'_>) -> Option<(RuleWorth, UnitId)> {
    let unit = table.required("unit");
    let by = match table.one_of(&["scale", "framework"]) {
        Some("scale") => table.required("scale").map(TableBy::Grade),
        Some(_) => table.required("framework").map(TableBy::Level),
        None => None,
    };
    let steps = table.tables("steps", "step").filter_map(|mut table| {
        let (from, credits) = (table.required("from"), table.required("credits"));
        table.finish();
        Some(TableStep { credits: credits?, from: from? })
    });
    let steps = steps.collect();
    table.finish();
    Some((RuleWorth::Table { by: by?, steps }, unit?))
}

fn team(mut table: Table<'_>) -> Option<TeamShare> {
    let (most, factor) = (table.required_whole("most"), table.required::<Ratio>("factor"));
    table.finish();
    Some(TeamShare { factor: factor?, most: most? })
}
