//! What makes a clinic's restore from a backup harmless.
//!
//! A ledger that is put back has another life: a new epoch, under which devices start over and offer again what the
//! backup may not hold. A restore that nobody announced is noticed by the [`Tally`]: a device shows the clinic's own
//! word for something the ledger does not know.

use care::{DeviceId, OpId};
use serde::{Deserialize, Serialize};

use crate::Hash;

/// For what a device seals its copies.
pub const COPIES: &str = "satchel copies v1";

/// The clinic's word that it has a device's operations up to a place, in one life of its ledger. The code is made with
/// a key that is no part of the ledger, so that it outlives it, and a device cannot make one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// The incarnation of the device.
    #[serde(default)]
    pub inc: u32,
    /// The place.
    pub dseq: u64,
    /// The hash of the operation there: a clone of this laptop may have used the place since.
    pub hash: Hash,
    /// The clinic's code over it, hex.
    pub code: String,
    /// The last operation this laptop was answered about. A clone may have used the place in the chain since, and what is
    /// offered again has none; the operation is nobody else's. None from a clinic of an earlier release.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered: Option<Word>,
}

/// The clinic's word that it has an operation, in one life of its ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Word {
    /// The operation.
    pub op: OpId,
    /// The clinic's code over it, hex.
    pub code: String,
}

impl Word {
    /// What the code is made over.
    pub(crate) fn message(epoch: &str, device: DeviceId, op: OpId) -> String {
        format!("satchel word v1\n{epoch}\n{device}\n{op}")
    }
}

/// What the code of a mark is made over: the clinic's word that it has given a device so many answers.
pub(crate) fn mark_message(epoch: &str, device: DeviceId, mark: u64) -> String {
    format!("satchel mark v1\n{epoch}\n{device}\n{mark}")
}

impl Tally {
    /// What the code is made over.
    pub(crate) fn message(&self, epoch: &str, device: DeviceId) -> String {
        let Self {
            inc, dseq, hash, ..
        } = self;
        format!("satchel tally v1\n{epoch}\n{device}\n{inc}\n{dseq}\n{hash}")
    }
}

/// Operations the clinic once took, as the device kept them: sealed, so that it cannot read them itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replay {
    /// The life of the ledger as the device knows it.
    pub epoch: String,
    /// The operations' texts as a JSON list, sealed to the clinic's intake key; base64.
    pub sealed: String,
}
