//! Quotas and averages.

use crate::advice::{AverageStand, QuotaStand};
use crate::planner::Key;
use crate::programme::{By, QuotaBound, ShareBase};
use crate::wording::language::{quoted, say};
use crate::wording::plans::teller::Teller;

/// What a quota counts is told where it has at most so many picks.
const PICKS: usize = 12;

impl Teller<'_> {
    /// A quota, and how it stands.
    pub(super) fn quota(self, quota: &QuotaStand) -> String {
        let such = match quota.bound {
            QuotaBound::LeastItems(_) | QuotaBound::MostItems(_) => self.outcomes(quota.items),
            _ => self.amount(quota.credits),
        };
        let comes = match (&quota.bound, quota.limit) {
            (QuotaBound::LeastShare { .. } | QuotaBound::MostShare { .. }, Some(limit)) => {
                let limit = self.amount(limit);
                say!(self.language, ", which is {limit}", "，即 {limit}")
            }
            _ => String::new(),
        };
        let each = if quota.per.is_empty() { String::new() } else { self.each(&quota.per) };
        let at = match self.values(&quota.at) {
            all if all.is_empty() => self.pick("", "此类").to_owned(),
            at => say!(self.language, " of {at}", "{at}"),
        };
        let gap = if at.ends_with('`') { " " } else { "" };
        let (id, of, needs) = (&quota.id, self.of(&quota.of), self.bound(&quota.bound));
        say!(
            self.language,
            "quota `{id}`{of}: {such}{at} counted, needs {needs}{each}{comes}",
            "比例与上限 `{id}`{of}：{at}{gap}计入 {such}，要求{each}{needs}{comes}"
        )
    }

    /// An average, and how it stands.
    pub(super) fn average(self, average: &AverageStand) -> String {
        let AverageStand { id, least, left_out, mean, with, .. } = average;
        let none = self.pick("no such grades", "没有此类成绩");
        let mean = mean.as_ref().map_or_else(|| none.to_owned(), ToString::to_string);
        let out: Vec<_> = left_out.iter().map(|lot| self.out_of(lot)).collect();
        let out = match (self.language.list(&out), with) {
            (out, Some(with)) if !out.is_empty() => {
                say!(self.language, "; {out} left out: with all of it {with}", "；未计入{out}，若一并计入则为 {with}")
            }
            _ => String::new(),
        };
        say!(
            self.language,
            "average `{id}`: {mean}, needs {least} or better{out}",
            "平均成绩 `{id}`：{mean}，要求不低于 {least}{out}"
        )
    }

    /// What a quota asks.
    pub(super) fn bound(self, bound: &QuotaBound) -> String {
        let language = self.language;
        match bound {
            QuotaBound::Least(credits) => self.at_least(&self.amount(*credits)),
            QuotaBound::LeastItems(items) => self.at_least(&self.outcomes(*items)),
            QuotaBound::LeastShare { of, share } => {
                let base = self.base(of);
                say!(language, "at least {share} of {base}", "至少为{base}的 {share}")
            }
            QuotaBound::Most(credits) => self.at_most(&self.amount(*credits)),
            QuotaBound::MostItems(items) => self.at_most(&self.outcomes(*items)),
            QuotaBound::MostShare { of, share } => {
                let base = self.base(of);
                say!(language, "at most {share} of {base}", "至多为{base}的 {share}")
            }
        }
    }

    fn base(self, base: &ShareBase) -> String {
        match base {
            ShareBase::Counted => say!(self.language, "what counts", "计入学分"),
            ShareBase::Required => say!(self.language, "what is required", "要求学分"),
            ShareBase::Stated(credits) => {
                let stated = self.amount(*credits);
                say!(self.language, "{stated}", " {stated} ")
            }
        }
    }

    /// For each of what a quota counts by.
    pub(super) fn each(self, per: &[By]) -> String {
        let by = self.by(per);
        say!(self.language, " for each {by}", "每一{by}")
    }

    pub(super) fn by(self, per: &[By]) -> String {
        per.iter().map(|by| self.by_word(*by)).collect::<Vec<_>>().join(self.language.and())
    }

    /// What a quota counts by.
    const fn by_word(self, by: By) -> &'static str {
        match by {
            By::Lot => self.pick("lot", "学分记录"),
            By::Code => self.pick("code", "代码"),
            By::Content => self.pick("content", "内容"),
            By::Issuer => self.pick("issuer", "颁发机构"),
            By::Kind => self.pick("kind", "种类"),
            By::Window => self.pick("window of time", "时段"),
        }
    }

    /// Values by which a quota counts.
    pub(super) fn values(self, at: &[(By, String)]) -> String {
        let one = |(by, value): &(By, String)| match by {
            By::Window => say!(self.language, "the window of time from `{value}`", "起于 `{value}` 的时段"),
            by => format!("{} `{value}`", self.by_word(*by)),
        };
        at.iter().map(one).collect::<Vec<_>>().join(self.language.and())
    }

    /// What a quota counts.
    pub(super) fn of(self, counted: &[Vec<(Key, Vec<String>)>]) -> String {
        let key = |(key, wanted): &(Key, Vec<String>)| {
            format!("{}{}", self.key(*key), quoted(wanted, self.pick(" or ", " 或 ")))
        };
        let one = |keys: &Vec<(Key, Vec<String>)>| self.language.list(&keys.iter().map(key).collect::<Vec<_>>());
        let all: Vec<_> = counted.iter().map(one).filter(|one| !one.is_empty()).collect();
        if all.is_empty() || all.len() > PICKS {
            return String::new();
        }
        let all = all.join(self.pick(", or ", "，或"));
        say!(self.language, ", which counts {all}", "（{all}）")
    }

    const fn key(self, key: Key) -> &'static str {
        match key {
            Key::Age => self.pick("what is no older than ", "年限不超过 "),
            Key::Carried => self.pick("what is ", "须为 "),
            Key::Categories => self.pick("category ", "类别 "),
            Key::Classes => self.pick("class ", "课程性质 "),
            Key::Codes => self.pick("", "代码 "),
            Key::Contents => self.pick("content ", "内容 "),
            Key::Earned => self.pick("what is earned in ", "取得时间 "),
            Key::Grade => self.pick("grade ", "成绩 "),
            Key::Issuers => self.pick("issuer ", "颁发机构 "),
            Key::Kinds => self.pick("kind ", "种类 "),
            Key::Level => self.pick("level ", "等级 "),
            Key::NotCodes => self.pick("all but ", "代码不为 "),
            Key::NotIssuers => self.pick("any issuer but ", "颁发机构不为 "),
            Key::Origins => self.pick("origin ", "来源 "),
            Key::Prefixes => self.pick("codes that begin with ", "代码开头为 "),
            Key::Tiers => self.pick("tier ", "学历层次 "),
            Key::Unit => self.pick("unit ", "单位 "),
        }
    }
}
