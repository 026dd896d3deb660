//! The core: one satchel, open or locked, shared by the screen's requests and the exchange.
//!
//! A request holds the door open while it runs, a few milliseconds; locking waits for those and for nothing else. The
//! exchange holds it only for each local transaction, so a clinic that does not answer keeps nobody from locking.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock};

use ambient::{Ambient, Millis};
use care::{AuditAction, Role};
use sync::audit::AuditEntry;
use uuid::Uuid;
use vault::{Cost, KeyStore, Page, Reader, StoreError, drafts, files, outbox};

use crate::audit::{self, FailedTries};
use crate::contract::Topic;
use crate::contract::failure::Failure;
use crate::contract::session::LockedWhy;
use crate::custody::{Custody, Use};
use crate::exchange::{Exchange, is_escrowed, last_complete};
use crate::notice::Notice;
use crate::session::{Begun, Card, Moment, Open, OutsideCard, Recovering, Tries, Warm};
use crate::use_cases::{Incoming, let_go_of_what_is_over};

/// The satchel locks itself after so many quiet minutes.
pub(crate) const LOCK_AFTER_MINUTES: u32 = 5;
/// And after so many hours whatever was done in them: one passphrase is good for one working day.
pub(crate) const LOCK_AFTER_HOURS: u32 = 12;

/// One satchel.
pub(crate) struct Core {
    pub(crate) dir: PathBuf,
    pub(crate) keys: Box<dyn KeyStore>,
    cost: Option<Cost>,
    pub(crate) computer: String,
    /// Where what is handed over by hand is put.
    pub(crate) papers: PathBuf,
    pub(crate) exchange: Exchange,
    exchanges_by_itself: bool,
    ambient: Ambient,
    open: RwLock<Option<Open>>,
    card: Mutex<Card>,
    listeners: Mutex<Vec<Sender<Notice>>>,
    /// A picture on its way in; it goes when the satchel is locked.
    incoming: Mutex<Option<Incoming>>,
    /// When the person last touched something.
    touched_at: AtomicI64,
    /// When the satchel was opened with its passphrase.
    opened: Mutex<Moment>,
    /// Whether the open satchel showed what it holds when it was last looked at.
    shows: AtomicBool,
    /// An enrolment that has no vault yet.
    pub(crate) begun: Mutex<Option<Begun>>,
    /// A request to be let in again; it goes when the window closes.
    recovering: Mutex<Option<Recovering>>,
    /// Held while a satchel is opened, and while another one is put in front: what was begun for one ends for that one.
    front: Mutex<()>,
    /// Whoever tries a passphrase has it.
    turn: Mutex<()>,
    /// The key of a locked satchel whose person has a PIN, while that may be tried.
    warm: Mutex<Option<Warm>>,
}

impl std::fmt::Debug for Core {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Core")
    }
}

impl Core {
    pub(crate) fn new(options: crate::Options, card: Card, exchange: Exchange) -> Self {
        Self {
            touched_at: AtomicI64::new(options.ambient.now()),
            opened: Mutex::new(Moment::now(&options.ambient)),
            shows: AtomicBool::new(true),
            begun: Mutex::default(),
            recovering: Mutex::default(),
            front: Mutex::default(),
            turn: Mutex::default(),
            warm: Mutex::default(),
            dir: options.profile_dir,
            keys: options.keys,
            cost: options.cost,
            computer: options.computer,
            papers: options.papers,
            exchange,
            exchanges_by_itself: options.exchanges_by_itself,
            ambient: options.ambient,
            open: RwLock::new(None),
            card: Mutex::new(card),
            listeners: Mutex::default(),
            incoming: Mutex::default(),
        }
    }

    pub(crate) fn ambient(&self) -> &Ambient {
        &self.ambient
    }

    pub(crate) fn exchanges_by_itself(&self) -> bool {
        self.exchanges_by_itself
    }

