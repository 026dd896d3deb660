//! What the typist has said so far: each line a promise that has to be found kept.

use std::collections::BTreeSet;

use crate::process::Who;

/// So many lines are shown when something is wrong.
const TOLD_MAX: usize = 60;

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
