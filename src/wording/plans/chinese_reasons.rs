//! Reasons, bounds and repairs in Chinese.

use crate::advice::{Much, Obstacle, Report};
use crate::id::Code;
use crate::planner::{AssetId, Bar, Room};
use crate::programme::{By, Provenance, QuotaBound, ShareBase, Waivable};
use crate::registry::Thing;
use crate::wording::plans::tongue::{amount, lots_of, options_of, quoted};

/// Of what would be enough by itself.
const ALONE: &str = "若别无其他要求，";

pub(super) fn reason(reason: &Obstacle, report: &Report) -> String {
    match reason {
        Obstacle::Least { credits, part, there } => {
            let alone = if there < credits { "" } else { ALONE };
            let (needs, there) = (amount(*credits, report), amount(*there, report));
            format!("{}要求至少 {needs}，而{alone}可计入的共 {there}", place(part.as_ref()))
        }
        Obstacle::LeastItems { items, part, there } => {
            let alone = if there < items { "" } else { ALONE };
            let (needs, there) = (outcomes((*items).into()), outcomes((*there).into()));
            format!("{}要求至少 {needs}，而{alone}可计入的共 {there}", place(part.as_ref()))
        }
        Obstacle::Most { credits, part } => format!("{}至多计入 {}", place(part.as_ref()), amount(*credits, report)),
        Obstacle::MostItems { items, part } => {
            format!("{}至多计入 {}", place(part.as_ref()), outcomes((*items).into()))
        }
        Obstacle::Choice { least, most, part } => format!("{}须选{}", place(part.as_ref()), choice(*least, *most)),
        Obstacle::Quota { bound: limit, id, limit: comes, per, within } => {
            let per = if per.is_empty() { String::new() } else { format!("每一{}的", by(per)) };
            let within = within.as_ref().map(|part| format!(" `{part}` 中")).unwrap_or_default();
            let comes = comes.map(|comes| format!("，即 {}", amount(comes, report))).unwrap_or_default();
            format!("比例与上限 `{id}` 要求{within}{per}此类学分{}{comes}", bound(limit, report))
        }
        Obstacle::Average { id, least, scale, within } => {
            let within = within.as_ref().map(|part| format!(" `{part}` 中")).unwrap_or_default();
            format!("平均成绩 `{id}` 要求{within}不低于 {least} {scale}")
        }
        Obstacle::Carry { from, most } => {
            let most = most.map_or_else(|| "其占用的学分".into(), |most| format!("至多 {}", amount(most, report)));
            format!("由证书 `{from}` 携带{most}")
        }
        Obstacle::Sharing { between: (left, right), most, most_items } => {
            let most = most.map(|most| format!("至多 {}", amount(most, report)));
            let items = most_items.map(|items| format!("至多 {items} 个批次"));
            let limits: Vec<_> = most.into_iter().chain(items).collect();
            let limits = if limits.is_empty() { "每个批次".to_owned() } else { limits.join("、") };
            let gap = if limits.ends_with(|last: char| last.is_ascii()) { " " } else { "" };
            format!("`{left}` 与 `{right}` 之间{limits}{gap}可重复计入一次")
        }
        Obstacle::Limit { id, most, document } => {
            let document = document.as_ref().map(|document| format!("（`{document}`）")).unwrap_or_default();
            let most = most.map_or_else(|| "适用".into(), |most| format!("至多允许 {most}"));
            let head = format!("限额 `{id}`{document}");
            format!("{head}{}{most}", apart(&head))
        }
        Obstacle::Attempts { one_of_each, rooms, thing } => attempts(thing, rooms, *one_of_each),
        Obstacle::Single { assets } => single(assets),
        Obstacle::NotTogether => "可办理的转换不能同时全部办理".into(),
        Obstacle::Barred { asset, bar } => {
            let name = named(asset);
            format!("{name}{}{}", apart(&name), barred(bar))
        }
    }
}

/// How much of the attempts at one thing counts.
pub(super) fn attempts(thing: &Thing, rooms: &[Room], one_of_each: bool) -> String {
    let room = |room: &Room| match room {
        Room::Credits(most) => format!("至多计入 {most}"),
        Room::Items(most) => format!("至多计入 {most} 次"),
        Room::One => "只计入一次".to_owned(),
    };
    let each = one_of_each.then(|| "同一轮次或同一编号的只计入一次".to_owned());
    let rooms: Vec<_> = rooms.iter().map(room).chain(each).collect();
    format!("`{thing}` 多次取得的，{}", rooms.join("，且"))
}

fn single(assets: &[AssetId]) -> String {
    let (many, options) = (lots_of(assets, "、"), options_of(assets));
    let each = if many.contains('、') { "各" } else { "" };
    let lots = (!many.is_empty()).then(|| format!("学分批次 {many} {each}只能计入一次"));
    let made = (!options.is_empty())
        .then(|| format!("转换 {} 所得只有办理后才能计入，且只能计入一次", quoted(&options, "、")));
    lots.into_iter().chain(made).collect::<Vec<_>>().join("，且")
}

