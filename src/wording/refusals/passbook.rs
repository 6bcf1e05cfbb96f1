//! Why a passbook does not take a command, in 中文.

use crate::ledger::PassbookRefusal;

pub(super) fn passbook(refusal: &PassbookRefusal) -> String {
    match refusal {
        PassbookRefusal::NotOpened { learner } => format!("学习者 `{learner}` 尚无学分账户；请先开户"),
        PassbookRefusal::AlreadyOpen => "学分账户已经开立，无须再次开户".to_owned(),
        PassbookRefusal::Closed { since } => format!("学分账户已于 {since} 关闭；请先重新启用"),
        PassbookRefusal::Merged { into } => {
            format!("本学分账户已并入学习者 `{into}` 的学分账户；请在该账户办理")
        }
        PassbookRefusal::InFlight { position } => {
            format!("第 {position} 行转出的内容尚未转入另一学分账户；请先完成转入")
        }
        PassbookRefusal::MergeUnderWay { from } => {
            format!("学习者 `{from}` 的学分账户正在并入本账户，全部转入之前不办理其他业务；请先完成合并")
        }
        PassbookRefusal::MergeTarget => "学分账户只能并入另一个处于启用状态的学分账户；请改选目标账户".to_owned(),
        PassbookRefusal::NotCited { position } => {
            format!("第 {position} 行不是该学分账户转出的内容，或者已经转入；请核对所引用的账行")
        }
        PassbookRefusal::Full => "学分账户的编号已经用完，不能再记入新的账行；请联系运维".to_owned(),
    }
}
