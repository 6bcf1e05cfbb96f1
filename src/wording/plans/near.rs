//! What nearly counted and what was in the way; what was decided for this learner; conversions and gates.

use crate::advice::{Gain, GateStand, Hindrance, Temptation, ToMake};
use crate::planner::Relief;
use crate::programme::Provenance;
use crate::rules::Citation;
use crate::wording::language::{joined_if_any, plural, say};
use crate::wording::phrases::{invented, lots_of};
use crate::wording::plans::teller::Teller;
use crate::wording::wrap::on_one_line;

impl Teller<'_> {
    /// Something that nearly counted, and what it would do.
    pub(super) fn temptation(self, what: &Temptation, gain: Option<&Gain>) -> String {
        let language = self.language;
        let would = match gain {
            None => String::new(),
            Some(gain) if gain.is_nothing() => {
                say!(language, "; it would not reduce what is to be studied", "；即使计入，也不减少尚需修读的内容")
            }
            Some(gain) => {
                let gains = self.gains(gain);
                say!(language, "; if it counted, {gains}", "；若能计入，{gains}")
            }
        };
        match what {
            Temptation::Lot { amount, asset, code, part } => {
                let part =
                    part.as_ref().map(|part| say!(language, ", in `{part}`", "，在 `{part}` 中")).unwrap_or_default();
                let asset = self.asset(asset);
                say!(language, "{asset} `{code}`, {amount}{part}{would}", "{asset} `{code}`，{amount}{part}{would}")
            }
            Temptation::Rule { clause, lots, rule } => {
                let (rule, lots) = (self.rule(rule), lots_of(lots, language));
                say!(language, "{rule}, clause `{clause}`, on {lots}{would}", "{rule}，条款 `{clause}`，{lots}{would}")
            }
        }
    }

    /// What is in the way of it; none where a rule's language says it.
    pub(super) fn miss(self, miss: &Hindrance) -> Option<String> {
        let language = self.language;
        Some(match miss {
            Hindrance::Attempts { one_of_each, rooms, taken, thing } => {
                let says = self.attempts(thing, rooms, *one_of_each);
                match language.list(&taken.iter().map(|asset| self.asset(asset)).collect::<Vec<_>>()) {
                    taken if taken.is_empty() => says,
                    taken => say!(language, "{says}, and this plan takes {taken}", "{says}；本方案已采用{taken}"),
                }
            }
            Hindrance::Barred(bar) => {
                let barred = self.barred(bar);
                say!(language, "it {barred}", "该成果{barred}")
            }
            Hindrance::NotCarried => say!(
                language,
                "no earlier award reserves it, and only what one reserves counts here",
                "该成果未被此前所获证书占用，而此处只计入已被此前所获证书占用的成果"
            ),
            Hindrance::Origin { got, wanted } => {
                let wanted: Vec<_> = wanted.iter().map(|origin| self.origin(*origin)).collect();
                let (got, wanted) = (self.origin(*got), wanted.join(language.pick(" or ", "或")));
                say!(
                    language,
                    "it is {got}, and only what is {wanted} counts here",
                    "该成果{got}，而此处只计入{wanted}的成果"
                )
            }
            Hindrance::Prerequisite { all, any, course } => {
                let all = (!all.is_empty()).then(|| language.codes(all));
                let any = (!any.is_empty()).then(|| language.codes(any));
                let any = any.map(|any| say!(language, "one of {any}", "{any} 之一"));
                let needs = joined_if_any([all, any], language.pick(" and ", " 以及 ")).unwrap_or_default();
                say!(
                    language,
                    "`{course}` counts only with {needs} passed before it",
                    "`{course}` 须在通过先修课程 {needs} 之后取得才能计入"
                )
            }
            Hindrance::Test(_) => return None,
            Hindrance::TooOld { days, earned, last } => {
                let word = plural(*days, "day", "days");
                say!(
                    language,
                    "earned on {earned}, recent enough through {last}: {days} {word} too early",
                    "取得日期 {earned}，年限至 {last} 止：早了 {days} 天"
                )
            }
        })
    }

    const fn origin(self, origin: Provenance) -> &'static str {
        match origin {
            Provenance::Own => self.pick("issued by the institution itself", "由本机构颁发"),
            Provenance::Other => self.pick("issued by another institution", "由其他机构颁发"),
            Provenance::Converted => self.pick("made by a conversion", "由转换取得"),
        }
    }

    /// What was decided for this learner.
    pub(super) fn relief(self, relief: &Relief) -> String {
        match relief {
            Relief::Exempt { credits, items, part } => {
                let much = self.both(&self.amount(*credits), *items);
                say!(self.language, "exempted in `{part}`: {much}", "`{part}` 免修：{much}")
            }
            Relief::Substitute { lot, part } => {
                say!(
                    self.language,
                    "lot {lot} counts in `{part}` by substitution",
                    "学分记录 {lot} 经替代计入 `{part}`"
                )
            }
            Relief::Waive { id, what } => {
                let what = self.waivable(*what);
                say!(self.language, "waived: {what} `{id}`", "豁免：{what} `{id}`")
            }
        }
    }

    /// A conversion to be made first.
    pub(super) fn conversion(self, conversion: &ToMake) -> String {
        let language = self.language;
        let ToMake { approvals, by, id, makes, takes } = conversion;
        let by =
            by.as_ref().map(|by| self.rule(by)).map(|rule| say!(language, ", {rule}", "，{rule}")).unwrap_or_default();
        let takes = takes.iter().map(|(asset, of)| {
            let asset = self.asset(asset);
            say!(language, "{of} of {asset}", "{asset} 的 {of}")
        });
        let takes = match takes.collect::<Vec<_>>().join(language.comma()) {
            none if none.is_empty() => language.pick("nothing", "无").to_owned(),
            takes => takes,
        };
        let makes = makes.iter().map(|(code, of)| say!(language, "{of} of `{code}`", "`{code}` {of}"));
        let makes = makes.collect::<Vec<_>>().join(language.comma());
        let word = plural(*approvals, "approval or piece of evidence", "approvals or pieces of evidence");
        say!(
            language,
            "conversion `{id}`{by}: {takes} becomes {makes}; it needs {approvals} {word}, this application included",
            "转换 `{id}`{by}：以{takes} 换得 {makes}；含本次申请共需 {approvals} 项审批或证明材料"
        )
    }

    /// A gate.
    pub(super) fn gate(self, gate: &GateStand) -> String {
        let GateStand { id, clause, .. } = gate;
        let stands = match gate.passed {
            true => self.pick("passed", "已通过"),
            false => self.pick("not passed", "未通过"),
        };
        say!(self.language, "gate `{id}`: {stands} (clause `{clause}`)", "转段考核 `{id}`：{stands}（条款 `{clause}`）")
    }

    /// What a clause says.
    pub(super) fn clause(self, clause: &Citation) -> String {
        self.stands(&format!("`{}`{}", clause.id, invented(clause, self.language)), &on_one_line(&clause.text))
    }
}
