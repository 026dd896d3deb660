//! Tags: the segments of a record that the law treats apart, and who said that something belongs to one.
//!
//! A tag is put on by a signed record and taken off by another, which names what its author had seen. So no merge drops
//! one: a tag that somebody put on unseen is still there after any two laptops have met, in whatever order.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::refusal::{limits, line, list, within};
use crate::{EntityId, MemberId, NoteAuthor, RecordId, Refusal, Why, codes, quiet_debug};

quiet_debug!(Tagged, TagRemoved);

codes! {
    /// A segment of a record that is shared by rules of its own.
    Tag {
        /// From a programme under 42 CFR Part 2. Said of a source, never inferred from what is written.
        Part2 = "part2",
        /// Alcohol and other substances, from anywhere else.
        Sud = "sud",
        /// Mental health.
        Mh = "mh",
        /// Psychotherapy or counselling notes: their author's alone.
        Psychnotes = "psychnotes",
        /// HIV: tests, status, medicines.
        Hiv = "hiv",
        /// Abortion, contraception, and what a minor decides about a pregnancy.
        Repro = "repro",
        /// Gender-affirming care.
        Gac = "gac",
        /// Violence at home, and where she is safe from it.
        Dv = "dv",
        /// A service to which a minor consented herself. It stays so after her eighteenth birthday.
        Minor = "minor",
        /// Genetic tests.
        Genetic = "genetic",
        /// Jail, prison, probation, courts.
        Justice = "justice",
        /// A report to the authorities that the law asks for. No copy for anybody contains it.
        MandatedReport = "mandated_report",
        /// What staff has to know about a home to be safe there. For staff alone.
        WorkerSafety = "worker_safety",
    }
}

/// The segments of one part of a record.
pub type Tags = BTreeSet<Tag>;

/// Somebody said that something belongs to these segments.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Tagged {
    /// The version of this form of record.
    pub template: u32,
    /// Whose.
    pub member: MemberId,
    /// The note, goal, need, task or paper.
    pub of: EntityId,
    /// Which segments.
    pub tags: Vec<Tag>,
    /// Of Part 2, the programme it came from; empty elsewhere.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// Who says so, and signs.
    pub author: NoteAuthor,
    /// The device's clock at signing, milliseconds since 1970 UTC.
    pub signed_at: i64,
}

impl Tagged {
    /// The word for this kind of record.
    pub const KIND: &'static str = "tagged";
    /// The present form.
    pub const TEMPLATE: u32 = 1;

    /// Refuses one that names no segment, and Part 2 without the programme it came from.
    pub fn check(&self) -> Result<(), Refusal> {
        let missing = |field| Refusal {
            field,
            why: Why::Missing,
        };
        if self.tags.is_empty() {
            return Err(missing("tags"));
        }
        list("tags", &self.tags)?;
        if self.tags.contains(&Tag::Part2) {
            line("source", &self.source)?;
        }
        within("source", &self.source, limits::LINE_CHARS_MAX)
    }
}

/// A supervisor took a tag off, with a reason.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TagRemoved {
    /// The version of this form of record.
    pub template: u32,
    /// Whose.
    pub member: MemberId,
    /// From what.
    pub of: EntityId,
    /// Which.
    pub tag: Tag,
    /// The records that had put it there, as far as they were seen. What is not named here goes on.
    pub knew: Vec<RecordId>,
    /// Why.
    pub reason: String,
    /// Who took it off, and signs.
    pub author: NoteAuthor,
    /// The device's clock at signing, milliseconds since 1970 UTC.
    pub signed_at: i64,
}

impl TagRemoved {
    /// The word for this kind of record.
    pub const KIND: &'static str = "tag_removed";
    /// The present form.
    pub const TEMPLATE: u32 = 1;

    /// Refuses one without a reason.
    pub fn check(&self) -> Result<(), Refusal> {
        list("knew", &self.knew)?;
        line("reason", &self.reason)
    }
}

