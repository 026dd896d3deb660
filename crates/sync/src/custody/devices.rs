//! The clinic's devices, as a supervisor is told of them, and what she says of one.

use std::fmt;

use care::DeviceId;
use serde::{Deserialize, Serialize};

use super::{OrderKind, Report};

/// Where a device stands with its clinic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeviceStanding {
    /// In use.
    Active,
    /// Reported lost: it shows nothing any more, and what it sends is set aside.
    Lost,
    /// It is to give back what it has, and to erase itself.
    Recalled,
    /// Refused.
    Retired,
    /// It has erased itself, and said so.
    Wiped,
}

impl DeviceStanding {
    /// Its permanent word.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Lost => "lost",
            Self::Recalled => "recalled",
            Self::Retired => "retired",
            Self::Wiped => "wiped",
        }
    }
}

/// What a supervisor says of a device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Declaration {
    /// It is lost.
    Lost,
    /// It was found, by somebody who may have it: everything is as before.
    Found,
    /// It is to give back what it has, then to erase itself.
    Recall,
    /// It is to erase itself at once.
    Wipe {
        /// Also if it has something that the clinic has not got, as far as anybody knows.
        even_unsent: bool,
    },
}

/// `POST /devices/list`: every device and how it stands, for a supervisor.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AskDevices {}

/// Every device.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Devices {
    /// In the order in which they were enrolled.
    pub devices: Vec<DeviceLine>,
    /// How old the clinic's newest backup is: a supervisor is told as well as whoever runs the server.
    #[serde(default)]
    pub backup: Option<BackupStands>,
}

/// How a clinic stands with its backups. Nothing of it is about a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupStands {
    /// How many hours old the newest is; absent if there is none.
    pub hours: Option<i64>,
    /// It is older than it should be, or there is none.
    pub late: bool,
}

/// `POST /devices/declare`, by a supervisor's device. Answered with [`Devices`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Declare {
    /// Of which device.
    pub device: DeviceId,
    /// What.
    pub what: Declaration,
}

/// What the clinic knows of one device.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeviceLine {
    /// Its id.
    pub id: DeviceId,
    /// Whose it is.
    pub staff: care::StaffId,
    /// Her name.
    pub name: String,
    /// What the computer calls itself.
    pub computer: String,
    /// How it stands.
    pub standing: DeviceStanding,
    /// Since when it stands so; absent while it is active.
    pub since: Option<i64>,
    /// When it was enrolled.
    pub enrolled_at: i64,
    /// When it was last heard of.
    pub seen_at: Option<i64>,
    /// Until when it may show what it holds.
    pub lease_until: Option<i64>,
    /// What it said of itself last.
    pub report: Option<Report>,
    /// How many people it holds, as far as the clinic knows.
    pub people: u32,
    /// How many of them it may hold no longer, and has not accounted for. An earlier release does not say.
    #[serde(default)]
    pub owes: u32,
    /// The newest order to it.
    pub order: Option<OrderLine>,
}

impl fmt::Debug for DeviceLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DeviceLine({})", self.id)
    }
}

/// What became of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrderLine {
    /// What it asks for.
    pub what: OrderKind,
    /// When it was given.
    pub issued_at: i64,
    /// When the device was first told.
    pub delivered_at: Option<i64>,
    /// When its receipt came.
    pub done_at: Option<i64>,
    /// How much went with it that the clinic has not got, as the receipt says.
    pub unsent: Option<u32>,
}
