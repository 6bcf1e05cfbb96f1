//! What uses of lots stand in the way, in 中文.

use crate::credit::{Amount, Credits};
use crate::id::{DecisionId, EntryId, HoldId, LotId};
use crate::ledger::{Carrier, Instead, Named, ScopeUse, Subject};
use crate::registry::Scope;
use crate::wording::refusals::words::{amount, list, named, scope, scope_use, spaced, subject};

pub(super) fn held(lot: LotId, hold: HoldId, free: Credits, short: Credits) -> String {
    format!("学分记录 {lot} 处于冻结 {hold} 之中，可用 {free}，还差 {short}；请减少所用数额，或等待解冻")
}

pub(super) fn consumed(lot: LotId, decision: DecisionId, free: Credits, short: Credits) -> String {
    format!("学分记录 {lot} 已由决定 {decision} 核销，可用 {free}，还差 {short}；请减少所用数额")
}

pub(super) fn in_scope(lot: LotId, of: &Scope, free: Credits, short: Credits) -> String {
    format!("学分记录 {lot} 已用于{}，可用 {free}，还差 {short}；请减少所用数额", scope(of))
}

pub(super) fn reserved(
    lot: LotId,
    scopes: &[ScopeUse],
    (free, short): (Credits, Credits),
    carrier: &Carrier,
) -> String {
    let by = list(scopes, scope_use);
    let carrier = match carrier {
        Carrier::None => "此处只能使用未被占用的部分，请减少所用数额".to_owned(),
        Carrier::Programme(id) => format!("须由专业培养方案 `{id}` 规定学分携带（`carry`）方可使用"),
        Carrier::Rule(id) => format!("须由规则 `{id}` 的来源规定（`reserved_by`）方可使用"),
        Carrier::Unpublished(id) => {
            format!("须先发布专业培养方案 `{id}`，并由其规定学分携带（`carry`）方可使用")
        }
    };
    format!("学分记录 {lot} 已由{by}占用，可用 {free}，还差 {short}；{carrier}")
}

pub(super) fn group_in_use(lot: LotId, by: &Subject) -> String {
    format!("学分记录 {lot} 暂不能使用：同一内容的另一次成绩正由{}使用；请先终止该项使用", spaced(subject(by)))
}

pub(super) fn not_standing(lot: LotId) -> String {
    format!("学分记录 {lot} 不计入：同一内容以末次成绩为准，末次未通过的均不计入；请使用末次成绩")
}

pub(super) fn over_most(lot: LotId, most: &Amount, over: Credits) -> String {
    format!("学分记录 {lot} 超出限额：同一内容的各次成绩合计至多使用 {}，现超出 {over}；请减少所用数额", amount(most))
}

pub(super) fn not_suspended(used: &Subject, cause: EntryId) -> String {
    format!("{}并未因账行 {cause} 暂停；请核对所填的账行", spaced(subject(used)))
}

pub(super) fn in_use(uses: &[Subject]) -> String {
    format!("仍有{}以此为依据；请先终止这些使用", spaced(list(uses, subject)))
}

pub(super) fn not_reversible(what: &Named, instead: Instead) -> String {
    let how = match instead {
        Instead::OwnCommand => "不能冲正；请使用专门终止或更正它的操作",
        Instead::KeepOrRevoke => "不能撤销处理；请保留或撤销该学分记录，或冲正记入它的账行",
        Instead::HoldAnew => "不能换用其他学分记录；请先解冻，再另行冻结",
    };
    format!("{}{how}", spaced(named(what)))
}
