//! Walks a bundle one entry at a time.
//!
//! Nothing of an entry outlives the step that reads it but what [`Take`] keeps of it, so a bundle of any length
//! is read in the memory of its longest entry. serde visitors can only fail with the parser's own error; the
//! domain's reason is left in [`Walk::problem`] and picked up by the caller.

use std::fmt;
use std::io::{BufReader, Read};

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use serde_json::error::Category;

use crate::import::dialect::{self, Older};
use crate::import::guard::{ENTRY_BYTES_MAX, Stop, Tally, UNPACK_RATIO_MAX};
use crate::import::problem::{ImportProblem, Place};
use crate::import::resource::Resource;

/// Big enough that the guard is asked rarely, small beside the limit it guards.
const BUFFER_BYTES: usize = 64 * 1024;

/// One entry: where it stands, its address in the bundle and its resource.
pub(super) struct Entry {
    /// Counted from one.
    pub(super) number: usize,
    pub(super) full_url: Option<String>,
    pub(super) resource: Resource,
}

/// Receives the entries in the order of the file.
pub(super) trait Take {
    fn take(&mut self, entry: Entry) -> Result<(), ImportProblem>;
}

/// Reads the whole bundle and hands over each entry.
pub(super) fn walk(
    text: impl Read,
    tally: &Tally,
    take: &mut impl Take,
) -> Result<(), ImportProblem> {
    let mut walk = Walk {
        take,
        tally,
        entries: 0,
        is_bundle: false,
        problem: None,
    };
    let mut json =
        serde_json::Deserializer::from_reader(BufReader::with_capacity(BUFFER_BYTES, text));
    let read = json
        .deserialize_map(Root { walk: &mut walk })
        .and_then(|()| json.end());
    let Err(error) = read else {
        return if walk.is_bundle {
            Ok(())
        } else {
            Err(ImportProblem::NotABundle)
        };
    };
    let problem = walk.problem.take();
    let (entries, is_bundle) = (walk.entries, walk.is_bundle);
    Err(problem.unwrap_or_else(|| {
        let problem = explain(&error, tally, entries);
        // Sound JSON, but a list, a number or a text.
        if matches!(problem, ImportProblem::NotShaped(_)) && !is_bundle {
            ImportProblem::NotABundle
        } else {
            problem
        }
    }))
}

fn explain(error: &serde_json::Error, tally: &Tally, entries: usize) -> ImportProblem {
    match tally.stopped() {
        Some(Stop::EntryTooLong) => {
            return ImportProblem::EntryTooLong {
                limit_mib: ENTRY_BYTES_MAX >> 20,
                after: entries,
            };
        }
        Some(Stop::Bomb) => {
            return ImportProblem::Bomb {
                ratio: UNPACK_RATIO_MAX,
            };
        }
        Some(Stop::Damaged) => {
            return ImportProblem::Gzip {
                bytes: tally.text_bytes(),
            };
        }
        None => {}
    }
    let entry = (0 < entries).then_some(entries);
    let place = Place {
        entry,
        line: error.line(),
        column: error.column(),
    };
    match error.classify() {
        Category::Io => {
            let kind = error.io_error_kind().unwrap_or(std::io::ErrorKind::Other);
            ImportProblem::Unreadable(kind.into())
        }
        Category::Eof => ImportProblem::CutOff(place),
        Category::Syntax => ImportProblem::NotJson(place),
        Category::Data => ImportProblem::NotShaped(place),
    }
}

struct Walk<'a, T> {
    take: &'a mut T,
    tally: &'a Tally,
    /// How many entries have begun.
    entries: usize,
    is_bundle: bool,
    problem: Option<ImportProblem>,
}

impl<T: Take> Walk<'_, T> {
    fn refuse<E: Error>(&mut self, problem: ImportProblem) -> E {
        self.problem = Some(problem);
        E::custom("refused")
    }

    fn entry<E: Error>(&mut self, entry: Entry) -> Result<(), E> {
        let number = entry.number;
        match dialect::older(&entry.resource) {
            Some(Older::Dstu2) => return Err(self.refuse(ImportProblem::Dstu2 { entry: number })),
            Some(Older::Stu3) => return Err(self.refuse(ImportProblem::Stu3 { entry: number })),
            None => {}
        }
        self.take
            .take(entry)
            .map_err(|problem| self.refuse(problem))?;
        self.tally.entry_done();
        Ok(())
    }
}

/// The bundle itself: `resourceType`, `entry` and much that is passed over.
struct Root<'a, 'b, T> {
    walk: &'a mut Walk<'b, T>,
}

impl<'de, T: Take> Visitor<'de> for Root<'_, '_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a FHIR bundle")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "resourceType" => {
                    let kind: Value = map.next_value()?;
                    self.walk.is_bundle = kind == "Bundle";
                    if !self.walk.is_bundle {
                        return Err(self.walk.refuse(ImportProblem::NotABundle));
                    }
                }
                "meta" => {
                    let meta: Value = map.next_value()?;
                    match dialect::older_meta(&meta) {
                        Some(Older::Dstu2) => {
                            return Err(self.walk.refuse(ImportProblem::Dstu2 { entry: 0 }));
                        }
                        Some(Older::Stu3) => {
                            return Err(self.walk.refuse(ImportProblem::Stu3 { entry: 0 }));
                        }
                        None => {}
                    }
                }
                "entry" => map.next_value_seed(Entries {
                    walk: &mut *self.walk,
                })?,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

struct Entries<'a, 'b, T> {
    walk: &'a mut Walk<'b, T>,
}

impl<'de, T: Take> DeserializeSeed<'de> for Entries<'_, '_, T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de, T: Take> Visitor<'de> for Entries<'_, '_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of entries")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while seq
            .next_element_seed(OneEntry {
                walk: &mut *self.walk,
            })?
            .is_some()
        {}
        Ok(())
    }
}

struct OneEntry<'a, 'b, T> {
    walk: &'a mut Walk<'b, T>,
}

impl<'de, T: Take> DeserializeSeed<'de> for OneEntry<'_, '_, T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de, T: Take> Visitor<'de> for OneEntry<'_, '_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an entry")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        self.walk.entries = self.walk.entries.saturating_add(1);
        let (mut full_url, mut resource) = (None, None);
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "fullUrl" => full_url = Some(map.next_value::<String>()?),
                "resource" => resource = Some(map.next_value::<Resource>()?),
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        match resource {
            Some(resource) => self.walk.entry(Entry {
                number: self.walk.entries,
                full_url,
                resource,
            }),
            None => Ok(()),
        }
    }
}
