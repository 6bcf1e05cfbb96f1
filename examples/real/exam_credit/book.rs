//! From the table to a rule book, in memory.
//!
//! The table says that the highest threshold which a score reaches wins. Here each row holds from its threshold up to
//! the next one of the same exam, so that no two rules match one score, whatever order they stand in.

use std::collections::BTreeSet;
use std::error::Error;

use creditbank::registry::{Best, DocumentHead, Framework, GradeScale, OutcomeKind, Tier, UseKind};
use creditbank::rules::{
    Amounts, Basis, Binds, Bound, Citation, Effect, GradeBand, GradePolicy, Group, Hit, Lasting, Limit, Measure, Need,
    Per, Rest, RoundAt, Rule, RuleBookDraft, RuleWorth, Same, Source, Taking, Target, TierMove, TierPolicy, UnitTier,
};
use creditbank::{Code, Credits, Period, Rounding, ScaleId, Unit, credits};

use super::notes::Noted;
use super::table::{Exam, OTHER, Row, Table, slug};

type Fallible<T> = Result<T, Box<dyn Error>>;

/// The exams of one content: AB is a part of BC. That they never count twice is not in the table; it is written here.
pub(crate) const CALCULUS: [&str; 2] = ["AP:Mathematics-AB", "AP:Mathematics-BC"];

/// The content key of outcomes in those exams.
pub(crate) const CALCULUS_KEY: &str = "calculus";

/// What credits without a course are.
const CATEGORY: &str = "exam-credit";

/// What may stand in parentheses after a subject: the college it is for, or is not for.
const PARENTHESES: [(&str, &str, bool); 2] = [("Engineering", "EN", true), ("Non-Engineering", "EN", false)];

/// One row for the learners of one college, up to the next threshold.
struct Variant<'a> {
    exam: &'a Exam,
    row: &'a Row,
    college: &'a str,
    below: Option<String>,
}

