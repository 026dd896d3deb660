//! Keeping every keystroke: whoever may type something may keep what she has typed, on her own laptop.

use care::{Act, Visit, VisitId};
use vault::{Reader, StoreError, drafts};

use crate::book;
use crate::contract::Made;
use crate::contract::drafts::{DropDraft, KeepDraft, Kept, MaybeDraft, ShowDraft};
use crate::contract::failure::Failure;
use crate::desk::{Desk, DeskError};
use crate::router::AtDesk;

const ABOUT_CHARS_MAX: usize = 200;
const BODY_BYTES_MAX: usize = 131_072;

impl AtDesk for KeepDraft {
    const ACT: Act = Act::Use;

    fn carry_out(self, desk: &Desk<'_>) -> Result<Kept, Failure> {
        if ABOUT_CHARS_MAX < self.about.chars().count() || BODY_BYTES_MAX < self.body.len() {
            return Err(Failure::TooLarge);
        }
        let draft = drafts::Draft {
            about: self.about,
            member: self.member.map(|member| member.to_string()),
            body: self.body,
            kept_at: desk.now,
        };
        desk.write(|_, writer| {
            let member = whose(writer, &draft)?.or_else(|| draft.member.clone());
            let draft = drafts::Draft { member, ..draft };
            Ok(drafts::keep(writer, &draft)?)
        })?;
        Ok(Kept { kept_at: desk.now })
    }
}

/// What is written on a visit goes where the visit lies, also while its member is shown together with another record.
fn whose(reader: &Reader<'_>, draft: &drafts::Draft) -> Result<Option<String>, StoreError> {
    let visit = draft.about.strip_prefix("visit:");
    let Some(visit) = visit.and_then(|id| id.parse::<VisitId>().ok()) else {
        return Ok(None);
    };
    let held = book::read::<Visit>(reader, visit)?;
    Ok(held
        .and_then(|held| held.stream.member())
        .map(|member| member.to_string()))
}

impl AtDesk for ShowDraft {
    const ACT: Act = Act::Use;

    fn carry_out(self, desk: &Desk<'_>) -> Result<MaybeDraft, Failure> {
        let draft = desk.read(|reader| drafts::get(reader, &self.about))?;
        Ok(match draft {
            Some(draft) => MaybeDraft {
                body: Some(draft.body),
                kept_at: Some(draft.kept_at),
            },
            None => MaybeDraft {
                body: None,
                kept_at: None,
            },
        })
    }
}

impl AtDesk for DropDraft {
    const ACT: Act = Act::Use;

    fn carry_out(self, desk: &Desk<'_>) -> Result<Made, Failure> {
        desk.write(|_, writer| drafts::drop(writer, &self.about).map_err(DeskError::from))?;
        Ok(Made {})
    }
}
