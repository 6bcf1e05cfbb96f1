//! What was asked, how it ended, and what became of each rule.

use crate::digest::Digest;
use crate::rules::{Candidate, Explanation, Sum, Target, Verdict};
use crate::time::Date;
use crate::wording::language::{Language, joined_if_any, plural, say};
use crate::wording::phrases::lots_of;
use crate::wording::rules::ending::Ending;

/// What a rule's verdict is told with.
pub(super) struct Case {
    /// The basis date.
    pub(super) day: Date,
    /// How many of the rule's conditions do not hold.
    pub(super) failed: usize,
    /// Whether the application as a whole is granted.
    pub(super) granted: bool,
}

/// The lines at the top: the book, the day, what was applied with and asked for.
pub(super) fn head(explanation: &Explanation, applied: &str, language: Language) -> [String; 3] {
    let Explanation { asked, book, day, hash, semantics, version, .. } = explanation;
    let rule = asked.rule.as_ref().map(|rule| say!(language, "rule `{rule}`", "按规则 `{rule}`"));
    let target = asked.target.as_ref();
    let target = target.map(|course| say!(language, "course `{course}`", "转换为课程 `{course}`"));
    let any = || language.pick("anything the rules allow", "不限规则和课程").to_owned();
    let asked = joined_if_any([rule, target], language.pick(", ", "，")).unwrap_or_else(any);
    [
        say!(
            language,
            "Rule book `{book}`, version {version}, rules in force on {day}",
            "转换规则库 `{book}`，版本 {version}，适用基准日 {day} 有效的规则"
        ),
        say!(language, "Book hash {hash}, semantics {semantics}", "规则库哈希 {hash}，语义版本 {semantics}"),
        say!(language, "Application: {applied}; requested: {asked}", "申请所用：{applied}；申请内容：{asked}"),
    ]
}

/// That the rule book at hand, of this hash, is another one than that which decided.
pub(super) fn other_book(hash: Digest, language: Language) -> String {
    say!(
        language,
        "The rule book at hand is a different one (hash {hash}), so clause texts are not shown",
        "所提供的规则库并非作出本决定的规则库（其哈希为 {hash}），故不列条款内容"
    )
}

/// How it ended.
pub(super) fn ended(ending: &Ending, language: Language) -> String {
    match ending {
        Ending::Ambiguous(rules) => {
            let rules = language.codes(rules);
            say!(
                language,
                "Not decided: the rules {rules} conflict. This is an error in the rule book; please tell its publisher",
                "未作决定：规则 {rules} 相互冲突。这是规则库的错误，请告知发布机构"
            )
        }
        Ending::Choose(rules) => {
            let rules = language.codes(rules);
            say!(
                language,
                "Not decided: these cannot all be granted together. Apply again and name one of {rules}",
                "未作决定：以下规则不能同时适用，请选定其中一条后重新申请：{rules}"
            )
        }
        Ending::Granted(rules) => {
            let rules = language.codes(rules);
            say!(language, "Granted by {rules}", "准予转换，依据规则 {rules}")
        }
        Ending::Joint => {
            say!(language, "Refused: together the grants exceed a limit", "不予转换：合并计算后超过限额")
        }
        Ending::Refused => say!(language, "Refused: no rule grants anything", "不予转换：没有规则可以适用"),
        Ending::Uncovered(lots) => {
            let lots = lots_of(lots, language);
            say!(
                language,
                "Refused: rules apply, but none of them to {lots}; leave that out and apply again",
                "不予转换：有规则可以适用，但不涉及{lots}；请去掉后重新申请"
            )
        }
        Ending::Unnamed => say!(
            language,
            "Refused: no rule of the book is about any of these outcomes",
            "不予转换：规则库中没有涉及这些学习成果的规则"
        ),
    }
}

/// The heading of one rule: its clause, and the lots it was tried on.
pub(super) fn heading(candidate: &Candidate, language: Language) -> String {
    let Candidate { rule, clause, lots, .. } = candidate;
    let lots = lots_of(lots, language);
    say!(language, "Rule `{rule}`, clause `{clause}`, on {lots}", "规则 `{rule}`，条款 `{clause}`，{lots}")
}

