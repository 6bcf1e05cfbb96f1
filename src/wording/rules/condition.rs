//! A condition: what it is about, what was found, what was wanted, and by how much it is missed.

use crate::rules::{Got, Point, Test, Wanted, What};
use crate::wording::language::{Language, gap_before, plural, say};
use crate::wording::rules::line::is_whole;
use crate::wording::rules::miss::{Miss, miss};
use crate::wording::rules::numbers::pointed;
use crate::wording::rules::sense::{Sense, is_not_whole, lacks_day, of, sense, told};

/// A condition in one line. Where a question is answered as it should be, what was wanted is not told.
pub(super) fn condition(test: &Test, language: Language) -> String {
    let plain = test.holds() && matches!(test.wanted, Wanted::Is(_));
    let needs = (!plain).then(|| wanted(test, language));
    let missed = miss(test).map(|miss| missed(&miss, language));
    let missed = missed.map(|missed| say!(language, ": {missed}", "，{missed}")).unwrap_or_default();
    in_line(test, needs.as_deref(), language) + &missed
}

/// How much is asked for of a lot, in one line for both its sides.
pub(super) fn taken(least: &Test, most: &Test, language: Language) -> String {
    if is_whole(most) {
        return in_line(most, None, language) + language.pick(", the whole lot", "，即该记录的全部");
    }
    let wanted = both(&wanted(least, language), &wanted(most, language), language);
    in_line(most, Some(&wanted), language)
}

fn in_line(test: &Test, wanted: Option<&str>, language: Language) -> String {
    let (subject, found) = (subject(test, language), found(test, language));
    let needs = wanted.map(|wanted| {
        let gap = gap_before(wanted);
        say!(language, ", needs {wanted}", "，要求{gap}{wanted}")
    });
    let needs = needs.unwrap_or_default();
    say!(language, "{subject}: {found}{needs}", "{subject}：{found}{needs}")
}

fn both(least: &str, most: &str, language: Language) -> String {
    say!(language, "{least} and {most}", "{least}，且{most}")
}

/// The heading above several conditions: all of them, or at least so many.
pub(super) fn several(count: Option<usize>, of: usize, language: Language) -> String {
    match count {
        None => say!(language, "all of these {of}", "以下 {of} 项全部满足"),
        Some(count) => say!(language, "at least {count} of these {of}", "以下 {of} 项中至少满足 {count} 项"),
    }
}

/// What a condition is about.
fn subject(test: &Test, language: Language) -> String {
    let lot = match test.lot {
        Some(lot) => say!(language, "lot {lot}", "学分记录 {lot}"),
        None => say!(language, "the outcomes", "学习成果"),
    };
    let of = of(test);
    match test.what {
        What::Age => {
            say!(language, "day of the application, while {lot} is recent enough", "申请日期（应在{lot} 的成果年限内）")
        }
        What::Attested => say!(language, "{of} attested", "{of} 经证明"),
        What::Consortium => {
            say!(
                language,
                "issuer of {lot} and receiver in the consortium {of}",
                "{lot} 的颁发机构与受理机构同属互认联盟 {of}"
            )
        }
        What::Content => say!(language, "content of {lot}", "{lot} 的学习内容"),
        What::Count => say!(language, "how many of the outcomes the rule can use", "申请中可用于本规则的学习成果数量"),
        What::Earned => say!(language, "day on which {lot} was earned", "{lot} 的取得日期"),
        What::EarnedWhen => {
            say!(
                language,
                "{lot} earned before, during or after the study of {of}",
                "{lot} 的取得时间（以 {of} 的学籍为准）"
            )
        }
        What::Enrolled => say!(language, "enrolled in {of}", "具有 {of} 的学籍"),
        What::Evidence => say!(language, "evidence {of}", "证明材料 {of}"),
        What::Grade => say!(language, "grade of {lot}", "{lot} 的成绩"),
        What::GradeOut => say!(language, "grade of {lot} that is to be converted", "{lot} 用于换算的成绩"),
        What::Issuer | What::NotIssuer => say!(language, "issuer of {lot}", "{lot} 的颁发机构"),
        What::Least => say!(language, "total worth of what is used", "所用成果的价值"),
        What::Level => say!(language, "level of {lot}", "{lot} 的等级"),
        What::Limit => {
            let by = by(test, language);
            say!(language, "total under limit {of}{by}, this included", "限额 {of} 的累计（{by}含本次）")
        }
        What::Match => say!(
            language,
            "attested match of the content of {lot} with that of the course",
            "{lot} 与目标课程的内容重合度（须经证明）"
        ),
        What::Never => say!(language, "{lot} may be converted", "{lot} 允许转换"),
        What::Passed => say!(language, "{of} passed", "{of} 已通过"),
        What::Range if lacks_day(test) => say!(language, "last valid day of the result", "转换所得的有效期截止日"),
        What::Range => say!(language, "resulting amount", "转换所得"),
        What::SameIssuer => say!(language, "all outcomes by one issuer", "全部成果由同一机构颁发"),
        What::Score => say!(language, "score {of}", "得分 {of}"),
        What::Size => say!(language, "amount of {lot}", "{lot} 的学分数"),
        What::Table => {
            say!(language, "grade or level of {lot}, by which the amount is found", "{lot} 用于确定学分的成绩或等级")
        }
        What::Take => say!(language, "amount of {lot} in the application", "申请使用{lot} 的数额"),
        What::Team => say!(language, "place of the member in the team of {lot}", "{lot} 的团队成员排名"),
        What::Tier => say!(language, "stage of study of {lot}", "{lot} 的学历层次"),
        What::TierMove => {
            let tiers = words_of(What::Tier, &test.by, language);
            say!(language, "credit of {lot} may move to {tiers} study", "{lot} 的学分可转入{tiers}层次")
        }
        What::Unit => say!(language, "unit of {lot}", "{lot} 的学分单位"),
        What::Valid => {
            say!(language, "day of the application, while {lot} is valid", "申请日期（应在{lot} 的有效期内）")
        }
    }
}

