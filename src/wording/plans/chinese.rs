//! Chinese (中文), in the words of the field.

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
use crate::wording::plans::chinese_advice::{of, study, values};
use crate::wording::plans::chinese_reasons::{
    admitted, attempts, barred, blank, bound, by, choice, named, origin_of, outcomes, reason, relaxed, waivable,
};
use crate::wording::plans::tongue::{
    Mark, Section, Therefore, Tongue, Words, amount, by_less, is_least_credits, is_less, quoted,
};

/// Chinese.
pub(super) struct Chinese;

/// So many parts that are alike are told one by one.
const ALIKE: usize = 4;

const WORDS: Words = Words {
    also: "另有",
    carried: "由在先证书占用",
    converted: "由转换取得",
    gate: "转段考核",
    idle: "未计入",
    left_out: "未选",
    lots: "已有学习成果",
    not_passed: "未通过",
    not_reached: "未达到",
    open: "可由转换取得",
    parts: "培养方案要求",
    passed: "已通过",
    reached: "已达到",
    twice: "同时计入",
};

impl Tongue for Chinese {
    fn head(&self, report: &Report) -> Vec<String> {
        let Report { day, document, hash, own, programme, title, version, .. } = report;
        vec![
            format!("培养方案 `{programme}`（{}），授予机构 `{own}`，授予日期 {day}", on_one_line(title)),
            format!("文件 `{document}`，版本 {version}"),
            format!("哈希 {hash}"),
        ]
    }

    fn verdict(&self, report: &Report) -> String {
        if report.reached {
            return "已达到：无所缺".into();
        }
        let missing = missing(report);
        if missing.is_empty() {
            return "未达到".into();
        }
        format!("未达到：{}", missing.join("；"))
    }

    fn level(&self, level: &LevelResult, report: &Report) -> String {
        let of = |count: u64| count_of(level.level, count, report);
        let what = match level.level {
            GoalLevel::Closed => "已无可选内容而仍须修读的（学分最小单位数与项数之和）",
            GoalLevel::Study => "尚需修读",
            GoalLevel::Items => "尚需取得的学习成果",
            GoalLevel::Approvals => "转换所需的审批和证明材料",
            GoalLevel::Lots => "占用的学分批次（含转换所得）",
        };
        let proof = match level.is_proved() {
            true if level.value == 0 => "不可能更好".to_owned(),
            true if is_less(level, report) => less(report),
            true => "已证明：不存在更好的方案".to_owned(),
            false if is_less(level, report) => "目前所得最好结果".to_owned(),
            false if level.bound == 0 => "目前所得最好结果；尚未证明确有需要".to_owned(),
            false => format!("目前所得最好结果；至少需要 {}", of(level.bound)),
        };
        format!("{what}：{}（{proof}）", of(level.value))
    }

