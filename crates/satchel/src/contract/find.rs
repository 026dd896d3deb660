//! Finding what was written by its words.

use care::{MemberId, VisitId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Request, Topic};

quiet_debug!(FindWritten, WrittenFound, FoundWriting, Excerpt);

/// What was written of anybody in this satchel, by words in it: in plans, tasks, titles of papers and signed notes.
#[derive(Deserialize, TS)]
pub struct FindWritten {
    /// What was typed; at most 100 characters. With no word of three letters nothing is found.
    pub text: String,
}

impl Request for FindWritten {
    const NAME: &'static str = "written.find";
    const READS: &'static [Topic] = &[
        Topic::Members,
        Topic::Plans,
        Topic::Tasks,
        Topic::Documents,
        Topic::Visits,
    ];
    type Response = WrittenFound;
}

/// At most sixteen pieces of writing.
#[derive(Clone, Serialize, TS)]
pub struct WrittenFound {
    /// The newest first.
    pub writings: Vec<FoundWriting>,
}

/// One of them.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FoundWriting {
    /// The goal, step, task, need, paper, note or addendum.
    pub id: String,
    /// Which of these it is.
    pub what: WritingKind,
    /// Whom it is about.
    #[ts(type = "MemberId")]
    pub member: MemberId,
    /// Her whole name.
    pub name: String,
    /// The visit of a note or an addendum.
    #[ts(type = "VisitId | null")]
    pub visit: Option<VisitId>,
    /// When it was signed or last said, milliseconds since 1970 UTC; none if nobody of the staff did.
    #[ts(type = "number | null")]
    pub at: Option<i64>,
    /// Words around what was found.
    pub excerpt: Vec<Excerpt>,
    /// Whether two answers about it stand side by side.
    pub two_answers: bool,
}

/// What can be found by its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WritingKind {
    /// A goal, its barrier, strength or progress.
    Goal,
    /// A step towards a goal.
    Intervention,
    /// A task.
    Task,
    /// A need.
    Need,
    /// A paper's title.
    Document,
    /// A signed note.
    Note,
    /// A later word on a note.
    Addendum,
}

/// A part of an excerpt.
#[derive(Clone, PartialEq, Eq, Serialize, TS)]
pub struct Excerpt {
    /// The words.
    pub text: String,
    /// Whether they are what was looked for.
    pub found: bool,
}
