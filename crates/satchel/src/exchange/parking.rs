//! One operation that does not get through must not stop the others.
//!
//! An operation is to blame only if it failed alone while the clinic answered something else right after: a network
//! that is slow for everything blames nobody. After [`ALONE_FAILURES_MAX`] such failures it is handed over whole, and the
//! clinic keeps it for a person. The count stands in the vault, so that a restart does not begin it anew.

use care::OpId;
use sync::limits::ALONE_FAILURES_MAX;
use sync::wire::RefusedCode;
use vault::{StoreError, Writer, meta};

use super::{LineError, Refusal};

/// The operation that failed alone last, and how often, in `meta`.
const FAILED_ALONE: &str = "failed_alone";

/// Whether a smaller push may fare better, and one operation alone may be what fails.
pub(super) fn may_be_what_was_sent(error: LineError) -> bool {
    match error {
        LineError::Slow => true,
        LineError::Refused(Refusal {
            code,
            again_after_seconds: None,
        }) => matches!(
            code,
            RefusedCode::TooLarge | RefusedCode::BadRequest | RefusedCode::ClinicFault
        ),
        LineError::Refused(_)
        | LineError::AddressMalformed
        | LineError::Unreachable
        | LineError::NotTls
        | LineError::SignIn
        | LineError::OtherCertificate
        | LineError::Intercepted
        | LineError::CertificateDate
        | LineError::Altered
        | LineError::Fault => false,
    }
}

/// It has failed alone once more; tells whether that was once too often.
pub(super) fn failed_alone(writer: &Writer<'_>, op: OpId) -> Result<bool, StoreError> {
    let known = meta::get(writer, FAILED_ALONE)?.unwrap_or_default();
    let before = match known.split_once(' ') {
        Some((of, times)) if of == op.to_string() => times.parse().unwrap_or(0),
        Some(_) | None => 0_u32,
    };
    let times = before.saturating_add(1);
    meta::put(writer, FAILED_ALONE, &format!("{op} {times}"))?;
    Ok(ALONE_FAILURES_MAX <= times)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(code: RefusedCode, again_after_seconds: Option<u32>) -> LineError {
        LineError::Refused(Refusal {
            code,
            again_after_seconds,
        })
    }

    #[test]
    fn only_what_the_operation_itself_can_have_caused_is_held_against_it() {
        let its_own = [
            LineError::Slow,
            refused(RefusedCode::TooLarge, None),
            refused(RefusedCode::BadRequest, None),
            refused(RefusedCode::ClinicFault, None),
        ];
        assert_eq!(its_own.map(may_be_what_was_sent), [true; 4]);
        let not_its_own = [
            LineError::Unreachable,
            LineError::SignIn,
            LineError::Altered,
            LineError::Fault,
            refused(RefusedCode::DeviceUnknown, None),
            refused(RefusedCode::Busy, None),
            refused(RefusedCode::NoRoom, None),
            // Whoever asks to come back later has not looked at it.
            refused(RefusedCode::TooLarge, Some(60)),
        ];
        assert_eq!(not_its_own.map(may_be_what_was_sent), [false; 8]);
    }
}
