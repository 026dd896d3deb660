//! Sealed files at the clinic's door.

use sync::Rules;
use sync::clinic::{Device, files_at, give_piece, gives_last, is_last_piece, take_piece};
use sync::files::{AskFiles, FilesAt, GivenPiece, PieceTaken, SendPiece, WantPiece};
use sync::wire::RefusedCode;

use crate::Clinic;
use crate::devices::EnrolledDevice;
use crate::ledger::LedgerError;

impl Clinic {
    /// How far it has come with some files.
    pub(crate) fn files_at(
        &self,
        from: &EnrolledDevice,
        ask: &AskFiles,
    ) -> Result<Result<FilesAt, RefusedCode>, LedgerError> {
        let from = known_as(from);
        self.store().transact(self.ambient().now(), |tx| {
            files_at(tx, from, ask, Rules::SOUND)
        })
    }

    /// Takes a piece; it is on the disk when this returns.
    pub(crate) fn take_piece(
        &self,
        from: &EnrolledDevice,
        sent: &SendPiece,
    ) -> Result<Result<PieceTaken, RefusedCode>, LedgerError> {
        let from = known_as(from);
        self.store().transact(self.ambient().now(), |tx| {
            take_piece(tx, from, sent, Rules::SOUND)
        })
    }

    /// Gives a piece.
    pub(crate) fn give_piece(
        &self,
        to: &EnrolledDevice,
        wanted: &WantPiece,
    ) -> Result<Result<GivenPiece, RefusedCode>, LedgerError> {
        let device = known_as(to);
        let (given, is_last) = self.store().read(|tx| {
            let given = give_piece(tx, device, wanted, Rules::SOUND)?;
            Ok::<_, LedgerError>((given, is_last_piece(tx, wanted)?))
        })?;
        match given {
            Ok(given) if is_last => self.store().transact(self.ambient().now(), |tx| {
                gives_last(tx, device, (wanted, given.clone()), Rules::SOUND).map(Ok)
            }),
            Ok(_) | Err(_) => Ok(given),
        }
    }
}

const fn known_as(device: &EnrolledDevice) -> Device {
    Device {
        id: device.id,
        staff: device.staff,
    }
}
