//! Chinese (中文), in the words of the field.

use crate::credit::Rounding;
use crate::digest::Digest;
use crate::id::LotId;
use crate::rules::{Candidate, Citation, Explanation, Got, Point, RoundAt, Target, Test, Verdict, Wanted, What};
use crate::wording::rules::clauses::{Clause, on_one_line};
use crate::wording::rules::ending::Ending;
use crate::wording::rules::miss::Miss;
use crate::wording::rules::numbers::pointed;
use crate::wording::rules::tongue::{
    Case, Sense, Step, Tongue, counted, is_not_whole, joined, lacks_day, of, quoted, sense, told,
};

/// Chinese.
pub(super) struct Chinese;

impl Tongue for Chinese {
    fn head(&self, explanation: &Explanation, applied: &[String]) -> Vec<String> {
        let Explanation { asked, book, day, hash, semantics, version, .. } = explanation;
        let rule = asked.rule.as_ref().map(|rule| format!("按规则 `{rule}`"));
        let target = asked.target.as_ref().map(|course| format!("转换为课程 `{course}`"));
        let narrowed = rule.into_iter().chain(target).collect::<Vec<_>>();
        let asked = if narrowed.is_empty() { "不限规则和课程".to_owned() } else { narrowed.join("，") };
        vec![
            format!("转换规则库 `{book}`，版本 {version}，适用基准日 {day} 有效的规则"),
            format!("规则库哈希 {hash}，语义版本 {semantics}"),
            format!("申请所用：{}；申请内容：{asked}", applied.join("、")),
        ]
    }

    fn other_book(&self, hash: Digest) -> String {
        format!("所提供的规则库并非作出本决定的规则库（其哈希为 {hash}），故不列条款内容")
    }

    fn ending(&self, ending: &Ending) -> String {
        match ending {
            Ending::Ambiguous(rules) => {
                format!("未作决定：规则 {} 相互冲突。这是规则库的错误，请告知发布机构", quoted(rules, "、"))
            }
            Ending::Choose(rules) => {
                format!("未作决定：以下规则不能同时适用，请选定其中一条后重新申请：{}", quoted(rules, "、"))
            }
            Ending::Granted(rules) => format!("准予转换，依据规则 {}", quoted(rules, "、")),
            Ending::Joint => "不予转换：合并计算后超过限额".into(),
            Ending::Refused => "不予转换：没有规则可以适用".into(),
            Ending::Uncovered(lots) => {
                format!("不予转换：有规则可以适用，但不涉及学分批次 {}；请去掉该批次后重新申请", joined(lots, "、"))
            }
            Ending::Unnamed => "不予转换：规则库中没有涉及这些学习成果的规则".into(),
        }
    }

    fn joint(&self) -> String {
        "合并计算的限额".into()
    }

    fn rule(&self, candidate: &Candidate) -> String {
        let Candidate { rule, clause, lots, .. } = candidate;
        format!("规则 `{rule}`，条款 `{clause}`，学分批次 {}", joined(lots, "、"))
    }

    fn clause(&self, clause: &Clause<'_>) -> String {
        match clause {
            Clause::Above => "条款内容：见上文".into(),
            Clause::Text(Citation { invented: true, text, .. }) => {
                format!("条款内容（虚拟条款，并非任何机构发布）：{}", on_one_line(text))
            }
            Clause::Text(Citation { text, .. }) => format!("条款内容：{}", on_one_line(text)),
        }
    }

