use std::fs;
use std::path::{Path, PathBuf};

use ambient::{Ambient, Fixed, Millis};
use care::{Names, Role, Staff};
use chrono::{Days, NaiveDate};
use tempfile::TempDir;

use super::kept::{Kept, Said, is_due, is_late, rule};
use super::keys::beside;
use super::*;
use crate::ledger::{Backup, LedgerPlace};
use crate::{Clinic, LedgerError};

const MONDAY: Millis = 1_770_000_000_000;
const HOUR: Millis = 3_600_000;

/// A clinic with a recovery key on a stick, and a disk for backups.
struct House {
    room: TempDir,
    fixed: Fixed,
    clinic: Clinic,
}

impl House {
    fn new() -> Self {
        Self::of_chance(7)
    }

    fn of_chance(seed: u64) -> Self {
        let (room, fixed) = (tempfile::tempdir().unwrap(), Fixed::new(MONDAY, seed));
        let clinic = Clinic::open(&room.path().join("clinic"), fixed.ambient()).unwrap();
        let names = Names {
            given: vec!["Deborah".to_owned()],
            family: "Achterberg".to_owned(),
            ..Names::default()
        };
        let staff = Staff {
            names,
            role: Role::Nurse,
            credentials: String::new(),
        };
        clinic.add_staff(&staff).unwrap();
        for folder in ["stick", "backups"] {
            fs::create_dir(room.path().join(folder)).unwrap();
        }
        let house = Self {
            room,
            fixed,
            clinic,
        };
        house
            .clinic
            .make_recovery_key(&house.recovery_key())
            .unwrap();
        house
    }

    fn at(&self, name: &str) -> PathBuf {
        self.room.path().join(name)
    }

    fn recovery_key(&self) -> PathBuf {
        self.at("stick/recovery")
    }

    fn ambient(&self) -> Ambient {
        self.fixed.ambient()
    }

    fn names(&self, folder: &str) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.at(folder))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}

fn takes(house: &House, folder: &Path, backup: &Path) -> Result<(), String> {
    Clinic::take_keys(folder, backup, &house.recovery_key()).map_err(|error| error.to_string())
}

#[test]
fn a_new_computer_needs_the_backup_and_the_recovery_key_and_nothing_else() {
    let house = House::new();
    let backup = house.at("backups/monday.backup");
    house.clinic.back_up(&backup).unwrap();
    let (fingerprint, staff) = (
        house.clinic.authority().fingerprint().to_owned(),
        house.clinic.staff().unwrap(),
    );
    let sealed = fs::read_to_string(beside(&backup)).unwrap();
    let secret = fs::read_to_string(house.at("clinic/ledger.key")).unwrap();
    assert!(!sealed.contains(secret.trim()));

    let fresh = house.at("new computer");
    takes(&house, &fresh, &backup).unwrap();
    Clinic::restore(&fresh, &LedgerPlace::InFolder, &backup, &house.ambient()).unwrap();
    let again = Clinic::open(&fresh, house.ambient()).unwrap();
    assert_eq!(again.authority().fingerprint(), fingerprint);
    assert_eq!(again.staff().unwrap(), staff);
    assert_eq!(again.command(), house.clinic.command());
}

#[test]
fn sealed_keys_open_with_their_recovery_key_only_and_are_written_over_nothing() {
    let house = House::new();
    let backup = house.at("backups/monday.backup");
    house.clinic.back_up(&backup).unwrap();
    let fresh = house.at("new computer");

    let elsewhere = House::of_chance(8);
    let others = Clinic::take_keys(&fresh, &backup, &elsewhere.recovery_key());
    assert!(matches!(
        others,
        Err(RestoreError::Keys(SealedKeysError::OtherKey { .. }))
    ));
    let occupied = takes(&house, &elsewhere.at("clinic"), &backup);
    assert!(
        occupied
            .unwrap_err()
            .contains("give --data an empty folder")
    );

    let text = fs::read_to_string(beside(&backup)).unwrap();
    let at = text.rfind('A').unwrap();
    let mut changed = text.clone();
    changed.replace_range(at..=at, "B");
    let (half, _) = text.split_at(text.len() / 2);
    for broken in [changed.as_str(), half] {
        fs::write(beside(&backup), broken).unwrap();
        let not_one = Clinic::take_keys(&fresh, &backup, &house.recovery_key());
        assert!(matches!(
            not_one,
            Err(RestoreError::Keys(SealedKeysError::NotOne { .. }))
        ));
    }
    assert!(!fresh.exists(), "nothing was begun");
}

