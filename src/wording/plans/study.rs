//! What is still to be studied, and what it must be.

use crate::advice::{Cap, Needs, Spent};
use crate::credit::Credits;
use crate::id::Code;
use crate::registry::OutcomeName;
use crate::wording::language::{gap_after, plural, quoted, say};
use crate::wording::plans::teller::Teller;

/// So many names are told one by one.
const NAMES: usize = 12;

impl Teller<'_> {
    /// What is to be studied in a part, and what it must be.
    pub(super) fn study(self, (credits, items): (Credits, u32), part: &Code, needs: &Needs) -> String {
        let (amount, outcomes) = (self.amount(credits), self.outcomes(items));
        let much = match (credits.is_zero(), items) {
            (true, items) => {
                let items = items.max(1);
                let word = plural(items, "more outcome", "more outcomes");
                say!(self.language, "{items} {word}", "再取得 {items} 项")
            }
            (false, 0) => say!(self.language, "{amount} more", "再修 {amount}"),
            (false, _) => say!(self.language, "{amount} more in {outcomes}", "再修 {amount}（{outcomes}）"),
        };
        let needs = match self.needs(items, needs).join(self.language.semicolon()) {
            needs if needs.is_empty() => needs,
            needs => self.language.bracket(&needs),
        };
        say!(self.language, "{much} in `{part}`{needs}", "在 `{part}` 中{much}{needs}")
    }

    fn needs(self, items: u32, needs: &Needs) -> Vec<String> {
        let language = self.language;
        let Needs { after, also, caps, counts_for, grades, most, names, none_of } = needs;
        let mut said = Vec::new();
        said.extend(self.names(items, names));
        said.extend(counts_for.iter().map(|counted| {
            let (quota, of) = (&counted.quota, self.of(&counted.of));
            say!(language, "counted by quota `{quota}`{of}", "须计入比例与上限 `{quota}`{of}")
        }));
        if !also.is_empty() {
            let also = quoted(also, language.and());
            said.push(say!(language, "accepted by {also} too", "须同时可计入 {also}"));
        }
        said.extend(none_of.iter().map(|spent| self.spent(spent)));
        said.extend(caps.iter().map(|cap| self.cap(cap)));
        said.extend(grades.iter().map(|floor| {
            let (scale, mark) = (&floor.scale, &floor.mark);
            say!(language, "if graded in {scale}, {mark} or better", "若按 {scale} 评定，成绩不低于 {mark}")
        }));
        if !after.is_empty() {
            let after = quoted(after, language.and());
            said.push(say!(language, "with {after} passed before", "须先通过 {after}"));
        }
        let most = most.map(|most| self.amount(most));
        said.extend(most.map(|most| say!(language, "at most {most} in all", "合计至多 {most}")));
        said
    }

    /// Names, of which so many outcomes are to be taken; none: as many as one likes.
    fn names(self, items: u32, names: &[OutcomeName]) -> Option<String> {
        let language = self.language;
        let (told, rest) = names.split_at_checked(NAMES).unwrap_or((names, &[]));
        let all = usize::try_from(items).is_ok_and(|items| items == names.len());
        let once = if items == 1 { "" } else { language.pick(", each once", "，每项至多一次") };
        let commas = language.codes(told);
        Some(match (told, rest.len()) {
            ([], _) => return None,
            ([one], 0) => say!(language, "`{one}`", "限 `{one}`"),
            (told, 0) if all => {
                let told = language.list(&told.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>());
                say!(language, "{told}", "{told} 各一次")
            }
            (told, 0) => {
                let told = quoted(told, language.pick(" or ", "、"));
                say!(language, "{told}{once}", "限 {told}{once}")
            }
            (_, more) if all => {
                say!(language, "{commas} and the {more} others that it names", "{commas} 及所列其他 {more} 项各一次")
            }
            (_, more) => say!(
                language,
                "{commas}, or one of {more} others that it names{once}",
                "限 {commas} 或所列其他 {more} 项{once}"
            ),
        })
    }

    fn spent(self, spent: &Spent) -> String {
        let language = self.language;
        let Spent { at, counted, full } = spent;
        let (quota, of) = (&counted.quota, self.of(&counted.of));
        let room = match (at.is_empty(), full) {
            (true, true) => language.pick("its maximum is reached", "已达上限"),
            (true, false) => language.pick("too little is left", "可用额度不足"),
            (false, true) => language.pick("which has reached the maximum of", "已达上限"),
            (false, false) => language.pick("of which too little is left under", "可用额度不足"),
        };
        if at.is_empty() {
            return say!(
                language,
                "nothing that quota `{quota}` counts{of}: {room}",
                "不得属于比例与上限 `{quota}` 所计{of}，其{room}"
            );
        }
        let (at, gap) = (self.values(at), gap_after(&of));
        say!(
            language,
            "none of {at}, {room} quota `{quota}`{of}",
            "不得为{at}，其在比例与上限 `{quota}`{of}{gap}中{room}"
        )
    }

    fn cap(self, cap: &Cap) -> String {
        let Cap { counted, most, per } = cap;
        let most = self.much(*most).unwrap_or_else(|| self.pick("nothing", "零").to_owned());
        let (quota, of, each) = (&counted.quota, self.of(&counted.of), self.each(per));
        let gap = gap_after(&of);
        say!(
            self.language,
            "at most {most}{each} by quota `{quota}`{of}",
            "按比例与上限 `{quota}`{of}{gap}{each}至多 {most}"
        )
    }
}
