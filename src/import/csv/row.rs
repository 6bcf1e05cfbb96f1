//! From a row to a request.

use std::fmt::Display;
use std::str::FromStr;

use crate::bank::Request;
use crate::digest::Digest;
use crate::id::{InstitutionId, MandateId};
use crate::import::csv::fields::{split, text};
use crate::import::csv::header::Header;
use crate::import::csv::options::CsvImport;
use crate::ledger::{Accrue, Act, Certified, Command, Learned, NotPassed, Record, Refusal, Team};
use crate::registry::OutcomeKind;
use crate::vault::external_tag;

/// What is wrong with a row, and in which column.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) column: Option<&'static str>,
    pub(super) reason: String,
    /// The refusal, if the bank refused it.
    pub(super) refusal: Option<Box<Refusal>>,
}

impl Fault {
    pub(super) fn at(column: &'static str, reason: impl Into<String>) -> Self {
        Self::in_column(Some(column), reason)
    }

    fn in_column(column: Option<&'static str>, reason: impl Into<String>) -> Self {
        Self { column, reason: reason.into(), refusal: None }
    }

    pub(super) fn refused(column: Option<&'static str>, refusal: Refusal) -> Self {
        Self { column, reason: refusal.to_string(), refusal: Some(Box::new(refusal)) }
    }
}

/// What is wrong with a row of which only the beginning is known, because it is too long.
pub(super) fn too_long(header: &Header, most: usize, beginning: &[u8]) -> Fault {
    let in_field = |(place, quoted): (usize, bool), byte: &u8| match byte {
        b'"' => (place, !quoted),
        b',' if !quoted => (place.saturating_add(1), quoted),
        _ => (place, quoted),
    };
    let (place, _) = beginning.iter().fold((0, false), in_field);
    let reason =
        format!("the row is longer than the {most} bytes that are allowed, and its end is in this field or later");
    Fault::in_column(header.column(place), reason)
}

/// Whom a mandate acts for today, as the published documents say.
pub(super) type Issuer<'a> = &'a dyn Fn(&MandateId) -> Result<InstitutionId, Refusal>;

/// Reads rows.
pub(super) struct Reader<'a> {
    pub(super) header: &'a Header,
    pub(super) options: &'a CsvImport,
    pub(super) issuer: Issuer<'a>,
}

impl Reader<'_> {
    /// The request that a line makes.
    pub(super) fn request(&self, line: &[u8]) -> Result<Request, Fault> {
        let fields =
            split(line).map_err(|unsplit| Fault::in_column(self.header.column(unsplit.place), unsplit.what))?;
        self.counted(&fields)?;
        let texts = fields.iter().enumerate().map(|(place, field)| self.field(place, field));
        let row = Row { header: self.header, texts: texts.collect::<Result<_, _>>()? };
        self.of(&row)
    }

    fn counted(&self, fields: &[Vec<u8>]) -> Result<(), Fault> {
        let (found, expected) = (fields.len(), self.header.len());
        if found == expected {
            return Ok(());
        }
        let reason = format!("the row has {found} fields, and the header has {expected}");
        Err(Fault::in_column(self.header.column(found), reason))
    }

    fn field<'f>(&self, place: usize, field: &'f [u8]) -> Result<&'f str, Fault> {
        let column = self.header.column(place);
        if field.len() > self.options.largest_field {
            let (long, most) = (field.len(), self.options.largest_field);
            let reason = format!("the field is {long} bytes long; at most {most} are allowed");
            return Err(Fault::in_column(column, reason));
        }
        text(field).map_err(|what| Fault::in_column(column, what))
    }

    fn of(&self, row: &Row<'_>) -> Result<Request, Fault> {
        let key = row.needed("record_id")?;
        let (learner, by): (_, MandateId) = (row.needed("learner")?, row.needed("mandate")?);
        let effective = row.needed("effective")?;
        let of = learned(row)?;
        let act = match result(row)? {
            None => self.accrued(row, of, &by)?,
            Some(result) => recorded(row, of, result)?,
        };
        Ok(Request { key, command: Command { learner, by, effective, act } })
    }

    fn accrued(&self, row: &Row<'_>, mut of: Learned, by: &MandateId) -> Result<Act, Fault> {
        let tag = match row.field("number") {
            None => None,
            Some(number) => Some(self.tag(number, &mut of, by)?),
        };
        let (earned, grade, run) = (row.read("earned")?, row.read("grade")?, row.read("run")?);
        let valid_through = row.read("valid_through")?;
        Ok(Accrue { earned, evidence: Vec::new(), grade, of, run, tag, valid_through }.into())
    }

    /// The tag of a certificate; of a team's award with the member's number, and without it for the team.
    fn tag(&self, number: &str, of: &mut Learned, by: &MandateId) -> Result<Digest, Fault> {
        let no_key =
            || Fault::at("number", "no key for tags was handed in, so the certificate could not be told apart");
        let key = self.options.tag_key.as_ref().ok_or_else(no_key)?;
        let issuer = (self.issuer)(by).map_err(|refusal| Fault::refused(Some("mandate"), refusal))?;
        let whole = external_tag(key, &issuer, number);
        let Learned::Certified(Certified { team: Some(team), .. }) = of else { return Ok(whole) };
        team.tag = Some(whole);
        Ok(external_tag(key, &issuer, &format!("{number}#{}", team.member_no)))
    }
}

