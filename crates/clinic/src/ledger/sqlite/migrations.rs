//! The ledger's layout, version by version.
//!
//! The index of a migration is the version it starts from. A shipped migration never changes; `migrations/clinic/LOCK`
//! holds their hashes, and `migrations/clinic/schema.sql` shows what they come to.

use rusqlite::{Connection, TransactionBehavior};

use crate::ledger::LedgerError;

const MIGRATIONS: &[&str] = &[
    include_str!("../../../../../migrations/clinic/0001_foundation.sql"),
    include_str!("../../../../../migrations/clinic/0002_scope.sql"),
    include_str!("../../../../../migrations/clinic/0003_life.sql"),
    include_str!("../../../../../migrations/clinic/0004_clinic_first.sql"),
    include_str!("../../../../../migrations/clinic/0005_files.sql"),
    include_str!("../../../../../migrations/clinic/0006_long_rows.sql"),
    include_str!("../../../../../migrations/clinic/0007_compaction.sql"),
    include_str!("../../../../../migrations/clinic/0008_one_person.sql"),
    include_str!("../../../../../migrations/clinic/0009_how_much_there_is.sql"),
    include_str!("../../../../../migrations/clinic/0010_recovery.sql"),
    include_str!("../../../../../migrations/clinic/0011_custody.sql"),
    include_str!("../../../../../migrations/clinic/0012_audit.sql"),
    include_str!("../../../../../migrations/clinic/0013_incidents.sql"),
    include_str!("../../../../../migrations/clinic/0014_open_glass.sql"),
    include_str!("../../../../../migrations/clinic/0015_masks.sql"),
];

