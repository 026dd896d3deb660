//! Who is here: enrolling this computer, opening and locking the satchel.

mod card;
mod enrol;
mod open;
mod passphrase;
mod pin;
mod recover;
mod tries;

use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use care::{DeviceId, Role, StaffId};
use ed25519_dalek::SigningKey;
use serde::{Deserialize, Serialize};
use vault::Vault;

use crate::audit::Trail;
use crate::custody::Custody;

pub(crate) use card::{
    Card, CardError, OutsideCard, PROFILES_MAX, ProfileCard, half_made, vault_dir,
};
pub(crate) use enrol::{Begun, Computer, enrol};
pub(crate) use open::{identified, keep_identity, keep_role, open};
pub(crate) use passphrase::{names_of, offered, taken};
pub(crate) use pin::{Moment, Warm, chosen, drop_pin, has_pin, keep_pin, reopen};
pub(crate) use recover::{Recovering, ask_recovery, heartbeat, look_recovery, recover};
pub(crate) use tries::{Tries, guarded};

/// The person whose satchel this is, and the device it is.
#[derive(Clone)]
pub(crate) struct Me {
    pub(crate) staff: StaffId,
    pub(crate) device: DeviceId,
    pub(crate) role: Role,
    pub(crate) name: String,
    pub(crate) clinic: String,
}

impl fmt::Debug for Me {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Me({})", self.staff)
    }
}

/// Where the clinic is and how it is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ClinicAddress {
    /// `https://clinic.example:8443`, without a slash at the end.
    pub(crate) url: String,
    /// The certificate authority's certificate, PEM.
    pub(crate) authority: String,
}

/// An open satchel.
pub(crate) struct Open {
    pub(crate) vault: Vault,
    pub(crate) me: Me,
    pub(crate) key: SigningKey,
    pub(crate) clinic: ClinicAddress,
    /// What the clinic lets it show, and orders.
    pub(crate) custody: Mutex<Custody>,
    /// Who looked at what since it was opened, as far as it is not written yet.
    pub(crate) trail: Trail,
}

impl Open {
    /// What the clinic lets it show, and orders.
    pub(crate) fn custody(&self) -> MutexGuard<'_, Custody> {
        self.custody.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Open {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Open(…)")
    }
}
