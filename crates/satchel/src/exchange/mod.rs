//! The exchange with the clinic: one thread that sends, receives, and never holds the store while it waits.
//!
//! The thread sleeps until somebody asks, something was written, or its next try is due. Each request is made from one
//! local transaction and its answer taken in another; between them the satchel can be used, and locked, as if there
//! were no network at all.

mod anew;
mod answer;
mod audit;
mod contact;
pub(crate) mod damaged;
mod drafts;
mod escrow;
mod files;
mod http;
mod journey;
mod life;
mod parking;
mod pin;
mod reach;
mod receiving;
mod role;
mod sending;
mod skew;
mod stages;
mod store;
mod supervising;
mod timetable;

use std::cell::Cell;
use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::thread::JoinHandle;
use std::time::Duration;

use ambient::Millis;
use sync::device::Batch;
use sync::limits::CONTACT_MILLIS;
use tokio::sync::{mpsc, watch};

use crate::contract::Topic;
use crate::contract::failure::Failure;
use crate::contract::sync::SyncNow;
use crate::core::Core;
use crate::notice::Notice;

use journey::JourneyError;
use reach::{Reach, way_out};
use timetable::{Event, Goes, Timetable};

pub(crate) use audit::{handed, has_forked};
pub(crate) use contact::contact_now;
use contact::{locked_contact, say_it_is_empty};
pub(crate) use drafts::left_draft;
pub(crate) use escrow::{after_recovery, is_escrowed, keep_recovery};
pub(crate) use http::{Letter, Line, LineError, Prover, Refusal};
pub(crate) use journey::last_complete;
pub(crate) use life::{intake, keep_intake};
pub use store::Shelf;
pub(crate) use store::{EPOCH, gver};
pub(crate) use supervising::{
    ask_devices, ask_glass, ask_incidents, declare_device, list_glasses, renew_glass, take_open,
    weigh_glass, write_incident,
};

/// How often the thread looks at the clock for the next try, and for a network that has come back.
const TICK: Duration = Duration::from_secs(5);
/// How often it looks whether it has been quiet for long enough to lock.
const QUIET_TICK: Duration = Duration::from_secs(2);
/// Runs a future to its end on this thread.
pub(crate) fn block_on<T>(
    future: impl Future<Output = Result<T, LineError>>,
) -> Result<Result<T, LineError>, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let runtime = runtime.or(Err(Failure::StoreUnavailable))?;
    Ok(runtime.block_on(future))
}

/// How the exchange stands, for the Sync screen.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Standing {
    pub(crate) now: SyncNow,
    pub(crate) last_tried_at: Option<Millis>,
    pub(crate) last_problem: Option<Failure>,
    pub(crate) next_try_at: Option<Millis>,
    /// How far this computer's clock is ahead of the clinic's; negative when it is behind.
    pub(crate) clock_ahead: Millis,
}

impl Standing {
    /// Before the first exchange.
    const NONE: Self = Self {
        now: SyncNow::Resting,
        last_tried_at: None,
        last_problem: None,
        next_try_at: None,
        clock_ahead: 0,
    };
}

/// What the thread is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    /// Exchange now.
    Now,
    /// Something was written.
    Written,
    /// The satchel was opened.
    Opened,
    /// There is nobody left to exchange for.
    End,
}

/// The exchange, as the rest of the application sees it.
pub(crate) struct Exchange {
    words: mpsc::UnboundedSender<Word>,
    /// Raised to stop the journey that is running: on lock, on *Stop*, at the end.
    stop: watch::Sender<u64>,
    standing: Arc<Mutex<Standing>>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl std::fmt::Debug for Exchange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Exchange")
    }
}

impl Exchange {
    /// Makes the exchange; [`Exchange::start`] gives it its thread.
    pub(crate) fn new() -> (Self, Ears) {
        let (words, heard) = mpsc::unbounded_channel();
        let (stop, stopped) = watch::channel(0);
        let standing = Arc::new(Mutex::new(Standing::NONE));
        let ears = Ears {
            heard,
            stopped,
            standing: Arc::clone(&standing),
            batch: Cell::new(Batch::WHOLE),
            most: Cell::new(Batch::WHOLE),
        };
        (
            Self {
                words,
                stop,
                standing,
                thread: Mutex::new(None),
            },
            ears,
        )
    }

    /// Starts the thread. It ends when the core is gone.
    pub(crate) fn start(&self, core: Weak<Core>, ears: Ears) {
        let run = move || {
            // Without a runtime there is no exchange; everything else goes on, and the Sync screen says so.
            // One thread is this one, with the store; the other has the line, so that both can work at once.
            match tokio::runtime::Builder::new_multi_thread()
                .worker_threads(1)
                .thread_name("line")
                .enable_all()
                .build()
            {
                Ok(runtime) => runtime.block_on(async {
                    tokio::select! {
                        () = attend(Weak::clone(&core), ears) => {}
                        () = watch_the_quiet(core) => {}
                    }
                }),
                Err(error) => tracing::error!(%error, "the exchange did not start"),
            }
        };
        let thread = std::thread::Builder::new()
            .name("exchange".to_owned())
            .spawn(run);
        *self.thread.lock().unwrap_or_else(PoisonError::into_inner) = thread.ok();
    }

    /// Exchange with the clinic now.
    pub(crate) fn now(&self) {
        self.tell(Word::Now);
    }

    /// Something was written.
    pub(crate) fn written(&self) {
        self.tell(Word::Written);
    }

    /// The satchel was opened.
    pub(crate) fn opened(&self) {
        self.tell(Word::Opened);
    }

