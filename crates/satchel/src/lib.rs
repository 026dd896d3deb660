//! The whole application, without a window.
//!
//! A [`Satchel`] answers every request the screen can make, by name and JSON, through one door; it owns the vault, the
//! session and the exchange with the clinic. It knows no window and no screen: the real window, the tests' bridge and
//! the contract tests all call [`Satchel::ask`].

mod audit;
mod away;
mod book;
pub mod contract;
mod core;
mod custody;
mod desk;
mod exchange;
mod failures;
mod notice;
mod paper;
mod picture;
mod router;
mod session;
mod use_cases;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::Receiver;

use ::ambient::Ambient;
use contract::failure::Failure;
use contract::session::LockedWhy;
use vault::{Cost, KeyStore};

pub use away::Desktop;
pub use exchange::Shelf;
pub use notice::Notice;
pub use router::Answer;

/// What a satchel needs of the computer it runs on.
pub struct Options {
    /// The folder that holds everything: the vault, and the card on the outside.
    pub profile_dir: PathBuf,
    /// Where the device secret is kept.
    pub keys: Box<dyn KeyStore>,
    /// The clock and the chance.
    pub ambient: Ambient,
    /// What unlocking costs; measured on this computer when it is enrolled, if nothing is given.
    pub cost: Option<Cost>,
    /// What the computer calls itself, for the clinic's list of devices.
    pub computer: String,
    /// Whether it exchanges with the clinic by itself, or only when asked to.
    pub exchanges_by_itself: bool,
    /// The person's own folder for papers: what is handed over by hand is put there.
    pub papers: PathBuf,
}

impl Options {
    /// As on a person's own computer: its keyring, its clock, the full cost of a guess.
    pub fn for_this_computer(profile_dir: PathBuf) -> Self {
        let name = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
        Self {
            papers: papers(&profile_dir),
            profile_dir,
            keys: Box::new(vault::OsKeyring),
            ambient: Ambient::system(),
            cost: None,
            computer: name.trim().to_owned(),
            exchanges_by_itself: true,
        }
    }
}

/// Documents, or the person's home if she has no such folder.
fn papers(profile_dir: &Path) -> PathBuf {
    let home = std::env::home_dir().unwrap_or_else(|| profile_dir.to_path_buf());
    let documents = home.join("Documents");
    if documents.is_dir() { documents } else { home }
}

impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Options")
    }
}

/// The whole application. Clones share one satchel.
#[derive(Debug, Clone)]
pub struct Satchel {
    core: Arc<core::Core>,
    _end: Arc<End>,
}

/// Goes with the last clone: the exchange has then let go of the vault, and the folder is free for the next start.
#[derive(Debug)]
struct End(Arc<core::Core>);

impl Drop for End {
    fn drop(&mut self) {
        self.0.exchange.end();
    }
}

impl Satchel {
    /// Starts, locked. Fails only if the profile's folder cannot be read.
    pub fn start(options: Options) -> Result<Self, Failure> {
        let mut card = session::Card::read(&options.profile_dir)?;
        // Of those the card knows the mark goes: without the card it would say that they were never made.
        session::half_made(&options.profile_dir, &card);
        custody::go_on(&options.profile_dir, options.keys.as_ref(), &mut card);
        let (exchange, ears) = exchange::Exchange::new();
        let core = Arc::new(core::Core::new(options, card, exchange));
        core.exchange.start(Arc::downgrade(&core), ears);
        let end = Arc::new(End(Arc::clone(&core)));
        Ok(Self { core, _end: end })
    }

    /// Answers one request. Blocks for as long as the store takes; only enrolling waits for the network.
    pub fn ask(&self, name: &str, body: serde_json::Value) -> Answer {
        router::ask(&self.core, name, body)
    }

    /// What the core tells without being asked, from now on.
    pub fn notices(&self) -> Receiver<Notice> {
        self.core.notices()
    }

    /// Locks from now on when the desktop says that the computer goes to sleep or that its screen is locked; gives on how
    /// many of its two buses somebody answers.
    pub fn follow(&self, desktop: &Desktop) -> usize {
        away::listen(&self.core, desktop)
    }

    /// Locks, because the window closes.
    pub fn close(&self) {
        self.core.lock(LockedWhy::Closed);
    }
}