    fn verdict(&self, candidate: &Candidate, case: &Case) -> String {
        match &candidate.verdict {
            Verdict::Ambiguous { with } => {
                format!("与规则 `{with}` 冲突：两条规则都符合，而规则组 `{}` 中只能有一条", candidate.group)
            }
            Verdict::Applied if case.granted => format!("准予转换，可获得{}", gives(candidate)),
            Verdict::Applied => format!("若整个申请获准，可获得{}", gives(candidate)),
            Verdict::Denied { by } if *by == candidate.rule => "不予转换：本规则明确规定此类学习成果不得转换".into(),
            Verdict::Denied { by } => format!("不予转换：规则 `{by}` 明确规定此类学习成果不得转换"),
            Verdict::Failed => format!("不符合：有 {} 项条件不满足", case.failed),
            Verdict::Lost { to } => {
                format!("可获得{}，但规则 `{to}` 给予的更多，按就高原则只计最高一项", gives(candidate))
            }
            Verdict::NotAsked => format!("可获得{}，但不是所申请的内容", gives(candidate)),
            Verdict::NotInForce => format!("基准日 {} 不在本规则的有效期内：有效期 {}", case.day, period(candidate)),
            Verdict::Open => format!("可获得{}，可供选择", gives(candidate)),
            Verdict::Overridden { by } => format!("不适用：规则 `{by}` 同样符合，且优先于本规则"),
        }
    }

    fn conditions(&self) -> String {
        "条件".into()
    }

    fn remedies(&self) -> String {
        "需要改变的是".into()
    }

