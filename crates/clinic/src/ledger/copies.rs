//! Backups of the ledger, and going back to one.
//!
//! A backup is an encrypted SQLite file under the ledger's key, whichever engine the ledger is in: without `ledger.key` it
//! is nothing. Whoever goes back to one begins another life of the ledger, under which every device offers again what the
//! backup may not hold.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use ambient::{Ambient, Millis};
use rusqlite::backup::Backup as Copying;
use rusqlite::{ErrorCode, OpenFlags};

use super::db::params;
use super::founding::Marker;
use super::sqlite::{Sqlite, connect, key, keyed, opened};
use super::{Engine, FILE, LedgerError, LedgerPlace, Store, TallyKey, Tx, moving};
use crate::backups::SealedKeysError;

/// So many pages are copied at once: enough that a clinic of any size is done in one go.
const PAGES_AT_ONCE: i32 = -1;

/// A backup as the ledger knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// Counts them from 1.
    pub no: u64,
    /// When it was begun, milliseconds since 1970 UTC.
    pub begun_at: i64,
    /// When it was whole and had been checked; none if it never was.
    pub done_at: Option<i64>,
    /// Since when the clinic would not go back to it any more.
    pub given_up_at: Option<i64>,
}

/// Why there is no backup, or the clinic did not go back to one.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// There is a file of that name; nothing is ever written over.
    #[error("{} is there already; choose another name", path.display())]
    There {
        /// The file.
        path: PathBuf,
    },
    /// The file cannot be read or written.
    #[error("{} cannot be read or written", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        #[source]
        source: io::Error,
    },
    /// The copy is not whole.
    #[error("{} is no whole backup of this clinic: it does not open with ledger.key, or is damaged", path.display())]
    NotWhole {
        /// The file.
        path: PathBuf,
    },
    /// Somebody is using the ledger.
    #[error("the ledger is in use; stop `satchel-clinic serve` first")]
    InUse,
    /// The PostgreSQL holds this clinic.
    #[error(
        "the PostgreSQL of SATCHEL_DATABASE_URL holds this clinic, and nothing is ever written over: make an empty database, name it in SATCHEL_DATABASE_URL, and restore into that"
    )]
    InPostgres,
    /// There is no backup of this number that the clinic would go back to.
    #[error("there is no backup of this number that the clinic would still go back to")]
    NoBackup,
    /// The clinic's keys were not sealed beside it.
    #[error("the clinic's keys were not sealed beside the backup, and it does not count")]
    Keys(#[from] SealedKeysError),
    /// The ledger's fault.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
}

