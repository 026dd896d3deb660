//! The one writer: many works, one commit.
//!
//! Flushing the disk costs more than most of what is written. So whoever has others waiting behind her leaves her work
//! in the open transaction, and the last one in line commits it for all of them; nobody waits who has nobody to share
//! with. Each work has a savepoint of its own, so one that fails is undone alone. Nobody is answered before the commit
//! that holds her work.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};

use care::ClinicId;
use rusqlite::{Connection, ffi};

use crate::ledger::db::Db;
use crate::ledger::{LedgerError, TallyKey, Tx};

/// So many works share a commit at most.
const WORKS_MAX: usize = 64;
/// A commit that has changed so many rows does not wait for more: whoever came first has waited long enough.
const ROWS_MAX: u64 = 2_048;

/// The one connection that writes, and the line before it.
pub(super) struct Writer {
    /// Who has come and has not had her turn yet. Each of them will find the open transaction, so it may be left open.
    in_line: AtomicUsize,
    seat: Mutex<Seat>,
    clinic: ClinicId,
    tally: TallyKey,
}

struct Seat {
    db: Connection,
    open: Option<Open>,
}

/// A transaction that holds finished works and waits for its commit.
struct Open {
    commit: Arc<Commit>,
    works: usize,
    rows_before: u64,
}

/// How a commit ended, once that is known.
#[derive(Default)]
struct Commit {
    ended: Mutex<Option<Result<(), ffi::Error>>>,
    told: Condvar,
}

impl Writer {
    pub(super) fn new(db: Connection, clinic: ClinicId, tally: TallyKey) -> Self {
        Self {
            in_line: AtomicUsize::new(0),
            seat: Mutex::new(Seat { db, open: None }),
            clinic,
            tally,
        }
    }

    /// Runs everything in `work` as one; durable when this returns `Ok`, undone when it does not.
    pub(super) fn transact<T, E: From<LedgerError>>(
        &self,
        now: i64,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.in_line.fetch_add(1, Ordering::SeqCst);
        let mut seat = self.seat.lock().unwrap_or_else(PoisonError::into_inner);
        self.in_line.fetch_sub(1, Ordering::SeqCst);
        let commit = seat.begin().map_err(LedgerError::Database)?;
        let done = catch_unwind(AssertUnwindSafe(|| {
            let db = Db::Sqlite(&seat.db);
            work(&mut Tx::new(db, self.clinic, now, &self.tally))
        }));
        let is_kept = matches!(done, Ok(Ok(_)));
        seat.end(is_kept);
        if self.in_line.load(Ordering::SeqCst) == 0 || seat.is_full() {
            seat.commit();
        }
        drop(seat);
        let done = done.unwrap_or_else(|panic| resume_unwind(panic))?;
        commit.wait().map_err(LedgerError::Database)?;
        Ok(done)
    }

    #[cfg(test)]
    pub(super) fn in_line(&self) -> usize {
        self.in_line.load(Ordering::SeqCst)
    }
}

impl Seat {
    /// Opens a transaction if none is open, and a savepoint in it.
    fn begin(&mut self) -> rusqlite::Result<Arc<Commit>> {
        if self.open.is_none() {
            self.db.execute_batch("begin immediate")?;
        }
        let rows_before = self.db.total_changes();
        let open = self.open.get_or_insert_with(|| Open {
            commit: Arc::default(),
            works: 0,
            rows_before,
        });
        open.works = open.works.saturating_add(1);
        let commit = Arc::clone(&open.commit);
        if let Err(error) = self.db.execute_batch("savepoint work") {
            self.lose(&error);
            return Err(error);
        }
        Ok(commit)
    }

    /// Keeps a work for the commit, or undoes it alone.
    fn end(&mut self, is_kept: bool) {
        let sql = if is_kept {
            "release work"
        } else {
            "rollback to work; release work"
        };
        if self.db.is_autocommit() {
            // When the disk takes no more, SQLite itself undoes the whole transaction. Whoever shared it hears why.
            let full = ffi::Error::new(ffi::SQLITE_FULL);
            return self.lose(&rusqlite::Error::SqliteFailure(full, None));
        }
        if let Err(error) = self.db.execute_batch(sql) {
            self.lose(&error);
        }
    }

    fn is_full(&self) -> bool {
        self.open.as_ref().is_some_and(|open| {
            let rows = self.db.total_changes().saturating_sub(open.rows_before);
            WORKS_MAX <= open.works || ROWS_MAX <= rows
        })
    }

    fn commit(&mut self) {
        match self.db.execute_batch("commit") {
            Ok(()) => self.tell(Ok(())),
            Err(error) => self.lose(&error),
        }
    }

    /// The transaction is lost with every work in it.
    fn lose(&mut self, why: &rusqlite::Error) {
        if !self.db.is_autocommit()
            && let Err(error) = self.db.execute_batch("rollback")
        {
            tracing::error!(%error, "a transaction of the ledger could not be undone");
        }
        let unknown = || ffi::Error::new(ffi::SQLITE_ERROR);
        self.tell(Err(why.sqlite_error().copied().unwrap_or_else(unknown)));
    }

    fn tell(&mut self, ended: Result<(), ffi::Error>) {
        if let Some(open) = self.open.take() {
            *open
                .commit
                .ended
                .lock()
                .unwrap_or_else(PoisonError::into_inner) = Some(ended);
            open.commit.told.notify_all();
        }
    }
}

impl Commit {
    /// Waits until it is known how the commit ended.
    fn wait(&self) -> rusqlite::Result<()> {
        let ended = self.ended.lock().unwrap_or_else(PoisonError::into_inner);
        let ended = self
            .told
            .wait_while(ended, |ended| ended.is_none())
            .unwrap_or_else(PoisonError::into_inner);
        match *ended {
            Some(Err(error)) => Err(rusqlite::Error::SqliteFailure(error, None)),
            Some(Ok(())) | None => Ok(()),
        }
    }
}
