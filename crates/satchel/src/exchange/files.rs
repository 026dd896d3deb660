//! The lane of the pictures: beside the records, and always behind them.
//!
//! What travels next is decided in `sync`. Here it is carried: each step is one request, asked again at once as long as
//! something gets through in between; and what is written goes before the next piece.

use std::sync::Weak;

use ambient::Millis;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sync::device::{self, FileStore, Heard, Step, Took, Travelling, Way};
use sync::wire::RefusedCode;
use sync::{Hash, Rules, StreamId};
use vault::{StoreError, files, outbox};

use super::journey::{JourneyError, Traveller, account, transact, with_open};
use super::receiving::receive;
use super::sending::send_all;
use super::timetable::ASK_AGAIN_MILLIS;
use super::{Ears, LineError, Refusal, Shelf};
use crate::contract::sync::SyncNow;
use crate::core::Core;

/// So many pieces of pictures a laptop holds before it fetches no more: two gibibytes. What is taken here is always kept.
const PIECES_HELD_MAX: u32 = 8_192;

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

    /// Everything that can travel one way.
    pub(super) async fn carry(&mut self, way: Way) -> Result<(), JourneyError> {
        self.carry_along(device::Lane::new(way)).await
    }

    /// Everything there is to be sent, before this satchel is erased.
    pub(super) async fn carry_the_last(&mut self) -> Result<(), JourneyError> {
        self.carry_along(device::Lane::last()).await
    }

    async fn carry_along(&mut self, mut lane: device::Lane) -> Result<(), JourneyError> {
        loop {
            let next = self.shelf(|shelf| {
                let next = lane.next(shelf, Rules::SOUND)?;
                Ok((next, lane.progress(shelf)?))
            })?;
            let (Some(step), progress) = next else {
                return Ok(());
            };
            self.carrying(progress)?;
            let Some(heard) = self.takes(&step).await? else {
                continue;
            };
            match self.shelf(|shelf| lane.hears(shelf, &step, &heard))? {
                Took::Well => {}
                Took::Damaged => {
                    tracing::error!("a picture in the satchel is damaged; it is kept and not sent");
                }
                Took::OtherLife => return Err(JourneyError::AnotherLife),
            }
        }
    }

    /// Carries out a step, and gives what came back if the clinic was asked.
    async fn takes(&mut self, step: &Step) -> Result<Option<Heard>, JourneyError> {
        match step {
            Step::Records => {
                send_all(self.core, self.ears, self.traveller).await?;
                Ok(None)
            }
            Step::Ask(ask) => {
                let at = self.traveller.post("/sync/files", ask).await?;
                Ok(Some(Heard::At(at)))
            }
            Step::Send(piece) => {
                self.keeps_up().await?;
                let taken = self.insist("/sync/piece", piece).await?;
                Ok(Some(taken.map_or(Heard::Refused, Heard::Taken)))
            }
            Step::Want(piece) => {
                self.keeps_up().await?;
                let given = self.insist("/sync/piece/get", piece).await?;
                Ok(Some(given.map_or(Heard::Refused, Heard::Given)))
            }
        }
    }

    /// What is new is asked for as often as on any day, however long the pictures take.
    async fn keeps_up(&mut self) -> Result<(), JourneyError> {
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
    async fn insist<Q: Serialize, A: DeserializeOwned>(
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

    fn carrying(&self, progress: Option<(u32, u32)>) -> Result<(), JourneyError> {
        let Some((done, of)) = progress else {
            return Ok(());
        };
        with_open(self.core, |core, _| {
            self.ears.set(core, |standing| {
                standing.now = SyncNow::Carrying { done, of };
            });
            Ok(())
        })
    }

    fn shelf<T>(
        &self,
        act: impl FnOnce(&mut Shelf<'_>) -> Result<T, StoreError>,
    ) -> Result<T, JourneyError> {
        with_open(self.core, |core, open| {
            transact(core, open, |writer| {
                act(&mut Shelf::new(writer, core.ambient()))
            })
        })
    }
}

impl FileStore for Shelf<'_> {
    fn next_to_send(&self, passed: &[Travelling]) -> Result<Option<Travelling>, StoreError> {
        next(passed, |passed| files::next_to_send(self.writer, passed))
    }

    fn next_to_fetch(&self, passed: &[Travelling]) -> Result<Option<Travelling>, StoreError> {
        next(passed, |passed| files::next_to_fetch(self.writer, passed))
    }

    fn has_room(&self) -> Result<bool, StoreError> {
        Ok(files::held(self.writer)? < PIECES_HELD_MAX)
    }

    fn may_be_named(&self, file: &Travelling) -> Result<bool, StoreError> {
        let is_on_its_way = outbox::streams(self.writer)?.contains(&file.stream.to_string());
        Ok(is_on_its_way || files::is_named(self.writer, &file.file.to_string())?)
    }

    fn pieces(&self, file: Hash) -> Result<u32, StoreError> {
        files::count(self.writer, &file.to_string())
    }

    fn piece(&self, file: Hash, n: u32) -> Result<Option<Vec<u8>>, StoreError> {
        files::piece(self.writer, &file.to_string(), n)
    }

    fn put_piece(&mut self, file: Hash, n: u32, sealed: &[u8]) -> Result<(), StoreError> {
        files::put_piece(self.writer, &file.to_string(), n, sealed)
    }

    fn drop_file(&mut self, file: Hash) -> Result<(), StoreError> {
        files::drop_file(self.writer, &file.to_string())
    }

    fn sent(&mut self, file: &Travelling) -> Result<(), StoreError> {
        files::sent(self.writer, &row(file))
    }

    fn fetched(&mut self, file: &Travelling) -> Result<(), StoreError> {
        files::fetched(self.writer, &row(file));
        Ok(())
    }
}

/// A file as the vault's lists have it.
fn row(file: &Travelling) -> files::Travelling {
    files::Travelling {
        file: file.file.to_string(),
        stream: file.stream.to_string(),
        bytes: file.bytes,
        since: 0,
    }
}

/// The next file of one of the vault's lists. What has no name that could be a file's, or is about no stream, is passed
/// over.
fn next(
    passed: &[Travelling],
    list: impl Fn(&[String]) -> Result<Option<files::Travelling>, StoreError>,
) -> Result<Option<Travelling>, StoreError> {
    let mut passed: Vec<String> = passed.iter().map(|file| row(file).key()).collect();
    while let Some(next) = list(&passed)? {
        let named: (Result<Hash, _>, Result<StreamId, _>) =
            (next.file.parse(), next.stream.parse());
        if let (Ok(file), Ok(stream)) = named {
            let bytes = next.bytes;
            return Ok(Some(Travelling {
                file,
                bytes,
                stream,
            }));
        }
        passed.push(next.key());
    }
    Ok(None)
}
