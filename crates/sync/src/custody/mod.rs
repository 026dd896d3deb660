//! The clinic's hold on a laptop it does not see: leases, orders, and receipts for what was carried out.
//!
//! A lease says until when a device may show what it holds without having heard of the clinic. An order has it give back
//! and erase. Both are signed by the clinic's command key, whose public half a device learns when it is enrolled, and name
//! the device: neither holds for another one. A device says how it stands whenever it makes contact, also while it is locked.

mod devices;
mod told;

use std::fmt;

use care::DeviceId;
use data_encoding::HEXLOWER;
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::proof::NotProven;

pub use devices::{
    AskDevices, BackupStands, Declaration, Declare, DeviceLine, DeviceStanding, Devices, OrderLine,
};

pub use told::Told;

/// A sentence that somebody signed.
trait Sentence {
    fn message(&self) -> String;

    fn signed(&self, key: &SigningKey) -> String {
        HEXLOWER.encode(&key.sign(self.message().as_bytes()).to_bytes())
    }

    fn checked(&self, key: &VerifyingKey, signature: &str) -> Result<(), NotProven> {
        let bytes = HEXLOWER.decode(signature.as_bytes()).or(Err(NotProven))?;
        let signature = Signature::from_slice(&bytes).or(Err(NotProven))?;
        key.verify_strict(self.message().as_bytes(), &signature)
            .or(Err(NotProven))
    }
}

/// Whether a PIN may open a device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pins {
    /// Its person may choose one.
    #[default]
    Allowed,
    /// The clinic wants the passphrase each time.
    Forbidden,
}

impl Pins {
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "serde asks it of a reference"
    )]
    const fn are_allowed(&self) -> bool {
        matches!(self, Self::Allowed)
    }
}

/// For how long a device may show what it holds, and how it may be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Lease {
    /// The device it is for.
    pub device: DeviceId,
    /// A later one counts more, whatever the clocks say.
    pub seq: u64,
    /// When it was given, by the clinic's clock, milliseconds since 1970 UTC.
    pub issued_at: i64,
    /// Until when it holds. One that ends when it was given takes the days back that are left.
    pub until: i64,
    /// Whether a PIN may open it.
    #[serde(default, skip_serializing_if = "Pins::are_allowed")]
    pub pins: Pins,
}

impl Sentence for Lease {
    fn message(&self) -> String {
        let Self {
            device,
            seq,
            issued_at,
            until,
            pins,
        } = self;
        // Where nothing is forbidden it is the sentence that earlier releases know.
        let pins = match pins {
            Pins::Allowed => "",
            Pins::Forbidden => "\npins forbidden",
        };
        format!("satchel/v1/lease\n{device}\n{seq}\n{issued_at}\n{until}{pins}")
    }
}

impl Lease {
    /// Signs it.
    pub fn sign(self, command: &SigningKey) -> SignedLease {
        SignedLease {
            signature: self.signed(command),
            lease: self,
        }
    }

    /// Whether it gives any time at all.
    pub const fn gives_time(&self) -> bool {
        self.issued_at < self.until
    }
}

/// A lease as it travels and is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedLease {
    /// What it says.
    #[serde(flatten)]
    pub lease: Lease,
    /// The command key's signature, 128 hex digits.
    pub signature: String,
}

impl SignedLease {
    /// What it says to this device, if the clinic said it.
    pub fn check(&self, command: &VerifyingKey, device: DeviceId) -> Result<Lease, NotProven> {
        self.lease.checked(command, &self.signature)?;
        if self.lease.device == device {
            Ok(self.lease)
        } else {
            Err(NotProven)
        }
    }
}

/// What a device is to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderKind {
    /// Erase, at once, also what the clinic has not got.
    Wipe,
    /// Give back what the clinic has not got; then erase.
    RescueThenWipe,
}

impl OrderKind {
    /// Its permanent word.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Wipe => "wipe",
            Self::RescueThenWipe => "rescue_then_wipe",
        }
    }
}

/// An order to one device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Order {
    /// Its id; carried out once.
    pub id: Uuid,
    /// The device it is for.
    pub device: DeviceId,
    /// What it is to do.
    pub what: OrderKind,
    /// When it was given, by the clinic's clock, milliseconds since 1970 UTC.
    pub issued_at: i64,
}

impl Sentence for Order {
    fn message(&self) -> String {
        let Self {
            id,
            device,
            what,
            issued_at,
        } = self;
        format!(
            "satchel/v1/order\n{id}\n{device}\n{}\n{issued_at}",
            what.code()
        )
    }
}

impl Order {
    /// Signs it.
    pub fn sign(self, command: &SigningKey) -> SignedOrder {
        SignedOrder {
            signature: self.signed(command),
            order: self,
        }
    }
}

/// An order as it travels and is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedOrder {
    /// What it says.
    #[serde(flatten)]
    pub order: Order,
    /// The command key's signature, 128 hex digits.
    pub signature: String,
}

