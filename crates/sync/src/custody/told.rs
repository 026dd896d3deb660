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