/// The segments a thing is in without anybody having said so of it, or those that stand of it, with where each comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TagSources {
    /// By what it is: its code, its instrument, its area; or by what that is of which it is a part.
    pub by_itself: Tags,
    /// Because somebody said so, of it or of that of which it is a part: the segment, and the record that says it.
    pub put: BTreeSet<(Tag, RecordId)>,
}

impl TagSources {
    /// What is in these segments by what it is.
    pub const fn of_itself(by_itself: Tags) -> Self {
        Self {
            by_itself,
            put: BTreeSet::new(),
        }
    }

    /// What is part of two things is in the segments of both.
    pub fn extend(&mut self, other: &Self) {
        self.by_itself.extend(&other.by_itself);
        self.put.extend(&other.put);
    }

    /// The segments.
    pub fn tags(&self) -> Tags {
        let put = self.put.iter().map(|(tag, _)| *tag);
        self.by_itself.iter().copied().chain(put).collect()
    }

    /// The records that put this one there: what a removal has to name.
    pub fn putting(&self, tag: Tag) -> Vec<RecordId> {
        let put = self.put.iter().filter(|(put, _)| *put == tag);
        put.map(|(_, record)| *record).collect()
    }
}

/// The segments a thing is in: those it is in by itself and by what it is part of, and those somebody put on; without
/// those a supervisor took off who had seen them. What somebody puts on later, on the thing or on what it is part of, she
/// had not seen. The order of the records means nothing.
pub fn tags_of(
    of: EntityId,
    itself: &TagSources,
    put: &BTreeMap<RecordId, Tagged>,
    off: &[TagRemoved],
) -> TagSources {
    let off: Vec<&TagRemoved> = off.iter().filter(|one| one.of == of).collect();
    let by_itself = itself
        .by_itself
        .iter()
        .filter(|tag| !off.iter().any(|one| one.tag == **tag));
    let of_it = put.iter().filter(|(_, one)| one.of == of);
    let said = of_it.flat_map(|(id, one)| one.tags.iter().map(|tag| (*tag, *id)));
    let stands = |(tag, id): &(Tag, RecordId)| {
        !off.iter()
            .any(|gone| gone.tag == *tag && gone.knew.contains(id))
    };
    TagSources {
        by_itself: by_itself.copied().collect(),
        put: itself
            .put
            .iter()
            .copied()
            .chain(said)
            .filter(stands)
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::StaffId;
    use uuid::Uuid;

    const GOAL: EntityId = EntityId(Uuid::from_u128(9));

    fn author() -> NoteAuthor {
        NoteAuthor {
            staff: StaffId(Uuid::from_u128(3)),
            signature: "Inés Carranza".to_owned(),
        }
    }

    fn tagged(tags: &[Tag], source: &str) -> Tagged {
        Tagged {
            template: Tagged::TEMPLATE,
            member: MemberId(Uuid::from_u128(2)),
            of: GOAL,
            tags: tags.to_vec(),
            source: source.to_owned(),
            author: author(),
            signed_at: 1,
        }
    }

    fn off(tag: Tag, knew: &[u128]) -> TagRemoved {
        TagRemoved {
            template: TagRemoved::TEMPLATE,
            member: MemberId(Uuid::from_u128(2)),
            of: GOAL,
            tag,
            knew: knew
                .iter()
                .map(|id| RecordId(Uuid::from_u128(*id)))
                .collect(),
            reason: "another person's paper".to_owned(),
            author: author(),
            signed_at: 2,
        }
    }

    fn records(all: &[(u128, Tagged)]) -> BTreeMap<RecordId, Tagged> {
        let all = all.iter().cloned();
        all.map(|(id, one)| (RecordId(Uuid::from_u128(id)), one))
            .collect()
    }

    #[test]
    fn part_2_says_which_programme_and_a_removal_says_why() {
        let why = |one: Tagged| one.check().err().map(|no| (no.field, no.why));
        assert_eq!(why(tagged(&[], "")), Some(("tags", Why::Missing)));
        assert_eq!(
            why(tagged(&[Tag::Part2], " ")),
            Some(("source", Why::Missing))
        );
        assert_eq!(why(tagged(&[Tag::Part2], "Second Chance")), None);
        let silent = TagRemoved {
            reason: String::new(),
            ..off(Tag::Mh, &[])
        };
        assert!(silent.check().is_err());
    }

    /// The law of the merge: whatever two laptops did unseen, and in whatever order it is put together, every tag that no
    /// removal had seen is there.
    #[test]
    fn no_merge_drops_a_tag_that_its_remover_had_not_seen() {
        let here = [(1, tagged(&[Tag::Mh, Tag::Sud], ""))];
        let there = [(2, tagged(&[Tag::Sud], "")), (3, tagged(&[Tag::Dv], ""))];
        let taken = [off(Tag::Sud, &[1]), off(Tag::Dv, &[])];
        let both: Vec<_> = here.iter().chain(&there).cloned().collect();
        let mut backwards = both.clone();
        backwards.reverse();
        let itself = TagSources::of_itself(Tags::from([Tag::Dv]));
        let expected = Tags::from([Tag::Mh, Tag::Sud, Tag::Dv]);
        for all in [both, backwards] {
            for off in [taken.to_vec(), taken.iter().rev().cloned().collect()] {
                assert_eq!(
                    tags_of(GOAL, &itself, &records(&all), &off).tags(),
                    expected
                );
                // Twice is once.
                let twice = [off.clone(), off].concat();
                assert_eq!(
                    tags_of(GOAL, &itself, &records(&all), &twice).tags(),
                    expected
                );
            }
        }
    }

    #[test]
    fn what_a_supervisor_had_seen_is_off_and_can_be_put_on_again() {
        let tags = |put: &[(u128, Tagged)], off: &[TagRemoved]| {
            let itself = TagSources::of_itself(Tags::from([Tag::Mh]));
            tags_of(GOAL, &itself, &records(put), off).tags()
        };
        let first = [(1, tagged(&[Tag::Mh], ""))];
        let off = [off(Tag::Mh, &[1])];
        assert_eq!(tags(&first, &off), Tags::new());
        let again = [first[0].clone(), (2, tagged(&[Tag::Mh], ""))];
        assert_eq!(tags(&again, &off), Tags::from([Tag::Mh]));
    }

    #[test]
    fn a_tag_of_one_thing_says_nothing_of_another() {
        let other = EntityId(Uuid::from_u128(10));
        let put = records(&[(1, tagged(&[Tag::Hiv], ""))]);
        let none = TagSources::default();
        assert_eq!(tags_of(other, &none, &put, &[]), none);
    }

    #[test]
    fn what_was_put_on_a_whole_after_it_was_taken_off_its_part_is_on_the_part_again() {
        let part = EntityId(Uuid::from_u128(10));
        let none = TagSources::default();
        let of_part = |put: &[(u128, Tagged)], off: &[TagRemoved]| {
            let put = records(put);
            let whole = tags_of(GOAL, &none, &put, off);
            tags_of(part, &whole, &put, off)
        };
        let first = [(1, tagged(&[Tag::Dv], ""))];
        let seen = of_part(&first, &[]).putting(Tag::Dv);
        assert_eq!(seen, [RecordId(Uuid::from_u128(1))]);
        let off = [TagRemoved {
            of: part,
            knew: seen,
            ..off(Tag::Dv, &[])
        }];
        assert_eq!(of_part(&first, &off).tags(), Tags::new());
        let again = [first[0].clone(), (2, tagged(&[Tag::Dv], ""))];
        assert_eq!(of_part(&again, &off).tags(), Tags::from([Tag::Dv]));
    }
}