    fn mark(&self, holds: bool) -> &'static str {
        if holds { "[符合]" } else { "[不符]" }
    }

    fn at_least(&self, count: Option<usize>, of: usize) -> String {
        count.map_or_else(|| format!("以下 {of} 项全部满足"), |count| format!("以下 {of} 项中至少满足 {count} 项"))
    }

    fn subject(&self, test: &Test) -> String {
        let lot = test.lot.map_or_else(|| "学习成果".to_owned(), |lot| format!("学分批次 {lot}"));
        let of = of(test);
        match test.what {
            What::Age => format!("申请日期（应在{lot} 的成果年限内）"),
            What::Attested => format!("{of} 经证明"),
            What::Consortium => format!("{lot} 的颁发机构与受理机构同属互认联盟 {of}"),
            What::Content => format!("{lot} 的学习内容"),
            What::Count => "申请中可用于本规则的学习成果数量".into(),
            What::Earned => format!("{lot} 的取得日期"),
            What::EarnedWhen => format!("{lot} 的取得时间（以 {of} 的学籍为准）"),
            What::Enrolled => format!("具有 {of} 的学籍"),
            What::Evidence => format!("证明材料 {of}"),
            What::Grade => format!("{lot} 的成绩"),
            What::GradeOut => format!("{lot} 用于换算的成绩"),
            What::Issuer | What::NotIssuer => format!("{lot} 的颁发机构"),
            What::Least => "所用成果的价值".into(),
            What::Level => format!("{lot} 的等级"),
            What::Limit => format!("限额 {of} 的累计（{}含本次）", by(test)),
            What::Match => format!("{lot} 与目标课程的内容重合度（须经证明）"),
            What::Never => format!("{lot} 允许转换"),
            What::Passed => format!("{of} 已通过"),
            What::Range if lacks_day(test) => "转换所得的有效期截止日".into(),
            What::Range => "转换所得".into(),
            What::SameIssuer => "全部成果由同一机构颁发".into(),
            What::Score => format!("得分 {of}"),
            What::Size => format!("{lot} 的学分数"),
            What::Table => format!("{lot} 用于确定学分的成绩或等级"),
            What::Take => format!("申请使用{lot} 的数额"),
            What::Team => format!("{lot} 的团队成员排名"),
            What::Tier => format!("{lot} 的学段"),
            What::TierMove => format!("{lot} 的学分可转入{}学段", tiers(&test.by)),
            What::Unit => format!("{lot} 的学分单位"),
            What::Valid => format!("申请日期（应在{lot} 的有效期内）"),
        }
    }

    fn found(&self, test: &Test) -> String {
        match &test.got {
            Got::Both => "证明相互矛盾".into(),
            Got::Flag(is) => yes(told(test, *is)).into(),
            Got::NotWhole => "不是最小学分单位的整数倍".into(),
            Got::TooLarge => "数额过大".into(),
            Got::Nothing => nothing(test.what).into(),
            Got::Other(text) => other(test.what, text),
            Got::Point(point) => self.point(test, point),
            Got::Word(text) => word(test.what, text),
        }
    }

    fn wanted(&self, test: &Test) -> String {
        match &test.wanted {
            Wanted::AtMost(most) => match sense(test.what) {
                Sense::Later => format!("不晚于 {}", self.point(test, most)),
                _ => format!("不超过 {}", self.point(test, most)),
            },
            Wanted::Is(is) => yes(told(test, *is)).into(),
            Wanted::NoneOf(words) => format!("不属于 {}", words_of(test.what, words)),
            Wanted::OneOf(words) if words.len() > 1 => format!("{} 之一", words_of(test.what, words)),
            Wanted::OneOf(words) => words_of(test.what, words),
            Wanted::Within { .. } if lacks_day(test) => "存在的日期".into(),
            Wanted::Within { .. } if is_not_whole(test) => "最小学分单位的整数倍".into(),
            Wanted::Within { .. } if test.got == Got::TooLarge => "可以记录的数额".into(),
            Wanted::Within { from, below } => self.within(test, from.as_ref(), below.as_ref()),
        }
    }

    fn whole(&self, found: &str) -> String {
        format!("{found}，即整个批次")
    }

    fn both(&self, least: &str, most: &str) -> String {
        format!("{least}，且{most}")
    }

    fn condition(&self, subject: &str, found: &str, wanted: Option<&str>, miss: Option<&Miss>) -> String {
        let wanted = wanted.map(|wanted| format!("，要求{}{wanted}", blank(wanted))).unwrap_or_default();
        let miss = miss.map(|miss| format!("，{}", missed(miss))).unwrap_or_default();
        format!("{subject}：{found}{wanted}{miss}")
    }

    fn remedy(&self, test: &Test) -> String {
        let (wanted, of) = (self.wanted(test), of(test));
        let is = matches!(test.wanted, Wanted::Is(true));
        match test.what {
            What::Age => "使用取得时间更近的学习成果".into(),
            What::Attested if is => format!("取得 {of} 的证明"),
            What::Attested => format!("取得不属于 {of} 的证明"),
            What::Consortium => format!("使用互认联盟 {of} 在本机构承认的学习成果"),
            What::Content => format!("使用学习内容符合要求的成果：{wanted}"),
            What::Count => format!("一次申请中可用于本规则的成果数量：{wanted}"),
            What::Earned => format!("使用取得日期符合要求的学习成果：{wanted}"),
            What::EarnedWhen => format!("使用在 {of} {wanted}取得的学习成果"),
            What::Enrolled if is => format!("取得 {of} 的学籍"),
            What::Enrolled => format!("不具有 {of} 的学籍"),
            What::Evidence => format!("提交证明材料 {of}：{wanted}"),
            What::Grade | What::GradeOut => format!("成绩达到要求：{wanted}"),
            What::Issuer | What::NotIssuer => format!("使用颁发机构符合要求的学习成果：{wanted}"),
            What::Least => format!("所用成果的合计价值：{wanted}"),
            What::Level => format!("等级达到要求：{wanted}"),
            What::Limit => format!("限额 {of} 尚未用满：合计{wanted}"),
            What::Match => format!("内容重合度经证明达到要求：{wanted}"),
            What::Never => "无法改变：此项成果一律不得转换".into(),
            What::Passed => match test.wanted {
                Wanted::Is(_) => format!("通过 {of}"),
                _ => format!("通过 {of}，成绩：{wanted}"),
            },
            What::Range => other_amount(test),
            What::SameIssuer => "使用同一机构颁发的学习成果".into(),
            What::Score => format!("{of} 得分达到要求：{wanted}"),
            What::Size => format!("使用学分数符合要求的学习成果：{wanted}"),
            What::Table => format!("成绩或等级达到要求：{wanted}"),
            What::Take => format!("申请使用的数额：{wanted}"),
            What::Team => format!("无法改变：团队成员中仅排名{wanted} 的可获得学分"),
            What::Tier => format!("使用{wanted}学段的学习成果"),
            What::TierMove => "无法改变：按本规则学分不得转入该学段".into(),
            What::Unit => format!("使用以 {wanted} 计的学习成果"),
            What::Valid => "使用申请日仍在有效期内的学习成果".into(),
        }
    }

    fn one_of(&self, remedies: &[String], count: usize) -> String {
        let list = remedies.join("；或");
        if count == 1 { list } else { format!("还需满足其中 {count} 项：{list}") }
    }

    fn and(&self) -> &'static str {
        "，并"
    }

    fn amount(&self, target: &Target) -> String {
        format!("{} 的学分计算", to(target))
    }

    fn step(&self, step: &Step) -> String {
        match step {
            Step::Worth { inputs, factor: None, worth } if inputs == worth => format!("规则规定：{worth}"),
            Step::Worth { inputs, factor: None, worth } => format!("{inputs} = {worth}"),
            Step::Worth { inputs, factor: Some(factor), worth } => format!("{inputs} × {factor}（团队成员）= {worth}"),
            Step::Before { rest, total } => format!("加上次余额 {rest} = {total}"),
            Step::Rounded { round, at, quantum, most, out } => {
                let most = most.as_ref().map(|most| format!("，不超过 {most}")).unwrap_or_default();
                format!("{}{most} = {out}", rounded(*round, *at, quantum))
            }
            Step::Granted(amount) => format!("取整多给 {amount}"),
            Step::After(rest) => format!("余额 {rest}，累计到下次"),
            Step::Forfeited(amount) => format!("作废 {amount}"),
            Step::NotWhole { worth, quantum } => format!("不取整，而 {worth} 不是 {quantum} 的整数倍"),
            Step::Kept => "不足一个最小单位的部分留在原学分批次中，不予使用".into(),
        }
    }

    fn taken(&self, amount: &str, lot: LotId) -> String {
        format!("学分批次 {lot} 的 {amount}")
    }

    fn named(&self, thing: &str, name: &str) -> String {
        format!("{thing}（{name}）")
    }
}

