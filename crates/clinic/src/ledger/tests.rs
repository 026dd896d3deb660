//! The ledger keeps what it was given, in order, and gives nothing up.

use super::*;

use ambient::Fixed;
use care::{EntityId, GroupId, MemberId, OpId, Role, StaffId};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use sync::clinic::SystemWrite;
use sync::wire::OpResult;
use sync::{Ledger, StreamId, Write};
use uuid::Uuid;

/// What every ledger must do, this one and the simulation's alike.
#[path = "../../../../tests/suite/stores/ledger/mod.rs"]
pub(super) mod every_ledger;

fn in_line(store: &Store) -> usize {
    match &store.engine {
        Engine::Sqlite(file) => file.in_line(),
        Engine::Postgres(_) => 0,
    }
}

fn store(folder: &Path) -> Store {
    Store::open(
        folder,
        TallyKey::new([3; 32]),
        &Fixed::new(1_000, 7).ambient(),
    )
    .unwrap_or_else(|error| panic!("{error}"))
}

fn member() -> StreamId {
    StreamId::Member(MemberId(Uuid::from_u128(9)))
}

fn say(
    store: &Store,
    op: u128,
    stream: &StreamId,
    (kind, entity): (&str, u128),
    fields: &Value,
) -> OpResult {
    let fields = fields.as_object().unwrap().iter().map(|(field, value)| {
        (
            field.clone(),
            Write {
                value: value.clone(),
                parents: Vec::new(),
                saw: Value::Null,
            },
        )
    });
    let fields: BTreeMap<String, Write> = fields.collect();
    store
        .transact(op.try_into().unwrap(), |tx| {
            let device = tx.founding()?.ok_or(LedgerError::Malformed)?.device;
            let write = SystemWrite {
                op: OpId(Uuid::from_u128(op)),
                device,
                group: GroupId(Uuid::from_u128(op)),
                system: "test".to_owned(),
                stream: stream.clone(),
                entity: EntityId(Uuid::from_u128(entity)),
                kind: kind.to_owned(),
                fields: fields.clone(),
                at: tx.now(),
            };
            Ok::<_, LedgerError>(sync::clinic::write(tx, write)?.result)
        })
        .unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn places_have_no_gap_and_survive_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    for op in 1..=3 {
        let store = store(folder.path());
        let result = say(
            &store,
            op,
            &member(),
            ("task", 1),
            &json!({"what": op.to_string()}),
        );
        assert_eq!(result.seq(), u64::try_from(op).ok());
    }
    let changes = store(folder.path())
        .read(|tx| tx.changes(&member(), 1, usize::MAX))
        .unwrap();
    assert_eq!(
        changes.iter().map(|change| change.seq).collect::<Vec<_>>(),
        [2, 3]
    );
}

#[test]
fn what_fails_in_the_middle_leaves_no_trace() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    let failed: Result<(), LedgerError> = store.transact(1, |tx| {
        tx.grant(&member(), &[StaffId(Uuid::from_u128(1))])?;
        Err(LedgerError::Malformed)
    });
    assert!(failed.is_err());
    assert!(!store.read(|tx| tx.is_granted(&member())).unwrap());
}

/// Four come while the first one writes. None of them sees her work committed during her own turn, so all five share
/// one commit; the one that fails is missing from it, and nobody else is.
#[test]
fn those_who_wait_share_a_commit_and_one_that_fails_is_undone_alone() {
    const FAILS: u128 = 3;
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    let stream = |n: u128| StreamId::Member(MemberId(Uuid::from_u128(n)));
    let is_kept = |n| store.read(|tx| tx.is_granted(&stream(n))).unwrap();
    std::thread::scope(|scope| {
        let work = |n: u128| {
            store.transact(1, |tx| {
                assert!(!is_kept(0), "committed before the last one in line");
                tx.grant(&stream(n), &[StaffId(Uuid::from_u128(n))])?;
                if n == FAILS {
                    return Err(LedgerError::Malformed);
                }
                Ok(())
            })
        };
        let mut others = Vec::new();
        let first: Result<(), LedgerError> = store.transact(1, |tx| {
            tx.grant(&stream(0), &[StaffId(Uuid::from_u128(9))])?;
            others = (1..=4)
                .map(|n| scope.spawn(move || (n, work(n).is_ok(), is_kept(n))))
                .collect();
            while in_line(&store) < others.len() {
                std::thread::yield_now();
            }
            Ok(())
        });
        assert!(first.is_ok() && is_kept(0));
        for other in others {
            let (n, is_ok, was_kept) = other.join().unwrap();
            assert_eq!((is_ok, was_kept), (n != FAILS, n != FAILS), "{n}");
        }
    });
}

