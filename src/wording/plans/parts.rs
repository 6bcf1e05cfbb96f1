//! The parts, and the lots that count in them.

use crate::advice::{LotStand, PartStand, Stand};
use crate::credit::Amount;
use crate::planner::AssetId;
use crate::programme::Ask;
use crate::wording::language::{joined_if_any, say};
use crate::wording::plans::teller::Teller;
use crate::wording::wrap::on_one_line;

impl Teller<'_> {
    /// A part's name.
    pub(super) fn part(self, part: &PartStand) -> String {
        let title = part.title.as_deref().map(|title| self.language.bracket(&on_one_line(title))).unwrap_or_default();
        let afresh = match part.overlay && part.depth == 0 {
            true => self.pick(", counting everything separately", "（另行统计全部成果）"),
            false => "",
        };
        format!("`{}`{title}{afresh}", part.id)
    }

    /// A thing, and how it stands.
    pub(super) fn stands(self, name: &str, how: &str) -> String {
        say!(self.language, "{name}: {how}", "{name}：{how}")
    }

    /// What counts in a part, what it asks, and what is missing.
    pub(super) fn stand(self, stand: &Stand) -> String {
        let asks = match self.language.list(&self.asks(&stand.ask)) {
            asks if asks.is_empty() => asks,
            asks => say!(self.language, ", needs {asks}", "，要求{asks}"),
        };
        let short = self.short(stand).map(|short| say!(self.language, ": {short}", "：{short}"));
        format!("{}{asks}{}", self.counted(stand), short.unwrap_or_default())
    }

    fn counted(self, stand: &Stand) -> String {
        let asks_items = stand.ask.least_items.is_some() || stand.ask.most_items.is_some();
        let items = asks_items || (stand.credits.is_zero() && stand.items > 0);
        self.both(&self.amount(stand.credits), if items { stand.items } else { 0 })
    }

    fn asks(self, ask: &Ask) -> Vec<String> {
        let Ask { choose, least, least_items, most, most_items } = ask;
        let least = least.filter(|least| !least.is_zero()).map(|least| self.at_least(&self.amount(least)));
        let most = most.map(|most| self.at_most(&self.amount(most)));
        let least_items = least_items.filter(|items| *items > 0).map(|items| self.at_least(&self.outcomes(items)));
        let most_items = most_items.map(|items| self.at_most(&self.outcomes(items)));
        let choose = choose.map(|choose| self.choice(choose.least, choose.most));
        [least, most, least_items, most_items, choose].into_iter().flatten().collect()
    }

    /// How much of a part there is, in few words: `4 of 6 hv`.
    pub(crate) fn brief(self, stand: &Stand) -> String {
        let of = |has: String, asked: String| say!(self.language, "{has} of {asked}", "{has}/{asked}");
        match (stand.ask.least, stand.ask.least_items) {
            (Some(least), _) if !least.is_zero() => of(stand.credits.to_string(), self.amount(least)),
            (_, Some(items)) if items > 0 => of(stand.items.to_string(), self.outcomes(items)),
            _ if stand.credits.is_zero() && stand.items > 0 => self.outcomes(stand.items),
            _ => self.amount(stand.credits),
        }
    }

    /// What is missing, in few words: `2 hv short`; none where nothing is.
    pub(crate) fn short(self, stand: &Stand) -> Option<String> {
        let ((credits, items), (more, beyond)) = (stand.short(), stand.beyond());
        let short = self.either(credits, items).map(|much| say!(self.language, "{much} short", "还差 {much}"));
        let study = self.either(more, beyond).map(|much| say!(self.language, "{much} to study", "尚需修读 {much}"));
        joined_if_any([short, study], self.pick(", ", "，"))
    }

    /// A lot, and how much of it counts.
    pub(super) fn lot(self, lot: &LotStand, name: Option<&str>) -> String {
        let LotStand { counts, of, others, .. } = lot;
        let partly = match counts == of {
            true => String::new(),
            false => say!(self.language, " of its {of}", "（共 {of}）"),
        };
        let by = if lot.substituted { self.pick("; by substitution", "；经替代") } else { "" };
        let others = match self.language.codes(others) {
            others if others.is_empty() => others,
            others => say!(self.language, "; counts in {others} too", "；同时计入 {others}"),
        };
        self.stands(&self.titled(lot, name), &format!("{counts}{partly}{}{by}{others}", self.grade(lot)))
    }

    /// A lot that counts nowhere.
    pub(super) fn idle(self, lot: &LotStand, name: Option<&str>) -> String {
        self.stands(&self.titled(lot, name), &format!("{}{}", lot.of, self.grade(lot)))
    }

    fn titled(self, lot: &LotStand, name: Option<&str>) -> String {
        let name = name.map(|name| self.language.bracket(&on_one_line(name))).unwrap_or_default();
        let rule = lot.made.as_ref().map(|by| self.rule(by));
        let made = match (rule, &lot.asset) {
            (Some(rule), AssetId::Made { .. }) => say!(self.language, ", by {rule}", "，依据{rule}"),
            (Some(rule), AssetId::Lot { .. }) => say!(self.language, ", made by {rule}", "，由{rule}转换取得"),
            (None, _) => String::new(),
        };
        format!("{} `{}`{name}{made}", self.asset(&lot.asset), lot.code)
    }

    pub(super) fn grade(self, lot: &LotStand) -> String {
        lot.grade.as_ref().map(|grade| say!(self.language, ", grade {grade}", "，成绩 {grade}")).unwrap_or_default()
    }

    /// A lot, or the part of it that is left out.
    pub(super) fn out_of(self, lot: &LotStand) -> String {
        let (lot_is, grade) = (self.asset(&lot.asset), self.grade(lot));
        if lot.counts.credits.is_zero() {
            return format!("{lot_is}{grade}");
        }
        let credits = lot.of.credits.minus(lot.counts.credits).unwrap_or_default();
        let rest = Amount { credits, unit: lot.of.unit.clone() };
        say!(self.language, "{rest} of {lot_is}{grade}", "{lot_is} 中的 {rest}{grade}")
    }
}
