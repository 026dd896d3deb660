//! The clinic is a writer too: imports and administration go the same way as everybody's operations, so that history,
//! merge and feed need no second path.

use std::collections::BTreeMap;

use care::{DeviceId, EntityId, GroupId, OpId};

use super::{Became, Ledger, LedgerOp, apply, crossing};
use crate::wire::OpAnswer;
use crate::{Author, Hash, Op, OpBody, Rules, StreamId, Write, sealed};

/// A change made by one of the clinic's own systems: it goes the same way as everybody's.
#[derive(Debug)]
pub struct SystemWrite {
    /// Fresh.
    pub op: OpId,
    /// The clinic's own device id, whose chain this continues.
    pub device: DeviceId,
    /// What belongs together.
    pub group: GroupId,
    /// "import", "demo", "enrolment".
    pub system: String,
    /// The stream.
    pub stream: StreamId,
    /// The entity.
    pub entity: EntityId,
    /// Its kind.
    pub kind: String,
    /// The answers.
    pub fields: BTreeMap<String, Write>,
    /// The clinic's clock, milliseconds since 1970 UTC.
    pub at: i64,
}

/// The clinic itself is never restored beside itself.
const FIRST: u32 = 0;

/// Applies a change made by one of the clinic's own systems.
pub fn write<L: Ledger>(ledger: &mut L, write: SystemWrite) -> Result<OpAnswer, L::Error> {
    let (last, prev) = ledger.chain_head(write.device, FIRST)?;
    let dseq = last.saturating_add(1);
    let op = Op {
        id: write.op,
        device: write.device,
        inc: FIRST,
        dseq,
        group: write.group,
        author: Author::System(write.system),
        stream: write.stream,
        at: write.at,
        gver: 0,
        schema: crate::limits::SCHEMA,
        prev,
        body: OpBody::Set {
            entity: write.entity,
            kind: write.kind,
            fields: write.fields,
        },
    };
    let Became { result, parted } = apply(ledger, &op, write.at, Rules::SOUND)?;
    let answer = OpAnswer {
        op: op.id,
        result,
        received_at: write.at,
    };
    // Only a number that is not finite has no canonical form, and JSON has none.
    let (text, hash) = sealed(&op).unwrap_or_else(|_| (String::new(), Hash::ZERO));
    let stream = op.stream.to_string();
    let kept = LedgerOp {
        device: op.device,
        place: op.place(),
        in_chain: true,
        stream: &stream,
        text: &text,
        hash,
        answer: &answer,
    };
    ledger.keep(&kept)?;
    // Only now: what a rule opens takes the next place of the same chain.
    crossing::check(ledger, &op, parted, op.at)?;
    Ok(answer)
}
