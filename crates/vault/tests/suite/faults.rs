//! Full disks, killed processes and curious eyes.

use std::env;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

use data_encoding::HEXLOWER;
use vault::drafts;
use vault::entities::{self, Entity};
use vault::{DeviceSecret, KeyStore, MemoryKeyStore, Passphrase, StoreError, Vault};

use crate::profile::{ID, Profile, WORDS, draft, files, keep, kept};

const CHILD_DIR: &str = "VAULT_TEST_CHILD_DIR";
const CHILD_SECRET: &str = "VAULT_TEST_CHILD_SECRET";
const KILLS: usize = 25;
const BODY_BYTES: usize = 5_000;

/// In a child process, the vault its parent made; in the parent, nothing.
fn inherited() -> Option<Vault> {
    let dir = PathBuf::from(env::var_os(CHILD_DIR)?);
    let secret = HEXLOWER
        .decode(env::var(CHILD_SECRET).unwrap().as_bytes())
        .unwrap();
    let keys = MemoryKeyStore::new();
    keys.put(ID, &DeviceSecret::from_slice(&secret).unwrap())
        .unwrap();
    Some(Vault::open(&dir, &Passphrase::typed(WORDS), &keys).unwrap())
}

/// Starts this very test again as a child that inherits the vault; `wrap` runs it under a shell script.
fn start(profile: &Profile, test: &str, wrap: &str) -> (Child, BufReader<ChildStdout>) {
    let secret = profile.keys.get(ID).unwrap();
    let mut child = Command::new("sh")
        .args(["-c", &format!("{wrap} exec \"$0\" \"$@\"")])
        .arg(env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture", "--test-threads=1"])
        .env(CHILD_DIR, profile.dir())
        .env(CHILD_SECRET, HEXLOWER.encode(secret.bytes()))
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let said = BufReader::new(child.stdout.take().unwrap());
    (child, said)
}

/// What the child reported after `word`, line by line.
fn reports(said: impl BufRead, word: &str) -> impl Iterator<Item = String> {
    let word = format!("{word}=");
    said.lines().map_while(Result::ok).filter_map(move |line| {
        // libtest writes its own words before the first report on the same line.
        line.split_once(&word).map(|(_, report)| report.to_owned())
    })
}

#[test]
fn a_killed_process_has_lost_nothing_it_acknowledged() {
    if let Some(vault) = inherited() {
        let from: usize = kept(&vault, "note").map_or(0, |body| body.parse().unwrap());
        for count in from + 1.. {
            let body = "x".repeat(count % BODY_BYTES);
            vault
                .transact(|writer| {
                    drafts::keep(writer, &draft("note", &count.to_string()))?;
                    drafts::keep(writer, &draft(&format!("visit-{count}"), &body))
                })
                .unwrap();
            println!("\nkept={count}");
        }
    }
    let profile = Profile::closed();
    let mut acknowledged = 0;
    for kill in 0..KILLS {
        let (mut child, mut said) = start(
            &profile,
            "faults::a_killed_process_has_lost_nothing_it_acknowledged",
            "",
        );
        for report in reports(&mut said, "kept").take(1 + kill * 3) {
            acknowledged = report.parse().unwrap();
        }
        child.kill().unwrap();
        child.wait().unwrap();
        // What it still said before it died counts as well.
        acknowledged = reports(said, "kept")
            .last()
            .map_or(acknowledged, |last| last.parse().unwrap());
        let vault = profile.open().unwrap();
        let note: usize = kept(&vault, "note").unwrap().parse().unwrap();
        assert!(
            acknowledged <= note && note <= acknowledged + 1,
            "{acknowledged} acknowledged, {note} there"
        );
        // All of them after the last kill; before that the latest, or the test spends its time reading.
        let from = if kill + 1 == KILLS {
            1
        } else {
            note.saturating_sub(20).max(1)
        };
        for count in from..=note {
            let body = kept(&vault, &format!("visit-{count}"));
            assert_eq!(
                body.map(|body| body.len()),
                Some(count % BODY_BYTES),
                "half a transaction"
            );
        }
        vault.close();
    }
    assert!(KILLS <= acknowledged);
}

#[test]
fn a_full_disk_is_called_so_and_what_was_kept_stays() {
    if let Some(vault) = inherited() {
        let body = "y".repeat(20_000);
        for count in 0.. {
            match keep(
                &vault,
                &format!("visit-{count}"),
                &format!("{count} {body}"),
            ) {
                Ok(()) => println!("\nkept={count}"),
                Err(StoreError::DiskFull) => break,
                Err(other) => panic!("{other:?}"),
            }
        }
        // The same process goes on: it reads what it has, and says the same of the next attempt.
        assert_eq!(kept(&vault, "note").as_deref(), Some("older"));
        assert!(matches!(
            keep(&vault, "note", &body.repeat(40)),
            Err(StoreError::DiskFull)
        ));
        println!("\nfull=yes");
        return;
    }
    let (profile, vault) = Profile::fresh();
    keep(&vault, "note", "older").unwrap();
    vault.close();
    // No file may grow beyond 512 KiB; writing past that fails instead of ending the process.
    let (mut child, said) = start(
        &profile,
        "faults::a_full_disk_is_called_so_and_what_was_kept_stays",
        "trap '' XFSZ; ulimit -f 1024;",
    );
    let lines: Vec<String> = said.lines().map_while(Result::ok).collect();
    assert!(child.wait().unwrap().success(), "{lines:#?}");
    let text = lines.join("\n");
    assert_eq!(reports(text.as_bytes(), "full").count(), 1, "{text}");
    let vault = profile.open().unwrap();
    assert_eq!(kept(&vault, "note").as_deref(), Some("older"));
    for count in reports(text.as_bytes(), "kept") {
        assert!(
            kept(&vault, &format!("visit-{count}"))
                .unwrap()
                .starts_with(&format!("{count} "))
        );
    }
    keep(&vault, "note", "newer").unwrap();
    assert_eq!(kept(&vault, "note").as_deref(), Some("newer"));
}

#[test]
fn nothing_readable_lies_on_the_disk() {
    let (profile, vault) = Profile::fresh();
    let member = Entity {
        id: "m1".to_owned(),
        stream: "m:m1".to_owned(),
        kind: "member".to_owned(),
        data: r#"{"names":{"given":["Quetzalli"],"family":"Xochitiotzin"}}"#.to_owned(),
        heads: "{}".to_owned(),
        conflicts: 0,
        changed_at: 1,
        said_at: 0,
    };
    vault
        .transact(|writer| entities::put(writer, &member))
        .unwrap();
    keep(
        &vault,
        "visit-1",
        &"she slept under the bridge ".repeat(500),
    )
    .unwrap();
    let look = |dir: &Path| {
        for (path, bytes) in files(dir) {
            for word in [
                "Quetzalli",
                "quetzalli",
                "Xochitiotzin",
                "under the bridge",
                "SQLite format",
                "sol mar",
            ] {
                let found = bytes
                    .windows(word.len())
                    .any(|window| window == word.as_bytes());
                assert!(!found, "{word} in {}", path.display());
            }
        }
    };
    assert!(
        profile
            .files()
            .keys()
            .any(|path| path.ends_with("store.db-wal"))
    );
    look(&profile.dir());
    vault.close();
    look(&profile.dir());
}
