//! Gates before a stage, in 中文: which subject was missed, and by how much.

use crate::id::{Code, EntryId};
use crate::ledger::MarkMissed;

pub(super) fn not_passed(gate: &Code, missed: &[MarkMissed]) -> String {
    format!("转段考核 `{gate}` 尚未通过{}；请先通过该考核", last_time(missed))
}

pub(super) fn tried(gate: &Code, attempts: u32, missed: &[MarkMissed]) -> String {
    format!("转段考核 `{gate}` 至多可考 {attempts} 次，次数已经用完{}；请按规定的去向转入其他培养", last_time(missed))
}

pub(super) fn unknown(gate: &Code, matriculation: EntryId) -> String {
    format!("注册入学 {matriculation} 之后的培养阶段没有转段考核 `{gate}`；请核对编号")
}

pub(super) fn wrong_marks(gate: &Code, subject: &Code) -> String {
    format!("转段考核 `{gate}` 的每个科目应各有一个分数，且不超过满分；请核对科目 `{subject}`")
}

fn last_time(missed: &[MarkMissed]) -> String {
    let one = |one: &MarkMissed| {
        let of = one.subject.as_ref().map_or_else(|| "总分".to_owned(), |subject| format!("科目 `{subject}`"));
        format!("{of} {} 分，要求 {} 分，差 {} 分", one.marks, one.needed, one.short)
    };
    let all = missed.iter().map(one).collect::<Vec<_>>().join("；");
    if all.is_empty() { all } else { format!("（最近一次：{all}）") }
}
