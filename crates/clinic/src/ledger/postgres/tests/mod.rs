//! The ledger on a real PostgreSQL: what every ledger must do, and what only this one could get wrong.

mod audit;
mod faults;
mod gap;
mod incidents;
mod moved;
mod shared;

/// A cluster of the tests' own.
#[expect(dead_code, reason = "the torture uses more of it")]
#[expect(unreachable_pub, reason = "the world of the tests shows it to others")]
#[path = "../../../../../../tests/world/postgres.rs"]
mod cluster;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use ambient::Fixed;
use care::{ClinicId, MemberId, StaffId};
use data_encoding::HEXLOWER;
use sha2::{Digest as _, Sha256};
use sync::wire::ChangeItem;
use sync::{Ledger as _, StreamId};
use tempfile::TempDir;
use uuid::Uuid;

use super::migrations::MIGRATIONS;
use super::session::Purpose;
use super::{DatabaseUrl, Pool};
use crate::ledger::tests::every_ledger;
use crate::ledger::{LedgerError, LedgerPlace, Store, TallyKey, Tx, params};
use cluster::{cluster, looks_into};

fn tally() -> TallyKey {
    TallyKey::new([3; 32])
}

fn place(url: &str) -> LedgerPlace {
    LedgerPlace::Postgres(DatabaseUrl::read(url).unwrap())
}

/// A new clinic in a database, with the folder that names it.
fn clinic(url: &str, chance: u64) -> (Store, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let store = again(url, folder.path(), chance);
    (store, folder)
}

/// Another server of the same clinic.
fn again(url: &str, folder: &Path, chance: u64) -> Store {
    let ambient = Fixed::new(1_000, chance).ambient();
    Store::open_at(folder, &place(url), tally(), &ambient).unwrap_or_else(|error| panic!("{error}"))
}

fn stream(n: u128) -> StreamId {
    StreamId::Member(MemberId(Uuid::from_u128(n)))
}

fn op(n: u128) -> care::OpId {
    care::OpId(Uuid::from_u128(n))
}

fn item() -> ChangeItem {
    ChangeItem::Entity {
        entity: care::EntityId(Uuid::from_u128(1)),
        kind: "task".to_owned(),
        fields: std::collections::BTreeMap::new(),
    }
}

fn append(store: &Store, n: u128, of: &StreamId) -> Result<u64, LedgerError> {
    store.transact(1, |tx| {
        tx.lock_streams(std::slice::from_ref(of))?;
        tx.append(of, op(n), &item())
    })
}

