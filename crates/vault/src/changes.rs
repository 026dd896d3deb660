//! What a transaction changed, in the words the screens listen for.

use std::collections::BTreeSet;
use std::fmt;

/// A thing that screens show and that a transaction may change: `visits`, `member:<id>`, `sync`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Topic(String);

impl Topic {
    /// A topic by its word.
    pub fn new(word: impl Into<String>) -> Self {
        Self(word.into())
    }

    /// Everything about one member.
    pub fn member(id: &str) -> Self {
        Self(format!("member:{id}"))
    }

    /// What the screens show of a kind of thing in a stream.
    pub(crate) fn about(kind: &str, stream: &str) -> Vec<Self> {
        let words: &[&str] = match kind {
            "member" => &["members", "caseload"],
            "episode" => &["caseload"],
            "visit" | "note" | "addendum" => &["visits"],
            "assessment" => &["assessments"],
            // The wheel of the plan shows what the comprehensive one says.
            "comprehensive" => &["assessments", "plan"],
            "plan" | "need" | "goal" | "intervention" | "suggestion_passed" => &["plan"],
            "attempt" | "attempt_taken_back" | "referral_in" | "outreach_answer"
            | "partner_programme" => &["outreach"],
            "consent" | "consent_withdrawn" | "tagged" | "tag_removed" | "disclosure"
            | "right_asked" | "right_answered" => &["sharing"],
            "task" => &["tasks"],
            "document" => &["documents"],
            "staff" | "device_key" => &["staff"],
            "review" => &["conflicts"],
            // Problems, medicines and whatever a newer clinic sends are shown on the member's own screen.
            _ => &[],
        };
        let member = stream.strip_prefix("m:").map(Self::member);
        words
            .iter()
            .map(|word| Self::new(*word))
            .chain(member)
            .collect()
    }

    /// Its word.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Topic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The topics a transaction touched, in order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changes(BTreeSet<Topic>);

impl Changes {
    /// Nothing changed.
    pub fn none() -> Self {
        Self::default()
    }

    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The topics, in order.
    pub fn topics(&self) -> impl Iterator<Item = &Topic> {
        self.0.iter()
    }

    /// Adds the topics of another transaction.
    pub fn merge(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    pub(crate) fn add(&mut self, topic: Topic) {
        self.0.insert(topic);
    }
}

impl FromIterator<Topic> for Changes {
    fn from_iter<I: IntoIterator<Item = Topic>>(topics: I) -> Self {
        Self(topics.into_iter().collect())
    }
}
