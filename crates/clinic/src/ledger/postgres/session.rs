//! One connection to PostgreSQL, and the transaction that is open in it.
//!
//! Whatever a transaction relies on is set within it, so that it may run on any connection of a pooler. Statements are
//! prepared once for each connection and kept.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::Arc;

use care::ClinicId;
use postgres::binary_copy::BinaryCopyInWriter;
use postgres::fallible_iterator::FallibleIterator;
use postgres::types::{ToSql, Type};
use postgres::{Client, Statement};

use super::fault::{Trouble, fault, trouble};
use super::statement::Numbered;
use crate::ledger::LedgerError;
use crate::ledger::db::{CLINIC, Each, Params, Row, Value};

/// How a transaction begins that writes. Its streams are locked first, so that what it reads of them stays true.
const BEGIN_TO_WRITE: &str = "begin isolation level read committed read write;
    set local search_path to satchel;
    set local lock_timeout to '10s';
    set local idle_in_transaction_session_timeout to '60s'";
/// How one begins that reads, all of it at one instant.
const BEGIN_TO_READ: &str = "begin isolation level repeatable read read only;
    set local search_path to satchel;
    set local idle_in_transaction_session_timeout to '60s'";

/// What a transaction is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    ToRead,
    ToWrite,
}

/// One connection.
pub(in crate::ledger) struct Session {
    client: Client,
    statements: BTreeMap<String, Prepared>,
    /// The first thing that went wrong in the transaction: whatever comes after it is refused too.
    trouble: Option<Trouble>,
}

#[derive(Clone)]
struct Prepared {
    statement: Statement,
    names: Arc<[String]>,
}

/// Why no more rows were read.
enum Stopped {
    There(postgres::Error),
    Here(LedgerError),
}

impl From<postgres::Error> for Stopped {
    fn from(error: postgres::Error) -> Self {
        Self::There(error)
    }
}

impl From<LedgerError> for Stopped {
    fn from(error: LedgerError) -> Self {
        Self::Here(error)
    }
}

impl Session {
    pub(super) fn new(client: Client) -> Self {
        Self {
            client,
            statements: BTreeMap::new(),
            trouble: None,
        }
    }

    pub(super) fn begin(&mut self, purpose: Purpose) -> Result<(), LedgerError> {
        self.trouble = None;
        self.batch(match purpose {
            Purpose::ToRead => BEGIN_TO_READ,
            Purpose::ToWrite => BEGIN_TO_WRITE,
        })
    }

    pub(super) fn commit(&mut self) -> Result<(), LedgerError> {
        self.batch("commit")
    }

    /// Undoes everything. A connection on which even that fails is not used again.
    pub(super) fn roll_back(&mut self) {
        if self.batch("rollback").is_err() {
            self.trouble = Some(Trouble::Gone);
        }
    }

    pub(super) fn trouble(&self) -> Option<Trouble> {
        self.trouble
    }

    pub(in crate::ledger) fn takes_its_time(&mut self) -> Result<(), LedgerError> {
        self.batch("set local idle_in_transaction_session_timeout to 0")
    }

    pub(in crate::ledger) fn is_overtaken(&mut self) {
        self.trouble.get_or_insert(Trouble::Overtaken);
    }

    pub(super) fn is_usable(&self) -> bool {
        self.trouble != Some(Trouble::Gone) && !self.client.is_closed()
    }

    /// Runs statements that give nothing back and take nothing.
    pub(in crate::ledger) fn batch(&mut self, sql: &str) -> Result<(), LedgerError> {
        let done = self.client.batch_execute(sql);
        done.map_err(|error| self.met(&error))
    }

