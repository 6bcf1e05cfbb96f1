//! Commands in short, one a line, so that a test can be read as a story:
//!
//! ```text
//! sv-registrar 01-01 open
//! sv-registrar 01-10 accrue A 70 percent through 2026-03-31
//! sv-reviewer 01-20 hold 1.0:4 through 2026-02-28
//! sv-awarder 02-01 bind reserve award:P 1.0:4
//! 2: bank-operator 02-02 merge_in 1
//! hv-registrar 02-03 certify certificate F 2 hv - level nqf/2 graded B/letters tag a
//! sv-registrar 02-03 accrue ER 80 percent run 2026-1 evidence 180
//! sv-registrar 02-03 failed L
//! sv-registrar 02-03 apply 1.0:4 rule a-to-c matching 1.0:85
//! sv-reviewer 02-04 approve 5.0
//! sv-registrar 01-05 matriculate S at S-T/1
//! sv-registrar 06-30 assess transfer 4 chinese=60,mathematics=60
//! sv-reviewer 05-01 waive part:rest of 4
//! sv-awarder 07-01 redeem 4
//! sv-registrar 02-03 {"revoke":{"lots":["1.0"],"reason":"fraud"}}
//! ```
//!
//! First the number of the learner, 1 if it is left out, then the mandate, the day of the year 2026 (or a whole
//! date), and what is to be done. What has no short form is written as on the wire.

use std::str::SplitWhitespace;

use crate::digest::Digest;
use crate::ledger::{Act, Command, Entry, Refusal};
use crate::line::{Content, Line};
use crate::testing::shelf::Shelf;
use crate::testing::world::{learner, read};
use crate::time::Date;

impl Shelf {
    /// Runs a script line by line; every command must be accepted.
    ///
    /// # Errors
    /// The first line that cannot be read or is refused.
    pub fn play(&mut self, script: &str) -> Result<Vec<Entry>, String> {
        let lines = script.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.map(|line| self.say(line)?.map_err(|refusal| format!("{line}: {refusal}"))).collect()
    }

    /// Runs one line.
    ///
    /// # Errors
    /// A line that cannot be read; the refusal is inside.
    pub fn say(&mut self, line: &str) -> Result<Result<Entry, Refusal>, String> {
        let command = self.read(line)?;
        self.submit(command)
    }

    /// Reads one line.
    ///
    /// # Errors
    /// What cannot be read, as text.
    pub fn read(&self, line: &str) -> Result<Command, String> {
        let (number, rest) = line.split_once(": ").map_or((Ok(1), line), |(number, rest)| (read(number), rest));
        let learner = learner(number?);
        let mut words = rest.splitn(3, ' ');
        let mut word = || words.next().ok_or_else(|| format!("`{line}` is too short"));
        let (by, day, act) = (read(word()?)?, date(word()?)?, word()?);
        let act = match act.split_once(' ') {
            Some(("merge_in", from)) => {
                let from = crate::testing::world::learner(read(from)?);
                let waiting = self.waiting(from, learner).into_iter().next();
                waiting.ok_or_else(|| format!("`{line}`: nothing waits there"))?.into()
            }
            Some(("redeem", of)) => self.redeem(&self.book(learner), read(of)?, day)?.into(),
            _ => self::act(act)?,
        };
        Ok(Command { learner, by, effective: day, act })
    }
}

fn date(text: &str) -> Result<Date, String> {
    if text.len() == 5 { read(&format!("2026-{text}")) } else { read(text) }
}

/// Reads what is to be done, in short or as on the wire.
///
/// # Errors
/// What cannot be read, as text.
pub fn act(text: &str) -> Result<Act, String> {
    let json = if text.starts_with('{') { text.to_owned() } else { long(text)? };
    let act: serde_json::Value = serde_json::from_str(&json).map_err(|error| format!("`{text}`: {error}"))?;
    read_in_a_line(&act).map_err(|error| format!("`{text}`: {error}"))
}

/// Reads what is to be done where it is written: in a line. The values of JSON have sorted keys.
fn read_in_a_line(act: &serde_json::Value) -> Result<Act, String> {
    let (zeros, learner) = (Digest::ZERO, learner(1));
    let line = format!(
        "{{\"act\":{act},\"by\":\"SV registrar m\",\"effective\":\"2026-01-01\",\"key\":\"k\",\"last\":\"{zeros}\",\
         \"learner\":\"{learner}\",\"n\":0,\"position\":0,\"prev\":\"{zeros}\",\
         \"recorded\":\"2026-01-01T00:00:00Z\",\"semantics\":1}}"
    );
    match Line::decode(line.as_bytes()).map_err(|error| error.to_string())?.content {
        Content::Learner { entry, .. } => Ok(entry.act),
        _ => Err("not done to a passbook".into()),
    }
}

