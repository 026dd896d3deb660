//! What may be done inside one transaction.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::ops::Deref;

use rusqlite::{Connection, OptionalExtension, Row, ToSql};

use crate::{Changes, StoreError, Topic};

/// Named parameters, as `rusqlite::named_params!` makes them.
pub(crate) type Named<'p> = &'p [(&'p str, &'p dyn ToSql)];

/// Reads one unchanging state of the store. Made only by [`crate::Vault::read`] and [`crate::Vault::transact`].
pub struct Reader<'a> {
    db: &'a Connection,
}

/// Reads and writes, and notes what it changes. Made only by [`crate::Vault::transact`].
pub struct Writer<'a> {
    reader: Reader<'a>,
    changes: RefCell<Changes>,
    carries_log_over: Cell<bool>,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(db: &'a Connection) -> Self {
        Self { db }
    }

    /// Every row of the answer; the statement bounds it.
    pub(crate) fn rows<T>(
        &self,
        sql: &str,
        params: Named<'_>,
        map: fn(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, StoreError> {
        let mut statement = self.db.prepare_cached(sql)?;
        let rows = statement.query_map(params, map)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The first row of the answer, if there is one.
    pub(crate) fn row<T>(
        &self,
        sql: &str,
        params: Named<'_>,
        map: fn(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, StoreError> {
        Ok(self
            .db
            .prepare_cached(sql)?
            .query_row(params, map)
            .optional()?)
    }

    /// The one number that the statement always answers.
    pub(crate) fn number<T: rusqlite::types::FromSql>(
        &self,
        sql: &str,
        params: Named<'_>,
    ) -> Result<T, StoreError> {
        Ok(self
            .db
            .prepare_cached(sql)?
            .query_row(params, |row| row.get(0))?)
    }
}

impl<'a> Writer<'a> {
    pub(crate) fn new(db: &'a Connection) -> Self {
        Self {
            reader: Reader::new(db),
            changes: RefCell::default(),
            carries_log_over: Cell::new(false),
        }
    }

    /// Carries out a statement; tells how many rows it touched.
    pub(crate) fn run(&self, sql: &str, params: Named<'_>) -> Result<usize, StoreError> {
        Ok(self.db.prepare_cached(sql)?.execute(params)?)
    }

    /// Notes that a thing of this kind in this stream changed.
    pub(crate) fn note_all(&self, kind: &str, stream: &str) {
        for topic in Topic::about(kind, stream) {
            self.note(topic);
        }
    }

    pub(crate) fn note(&self, topic: Topic) {
        self.changes.borrow_mut().add(topic);
    }

    /// What is removed in this transaction is to be nowhere in the store's files any more: not in the log either, which
    /// holds the pages as they were.
    pub(crate) fn carry_log_over(&self) {
        self.carries_log_over.set(true);
    }

    /// What changed, and whether the log is to be carried over.
    pub(crate) fn into_changes(self) -> (Changes, bool) {
        (self.changes.into_inner(), self.carries_log_over.get())
    }
}

impl<'a> Deref for Writer<'a> {
    type Target = Reader<'a>;

    fn deref(&self) -> &Reader<'a> {
        &self.reader
    }
}

impl fmt::Debug for Reader<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Reader")
    }
}

impl fmt::Debug for Writer<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Writer")
    }
}
