//! Contact with the clinic before anything else: how this device stands, and what it may and must.
//!
//! An open satchel makes it at the beginning of each journey. One that is locked makes it too, now and then, with the key
//! from the keyring: it hears of orders, and is given no new days.

use std::sync::Weak;

use care::AuditAction;
use ed25519_dalek::SigningKey;
use sync::audit::AuditEntry;
use sync::custody::{Contact, Contacted, LockedContact, Order, OrderKind, Pins, Report};
use sync::proof::{public_key, public_key_text};
use sync::wire::Pushed;
use sync::{Rules, device};
use uuid::Uuid;
use vault::{StoreError, copies, cost_of_a_guess, files, meta, outbox, stages, streams};

use super::drafts::hand_over_drafts;
use super::files::Lane;
use super::journey::{JourneyError, Traveller, last_complete, offer_again, transact, with_open};
use super::receiving::{Came, Heard};
use super::sending::send_all;
use super::{EPOCH, Ears, Line, LineError, Shelf, audit, escrow};
use crate::audit::{append, entry};
use crate::contract::Topic;
use crate::contract::failure::Failure;
use crate::contract::sync::SyncNow;
use crate::core::{Core, counted};
use crate::custody::{self, Custody, Emptying};
use crate::notice::Notice;
use crate::session::{Open, drop_pin, has_pin, heartbeat, vault_dir};

/// How contact was made.
pub(super) struct Greeted {
    /// What is to be done instead of the journey.
    pub(super) order: Option<Order>,
    /// What is new came with it, and there is no more.
    pub(super) received: bool,
}

/// Makes contact: together with the question what is new, where nothing waits to be sent, and else by itself before
/// anything goes out.
pub(super) async fn greet(
    core: &Weak<Core>,
    ears: &Ears,
    traveller: &Traveller,
) -> Result<Greeted, JourneyError> {
    if let Some(greeted) = greet_with_a_pull(core, ears, traveller).await? {
        return Ok(greeted);
    }
    let order = contact(core, ears, traveller).await?;
    Ok(Greeted {
        order,
        received: false,
    })
}