/// Gives the ledger's file so many pages at most.
fn pages(tx: &Tx<'_>, most: u32) -> Result<(), LedgerError> {
    let db::Db::Sqlite(db) = tx.db() else {
        panic!("no file")
    };
    db.pragma_update(None, "max_page_count", most)
        .map_err(LedgerError::Database)
}

/// The disk of a whole commit is full: everybody in it hears so, and the ledger goes on when there is room again.
#[test]
fn a_commit_that_fails_is_told_to_everybody_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    let much = "x".repeat(1_000_000);
    let fills: Result<(), LedgerError> = store.transact(1, |tx| {
        pages(tx, 1)?;
        tx.rename_clinic(&much)
    });
    assert!(fills.is_err());
    let again: Result<(), LedgerError> = store.transact(2, |tx| {
        pages(tx, u32::MAX)?;
        tx.rename_clinic("Room again")
    });
    assert!(again.is_ok(), "{again:?}");
}

/// The disk is full for one of two who share a commit: the other, whose work was done, hears the same reason.
#[test]
fn a_full_disk_is_told_to_whoever_shared_the_commit() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    let much = "x".repeat(1_000_000);
    std::thread::scope(|scope| {
        let mut other = None;
        let first: Result<(), LedgerError> = store.transact(1, |tx| {
            tx.grant(&member(), &[StaffId(Uuid::from_u128(1))])?;
            other = Some(scope.spawn(|| {
                store.transact(1, |tx| {
                    pages(tx, 1)?;
                    tx.rename_clinic(&much)
                })
            }));
            while in_line(&store) == 0 {
                std::thread::yield_now();
            }
            Ok(())
        });
        let other = other.unwrap().join().unwrap();
        assert!(other.is_err_and(|error| error.is_no_room()));
        assert!(first.is_err_and(|error| error.is_no_room()));
    });
    assert!(!store.read(|tx| tx.is_granted(&member())).unwrap());
    let again = store.transact(2, |tx| {
        pages(tx, u32::MAX)?;
        tx.rename_clinic("Room again")
    });
    assert!(again.is_ok(), "{again:?}");
}

#[test]
fn a_work_that_panics_leaves_no_trace_and_the_next_one_is_done() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    let panics = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        store.transact(1, |tx| {
            tx.grant(&member(), &[StaffId(Uuid::from_u128(1))])?;
            assert!(!tx.is_granted(&member())?, "a defect");
            Ok::<_, LedgerError>(())
        })
    }));
    assert!(panics.is_err());
    assert!(!store.read(|tx| tx.is_granted(&member())).unwrap());
    let next: Result<(), LedgerError> =
        store.transact(2, |tx| tx.grant(&member(), &[StaffId(Uuid::from_u128(1))]));
    assert!(next.is_ok());
}

#[test]
fn operations_and_records_are_never_changed_nor_deleted() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    say(&store, 1, &member(), ("task", 1), &json!({"what": "call"}));
    let insert = "insert into records (clinic_id, id, stream, kind, about, author, device, body, hash, signature, prev, received_at)
                  values (:clinic, 'r', 's', 'note', 'v', 'a', 'd', '{}', 'h', 'g', 'p', 1)";
    store.transact(1, |tx| tx.run(insert, &[])).unwrap();
    for table in ["operations", "records"] {
        for sql in [
            format!("delete from {table}"),
            format!("update {table} set body = ''"),
        ] {
            assert!(store.transact(2, |tx| tx.run(&sql, &[])).is_err(), "{sql}");
        }
        let replaced = store.transact(2, |tx| {
            tx.run(
                &format!("insert or replace into {table} select * from {table}"),
                &[],
            )
        });
        assert!(replaced.is_err(), "{table}");
    }
}

#[test]
fn grants_follow_the_episode_and_their_history_stays() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    let staff = |id: u128| Uuid::from_u128(id).to_string();
    let supervisor =
        json!({"names": {"given": ["Ruth"], "family": "Amat"}, "role": Role::Supervisor.code()});
    say(&store, 1, &StreamId::Clinic, ("staff", 30), &supervisor);
    let team = json!([{"staff": staff(20), "role": "nurse"}]);
    let lead = |id: u128| json!([{"staff": staff(id), "on": "2026-01-01"}]);
    say(
        &store,
        2,
        &member(),
        ("episode", 2),
        &json!({"leads": lead(10), "team": team}),
    );
    let holders = |store: &Store| {
        let all = store.read(|tx| {
            tx.all(
                "select staff from grants where to_at is null order by staff",
                &[],
                |row| row.get::<String>(0),
            )
        });
        all.unwrap()
    };
    assert_eq!(holders(&store), [staff(10), staff(20), staff(30)]);
    let episode = Uuid::from_u128(2);
    store
        .transact(5, |tx| {
            let mut state = tx
                .entity(EntityId(episode))?
                .ok_or(LedgerError::Malformed)?;
            state.fields.remove("leads");
            tx.put_entity(&state)
        })
        .unwrap();
    say(
        &store,
        6,
        &member(),
        ("episode", 2),
        &json!({"leads": lead(11)}),
    );
    assert_eq!(holders(&store), [staff(11), staff(20), staff(30)]);
    let count = store
        .read(|tx| tx.one("select count(*) from grants", &[], |row| row.get::<i64>(0)))
        .unwrap();
    assert_eq!(count, Some(4));
}

