//! Enrolling, opening and locking.

use std::collections::BTreeSet;

use crate::contract::failure::Failure;
use crate::contract::session::{
    Alive, Enrol, Lock, LockedWhy, Session, SessionState, ShowSession, Unlock,
};
use crate::contract::{Made, Topic};
use crate::core::{Core, LOCK_AFTER_MINUTES};
use crate::router::Outside;
use crate::session::{Card, Computer, enrol, open, vault_dir};

/// Everything on the screen depends on whether the satchel is open.
fn everything() -> BTreeSet<Topic> {
    BTreeSet::from([
        Topic::Session,
        Topic::Members,
        Topic::Caseload,
        Topic::Plans,
        Topic::Visits,
        Topic::Tasks,
        Topic::Drafts,
        Topic::Sync,
        Topic::Conflicts,
    ])
}

impl Outside for ShowSession {
    fn carry_out(self, core: &Core) -> Result<(Session, BTreeSet<Topic>), Failure> {
        let who = core.with_open(|open| open.me.clone());
        let profile = core.card().profile.clone();
        let state = match (&profile, &who) {
            (None, _) => SessionState::NotEnrolled,
            (Some(_), None) => SessionState::Locked,
            (Some(_), Some(_)) => SessionState::Open,
        };
        let session = Session {
            state,
            initials: profile
                .as_ref()
                .map(|card| card.initials.clone())
                .unwrap_or_default(),
            role: profile.as_ref().map(|card| card.role),
            name: who.as_ref().map(|me| me.name.clone()),
            staff: who.as_ref().map(|me| me.staff),
            clinic: who.map(|me| me.clinic),
            locked_at: profile.as_ref().and_then(|card| card.locked_at),
            locked_why: profile.as_ref().and_then(|card| card.locked_why),
            unsent: profile.as_ref().map_or(0, |card| card.unsent),
            unsent_since: profile.as_ref().and_then(|card| card.unsent_since),
            drafts: profile.as_ref().map_or(0, |card| card.drafts),
            draft_kept_at: profile.as_ref().and_then(|card| card.draft_kept_at),
            exchanged_at: profile.as_ref().and_then(|card| card.exchanged_at),
            lock_after_minutes: LOCK_AFTER_MINUTES,
            version: env!("CARGO_PKG_VERSION").to_owned(),
        };
        Ok((session, BTreeSet::new()))
    }
}

impl Outside for Enrol {
    fn carry_out(self, core: &Core) -> Result<(Made, BTreeSet<Topic>), Failure> {
        let computer = Computer {
            dir: &core.dir,
            keys: core.keys.as_ref(),
            ambient: core.ambient(),
            cost: core.cost,
            name: &core.computer,
        };
        // The card is not held while the network is waited for: the lock screen goes on reading it.
        let mut card: Card = core.card().clone();
        let opened = enrol(&computer, &mut card, &self)?;
        core.card().profile = card.profile;
        core.put_open(opened);
        Ok((Made {}, everything()))
    }
}

impl Outside for Unlock {
    fn carry_out(self, core: &Core) -> Result<(Made, BTreeSet<Topic>), Failure> {
        if core.is_open() {
            return Ok((Made {}, BTreeSet::new()));
        }
        let profile = core
            .card()
            .profile
            .as_ref()
            .map(|card| card.profile)
            .ok_or(Failure::NotEnrolled)?;
        let opened = open(
            &vault_dir(&core.dir, profile),
            &self.passphrase,
            core.keys.as_ref(),
        )?;
        core.put_open(opened);
        core.write_card();
        Ok((Made {}, everything()))
    }
}

impl Outside for Lock {
    fn carry_out(self, core: &Core) -> Result<(Made, BTreeSet<Topic>), Failure> {
        core.lock(LockedWhy::Asked);
        Ok((Made {}, everything()))
    }
}

impl Outside for Alive {
    fn carry_out(self, core: &Core) -> Result<(Made, BTreeSet<Topic>), Failure> {
        core.touch();
        Ok((Made {}, BTreeSet::new()))
    }
}
