//! What the typist has said so far: each line a promise that has to be found kept.

use std::collections::BTreeSet;

use crate::process::Who;

/// So many lines are shown when something is wrong.
const TOLD_MAX: usize = 60;

/// Two records that were said to be one person's, or not to be.
#[derive(Debug, Clone, Default)]
pub(crate) struct Pair {
    pub(crate) two: [String; 2],
    /// What was said last, and is saved.
    said: bool,
    /// What was about to be said when nothing more was heard.
    trying: Option<bool>,
    /// What the clinic had when everything was said to be there; nothing while something else may have arrived.
    pub(crate) at_clinic: Option<bool>,
}

impl Pair {
    /// Whether the laptop may show them so.
    pub(crate) fn may_be(&self, is_joined: bool) -> bool {
        is_joined == self.said || Some(is_joined) == self.trying
    }
}

/// Everything that was promised.
#[derive(Debug, Default)]
pub(crate) struct Book {
    /// Things and records that were saved.
    pub(crate) saved: BTreeSet<String>,
    /// Those of them that the clinic had when everything was said to be there.
    pub(crate) at_clinic: BTreeSet<String>,
    /// The goal that is answered over and over, and its last answer.
    pub(crate) answer: Option<(String, u64)>,
    /// The last answer the clinic had when everything was said to be there.
    pub(crate) answer_at_clinic: u64,
    /// The last draft that was kept.
    pub(crate) draft: u64,
    /// Whether an exchange has ever come to its end.
    pub(crate) exchanged: bool,
    /// The clinic was put back, and no exchange has come to its end since.
    pub(crate) restored: bool,
    /// How many changes were handed over in which file, until somebody has asked.
    pub(crate) handed: Option<(u64, String)>,
    /// Whoever was met to be joined to somebody, and what was said of the two.
    pub(crate) met: Option<String>,
    pub(crate) pair: Option<Pair>,
    /// What the laptop held of an entity, and has lost behind its own back.
    pub(crate) lost: Option<(String, String)>,
    /// It has compared itself with the clinic since.
    pub(crate) is_mended: bool,
    /// What this typist was refused or could not do.
    pub(crate) trouble: Option<String>,
    last: Vec<String>,
}

impl Book {
    /// Hears a line.
    pub(crate) fn hears(&mut self, who: Who, line: &str) {
        if self.last.len() == TOLD_MAX {
            self.last.remove(0);
        }
        self.last.push(format!("{who:?}: {line}"));
        if who != Who::Typist {
            return;
        }
        let words: Vec<&str> = line.split(' ').collect();
        match words.as_slice() {
            ["saved", thing] => {
                self.saved.insert((*thing).to_owned());
            }
            ["answered", goal, number] => {
                self.answer = Some(((*goal).to_owned(), number.parse().unwrap_or(0)));
            }
            ["kept", number] => self.draft = number.parse().unwrap_or(0),
            ["complete"] => {
                (self.exchanged, self.restored) = (true, false);
                self.at_clinic.clone_from(&self.saved);
                self.answer_at_clinic = self.answer.as_ref().map_or(0, |(_, number)| *number);
                self.is_mended = self.lost.is_some();
                if let Some(pair) = &mut self.pair {
                    pair.at_clinic = pair.trying.is_none().then_some(pair.said);
                }
            }
            ["met", met] => self.met = Some((*met).to_owned()),
            ["joining", word, one, other] => {
                // Whoever says it has seen on the screen that it is not so.
                self.pair = Some(Pair {
                    two: [*one, *other].map(str::to_owned),
                    said: *word != "yes",
                    trying: Some(*word == "yes"),
                    at_clinic: None,
                });
            }
            ["joined", word, ..] => {
                if let Some(pair) = &mut self.pair {
                    (pair.said, pair.trying) = (*word == "yes", None);
                }
            }
            ["handed", changes, file] => {
                self.handed = Some((changes.parse().unwrap_or(0), (*file).to_owned()));
            }
            ["refused" | "stuck", ..] => self.trouble = Some(line.to_owned()),
            _ => {}
        }
    }

    /// The last lines that were heard.
    pub(crate) fn tail(&self) -> String {
        self.last.join("\n")
    }
}
