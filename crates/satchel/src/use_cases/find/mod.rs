//! Finding what was written by its words, of everybody in this satchel.

use std::cmp::Reverse;

use care::{
    Act, Addendum, Document, Entity as _, Goal, Intervention, MemberId, Need, Note, Task, VisitId,
};
use sync::StreamId;
use vault::{Page, Reader, StoreError, written};

use crate::book;
use crate::contract::failure::Failure;
use crate::contract::find::{Excerpt, FindWritten, FoundWriting, WritingKind, WrittenFound};
use crate::desk::Desk;
use crate::router::AtDesk;

/// So many notes, and so many other pieces of writing, are given.
const FOUND_MAX: u32 = 8;
/// Nobody looks for more at once.
const TEXT_CHARS_MAX: usize = 100;

impl AtDesk for FindWritten {
    const ACT: Act = Act::ReadNotes;

    fn carry_out(self, desk: &Desk<'_>) -> Result<WrittenFound, Failure> {
        if TEXT_CHARS_MAX < self.text.chars().count() {
            return Err(Failure::TooLarge);
        }
        desk.read(|reader| {
            let page = Page::new(0, FOUND_MAX).unwrap_or(Page::FIRST);
            let mut writings = Vec::new();
            for written in written::search(reader, &self.text, page)? {
                writings.extend(found(reader, written)?);
            }
            writings.sort_by_key(|writing| Reverse(writing.at));
            Ok(WrittenFound { writings })
        })
    }
}

/// What the screen shows of it; nothing if the member it is about is not here.
fn found(
    reader: &Reader<'_>,
    written: written::Written,
) -> Result<Option<FoundWriting>, StoreError> {
    let stream = written.stream.parse::<StreamId>().ok();
    let Some(member) = stream.and_then(|stream| stream.member()) else {
        return Ok(None);
    };
    let Some((what, held)) = kind_of(&written.kind).zip(book::member(reader, member)?) else {
        return Ok(None);
    };
    Ok(Some(FoundWriting {
        id: written.id,
        what,
        member: MemberId(held.id),
        name: held.value.names.whole(),
        visit: written
            .visit
            .and_then(|visit| visit.parse::<VisitId>().ok()),
        at: (0 < written.at).then_some(written.at),
        excerpt: parts(&written.excerpt),
        two_answers: written.in_conflict,
    }))
}

fn kind_of(kind: &str) -> Option<WritingKind> {
    let kinds = [
        (Goal::KIND, WritingKind::Goal),
        (Intervention::KIND, WritingKind::Intervention),
        (Task::KIND, WritingKind::Task),
        (Need::KIND, WritingKind::Need),
        (Document::KIND, WritingKind::Document),
        (Note::KIND, WritingKind::Note),
        (Addendum::KIND, WritingKind::Addendum),
    ];
    kinds
        .into_iter()
        .find_map(|(name, what)| (name == kind).then_some(what))
}

/// The parts of an excerpt: what was found, and what stands around it.
fn parts(excerpt: &str) -> Vec<Excerpt> {
    let mut parts = Vec::new();
    let mut part = |text: &str, found: bool| {
        if !text.is_empty() {
            parts.push(Excerpt {
                text: text.to_owned(),
                found,
            });
        }
    };
    for (n, piece) in excerpt.split(written::BEGINS).enumerate() {
        match piece.split_once(written::ENDS) {
            Some((word, rest)) if 0 < n => {
                part(word, true);
                part(rest, false);
            }
            Some(_) | None => part(piece, false),
        }
    }
    parts
}

#[cfg(test)]
mod tests;
