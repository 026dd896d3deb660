//! What a clinic's office does by hand, killed in the middle: a backup, a restore, the taking in of a file, the shortening
//! of the feed.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::chance::Dice;
use crate::checks::Wrong;
use crate::moment::Moment;
use crate::process::{Place, Who};
use crate::stage::{Came, Ended, Stage};
use crate::store::Depth;

/// The backups there are.
#[derive(Debug, Default)]
pub(crate) struct Shelf {
    /// The whole ones of this line of the ledger's lives, by their number.
    whole: BTreeMap<u64, PathBuf>,
    /// What a killed backup left behind.
    half: Vec<PathBuf>,
    /// The one the ledger went back to last.
    base: Option<PathBuf>,
    made: u32,
}

/// What somebody at the office set out to do, and whether it was broken off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Did {
    /// Not possible on this day.
    Nothing,
    /// To its end.
    All,
    /// Killed on the way.
    BrokenOff,
}

impl Did {
    fn after(ended: &Ended) -> Self {
        match ended {
            Ended::Killed => Self::BrokenOff,
            Ended::ByItself(..) => Self::All,
        }
    }
}

/// A backup while the typist works and the clinic serves.
pub(crate) fn backs_up(
    stage: &mut Stage<'_>,
    shelf: &mut Shelf,
    dice: &Dice,
) -> Result<Did, Wrong> {
    let place = if dice.percent(70) {
        Place::Backups
    } else {
        Place::Ledger
    };
    // The first one of a day is let be, so that there is something to go back to.
    let mut moment = Moment::of_writing(dice, place).filter(|_| !shelf.whole.is_empty());
    let (seed, acts) = (dice.seed(), 2 + dice.below(8));
    stage.opens_the_clinic(&mut None)?;
    stage.sits_down(&mut None)?;
    stage.asks(&format!("go {seed} {acts}"));
    shelf.made += 1;
    let file = stage
        .folders
        .backups()
        .join(format!("{}.backup", shelf.made));
    let ended = stage.runs(&["backup", &file.to_string_lossy()], &mut moment)?;
    match &ended {
        Ended::Killed => shelf.half.push(file),
        Ended::ByItself(true, said) => {
            let no = said.iter().find_map(|line| {
                let rest = line.strip_prefix("backup ")?;
                rest.split(' ').next()?.parse().ok()
            });
            shelf
                .whole
                .insert(no.ok_or("a backup has no number")?, file);
        }
        Ended::ByItself(false, said) => return Err(format!("the backup failed: {said:?}")),
    }
    stage.until_done(&mut None)?;
    Ok(Did::after(&ended))
}

/// The ledger goes back to a backup.
pub(crate) fn restores(
    stage: &mut Stage<'_>,
    shelf: &mut Shelf,
    dice: &Dice,
) -> Result<Did, Wrong> {
    let (by_half, again, chosen) = (dice.percent(15), dice.percent(60), dice.seed());
    let mut moment = Moment::of_writing(dice, Place::Ledger);
    stage.kill(Who::Clinic)?;
    stage.until_done(&mut None)?;
    if let Some(half) = shelf.half.pop().filter(|_| by_half) {
        return by_half_a_backup(stage, &half);
    }
    let files = would_go_back_to(stage, shelf)?;
    let Some((no, file)) = Dice::new(chosen).pick(&files.iter().collect::<Vec<_>>()) else {
        return Ok(Did::Nothing);
    };
    let words = ["restore", &file.to_string_lossy()];
    let ended = stage.runs(&words, &mut moment)?;
    if let Ended::ByItself(false, said) = &ended {
        return Err(format!("the restore failed: {said:?}"));
    }
    stage.book.restored = true;
    // Somebody does it again, or starts what is there.
    if !stage.folders.clinic().join("ledger.db").exists() {
        return Err("a restore that was killed left no ledger in its place".to_owned());
    }
    if ended == Ended::Killed && again {
        let ended = stage.runs(&words, &mut None)?;
        if !matches!(ended, Ended::ByItself(true, _)) {
            return Err(format!(
                "the restore failed when it was run again: {ended:?}"
            ));
        }
    }
    shelf.whole.retain(|known, _| known <= no);
    shelf.base = Some(file.clone());
    Ok(Did::after(&ended))
}

/// What a killed backup left behind is refused and nothing changes, or it is a whole one.
fn by_half_a_backup(stage: &mut Stage<'_>, half: &Path) -> Result<Did, Wrong> {
    let before = fs::read(stage.folders.clinic().join("ledger.db"));
    let ended = stage.runs(&["restore", &half.to_string_lossy()], &mut None)?;
    if matches!(ended, Ended::ByItself(true, _)) {
        stage.book.restored = true;
        return Ok(Did::All);
    }
    let after = fs::read(stage.folders.clinic().join("ledger.db"));
    if before.is_ok() && before.ok() == after.ok() {
        Ok(Did::Nothing)
    } else {
        Err("a restore that was refused changed the ledger".to_owned())
    }
}

