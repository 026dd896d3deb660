//! The connections that only read: each sees one committed state, also while somebody writes.

use std::sync::{Condvar, Mutex, PoisonError};

use rusqlite::Connection;

/// The connections that are not lent out.
pub(super) struct Readers {
    idle: Mutex<Vec<Connection>>,
    returned: Condvar,
}

/// A connection that is lent out; it comes back when this is dropped, however that comes about.
struct Loan<'a> {
    readers: &'a Readers,
    db: Option<Connection>,
}

impl Readers {
    pub(super) fn new(connections: Vec<Connection>) -> Self {
        Self {
            idle: Mutex::new(connections),
            returned: Condvar::new(),
        }
    }

    /// Lends a connection, waiting for one if all are out.
    pub(super) fn with<T>(&self, act: impl FnOnce(&mut Connection) -> T) -> Option<T> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let mut idle = self
            .returned
            .wait_while(idle, |idle| idle.is_empty())
            .unwrap_or_else(PoisonError::into_inner);
        let mut loan = Loan {
            readers: self,
            db: idle.pop(),
        };
        drop(idle);
        loan.db.as_mut().map(act)
    }
}

impl Drop for Loan<'_> {
    fn drop(&mut self) {
        let mut idle = self
            .readers
            .idle
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        idle.extend(self.db.take());
        drop(idle);
        self.readers.returned.notify_one();
    }
}
