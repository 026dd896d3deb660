//! Enrolling, opening and locking.

use std::collections::BTreeSet;

use care::{Act, AuditAction, may};
use sync::custody::Pins;
use vault::{Passphrase, Pin, change_passphrase, opens};

use crate::audit;
use crate::contract::failure::Failure;
use crate::contract::session::{
    Alive, AskClinic, AskRecovery, ChangePassphrase, DropPin, Enrol, LeaseView, Lock, LockedWhy,
    LookRecovery, OfferWords, OfferedWords, OtherSatchel, Recover, RecoveryView, Session,
    SessionState, SetDown, SetPin, ShowSession, TakeUp, Unlock, UnlockPin,
};
use crate::contract::{Made, Topic};
use crate::core::{Core, LOCK_AFTER_HOURS, LOCK_AFTER_MINUTES};
use crate::custody::{Use, WARN_DAYS, days_left};
use crate::exchange::contact_now;
use crate::notice::Notice;
use crate::router::Outside;
use crate::session::{
    Card, Computer, OutsideCard, PROFILES_MAX, ProfileCard, ask_recovery, chosen, enrol, guarded,
    has_pin, keep_pin, look_recovery, names_of, offered, open, recover, reopen, taken, vault_dir,
};

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
        let held = core.with_open(|open| {
            let custody = open.custody();
            (custody.allows(core.ambient()), custody.view(core.ambient()))
        });
        let state = match (&profile, &held) {
            (None, _) => SessionState::NotEnrolled,
            (Some(_), None) => SessionState::Locked,
            (Some(_), Some((Use::Whole, _))) => SessionState::Open,
            (Some(_), Some((Use::LeaseOver, _))) => SessionState::LeaseOver,
            (Some(_), Some((Use::Recalled, _))) => SessionState::Recalled,
        };
        let outside = profile.as_ref().and_then(|card| card.outside.as_ref());
        let lease = match &held {
            Some((_, lease)) => *lease,
            None => outside.and_then(|outside| lease_outside(core, outside)),
        };
        let session = Session {
            state,
            initials: profile
                .as_ref()
                .map(|card| card.initials.clone())
                .unwrap_or_default(),
            others: others(core),
            role: profile.as_ref().map(|card| card.role),
            may_read: who.as_ref().is_some_and(|me| may(me.role, Act::Read)),
            may_read_notes: who.as_ref().is_some_and(|me| may(me.role, Act::ReadNotes)),
            may_break_glass: who.as_ref().is_some_and(|me| may(me.role, Act::BreakGlass)),
            may_audit: who.as_ref().is_some_and(|me| may(me.role, Act::Audit)),
            may_incidents: who.as_ref().is_some_and(|me| may(me.role, Act::Incidents)),
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
            lock_after_hours: LOCK_AFTER_HOURS,
            wait_until: profile
                .as_ref()
                .and_then(|card| card.tries.wait_until(core.ambient().now())),
            takes_pin: core.takes_pin(),
            has_pin: core.with_open(has_pin).unwrap_or_default(),
            pin_allowed: core
                .with_open(|open| open.custody().pins() == Pins::Allowed)
                .unwrap_or(true),
            recoverable: outside.is_some_and(|outside| outside.recoverable),
            lease,
            recalled: outside.is_some_and(|outside| outside.order.is_some()),
            emptied_at: core.card().emptied_at,
            version: env!("CARGO_PKG_VERSION").to_owned(),
        };
        Ok((session, BTreeSet::new()))
    }
}

/// The satchels of other people, while none is open: whoever has one open looks at nobody else's.
fn others(core: &Core) -> Vec<OtherSatchel> {
    if core.is_open() {
        return Vec::new();
    }
    let of = |card: &ProfileCard| OtherSatchel {
        profile: card.profile.to_string(),
        initials: card.initials.clone(),
        role: card.role,
        unsent: card.unsent,
    };
    core.card().others.iter().map(of).collect()
}

