//! The routes: what a device may ask.
//!
//! Every answer is JSON; a refusal is a status of 400 or more with the code of its reason. Whatever touches the
//! ledger runs on a thread that may wait for the disk.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, post};
use care::DeviceId;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sync::Replay;
use sync::custody::DeviceStanding;
use sync::files::{AskFiles, SendPiece, WantPiece};
use sync::limits::{PLACE_WITHIN_SECONDS, PROTOCOL, PROTOCOL_MIN, REQUESTS_AT_ONCE_MAX};
use sync::proof::{self, DEVICE_HEADER, NONCE_HEADER, PROTOCOL_HEADER, SIGNATURE_HEADER};
use sync::snapshot::{AskDigests, AskSnapshots};
use sync::wire::{Enrol, Gone, Park, Pull, Push, Refused, RefusedCode};
use tokio::sync::Semaphore;
use tokio::time::timeout;

use crate::Clinic;
use crate::devices::EnrolledDevice;
use crate::serve::doorkeeper::Doorkeeper;
use crate::serve::message::{Asked, Ready, body_of, discard, read};
use crate::serve::nonces::Nonces;
use crate::serve::refusals::{answered, fault};
use crate::serve::{audit, custody, glass, health, incidents, recovery};

#[derive(Clone)]
pub(super) struct Desk {
    pub(super) clinic: Arc<Clinic>,
    nonces: Arc<Nonces>,
    doorkeeper: Arc<Doorkeeper>,
    pub(super) places: Arc<Semaphore>,
}

impl Desk {
    pub(super) fn new(clinic: Arc<Clinic>) -> Self {
        Self {
            clinic,
            nonces: Arc::default(),
            doorkeeper: Arc::default(),
            places: Arc::new(Semaphore::new(REQUESTS_AT_ONCE_MAX)),
        }
    }
}

