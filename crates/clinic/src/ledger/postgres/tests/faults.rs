//! PostgreSQL goes away in the middle and comes back: nothing half is kept, and the next one is served.

use std::thread;

use sync::Ledger as _;

use super::cluster::{Cluster, kills};
use super::{Store, append, clinic, item, op, stream};
use crate::ledger::{LedgerError, Tx};

fn process(tx: &Tx<'_>) -> Result<i64, LedgerError> {
    let pid = tx.one("select cast(pg_backend_pid() as bigint)", &[], |row| {
        row.get(0)
    })?;
    pid.ok_or(LedgerError::Malformed)
}

/// The head of the stream, as soon as PostgreSQL has found itself again.
fn head(store: &Store) -> u64 {
    loop {
        match store.read(|tx| tx.head(&stream(1))) {
            Err(LedgerError::Unreachable) => thread::yield_now(),
            head => return head.unwrap(),
        }
    }
}

#[test]
fn a_process_that_is_killed_takes_only_what_was_under_way() {
    let cluster = Cluster::start();
    let (store, _folder) = clinic(&cluster.database(), 1);
    append(&store, 1, &stream(1)).unwrap();
    let broken = store.transact::<_, LedgerError>(1, |tx| {
        tx.append(&stream(1), op(2), &item())?;
        assert!(kills(process(tx)?));
        tx.append(&stream(1), op(3), &item())
    });
    assert!(
        matches!(broken, Err(LedgerError::Unreachable)),
        "{broken:?}"
    );
    assert_eq!(head(&store), 1);
    assert_eq!(append(&store, 2, &stream(1)).unwrap(), 2);
}

#[test]
fn a_server_that_stops_and_starts_is_found_again() {
    let cluster = Cluster::start();
    let (store, _folder) = clinic(&cluster.database(), 1);
    append(&store, 1, &stream(1)).unwrap();
    let broken = store.transact::<_, LedgerError>(1, |tx| {
        tx.append(&stream(1), op(2), &item())?;
        cluster.stops();
        // It sees nothing of that until it asks for more, here for the commit.
        Ok(())
    });
    assert!(
        matches!(broken, Err(LedgerError::Unreachable)),
        "{broken:?}"
    );
    assert!(matches!(
        append(&store, 2, &stream(1)),
        Err(LedgerError::Unreachable)
    ));
    cluster.starts();
    assert_eq!(head(&store), 1);
    assert_eq!(append(&store, 2, &stream(1)).unwrap(), 2);
}

#[test]
fn a_connection_that_broke_while_nobody_used_it_is_no_bodys_trouble() {
    let cluster = Cluster::start();
    let (store, _folder) = clinic(&cluster.database(), 1);
    append(&store, 1, &stream(1)).unwrap();
    cluster.stops();
    cluster.starts();
    assert_eq!(append(&store, 2, &stream(1)).unwrap(), 2);
}
