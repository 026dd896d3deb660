//! What a device does when the clinic's ledger has been put back: it offers again what it kept, and starts over.

use data_encoding::BASE64;

use super::{Answered, Copies, DeviceStore, is_of_another_life};
use crate::wire::Pushed;
use crate::{Replay, Tally};

/// The clinic's ledger has another life. Nothing is lost of what is shown or waits here; the clinic is offered again
/// what it took, and asked again for what it has.
pub(super) fn begin<S: DeviceStore>(store: &mut S, epoch: &str) -> Result<(), S::Error> {
    super::anew::give_up(store)?;
    for stream in store.held()? {
        store.set_damaged(&stream, &[])?;
    }
    store.set_gver(0)?;
    store.set_mark(None)?;
    store.set_tally(None)?;
    store.begin_life(epoch)
}

/// The next copies to be offered in this life of the ledger, and by what they are found again.
pub fn replay<S: DeviceStore>(store: &S) -> Result<Option<(u64, Replay)>, S::Error> {
    let Some(Copies { id, sealed }) = store.copies()? else {
        return Ok(None);
    };
    let replay = Replay {
        epoch: store.epoch()?,
        sealed: BASE64.encode(&sealed),
    };
    Ok(Some((id, replay)))
}

/// Takes the answers to copies that were offered again.
pub fn replayed<S: DeviceStore>(
    store: &mut S,
    id: u64,
    pushed: &Pushed,
) -> Result<Answered, S::Error> {
    if is_of_another_life(store, &pushed.re, &pushed.epoch)? {
        return Ok(Answered {
            other_life: true,
            ..Answered::default()
        });
    }
    for answer in &pushed.answers {
        store.answered_again(answer)?;
    }
    // The newest there is: what is offered again is answered one after the other.
    if let Some(tally) = &pushed.tally {
        set_tally(store, tally)?;
    }
    store.copies_offered(id, Some(pushed.era))?;
    // What waits follows on the last of them, which a clone has brought under another number.
    if let Some(inc) = pushed.fork
        && store.copies()?.is_none()
        && store.last()?.inc < inc
    {
        store.reincarnate(inc)?;
    }
    Ok(Answered {
        answers: pushed.answers.len(),
        reincarnated: pushed.fork.is_some(),
        other_life: false,
    })
}

/// The clinic could not open them: its key is another one now. They stay, and are not offered again in this life.
pub fn not_opened<S: DeviceStore>(store: &mut S, id: u64) -> Result<(), S::Error> {
    store.copies_offered(id, None)
}

/// Everything has been sent, offered and received.
pub fn complete<S: DeviceStore>(store: &mut S) -> Result<(), S::Error> {
    store.complete_life()
}

/// Keeps the clinic's newest word on what it has of this device.
pub(super) fn take_tally<S: DeviceStore>(
    store: &mut S,
    tally: Option<&Tally>,
) -> Result<(), S::Error> {
    let place = |tally: &Tally| (tally.inc, tally.dseq);
    let known = store.tally()?.as_ref().map(place);
    match tally {
        // At the same place it may speak of another operation, which a clone has sent before.
        Some(tally) if known <= Some(place(tally)) => set_tally(store, tally),
        Some(_) | None => Ok(()),
    }
}

/// The word on the last operation stays while there is no newer one: an answer that only says that a place is taken
/// answers about none.
fn set_tally<S: DeviceStore>(store: &mut S, tally: &Tally) -> Result<(), S::Error> {
    let known = store.tally()?.and_then(|known| known.answered);
    store.set_tally(Some(&Tally {
        answered: tally.answered.clone().or(known),
        ..tally.clone()
    }))
}