/// The backups this ledger would go back to, as it says itself; the one it came from while there is no other.
fn would_go_back_to(stage: &mut Stage<'_>, shelf: &Shelf) -> Result<BTreeMap<u64, PathBuf>, Wrong> {
    let Ended::ByItself(true, lines) = stage.runs(&["list", "backups"], &mut None)? else {
        return Err("the backups are not listed".to_owned());
    };
    let kept = lines.iter().filter(|line| line.ends_with(" kept"));
    let numbers = kept.filter_map(|line| line.split_whitespace().next()?.parse().ok());
    let files: BTreeMap<u64, PathBuf> = numbers
        .filter_map(|no| Some((no, shelf.whole.get(&no)?.clone())))
        .collect();
    if files.is_empty()
        && let Some(base) = &shelf.base
    {
        return Ok(BTreeMap::from([(u64::MAX, base.clone())]));
    }
    Ok(files)
}

/// A laptop without a clinic hands over in a file; the office takes it in, is killed, and takes it in again.
pub(crate) fn takes_in(stage: &mut Stage<'_>, dice: &Dice) -> Result<Did, Wrong> {
    let mut moment = Moment::of_writing(dice, Place::Ledger);
    let (seed, acts) = (dice.seed(), 3 + dice.below(8));
    stage.kill(Who::Clinic)?;
    stage.until_done(&mut None)?;
    if stage.sits_down(&mut None)? == Came::Awaited {
        stage.asks(&format!("go {seed} {acts}"));
        stage.until_done(&mut None)?;
        stage.asks("hand over");
        stage.until_done(&mut None)?;
    }
    let Some((changes, file)) = stage.book.handed.take() else {
        return Ok(Did::Nothing);
    };
    let words = ["import", "hand-over", &file];
    let first = stage.runs(&words, &mut moment)?;
    if matches!(first, Ended::ByItself(false, _)) {
        return Err(format!("the file was not taken in: {first:?}"));
    }
    stage.look(Depth::Quick)?;
    let again = stage.runs(&words, &mut None)?;
    let Ended::ByItself(true, said) = &again else {
        return Err(format!("the file was not taken in again: {again:?}"));
    };
    let counts: Vec<u64> = said
        .first()
        .map(|line| {
            line.split(' ')
                .filter_map(|word| word.parse().ok())
                .collect()
        })
        .unwrap_or_default();
    match counts.as_slice() {
        [new, known, ..] if new + known == changes => {}
        _ => {
            return Err(format!(
                "{changes} changes were handed over, and taken in: {said:?}"
            ));
        }
    }
    if first != Ended::Killed && counts.first() != Some(&0) {
        return Err(format!(
            "a file that was taken in once counts again: {said:?}"
        ));
    }
    Ok(Did::after(&first))
}

/// The feed forgets everything there is, the office is killed over it and does it again: whoever exchanges after it for the
/// first time is given whole streams. On a day that has gone on for a while there may be nothing left to forget.
pub(crate) fn shortens_the_feed(
    stage: &mut Stage<'_>,
    dice: &Dice,
    is_long: bool,
) -> Result<Did, Wrong> {
    let mut moment = Moment::of_writing(dice, Place::Ledger);
    let first = stage.runs(&["compact"], &mut moment)?;
    if first == Ended::Killed && stage.is_closed() {
        stage.look(Depth::Quick)?;
    }
    let again = stage.runs(&["compact"], &mut None)?;
    match (&first, &again) {
        (Ended::ByItself(true, said), Ended::ByItself(true, _))
            if is_long && is_of_no_stream(said) =>
        {
            Err(format!("the feed was not made shorter: {said:?}"))
        }
        (Ended::ByItself(true, _), Ended::ByItself(true, said)) if !is_of_no_stream(said) => {
            Err(format!("the feed was made shorter twice: {said:?}"))
        }
        (Ended::ByItself(true, _) | Ended::Killed, Ended::ByItself(true, _)) => {
            Ok(Did::after(&first))
        }
        (Ended::ByItself(..) | Ended::Killed, Ended::ByItself(..) | Ended::Killed) => Err(format!(
            "the feed could not be made shorter: {first:?}, {again:?}"
        )),
    }
}

/// The same while the clinic serves and the typist works.
pub(crate) fn shortens_the_feed_meanwhile(
    stage: &mut Stage<'_>,
    dice: &Dice,
) -> Result<Did, Wrong> {
    let (seed, acts) = (dice.seed(), 2 + dice.below(8));
    stage.opens_the_clinic(&mut None)?;
    stage.sits_down(&mut None)?;
    stage.asks(&format!("go {seed} {acts}"));
    let did = shortens_the_feed(stage, dice, false)?;
    stage.until_done(&mut None)?;
    Ok(did)
}

fn is_of_no_stream(said: &[String]) -> bool {
    said.iter().any(|line| line.contains(" of 0 streams "))
}
