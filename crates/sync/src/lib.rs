//! How two replicas agree.
//!
//! A device keeps its changes as operations in an outbox. The clinic puts them in order per member and merges them
//! into fields that can hold several answers, by what their author had *seen*, never by clocks. Every device is
//! fed gap-free streams of what came of it. The crate is pure: it knows no sockets, no SQL, no clock; laptop, clinic
//! and simulation run the same code over their own [`Ledger`] or [`DeviceStore`].

pub mod audit;
mod author;
mod canonical;
pub mod clinic;
pub mod custody;
pub mod device;
mod edit;
mod elements;
pub mod files;
pub mod glass;
mod hand_over;
pub mod incident;
mod intake;
mod later;
pub mod life;
pub mod limits;
mod merge;
mod moves;
mod op;
mod packed;
pub mod proof;
mod record;
pub mod recovery;
mod refused;
mod removal;
mod rules;
pub mod snapshot;
pub mod spoken;
pub mod wire;

pub use author::Author;
pub use canonical::{CanonicalError, Hash, HashMalformed, canonical};
pub use clinic::{Device, HeldAs, Ledger, LedgerOp, Told};
pub use device::{DeviceStore, Waiting};
pub use edit::{Seen, changed_fields};
pub use hand_over::{HandOver, HandOverError, HandedFile};
pub use intake::{IntakeError, IntakeKey, seal_to};
pub use life::{Replay, Tally, Word};
pub use merge::{EntityState, Fields, Head, Merged};
pub use op::{Op, OpBody, Place, StreamId, Write, sealed};
pub use packed::{PACKED, UnpackError, packed, unpacked};
pub use record::{RecordFault, RecordText, SignedRecord};
pub use rules::{Mutant, Rules};
