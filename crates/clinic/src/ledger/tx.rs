//! One transaction of the ledger: how the nouns of this crate ask it something.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::ControlFlow;

use care::{ClinicId, EntityId, StaffId};
use serde::de::DeserializeOwned;
use sync::{Ledger as _, StreamId};

use super::code::TallyKey;
use super::db::{Db, Params, Row};
use super::{LedgerError, postgres};

/// One transaction of the ledger.
pub struct Tx<'a> {
    pub(super) db: Db<'a>,
    clinic: ClinicId,
    now: i64,
    pub(super) tally: &'a TallyKey,
    /// Streams to which something was added here: whoever may have it, for her it waits. Forgotten with every word on
    /// who may have what, or how far somebody has come.
    pub(super) awaited: RefCell<BTreeSet<StreamId>>,
    /// How far streams have come to which something was added here, where there is one writer.
    pub(super) heads: RefCell<BTreeMap<StreamId, i64>>,
}

impl fmt::Debug for Tx<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tx")
    }
}

impl<'a> Tx<'a> {
    pub(super) fn new(db: Db<'a>, clinic: ClinicId, now: i64, tally: &'a TallyKey) -> Self {
        Self {
            db,
            clinic,
            now,
            tally,
            awaited: RefCell::default(),
            heads: RefCell::default(),
        }
    }

    /// The engine's own transaction, for what only that engine can do.
    pub(super) fn db(&self) -> &Db<'a> {
        &self.db
    }

    /// Whoever holds a stream is given it once more, see [`super::scope`].
    pub(crate) fn grant_anew(&self, stream: &StreamId, staff: StaffId) -> Result<(), LedgerError> {
        super::scope::grant_anew(self, stream, staff)
    }

    /// The clinic whose ledger this is.
    pub(crate) fn clinic(&self) -> ClinicId {
        self.clinic
    }

    /// The instant of this transaction.
    pub(crate) fn now(&self) -> i64 {
        self.now
    }

    /// The one of two texts that this engine speaks.
    pub(crate) fn speaks<'sql>(&self, sqlite: &'sql str, postgres: &'sql str) -> &'sql str {
        match self.db {
            Db::Sqlite(_) => sqlite,
            Db::Postgres(_) => postgres,
        }
    }

    /// Runs a statement that gives nothing back; gives how many rows it touched.
    pub(crate) fn run(&self, sql: &str, params: Params<'_>) -> Result<usize, LedgerError> {
        self.db.run(self.clinic, sql, params)
    }

    /// The first row, if there is one.
    pub(crate) fn one<T>(
        &self,
        sql: &str,
        params: Params<'_>,
        mut read: impl FnMut(&Row<'_>) -> Result<T, LedgerError>,
    ) -> Result<Option<T>, LedgerError> {
        let mut first = None;
        self.db.each(self.clinic, sql, params, &mut |row| {
            first = Some(read(row)?);
            Ok(ControlFlow::Break(()))
        })?;
        Ok(first)
    }

    /// All rows.
    pub(crate) fn all<T>(
        &self,
        sql: &str,
        params: Params<'_>,
        mut read: impl FnMut(&Row<'_>) -> Result<T, LedgerError>,
    ) -> Result<Vec<T>, LedgerError> {
        let mut rows = Vec::new();
        self.each(sql, params, |row| {
            rows.push(read(row)?);
            Ok(())
        })?;
        Ok(rows)
    }

    /// Row after row, for what would be too much at once. The ledger is not asked anything else meanwhile.
    pub(crate) fn each(
        &self,
        sql: &str,
        params: Params<'_>,
        mut read: impl FnMut(&Row<'_>) -> Result<(), LedgerError>,
    ) -> Result<(), LedgerError> {
        self.db.each(self.clinic, sql, params, &mut |row| {
            read(row)?;
            Ok(ControlFlow::Continue(()))
        })
    }

    /// This transaction may wait for something else for as long as it takes.
    pub(super) fn takes_its_time(&self) -> Result<(), LedgerError> {
        match &self.db {
            Db::Sqlite(_) => Ok(()),
            Db::Postgres(session) => session.borrow_mut().takes_its_time(),
        }
    }

    /// Says that somebody else was in the way, so that the transaction is run again.
    pub(crate) fn is_overtaken(&self) -> LedgerError {
        if let Db::Postgres(session) = &self.db {
            session.borrow_mut().is_overtaken();
        }
        LedgerError::Overtaken
    }

    /// Locks the clinic's own chain, where several may write.
    pub(super) fn lock_clinic(&self) -> Result<(), LedgerError> {
        match self.db {
            // There is one writer.
            Db::Sqlite(_) => Ok(()),
            Db::Postgres(_) => postgres::lock_clinic(self),
        }
    }

    /// Locks streams that are about to be written, where several may write.
    pub(crate) fn lock_streams(&self, streams: &[StreamId]) -> Result<(), LedgerError> {
        match self.db {
            Db::Sqlite(_) => Ok(()),
            Db::Postgres(_) => postgres::lock(self, None, &streams.iter().cloned().collect()),
        }
    }

    /// What an entity says now, in care's words; none if there is no such entity, it was removed, or it cannot be read
    /// as one.
    pub(crate) fn thing<T: DeserializeOwned>(
        &self,
        entity: EntityId,
    ) -> Result<Option<T>, LedgerError> {
        let state = self.entity(entity)?;
        let state = state.filter(|state| !state.is_removed());
        Ok(state.and_then(|state| {
            serde_json::from_value(serde_json::Value::Object(state.shown())).ok()
        }))
    }
}

pub(super) fn parsed<T: std::str::FromStr>(text: &str) -> Result<T, LedgerError> {
    text.parse().or(Err(LedgerError::Malformed))
}