/// What a limit counts by, if it does.
fn by(test: &Test, language: Language) -> String {
    let lot = test.lot.map(|lot| say!(language, "lot {lot}", "学分记录 {lot}"));
    let all: Vec<_> = lot.into_iter().chain(test.by.iter().map(|value| format!("`{value}`"))).collect();
    match all.join(language.comma()) {
        all if all.is_empty() => all,
        all => say!(language, " for {all}", "{all}，"),
    }
}

/// What was found.
fn found(test: &Test, language: Language) -> String {
    match &test.got {
        Got::Both => say!(language, "attested both ways", "证明相互矛盾"),
        Got::Flag(is) => yes(told(test, *is), language).to_owned(),
        Got::Nothing => nothing(test.what, language).to_owned(),
        Got::NotWhole => say!(language, "not a whole number of steps", "不是最小学分单位的整数倍"),
        Got::Other(text) => match test.what {
            What::Age | What::Range => say!(language, "{text}, a day that does not exist", "{text}，不存在的日期"),
            _ => say!(language, "{text}, which cannot be compared", "{text}，无法比较"),
        },
        Got::TooLarge => say!(language, "too large a number", "数额过大"),
        Got::Point(point) => at(test, point, language),
        Got::Word(text) => word(test.what, text, language),
    }
}

/// What was wanted.
pub(super) fn wanted(test: &Test, language: Language) -> String {
    match &test.wanted {
        Wanted::AtMost(most) => match (sense(test.what), at(test, most, language)) {
            (Sense::Later, most) => say!(language, "{most} at the latest", "不晚于 {most}"),
            (_, most) => say!(language, "at most {most}", "不超过 {most}"),
        },
        Wanted::Is(is) => yes(told(test, *is), language).to_owned(),
        Wanted::NoneOf(words) => {
            let words = words_of(test.what, words, language);
            say!(language, "none of {words}", "不属于 {words}")
        }
        Wanted::OneOf(words) => match (words.len(), words_of(test.what, words, language)) {
            (0 | 1, word) => word,
            (_, words) => say!(language, "one of {words}", "{words} 之一"),
        },
        Wanted::Within { .. } if lacks_day(test) => say!(language, "a day that exists", "存在的日期"),
        Wanted::Within { .. } if is_not_whole(test) => {
            say!(language, "a whole number of steps", "最小学分单位的整数倍")
        }
        Wanted::Within { .. } if test.got == Got::TooLarge => {
            say!(language, "a number that can be recorded", "可以记录的数额")
        }
        Wanted::Within { from, below } => within(test, from.as_ref(), below.as_ref(), language),
    }
}

