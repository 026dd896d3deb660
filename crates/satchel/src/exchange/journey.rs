//! One journey to the clinic: everything out, then everything in.

use std::sync::Weak;

use ambient::Millis;
use care::DeviceId;
use ed25519_dalek::SigningKey;
use serde::de::DeserializeOwned;
use sync::RecordFault;
use sync::device::{self, Answered, Way};
use sync::wire::{Noted, Pushed, RefusedCode};
use tokio::task::JoinHandle;
use vault::{Changes, Reader, StoreError, Writer, meta};

use super::anew::compare;
use super::audit::send_audit;
use super::contact::{greet, obey};
use super::escrow::leave_key;
use super::files::Lane;
use super::receiving::receive;
use super::role::follow_role;
use super::sending::send_all;
use super::{Ears, Letter, Line, LineError, Prover, Refusal, Shelf};
use crate::contract::failure::Failure;
use crate::core::Core;
use crate::desk::topics;
use crate::notice::Notice;
use crate::session::Open;

/// When the last journey came to its end, in `meta`.
const LAST_COMPLETE: &str = "last_complete_at";
/// So many lives of the clinic's ledger are lived through in one journey; more can only be a fault of the clinic.
const LIVES_MAX: usize = 3;

/// When a journey last came to its end, on this satchel's clock.
pub(crate) fn last_complete(reader: &Reader<'_>) -> Result<Option<Millis>, StoreError> {
    Ok(meta::get(reader, LAST_COMPLETE)?.and_then(|at| at.parse().ok()))
}