#[test]
fn a_rehearsal_finds_what_a_restore_would_and_leaves_nothing() {
    let house = House::new();
    let backup = house.at("backups/monday.backup");
    house.clinic.back_up(&backup).unwrap();
    let before = house.names("clinic");
    for key in [None, Some(house.recovery_key())] {
        let rehearse = Clinic::rehearse(
            &house.at("clinic"),
            &backup,
            key.as_deref(),
            &house.ambient(),
        );
        let found = rehearse.unwrap();
        assert!(found.is_sound());
        assert!(0 < found.audit.entries);
    }
    // On a new computer: there is no folder yet, and there is none of ours afterwards.
    let fresh = house.at("new computer");
    let key = house.recovery_key();
    assert!(Clinic::rehearse(&fresh, &backup, Some(&key), &house.ambient()).is_ok());
    assert_eq!(fs::read_dir(&fresh).unwrap().count(), 0);

    // Somebody at the ledger: every page is whole, and what is written on one is not what was signed.
    let forged = house.at("backups/tuesday.backup");
    for statement in [
        "drop trigger audit_never_changes",
        "update audit set body = replace(body, 'staff', 'stuff') where clinic_id = :clinic",
    ] {
        let run = |tx: &mut crate::ledger::Tx<'_>| tx.run(statement, &[]);
        house
            .clinic
            .store()
            .transact::<_, LedgerError>(MONDAY, run)
            .unwrap();
    }
    house.clinic.back_up(&forged).unwrap();
    let found = Clinic::rehearse(&house.at("clinic"), &forged, None, &house.ambient());
    assert!(!found.unwrap().is_sound());

    let mut bytes = fs::read(&backup).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&backup, bytes).unwrap();
    let damaged = Clinic::rehearse(&house.at("clinic"), &backup, None, &house.ambient());
    assert!(damaged.unwrap_err().to_string().contains("is damaged"));
    assert_eq!(house.names("clinic"), before);
}

#[test]
fn backups_make_themselves_and_go_by_the_rule() {
    let house = House::new();
    let folder = house.at("backups");
    fs::write(folder.join("satchel-notes.backup"), "not ours").unwrap();
    for _ in 0..(60 * 4) {
        house.clinic.keep_backups(&folder).unwrap();
        house.fixed.pass(6 * HOUR);
    }
    let backups = house.clinic.backups().unwrap();
    assert_eq!(backups.len(), 60, "one a day, however often it is asked");
    let good: Vec<u64> = backups
        .iter()
        .filter(|backup| backup.given_up_at.is_none())
        .map(|backup| backup.no)
        .collect();
    let files = house.names("backups");
    let ours: Vec<&String> = files
        .iter()
        .filter(|name| name.starts_with("satchel-2"))
        .collect();
    let kept = ours.iter().filter(|name| name.ends_with(".backup")).count();
    let keys = ours
        .iter()
        .filter(|name| name.contains(".backup.keys"))
        .count();
    assert_eq!(kept, keys);
    assert!(files.contains(&"satchel-notes.backup".to_owned()));
    // Seven days, of which one is the newest of its week, four more weeks, and the months before.
    assert!((11..=13).contains(&kept), "{ours:?}");
    assert!(good.len() <= kept && good.contains(&60), "{good:?}");
    for no in good {
        assert!(
            ours.iter()
                .any(|name| name.ends_with(&format!("-{no}.backup")))
        );
    }
    assert!(
        !house
            .names("backups")
            .iter()
            .any(|name| name.contains("half"))
    );
}

#[test]
fn the_rule_keeps_days_weeks_and_months_and_always_the_newest() {
    let first = NaiveDate::from_ymd_opt(2025, 1, 1).unwrap();
    let mut there = Vec::new();
    for no in 0..700 {
        let day = first.checked_add_days(Days::new(no)).unwrap();
        there.push(Kept { day, no });
        let Said { go, given_up } = rule(&there);
        there.retain(|kept| !go.contains(kept));
        assert!(!given_up.iter().any(|kept| kept.no == no));
    }
    let days: Vec<String> = there.iter().map(|kept| kept.day.to_string()).collect();
    let expected = [
        "2026-01-31",
        "2026-02-28",
        "2026-03-31",
        "2026-04-30",
        "2026-05-31",
        "2026-06-30",
        "2026-07-31",
        "2026-08-31",
        "2026-09-30",
        "2026-10-31",
        "2026-11-08",
        "2026-11-15",
        "2026-11-22",
        "2026-11-25",
        "2026-11-26",
        "2026-11-27",
        "2026-11-28",
        "2026-11-29",
        "2026-11-30",
        "2026-12-01",
    ];
    assert_eq!(days, expected);
    // What nobody would go back to is only what stays for its month.
    let given_up: Vec<String> = rule(&there)
        .given_up
        .iter()
        .map(|kept| kept.day.to_string())
        .collect();
    assert_eq!(given_up, expected[..10]);
    assert_eq!(rule(&[]), Said::default());
}

#[test]
fn a_backup_is_late_after_a_day_and_when_nobody_knows_how_old_it_is() {
    let backup = |begun_at| Backup {
        no: 1,
        begun_at,
        done_at: Some(begun_at),
        given_up_at: None,
    };
    let now = MONDAY;
    assert!(is_late(None, now));
    assert!(!is_late(Some(&backup(now - 24 * HOUR)), now));
    assert!(is_late(Some(&backup(now - 24 * HOUR - 1)), now));
    assert!(
        is_late(Some(&backup(now + 1)), now),
        "the clock was set back"
    );
    assert!(is_due(&[backup(now - 20 * HOUR)], now) && !is_due(&[backup(now - HOUR)], now));
    let half = Backup {
        done_at: None,
        ..backup(now)
    };
    assert!(is_due(&[half], now), "one that broke off is none");
}