    /// The card on the outside.
    pub(crate) fn card(&self) -> MutexGuard<'_, Card> {
        self.card.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The picture that is on its way in.
    pub(crate) fn incoming(&self) -> MutexGuard<'_, Option<Incoming>> {
        self.incoming.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The request to be let in again.
    pub(crate) fn recovering(&self) -> MutexGuard<'_, Option<Recovering>> {
        self.recovering
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Whose satchel this is.
    pub(crate) fn profile(&self) -> Result<Uuid, Failure> {
        let card = self.card();
        let profile = card.profile.as_ref().map(|card| card.profile);
        profile.ok_or(Failure::NotEnrolled)
    }

    /// Whoever was let in again need not wait for the passphrases she had tried before.
    pub(crate) fn forgive_tries(&self) {
        if let Some(profile) = &mut self.card().profile {
            profile.tries = Tries::default();
        }
    }

    /// Waits until nobody opens a satchel, and nobody puts another one in front.
    pub(crate) fn front(&self) -> MutexGuard<'_, ()> {
        self.front.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until nobody else tries a passphrase.
    pub(crate) fn turn(&self) -> MutexGuard<'_, ()> {
        self.turn.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The key of a locked satchel whose person has a PIN.
    pub(crate) fn warm(&self) -> MutexGuard<'_, Option<Warm>> {
        self.warm.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn opened(&self) -> MutexGuard<'_, Moment> {
        self.opened.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a PIN may be tried now.
    pub(crate) fn takes_pin(&self) -> bool {
        let now = Moment::now(&self.ambient);
        !self.is_open() && self.warm().as_ref().is_some_and(|warm| warm.is_good(now))
    }

    /// The tries that are not in the chain yet.
    pub(crate) fn failed_tries(&self) -> FailedTries {
        let card = self.card();
        let profile = card.profile.as_ref();
        profile
            .map(|profile| profile.failed.clone())
            .unwrap_or_default()
    }

    /// Keeps them, in memory whatever happens.
    pub(crate) fn keep_failed_tries(&self, failed: FailedTries) {
        if let Some(profile) = &mut self.card().profile {
            profile.failed = failed;
        }
        self.save_card();
    }

    /// What unlocking a new vault is to cost. Measuring takes a second or two.
    pub(crate) fn cost(&self) -> Cost {
        self.cost.unwrap_or_else(|| Cost::measured(&self.ambient))
    }

    pub(crate) fn is_open(&self) -> bool {
        self.open
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .is_some()
    }

    /// Uses the open satchel; `None` while it is locked. It cannot be locked while this runs: be quick.
    pub(crate) fn with_open<T>(&self, act: impl FnOnce(&Open) -> T) -> Option<T> {
        self.open
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .as_ref()
            .map(act)
    }

    /// Its person has another role: from now on the door asks that one.
    pub(crate) fn takes_role(&self, role: Role) {
        let mut open = self.open.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(open) = open.as_mut() {
            open.me.role = role;
        }
    }

    /// Puts the satchel in place that was opened with its passphrase.
    pub(crate) fn put_open(&self, open: Open) {
        self.put_open_since(open, Moment::now(&self.ambient));
    }

    /// Puts the open satchel in place, whose passphrase was given then.
    pub(crate) fn put_open_since(&self, open: Open, opened: Moment) {
        self.adopt(&open);
        let shows = open.custody().allows(&self.ambient) == Use::Whole;
        self.shows.store(shows, Ordering::Relaxed);
        *self.warm() = None;
        self.touch();
        *self.opened() = opened;
        // Last: whoever looks whether it was quiet for long sees it open and what was touched just now, or neither.
        *self.open.write().unwrap_or_else(PoisonError::into_inner) = Some(open);
        self.tell(&Notice::Opened);
        self.exchange.opened();
    }

    /// Takes what was heard while the satchel was locked, and notes that it was opened.
    fn adopt(&self, open: &Open) {
        let heard = {
            let mut card = self.card();
            card.profile.as_mut().and_then(|profile| {
                profile.opened_at = Some(self.ambient.now());
                profile.outside.clone()
            })
        };
        let mut held = open.custody();
        if let Some(OutsideCard { lease, order, .. }) = heard {
            held.take_lease(lease, open.me.device);
            held.take_order(order, open.me.device);
        }
        held.opened(&self.ambient);
        if let Err(error) = open.vault.transact(|writer| held.keep(writer)) {
            // It counts all the same, for as long as the satchel is open.
            tracing::warn!(%error, "what the clinic said was not kept");
        }
    }