/// Why a journey did not come to its end. What was answered stays answered.
#[derive(Debug, thiserror::Error)]
pub(super) enum JourneyError {
    /// Somebody stopped it, or the satchel was locked.
    #[error("the journey was stopped")]
    Stopped,
    /// The line failed.
    #[error(transparent)]
    Line(#[from] LineError),
    /// It failed with only this operation on it.
    #[error("one operation failed alone")]
    Alone(String, #[source] LineError),
    /// The clinic's ledger has been put back from a backup: the journey begins anew, and offers again what was taken.
    #[error("the clinic's ledger has another life")]
    AnotherLife,
    /// Everything that is written was exchanged; the pictures did not get through.
    #[error("the pictures did not get through")]
    Pictures(#[source] LineError),
    /// The vault failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The clinic sent a record that does not hold.
    #[error(transparent)]
    Record(#[from] RecordFault),
}

impl JourneyError {
    /// How long the clinic asks to be left alone, if it does.
    pub(super) fn again_after_seconds(&self) -> Option<u32> {
        match self {
            Self::Line(LineError::Refused(refusal)) => refusal.again_after_seconds,
            Self::Line(_)
            | Self::Pictures(_)
            | Self::Alone(..)
            | Self::Stopped
            | Self::AnotherLife
            | Self::Store(_)
            | Self::Record(_) => None,
        }
    }
}

/// Who travels.
pub(super) struct Traveller {
    line: Line,
    device: DeviceId,
    key: SigningKey,
    pub(super) ambient: ambient::Ambient,
}

/// Makes one journey. The store is held only for the length of each local transaction.
pub(super) async fn journey(core: &Weak<Core>, ears: &mut Ears) -> Result<(), JourneyError> {
    let mut stopped = ears.stopped.clone();
    stopped.mark_unchanged();
    tokio::select! {
        biased;
        _ = stopped.changed() => Err(JourneyError::Stopped),
        outcome = through_every_life(core, ears) => outcome,
    }
}

/// A journey that finds the clinic's ledger put back begins anew.
async fn through_every_life(core: &Weak<Core>, ears: &Ears) -> Result<(), JourneyError> {
    for _ in 0..LIVES_MAX {
        match there_and_back(core, ears).await {
            Err(JourneyError::AnotherLife) => {}
            outcome => return outcome,
        }
    }
    Err(JourneyError::AnotherLife)
}

async fn there_and_back(core: &Weak<Core>, ears: &Ears) -> Result<(), JourneyError> {
    let traveller = with_open(core, |core, open| {
        let line = Line::known(&open.clinic.url, &open.clinic.authority)?;
        let ambient = core.ambient().clone();
        Ok(Traveller {
            line,
            device: open.me.device,
            key: open.key.clone(),
            ambient,
        })
    })?;
    let greeted = greet(core, ears, &traveller).await?;
    if let Some(order) = greeted.order {
        return obey(core, ears, &traveller, &order).await;
    }
    leave_key(core, &traveller).await?;
    offer_again(core, &traveller).await?;
    send_all(core, ears, &traveller).await?;
    // Before anything that has left is given anew: then nobody would know that it had.
    let accounted = account(core, &traveller).await;
    if !is_heard(&accounted) {
        return accounted;
    }
    let received = if greeted.received {
        Ok(())
    } else {
        receive(core, ears, &traveller).await
    };
    if is_heard(&received) {
        send_audit(core, &traveller).await?;
    }
    received?;
    follow_role(core)?;
    // What was written while the answer about a lost member was on its way.
    send_all(core, ears, &traveller).await?;
    account(core, &traveller).await?;
    all_is_told(core)?;
    compare(core, ears, &traveller).await?;
    // Records never wait for a picture, and are not tried later because of one.
    match pictures(core, ears, &traveller).await {
        Err(JourneyError::Line(error)) => Err(JourneyError::Pictures(error)),
        outcome => outcome,
    }
}

/// Whether the clinic still listens: also one that gives this laptop nothing, because that is too old.
const fn is_heard(received: &Result<(), JourneyError>) -> bool {
    matches!(
        received,
        Ok(()) | Err(JourneyError::Line(LineError::Refused(_)) | JourneyError::Record(_))
    )
}

async fn pictures(
    core: &Weak<Core>,
    ears: &Ears,
    traveller: &Traveller,
) -> Result<(), JourneyError> {
    let mut lane = Lane::new(core, ears, traveller);
    lane.carry(Way::There).await?;
    // A member who left can be accounted for when the last picture of her has gone.
    account(core, traveller).await?;
    lane.carry(Way::Back).await
}

/// Everything that is written has been exchanged.
fn all_is_told(core: &Weak<Core>) -> Result<(), JourneyError> {
    with_open(core, |core, open| {
        let now = core.ambient().now().to_string();
        transact(core, open, |writer| {
            device::complete(&mut Shelf::new(writer, core.ambient()))?;
            meta::put(writer, LAST_COMPLETE, &now)
        })?;
        Ok(open.vault.settled()?)
    })
}

/// After the clinic's ledger was put back: what it once took is offered again, in the order in which it was taken.
pub(super) async fn offer_again(
    core: &Weak<Core>,
    traveller: &Traveller,
) -> Result<(), JourneyError> {
    loop {
        let next = with_open(core, |core, open| {
            transact(core, open, |writer| {
                device::replay(&Shelf::new(writer, core.ambient()))
            })
        })?;
        let Some((id, replay)) = next else {
            return Ok(());
        };
        let answer: Result<Pushed, LineError> = traveller.post("/sync/replay", &replay).await;
        if matches!(&answer, Err(LineError::Refused(refusal)) if refusal.code == RefusedCode::DeviceUnknown)
        {
            // A clinic of an earlier release takes no copies from a laptop that is lost; what waits goes out all the same.
            return Ok(());
        }
        let answered = with_open(core, |core, open| {
            transact(core, open, |writer| {
                let shelf = &mut Shelf::new(writer, core.ambient());
                match &answer {
                    Ok(pushed) => device::replayed(shelf, id, pushed).map(Ok),
                    Err(LineError::Refused(Refusal {
                        code: RefusedCode::NotOurs,
                        ..
                    })) => device::not_opened(shelf, id).map(|()| Ok(Answered::default())),
                    Err(error) => Ok(Err(*error)),
                }
            })
        })??;
        if answered.other_life {
            return Err(JourneyError::AnotherLife);
        }
    }
}

/// Says what this device holds no longer, and hands over what was being written about it.
pub(super) async fn account(core: &Weak<Core>, traveller: &Traveller) -> Result<(), JourneyError> {
    loop {
        let gone = with_open(core, |core, open| {
            transact(core, open, |writer| {
                device::gone(&Shelf::new(writer, core.ambient()))
            })
        })?;
        let Some(gone) = gone else {
            return Ok(());
        };
        let noted: Noted = traveller.post("/sync/gone", &gone).await?;
        let taken = with_open(core, |core, open| {
            transact(core, open, |writer| {
                device::gone_noted(&mut Shelf::new(writer, core.ambient()), &gone, &noted)
            })
        })?;
        if !taken {
            return Err(JourneyError::AnotherLife);
        }
    }
}

impl Traveller {
    /// Sends what was made ready, on the other thread, while this one goes on.
    pub(super) fn begins<A: DeserializeOwned + Send + 'static>(
        &self,
        request: Letter,
    ) -> UnderWay<A> {
        let line = self.line.clone();
        UnderWay(tokio::spawn(async move { line.ask(request).await }))
    }

    /// A request as it will be sent, signed.
    pub(super) fn request<Q: serde::Serialize>(
        &self,
        path: &str,
        question: &Q,
    ) -> Result<Letter, LineError> {
        self.line.request(path, question, Some(&self.prover()))
    }

    fn prover(&self) -> Prover<'_> {
        Prover {
            device: self.device,
            key: &self.key,
            ambient: &self.ambient,
        }
    }

    pub(super) async fn post<Q: serde::Serialize, A: DeserializeOwned>(
        &self,
        path: &str,
        question: &Q,
    ) -> Result<A, LineError> {
        self.line.post(path, question, Some(&self.prover())).await
    }
}

/// An answer that is on its way. Dropped, its request is dropped too.
pub(super) struct UnderWay<A>(JoinHandle<Result<A, LineError>>);

impl<A> UnderWay<A> {
    /// Waits for it.
    pub(super) async fn answer(mut self) -> Result<A, LineError> {
        // A request that panicked has said nothing.
        (&mut self.0).await.unwrap_or(Err(LineError::Fault))
    }
}

impl<A> Drop for UnderWay<A> {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Uses the open satchel for a moment; the journey ends if it was locked meanwhile.
pub(super) fn with_open<T>(
    core: &Weak<Core>,
    act: impl FnOnce(&Core, &Open) -> Result<T, JourneyError>,
) -> Result<T, JourneyError> {
    let core = core.upgrade().ok_or(JourneyError::Stopped)?;
    core.with_open(|open| act(&core, open))
        .unwrap_or(Err(JourneyError::Stopped))
}

pub(super) fn transact<T>(
    core: &Core,
    open: &Open,
    act: impl FnOnce(&Writer<'_>) -> Result<T, StoreError>,
) -> Result<T, JourneyError> {
    let (value, changes): (T, Changes) = open.vault.transact(act)?;
    let topics = topics(&changes);
    if !topics.is_empty() {
        core.tell(&Notice::changed(topics));
    }
    Ok(value)
}

/// What the Sync screen says of it; nothing when somebody stopped it.
pub(super) fn problem(error: &JourneyError) -> Option<Failure> {
    match error {
        JourneyError::Stopped => None,
        JourneyError::Line(error)
        | JourneyError::Alone(_, error)
        | JourneyError::Pictures(error) => Some((*error).into()),
        JourneyError::Store(StoreError::DiskFull) => Some(Failure::DiskFull),
        JourneyError::Store(_) => Some(Failure::StoreUnavailable),
        JourneyError::Record(_) | JourneyError::AnotherLife => Some(Failure::ClinicFault),
    }
}

impl From<LineError> for Failure {
    fn from(error: LineError) -> Self {
        match error {
            LineError::AddressMalformed => Self::AddressMalformed,
            LineError::Unreachable => Self::ClinicUnreachable,
            LineError::Slow => Self::ClinicSlow,
            LineError::NotTls => Self::NotTls,
            LineError::SignIn => Self::NetworkSignIn,
            LineError::OtherCertificate => Self::OtherCertificate,
            LineError::Intercepted => Self::LineIntercepted,
            LineError::CertificateDate => Self::CertificateDate,
            LineError::Altered => Self::AnswerAltered,
            LineError::Fault => Self::ClinicFault,
            LineError::Refused(Refusal { code, .. }) => match code {
                RefusedCode::CodeUnknown => Self::CodeUnknown,
                RefusedCode::CodeUsed => Self::CodeUsed,
                RefusedCode::CodeExpired => Self::CodeExpired,
                RefusedCode::CodeForAnotherDevice => Self::CodeForAnotherDevice,
                RefusedCode::DeviceUnknown | RefusedCode::NotProven => Self::DeviceRefused,
                RefusedCode::NotSo => Self::DeviceNotSo,
                RefusedCode::Unsent => Self::DeviceUnsent,
                RefusedCode::NotSeen => Self::IncidentNotSeen,
                RefusedCode::TooLarge => Self::TooLarge,
                RefusedCode::TooManyTries => Self::TooManyTries,
                RefusedCode::Busy | RefusedCode::TooOften => Self::ClinicBusy,
                RefusedCode::NoRoom => Self::ClinicFull,
                RefusedCode::Protocol => Self::VersionsApart,
                RefusedCode::NoEscrow => Self::NoWayBack,
                RefusedCode::NotAllowed => Self::NotAllowed,
                RefusedCode::RecoveryUnknown | RefusedCode::RecoveryOver => Self::RecoveryOver,
                RefusedCode::BadRequest
                | RefusedCode::NotOurs
                | RefusedCode::FileUnknown
                | RefusedCode::FileDamaged
                | RefusedCode::ClinicFault => Self::ClinicFault,
            },
        }
    }
}
