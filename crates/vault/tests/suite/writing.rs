//! The one door for writing: all or nothing, and what changed is told.

use vault::entities::{self, Entity};
use vault::outbox::{self, NewOp};
use vault::{Changes, StoreError, Topic, Vault, drafts, meta, streams};

use crate::profile::{Profile, draft, keep, kept};

#[derive(Debug, thiserror::Error)]
enum SaveError {
    #[error("the rule said no")]
    Refused,
    #[error("the store did not do as asked")]
    Store(#[from] StoreError),
}

fn words(changes: &Changes) -> Vec<&str> {
    changes.topics().map(Topic::as_str).collect()
}

fn goal() -> Entity {
    Entity {
        id: "g1".to_owned(),
        stream: "m:m1".to_owned(),
        kind: "goal".to_owned(),
        data: r#"{"rank":"n"}"#.to_owned(),
        heads: "{}".to_owned(),
        conflicts: 0,
        changed_at: 1,
        said_at: 0,
    }
}

fn op(id: &str, body: &str) -> NewOp {
    NewOp {
        op_id: id.to_owned(),
        grp: "grp".to_owned(),
        stream: "m:m1".to_owned(),
        entity: "g1".to_owned(),
        kind: "goal".to_owned(),
        label: None,
        body: body.to_owned(),
        at: 5,
    }
}

#[test]
fn a_refused_transaction_leaves_nothing_behind() {
    let (_profile, vault) = Profile::fresh();
    keep(&vault, "visit-1", "before").unwrap();
    let refused = vault.transact(|writer| {
        drafts::keep(writer, &draft("visit-1", "after"))?;
        outbox::push(writer, &op("o1", "{}"))?;
        Err::<(), _>(SaveError::Refused)
    });
    assert!(matches!(refused, Err(SaveError::Refused)));
    assert_eq!(kept(&vault, "visit-1").as_deref(), Some("before"));
    let (dseq, _) = vault
        .transact(|writer| outbox::push(writer, &op("o1", "{}")))
        .unwrap();
    assert_eq!(dseq, 1, "a number of a refused transaction is given again");
}

#[test]
fn a_transaction_that_panics_leaves_the_vault_usable() {
    let (_profile, vault) = Profile::fresh();
    let vault = std::panic::AssertUnwindSafe(vault);
    let panicked = std::panic::catch_unwind(|| {
        vault.transact::<(), StoreError>(|writer| {
            drafts::keep(writer, &draft("visit-1", "half"))?;
            panic!("a defect")
        })
    });
    assert!(panicked.is_err());
    assert_eq!(kept(&vault, "visit-1"), None);
    keep(&vault, "visit-1", "whole").unwrap();
    assert_eq!(kept(&vault, "visit-1").as_deref(), Some("whole"));
}

#[test]
fn what_changed_is_told() {
    let (_profile, vault) = Profile::fresh();
    let told =
        |act: fn(&vault::Writer<'_>) -> Result<(), StoreError>| vault.transact(act).unwrap().1;
    assert_eq!(words(&told(|_| Ok(()))), Vec::<&str>::new());
    assert_eq!(
        words(&told(|writer| entities::put(writer, &goal()))),
        ["member:m1", "plan"]
    );
    let conflict = told(|writer| {
        entities::put(
            writer,
            &Entity {
                conflicts: 1,
                ..goal()
            },
        )
    });
    assert_eq!(words(&conflict), ["conflicts", "member:m1", "plan"]);
    let settled = told(|writer| entities::put(writer, &goal()));
    assert_eq!(words(&settled), ["conflicts", "member:m1", "plan"]);
    let said = told(|writer| outbox::push(writer, &op("o1", "{}")).map(drop));
    assert_eq!(words(&said), ["member:m1", "plan", "sync"]);
    assert_eq!(
        words(&told(|writer| meta::put(writer, "language", "es"))),
        ["settings"]
    );
    assert_eq!(
        words(&told(|writer| drafts::keep(writer, &draft("v", "")))),
        ["drafts"]
    );
}

#[test]
fn a_reader_sees_the_last_commit_while_somebody_writes() {
    let (_profile, vault) = Profile::fresh();
    keep(&vault, "visit-1", "committed").unwrap();
    vault
        .transact(|writer| {
            drafts::keep(writer, &draft("visit-1", "not yet"))?;
            assert_eq!(kept(&vault, "visit-1").as_deref(), Some("committed"));
            Ok::<_, StoreError>(())
        })
        .unwrap();
    assert_eq!(kept(&vault, "visit-1").as_deref(), Some("not yet"));
}

#[test]
fn many_readers_and_a_writer_wait_for_nobody_for_ever() {
    let (_profile, vault) = Profile::fresh();
    let vault: &Vault = &vault;
    keep(vault, "visit-1", "0").unwrap();
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| (0..50).for_each(|_| assert!(kept(vault, "visit-1").is_some())));
        }
        scope.spawn(|| {
            (0..50).for_each(|count| keep(vault, "visit-1", &count.to_string()).unwrap());
        });
    });
    assert_eq!(kept(vault, "visit-1").as_deref(), Some("49"));
}

