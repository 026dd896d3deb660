//! The few connections that only read.
//!
//! They see the last commit while the writer is at work, so a screen never waits for sync. One that failed is not used
//! again: after the first bad page SQLCipher fails every later read on the same connection.

use std::path::PathBuf;
use std::sync::{Condvar, Mutex, PoisonError};

use rusqlite::{Connection, OpenFlags};

use crate::StoreError;
use crate::connection::{self, Use};
use crate::keys::StoreKey;

/// Reads at once; each may keep 64 MB of pages.
const READERS_MAX: usize = 3;

/// Lends out reading connections, and makes them as they are needed.
pub(crate) struct Pool {
    path: PathBuf,
    state: Mutex<State>,
    returned: Condvar,
}

#[derive(Default)]
struct State {
    idle: Vec<Connection>,
    lent: usize,
}

/// A connection on loan; comes back when dropped.
struct Loan<'a> {
    pool: &'a Pool,
    db: Option<Connection>,
}

impl Pool {
    pub(crate) fn new(path: PathBuf) -> Self {
        Self {
            path,
            state: Mutex::default(),
            returned: Condvar::new(),
        }
    }

    /// Lends a connection to `act`, waiting for one if all are out.
    pub(crate) fn with<T, E: From<StoreError>>(
        &self,
        key: &StoreKey,
        act: impl FnOnce(&Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut loan = self.borrow();
        let db = match loan.db.take() {
            Some(db) => db,
            None => self.connect(key)?,
        };
        let answer = act(&db);
        if answer.is_ok() {
            loan.db = Some(db);
        }
        answer
    }

    fn borrow(&self) -> Loan<'_> {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let all_out = |state: &mut State| READERS_MAX <= state.lent;
        let mut state = self
            .returned
            .wait_while(state, all_out)
            .unwrap_or_else(PoisonError::into_inner);
        state.lent = state.lent.saturating_add(1);
        Loan {
            pool: self,
            db: state.idle.pop(),
        }
    }

    fn connect(&self, key: &StoreKey) -> Result<Connection, StoreError> {
        let (db, _) = connection::keyed(&self.path, key, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        connection::settle(&db, Use::Read)?;
        Ok(db)
    }
}

impl Drop for Loan<'_> {
    fn drop(&mut self) {
        let mut state = self
            .pool
            .state
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        state.lent = state.lent.saturating_sub(1);
        state.idle.extend(self.db.take());
        self.pool.returned.notify_one();
    }
}
