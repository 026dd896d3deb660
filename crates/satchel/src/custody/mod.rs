//! What the clinic lets this satchel show, and what it orders it to do.
//!
//! A lease ends by time; an order to give back ends it at once. In both cases the satchel opens for sending only: nothing
//! is shown, and nothing is lost. It is kept in the vault, in one row, because what is outside can be written by anybody.

mod clock;
mod emptying;

use ambient::{Ambient, Millis};
use care::DeviceId;
use ed25519_dalek::VerifyingKey;
use serde::{Deserialize, Serialize};
use sync::custody::{Contacted, Lease, Order, Pins, SignedLease, SignedOrder, Told};
use sync::limits::DAY_MILLIS;
use sync::proof::public_key;
use vault::{Reader, StoreError, Writer, meta};

use crate::contract::failure::Failure;
use crate::contract::session::LeaseView;

pub(crate) use clock::{Clocks, HighWater};
pub(crate) use emptying::{Emptying, deliver, empty, go_on, owes_receipt};

/// In `meta`.
const CUSTODY: &str = "custody";
/// From so many days before its end a lease is spoken of.
pub(crate) const WARN_DAYS: i64 = 7;

/// What the clinic has said.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Custody {
    /// The clinic's command key, 64 hex digits. The first one told counts.
    pub(crate) command: Option<String>,
    #[serde(flatten)]
    told: Told,
    clock: HighWater,
}

/// What may be done with the satchel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Use {
    /// Everything.
    Whole,
    /// It sends and shows nothing: the lease is over.
    LeaseOver,
    /// It sends and shows nothing: the clinic wants it back.
    Recalled,
}

impl Use {
    /// Why nothing is shown.
    pub(crate) const fn looking(self) -> Result<(), Failure> {
        match self {
            Self::Whole => Ok(()),
            Self::LeaseOver => Err(Failure::LeaseOver),
            Self::Recalled => Err(Failure::Recalled),
        }
    }
}

impl Custody {
    /// As the clinic told it to a new device.
    pub(crate) fn first(
        command: Option<String>,
        lease: Option<SignedLease>,
        device: DeviceId,
        ambient: &Ambient,
    ) -> Self {
        let mut custody = Self {
            command,
            ..Self::default()
        };
        let clocks = Clocks::of(ambient);
        if let Some(lease) = &lease {
            custody.clock = HighWater::said(lease.lease.issued_at, clocks);
        }
        custody.take_lease(lease, device);
        custody
    }

    pub(crate) fn read(reader: &Reader<'_>) -> Result<Self, StoreError> {
        let kept = meta::get(reader, CUSTODY)?;
        Ok(kept
            .and_then(|kept| serde_json::from_str(&kept).ok())
            .unwrap_or_default())
    }

    pub(crate) fn keep(&self, writer: &Writer<'_>) -> Result<(), StoreError> {
        meta::put(
            writer,
            CUSTODY,
            &serde_json::to_string(self).unwrap_or_default(),
        )
    }

    fn key(&self) -> Option<VerifyingKey> {
        self.command.as_deref().and_then(|key| public_key(key).ok())
    }

    /// Takes what the clinic said. What it did not sign, or signed for somebody else, is passed over.
    pub(crate) fn take(&mut self, said: &Contacted, device: DeviceId, ambient: &Ambient) {
        self.clock = HighWater::said(said.at, Clocks::of(ambient));
        if self.command.is_none() {
            self.command.clone_from(&said.command);
        }
        if let Some(key) = self.key()
            && let Err(error) = self.told.take(said, &key, device)
        {
            tracing::warn!(%error, "what the clinic said was not taken");
        }
    }

    /// Takes a lease that is newer than the one it has.
    pub(crate) fn take_lease(&mut self, lease: Option<SignedLease>, device: DeviceId) {
        let (Some(signed), Some(key)) = (lease, self.key()) else {
            return;
        };
        if let Err(error) = self.told.take_lease(signed, &key, device) {
            tracing::warn!(%error, "a lease was not taken");
        }
    }

    /// Takes an order.
    pub(crate) fn take_order(&mut self, order: Option<SignedOrder>, device: DeviceId) {
        let (Some(signed), Some(key)) = (order, self.key()) else {
            return;
        };
        if let Err(error) = self.told.take_order(signed, &key, device) {
            tracing::warn!(%error, "an order was not taken");
        }
    }

    fn lease(&self) -> Option<&Lease> {
        self.told.lease()
    }

    /// Whether its clinic lets a PIN open it; where it was never told, it does.
    pub(crate) fn pins(&self) -> Pins {
        self.lease().map_or(Pins::Allowed, |lease| lease.pins)
    }

    /// The number of the newest lease it has.
    pub(crate) fn lease_seq(&self) -> Option<u64> {
        self.lease().map(|lease| lease.seq)
    }

    /// Whether another one says the same of leases, orders and keys, and the time it has seen is about as late: a minute
    /// is not worth a write.
    pub(crate) fn is_as(&self, kept: &Self) -> bool {
        self.command == kept.command && self.told == kept.told && self.clock.is_about(&kept.clock)
    }

    /// What it is to do.
    pub(crate) fn order(&self) -> Option<Order> {
        self.told.order().map(|signed| signed.order)
    }

    /// The same, as the clinic signed it.
    pub(crate) const fn signed_order(&self) -> Option<&SignedOrder> {
        self.told.order()
    }

    /// Until when it may show what it holds.
    pub(crate) fn until(&self) -> Option<Millis> {
        self.lease().map(|lease| lease.until)
    }

    /// The satchel was opened.
    pub(crate) fn opened(&mut self, ambient: &Ambient) {
        self.clock = self.clock.opened(Clocks::of(ambient));
    }

