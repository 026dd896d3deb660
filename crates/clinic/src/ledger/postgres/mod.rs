//! The ledger on PostgreSQL: several clinics in one database, several servers for each of them.
//!
//! What a server keeps in memory between two requests is its connections and nothing else. A transaction that somebody
//! else has overtaken is run again; one whose connection broke is not, and whoever asked is told to come back.

mod cells;
mod fault;
mod locks;
mod migrations;
mod pool;
mod session;
mod statement;
mod url;

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use care::ClinicId;

pub(super) use cells::{cell_of, without_nul};
pub(super) use locks::{lock, lock_clinic};
pub(super) use session::Session;
pub use url::{DatabaseUrl, DatabaseUrlError};

use super::db::Db;
use super::{LedgerError, TallyKey, Tx};
use fault::Trouble;
use pool::Pool;
use session::Purpose;

/// So often a transaction that was overtaken is run before whoever asked is told to come back.
const TRIES_MAX: usize = 5;

/// The connections to one PostgreSQL, for one clinic.
pub(super) struct Postgres {
    pool: Pool,
    clinic: ClinicId,
    tally: TallyKey,
}

impl Postgres {
    /// Connects, and brings the tables up to the version this build writes.
    pub(super) fn open(
        url: DatabaseUrl,
        clinic: ClinicId,
        tally: TallyKey,
    ) -> Result<Self, LedgerError> {
        let pool = Pool::new(url);
        {
            let mut loan = pool.begin(Purpose::ToWrite)?;
            let session = loan.session().ok_or(LedgerError::Unreachable)?;
            migrations::migrate(session)?;
            session.commit()?;
        }
        Ok(Self {
            pool,
            clinic,
            tally,
        })
    }

    pub(super) fn transact<T, E: From<LedgerError>>(
        &self,
        now: i64,
        mut work: impl FnMut(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        for _ in 1..TRIES_MAX {
            match self.once(Purpose::ToWrite, now, &mut work) {
                Done::Overtaken => {}
                Done::Ended(ended) => return ended,
            }
        }
        match self.once(Purpose::ToWrite, now, &mut work) {
            Done::Overtaken => Err(LedgerError::Overtaken.into()),
            Done::Ended(ended) => ended,
        }
    }

    pub(super) fn read<T, E: From<LedgerError>>(
        &self,
        work: impl FnOnce(&Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        match self.once(Purpose::ToRead, 0, |tx| work(tx)) {
            Done::Overtaken => Err(LedgerError::Overtaken.into()),
            Done::Ended(ended) => ended,
        }
    }

    fn once<T, E: From<LedgerError>>(
        &self,
        purpose: Purpose,
        now: i64,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Done<T, E> {
        let begun = self.pool.begin(purpose);
        let mut loan = match begun {
            Ok(loan) => loan,
            Err(LedgerError::Overtaken) => return Done::Overtaken,
            Err(error) => return Done::Ended(Err(error.into())),
        };
        let Some(session) = loan.session() else {
            return Done::Ended(Err(LedgerError::Unreachable.into()));
        };
        let done = catch_unwind(AssertUnwindSafe(|| {
            let db = Db::Postgres(RefCell::new(session));
            work(&mut Tx::new(db, self.clinic, now, &self.tally))
        }));
        let done = match done {
            Ok(done) => done,
            Err(panic) => {
                session.roll_back();
                drop(loan);
                resume_unwind(panic)
            }
        };
        ended(session, done)
    }
}

/// What came of one run of a transaction.
enum Done<T, E> {
    /// Somebody else was in the way; nothing of it was kept.
    Overtaken,
    Ended(Result<T, E>),
}

/// Keeps a transaction's work or undoes it.
fn ended<T, E: From<LedgerError>>(session: &mut Session, done: Result<T, E>) -> Done<T, E> {
    // A statement that failed has undone the transaction, whatever the work made of that.
    if done.is_ok() && session.trouble().is_none() {
        return match session.commit() {
            Ok(()) => Done::Ended(done),
            Err(LedgerError::Overtaken) => {
                session.roll_back();
                Done::Overtaken
            }
            // Whether it was kept is not known; whoever asked asks again, and is answered as before if it was.
            Err(error) => {
                session.roll_back();
                Done::Ended(Err(error.into()))
            }
        };
    }
    let trouble = session.trouble();
    session.roll_back();
    match (trouble, done) {
        (Some(Trouble::Overtaken), _) => Done::Overtaken,
        (Some(Trouble::Gone), _) => Done::Ended(Err(LedgerError::Unreachable.into())),
        (Some(Trouble::Refused), Ok(_)) => Done::Ended(Err(LedgerError::Malformed.into())),
        (Some(Trouble::Refused) | None, done) => Done::Ended(done),
    }
}

#[cfg(test)]
mod tests;
