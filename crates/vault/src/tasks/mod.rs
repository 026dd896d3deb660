//! Tasks as a list: what is due.

use std::fmt;

use rusqlite::{Row, named_params};

use crate::{Page, Reader, StoreError};

/// One line of a list of tasks.
#[derive(Clone, PartialEq, Eq)]
pub struct TaskRow {
    /// The task.
    pub id: String,
    /// Whom it is for.
    pub member: String,
    /// What the screens show of it.
    pub data: String,
}

impl fmt::Debug for TaskRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TaskRow")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// Tasks still to do that are due by this day (`YYYY-MM-DD`), longest due first.
pub fn due_by(reader: &Reader<'_>, day: &str, page: Page) -> Result<Vec<TaskRow>, StoreError> {
    let params = named_params! { ":day": day, ":offset": page.offset(), ":limit": page.limit() };
    reader.rows(include_str!("due_by.sql"), params, task)
}

fn task(row: &Row<'_>) -> rusqlite::Result<TaskRow> {
    Ok(TaskRow {
        id: row.get("id")?,
        member: row.get("member")?,
        data: row.get("data")?,
    })
}
