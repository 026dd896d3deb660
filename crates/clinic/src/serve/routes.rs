//! The routes: what a device may ask, and how a refusal is said.
//!
//! Every answer is JSON; a refusal is a status of 400 or more with the code of its reason. Whatever touches the
//! ledger runs on a thread that may wait for the disk.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::StatusCode;
use axum::http::header::RETRY_AFTER;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use care::DeviceId;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sync::Replay;
use sync::files::{AskFiles, SendPiece, WantPiece};
use sync::limits::{
    BUSY_SECONDS, PROTOCOL, PROTOCOL_MIN, REQUESTS_AT_ONCE_MAX, WRONG_TRY_FORGOTTEN_MILLIS,
};
use sync::proof::{self, DEVICE_HEADER, NONCE_HEADER, PROTOCOL_HEADER, SIGNATURE_HEADER};
use sync::snapshot::{AskDigests, AskSnapshots};
use sync::wire::{Enrol, Gone, Park, Pull, Push, Refused, RefusedCode};
use tokio::sync::Semaphore;

use crate::Clinic;
use crate::devices::EnrolledDevice;
use crate::ledger::LedgerError;
use crate::sentence::Sentence;
use crate::serve::doorkeeper::Doorkeeper;
use crate::serve::message::{Asked, Ready, body_of, read};
use crate::serve::nonces::Nonces;

#[derive(Clone)]
struct Desk {
    clinic: Arc<Clinic>,
    nonces: Arc<Nonces>,
    doorkeeper: Arc<Doorkeeper>,
    places: Arc<Semaphore>,
}

pub(super) fn router(clinic: Arc<Clinic>) -> Router {
    Router::new()
        .route("/enrol", post(enrol))
        .route("/sync/push", post(push))
        .route("/sync/pull", post(pull))
        .route("/sync/park", post(park))
        .route("/sync/replay", post(replay))
        .route("/sync/gone", post(gone))
        .route("/sync/digests", post(digests))
        .route("/sync/snapshot", post(snapshot))
        .route("/sync/files", post(files))
        .route("/sync/piece", post(take_piece))
        .route("/sync/piece/get", post(give_piece))
        .fallback(no_such_route)
        .with_state(Desk {
            clinic,
            nonces: Arc::default(),
            doorkeeper: Arc::default(),
            places: Arc::new(Semaphore::new(REQUESTS_AT_ONCE_MAX)),
        })
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
        let device = desk.prove(asked, body)?;
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
        let device = desk.prove(asked, body)?;
        desk.clinic
            .park(&device, &read::<Park>(asked, body)?)
            .map_err(fault)?
    };
    answered("/sync/park", carry_out(&places, request, work).await)
}

async fn replay(State(desk): State<Desk>, request: Request) -> Response {
    let places = Arc::clone(&desk.places);
    let work = move |asked: &Asked, body: &Bytes| {
        let device = desk.prove(asked, body)?;
        desk.clinic
            .replay(&device, &read::<Replay>(asked, body)?)
            .map_err(fault)?
    };
    answered("/sync/replay", carry_out(&places, request, work).await)
}

async fn gone(State(desk): State<Desk>, request: Request) -> Response {
    let places = Arc::clone(&desk.places);
    let work = move |asked: &Asked, body: &Bytes| {
        let device = desk.prove(asked, body)?;
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
        desk.prove(asked, body)?;
        desk.clinic
            .files_at(&understood::<AskFiles>(asked, body)?)
            .map_err(fault)?
    };
    answered("/sync/files", carry_out(&places, request, work).await)
}

