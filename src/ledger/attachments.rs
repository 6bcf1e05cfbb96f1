//! What commands bring with them that is too large for a line.

use crate::digest::Digest;
use crate::ledger::act::Act;
use crate::ledger::attached::Attached;
use crate::ledger::entry::{Command, Entry};
use crate::planner::Plan;
use crate::solver::Certificate;

/// Where attachments are fetched from, by their hash.
pub type Attachments<'a> = &'a dyn Fn(Digest) -> Result<Option<Vec<u8>>, String>;

/// A plan and its certificate, as a command brings them.
pub(crate) type Brought<'a> = (&'a Attached<Plan>, &'a Attached<Certificate>);

/// The same, to be filled in.
pub(crate) type BroughtMut<'a> = (&'a mut Attached<Plan>, &'a mut Attached<Certificate>);

impl Act {
    /// The bytes of what it brings, to be kept under their hash before the line is written.
    #[must_use]
    pub fn attachments(&self) -> Vec<Vec<u8>> {
        let Some((plan, certificate)) = self.brings() else { return Vec::new() };
        plan.bytes().into_iter().chain(certificate.bytes()).collect()
    }

    /// Whether it brings a plan.
    #[cfg(feature = "analysis")]
    pub(crate) fn brings_a_plan(&self) -> bool {
        self.brings().is_some()
    }

    /// The act with what it brings.
    #[cfg(feature = "analysis")]
    pub(crate) fn filled(mut self, from: Attachments<'_>) -> Result<Self, String> {
        self.fill(from)?;
        Ok(self)
    }

    fn fill(&mut self, from: Attachments<'_>) -> Result<(), String> {
        let fetch = |hash| from(hash)?.ok_or_else(|| format!("attachment {hash} is not kept"));
        let Some((plan, certificate)) = self.brings_mut() else { return Ok(()) };
        plan.fill(&fetch(plan.hash())?)?;
        certificate.fill(&fetch(certificate.hash())?)
    }
}

impl Entry {
    /// The command that this entry answers, with its attachments: deciding it again on the state before gives this
    /// entry.
    ///
    /// # Errors
    /// An attachment that is not kept, or is not what its hash says.
    pub fn command_with(&self, attachments: Attachments<'_>) -> Result<Command, String> {
        let mut command = self.command();
        command.act.fill(attachments)?;
        Ok(command)
    }
}