#[test]
fn the_outbox_counts_without_gaps_and_never_twice() {
    let (profile, vault) = Profile::fresh();
    let push = |vault: &Vault, id: &str| {
        vault
            .transact(|writer| outbox::push(writer, &op(id, "{}")))
            .unwrap()
            .0
    };
    assert_eq!([push(&vault, "o1"), push(&vault, "o2")], [1, 2]);
    assert_eq!(vault.read::<_, StoreError>(outbox::upcoming).unwrap(), 3);
    vault
        .transact(|writer| outbox::take(writer, "o1").and(outbox::take(writer, "o2")))
        .unwrap();
    vault.close();
    assert_eq!(push(&profile.open().unwrap(), "o3"), 3);
}

#[test]
fn the_outbox_hands_out_what_fits_and_always_something() {
    let (_profile, vault) = Profile::fresh();
    let ids = |ops_max, bytes_max| -> Vec<String> {
        let ops = vault
            .read::<_, StoreError>(|reader| outbox::next(reader, ops_max, bytes_max))
            .unwrap();
        ops.into_iter().map(|(op, _)| op).collect()
    };
    assert_eq!(ids(10, 100), Vec::<String>::new());
    vault
        .transact(|writer| {
            for (id, body) in [
                ("o1", "ñ".repeat(10)),
                ("o2", "b".repeat(20)),
                ("o3", "c".repeat(20)),
            ] {
                outbox::push(writer, &op(id, &body))?;
            }
            outbox::mark_offered(writer, &["o1".to_owned()])
        })
        .unwrap();
    assert_eq!(ids(10, 40), ["o1", "o2"]);
    assert_eq!(ids(10, 39), ["o1"]);
    assert_eq!(ids(1, 100), ["o1"]);
    assert_eq!(
        ids(10, 1),
        ["o1"],
        "one that is larger than the limit still goes out"
    );
    vault.transact(|writer| outbox::park(writer, "o1")).unwrap();
    assert_eq!(ids(10, 100), ["o2", "o3"]);
    let summary = vault.read::<_, StoreError>(outbox::summary).unwrap();
    assert_eq!(
        summary,
        outbox::Summary {
            count: 3,
            oldest_at: Some(5)
        }
    );
    let unsent = vault.read::<_, StoreError>(outbox::streams).unwrap();
    assert_eq!(unsent, ["m:m1"]);
}

#[test]
fn a_stream_keeps_its_cursor() {
    let (_profile, vault) = Profile::fresh();
    let stream = streams::Stream {
        id: "m:m1".to_owned(),
        cursor: 0,
        state: "joining".to_owned(),
        granted_as: Some("care_manager".to_owned()),
    };
    let moved = vault.transact::<_, StoreError>(|writer| {
        streams::put(writer, &stream)?;
        Ok((
            streams::set_cursor(writer, "m:m1", 7)?,
            streams::set_cursor(writer, "m:m2", 7)?,
        ))
    });
    assert_eq!(moved.unwrap().0, (true, false));
    let all = vault.read::<_, StoreError>(streams::all).unwrap();
    assert_eq!(
        all,
        [streams::Stream {
            cursor: 7,
            ..stream
        }]
    );
}
