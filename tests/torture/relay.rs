//! The line between laptop and clinic: it keeps its address while the clinic's changes with every start, and counts
//! what it carries.

use std::io::{self, Read as _, Write as _};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use crate::process::{Event, Way};

/// Small, so that a moment can be told by bytes.
const PIECE_BYTES: usize = 1024;

/// The line. It ends with the process.
#[derive(Clone)]
pub(crate) struct Relay {
    address: SocketAddr,
    ends: Arc<Mutex<Ends>>,
}

#[derive(Default)]
struct Ends {
    clinic: Option<SocketAddr>,
    events: Option<Sender<Event>>,
}

impl Relay {
    pub(crate) fn open() -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let relay = Self {
            address: listener.local_addr()?,
            ends: Arc::default(),
        };
        let carrier = relay.clone();
        thread::spawn(move || {
            for near in listener.incoming().map_while(Result::ok) {
                // A clinic that is dead takes no connection; the laptop's is closed by being dropped.
                carrier.carry(&near).ok();
            }
        });
        Ok(relay)
    }

    /// Where the laptop finds the clinic.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where the clinic is now, if it is anywhere.
    pub(crate) fn leads_to(&self, clinic: Option<SocketAddr>) {
        self.ends().clinic = clinic;
    }

    /// Who hears what it carries.
    pub(crate) fn tells(&self, events: Option<Sender<Event>>) {
        self.ends().events = events;
    }

    fn carry(&self, near: &TcpStream) -> io::Result<()> {
        let clinic = self.ends().clinic.ok_or(io::ErrorKind::NotConnected)?;
        let far = TcpStream::connect(clinic)?;
        self.pump(Way::There, near.try_clone()?, far.try_clone()?);
        self.pump(Way::Back, far, near.try_clone()?);
        Ok(())
    }

    fn pump(&self, way: Way, mut from: TcpStream, mut to: TcpStream) {
        let relay = self.clone();
        thread::spawn(move || {
            let mut piece = [0; PIECE_BYTES];
            while let Ok(count) = from.read(&mut piece) {
                let bytes = piece.get(..count).unwrap_or_default();
                if bytes.is_empty() || to.write_all(bytes).is_err() {
                    break;
                }
                if let Some(events) = &relay.ends().events {
                    events.send(Event::Carried(way, count)).ok();
                }
            }
            to.shutdown(Shutdown::Both).ok();
            from.shutdown(Shutdown::Both).ok();
        });
    }

    fn ends(&self) -> MutexGuard<'_, Ends> {
        self.ends.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
