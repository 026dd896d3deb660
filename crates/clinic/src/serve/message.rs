//! What comes in and what goes out, as bytes: read within limits, packed where the other side can unpack it.

use std::future::poll_fn;
use std::net::IpAddr;
use std::pin::Pin;
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderName};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sync::limits::REQUEST_BYTES_MAX;
use sync::wire::RefusedCode;
use sync::{PACKED, UnpackError, packed, unpacked};

/// A body that trickles slower than this holds a place somebody else could use: a piece of a picture at 2 kB a second,
/// which is as long as a laptop waits for any answer.
const BODY_WITHIN: Duration = Duration::from_secs(120);
/// How much of a body that is too long is read before the connection is closed on it.
const DISCARDED_BYTES_MAX: usize = 8 * REQUEST_BYTES_MAX;

/// A request without its body.
pub(super) struct Asked {
    pub(super) method: String,
    pub(super) path: String,
    pub(super) headers: HeaderMap,
    /// Where it comes from.
    pub(super) from: IpAddr,
}

/// Reads the body within its limits. One that is too long is read on a while and thrown away: a connection closed
/// on what a device is still sending would take the answer with it.
pub(super) async fn body_of(body: Body) -> Result<Bytes, RefusedCode> {
    let Ok(read) = tokio::time::timeout(BODY_WITHIN, all_of(body)).await else {
        return Err(RefusedCode::BadRequest);
    };
    read
}

async fn all_of(mut body: Body) -> Result<Bytes, RefusedCode> {
    let (mut bytes, mut length) = (Vec::new(), 0_usize);
    while let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        // Broken off; the device does not hear this anyway.
        let Ok(frame) = frame else {
            return Err(RefusedCode::BadRequest);
        };
        let Ok(data) = frame.into_data() else {
            continue;
        };
        length = length.saturating_add(data.len());
        if length <= REQUEST_BYTES_MAX {
            bytes.extend_from_slice(&data);
        } else if DISCARDED_BYTES_MAX < length {
            break;
        } else {
            bytes.clear();
        }
    }
    if length <= REQUEST_BYTES_MAX {
        Ok(Bytes::from(bytes))
    } else {
        Err(RefusedCode::TooLarge)
    }
}

/// Reads a body to its end and keeps nothing of it, so that the refusal is heard.
pub(super) async fn discard(mut body: Body) {
    let all = async {
        let mut length = 0_usize;
        while let Some(Ok(frame)) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await
            && length <= DISCARDED_BYTES_MAX
        {
            length = length.saturating_add(frame.data_ref().map_or(0, Bytes::len));
        }
    };
    if tokio::time::timeout(BODY_WITHIN, all).await.is_err() {
        tracing::warn!("a question was given up before its end");
    }
}

/// An answer as it goes out.
pub(super) struct Ready {
    body: Vec<u8>,
    is_packed: bool,
}

impl Ready {
    pub(super) fn of<T: Serialize>(asked: &Asked, answer: &T) -> Result<Self, RefusedCode> {
        let whole = serde_json::to_vec(answer).or(Err(RefusedCode::ClinicFault))?;
        let packed = if asked.says(&ACCEPT_ENCODING) == Some(PACKED) {
            packed(&whole)
        } else {
            None
        };
        Ok(Self {
            is_packed: packed.is_some(),
            body: packed.unwrap_or(whole),
        })
    }
}

impl IntoResponse for Ready {
    fn into_response(self) -> Response {
        let kind = [(CONTENT_TYPE, "application/json")];
        if self.is_packed {
            (kind, [(CONTENT_ENCODING, PACKED)], self.body).into_response()
        } else {
            (kind, self.body).into_response()
        }
    }
}

impl Asked {
    pub(super) fn says(&self, name: &HeaderName) -> Option<&str> {
        self.headers.get(name).and_then(|said| said.to_str().ok())
    }
}

/// What a body says. A device's is unpacked only here, after it has proved itself.
pub(super) fn read<T: DeserializeOwned>(asked: &Asked, body: &Bytes) -> Result<T, RefusedCode> {
    match asked.says(&CONTENT_ENCODING) {
        None => serde_json::from_slice(body).or(Err(RefusedCode::BadRequest)),
        Some(PACKED) => {
            let whole = unpacked(body, REQUEST_BYTES_MAX).map_err(|error| match error {
                UnpackError::Malformed => RefusedCode::BadRequest,
                UnpackError::TooLarge => RefusedCode::TooLarge,
            })?;
            serde_json::from_slice(&whole).or(Err(RefusedCode::BadRequest))
        }
        Some(_) => Err(RefusedCode::BadRequest),
    }
}