/// The draft of a rule book of all rows that are not refused.
pub(crate) fn draft(table: &Table, noted: &[Noted<'_>]) -> Fallible<RuleBookDraft> {
    let mut rules = Vec::new();
    for exam in &table.exams {
        for variant in variants(exam, noted)? {
            rules.extend(variant.rules(table)?);
        }
    }
    let scales = table.exams.iter().filter_map(|exam| scale(exam).transpose()).collect::<Fallible<Vec<_>>>()?;
    let once: BTreeSet<_> = scales.iter().map(|scale| scale.id.clone()).collect();
    let scales = once.iter().filter_map(|id| scales.iter().find(|scale| scale.id == *id)).cloned();
    let head = DocumentHead { id: "exam-credit".parse()?, valid: period()?, version: "1".parse()? };
    let unit = Unit::new("credit".parse()?, credits!("1"), None)?;
    Ok(RuleBookDraft {
        framework: Framework::new(head.clone(), [unit], scales, [])?,
        head,
        semantics: 1,
        basis: Basis::Applied,
        february: None,
        review_days: 30,
        appeal_days: 30,
        // The table moves credit from school to university, some of it to no named course.
        tiers: TierPolicy { up: TierMove::Any, ..TierPolicy::default() },
        unit_tiers: vec![UnitTier { tier: Tier::Undergraduate, unit: "credit".parse()? }],
        never: Vec::new(),
        clauses: clauses()?,
        consortia: Vec::new(),
        groups: vec![group("exams", Same::Lot)?, group("calculus", Same::Content)?],
        limits: limits()?,
        rules,
        waivers: Vec::new(),
    })
}

fn period() -> Fallible<Period> {
    Ok("2020-01-01..".parse()?)
}

fn clauses() -> Fallible<Vec<Citation>> {
    let clause = |id: &str, invented, text: &str| -> Fallible<Citation> {
        Ok(Citation { id: id.parse()?, invented, text: text.into() })
    };
    Ok(vec![
        clause(
            "table",
            false,
            "github.com/cornell-dti/course-plan, src/data/exams/ExamCredit.ts, (c) 2023 Cornell DTI, MIT",
        )?,
        clause("once", true, "Calculus AB is a part of Calculus BC: one of them counts. No course is credited twice.")?,
    ])
}

fn group(id: &str, same: Same) -> Fallible<Group> {
    Ok(Group { hit: Hit::Options, id: id.parse()?, same })
}

fn limits() -> Fallible<Vec<Limit>> {
    let limit = |id: &str, per: &[Per]| -> Fallible<Limit> {
        Ok(Limit {
            binds: Binds::Recording,
            bound: Bound::Most(credits!("1")),
            clause: "once".parse()?,
            id: id.parse()?,
            measure: Measure::Uses,
            per: per.to_vec(),
            unit: None,
            windows: Vec::new(),
        })
    };
    Ok(vec![limit("calculus-once", &[Per::Learner])?, limit("course-once", &[Per::Learner, Per::Target])?])
}

/// The scale on which an exam is graded: numbers, or the marks of its rows as a ladder above `none`.
fn scale(exam: &Exam) -> Fallible<Option<GradeScale>> {
    let marks: Vec<&str> = exam.rows.iter().filter_map(|(_, row)| row.score.as_deref()).collect();
    let id = scale_id(exam)?;
    let Some(first) = marks.first() else {
        let most: Credits = if exam.kind == "IB" { credits!("7") } else { credits!("5") };
        return Ok(Some(GradeScale::range(id, Credits::ZERO, most, Credits::ONE, Best::Most, "1".parse()?)?));
    };
    let ladder = std::iter::once(&"none").chain(&marks).map(|mark| mark.parse()).collect::<Result<Vec<Code>, _>>()?;
    Ok(Some(GradeScale::ladder(id, ladder, first.parse()?)?))
}

/// Numbers are one scale for each kind of exam, a ladder is of one exam.
pub(crate) fn scale_id(exam: &Exam) -> Fallible<ScaleId> {
    let ladder = exam.rows.iter().any(|(_, row)| row.score.is_some());
    Ok(if ladder { exam.code().parse()? } else { exam.kind.parse()? })
}

/// Each row for each college, worst threshold first.
fn variants<'a>(exam: &'a Exam, noted: &[Noted<'a>]) -> Fallible<Vec<Variant<'a>>> {
    let Some(scale) = scale(exam)? else { return Ok(Vec::new()) };
    let mut variants = Vec::new();
    for college in exam.colleges().into_iter().chain([OTHER]) {
        let rows = noted.iter().filter(|one| std::ptr::eq(one.exam, exam) && one.refused.is_none());
        let mut rows: Vec<_> = rows.filter(|one| is_for(one.note, college)).map(|one| one.row).collect();
        let ranks = rows.iter().map(|row| Ok(scale.rank(&row.from().parse()?)?)).collect::<Fallible<Vec<_>>>()?;
        let mut ranked: Vec<_> = ranks.into_iter().zip(rows.drain(..)).collect();
        ranked.sort_by_key(|(rank, _)| *rank);
        for (at, (_, row)) in ranked.iter().enumerate() {
            let below = ranked.get(at + 1).map(|(_, next)| next.from());
            variants.push(Variant { exam, row, college, below });
        }
    }
    Ok(variants)
}

fn is_for(note: Option<&str>, college: &str) -> bool {
    let found = PARENTHESES.iter().find(|(text, ..)| Some(*text) == note);
    found.is_none_or(|(_, named, is)| (*named == college) == *is)
}

impl Variant<'_> {
    /// One rule for each course, of which the applicant names one; one for credits without a course.
    fn rules(&self, table: &Table) -> Fallible<Vec<Rule>> {
        let courses = self.row.courses(self.college);
        if courses.is_empty() {
            return Ok(vec![self.rule(None, Target::Category(CATEGORY.parse()?))?]);
        }
        let codes = courses.into_iter().filter_map(|course| Some((course, slug(table.courses.get(&course)?))));
        codes.map(|(course, code)| self.rule(Some(course), Target::Course(code.parse()?))).collect()
    }

    fn rule(&self, course: Option<u32>, target: Target) -> Fallible<Rule> {
        let code = self.exam.code();
        let calculus = CALCULUS.contains(&code.as_str());
        let college = if self.college == OTHER { "other" } else { self.college };
        let course = course.map(|course| format!("/{course}")).unwrap_or_default();
        let mut limits: Vec<Code> = Vec::new();
        limits.extend(calculus.then(|| "calculus-once".parse()).transpose()?);
        limits.extend(matches!(target, Target::Course(_)).then(|| "course-once".parse()).transpose()?);
        Ok(Rule {
            clause: "table".parse()?,
            from: vec![self.source()?],
            group: if calculus { "calculus" } else { "exams" }.parse()?,
            // The exam too, because three exams share the number 120.
            id: format!("{}/{}/{college}{course}", short(&code), self.row.course_id).parse()?,
            limits,
            need: self.needs()?,
            overrides: Vec::new(),
            review: Vec::new(),
            to: vec![self.effect(target)?],
            valid: period()?,
        })
    }

    fn source(&self) -> Fallible<Source> {
        let below = self.below.as_ref().map(|below| below.parse()).transpose()?;
        let grade = GradeBand { from: Some(self.row.from().parse()?), below, scale: scale_id(self.exam)? };
        Ok(Source {
            age: None,
            codes: vec![self.exam.code().parse()?],
            consortium: None,
            contents: Vec::new(),
            earned: None,
            grade: Some(grade),
            issuers: Vec::new(),
            kind: OutcomeKind::Exam,
            level: None,
            many: false,
            not_issuers: Vec::new(),
            reserved_by: Vec::new(),
            scope: None,
            size: None,
            take: Taking::Whole,
            tiers: vec![Tier::Secondary],
            unit: None,
            r#use: UseKind::Consume,
        })
    }

    /// The college, and the majors that are excluded. Colleges and majors are what the learner is enrolled in.
    fn needs(&self) -> Fallible<Vec<Need>> {
        let enrolled =
            |is, programme: &str| -> Fallible<Need> { Ok(Need::Enrolled { is, programme: programme.parse()? }) };
        let mut needs = Vec::new();
        if self.college == OTHER {
            for named in self.exam.colleges() {
                needs.push(enrolled(false, named)?);
            }
        } else {
            needs.push(enrolled(true, self.college)?);
        }
        for major in &self.row.majors_excluded {
            needs.push(enrolled(false, &slug(major))?);
        }
        Ok(needs)
    }

    fn effect(&self, target: Target) -> Fallible<Effect> {
        Ok(Effect {
            amounts: Some(Amounts {
                at: RoundAt::Application,
                least: None,
                most: None,
                rest: Rest::Forfeit,
                round: Rounding::Down,
                team: None,
                unit: "credit".parse()?,
                worth: RuleWorth::Fixed(self.row.credits.to_string().parse()?),
            }),
            expires: Lasting::Earliest,
            grade: GradePolicy::Nothing,
            target,
            tier: Some(Tier::Undergraduate),
        })
    }
}

/// A code cut at 30 characters, at whole words.
fn short(code: &str) -> &str {
    let end = code.char_indices().map(|(at, _)| at).take_while(|at| *at <= 30).last().unwrap_or(0);
    if code.len() <= 30 { code } else { code[..end].rsplit_once('-').map_or(&code[..end], |(head, _)| head) }
}
