//! Secrets that are kept beside the ledger and so outlive it: made at the first start, never again.

use std::path::Path;

use ambient::Ambient;
use ed25519_dalek::SigningKey;
use sync::IntakeKey;

use super::{IdentityError, write_private_file};
use crate::ledger::TallyKey;

/// The clinic's secrets besides its certificate authority.
pub(crate) struct Keys {
    /// Vouches to devices for what the ledger has of them.
    pub(crate) tally: TallyKey,
    /// Opens what devices seal to the clinic.
    pub(crate) intake: IntakeKey,
    /// Signs leases and orders.
    pub(crate) command: SigningKey,
}

impl Keys {
    /// Opens them in the folder, or makes what is not there.
    pub(crate) fn open(folder: &Path, ambient: &Ambient) -> Result<Self, IdentityError> {
        Ok(Self {
            tally: TallyKey::new(secret(&folder.join("tally.key"), ambient)?),
            command: SigningKey::from_bytes(&secret(&folder.join("command.key"), ambient)?),
            intake: IntakeKey::from_seed(&secret(&folder.join("intake.key"), ambient)?),
        })
    }
}

fn secret(path: &Path, ambient: &Ambient) -> Result<[u8; 32], IdentityError> {
    let damaged = || IdentityError::Damaged {
        path: path.to_owned(),
    };
    match std::fs::read_to_string(path) {
        Ok(text) => {
            let bytes = data_encoding::HEXLOWER
                .decode(text.trim().as_bytes())
                .or(Err(damaged()))?;
            bytes.try_into().or(Err(damaged()))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let made = ambient.bytes::<32>();
            write_private_file(path, data_encoding::HEXLOWER.encode(&made).as_bytes())?;
            Ok(made)
        }
        Err(source) => Err(IdentityError::Store {
            path: path.to_owned(),
            source,
        }),
    }
}