impl Store {
    /// Writes a backup into a new file, which is named after its number and when it was begun; gives the number. Whatever was
    /// committed before is in it. What `beside` writes is there before the backup counts. Devices may be served meanwhile.
    pub(crate) fn back_up(
        &self,
        name: impl FnOnce(u64, Millis) -> PathBuf,
        beside: impl FnOnce(&Path) -> Result<(), BackupError>,
        ambient: &Ambient,
    ) -> Result<u64, BackupError> {
        let now = ambient.now();
        // Counted first: what is acknowledged under this number, and not before it, may be missing from the copy.
        let no = self.transact::<_, LedgerError>(now, |tx| tx.begin_backup())?;
        let to = name(no, now);
        let file = |source| BackupError::File {
            path: to.clone(),
            source,
        };
        if to.exists() {
            return Err(BackupError::There { path: to });
        }
        // It gets its name when it is whole: half a backup is worse than none, for somebody could rely on it.
        let mut half = to.as_os_str().to_owned();
        half.push(format!(
            ".{}.half",
            data_encoding::HEXLOWER.encode(&ambient.bytes::<4>())
        ));
        let half = PathBuf::from(half);
        OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&half)
            .map_err(file)?;
        let copied = match &self.engine {
            Engine::Sqlite(file) => copy(file, &half).and_then(|()| check(&half, file.key())),
            Engine::Postgres(_) => self.write_out(&half, ambient),
        };
        if let Err(error) = copied.and_then(|()| beside(&to)) {
            fs::remove_file(&half).map_err(file)?;
            return Err(error);
        }
        File::open(&half)
            .and_then(|copy| copy.sync_all())
            .and_then(|()| fs::rename(&half, &to))
            .map_err(file)?;
        let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty());
        File::open(folder.unwrap_or(Path::new(".")))
            .and_then(|folder| folder.sync_all())
            .map_err(file)?;
        self.transact::<_, LedgerError>(ambient.now(), |tx| tx.backup_done(no))?;
        Ok(no)
    }

    /// Writes what is in PostgreSQL, all of it as of one instant, into a file.
    fn write_out(&self, to: &Path, ambient: &Ambient) -> Result<(), BackupError> {
        let key = key(&self.folder, false, ambient)?;
        let clinic = self.read(|tx| Ok::<_, LedgerError>(tx.clinic()))?;
        let file = Sqlite::open(to.to_owned(), key.clone(), self.tally.clone(), || clinic)?;
        let whole = self.read(|from| file.transact(0, |into| moving::copy_whole(from, into)))?;
        drop(file);
        if whole.is_none() {
            return Err(BackupError::NotWhole {
                path: to.to_owned(),
            });
        }
        check_unused(to, &key)?;
        check(to, &key)
    }

    /// Every backup there was.
    pub(crate) fn backups(&self) -> Result<Vec<Backup>, LedgerError> {
        self.read(|tx| {
            tx.all(include_str!("backups.sql"), &[], |row| {
                Ok(Backup {
                    no: row.get::<i64>(0)?.unsigned_abs(),
                    begun_at: row.get(1)?,
                    done_at: row.get(2)?,
                    given_up_at: row.get(3)?,
                })
            })
        })
    }

    /// The clinic would not go back to this backup any more: devices need not keep what is in no older one.
    pub(crate) fn give_up_backup(&self, no: u64, now: i64) -> Result<(), BackupError> {
        let no = i64::try_from(no).or(Err(BackupError::NoBackup))?;
        let touched = self.transact::<_, LedgerError>(now, |tx| {
            let params = params! { ":no": no, ":at": now };
            tx.run(include_str!("give_up_backup.sql"), params)
        })?;
        if touched == 0 {
            return Err(BackupError::NoBackup);
        }
        Ok(())
    }

    /// Puts a backup in the place of the ledger, under a new life. In PostgreSQL that place is an empty database: what was
    /// in another one stays there. Gives where a ledger that was in the folder is now.
    pub(crate) fn restore_at(
        folder: &Path,
        place: &LedgerPlace,
        from: &Path,
        tally: TallyKey,
        ambient: &Ambient,
    ) -> Result<Option<PathBuf>, BackupError> {
        let marker = Marker::read(folder)?;
        let LedgerPlace::Postgres(url) = place else {
            if marker.is_some() {
                return Err(LedgerError::InPostgres.into());
            }
            return Self::restore(folder, from, tally, ambient);
        };
        if marker.is_none() && folder.join(FILE).exists() {
            return Err(LedgerError::InFile.into());
        }
        let key = key(folder, true, ambient)?;
        check(from, &key)?;
        forget_half(folder);
        // A copy: a backup of an older version is brought up to date on the way, and stays as it is itself.
        let half = folder.join("ledger.db.half");
        fs::copy(from, &half).map_err(|source| BackupError::File {
            path: half.clone(),
            source,
        })?;
        let file = Sqlite::open(half.clone(), key.clone(), tally.clone(), || {
            care::ClinicId(ambient.mint())
        })?;
        let clinic = file.clinic();
        if marker.is_some_and(|marker| marker.clinic != clinic) {
            return Err(LedgerError::AnotherPostgres.into());
        }
        let store = Self::connect(folder, url, clinic, tally)?;
        let epoch = data_encoding::HEXLOWER.encode(&ambient.bytes::<16>());
        let put_back = file.read(|from| {
            store.transact(ambient.now(), |to| {
                if !moving::is_empty(to)? {
                    return Err(BackupError::InPostgres);
                }
                let whole = moving::copy_whole(from, to)?;
                whole.ok_or_else(|| BackupError::NotWhole { path: half.clone() })?;
                Ok(to.begin_life(&epoch)?)
            })
        });
        drop(file);
        forget_half(folder);
        put_back?;
        Marker { clinic }.write(folder)?;
        Ok(None)
    }

    /// Puts a backup in the place of the ledger in the folder, under a new life; the ledger that was there is set aside
    /// beside it and never deleted. Gives where.
    fn restore(
        folder: &Path,
        from: &Path,
        tally: TallyKey,
        ambient: &Ambient,
    ) -> Result<Option<PathBuf>, BackupError> {
        let key = key(folder, true, ambient)?;
        check(from, &key)?;
        let path = folder.join(FILE);
        let file = |source| BackupError::File {
            path: path.clone(),
            source,
        };
        let fresh = folder.join("ledger.db.half");
        fs::copy(from, &fresh).map_err(file)?;
        File::open(&fresh)
            .and_then(|copy| copy.sync_all())
            .map_err(file)?;
        // Only when there is room for what takes its place.
        let aside = path.exists().then(|| set_aside(&path, &key, ambient.now()));
        let aside = aside.transpose()?;
        fs::rename(&fresh, &path).map_err(file)?;
        File::open(folder)
            .and_then(|folder| folder.sync_all())
            .map_err(file)?;
        let store = Self::open(folder, tally, ambient)?;
        let epoch = data_encoding::HEXLOWER.encode(&ambient.bytes::<16>());
        store.transact::<_, LedgerError>(ambient.now(), |tx| tx.begin_life(&epoch))?;
        Ok(aside)
    }
}

