//! The few words that stand in a picture.

use crate::wording::language::{Language, say};

/// The words of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Words {
    /// Over the lots.
    pub(crate) lots: &'static str,
    /// Over the requirements.
    pub(crate) parts: &'static str,
    /// Over lots that count nowhere.
    pub(crate) idle: &'static str,
    /// Before a gate.
    pub(crate) gate: &'static str,
    /// Of a lot that a conversion made.
    pub(crate) converted: &'static str,
    /// Of what a conversion would make.
    pub(crate) open: &'static str,
    /// Of a lot that an earlier award reserves.
    pub(crate) carried: &'static str,
    /// Of an award that is reached.
    pub(crate) reached: &'static str,
    /// Of one that is not.
    pub(crate) not_reached: &'static str,
    /// Of a part that is left out.
    pub(crate) left_out: &'static str,
    /// Of a gate that is passed.
    pub(crate) passed: &'static str,
    /// Of a gate that is not.
    pub(crate) not_passed: &'static str,
    /// Before lots that count in a part and stand beside another one.
    pub(crate) also: &'static str,
    /// Of a line to a second part in which a lot counts.
    pub(crate) twice: &'static str,
}

impl Words {
    /// Those of a language.
    pub(crate) const fn of(language: Language) -> Self {
        Self {
            lots: language.pick("What there is", "已有学习成果"),
            parts: language.pick("What it takes", "培养方案要求"),
            idle: language.pick("not counted", "未计入"),
            gate: language.pick("gate", "转段考核"),
            converted: language.pick("made by a conversion", "由转换取得"),
            open: language.pick("could be made by a conversion", "可由转换取得"),
            carried: language.pick("reserved by an earlier award", "已被此前所获证书占用"),
            reached: language.pick("reached", "已达到"),
            not_reached: language.pick("not reached", "未达到"),
            left_out: language.pick("left out", "未选"),
            passed: language.pick("passed", "已通过"),
            not_passed: language.pick("not passed", "未通过"),
            also: language.pick("also", "另有"),
            twice: language.pick("counts here too", "同时计入"),
        }
    }

    /// Several lots told as one: how many.
    pub(crate) fn more(count: usize, language: Language) -> String {
        say!(language, "{count} more lots", "另 {count} 条学分记录")
    }
}
