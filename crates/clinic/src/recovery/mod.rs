//! Letting somebody in again whose passphrase is forgotten or whose keyring is lost.
//!
//! Devices leave the keys of their stores here, sealed to a recovery key whose private half is elsewhere. A locked
//! device asks; a supervisor, who hears six words over the telephone, brings the private half for a moment and answers.
//! Who asks proves to be that device by the key in its keyring, or by a code that a supervisor made for it.

mod code;
mod key;

use ambient::Ambient;
use care::{DeviceId, Role, Staff, StaffId};
use sync::limits::{ESCROW_BYTES_MAX, RECOVERY_MILLIS};
use sync::proof;
use sync::recovery::{
    AskRecovery, Asked, EscrowKept, FetchRecovery, Owner, Proof, PutEscrow, RecoveryAnswer,
    RecoveryAsked,
};
use sync::wire::RefusedCode;
use uuid::Uuid;

use crate::devices::{self, EnrolledDevice};
use crate::ledger::{LedgerError, Row, Tx, params};

pub(crate) use code::{ForDevice, make_code};
pub use key::{RecoveryKey, RecoveryKeyError};

/// Hex digits of a public key.
const PUBLIC_DIGITS: usize = 64;

/// A request to be let in again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recovery {
    /// What was asked.
    pub asked: Asked,
    /// A code proved it: the device's keyring is lost.
    pub coded: bool,
    /// When it was asked, milliseconds since 1970 UTC.
    pub asked_at: i64,
    /// Until when it holds.
    pub until: i64,
    /// When a supervisor let her in.
    pub approved_at: Option<i64>,
    /// When the device said that it is open again.
    pub done_at: Option<i64>,
    answer: Option<String>,
}

/// What a device left here.
struct Escrow {
    profile: Uuid,
    recovery: String,
    sealed: String,
    heartbeat: Option<String>,
}

/// A new recovery key; devices seal to it from their next exchange on.
pub(crate) fn take_key(tx: &Tx<'_>, key: &RecoveryKey) -> Result<(), LedgerError> {
    let params = params! { ":public": key.public(), ":at": tx.now() };
    tx.run(include_str!("insert_key.sql"), params)?;
    Ok(())
}

/// The key devices seal to.
pub(crate) fn newest_key(tx: &Tx<'_>) -> Result<Option<String>, LedgerError> {
    tx.one(include_str!("newest_key.sql"), &[], |row| row.get(0))
}

/// Keeps what a device leaves here.
pub(crate) fn keep(
    tx: &Tx<'_>,
    from: &EnrolledDevice,
    put: &PutEscrow,
) -> Result<Result<EscrowKept, RefusedCode>, LedgerError> {
    let known = tx.one(
        include_str!("is_key.sql"),
        params! { ":public": put.recovery },
        |_| Ok(()),
    )?;
    let proves = |key: &String| proof::public_key(key).is_ok();
    if known.is_none()
        || ESCROW_BYTES_MAX < put.sealed.len()
        || !put.heartbeat.as_ref().is_none_or(proves)
    {
        return Ok(Err(RefusedCode::BadRequest));
    }
    let device = from.id.to_string();
    let params = params! {
        ":device": device,
        ":profile": put.profile.to_string(),
        ":recovery": put.recovery,
        ":sealed": put.sealed,
        ":heartbeat": put.heartbeat,
        ":at": tx.now(),
    };
    tx.run(include_str!("put_escrow.sql"), params)?;
    if let Some(request) = put.recovered {
        let params = params! { ":id": request.to_string(), ":device": device, ":at": tx.now() };
        tx.run(include_str!("done.sql"), params)?;
    }
    Ok(Ok(EscrowKept {}))
}

