//! The store's layout, version by version.
//!
//! The index of a migration is the version it starts from. A shipped migration never changes; `migrations/device/LOCK`
//! holds their hashes.

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::StoreError;

const MIGRATIONS: &[&str] = &[
    include_str!("../../../../migrations/device/0001_foundation.sql"),
    include_str!("../../../../migrations/device/0002_scope.sql"),
    include_str!("../../../../migrations/device/0003_life.sql"),
    include_str!("../../../../migrations/device/0004_reviews.sql"),
    include_str!("../../../../migrations/device/0005_files.sql"),
    include_str!("../../../../migrations/device/0006_outbox_in_numbers.sql"),
    include_str!("../../../../migrations/device/0007_snapshots.sql"),
    include_str!("../../../../migrations/device/0008_one_person.sql"),
    include_str!("../../../../migrations/device/0009_written.sql"),
    include_str!("../../../../migrations/device/0010_audit.sql"),
    include_str!("../../../../migrations/device/0011_set_aside.sql"),
    include_str!("../../../../migrations/device/0012_words_leave_together.sql"),
    include_str!("../../../../migrations/device/0013_words_at_the_end.sql"),
];

/// The version this build writes.
pub const NEWEST: u32 = {
    #[expect(
        clippy::as_conversions,
        clippy::cast_possible_truncation,
        reason = "a short list, counted at compile time"
    )]
    let count = MIGRATIONS.len() as u32;
    count
};

/// Brings a store up to [`NEWEST`]: wholly, or not at all.
pub(crate) fn migrate(db: &mut Connection, version: u32) -> Result<(), StoreError> {
    if NEWEST <= version {
        return Ok(());
    }
    let tx = Transaction::new(db, TransactionBehavior::Immediate)?;
    let before = own_work(&tx, version)?;
    for step in MIGRATIONS
        .iter()
        .skip(usize::try_from(version).unwrap_or(usize::MAX))
    {
        tx.execute_batch(step)?;
    }
    if 0 < version && own_work(&tx, NEWEST)? != before {
        return Err(StoreError::Damaged);
    }
    tx.pragma_update(None, "user_version", NEWEST)?;
    Ok(tx.commit()?)
}

/// What only this device has: how many operations and drafts, and a check over them. A migration leaves it as it was.
fn own_work(db: &Connection, version: u32) -> Result<Option<(i64, i64, i64)>, StoreError> {
    if version == 0 {
        return Ok(None);
    }
    let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
    Ok(Some(db.query_row(include_str!("own_work.sql"), [], row)?))
}

/// The schema as it is now, for reading and for diffs; kept in `migrations/device/schema.sql`.
pub fn schema() -> Result<String, StoreError> {
    let mut db = Connection::open_in_memory()?;
    migrate(&mut db, 0)?;
    let mut text = String::from(
        "-- Printed by `UPDATE_EXPECT=1 cargo test -p vault`: the vault's schema now. Do not edit.\n",
    );
    let mut statement = db.prepare(include_str!("schema.sql"))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let sql: String = row.get(0)?;
        text.push('\n');
        text.push_str(&sql);
        text.push_str(";\n");
    }
    Ok(text)
}

#[cfg(test)]
mod tests;