/// What became of a rule.
pub(super) fn verdict(candidate: &Candidate, case: &Case, language: Language) -> String {
    let (gives, group) = (gives(candidate, language), &candidate.group);
    match &candidate.verdict {
        Verdict::Ambiguous { with } => say!(
            language,
            "Conflicts with rule `{with}`: both match, and only one rule of the group `{group}` may apply",
            "与规则 `{with}` 冲突：两条规则都符合，而规则组 `{group}` 中只能适用一条"
        ),
        Verdict::Applied if case.granted => say!(language, "Grants {gives}", "准予转换，可获得{gives}"),
        Verdict::Applied => say!(
            language,
            "Would grant {gives}, if the application as a whole were granted",
            "若整个申请获准，可获得{gives}"
        ),
        Verdict::Denied { by } if *by == candidate.rule => say!(
            language,
            "Denies: this rule states that such outcomes are not converted",
            "不予转换：本规则明确规定此类学习成果不得转换"
        ),
        Verdict::Denied { by } => say!(
            language,
            "Denied by rule `{by}`, which states that such outcomes are not converted",
            "不予转换：规则 `{by}` 明确规定此类学习成果不得转换"
        ),
        Verdict::Failed => {
            let (failed, word) = (case.failed, plural(case.failed, "condition", "conditions"));
            say!(language, "Does not grant: {failed} {word} not met", "不符合：有 {failed} 项条件不满足")
        }
        Verdict::Lost { to } => say!(
            language,
            "Would grant {gives}, but rule `{to}` gives more, and only the highest counts",
            "可获得{gives}，但规则 `{to}` 给予的更多，按就高原则只计最高一项"
        ),
        Verdict::NotAsked => {
            say!(language, "Would grant {gives}, which was not requested", "可获得{gives}，但不是所申请的内容")
        }
        Verdict::NotInForce => {
            let (day, period) = (case.day, period(candidate, language));
            say!(
                language,
                "Not in force on {day}: in force from {period}",
                "基准日 {day} 不在本规则的有效期内：有效期 {period}"
            )
        }
        Verdict::Open => say!(language, "Would grant {gives}: it can be chosen", "可获得{gives}，可供选择"),
        Verdict::Overridden { by } => say!(
            language,
            "Does not apply: rule `{by}` matches too and takes precedence",
            "不适用：规则 `{by}` 同样符合，且优先于本规则"
        ),
    }
}

/// The sums that count: those made again after others of the same rule, where there are any.
pub(super) fn counted(candidate: &Candidate) -> &[Sum] {
    if candidate.again.is_empty() { &candidate.sums } else { &candidate.again }
}

/// What an amount is for.
pub(super) fn to(target: &Target, language: Language) -> String {
    match target {
        Target::Category(category) => say!(language, "category `{category}`", "类别 `{category}`"),
        Target::Course(course) => say!(language, "course `{course}`", "课程 `{course}`"),
        Target::Denial => say!(language, "nothing", "无"),
        Target::Exemption(course) => say!(language, "an exemption from course `{course}`", "课程 `{course}` 免修"),
    }
}

fn gives(candidate: &Candidate, language: Language) -> String {
    let amount = |target: &Target| {
        let to = to(target, language);
        let sum = counted(candidate).iter().find(|sum| sum.target == *target);
        match sum.and_then(|sum| sum.out.as_ref()) {
            Some(out) => say!(language, "{out} for {to}", "{to} {out}"),
            None => to,
        }
    };
    candidate.targets.iter().map(amount).collect::<Vec<_>>().join(language.and())
}

fn period(candidate: &Candidate, language: Language) -> String {
    let from = candidate.valid.from;
    match candidate.valid.until {
        Some(until) => say!(language, "{from} and before {until}", "{from} 起至 {until} 前"),
        None => say!(language, "{from} on", "{from} 起"),
    }
}
