//! Why a programme cannot be studied so, or an award not be made, in 中文.

use crate::credit::Amount;
use crate::id::{Code, DecisionId, DocumentId, EntryId, ProgrammeId};
use crate::ledger::{AwardRefusal, Piece, PlanFor, Waiting};
use crate::planner::{AssetId, Fault, FaultKind, PlanPlace};
use crate::time::Date;
use crate::wording::refusals::gate::{not_passed, tried, unknown, wrong_marks};
use crate::wording::refusals::words::{amount, codes, list, spaced, subject, thing, waivable};

pub(super) fn award(refusal: &AwardRefusal) -> String {
    match refusal {
        AwardRefusal::NoStage { pathway, stages } => {
            format!("贯通培养 `{pathway}` 只有第 1 至第 {stages} 个培养阶段；请核对培养阶段")
        }
        AwardRefusal::StageAlone { stage } => format!("只填写了第 {stage} 个培养阶段；请同时填写所属的贯通培养"),
        AwardRefusal::StageOfOther { pathway, stage, programme } => {
            format!("贯通培养 `{pathway}` 的第 {stage} 个培养阶段是专业培养方案 `{programme}`；请核对")
        }
        AwardRefusal::NotInProgramme { kind, id, programme } => {
            format!("专业培养方案 `{programme}` 中没有{} `{id}`；请核对编号", piece(*kind))
        }
        AwardRefusal::UnknownGate { gate, matriculation } => unknown(gate, *matriculation),
        AwardRefusal::WrongMarks { gate, subject } => wrong_marks(gate, subject),
        AwardRefusal::Matriculated { programme, matriculation } => matriculated(programme, *matriculation),
        AwardRefusal::NotEntered { pathway, stage } => {
            format!("贯通培养 `{pathway}` 的第 {stage} 个培养阶段须由前一阶段进入；请填写前一阶段的注册入学")
        }
        AwardRefusal::GateNotPassed { gate, missed } => not_passed(gate, missed),
        AwardRefusal::GatePassed { gate } => format!("转段考核 `{gate}` 已经通过，无须再考"),
        AwardRefusal::GateTried { gate, attempts, missed } => tried(gate, *attempts, missed),
        AwardRefusal::AwardMissing { programme } => format!("尚未取得 `{programme}` 的证书；请先颁证"),
        AwardRefusal::NoChange { from, stage, to } => no_change(from.as_ref(), *stage, to.as_ref()),
        AwardRefusal::ChangeNotOpen { to, since, day } => change_not_open(to, *since, *day),
        AwardRefusal::VersionNotLater { document, day } => version_not_later(document, *day),
        AwardRefusal::StillNeeded { entry, by } => format!("账行 {by} 以账行 {entry} 为依据；请先冲正账行 {by}"),
        AwardRefusal::Awarded { programme, decision } => awarded(programme, *decision),
        AwardRefusal::NoAward { decision } => {
            format!("决定 {decision} 不是按毕业审核方案作出的颁证；请核对决定编号")
        }
        AwardRefusal::PlanOther { other } => plan_other(*other),
        AwardRefusal::ConversionsOpen { conversions } => {
            format!("方案需要尚未办理的转换：{}；请先申请转换，再重新生成方案", codes(conversions))
        }
        AwardRefusal::PlanUnsound { fault } => unsound(fault),
        AwardRefusal::NotReached { programme, study, items, gates, waiting } => {
            let left = left_over(study, *items, gates);
            format!("尚未达到 `{programme}` 的颁证要求：{left}{}；请补足后再办理颁证", waiting_for(waiting))
        }
    }
}

fn piece(kind: Piece) -> &'static str {
    match kind {
        Piece::Leaf => "可计入学习成果的课程模块",
        Piece::Part => "课程模块",
        Piece::Waivable(what) => waivable(what),
    }
}

fn matriculated(programme: &ProgrammeId, line: EntryId) -> String {
    format!("学习者已由账行 {line} 注册就读 `{programme}`，不能重复注册；请使用该注册入学")
}