impl SignedOrder {
    /// What it says to this device, if the clinic said it and has given it no time since: a lease that was given later
    /// takes the order back.
    pub fn check(
        &self,
        command: &VerifyingKey,
        device: DeviceId,
        newest: Option<&Lease>,
    ) -> Result<Order, NotProven> {
        self.order.checked(command, &self.signature)?;
        let withdrawn = newest
            .is_some_and(|lease| lease.gives_time() && self.order.issued_at < lease.issued_at);
        if self.order.device == device && !withdrawn {
            Ok(self.order)
        } else {
            Err(NotProven)
        }
    }
}

/// How a device stands, as it says itself. No name, nobody's record.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Report {
    /// By the device's clock, milliseconds since 1970 UTC.
    pub at: i64,
    /// The profile's key for a locked hour, 64 hex digits; absent if its keyring did not answer.
    pub heartbeat: Option<String>,
    /// When it was last unlocked.
    pub unlocked_at: Option<i64>,
    /// When an exchange was last complete.
    pub exchanged_at: Option<i64>,
    /// How much the clinic has not got.
    pub unsent: u32,
    /// How many unsigned notes and forms wait in it.
    pub drafts: u32,
    /// What one guess at the passphrase costs: mebibytes and passes of Argon2id.
    pub guess: Option<(u32, u32)>,
    /// The version of Satchel on it.
    pub version: String,
    /// The number of the newest lease it has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lease: Option<u64>,
}

impl Report {
    /// Whether the device stands as it said before, but for the time that has passed and its lease.
    pub fn is_as(&self, before: &Self) -> bool {
        let timeless = |said: &Self| Self {
            at: 0,
            exchanged_at: None,
            lease: None,
            ..said.clone()
        };
        timeless(self) == timeless(before)
    }
}

/// `POST /sync/contact`, signed as every exchange is: how the device stands, before anything else of a journey in which
/// something is sent.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Contact {
    /// How it stands.
    pub report: Report,
}

/// `POST /contact`: the same from a device that is locked, and signs with the key that grows from its keyring.
#[derive(Clone, Serialize, Deserialize)]
pub struct LockedContact {
    /// The device.
    pub device: DeviceId,
    /// How it stands, as JSON.
    pub report: String,
    /// 128 hex digits.
    pub signature: String,
}

impl fmt::Debug for LockedContact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "LockedContact({})", self.device)
    }
}

/// What a locked device signs.
struct Locked<'a>(DeviceId, &'a str);

impl Sentence for Locked<'_> {
    fn message(&self) -> String {
        format!("satchel/v1/contact\n{}\n{}", self.0, self.1)
    }
}

impl LockedContact {
    /// Signs a report.
    pub fn of(device: DeviceId, report: &Report, heartbeat: &SigningKey) -> Self {
        let report = serde_json::to_string(report).unwrap_or_default();
        Self {
            signature: Locked(device, &report).signed(heartbeat),
            device,
            report,
        }
    }

    /// What it says, if that device says it.
    pub fn check(&self, heartbeat: &VerifyingKey) -> Result<Report, NotProven> {
        Locked(self.device, &self.report).checked(heartbeat, &self.signature)?;
        serde_json::from_str(&self.report).or(Err(NotProven))
    }
}

/// What the clinic has to say to a device.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Contacted {
    /// The lease. None for a device that is locked and has nothing taken back: whoever found it gets no new days; and for
    /// one that has been given its lease so lately that another would say the same.
    #[serde(default)]
    pub lease: Option<SignedLease>,
    /// What it is to do.
    #[serde(default)]
    pub order: Option<SignedOrder>,
    /// The command key, 64 hex digits, for a device that was enrolled before there was one.
    #[serde(default)]
    pub command: Option<String>,
    /// The clinic's clock, milliseconds since 1970 UTC.
    pub at: i64,
}

/// What a device leaves of itself when it has erased everything. Signed while it still had a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Receipt {
    /// The order.
    pub order: Uuid,
    /// The device.
    pub device: DeviceId,
    /// How much went with it that the clinic has not got.
    pub unsent: u32,
    /// When it began, by its own clock, milliseconds since 1970 UTC.
    pub at: i64,
}

impl Sentence for Receipt {
    fn message(&self) -> String {
        let Self {
            order,
            device,
            unsent,
            at,
        } = self;
        format!("satchel/v1/wiped\n{order}\n{device}\n{unsent}\n{at}")
    }
}

impl Receipt {
    /// Signs it, with the device's own key or the one it has while it is locked.
    pub fn sign(self, key: &SigningKey) -> SignedReceipt {
        SignedReceipt {
            signature: self.signed(key),
            receipt: self,
        }
    }
}

/// `POST /contact/wiped`: the receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedReceipt {
    /// What it says.
    #[serde(flatten)]
    pub receipt: Receipt,
    /// 128 hex digits.
    pub signature: String,
}

impl SignedReceipt {
    /// Checks it.
    pub fn check(&self, key: &VerifyingKey) -> Result<Receipt, NotProven> {
        self.receipt.checked(key, &self.signature)?;
        Ok(self.receipt)
    }
}

/// The clinic has it on its disk.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Receipted {}

#[cfg(test)]
mod tests;
