//! What a device asks the clinic for.

use super::DeviceStore;
use crate::limits::DECISIONS_ASKED_MAX;
use crate::wire::{Cursor, Page, Pull, Pulled};

/// What is to be asked for.
pub fn pull<S: DeviceStore>(store: &S) -> Result<Pull, S::Error> {
    let mark = store.mark()?;
    Ok(Pull {
        epoch: store.epoch()?,
        gver: store.gver()?,
        last: store.last()?,
        tally: store.tally()?,
        snapshots: true,
        whole: mark.is_none(),
        cursors: match mark {
            Some(_) => store.moved()?,
            None => store.cursors()?,
        },
        mark,
        report: None,
        undecided: store.undecided(DECISIONS_ASKED_MAX)?,
    })
}

/// Where more operations wait for a decision than one question names, the next one names others.
pub(super) fn turn<S: DeviceStore>(store: &mut S) -> Result<(), S::Error> {
    let asked = store.undecided(DECISIONS_ASKED_MAX)?;
    match asked.last() {
        Some(last) if asked.len() == DECISIONS_ASKED_MAX => store.asked_after(*last),
        Some(_) | None => Ok(()),
    }
}

/// What [`pull`] will ask when this answer to it has been taken whole, so that it can be asked while the answer is written
/// down; `None` where there is no more, or that is not sure.
pub fn following(asked: &Pull, pulled: &Pulled) -> Option<Pull> {
    let is_plain = pulled.more
        && !pulled.whole
        && pulled.grants.is_none()
        && pulled.anew.is_empty()
        && pulled.decided.is_empty()
        && asked.undecided.len() < DECISIONS_ASKED_MAX
        && pulled.re == asked.epoch
        && pulled.epoch == asked.epoch
        && pulled.mark.is_some();
    let come_to = |page: &Page| Cursor {
        stream: page.stream.clone(),
        seq: page.changes.last().map_or(page.from, |last| last.seq),
    };
    let mut cursors: Vec<Cursor> = pulled.pages.iter().map(come_to).collect();
    cursors.sort_by(|one, other| one.stream.cmp(&other.stream));
    is_plain.then(|| Pull {
        gver: pulled.gver,
        mark: pulled.mark.clone(),
        whole: false,
        cursors,
        report: None,
        ..asked.clone()
    })
}
