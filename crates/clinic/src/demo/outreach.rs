//! The demo's people who are looked for: who named them, where they were last seen, and what was tried.
//!
//! Nobody of them was imported: each is written down here, as somebody met or named in the field is.

use care::{
    Door, Episode, Home, HomeKind, LeadEntry, Member, MemberId, Names, OfferAnswer, OfferSays,
    OutreachAnswer, PartnerProgramme, Phone, ProgrammeStand, ProgrammeStanding, ReferralIn,
    ReferredFrom, SaidBy, Stage, StageEntry, Voicemail,
};
use serde::Deserialize;

use crate::demo::people::INES;
use crate::demo::script::{Script, Target, id, staff};
use crate::ledger::LedgerError;

/// Somebody to look for.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Sought {
    /// A number of one of the imported people, or a word for somebody who is not.
    pub(super) of: String,
    /// Absent for the imported.
    #[serde(default)]
    who: Option<Who>,
    referral: Referral,
    #[serde(default)]
    offer: Option<Offer>,
    #[serde(default)]
    pub(super) attempts: Vec<Tried>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Who {
    given: String,
    family: String,
    #[serde(default)]
    called: Option<String>,
    #[serde(default)]
    born: Option<chrono::NaiveDate>,
    language: String,
    #[serde(default)]
    phone: String,
    home: HomeKind,
    place: String,
    #[serde(default)]
    say: String,
    #[serde(default)]
    dangers: String,
    stage: Stage,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Referral {
    source: String,
    who: String,
    ago: u64,
    reason: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Offer {
    says: OfferSays,
    ago: u64,
    words: String,
}

/// An attempt of the past.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Tried {
    /// Days before today; one that falls on a weekend is moved to the Friday before.
    pub(super) ago: u64,
    pub(super) time: String,
    pub(super) method: String,
    pub(super) outcome: String,
    pub(super) minutes: u16,
    #[serde(default)]
    pub(super) words: String,
    /// So many days after it she asked to be asked again.
    #[serde(default)]
    pub(super) again: Option<u64>,
}

/// Everybody who is looked for.
pub(super) fn all() -> Result<Vec<Sought>, LedgerError> {
    Ok(serde_json::from_str(include_str!("outreach.json"))?)
}

impl Sought {
    /// Her id; an imported person's is looked up by her number.
    pub(super) fn member(&self, imported: impl Fn(&str) -> Option<MemberId>) -> Option<MemberId> {
        match &self.who {
            Some(_) => Some(MemberId(id(&format!("member/outreach/{}", self.of)))),
            None => imported(&self.of),
        }
    }

    /// Who she is, who named her and what she says.
    pub(super) fn write(&self, script: &mut Script, member: MemberId) {
        let into = Target::Member(member);
        let on = script.days_ago(self.referral.ago);
        if let Some(who) = &self.who {
            script.put(into, &format!("outreach/{}", self.of), &who.member());
            script.put(into, &format!("outreach/{}", self.of), &who.episode(on));
        }
        let referral = ReferralIn {
            from: ReferredFrom {
                source: self.referral.source.clone(),
                who: self.referral.who.clone(),
            },
            on,
            reason: self.referral.reason.clone(),
        };
        script.put(into, &format!("outreach/{}", self.of), &referral);
        if let Some(offer) = &self.offer {
            let answer = OfferAnswer {
                says: offer.says,
                on: script.days_ago(offer.ago),
                said_by: SaidBy::Member,
                words: offer.words.clone(),
            };
            script.put(
                into,
                &format!("outreach/{}", self.of),
                &OutreachAnswer { answer },
            );
        }
    }
}

impl Who {
    fn member(&self) -> Member {
        let line = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let phone = line(&self.phone).map(|number| Phone {
            number,
            used_as: String::new(),
        });
        let door = line(&self.say).map(|say| Door {
            say,
            voicemail: Voicemail::Never,
            dangers: self.dangers.clone(),
        });
        Member {
            names: Names {
                given: self.given.split_whitespace().map(str::to_owned).collect(),
                family: self.family.clone(),
                preferred: self.called.clone(),
                others: Vec::new(),
            },
            birth_date: self.born,
            languages: vec![self.language.clone()],
            phones: phone.into_iter().collect(),
            home: Some(Home {
                kind: self.home,
                words: self.place.clone(),
                since: None,
            }),
            door,
            health_plan: Some("Partnership HealthPlan".to_owned()),
            ..Member::default()
        }
    }

    fn episode(&self, on: chrono::NaiveDate) -> Episode {
        let road = [Stage::Identified, Stage::Assigned, Stage::Outreach];
        let walked = road.into_iter().take_while(|stage| *stage <= self.stage);
        let stages = walked.map(|stage| StageEntry {
            stage,
            on,
            by: (stage != Stage::Identified).then(|| staff(INES)),
            reason: String::new(),
        });
        let lead = LeadEntry {
            staff: staff(INES),
            on,
            reason: String::new(),
        };
        Episode {
            stages: stages.collect(),
            leads: vec![lead],
            ..Episode::default()
        }
    }
}

/// A programme that works with one of the imported people besides us.
pub(super) fn write_programme(script: &mut Script, member: MemberId, short: &str) {
    if short != "16b9a4bc" {
        return;
    }
    let programme = PartnerProgramme {
        programme: "bih".to_owned(),
        stands: ProgrammeStand {
            is: ProgrammeStanding::In,
            on: script.days_ago(42),
            said_by: SaidBy::Member,
            contact: "Christa, Tuesday group, 555-390-1177".to_owned(),
        },
        ecm_provider: false,
        consult: None,
    };
    script.put(Target::Member(member), &format!("{short}/bih"), &programme);
}
