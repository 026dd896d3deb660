//! Putting tags on what is in a record, and taking them off.

use std::collections::BTreeMap;

use care::{Act, EntityId, MemberId, RecordId, Tag, TagRemoved, TagSources, Tagged, may, tags_of};
use sync::StreamId;
use vault::{Reader, StoreError, entities, records};

use super::super::consents::{of_kind, sign};
use super::super::notes::author;
use super::things::{gathered, things};
use crate::book::{self, People};
use crate::contract::MadeOne;
use crate::contract::failure::Failure;
use crate::contract::sharing::{PutTags, RemoveTag, ShowTags, TagView, TaggedThings};
use crate::desk::Desk;
use crate::router::AtDesk;

/// The tags that people put on a person's things and took off.
pub(in crate::use_cases) struct Marks {
    put: BTreeMap<RecordId, Tagged>,
    off: Vec<TagRemoved>,
}

impl Marks {
    pub(in crate::use_cases) fn read(
        reader: &Reader<'_>,
        people: &People,
        member: MemberId,
    ) -> Result<Self, StoreError> {
        let mut rows = Vec::new();
        for stream in book::streams_of(reader, member)? {
            let whose = stream.strip_prefix("m:").unwrap_or(&stream);
            rows.extend(records::about(reader, whose)?);
        }
        let off = of_kind::<TagRemoved>(&rows, TagRemoved::KIND);
        // Whoever signed it without being allowed to has taken nothing off. The author is who signed the envelope.
        let off = off.into_iter().map(|(_, one)| one);
        let off = off.filter(|one| {
            let role = people.role(one.author.staff);
            role.is_some_and(|role| may(role, Act::Untag))
        });
        Ok(Self {
            put: of_kind::<Tagged>(&rows, Tagged::KIND).into_iter().collect(),
            off: off.collect(),
        })
    }

    /// The segments of one thing that is in these without anybody having said so of it.
    pub(in crate::use_cases) fn of(&self, of: EntityId, itself: &TagSources) -> TagSources {
        tags_of(of, itself, &self.put, &self.off)
    }

    /// The same, each with who says so.
    pub(super) fn views(&self, sources: &TagSources) -> Vec<TagView> {
        let view = |tag: Tag| {
            let mut put = sources.put.iter().filter(|(put, _)| *put == tag);
            let put = put.find_map(|(_, record)| self.put.get(record));
            TagView {
                tag,
                by: put.map_or_else(String::new, |one| one.author.signature.clone()),
                source: put.map_or_else(String::new, |one| one.source.clone()),
            }
        };
        sources.tags().into_iter().map(view).collect()
    }
}

/// In whose record a thing lies. What is said of it lies there too, and stays with it if records are parted again.
fn home(reader: &Reader<'_>, of: EntityId) -> Result<Option<MemberId>, StoreError> {
    let id = of.0.to_string();
    let stream = match entities::get(reader, &id)? {
        Some(row) => Some(row.stream),
        None => records::get(reader, &id)?.map(|row| row.stream),
    };
    let stream = stream.and_then(|stream| stream.parse::<StreamId>().ok());
    Ok(stream.and_then(|stream| stream.member()))
}

impl AtDesk for ShowTags {
    const ACT: Act = Act::ReadNotes;

    fn carry_out(self, desk: &Desk<'_>) -> Result<TaggedThings, Failure> {
        desk.look(|reader| {
            book::member(reader, self.member)?.ok_or(Failure::NotHere)?;
            let people = People::read(reader, desk.me().staff)?;
            Ok(TaggedThings {
                things: things(reader, &people, (self.member, desk.today))?,
                may_change: may(desk.me().role, Act::Sign),
                may_remove: may(desk.me().role, Act::Untag),
            })
        })
    }
}

impl AtDesk for PutTags {
    const ACT: Act = Act::Sign;

    fn carry_out(self, desk: &Desk<'_>) -> Result<MadeOne, Failure> {
        let id = desk.write(|pen, writer| {
            let people = People::read(writer, desk.me().staff)?;
            let all = things(writer, &people, (self.member, desk.today))?;
            if !all.iter().any(|one| one.id == self.of) {
                return Err(Failure::NotHere.into());
            }
            let member = home(writer, self.of)?.ok_or(Failure::NotHere)?;
            let tagged = Tagged {
                template: Tagged::TEMPLATE,
                member,
                of: self.of,
                tags: self.tags,
                source: self.source.trim().to_owned(),
                author: author(desk, writer)?,
                signed_at: pen.now,
            };
            tagged.check().map_err(Failure::from)?;
            sign(pen, desk, member, (Tagged::KIND, &tagged))
        })?;
        Ok(MadeOne { id: id.to_string() })
    }
}

impl AtDesk for RemoveTag {
    const ACT: Act = Act::Untag;

    fn carry_out(self, desk: &Desk<'_>) -> Result<MadeOne, Failure> {
        let id = desk.write(|pen, writer| {
            let people = People::read(writer, desk.me().staff)?;
            let all = gathered(writer, &people, (self.member, desk.today))?;
            let mut it = all.iter().filter(|(one, _)| one.id == self.of);
            let on = it.find(|(_, sources)| sources.tags().contains(&self.tag));
            let (_, sources) = on.ok_or(Failure::NotHere)?;
            let member = home(writer, self.of)?.ok_or(Failure::NotHere)?;
            let removed = TagRemoved {
                template: TagRemoved::TEMPLATE,
                member,
                of: self.of,
                tag: self.tag,
                knew: sources.putting(self.tag),
                reason: self.reason.trim().to_owned(),
                author: author(desk, writer)?,
                signed_at: pen.now,
            };
            removed.check().map_err(Failure::from)?;
            sign(pen, desk, member, (TagRemoved::KIND, &removed))
        })?;
        Ok(MadeOne { id: id.to_string() })
    }
}
