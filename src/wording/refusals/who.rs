//! Why it is not for this person, or this institution, to do, in 中文.

use crate::ledger::WhoRefusal;
use crate::wording::refusals::words::{kind, power, role, tier};

pub(super) fn who(refusal: &WhoRefusal) -> String {
    match refusal {
        WhoRefusal::UnknownMandate { mandate, day } => {
            format!("{day} 有效的文件中没有授权 `{mandate}`；请核对授权编号，或先发布该授权")
        }
        WhoRefusal::MandateNotInForce { mandate, valid, day } => {
            let until = valid.until.map_or_else(|| "起".to_owned(), |until| format!(" 起至 {until} 前"));
            format!("授权 `{mandate}` 的有效期为 {}{until}，{day} 不在其中；请使用当日有效的授权", valid.from)
        }
        WhoRefusal::WrongRole { mandate, role: has, needed } => {
            format!("授权 `{mandate}` 的角色是“{}”，此项操作须由角色“{}”办理", role(*has), role(*needed))
        }
        WhoRefusal::OwnPassbook { mandate } => {
            format!("授权 `{mandate}` 的持有人就是本学分账户的学习者，应予回避；请由其他工作人员办理")
        }
        WhoRefusal::UnknownInstitution { institution, day } => {
            format!("{day} 有效的文件中没有机构 `{institution}`；请核对机构编号，或先发布该机构")
        }
        WhoRefusal::NoPower { institution, power: lacks, day } => {
            format!("机构 `{institution}` 在 {day} 没有“{}”的权限；请由有此权限的机构办理", power(*lacks))
        }
        WhoRefusal::MayNotIssue { institution, kind: of, tier: at, day } => {
            format!(
                "机构 `{institution}` 在 {day} 无权颁发{}层次的学习成果（类型：{}）；请由有权颁发的机构办理",
                tier(*at),
                kind(*of)
            )
        }
        WhoRefusal::NoPowerAt { institution, power: lacks, tier: at, day } => {
            format!(
                "机构 `{institution}` 在 {day} 没有{}层次的“{}”权限；请由有此权限的机构办理",
                tier(*at),
                power(*lacks)
            )
        }
        WhoRefusal::SamePerson { mandate, entry } => {
            format!("授权 `{mandate}` 的持有人已在账行 {entry} 办理过本申请；复审和申诉须由另一人办理")
        }
        WhoRefusal::NotYours { institution, owner } => {
            format!("此项由机构 `{owner}` 作出，机构 `{institution}` 无权更改；请由机构 `{owner}` 办理")
        }
        WhoRefusal::NotAwarder { institution, programme } => {
            format!("机构 `{institution}` 不是专业培养方案 `{programme}` 的颁证机构；请由其颁证机构办理")
        }
        WhoRefusal::CourseOfOther { course, owner } => {
            format!("课程 `{course}` 属于机构 `{owner}`，只能由该机构认定；请由该机构办理")
        }
    }
}
