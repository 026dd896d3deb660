//! The clinic: imports people's records, keeps the ledger of everything every device did, and serves them.
//!
//! A library, so that tests can run a clinic in their own process, and the `satchel-clinic` program around it.

mod anew;
mod assign;
pub mod cli;
mod clinic;
mod demo;
mod devices;
mod enrol;
mod files;
mod hand_over;
mod identity;
mod import;
mod ledger;
mod members;
mod reviews;
mod sentence;
mod serve;
mod staff;
mod verify;

pub use assign::{AssignError, Assignment};
pub use clinic::{Clinic, ImportError, Imported, MigrateError, OpenClinicError, RestoreError};
pub use demo::LEAD as DEMO_LEAD;
pub use devices::{EnrolledDevice, HandedOver, OwedReceipt, RetireError};
pub use enrol::{Code, Invitation, MINUTES_DEFAULT};
pub use hand_over::{TakeInError, TakenIn};
pub use identity::{Authority, IdentityError};
pub use import::{ImportProblem, LeftOut, Outcome, Place};
pub use ledger::{
    Backup, BackupError, DatabaseUrl, DatabaseUrlError, LedgerError, LedgerPlace, MoveError, Moved,
    Store as LedgerStore, TallyKey, Tx as LedgerTx,
};
pub use members::{MemberLine, PregnancyLine, Stay};
pub use reviews::{OpenReview, ReviewCounts};
pub use serve::{ServeError, Server, serve};
pub use staff::FindStaffError;
pub use verify::Verdict;