    pub(in crate::ledger) fn run(
        &mut self,
        clinic: ClinicId,
        sql: &str,
        params: Params<'_>,
    ) -> Result<usize, LedgerError> {
        let Prepared { statement, names } = self.prepared(sql)?;
        let values = values(&names, &clinic, params)?;
        let values: Vec<&(dyn ToSql + Sync)> = values.iter().map(bound).collect();
        let touched = self.client.execute(&statement, &values);
        let touched = touched.map_err(|error| self.met(&error))?;
        Ok(usize::try_from(touched).unwrap_or(usize::MAX))
    }

    pub(in crate::ledger) fn each(
        &mut self,
        clinic: ClinicId,
        sql: &str,
        params: Params<'_>,
        read: Each<'_>,
    ) -> Result<(), LedgerError> {
        let Prepared { statement, names } = self.prepared(sql)?;
        let values = values(&names, &clinic, params)?;
        let go = || {
            let mut rows = self.client.query_raw(&statement, values)?;
            while let Some(row) = rows.next()? {
                if read(&Row::Postgres(&row))? == ControlFlow::Break(()) {
                    break;
                }
            }
            Ok(())
        };
        let gone = go();
        gone.map_err(|stopped| match stopped {
            Stopped::There(error) => self.met(&error),
            Stopped::Here(error) => error,
        })
    }

    /// Prepares a statement, to see that it fits.
    #[cfg(test)]
    pub(in crate::ledger) fn fits(&mut self, sql: &str) -> Result<(), postgres::Error> {
        self.client.prepare(&Numbered::of(sql).sql).map(drop)
    }

    /// Takes in many rows of a table at once.
    pub(in crate::ledger) fn take_in(
        &mut self,
        table: &str,
        columns: &str,
        rows: &[Vec<Value<'_>>],
    ) -> Result<(), LedgerError> {
        let shape = format!("select {columns} from {table} where false");
        let Prepared { statement, .. } = self.prepared(&shape)?;
        let types: Vec<Type> = statement
            .columns()
            .iter()
            .map(|column| column.type_().clone())
            .collect();
        let sql = format!("copy {table} ({columns}) from stdin binary");
        let mut taken = || {
            let mut writer = BinaryCopyInWriter::new(self.client.copy_in(&sql)?, &types);
            for row in rows {
                let values: Vec<&(dyn ToSql + Sync)> = row.iter().map(bound).collect();
                writer.write(&values)?;
            }
            writer.finish()
        };
        let taken = taken();
        taken.map(drop).map_err(|error| self.met(&error))
    }

    fn prepared(&mut self, sql: &str) -> Result<Prepared, LedgerError> {
        if let Some(known) = self.statements.get(sql) {
            return Ok(known.clone());
        }
        let Numbered { sql: text, names } = Numbered::of(sql);
        let statement = self.client.prepare(&text);
        let statement = statement.map_err(|error| self.met(&error))?;
        let prepared = Prepared {
            statement,
            names: names.into(),
        };
        self.statements.insert(sql.to_owned(), prepared.clone());
        Ok(prepared)
    }

    /// Notes what went wrong.
    fn met(&mut self, error: &postgres::Error) -> LedgerError {
        let trouble = if self.client.is_closed() {
            Trouble::Gone
        } else {
            trouble(error)
        };
        self.trouble.get_or_insert(trouble);
        match trouble {
            Trouble::Gone => LedgerError::Unreachable,
            Trouble::Overtaken | Trouble::Refused => fault(error),
        }
    }
}

fn bound<'a>(value: &'a Value<'_>) -> &'a (dyn ToSql + Sync) {
    value
}

/// The values in the order of the statement's numbers.
fn values<'a>(
    names: &[String],
    clinic: &'a ClinicId,
    params: Params<'a>,
) -> Result<Vec<Value<'a>>, LedgerError> {
    let value = |name: &String| {
        if name == CLINIC {
            return Ok(Value::Bytes(clinic.0.as_bytes()));
        }
        let param = params.iter().find(|param| param.name == name);
        param
            .map(|param| param.value.bind())
            .ok_or(LedgerError::Malformed)
    };
    names.iter().map(value).collect()
}
