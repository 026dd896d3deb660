//! What a clinic can say of its incidents, and write down of them: asked by a device, or at its own command line.

use care::{Act, AuditAction, DeviceId, MemberId, Staff, StaffId, may};
use catalog::Incidents;
use sync::audit::AuditEntry;
use sync::incident::{IncidentSays, IncidentWhy, IncidentWord, Register, WordWrong, WriteIncident};
use sync::limits::{INCIDENT_ENTRIES_MAX, INCIDENTS_MAX};
use sync::wire::RefusedCode;
use uuid::Uuid;

use super::{Writer, all, append, lines, one};
use crate::Clinic;
use crate::audit::{self, Names};
use crate::devices::EnrolledDevice;
use crate::ledger::{LedgerError, Tx};

/// Why nothing was written down.
#[derive(Debug, thiserror::Error)]
pub enum WriteIncidentError {
    /// Only a supervisor or a privacy officer writes here.
    #[error("only a supervisor or a privacy officer writes in the register of incidents")]
    NotHers,
    /// There is none of this id.
    #[error("there is no incident of this id")]
    NoIncident,
    /// Somebody has written there since.
    #[error("somebody has written there since; look again")]
    NotSeen,
    /// What is to open one says neither when it was detected nor what happened.
    #[error("to open an incident, say when it was detected and what happened")]
    NotOpening,
    /// The list has nobody of this code.
    #[error("nobody of this code is to be told; see the codes with `incidents show`")]
    NoRecipient,
    /// It has as many entries as one may have.
    #[error("this incident has {INCIDENT_ENTRIES_MAX} entries; open another one")]
    Full,
    /// What is to be written cannot be.
    #[error(transparent)]
    Wrong(#[from] WordWrong),
    /// The ledger's fault.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
}

impl Clinic {
    /// The whole register, for somebody at the clinic's own command line, which becomes an entry.
    pub fn incidents(&self) -> Result<Register, LedgerError> {
        self.store().transact(self.ambient().now(), |tx| {
            let register = lines::register(tx, self.ambient(), usize::MAX)?;
            audit::append(tx, audit::here(tx, AuditAction::View, "incident"))?;
            Ok(register)
        })
    }

    /// Everybody whose record the device of an incident held, with their names.
    pub fn incident_members(&self, incident: Uuid) -> Result<Vec<(MemberId, String)>, LedgerError> {
        self.store().read(|tx| {
            let mut names = Names::of(tx)?;
            let kept = one(tx, incident)?;
            let held = kept.as_ref().and_then(lines::held);
            let members = held.into_iter().flat_map(|held| &held.members);
            members
                .map(|member| Ok((*member, names.whose(tx, *member)?)))
                .collect()
        })
    }

    /// Writes something down; gives the incident.
    pub fn write_incident(
        &self,
        asked: &WriteIncident,
        by: StaffId,
    ) -> Result<Uuid, WriteIncidentError> {
        self.store()
            .transact(self.ambient().now(), |tx| self.write(tx, asked, by, None))
    }

    /// A device asks for the register. That it did is written down, and so is a no.
    pub(crate) fn incidents_for(
        &self,
        from: &EnrolledDevice,
    ) -> Result<Result<Register, RefusedCode>, LedgerError> {
        self.store().transact(self.ambient().now(), |tx| {
            let entry = audit::by(tx, from.id, from.staff, AuditAction::View, "incident");
            if !is_hers(tx, from.staff)? {
                audit::append(tx, entry.refused())?;
                return Ok(Err(RefusedCode::NotAllowed));
            }
            let register = lines::register(tx, self.ambient(), INCIDENTS_MAX)?;
            let count = u64::try_from(register.incidents.len()).ok();
            audit::append(tx, AuditEntry { count, ..entry })?;
            Ok(Ok(register))
        })
    }

    /// A device writes something down, and is given the register.
    pub(crate) fn write_incident_for(
        &self,
        from: &EnrolledDevice,
        asked: &WriteIncident,
    ) -> Result<Result<Register, RefusedCode>, LedgerError> {
        let now = self.ambient().now();
        let written = self.store().transact(now, |tx| {
            self.write(tx, asked, from.staff, Some(from.id))?;
            Ok::<_, WriteIncidentError>(lines::register(tx, self.ambient(), INCIDENTS_MAX)?)
        });
        match written {
            Ok(register) => Ok(Ok(register)),
            Err(WriteIncidentError::Ledger(error)) => Err(error),
            Err(WriteIncidentError::NotHers) => {
                self.store().transact::<_, LedgerError>(now, |tx| {
                    let entry = audit::by(tx, from.id, from.staff, AuditAction::Edit, "incident");
                    audit::append(tx, entry.refused())
                })?;
                Ok(Err(RefusedCode::NotAllowed))
            }
            Err(WriteIncidentError::NotSeen) => Ok(Err(RefusedCode::NotSeen)),
            Err(WriteIncidentError::Full | WriteIncidentError::Wrong(WordWrong::TooLong)) => {
                Ok(Err(RefusedCode::TooLarge))
            }
            Err(
                WriteIncidentError::NoIncident
                | WriteIncidentError::NotOpening
                | WriteIncidentError::NoRecipient
                | WriteIncidentError::Wrong(_),
            ) => Ok(Err(RefusedCode::BadRequest)),
        }
    }

    fn write(
        &self,
        tx: &Tx<'_>,
        asked: &WriteIncident,
        by: StaffId,
        from: Option<DeviceId>,
    ) -> Result<Uuid, WriteIncidentError> {
        if !is_hers(tx, by)? {
            return Err(WriteIncidentError::NotHers);
        }
        let ambient = self.ambient();
        asked.what.check(ambient.now(), ambient.today())?;
        if let IncidentWord::Sent { to, .. } | IncidentWord::NotSent { to, .. } = &asked.what
            && Incidents::shipped().recipient(to).is_none()
        {
            return Err(WriteIncidentError::NoRecipient);
        }
        // What somebody else is about to write is seen.
        audit::waits_for_its_turn(tx)?;
        let there = match asked.incident {
            None => all(tx)?.len(),
            Some(id) => {
                let kept = one(tx, id)?.ok_or(WriteIncidentError::NoIncident)?;
                kept.entries.len()
            }
        };
        let there = u32::try_from(there).unwrap_or(u32::MAX);
        if asked.seen != there {
            return Err(WriteIncidentError::NotSeen);
        }
        let (id, what) = match (asked.incident, &asked.what) {
            (Some(_), _) if INCIDENT_ENTRIES_MAX <= there => return Err(WriteIncidentError::Full),
            (Some(id), word) => (id, IncidentSays::Wrote(word.clone())),
            (None, IncidentWord::Detected { at, words }) => {
                let opened = IncidentSays::Opened {
                    why: IncidentWhy::ByHand,
                    detected_at: *at,
                    evidence: None,
                    words: words.clone(),
                };
                (ambient.mint(), opened)
            }
            (
                None,
                IncidentWord::Note { .. }
                | IncidentWord::Assessed(_)
                | IncidentWord::Sent { .. }
                | IncidentWord::NotSent { .. },
            ) => return Err(WriteIncidentError::NotOpening),
        };
        append(tx, id, Writer { by: Some(by), from }, what)?;
        Ok(id)
    }
}

fn is_hers(tx: &Tx<'_>, by: StaffId) -> Result<bool, LedgerError> {
    let who = tx.thing::<Staff>(by.into())?;
    Ok(who.is_some_and(|who| may(who.role, Act::Incidents)))
}
