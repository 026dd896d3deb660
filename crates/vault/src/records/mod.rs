//! What is signed and never changes again: notes, addenda, assessments and attempts. The store itself refuses to change or delete one.

use std::fmt;

use rusqlite::{Row, named_params};

use crate::{Page, Reader, StoreError, Writer};

/// One signed record.
#[derive(Clone, PartialEq, Eq)]
pub struct Record {
    /// Its id.
    pub id: String,
    /// The stream it belongs to.
    pub stream: String,
    /// The word of care for what it is.
    pub kind: String,
    /// The entity or record it is about.
    pub about: String,
    /// Exactly the text that was signed.
    pub body: String,
    /// Hash of the body.
    pub hash: String,
    /// The author's signature over the hash.
    pub sig: String,
    /// Hash of the record the same device signed before; none for its first.
    pub prev_hash: Option<String>,
    /// Who signed.
    pub author: String,
    /// On which device.
    pub device: String,
    /// When, by that device's clock.
    pub signed_at: i64,
    /// When the clinic had it; none until its receipt is here.
    pub received_at: Option<i64>,
}

impl fmt::Debug for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Record")
            .field("id", &self.id)
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

/// What became of a record that was to be inserted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inserted {
    /// It was not known and is kept now.
    New,
    /// The same record was here already.
    Known,
    /// Another record has its id, and was left as it is.
    Differs,
}