/// Somebody cannot unlock. After an inner error the transaction must be committed all the same: it has counted a try.
pub(crate) fn ask(
    tx: &Tx<'_>,
    ask: &AskRecovery,
) -> Result<Result<RecoveryAsked, RefusedCode>, LedgerError> {
    let asked = &ask.asked;
    let is_key = asked.public.len() == PUBLIC_DIGITS
        && asked.public.bytes().all(|byte| byte.is_ascii_hexdigit());
    if !is_key {
        return Ok(Err(RefusedCode::BadRequest));
    }
    let device = devices::device(tx, asked.device)?.filter(|device| device.active);
    if device.is_none() {
        return Ok(Err(RefusedCode::DeviceUnknown));
    }
    let Some(escrow) = escrow(tx, asked.device)? else {
        return Ok(Err(RefusedCode::NoEscrow));
    };
    let coded = match &ask.proof {
        Proof::Heartbeat { signature } => {
            let key = escrow
                .heartbeat
                .as_deref()
                .and_then(|key| proof::public_key(key).ok());
            if key.is_none_or(|key| asked.check(&key, signature).is_err()) {
                return Ok(Err(RefusedCode::NotProven));
            }
            false
        }
        Proof::Code { code } => {
            if let Err(refused) = code::used(tx, code, asked)? {
                return Ok(Err(refused));
            }
            true
        }
    };
    match recovery(tx, asked.request)? {
        // Its answer was lost on the way.
        Some(known) if known.asked == *asked => Ok(Ok(RecoveryAsked { until: known.until })),
        Some(_) => Ok(Err(RefusedCode::BadRequest)),
        None => begin(tx, asked, coded).map(Ok),
    }
}

fn begin(tx: &Tx<'_>, asked: &Asked, coded: bool) -> Result<RecoveryAsked, LedgerError> {
    let device = asked.device.to_string();
    let until = tx.now().saturating_add(RECOVERY_MILLIS);
    // One at a time: whoever asks anew has given up what she asked before.
    tx.run(
        include_str!("give_up.sql"),
        params! { ":device": device, ":at": tx.now() },
    )?;
    let params = params! {
        ":id": asked.request.to_string(),
        ":device": device,
        ":public": asked.public,
        ":coded": coded,
        ":at": tx.now(),
        ":expires_at": until,
    };
    tx.run(include_str!("insert.sql"), params)?;
    Ok(RecoveryAsked { until })
}

/// Whether there is an answer.
pub(crate) fn fetch(
    tx: &Tx<'_>,
    fetch: &FetchRecovery,
) -> Result<Result<RecoveryAnswer, RefusedCode>, LedgerError> {
    let found = recovery(tx, fetch.request)?.filter(|found| found.asked.device == fetch.device);
    Ok(match found {
        None => Err(RefusedCode::RecoveryUnknown),
        Some(found) if found.is_over(tx.now()) => Err(RefusedCode::RecoveryOver),
        Some(found) => Ok(RecoveryAnswer {
            sealed: found.answer,
        }),
    })
}

impl Recovery {
    /// Whether nothing comes of it any more.
    pub fn is_over(&self, now: i64) -> bool {
        self.done_at.is_some() || self.until <= now
    }
}

/// Why somebody was not let in. The request stands as it stood.
#[derive(Debug, thiserror::Error)]
pub enum ApproveError {
    /// There is none of this id.
    #[error("there is no request of this id; see `recover list`")]
    NoRequest,
    /// It is too old, was given up or was used.
    #[error("this request is over; let her ask again")]
    Over,
    /// Somebody has answered it.
    #[error("this request has been answered already")]
    Already,
    /// Not the words on her screen: somebody else's request, or a mistake.
    #[error(
        "these are not the words of this request. Do not go on unless she reads out exactly these: \
         somebody may have put a request in its place"
    )]
    WrongWords,
    /// Her device left its key to another recovery key.
    #[error(
        "this is not the recovery key her device left its key to; that one's public half begins with {begins}"
    )]
    WrongKey {
        /// The first digits of the right one's public half.
        begins: String,
    },
    /// What the device left does not open.
    #[error("what this device left with the clinic does not open")]
    Damaged,
    /// Only a supervisor lets in, and nobody lets herself in.
    #[error("only a supervisor lets somebody in again, and not herself")]
    NotHers,
    /// The device was retired.
    #[error("this device is retired")]
    Retired,
    /// The ledger's fault.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
}

/// A supervisor's answer.
#[derive(Debug)]
pub struct Approval<'a> {
    /// The request.
    pub request: Uuid,
    /// What the person read out.
    pub words: &'a str,
    /// Which supervisor heard it.
    pub by: StaffId,
    /// The private half, brought for this.
    pub key: &'a RecoveryKey,
}

