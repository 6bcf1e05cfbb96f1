//! How it stands: the programme, whether it is reached, and what is proved of that.

use crate::advice::{Have, LessBy, Report};
use crate::solver::{GoalLevel, LevelResult};
use crate::wording::language::{joined_if_any, listed, plural, say};
use crate::wording::plans::teller::Teller;
use crate::wording::wrap::on_one_line;

impl Teller<'_> {
    /// The lines at the top: the programme, the document, the day.
    pub(super) fn head(self) -> [String; 3] {
        let Report { day, document, hash, own, programme, title, version, .. } = self.report;
        let title = on_one_line(title);
        [
            say!(
                self.language,
                "Programme `{programme}` ({title}), as `{own}` would award it on {day}",
                "培养方案 `{programme}`（{title}），授予机构 `{own}`，授予日期 {day}"
            ),
            say!(self.language, "Document `{document}`, version {version}", "文件 `{document}`，版本 {version}"),
            say!(self.language, "Hash {hash}", "哈希 {hash}"),
        ]
    }

    /// Whether it is reached, and what is missing.
    pub(super) fn verdict(self) -> String {
        if self.report.reached {
            return say!(self.language, "Reached: nothing is missing", "已达到：无欠缺");
        }
        match self.missing().join(self.language.semicolon()) {
            missing if missing.is_empty() => say!(self.language, "Not reached", "未达到"),
            missing => say!(self.language, "Not reached: {missing}", "未达到：{missing}"),
        }
    }

    fn missing(self) -> Vec<String> {
        let (language, report) = (self.language, self.report);
        let value = |level| report.level(level).map_or(0, |level| level.value);
        let (study, items) = (value(GoalLevel::Study), value(GoalLevel::Items));
        let credits = (study > 0).then(|| self.count_of(GoalLevel::Study, study));
        let study = joined_if_any([credits, (items > 0).then(|| self.outcomes(items))], language.and());
        let study = study.map(|study| say!(language, "{study} still to be studied", "尚需修读 {study}"));
        let gates = report.gates.iter().filter(|gate| !gate.passed).map(|gate| &gate.id);
        let gates = gates.map(|gate| say!(language, "gate `{gate}` to be passed", "尚需通过转段考核 `{gate}`"));
        let count = report.conversions.len();
        let conversions = (count > 0).then(|| {
            let word = plural(count, "conversion", "conversions");
            say!(language, "{count} {word} to be made", "尚需办理 {count} 项转换")
        });
        study.into_iter().chain(gates).chain(conversions).collect()
    }

    fn count_of(self, level: GoalLevel, count: u64) -> String {
        match level {
            GoalLevel::Study => {
                self.report.quanta(count).map_or_else(|| count.to_string(), |amount| amount.to_string())
            }
            GoalLevel::Items | GoalLevel::Approvals => say!(self.language, "{count}", "{count} 项"),
            GoalLevel::Lots => say!(self.language, "{count}", "{count} 条"),
            GoalLevel::Closed => count.to_string(),
        }
    }

    /// A level, and what is proved of it.
    pub(super) fn level(self, level: &LevelResult) -> String {
        let language = self.language;
        let what = match level.level {
            GoalLevel::Closed => language.pick(
                "To study where nothing is left to take (smallest steps of credit plus outcomes)",
                "已无可选内容而仍须修读的（学分最小单位数与项数之和）",
            ),
            GoalLevel::Study => language.pick("Still to study", "尚需修读"),
            GoalLevel::Items => language.pick("Outcomes still to take", "尚需取得的学习成果"),
            GoalLevel::Approvals => language.pick("Approvals and evidence for conversions", "转换所需的审批和证明材料"),
            GoalLevel::Lots => {
                language.pick("Lots used, results of conversions included", "占用的学分记录（含转换所得）")
            }
        };
        let (value, proof) = (self.count_of(level.level, level.value), self.proof(level));
        say!(language, "{what}: {value} ({proof})", "{what}：{value}（{proof}）")
    }

    fn proof(self, level: &LevelResult) -> String {
        let language = self.language;
        match level.is_proved() {
            true if level.value == 0 => say!(language, "none", "已为最优"),
            true if self.is_less(level) => self.less(),
            true => say!(language, "proved: nothing better exists", "已证明：不存在更好的方案"),
            false if self.is_less(level) => say!(language, "best found", "目前所得最好结果"),
            false if level.bound == 0 => {
                say!(language, "best found; not shown to be the least", "目前所得最好结果；未证明为最少")
            }
            false => {
                let bound = self.count_of(level.level, level.bound);
                say!(language, "best found; at least {bound} is needed", "目前所得最好结果；至少需要 {bound}")
            }
        }
    }

    /// Whether less may do than a level of study says.
    fn is_less(self, level: &LevelResult) -> bool {
        let of_study = matches!(level.level, GoalLevel::Closed | GoalLevel::Study | GoalLevel::Items);
        of_study && level.value > 0 && !self.report.less_by.is_empty()
    }

    /// What is proved of study, where less may do.
    fn less(self) -> String {
        let words = [
            (
                LessBy::Sharing,
                self.pick("counts in one part", "只计入一个部分"),
                self.pick("where it counts in two", "同时计入两个部分"),
            ),
            (LessBy::Grades, self.pick("is not graded", "不计成绩"), self.pick("with good grades", "成绩较好")),
        ];
        let words = || words.iter().filter(|(by, ..)| self.report.less_by.contains(by));
        let so: Vec<_> = words().map(|(_, so, _)| (*so).to_owned()).collect();
        let so = listed(&so, self.pick(", ", "且"), self.pick(" and ", "且"));
        let less = words().map(|(.., less)| *less).collect::<Vec<_>>().join(self.pick(" or ", "或"));
        say!(
            self.language,
            "proved where what is studied {so}; less may do {less}",
            "仅就修读内容{so}的情形已证明；若{less}，可能更少"
        )
    }

    /// What there is, what of it counts, and what does not.
    pub(super) fn have(self, have: &Have) -> String {
        let Have { afresh, counts, idle, there } = *have;
        let only = match self.amount(afresh) {
            _ if afresh.is_zero() => String::new(),
            only => say!(
                self.language,
                "{only} only in parts that count everything separately, ",
                "仅在另行统计的部分计入 {only}，"
            ),
        };
        let (there, counts, idle) = (self.amount(there), self.amount(counts), self.amount(idle));
        say!(
            self.language,
            "{there} in all: {counts} counted, {only}{idle} not counted",
            "现有 {there}，其中计入 {counts}，{only}未计入 {idle}"
        )
    }
}
