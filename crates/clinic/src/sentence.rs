//! An error with everything beneath it, as one line.

use std::error::Error;
use std::fmt;

/// An error with everything beneath it, as one line for a log or a terminal.
pub(crate) struct Sentence<'a>(pub(crate) &'a dyn Error);

impl fmt::Display for Sentence<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)?;
        let mut cause = self.0.source();
        while let Some(error) = cause {
            write!(f, ": {error}")?;
            cause = error.source();
        }
        Ok(())
    }
}
