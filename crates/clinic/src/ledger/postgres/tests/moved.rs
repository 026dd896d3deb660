//! A clinic that moves from its file to PostgreSQL, is backed up there, and goes back to a backup.

use std::fs;
use std::path::Path;

use ambient::Fixed;
use care::{Names, Role, Staff};
use sync::custody::Pins;
use sync::incident::{IncidentWord, WriteIncident};

use super::super::DatabaseUrl;
use super::cluster::cluster;
use crate::ledger::{BackupError, LedgerError, LedgerPlace, MoveError, Tx};
use crate::{Clinic, Invitation, MigrateError, RestoreError};

const NOW: i64 = 1_795_536_000_000;

fn ambient() -> ambient::Ambient {
    Fixed::new(NOW, 7).ambient()
}

/// A clinic in its file, with a person's records, staff, a code and an incident; it allows no PIN.
fn in_file(folder: &Path) -> Clinic {
    let clinic = Clinic::open(folder, ambient()).unwrap();
    let fixtures = Path::new("../../tests/fixtures/synthea-r4");
    let mut files: Vec<_> = fs::read_dir(fixtures)
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "gz"))
        .collect();
    files.sort();
    clinic.import(&files[0]).unwrap();
    let joins = |given: &str, role: Role| {
        let names = Names {
            given: vec![given.to_owned()],
            family: "Ruiz".to_owned(),
            ..Names::default()
        };
        let credentials = String::new();
        let joined = clinic.add_staff(&Staff {
            names,
            role,
            credentials,
        });
        joined.unwrap()
    };
    let staff = joins("Ana", Role::CareManager);
    let opened = WriteIncident {
        incident: None,
        seen: 0,
        what: IncidentWord::Detected {
            at: NOW,
            words: "A letter went to the wrong address.".to_owned(),
        },
    };
    let officer = joins("Odile", Role::PrivacyOfficer);
    clinic.write_incident(&opened, officer).unwrap();
    clinic.put_pins(Pins::Forbidden).unwrap();
    clinic
        .make_code(&Invitation {
            staff,
            computer: None,
            minutes: 5,
        })
        .unwrap();
    clinic
}

fn url() -> DatabaseUrl {
    DatabaseUrl::read(&cluster().database()).unwrap()
}

fn open(folder: &Path, url: &DatabaseUrl) -> Clinic {
    Clinic::open_at(folder, &LedgerPlace::Postgres(url.clone()), ambient()).unwrap()
}

fn migrate(folder: &Path, url: &DatabaseUrl) -> Result<crate::Moved, MigrateError> {
    Clinic::migrate(folder, url, &ambient())
}

#[test]
fn a_clinic_that_moves_is_the_same_and_its_file_is_served_no_more() {
    let (folder, url) = (tempfile::tempdir().unwrap(), url());
    let (members, staff, verdict, is_in_use);
    {
        let clinic = in_file(folder.path());
        (members, staff) = (clinic.members().unwrap(), clinic.staff().unwrap());
        verdict = clinic.verify().unwrap();
        is_in_use = migrate(folder.path(), &url);
    }
    assert!(matches!(
        is_in_use,
        Err(MigrateError::Move(MoveError::File(BackupError::InUse)))
    ));
    let moved = migrate(folder.path(), &url).unwrap();
    assert_eq!(moved.verdict, verdict);
    assert!(moved.aside.exists() && !folder.path().join("ledger.db").exists());
    let clinic = open(folder.path(), &url);
    assert_eq!(
        (clinic.members().unwrap(), clinic.staff().unwrap()),
        (members, staff)
    );
    assert_eq!(clinic.verify().unwrap(), verdict);
    assert_eq!(clinic.verify_audit().unwrap().faults, []);
    assert_eq!(clinic.incidents().unwrap().total, 1);
    assert_eq!(clinic.pins().unwrap(), Pins::Forbidden);
    let number = &clinic.members().unwrap()[0].identifiers[0].value;
    assert_eq!(
        clinic.find_member(&number.to_uppercase()).unwrap(),
        clinic.members().unwrap()[0].id
    );
    assert!(clinic.open_reviews().is_ok());
    assert!(Clinic::open(folder.path(), ambient()).is_err());
    let again = migrate(folder.path(), &url);
    assert!(matches!(again, Err(MigrateError::Move(MoveError::Already))));
}

