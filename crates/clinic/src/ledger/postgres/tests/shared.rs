//! Several servers of one clinic: who waits for whom, what is run again, and what is not lost between them.

use std::cell::Cell;
use std::sync::mpsc::channel;
use std::thread;

use care::{DeviceId, StaffId};
use sync::wire::Cursor;
use sync::{Device, Ledger as _};
use uuid::Uuid;

use super::{again, append, clinic, cluster, item, looks_into, op, stream};
use crate::EnrolledDevice;
use crate::ledger::LedgerError;

const LAPTOP: Device = Device {
    id: DeviceId(Uuid::from_u128(0x100)),
    staff: StaffId(Uuid::from_u128(4)),
};

fn enrols(tx: &crate::ledger::Tx<'_>) -> Result<(), LedgerError> {
    let device = EnrolledDevice {
        id: LAPTOP.id,
        staff: LAPTOP.staff,
        computer: "test".to_owned(),
        public_key: "00".repeat(32),
        active: true,
        standing: sync::custody::DeviceStanding::Active,
        enrolled_at: 0,
        seen_at: None,
    };
    crate::devices::insert(tx, &device)
}

#[test]
fn what_is_crossed_out_at_one_server_is_not_what_is_being_added_at_another() {
    let url = cluster().database();
    let (one, folder) = clinic(&url, 1);
    let other = again(&url, folder.path(), 1);
    one.transact::<_, LedgerError>(1, |tx| {
        enrols(tx)?;
        tx.set_mark(LAPTOP.id, 1)?;
        tx.grant(&stream(1), &[LAPTOP.staff])
    })
    .unwrap();
    append(&one, 1, &stream(1)).unwrap();
    let came_to = Cursor {
        stream: stream(1),
        seq: 1,
    };
    thread::scope(|scope| {
        let mut puller = None;
        let pushed: Result<u64, LedgerError> = one.transact(2, |tx| {
            tx.lock_streams(&[stream(1)])?;
            let seq = tx.append(&stream(1), op(2), &item())?;
            // The laptop says at the other server that it has the first. Nobody there may believe that this is all.
            let other = &other;
            let pull = scope.spawn(move || {
                other.transact::<_, LedgerError>(3, |tx| {
                    tx.lock(LAPTOP, &[stream(1)].into())?;
                    tx.has_come_to(LAPTOP.id, &stream(1), 1)
                })
            });
            let waits = "select count(*) from pg_locks where not granted";
            let mut look = looks_into(&url);
            while !pull.is_finished() && look.query_one(waits, &[]).unwrap().get::<_, i64>(0) == 0 {
                thread::yield_now();
            }
            puller = Some(pull);
            Ok(seq)
        });
        assert_eq!(pushed.unwrap(), 2);
        puller.unwrap().join().unwrap().unwrap();
    });
    let waiting = one.read(|tx| tx.pending(LAPTOP.id)).unwrap();
    assert_eq!(waiting, [came_to]);
}

#[test]
fn a_transaction_that_was_overtaken_is_run_again_as_if_it_had_not_been() {
    let (store, _folder) = clinic(&cluster().database(), 1);
    let runs = Cell::new(0);
    let done = store.transact(1, |tx| {
        runs.set(runs.get() + 1);
        let seq = tx.append(&stream(1), op(1), &item())?;
        if runs.get() < 3 {
            return Err(tx.is_overtaken());
        }
        Ok(seq)
    });
    assert_eq!((done.unwrap(), runs.get()), (1, 3));
    let never = store.transact::<(), _>(1, |tx| {
        runs.set(runs.get() + 1);
        Err(tx.is_overtaken())
    });
    assert!(matches!(never, Err(LedgerError::Overtaken)));
    assert_eq!(runs.get(), 3 + super::super::TRIES_MAX);
}

#[test]
fn two_that_wait_for_each_other_are_both_done() {
    let url = cluster().database();
    let (store, _folder) = clinic(&url, 1);
    let (first_has, knows_first) = channel();
    let (second_has, knows_second) = channel();
    thread::scope(|scope| {
        let store = &store;
        let locks = |mine: u128,
                     theirs: u128,
                     has: std::sync::mpsc::Sender<()>,
                     knows: std::sync::mpsc::Receiver<()>| {
            move || {
                let mut is_first_run = true;
                store.transact::<_, LedgerError>(1, |tx| {
                    tx.lock_streams(&[stream(mine)])?;
                    if std::mem::take(&mut is_first_run) {
                        has.send(()).unwrap();
                        knows.recv().unwrap();
                    }
                    tx.lock_streams(&[stream(theirs)])?;
                    tx.append(&stream(mine), op(mine), &item())?;
                    tx.append(&stream(theirs), op(theirs + 10), &item())
                })
            }
        };
        let one = scope.spawn(locks(1, 2, first_has, knows_second));
        let two = scope.spawn(locks(2, 1, second_has, knows_first));
        one.join().unwrap().unwrap();
        two.join().unwrap().unwrap();
    });
    for n in [1, 2] {
        assert_eq!(store.read(|tx| tx.head(&stream(n))).unwrap(), 2);
    }
}

#[test]
fn a_statement_that_failed_undoes_the_work_even_where_nobody_minds() {
    let (store, _folder) = clinic(&cluster().database(), 1);
    let done = store.transact::<_, LedgerError>(1, |tx| {
        tx.append(&stream(1), op(1), &item())?;
        assert!(tx.run("delete from no_such_table", &[]).is_err());
        Ok(())
    });
    assert!(done.is_err());
    assert_eq!(store.read(|tx| tx.head(&stream(1))).unwrap(), 0);
}

#[test]
fn a_work_that_panics_leaves_no_trace_and_the_next_one_is_done() {
    let (store, _folder) = clinic(&cluster().database(), 1);
    let panics = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        store.transact::<(), LedgerError>(1, |tx| {
            tx.append(&stream(1), op(1), &item())?;
            panic!("a defect");
        })
    }));
    assert!(panics.is_err());
    assert_eq!(append(&store, 2, &stream(1)).unwrap(), 1);
}