#[test]
fn it_does_what_every_ledger_must() {
    let url = cluster().database();
    for case in 0..every_ledger::CASES {
        let chance = u64::try_from(case).unwrap();
        // Each a clinic of its own, all in one database: what one did is nothing to the next.
        let (store, _folder) = clinic(&url, chance);
        let done = store.transact(1, |tx| {
            every_ledger::cases()[case](tx);
            Ok::<_, LedgerError>(())
        });
        done.unwrap();
    }
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
fn every_statement_fits_and_names_its_clinic() {
    let pool = Pool::new(DatabaseUrl::read(&cluster().database()).unwrap());
    let mut loan = pool.begin(Purpose::ToWrite).unwrap();
    let session = loan.session().unwrap();
    super::migrations::migrate(session).unwrap();
    let mut found = Vec::new();
    statements(Path::new("src"), &mut found);
    assert!(!found.is_empty());
    for path in &found {
        let sql = fs::read_to_string(path).unwrap();
        let place = path.display();
        let tables = sql.matches("\nfrom ").count().max(1);
        assert!(
            tables <= sql.matches(":clinic").count(),
            "{place} reads other clinics' rows"
        );
        let joins = sql.matches("join ").count();
        assert!(
            joins <= sql.matches(".clinic_id = ").count(),
            "{place} joins other clinics' rows"
        );
        // What only SQLite reads has its twin.
        if !found.contains(&path.with_extension("pg.sql")) {
            session
                .fits(&sql)
                .unwrap_or_else(|error| panic!("{place}: {error}"));
        }
    }
}

#[test]
fn every_key_begins_with_the_clinic_and_nothing_counts_or_refers() {
    let url = cluster().database();
    let (_store, _folder) = clinic(&url, 1);
    let mut client = looks_into(&url);
    let unique = "select c.relname, a.attname
        from pg_index i
        join pg_class c on c.oid = i.indexrelid
        join pg_namespace n on n.oid = c.relnamespace
        join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
        where n.nspname = 'satchel' and c.relname <> 'layout_pkey'";
    let keys = client.query(unique, &[]).unwrap();
    assert!(20 < keys.len());
    for key in keys {
        let (name, first): (String, String) = (key.get(0), key.get(1));
        assert_eq!(first, "clinic_id", "{name}");
    }
    let others = "select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'satchel' and c.relkind = 'S'
        union all
        select count(*) from pg_constraint c join pg_namespace n on n.oid = c.connamespace
        where n.nspname = 'satchel' and c.contype = 'f'";
    let counts = client.query(others, &[]).unwrap();
    assert!(counts.iter().all(|row| row.get::<_, i64>(0) == 0));
}

/// What docs/operations.md says to distribute, by its clinic, is every table a clinic has.
#[test]
fn the_recipe_for_many_clinics_names_every_table() {
    let url = cluster().database();
    let (_store, _folder) = clinic(&url, 1);
    let mut client = looks_into(&url);
    let tables = "select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'satchel' and c.relkind = 'r' and c.relname not in ('layout', 'clinic')";
    let rows = client.query(tables, &[]).unwrap();
    let there: BTreeSet<String> = rows.iter().map(|row| row.get(0)).collect();
    let recipe = include_str!("../../../../../../docs/operations.md");
    let (_, list) = recipe.split_once("from unnest(array[").unwrap();
    let (list, _) = list.split_once(']').unwrap();
    let named = list.split(',').map(|name| name.trim().trim_matches('\''));
    let named: BTreeSet<String> = named.map(str::to_owned).collect();
    assert_eq!(named, there);
}

#[test]
fn operations_and_records_are_never_changed_nor_deleted() {
    let (store, _folder) = clinic(&cluster().database(), 1);
    let record = "insert into records (clinic_id, id, stream, kind, about, author, device, body, hash, signature, prev, received_at)
        values (:clinic, :id, 's', 'note', :id, 'a', :id, :body, 'h', 'g', 'p', 1)";
    let operation = "insert into operations (clinic_id, id, device, dseq, in_chain, stream, body, hash, answer, received_at)
        values (:clinic, :id, :id, 1, 1, 's', :body, 'h', '{}', 1)";
    for sql in [record, operation] {
        let id = Uuid::from_u128(5).to_string();
        store
            .transact(1, |tx| tx.run(sql, params! { ":id": id, ":body": "{}" }))
            .unwrap();
    }
    for table in ["operations", "records"] {
        for sql in ["delete from {}", "update {} set hash = ''", "truncate {}"] {
            let sql = sql.replace("{}", table);
            let done = store.transact(2, |tx| tx.run(&sql, &[]));
            assert!(
                matches!(done, Err(LedgerError::Postgres { .. })),
                "{sql}: {done:?}"
            );
        }
    }
}

#[test]
fn a_shipped_migration_never_changes() {
    let folder = Path::new("../../migrations/postgres");
    let mut names: Vec<String> = fs::read_dir(folder)
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
    assert_eq!(
        fs::read_to_string(folder.join("LOCK")).unwrap(),
        lines.concat()
    );
}

#[test]
fn a_layout_of_a_newer_version_is_left_alone() {
    let url = cluster().database();
    let (_store, folder) = clinic(&url, 1);
    looks_into(&url)
        .batch_execute("insert into satchel.layout (version) values (99)")
        .unwrap();
    let ambient = Fixed::new(1, 1).ambient();
    let refused = Store::open_at(folder.path(), &place(&url), tally(), &ambient).err();
    assert!(matches!(
        refused,
        Some(LedgerError::FromTheFuture {
            found: 99,
            known: 10
        })
    ));
}

#[test]
fn clinics_in_one_database_do_not_see_each_other() {
    let url = cluster().database();
    let ((one, folder), (other, _)) = (clinic(&url, 1), clinic(&url, 2));
    let ana = StaffId(Uuid::from_u128(4));
    let grant = |store: &Store| store.transact(1, |tx| tx.grant(&stream(7), &[ana]));
    append(&one, 1, &stream(7)).unwrap();
    grant(&one).unwrap();
    let seen = |store: &Store| {
        store.read(|tx| {
            let changes = tx.changes(&stream(7), 0, usize::MAX)?.len();
            Ok::<_, LedgerError>((
                changes,
                tx.head(&stream(7))?,
                tx.is_granted(&stream(7))?,
                tx.gver(ana)?,
            ))
        })
    };
    assert_eq!(seen(&one).unwrap(), (1, 1, true, 1));
    assert_eq!(seen(&other).unwrap(), (0, 0, false, 0));
    // The same member's stream, of another clinic: it begins at its own first place.
    assert_eq!(append(&other, 1, &stream(7)).unwrap(), 1);
    let founding = |store: &Store| {
        let read = |tx: &Tx<'_>| Ok::<_, LedgerError>(tx.founding()?.unwrap());
        store.read(read).unwrap()
    };
    assert_ne!(founding(&one), founding(&other));
    assert_eq!(founding(&again(&url, folder.path(), 9)), founding(&one));
}

#[test]
fn a_folder_says_where_its_ledger_is() {
    let url = cluster().database();
    let ambient = Fixed::new(1, 1).ambient();
    let (store, folder) = clinic(&url, 1);
    drop(store);
    let open = |folder: &Path, place: &LedgerPlace| {
        Store::open_at(folder, place, tally(), &ambient).map(drop)
    };
    let in_folder = open(folder.path(), &LedgerPlace::InFolder);
    assert!(matches!(in_folder, Err(LedgerError::InPostgres)));
    assert!(!folder.path().join("ledger.db").exists());
    let elsewhere = open(folder.path(), &place(&cluster().database()));
    assert!(matches!(elsewhere, Err(LedgerError::AnotherPostgres)));
    let file = tempfile::tempdir().unwrap();
    open(file.path(), &LedgerPlace::InFolder).unwrap();
    assert!(matches!(
        open(file.path(), &place(&url)),
        Err(LedgerError::InFile)
    ));
}

fn clinic_of(tx: &Tx<'_>) -> ClinicId {
    tx.clinic()
}

#[test]
fn over_tls_the_server_proves_its_name() {
    let url = cluster().database();
    let (over_tls, authority) = cluster().over_tls(&url);
    let known = format!("{over_tls}&sslrootcert={}", authority.display());
    let (store, _folder) = clinic(&known, 1);
    store
        .read(|tx| Ok::<_, LedgerError>(clinic_of(tx)))
        .unwrap();
    let stranger = tempfile::NamedTempFile::new().unwrap();
    let other = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    fs::write(stranger.path(), other.cert.pem()).unwrap();
    let unknown = format!("{over_tls}&sslrootcert={}", stranger.path().display());
    let ambient = Fixed::new(1, 1).ambient();
    let folder = tempfile::tempdir().unwrap();
    let refused = Store::open_at(folder.path(), &place(&unknown), tally(), &ambient).err();
    assert!(matches!(refused, Some(LedgerError::Unreachable)));
    let nobody = "postgres://satchel@localhost:1/clinic";
    let refused = Store::open_at(folder.path(), &place(nobody), tally(), &ambient).err();
    assert!(matches!(refused, Some(LedgerError::Unreachable)));
    let (_, database) = url.rsplit_once('/').unwrap();
    let no_database = url.replace(database, "nowhere");
    let refused = Store::open_at(folder.path(), &place(&no_database), tally(), &ambient).err();
    assert!(matches!(refused, Some(LedgerError::NotLetIn { .. })));
}
