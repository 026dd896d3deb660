//! The desk: what a request has at hand while the satchel is open.
//!
//! One request, one *now*; reading sees one unchanging state; writing is one transaction whose changed topics go back
//! with the answer.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::MutexGuard;

use ambient::Millis;
use chrono::NaiveDate;
use ed25519_dalek::SigningKey;
use sync::audit::SendAudit;
use vault::{Changes, Reader, StoreError, Writer};

use crate::audit;
use crate::book::{Pen, PenError};
use crate::contract::Topic;
use crate::contract::failure::Failure;
use crate::core::Core;
use crate::exchange::{Exchange, handed};
use crate::session::{Me, Open};
use crate::use_cases::Incoming;

/// What a request has at hand.
pub(crate) struct Desk<'a> {
    core: &'a Core,
    open: &'a Open,
    /// The instant of this request.
    pub(crate) now: Millis,
    /// The day it is here.
    pub(crate) today: NaiveDate,
    touched: RefCell<BTreeSet<Topic>>,
}

impl<'a> Desk<'a> {
    pub(crate) fn new(core: &'a Core, open: &'a Open) -> Self {
        let (now, today) = (core.ambient().now(), core.ambient().today());
        Self {
            core,
            open,
            now,
            today,
            touched: RefCell::default(),
        }
    }

    /// Who is here.
    pub(crate) fn me(&self) -> &Me {
        &self.open.me
    }

    /// What time it is at least: a clock that was set back gives nobody longer.
    pub(crate) fn believed_now(&self) -> Millis {
        self.open.custody().believed_now(self.core.ambient())
    }

    /// The key this device signs with.
    pub(crate) fn key(&self) -> &SigningKey {
        &self.open.key
    }

    /// What the clinic has not got of who looked at what, with the looks that wait to be written.
    pub(crate) fn looks_to_hand_over(&self) -> Result<Vec<SendAudit>, Failure> {
        audit::flush(self.open);
        self.read(|reader| handed(reader, self.open))
    }

    /// Where what is handed over by hand is put.
    pub(crate) fn papers(&self) -> &Path {
        &self.core.papers
    }

    /// Chance.
    pub(crate) fn chance<const N: usize>(&self) -> [u8; N] {
        self.core.ambient().bytes()
    }

    /// The picture that is on its way in from the screen.
    pub(crate) fn incoming(&self) -> MutexGuard<'_, Option<Incoming>> {
        self.core.incoming()
    }

    /// The exchange with the clinic.
    pub(crate) fn exchange(&self) -> &Exchange {
        &self.core.exchange
    }

    /// Reads one unchanging state of the store.
    pub(crate) fn read<T>(
        &self,
        act: impl FnOnce(&Reader<'_>) -> Result<T, StoreError>,
    ) -> Result<T, Failure> {
        Ok(self.open.vault.read(act)?)
    }

    /// Reads, where the rules may say no.
    pub(crate) fn look<T>(
        &self,
        act: impl FnOnce(&Reader<'_>) -> Result<T, DeskError>,
    ) -> Result<T, Failure> {
        Ok(self.open.vault.read(act)?)
    }

    /// Writes what one press of *Save* says: all of it or nothing.
    pub(crate) fn write<T>(
        &self,
        act: impl FnOnce(&Pen<'_>, &Writer<'_>) -> Result<T, DeskError>,
    ) -> Result<T, Failure> {
        let transact = |writer: &Writer<'_>| {
            let pen = Pen::new(writer, &self.open.me, self.core.ambient());
            let value = act(&pen, writer)?;
            // With what it says: an edit without its entry is kept no more than an entry without its edit.
            for entry in pen.entries() {
                audit::append(writer, &entry)?;
            }
            let mut custody = self.open.custody();
            custody.noted(self.core.ambient());
            custody.keep(writer)?;
            Ok(value)
        };
        let (value, changes) = self.open.vault.transact::<_, DeskError>(transact)?;
        self.touch(&changes);
        Ok(value)
    }

    /// Notes what a transaction changed.
    pub(crate) fn touch(&self, changes: &Changes) {
        self.touched.borrow_mut().extend(topics(changes));
    }

    /// What this request changed.
    pub(crate) fn into_touched(self) -> BTreeSet<Topic> {
        self.touched.into_inner()
    }
}

/// Why a request stopped half way; the transaction is rolled back.
#[derive(Debug, thiserror::Error)]
pub(crate) enum DeskError {
    /// The person is told so.
    #[error("the request was refused")]
    Failure(Failure),
    /// The store did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// It was not written.
    #[error(transparent)]
    Pen(#[from] PenError),
}

impl From<Failure> for DeskError {
    fn from(failure: Failure) -> Self {
        Self::Failure(failure)
    }
}

/// The vault's topics in the contract's words.
pub(crate) fn topics(changes: &Changes) -> BTreeSet<Topic> {
    changes
        .topics()
        .filter_map(|topic| match topic.as_str() {
            "members" | "staff" => Some(Topic::Members),
            "caseload" => Some(Topic::Caseload),
            "plan" => Some(Topic::Plans),
            "visits" => Some(Topic::Visits),
            "assessments" => Some(Topic::Assessments),
            "outreach" => Some(Topic::Outreach),
            "sharing" => Some(Topic::Sharing),
            "tasks" => Some(Topic::Tasks),
            "documents" => Some(Topic::Documents),
            "drafts" => Some(Topic::Drafts),
            "sync" => Some(Topic::Sync),
            "conflicts" => Some(Topic::Conflicts),
            other => other.starts_with("member:").then_some(Topic::Members),
        })
        .collect()
}
