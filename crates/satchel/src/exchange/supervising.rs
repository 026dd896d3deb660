//! What a supervisor asks the clinic about its devices and its incidents, while she waits: nothing of it is kept here.

use serde::Serialize;
use serde::de::DeserializeOwned;
use sync::custody::{AskDevices, Declare, Devices};
use sync::incident::{AskIncidents, Register, WriteIncident};

use super::{Line, LineError, Prover, block_on};
use crate::contract::failure::Failure;
use crate::core::Core;

/// Every device of the clinic.
pub(crate) fn ask_devices(core: &Core) -> Result<Devices, Failure> {
    ask(core, "/devices/list", &AskDevices {})
}

/// Says something of one.
pub(crate) fn declare_device(core: &Core, said: &Declare) -> Result<Devices, Failure> {
    ask(core, "/devices/declare", said)
}

/// The clinic's register of incidents.
pub(crate) fn ask_incidents(core: &Core) -> Result<Register, Failure> {
    ask(core, "/incidents/list", &AskIncidents {})
}

/// Writes in it.
pub(crate) fn write_incident(core: &Core, said: &WriteIncident) -> Result<Register, Failure> {
    ask(core, "/incidents/write", said)
}

fn ask<Q: Serialize, A: DeserializeOwned>(
    core: &Core,
    path: &str,
    question: &Q,
) -> Result<A, Failure> {
    // Signed while the satchel is held, sent while it is not.
    let request = core
        .with_open(|open| {
            let line = Line::known(&open.clinic.url, &open.clinic.authority)?;
            let prover = Prover {
                device: open.me.device,
                key: &open.key,
                ambient: core.ambient(),
            };
            let letter = line.request(path, question, Some(&prover))?;
            Ok::<_, LineError>((line, letter))
        })
        .ok_or(Failure::Locked)??;
    let (line, letter) = request;
    Ok(block_on(line.ask(letter))??)
}
