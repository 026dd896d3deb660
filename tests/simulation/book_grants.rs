//! Who holds what in the clinic's book, and held it when.

use std::collections::BTreeSet;

use care::{DeviceId, StaffId};
use sync::{EntityState, StreamId};

use super::{Book, Flaw};

impl Book {
    /// One more change of somebody's grants.
    pub(super) fn raises(&mut self, staff: StaffId) -> u64 {
        let ver = self.gvers.entry(staff).or_default();
        *ver += 1;
        *ver
    }

    /// What the directory says of somebody is what she may do.
    pub(super) fn learns_role(&mut self, entity: &EntityState) {
        let shown = entity.shown();
        let role = shown.get("role").filter(|_| entity.kind == "staff");
        if let Some(role) = role.and_then(|role| role.as_str()?.parse().ok()) {
            self.roles.insert(StaffId(entity.id.0), role);
        }
    }

    /// The streams somebody holds.
    pub(super) fn held_by(&self, staff: StaffId) -> Vec<StreamId> {
        let everything = self.flaw == Some(Flaw::GrantsIgnored);
        let held = self
            .grants
            .iter()
            .filter(|(_, holders)| everything || holders.contains(&staff));
        held.map(|(stream, _)| stream.clone()).collect()
    }

    /// Whether somebody ever held it. A book that was put back has forgotten who did since.
    pub(super) fn may_have_held(&self, staff: StaffId, stream: &StreamId) -> bool {
        let mut terms = self.terms.iter();
        let has = terms.any(|(who, of, ..)| *who == staff && of == stream);
        has || !self.lives.is_empty()
    }

    /// The version with which somebody lost what she held under this one.
    pub(super) fn lost_with(&self, staff: StaffId, stream: &StreamId, gver: u64) -> Option<u64> {
        let terms = self.terms.iter().filter(|(who, of, from, to)| {
            *who == staff && of == stream && *from <= gver && to.is_some_and(|to| gver < to)
        });
        terms.filter_map(|(.., to)| *to).max()
    }

    /// What was said under an older version than that of a receipt came late.
    pub(super) fn is_said_to_hold(&mut self, device: DeviceId, stream: &StreamId, gver: u64) {
        let place = (device, stream.clone());
        if self.purged.get(&place).is_none_or(|purged| *purged <= gver) {
            self.holdings.insert(place);
        }
    }

    /// From now on exactly these hold it.
    pub(super) fn regrants(&mut self, stream: &StreamId, staff: &[StaffId]) {
        let wanted: BTreeSet<StaffId> = staff.iter().copied().collect();
        let held = self
            .grants
            .insert(stream.clone(), wanted.clone())
            .unwrap_or_default();
        let changed: BTreeSet<StaffId> = held.symmetric_difference(&wanted).copied().collect();
        let owners = &self.owners;
        self.came.retain(|(device, of), _| {
            of != stream
                || !owners
                    .get(device)
                    .is_some_and(|whose| changed.contains(whose))
        });
        for gone in held.difference(&wanted) {
            let ver = self.raises(*gone);
            let term = |(staff, of, _, to): &&mut (StaffId, StreamId, u64, Option<u64>)| {
                staff == gone && of == stream && to.is_none()
            };
            if let Some((_, _, _, to)) = self.terms.iter_mut().find(term) {
                *to = Some(ver);
            }
        }
        for new in wanted.difference(&held) {
            let ver = self.raises(*new);
            self.terms.push((*new, stream.clone(), ver, None));
        }
    }
}
