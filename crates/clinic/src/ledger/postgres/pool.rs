//! The connections to PostgreSQL: a few, made when they are wanted, and made anew when they broke.

use std::sync::{Condvar, Mutex, PoisonError};

use super::session::{Purpose, Session};
use super::url::DatabaseUrl;
use crate::ledger::LedgerError;

/// So many work at the same time; whoever comes then waits for one of them. Several servers may share one PostgreSQL.
const CONNECTIONS_MAX: usize = 8;

/// The connections that are not lent out, and how many are.
pub(super) struct Pool {
    url: DatabaseUrl,
    state: Mutex<State>,
    returned: Condvar,
}

#[derive(Default)]
struct State {
    idle: Vec<Session>,
    lent: usize,
}

/// A connection that is lent out; it comes back when this is dropped, if it can still be used.
pub(super) struct Loan<'a> {
    pool: &'a Pool,
    session: Option<Session>,
}

impl Pool {
    pub(super) fn new(url: DatabaseUrl) -> Self {
        Self {
            url,
            state: Mutex::default(),
            returned: Condvar::new(),
        }
    }

    /// Lends a connection in which a transaction has begun. One that broke while nobody used it is replaced.
    pub(super) fn begin(&self, purpose: Purpose) -> Result<Loan<'_>, LedgerError> {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let mut state = self
            .returned
            .wait_while(state, |state| CONNECTIONS_MAX <= state.lent)
            .unwrap_or_else(PoisonError::into_inner);
        state.lent = state.lent.saturating_add(1);
        let known = state.idle.pop();
        drop(state);
        // Comes back also when it is empty, and makes room for another.
        let mut loan = Loan {
            pool: self,
            session: known,
        };
        if let Some(session) = &mut loan.session {
            match session.begin(purpose) {
                Ok(()) => return Ok(loan),
                Err(error) if session.is_usable() => return Err(error),
                Err(_) => loan.session = None,
            }
        }
        let mut fresh = self.url.connect()?;
        fresh.begin(purpose)?;
        loan.session = Some(fresh);
        Ok(loan)
    }
}

impl Loan<'_> {
    pub(super) fn session(&mut self) -> Option<&mut Session> {
        self.session.as_mut()
    }
}

impl Drop for Loan<'_> {
    fn drop(&mut self) {
        let session = self.session.take().filter(Session::is_usable);
        let mut state = self
            .pool
            .state
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        state.lent = state.lent.saturating_sub(1);
        state.idle.extend(session);
        drop(state);
        self.pool.returned.notify_one();
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        let state = std::mem::take(self.state.get_mut().unwrap_or_else(PoisonError::into_inner));
        // To end a connection is to wait for it, and the last to let go of a clinic may be a server that must not.
        let closing = std::thread::spawn(move || drop(state));
        drop(closing.join());
    }
}