/// Brings a ledger up to the version this build writes: wholly, or not at all.
pub(super) fn migrate(db: &mut Connection) -> Result<(), LedgerError> {
    let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let version: u32 = transaction.query_row("pragma user_version", [], |row| row.get(0))?;
    let found = usize::try_from(version).unwrap_or(usize::MAX);
    let known = MIGRATIONS.len();
    if known < found {
        return Err(LedgerError::FromTheFuture { found, known });
    }
    for step in MIGRATIONS.iter().skip(found) {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(
        None,
        "user_version",
        u32::try_from(known).unwrap_or(u32::MAX),
    )?;
    Ok(transaction.commit()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    use std::fs;
    use std::path::{Path, PathBuf};

    use data_encoding::HEXLOWER;
    use expect_test::expect_file;
    use sha2::{Digest, Sha256};

    const NOW: &str = "select sql
                       from sqlite_schema
                       where sql is not null and name not glob 'sqlite_*'
                       order by rowid";

    /// Tests run in the folder of their package.
    fn root(path: &str) -> PathBuf {
        std::path::absolute(path).unwrap()
    }

    fn newest() -> Connection {
        let mut db = Connection::open_in_memory().unwrap();
        migrate(&mut db).unwrap();
        db
    }

    fn statements(dir: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                statements(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "sql") {
                found.push(path);
            }
        }
        found.sort();
    }

    /// What SQLite reads, by its place in the crate.
    fn ours() -> Vec<(String, String)> {
        let mut found = Vec::new();
        statements(&root("src"), &mut found);
        let place = |path: &PathBuf| {
            path.strip_prefix(root("src"))
                .unwrap()
                .display()
                .to_string()
        };
        found
            .iter()
            .map(|path| (place(path), fs::read_to_string(path).unwrap()))
            // What only PostgreSQL reads is tried there.
            .filter(|(place, _)| !place.contains("/postgres/") && !place.ends_with(".pg.sql"))
            .collect()
    }

    #[test]
    fn every_statement_fits_the_newest_schema() {
        let db = newest();
        for (place, sql) in ours() {
            assert!(!sql.contains('?'), "{place} has an unnamed parameter");
            db.prepare(&sql)
                .unwrap_or_else(|error| panic!("{place}: {error}"));
        }
    }

    /// Read everything of the clinic, and are meant to: asked for by hand, once in a ledger's life, for a table that is
    /// small, or because it concerns everybody.
    const READ_ALL: [&str; 31] = [
        "assign/by_number.sql",
        "audit/head.sql",
        "audit/sealed_head.sql",
        "audit/whole.sql",
        "custody/lease_days.sql",
        "custody/pin_policy.sql",
        "custody/withdraw.sql",
        "devices/all.sql",
        "devices/left_drafts.sql",
        "devices/owing.sql",
        "incidents/all.sql",
        "ledger/aged.sql",
        "ledger/await_by_all.sql",
        "ledger/backups.sql",
        "ledger/forget_marks.sql",
        "ledger/forget_masks.sql",
        "ledger/forget_pending.sql",
        // Of the ledger's earlier lives the first, if there is one.
        "ledger/has_held.sql",
        "ledger/incarnate.sql",
        "ledger/of_unknown_kind.sql",
        "ledger/safe_era.sql",
        "ledger/whole_files.sql",
        "recovery/all.sql",
        "recovery/count_wrong.sql",
        "recovery/give_up.sql",
        "recovery/newest_key.sql",
        "reviews/counts.sql",
        "staff/begun.sql",
        "staff/grant_all.sql",
        "verify/operations.sql",
        "verify/records.sql",
    ];

    #[test]
    fn no_other_statement_reads_everything_of_a_clinic() {
        let db = newest();
        let reads_all: Vec<String> = ours()
            .into_iter()
            .filter(|(_, sql)| {
                let mut plan = db.prepare(&format!("explain query plan {sql}")).unwrap();
                let steps = plan.raw_query().mapped(|row| row.get::<_, String>(3));
                steps.map(Result::unwrap).any(|step| {
                    let by_clinic_alone =
                        step.ends_with("(clinic_id=?)") && !step.starts_with("SEARCH clinic ");
                    by_clinic_alone || (step.starts_with("SCAN") && step != "SCAN CONSTANT ROW")
                })
            })
            .map(|(place, _)| place)
            .collect();
        assert_eq!(reads_all, READ_ALL);
    }

    #[test]
    fn a_shipped_migration_never_changes() {
        let mut names: Vec<String> = fs::read_dir(root("../../migrations/clinic"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.starts_with(|first: char| first.is_ascii_digit()))
            .collect();
        names.sort();
        assert_eq!(names.len(), MIGRATIONS.len());
        let lines: Vec<String> = names
            .iter()
            .zip(MIGRATIONS)
            .map(|(name, sql)| format!("{}  {name}\n", HEXLOWER.encode(&Sha256::digest(sql))))
            .collect();
        let lock = fs::read_to_string(root("../../migrations/clinic/LOCK")).unwrap();
        assert_eq!(lock, lines.concat());
    }

    #[test]
    fn the_schema_kept_for_reading_is_current() {
        let mut text = String::from(
            "-- Generated by `UPDATE_EXPECT=1 cargo test -p clinic schema`: the ledger's schema now. Do not edit.\n",
        );
        let db = newest();
        let mut statement = db.prepare(NOW).unwrap();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let sql: String = row.get(0).unwrap();
            text = format!("{text}\n{sql};\n");
        }
        expect_file![root("../../migrations/clinic/schema.sql")].assert_eq(&text);
    }

    #[test]
    fn what_was_there_before_the_clinic_came_first_is_there_after() {
        let mut db = Connection::open_in_memory().unwrap();
        for step in &MIGRATIONS[..3] {
            db.execute_batch(step).unwrap();
        }
        let id = "0197a3c0-1f5e-7000-8000-0000000000ab";
        db.execute_batch(&format!(
            "pragma user_version = 3;
             insert into clinic (one, id, name, epoch, device, era) values (1, '{id}', 'North', 'e', 'd', 4);
             insert into operations (id, device, inc, dseq, in_chain, stream, body, hash, answer, parked, received_at)
             values ('o', 'd', 2, 7, 1, 's', 'text', 'h', '{{}}', null, 9);
             insert into streams (id, head) values ('m:1', 3);
             insert into grants (stream, staff, from_at, to_at, from_ver, to_ver) values ('m:1', 'a', 1, null, 5, null);"
        ))
        .unwrap();
        migrate(&mut db).unwrap();
        let all = "select hex(clinic.clinic_id), clinic.era, operations.inc, operations.body, streams.head, grants.from_ver
                   from clinic
                   join operations on operations.clinic_id = clinic.clinic_id
                   join streams on streams.clinic_id = clinic.clinic_id
                   join grants on grants.clinic_id = clinic.clinic_id";
        let row = db.query_row(all, [], |row| {
            let numbers: [i64; 4] = [row.get(1)?, row.get(2)?, row.get(4)?, row.get(5)?];
            Ok((row.get::<_, String>(0)?, numbers, row.get::<_, String>(3)?))
        });
        let hex = id.replace('-', "").to_uppercase();
        assert_eq!(row.unwrap(), (hex, [4, 2, 3, 5], "text".to_owned()));
        assert!(db.execute_batch("delete from operations").is_err());
    }

    #[test]
    fn a_ledger_of_a_newer_version_is_left_alone() {
        let mut db = newest();
        db.pragma_update(None, "user_version", 99).unwrap();
        let refused = migrate(&mut db);
        assert!(matches!(
            refused,
            Err(LedgerError::FromTheFuture {
                found: 99,
                known: 15
            })
        ));
    }
}
