//! Who is here: enrolling this computer, opening and locking the satchel.

mod card;
mod enrol;
mod open;

use std::fmt;

use care::{DeviceId, Role, StaffId};
use ed25519_dalek::SigningKey;
use vault::Vault;

pub(crate) use card::{Card, CardError, vault_dir};
pub(crate) use enrol::{Computer, enrol};
pub(crate) use open::{keep_identity, open};

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
#[derive(Debug, Clone)]
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
}

impl fmt::Debug for Open {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Open(…)")
    }
}