async fn take_piece(State(desk): State<Desk>, request: Request) -> Response {
    let places = Arc::clone(&desk.places);
    let work = move |asked: &Asked, body: &Bytes| {
        desk.prove(asked, body)?;
        desk.clinic
            .take_piece(&understood::<SendPiece>(asked, body)?)
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
fn understood<T: DeserializeOwned>(asked: &Asked, body: &Bytes) -> Result<T, RefusedCode> {
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

/// Takes a place, reads the body within its limits, then does the work where it may wait.
async fn carry_out<T: Serialize + Send + 'static>(
    places: &Semaphore,
    request: Request,
    work: impl FnOnce(&Asked, &Bytes) -> Result<T, RefusedCode> + Send + 'static,
) -> Result<Ready, RefusedCode> {
    let Ok(_place) = places.try_acquire() else {
        return Err(RefusedCode::Busy);
    };
    let (parts, body) = request.into_parts();
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

    fn was_wrong(&self, asked: &Asked) {
        self.doorkeeper
            .was_wrong(asked.from, self.clinic.ambient().now());
    }

    /// The device that signed this request, if it is enrolled. Whoever cannot prove it is told so a few times, and
    /// then only to come back later.
    fn prove(&self, asked: &Asked, body: &Bytes) -> Result<EnrolledDevice, RefusedCode> {
        let proven = self.check(asked, body);
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

    fn check(&self, asked: &Asked, body: &Bytes) -> Result<EnrolledDevice, RefusedCode> {
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
            .active_device(id)
            .map_err(fault)?
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

#[expect(
    clippy::needless_pass_by_value,
    reason = "it is what map_err hands over"
)]
fn fault(error: LedgerError) -> RefusedCode {
    if matches!(error, LedgerError::Unreachable | LedgerError::Overtaken) {
        tracing::warn!(error = %Sentence(&error), "nothing was stored, or it will be answered as before");
        return RefusedCode::Busy;
    }
    tracing::error!(
        error = %Sentence(&error),
        "the ledger failed; nothing was stored"
    );
    if error.is_no_room() {
        RefusedCode::NoRoom
    } else {
        RefusedCode::ClinicFault
    }
}

fn answered(path: &'static str, answer: Result<Ready, RefusedCode>) -> Response {
    let response = match answer {
        Ok(ready) => ready.into_response(),
        Err(code) => refused(code),
    };
    tracing::info!(path, status = response.status().as_u16(), "answered");
    response
}

fn refused(code: RefusedCode) -> Response {
    let refusal = (status(code), axum::Json(Refused { code }));
    match again_after_seconds(code) {
        Some(seconds) => ([(RETRY_AFTER, seconds.to_string())], refusal).into_response(),
        None => refusal.into_response(),
    }
}

/// How long whoever is refused is asked to stay away.
fn again_after_seconds(code: RefusedCode) -> Option<i64> {
    match code {
        RefusedCode::TooManyTries | RefusedCode::TooOften => {
            Some(WRONG_TRY_FORGOTTEN_MILLIS / 1_000)
        }
        RefusedCode::Busy | RefusedCode::NoRoom => Some(BUSY_SECONDS),
        RefusedCode::CodeUnknown
        | RefusedCode::CodeUsed
        | RefusedCode::CodeExpired
        | RefusedCode::CodeForAnotherDevice
        | RefusedCode::DeviceUnknown
        | RefusedCode::NotProven
        | RefusedCode::TooLarge
        | RefusedCode::BadRequest
        | RefusedCode::Protocol
        | RefusedCode::NotOurs
        | RefusedCode::FileUnknown
        | RefusedCode::FileDamaged
        | RefusedCode::ClinicFault => None,
    }
}

fn status(code: RefusedCode) -> StatusCode {
    match code {
        RefusedCode::CodeUnknown
        | RefusedCode::CodeUsed
        | RefusedCode::CodeExpired
        | RefusedCode::CodeForAnotherDevice => StatusCode::FORBIDDEN,
        RefusedCode::DeviceUnknown | RefusedCode::NotProven => StatusCode::UNAUTHORIZED,
        RefusedCode::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        RefusedCode::BadRequest => StatusCode::BAD_REQUEST,
        RefusedCode::NotOurs | RefusedCode::FileDamaged => StatusCode::UNPROCESSABLE_ENTITY,
        RefusedCode::FileUnknown => StatusCode::NOT_FOUND,
        RefusedCode::Protocol => StatusCode::UPGRADE_REQUIRED,
        RefusedCode::TooManyTries | RefusedCode::TooOften => StatusCode::TOO_MANY_REQUESTS,
        RefusedCode::Busy => StatusCode::SERVICE_UNAVAILABLE,
        RefusedCode::NoRoom => StatusCode::INSUFFICIENT_STORAGE,
        RefusedCode::ClinicFault => StatusCode::INTERNAL_SERVER_ERROR,
    }
}
