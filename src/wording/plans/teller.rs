//! Who tells a report: the language, and the phrases that many sentences have in them.

use crate::advice::{MadeBy, Much, Report};
use crate::credit::Credits;
use crate::id::Code;
use crate::planner::{AssetId, Bar};
use crate::programme::Waivable;
use crate::wording::language::{Language, joined_if_any, plural, say};

/// What is said of a report, in a language. Each subject has a file of its own.
#[derive(Clone, Copy)]
pub(crate) struct Teller<'r> {
    pub(super) language: Language,
    pub(super) report: &'r Report,
}

impl<'r> Teller<'r> {
    pub(crate) const fn new(report: &'r Report, language: Language) -> Self {
        Self { language, report }
    }

    /// One of two words.
    pub(super) const fn pick(self, english: &'static str, chinese: &'static str) -> &'static str {
        self.language.pick(english, chinese)
    }

    /// The programme as a whole.
    pub(crate) const fn whole(self) -> &'static str {
        self.pick("the whole programme", "整个培养方案")
    }

    /// An amount in the programme's unit.
    pub(super) fn amount(self, credits: Credits) -> String {
        self.report.amount(credits).to_string()
    }

    pub(super) fn outcomes(self, count: impl Into<u64>) -> String {
        let count = count.into();
        let word = plural(count, "outcome", "outcomes");
        say!(self.language, "{count} {word}", "{count} 项")
    }

    /// An amount, and in how many outcomes.
    pub(super) fn both(self, credits: &str, items: u32) -> String {
        let items = (items > 0).then(|| self.outcomes(items));
        items.map_or_else(
            || credits.to_owned(),
            |items| say!(self.language, "{credits} in {items}", "{credits}（{items}）"),
        )
    }

    /// Credits and outcomes, whichever there are.
    pub(super) fn either(self, credits: Credits, items: u32) -> Option<String> {
        let credits = (!credits.is_zero()).then(|| self.amount(credits));
        let items = (items > 0).then(|| self.outcomes(items));
        joined_if_any([credits, items], self.language.and())
    }

    /// So much; none of what is meant as a whole.
    pub(super) fn much(self, much: Much) -> Option<String> {
        match much {
            Much::Credits(credits) => Some(self.amount(credits)),
            Much::Items(items) => Some(self.outcomes(items)),
            Much::Whole => None,
        }
    }

    pub(super) fn at_least(self, much: &str) -> String {
        say!(self.language, "at least {much}", "至少 {much}")
    }

    pub(super) fn at_most(self, much: &str) -> String {
        say!(self.language, "at most {much}", "至多 {much}")
    }

    /// How many parts are to be chosen.
    pub(super) fn choice(self, least: u32, most: u32) -> String {
        if least == most {
            say!(self.language, "{least} of its parts", "其中 {least} 个部分")
        } else {
            say!(self.language, "from {least} to {most} of its parts", "其中 {least} 至 {most} 个部分")
        }
    }

    /// A rule, and the book that it is of.
    pub(super) fn rule(self, by: &MadeBy) -> String {
        let MadeBy { document, rule } = by;
        say!(self.language, "rule `{rule}` of `{document}`", "规则 `{rule}`（`{document}`）")
    }

    /// A part, or the programme as a whole.
    pub(super) fn place(self, part: Option<&Code>) -> String {
        part.map_or_else(|| self.whole().to_owned(), |part| say!(self.language, "`{part}`", " `{part}` "))
    }

    pub(super) fn asset(self, asset: &AssetId) -> String {
        match asset {
            AssetId::Lot { carried, lot } if carried.is_empty() => say!(self.language, "lot {lot}", "学分记录 {lot}"),
            AssetId::Lot { carried, lot } => {
                let by = self.language.codes(carried);
                say!(self.language, "lot {lot} (reserved by {by})", "学分记录 {lot}（由 {by} 占用）")
            }
            AssetId::Made { k: 0, option } => {
                say!(self.language, "what conversion `{option}` would make", "转换 `{option}` 所得")
            }
            AssetId::Made { k, option } => {
                say!(
                    self.language,
                    "what conversion `{option}` would make (number {k})",
                    "转换 `{option}` 所得（序号 {k}）"
                )
            }
        }
    }

    /// Why an asset cannot count.
    pub(super) fn barred(self, bar: &Bar) -> String {
        let language = self.language;
        match bar {
            Bar::Blocked(None) => {
                say!(language, "gives way to another attempt at the same thing", "同一内容以另一次成绩为准")
            }
            Bar::Blocked(Some(by)) => say!(
                language,
                "waits: another attempt at the same thing is in use by `{by}`",
                "同一内容的另一次成绩已用于 `{by}`"
            ),
            Bar::Expired(on) => say!(language, "was valid through {on}", "有效期至 {on}，已过期"),
            Bar::Held => say!(language, "is held for an application", "正因申请被冻结"),
            Bar::NotYet(on) => {
                say!(language, "is earned on {on}, after the day of the plan", "于 {on} 取得，晚于授予日期")
            }
            Bar::Reserved(by) => {
                let by = language.codes(by);
                say!(language, "is bound by {by}", "已被 {by} 占用")
            }
            Bar::Suspended => say!(language, "is suspended", "已暂停"),
        }
    }

    pub(super) const fn waivable(self, what: Waivable) -> &'static str {
        match what {
            Waivable::Part => self.pick("the minima of part", "最低要求"),
            Waivable::Quota => self.pick("quota", "比例与上限"),
            Waivable::Average => self.pick("average", "平均成绩"),
            Waivable::Prerequisite => self.pick("the prerequisites of", "先修要求"),
            Waivable::Gate => self.pick("gate", "转段考核"),
        }
    }
}