fn recorded(row: &Row<'_>, of: Learned, result: NotPassed) -> Result<Act, Fault> {
    row.blank(&["amount", "valid_through", "number"], "an outcome that is not passed has none")?;
    let (earned, grade, run) = (row.read("earned")?, row.read("grade")?, row.read("run")?);
    Ok(Record { earned, evidence: Vec::new(), grade, of, result, run }.into())
}

/// How it ended; none where it was passed.
fn result(row: &Row<'_>) -> Result<Option<NotPassed>, Fault> {
    match row.text("result")? {
        "passed" => Ok(None),
        "failed" => Ok(Some(NotPassed::Failed)),
        "withdrawn" => Ok(Some(NotPassed::Withdrawn)),
        "absent" => Ok(Some(NotPassed::Absent)),
        other => {
            let expected = "`passed`, `failed`, `withdrawn` or `absent` is expected";
            Err(Fault::at("result", format!("`{}` is not a result: {expected}", short(other))))
        }
    }
}

fn learned(row: &Row<'_>) -> Result<Learned, Fault> {
    let kind: OutcomeKind = row.needed("kind")?;
    if kind == OutcomeKind::Course {
        row.blank(
            &["amount", "tier", "level", "content", "team_size", "member_no"],
            "a course has what its catalogue says",
        )?;
        return Ok(Learned::Course(row.needed("code")?));
    }
    let (amount, level, content) = (row.read("amount")?, row.read("level")?, row.read("content")?);
    let (code, tier, team) = (row.needed("code")?, row.needed("tier")?, team(row)?);
    Ok(Learned::Certified(Certified { amount, code, content, kind, level, team, tier }))
}

fn team(row: &Row<'_>) -> Result<Option<Team>, Fault> {
    match (row.read("team_size")?, row.read("member_no")?) {
        (None, None) => Ok(None),
        (Some(team_size), Some(member_no)) => Ok(Some(Team { member_no, tag: None, team_size })),
        (None, _) => Err(Fault::at("team_size", "a member has a number, so the team's size is expected")),
        (_, None) => Err(Fault::at("member_no", "the team has a size, so the member's number is expected")),
    }
}

/// A row's fields by column.
struct Row<'a> {
    header: &'a Header,
    texts: Vec<&'a str>,
}

impl<'a> Row<'a> {
    /// What stands in a column, unless it is blank.
    fn field(&self, column: &str) -> Option<&'a str> {
        let text = self.texts.get(self.header.place(column)?)?;
        Some(*text).filter(|text| !text.is_empty())
    }

    fn text(&self, column: &'static str) -> Result<&'a str, Fault> {
        self.field(column).ok_or_else(|| Fault::at(column, "something is expected here"))
    }

    fn read<T: FromStr<Err: Display>>(&self, column: &'static str) -> Result<Option<T>, Fault> {
        self.field(column).map(|text| parsed(column, text)).transpose()
    }

    fn needed<T: FromStr<Err: Display>>(&self, column: &'static str) -> Result<T, Fault> {
        parsed(column, self.text(column)?)
    }

    fn blank(&self, columns: &[&'static str], why: &str) -> Result<(), Fault> {
        match columns.iter().find(|column| self.field(column).is_some()) {
            Some(column) => Err(Fault::at(column, format!("nothing is expected here: {why}"))),
            None => Ok(()),
        }
    }
}

fn parsed<T: FromStr<Err: Display>>(column: &'static str, text: &str) -> Result<T, Fault> {
    text.parse().map_err(|error: T::Err| Fault::at(column, error.to_string()))
}

fn short(text: &str) -> String {
    text.chars().take(80).collect()
}
