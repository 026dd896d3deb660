//! The clinic's devices, as the clinic tells them to a supervisor.

use std::collections::BTreeSet;

use care::{Act, may};
use sync::custody::{
    Declaration, Declare, DeviceLine, DeviceStanding, Devices, OrderKind, OrderLine,
};

use crate::contract::Topic;
use crate::contract::devices::{
    BackupView, DeclareDevice, DeviceList, DeviceOrder, DeviceSaid, DeviceStands, DeviceView,
    ListDevices,
};
use crate::contract::failure::Failure;
use crate::core::Core;
use crate::exchange::{ask_devices, declare_device};
use crate::router::Outside;

/// Not at the desk: it waits for the network, and the satchel must be able to lock meanwhile.
impl Outside for ListDevices {
    fn carry_out(self, core: &Core) -> Result<(DeviceList, BTreeSet<Topic>), Failure> {
        is_hers(core)?;
        Ok((listed(ask_devices(core)?), BTreeSet::new()))
    }
}

impl Outside for DeclareDevice {
    fn carry_out(self, core: &Core) -> Result<(DeviceList, BTreeSet<Topic>), Failure> {
        is_hers(core)?;
        let what = match self.what {
            DeviceSaid::Lost => Declaration::Lost,
            DeviceSaid::Found => Declaration::Found,
            DeviceSaid::Recall => Declaration::Recall,
            DeviceSaid::Wipe => Declaration::Wipe { even_unsent: false },
            DeviceSaid::WipeEvenUnsent => Declaration::Wipe { even_unsent: true },
        };
        let said = Declare {
            device: self.device,
            what,
        };
        let devices = declare_device(core, &said)?;
        core.touch();
        Ok((listed(devices), BTreeSet::from([Topic::Devices])))
    }
}

/// A supervisor, with a satchel that shows what it holds. The clinic asks again.
fn is_hers(core: &Core) -> Result<(), Failure> {
    let open = core.with_open(|open| {
        open.custody().allows(core.ambient()).looking()?;
        Ok(open.me.role)
    });
    if may(open.unwrap_or(Err(Failure::Locked))?, Act::Devices) {
        Ok(())
    } else {
        Err(Failure::NotAllowed)
    }
}

fn listed(devices: Devices) -> DeviceList {
    DeviceList {
        backup: devices.backup.map(|backup| BackupView {
            hours: backup.hours,
            late: backup.late,
        }),
        devices: devices.devices.into_iter().map(view).collect(),
    }
}

/// A device as it is shown.
pub(super) fn view(line: DeviceLine) -> DeviceView {
    let report = line.report.as_ref();
    DeviceView {
        id: line.id,
        staff: line.staff,
        computer: line.computer,
        standing: match line.standing {
            DeviceStanding::Active => DeviceStands::Active,
            DeviceStanding::Lost => DeviceStands::Lost,
            DeviceStanding::Recalled => DeviceStands::Recalled,
            DeviceStanding::Retired => DeviceStands::Retired,
            DeviceStanding::Wiped => DeviceStands::Wiped,
        },
        since: line.since,
        enrolled_at: line.enrolled_at,
        seen_at: line.seen_at,
        lease_until: line.lease_until,
        unlocked_at: report.and_then(|report| report.unlocked_at),
        exchanged_at: report.and_then(|report| report.exchanged_at),
        unsent: report.map(|report| report.unsent),
        drafts: report.map_or(0, |report| report.drafts),
        people: line.people,
        owes: line.owes,
        guess_mebibytes: report
            .and_then(|report| report.guess)
            .map(|(mebibytes, _)| mebibytes),
        order: line.order.as_ref().map(order),
        name: line.name,
    }
}

fn order(line: &OrderLine) -> DeviceOrder {
    DeviceOrder {
        gives_back: line.what == OrderKind::RescueThenWipe,
        issued_at: line.issued_at,
        delivered_at: line.delivered_at,
        done_at: line.done_at,
        unsent: line.unsent,
    }
}
