//! Nouns of the sentences in 中文.

use std::fmt::Display;

use crate::credit::Amount;
use crate::id::UnitId;
use crate::ledger::{Latest, Named, ScopeUse, Subject};
use crate::programme::Waivable;
use crate::registry::{OutcomeKind, Power, Role, Scope, Thing, Tier};

pub(super) const fn role(role: Role) -> &'static str {
    match role {
        Role::Registrar => "教务登记",
        Role::Reviewer => "审核",
        Role::Awarder => "颁证",
        Role::Publisher => "发布",
        Role::Operator => "运维",
    }
}

pub(super) const fn power(power: Power) -> &'static str {
    match power {
        Power::Issue => "颁发学习成果",
        Power::Review => "审核",
        Power::Award => "颁证",
        Power::Publish => "发布文件",
        Power::Keep => "管理学分账户",
    }
}

pub(super) const fn kind(kind: OutcomeKind) -> &'static str {
    match kind {
        OutcomeKind::Course => "课程",
        OutcomeKind::Certificate => "证书",
        OutcomeKind::Competition => "竞赛获奖",
        OutcomeKind::Training => "培训",
        OutcomeKind::Work => "工作经历",
        OutcomeKind::Exam => "考试",
        OutcomeKind::Community => "社区教育",
        OutcomeKind::Senior => "老年教育",
        OutcomeKind::Converted => "转换所得",
    }
}

pub(super) const fn tier(tier: Tier) -> &'static str {
    match tier {
        Tier::Secondary => "中职",
        Tier::Higher => "高职",
        Tier::Undergraduate => "本科",
    }
}

pub(super) const fn waivable(what: Waivable) -> &'static str {
    match what {
        Waivable::Part => "课程模块",
        Waivable::Quota => "比例与上限",
        Waivable::Average => "平均成绩要求",
        Waivable::Prerequisite => "先修课程",
        Waivable::Gate => "转段考核",
    }
}

pub(super) fn named(what: &Named) -> String {
    match what {
        Named::Lot(id) => format!("学分记录 {id}"),
        Named::Hold(id) => format!("冻结 {id}"),
        Named::Application(id) => format!("申请 {id}"),
        Named::Decision(id) => format!("决定 {id}"),
        Named::Enrolment(id) => format!("学籍 {id}"),
        Named::Matriculation(id) => format!("注册入学 {id}"),
        Named::Line(id) => format!("账行 {id}"),
    }
}

pub(super) fn latest(what: &Latest) -> String {
    match what {
        Latest::Status => "学分账户的开立或关闭".to_owned(),
        Latest::Lot(id) => format!("学分记录 {id}"),
        Latest::Hold(id) => format!("冻结 {id}"),
        Latest::Decision(id) => format!("决定 {id}"),
        Latest::Line(id) => format!("账行 {id}"),
        Latest::Attempts(of) => format!("{}的历次使用", spaced(thing(of))),
    }
}

pub(super) fn thing(of: &Thing) -> String {
    let level = of.level.as_ref().map(|level| format!("（等级 `{level}`）")).unwrap_or_default();
    format!("{} `{}@{}`{level}", kind(of.kind), of.code, of.owner)
}

pub(super) fn subject(used: &Subject) -> String {
    match used {
        Subject::Lot(id) => format!("学分记录 {id}"),
        Subject::Decision(id) => format!("决定 {id}"),
        Subject::Hold(id) => format!("冻结 {id}"),
    }
}

pub(super) fn scope(of: &Scope) -> String {
    match of {
        Scope::Award(programme) => format!("专业培养方案 `{programme}` 的颁证"),
        Scope::Set(set) => format!("用途 `{set}`"),
    }
}

pub(super) fn scope_use(of: &ScopeUse) -> String {
    format!("{}（决定 {}）", scope(&of.scope), of.decision)
}

/// An amount; of outcomes without credit their number.
pub(super) fn amount(of: &Amount) -> String {
    if of.unit.as_str() == UnitId::ITEM { format!("{} 项", of.credits) } else { of.to_string() }
}

/// With a blank behind what does not end with 中文.
pub(super) fn spaced(text: String) -> String {
    if text.ends_with(|last: char| last.is_ascii()) { text + " " } else { text }
}

/// Things one after another.
pub(super) fn list<T>(all: &[T], one: impl Fn(&T) -> String) -> String {
    all.iter().map(one).collect::<Vec<_>>().join("、")
}

/// Codes one after another.
pub(super) fn codes<T: Display>(all: &[T]) -> String {
    list(all, |code| format!("`{code}`"))
}

/// Lines one after another.
pub(super) fn lines<T: Display>(all: &[T]) -> String {
    list(all, |line| format!("账行 {line}"))
}