#[test]
fn nothing_of_the_ledger_can_be_read_from_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let words = "sing with the women of hall B";
    let open = store(folder.path());
    say(&open, 1, &member(), ("task", 1), &json!({"what": words}));
    drop(open);
    for file in std::fs::read_dir(folder.path()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        assert!(
            !bytes
                .windows(words.len())
                .any(|window| window == words.as_bytes())
        );
    }
}

#[test]
fn a_lost_or_wrong_key_is_said_and_nothing_is_made_anew() {
    let folder = tempfile::tempdir().unwrap();
    drop(store(folder.path()));
    let key = folder.path().join("ledger.key");
    std::fs::write(&key, "ab".repeat(sqlite::KEY_BYTES)).unwrap();
    let open = || {
        Store::open(
            folder.path(),
            TallyKey::new([3; 32]),
            &Fixed::new(1, 1).ambient(),
        )
        .err()
    };
    assert!(matches!(open(), Some(LedgerError::WrongKey)));
    std::fs::remove_file(&key).unwrap();
    assert!(matches!(open(), Some(LedgerError::KeyMissing)));
    assert!(!key.exists());
}

impl every_ledger::Enrols for Tx<'_> {
    fn enrols(&mut self, device: sync::Device, role: Role, public_key: &str) {
        let founding = self.founding().unwrap().unwrap();
        let write = |value: Value| Write {
            value,
            parents: Vec::new(),
            saw: Value::Null,
        };
        let names = json!({"given": ["Ruth"], "family": "Amat"});
        let somebody = SystemWrite {
            op: OpId(device.staff.0),
            device: founding.device,
            group: GroupId(device.staff.0),
            system: "test".to_owned(),
            stream: StreamId::Clinic,
            entity: device.staff.into(),
            kind: "staff".to_owned(),
            fields: BTreeMap::from([
                ("names".to_owned(), write(names)),
                ("role".to_owned(), write(json!(role))),
            ]),
            at: 0,
        };
        sync::clinic::write(self, somebody).unwrap();
        let enrolled = crate::EnrolledDevice {
            id: device.id,
            staff: device.staff,
            computer: "test".to_owned(),
            public_key: public_key.to_owned(),
            active: true,
            standing: sync::custody::DeviceStanding::Active,
            enrolled_at: 0,
            seen_at: None,
        };
        crate::devices::insert(self, &enrolled).unwrap();
    }
}

#[test]
fn it_does_what_every_ledger_must() {
    for case in 0..every_ledger::CASES {
        let folder = tempfile::tempdir().unwrap();
        let done = store(folder.path()).transact(1, |tx| {
            every_ledger::cases()[case](tx);
            Ok::<_, LedgerError>(())
        });
        done.unwrap();
    }
}

#[test]
fn a_ledger_of_an_earlier_release_keeps_its_seal_and_so_do_its_backups() {
    use super::sqlite::{Seal, key, keyed, opened};
    use rusqlite::OpenFlags;

    let room = tempfile::tempdir().unwrap();
    let (before, new) = (room.path().join("before"), room.path().join("new"));
    for folder in [&before, &new] {
        std::fs::create_dir(folder).unwrap();
    }
    let ambient = Fixed::new(1_000, 7).ambient();
    let key = key(&before, false, &ambient).unwrap();
    let flags = OpenFlags::default();
    keyed(&before.join(FILE), &key, flags, Seal::Sha512)
        .unwrap()
        .execute_batch("create table page (one); drop table page")
        .unwrap();
    let copy = room.path().join("copy.db");
    store(&before)
        .back_up(|_, _| copy.clone(), |_| Ok(()), &ambient)
        .unwrap();
    drop(store(&new));
    let new_key = std::fs::read_to_string(new.join("ledger.key")).unwrap();
    let seal = |path: &Path, key: &str| opened(path, key, flags).map(|(_, seal)| seal);
    assert_eq!(seal(&before.join(FILE), &key), Ok(Seal::Sha512));
    assert_eq!(seal(&copy, &key), Ok(Seal::Sha512));
    assert_eq!(seal(&new.join(FILE), &new_key), Ok(Seal::Sha256));
    let other = "a".repeat(96);
    assert!(seal(&new.join(FILE), &other).is_err());
}
