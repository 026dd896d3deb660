//! How a day is to be, and the laptops it begins with.

use care::{DeviceId, Role, StaffId};
use ed25519_dalek::SigningKey;
use sync::Rules;
use sync::device::Batch;

use super::dice::Dice;
use super::disk::{Disk, Flaw};
use super::laptop::Laptop;

/// How a day is to be: its seed, and what is broken on purpose.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plan {
    pub(crate) seed: u64,
    pub(crate) rules: Rules,
    pub(crate) flaw: Option<Flaw>,
    /// Whether the laptops' and the clinic's clocks are wrong, wildly.
    pub(crate) clocks_wrong: bool,
}

impl Plan {
    pub(crate) const fn sound(seed: u64) -> Self {
        Self {
            seed,
            rules: Rules::SOUND,
            flaw: None,
            clocks_wrong: true,
        }
    }
}

/// Somebody's laptop with nothing on it yet, and a clock that may be decades off.
pub(crate) fn laptop(role: Role, plan: Plan, dice: &Dice) -> Laptop {
    let years: i64 = 365 * 24 * 3_600_000;
    let off = [0, -30 * years, 70 * years, 3][dice.below(4)];
    Laptop {
        id: DeviceId(dice.mint()),
        staff: StaffId(dice.mint()),
        role,
        key: SigningKey::from_bytes(&dice.key()),
        disk: Disk {
            epoch: "first".to_owned(),
            flaw: plan.flaw,
            ..Disk::default()
        },
        clock_off: if plan.clocks_wrong { off } else { 0 },
        life: 0,
        form: None,
        batch: Batch::WHOLE,
        away: false,
    }
}