/// The form on the wire.
fn long(text: &str) -> Result<String, String> {
    let mut words = text.split_whitespace();
    let verb = words.next().unwrap_or_default();
    let mut next = || words.next().ok_or_else(|| format!("`{text}` is too short"));
    let json = match verb {
        "open" | "expire" => String::new(),
        "close" | "reopen" => r#""reason":"r""#.to_owned(),
        "accrue" => format!(r#""of":{{"course":"{}"}},"grade":"{} {}""#, next()?, next()?, next()?),
        "certify" => certified(&mut next)?,
        "failed" | "absent" | "withdrawn" => format!(r#""of":{{"course":"{}"}},"result":"{verb}""#, next()?),
        "record" => {
            format!(r#""of":{{"course":"{}"}},"grade":"{} {}","result":"failed""#, next()?, next()?, next()?)
        }
        "revalue" => format!(r#""lot":"{}","amount":"{} {}""#, next()?, next()?, next()?),
        "regrade" => format!(r#""lot":"{}","grade":"{} {}""#, next()?, next()?, next()?),
        "enrol" => format!(r#""programme":"{}","starts":"{}""#, next()?, date(next()?)?),
        "leave" => format!(r#""enrolment":"{}","reason":"r""#, next()?),
        "hold" => take(next()?)?,
        "apply" => format!(r#""document":"world-rules",{}"#, take(next()?)?),
        "approve" => format!(r#""application":"{}""#, next()?),
        "refuse" | "appeal" => format!(r#""application":"{}","reasons":["r"]"#, next()?),
        "withdraw" => format!(r#""application":"{}","reason":"r""#, next()?),
        "release" => format!(r#""hold":"{}","reason":"r""#, next()?),
        "lapse" => format!(r#""hold":"{}""#, next()?),
        "bind" => {
            let (kind, scope, lots) = (next()?, next()?, next()?);
            format!(r#""use":"{kind}","scope":"{scope}","decided":"{}",{}"#, "0".repeat(64), take(lots)?)
        }
        "matriculate" => format!(r#""document":"world-programmes","programme":"{}""#, next()?),
        "assess" => format!(r#""gate":"{}","matriculation":"{}","marks":{}"#, next()?, next()?, marks(next()?)?),
        "exempt" => {
            let (part, of, credits, items) = (next()?, matriculation(&mut next)?, next()?, next()?);
            relief(&format!(r#""exempt":{{"credits":"{credits}","items":{items},"part":"{part}"}}"#), of)
        }
        "substitute" => {
            let (lot, part, of) = (next()?, next()?, matriculation(&mut next)?);
            relief(&format!(r#""substitute":{{"lot":"{lot}","part":"{part}"}}"#), of)
        }
        "waive" => {
            let (waived, of) = (next()?, matriculation(&mut next)?);
            let (what, id) = waived.split_once(':').ok_or_else(|| format!("`{waived}`: what:id is expected"))?;
            relief(&format!(r#""waive":{{"id":"{id}","what":"{what}"}}"#), of)
        }
        "revoke_award" => format!(r#""award":"{}","reason":"r""#, next()?),
        "unbind" => format!(r#""decision":"{}","reason":"r""#, next()?),
        "keep" => format!(r#""subject":"{}","cause":"{}","how":{{"keep":{{"reason":"r"}}}}"#, next()?, next()?),
        "undo" => format!(r#""subject":"{}","cause":"{}","how":"undo""#, next()?, next()?),
        "replan" => {
            let (subject, cause, without, lots) = (next()?, next()?, list(next()?), take(next()?)?);
            format!(r#""subject":"{subject}","cause":"{cause}","how":{{"replan":{{"without":{without},{lots}}}}}"#)
        }
        "revoke" => format!(r#""lots":{},"reason":"r""#, list(next()?)),
        "reverse" => format!(r#""entry":"{}","reason":"r""#, next()?),
        "merge_out" => format!(r#""into":"{}""#, learner(read(next()?)?)),
        other => return Err(format!("`{other}` has no short form")),
    };
    let verb = match verb {
        "keep" | "undo" | "replan" => "settle",
        "certify" => "accrue",
        "failed" | "absent" | "withdrawn" => "record",
        "exempt" | "substitute" | "waive" => "relieve",
        verb => verb,
    };
    let json = options(json, words)?;
    Ok(format!(r#"{{"{verb}":{{{json}}}}}"#))
}

/// `certificate F 2 hv welding`: kind, code, amount and content, or `-`. The tier is the unit's.
fn certified<'a>(next: &mut impl FnMut() -> Result<&'a str, String>) -> Result<String, String> {
    let (kind, code, credits, unit, content) = (next()?, next()?, next()?, next()?, next()?);
    let tier = if unit == "sv" { "secondary" } else { "higher" };
    let content = if content == "-" { String::new() } else { format!(r#""content":"{content}","#) };
    Ok(format!(
        r#""of":{{"certified":{{"amount":"{credits} {unit}","code":"{code}",{content}"kind":"{kind}","tier":"{tier}"}}}}"#
    ))
}

/// What may follow: pairs of a word and a value.
fn options(mut json: String, mut words: SplitWhitespace<'_>) -> Result<String, String> {
    while let Some(option) = words.next() {
        let value = words.next().ok_or_else(|| format!("`{option}` needs a value"))?;
        let member = match option {
            "until" => format!(r#""through":"{}""#, date(value)?),
            "from" => format!(r#""from":"{value}""#),
            "at" => stage(value)?,
            "through" if json.contains(r#""take""#) && !json.contains(r#""document""#) => {
                format!(r#""through":"{}""#, date(value)?)
            }
            "through" => format!(r#""valid_through":"{}""#, date(value)?),
            "earned" => format!(r#""earned":"{}""#, date(value)?),
            "ends" => format!(r#""ends":"{}""#, date(value)?),
            "rule" => format!(r#""rule":"{value}""#),
            "toward" => format!(r#""target":"{value}""#),
            "waived" => format!(r#""waived":{value}"#),
            "matching" => attested(value)?,
            "cascade" => cascade(value)?,
            "tag" => format!(r#""tag":"{}""#, value.repeat(64)),
            "run" => format!(r#""run":"{value}""#),
            "graded" => graded(value)?,
            "evidence" => evidence(read(value)?),
            "level" => {
                let level = level(value)?;
                json = json.replacen(r#""kind""#, &format!(r#""level":"{level}","kind""#), 1);
                continue;
            }
            other => return Err(format!("`{other}` is not known here")),
        };
        json = format!("{json},{member}");
    }
    Ok(json)
}

/// `B/letters` as a grade.
fn graded(text: &str) -> Result<String, String> {
    let (mark, scale) = text.split_once('/').ok_or_else(|| format!("`{text}`: mark/scale is expected"))?;
    Ok(format!(r#""grade":"{mark} {scale}""#))
}

/// `5.0/sv-awarder,6.0/hv-reviewer`: decisions, each with the mandate that ends it.
fn cascade(text: &str) -> Result<String, String> {
    let one = |one: &str| {
        let (decision, by) = one.split_once('/').ok_or_else(|| format!("`{one}`: decision/mandate is expected"))?;
        Ok(format!(r#"{{"by":"{by}","decision":"{decision}"}}"#))
    };
    let all = text.split(',').map(one).collect::<Result<Vec<_>, String>>()?;
    Ok(format!(r#""cascade":[{}]"#, all.join(",")))
}

/// So many commitments.
fn evidence(count: u32) -> String {
    let digests: Vec<_> = (0..count).map(|number| format!(r#""{number:064x}""#)).collect();
    format!(r#""evidence":[{}]"#, digests.join(","))
}

/// `nqf/2` as a level.
fn level(text: &str) -> Result<String, String> {
    let (framework, level) = text.split_once('/').ok_or_else(|| format!("`{text}`: framework/level is expected"))?;
    Ok(format!("{framework} {level}"))
}

/// `S-T/1` as a stage of a pathway.
fn stage(text: &str) -> Result<String, String> {
    let (pathway, stage) = text.rsplit_once('/').ok_or_else(|| format!("`{text}`: pathway/stage is expected"))?;
    Ok(format!(r#""pathway":"{pathway}","stage":{stage}"#))
}

/// `chinese=60,mathematics=49.5` as the marks of subjects.
fn marks(text: &str) -> Result<String, String> {
    let mark = |item: &str| {
        let (subject, marks) = item.split_once('=').ok_or_else(|| format!("`{item}`: subject=marks is expected"))?;
        Ok(format!(r#"{{"marks":"{marks}","subject":"{subject}"}}"#))
    };
    let marks: Result<Vec<_>, String> = text.split(',').filter(|item| *item != "-").map(mark).collect();
    Ok(format!("[{}]", marks?.join(",")))
}

/// `of 4`: the matriculation.
fn matriculation<'a>(next: &mut impl FnMut() -> Result<&'a str, String>) -> Result<&'a str, String> {
    next()?;
    next()
}

fn relief(relief: &str, of: &str) -> String {
    format!(r#""clause":"world/award","matriculation":"{of}","reason":"r","relief":{{{relief}}}"#)
}

/// `1.0:85` as the attested match of a lot's content, in percent.
fn attested(text: &str) -> Result<String, String> {
    let (lot, value) = text.rsplit_once(':').ok_or_else(|| format!("`{text}`: lot:percent is expected"))?;
    Ok(format!(r#""attested":[{{"lot":"{lot}","value":{value},"what":"content_match"}}]"#))
}

/// `a,b` as a list of strings.
fn list(text: &str) -> String {
    let items: Vec<_> = text.split(',').filter(|item| *item != "-").map(|item| format!("\"{item}\"")).collect();
    format!("[{}]", items.join(","))
}

/// `1.0:4,2.0:0.5` as amounts of lots.
fn take(text: &str) -> Result<String, String> {
    let item = |item: &str| {
        let (lot, credits) = item.rsplit_once(':').ok_or_else(|| format!("`{item}`: lot:credits is expected"))?;
        Ok(format!(r#"{{"lot":"{lot}","credits":"{credits}"}}"#))
    };
    let items: Result<Vec<_>, String> = text.split(',').filter(|item| *item != "-").map(item).collect();
    Ok(format!(r#""take":[{}]"#, items?.join(",")))
}