    /// Time has passed.
    pub(crate) fn noted(&mut self, ambient: &Ambient) {
        self.clock = self.clock.noted(Clocks::of(ambient));
    }

    /// What time it is at least, as far as this satchel believes.
    pub(crate) fn believed_now(&self, ambient: &Ambient) -> Millis {
        self.clock.now(Clocks::of(ambient))
    }

    /// What may be done with the satchel now.
    pub(crate) fn allows(&self, ambient: &Ambient) -> Use {
        if self.told.order().is_some() {
            return Use::Recalled;
        }
        // A satchel that was never given a lease has a clinic that knows of none.
        let now = self.believed_now(ambient);
        match self.until() {
            Some(until) if until <= now => Use::LeaseOver,
            Some(_) | None => Use::Whole,
        }
    }

    /// How it stands, for the screen.
    pub(crate) fn view(&self, ambient: &Ambient) -> Option<LeaseView> {
        let clocks = Clocks::of(ambient);
        let until = self.until()?;
        let now = self.clock.now(clocks).max(clocks.wall);
        Some(LeaseView {
            until,
            days: days_left(until, now),
            ending: days_left(until, now) <= WARN_DAYS,
            clock_back: self.clock.is_behind(clocks),
        })
    }
}

/// How many days are left, counted up; none at the end.
pub(crate) fn days_left(until: Millis, now: Millis) -> i64 {
    let left = until.saturating_sub(now).max(0);
    left.saturating_add(DAY_MILLIS.saturating_sub(1)) / DAY_MILLIS
}

#[cfg(test)]
mod tests {
    use super::*;

    use ambient::Fixed;
    use ed25519_dalek::SigningKey;
    use sync::custody::OrderKind;
    use sync::proof::public_key_text;
    use uuid::Uuid;

    const DEVICE: DeviceId = DeviceId(Uuid::from_u128(1));

    fn command() -> SigningKey {
        SigningKey::from_bytes(&[1; 32])
    }

    fn lease(seq: u64, issued_at: Millis, days: i64) -> SignedLease {
        Lease {
            device: DEVICE,
            seq,
            issued_at,
            until: issued_at.saturating_add(days.saturating_mul(DAY_MILLIS)),
            pins: Pins::Allowed,
        }
        .sign(&command())
    }

    fn custody(clock: &Fixed) -> Custody {
        let key = public_key_text(&command().verifying_key());
        let now = clock.ambient().now();
        Custody::first(Some(key), Some(lease(1, now, 30)), DEVICE, &clock.ambient())
    }

    #[test]
    fn a_lease_is_spoken_of_a_week_before_its_end_and_then_shows_nothing() {
        let clock = Fixed::new(DAY_MILLIS * 20_000, 7);
        let mut held = custody(&clock);
        let stands = |held: &Custody| {
            let view = held.view(&clock.ambient()).unwrap();
            (view.days, view.ending, held.allows(&clock.ambient()))
        };
        assert_eq!(stands(&held), (30, false, Use::Whole));
        let day_by_day = |held: &mut Custody, days: i64| {
            for _ in 0..days {
                clock.pass(DAY_MILLIS);
                held.opened(&clock.ambient());
            }
        };
        day_by_day(&mut held, 22);
        assert_eq!(stands(&held), (8, false, Use::Whole));
        day_by_day(&mut held, 1);
        assert_eq!(stands(&held), (7, true, Use::Whole));
        day_by_day(&mut held, 6);
        assert_eq!(stands(&held), (1, true, Use::Whole));
        day_by_day(&mut held, 1);
        assert_eq!(stands(&held), (0, true, Use::LeaseOver));
        clock.turn(-20 * DAY_MILLIS);
        assert_eq!(stands(&held), (0, true, Use::LeaseOver));
        assert!(held.view(&clock.ambient()).unwrap().clock_back);
    }

    #[test]
    fn only_a_newer_lease_of_the_clinics_own_is_taken() {
        let clock = Fixed::new(DAY_MILLIS * 20_000, 7);
        let mut held = custody(&clock);
        let now = clock.ambient().now();
        let until = held.until();
        held.take_lease(Some(lease(1, now, 60)), DEVICE);
        assert_eq!(held.until(), until, "an older one");
        let forged = SignedLease {
            signature: "00".repeat(64),
            ..lease(9, now, 60)
        };
        held.take_lease(Some(forged), DEVICE);
        assert_eq!(held.until(), until, "a forged one");
        held.take_lease(Some(lease(9, now, 60)), DEVICE);
        assert_eq!(held.until(), Some(now + 60 * DAY_MILLIS));
    }

    #[test]
    fn an_order_shows_nothing_until_a_later_lease_takes_it_back() {
        let clock = Fixed::new(DAY_MILLIS * 20_000, 7);
        let mut held = custody(&clock);
        let now = clock.ambient().now();
        let order = Order {
            id: Uuid::from_u128(4),
            device: DEVICE,
            what: OrderKind::RescueThenWipe,
            issued_at: now + 1,
        };
        held.take_order(Some(order.sign(&SigningKey::from_bytes(&[2; 32]))), DEVICE);
        assert_eq!(held.allows(&clock.ambient()), Use::Whole, "a forged one");
        held.take_order(Some(order.sign(&command())), DEVICE);
        assert_eq!(held.allows(&clock.ambient()), Use::Recalled);
        held.take_lease(Some(lease(2, now + 1, 0)), DEVICE);
        assert_eq!(held.order(), Some(order), "no time was given");
        held.take_lease(Some(lease(3, now + 2, 30)), DEVICE);
        assert_eq!(held.allows(&clock.ambient()), Use::Whole);
    }
}
