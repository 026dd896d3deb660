//! The network between the satchels and the clinic, as a test wants it: up, cut, or silent.
//!
//! A relay on loopback. It carries bytes and knows nothing of them, so TLS stays between satchel and clinic.

use std::io::{self, Read as _, Write as _};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

/// How the network is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weather {
    /// Bytes go through.
    Up,
    /// Connections break at once, the open ones too.
    Cut,
    /// Connections are made, and nothing is ever answered.
    Silent,
    /// Each connection breaks when so many bytes have gone through it, there and back together.
    Frail(usize),
}

/// The relay. It ends with the process.
#[derive(Debug, Clone)]
pub struct Network {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
}

#[derive(Debug)]
struct State {
    weather: Weather,
    clinic: SocketAddr,
    open: Vec<TcpStream>,
}

impl Network {
    /// A network that is up, with the clinic at its far end.
    pub fn to(clinic: SocketAddr) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        let state = Arc::new(Mutex::new(State {
            weather: Weather::Up,
            clinic,
            open: Vec::new(),
        }));
        let network = Self { address, state };
        let relay = network.clone();
        thread::spawn(move || {
            for near in listener.incoming().map_while(Result::ok) {
                // One connection that fails is what networks do.
                relay.carry(&near).ok();
            }
        });
        Ok(network)
    }

    /// Where the satchels find the clinic.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Changes the weather. Whatever is under way breaks, unless the network comes back.
    pub fn turn(&self, weather: Weather) {
        let mut state = self.state();
        state.weather = weather;
        if weather != Weather::Up {
            // One that has become frail is frail for new connections.
            for stream in state.open.drain(..) {
                stream.shutdown(Shutdown::Both).ok();
            }
        }
    }

    /// From now on somebody else stands at the far end.
    pub fn lead_to(&self, stranger: SocketAddr) {
        self.state().clinic = stranger;
    }

    fn carry(&self, near: &TcpStream) -> io::Result<()> {
        let mut state = self.state();
        match state.weather {
            Weather::Cut => return near.shutdown(Shutdown::Both),
            // Kept open, and never read.
            Weather::Silent => state.open.push(near.try_clone()?),
            Weather::Up | Weather::Frail(_) => {
                let far = TcpStream::connect(state.clinic)?;
                state.open.extend([near.try_clone()?, far.try_clone()?]);
                let lasts = match state.weather {
                    Weather::Frail(bytes) => bytes,
                    Weather::Up | Weather::Cut | Weather::Silent => usize::MAX,
                };
                let left = Arc::new(Mutex::new(lasts));
                pump(near.try_clone()?, far.try_clone()?, Arc::clone(&left));
                pump(far, near.try_clone()?, left);
            }
        }
        Ok(())
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Carries bytes one way until either end is gone, or no more go through.
fn pump(mut from: TcpStream, mut to: TcpStream, left: Arc<Mutex<usize>>) {
    thread::spawn(move || {
        let mut buffer = [0; 16 * 1024];
        while let Ok(count) = from.read(&mut buffer) {
            let bytes = buffer.get(..count).unwrap_or_default();
            if bytes.is_empty() || to.write_all(bytes).is_err() {
                break;
            }
            let mut left = left.lock().unwrap_or_else(PoisonError::into_inner);
            *left = left.saturating_sub(count);
            if *left == 0 {
                from.shutdown(Shutdown::Both).ok();
                break;
            }
        }
        to.shutdown(Shutdown::Both).ok();
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A clinic that repeats what it hears.
    fn echo() -> SocketAddr {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let endless = Arc::new(Mutex::new(usize::MAX));
                pump(stream.try_clone().unwrap(), stream, endless);
            }
        });
        address
    }

    fn says_hello(to: &Network) -> io::Result<String> {
        let mut stream = TcpStream::connect(to.address())?;
        stream.write_all(b"hello")?;
        let mut heard = [0; 5];
        stream.read_exact(&mut heard)?;
        Ok(String::from_utf8_lossy(&heard).into_owned())
    }

    #[test]
    fn a_network_that_was_cut_carries_again_when_it_is_back() {
        let network = Network::to(echo()).unwrap();
        assert_eq!(says_hello(&network).unwrap(), "hello");
        network.turn(Weather::Cut);
        assert!(says_hello(&network).is_err());
        network.turn(Weather::Up);
        assert_eq!(says_hello(&network).unwrap(), "hello");
    }

    #[test]
    fn a_frail_connection_breaks_and_the_next_one_carries_as_much_again() {
        let network = Network::to(echo()).unwrap();
        network.turn(Weather::Frail(20));
        for _ in 0..2 {
            let mut stream = TcpStream::connect(network.address()).unwrap();
            stream.write_all(b"hello").unwrap();
            stream.read_exact(&mut [0; 5]).unwrap();
            stream.write_all(b"hello").unwrap();
            let mut rest = Vec::new();
            stream.read_to_end(&mut rest).ok();
            assert!(rest.len() <= 5, "{rest:?}");
        }
    }

    #[test]
    fn cutting_breaks_what_is_under_way() {
        let network = Network::to(echo()).unwrap();
        let mut stream = TcpStream::connect(network.address()).unwrap();
        stream.write_all(b"hello").unwrap();
        stream.read_exact(&mut [0; 5]).unwrap();
        network.turn(Weather::Cut);
        assert_eq!(stream.read(&mut [0; 5]).unwrap_or(0), 0);
    }
}
