//! What others changed since yesterday.

use std::collections::{BTreeMap, BTreeSet};

use ambient::Millis;
use care::{
    Entity, Episode, Goal, Intervention, Member, MemberId, Need, Note, Plan, StaffId,
    SupportPerson, Task, Visit,
};
use chrono::{DateTime, Local, NaiveTime};
use sync::{Author, Fields};
use vault::{Reader, StoreError, entities, records};

use super::super::due::cases::{member_of, paged};
use super::Around;
use crate::contract::today::News;

/// So much news stands on the page.
const NEWS_MAX: usize = 8;
/// Yesterday began no longer ago than this, where a clock was put back in the night and where no day begins.
const YESTERDAY_MILLIS: Millis = 50 * 3_600_000;
/// The kinds of thing that people of the clinic change.
const KINDS: &[&str] = &[
    Member::KIND,
    Episode::KIND,
    SupportPerson::KIND,
    Plan::KIND,
    Need::KIND,
    Goal::KIND,
    Intervention::KIND,
    Task::KIND,
    Visit::KIND,
];

/// When somebody last changed something of a kind about a member. Ten goals changed in one sitting are one piece of
/// news.
type Changed = BTreeMap<(MemberId, String, StaffId), Millis>;

impl Around {
    /// What others of the clinic changed since yesterday, newest first.
    pub(super) fn news(&self, reader: &Reader<'_>, now: Millis) -> Result<Vec<News>, StoreError> {
        let since = self.yesterday(now);
        let mut changed = Changed::new();
        let noted = self.signed(reader, since, &mut changed)?;
        for kind in KINDS {
            for row in paged(|page| entities::said_since(reader, kind, since, page))? {
                // A signed note says already that there was a visit.
                if !noted.contains(&row.id) {
                    self.answered(&row, since, &mut changed);
                }
            }
        }
        let mut news: Vec<News> = changed
            .into_iter()
            .filter_map(|(what, at)| self.piece(what, at))
            .collect();
        news.sort_by_key(|news| std::cmp::Reverse(news.at));
        news.truncate(NEWS_MAX);
        Ok(news)
    }

    /// Notes and later words by others; gives what the notes are about.
    fn signed(
        &self,
        reader: &Reader<'_>,
        since: Millis,
        changed: &mut Changed,
    ) -> Result<BTreeSet<String>, StoreError> {
        let mut noted = BTreeSet::new();
        for record in paged(|page| records::signed_since(reader, since, page))? {
            let author = record
                .author
                .parse::<Author>()
                .ok()
                .and_then(|author| author.staff());
            let (Some(member), Some(author)) = (member_of(&record.stream), author) else {
                continue;
            };
            if author == self.me {
                continue;
            }
            if record.kind == Note::KIND {
                noted.insert(record.about);
            }
            let person = self.joined.person(member);
            note(changed, (person, record.kind, author), record.signed_at);
        }
        Ok(noted)
    }

    /// Answers that others gave to the fields of an entity.
    fn answered(&self, row: &entities::Entity, since: Millis, changed: &mut Changed) {
        let fields: Fields = serde_json::from_str(&row.heads).unwrap_or_default();
        let Some(member) = member_of(&row.stream) else {
            return;
        };
        for said in fields.values().flatten().filter(|said| since <= said.at) {
            if let Some(author) = said.author.staff().filter(|author| *author != self.me) {
                let person = self.joined.person(member);
                note(changed, (person, row.kind.clone(), author), said.at);
            }
        }
    }

    /// When yesterday began here.
    fn yesterday(&self, now: Millis) -> Millis {
        let midnight = self.today.pred_opt().and_then(|day| {
            day.and_time(NaiveTime::MIN)
                .and_local_timezone(Local)
                .earliest()
        });
        midnight.as_ref().map_or(
            now.saturating_sub(YESTERDAY_MILLIS),
            DateTime::timestamp_millis,
        )
    }

    fn piece(
        &self,
        (member, kind, author): (MemberId, String, StaffId),
        at: Millis,
    ) -> Option<News> {
        let name = self.members.get(&member)?.value.names.whole();
        Some(News {
            member,
            name,
            by: Some(self.people.person(author)),
            kind,
            at,
        })
    }
}

fn note(changed: &mut Changed, what: (MemberId, String, StaffId), at: Millis) {
    let known = changed.entry(what).or_insert(at);
    *known = at.max(*known);
}
