//! Erasing this satchel, because its clinic ordered it; and the receipt.
//!
//! The receipt is signed and on the disk before anything goes: afterwards there is no key to sign with. Whoever was stopped
//! in between goes on at the next start, without being asked, and tells the clinic as soon as it can be reached.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

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

/// A journal's name begins and ends so; in between is the profile. A release before there were several had none.
const JOURNAL: (&str, &str) = ("emptying", ".json");

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
    let profile = journal.profile;
    match vault::erase(&vault_dir(&core.dir, profile), profile, core.keys.as_ref()) {
        Ok(()) => {
            core.card().forget(profile, journal.receipt.receipt.at);
            core.save_card();
        }
        Err(error) => tracing::error!(%error, "the satchel could not erase all of itself yet"),
    }
    core.tell(&Notice::Locked {
        why: LockedWhy::Closed,
    });
}

/// At the start: goes on with what was begun.
pub(crate) fn go_on(dir: &Path, keys: &dyn KeyStore, card: &mut Card) {
    for (_, journal) in journals(dir) {
        if card.of(journal.profile).is_some()
            && let Err(error) = carry_on(dir, keys, &journal, card)
        {
            tracing::error!(%error, "a satchel could not erase all of itself yet");
        }
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
    card.forget(journal.profile, journal.receipt.receipt.at);
    Ok(card.write(dir)?)
}

/// Whether the clinic has not heard of all of it yet.
pub(crate) fn owes_receipt(dir: &Path) -> bool {
    !journals(dir).is_empty()
}

/// Tells the clinic of each that is done. One that cannot be told keeps none of the others back.
pub(crate) async fn deliver(dir: &Path) -> Result<(), LineError> {
    let mut told = Ok(());
    for (path, journal) in journals(dir) {
        // Not before it is.
        if vault_dir(dir, journal.profile).exists() {
            continue;
        }
        match tell(&journal).await {
            Ok(()) => drop(fs::remove_file(path)),
            Err(error) => told = Err(error),
        }
    }
    told
}

async fn tell(journal: &Journal) -> Result<(), LineError> {
    let line = Line::known(&journal.clinic.url, &journal.clinic.authority)?;
    let Receipted {} = line.post("/contact/wiped", &journal.receipt, None).await?;
    Ok(())
}

/// What was begun and the clinic has not heard of.
fn journals(dir: &Path) -> Vec<(PathBuf, Journal)> {
    let files = fs::read_dir(dir).into_iter().flatten().flatten();
    let named = files.filter(|file| {
        let name = file.file_name();
        let name = name.to_string_lossy();
        name.starts_with(JOURNAL.0) && name.ends_with(JOURNAL.1)
    });
    named
        .filter_map(|file| {
            let text = fs::read(file.path()).ok()?;
            Some((file.path(), serde_json::from_slice(&text).ok()?))
        })
        .collect()
}

fn write(dir: &Path, journal: &Journal) -> io::Result<()> {
    let name = format!("{}-{}{}", JOURNAL.0, journal.profile, JOURNAL.1);
    let fresh = dir.join(format!("{name}.new"));
    let mut file = File::create(&fresh)?;
    file.write_all(&serde_json::to_vec(journal)?)?;
    file.sync_all()?;
    fs::rename(&fresh, dir.join(name))?;
    File::open(dir)?.sync_all()
}
