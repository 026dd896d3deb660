//! Sealed files in the ledger: in its backups like everything else, and gone back to with it.

use sync::clinic::{FileHeld, FileLedger};
use sync::files::NamedFile;
use sync::{Hash, StreamId};

use super::db::{Value, params};
use super::tx::{Tx, parsed};
use crate::ledger::LedgerError;

pub(super) fn expect(tx: &Tx<'_>, named: &NamedFile) -> Result<(), LedgerError> {
    let file = named.file.to_string();
    let params = params! { ":file": file, ":bytes": named.bytes };
    tx.run(include_str!("expect_file.sql"), params)?;
    let params = params! { ":file": file, ":stream": named.stream.to_string() };
    tx.run(include_str!("name_file.sql"), params)?;
    Ok(())
}

impl Tx<'_> {
    /// Every file that is whole, with its length.
    pub(crate) fn whole_files(&self) -> Result<Vec<(Hash, u32)>, LedgerError> {
        let rows = self.all(include_str!("whole_files.sql"), &[], |row| {
            Ok((row.get::<String>(0)?, row.get(1)?))
        })?;
        rows.into_iter()
            .map(|(file, bytes)| Ok((parsed(&file)?, bytes)))
            .collect()
    }

    fn set_pieces(&self, file: Hash, pieces: u32) -> Result<(), LedgerError> {
        let params = params! { ":file": file.to_string(), ":pieces": pieces };
        self.run(include_str!("count_piece.sql"), params)?;
        Ok(())
    }
}

impl FileLedger for Tx<'_> {
    fn file(&self, file: Hash) -> Result<Option<FileHeld>, LedgerError> {
        let params = params! { ":file": file.to_string() };
        self.one(include_str!("file.sql"), params, |row| {
            Ok(FileHeld {
                bytes: row.get(0)?,
                pieces: row.get(1)?,
                whole: row.get(2)?,
            })
        })
    }

    fn streams_of_file(&self, file: Hash) -> Result<Vec<StreamId>, LedgerError> {
        let params = params! { ":file": file.to_string() };
        let streams = self.all(include_str!("streams_of_file.sql"), params, |row| {
            row.get::<String>(0)
        })?;
        streams.iter().map(|stream| parsed(stream)).collect()
    }

    fn put_piece(&mut self, file: Hash, n: u32, sealed: &[u8]) -> Result<(), LedgerError> {
        let params =
            params! { ":file": file.to_string(), ":n": n, ":sealed": Value::Bytes(sealed) };
        self.run(include_str!("put_piece.sql"), params)?;
        self.set_pieces(file, n.saturating_add(1))
    }

    fn piece(&self, file: Hash, n: u32) -> Result<Option<Vec<u8>>, LedgerError> {
        let params = params! { ":file": file.to_string(), ":n": n };
        self.one(include_str!("piece.sql"), params, |row| row.get(0))
    }

    fn file_whole(&mut self, file: Hash) -> Result<(), LedgerError> {
        let params = params! { ":file": file.to_string() };
        self.run(include_str!("file_whole.sql"), params)?;
        Ok(())
    }

    fn drop_pieces(&mut self, file: Hash) -> Result<(), LedgerError> {
        let params = params! { ":file": file.to_string() };
        self.run(include_str!("drop_pieces.sql"), params)?;
        self.set_pieces(file, 0)
    }
}
