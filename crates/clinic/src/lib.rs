//! The clinic: imports people's records, keeps the ledger of everything every device did, and serves them.
//!
//! A library, so that tests can run a clinic in their own process, and the `satchel-clinic` program around it.

mod anew;
mod assign;
mod audit;
mod backups;
pub mod cli;
mod clinic;
mod custody;
mod demo;
mod devices;
mod eligibility;
mod enrol;
mod files;
mod glass;
mod hand_over;
mod identity;
mod import;
mod incidents;
mod ledger;
mod letting_in;
mod members;
mod office;
mod pulling;
mod recovery;
mod reviews;
mod sentence;
mod serve;
mod staff;
mod verify;

pub use assign::{AssignError, Assignment};
pub use audit::{AuditFault, AuditVerdict, ChainFault, Unusual, UnusualRule};
pub use backups::{Rehearsal, RestoreError, SealedKeysError};
pub use clinic::{Clinic, ImportError, Imported, MigrateError, OpenClinicError};
pub use custody::DeclareError;
pub use demo::LEAD as DEMO_LEAD;
pub use devices::{EnrolledDevice, HandedOver, OwedReceipt, RetireError};
pub use eligibility::EligibilityLine;
pub use enrol::{Code, Invitation, MINUTES_DEFAULT};
pub use hand_over::{TakeInError, TakenIn};
pub use identity::{Authority, IdentityError};
pub use import::{ImportProblem, LeftOut, Outcome, Place};
pub use incidents::WriteIncidentError;
pub use ledger::{
    Backup, BackupError, DatabaseUrl, DatabaseUrlError, LedgerError, LedgerPlace, MoveError, Moved,
    Store as LedgerStore, TallyKey, Tx as LedgerTx,
};
pub use letting_in::MakeRecoveryKeyError;
pub use members::{MemberLine, PregnancyLine, Stay};
pub use recovery::{Approval, ApproveError, Recovery, RecoveryKey, RecoveryKeyError};
pub use reviews::{OpenReview, ReviewCounts};
pub use serve::{ServeError, Server, serve};
pub use staff::FindStaffError;
pub use verify::Verdict;
