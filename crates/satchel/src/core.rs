//! The core: one satchel, open or locked, shared by the screen's requests and the exchange.
//!
//! A request holds the door open while it runs, a few milliseconds; locking waits for those and for nothing else. The
//! exchange holds it only for each local transaction, so a clinic that does not answer keeps nobody from locking.

use std::path::PathBuf;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock};

use ambient::{Ambient, Millis};
use vault::{Cost, KeyStore, Page, StoreError, drafts, files, outbox};

use crate::contract::Topic;
use crate::contract::failure::Failure;
use crate::contract::session::LockedWhy;
use crate::exchange::{Exchange, last_complete};
use crate::notice::Notice;
use crate::session::{Card, Open};
use crate::use_cases::Incoming;

/// The satchel locks itself after so many quiet minutes.
pub(crate) const LOCK_AFTER_MINUTES: u32 = 5;

/// One satchel.
pub(crate) struct Core {
    pub(crate) dir: PathBuf,
    pub(crate) keys: Box<dyn KeyStore>,
    pub(crate) cost: Cost,
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

    /// Puts the open satchel in place.
    pub(crate) fn put_open(&self, open: Open) {
        *self.open.write().unwrap_or_else(PoisonError::into_inner) = Some(open);
        self.touch();
        self.tell(&Notice::Opened);
        self.exchange.opened();
    }

    /// The person touched something.
    pub(crate) fn touch(&self) {
        self.touched_at.store(self.ambient.now(), Ordering::Relaxed);
    }

    /// Locks after a while in which nothing was touched.
    pub(crate) fn lock_if_quiet(&self) {
        let quiet = self
            .ambient
            .now()
            .saturating_sub(self.touched_at.load(Ordering::Relaxed));
        if Millis::from(LOCK_AFTER_MINUTES).saturating_mul(60_000) <= quiet && self.is_open() {
            self.lock(LockedWhy::Quiet);
        }
    }

    /// Locks: whatever is on the line is let go, the vault is closed and its key wiped.
    pub(crate) fn lock(&self, why: LockedWhy) {
        self.with_open(|open| self.fill_card(open, Some(why)));
        let closed = self
            .open
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        *self.incoming() = None;
        // Only now: a journey that was stopped before could be followed by the next one that was asked for, and that
        // one would hold the line long after the satchel is opened again.
        self.exchange.stop();
        if let Some(Open { vault, .. }) = closed {
            vault.close();
            self.save_card();
            self.tell(&Notice::Locked { why });
        }
    }

    /// Brings the card up to date with what is unsent.
    pub(crate) fn write_card(&self) {
        if self.with_open(|open| self.fill_card(open, None)).is_some() {
            self.save_card();
            self.tell(&Notice::changed([Topic::Session]));
        }
    }

    fn fill_card(&self, open: &Open, why: Option<LockedWhy>) {
        let counted = open.vault.read::<_, StoreError>(|reader| {
            let newest = drafts::all(reader, Page::FIRST)?;
            let pictures = files::waiting(reader)?;
            let mut unsent = outbox::summary(reader)?;
            unsent.count = unsent.count.saturating_add(pictures.files);
            unsent.oldest_at = unsent.oldest_at.into_iter().chain(pictures.since).min();
            Ok((unsent, newest, last_complete(reader)?))
        });
        let now = self.ambient.now();
        let mut card = self.card();
        let Some(profile) = &mut card.profile else {
            return;
        };
        if let Ok((unsent, drafts, exchanged_at)) = counted {
            profile.unsent = unsent.count;
            profile.unsent_since = unsent.oldest_at;
            profile.drafts = u32::try_from(drafts.len()).unwrap_or(u32::MAX);
            profile.draft_kept_at = drafts.iter().map(|draft| draft.kept_at).max();
            profile.exchanged_at = exchanged_at;
        }
        if why.is_some() {
            profile.locked_at = Some(now);
            profile.locked_why = why;
        }
        profile.role = open.me.role;
    }

    fn save_card(&self) {
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
