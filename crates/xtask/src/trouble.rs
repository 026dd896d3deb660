//! A failure as a person wants to read it: what is wrong, and what to do about it.

use std::fmt;

/// What went wrong, and the fix. One sentence each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub fix: String,
}

/// The usual outcome of a step.
pub type Done<T = ()> = Result<T, Trouble>;

impl Trouble {
    /// States what is wrong and how to put it right.
    pub fn new(what: impl Into<String>, fix: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            fix: fix.into(),
        }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n  To fix it: {}", self.what, self.fix)
    }
}

impl std::error::Error for Trouble {}