/// One path, and what happens behind it.
pub(super) type Endpoint = (&'static str, MethodRouter<Desk>);

/// Everything that can be asked. The router is built from this list and from nothing else, and the tests that attack go
/// through it too: what is new here has to be said there, who may ask it.
pub(super) fn endpoints() -> Vec<Endpoint> {
    let mut all = vec![
        ("/enrol", post(enrol)),
        ("/sync/push", post(push)),
        ("/sync/pull", post(pull)),
        ("/sync/park", post(park)),
        ("/sync/replay", post(replay)),
        ("/sync/gone", post(gone)),
        ("/sync/digests", post(digests)),
        ("/sync/snapshot", post(snapshot)),
        ("/sync/files", post(files)),
        ("/sync/piece", post(take_piece)),
        ("/sync/piece/get", post(give_piece)),
        ("/sync/audit", post(audit::join)),
        ("/sync/audit/read", post(audit::read)),
    ];
    all.extend(recovery::endpoints());
    all.extend(custody::endpoints());
    all.extend(incidents::endpoints());
    all.extend(health::endpoints());
    all.extend(glass::endpoints());
    all
}

pub(super) fn router(clinic: Arc<Clinic>) -> Router {
    endpoints()
        .into_iter()
        .fold(Router::new(), |router, (path, way)| router.route(path, way))
        .fallback(no_such_route)
        .with_state(Desk::new(clinic))
}

async fn enrol(State(desk): State<Desk>, request: Request) -> Response {
    let places = Arc::clone(&desk.places);
    let work = move |asked: &Asked, body: &Bytes| {
        if !desk.lets_try(asked) {
            return Err(RefusedCode::TooManyTries);
        }
        let enrolled = desk
            .clinic
            .enrol(&read::<Enrol>(asked, body)?)
            .map_err(fault)?;
        if enrolled.is_err() {
            desk.was_wrong(asked);
        }
        enrolled
    };
    answered("/enrol", carry_out(&places, request, work).await)
}

async fn push(State(desk): State<Desk>, request: Request) -> Response {
    let places = Arc::clone(&desk.places);
    let work = move |asked: &Asked, body: &Bytes| {
        let device = desk.prove_sender(asked, body)?;
        desk.clinic
            .push(&device, &read::<Push>(asked, body)?)
            .map_err(fault)?
    };
    answered("/sync/push", carry_out(&places, request, work).await)
}

async fn pull(State(desk): State<Desk>, request: Request) -> Response {
    let places = Arc::clone(&desk.places);
    let work = move |asked: &Asked, body: &Bytes| {
        let device = desk.prove(asked, body)?;
        desk.clinic
            .pull(&device, &understood::<Pull>(asked, body)?)
            .map_err(fault)?
    };
    answered("/sync/pull", carry_out(&places, request, work).await)
}

async fn park(State(desk): State<Desk>, request: Request) -> Response {
    let places = Arc::clone(&desk.places);
    let work = move |asked: &Asked, body: &Bytes| {
        let device = desk.prove_sender(asked, body)?;
        desk.clinic
            .park(&device, &read::<Park>(asked, body)?)
            .map_err(fault)?
    };
    answered("/sync/park", carry_out(&places, request, work).await)
}

async fn replay(State(desk): State<Desk>, request: Request) -> Response {
    let places = Arc::clone(&desk.places);
    let work = move |asked: &Asked, body: &Bytes| {
        let device = desk.prove_sender(asked, body)?;
        desk.clinic
            .replay(&device, &read::<Replay>(asked, body)?)
            .map_err(fault)?
    };
    answered("/sync/replay", carry_out(&places, request, work).await)
}

async fn gone(State(desk): State<Desk>, request: Request) -> Response {
    let places = Arc::clone(&desk.places);
    let work = move |asked: &Asked, body: &Bytes| {
        let device = desk.prove_sender(asked, body)?;
        desk.clinic
            .gone(&device, &understood::<Gone>(asked, body)?)
            .map_err(fault)?
    };
    answered("/sync/gone", carry_out(&places, request, work).await)
}

async fn digests(State(desk): State<Desk>, request: Request) -> Response {
    let places = Arc::clone(&desk.places);
    let work = move |asked: &Asked, body: &Bytes| {
        let device = desk.prove(asked, body)?;
        desk.clinic
            .digests(&device, &read::<AskDigests>(asked, body)?)
            .map_err(fault)?
    };
    answered("/sync/digests", carry_out(&places, request, work).await)
}

async fn snapshot(State(desk): State<Desk>, request: Request) -> Response {
    let places = Arc::clone(&desk.places);
    let work = move |asked: &Asked, body: &Bytes| {
        let device = desk.prove(asked, body)?;
        desk.clinic
            .snapshots(&device, &read::<AskSnapshots>(asked, body)?)
            .map_err(fault)?
    };
    answered("/sync/snapshot", carry_out(&places, request, work).await)
}

async fn files(State(desk): State<Desk>, request: Request) -> Response {
    let places = Arc::clone(&desk.places);
    let work = move |asked: &Asked, body: &Bytes| {
        let device = desk.prove_sender(asked, body)?;
        desk.clinic
            .files_at(&device, &understood::<AskFiles>(asked, body)?)
            .map_err(fault)?
    };
    answered("/sync/files", carry_out(&places, request, work).await)
}

async fn take_piece(State(desk): State<Desk>, request: Request) -> Response {
    let places = Arc::clone(&desk.places);
    let work = move |asked: &Asked, body: &Bytes| {
        let device = desk.prove_sender(asked, body)?;
        desk.clinic
            .take_piece(&device, &understood::<SendPiece>(asked, body)?)
            .map_err(fault)?
    };
    answered("/sync/piece", carry_out(&places, request, work).await)
}

async fn give_piece(State(desk): State<Desk>, request: Request) -> Response {
    let places = Arc::clone(&desk.places);
    let work = move |asked: &Asked, body: &Bytes| {
        let device = desk.prove(asked, body)?;
        desk.clinic
            .give_piece(&device, &understood::<WantPiece>(asked, body)?)
            .map_err(fault)?
    };
    answered("/sync/piece/get", carry_out(&places, request, work).await)
}

async fn no_such_route() -> Response {
    (
        StatusCode::NOT_FOUND,
        axum::Json(Refused {
            code: RefusedCode::BadRequest,
        }),
    )
        .into_response()
}

/// Reads what is asked, by a device whose protocol is spoken here. Whatever brings work is read of any: it is only
/// what a device wants to have that it must be able to understand. A newer one knows what an older clinic says, unless it
/// asks in a way that cannot be read.
pub(super) fn understood<T: DeserializeOwned>(
    asked: &Asked,
    body: &Bytes,
) -> Result<T, RefusedCode> {
    let said = asked.headers.get(PROTOCOL_HEADER);
    let spoken = match said.map(|said| said.to_str().ok().and_then(|said| said.parse().ok())) {
        None => 1,
        Some(Some(spoken)) => spoken,
        Some(None) => return Err(RefusedCode::BadRequest),
    };
    if spoken < PROTOCOL_MIN {
        return Err(RefusedCode::Protocol);
    }
    read(asked, body).map_err(|code| {
        if code == RefusedCode::BadRequest && PROTOCOL < spoken {
            RefusedCode::Protocol
        } else {
            code
        }
    })
}

/// Waits for a place, reads the body within its limits, then does the work where it may wait.
pub(super) async fn carry_out<T: Serialize + Send + 'static>(
    places: &Semaphore,
    request: Request,
    work: impl FnOnce(&Asked, &Bytes) -> Result<T, RefusedCode> + Send + 'static,
) -> Result<Ready, RefusedCode> {
    let (parts, body) = request.into_parts();
    // What is asked stays on its way until there is a place: whoever waits costs no more than her connection.
    let place = timeout(Duration::from_secs(PLACE_WITHIN_SECONDS), places.acquire()).await;
    let Ok(Ok(_place)) = place else {
        discard(body).await;
        return Err(RefusedCode::Busy);
    };
    let body = body_of(body).await?;
    let from = parts
        .extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED), |from| from.ip());
    let path = parts
        .uri
        .path_and_query()
        .map_or("/", |path| path.as_str())
        .to_owned();
    let asked = Asked {
        method: parts.method.as_str().to_owned(),
        path,
        headers: parts.headers,
        from,
    };
    let done = tokio::task::spawn_blocking(move || Ready::of(&asked, &work(&asked, &body)?)).await;
    done.unwrap_or_else(|panicked| {
        tracing::error!(error = %panicked, "a request could not be carried out");
        Err(RefusedCode::ClinicFault)
    })
}

