//! One use case a file: what each request of the contract does.

mod assessments;
mod audit;
mod caseload;
mod comprehensive;
mod conflicts;
mod consents;
mod devices;
mod documents;
mod drafts;
mod due;
mod eligibility;
mod episodes;
mod find;
mod full_record;
mod glass;
mod goals;
mod hand_over;
mod health;
mod help;
mod incidents;
mod interventions;
#[cfg(test)]
mod marks;
mod members;
mod needs;
mod notes;
mod outreach;
mod people;
mod perinatal;
mod plans;
mod removal;
mod reviews;
mod rights;
mod said;
mod session;
mod settings;
mod sharing;
#[cfg(test)]
mod strangers_tests;
mod suggestions;
mod support;
mod sync;
mod tasks;
mod timeline;
mod today;
mod visits;

pub(crate) use documents::Incoming;
#[cfg(test)]
pub(crate) use due::office::Office;
pub(crate) use glass::let_go_of_what_is_over;
