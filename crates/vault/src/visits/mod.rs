//! Visits as a list: what is on from day to day.

use std::fmt;

use rusqlite::{Row, named_params};

use crate::{Page, Reader, StoreError};

/// One line of a list of visits.
#[derive(Clone, PartialEq, Eq)]
pub struct VisitRow {
    /// The visit.
    pub id: String,
    /// Whom it is for.
    pub member: String,
    /// What the screens show of it.
    pub data: String,
    /// The signed note about it, if there is one.
    pub note: Option<String>,
}

impl fmt::Debug for VisitRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VisitRow")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// The days of a list, both included, each as `YYYY-MM-DD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days<'a> {
    /// The first day.
    pub from: &'a str,
    /// The last day.
    pub to: &'a str,
}

/// The visits planned for these days, by day and time.
pub fn on(reader: &Reader<'_>, days: Days<'_>, page: Page) -> Result<Vec<VisitRow>, StoreError> {
    let params = named_params! {
        ":from": days.from, ":to": days.to, ":offset": page.offset(), ":limit": page.limit(),
    };
    reader.rows(include_str!("on.sql"), params, visit)
}

fn visit(row: &Row<'_>) -> rusqlite::Result<VisitRow> {
    Ok(VisitRow {
        id: row.get("id")?,
        member: row.get("member")?,
        data: row.get("data")?,
        note: row.get("note")?,
    })
}
