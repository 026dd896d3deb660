//! Erasing this satchel, because its clinic ordered it; and the receipt.
//!
//! The receipt is signed and on the disk before anything goes: afterwards there is no key to sign with. Whoever was stopped
//! in between goes on at the next start, without being asked, and tells the clinic as soon as it can be reached.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

use care::DeviceId;
use ed25519_dalek::SigningKey;
use serde::{Deserialize, Serialize};
use sync::custody::{Order, Receipt, Receipted, SignedReceipt};
use uuid::Uuid;
use vault::KeyStore;

use crate::contract::session::LockedWhy;
use crate::core::Core;
use crate::exchange::{Line, LineError};
use crate::notice::Notice;
use crate::session::{Card, CardError, ClinicAddress, vault_dir};

const JOURNAL: &str = "emptying.json";

/// What is being done, and to whom it is told.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Journal {
    profile: Uuid,
    clinic: ClinicAddress,
    receipt: SignedReceipt,
}

/// What is to be done, and what goes with it.
#[derive(Debug)]
pub(crate) struct Emptying {
    /// Whose satchel.
    pub(crate) profile: Uuid,
    pub(crate) order: Order,
    pub(crate) device: DeviceId,
    pub(crate) clinic: ClinicAddress,
    /// How much the clinic has not got.
    pub(crate) unsent: u32,
}

/// Erases the satchel. The key is one that the clinic knows this device by.
pub(crate) fn empty(core: &Core, what: Emptying, key: &SigningKey) {
    let receipt = Receipt {
        order: what.order.id,
        device: what.device,
        unsent: what.unsent,
        at: core.ambient().now(),
    };
    let journal = Journal {
        profile: what.profile,
        clinic: what.clinic,
        receipt: receipt.sign(key),
    };
    if let Err(error) = write(&core.dir, &journal) {
        // Nothing was begun; the clinic orders it again at the next contact.
        tracing::error!(%error, "the satchel could not begin to erase itself");
        return;
    }
    if core.profile() == Ok(what.profile) {
        core.shut(LockedWhy::Closed);
    }
    let mut card = core.card().clone();
    match carry_on(&core.dir, core.keys.as_ref(), &journal, &mut card) {
        Ok(()) => *core.card() = card,
        Err(error) => tracing::error!(%error, "the satchel could not erase all of itself yet"),
    }
    core.tell(&Notice::Locked {
        why: LockedWhy::Closed,
    });
}

/// At the start: goes on with what was begun.
pub(crate) fn go_on(dir: &Path, keys: &dyn KeyStore, card: &mut Card) {
    if let Some(journal) = read(dir)
        && card.of(journal.profile).is_some()
        && let Err(error) = carry_on(dir, keys, &journal, card)
    {
        tracing::error!(%error, "the satchel could not erase all of itself yet");
    }
}

#[derive(Debug, thiserror::Error)]
enum EmptyError {
    #[error(transparent)]
    Erase(#[from] vault::EraseError),
    #[error(transparent)]
    Card(#[from] CardError),
}

fn carry_on(
    dir: &Path,
    keys: &dyn KeyStore,
    journal: &Journal,
    card: &mut Card,
) -> Result<(), EmptyError> {
    vault::erase(&vault_dir(dir, journal.profile), journal.profile, keys)?;
    card.forget(journal.profile);
    card.emptied_at = Some(journal.receipt.receipt.at);
    Ok(card.write(dir)?)
}

/// Whether the clinic has not heard of it yet.
pub(crate) fn owes_receipt(dir: &Path) -> bool {
    dir.join(JOURNAL).exists()
}

/// Tells the clinic that it is done.
pub(crate) async fn deliver(dir: &Path) -> Result<(), LineError> {
    let Some(journal) = read(dir) else {
        return Ok(());
    };
    if vault_dir(dir, journal.profile).exists() {
        // Not before it is.
        return Ok(());
    }
    let Journal {
        clinic, receipt, ..
    } = journal;
    let line = Line::known(&clinic.url, &clinic.authority)?;
    let Receipted {} = line.post("/contact/wiped", &receipt, None).await?;
    fs::remove_file(dir.join(JOURNAL)).ok();
    Ok(())
}

fn read(dir: &Path) -> Option<Journal> {
    let text = fs::read(dir.join(JOURNAL)).ok()?;
    serde_json::from_slice(&text).ok()
}

fn write(dir: &Path, journal: &Journal) -> io::Result<()> {
    let fresh = dir.join("emptying.json.new");
    let mut file = File::create(&fresh)?;
    file.write_all(&serde_json::to_vec(journal)?)?;
    file.sync_all()?;
    fs::rename(&fresh, dir.join(JOURNAL))?;
    File::open(dir)?.sync_all()
}