impl Outside for TakeUp {
    fn carry_out(self, core: &Core) -> Result<(Made, BTreeSet<Topic>), Failure> {
        let profile = self.profile.parse().or(Err(Failure::BadRequest {
            what: "profile".to_owned(),
        }))?;
        put_in_front(core, |card| card.take_up(profile))
    }
}

impl Outside for SetDown {
    fn carry_out(self, core: &Core) -> Result<(Made, BTreeSet<Topic>), Failure> {
        if PROFILES_MAX <= core.card().everybody().count() {
            return Err(Failure::TooManySatchels);
        }
        put_in_front(core, |card| {
            card.set_down();
            true
        })
    }
}

/// Changes whose satchel is in front, once nobody's is open and nobody tries a passphrase.
fn put_in_front(
    core: &Core,
    change: impl FnOnce(&mut Card) -> bool,
) -> Result<(Made, BTreeSet<Topic>), Failure> {
    // Nobody opens one between this lock and the change.
    let _front = core.front();
    core.lock(LockedWhy::Asked);
    let mut is_there = false;
    core.change_card(|card| is_there = change(card))?;
    if !is_there {
        return Err(Failure::NotHere);
    }
    // What only the one before could go on with.
    *core.warm() = None;
    *core.recovering() = None;
    core.exchange.forgets();
    Ok((Made {}, everything()))
}

/// What the lock screen says of the lease. The vault decides.
fn lease_outside(core: &Core, outside: &OutsideCard) -> Option<LeaseView> {
    let until = match &outside.lease {
        Some(taken_back) => taken_back.lease.until,
        None => outside.until?,
    };
    let days = days_left(until, core.ambient().now());
    Some(LeaseView {
        until,
        days,
        ending: days <= WARN_DAYS,
        clock_back: false,
    })
}

impl Outside for AskClinic {
    fn carry_out(self, core: &Core) -> Result<(Made, BTreeSet<Topic>), Failure> {
        if core.is_open() {
            return Ok((Made {}, BTreeSet::new()));
        }
        contact_now(core)?;
        Ok((Made {}, BTreeSet::from([Topic::Session])))
    }
}

impl Outside for Enrol {
    fn carry_out(self, core: &Core) -> Result<(Made, BTreeSet<Topic>), Failure> {
        let _front = core.front();
        let computer = Computer {
            dir: &core.dir,
            keys: core.keys.as_ref(),
            ambient: core.ambient(),
            cost: &|| core.cost(),
            name: &core.computer,
            begun: &core.begun,
        };
        // The card is not held while the network is waited for: the lock screen goes on reading it.
        let mut card: Card = core.card().clone();
        let opened = enrol(&computer, &mut card, &self)?;
        {
            // Only hers: of the others something may have been heard meanwhile.
            let mut now = core.card();
            now.profile = card.profile;
            now.emptied_at = None;
        }
        core.save_card();
        audit::opened(core, &opened, AuditAction::Enrol, "satchel");
        core.put_open(opened);
        Ok((Made {}, everything()))
    }
}

impl Outside for Unlock {
    fn carry_out(self, core: &Core) -> Result<(Made, BTreeSet<Topic>), Failure> {
        let _front = core.front();
        if core.is_open() {
            return Ok((Made {}, BTreeSet::new()));
        }
        let dir = vault_dir(&core.dir, core.profile()?);
        let opened = guarded(core, || open(&dir, &self.passphrase, core.keys.as_ref()))?;
        audit::opened(core, &opened, AuditAction::Unlock, "satchel");
        core.put_open(opened);
        core.write_card();
        Ok((Made {}, everything()))
    }
}

