//! The layout as shipped, and every statement against it.

use std::fs;
use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;
use expect_test::expect_file;
use sha2::{Digest, Sha256};

use super::*;

mod views;

/// Statements that run while somebody waits: none of them may read a whole table.
const HOT: &[&str] = &[
    "acked/drop_through.sql",
    "acked/of_entity.sql",
    "acked/through.sql",
    "audit/after.sql",
    "audit/append.sql",
    "audit/at.sql",
    "audit/head.sql",
    "audit/place.sql",
    "audit/trim.sql",
    "audit/witness.sql",
    "audit/witness_at.sql",
    "drafts/all.sql",
    "drafts/get.sql",
    "drafts/keep.sql",
    "entities/said_since.sql",
    "entities/count.sql",
    "entities/count_conflicts.sql",
    "entities/get.sql",
    "entities/of_kind.sql",
    "entities/of_stream.sql",
    "entities/put.sql",
    "entities/known_as.sql",
    "entities/with_conflicts.sql",
    "members/page.sql",
    "members/search.sql",
    "meta/get.sql",
    "outbox/get.sql",
    "outbox/mark_offered.sql",
    "outbox/next.sql",
    "outbox/of_entity.sql",
    "outbox/take.sql",
    "outbox/streams.sql",
    "receipts/count_since.sql",
    "receipts/drop_old.sql",
    "receipts/page.sql",
    "receipts/parked.sql",
    "records/about.sql",
    "records/about_members.sql",
    "records/get.sql",
    "records/last_by_device.sql",
    "records/mark_received.sql",
    "records/of_stream.sql",
    "records/signed_since.sql",
    "records/words.sql",
    "reviews/count_open.sql",
    "reviews/open.sql",
    "streams/get.sql",
    "streams/set_cursor.sql",
    "tasks/due_by.sql",
    "visits/meetings.sql",
    "visits/meetings_of.sql",
    "visits/on.sql",
];

/// Tests run in the folder of their package.
fn root(path: &str) -> PathBuf {
    std::path::absolute(path).unwrap()
}

fn newest() -> Connection {
    let mut db = Connection::open_in_memory().unwrap();
    db.pragma_update(None, "trusted_schema", "OFF").unwrap();
    migrate(&mut db, 0).unwrap();
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
}

#[test]
fn every_statement_fits_the_newest_schema() {
    let mut found = Vec::new();
    statements(&root("src"), &mut found);
    assert!(HOT.len() < found.len());
    let db = newest();
    for path in found {
        let sql = fs::read_to_string(&path).unwrap();
        assert!(
            !sql.contains('?'),
            "{} has an unnamed parameter",
            path.display()
        );
        db.prepare(&sql)
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }
}

#[test]
fn no_hot_statement_reads_a_whole_table() {
    let db = newest();
    for name in HOT {
        let sql = fs::read_to_string(root("src").join(name)).unwrap();
        let mut plan = db.prepare(&format!("explain query plan {sql}")).unwrap();
        let steps: Vec<String> = plan
            .raw_query()
            .mapped(|row| row.get(3))
            .collect::<rusqlite::Result<_>>()
            .unwrap();
        // An index that is read in order up to a limit, and the virtual tables' own search, are no scans.
        let scan = |step: &&String| {
            step.starts_with("SCAN")
                && !step.contains("INDEX")
                && !step.contains("CONSTANT ROW")
                && !step.starts_with("SCAN outbox") // in the order of its key, up to a limit
        };
        assert_eq!(steps.iter().find(scan), None, "{name}: {steps:#?}");
        let sort = |step: &&String| step.contains("TEMP B-TREE FOR") && step.contains("ORDER BY");
        if *name != "members/search.sql" {
            assert_eq!(steps.iter().find(sort), None, "{name}: {steps:#?}");
        }
    }
}

#[test]
fn a_shipped_migration_never_changes() {
    let mut names: Vec<String> = fs::read_dir(root("../../migrations/device"))
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
    let lock = fs::read_to_string(root("../../migrations/device/LOCK")).unwrap();
    assert_eq!(lock, lines.concat());
}

#[test]
fn the_schema_kept_for_reading_is_current() {
    expect_file![root("../../migrations/device/schema.sql")].assert_eq(&schema().unwrap());
}

#[test]
fn a_search_index_built_with_the_schema_may_be_used_by_its_triggers() {
    let db = newest();
    db.execute_batch(
        r#"insert into entity (id, stream, kind, data, heads, conflicts, changed_at)
           values ('a', 'm:a', 'member', '{"names":{"given":["Ana"],"family":"Ruiz"}}', '{}', 0, 1);
           insert into member_name (rowid, names) select row, 'Ana Ruiz' from entity;
           delete from entity;"#,
    )
    .unwrap();
    let left: u32 = db
        .query_row("select count(*) from member_name", [], |row| row.get(0))
        .unwrap();
    assert_eq!(left, 0);
}