impl Desk {
    fn lets_try(&self, asked: &Asked) -> bool {
        self.doorkeeper
            .lets_try(asked.from, self.clinic.ambient().now())
    }

    /// What proves itself in its own way, or not: a no is a wrong try of its address.
    pub(super) fn counts_wrong<T>(
        &self,
        asked: &Asked,
        work: impl FnOnce() -> Result<T, RefusedCode>,
    ) -> Result<T, RefusedCode> {
        if !self.lets_try(asked) {
            return Err(RefusedCode::TooManyTries);
        }
        let done = work();
        if matches!(
            done,
            Err(RefusedCode::NotProven
                | RefusedCode::CodeUnknown
                | RefusedCode::DeviceUnknown
                | RefusedCode::RecoveryUnknown)
        ) {
            self.was_wrong(asked);
        }
        done
    }

    fn was_wrong(&self, asked: &Asked) {
        self.doorkeeper
            .was_wrong(asked.from, self.clinic.ambient().now());
    }

    /// The device that signed this request, if it is enrolled. Whoever cannot prove it is told so a few times, and
    /// then only to come back later.
    pub(super) fn prove(&self, asked: &Asked, body: &Bytes) -> Result<EnrolledDevice, RefusedCode> {
        self.prove_one(asked, body, |standing| standing == DeviceStanding::Active)
    }

    /// The same; also one that was reported lost or recalled. It may bring what it has, and is given nothing.
    pub(super) fn prove_sender(
        &self,
        asked: &Asked,
        body: &Bytes,
    ) -> Result<EnrolledDevice, RefusedCode> {
        use DeviceStanding::{Active, Lost, Recalled};
        self.prove_one(asked, body, |standing| {
            matches!(standing, Active | Lost | Recalled)
        })
    }

    /// The same, however it stands, unless it has erased itself: it may hear what it is to do.
    pub(super) fn prove_any(
        &self,
        asked: &Asked,
        body: &Bytes,
    ) -> Result<EnrolledDevice, RefusedCode> {
        self.prove_one(asked, body, |standing| standing != DeviceStanding::Wiped)
    }