    /// Tells the screen when a lease has ended, or was given anew, or the satchel is wanted back.
    pub(crate) fn say_what_is_shown(&self) {
        let Some(allowed) = self.with_open(|open| open.custody().allows(&self.ambient)) else {
            return;
        };
        let shows = allowed == Use::Whole;
        if self.shows.swap(shows, Ordering::Relaxed) != shows {
            self.tell(&Notice::Opened);
        }
    }

    /// Records that were opened for a while leave this laptop when it is over.
    pub(crate) fn let_go_of_what_is_over(&self) {
        let done = self.with_open(|open| let_go_of_what_is_over(self, open));
        if let Some(Err(error)) = done {
            tracing::warn!(%error, "what is over has not left this laptop yet");
        }
    }

    /// The person touched something.
    pub(crate) fn touch(&self) {
        self.touched_at.store(self.ambient.now(), Ordering::Relaxed);
    }

    /// Locks after a while in which nothing was touched, and after a working day whatever was.
    pub(crate) fn lock_if_quiet(&self) {
        self.with_open(audit::flush);
        self.forget_what_is_cold();
        // First: what was quiet before it was opened is no reason.
        if !self.is_open() {
            return;
        }
        let since = |then: &AtomicI64| {
            self.ambient
                .now()
                .saturating_sub(then.load(Ordering::Relaxed))
        };
        let open_for = self.ambient.now().saturating_sub(self.opened().wall);
        if let Some(why) = reason_to_lock(since(&self.touched_at), open_for) {
            self.lock(why);
        }
    }

    /// A key that no PIN may open any more goes.
    fn forget_what_is_cold(&self) {
        let mut place = self.warm();
        // Once nobody can put another one there: that would be of a time after this one, as if the clock had been set back.
        let now = Moment::now(&self.ambient);
        let cold = place.take_if(|warm| !warm.is_good(now));
        drop(place);
        if cold.is_some() {
            self.tell(&Notice::changed([Topic::Session]));
        }
    }

    /// Locks: whatever is on the line is let go, the vault is closed and its key wiped.
    pub(crate) fn lock(&self, why: LockedWhy) {
        if self.shut(why) {
            self.tell(&Notice::Locked { why });
        }
    }

    /// The same, and tells nobody yet; whether it was open.
    pub(crate) fn shut(&self, why: LockedWhy) -> bool {
        self.with_open(|open| {
            let entry = AuditEntry {
                kind: Some("satchel".to_owned()),
                ..audit::entry(&open.me, self.ambient.now(), AuditAction::Lock)
            };
            audit::write(open, vec![entry]);
            self.fill_card(open, Some(why));
            let opened = *self.opened();
            *self.warm() = Warm::of(open, opened, &self.ambient);
        });
        if why == LockedWhy::Closed {
            // It ends, or is emptied: also a key that was kept warm before.
            *self.warm() = None;
        }
        let was_open = self.close();
        *self.incoming() = None;
        // Only now: a journey that was stopped before could be followed by the next one that was asked for, and that
        // one would hold the line long after the satchel is opened again.
        self.exchange.stop();
        if was_open {
            self.save_card();
        }
        was_open
    }

    /// Closes the vault, if there is one. Whoever asks meanwhile whether it is open waits until its files are let go: an
    /// unlock that came just behind would find them in use.
    fn close(&self) -> bool {
        let mut place = self.open.write().unwrap_or_else(PoisonError::into_inner);
        let Some(Open { vault, .. }) = place.take() else {
            return false;
        };
        vault.close();
        true
    }

    /// Brings the card up to date with what is unsent.
    pub(crate) fn write_card(&self) {
        if self.with_open(|open| self.fill_card(open, None)).is_some() {
            self.save_card();
            self.tell(&Notice::changed([Topic::Session]));
        }
    }