fn within(test: &Test, from: Option<&Point>, below: Option<&Point>, language: Language) -> String {
    let (sense, at) = (sense(test.what), |point| at(test, point, language));
    match (from, below) {
        (Some(from), None) => from_on(sense, &at(from), language),
        (None, Some(below)) => under(sense, &at(below), language),
        (Some(from), Some(below)) if test.what == What::Count && below.text == "2" => from.text.clone(),
        (Some(from), Some(below)) => {
            both(&from_on(sense, &at(from), language), &under(sense, &at(below), language), language)
        }
        (None, None) => say!(language, "no particular day", "日期不限"),
    }
}

fn at(test: &Test, point: &Point, language: Language) -> String {
    word(test.what, &pointed(test, point), language)
}

fn from_on(sense: Sense, end: &str, language: Language) -> String {
    match sense {
        Sense::Better => say!(language, "{end} or better", "{end} 及以上"),
        Sense::Higher => say!(language, "{end} or higher", "{end} 及以上"),
        Sense::Later => say!(language, "{end} or later", "{end} 及以后"),
        Sense::Surer => say!(language, "at least {end}", "至少{end}"),
        Sense::More => say!(language, "{end} or more", "至少 {end}"),
    }
}

fn under(sense: Sense, end: &str, language: Language) -> String {
    match sense {
        Sense::Later => say!(language, "before {end}", "早于 {end}"),
        Sense::Better | Sense::Higher | Sense::Surer => say!(language, "below {end}", "低于 {end}"),
        Sense::More => say!(language, "below {end}", "少于 {end}"),
    }
}

fn missed(miss: &Miss, language: Language) -> String {
    match miss {
        Miss::Days { late, days } => {
            let word = plural(*days, "day", "days");
            match late {
                true => say!(language, "{days} {word} too late", "晚了 {days} 天"),
                false => say!(language, "{days} {word} too early", "早了 {days} 天"),
            }
        }
        Miss::Much { over: true, number } => say!(language, "{number} too much", "超出 {number}"),
        Miss::Much { over: false, number } => say!(language, "{number} short", "还差 {number}"),
        Miss::Steps { over, steps } => {
            let word = plural(*steps, "step", "steps");
            match over {
                true => say!(language, "{steps} {word} too high", "高了 {steps} 级"),
                false => say!(language, "{steps} {word} short", "还差 {steps} 级"),
            }
        }
    }
}

const fn yes(is: bool, language: Language) -> &'static str {
    if is { language.pick("yes", "是") } else { language.pick("no", "否") }
}

const fn nothing(what: What, language: Language) -> &'static str {
    match what {
        What::Attested | What::Match | What::Score => language.pick("nothing attested", "无证明"),
        What::Evidence => language.pick("none", "未提交"),
        What::EarnedWhen => language.pick("never enrolled in it", "无学籍"),
        What::Passed => language.pick("not passed", "未通过"),
        What::Range | What::Least => language.pick("nothing", "无"),
        _ => language.pick("none", "无"),
    }
}

/// A word of a closed list in words, any other as it is.
fn word(what: What, text: &str, language: Language) -> String {
    let pick = |english, chinese| language.pick(english, chinese).to_owned();
    match (what, text) {
        (What::Tier | What::TierMove, "secondary") => pick("secondary vocational", "中职"),
        (What::Tier | What::TierMove, "higher") => pick("higher vocational", "高职"),
        (What::Tier | What::TierMove, "undergraduate") => pick("undergraduate", "本科"),
        (What::Evidence, "claimed") => pick("claimed by the applicant", "本人声明"),
        (What::Evidence, "signed") => pick("signed by its issuer", "经颁发机构签署"),
        (What::Evidence, "verified") => pick("verified with its issuer", "经颁发机构核验"),
        (What::EarnedWhen, "before") => pick("before", "入学前"),
        (What::EarnedWhen, "during") => pick("during", "在读期间"),
        (What::EarnedWhen, "after") => pick("after", "离校后"),
        (What::Content | What::Issuer | What::NotIssuer, _) => format!("`{text}`"),
        _ => text.to_owned(),
    }
}

fn words_of(what: What, words: &[String], language: Language) -> String {
    words.iter().map(|text| word(what, text, language)).collect::<Vec<_>>().join(language.comma())
}
