//! The lane of the pictures: beside the records, and always behind them.
//!
//! A picture travels in pieces that fit through a bad line. Each is asked for by its number, so that what has arrived
//! is never sent twice, and before each it is seen whether a record waits. One that cannot travel now is passed over;
//! the others go on.

use std::sync::Weak;

use ambient::Millis;
use data_encoding::BASE64;
use sync::Hash;
use sync::files::{
    AskFiles, FileAt, FilesAt, GivenPiece, PieceTaken, SendPiece, WantPiece, piece_length,
    pieces_of,
};
use sync::wire::RefusedCode;
use vault::files::{self, Travelling};
use vault::{Reader, StoreError, meta, outbox};

use super::journey::{JourneyError, Traveller, account, transact, with_open};
use super::receiving::receive;
use super::sending::send_all;
use super::timetable::ASK_AGAIN_MILLIS;
use super::{EPOCH, Ears, LineError, Refusal};
use crate::contract::sync::SyncNow;
use crate::core::Core;

/// So many pieces of pictures a laptop holds before it fetches no more: two gibibytes. What is taken here is always kept.
const PIECES_HELD_MAX: u32 = 8_192;

/// What became of a file on this journey.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Carried {
    /// It arrived whole.
    Whole,
    /// Not this time.
    PassedOver,
}

/// One journey's pictures.
pub(super) struct Lane<'a> {
    core: &'a Weak<Core>,
    ears: &'a Ears,
    traveller: &'a Traveller,
    /// Something has got through since the line last broke: it is worth trying again at once.
    got_through: bool,
    /// When it was last asked what is new.
    asked_at: Millis,
}

impl<'a> Lane<'a> {
    pub(super) fn new(core: &'a Weak<Core>, ears: &'a Ears, traveller: &'a Traveller) -> Self {
        Self {
            core,
            ears,
            traveller,
            // The records have just got through.
            got_through: true,
            asked_at: traveller.ambient.now(),
        }
    }

    /// Everything out that was taken here: consents first.
    pub(super) async fn send(&mut self) -> Result<(), JourneyError> {
        let mut passed = Vec::new();
        while let Some(next) = self.read(|reader| files::next_to_send(reader, &passed))? {
            match self.send_file(&next).await? {
                Carried::Whole => with_open(self.core, |core, open| {
                    transact(core, open, |writer| files::sent(writer, &next))
                })?,
                Carried::PassedOver => passed.push(next.key()),
            }
        }
        Ok(())
    }

    /// Everything in that a record names.
    pub(super) async fn fetch(&mut self) -> Result<(), JourneyError> {
        let mut passed = Vec::new();
        while let Some(next) = self.read(|reader| files::next_to_fetch(reader, &passed))? {
            if PIECES_HELD_MAX <= self.read(files::held)? {
                break;
            }
            if self.fetch_file(&next).await? == Carried::PassedOver {
                passed.push(next.key());
            }
        }
        Ok(())
    }

    async fn send_file(&mut self, next: &Travelling) -> Result<Carried, JourneyError> {
        let of = pieces_of(next.bytes);
        let Ok(file) = next.file.parse::<Hash>() else {
            return Ok(Carried::PassedOver);
        };
        let epoch = self.epoch()?;
        let ask = AskFiles {
            epoch: epoch.clone(),
            files: vec![file],
        };
        let asked: FilesAt = self.traveller.post("/sync/files", &ask).await?;
        if asked.epoch != epoch {
            return Err(JourneyError::AnotherLife);
        }
        let mut at = asked.files.first().copied().unwrap_or_default();
        let is_to_go = at.known && !at.whole;
        if is_to_go && self.read(|reader| hash_of(reader, &next.file, of))? != Some(file) {
            // The clinic would find out after it had travelled.
            tracing::error!("a picture in the satchel is damaged; it is kept and not sent");
            return Ok(Carried::PassedOver);
        }
        if !at.known {
            self.nobody_names(next)?;
        }
        while at.known && !at.whole {
            self.carrying(at.pieces, of)?;
            self.records_first().await?;
            let n = at.pieces;
            let Some(piece) = self.read(|reader| files::piece(reader, &next.file, n))? else {
                return Ok(Carried::PassedOver);
            };
            let sent = SendPiece {
                epoch: epoch.clone(),
                file,
                n,
                sealed: BASE64.encode(&piece),
            };
            let Some(taken): Option<PieceTaken> = self.insist("/sync/piece", &sent).await? else {
                return Ok(Carried::PassedOver);
            };
            if taken.epoch != epoch {
                return Err(JourneyError::AnotherLife);
            }
            if taken.at.pieces <= n && !taken.at.whole {
                return Ok(Carried::PassedOver);
            }
            at = taken.at;
        }
        Ok(if at == FileAt::default() {
            Carried::PassedOver
        } else {
            Carried::Whole
        })
    }

