//! Sealed files at the clinic's door.

use sync::Rules;
use sync::clinic::{Device, files_at, give_piece, take_piece};
use sync::files::{AskFiles, FilesAt, GivenPiece, PieceTaken, SendPiece, WantPiece};
use sync::wire::RefusedCode;

use crate::Clinic;
use crate::devices::EnrolledDevice;
use crate::ledger::LedgerError;

impl Clinic {
    /// How far it has come with some files.
    pub(crate) fn files_at(
        &self,
        ask: &AskFiles,
    ) -> Result<Result<FilesAt, RefusedCode>, LedgerError> {
        self.store().read(|tx| files_at(tx, ask))
    }

    /// Takes a piece; it is on the disk when this returns.
    pub(crate) fn take_piece(
        &self,
        sent: &SendPiece,
    ) -> Result<Result<PieceTaken, RefusedCode>, LedgerError> {
        self.store().transact(self.ambient().now(), |tx| {
            take_piece(tx, sent, Rules::SOUND)
        })
    }

    /// Gives a piece.
    pub(crate) fn give_piece(
        &self,
        to: &EnrolledDevice,
        wanted: &WantPiece,
    ) -> Result<Result<GivenPiece, RefusedCode>, LedgerError> {
        let device = Device {
            id: to.id,
            staff: to.staff,
        };
        self.store()
            .read(|tx| give_piece(tx, device, wanted, Rules::SOUND))
    }
}
