//! How an amount came about, step by step.

use std::slice;

use crate::credit::{Credits, Ratio, Rounding};
use crate::id::LotId;
use crate::rules::{Candidate, Rest, RoundAt, Sum, Target};
use crate::wording::language::{Language, say};
use crate::wording::page::Page;
use crate::wording::rules::lots::taken;
use crate::wording::rules::numbers::exact;
use crate::wording::rules::verdict::to;

/// The lines of one sum. An exemption has none.
pub(super) fn sums(page: &mut Page, language: Language, candidate: &Candidate, sum: &Sum) {
    let Some(out) = &sum.out else { return };
    let unit = out.unit.as_str();
    let amount = |quanta: Ratio| format!("{} {unit}", exact(quanta, sum.quantum));
    let mut steps = vec![worth(language, &inputs(language, candidate, sum), sum.factor, &amount(sum.worth))];
    if let (false, Ok(total)) = (sum.before.is_zero(), sum.worth.plus(sum.before)) {
        let (rest, total) = (amount(sum.before), amount(total));
        steps.push(say!(language, "with {rest} left over from before = {total}", "加上次结余 {rest} = {total}"));
    }
    if !plain(sum) {
        let rounded = rounded(language, sum.round, sum.at, &format!("{} {unit}", sum.quantum));
        let most = sum.most.map(|most| say!(language, ", at most {most} {unit}", "，不超过 {most} {unit}"));
        steps.push(format!("{rounded}{} = {out}", most.unwrap_or_default()));
    }
    steps.extend(rests(language, sum, amount));
    steps_of(page, language, &sum.target, &steps);
}

/// What rounding added, and what became of the rest.
fn rests(language: Language, sum: &Sum, amount: impl Fn(Ratio) -> String) -> Vec<String> {
    let there = |rest: Ratio| (!rest.is_zero()).then(|| amount(rest));
    let granted = there(sum.granted).map(|amount| say!(language, "rounding added {amount}", "进位增加 {amount}"));
    let after = there(sum.after);
    let after =
        after.map(|rest| say!(language, "{rest} is left over and counts the next time", "结余 {rest}，留待下次计入"));
    let forfeited = there(sum.forfeited).map(|amount| say!(language, "{amount} is lost", "作废 {amount}"));
    let kept = (sum.rest == Rest::Keep && sum.rate.is_some()).then(|| {
        say!(
            language,
            "what makes no whole step is not used and stays in the lots",
            "不足一个最小单位的部分留在原学分记录中，不予使用"
        )
    });
    [granted, after, forfeited, kept].into_iter().flatten().collect()
}

/// The steps to an amount, under a heading.
pub(super) fn steps_of(page: &mut Page, language: Language, target: &Target, steps: &[String]) {
    let to = to(target, language);
    page.line(&say!(language, "How the amount for {to} is computed", "{to} 的学分计算"));
    page.inside(|page| page.lines(steps));
}

/// What the inputs are worth, and what a member of a team gets of it.
pub(super) fn worth(language: Language, inputs: &str, factor: Ratio, worth: &str) -> String {
    if factor != Ratio::ONE {
        say!(
            language,
            "{inputs} × {factor} for a member of a team = {worth}",
            "{inputs} × {factor}（团队成员）= {worth}"
        )
    } else if inputs == worth {
        say!(language, "as the rule states: {worth}", "规则规定：{worth}")
    } else {
        format!("{inputs} = {worth}")
    }
}

/// Whether a stated amount comes out as it is stated.
fn plain(sum: &Sum) -> bool {
    sum.rate.is_none() && sum.factor == Ratio::ONE && sum.most.is_none() && sum.before.is_zero()
}

/// `48 hour (lot 3.0) × 1/16`, or the stated amount.
fn inputs(language: Language, candidate: &Candidate, sum: &Sum) -> String {
    let unit = sum.out.as_ref().map_or("", |out| out.unit.as_str());
    match sum.rate {
        Some(rate) => product(language, candidate, &sum.taken, rate),
        None => format!("{} {unit}", sum.stated.unwrap_or(Credits::ZERO)),
    }
}

/// What is taken, times the rate.
pub(super) fn product(language: Language, candidate: &Candidate, all: &[(LotId, Credits)], rate: Ratio) -> String {
    let all: Vec<_> = all.iter().filter(|(_, credits)| !credits.is_zero()).collect();
    let parts = all.iter().map(|(lot, credits)| taken(slice::from_ref(candidate), *lot, *credits, language));
    let parts = parts.collect::<Vec<_>>().join(" + ");
    let rate = if rate.den() == 1 { rate.num().to_string() } else { rate.to_string() };
    if all.len() > 1 { format!("({parts}) × {rate}") } else { format!("{parts} × {rate}") }
}

fn rounded(language: Language, round: Rounding, at: RoundAt, quantum: &str) -> String {
    let way = match round {
        Rounding::Down => say!(language, "rounded down to steps of {quantum}", "向下取整"),
        Rounding::Up => say!(language, "rounded up to steps of {quantum}", "向上取整"),
        Rounding::HalfUp => say!(language, "rounded to the nearest step of {quantum}, halves up", "四舍五入"),
        Rounding::HalfEven => {
            say!(language, "rounded to the nearest step of {quantum}, halves to the even one", "四舍六入五成双")
        }
        Rounding::Exact => {
            return say!(
                language,
                "not rounded: only whole steps of {quantum} come out",
                "不取整（须为 {quantum} 的整数倍）"
            );
        }
    };
    let place = match at {
        RoundAt::Item => language.pick("lot by lot", "每个学分记录分别"),
        RoundAt::Application => language.pick("once for the whole application", "按本次申请合计一次"),
        RoundAt::Learner => language.pick("once, with what was left over before", "按学习者累计一次"),
    };
    say!(language, "{way}, {place}", "{place}{way}到 {quantum} 的整数倍")
}
