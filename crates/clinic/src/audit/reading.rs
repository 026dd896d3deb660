//! Who looked at what, for those who may know.

use std::collections::BTreeMap;

use care::{AuditAction, DeviceId, Member, MemberId, StaffId};
use sync::audit::{AskAudit, AuditEntry, AuditPage, AuditPerson, AuditRow};
use sync::limits::AUDIT_PAGE_MAX;

use super::{place, text};
use crate::ledger::{LedgerError, Tx, params};
use crate::{devices, staff};

/// The entries that were asked for, newest first.
pub(super) fn page(tx: &Tx<'_>, ask: &AskAudit) -> Result<AuditPage, LedgerError> {
    let limit = ask.limit.clamp(1, AUDIT_PAGE_MAX);
    let action = ask.action.map(AuditAction::code).unwrap_or_default();
    let params = params! {
        ":from": ask.from,
        ":until": ask.until,
        ":actor": text(ask.actor),
        ":member": text(ask.member),
        ":action": action,
        // One more than is given says whether there are older ones.
        ":limit": limit.saturating_add(1),
        ":offset": ask.offset,
    };
    let mut found = tx.all(include_str!("page.sql"), params, |row| {
        Ok((
            row.get::<String>(0)?,
            row.get::<i64>(1)?,
            row.get::<i64>(2)?,
            row.get::<String>(3)?,
        ))
    })?;
    let given = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = given < found.len();
    found.truncate(given);
    let mut names = Names::of(tx)?;
    let rows = found
        .into_iter()
        .map(|(chain, seq, received_at, body)| {
            let entry: AuditEntry = serde_json::from_str(&body)?;
            let device = chain.parse::<DeviceId>().ok();
            Ok(AuditRow {
                device,
                seq: place(seq)?,
                received_at,
                who: entry.actor.map(|who| names.who(who)).unwrap_or_default(),
                computer: device
                    .or(entry.device)
                    .map(|device| names.computer(device))
                    .unwrap_or_default(),
                whose: match entry.member {
                    Some(member) => names.whose(tx, member)?,
                    None => names.laptop(&entry),
                },
                entry,
            })
        })
        .collect::<Result<_, LedgerError>>()?;
    Ok(AuditPage {
        rows,
        more,
        people: names.people(),
    })
}

/// Whether it says something of a device, which it names.
fn is_about_a_device(entry: &AuditEntry) -> bool {
    [
        AuditAction::DeviceLost,
        AuditAction::DeviceFound,
        AuditAction::DeviceRecalled,
        AuditAction::DeviceWipe,
    ]
    .iter()
    .any(|action| entry.action == action.code())
}

/// Names that go with ids.
pub(crate) struct Names {
    staff: BTreeMap<StaffId, String>,
    /// Whose each is, and what the computer calls itself.
    computers: BTreeMap<DeviceId, (StaffId, String)>,
    members: BTreeMap<MemberId, String>,
}

impl Names {
    pub(crate) fn of(tx: &Tx<'_>) -> Result<Self, LedgerError> {
        let staff = staff::all(tx)?.into_iter();
        let devices = devices::all(tx)?.into_iter();
        Ok(Self {
            staff: staff.map(|(id, who)| (id, who.names.whole())).collect(),
            computers: devices
                .map(|one| (one.id, (one.staff, one.computer)))
                .collect(),
            members: BTreeMap::new(),
        })
    }

    pub(crate) fn who(&self, staff: StaffId) -> String {
        self.staff.get(&staff).cloned().unwrap_or_default()
    }

    pub(crate) fn computer(&self, device: DeviceId) -> String {
        let known = self.computers.get(&device);
        known
            .map(|(_, computer)| computer.clone())
            .unwrap_or_default()
    }

    /// Whose laptop an entry is about, and which.
    fn laptop(&self, entry: &AuditEntry) -> String {
        let id = entry.id.as_ref().filter(|_| is_about_a_device(entry));
        let known = id
            .and_then(|id| id.parse().ok())
            .and_then(|id| self.computers.get(&id));
        known.map_or_else(String::new, |(staff, computer)| {
            format!("{} · {computer}", self.who(*staff))
        })
    }

    pub(crate) fn whose(&mut self, tx: &Tx<'_>, member: MemberId) -> Result<String, LedgerError> {
        if let Some(name) = self.members.get(&member) {
            return Ok(name.clone());
        }
        let name = tx.thing::<Member>(member.into())?;
        let name = name.map(|member| member.names.whole()).unwrap_or_default();
        self.members.insert(member, name.clone());
        Ok(name)
    }

    fn people(&self) -> Vec<AuditPerson> {
        let people = self.staff.iter().map(|(staff, name)| AuditPerson {
            staff: *staff,
            name: name.clone(),
        });
        people.collect()
    }
}
