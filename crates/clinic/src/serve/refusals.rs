//! How a no is said: its status, its code, and how long to stay away.

use axum::http::StatusCode;
use axum::http::header::RETRY_AFTER;
use axum::response::{IntoResponse, Response};
use sync::limits::{BUSY_SECONDS, WRONG_TRY_FORGOTTEN_MILLIS};
use sync::wire::{Refused, RefusedCode};

use crate::ledger::LedgerError;
use crate::sentence::Sentence;
use crate::serve::message::Ready;

#[expect(
    clippy::needless_pass_by_value,
    reason = "it is what map_err hands over"
)]
pub(super) fn fault(error: LedgerError) -> RefusedCode {
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

pub(super) fn answered(path: &'static str, answer: Result<Ready, RefusedCode>) -> Response {
    let response = match answer {
        Ok(ready) => ready.into_response(),
        Err(code) => refused(code),
    };
    tracing::info!(path, status = response.status().as_u16(), "answered");
    response
}

pub(super) fn refused(code: RefusedCode) -> Response {
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
        | RefusedCode::NotAllowed
        | RefusedCode::NotSo
        | RefusedCode::Unsent
        | RefusedCode::NotSeen
        | RefusedCode::TooLarge
        | RefusedCode::BadRequest
        | RefusedCode::Protocol
        | RefusedCode::NotOurs
        | RefusedCode::FileUnknown
        | RefusedCode::FileDamaged
        | RefusedCode::NoEscrow
        | RefusedCode::RecoveryUnknown
        | RefusedCode::RecoveryOver
        | RefusedCode::ClinicFault => None,
    }
}

fn status(code: RefusedCode) -> StatusCode {
    match code {
        RefusedCode::CodeUnknown
        | RefusedCode::CodeUsed
        | RefusedCode::CodeExpired
        | RefusedCode::CodeForAnotherDevice
        | RefusedCode::NotAllowed => StatusCode::FORBIDDEN,
        RefusedCode::NotSo | RefusedCode::Unsent | RefusedCode::NotSeen => StatusCode::CONFLICT,
        RefusedCode::DeviceUnknown | RefusedCode::NotProven => StatusCode::UNAUTHORIZED,
        RefusedCode::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        RefusedCode::BadRequest => StatusCode::BAD_REQUEST,
        RefusedCode::NotOurs | RefusedCode::FileDamaged => StatusCode::UNPROCESSABLE_ENTITY,
        RefusedCode::FileUnknown | RefusedCode::RecoveryUnknown | RefusedCode::NoEscrow => {
            StatusCode::NOT_FOUND
        }
        RefusedCode::RecoveryOver => StatusCode::GONE,
        RefusedCode::Protocol => StatusCode::UPGRADE_REQUIRED,
        RefusedCode::TooManyTries | RefusedCode::TooOften => StatusCode::TOO_MANY_REQUESTS,
        RefusedCode::Busy => StatusCode::SERVICE_UNAVAILABLE,
        RefusedCode::NoRoom => StatusCode::INSUFFICIENT_STORAGE,
        RefusedCode::ClinicFault => StatusCode::INTERNAL_SERVER_ERROR,
    }
}
