//! What is wrong with a request itself, in 中文.

use crate::ledger::RequestRefusal;

pub(super) fn request(refusal: &RequestRefusal) -> String {
    match refusal {
        RequestRefusal::KeyReused { key, position } => {
            format!("请求号 `{key}` 已用于另一请求（第 {position} 行）；请换用新的请求号")
        }
        RequestRefusal::TooLong { bytes, most } => {
            format!("该账行长 {bytes} 字节，超过上限 {most} 字节；请减少内容或分次办理")
        }
        RequestRefusal::AttachmentMissing { hash } => {
            format!("缺少哈希为 `{hash}` 的附件；请连同附件一并提交")
        }
    }
}
