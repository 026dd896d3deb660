//! What the clinic's ledger knows of its own lives: whether it has been put back, and what to tell a device of it.

use care::DeviceId;

use super::Ledger;
use crate::wire::{Noted, Pull, Pulled, Pushed};
use crate::{Hash, Tally};

/// The clinic's word on what it has of one incarnation of a device; none before its first operation.
pub(super) fn tally<L: Ledger>(
    ledger: &L,
    device: DeviceId,
    inc: u32,
) -> Result<Option<Tally>, L::Error> {
    let (dseq, _) = ledger.chain_head(device, inc)?;
    if dseq == 0 {
        return Ok(None);
    }
    let code = ledger.code(&Tally::message(&ledger.epoch()?, device, inc, dseq))?;
    Ok(Some(Tally { inc, dseq, code }))
}

/// Whether a device shows the clinic's own word for something this ledger does not have: then somebody has put an
/// older copy of it in place, and it is to begin another life before it answers.
pub fn is_set_back<L: Ledger>(
    ledger: &L,
    device: DeviceId,
    tally: Option<&Tally>,
) -> Result<bool, L::Error> {
    let Some(Tally { inc, dseq, code }) = tally else {
        return Ok(false);
    };
    if ledger.chain_head(device, *inc)?.0 >= *dseq {
        return Ok(false);
    }
    let ours = ledger.code(&Tally::message(&ledger.epoch()?, device, *inc, *dseq))?;
    // By their hashes, so that the time it takes tells nothing of where they differ.
    Ok(Hash::of(ours.as_bytes()) == Hash::of(code.as_bytes()))
}

/// To a push under another life of the ledger: nothing was taken.
pub(super) fn pushed_elsewhere(re: &str, epoch: String) -> Pushed {
    Pushed {
        re: re.to_owned(),
        epoch,
        answers: Vec::new(),
        tally: None,
        era: 0,
        fork: None,
    }
}

/// To a pull under another life of the ledger: nothing is given.
pub(super) fn pulled_elsewhere(pull: &Pull, epoch: String) -> Pulled {
    Pulled {
        re: pull.epoch.clone(),
        epoch,
        gver: 0,
        grants: None,
        pages: Vec::new(),
        more: false,
        left: 0,
        mark: None,
        whole: false,
        safe: 0,
        intake: None,
        at: None,
    }
}

/// To a receipt under another life of the ledger: it was not noted.
pub(super) fn noted(re: &str, epoch: String) -> Noted {
    Noted {
        re: re.to_owned(),
        epoch,
    }
}