impl Outside for UnlockPin {
    fn carry_out(self, core: &Core) -> Result<(Made, BTreeSet<Topic>), Failure> {
        let _front = core.front();
        if core.is_open() {
            return Ok((Made {}, BTreeSet::new()));
        }
        let reopened = reopen(core, &self.pin);
        if matches!(&reopened, Err(Failure::PinGone)) {
            core.tell(&Notice::changed([Topic::Session]));
        }
        let (opened, since) = reopened?;
        audit::opened(core, &opened, AuditAction::Unlock, "pin");
        core.put_open_since(opened, since);
        core.write_card();
        Ok((Made {}, everything()))
    }
}

/// Not at the desk: it takes a second of reckoning, in which the satchel must be able to lock.
impl Outside for SetPin {
    fn carry_out(self, core: &Core) -> Result<(Made, BTreeSet<Topic>), Failure> {
        let pins = core.with_open(|open| open.custody().pins());
        if pins.ok_or(Failure::Locked)? == Pins::Forbidden {
            return Err(Failure::PinForbidden);
        }
        let pin = chosen(&self.pin, core.ambient())?;
        let dir = vault_dir(&core.dir, core.profile()?);
        let passphrase = Passphrase::typed(&self.passphrase);
        guarded(core, || Ok(opens(&dir, &passphrase, core.keys.as_ref())?))?;
        change_pin(core, Some(&pin))
    }
}

impl Outside for DropPin {
    fn carry_out(self, core: &Core) -> Result<(Made, BTreeSet<Topic>), Failure> {
        change_pin(core, None)
    }
}

fn change_pin(core: &Core, pin: Option<&Pin>) -> Result<(Made, BTreeSet<Topic>), Failure> {
    core.with_open(|open| {
        keep_pin(&open.vault, pin)?;
        audit::opened(core, open, AuditAction::Edit, "pin");
        Ok::<_, Failure>(())
    })
    .ok_or(Failure::Locked)??;
    core.touch();
    Ok((Made {}, BTreeSet::from([Topic::Session])))
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

impl Outside for OfferWords {
    fn carry_out(self, core: &Core) -> Result<(OfferedWords, BTreeSet<Topic>), Failure> {
        let words = offered(core.ambient());
        Ok((OfferedWords { words }, BTreeSet::new()))
    }
}

/// Not at the desk: it takes a second of reckoning, in which the satchel must be able to lock.
impl Outside for ChangePassphrase {
    fn carry_out(self, core: &Core) -> Result<(Made, BTreeSet<Topic>), Failure> {
        let me = core
            .with_open(|open| open.me.clone())
            .ok_or(Failure::Locked)?;
        let new = taken(&self.new, &names_of(&me))?;
        let dir = vault_dir(&core.dir, core.profile()?);
        let old = Passphrase::typed(&self.old);
        guarded(core, || {
            let keys = core.keys.as_ref();
            Ok(change_passphrase(&dir, &old, &new, keys, core.ambient())?)
        })?;
        core.with_open(|open| audit::opened(core, open, AuditAction::Passphrase, "satchel"));
        core.touch();
        Ok((Made {}, BTreeSet::new()))
    }
}

impl Outside for AskRecovery {
    fn carry_out(self, core: &Core) -> Result<(RecoveryView, BTreeSet<Topic>), Failure> {
        Ok((
            ask_recovery(core, self.code.as_deref())?,
            BTreeSet::from([Topic::Session]),
        ))
    }
}

impl Outside for LookRecovery {
    fn carry_out(self, core: &Core) -> Result<(RecoveryView, BTreeSet<Topic>), Failure> {
        Ok((look_recovery(core)?, BTreeSet::new()))
    }
}

impl Outside for Recover {
    fn carry_out(self, core: &Core) -> Result<(Made, BTreeSet<Topic>), Failure> {
        let _front = core.front();
        if core.is_open() {
            return Ok((Made {}, BTreeSet::new()));
        }
        let opened = recover(core, &self.passphrase)?;
        audit::opened(core, &opened, AuditAction::Recovery, "satchel");
        core.put_open(opened);
        core.forgive_tries();
        core.write_card();
        Ok((Made {}, everything()))
    }
}