    fn section(&self, section: Section) -> &'static str {
        match section {
            Section::Counts => "计入情况",
            Section::Bounds => "比例、上限与平均成绩",
            Section::Reliefs => "对该学习者的特别决定",
            Section::Conversions => "须先办理的转换",
            Section::Gates => "转段考核",
            Section::Core => "未达到的原因",
            Section::Repairs => "可以改变结果的办法",
            Section::Tempting => "差一点可以计入的",
            Section::Idle => "本方案中未计入的",
            Section::Clauses => "条款内容",
        }
    }

    fn mark(&self, mark: Mark) -> &'static str {
        match mark {
            Mark::Held => "[符合]",
            Mark::Missed => "[不符]",
            Mark::NotAsked => "[未选]",
        }
    }

    fn whole(&self) -> &'static str {
        "整个培养方案"
    }

    fn part(&self, part: &PartStand) -> String {
        let title = part.title.as_deref().map(|title| format!("（{}）", on_one_line(title))).unwrap_or_default();
        let afresh = if part.overlay && part.depth == 0 { "（另行统计全部成果）" } else { "" };
        format!("`{}`{title}{afresh}", part.id)
    }

    fn left_out(&self) -> &'static str {
        "不计入"
    }

    fn have(&self, have: &Have, report: &Report) -> String {
        let Have { afresh, counts, idle, there } = have;
        let of = |credits: &Credits| amount(*credits, report);
        let only = format!("仅在另行统计的部分计入 {}，", of(afresh));
        let only = if afresh.is_zero() { "" } else { &only };
        format!("现有 {}，其中计入 {}，{only}未计入 {}", of(there), of(counts), of(idle))
    }

    fn stands(&self, name: &str, how: &str) -> String {
        format!("{name}：{how}")
    }

    fn stand(&self, stand: &Stand, report: &Report) -> String {
        let asks = asks(&stand.ask, report);
        let asks = if asks.is_empty() { String::new() } else { format!("，要求{}", asks.join("、")) };
        let short = self.short(stand, report).map(|short| format!("：{short}")).unwrap_or_default();
        format!("{}{asks}{short}", counted(stand, report))
    }

    fn lot(&self, lot: &LotStand, name: Option<&str>) -> String {
        let name = name.map(|name| format!("（{}）", on_one_line(name))).unwrap_or_default();
        let partly = if lot.counts == lot.of { String::new() } else { format!("（共 {}）", lot.of) };
        let others = if lot.others.is_empty() {
            String::new()
        } else {
            format!("；同时计入 {}", quoted(&lot.others, "、"))
        };
        let by = if lot.substituted { "；经替代" } else { "" };
        format!("{}：{}{partly}{}{by}{others}", titled(lot, &name), lot.counts, grade(lot))
    }

    fn idle(&self, lot: &LotStand, name: Option<&str>) -> String {
        let name = name.map(|name| format!("（{}）", on_one_line(name))).unwrap_or_default();
        format!("{}：{}{}", titled(lot, &name), lot.of, grade(lot))
    }

    fn quota(&self, quota: &QuotaStand, report: &Report) -> String {
        let such = match quota.bound {
            QuotaBound::LeastItems(_) | QuotaBound::MostItems(_) => outcomes(quota.items.into()),
            _ => amount(quota.credits, report),
        };
        let comes = match (&quota.bound, quota.limit) {
            (QuotaBound::LeastShare { .. } | QuotaBound::MostShare { .. }, Some(limit)) => {
                format!("，即 {}", amount(limit, report))
            }
            _ => String::new(),
        };
        let each = if quota.per.is_empty() { String::new() } else { format!("每一{}", by(&quota.per)) };
        let at = if quota.at.is_empty() { "此类".to_owned() } else { values(&quota.at) };
        let at = format!("{at}{}", if at.ends_with('`') { " " } else { "" });
        let (id, of, needs) = (&quota.id, of(&quota.of), bound(&quota.bound, report));
        format!("比例与上限 `{id}`{of}：{at}计入 {such}，要求{each}{needs}{comes}")
    }

    fn average(&self, average: &AverageStand) -> String {
        let AverageStand { id, least, left_out, mean, with, .. } = average;
        let mean = mean.as_ref().map_or_else(|| "没有此类成绩".to_owned(), ToString::to_string);
        let out: Vec<_> = left_out.iter().map(out_of).collect();
        let out = match with {
            Some(with) if !out.is_empty() => format!("；未计入{}，若一并计入则为 {with}", out.join("、")),
            _ => String::new(),
        };
        format!("平均成绩 `{id}`：{mean}，要求不低于 {least}{out}")
    }

    fn relief(&self, relief: &Relief, report: &Report) -> String {
        match relief {
            Relief::Exempt { credits, items, part } => {
                format!("`{part}` 免修：{}", both(&amount(*credits, report), *items))
            }
            Relief::Substitute { lot, part } => format!("学分批次 {lot} 经替代计入 `{part}`"),
            Relief::Waive { id, what } => format!("免除：{} `{id}`", waivable(*what)),
        }
    }

    fn conversion(&self, conversion: &ToMake) -> String {
        let ToMake { approvals, by, id, makes, takes } = conversion;
        let by = by.as_ref().map(|by| format!("，规则 `{}`（`{}`）", by.rule, by.document)).unwrap_or_default();
        let takes: Vec<_> = takes.iter().map(|(asset, of)| format!("{} 的 {of}", named(asset))).collect();
        let makes: Vec<_> = makes.iter().map(|(code, of)| format!("`{code}` {of}")).collect();
        let takes = if takes.is_empty() { "无".to_owned() } else { takes.join("、") };
        format!("转换 `{id}`{by}：以{takes} 换得 {}；含本次申请共需 {approvals} 项审批或证明材料", makes.join("、"))
    }

    fn gate(&self, gate: &GateStand) -> String {
        let stands = if gate.passed { "已通过" } else { "未通过" };
        format!("转段考核 `{}`：{stands}（条款 `{}`）", gate.id, gate.clause)
    }

    fn cause(&self, cause: &Cause, first: bool, report: &Report) -> String {
        let clause = cause.clause.as_ref().map(|clause| format!("（条\u{2060}款 `{clause}`）")).unwrap_or_default();
        let word = if first { "因为" } else { "并且因为" };
        let reason = reason(&cause.what, report);
        format!("{word}{}{reason}{clause}，", blank(&reason))
    }

    fn therefore(&self, therefore: Therefore<'_>) -> String {
        match therefore {
            Therefore::Study => "所以不再修读就无法达到要求。".into(),
            Therefore::Gate(gate) => {
                format!("因为转段考核 `{}` 未通过（条款 `{}`），所以不能授予。", gate.id, gate.clause)
            }
            Therefore::Conversions(count) => format!("因为本方案中还有 {count} 项转换尚未办理，所以暂不能授予。"),
        }
    }

    fn minimal(&self, minimal: bool, causes: usize) -> &'static str {
        if minimal && causes == 1 {
            "仅此一项就足以得出这一结论。"
        } else if minimal {
            "以上各项缺一不可：去掉任何一项，就得不出这一结论。"
        } else {
            "计算量已尽，尚未证明以上各项都不可缺少。"
        }
    }

    fn no_core(&self) -> &'static str {
        "计算量已尽，尚未找到原因：并未证明不再修读就无法达到要求。"
    }

    fn no_study(&self) -> &'static str {
        "未找到截至该日可以修读、且足以达到要求的内容。"
    }

    fn repair(&self, repair: &Repair, report: &Report) -> String {
        let steps: Vec<_> = repair.steps.iter().map(|step| self.remedy(step, report)).collect();
        let does = if repair.reaches {
            "即可达到要求".to_owned()
        } else {
            let gain = Gain { fewer: repair.fewer, less: repair.less };
            let so = if report.less_by.is_empty() { "" } else { "按上述算法" };
            format!("{so}{}，但仍未达到要求", gains(&gain, report))
        };
        let least = match repair.proved {
            true => "",
            false if is_least_credits(repair, report) => "（项数未证明为最少）",
            false => "（未证明为最少）",
        };
        let (told, rest) = repair.alike.split_at_checked(ALIKE).unwrap_or((&repair.alike, &[]));
        let more = if rest.is_empty() { " ".to_owned() } else { format!(" 等 {} 处", repair.alike.len()) };
        let alike = if told.is_empty() { String::new() } else { format!("；{}{more}亦同", quoted(told, "、")) };
        format!("{}：{does}{least}{alike}", steps.join("，并"))
    }

    fn untried(&self, count: u32) -> String {
        format!("另有 {count} 项要求未逐一试算。")
    }

    fn remedy(&self, remedy: &Remedy, report: &Report) -> String {
        match remedy {
            Remedy::Study { credits, items, needs, part } => study((*credits, *items), part, needs, report),
            Remedy::Convert(option) => format!("办理转换 `{option}`"),
            Remedy::Gate(gate) => format!("通过转段考核 `{gate}`"),
            Remedy::Waive { id, what } => format!("免除{} `{id}`", waivable(*what)),
            Remedy::Accept { lot, part } => format!("以替代使学分批次 {lot} 计入 `{part}`"),
            Remedy::Relax { by, what } => relaxed(what, *by, report).trim_start().to_owned(),
            Remedy::Admit { asset, bar } => admitted(asset, bar),
        }
    }

    fn temptation(&self, what: &Temptation, gain: Option<&Gain>, report: &Report) -> String {
        let would = match gain {
            None => String::new(),
            Some(gain) if gain.is_nothing() => "；即使计入，也不减少尚需修读的内容".into(),
            Some(gain) => format!("；若能计入，{}", gains(gain, report)),
        };
        match what {
            Temptation::Lot { amount, asset, code, part } => {
                let part = part.as_ref().map(|part| format!("，在 `{part}` 中")).unwrap_or_default();
                format!("{} `{code}`，{amount}{part}{would}", named(asset))
            }
            Temptation::Rule { clause, lots, rule } => {
                let lots: Vec<_> = lots.iter().map(ToString::to_string).collect();
                let (rule, document) = (&rule.rule, &rule.document);
                format!("规则 `{rule}`（`{document}`），条款 `{clause}`，学分批次 {}{would}", lots.join("、"))
            }
        }
    }

    fn miss(&self, miss: &Hindrance) -> Option<String> {
        let text = match miss {
            Hindrance::Attempts { one_of_each, rooms, taken, thing } => {
                let says = attempts(thing, rooms, *one_of_each);
                let taken: Vec<_> = taken.iter().map(named).collect();
                if taken.is_empty() { says } else { format!("{says}；本方案已采用{}", taken.join("、")) }
            }
            Hindrance::Barred(bar) => format!("该成果{}", barred(bar)),
            Hindrance::NotCarried => "没有在先证书占用该成果，而此处只计入在先证书占用的成果".into(),
            Hindrance::Origin { got, wanted } => {
                let wanted: Vec<_> = wanted.iter().map(|origin| origin_of(*origin)).collect();
                format!("该成果{}，而此处只计入{}的成果", origin_of(*got), wanted.join("或"))
            }
            Hindrance::Prerequisite { all, any, course } => {
                let all = (!all.is_empty()).then(|| quoted(all, "、"));
                let any = (!any.is_empty()).then(|| format!("{} 之一", quoted(any, "、")));
                let needs: Vec<_> = all.into_iter().chain(any).collect();
                format!("`{course}` 须在通过先修课程 {} 之后取得才能计入", needs.join(" 以及 "))
            }
            Hindrance::Test(_) => return None,
            Hindrance::TooOld { days, earned, last } => {
                format!("取得日期 {earned}，年限至 {last} 止：早了 {days} 天")
            }
        };
        Some(text)
    }

    fn clause(&self, clause: &Citation) -> String {
        let Citation { id, invented, text } = clause;
        let invented = if *invented { "（虚拟条款，并非任何机构发布）" } else { "" };
        format!("`{id}`{invented}：{}", on_one_line(text))
    }

    fn brief(&self, stand: &Stand, report: &Report) -> String {
        match (stand.ask.least, stand.ask.least_items) {
            (Some(least), _) if !least.is_zero() => format!("{}/{}", stand.credits, amount(least, report)),
            (_, Some(items)) if items > 0 => format!("{}/{}", stand.items, outcomes(items.into())),
            _ if stand.credits.is_zero() && stand.items > 0 => outcomes(stand.items.into()),
            _ => amount(stand.credits, report),
        }
    }

    fn short(&self, stand: &Stand, report: &Report) -> Option<String> {
        let much = |(credits, items): (Credits, u32), how: &str| {
            let credits = (!credits.is_zero()).then(|| amount(credits, report));
            let items = (items > 0).then(|| outcomes(items.into()));
            let much: Vec<_> = credits.into_iter().chain(items).collect();
            (!much.is_empty()).then(|| format!("{how} {}", much.join("、")))
        };
        let all: Vec<_> = much(stand.short(), "差").into_iter().chain(much(stand.beyond(), "尚需修读")).collect();
        (!all.is_empty()).then(|| all.join("，"))
    }

    fn more(&self, count: usize) -> String {
        format!("另 {count} 个批次")
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
    let study = (!study.is_empty()).then(|| format!("尚需修读 {}", study.join("、")));
    let gates = report.gates.iter().filter(|gate| !gate.passed).map(|gate| format!("尚需通过转段考核 `{}`", gate.id));
    let conversions = report.conversions.len();
    let conversions = (conversions > 0).then(|| format!("尚需办理 {conversions} 项转换"));
    study.into_iter().chain(gates).chain(conversions).collect()
}

