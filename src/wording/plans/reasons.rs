//! Why it is not reached: causes, and what follows from them.

use crate::advice::{Cause, GateStand, Obstacle};
use crate::id::Code;
use crate::planner::{AssetId, Room};
use crate::registry::Thing;
use crate::wording::language::{gap_after, gap_before, joined_if_any, plural, say};
use crate::wording::plans::teller::Teller;

/// What stands below the causes of a core.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Therefore<'r> {
    /// The causes make more study necessary.
    Study,
    /// This gate makes the award wait.
    Gate(&'r GateStand),
    /// Conversions make the award wait: so many.
    Conversions(usize),
}

impl Teller<'_> {
    /// A cause: after a `because` if it is the first of several, after an `and` otherwise.
    pub(super) fn cause(self, cause: &Cause, first: bool) -> String {
        let word = match first {
            true => self.pick("Because", "因为"),
            false => self.pick("and because", "并且因为"),
        };
        let clause = cause
            .clause
            .as_ref()
            .map(|clause| say!(self.language, " (clause `{clause}`)", "（条\u{2060}款 `{clause}`）"));
        let (reason, clause) = (self.reason(&cause.what), clause.unwrap_or_default());
        let gap = gap_before(&reason);
        say!(self.language, "{word} {reason}{clause},", "{word}{gap}{reason}{clause}，")
    }

    /// What follows from the causes.
    pub(super) fn therefore(self, therefore: Therefore<'_>) -> String {
        match therefore {
            Therefore::Study => say!(
                self.language,
                "so the award cannot be reached without more study.",
                "所以不再修读就无法达到要求。"
            ),
            Therefore::Gate(GateStand { id, clause, .. }) => say!(
                self.language,
                "Because gate `{id}` is not passed (clause `{clause}`), the award cannot be made.",
                "因为转段考核 `{id}` 未通过（条款 `{clause}`），所以不能授予。"
            ),
            Therefore::Conversions(count) => {
                let what = match count {
                    1 => "a conversion of this plan is".to_owned(),
                    count => format!("{count} conversions of this plan are"),
                };
                say!(
                    self.language,
                    "Because {what} still to be made, the award cannot be made yet.",
                    "因为本方案中还有 {count} 项转换尚未办理，所以暂不能授予。"
                )
            }
        }
    }

    /// Whether each of so many causes was shown to be needed.
    pub(super) const fn minimal(self, minimal: bool, causes: usize) -> &'static str {
        match (minimal, causes) {
            (true, 1) => self.pick("This alone is enough to show it.", "仅此一项就足以得出这一结论。"),
            (true, _) => self.pick(
                "Each of these is needed: without any one of them it would not follow.",
                "以上各项缺一不可：去掉任何一项，就得不出这一结论。",
            ),
            (false, _) => self.pick(
                "The limit of effort was reached before each of these was shown to be needed.",
                "已达计算上限，未证明以上各项都不可缺少。",
            ),
        }
    }

    /// That no cause was found.
    pub(super) const fn no_core(self) -> &'static str {
        self.pick(
            "The limit of effort was reached before a reason was found: it was not shown that more study is needed.",
            "已达计算上限，未找到原因：并未证明不再修读就无法达到要求。",
        )
    }

    fn reason(self, reason: &Obstacle) -> String {
        let language = self.language;
        match reason {
            Obstacle::Least { credits, part, there } => {
                self.needs_least(part.as_ref(), &self.amount(*credits), &self.amount(*there), there >= credits)
            }
            Obstacle::LeastItems { items, part, there } => {
                self.needs_least(part.as_ref(), &self.outcomes(*items), &self.outcomes(*there), there >= items)
            }
            Obstacle::Most { credits, part } => self.counts_most(part.as_ref(), &self.amount(*credits)),
            Obstacle::MostItems { items, part } => self.counts_most(part.as_ref(), &self.outcomes(*items)),
            Obstacle::Choice { least, most, part } => {
                let (place, choice) = (self.place(part.as_ref()), self.choice(*least, *most));
                say!(language, "{place} takes {choice}", "{place}须选{choice}")
            }
            Obstacle::Quota { .. } => self.quota_asks(reason),
            Obstacle::Average { id, least, scale, within } => {
                let within = self.within(within.as_ref());
                say!(
                    language,
                    "average `{id}`{within} requires {least} {scale} or better",
                    "平均成绩 `{id}` 要求{within}不低于 {least} {scale}"
                )
            }
            Obstacle::Carry { from, most } => {
                let all = language.pick("what is reserved", "其占用的学分");
                let most = most.map_or_else(|| all.to_owned(), |most| self.at_most(&self.amount(most)));
                say!(language, "{most} is carried out of the award `{from}`", "由证书 `{from}` 携带{most}")
            }
            Obstacle::Sharing { .. } => self.shared(reason),
            Obstacle::Limit { id, most, document } => {
                let document = document
                    .as_ref()
                    .map(|document| say!(language, " of `{document}`", "（`{document}`）"))
                    .unwrap_or_default();
                let most = match most {
                    Some(most) => say!(language, "allows at most {most}", "至多允许 {most}"),
                    None => say!(language, "binds", "适用"),
                };
                let gap = gap_after(&document);
                say!(language, "limit `{id}`{document} {most}", "限额 `{id}`{document}{gap}{most}")
            }
            Obstacle::Attempts { one_of_each, rooms, thing } => self.attempts(thing, rooms, *one_of_each),
            Obstacle::Single { assets } => self.single(assets),
            Obstacle::NotTogether => {
                say!(language, "not all open conversions can be made together", "可办理的转换不能同时全部办理")
            }
            Obstacle::Barred { asset, bar } => {
                let (asset, barred) = (self.asset(asset), self.barred(bar));
                let gap = gap_after(&asset);
                say!(language, "{asset} {barred}", "{asset}{gap}{barred}")
            }
        }
    }

    /// That a part needs so much, and how much could count there; where that is enough, it would be so by itself.
    fn needs_least(self, part: Option<&Code>, needs: &str, there: &str, enough: bool) -> String {
        let alone = match enough {
            true => self.pick(" if nothing else were asked for", "若别无其他要求，"),
            false => "",
        };
        let place = self.place(part);
        say!(
            self.language,
            "{place} needs at least {needs} and {there} could count there{alone}",
            "{place}要求至少 {needs}，而{alone}可计入的共 {there}"
        )
    }

    fn counts_most(self, part: Option<&Code>, most: &str) -> String {
        let place = self.place(part);
        say!(self.language, "at most {most} count in {place}", "{place}至多计入 {most}")
    }

    fn within(self, part: Option<&Code>) -> String {
        part.map(|part| say!(self.language, " in `{part}`", " `{part}` 中")).unwrap_or_default()
    }

    fn quota_asks(self, reason: &Obstacle) -> String {
        let Obstacle::Quota { bound, id, limit, per, within } = reason else { return String::new() };
        let (bound, within) = (self.bound(bound), self.within(within.as_ref()));
        let per = match self.each(per) {
            _ if per.is_empty() => String::new(),
            each => say!(self.language, "{each}", "{each}的"),
        };
        let comes = limit.map(|limit| self.amount(limit));
        let comes = comes.map(|comes| say!(self.language, ", which is {comes}", "，即 {comes}")).unwrap_or_default();
        say!(
            self.language,
            "quota `{id}`{within} requires {bound}{per}{comes}",
            "比例与上限 `{id}` 要求{within}{per}此类学分{bound}{comes}"
        )
    }

    fn shared(self, reason: &Obstacle) -> String {
        let Obstacle::Sharing { between: (left, right), most, most_items } = reason else { return String::new() };
        let credits = most.map(|most| self.at_most(&self.amount(most)));
        let items = most_items.map(|items| {
            let word = plural(items, "lot", "lots");
            say!(self.language, "at most {items} {word}", "至多 {items} 条学分记录")
        });
        let each = || self.pick("each lot", "每条学分记录").to_owned();
        let limits = joined_if_any([credits, items], self.language.and()).unwrap_or_else(each);
        let gap = if limits.ends_with(|last: char| last.is_ascii()) { " " } else { "" };
        say!(
            self.language,
            "between `{left}` and `{right}` {limits} counts twice",
            "`{left}` 与 `{right}` 之间{limits}{gap}可重复计入一次"
        )
    }

    /// How much of the attempts at one thing counts.
    pub(super) fn attempts(self, thing: &Thing, rooms: &[Room], one_of_each: bool) -> String {
        let language = self.language;
        let much = |room: &Room| match room {
            Room::Credits(most) => say!(language, "at most {most}", "至多计入 {most}"),
            Room::Items(most) => say!(language, "at most {most}", "至多计入 {most} 次"),
            Room::One => say!(language, "only one", "只计入一次"),
        };
        let verb = if rooms.iter().all(|room| *room == Room::One) { "counts" } else { "count" };
        let much = rooms.iter().map(much).collect::<Vec<_>>().join(language.pick(" and ", "，且"));
        match (much.is_empty(), one_of_each) {
            (true, _) => say!(
                language,
                "for each run or tag only one of the attempts at `{thing}` counts",
                "`{thing}` 多次取得的，同一轮次或同一编号的只计入一次"
            ),
            (false, true) => say!(
                language,
                "{much} of the attempts at `{thing}` {verb}, and for each run or tag only one",
                "`{thing}` 多次取得的，{much}，且同一轮次或同一编号的只计入一次"
            ),
            (false, false) => {
                say!(language, "{much} of the attempts at `{thing}` {verb}", "`{thing}` 多次取得的，{much}")
            }
        }
    }

    fn single(self, assets: &[AssetId]) -> String {
        let (language, lots, options) = (self.language, lots_of(assets), options_of(assets));
        let (all, made) = (lots.join(language.comma()), language.codes(&options));
        let lots = match lots.len() {
            0 => None,
            1 => Some(say!(language, "lot {all} counts only once", "学分记录 {all} 只能计入一次")),
            _ => Some(say!(language, "each of the lots {all} counts only once", "学分记录 {all} 各只能计入一次")),
        };
        let word = plural(options.len(), "conversion", "conversions");
        let made = (!options.is_empty()).then(|| {
            say!(
                language,
                "what {word} {made} would make counts once, and only if it is made",
                "转换 {made} 所得只有办理后才能计入，且只能计入一次"
            )
        });
        joined_if_any([lots, made], language.pick(" and ", "，且")).unwrap_or_default()
    }
}

/// The lots among some assets, as they are written.
fn lots_of(assets: &[AssetId]) -> Vec<String> {
    let lot = |asset: &AssetId| match asset {
        AssetId::Lot { lot, .. } => Some(lot.to_string()),
        AssetId::Made { .. } => None,
    };
    let mut lots: Vec<_> = assets.iter().filter_map(lot).collect();
    lots.dedup();
    lots
}

/// The conversions that would make some of these assets, each once, in order.
fn options_of(assets: &[AssetId]) -> Vec<&Code> {
    let mut options: Vec<_> = assets.iter().filter_map(option_of).collect();
    options.sort_unstable();
    options.dedup();
    options
}

const fn option_of(asset: &AssetId) -> Option<&Code> {
    match asset {
        AssetId::Made { option, .. } => Some(option),
        AssetId::Lot { .. } => None,
    }
}
