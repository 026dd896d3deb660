//! What is being typed and is not signed or saved yet. Kept at every pause, so that nothing typed is lost.

use std::fmt;

use rusqlite::{Row, named_params};

use crate::{Page, Reader, StoreError, Topic, Writer};

/// One draft.
#[derive(Clone, PartialEq, Eq)]
pub struct Draft {
    /// What it will become.
    pub about: String,
    /// The member it is about, if any.
    pub member: Option<String>,
    /// The text and ticks so far, as the screen wrote them.
    pub body: String,
    /// When it was last kept.
    pub kept_at: i64,
}

impl fmt::Debug for Draft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Draft")
            .field("about", &self.about)
            .finish_non_exhaustive()
    }
}

/// Keeps a draft, in place of the earlier one about the same thing.
pub fn keep(writer: &Writer<'_>, draft: &Draft) -> Result<(), StoreError> {
    let params = named_params! {
        ":about": draft.about, ":member": draft.member, ":body": draft.body, ":kept_at": draft.kept_at,
    };
    writer.run(include_str!("keep.sql"), params)?;
    writer.note(Topic::new("drafts"));
    Ok(())
}

/// The draft about a thing.
pub fn get(reader: &Reader<'_>, about: &str) -> Result<Option<Draft>, StoreError> {
    reader.row(
        include_str!("get.sql"),
        named_params! { ":about": about },
        draft,
    )
}

/// Drafts, last kept first.
pub fn all(reader: &Reader<'_>, page: Page) -> Result<Vec<Draft>, StoreError> {
    let params = named_params! { ":offset": page.offset(), ":limit": page.limit() };
    reader.rows(include_str!("all.sql"), params, draft)
}

/// Those about one member.
pub fn of_member(reader: &Reader<'_>, member: &str) -> Result<Vec<Draft>, StoreError> {
    reader.rows(
        include_str!("of_member.sql"),
        named_params! { ":member": member },
        draft,
    )
}

/// Drops the draft about a thing that is signed, saved or discarded; tells whether there was one.
pub fn drop(writer: &Writer<'_>, about: &str) -> Result<bool, StoreError> {
    let touched = writer.run(include_str!("drop.sql"), named_params! { ":about": about })?;
    writer.note(Topic::new("drafts"));
    Ok(touched == 1)
}

fn draft(row: &Row<'_>) -> rusqlite::Result<Draft> {
    Ok(Draft {
        about: row.get("about")?,
        member: row.get("member")?,
        body: row.get("body")?,
        kept_at: row.get("kept_at")?,
    })
}
