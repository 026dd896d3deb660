//! Consents: reading what a member allowed, writing one down, taking one back.

mod kept;
#[cfg(test)]
mod tests;

use care::{Act, Consent, ConsentStanding, ConsentWithdrawn, MemberId, RecordId, Stood, may};
use serde::Serialize;
use vault::{Reader, StoreError};

use super::notes::{author, whereabouts};
use crate::book::{self, About, Pen};
use crate::contract::consents::{
    AddConsent, ConsentView, Consents, ShowConsents, WithdrawConsent, WithdrawnView,
};
use crate::contract::failure::Failure;
use crate::contract::{MadeOne, Whereabouts};
use crate::desk::{Desk, DeskError};
use crate::router::AtDesk;
use sync::StreamId;

pub(super) use kept::{Kept, of_kind};

/// So many are shown.
const SHOWN_MAX: usize = 500;

impl AtDesk for ShowConsents {
    const ACT: Act = Act::ReadNotes;

    fn carry_out(self, desk: &Desk<'_>) -> Result<Consents, Failure> {
        desk.look(|reader| {
            let member = book::member(reader, self.member)?.ok_or(Failure::NotHere)?;
            let born = member.value.birth_date;
            let kept = Kept::read(reader, self.member)?;
            let stood = kept.stood(born, desk.today);
            let newest = stood.iter().rev().take(SHOWN_MAX);
            let consents: Result<_, StoreError> =
                newest.map(|one| view(reader, &kept, one)).collect();
            Ok(Consents {
                consents: consents?,
                seen: kept.seen(),
                stopped: kept.stopped_on(),
                age: born.and_then(|born| desk.today.years_since(born)),
                may_change: may(desk.me().role, Act::Sign),
            })
        })
    }
}

/// A consent as the screen shows it.
pub(super) fn view(
    reader: &Reader<'_>,
    kept: &Kept,
    one: &Stood<'_>,
) -> Result<ConsentView, StoreError> {
    let consent = one.consent.clone();
    let taken = (one.stands == ConsentStanding::Withdrawn)
        .then(|| kept.taken_back(one))
        .flatten();
    let row = kept.row(one.id).map(|row| whereabouts(reader, row));
    let whereabouts = row.transpose()?.unwrap_or(Whereabouts::AtClinic);
    Ok(ConsentView {
        record: one.id,
        kind: consent.kind,
        stands: one.stands,
        lacks: consent.lacks(),
        form: consent.form,
        language: consent.language,
        signed_by: consent.signed_by,
        signer: consent.signer,
        signing: consent.signing,
        on: consent.on,
        from: consent.from,
        until: consent.until,
        provisions: consent.provisions,
        refused: consent.refused,
        signature: consent.author.signature,
        withdrawn: taken.map(|taken| WithdrawnView {
            on: taken.on,
            how: taken.how,
            reason: taken.reason.clone(),
            signature: taken.author.signature.clone(),
        }),
        whereabouts,
    })
}

impl AtDesk for AddConsent {
    const ACT: Act = Act::Sign;

    fn carry_out(self, desk: &Desk<'_>) -> Result<MadeOne, Failure> {
        let id = desk.write(|pen, writer| {
            book::member(writer, self.member)?.ok_or(Failure::NotHere)?;
            let kept = Kept::read(writer, self.member)?;
            let mut consent = Consent {
                template: Consent::TEMPLATE,
                member: self.member,
                kind: self.kind,
                form: self.form.trim().to_owned(),
                language: self.language.trim().to_owned(),
                signed_by: self.signed_by,
                signer: self.signer.trim().to_owned(),
                signing: self.signing,
                on: self.on,
                from: self.on,
                until: self.until,
                provisions: self.provisions,
                refused: self.refused.map(|reason| reason.trim().to_owned()),
                supersedes: Vec::new(),
                knew: Vec::new(),
                external_id: String::new(),
                author: author(desk, writer)?,
                signed_at: pen.now,
            };
            consent.supersedes = kept.replaced_by(&consent, &self.seen);
            consent.knew = kept.known(&self.seen);
            consent.check(pen.today).map_err(Failure::from)?;
            sign(pen, desk, self.member, (Consent::KIND, &consent))
        })?;
        Ok(MadeOne { id: id.to_string() })
    }
}

impl AtDesk for WithdrawConsent {
    const ACT: Act = Act::Sign;

    fn carry_out(self, desk: &Desk<'_>) -> Result<MadeOne, Failure> {
        let id = desk.write(|pen, writer| {
            let member = book::member(writer, self.member)?.ok_or(Failure::NotHere)?;
            let kept = Kept::read(writer, self.member)?;
            let stood = kept.stood(member.value.birth_date, pen.today);
            // It lies where what it takes back lies, so that it stays with it if her records are parted again; what
            // takes everything back lies in each of them.
            let homes = match self.record {
                Some(record) => {
                    let one = stood.iter().find(|one| one.id == record);
                    let one = one.ok_or(Failure::NotHere)?;
                    if one.stands == ConsentStanding::Withdrawn {
                        return Err(Failure::AlreadyDecided.into());
                    }
                    vec![one.consent.member]
                }
                None => homes(writer, self.member)?,
            };
            let mut first = None;
            for member in homes {
                let taken = ConsentWithdrawn {
                    template: ConsentWithdrawn::TEMPLATE,
                    member,
                    of: self.record.into_iter().collect(),
                    all_sharing: self.record.is_none(),
                    on: self.on,
                    how: self.how,
                    reason: self.reason.trim().to_owned(),
                    author: author(desk, writer)?,
                    signed_at: pen.now,
                };
                taken.check(pen.today).map_err(Failure::from)?;
                let id = sign(pen, desk, member, (ConsentWithdrawn::KIND, &taken))?;
                first.get_or_insert(id);
            }
            Ok(first.ok_or(Failure::NotHere)?)
        })?;
        Ok(MadeOne { id: id.to_string() })
    }
}

/// Each record of a person.
fn homes(reader: &Reader<'_>, member: MemberId) -> Result<Vec<MemberId>, StoreError> {
    let streams = book::streams_of(reader, member)?.into_iter();
    let parsed = streams.filter_map(|stream| stream.parse::<StreamId>().ok()?.member());
    Ok(parsed.collect())
}

/// Signs a record about a member, in her stream.
pub(super) fn sign<T: Serialize>(
    pen: &Pen<'_>,
    desk: &Desk<'_>,
    member: MemberId,
    (kind, body): (&'static str, &T),
) -> Result<RecordId, DeskError> {
    let about = About {
        stream: &StreamId::Member(member),
        kind,
        id: member.0,
    };
    Ok(pen.sign(&about, body, desk.key())?)
}
