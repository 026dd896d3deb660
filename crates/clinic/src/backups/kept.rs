//! Which backups are kept, and when the newest is too old.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use ambient::Millis;
use chrono::{DateTime, Datelike as _, NaiveDate};

use crate::ledger::{Backup, BackupError};

const HOUR_MILLIS: Millis = 3_600_000;
/// A backup is made when the newest is this old, so that none is ever older than a day.
const EVERY_MILLIS: Millis = 20 * HOUR_MILLIS;
/// When the newest is older than this, somebody is told.
const LATE_MILLIS: Millis = 24 * HOUR_MILLIS;

/// The newest of each of so many days, weeks and months on which there is one.
const DAYS: usize = 7;
const WEEKS: usize = 5;
const MONTHS: usize = 12;

/// One that was made by itself.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Kept {
    /// The day on which it was begun, UTC.
    pub(super) day: NaiveDate,
    /// Its number.
    pub(super) no: u64,
}

impl Kept {
    pub(super) fn of(no: u64, begun_at: Millis) -> Self {
        Self {
            day: day(begun_at),
            no,
        }
    }

    /// What it is called in its folder.
    pub(super) fn file_name(&self) -> String {
        format!("satchel-{}-{}.backup", self.day, self.no)
    }

    fn read(name: &str) -> Option<Self> {
        let rest = name.strip_prefix("satchel-")?.strip_suffix(".backup")?;
        let (day, no) = rest.rsplit_once('-')?;
        let kept = Self {
            day: day.parse().ok()?,
            no: no.parse().ok()?,
        };
        // What we would call otherwise is somebody else's file.
        (kept.file_name() == name).then_some(kept)
    }
}

/// The newest backup that is whole and that the clinic would go back to.
pub(super) fn newest(backups: &[Backup]) -> Option<&Backup> {
    let is_good = |backup: &&Backup| backup.done_at.is_some() && backup.given_up_at.is_none();
    backups
        .iter()
        .filter(is_good)
        .max_by_key(|backup| backup.no)
}

/// Whether it is time for the next.
pub(super) fn is_due(backups: &[Backup], now: Millis) -> bool {
    newest(backups).is_none_or(|newest| EVERY_MILLIS <= age(newest, now))
}

/// Whether somebody has to be told that it is too old, or that there is none.
pub(super) fn is_late(newest: Option<&Backup>, now: Millis) -> bool {
    newest.is_none_or(|newest| LATE_MILLIS < age(newest, now))
}

/// How old it is, milliseconds. One of a later time than now is of a clock that was set, and may be of any age.
pub(super) fn age(backup: &Backup, now: Millis) -> Millis {
    match now.saturating_sub(backup.begun_at) {
        age if 0 <= age => age,
        _ => Millis::MAX,
    }
}

/// Those that were made by themselves, in their folder.
pub(super) fn there(folder: &Path) -> Result<Vec<Kept>, BackupError> {
    let file = |source| BackupError::File {
        path: folder.to_owned(),
        source,
    };
    let mut there = Vec::new();
    for entry in fs::read_dir(folder).map_err(file)? {
        let name = entry.map_err(file)?.file_name();
        there.extend(name.to_str().and_then(Kept::read));
    }
    there.sort();
    Ok(there)
}

/// What the rule says of those that are there.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Said {
    /// Their files go.
    pub(super) go: Vec<Kept>,
    /// Nobody would go back to them any more, though some of the files stay.
    pub(super) given_up: Vec<Kept>,
}

/// The newest of each of the last seven days, five weeks and twelve months stays. The months are for finding out what once was
/// there: laptops need not keep what is in no newer one.
pub(super) fn rule(there: &[Kept]) -> Said {
    let days = newest_of(there, DAYS, |day| day.num_days_from_ce());
    let weeks = newest_of(there, WEEKS, |day| {
        let week = day.iso_week();
        week.year()
            .saturating_mul(100)
            .saturating_add_unsigned(week.week())
    });
    let months = newest_of(there, MONTHS, |day| {
        day.year()
            .saturating_mul(100)
            .saturating_add_unsigned(day.month())
    });
    let mut said = Said::default();
    for kept in there {
        let is_recent = days.contains(kept) || weeks.contains(kept);
        if !is_recent {
            said.given_up.push(kept.clone());
        }
        if !is_recent && !months.contains(kept) {
            said.go.push(kept.clone());
        }
    }
    said
}

/// The newest of each of the `count` newest spans.
fn newest_of(there: &[Kept], count: usize, span: impl Fn(NaiveDate) -> i32) -> BTreeSet<Kept> {
    let mut newest = BTreeMap::new();
    for kept in there {
        let of = newest.entry(span(kept.day)).or_insert_with(|| kept.clone());
        if *of < *kept {
            *of = kept.clone();
        }
    }
    newest.into_values().rev().take(count).collect()
}

/// Deletes a backup's file and the keys beside it.
pub(super) fn delete(file: &Path, keys: &Path) -> Result<(), BackupError> {
    for path in [file, keys] {
        match fs::remove_file(path) {
            Ok(()) => {}
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(source) => {
                let path = PathBuf::from(path);
                return Err(BackupError::File { path, source });
            }
        }
    }
    Ok(())
}

fn day(at: Millis) -> NaiveDate {
    DateTime::from_timestamp_millis(at).map_or(NaiveDate::MIN, |at| at.date_naive())
}
