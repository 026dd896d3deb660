//! Who a ledger is, and where a folder's ledger is if it is not in the folder.

use std::io;
use std::path::Path;

use ambient::Ambient;
use care::{ClinicId, DeviceId};

use super::db::params;
use super::{LedgerError, Store, Tx};
use crate::identity::write_private_file;

/// What this ledger is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Founding {
    pub(crate) id: ClinicId,
    pub(crate) name: String,
    pub(crate) epoch: String,
    /// The id under which the clinic's own systems write.
    pub(crate) device: DeviceId,
}

impl Store {
    pub(super) fn is_founded(&self) -> Result<bool, LedgerError> {
        self.read(|tx| Ok(tx.founding()?.is_some()))
    }

    /// A new ledger learns who it is.
    pub(super) fn begin(&self, ambient: &Ambient) -> Result<(), LedgerError> {
        self.transact(ambient.now(), |tx| {
            if tx.founding()?.is_none() {
                tx.found(
                    &data_encoding::HEXLOWER.encode(&ambient.bytes::<16>()),
                    DeviceId(ambient.mint()),
                )?;
            }
            Ok(())
        })
    }
}

impl Tx<'_> {
    /// What this ledger is; none only before its first transaction.
    pub(crate) fn founding(&self) -> Result<Option<Founding>, LedgerError> {
        let row = self.one(include_str!("founding.sql"), &[], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get::<String>(2)?))
        })?;
        let Some((name, epoch, device)) = row else {
            return Ok(None);
        };
        Ok(Some(Founding {
            id: self.clinic(),
            name,
            epoch,
            device: device.parse().or(Err(LedgerError::Malformed))?,
        }))
    }

    fn found(&self, epoch: &str, device: DeviceId) -> Result<(), LedgerError> {
        let params = params! { ":name": "Clinic", ":epoch": epoch, ":device": device.to_string() };
        self.run(include_str!("insert_founding.sql"), params)?;
        Ok(())
    }

    /// Gives the clinic another name.
    pub(crate) fn rename_clinic(&self, name: &str) -> Result<(), LedgerError> {
        let params = params! { ":name": name };
        self.run(include_str!("rename_clinic.sql"), params)?;
        Ok(())
    }
}

/// The file that says that a folder's ledger is in PostgreSQL, and as whose. Beside it the folder holds only keys.
pub(super) struct Marker {
    pub(super) clinic: ClinicId,
}

const MARKER: &str = "ledger.in-postgres";

impl Marker {
    pub(super) fn read(folder: &Path) -> Result<Option<Self>, LedgerError> {
        match std::fs::read_to_string(folder.join(MARKER)) {
            Ok(text) => {
                let clinic = text.trim().parse().or(Err(LedgerError::AnotherPostgres))?;
                Ok(Some(Self { clinic }))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(LedgerError::Files(error)),
        }
    }

    pub(super) fn write(&self, folder: &Path) -> Result<(), LedgerError> {
        let text = format!("{}\n", self.clinic);
        Ok(write_private_file(&folder.join(MARKER), text.as_bytes())?)
    }

    /// The folder's ledger is in the folder after all.
    pub(super) fn remove(folder: &Path) -> Result<(), LedgerError> {
        std::fs::remove_file(folder.join(MARKER)).map_err(LedgerError::Files)
    }
}