/// Lets somebody in again: opens what her device left here and seals it to the key of her request. Gives her device.
pub(crate) fn approve(
    tx: &Tx<'_>,
    approval: &Approval<'_>,
    ambient: &Ambient,
) -> Result<DeviceId, ApproveError> {
    let found = recovery(tx, approval.request)?.ok_or(ApproveError::NoRequest)?;
    if found.approved_at.is_some() {
        return Err(ApproveError::Already);
    }
    if found.is_over(tx.now()) {
        return Err(ApproveError::Over);
    }
    let device = may_let_in(tx, approval.by, found.asked.device)?;
    if !found.asked.is_called(approval.words) {
        return Err(ApproveError::WrongWords);
    }
    let escrow = escrow(tx, device)?.ok_or(ApproveError::Damaged)?;
    if escrow.recovery != approval.key.public() {
        let begins = escrow.recovery.chars().take(8).collect();
        return Err(ApproveError::WrongKey { begins });
    }
    let owner = Owner {
        device,
        profile: escrow.profile,
    };
    let answer = owner
        .reseal(
            &found.asked,
            approval.key.key(),
            &escrow.sealed,
            ambient.bytes(),
        )
        .or(Err(ApproveError::Damaged))?;
    let params = params! {
        ":id": approval.request.to_string(),
        ":at": tx.now(),
        ":by": approval.by.to_string(),
        ":answer": answer,
        ":expires_at": tx.now().saturating_add(RECOVERY_MILLIS),
    };
    if tx.run(include_str!("approve.sql"), params)? == 0 {
        return Err(ApproveError::Already);
    }
    Ok(device)
}

/// A supervisor, for a device that is not hers and is not shut out.
fn may_let_in(tx: &Tx<'_>, by: StaffId, device: DeviceId) -> Result<DeviceId, ApproveError> {
    let device = devices::device(tx, device)?.ok_or(ApproveError::Retired)?;
    if !device.active {
        return Err(ApproveError::Retired);
    }
    let who = tx.thing::<Staff>(by.into())?;
    let is_supervisor = who.is_some_and(|who| who.role == Role::Supervisor);
    if !is_supervisor || device.staff == by {
        return Err(ApproveError::NotHers);
    }
    Ok(device.id)
}

/// Every request there was, oldest first.
pub(crate) fn all(tx: &Tx<'_>) -> Result<Vec<Recovery>, LedgerError> {
    let rows = tx.all(include_str!("all.sql"), &[], row)?;
    rows.into_iter().map(read).collect()
}

fn recovery(tx: &Tx<'_>, id: Uuid) -> Result<Option<Recovery>, LedgerError> {
    let params = params! { ":id": id.to_string() };
    tx.one(include_str!("by_id.sql"), params, row)?
        .map(read)
        .transpose()
}

fn escrow(tx: &Tx<'_>, device: DeviceId) -> Result<Option<Escrow>, LedgerError> {
    let params = params! { ":device": device.to_string() };
    let row = tx.one(include_str!("escrow.sql"), params, |row| {
        Ok((
            row.get::<String>(0)?,
            row.get(1)?,
            row.get(2)?,
            row.get::<Option<String>>(3)?,
        ))
    })?;
    let Some((profile, recovery, sealed, heartbeat)) = row else {
        return Ok(None);
    };
    Ok(Some(Escrow {
        profile: profile.parse().or(Err(LedgerError::Malformed))?,
        recovery,
        sealed,
        heartbeat,
    }))
}

type Columns = (
    (String, String, String, i64),
    (i64, i64, Option<i64>, Option<String>, Option<i64>),
);

fn row(row: &Row<'_>) -> Result<Columns, LedgerError> {
    Ok((
        (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?),
        (
            row.get(4)?,
            row.get(5)?,
            row.get(6)?,
            row.get(7)?,
            row.get(8)?,
        ),
    ))
}

fn read(columns: Columns) -> Result<Recovery, LedgerError> {
    let ((id, device, public, coded), (asked_at, until, approved_at, answer, done_at)) = columns;
    Ok(Recovery {
        asked: Asked {
            request: id.parse().or(Err(LedgerError::Malformed))?,
            device: device.parse().or(Err(LedgerError::Malformed))?,
            public,
        },
        coded: coded == 1,
        asked_at,
        until,
        approved_at,
        done_at,
        answer,
    })
}
