//! The texts of a run, read again when something in them is cited.

use std::borrow::Cow;

use super::run::{Job, Run, jobs};
use super::setup::{Reference, Setup};
use crate::conflicts::Sources;
use crate::document::{Origin, ReadOptions, Walk};

/// The texts of a run by the numbers of the documents; reference facts come behind the documents.
pub struct Texts<'t> {
    /// What was read, in the order of the numbers.
    jobs: Vec<Job<'t>>,
    setup: &'t Setup,
    stdin: Option<String>,
    read: ReadOptions,
}

impl<'t> Texts<'t> {
    /// The texts of a run; reference facts are added to its ledger, as documents behind the others.
    pub fn of(found: &'t Walk, setup: &'t Setup, run: &mut Run, read: ReadOptions) -> Self {
        for (number, reference) in (run.documents..).zip(&setup.references) {
            run.ledger.add(number, reference.facts.clone());
        }
        Self { jobs: jobs(found), setup, stdin: run.stdin.take(), read }
    }

    fn reference(&self, document: u32) -> Option<&Reference> {
        self.setup.references.get((document as usize).checked_sub(self.jobs.len())?)
    }
}

impl Sources for Texts<'_> {
    fn path(&self, document: u32) -> Cow<'_, str> {
        let job = self.jobs.get(document as usize).map(Job::path);
        Cow::Borrowed(
            job.or_else(|| self.reference(document).map(|reference| reference.path.as_str())).unwrap_or_default(),
        )
    }

    fn text(&self, document: u32) -> Option<Cow<'_, str>> {
        match self.jobs.get(document as usize) {
            Some(Job::Audit(input)) if self.stdin.is_some() && input.origin == Origin::Stdin => {
                self.stdin.as_deref().map(Cow::Borrowed)
            }
            // A file that is gone or has changed since leaves its place without a text; the finding stands.
            Some(Job::Audit(input)) => input.read(&self.read).ok().map(|read| Cow::Owned(read.text)),
            Some(Job::Complain(..)) => None,
            None => self.reference(document).map(|reference| Cow::Borrowed(reference.text.as_str())),
        }
    }

    fn configured(&self, key: u64) -> Option<Cow<'_, str>> {
        self.setup.names.get(&key).map(|name| Cow::Borrowed(name.as_str()))
    }
}