fn copy(file: &Sqlite, to: &Path) -> Result<(), BackupError> {
    // Page by page, so that the copy is sealed as the ledger is.
    let (from, seal) = connect(file.path(), file.key())?;
    let mut copy =
        keyed(to, file.key(), OpenFlags::default(), seal).map_err(LedgerError::Database)?;
    let run = |copy: &mut rusqlite::Connection| {
        Copying::new(&from, copy)?.step(PAGES_AT_ONCE)?;
        // Without a log: whoever only reads a copy that keeps one would leave an empty one beside it.
        copy.query_row("pragma journal_mode = delete", [], |_| Ok(()))
    };
    run(&mut copy).map_err(LedgerError::Database)?;
    copy.close()
        .map_err(|(_, error)| LedgerError::Database(error))?;
    Ok(())
}

/// Removes what a restore has left on its way, also one that was broken off: the log of another copy belongs to none.
fn forget_half(folder: &Path) {
    for end in ["", "-wal", "-shm"] {
        // There is none, most often; one that stays is overwritten or refused by the next.
        fs::remove_file(folder.join(format!("ledger.db.half{end}"))).ok();
    }
}

/// Opens a copy with the ledger's key and checks every page of it.
fn check(path: &Path, key: &str) -> Result<(), BackupError> {
    let not_whole = || BackupError::NotWhole {
        path: path.to_owned(),
    };
    let open = || {
        let (db, _) = opened(path, key, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        let whole: String = db.query_row("pragma integrity_check", [], |row| row.get(0))?;
        let clinics: i64 = db.query_row("select count(*) from clinic", [], |row| row.get(0))?;
        Ok::<_, rusqlite::Error>(whole == "ok" && clinics == 1)
    };
    if open().unwrap_or(false) {
        Ok(())
    } else {
        Err(not_whole())
    }
}

/// Sees that nobody uses a ledger, and leaves it without a log beside it.
pub(super) fn check_unused(path: &Path, key: &str) -> Result<(), BackupError> {
    let leave_the_log = || -> Result<String, rusqlite::Error> {
        let (db, _) = opened(path, key, OpenFlags::default())?;
        db.query_row("pragma journal_mode = delete", [], |row| row.get(0))
    };
    // Whoever else has it open, also only for reading, keeps it from leaving the log. One that does not open any more
    // is what somebody restores for.
    let is_in_use = match leave_the_log() {
        Ok(mode) => mode != "delete",
        Err(error) => match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => true,
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => false,
            // The disk is full, or fails: its log would be lost with it.
            _ => return Err(LedgerError::Database(error).into()),
        },
    };
    if is_in_use {
        return Err(BackupError::InUse);
    }
    Ok(())
}

/// Gives the ledger a second name that stays its own, if nobody uses it.
pub(super) fn set_aside(path: &Path, key: &str, now: i64) -> Result<PathBuf, BackupError> {
    check_unused(path, key)?;
    let to = path.with_file_name(format!("ledger.{now}.set-aside.db"));
    // It gets a second name, and keeps its own until the backup takes that: somebody who starts the clinic after a restore
    // that was broken off finds a ledger, and does not found an empty one.
    fs::hard_link(path, &to)
        // Some disks have no second names.
        .or_else(|_| fs::copy(path, &to).map(drop))
        .map_err(|source| BackupError::File {
            path: to.clone(),
            source,
        })?;
    for end in ["-wal", "-shm"] {
        let from = path.with_file_name(format!("ledger.db{end}"));
        let to = to.with_file_name(format!("ledger.{now}.set-aside.db{end}"));
        match fs::rename(&from, &to) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(source) => return Err(BackupError::File { path: from, source }),
        }
    }
    Ok(to)
}

impl Tx<'_> {
    fn begin_backup(&self) -> Result<u64, LedgerError> {
        let no: i64 = self
            .one(include_str!("raise_era.sql"), &[], |row| row.get(0))?
            .ok_or(LedgerError::Malformed)?;
        let params = params! { ":no": no, ":at": self.now() };
        self.run(include_str!("insert_backup.sql"), params)?;
        u64::try_from(no).or(Err(LedgerError::Malformed))
    }

    fn backup_done(&self, no: u64) -> Result<(), LedgerError> {
        let no = i64::try_from(no).or(Err(LedgerError::Malformed))?;
        let params = params! { ":no": no, ":at": self.now() };
        self.run(include_str!("backup_done.sql"), params)?;
        Ok(())
    }
}
