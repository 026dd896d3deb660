//! Enrolment: how a device becomes one person's.
//!
//! Somebody at the clinic makes a one-time code for one of the staff; whoever types it into a fresh Satchel makes
//! that computer a device of hers. The same device may ask again when it did not hear the answer.

mod code;

use ambient::Ambient;
use care::{DeviceId, DeviceKey, EntityId, Staff, StaffId};
use sync::limits::PROTOCOL_MIN;
use sync::wire::{Enrol, Enrolled, RefusedCode};
use sync::{StreamId, proof};

use crate::devices::{self, EnrolledDevice};
use crate::ledger::{LedgerError, Pen, Tx, params};

pub use code::Code;

/// How long a code is good for if nobody says otherwise: a day.
pub const MINUTES_DEFAULT: u32 = 24 * 60;
/// Wrong guesses after which a code is dead.
const WRONG_TRIES_MAX: i64 = 5;
const COMPUTER_CHARS_MAX: usize = 200;

/// For whom a code is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// Whose device it will make.
    pub staff: StaffId,
    /// The only computer it is for, by what the computer calls itself; any if absent.
    pub computer: Option<String>,
    /// How long it is good for.
    pub minutes: u32,
}

/// Makes a code and keeps its hash.
pub(crate) fn make_code(
    tx: &Tx<'_>,
    invitation: &Invitation,
    ambient: &Ambient,
) -> Result<Code, LedgerError> {
    let code = Code::make(ambient);
    let millis = i64::from(invitation.minutes).saturating_mul(60_000);
    let params = params! {
        ":finder": code.finder(),
        ":hash": code.hash(),
        ":staff": invitation.staff.to_string(),
        ":computer": invitation.computer,
        ":made_at": tx.now(),
        ":expires_at": tx.now().saturating_add(millis),
    };
    tx.run(include_str!("insert_code.sql"), params)?;
    Ok(code)
}

/// A code as it is kept.
struct Kept {
    staff: StaffId,
    computer: Option<String>,
    expires_at: i64,
    wrong_tries: i64,
    device: Option<DeviceId>,
}

/// Takes a code. The outer error is the ledger's; after the inner one the transaction must be committed all the
/// same, for it has counted the try.
pub(crate) fn enrol(
    tx: &mut Tx<'_>,
    request: &Enrol,
    ambient: &Ambient,
) -> Result<Result<Enrolled, RefusedCode>, LedgerError> {
    // A newer device knows what an older clinic says.
    if request.protocol < PROTOCOL_MIN {
        return Ok(Err(RefusedCode::Protocol));
    }
    let computer = request.computer.trim();
    let is_named = !computer.is_empty() && computer.chars().count() <= COMPUTER_CHARS_MAX;
    if !is_named || proof::public_key(&request.public_key).is_err() {
        return Ok(Err(RefusedCode::BadRequest));
    }
    let Some(code) = Code::read(&request.code) else {
        return Ok(Err(RefusedCode::CodeUnknown));
    };
    let Some(kept) = kept(tx, &code)? else {
        return wrong_try(tx, &code).map(Err);
    };
    if let Some(device) = kept.device {
        let known = devices::device(tx, device)?
            .filter(|known| known.active && known.public_key == request.public_key);
        return match known {
            Some(known) => welcome(tx, known.id, known.staff).map(Ok),
            None => Ok(Err(RefusedCode::CodeUsed)),
        };
    }
    if WRONG_TRIES_MAX <= kept.wrong_tries {
        return Ok(Err(RefusedCode::TooManyTries));
    }
    if kept.expires_at <= tx.now() {
        return Ok(Err(RefusedCode::CodeExpired));
    }
    if kept.computer.is_some_and(|only| only != computer) {
        return Ok(Err(RefusedCode::CodeForAnotherDevice));
    }
    let device = EnrolledDevice {
        id: DeviceId(ambient.mint()),
        staff: kept.staff,
        computer: computer.to_owned(),
        public_key: request.public_key.clone(),
        active: true,
        standing: sync::custody::DeviceStanding::Active,
        enrolled_at: tx.now(),
        seen_at: None,
    };
    let params = params! { ":hash": code.hash(), ":device": device.id.to_string() };
    if tx.run(include_str!("use_code.sql"), params)? == 0 {
        // Another server has taken it between the look and this: asked again, it is a used one.
        return Err(tx.is_overtaken());
    }
    devices::insert(tx, &device)?;
    publish_key(tx, &device, ambient)?;
    welcome(tx, device.id, device.staff).map(Ok)
}

fn kept(tx: &Tx<'_>, code: &Code) -> Result<Option<Kept>, LedgerError> {
    let row = tx.one(
        include_str!("by_hash.sql"),
        params! { ":hash": code.hash() },
        |row| {
            Ok((
                row.get::<String>(0)?,
                row.get(1)?,
                row.get(2)?,
                row.get(3)?,
                row.get::<Option<String>>(4)?,
            ))
        },
    )?;
    let Some((staff, computer, expires_at, wrong_tries, device)) = row else {
        return Ok(None);
    };
    let (Ok(staff), Ok(device)) = (
        staff.parse(),
        device.map(|device| device.parse()).transpose(),
    ) else {
        return Err(LedgerError::Malformed);
    };
    Ok(Some(Kept {
        staff,
        computer,
        expires_at,
        wrong_tries,
        device,
    }))
}

/// Counts the guess against the codes it was aimed at.
fn wrong_try(tx: &Tx<'_>, code: &Code) -> Result<RefusedCode, LedgerError> {
    let finder = code.finder();
    tx.run(
        include_str!("count_wrong.sql"),
        params! { ":finder": finder },
    )?;
    let worst: Option<Option<i64>> = tx.one(
        include_str!("worst_tries.sql"),
        params! { ":finder": finder },
        |row| row.get(0),
    )?;
    let is_dead = worst
        .flatten()
        .is_some_and(|tries| WRONG_TRIES_MAX <= tries);
    Ok(if is_dead {
        RefusedCode::TooManyTries
    } else {
        RefusedCode::CodeUnknown
    })
}

/// Puts the device's key where every device finds it, so that anybody can verify what was signed on it.
pub(crate) fn publish_key(
    tx: &mut Tx<'_>,
    device: &EnrolledDevice,
    ambient: &Ambient,
) -> Result<(), LedgerError> {
    let key = DeviceKey {
        device: device.id,
        staff: device.staff,
        public_key: device.public_key.clone(),
    };
    tx.lock_streams(&[StreamId::Clinic])?;
    let pen = Pen::new(tx, ambient, "enrolment")?;
    pen.create(tx, StreamId::Clinic, EntityId(device.id.0), &key)?;
    Ok(())
}

fn welcome(tx: &Tx<'_>, device: DeviceId, staff: StaffId) -> Result<Enrolled, LedgerError> {
    let clinic = tx.founding()?.ok_or(LedgerError::Malformed)?;
    let who = tx
        .thing::<Staff>(staff.into())?
        .ok_or(LedgerError::Malformed)?;
    Ok(Enrolled {
        device,
        staff,
        names: who.names,
        role: who.role,
        clinic: clinic.id,
        clinic_name: clinic.name,
        epoch: clinic.epoch,
        intake: None,
        recovery: None,
        command: None,
        lease: None,
    })
}