fn no_change(from: Option<&Code>, stage: Option<u32>, to: Option<&Code>) -> String {
    let to = to.map_or_else(|| "不属于贯通培养的专业".to_owned(), |to| format!("贯通培养 `{to}`"));
    let from = match (from, stage) {
        (Some(from), Some(stage)) => format!("贯通培养 `{from}` 的第 {stage} 个培养阶段"),
        (Some(from), None) => format!("贯通培养 `{from}`"),
        (None, _) => "不属于贯通培养的专业".to_owned(),
    };
    format!("没有规定可由{from}转入{to}；请核对去向")
}

fn change_not_open(to: &Code, since: Date, day: Date) -> String {
    format!("自 {since} 注册入学起算，{day} 不在转入 `{to}` 的期限内；请在规定期限内办理")
}

fn version_not_later(document: &DocumentId, day: Date) -> String {
    format!("文件 `{document}` 在 {day} 生效的版本并不晚于现行适用的版本；只能改用较晚的版本")
}

fn awarded(programme: &ProgrammeId, decision: DecisionId) -> String {
    format!("`{programme}` 已由决定 {decision} 颁证，不能重复颁证；如需更改，请先撤销该颁证")
}

fn plan_other(other: PlanFor) -> String {
    let other = match other {
        PlanFor::Day => "日期",
        PlanFor::Institution => "机构",
        PlanFor::Programme => "专业培养方案",
        PlanFor::Version => "培养方案版本",
    };
    format!("该毕业审核方案是为另一{other}生成的；请重新生成方案")
}

/// Where, and by which numbers; what only the planner knows is left to it.
fn unsound(fault: &Fault) -> String {
    let at = fault.at().map(|at| format!("{}：", place(at))).unwrap_or_default();
    let what = match fault {
        Fault::TooLittle { found, least, .. } => format!("只有 {found}，至少需要 {least}"),
        Fault::TooMuch { found, most, .. } => format!("计入 {found}，至多可以 {most}"),
        other => match other.kind() {
            FaultKind::Claim => "所述与所计入的内容不符",
            FaultKind::NoModel => "无法按培养方案建立计算模型",
            FaultKind::NotTaken => "未选修，不能计入其中的内容",
            FaultKind::NotThere => "方案所列的内容并不存在",
            FaultKind::Twice => "重复列入",
            FaultKind::Uncountable => "所列的学习成果不能如此计入",
            FaultKind::Unmade => "计入了其转换所得，而方案并未办理该转换",
            FaultKind::Unproved | FaultKind::TooLittle | FaultKind::TooMuch => "最优性证明不成立",
        }
        .to_owned(),
    };
    format!("毕业审核方案不成立（{at}{what}）；请重新生成方案")
}

fn place(at: &PlanPlace) -> String {
    match at {
        PlanPlace::Asset(id) => match &**id {
            AssetId::Lot { lot, .. } => format!("学分记录 {lot}"),
            AssetId::Made { option, .. } => format!("转换 `{option}` 的所得"),
        },
        PlanPlace::Attempts(of) => format!("{}的各次成绩", spaced(thing(of))),
        PlanPlace::Average(id) => format!("平均成绩要求 `{id}`"),
        PlanPlace::Carry(from) => format!("自 `{from}` 的学分携带"),
        PlanPlace::Conversion(id) => format!("转换 `{id}`"),
        PlanPlace::Limit(id) => format!("限额 `{id}`"),
        PlanPlace::Part(id) => format!("课程模块 `{id}`"),
        PlanPlace::Programme => "专业培养方案".to_owned(),
        PlanPlace::Quota(id) => format!("比例与上限 `{id}`"),
        PlanPlace::Sharing(one, two) => format!("`{one}` 与 `{two}` 的重复计入"),
    }
}

fn left_over(study: &Amount, items: u64, gates: &[Code]) -> String {
    let study = (!study.credits.is_zero()).then(|| format!("尚需修读 {}", amount(study)));
    let items = (items > 0).then(|| format!("尚需修读 {items} 项学习成果"));
    let gates = (!gates.is_empty()).then(|| format!("尚须通过转段考核 {}", codes(gates)));
    study.into_iter().chain(items).chain(gates).collect::<Vec<_>>().join("，")
}

fn waiting_for(waiting: &[Waiting]) -> String {
    let one =
        |one: &Waiting| format!("学分记录 {}（同一内容的另一次成绩正由{}使用）", one.lot, spaced(subject(&one.by)));
    if waiting.is_empty() {
        String::new()
    } else {
        format!("；{}终止该项使用后可以计入", list(waiting, one))
    }
}
