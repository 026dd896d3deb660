//! Looks into a ledger by a connection and SQL of the simulation's own: the same SQL in either engine.
//!
//! In PostgreSQL it reads views of its own, which show one clinic, and everything as text or number.

use std::collections::BTreeMap;
use std::path::Path;
use std::str::FromStr;

use postgres::types::Type;
use postgres::{Client, Row, Statement};
use rusqlite::Connection;
use rusqlite::types::ValueRef;
use serde::de::DeserializeOwned;

use crate::cluster::looks_into;

/// A connection of the simulation's own.
pub(super) enum Eye {
    Sqlite(Connection),
    Postgres(Box<Looking>),
}

/// A look into one clinic of a PostgreSQL, with what has been asked before.
pub(super) struct Looking {
    client: Client,
    asked: BTreeMap<&'static str, Statement>,
}

enum Cell {
    Nothing,
    Number(i64),
    Text(String),
}

/// One row of an answer.
pub(super) struct Line(Vec<Cell>);

impl Line {
    pub(super) fn text(&self, at: usize) -> &str {
        match &self.0[at] {
            Cell::Text(text) => text,
            Cell::Nothing | Cell::Number(_) => panic!("column {at} holds no text"),
        }
    }

    pub(super) fn number(&self, at: usize) -> i64 {
        match &self.0[at] {
            Cell::Number(number) => *number,
            Cell::Nothing | Cell::Text(_) => panic!("column {at} holds no number"),
        }
    }

    /// A number that is never less than nought.
    pub(super) fn count(&self, at: usize) -> u64 {
        u64::try_from(self.number(at)).unwrap()
    }

    /// A column that holds the text of something.
    pub(super) fn parsed<T: FromStr<Err: std::fmt::Debug>>(&self, at: usize) -> T {
        self.text(at).parse().unwrap()
    }

    /// A column that holds something as JSON.
    pub(super) fn json<T: DeserializeOwned>(&self, at: usize) -> T {
        serde_json::from_str(self.text(at)).unwrap()
    }
}

impl Eye {
    /// Into the ledger in a folder.
    pub(super) fn into_folder(folder: &Path) -> Self {
        let key = std::fs::read_to_string(folder.join("ledger.key")).unwrap();
        let db = Connection::open(folder.join("ledger.db")).unwrap();
        db.pragma_update(None, "key", format!("x'{}'", key.trim()))
            .unwrap();
        db.pragma_update(None, "cipher_hmac_algorithm", "HMAC_SHA256")
            .unwrap();
        db.pragma_update(None, "cipher_log_level", "NONE").unwrap();
        db.set_prepared_statement_cache_capacity(32);
        Self::Sqlite(db)
    }

    /// Into the ledger of a clinic in a database that has the views.
    pub(super) fn into_database(url: &str, clinic: &str) -> Self {
        let mut client = looks_into(url);
        client
            .batch_execute(&format!(
                "set seen.clinic = '{clinic}'; set search_path = seen, satchel"
            ))
            .unwrap();
        Self::Postgres(Box::new(Looking {
            client,
            asked: BTreeMap::new(),
        }))
    }

    /// All rows of an answer.
    pub(super) fn asks(&mut self, sql: &'static str) -> Vec<Line> {
        match self {
            Self::Sqlite(db) => {
                let mut statement = db.prepare_cached(sql).unwrap();
                let columns = statement.column_count();
                let lines = statement.query_map([], |row| {
                    let cells = (0..columns).map(|at| Ok(of_sqlite(row.get_ref(at)?)));
                    Ok(Line(cells.collect::<rusqlite::Result<_>>()?))
                });
                lines.unwrap().map(Result::unwrap).collect()
            }
            Self::Postgres(looking) => {
                let Looking { client, asked } = &mut **looking;
                let statement = asked
                    .entry(sql)
                    .or_insert_with(|| client.prepare(sql).unwrap());
                let rows = client.query(&*statement, &[]).unwrap();
                rows.iter().map(of_postgres).collect()
            }
        }
    }

    /// Changes something behind the ledger's back.
    pub(super) fn does(&mut self, sql: &str) {
        match self {
            Self::Sqlite(db) => db.execute_batch(sql).unwrap(),
            Self::Postgres(looking) => looking.client.batch_execute(sql).unwrap(),
        }
    }
}

fn of_sqlite(cell: ValueRef<'_>) -> Cell {
    match cell {
        ValueRef::Null => Cell::Nothing,
        ValueRef::Integer(number) => Cell::Number(number),
        ValueRef::Text(_) => Cell::Text(cell.as_str().unwrap().to_owned()),
        ValueRef::Real(_) | ValueRef::Blob(_) => panic!("a ledger shows texts and numbers"),
    }
}

fn of_postgres(row: &Row) -> Line {
    let cells = row.columns().iter().enumerate().map(|(at, column)| {
        if *column.type_() == Type::INT8 {
            row.get::<_, Option<i64>>(at).map(Cell::Number)
        } else {
            row.get::<_, Option<String>>(at).map(Cell::Text)
        }
    });
    Line(cells.map(|cell| cell.unwrap_or(Cell::Nothing)).collect())
}
