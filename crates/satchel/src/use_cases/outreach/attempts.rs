//! Writing down an attempt, and taking one back.

use care::{Act, Attempt, AttemptTakenBack, MemberId};
use catalog::Outreach;
use ed25519_dalek::SigningKey;
use serde::Serialize;
use sync::StreamId;

use super::kept::kept;
use crate::book::{self, About, Pen};
use crate::contract::MadeOne;
use crate::contract::failure::Failure;
use crate::contract::outreach::{AddAttempt, TakeBackAttempt};
use crate::desk::{Desk, DeskError};
use crate::router::AtDesk;
use crate::use_cases::notes::author;

impl AtDesk for AddAttempt {
    const ACT: Act = Act::Sign;

    fn carry_out(self, desk: &Desk<'_>) -> Result<MadeOne, Failure> {
        let list = Outreach::shipped();
        if !list.fits(&self.method, &self.outcome) {
            return Err(Failure::BadRequest {
                what: "outcome".to_owned(),
            });
        }
        let id = desk.write(|pen, writer| {
            book::member(writer, self.member)?.ok_or(Failure::NotHere)?;
            let attempt = Attempt {
                template: Attempt::TEMPLATE,
                catalog: list.version.clone(),
                member: self.member,
                method: self.method,
                outcome: self.outcome,
                where_words: self.where_words.trim().to_owned(),
                language: self.language.trim().to_owned(),
                minutes: self.minutes,
                words: self.words.trim().to_owned(),
                again: self.again,
                at: self.at.unwrap_or(pen.now),
                author: author(desk, writer)?,
                signed_at: pen.now,
            };
            attempt.check().map_err(Failure::from)?;
            sign(pen, desk.key(), self.member, (Attempt::KIND, &attempt))
        })?;
        Ok(MadeOne { id })
    }
}

impl AtDesk for TakeBackAttempt {
    const ACT: Act = Act::Sign;

    fn carry_out(self, desk: &Desk<'_>) -> Result<MadeOne, Failure> {
        let id = desk.write(|pen, writer| {
            let all = kept(writer, self.member)?;
            let one = all.iter().find(|one| one.id == self.record);
            let one = one.ok_or(Failure::NotHere)?;
            if !one.stands() {
                return Err(Failure::AlreadyDecided.into());
            }
            // It lies where what it takes back lies, whoever its member is shown together with.
            let member = one.attempt.member;
            let taken = AttemptTakenBack {
                template: AttemptTakenBack::TEMPLATE,
                member,
                of: one.id,
                of_hash: one.record.hash.clone(),
                reason: self.reason.trim().to_owned(),
                author: author(desk, writer)?,
                signed_at: pen.now,
            };
            taken.check().map_err(Failure::from)?;
            sign(pen, desk.key(), member, (AttemptTakenBack::KIND, &taken))
        })?;
        Ok(MadeOne { id })
    }
}

fn sign<T: Serialize>(
    pen: &Pen<'_>,
    key: &SigningKey,
    member: MemberId,
    (kind, body): (&'static str, &T),
) -> Result<String, DeskError> {
    let stream = StreamId::Member(member);
    let about = About {
        stream: &stream,
        kind,
        id: member.0,
    };
    Ok(pen.sign(&about, body, key)?.to_string())
}
