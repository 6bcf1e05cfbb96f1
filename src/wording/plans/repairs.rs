//! What would change it.

use crate::advice::{Gain, Much, Obstacle, Remedy, Repair, sum};
use crate::planner::{AssetId, Bar};
use crate::solver::GoalLevel;
use crate::wording::language::{gap_after, joined_if_any, listed, plural, say};
use crate::wording::plans::teller::Teller;

/// So many parts that are alike are told one by one.
const ALIKE: usize = 4;

impl Teller<'_> {
    /// That nothing was found that could be studied.
    pub(super) const fn no_study(self) -> &'static str {
        self.pick(
            "Nothing was found that could be studied by this day and would reach it.",
            "未找到截至该日可以修读、且足以达到要求的内容。",
        )
    }

    /// That so many requirements were not looked at one by one.
    pub(super) fn untried(self, count: u32) -> String {
        let word = plural(count, "more requirement was", "more requirements were");
        say!(self.language, "{count} {word} not looked at one by one.", "另有 {count} 项要求未逐一试算。")
    }

    /// A way to change it.
    pub(super) fn repair(self, repair: &Repair) -> String {
        let language = self.language;
        let steps: Vec<_> = repair.steps.iter().map(|step| self.remedy(step)).collect();
        let steps = listed(&steps, language.pick(", ", "，并"), language.pick(" and ", "，并"));
        let least = match repair.proved {
            true => "",
            false if self.is_least_credits(repair) => language.pick(" (fewer outcomes may do)", "（项数未证明为最少）"),
            false => language.pick(" (not shown to be the least)", "（未证明为最少）"),
        };
        let (does, alike) = (self.does(repair), self.alike(repair));
        say!(language, "{steps}: {does}{least}{alike}", "{steps}：{does}{least}{alike}")
    }

    fn does(self, repair: &Repair) -> String {
        if repair.reaches {
            return say!(self.language, "the award is reached", "即可达到要求");
        }
        let gains = self.gains(&Gain { fewer: repair.fewer, less: repair.less });
        let so = match self.report.less_by.is_empty() {
            true => "",
            false => self.pick(", on the assumptions above", "按上述算法"),
        };
        say!(self.language, "{gains}{so}, but it is not reached yet", "{so}{gains}，但仍未达到要求")
    }

    fn alike(self, repair: &Repair) -> String {
        let (told, rest) = repair.alike.split_at_checked(ALIKE).unwrap_or((&repair.alike, &[]));
        let (told, more, all) = (self.language.codes(told), rest.len(), repair.alike.len());
        match (all, more) {
            (0, _) => String::new(),
            (_, 0) => say!(self.language, "; likewise in {told}", "；{told} 亦同"),
            _ => say!(self.language, "; likewise in {told} and {more} more", "；{told} 等 {all} 处亦同"),
        }
    }

    /// Whether so many credits are to be studied as were proved to be needed: then fewer outcomes may do, but no less credits.
    fn is_least_credits(self, repair: &Repair) -> bool {
        let credits = repair.steps.iter().filter_map(|step| match step {
            Remedy::Study { credits, .. } => Some(*credits),
            _ => None,
        });
        let study = self.report.level(GoalLevel::Study).filter(|level| level.is_proved());
        let least = study.and_then(|level| self.report.quanta(level.value)).map(|amount| amount.credits);
        repair.is_study() && self.report.less_by.is_empty() && least == Some(sum(credits))
    }

    fn remedy(self, remedy: &Remedy) -> String {
        let language = self.language;
        match remedy {
            Remedy::Study { credits, items, needs, part } => self.study((*credits, *items), part, needs),
            Remedy::Convert(option) => say!(language, "conversion `{option}`", "办理转换 `{option}`"),
            Remedy::Gate(gate) => say!(language, "gate `{gate}`", "通过转段考核 `{gate}`"),
            Remedy::Waive { id, what } => {
                let what = self.waivable(*what);
                say!(language, "{what} `{id}` waived", "豁免{what} `{id}`")
            }
            Remedy::Accept { lot, part } => {
                say!(language, "lot {lot} accepted in `{part}` by substitution", "以替代使学分记录 {lot} 计入 `{part}`")
            }
            Remedy::Relax { by, what } => self.relaxed(what, *by).trim_start().to_owned(),
            Remedy::Admit { asset, bar } => self.admitted(asset, bar),
        }
    }

    /// What counts after all.
    fn admitted(self, asset: &AssetId, bar: &Bar) -> String {
        let (asset, barred) = (self.asset(asset), self.barred(bar));
        let gap = gap_after(&asset);
        say!(self.language, "{asset}, which {barred}, counting after all", "使{asset}{gap}得以计入（目前{barred}）")
    }

    /// A requirement that asks less, by so much, or nothing.
    fn relaxed(self, reason: &Obstacle, by: Much) -> String {
        let language = self.language;
        let much = self.much(by);
        let more = match &much {
            Some(much) => say!(language, "relaxed by {much}", "放宽 {much}"),
            None => say!(language, "waived", "豁免"),
        };
        match reason {
            Obstacle::Least { part, .. } | Obstacle::LeastItems { part, .. } => match (self.place(part.as_ref()), much)
            {
                (place, Some(much)) => say!(language, "an exemption of {much} in {place}", "{place}免修 {much}"),
                (place, None) => say!(language, "{place} waived", "豁免{place}的最低要求"),
            },
            Obstacle::Most { part, .. } | Obstacle::MostItems { part, .. } => match (self.place(part.as_ref()), much) {
                (place, Some(much)) => say!(language, "{much} more allowed in {place}", "{place}多计入 {much}"),
                (place, None) => say!(language, "the maximum of {place} lifted", "取消{place}的上限"),
            },
            Obstacle::Choice { part, .. } => {
                let place = self.place(part.as_ref());
                say!(language, "the choice in {place} waived", "豁免{place}的选择要求")
            }
            Obstacle::Quota { id, .. } => say!(language, "quota `{id}` {more}", "比例与上限 `{id}` {more}"),
            Obstacle::Average { id, .. } => say!(language, "average `{id}` waived", "豁免平均成绩 `{id}`"),
            Obstacle::Carry { from, .. } => match much {
                Some(much) => {
                    say!(language, "{much} more carried out of the award `{from}`", "由证书 `{from}` 多携带 {much}")
                }
                None => say!(language, "all carried out of the award `{from}`", "由证书 `{from}` 全部携带"),
            },
            Obstacle::Sharing { between: (left, right), .. } => match much {
                Some(much) => say!(
                    language,
                    "{much} more shared between `{left}` and `{right}`",
                    "`{left}` 与 `{right}` 之间多重复计入 {much}"
                ),
                None => say!(
                    language,
                    "everything shared between `{left}` and `{right}`",
                    "`{left}` 与 `{right}` 之间全部可重复计入"
                ),
            },
            Obstacle::Limit { id, .. } => say!(language, "limit `{id}` {more}", "限额 `{id}` {more}"),
            Obstacle::Attempts { thing, .. } => self.more_attempts(&thing.to_string(), by),
            Obstacle::Single { .. } => say!(language, "a lot counting twice", "同一学分记录计入两次"),
            Obstacle::NotTogether => {
                say!(language, "conversions made together that are not open together", "同时办理不能同时办理的转换")
            }
            Obstacle::Barred { asset, bar } => self.admitted(asset, bar),
        }
    }

    fn more_attempts(self, thing: &str, by: Much) -> String {
        match by {
            Much::Credits(credits) => {
                let much = self.amount(credits);
                say!(
                    self.language,
                    "{much} more of the attempts at `{thing}` counting",
                    "`{thing}` 多次取得的多计入 {much}"
                )
            }
            Much::Items(items) => {
                let word = plural(items, "more attempt", "more attempts");
                say!(self.language, "{items} {word} at `{thing}` counting", "`{thing}` 多次取得的多计入 {items} 次")
            }
            Much::Whole => say!(self.language, "all attempts at `{thing}` counting", "`{thing}` 多次取得的全部计入"),
        }
    }

    /// How much less is to be studied.
    pub(super) fn gains(self, gain: &Gain) -> String {
        let language = self.language;
        let less = (!gain.less.is_zero()).then(|| self.amount(gain.less));
        let less = less.map(|less| say!(language, "{less} less", "少修 {less}"));
        let (fewer, word) = (gain.fewer, plural(gain.fewer, "outcome", "outcomes"));
        let fewer = (fewer > 0).then(|| say!(language, "{fewer} {word} fewer", "少取得 {fewer} 项"));
        match joined_if_any([less, fewer], language.and()) {
            Some(gains) => say!(language, "{gains} to study", "{gains}"),
            None => say!(language, "nothing less to study", "修读内容不减"),
        }
    }
}