    fn fill_card(&self, open: &Open, why: Option<LockedWhy>) {
        let held = {
            let mut held = open.custody();
            held.noted(&self.ambient);
            held.clone()
        };
        let read = open.vault.read::<_, StoreError>(|reader| {
            Ok((counted(reader)?, Custody::read(reader)?.is_as(&held)))
        });
        let (counted, is_kept) = match read {
            Ok((counted, is_kept)) => (Some(counted), is_kept),
            Err(_) => (None, false),
        };
        if !is_kept {
            // The next opening notes it too.
            open.vault.transact(|writer| held.keep(writer)).ok();
        }
        let now = self.ambient.now();
        let mut card = self.card();
        let Some(profile) = &mut card.profile else {
            return;
        };
        if let Some(counted) = counted {
            profile.knows(&open.me, &open.clinic, &open.custody(), counted.recoverable);
            profile.unsent = counted.unsent;
            profile.unsent_since = counted.unsent_since;
            profile.drafts = counted.drafts;
            profile.draft_kept_at = counted.draft_kept_at;
            profile.exchanged_at = counted.exchanged_at;
        }
        if why.is_some() {
            profile.locked_at = Some(now);
            profile.locked_why = why;
        }
    }

    pub(crate) fn save_card(&self) {
        let card = self.card().clone();
        if let Err(error) = card.write(&self.dir) {
            // The card repeats what the vault knows; the next lock writes it again.
            tracing::warn!(%error, "the card beside the vault was not written");
        }
    }

    /// Changes the card, and keeps it.
    pub(crate) fn change_card(&self, change: impl FnOnce(&mut Card)) -> Result<(), Failure> {
        let mut card = self.card();
        let mut fresh = card.clone();
        change(&mut fresh);
        fresh.write(&self.dir)?;
        *card = fresh;
        Ok(())
    }

    /// Notices from now on.
    pub(crate) fn notices(&self) -> Receiver<Notice> {
        let (sender, receiver) = channel();
        self.listeners
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(sender);
        receiver
    }

    /// Tells every listener; one that has gone is forgotten.
    pub(crate) fn tell(&self, notice: &Notice) {
        let mut listeners = self
            .listeners
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        listeners.retain(|listener| listener.send(notice.clone()).is_ok());
    }
}

/// What the outside may say of the inside.
pub(crate) struct Counted {
    pub(crate) unsent: u32,
    unsent_since: Option<Millis>,
    pub(crate) drafts: u32,
    draft_kept_at: Option<Millis>,
    exchanged_at: Option<Millis>,
    recoverable: bool,
}

/// Counts it.
pub(crate) fn counted(reader: &Reader<'_>) -> Result<Counted, StoreError> {
    let newest = drafts::all(reader, Page::FIRST)?;
    let pictures = files::waiting(reader)?;
    let unsent = outbox::summary(reader)?;
    Ok(Counted {
        unsent: unsent.count.saturating_add(pictures.files),
        unsent_since: unsent.oldest_at.into_iter().chain(pictures.since).min(),
        drafts: u32::try_from(newest.len()).unwrap_or(u32::MAX),
        draft_kept_at: newest.iter().map(|draft| draft.kept_at).max(),
        exchanged_at: last_complete(reader)?,
        recoverable: is_escrowed(reader)?,
    })
}

/// Why a satchel locks that was not touched for so long, and has been open for so long.
fn reason_to_lock(untouched: Millis, open: Millis) -> Option<LockedWhy> {
    if Millis::from(LOCK_AFTER_MINUTES).saturating_mul(60_000) <= untouched {
        Some(LockedWhy::Quiet)
    } else if Millis::from(LOCK_AFTER_HOURS).saturating_mul(3_600_000) <= open {
        Some(LockedWhy::Hours)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_locks_after_five_quiet_minutes_and_after_twelve_hours_whatever_was_done() {
        const MINUTE: Millis = 60_000;
        const HOUR: Millis = 60 * MINUTE;
        assert_eq!(reason_to_lock(4 * MINUTE, 11 * HOUR), None);
        assert_eq!(reason_to_lock(5 * MINUTE, HOUR), Some(LockedWhy::Quiet));
        assert_eq!(reason_to_lock(0, 12 * HOUR - 1), None);
        assert_eq!(reason_to_lock(0, 12 * HOUR), Some(LockedWhy::Hours));
    }
}