#[test]
fn a_move_that_broke_off_is_taken_up_and_one_onto_another_is_refused() {
    let (folder, url) = (tempfile::tempdir().unwrap(), url());
    drop(in_file(folder.path()));
    let file = fs::read(folder.path().join("ledger.db")).unwrap();
    let moved = migrate(folder.path(), &url).unwrap();
    // As if the power had gone before the file was set aside.
    fs::write(folder.path().join("ledger.db"), &file).unwrap();
    fs::remove_file(moved.aside).unwrap();
    let again = migrate(folder.path(), &url).unwrap();
    assert_eq!((again.rows, again.verdict), (0, moved.verdict));
    // Somebody puts the file back as if nothing had been.
    fs::write(folder.path().join("ledger.db"), &file).unwrap();
    fs::remove_file(folder.path().join("ledger.in-postgres")).unwrap();
    let onto = migrate(folder.path(), &url);
    assert!(matches!(onto, Err(MigrateError::Move(MoveError::There))));
    // What has been written since is not what is in the file.
    fs::write(folder.path().join("ledger.in-postgres"), "").unwrap();
    assert!(migrate(folder.path(), &url).is_err());
    let empty = tempfile::tempdir().unwrap();
    let nothing = migrate(empty.path(), &url);
    assert!(matches!(
        nothing,
        Err(MigrateError::Move(MoveError::NothingToMove))
    ));
}

#[test]
fn a_backup_of_postgres_is_a_file_and_is_gone_back_to_in_an_empty_database() {
    let (folder, first) = (tempfile::tempdir().unwrap(), url());
    drop(in_file(folder.path()));
    migrate(folder.path(), &first).unwrap();
    let clinic = open(folder.path(), &first);
    let (members, epoch) = (clinic.members().unwrap(), epoch(&clinic));
    let file = folder.path().join("monday.backup");
    assert_eq!(clinic.back_up(&file).unwrap(), 1);
    assert!(clinic.backups().unwrap()[0].done_at.is_some());
    assert!(!fs::read(&file).unwrap().starts_with(b"SQLite format 3"));
    drop(clinic);
    let restore = |url: &DatabaseUrl| {
        let place = LedgerPlace::Postgres(url.clone());
        Clinic::restore(folder.path(), &place, &file, &ambient())
    };
    let onto = restore(&first);
    assert!(matches!(
        onto,
        Err(RestoreError::Backup(BackupError::InPostgres))
    ));
    let second = url();
    restore(&second).unwrap();
    let back = open(folder.path(), &second);
    assert_eq!(back.members().unwrap(), members);
    assert_ne!(self::epoch(&back), epoch);
    drop(back);
    let in_folder = Clinic::restore(folder.path(), &LedgerPlace::InFolder, &file, &ambient());
    assert!(matches!(
        in_folder,
        Err(RestoreError::Backup(BackupError::Ledger(
            LedgerError::InPostgres
        )))
    ));
    // Without PostgreSQL, on the day on which that is all there is: the keys, and the backup.
    fs::remove_file(folder.path().join("ledger.in-postgres")).unwrap();
    Clinic::restore(folder.path(), &LedgerPlace::InFolder, &file, &ambient()).unwrap();
    assert_eq!(
        Clinic::open(folder.path(), ambient())
            .unwrap()
            .members()
            .unwrap(),
        members
    );
}

fn epoch(clinic: &Clinic) -> String {
    let read = |tx: &Tx<'_>| Ok::<_, LedgerError>(tx.founding()?.unwrap().epoch);
    clinic.store().read(read).unwrap()
}