fn count_of(level: GoalLevel, count: u64, report: &Report) -> String {
    match level {
        GoalLevel::Study => report.quanta(count).map_or_else(|| count.to_string(), |amount| amount.to_string()),
        GoalLevel::Items => outcomes(count),
        GoalLevel::Closed => count.to_string(),
        GoalLevel::Approvals => format!("{count} 项"),
        GoalLevel::Lots => format!("{count} 个"),
    }
}

/// What is proved of study, where less may do.
fn less(report: &Report) -> String {
    let (grades, sharing) = (by_less(report, LessBy::Grades), by_less(report, LessBy::Sharing));
    let words = [(sharing, "只计入一个部分", "同时计入两个部分"), (grades, "不计成绩", "成绩较好")];
    let words: Vec<_> = words.into_iter().filter(|(is, ..)| *is).collect();
    let so: Vec<_> = words.iter().map(|(_, so, _)| *so).collect();
    let less: Vec<_> = words.iter().map(|(.., less)| *less).collect();
    format!("仅就修读内容{}的情形已证明；若{}，可能更少", so.join("且"), less.join("或"))
}

fn counted(stand: &Stand, report: &Report) -> String {
    let asks_items = stand.ask.least_items.is_some() || stand.ask.most_items.is_some();
    let items = asks_items || (stand.credits.is_zero() && stand.items > 0);
    let credits = amount(stand.credits, report);
    if items { both(&credits, stand.items) } else { credits }
}

