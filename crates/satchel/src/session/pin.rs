//! A short number instead of the passphrase, for a satchel that was opened with its passphrase today.
//!
//! While the satchel is locked its key is kept warm in memory, sealed under the PIN. It goes after five wrong ones, four
//! hours after the satchel was locked, when the working day of its passphrase is over, when the clock was set back, and
//! with the program. Then the passphrase is asked for, and nothing is lost.

use ambient::{Ambient, Millis};
use sync::custody::Pins;
use vault::{Pin, PinError, ReopenError, StoreError, Vault, WarmKey, Writer, meta};

use super::{Open, identified, vault_dir};
use crate::contract::failure::Failure;
use crate::core::{Core, LOCK_AFTER_HOURS};

/// What the PIN became under Argon2id, in the vault; empty where there is none.
const PIN: &str = "pin";
/// So many may be wrong.
const TRIES: u32 = 5;
/// So long it is good after the satchel was locked.
const WARM_MILLIS: Millis = 4 * 3_600_000;
const HOUR: Millis = 3_600_000;

/// A moment by both clocks: the one on the wall, and the computer's own running, which nobody can set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Moment {
    pub(crate) wall: Millis,
    pub(crate) ran: Millis,
}

impl Moment {
    pub(crate) fn now(ambient: &Ambient) -> Self {
        Self {
            wall: ambient.now(),
            ran: ambient.ran(),
        }
    }

    /// Whether it was less than so long ago by either clock, and not after now.
    fn is_within(self, millis: Millis, now: Self) -> bool {
        let within = |then: Millis, now: Millis| (0..millis).contains(&now.saturating_sub(then));
        within(self.wall, now.wall) && within(self.ran, now.ran)
    }
}

/// A locked satchel's key, as long as it is warm.
#[derive(Debug)]
pub(crate) struct Warm {
    key: WarmKey,
    /// When the passphrase was last given.
    opened: Moment,
    locked: Moment,
    wrong: u32,
}

impl Warm {
    /// The key of a satchel that is about to be locked, if its person has a PIN.
    pub(crate) fn of(open: &Open, opened: Moment, ambient: &Ambient) -> Option<Self> {
        if open.custody().pins() == Pins::Forbidden {
            return None;
        }
        let pin = open.vault.read(pin_of).ok().flatten()?;
        Some(Self {
            key: open.vault.keep_warm(&pin, ambient).ok()?,
            opened,
            locked: Moment::now(ambient),
            wrong: 0,
        })
    }

    /// Whether a PIN may still be tried.
    pub(crate) fn is_good(&self, now: Moment) -> bool {
        let day = Millis::from(LOCK_AFTER_HOURS).saturating_mul(HOUR);
        self.wrong < TRIES
            && self.opened.is_within(day, now)
            && self.locked.is_within(WARM_MILLIS, now)
    }
}

fn pin_of(reader: &vault::Reader<'_>) -> Result<Option<Pin>, StoreError> {
    let kept = meta::get(reader, PIN)?.map(zeroize::Zeroizing::new);
    Ok(kept.and_then(|kept| Pin::read(&kept)))
}

/// Whether the person of an open satchel has a PIN.
pub(crate) fn has_pin(open: &Open) -> bool {
    open.vault.read(pin_of).is_ok_and(|pin| pin.is_some())
}

/// Takes a new PIN. Reckons for a tenth of a second: not to be done while the satchel is held open.
pub(crate) fn chosen(digits: &str, ambient: &Ambient) -> Result<Pin, Failure> {
    Pin::new(digits, ambient).map_err(|error| match error {
        PinError::Weak | PinError::Wrong => Failure::WeakPin,
        PinError::OutOfMemory => Failure::OutOfMemory,
    })
}

/// Forgets the PIN, if there is one, because the clinic does not allow it any more; whether there was.
pub(crate) fn drop_pin(writer: &Writer<'_>) -> Result<bool, StoreError> {
    let had = pin_of(writer)?.is_some();
    if had {
        meta::put(writer, PIN, "")?;
    }
    Ok(had)
}

/// Keeps the PIN in the vault, or none.
pub(crate) fn keep_pin(vault: &Vault, pin: Option<&Pin>) -> Result<(), StoreError> {
    let kept = pin.map(Pin::kept);
    let kept = kept.as_ref().map_or("", |kept| kept.as_str());
    vault.transact(|writer| meta::put(writer, PIN, kept))?;
    Ok(())
}

/// Opens the satchel with a PIN; gives when its passphrase was last given too. A try counts before it is made.
pub(crate) fn reopen(core: &Core, digits: &str) -> Result<(Open, Moment), Failure> {
    // One at a time: two that are made at once would be one.
    let _turn = core.turn();
    let dir = vault_dir(&core.dir, core.profile()?);
    let mut place = core.warm();
    let now = Moment::now(core.ambient());
    let mut warm = place
        .take()
        .filter(|warm| warm.is_good(now))
        .ok_or(Failure::PinGone)?;
    warm.wrong = warm.wrong.saturating_add(1);
    let before = core.failed_tries();
    core.keep_failed_tries(before.and_one(now.wall));
    match Vault::reopen(&dir, &warm.key, digits) {
        Ok(vault) => {
            core.keep_failed_tries(before);
            Ok((identified(vault)?, warm.opened))
        }
        Err(ReopenError::Pin(PinError::Wrong | PinError::Weak)) => {
            let left = TRIES.saturating_sub(warm.wrong);
            if left == 0 {
                return Err(Failure::PinGone);
            }
            *place = Some(warm);
            Err(Failure::WrongPin { left })
        }
        Err(other) => {
            // The PIN was not asked about.
            core.keep_failed_tries(before);
            warm.wrong = warm.wrong.saturating_sub(1);
            *place = Some(warm);
            Err(match other {
                ReopenError::Pin(_) => Failure::OutOfMemory,
                ReopenError::Open(error) => error.into(),
            })
        }
    }
}
