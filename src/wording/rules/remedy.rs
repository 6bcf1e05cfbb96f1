//! What would have to change.

use crate::rules::{Check, Got, Test, Wanted, What};
use crate::wording::language::{Language, say};
use crate::wording::rules::condition::wanted;
use crate::wording::rules::sense::{is_not_whole, of};

/// What would have to change, of each condition that does not hold; equal ones once.
pub(super) fn remedies(list: &[Check], language: Language) -> Vec<String> {
    let missed = || list.iter().filter(|check| !check.holds());
    let hopeless: Vec<_> = missed().filter(|check| is_hopeless(check)).collect();
    let worth = if hopeless.is_empty() { missed().collect() } else { hopeless };
    let mut all: Vec<String> = Vec::new();
    for remedy in worth.into_iter().flat_map(|check| of_check(check, language)) {
        if !all.contains(&remedy) {
            all.push(remedy);
        }
    }
    all
}

/// Whether no other application of the same learner with the same outcome could meet it.
fn is_hopeless(check: &Check) -> bool {
    matches!(check, Check::One(test) if matches!(test.what, What::Never | What::Team | What::TierMove))
}

fn of_check(check: &Check, language: Language) -> Vec<String> {
    let (count, of) = match check {
        Check::One(test) => return vec![remedy(test, language)],
        Check::All(of) => return remedies(of, language),
        Check::Any(of) => (1, of),
        Check::AtLeast { count, of } => (usize::from(*count), of),
    };
    let held = of.iter().filter(|check| check.holds()).count();
    let both = language.pick(" and ", "，并");
    let missing = of.iter().filter(|check| !check.holds()).map(|check| of_check(check, language).join(both));
    let list = missing.collect::<Vec<_>>().join(language.pick("; or ", "；或"));
    vec![match count.saturating_sub(held) {
        1 => list,
        count => say!(language, "{count} more of these: {list}", "还需满足其中 {count} 项：{list}"),
    }]
}

/// What would have to change for a condition that does not hold.
fn remedy(test: &Test, language: Language) -> String {
    let (wanted, of) = (wanted(test, language), of(test));
    let is = matches!(test.wanted, Wanted::Is(true));
    match test.what {
        What::Age => say!(language, "an outcome that was earned more recently", "使用取得时间更近的学习成果"),
        What::Attested if is => say!(language, "an attestation of {of}", "取得 {of} 的证明"),
        What::Attested => say!(language, "an attestation that {of} is not so", "取得不属于 {of} 的证明"),
        What::Consortium => say!(
            language,
            "an outcome that the consortium {of} recognises here",
            "使用互认联盟 {of} 在本机构承认的学习成果"
        ),
        What::Content => {
            say!(language, "an outcome with this content: {wanted}", "使用学习内容符合要求的成果：{wanted}")
        }
        What::Count => say!(
            language,
            "an application with {wanted} of the outcomes that the rule can use",
            "一次申请中可用于本规则的成果数量：{wanted}"
        ),
        What::Earned => say!(language, "an outcome earned {wanted}", "使用取得日期符合要求的学习成果：{wanted}"),
        What::EarnedWhen => {
            say!(language, "an outcome earned {wanted} the study of {of}", "使用在 {of} {wanted}取得的学习成果")
        }
        What::Enrolled if is => say!(language, "enrolment in {of}", "取得 {of} 的学籍"),
        What::Enrolled => say!(language, "no enrolment in {of}", "不具有 {of} 的学籍"),
        What::Evidence => say!(language, "evidence {of}, {wanted}", "提交证明材料 {of}：{wanted}"),
        What::Grade | What::GradeOut => say!(language, "a grade of {wanted}", "成绩达到要求：{wanted}"),
        What::Issuer | What::NotIssuer => {
            say!(language, "an outcome by the right issuer: {wanted}", "使用颁发机构符合要求的学习成果：{wanted}")
        }
        What::Least => say!(language, "outcomes worth {wanted} together", "所用成果的合计价值：{wanted}"),
        What::Level => say!(language, "a level of {wanted}", "等级达到要求：{wanted}"),
        What::Limit => {
            say!(language, "room under the limit {of}: it allows {wanted} in all", "限额 {of} 尚未用满：合计{wanted}")
        }
        What::Match => say!(language, "a content match of {wanted}, attested", "内容重合度经证明达到要求：{wanted}"),
        What::Never => {
            say!(language, "nothing can be done: this outcome is never converted", "无法改变：此项成果一律不得转换")
        }
        What::Passed => match test.wanted {
            Wanted::Is(_) => say!(language, "{of} passed", "通过 {of}"),
            _ => say!(language, "{of} passed with {wanted}", "通过 {of}，成绩：{wanted}"),
        },
        What::Range => other_amount(test, language).to_owned(),
        What::SameIssuer => say!(language, "outcomes of one issuer", "使用同一机构颁发的学习成果"),
        What::Score => say!(language, "a score {of} of {wanted}", "{of} 得分达到要求：{wanted}"),
        What::Size => say!(language, "an outcome of {wanted}", "使用学分数符合要求的学习成果：{wanted}"),
        What::Table => say!(language, "a grade or level of {wanted}", "成绩或等级达到要求：{wanted}"),
        What::Take => say!(language, "an application with {wanted} of the lot", "申请使用的数额：{wanted}"),
        What::Team => say!(
            language,
            "nothing can be done: of a team, only those whose place is {wanted} get credit",
            "无法改变：团队成员中仅排名{wanted} 的可获得学分"
        ),
        What::Tier => say!(language, "an outcome of {wanted} study", "使用学历层次符合要求的学习成果：{wanted}"),
        What::TierMove => say!(
            language,
            "nothing can be done: by this rule credit may not move to that stage of study",
            "无法改变：按本规则学分不得转入该学历层次"
        ),
        What::Unit => say!(language, "an outcome counted in {wanted}", "使用以 {wanted} 计的学习成果"),
        What::Valid => say!(
            language,
            "an outcome that is still valid on the day of the application",
            "使用申请日仍在有效期内的学习成果"
        ),
    }
}

/// What would have to change where an amount cannot come out.
fn other_amount(test: &Test, language: Language) -> &'static str {
    match &test.got {
        _ if is_not_whole(test) => language.pick(
            "another amount, so that a whole number of steps comes out: this rule does not round",
            "更改数额，使转换所得为最小学分单位的整数倍：本规则不取整",
        ),
        Got::TooLarge => language
            .pick("a smaller amount: so large a number cannot be recorded", "减少数额：转换所得超出可记录的范围"),
        Got::Other(_) => language.pick(
            "an outcome earned on another day: so many months later there is no such day",
            "使用另一日取得的成果：若干个月后没有该日期",
        ),
        _ => language.pick(
            "a larger amount, so that at least one whole step comes out",
            "增加数额，使转换所得至少为一个最小学分单位",
        ),
    }
}
