//! The field's lists as data: versioned TOML with dates and sources, parsed into types.
//!
//! A list that is wrong is refused with its line and its reason; whoever offered it keeps the one he had.
//! Must not know: files, SQL, HTTP, the clock.

pub mod comprehensive;
pub mod eligibility;
pub mod help;
pub mod incidents;
pub mod instruments;
pub mod outreach;
pub mod perinatal;
pub mod populations;
pub mod rights;
pub mod sharing;
mod values;
mod wrong;

pub use comprehensive::Comprehensive;
pub use help::Help;
pub use incidents::Incidents;
pub use outreach::Outreach;
pub use perinatal::Perinatal;
pub use populations::Populations;
pub use rights::Rights;
pub use sharing::Sharing;
pub use wrong::Wrong;