/// Keeps a record. One that is here already stays as it is.
pub fn insert(writer: &Writer<'_>, record: &Record) -> Result<Inserted, StoreError> {
    if let Some(known) = get(writer, &record.id)? {
        let same = known.hash == record.hash && known.body == record.body;
        return Ok(if same {
            Inserted::Known
        } else {
            Inserted::Differs
        });
    }
    let params = named_params! {
        ":id": record.id, ":stream": record.stream, ":kind": record.kind, ":about": record.about,
        ":body": record.body, ":hash": record.hash, ":sig": record.sig, ":prev_hash": record.prev_hash,
        ":author": record.author, ":device": record.device, ":signed_at": record.signed_at,
        ":received_at": record.received_at,
    };
    writer.run(include_str!("insert.sql"), params)?;
    let words: Option<(i64, Option<String>)> = writer.row(
        include_str!("words.sql"),
        named_params! { ":id": record.id },
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    // Not by a trigger, as with entities: see there.
    if let Some((row, Some(words))) = words {
        let params = named_params! { ":row": row, ":words": words };
        writer.run(include_str!("add_words.sql"), params)?;
    }
    writer.note_all(&record.kind, &record.stream);
    Ok(Inserted::New)
}

/// Notes when the clinic had it, once; tells whether that was news.
pub fn mark_received(writer: &Writer<'_>, id: &str, received_at: i64) -> Result<bool, StoreError> {
    let Some(record) = get(writer, id)? else {
        return Ok(false);
    };
    let params = named_params! { ":id": id, ":received_at": received_at };
    let touched = writer.run(include_str!("mark_received.sql"), params)?;
    writer.note_all(&record.kind, &record.stream);
    Ok(touched == 1)
}

/// Puts a record right that is not as it was signed. The store refuses it unless its stream is fetched anew.
pub fn put_right(writer: &Writer<'_>, record: &Record) -> Result<(), StoreError> {
    writer.run(include_str!("drop.sql"), named_params! { ":id": record.id })?;
    insert(writer, record).map(drop)
}

/// Those of one stream that the clinic has had, each with its text and the text's hash.
pub fn received(
    reader: &Reader<'_>,
    stream: &str,
) -> Result<Vec<(String, String, String)>, StoreError> {
    let params = named_params! { ":stream": stream };
    reader.rows(include_str!("received.sql"), params, |row| {
        Ok((row.get("id")?, row.get("body")?, row.get("hash")?))
    })
}

/// One record by its id.
pub fn get(reader: &Reader<'_>, id: &str) -> Result<Option<Record>, StoreError> {
    reader.row(include_str!("get.sql"), named_params! { ":id": id }, record)
}

/// Those about one entity or record, in the order they came; a visit's note, a note's addenda.
pub fn about(reader: &Reader<'_>, about: &str) -> Result<Vec<Record>, StoreError> {
    reader.rows(
        include_str!("about.sql"),
        named_params! { ":about": about },
        record,
    )
}

/// Those of one stream, newest first.
pub fn of_stream(reader: &Reader<'_>, stream: &str, page: Page) -> Result<Vec<Record>, StoreError> {
    let params =
        named_params! { ":stream": stream, ":offset": page.offset(), ":limit": page.limit() };
    reader.rows(include_str!("of_stream.sql"), params, record)
}

/// Those of two kinds that are about members themselves, whoever they are, stream by stream in the order they came.
pub fn about_members(
    reader: &Reader<'_>,
    [kind, other]: [&str; 2],
    page: Page,
) -> Result<Vec<Record>, StoreError> {
    let params = named_params! {
        ":kind": kind, ":other": other, ":offset": page.offset(), ":limit": page.limit(),
    };
    reader.rows(include_str!("about_members.sql"), params, record)
}

/// Those signed since an instant by their own device's clock, in no order, whatever stream they belong to.
pub fn signed_since(
    reader: &Reader<'_>,
    since: i64,
    page: Page,
) -> Result<Vec<Record>, StoreError> {
    let params =
        named_params! { ":since": since, ":offset": page.offset(), ":limit": page.limit() };
    reader.rows(include_str!("signed_since.sql"), params, record)
}

/// The record a device signed last: its chain goes on from there.
pub fn last_by_device(reader: &Reader<'_>, device: &str) -> Result<Option<Record>, StoreError> {
    reader.row(
        include_str!("last_by_device.sql"),
        named_params! { ":device": device },
        record,
    )
}

fn record(row: &Row<'_>) -> rusqlite::Result<Record> {
    Ok(Record {
        id: row.get("id")?,
        stream: row.get("stream")?,
        kind: row.get("kind")?,
        about: row.get("about")?,
        body: row.get("body")?,
        hash: row.get("hash")?,
        sig: row.get("sig")?,
        prev_hash: row.get("prev_hash")?,
        author: row.get("author")?,
        device: row.get("device")?,
        signed_at: row.get("signed_at")?,
        received_at: row.get("received_at")?,
    })
}

#[cfg(test)]
mod tests {
    use crate::migrations;

    fn kept() -> rusqlite::Connection {
        let mut db = rusqlite::Connection::open_in_memory().unwrap();
        db.pragma_update(None, "recursive_triggers", "ON").unwrap();
        migrations::migrate(&mut db, 0).unwrap();
        db.execute_batch(
            "insert into record (id, stream, kind, about, body, hash, sig, author, device, signed_at)
             values ('r1', 'm:1', 'note', 'v1', '{}', 'h', 's', 'a', 'd', 1)",
        )
        .unwrap();
        db
    }

    #[test]
    fn a_record_cannot_be_changed_replaced_or_deleted() {
        let db = kept();
        for attempt in [
            "update record set body = '{\"a\":1}'",
            "update record set received_at = 5, hash = 'x'",
            "update record set author = 'b', received_at = 5",
            "delete from record",
            "insert or replace into record (id, stream, kind, about, body, hash, sig, author, device, signed_at)
             values ('r1', 'm:1', 'note', 'v1', '{}', 'x', 's', 'a', 'd', 1)",
        ] {
            assert!(db.execute_batch(attempt).is_err(), "{attempt}");
        }
        db.execute_batch("update record set received_at = 5")
            .unwrap();
        for attempt in [
            "update record set received_at = 6",
            "update record set received_at = null",
        ] {
            assert!(db.execute_batch(attempt).is_err(), "{attempt}");
        }
    }
}
