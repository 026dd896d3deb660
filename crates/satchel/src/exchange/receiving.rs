//! Everything in: question after question, until there is no more.
//!
//! While the laptop writes down one answer, the clinic works on the next: what will be asked follows from the answer that
//! is there. Should the laptop come to ask something else, or not come to it, that answer is dropped; by the mark it does
//! not show then, the clinic knows.

use std::sync::Weak;

use sync::Rules;
use sync::custody::{Order, Report};
use sync::device;
use sync::wire::{Pull, Pulled};

use super::anew::{fetch, suspect};
use super::contact::take;
use super::escrow::keep_recovery;
use super::journey::{JourneyError, Traveller, UnderWay, account, transact, with_open};
use super::life::keep_intake;
use super::sending::send_all;
use super::skew::{Round, ahead};
use super::{Ears, Shelf};
use crate::contract::sync::SyncNow;
use crate::core::Core;

const PATH: &str = "/sync/pull";
/// So many answers with a record that is not what was signed are gone on after in one journey.
const FAULTS_MAX: u32 = 64;
/// So often in one journey everybody is let go of and taken up again; more can only be a fault of the clinic.
const LET_GO_MAX: u32 = 3;

/// Everything that is new.
pub(super) async fn receive(
    core: &Weak<Core>,
    ears: &Ears,
    traveller: &Traveller,
) -> Result<(), JourneyError> {
    let mut came = Came::default();
    loop {
        // What was left when the last journey broke off, and what the clinic has just said.
        let anew = fetch(core, traveller).await?;
        came.done = came.done.saturating_add(count(anew.unwrap_or(0)));
        came.goes_ahead = true;
        let heard = came.asks(core, ears, traveller, None).await?;
        if heard.anew && came.let_go < LET_GO_MAX {
            came.let_go = came.let_go.saturating_add(1);
            send_all(core, ears, traveller).await?;
            account(core, traveller).await?;
        } else if !heard.more {
            return Ok(());
        }
    }
}

/// How far receiving has come.
#[derive(Default)]
pub(super) struct Came {
    done: u32,
    of: Option<u32>,
    faults: u32,
    /// So often it was told to let go of everybody.
    let_go: u32,
    /// Whether the next question may be asked before this answer is written down.
    goes_ahead: bool,
    /// It was.
    ahead: Option<(Pull, UnderWay<Pulled>)>,
}

/// What was heard with one answer.
pub(super) struct Heard {
    /// Whether the clinic had anything to say to the device itself.
    pub(super) spoke: bool,
    /// What the device is to do.
    pub(super) order: Option<Order>,
    /// There is more, or something is to be fetched anew.
    pub(super) more: bool,
    /// Members have left who are given anew once they are accounted for.
    pub(super) anew: bool,
}

impl Came {
    /// Asks once what is new, and takes it. Of a clinic that has something for the device to do nothing is taken.
    pub(super) async fn asks(
        &mut self,
        core: &Weak<Core>,
        ears: &Ears,
        traveller: &Traveller,
        report: Option<Report>,
    ) -> Result<Heard, JourneyError> {
        let pull = with_open(core, |core, open| {
            ears.set(core, |standing| {
                standing.now = SyncNow::Receiving {
                    done: self.done,
                    of: self.of,
                }
            });
            transact(core, open, |writer| {
                device::pull(&Shelf::new(writer, core.ambient()))
            })
        })?;
        let pull = Pull { report, ..pull };
        let asked = traveller.ambient.now();
        let before = self.ahead.take().filter(|(before, _)| *before == pull);
        let was_asked = before.is_some();
        let pulled: Pulled = match before {
            Some((_, under_way)) => under_way.answer().await?,
            None => traveller.post(PATH, &pull).await?,
        };
        // One that was asked before says nothing of how long the way is.
        if let (Some(answered), false) = (pulled.at, was_asked) {
            let round = Round {
                asked,
                answered,
                heard: traveller.ambient.now(),
            };
            let core = core.upgrade().ok_or(JourneyError::Stopped)?;
            ears.set(&core, |standing| standing.clock_ahead = ahead(round));
        }
        let spoke = pulled.contacted.is_some();
        let order = match &pulled.contacted {
            Some(said) => take(core, said)?,
            None => None,
        };
        if order.is_some() {
            return Ok(Heard {
                spoke,
                order,
                more: false,
                anew: false,
            });
        }
        if let Some(next) = device::following(&pull, &pulled).filter(|_| self.goes_ahead) {
            let request = traveller.request(PATH, &next)?;
            self.ahead = Some((next, traveller.begins(request)));
        }
        let (more, anew) = self.takes(core, &pulled)?;
        Ok(Heard {
            spoke,
            order,
            more,
            anew,
        })
    }

    /// Takes an answer; whether it is to be asked again, and whether members have left who are given anew.
    fn takes(&mut self, core: &Weak<Core>, pulled: &Pulled) -> Result<(bool, bool), JourneyError> {
        let received = with_open(core, |core, open| {
            transact(core, open, |writer| {
                keep_intake(writer, pulled.intake.as_deref())?;
                keep_recovery(writer, pulled.recovery.as_deref())?;
                let into = &mut Shelf::new(writer, core.ambient());
                let received = device::pulled(into, pulled, Rules::SOUND)?;
                if received.suspicious {
                    suspect(writer)?;
                }
                Ok(received)
            })
        })?;
        self.done = self
            .done
            .saturating_add(u32::try_from(received.changes).unwrap_or(u32::MAX));
        self.of = Some(self.done.saturating_add(count(pulled.left)));
        if received.other_life {
            return Err(JourneyError::AnotherLife);
        }
        if let Some(fault) = received.fault {
            // Its stream is fetched whole, so that what stands behind the record does not wait for it.
            self.faults = self.faults.saturating_add(1);
            if FAULTS_MAX < self.faults {
                return Err(fault.into());
            }
            return Ok((true, false));
        }
        let more = received.more || !pulled.anew.is_empty();
        Ok((more, received.anew))
    }
}

fn count(changes: u64) -> u32 {
    u32::try_from(changes).unwrap_or(u32::MAX)
}
