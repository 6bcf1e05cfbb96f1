//! Whoever may ask: people of every role at every institution, and others who may not.

use creditbank::registry::Role;
use creditbank::testing::shelf::Shelf;

/// One of those who try a command that takes a role at an institution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Who {
    /// Somebody of that role there.
    As(Role),
    /// The right role, at another institution.
    Elsewhere,
    /// The right role there, until some years ago.
    Ended,
    /// The right role there, on the own passbook.
    Own,
    /// A mandate that no document has.
    Nobody,
    /// The right role at an institution that no document has.
    Ghost,
    /// In a cascade: whoever asks for it.
    Asker,
}

/// Those who try, each with a mandate.
pub(crate) type People = Vec<(Who, String)>;

/// Everybody who tries what takes a role at an institution, in the order of the columns.
pub(crate) fn everybody(role: Role, at: &str) -> People {
    let all = Role::ALL.iter().copied().map(Who::As);
    let all = all.chain([Who::Elsewhere, Who::Ended, Who::Own, Who::Nobody, Who::Ghost]);
    all.map(|who| (who, who.mandate(role, at))).collect()
}

impl Who {
    /// The name of the column.
    pub(crate) fn column(self) -> &'static str {
        match self {
            Self::As(role) => role.as_str(),
            Self::Elsewhere => "elsewhere",
            Self::Ended => "ended",
            Self::Own => "own passbook",
            Self::Nobody => "nobody",
            Self::Ghost => "ghost",
            Self::Asker => "whoever asks",
        }
    }

    /// The mandate, where a command takes a role at an institution.
    fn mandate(self, role: Role, at: &str) -> String {
        let here = at.to_lowercase();
        match self {
            Self::As(role) => format!("{here}-{role}-here"),
            Self::Elsewhere => format!("{}-{role}-here", elsewhere(&here)),
            Self::Ended => format!("{here}-{role}-ended"),
            Self::Own => format!("{here}-{role}-own"),
            Self::Nobody | Self::Asker => "nobody".to_owned(),
            Self::Ghost => format!("ghost-{role}-here"),
        }
    }

    /// What everybody but the right role is told, whatever the command. Elsewhere it depends on the command.
    pub(crate) fn told(self, role: Role) -> Option<String> {
        match self {
            Self::As(other) if other == role => None,
            Self::As(_) => Some(format!("{role} needed")),
            Self::Elsewhere | Self::Asker => None,
            Self::Ended => Some("who/mandate-not-in-force".to_owned()),
            Self::Own => Some("who/own-passbook".to_owned()),
            Self::Nobody => Some("who/unknown-mandate".to_owned()),
            Self::Ghost => Some("who/unknown-institution".to_owned()),
        }
    }
}

fn elsewhere(here: &str) -> &'static str {
    if here == "sv" { "hv" } else { "sv" }
}

const PEOPLE: &str = r#"
[document]
id = "people"
kind = "mandates"
valid = "2020-01-01.."
version = "1"
"#;

/// A document of all of them.
fn people() -> String {
    let mut text = PEOPLE.to_owned();
    for at in ["BANK", "SV", "HV", "GHOST"] {
        for role in Role::ALL {
            let mut one = |suffix: &str, valid: &str, more: &str| {
                let id = format!("{}-{role}-{suffix}", at.to_lowercase());
                text += &format!("\n[[mandate]]\nid = \"{id}\"\ninstitution = \"{at}\"\nrole = \"{role}\"\n");
                text += &format!("valid = \"{valid}\"\n{more}");
            };
            one("here", "2020-01-01..", "");
            one("ended", "2020-01-01..2026-01-01", "");
            one("own", "2020-01-01..", "learner = \"00000000000000000000000000000001\"\n");
        }
    }
    text
}

/// Rules of which the reviews take other roles, one of them at the bank.
const STAGED: &str = r#"
[document]
id = "staged-rules"
kind = "rules"
valid = "2026-01-01.."
version = "1"

[book]
semantics = 1
basis = "applied"
review_days = 30
appeal_days = 10

[[unit]]
id = "sv"
quantum = "0.5"
tier = "secondary"

[[clause]]
id = "staged"
text = "A registrar, an awarder and the bank agree."
invented = true

[[group]]
id = "staged"
hit = "unique"

[[rule]]
id = "staged"
group = "staged"
clause = "staged"
valid = "2026-01-01.."
from = [{ kind = "exam", codes = ["ST"], unit = "sv", take = "1" }]
to = [{ category = "staged", amount = "1 sv" }]
review = [{ role = "registrar" }, { role = "awarder" }, { role = "reviewer", at = "BANK" }]
"#;

/// B counts for those who had passed A, and A itself does not.
const AFTER: &str = r#"
[document]
id = "after-programmes"
kind = "programmes"
valid = "2020-01-01.."
version = "1"

[book]
semantics = 1

[[unit]]
id = "sv"
quantum = "0.5"

[[clause]]
id = "after"
text = "B is counted after A."
invented = true

[[programme]]
id = "AFTER"
title = "B after A"
tier = "secondary"
unit = "sv"
clause = "after"
institutions = ["SV"]

[[programme.part]]
id = "b"
least = "4"
accepts = [{ codes = ["B"] }]

[[programme.prerequisite]]
course = "B"
all = ["A"]
clause = "after"
"#;

/// The test world with all of them, on which two passbooks are open.
pub(crate) fn shelf() -> Shelf {
    let mut shelf = Shelf::new().unwrap();
    shelf.world.publish("people.toml", &people()).unwrap();
    shelf.world.publish("staged.toml", STAGED).unwrap();
    shelf.world.publish("after.toml", AFTER).unwrap();
    shelf.play("2: sv-registrar 01-01 open").unwrap();
    shelf
}
