//! The past as it is written: sound, whole, and believable.

use super::*;

use std::collections::BTreeSet;
use std::path::Path;

use ambient::Fixed;
use care::{Entity, Note, Stage};
use sync::SignedRecord;

use crate::Clinic;

/// 2026-11-24, four in the afternoon UTC: a Tuesday.
const TUESDAY: i64 = 1_795_536_000_000;
const DAY: i64 = 24 * 60 * 60 * 1_000;

fn demo(folder: &Path, fixed: &Fixed) -> Clinic {
    let clinic = Clinic::open(folder, fixed.ambient()).unwrap();
    let fixtures = Path::new("../../tests/fixtures/synthea-r4");
    for file in std::fs::read_dir(fixtures).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "gz") {
            clinic.import(&path).unwrap();
        }
    }
    clinic.write_demo().unwrap();
    clinic
}

fn notes(tx: &Tx<'_>) -> Vec<Note> {
    let texts = tx
        .all(
            "select body, hash, signature from records where kind = 'note'",
            &[],
            |row| Ok((row.get(0)?, row.get::<String>(1)?, row.get(2)?)),
        )
        .unwrap();
    let read = |(text, hash, signature): (String, String, String)| {
        let hash = hash.parse().unwrap();
        let record = SignedRecord {
            text,
            hash,
            signature,
        };
        serde_json::from_value(record.read().unwrap().body).unwrap()
    };
    texts.into_iter().map(read).collect()
}

fn entities<T: Entity>(tx: &Tx<'_>) -> Vec<(MemberId, T)> {
    let rows = tx
        .all(
            "select stream, data from entities where kind = :kind",
            crate::ledger::params! { ":kind": T::KIND },
            |row| Ok((row.get::<String>(0)?, row.get::<String>(1)?)),
        )
        .unwrap();
    let read = |(stream, data): (String, String)| {
        let stream: StreamId = stream.parse().unwrap();
        (
            stream.member().unwrap(),
            serde_json::from_str(&data).unwrap(),
        )
    };
    rows.into_iter().map(read).collect()
}

#[test]
fn the_past_is_signed_and_chained_and_only_one_person_has_waited_too_long() {
    let folder = tempfile::tempdir().unwrap();
    let clinic = demo(folder.path(), &Fixed::new(TUESDAY, 7));
    let verdict = clinic.verify().unwrap();
    assert_eq!((verdict.parked, verdict.faults), (0, 0));
    assert!(60 < verdict.records);
    assert!(
        clinic
            .devices()
            .unwrap()
            .iter()
            .all(|device| !device.active)
    );
    let waiting = clinic.store().read(|tx| {
        let notes = notes(tx);
        assert!(notes.iter().all(|note| !note.narrative.contains('{')));
        let quiet = |member: &MemberId| {
            let hers = notes.iter().filter(|note| note.about.member == *member);
            let last = hers.map(|note| note.about.started_at).max();
            last.is_none_or(|last| last < TUESDAY - 15 * DAY)
        };
        let episodes = entities::<care::Episode>(tx).into_iter();
        let enrolled = episodes.filter(|(_, episode)| Some(Stage::Enrolled) <= episode.stage());
        Ok::<_, LedgerError>(enrolled.filter(|(member, _)| quiet(member)).count())
    });
    assert_eq!(waiting.unwrap(), 1);
}

#[test]
fn the_demo_on_another_day_adds_that_days_visits_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let fixed = Fixed::new(TUESDAY, 7);
    let clinic = demo(folder.path(), &fixed);
    let visits = |clinic: &Clinic| {
        let read = |tx: &Tx<'_>| Ok::<_, LedgerError>(entities::<Visit>(tx));
        clinic.store().read(read).unwrap()
    };
    assert_eq!(clinic.write_demo().unwrap(), 0);
    let before = visits(&clinic);
    fixed.pass(10 * DAY);
    let written = clinic.write_demo().unwrap();
    let after = visits(&clinic);
    let new = after.iter().filter(|visit| !before.contains(visit));
    assert_eq!(new.clone().count(), written);
    assert!(0 < written);
    assert!(
        new.into_iter()
            .all(|(_, visit)| visit.appointment.day.to_string() == "2026-12-04")
    );
}

#[test]
fn every_visit_of_the_past_can_be_read_and_is_sound() {
    let all = all().unwrap();
    assert!(70 < all.len());
    let mut seen = BTreeSet::new();
    for past in all {
        let place = format!("{} {} {}", past.of, past.ago, past.time);
        assert!((1..=91).contains(&past.ago), "{place}");
        let is_remote = past.place == Place::Remote;
        assert_eq!(is_remote, past.modality != Modality::InPerson, "{place}");
        let is_signed = !past.note.is_empty() && !past.services.is_empty();
        assert_ne!(is_signed, past.not_held.is_some(), "{place}");
        assert!(seen.insert(place));
    }
}

#[test]
fn nobody_was_visited_on_a_weekend() {
    // 2026-11-22 is a Sunday.
    let moved = weekday("2026-11-22".parse().unwrap());
    assert_eq!(moved.to_string(), "2026-11-20");
    assert_eq!(weekday(moved), moved);
}
