//! The clinic's devices, for a supervisor: what is where, how it was sealed, and what is to become of it.

use care::{DeviceId, StaffId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Request, Topic};

/// Every device of the clinic. Asked over the network each time: nothing of it is kept on a laptop.
#[derive(Debug, Deserialize, TS)]
pub struct ListDevices {}

impl Request for ListDevices {
    const NAME: &'static str = "devices.list";
    const READS: &'static [Topic] = &[Topic::Devices];
    type Response = DeviceList;
}

/// Says something of a device; gives how all of them stand then.
#[derive(Debug, Deserialize, TS)]
pub struct DeclareDevice {
    /// The device.
    #[ts(type = "DeviceId")]
    pub device: DeviceId,
    /// What is said of it.
    pub what: DeviceSaid,
}

impl Request for DeclareDevice {
    const NAME: &'static str = "devices.declare";
    const READS: &'static [Topic] = &[];
    type Response = DeviceList;
}

/// What a supervisor says of a device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DeviceSaid {
    /// It is lost.
    Lost,
    /// It was found, by somebody who may have it.
    Found,
    /// It is to give back what it has, then to erase itself.
    Recall,
    /// It is to erase itself at once, if nothing is lost by it.
    Wipe,
    /// It is to erase itself at once, also if work is lost by it.
    WipeEvenUnsent,
}

/// Every device.
#[derive(Serialize, TS)]
pub struct DeviceList {
    /// In the order in which they were enrolled.
    pub devices: Vec<DeviceView>,
    /// How the clinic stands with its backups; absent if it does not say.
    pub backup: Option<BackupView>,
}

/// How old the clinic's newest backup is.
#[derive(Debug, Serialize, TS)]
pub struct BackupView {
    /// In hours; absent if there is none.
    #[ts(type = "number | null")]
    pub hours: Option<i64>,
    /// It is older than it should be, or there is none.
    pub late: bool,
}

/// What the clinic knows of a device.
#[derive(Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DeviceView {
    /// Its id.
    #[ts(type = "DeviceId")]
    pub id: DeviceId,
    /// Whose it is.
    #[ts(type = "StaffId")]
    pub staff: StaffId,
    /// Her name.
    pub name: String,
    /// What the computer calls itself.
    pub computer: String,
    /// How it stands.
    pub standing: DeviceStands,
    /// Since when; absent while it is in use.
    #[ts(type = "number | null")]
    pub since: Option<i64>,
    /// When it was enrolled, milliseconds.
    #[ts(type = "number")]
    pub enrolled_at: i64,
    /// When it was last heard of.
    #[ts(type = "number | null")]
    pub seen_at: Option<i64>,
    /// Until when it shows what it holds.
    #[ts(type = "number | null")]
    pub lease_until: Option<i64>,
    /// When it was last unlocked, as it said.
    #[ts(type = "number | null")]
    pub unlocked_at: Option<i64>,
    /// When its last exchange was complete, as it said.
    #[ts(type = "number | null")]
    pub exchanged_at: Option<i64>,
    /// How much the clinic has not got of it, as it said; absent if it never said.
    pub unsent: Option<u32>,
    /// How many unsigned notes and forms are on it, as it said.
    pub drafts: u32,
    /// How many people it holds.
    pub people: u32,
    /// How many of them it may hold no longer: it owes the clinic the receipt that they have left it.
    pub owes: u32,
    /// What one guess at its passphrase costs, in mebibytes of memory; absent if it never said.
    pub guess_mebibytes: Option<u32>,
    /// What it was ordered to do.
    pub order: Option<DeviceOrder>,
}

/// How a device stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DeviceStands {
    /// In use.
    Active,
    /// Lost: it shows nothing from its next contact on.
    Lost,
    /// It gives back what it has, and then erases itself.
    Recalled,
    /// Refused.
    Retired,
    /// It has erased itself.
    Wiped,
}

/// What became of an order.
#[derive(Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DeviceOrder {
    /// It is to give back what it has first.
    pub gives_back: bool,
    /// When it was given, milliseconds.
    #[ts(type = "number")]
    pub issued_at: i64,
    /// When the device was first told.
    #[ts(type = "number | null")]
    pub delivered_at: Option<i64>,
    /// When its receipt came.
    #[ts(type = "number | null")]
    pub done_at: Option<i64>,
    /// How much went with it that the clinic has not got.
    pub unsent: Option<u32>,
}

quiet_debug!(DeviceList, DeviceView, DeviceOrder);
