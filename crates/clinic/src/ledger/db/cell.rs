//! What is read from a row, whichever engine gave it.

use std::borrow::Cow;

use rusqlite::types::ValueRef;

use crate::ledger::LedgerError;
use crate::ledger::postgres::cell_of;

/// One row of an answer.
pub(crate) enum Row<'a> {
    Sqlite(&'a rusqlite::Row<'a>),
    Postgres(&'a postgres::Row),
}

/// What stands in one column of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Cell<'a> {
    Null,
    Number(i64),
    Text(Cow<'a, str>),
    Bytes(&'a [u8]),
}

/// What a column can be read as.
pub(crate) trait Column: Sized {
    /// None if it is something else.
    fn of(cell: Cell<'_>) -> Option<Self>;
}

impl Row<'_> {
    /// The value in a column, counted from 0.
    pub(crate) fn get<T: Column>(&self, at: usize) -> Result<T, LedgerError> {
        T::of(self.cell(at)?).ok_or(LedgerError::Malformed)
    }

    /// What stands in a column, counted from 0.
    pub(crate) fn cell(&self, at: usize) -> Result<Cell<'_>, LedgerError> {
        match self {
            Self::Sqlite(row) => Ok(match row.get_ref(at)? {
                ValueRef::Null => Cell::Null,
                ValueRef::Integer(number) => Cell::Number(number),
                ValueRef::Text(text) => {
                    Cell::Text(str::from_utf8(text).or(Err(LedgerError::Malformed))?.into())
                }
                ValueRef::Blob(bytes) => Cell::Bytes(bytes),
                // No table has such a column.
                ValueRef::Real(_) => return Err(LedgerError::Malformed),
            }),
            Self::Postgres(row) => cell_of(row, at),
        }
    }
}

impl Column for i64 {
    fn of(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Number(number) => Some(number),
            Cell::Null | Cell::Text(_) | Cell::Bytes(_) => None,
        }
    }
}

impl Column for u32 {
    fn of(cell: Cell<'_>) -> Option<Self> {
        i64::of(cell).and_then(|number| number.try_into().ok())
    }
}

impl Column for bool {
    fn of(cell: Cell<'_>) -> Option<Self> {
        i64::of(cell).map(|number| number != 0)
    }
}

impl Column for String {
    fn of(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Text(text) => Some(text.into_owned()),
            // What was signed or hashed is kept as bytes where the engine would change a text.
            Cell::Bytes(bytes) => Self::from_utf8(bytes.to_vec()).ok(),
            Cell::Null | Cell::Number(_) => None,
        }
    }
}

impl Column for Vec<u8> {
    fn of(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Bytes(bytes) => Some(bytes.to_vec()),
            Cell::Null | Cell::Number(_) | Cell::Text(_) => None,
        }
    }
}

impl<T: Column> Column for Option<T> {
    fn of(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Null => Some(None),
            Cell::Number(_) | Cell::Text(_) | Cell::Bytes(_) => T::of(cell).map(Some),
        }
    }
}
