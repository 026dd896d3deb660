//! Visits as a list: what is on from day to day, and who met whom how.

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

/// One visit as a meeting that is to come, took place or failed. A visit that two people signed for has two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting {
    /// The visit.
    pub visit: String,
    /// Whom it is for.
    pub member: String,
    /// The day it was arranged for, `YYYY-MM-DD`.
    pub day: String,
    /// The time, `09:00`; none for some time that day.
    pub time: Option<String>,
    /// How they met, by the note; without one, how they are to meet.
    pub modality: String,
    /// When it was begun.
    pub started_at: Option<i64>,
    /// Why it did not take place, if it did not.
    pub not_held: Option<String>,
    /// The signed note, if there is one.
    pub note: Option<MeetingNote>,
    /// How many fields of the visit have two or more present answers.
    pub conflicts: u32,
}

/// What a meeting's note says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingNote {
    /// The note.
    pub id: String,
    /// When the meeting began.
    pub started_at: i64,
    /// When the clinic had the note; none until its receipt is here.
    pub received_at: Option<i64>,
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

/// Every meeting with everybody, in the order in which the visits were first arranged. Those whose note was entered in
/// error are left out.
pub fn meetings(reader: &Reader<'_>, page: Page) -> Result<Vec<Meeting>, StoreError> {
    let params = named_params! { ":offset": page.offset(), ":limit": page.limit() };
    reader.rows(include_str!("meetings.sql"), params, meeting)
}

/// The meetings with the member of one stream.
pub fn meetings_of(
    reader: &Reader<'_>,
    stream: &str,
    page: Page,
) -> Result<Vec<Meeting>, StoreError> {
    let params =
        named_params! { ":stream": stream, ":offset": page.offset(), ":limit": page.limit() };
    reader.rows(include_str!("meetings_of.sql"), params, meeting)
}

fn meeting(row: &Row<'_>) -> rusqlite::Result<Meeting> {
    let note = match row.get("note")? {
        Some(id) => Some(MeetingNote {
            id,
            started_at: row.get("note_started_at")?,
            received_at: row.get("note_received_at")?,
        }),
        None => None,
    };
    Ok(Meeting {
        visit: row.get("id")?,
        member: row.get("member")?,
        day: row.get("day")?,
        time: row.get("time")?,
        modality: row.get("modality")?,
        started_at: row.get("started_at")?,
        not_held: row.get("not_held")?,
        note,
        conflicts: row.get("conflicts")?,
    })
}

fn visit(row: &Row<'_>) -> rusqlite::Result<VisitRow> {
    Ok(VisitRow {
        id: row.get("id")?,
        member: row.get("member")?,
        data: row.get("data")?,
        note: row.get("note")?,
    })
}