    fn prove_one(
        &self,
        asked: &Asked,
        body: &Bytes,
        may: impl Fn(DeviceStanding) -> bool,
    ) -> Result<EnrolledDevice, RefusedCode> {
        let proven = self.check(asked, body, may);
        match proven {
            Err(RefusedCode::NotProven | RefusedCode::DeviceUnknown) if !self.lets_try(asked) => {
                Err(RefusedCode::TooOften)
            }
            Err(RefusedCode::NotProven | RefusedCode::DeviceUnknown) => {
                self.was_wrong(asked);
                proven
            }
            Ok(_) | Err(_) => proven,
        }
    }

    fn check(
        &self,
        asked: &Asked,
        body: &Bytes,
        may: impl Fn(DeviceStanding) -> bool,
    ) -> Result<EnrolledDevice, RefusedCode> {
        let text = |name: &str| {
            let said = asked.headers.get(name);
            said.and_then(|value| value.to_str().ok())
        };
        let (Some(id), Some(nonce), Some(signature)) = (
            text(DEVICE_HEADER),
            text(NONCE_HEADER),
            text(SIGNATURE_HEADER),
        ) else {
            return Err(RefusedCode::NotProven);
        };
        let id: DeviceId = id.parse().or(Err(RefusedCode::DeviceUnknown))?;
        let device = self
            .clinic
            .device(id)
            .map_err(fault)?
            .filter(|device| may(device.standing))
            .ok_or(RefusedCode::DeviceUnknown)?;
        let key = proof::public_key(&device.public_key).or(Err(RefusedCode::ClinicFault))?;
        let Asked { method, path, .. } = asked;
        let request = proof::Request {
            method,
            path,
            body,
            device: id,
            nonce,
        };
        request
            .check(&key, signature)
            .or(Err(RefusedCode::NotProven))?;
        // Only now: nobody else may use up a device's nonces.
        if self.nonces.is_new(id, nonce) {
            Ok(device)
        } else {
            Err(RefusedCode::NotProven)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::convert::Infallible;
    use std::pin::Pin;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::task::{Context, Poll};

    use axum::body::{Body, HttpBody};

    use crate::serve::refusals::refused;

    /// A body that counts how much of it is still to come.
    struct Coming(Arc<AtomicUsize>);

    impl HttpBody for Coming {
        type Data = Bytes;
        type Error = Infallible;

        fn poll_frame(
            self: Pin<&mut Self>,
            _: &mut Context<'_>,
        ) -> Poll<Option<Result<http_body::Frame<Bytes>, Infallible>>> {
            if self.0.load(Ordering::SeqCst) == 0 {
                return Poll::Ready(None);
            }
            self.0.fetch_sub(1, Ordering::SeqCst);
            Poll::Ready(Some(Ok(http_body::Frame::data(Bytes::from_static(b"?")))))
        }
    }

    fn comes(frames: usize) -> (Request, Arc<AtomicUsize>) {
        let left = Arc::new(AtomicUsize::new(frames));
        let body = Body::new(Coming(Arc::clone(&left)));
        (Request::new(body), left)
    }

    #[expect(
        clippy::unnecessary_wraps,
        reason = "it stands for work that may be refused"
    )]
    fn works(_: &Asked, body: &Bytes) -> Result<usize, RefusedCode> {
        Ok(body.len())
    }

    #[tokio::test(start_paused = true)]
    async fn whoever_finds_no_place_waits_for_one_and_her_question_with_her() {
        let places = Semaphore::new(0);
        let (request, left) = comes(3);
        let waiting = carry_out(&places, request, works);
        let others = async {
            tokio::time::sleep(Duration::from_secs(PLACE_WITHIN_SECONDS - 1)).await;
            assert_eq!(left.load(Ordering::SeqCst), 3, "nothing is read before");
            places.add_permits(1);
        };
        let (done, ()) = tokio::join!(waiting, others);
        assert!(done.is_ok());
    }

    #[tokio::test(start_paused = true)]
    async fn whoever_finds_none_for_too_long_hears_so_when_she_has_said_all() {
        let (request, left) = comes(3);
        let done = carry_out(&Semaphore::new(0), request, works).await;
        assert_eq!(done.err(), Some(RefusedCode::Busy));
        assert_eq!(left.load(Ordering::SeqCst), 0, "or she would not hear it");
        assert_eq!(refused(RefusedCode::Busy).status(), 503);
    }
}
