//! Why a lot, hold, decision or line cannot be used, changed or ended so, in 中文.

use crate::credit::{Amount, Credits};
use crate::id::{DecisionId, LotId, UnitId};
use crate::ledger::{Ending, LotRefusal};
use crate::wording::refusals::uses::{
    consumed, group_in_use, held, in_scope, in_use, not_reversible, not_standing, not_suspended, over_most, reserved,
};
use crate::wording::refusals::words::{amount, lines, named, spaced, thing};

pub(super) fn lot(refusal: &LotRefusal) -> String {
    match refusal {
        LotRefusal::NamedTwice { lot } => format!("学分记录 {lot} 填写了两次；请合并为一次，填写全部数额"),
        LotRefusal::OtherUnit { lot, given, expected } => other_unit(*lot, given, expected),
        LotRefusal::RevaluedToNothing { lot } => revalued_to_nothing(*lot),
        LotRefusal::WorthAlready { lot, amount } => worth_already(*lot, amount),
        LotRefusal::AlreadyRecorded { lot } => format!("同一证书已记入学分账户，即学分记录 {lot}；无须再次记入"),
        LotRefusal::TagOfAnother { lot, thing: of } => {
            format!("该证书编号已属于学分记录 {lot}（{}）；续证须为同一证书，请核对证书编号", thing(of))
        }
        LotRefusal::RenewalTooShort { lot } => renewal_too_short(*lot),
        LotRefusal::Unknown { what } => format!("学分账户中没有{}；请核对编号", named(what)),
        LotRefusal::Ended { what, by } => format!("{}已由账行 {by} 终止，不能再办理；请核对编号", spaced(named(what))),
        LotRefusal::Suspended { lot, causes } => {
            format!("学分记录 {lot} 因{}已暂停；请先作复核处理", spaced(lines(causes)))
        }
        LotRefusal::Revoked { lot, by } => format!("学分记录 {lot} 已由账行 {by} 撤销；请改用其他学分记录"),
        LotRefusal::Expired { lot, last } => format!("学分记录 {lot} 的有效期至 {last}，已失效；请改用其他学分记录"),
        LotRefusal::Moved { lot } => format!("学分记录 {lot} 已转入另一学分账户；请在该账户办理"),
        LotRefusal::Held { lot, hold, free, short } => held(*lot, *hold, *free, *short),
        LotRefusal::Consumed { lot, decision, free, short } => consumed(*lot, *decision, *free, *short),
        LotRefusal::InScope { lot, scope, free, short } => in_scope(*lot, scope, *free, *short),
        LotRefusal::Reserved { lot, scopes, free, short, carrier } => reserved(*lot, scopes, (*free, *short), carrier),
        LotRefusal::GroupInUse { lot, by } => group_in_use(*lot, by),
        LotRefusal::NotStanding { lot } => not_standing(*lot),
        LotRefusal::OverMost { lot, most, over } => over_most(*lot, most, *over),
        LotRefusal::OneAttempt { lot, other } => one_attempt(*lot, *other),
        LotRefusal::Short { lot, free, short } => {
            format!("学分记录 {lot} 可用 {free}，还差 {short}；请减少所用数额")
        }
        LotRefusal::DecisionTwice { decision } => {
            format!("决定 {decision} 填写了两次；请只填写一次，并注明办理终止的授权")
        }
        LotRefusal::OfApplication { hold } => format!("冻结 {hold} 属于一项申请；请改为撤回该申请"),
        LotRefusal::NotSuspended { subject, cause } => not_suspended(subject, *cause),
        LotRefusal::PlanDiffers { unit, needed, given } => plan_differs(unit, *needed, *given),
        LotRefusal::InUse { uses } => in_use(uses),
        LotRefusal::Unrelated { decision } => unrelated(*decision),
        LotRefusal::NotReversible { subject, instead } => not_reversible(subject, *instead),
        LotRefusal::EndsOtherwise { decision, instead } => ends_otherwise(*decision, *instead),
        LotRefusal::MadeByRule { lot } => made_by_rule(*lot),
        LotRefusal::Reversed { entry, by } => format!("账行 {entry} 已由账行 {by} 冲正，无须再次冲正"),
    }
}

fn other_unit(lot: LotId, given: &UnitId, expected: &UnitId) -> String {
    format!("学分记录 {lot} 以 `{expected}` 计，不以 `{given}` 计；换用其他学分单位须申请转换")
}

fn revalued_to_nothing(lot: LotId) -> String {
    format!("学分记录 {lot} 的学分值不能更正为零；未取得的成果请予撤销，记错的账行请予冲正")
}

fn worth_already(lot: LotId, to: &Amount) -> String {
    format!("学分记录 {lot} 的学分值已经是 {}，无须更正", amount(to))
}

fn renewal_too_short(lot: LotId) -> String {
    format!("学分记录 {lot} 的证书编号与之相同；两者之中取得较晚的，有效期应当更长，请核对日期")
}

fn one_attempt(lot: LotId, other: LotId) -> String {
    format!("学分记录 {lot} 与 {other} 是同一内容的不同次成绩，只计一次；请只选其中之一")
}

fn plan_differs(unit: &UnitId, needed: Credits, given: Credits) -> String {
    format!("替换后需要 {needed} {unit}，所给为 {given}；请使两者相等")
}

fn unrelated(decision: DecisionId) -> String {
    format!("决定 {decision} 并不依据将要冲正的账行；请只填写依据该账行的决定")
}

fn ends_otherwise(decision: DecisionId, instead: Ending) -> String {
    let how = match instead {
        Ending::ReverseConversion => "是转换；请冲正作出该转换的账行",
        Ending::ConvertAnew => "是转换；请撤销该转换，再用其他学分记录申请",
        Ending::RevokeAward => "是按毕业审核方案作出的颁证；请撤销该颁证",
        Ending::RedeemAgain => "是按毕业审核方案作出的颁证；请以新的方案作复核处理（`redeem`）",
    };
    format!("决定 {decision} {how}")
}

fn made_by_rule(lot: LotId) -> String {
    format!("学分记录 {lot} 由转换产生，学分值由规则决定；请冲正该转换后重新申请，或撤销该学分记录")
}