    async fn fetch_file(&mut self, next: &Travelling) -> Result<Carried, JourneyError> {
        let of = pieces_of(next.bytes);
        let Ok(file) = next.file.parse::<Hash>() else {
            return Ok(Carried::PassedOver);
        };
        for n in self.read(|reader| files::count(reader, &next.file))?..of {
            self.carrying(n, of)?;
            self.records_first().await?;
            let given: Option<GivenPiece> = self
                .insist("/sync/piece/get", &WantPiece { file, n })
                .await?;
            let piece = given
                .and_then(|given| given.sealed)
                .and_then(|sealed| BASE64.decode(sealed.as_bytes()).ok())
                .filter(|piece| piece_length(next.bytes, n) == Some(piece.len()));
            let Some(piece) = piece else {
                return Ok(Carried::PassedOver);
            };
            with_open(self.core, |core, open| {
                transact(core, open, |writer| {
                    files::put_piece(writer, &next.file, n, &piece)
                })
            })?;
        }
        // Only now is it known whether it is what its name says.
        let is_whole = self.read(|reader| hash_of(reader, &next.file, of))? == Some(file);
        with_open(self.core, |core, open| {
            transact(core, open, |writer| {
                if !is_whole {
                    return files::drop_file(writer, &next.file);
                }
                files::fetched(writer, next);
                Ok(())
            })
        })?;
        Ok(if is_whole {
            Carried::Whole
        } else {
            Carried::PassedOver
        })
    }

    /// The clinic has no record that names it. While this satchel has one, on its way or at rest, it may come; else it
    /// waits for nothing.
    fn nobody_names(&self, next: &Travelling) -> Result<(), JourneyError> {
        with_open(self.core, |core, open| {
            transact(core, open, |writer| {
                let is_on_its_way = outbox::streams(writer)?.contains(&next.stream);
                if is_on_its_way || files::is_named(writer, &next.file)? {
                    return Ok(());
                }
                files::sent(writer, next)
            })
        })
    }

    /// What was written meanwhile goes before the next piece, and what is new is asked for as often as on any day.
    async fn records_first(&mut self) -> Result<(), JourneyError> {
        if 0 < self.read(outbox::summary)?.count {
            send_all(self.core, self.ears, self.traveller).await?;
        }
        let now = self.traveller.ambient.now();
        if ASK_AGAIN_MILLIS <= now.saturating_sub(self.asked_at) {
            self.asked_at = now;
            receive(self.core, self.ears, self.traveller).await?;
            account(self.core, self.traveller).await?;
        }
        Ok(())
    }

    /// Sends a request and, as long as pieces get through in between, sends it again when the line breaks. None if the
    /// clinic refuses this one.
    async fn insist<Q: serde::Serialize, A: serde::de::DeserializeOwned>(
        &mut self,
        path: &str,
        question: &Q,
    ) -> Result<Option<A>, JourneyError> {
        loop {
            match self.traveller.post(path, question).await {
                Ok(answer) => {
                    self.got_through = true;
                    return Ok(Some(answer));
                }
                Err(LineError::Refused(Refusal {
                    code:
                        RefusedCode::FileUnknown
                        | RefusedCode::FileDamaged
                        | RefusedCode::BadRequest
                        | RefusedCode::TooLarge,
                    ..
                })) => return Ok(None),
                Err(LineError::Unreachable | LineError::Slow | LineError::Altered)
                    if self.got_through =>
                {
                    self.got_through = false;
                }
                Err(error) => return Err(error.into()),
            }
        }
    }

    fn carrying(&self, done: u32, of: u32) -> Result<(), JourneyError> {
        with_open(self.core, |core, _| {
            self.ears.set(core, |standing| {
                standing.now = SyncNow::Carrying { done, of };
            });
            Ok(())
        })
    }

    fn epoch(&self) -> Result<String, JourneyError> {
        Ok(self
            .read(|reader| meta::get(reader, EPOCH))?
            .unwrap_or_default())
    }

    fn read<T>(
        &self,
        act: impl FnOnce(&Reader<'_>) -> Result<T, StoreError>,
    ) -> Result<T, JourneyError> {
        with_open(self.core, |_, open| Ok(open.vault.read(act)?))
    }
}

/// The hash of what is here of a file; none if a piece is missing.
fn hash_of(reader: &Reader<'_>, file: &str, of: u32) -> Result<Option<Hash>, StoreError> {
    let mut whole = Vec::new();
    for n in 0..of {
        match files::piece(reader, file, n)? {
            Some(piece) => whole.extend(piece),
            None => return Ok(None),
        }
    }
    Ok(Some(Hash::of(&whole)))
}
