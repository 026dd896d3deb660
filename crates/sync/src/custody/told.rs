//! What a device has been told of what it may and must, and what it makes of what it is told next.
//!
//! No clock decides: leases are counted, and an answer without an order takes back what was ordered before.

use care::DeviceId;
use ed25519_dalek::VerifyingKey;
use serde::{Deserialize, Serialize};

use super::{Contacted, Lease, SignedLease, SignedOrder};
use crate::proof::NotProven;

/// What a device has been told.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Told {
    lease: Option<SignedLease>,
    order: Option<SignedOrder>,
}

impl Told {
    /// Takes what the clinic says at one contact. What was said before something else that has been taken says nothing any
    /// more; a newer lease that gives time and comes without an order takes back what was ordered.
    pub fn take(
        &mut self,
        said: &Contacted,
        command: &VerifyingKey,
        device: DeviceId,
    ) -> Result<(), NotProven> {
        let newest = self.lease().map_or(0, |lease| lease.seq);
        if let Some(signed) = &said.lease {
            if signed.lease.seq < newest {
                return Ok(());
            }
            self.take_lease(signed.clone(), command, device)?;
            if said.order.is_none() && newest < signed.lease.seq && signed.lease.gives_time() {
                self.order = None;
            }
        }
        match &said.order {
            Some(signed) => self.take_order(signed.clone(), command, device),
            None => Ok(()),
        }
    }

    /// Takes a lease, if it is newer than the one it has. One that gives time and was given later than an order takes that
    /// back.
    pub fn take_lease(
        &mut self,
        signed: SignedLease,
        command: &VerifyingKey,
        device: DeviceId,
    ) -> Result<(), NotProven> {
        let lease = signed.check(command, device)?;
        if self.lease().map_or(0, |kept| kept.seq) < lease.seq {
            self.lease = Some(signed);
        }
        let holds = |order: &SignedOrder| order.check(command, device, self.lease()).is_ok();
        if !self.order.as_ref().is_some_and(holds) {
            self.order = None;
        }
        Ok(())
    }

    /// Takes an order.
    pub fn take_order(
        &mut self,
        signed: SignedOrder,
        command: &VerifyingKey,
        device: DeviceId,
    ) -> Result<(), NotProven> {
        signed.check(command, device, self.lease())?;
        self.order = Some(signed);
        Ok(())
    }

    /// Its newest lease.
    pub fn lease(&self) -> Option<&Lease> {
        self.lease.as_ref().map(|signed| &signed.lease)
    }

    /// What it is to do, as the clinic signed it.
    pub const fn order(&self) -> Option<&SignedOrder> {
        self.order.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use ed25519_dalek::SigningKey;
    use uuid::Uuid;

    use crate::custody::{Order, OrderKind, Pins};

    const DEVICE: DeviceId = DeviceId(Uuid::from_u128(1));
    const DAY: i64 = 24 * 3_600_000;

    fn command() -> SigningKey {
        SigningKey::from_bytes(&[1; 32])
    }

    /// What the clinic says at an instant: its lease of this number, and whether the device is to come back.
    fn says(seq: u64, at: i64, is_recalled: bool) -> Contacted {
        let lease = Lease {
            device: DEVICE,
            seq,
            issued_at: at,
            until: if is_recalled { at } else { i64::MAX },
            pins: Pins::Allowed,
        };
        let order = Order {
            id: Uuid::from_u128(4),
            device: DEVICE,
            what: OrderKind::RescueThenWipe,
            issued_at: at,
        };
        Contacted {
            lease: Some(lease.sign(&command())),
            order: is_recalled.then(|| order.sign(&command())),
            command: None,
            at,
        }
    }

    fn takes(told: &mut Told, said: &Contacted) -> Result<(), NotProven> {
        told.take(said, &command().verifying_key(), DEVICE)
    }

    #[test]
    fn one_that_is_found_is_wanted_back_no_more_also_where_the_clinics_clock_went_back() {
        let mut told = Told::default();
        takes(&mut told, &says(1, 10 * DAY, true)).unwrap();
        assert!(told.order().is_some());
        takes(&mut told, &says(2, 3 * DAY, false)).unwrap();
        assert_eq!(told.order(), None);
        // And an order that is given by a clock that is behind is obeyed.
        takes(&mut told, &says(3, DAY, true)).unwrap();
        assert!(told.order().is_some());
    }

    #[test]
    fn what_was_said_before_what_has_been_taken_says_nothing_any_more() {
        let mut told = Told::default();
        let late = says(1, 10 * DAY, true);
        takes(&mut told, &says(2, 3 * DAY, false)).unwrap();
        takes(&mut told, &late).unwrap();
        assert_eq!(told.order(), None);
        assert_eq!(told.lease().map(|lease| lease.seq), Some(2));
    }

    #[test]
    fn what_the_clinic_did_not_sign_changes_nothing() {
        let mut told = Told::default();
        takes(&mut told, &says(1, DAY, false)).unwrap();
        let before = told.clone();
        let stranger = SigningKey::from_bytes(&[2; 32]).verifying_key();
        assert!(told.take(&says(2, DAY, true), &stranger, DEVICE).is_err());
        assert_eq!(told, before);
    }
}
