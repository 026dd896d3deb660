//! What the core tells the screen without being asked.

use serde::Serialize;
use ts_rs::TS;

use crate::contract::Topic;
use crate::contract::session::LockedWhy;

/// Something the screen was not waiting for. Names topics, never people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Notice {
    /// Answers that depend on these topics are stale.
    Changed {
        /// The topics.
        topics: Vec<Topic>,
    },
    /// The satchel was locked; nothing personal may stay on the screen.
    Locked {
        /// Why.
        why: LockedWhy,
    },
    /// The satchel was opened.
    Opened,
}

impl Notice {
    pub(crate) fn changed(topics: impl IntoIterator<Item = Topic>) -> Self {
        Self::Changed {
            topics: topics.into_iter().collect(),
        }
    }
}
