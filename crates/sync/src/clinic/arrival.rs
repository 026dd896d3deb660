//! How operations come to the clinic.

use care::Role;

use super::Device;
use crate::Rules;

/// Who sends, when it arrived, and the rules it is taken by.
#[derive(Clone, Copy)]
pub(super) struct Arrival {
    pub(super) device: Device,
    pub(super) role: Option<Role>,
    pub(super) received_at: i64,
    pub(super) rules: Rules,
    pub(super) manner: Manner,
}

impl Arrival {
    /// The sender's role is read once her device is locked.
    pub(super) const fn of(device: Device, received_at: i64, rules: Rules, manner: Manner) -> Self {
        Self {
            device,
            role: None,
            received_at,
            rules,
            manner,
        }
    }
}

/// How operations come.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    /// For the first time, or because the answer was lost.
    AsSent,
    /// They were taken before, in an earlier life of the ledger.
    Again,
    /// Their device was reported lost, or is to give back what it has.
    FromALostDevice,
    /// Both.
    AgainFromALostDevice,
}

impl Manner {
    pub(super) const fn is_again(self) -> bool {
        matches!(self, Self::Again | Self::AgainFromALostDevice)
    }

    pub(super) const fn is_from_a_lost_device(self) -> bool {
        matches!(self, Self::FromALostDevice | Self::AgainFromALostDevice)
    }
}
