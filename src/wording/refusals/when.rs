//! Why it is the wrong day, in 中文.

use crate::ledger::WhenRefusal;
use crate::wording::refusals::words::{latest, spaced};

pub(super) fn when(refusal: &WhenRefusal) -> String {
    match refusal {
        WhenRefusal::InFuture { effective, today } => {
            format!("生效日 {effective} 晚于账本时区的今天 {today}；请改为今天或更早的日期，或到期再办理")
        }
        WhenRefusal::TooEarly { effective, latest: last, subject } => {
            format!(
                "生效日 {effective} 早于 {last}，即{}最近一次变动的日期；请改为该日或之后的日期",
                spaced(latest(subject))
            )
        }
        WhenRefusal::EarnedLater { earned, effective } => {
            format!(
                "取得日期 {earned} 晚于生效日 {effective}；学习成果不能在取得之前记入，取得日期仅用于追认较早取得的成果"
            )
        }
        WhenRefusal::DatesReversed { earlier, later } => {
            format!("日期 {later} 早于 {earlier}，先后颠倒；请更正日期")
        }
        WhenRefusal::LivesTooLong { institution, most } => {
            format!("机构 `{institution}` 当日颁发的学习成果有效期至多至 {most}；请填写不晚于该日的有效期截止日")
        }
        WhenRefusal::AppealTooLate { application, through } => {
            format!("申请 {application} 的申诉期限已于 {through} 届满；可重新提出申请")
        }
        WhenRefusal::NotLapsed { hold, through } => {
            format!("冻结 {hold} 的期限至 {through}；请予解冻，或在该日之后办理逾期解冻")
        }
        WhenRefusal::NothingDue { day } => format!("截至 {day}，学分账户中没有到期失效的学分记录，无须清理"),
    }
}
