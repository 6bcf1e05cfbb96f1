//! What commands bring with them that is too large for a line.

use crate::digest::Digest;
use crate::ledger::act::{Act, Redeem};
use crate::ledger::entry::{Command, Entry};

/// Where attachments are fetched from, by their hash.
pub type Attachments<'a> = &'a dyn Fn(Digest) -> Result<Option<Vec<u8>>, String>;

impl Act {
    /// The bytes of what it brings, to be kept under their hash before the line is written.
    #[must_use]
    pub fn attachments(&self) -> Vec<Vec<u8>> {
        match self {
            Self::Redeem(Redeem { plan, certificate, .. }) => {
                plan.bytes().into_iter().chain(certificate.bytes()).collect()
            }
            _ => Vec::new(),
        }
    }

    fn fill(&mut self, from: Attachments<'_>) -> Result<(), String> {
        let fetch = |hash| from(hash)?.ok_or_else(|| format!("attachment {hash} is not kept"));
        match self {
            Self::Redeem(Redeem { plan, certificate, .. }) => {
                plan.fill(&fetch(plan.hash())?)?;
                certificate.fill(&fetch(certificate.hash())?)
            }
            _ => Ok(()),
        }
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