/// The question what is new, with how the device stands. `None` if contact is to be made by itself: something waits, the
/// clinic refuses, or is of an earlier release.
async fn greet_with_a_pull(
    core: &Weak<Core>,
    ears: &Ears,
    traveller: &Traveller,
) -> Result<Option<Greeted>, JourneyError> {
    let said = with_open(core, |core, open| {
        let is_quiet = open.custody().order().is_none()
            && !audit::waits(open)?
            && !escrow::waits(core, open)?
            && open.vault.read::<_, StoreError>(|reader| {
                Ok(outbox::summary(reader)?.count == 0
                    && files::waiting(reader)?.files == 0
                    && stages::all(reader)?.is_empty()
                    && streams::leaving(reader)?.is_empty()
                    && copies::next(reader, &meta::get(reader, EPOCH)?.unwrap_or_default())?
                        .is_none())
            })?;
        Ok(is_quiet.then(|| report(core, core.profile().ok(), Some(open))))
    })?;
    let Some(said) = said else {
        return Ok(None);
    };
    let mut came = Came::default();
    match came.asks(core, ears, traveller, Some(said)).await {
        Ok(Heard {
            spoke,
            order,
            more,
            anew,
        }) => Ok(spoke.then_some(Greeted {
            order,
            received: !more && !anew,
        })),
        // A laptop that is lost is given nothing, and hears of it otherwise.
        Err(JourneyError::Line(LineError::Refused(_))) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Takes what the clinic has to say to this device; gives what it is to do.
pub(super) fn take(core: &Weak<Core>, said: &Contacted) -> Result<Option<Order>, JourneyError> {
    let order = with_open(core, |core, open| {
        // Let go of before the writer is waited for: whoever has the writer may wait for this.
        let held = {
            let mut held = open.custody();
            held.take(said, open.me.device, core.ambient());
            held.clone()
        };
        let drops_pin = held.pins() == Pins::Forbidden && has_pin(open);
        if drops_pin || !open.vault.read(Custody::read)?.is_as(&held) {
            transact(core, open, |writer| {
                // In one with what forbids it: whoever is stopped in between has neither heard nor dropped it.
                if drops_pin && drop_pin(writer)? {
                    let now = core.ambient().now();
                    let entry = AuditEntry {
                        kind: Some("pin".to_owned()),
                        ..entry(&open.me, now, AuditAction::Edit)
                    };
                    append(writer, &entry)?;
                }
                held.keep(writer)
            })?;
        }
        Ok(held.order())
    })?;
    if let Some(core) = core.upgrade() {
        core.say_what_is_shown();
    }
    Ok(order)
}

/// Makes contact by itself; gives what is to be done instead of the journey.
async fn contact(
    core: &Weak<Core>,
    ears: &Ears,
    traveller: &Traveller,
) -> Result<Option<Order>, JourneyError> {
    let question = with_open(core, |core, open| {
        // Whoever asked for the exchange sees that it has begun, however long the first answer takes.
        let of = open.vault.read(outbox::summary)?.count;
        ears.set(core, |standing| {
            standing.now = if 0 < of {
                SyncNow::Sending { done: 0, of }
            } else {
                SyncNow::Receiving { done: 0, of: None }
            };
        });
        let report = report(core, core.profile().ok(), Some(open));
        Ok(Contact { report })
    })?;
    let said: Result<Contacted, LineError> = traveller.post("/sync/contact", &question).await;
    let said = match said {
        Ok(said) => said,
        // A clinic of an earlier release; the work goes out all the same.
        Err(LineError::Refused(refusal)) => {
            tracing::warn!(code = ?refusal.code, "the clinic said nothing of leases");
            return with_open(core, |_, open| Ok(open.custody().order()));
        }
        Err(error) => return Err(error.into()),
    };
    take(core, &said)
}

/// Does what the clinic ordered.
pub(super) async fn obey(
    core: &Weak<Core>,
    ears: &Ears,
    traveller: &Traveller,
    order: &Order,
) -> Result<(), JourneyError> {
    if order.what == OrderKind::RescueThenWipe {
        // What the clinic took in a life of its ledger that was put back since is nowhere but here.
        offer_again(core, traveller).await?;
        send_all(core, ears, traveller).await?;
        hand_over_drafts(core, traveller).await?;
        // What was done with it is nowhere else.
        audit::send_audit(core, traveller).await?;
        Lane::new(core, ears, traveller).carry_the_last().await?;
        say_farewell(core, traveller).await?;
    }
    let (what, key, drafts, offers) = with_open(core, |core, open| {
        let (counted, offers) = open.vault.read::<_, StoreError>(|reader| {
            let epoch = meta::get(reader, EPOCH)?.unwrap_or_default();
            Ok((counted(reader)?, copies::next(reader, &epoch)?.is_some()))
        })?;
        let what = Emptying {
            profile: core.profile().or(Err(JourneyError::Stopped))?,
            order: *order,
            device: open.me.device,
            clinic: open.clinic.clone(),
            unsent: counted.unsent,
        };
        Ok((what, open.key.clone(), counted.drafts, offers))
    })?;
    if order.what == OrderKind::RescueThenWipe && (0 < what.unsent || 0 < drafts || offers) {
        // Something was written meanwhile, a picture was passed over, or the clinic is of an earlier release and takes no
        // copies from a laptop that it wants back: the next journey takes it along.
        return Ok(());
    }
    let core = core.upgrade().ok_or(JourneyError::Stopped)?;
    custody::empty(&core, what, &key);
    // Whoever called this tells the clinic: the journey is over.
    Err(JourneyError::Stopped)
}

/// Asks whether the ledger that took this satchel's work is still the clinic's. If it was put back since, the journey begins
/// anew, and what the satchel keeps copies of is offered again before it erases itself.
async fn say_farewell(core: &Weak<Core>, traveller: &Traveller) -> Result<(), JourneyError> {
    let push = with_open(core, |core, open| {
        transact(core, open, |writer| {
            device::farewell(&Shelf::new(writer, core.ambient()))
        })
    })?;
    let pushed: Pushed = traveller.post("/sync/push", &push).await?;
    let answered = with_open(core, |core, open| {
        transact(core, open, |writer| {
            device::pushed(
                &mut Shelf::new(writer, core.ambient()),
                &pushed,
                Rules::SOUND,
            )
        })
    })?;
    if answered.other_life {
        Err(JourneyError::AnotherLife)
    } else {
        Ok(())
    }
}

/// Tells the clinic that the satchel has erased itself, if it has and the clinic does not know.
pub(super) async fn say_it_is_empty(core: &Weak<Core>) {
    let Some(dir) = core.upgrade().map(|core| core.dir.clone()) else {
        return;
    };
    if !custody::owes_receipt(&dir) {
        return;
    }
    if let Err(error) = custody::deliver(&dir).await {
        tracing::info!(%error, "the clinic does not know yet that the satchel is empty");
    }
    if let Some(core) = core.upgrade() {
        core.tell(&Notice::changed([Topic::Session]));
    }
}

/// How a device of this computer stands.
fn report(core: &Core, profile: Option<Uuid>, open: Option<&Open>) -> Report {
    let ambient = core.ambient();
    let card = profile.and_then(|profile| core.card().of(profile).cloned());
    let cost = profile.and_then(|profile| cost_of_a_guess(&vault_dir(&core.dir, profile)));
    let (mut unsent, mut drafts) = card
        .as_ref()
        .map_or((0, 0), |card| (card.unsent, card.drafts));
    let mut exchanged_at = card.as_ref().and_then(|card| card.exchanged_at);
    if let Some(inside) = open.and_then(|open| open.vault.read(counted).ok()) {
        (unsent, drafts) = (inside.unsent, inside.drafts);
        exchanged_at = open
            .and_then(|open| open.vault.read(last_complete).ok())
            .flatten();
    }
    Report {
        at: ambient.now(),
        heartbeat: open
            .and_then(|_| heartbeat(core, profile?).ok())
            .map(|key| public_key_text(&key.verifying_key())),
        unlocked_at: card.as_ref().and_then(|card| card.opened_at),
        exchanged_at,
        unsent,
        drafts,
        guess: cost.map(|cost| (cost.mebibytes(), cost.passes())),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        lease: open.and_then(|open| open.custody().lease_seq()),
    }
}

/// The same at once, for somebody who waits for it.
pub(crate) fn contact_now(core: &Core) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime
        .or(Err(Failure::StoreUnavailable))?
        .block_on(locked_contact(core))
}

/// Makes contact while the satchel is locked, and does what can be done then; the same for everybody else's on this computer,
/// for a lost one lies there whole. A satchel that has erased itself says so. What is told is how it went with the one in
/// front.
pub(super) async fn locked_contact(core: &Core) -> Result<(), Failure> {
    if custody::owes_receipt(&core.dir) {
        match custody::deliver(&core.dir).await {
            Ok(()) => core.tell(&Notice::changed([Topic::Session])),
            // The others of this computer are asked after all the same.
            Err(error) => tracing::warn!(%error, "a receipt for an erased satchel did not arrive"),
        }
    }
    let front = core.profile();
    let everybody: Vec<Uuid> = core.card().everybody().map(|card| card.profile).collect();
    let mut told = front.clone().map(drop);
    for profile in everybody {
        let came = contact_of(core, profile).await;
        if front == Ok(profile) {
            told = came;
        } else if let Err(error) = came {
            tracing::info!(
                ?error,
                "another satchel of this computer did not reach its clinic"
            );
        }
    }
    told
}

async fn contact_of(core: &Core, profile: Uuid) -> Result<(), Failure> {
    let outside = core
        .card()
        .of(profile)
        .and_then(|card| card.outside.clone());
    let outside = outside.ok_or(Failure::NotEnrolled)?;
    let key = outside
        .command
        .as_deref()
        .and_then(|key| public_key(key).ok());
    let Some(command) = key else {
        // Its clinic is of an earlier release, or it was never asked.
        return Ok(());
    };
    let heartbeat: SigningKey = heartbeat(core, profile)?;
    let line = Line::known(&outside.clinic.url, &outside.clinic.authority)?;
    let question = LockedContact::of(
        outside.device,
        &report(core, Some(profile), None),
        &heartbeat,
    );
    let said: Contacted = line.post("/contact", &question, None).await?;
    let device = outside.device;
    let lease = said
        .lease
        .filter(|signed| signed.check(&command, device).is_ok());
    let order = said
        .order
        .filter(|signed| signed.check(&command, device, None).is_ok());
    let at_once = order
        .as_ref()
        .is_some_and(|signed| signed.order.what == OrderKind::Wipe);
    if let (true, Some(signed)) = (at_once, &order) {
        let what = Emptying {
            profile,
            order: signed.order,
            device,
            clinic: outside.clinic,
            unsent: core.card().of(profile).map_or(0, |card| card.unsent),
        };
        custody::empty(core, what, &heartbeat);
        return Ok(custody::deliver(&core.dir).await?);
    }
    // What waits for her passphrase stands on the card; the vault asks whose signature it bears before it counts.
    core.change_card(|card| {
        if let Some(outside) = card.of(profile).and_then(|card| card.outside.as_mut()) {
            outside.lease = lease;
            outside.order = order;
        }
    })?;
    core.tell(&Notice::changed([Topic::Session]));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_personal_is_in_what_a_device_says_of_itself() {
        let said = serde_json::to_value(Report::default()).unwrap();
        let words: Vec<&str> = said
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect();
        assert_eq!(
            words,
            [
                "at",
                "drafts",
                "exchangedAt",
                "guess",
                "heartbeat",
                "unlockedAt",
                "unsent",
                "version"
            ]
        );
    }
}
