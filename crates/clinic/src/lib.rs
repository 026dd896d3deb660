//! The clinic: imports people's records, keeps the ledger of everything every device did, and serves them.
//!
//! A library, so that tests can run a clinic in their own process, and the `satchel-clinic` program around it.

mod demo;
pub mod enrol;
pub mod identity;
pub mod import;
mod ledger;
