//! What somebody asks the clinic while she waits: a supervisor of its devices, anybody for a record that is not hers to
//! hold, whoever watches of those and of incidents. Nothing of the answers is kept here.

use care::MemberId;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sync::StreamId;
use sync::custody::{AskDevices, Declare, Devices};
use sync::device;
use sync::glass::{AskGlass, AskGlasses, GlassAnswer, Glasses, RenewGlass, WeighGlass};
use sync::incident::{AskIncidents, Register, WriteIncident};
use vault::StoreError;

use super::{Line, LineError, Prover, Shelf, block_on};
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

/// For a record that is not hers to hold.
pub(crate) fn ask_glass(core: &Core, asked: &AskGlass) -> Result<GlassAnswer, Failure> {
    ask(core, "/glass/break", asked)
}

/// For longer.
pub(crate) fn renew_glass(core: &Core, asked: RenewGlass) -> Result<GlassAnswer, Failure> {
    ask(core, "/glass/renew", &asked)
}

/// Every record that was opened.
pub(crate) fn list_glasses(core: &Core) -> Result<Glasses, Failure> {
    ask(core, "/glass/list", &AskGlasses {})
}

/// Says what is to be thought of one.
pub(crate) fn weigh_glass(core: &Core, said: &WeighGlass) -> Result<Glasses, Failure> {
    ask(core, "/glass/weigh", said)
}

/// The record that was opened is held from now on; what is in it comes with the next exchange.
pub(crate) fn take_open(core: &Core, member: MemberId) -> Result<(), Failure> {
    let held = core.with_open(|open| {
        let stream = StreamId::Member(member);
        let transact = |writer: &vault::Writer<'_>| {
            device::take_up(&mut Shelf::new(writer, core.ambient()), &stream)
        };
        open.vault.transact::<_, StoreError>(transact)
    });
    held.ok_or(Failure::Locked)??;
    Ok(())
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
