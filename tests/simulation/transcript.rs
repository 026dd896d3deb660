//! What happened on a day, line by line, in words: for whoever replays a seed.
//!
//! Lines are written with ids and printed with names. People have made-up names; whatever else there is, is called by
//! its kind and a number, in the order in which it was first heard of.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use uuid::Uuid;

/// Digits and dashes of an id's text.
const ID_CHARS: usize = 36;

/// Prints what happens as it happens, or keeps it.
#[derive(Default)]
pub(crate) struct Transcript {
    names: BTreeMap<Uuid, String>,
    counts: BTreeMap<String, usize>,
    kept: Option<Lines>,
}

/// What was told, for whoever compares it.
pub(crate) type Lines = Rc<RefCell<Vec<String>>>;

impl Transcript {
    /// Gives somebody or something a name.
    pub(crate) fn calls(&mut self, id: Uuid, name: &str) {
        self.names.insert(id, name.to_owned());
    }

    /// Gives something the next number of its kind, unless it has a name.
    pub(crate) fn counts(&mut self, id: Uuid, kind: &str) {
        if !self.names.contains_key(&id) {
            let count = self.counts.entry(kind.to_owned()).or_default();
            *count += 1;
            self.names.insert(id, format!("{kind} {count}"));
        }
    }

    /// One that prints nothing.
    #[cfg(test)]
    pub(crate) fn into(lines: &Lines) -> Self {
        Self {
            kept: Some(Rc::clone(lines)),
            ..Self::default()
        }
    }

    pub(crate) fn prints(&self, line: &str) {
        match &self.kept {
            Some(lines) => lines.borrow_mut().push(self.in_words(line)),
            None => println!("{}", self.in_words(line)),
        }
    }

    /// The line with names in the places of ids.
    pub(crate) fn in_words(&self, line: &str) -> String {
        let mut words = String::with_capacity(line.len());
        let mut rest = line;
        while let Some(next) = rest.chars().next() {
            let id = rest.get(..ID_CHARS).and_then(|text| text.parse().ok());
            if let Some(id) = id {
                let unnamed = || format!("something ({})", &rest[..8]);
                words.push_str(&self.names.get(&id).cloned().unwrap_or_else(unnamed));
                rest = &rest[ID_CHARS..];
            } else {
                words.push(next);
                rest = &rest[next.len_utf8()..];
            }
        }
        words.replace("m:member", "member")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_told_by_their_names() {
        let mut transcript = Transcript::default();
        transcript.calls(Uuid::from_u128(1), "Alma");
        transcript.counts(Uuid::from_u128(2), "goal");
        transcript.counts(Uuid::from_u128(2), "entity");
        let line = format!("{} answers {}.", Uuid::from_u128(1), Uuid::from_u128(2));
        assert_eq!(transcript.in_words(&line), "Alma answers goal 1.");
    }
}
