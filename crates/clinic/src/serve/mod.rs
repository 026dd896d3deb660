//! The server: the clinic behind HTTPS, on a thread of its own.

#[cfg(test)]
mod attacked;
mod audit;
mod chores;
mod custody;
mod doorkeeper;
mod glass;
mod health;
mod incidents;
mod message;
mod nonces;
mod recovery;
mod refusals;
mod routes;

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::num::NonZero;
use std::ops::RangeInclusive;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use axum_server::Handle;
use axum_server::accept::NoDelayAcceptor;
use axum_server::tls_rustls::{RustlsAcceptor, RustlsConfig};
use hyper_util::rt::TokioTimer;

use crate::Clinic;
use crate::identity::{IdentityError, host_names};

/// A head that trickles slower than this holds a connection somebody else could use.
const HEAD_WITHIN: Duration = Duration::from_secs(10);
/// So many requests are worked on at the same time for each core; the others wait with what they sent still packed. One
/// writes and a few read, so that more threads would only hold more memory.
const WORKS_OF_A_CORE: usize = 4;
/// Also on a computer of which nothing is known; and no more than may share one commit.
const WORKS: RangeInclusive<usize> = 8..=64;
/// How long requests that are under way may take to end when the server is stopped.
const STOP_WITHIN: Duration = Duration::from_secs(5);

/// Why the server did not start.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// Somebody else listens there.
    #[error("{address} is in use by another program; end it, or choose another with --listen")]
    InUse {
        /// Where it was to listen.
        address: SocketAddr,
    },
    /// Nothing can listen there.
    #[error("nothing can listen on {address}")]
    CannotListen {
        /// Where it was to listen.
        address: SocketAddr,
        /// What the system says.
        #[source]
        source: io::Error,
    },
    /// There is no certificate to serve with.
    #[error(transparent)]
    Identity(#[from] IdentityError),
    /// The thread or its runtime did not start.
    #[error("the server's thread did not start")]
    Thread(#[source] io::Error),
}

/// A running server. It stops when this is dropped.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    ca_pem: String,
    handle: Handle<SocketAddr>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The certificate that devices pin.
    pub fn ca_pem(&self) -> &str {
        &self.ca_pem
    }

    /// Lets requests that are under way end, then stops.
    pub fn stop(mut self) {
        self.end();
    }

    fn end(&mut self) {
        self.handle.graceful_shutdown(Some(STOP_WITHIN));
        if let Some(thread) = self.thread.take() {
            // A server that panicked has stopped too.
            drop(thread.join());
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.end();
    }
}

/// How many requests are worked on at the same time on this computer.
fn works_at_once() -> usize {
    let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
    let works = cores.saturating_mul(WORKS_OF_A_CORE);
    works.clamp(*WORKS.start(), *WORKS.end())
}

/// Serves the clinic on this address; port 0 takes any that is free. When this returns, it listens.
pub fn serve(clinic: Arc<Clinic>, address: SocketAddr) -> Result<Server, ServeError> {
    let cannot = |source: io::Error| {
        if source.kind() == io::ErrorKind::AddrInUse {
            ServeError::InUse { address }
        } else {
            ServeError::CannotListen { address, source }
        }
    };
    let config = clinic
        .authority()
        .server_config(&host_names(), clinic.ambient().today())?;
    let ca_pem = clinic.authority().pem().to_owned();
    let listener = TcpListener::bind(address).map_err(cannot)?;
    listener.set_nonblocking(true).map_err(cannot)?;
    let bound = listener.local_addr().map_err(cannot)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .max_blocking_threads(works_at_once())
        .build()
        .map_err(ServeError::Thread)?;
    let handle = Handle::new();
    let (chores, router, tls, at_end) = (
        chores::chores(Arc::clone(&clinic)),
        routes::router(clinic),
        RustlsConfig::from_config(Arc::new(config)),
        handle.clone(),
    );
    let run = async move {
        // It ends with the runtime it runs on.
        tokio::spawn(chores);
        // One protocol: with two, whoever sends nothing at all would be waited for without end.
        // Without a delay: the end of an answer would wait 40 ms for the other side to confirm its beginning.
        let acceptor = RustlsAcceptor::new(tls).acceptor(NoDelayAcceptor::new());
        let mut server = axum_server::from_tcp(listener)?
            .acceptor(acceptor)
            .http1_only();
        server
            .http_builder()
            .http1()
            .timer(TokioTimer::new())
            .header_read_timeout(HEAD_WITHIN);
        server
            .handle(at_end)
            .serve(router.into_make_service_with_connect_info::<SocketAddr>())
            .await
    };
    let thread = std::thread::Builder::new()
        .name("clinic-server".to_owned())
        .spawn(move || {
            if let Err(error) = runtime.block_on(run) {
                tracing::error!(%error, "the server ended");
            }
        })
        .map_err(ServeError::Thread)?;
    Ok(Server {
        address: bound,
        ca_pem,
        handle,
        thread: Some(thread),
    })
}
