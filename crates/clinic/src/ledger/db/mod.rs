//! The seam between the ledger and its two engines: how a statement is run, what is bound to it, and what is read.
//!
//! A statement is one text for both. The clinic's id is bound here, wherever a statement says `:clinic`, so that nobody
//! can forget it or bind another's.

mod cell;
mod value;

use std::cell::RefCell;
use std::ops::ControlFlow;

use care::ClinicId;
use rusqlite::{Connection, Error};

pub(crate) use cell::{Cell, Row};
pub(crate) use value::{Bind, Bound, Value, params};

use super::LedgerError;
use super::postgres::Session;

/// What is bound to a statement besides the clinic.
pub(crate) type Params<'a> = &'a [Bound<'a>];

/// What is done with a row, and whether to go on.
pub(crate) type Each<'a> = &'a mut dyn FnMut(&Row<'_>) -> Result<ControlFlow<()>, LedgerError>;

/// The parameter that is bound here.
pub(super) const CLINIC: &str = ":clinic";

/// An open transaction of one of the engines.
pub(super) enum Db<'a> {
    Sqlite(&'a Connection),
    Postgres(RefCell<&'a mut Session>),
}

impl Db<'_> {
    /// Runs a statement that gives nothing back; gives how many rows it touched.
    pub(super) fn run(
        &self,
        clinic: ClinicId,
        sql: &str,
        params: Params<'_>,
    ) -> Result<usize, LedgerError> {
        match self {
            Self::Sqlite(db) => {
                let mut statement = db.prepare_cached(sql)?;
                bind(&mut statement, clinic, params)?;
                Ok(statement.raw_execute()?)
            }
            Self::Postgres(session) => session.borrow_mut().run(clinic, sql, params),
        }
    }

    /// Reads rows until there are no more, or no more are wanted.
    pub(super) fn each(
        &self,
        clinic: ClinicId,
        sql: &str,
        params: Params<'_>,
        read: Each<'_>,
    ) -> Result<(), LedgerError> {
        match self {
            Self::Sqlite(db) => {
                let mut statement = db.prepare_cached(sql)?;
                bind(&mut statement, clinic, params)?;
                let mut rows = statement.raw_query();
                while let Some(row) = rows.next()? {
                    if read(&Row::Sqlite(row))?.is_break() {
                        break;
                    }
                }
                Ok(())
            }
            Self::Postgres(session) => session.borrow_mut().each(clinic, sql, params, read),
        }
    }
}

fn bind(
    statement: &mut rusqlite::Statement<'_>,
    clinic: ClinicId,
    params: Params<'_>,
) -> Result<(), Error> {
    if let Some(at) = statement.parameter_index(CLINIC)? {
        statement.raw_bind_parameter(at, clinic.0.as_bytes().as_slice())?;
    }
    for Bound { name, value } in params {
        let at = statement.parameter_index(name)?;
        let at = at.ok_or_else(|| Error::InvalidParameterName((*name).to_owned()))?;
        statement.raw_bind_parameter(at, value.bind())?;
    }
    Ok(())
}
