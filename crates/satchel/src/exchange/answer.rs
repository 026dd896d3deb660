//! What an answer is before anybody reads it: the clinic's, or something that stood in its place.
//!
//! Only an answer that is whole, is JSON and has the shape that was asked for is taken. From everything else nothing is
//! concluded but the sentence on the screen.

use serde::de::DeserializeOwned;
use sync::limits::AGAIN_AFTER_SECONDS_MAX;
use sync::wire::{Refused, RefusedCode};

use super::http::{LineError, Refusal};

/// The head of an answer.
#[derive(Debug, Clone, Copy)]
pub(super) struct Head<'a> {
    /// The status.
    pub(super) status: u16,
    /// What it says it carries.
    pub(super) content_type: &'a str,
    /// `Retry-After`, as it stands there.
    pub(super) again_after: Option<&'a str>,
}

const OK: u16 = 200;
const TOO_LARGE: u16 = 413;
const TOO_MANY: u16 = 429;
const UNAVAILABLE: u16 = 503;
/// *Network authentication required*: a status that exists for sign-in pages alone.
const SIGN_IN: u16 = 511;

impl Head<'_> {
    /// Whether this is how a network asks somebody to sign in: it sends her elsewhere, or shows a page.
    pub(super) fn is_sign_in_page(&self) -> bool {
        let is_fault = (500..600).contains(&self.status);
        let is_redirect = (300..400).contains(&self.status);
        self.status == SIGN_IN || is_redirect || (self.carries("text/html") && !is_fault)
    }

    fn carries(&self, kind: &str) -> bool {
        let named = self.content_type.split(';').next().unwrap_or_default();
        named.trim().eq_ignore_ascii_case(kind)
    }

    /// The seconds of `Retry-After`. One that is a date says nothing here: no clock decides anything.
    fn again_after_seconds(&self) -> Option<u32> {
        let seconds: u32 = self.again_after?.trim().parse().ok()?;
        Some(seconds.min(AGAIN_AFTER_SECONDS_MAX))
    }
}

/// Reads an answer that has arrived whole.
pub(super) fn read<A: DeserializeOwned>(head: Head<'_>, body: &[u8]) -> Result<A, LineError> {
    let refused = |code| {
        Err(LineError::Refused(Refusal {
            code,
            again_after_seconds: head.again_after_seconds(),
        }))
    };
    let is_json = head.carries("application/json");
    if head.status == OK && is_json {
        return serde_json::from_slice(body).or(Err(LineError::Altered));
    }
    if is_json && let Ok(Refused { code }) = serde_json::from_slice(body) {
        return refused(code);
    }
    // Whoever stands in front of a clinic says these with a page of its own, and means the same.
    match head.status {
        TOO_LARGE => refused(RefusedCode::TooLarge),
        TOO_MANY | UNAVAILABLE => refused(RefusedCode::Busy),
        _ if head.is_sign_in_page() => Err(LineError::SignIn),
        500..600 => Err(LineError::Fault),
        _ => Err(LineError::Altered),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reads(status: u16, content_type: &str, body: &str) -> Result<u32, LineError> {
        let head = Head {
            status,
            content_type,
            again_after: Some("90"),
        };
        read(head, body.as_bytes())
    }

    const JSON: &str = "application/json; charset=utf-8";

    fn refused(code: RefusedCode) -> Result<u32, LineError> {
        Err(LineError::Refused(Refusal {
            code,
            again_after_seconds: Some(90),
        }))
    }

    #[test]
    fn an_answer_is_the_clinics_or_is_named_for_what_it_is() {
        let page = "<html>Welcome to our guests</html>";
        assert_eq!(reads(200, JSON, "7"), Ok(7));
        assert_eq!(
            reads(503, JSON, r#"{"code":"busy"}"#),
            refused(RefusedCode::Busy)
        );
        let cases = [
            (200, "text/html", page, Err(LineError::SignIn)),
            (302, "", "", Err(LineError::SignIn)),
            (511, "text/plain", "sign in", Err(LineError::SignIn)),
            (
                403,
                "Text/HTML ; charset=utf-8",
                page,
                Err(LineError::SignIn),
            ),
            (200, "text/plain", "7", Err(LineError::Altered)),
            (200, JSON, "{\"cached\":true}", Err(LineError::Altered)),
            (200, JSON, "", Err(LineError::Altered)),
            (404, JSON, "{}", Err(LineError::Altered)),
            (502, "text/html", page, Err(LineError::Fault)),
            (413, "text/html", page, refused(RefusedCode::TooLarge)),
            (503, "text/html", page, refused(RefusedCode::Busy)),
            (429, "text/plain", "", refused(RefusedCode::Busy)),
        ];
        for (status, content_type, body, expected) in cases {
            assert_eq!(
                reads(status, content_type, body),
                expected,
                "{status} {content_type} {body}"
            );
        }
    }

    #[test]
    fn nobody_is_sent_away_for_days_and_a_date_is_not_counted_on() {
        let after = |again_after| {
            let head = Head {
                status: 503,
                content_type: JSON,
                again_after: Some(again_after),
            };
            head.again_after_seconds()
        };
        assert_eq!(after("120"), Some(120));
        assert_eq!(after("999999999"), Some(AGAIN_AFTER_SECONDS_MAX));
        assert_eq!(after("Tue, 24 Nov 2026 16:00:00 GMT"), None);
        assert_eq!(after("-1"), None);
    }
}
