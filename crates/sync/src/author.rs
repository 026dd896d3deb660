//! Who wrote an operation: somebody of the clinic, or one of the clinic's own systems.

use std::fmt;
use std::str::FromStr;

use care::StaffId;
use serde::{Deserialize, Serialize};

/// Who wrote an operation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Author {
    /// Somebody of the clinic.
    Staff(StaffId),
    /// A system of the clinic: "import", "demo".
    System(String),
}

impl Author {
    /// The person, unless it was a system.
    pub fn staff(&self) -> Option<StaffId> {
        match self {
            Self::Staff(staff) => Some(*staff),
            Self::System(_) => None,
        }
    }
}

/// Neither an id nor `system:<name>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this names neither a person nor a system")]
pub struct AuthorMalformed;

impl fmt::Display for Author {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Staff(staff) => staff.fmt(f),
            Self::System(name) => write!(f, "system:{name}"),
        }
    }
}

impl From<Author> for String {
    fn from(author: Author) -> Self {
        author.to_string()
    }
}

impl TryFrom<String> for Author {
    type Error = AuthorMalformed;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl FromStr for Author {
    type Err = AuthorMalformed;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.strip_prefix("system:") {
            Some("") => Err(AuthorMalformed),
            Some(name) => Ok(Self::System(name.to_owned())),
            None => text.parse().map(Self::Staff).or(Err(AuthorMalformed)),
        }
    }
}
