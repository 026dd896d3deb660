//! What the clinic's ledger knows of its own lives: whether it has been put back, and what to tell a device of it.

use care::DeviceId;

use super::Ledger;
use crate::life::{Word, mark_message};
use crate::wire::{Noted, OpAnswer, Pull, Pulled, Pushed};
use crate::{Hash, Mutant, Rules, Tally};

/// The clinic's word on what it has of one incarnation of a device, and on the last operation it answers about; none
/// before the first of that incarnation.
pub(super) fn tally<L: Ledger>(
    ledger: &L,
    device: DeviceId,
    inc: u32,
    answers: &[OpAnswer],
) -> Result<Option<Tally>, L::Error> {
    let (dseq, hash) = ledger.chain_head(device, inc)?;
    if dseq == 0 {
        return Ok(None);
    }
    let epoch = ledger.epoch()?;
    let answered = match answers.last() {
        Some(OpAnswer { op, .. }) => Some(Word {
            op: *op,
            code: ledger.code(&Word::message(&epoch, device, *op))?,
        }),
        None => None,
    };
    let bare = Tally {
        inc,
        dseq,
        hash,
        code: String::new(),
        answered,
    };
    let code = ledger.code(&bare.message(&epoch, device))?;
    Ok(Some(Tally { code, ..bare }))
}

/// The name of the life that a ledger begins when it was put back: one that no device has heard. The name in the backup is the
/// one under which devices were answered what the ledger does not know any more.
pub fn next_life(in_backup: String, fresh: String, rules: Rules) -> String {
    if rules.hold(Mutant::EpochFromBackup) {
        fresh
    } else {
        in_backup
    }
}

/// What a device shows of what it was told.
#[derive(Debug, Clone, Copy)]
pub struct Shown<'a> {
    /// The life of the ledger as it knows it.
    pub epoch: &'a str,
    /// The clinic's word on what it has of it.
    pub tally: Option<&'a Tally>,
    /// The mark of the last answer it was given.
    pub mark: Option<&'a str>,
}

/// Whether a device shows the clinic's own word for something this ledger does not know: then somebody has put an older
/// copy of it in place, and it is to begin another life before it answers.
pub fn is_set_back<L: Ledger>(
    ledger: &L,
    device: DeviceId,
    shown: Shown<'_>,
) -> Result<bool, L::Error> {
    let is_present = ledger.epoch()? == shown.epoch;
    if !is_present && ledger.has_lived(shown.epoch)? {
        return Ok(false);
    }
    if let Some(tally) = shown.tally {
        let link = ledger.chain_link(device, tally.inc, tally.dseq)?;
        let is_news = !is_present || link != Some(tally.hash);
        if is_news && is_own_word(ledger, &tally.message(shown.epoch, device), &tally.code)? {
            return Ok(true);
        }
        if let Some(Word { op, code }) = &tally.answered {
            let is_news = !is_present || ledger.answer_to(*op)?.is_none();
            let message = Word::message(shown.epoch, device, *op);
            if is_news && is_own_word(ledger, &message, code)? {
                return Ok(true);
            }
        }
    }
    if let Some((mark, code)) = shown.mark.and_then(|mark| mark.split_once(' '))
        && let Ok(mark) = mark.parse()
    {
        let is_news = !is_present || ledger.mark(device)?.is_none_or(|known| known < mark);
        let message = mark_message(shown.epoch, device, mark);
        return Ok(is_news && is_own_word(ledger, &message, code)?);
    }
    Ok(false)
}

/// By their hashes, so that the time it takes tells nothing of where they differ.
fn is_own_word<L: Ledger>(ledger: &L, message: &str, code: &str) -> Result<bool, L::Error> {
    let ours = ledger.code(message)?;
    Ok(Hash::of(ours.as_bytes()) == Hash::of(code.as_bytes()))
}

/// The mark of an answer, as a device is given it.
pub(super) fn marked<L: Ledger>(
    ledger: &L,
    device: DeviceId,
    mark: Option<u64>,
) -> Result<Option<String>, L::Error> {
    let Some(mark) = mark else {
        return Ok(None);
    };
    let code = ledger.code(&mark_message(&ledger.epoch()?, device, mark))?;
    Ok(Some(format!("{mark} {code}")))
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
        owed: Vec::new(),
        pages: Vec::new(),
        anew: Vec::new(),
        more: false,
        left: 0,
        mark: None,
        whole: false,
        safe: 0,
        intake: None,
        recovery: None,
        at: None,
        contacted: None,
        decided: Vec::new(),
    }
}

/// To a receipt under another life of the ledger: it was not noted.
pub(super) fn noted(re: &str, epoch: String) -> Noted {
    Noted {
        re: re.to_owned(),
        epoch,
    }
}
