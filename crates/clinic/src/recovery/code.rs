//! One-time codes for a device that lost its keyring, and so cannot prove which one it is.

use ambient::Ambient;
use care::{DeviceId, StaffId};
use sync::limits::RECOVERY_MILLIS;
use sync::recovery::Asked;
use sync::wire::RefusedCode;

use super::{ApproveError, may_let_in};
use crate::enrol::Code;
use crate::ledger::{LedgerError, Tx, params};

/// Wrong guesses after which a code is dead.
const WRONG_TRIES_MAX: i64 = 5;

/// For which device, and which supervisor makes it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ForDevice {
    pub(crate) device: DeviceId,
    pub(crate) by: StaffId,
}

/// Makes a code and keeps its hash; it is good for as long as a request.
pub(crate) fn make_code(
    tx: &Tx<'_>,
    whom: ForDevice,
    ambient: &Ambient,
) -> Result<Code, ApproveError> {
    let device = may_let_in(tx, whom.by, whom.device)?;
    let code = Code::make(ambient);
    let params = params! {
        ":finder": code.finder(),
        ":hash": code.hash(),
        ":device": device.to_string(),
        ":by": whom.by.to_string(),
        ":at": tx.now(),
        ":expires_at": tx.now().saturating_add(RECOVERY_MILLIS),
    };
    tx.run(include_str!("insert_code.sql"), params)?;
    Ok(code)
}

/// Uses a code up for a request; the same request may use it again, when it did not hear the answer.
pub(super) fn used(
    tx: &Tx<'_>,
    typed: &str,
    asked: &Asked,
) -> Result<Result<(), RefusedCode>, LedgerError> {
    let Some(code) = Code::read(typed) else {
        return Ok(Err(RefusedCode::CodeUnknown));
    };
    let row = tx.one(
        include_str!("code.sql"),
        params! { ":hash": code.hash() },
        |row| {
            Ok((
                row.get::<String>(0)?,
                row.get::<i64>(1)?,
                row.get::<i64>(2)?,
                row.get::<Option<String>>(3)?,
            ))
        },
    )?;
    let Some((device, expires_at, wrong_tries, request)) = row else {
        tx.run(
            include_str!("count_wrong.sql"),
            params! { ":finder": code.finder() },
        )?;
        return Ok(Err(RefusedCode::CodeUnknown));
    };
    if device != asked.device.to_string() {
        return Ok(Err(RefusedCode::CodeForAnotherDevice));
    }
    if let Some(request) = request {
        let again = request == asked.request.to_string();
        return Ok(if again {
            Ok(())
        } else {
            Err(RefusedCode::CodeUsed)
        });
    }
    if WRONG_TRIES_MAX <= wrong_tries {
        return Ok(Err(RefusedCode::TooManyTries));
    }
    if expires_at <= tx.now() {
        return Ok(Err(RefusedCode::CodeExpired));
    }
    let params = params! { ":hash": code.hash(), ":request": asked.request.to_string() };
    if tx.run(include_str!("use_code.sql"), params)? == 0 {
        return Err(tx.is_overtaken());
    }
    Ok(Ok(()))
}