pub(super) fn relaxed(reason: &Obstacle, by: Much, report: &Report) -> String {
    let much = match by {
        Much::Credits(credits) => Some(amount(credits, report)),
        Much::Items(items) => Some(outcomes(items.into())),
        Much::Whole => None,
    };
    let more = much.as_ref().map_or_else(|| "免除".to_owned(), |much| format!("放宽 {much}"));
    match reason {
        Obstacle::Least { part, .. } | Obstacle::LeastItems { part, .. } => match much {
            Some(much) => format!("{}免修 {much}", place(part.as_ref())),
            None => format!("免除{}的最低要求", place(part.as_ref())),
        },
        Obstacle::Most { part, .. } | Obstacle::MostItems { part, .. } => match much {
            Some(much) => format!("{}多计入 {much}", place(part.as_ref())),
            None => format!("取消{}的上限", place(part.as_ref())),
        },
        Obstacle::Choice { part, .. } => format!("免除{}的选择要求", place(part.as_ref())),
        Obstacle::Quota { id, .. } => format!("比例与上限 `{id}` {more}"),
        Obstacle::Average { id, .. } => format!("免除平均成绩 `{id}`"),
        Obstacle::Carry { from, .. } => match much {
            Some(much) => format!("由证书 `{from}` 多携带 {much}"),
            None => format!("由证书 `{from}` 全部携带"),
        },
        Obstacle::Sharing { between: (left, right), .. } => match much {
            Some(much) => format!("`{left}` 与 `{right}` 之间多重复计入 {much}"),
            None => format!("`{left}` 与 `{right}` 之间全部可重复计入"),
        },
        Obstacle::Limit { id, .. } => format!("限额 `{id}` {more}"),
        Obstacle::Attempts { thing, .. } => match by {
            Much::Credits(credits) => format!("`{thing}` 多次取得的多计入 {}", amount(credits, report)),
            Much::Items(items) => format!("`{thing}` 多次取得的多计入 {items} 次"),
            Much::Whole => format!("`{thing}` 多次取得的全部计入"),
        },
        Obstacle::Single { .. } => "同一批次计入两次".into(),
        Obstacle::NotTogether => "同时办理不能同时办理的转换".into(),
        Obstacle::Barred { asset, bar } => admitted(asset, bar),
    }
}

fn place(part: Option<&Code>) -> String {
    part.map_or_else(|| "整个培养方案".to_owned(), |part| format!(" `{part}` "))
}

pub(super) fn bound(bound: &QuotaBound, report: &Report) -> String {
    match bound {
        QuotaBound::Least(credits) => format!("至少 {}", amount(*credits, report)),
        QuotaBound::LeastItems(items) => format!("至少 {}", outcomes((*items).into())),
        QuotaBound::LeastShare { of, share } => format!("至少为{}的 {share}", base(of, report)),
        QuotaBound::Most(credits) => format!("至多 {}", amount(*credits, report)),
        QuotaBound::MostItems(items) => format!("至多 {}", outcomes((*items).into())),
        QuotaBound::MostShare { of, share } => format!("至多为{}的 {share}", base(of, report)),
    }
}

fn base(base: &ShareBase, report: &Report) -> String {
    match base {
        ShareBase::Counted => "计入学分".into(),
        ShareBase::Required => "要求学分".into(),
        ShareBase::Stated(credits) => format!(" {} ", amount(*credits, report)),
    }
}

/// A blank after what is written in ASCII; none after a bracket.
pub(super) fn apart(before: &str) -> &'static str {
    if before.ends_with('）') { "" } else { " " }
}

/// What counts after all.
pub(super) fn admitted(asset: &AssetId, bar: &Bar) -> String {
    let name = named(asset);
    format!("使{name}{}得以计入（目前{}）", apart(&name), barred(bar))
}

/// A blank between Chinese and what is written in ASCII.
pub(super) fn blank(next: &str) -> &'static str {
    if next.starts_with(|first: char| first.is_ascii() && first != ' ') { " " } else { "" }
}

pub(super) fn by(per: &[By]) -> String {
    per.iter().map(|by| by_word(*by)).collect::<Vec<_>>().join("、")
}

/// What a quota counts by.
pub(super) const fn by_word(by: By) -> &'static str {
    match by {
        By::Lot => "批次",
        By::Code => "代码",
        By::Content => "内容",
        By::Issuer => "颁发机构",
        By::Kind => "种类",
        By::Window => "时段",
    }
}

pub(super) fn barred(bar: &Bar) -> String {
    match bar {
        Bar::Blocked(None) => "同一内容以另一次成绩为准".into(),
        Bar::Blocked(Some(by)) => format!("同一内容的另一次成绩已用于 `{by}`"),
        Bar::Expired(on) => format!("有效期至 {on}，已过期"),
        Bar::Held => "正因申请被冻结".into(),
        Bar::NotYet(on) => format!("于 {on} 取得，晚于授予日期"),
        Bar::Reserved(by) => format!("已被 {} 占用", quoted(by, "、")),
        Bar::Suspended => "已暂停".into(),
    }
}

pub(super) const fn origin_of(origin: Provenance) -> &'static str {
    match origin {
        Provenance::Own => "由本机构颁发",
        Provenance::Other => "由其他机构颁发",
        Provenance::Converted => "由转换取得",
    }
}

pub(super) const fn waivable(what: Waivable) -> &'static str {
    match what {
        Waivable::Part => "最低要求",
        Waivable::Quota => "比例与上限",
        Waivable::Average => "平均成绩",
        Waivable::Prerequisite => "先修要求",
        Waivable::Gate => "转段考核",
    }
}

pub(super) fn named(asset: &AssetId) -> String {
    match asset {
        AssetId::Lot { carried, lot } if carried.is_empty() => format!("学分批次 {lot}"),
        AssetId::Lot { carried, lot } => format!("学分批次 {lot}（由 {} 占用）", quoted(carried, "、")),
        AssetId::Made { k: 0, option } => format!("转换 `{option}` 所得"),
        AssetId::Made { k, option } => format!("转换 `{option}` 所得（序号 {k}）"),
    }
}

pub(super) fn choice(least: u32, most: u32) -> String {
    if least == most { format!("其中 {least} 个部分") } else { format!("其中 {least} 至 {most} 个部分") }
}

pub(super) fn outcomes(count: u64) -> String {
    format!("{count} 项")
}