impl Chinese {
    fn within(&self, test: &Test, from: Option<&Point>, below: Option<&Point>) -> String {
        let sense = sense(test.what);
        match (from, below) {
            (Some(from), None) => at_least(sense, &self.point(test, from)),
            (None, Some(below)) => under(sense, &self.point(test, below)),
            (Some(from), Some(below)) if test.what == What::Count && below.text == "2" => from.text.clone(),
            (Some(from), Some(below)) => {
                let (from, below) = (self.point(test, from), self.point(test, below));
                self.both(&at_least(sense, &from), &under(sense, &below))
            }
            (None, None) => "日期不限".into(),
        }
    }

    fn point(&self, test: &Test, point: &Point) -> String {
        word(test.what, &pointed(test, point))
    }
}

fn at_least(sense: Sense, end: &str) -> String {
    match sense {
        Sense::Better | Sense::Higher => format!("{end} 及以上"),
        Sense::Later => format!("{end} 及以后"),
        Sense::Surer => format!("至少{end}"),
        Sense::More => format!("至少 {end}"),
    }
}

fn under(sense: Sense, end: &str) -> String {
    match sense {
        Sense::Later => format!("早于 {end}"),
        Sense::Better | Sense::Higher | Sense::Surer => format!("低于 {end}"),
        Sense::More => format!("少于 {end}"),
    }
}

fn missed(miss: &Miss) -> String {
    match miss {
        Miss::Days { late: true, days } => format!("晚了 {days} 天"),
        Miss::Days { late: false, days } => format!("早了 {days} 天"),
        Miss::Much { over: true, number } => format!("超出 {number}"),
        Miss::Much { over: false, number } => format!("还差 {number}"),
        Miss::Steps { over: true, steps } => format!("高了 {steps} 级"),
        Miss::Steps { over: false, steps } => format!("还差 {steps} 级"),
    }
}

/// What would have to change where an amount cannot come out.
fn other_amount(test: &Test) -> String {
    match &test.got {
        _ if is_not_whole(test) => "更改数额，使转换所得为最小学分单位的整数倍：本规则不取整".into(),
        Got::TooLarge => "减少数额：转换所得超出可记录的范围".into(),
        Got::Other(_) => "使用另一日取得的成果：若干个月后没有该日期".into(),
        _ => "增加数额，使转换所得至少为一个最小学分单位".into(),
    }
}

