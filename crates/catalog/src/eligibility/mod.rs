//! Eligibility: which populations of focus a person belongs to, and why.
//!
//! An answer is met, not met or unknown, and what is missing never reads as *not met*. It comes as a tree with what was
//! known at each leaf, so that a screen can say fact by fact how it came about and which question would settle it.
//! Nothing here acts on an answer: that a population ends closes nothing (R126).

mod evaluate;
mod gather;
mod known;
mod outcome;
mod used;
mod window;

pub use evaluate::{Evaluation, evaluate};
pub use gather::{Record, gather, is_answer};
pub use known::{Answer, Care, Event, Facts, Known};
pub use outcome::{Finding, Node, Outcome, Part};
pub use used::{FactUsed, Told, facts_used};
pub use window::{Counted, Stretch, Window};

#[cfg(test)]
mod tests;
