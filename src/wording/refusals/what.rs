//! Why what is asked for cannot be, in 中文.

use crate::credit::Ratio;
use crate::id::{Code, DocumentId, EntryId, HoldId};
use crate::ledger::{Defined, Ruling, Section, WhatRefusal};
use crate::registry::{Best, GradeScale};
use crate::time::Date;
use crate::wording::refusals::words::{codes, lines, spaced};

pub(super) fn what(refusal: &WhatRefusal) -> String {
    match refusal {
        WhatRefusal::Nothing => "未填写任何数额；请至少填写一项大于零的数额".to_owned(),
        WhatRefusal::UnknownCourse { course, day } => {
            format!("{day} 有效的课程目录中没有课程 `{course}`；请核对课程代码，或先发布课程目录")
        }
        WhatRefusal::CourseNotValued { course, day } => {
            format!("课程 `{course}` 在 {day} 没有规定学分；请核对日期，或先在课程目录中规定")
        }
        WhatRefusal::CertifiedCourse => {
            "课程应按课程目录中的代码记入，转换所得由规则产生，二者都不能直接认定".to_owned()
        }
        WhatRefusal::UnknownUnit { unit, day } => {
            format!("{day} 有效的框架文件中没有学分单位 `{unit}`；请核对，或先发布该学分单位")
        }
        WhatRefusal::OffQuantum(off) => {
            format!("数额 {} 不是学分单位 `{}` 最小单位 {} 的整数倍；请改为整数倍", off.credits, off.unit, off.quantum)
        }
        WhatRefusal::AmountWithoutPass => "未通过的学习成果没有学分；请去掉数额".to_owned(),
        WhatRefusal::GradeMissing { scale } => format!("缺少成绩；请按评分标准 `{scale}` 填写成绩"),
        WhatRefusal::UnknownScale { scale, day } => {
            format!("{day} 有效的框架文件中没有评分标准 `{scale}`；请核对，或先发布该评分标准")
        }
        WhatRefusal::WrongScale { given, expected } => {
            format!("成绩 `{given}` 不属于评分标准 `{expected}`；请按该评分标准填写")
        }
        WhatRefusal::OffScale(off) => {
            format!("`{}` 不是评分标准 `{}` 中的成绩；{}", off.mark, off.scale.id, accepted(&off.scale))
        }
        WhatRefusal::BelowPass { grade } => format!("成绩 `{grade}` 未达到合格标准；请按未通过记入"),
        WhatRefusal::Passes { grade } => format!("成绩 `{grade}` 已达到合格标准；请按通过存入"),
        WhatRefusal::UnknownLevel { level, day } => {
            format!("{day} 有效的框架文件中没有资历等级 `{level}`；请核对，或先发布该等级")
        }
        WhatRefusal::BadTeam { member_no, team_size } => {
            format!("{team_size} 人的团队中没有第 {member_no} 名成员；请填写 1 至 {team_size} 之间的排名")
        }
        WhatRefusal::NotInForce { kind, document, day } => not_in_force(*kind, document, *day),
        WhatRefusal::UnknownRule { rule, document } => {
            format!("转换规则库 `{document}` 中没有规则 `{rule}`；请核对规则编号")
        }
        WhatRefusal::NameRule { rules } => name_rule(rules),
        WhatRefusal::AmbiguousRules { rules } => ambiguous(rules),
        WhatRefusal::NotInDocument { kind, id, document } => not_in_document(*kind, id, document),
        WhatRefusal::NoReason => "未说明理由；请至少填写一条理由".to_owned(),
        WhatRefusal::NotInReview { application } => not_in_review(*application),
        WhatRefusal::NothingToAppeal { application } => nothing_to_appeal(*application),
        WhatRefusal::ApplicationSuspended { application, causes } => suspended(*application, causes),
        WhatRefusal::ResidualMoved { application, before, rule } => residual_moved(*application, *before, rule),
        WhatRefusal::CodeTaken { defined, document } => code_taken(defined, document),
        WhatRefusal::DefinedOtherwise { defined, day } => defined_otherwise(defined, *day),
        WhatRefusal::KindChanged { document } => kind_changed(document),
    }
}

fn not_in_force(kind: Ruling, document: &DocumentId, day: Date) -> String {
    let kind = match kind {
        Ruling::Programmes => "培养方案文件",
        Ruling::RuleBook => "转换规则库",
    };
    format!("{kind} `{document}` 在 {day} 不生效；请核对编号和日期，或先发布")
}

fn name_rule(rules: &[Code]) -> String {
    format!("以下规则都可以适用，但不能同时适用；请选定其中一条后重新申请：{}", codes(rules))
}

fn ambiguous(rules: &[Code]) -> String {
    format!("规则 {} 都可以适用，而其中只应有一条适用；请发布机构更正转换规则库", codes(rules))
}

fn not_in_document(kind: Section, id: &Code, document: &DocumentId) -> String {
    let kind = match kind {
        Section::Clause => "条款",
        Section::Pathway => "贯通培养",
        Section::Programme => "专业培养方案",
    };
    format!("文件 `{document}` 中没有{kind} `{id}`；请核对编号")
}

fn not_in_review(application: HoldId) -> String {
    format!("申请 {application} 已被拒绝，不在审核中；可提出申诉")
}

fn nothing_to_appeal(application: HoldId) -> String {
    format!("申请 {application} 并非在首次审核中被拒绝，不能申诉；如按规则不予转换，请补足条件后重新申请")
}

fn suspended(application: HoldId, causes: &[EntryId]) -> String {
    format!("申请 {application} 因{}已暂停；请先作复核处理", spaced(lines(causes)))
}

fn residual_moved(application: HoldId, before: Ratio, rule: &Code) -> String {
    format!(
        "申请 {application} 依据规则 `{rule}` 的结余 {before} 个最小单位提出，该结余现已变动；\
         请先办结在它之前提出的申请，或撤回后重新申请"
    )
}

fn code_taken(what: &Defined, document: &DocumentId) -> String {
    format!("{} 已由文件 `{document}` 规定；请换用其他代码，或在该文件中修改", defined(what))
}

fn defined_otherwise(what: &Defined, day: Date) -> String {
    format!("{} 的规定与 {day} 有效的框架文件不一致；请改为一致", defined(what))
}

fn kind_changed(document: &DocumentId) -> String {
    format!("文件 `{document}` 原为另一类文件，不能改变类别；请换用新的文件编号")
}

fn defined(what: &Defined) -> String {
    match what {
        Defined::Course(id) => format!("课程 `{id}`"),
        Defined::Institution(id) => format!("机构 `{id}`"),
        Defined::Level(id) => format!("资历等级 `{id}`"),
        Defined::Mandate(id) => format!("授权 `{id}`"),
        Defined::Scale(id) => format!("评分标准 `{id}`"),
        Defined::Unit(id) => format!("学分单位 `{id}`"),
    }
}

/// What a scale accepts.
fn accepted(scale: &GradeScale) -> String {
    match (scale.numbers(), scale.steps()) {
        (Some((least, most, step, best)), _) => {
            let best = if best == Best::Most { most } else { least };
            format!("请填写 {least} 至 {most} 之间、间隔为 {step} 的分数（{best} 为最好）")
        }
        (None, steps) => format!("请填写以下之一：{}", codes(steps.unwrap_or_default())),
    }
}