    /// Stops what is running; harmless at any moment.
    pub(crate) fn stop(&self) {
        self.stop
            .send_modify(|times| *times = times.wrapping_add(1));
    }

    /// Ends the thread and waits until it has let go of everything; it waits for no network.
    pub(crate) fn end(&self) {
        self.stop();
        self.tell(Word::End);
        let thread = self
            .thread
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if thread.is_some_and(|thread| thread.join().is_err()) {
            tracing::error!("the exchange ended with a panic");
        }
    }

    /// How it stands.
    pub(crate) fn standing(&self) -> Standing {
        self.standing
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Somebody else's satchel is in front: how the last exchange went is not hers.
    pub(crate) fn forgets(&self) {
        let mut standing = self.standing.lock().unwrap_or_else(PoisonError::into_inner);
        *standing = Standing::NONE;
    }

    fn tell(&self, word: Word) {
        // Nobody hears only when the thread has ended, and then there is nothing to tell.
        if self.words.send(word).is_err() {
            tracing::warn!("the exchange has ended");
        }
    }
}

/// The thread's end of the exchange.
pub(crate) struct Ears {
    heard: mpsc::UnboundedReceiver<Word>,
    stopped: watch::Receiver<u64>,
    standing: Arc<Mutex<Standing>>,
    /// How large a push the line has borne lately.
    batch: Cell<Batch>,
    /// As large as the clinic takes: an older one takes less than this laptop would send.
    most: Cell<Batch>,
}

impl Ears {
    pub(crate) fn set(&self, core: &Core, change: impl FnOnce(&mut Standing)) {
        let mut standing = self.standing.lock().unwrap_or_else(PoisonError::into_inner);
        let before = standing.clone();
        change(&mut standing);
        let is_news = *standing != before;
        drop(standing);
        // A screen that hears of it looks at everything again.
        if is_news {
            core.tell(&Notice::changed([Topic::Sync]));
        }
    }
}

/// Locks after the quiet minutes, also while a journey goes on: a first exchange, or a clinic that has stopped
/// answering, may take longer than those.
async fn watch_the_quiet(core: Weak<Core>) {
    loop {
        tokio::time::sleep(QUIET_TICK).await;
        match core.upgrade() {
            Some(core) => {
                core.lock_if_quiet();
                core.say_what_is_shown();
                core.let_go_of_what_is_over();
            }
            None => return,
        }
    }
}

async fn attend(core: Weak<Core>, mut ears: Ears) {
    let Some(goes) = core.upgrade().map(|core| {
        if core.exchanges_by_itself() {
            Goes::ByItself
        } else {
            Goes::WhenTold
        }
    }) else {
        return;
    };
    let (mut timetable, mut reach) = (Timetable::new(goes), Reach::default());
    // A satchel that has just been started may have missed an order.
    let mut contact_at = Millis::MIN;
    loop {
        let word = tokio::time::timeout(TICK, ears.heard.recv()).await;
        let Some(core) = core.upgrade() else {
            return;
        };
        let event = match word {
            Ok(None | Some(Word::End)) => return,
            Ok(Some(Word::Now)) => Some(Event::Asked),
            Ok(Some(Word::Opened)) => Some(Event::Opened),
            Ok(Some(Word::Written)) => Some(Event::Written),
            Err(_) => reach.has_come(way_out()).then_some(Event::NetworkBack),
        };
        let now = core.ambient().now();
        if let Some(event) = event {
            timetable = timetable.after(event, now, || core.ambient().bytes());
        }
        if timetable.is_due(now) && core.is_open() {
            timetable = travel(core, &mut ears, timetable).await;
        } else if core.exchanges_by_itself() && !core.is_open() && contact_at <= now {
            contact_at = now.saturating_add(CONTACT_MILLIS);
            let said = until_stopped(&ears, locked_contact(&core)).await;
            if let Some(Err(failure)) = said
                && failure != Failure::NotEnrolled
            {
                tracing::info!(?failure, "no contact with the clinic while locked");
            }
            // What was stopped because the satchel has just erased itself.
            until_stopped(&ears, say_it_is_empty(&Arc::downgrade(&core))).await;
        }
    }
}

/// Does something that waits for the network, for as long as nobody wants the line let go.
async fn until_stopped<T>(ears: &Ears, work: impl Future<Output = T>) -> Option<T> {
    let mut stopped = ears.stopped.clone();
    stopped.mark_unchanged();
    tokio::select! {
        biased;
        _ = stopped.changed() => None,
        done = work => Some(done),
    }
}

/// Makes one journey and says when the next is due.
async fn travel(core: Arc<Core>, ears: &mut Ears, timetable: Timetable) -> Timetable {
    let ambient = core.ambient().clone();
    let weak = Arc::downgrade(&core);
    drop(core);
    let outcome = journey::journey(&weak, ears).await;
    until_stopped(ears, say_it_is_empty(&weak)).await;
    let event = match &outcome {
        // The records have arrived; the pictures go with the next journey.
        Ok(()) | Err(JourneyError::Pictures(_)) => Event::Arrived,
        // Whoever stopped it knows why; the satchel goes on as if nothing had been due.
        Err(JourneyError::Stopped) => Event::Stopped,
        Err(error) => Event::Failed {
            again_after_seconds: error.again_after_seconds(),
        },
    };
    let now = ambient.now();
    let timetable = timetable.after(event, now, || ambient.bytes());
    if let Some(core) = weak.upgrade() {
        ears.set(&core, |standing| {
            standing.now = SyncNow::Resting;
            standing.last_tried_at = Some(now);
            standing.last_problem = outcome.as_ref().err().and_then(journey::problem);
            standing.next_try_at = timetable.due();
        });
        core.write_card();
    }
    timetable
}