const fn yes(is: bool) -> &'static str {
    if is { "是" } else { "否" }
}

const fn nothing(what: What) -> &'static str {
    match what {
        What::Attested | What::Match | What::Score => "无证明",
        What::Evidence => "未提交",
        What::EarnedWhen => "无学籍",
        What::Passed => "未通过",
        _ => "无",
    }
}

fn other(what: What, text: &str) -> String {
    match what {
        What::Age | What::Range => format!("{text}，不存在的日期"),
        _ => format!("{text}，无法比较"),
    }
}

/// A word of a closed list in words, any other as it is.
fn word(what: What, text: &str) -> String {
    match (what, text) {
        (What::Tier | What::TierMove, _) => tier(text).into(),
        (What::Evidence, "claimed") => "本人声明".into(),
        (What::Evidence, "signed") => "经颁发机构签署".into(),
        (What::Evidence, "verified") => "经颁发机构核验".into(),
        (What::EarnedWhen, "before") => "入学前".into(),
        (What::EarnedWhen, "during") => "在读期间".into(),
        (What::EarnedWhen, "after") => "离校后".into(),
        (What::Content | What::Issuer | What::NotIssuer, _) => format!("`{text}`"),
        _ => text.to_owned(),
    }
}

fn words_of(what: What, words: &[String]) -> String {
    words.iter().map(|text| word(what, text)).collect::<Vec<_>>().join("、")
}

fn tier(text: &str) -> &str {
    match text {
        "secondary" => "中职",
        "higher" => "高职",
        "undergraduate" => "本科",
        _ => text,
    }
}

fn tiers(by: &[String]) -> String {
    by.iter().map(|text| tier(text)).collect::<Vec<_>>().join("、")
}

/// What a limit counts by, if it does.
fn by(test: &Test) -> String {
    let lot = test.lot.map(|lot| format!("学分批次 {lot}"));
    let all: Vec<_> = lot.into_iter().chain(test.by.iter().map(|value| format!("`{value}`"))).collect();
    if all.is_empty() { String::new() } else { format!("{}，", all.join("、")) }
}

/// A blank between Chinese and what is written in ASCII.
fn blank(next: &str) -> &'static str {
    if next.starts_with(|first: char| first.is_ascii()) { " " } else { "" }
}

fn to(target: &Target) -> String {
    match target {
        Target::Category(category) => format!("类别 `{category}`"),
        Target::Course(course) => format!("课程 `{course}`"),
        Target::Denial => "无".into(),
        Target::Exemption(course) => format!("课程 `{course}` 免修"),
    }
}

fn gives(candidate: &Candidate) -> String {
    let amount = |target: &Target| {
        let sum = counted(candidate).iter().find(|sum| sum.target == *target);
        let out = sum.and_then(|sum| sum.out.as_ref());
        out.map_or_else(|| to(target), |out| format!("{} {out}", to(target)))
    };
    candidate.targets.iter().map(amount).collect::<Vec<_>>().join("、")
}

fn period(candidate: &Candidate) -> String {
    let from = candidate.valid.from;
    candidate.valid.until.map_or_else(|| format!("{from} 起"), |until| format!("{from} 起至 {until} 前"))
}

fn rounded(round: Rounding, at: RoundAt, quantum: &str) -> String {
    let way = match round {
        Rounding::Down => "向下取整",
        Rounding::Up => "向上取整",
        Rounding::HalfUp => "四舍五入",
        Rounding::HalfEven => "四舍六入五成双",
        Rounding::Exact => return format!("不取整（须为 {quantum} 的整数倍）"),
    };
    let place = match at {
        RoundAt::Item => "每个学分批次分别",
        RoundAt::Application => "按本次申请合计一次",
        RoundAt::Learner => "按学习者累计一次",
    };
    format!("{place}{way}到 {quantum} 的整数倍")
}
