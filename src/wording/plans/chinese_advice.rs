//! What is still to be studied, in Chinese.

use crate::advice::{Cap, Much, Needs, Report, Spent};
use crate::credit::Credits;
use crate::id::Code;
use crate::planner::Key;
use crate::programme::By;
use crate::registry::OutcomeName;
use crate::wording::plans::chinese_reasons::{apart, by_word, outcomes};
use crate::wording::plans::tongue::{amount, quoted};

/// So many names are told one by one.
const NAMES: usize = 12;

/// What is to be studied in a part, and what it must be.
pub(super) fn study((credits, items): (Credits, u32), part: &Code, needs: &Needs, report: &Report) -> String {
    let much = match (credits.is_zero(), items) {
        (true, items) => format!("再取得 {}", outcomes(items.max(1).into())),
        (false, 0) => format!("再修 {}", amount(credits, report)),
        (false, items) => format!("再修 {}（{}）", amount(credits, report), outcomes(items.into())),
    };
    let needs = said(items, needs, report);
    let needs = if needs.is_empty() { String::new() } else { format!("（{}）", needs.join("；")) };
    format!("在 `{part}` 中{much}{needs}")
}

fn said(items: u32, needs: &Needs, report: &Report) -> Vec<String> {
    let Needs { after, also, caps, counts_for, grades, most, names, none_of } = needs;
    let mut said = Vec::new();
    said.extend(named(items, names));
    said.extend(counts_for.iter().map(|one| format!("须计入比例与上限 `{}`{}", one.quota, of(&one.of))));
    said.extend((!also.is_empty()).then(|| format!("须同时可计入 {}", quoted(also, "、"))));
    said.extend(none_of.iter().map(spent));
    said.extend(caps.iter().map(|one| cap(one, report)));
    said.extend(grades.iter().map(|floor| format!("若按 {} 评定，成绩不低于 {}", floor.scale, floor.mark)));
    said.extend((!after.is_empty()).then(|| format!("须先通过 {}", quoted(after, "、"))));
    said.extend(most.map(|most| format!("合计至多 {}", amount(most, report))));
    said
}

/// Names, of which so many outcomes are to be taken; none: as many as one likes.
fn named(items: u32, names: &[OutcomeName]) -> Option<String> {
    let (told, rest) = names.split_at_checked(NAMES).unwrap_or((names, &[]));
    let all = usize::try_from(items).is_ok_and(|items| items == names.len());
    let once = if items == 1 { "" } else { "，每项至多一次" };
    match (told, rest.len()) {
        ([], _) => None,
        ([one], 0) => Some(format!("限 `{one}`")),
        (told, 0) if all => Some(format!("{} 各一次", quoted(told, "、"))),
        (told, 0) => Some(format!("限 {}{once}", quoted(told, "、"))),
        (told, more) if all => Some(format!("{} 及所列其他 {more} 项各一次", quoted(told, "、"))),
        (told, more) => Some(format!("限 {} 或所列其他 {more} 项{once}", quoted(told, "、"))),
    }
}

fn spent(spent: &Spent) -> String {
    let Spent { at, counted, full } = spent;
    let (quota, of) = (&counted.quota, of(&counted.of));
    let room = if *full { "已达上限" } else { "余额不足" };
    if at.is_empty() {
        return format!("不得属于比例与上限 `{quota}` 所计{of}，其{room}");
    }
    format!("不得为{}，其在比例与上限 `{quota}`{of}{}中{room}", values(at), apart(&of))
}

/// Values by which a quota counts.
pub(super) fn values(at: &[(By, String)]) -> String {
    let one = |(by, value): &(By, String)| match by {
        By::Window => format!("起于 `{value}` 的时段"),
        by => format!("{} `{value}`", by_word(*by)),
    };
    at.iter().map(one).collect::<Vec<_>>().join("、")
}

fn cap(cap: &Cap, report: &Report) -> String {
    let Cap { counted, most, per } = cap;
    let most = match most {
        Much::Credits(credits) => amount(*credits, report),
        Much::Items(items) => outcomes((*items).into()),
        Much::Whole => "零".to_owned(),
    };
    let per: Vec<_> = per.iter().map(|by| by_word(*by)).collect();
    let of = of(&counted.of);
    format!("按比例与上限 `{}`{of}{}每一{}至多 {most}", counted.quota, apart(&of), per.join("、"))
}

/// What a quota counts.
pub(super) fn of(counted: &[Vec<(Key, Vec<String>)>]) -> String {
    let one = |keys: &Vec<(Key, Vec<String>)>| {
        let keys: Vec<_> =
            keys.iter().map(|(key, wanted)| format!("{}{}", word(*key), quoted(wanted, " 或 "))).collect();
        keys.join("、")
    };
    let all: Vec<_> = counted.iter().map(one).filter(|one| !one.is_empty()).collect();
    if all.is_empty() || all.len() > NAMES { String::new() } else { format!("（{}）", all.join("，或")) }
}

const fn word(key: Key) -> &'static str {
    match key {
        Key::Age => "年限不超过 ",
        Key::Carried => "须为 ",
        Key::Categories => "类别 ",
        Key::Classes => "课程性质 ",
        Key::Codes => "代码 ",
        Key::Contents => "内容 ",
        Key::Earned => "取得时间 ",
        Key::Grade => "成绩 ",
        Key::Issuers => "颁发机构 ",
        Key::Kinds => "种类 ",
        Key::Level => "等级 ",
        Key::NotCodes => "代码不为 ",
        Key::NotIssuers => "颁发机构不为 ",
        Key::Origins => "来源 ",
        Key::Prefixes => "代码开头为 ",
        Key::Tiers => "层次 ",
        Key::Unit => "单位 ",
    }
}