fn both(credits: &str, items: u32) -> String {
    if items == 0 { credits.to_owned() } else { format!("{credits}（{}）", outcomes(items.into())) }
}

fn asks(ask: &Ask, report: &Report) -> Vec<String> {
    let Ask { choose, least, least_items, most, most_items } = ask;
    let least = least.filter(|least| !least.is_zero()).map(|least| format!("至少 {}", amount(least, report)));
    let most = most.map(|most| format!("至多 {}", amount(most, report)));
    let least_items = least_items.filter(|items| *items > 0).map(|items| format!("至少 {}", outcomes(items.into())));
    let most_items = most_items.map(|items| format!("至多 {}", outcomes(items.into())));
    let choose = choose.map(|choose| choice(choose.least, choose.most));
    [least, most, least_items, most_items, choose].into_iter().flatten().collect()
}

fn titled(lot: &LotStand, name: &str) -> String {
    let made = match (&lot.made, &lot.asset) {
        (Some(by), AssetId::Made { .. }) => format!("，依据规则 `{}`（`{}`）", by.rule, by.document),
        (Some(by), AssetId::Lot { .. }) => format!("，由规则 `{}`（`{}`）转换取得", by.rule, by.document),
        (None, _) => String::new(),
    };
    format!("{} `{}`{name}{made}", named(&lot.asset), lot.code)
}

fn grade(lot: &LotStand) -> String {
    lot.grade.as_ref().map(|grade| format!("，成绩 {grade}")).unwrap_or_default()
}

/// A lot, or the part of it that is left out.
fn out_of(lot: &LotStand) -> String {
    let rest = lot.of.credits.minus(lot.counts.credits).unwrap_or_default();
    let rest = Amount { credits: rest, unit: lot.of.unit.clone() };
    let partly = if lot.counts.credits.is_zero() { String::new() } else { format!(" 中的 {rest}") };
    format!("{}{partly}{}", named(&lot.asset), grade(lot))
}

fn gains(gain: &Gain, report: &Report) -> String {
    let less = (!gain.less.is_zero()).then(|| format!("少修 {}", amount(gain.less, report)));
    let fewer = (gain.fewer > 0).then(|| format!("少取得 {}", outcomes(gain.fewer.into())));
    let gains: Vec<_> = less.into_iter().chain(fewer).collect();
    if gains.is_empty() { "修读内容不减".to_owned() } else { gains.join("、") }
}
