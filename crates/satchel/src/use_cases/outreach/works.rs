//! What reaches people: her own attempts that count, counted by method, place and part of the day.

use std::collections::BTreeMap;

use care::{Act, MemberId, Place};
use catalog::Outreach;
use catalog::outreach::Named;
use chrono::{Days, NaiveDate};
use vault::{Reader, StoreError, records};

use super::super::due::cases::{self, paged};
use super::enrolled;
use super::kept::{Kept, sorted};
use super::said;
use crate::contract::failure::Failure;
use crate::contract::outreach::{NamedShare, Share, ShowWhatWorks, WhatWorks};
use crate::desk::Desk;
use crate::router::AtDesk;

/// So far back it looks: half a year, in which hours and habits are still the same.
const DAYS: Days = Days::new(182);
const DAY_MILLIS: i64 = 86_400_000;

impl AtDesk for ShowWhatWorks {
    const ACT: Act = Act::ReadNotes;

    fn carry_out(self, desk: &Desk<'_>) -> Result<WhatWorks, Failure> {
        let since = desk.today.checked_sub_days(DAYS).unwrap_or(desk.today);
        let me = desk.me().staff;
        desk.read(|reader| {
            let all = counted(
                reader,
                desk.now.saturating_sub(183 * DAY_MILLIS),
                desk.today,
            )?;
            let own = all.into_iter().filter(|one| one.attempt.author.staff == me);
            let own: Vec<Kept> = own.filter(|one| since <= one.day()).collect();
            Ok(figures(since, &own))
        })
    }
}

/// The attempts signed since an instant that stand, count, and are at the clinic.
fn counted(reader: &Reader<'_>, since: i64, today: NaiveDate) -> Result<Vec<Kept>, StoreError> {
    let cases = cases::everybody(reader, today)?;
    let joined = crate::book::Joined::read(reader)?;
    let enrolled_on = |member: MemberId| {
        let case = cases.get(&joined.person(member));
        case.and_then(|case| enrolled(case.episode.as_ref()))
    };
    let signed = paged(|page| records::signed_since(reader, since, page))?;
    let mut all = sorted(signed);
    all.retain(|one| {
        let counts = one.why_not(enrolled_on(one.attempt.member)).is_none();
        counts && one.stands() && one.is_at_clinic()
    });
    Ok(all)
}

fn figures(since: NaiveDate, own: &[Kept]) -> WhatWorks {
    let list = Outreach::shipped();
    let mut all = Share::default();
    let mut by_method: BTreeMap<&str, Share> = BTreeMap::new();
    let mut by_place: BTreeMap<Place, Share> = BTreeMap::new();
    let mut by_hour: BTreeMap<&str, Share> = BTreeMap::new();
    for one in own {
        let reached = one.reached();
        add(&mut all, reached);
        add(by_method.entry(&one.attempt.method).or_default(), reached);
        let place = list
            .method(&one.attempt.method)
            .and_then(|method| method.place);
        if let Some(place) = place {
            add(by_place.entry(place).or_default(), reached);
        }
        if let Some(hour) = list.hour(one.hour()) {
            add(by_hour.entry(&hour.named.code).or_default(), reached);
        }
    }
    let named = |shares: &BTreeMap<&str, Share>, of: &Named| {
        shares.get(of.code.as_str()).map(|share| NamedShare {
            code: of.code.clone(),
            label: Some(said(&of.label)),
            share: *share,
        })
    };
    let methods = list.methods.iter();
    let hours = list.hours.iter();
    WhatWorks {
        since,
        all,
        by_method: methods
            .filter_map(|one| named(&by_method, &one.named))
            .collect(),
        by_place: by_place
            .into_iter()
            .map(|(place, share)| NamedShare {
                code: place.code().to_owned(),
                label: None,
                share,
            })
            .collect(),
        by_hour: hours
            .filter_map(|one| named(&by_hour, &one.named))
            .collect(),
    }
}

const fn add(share: &mut Share, reached: bool) {
    share.made = share.made.saturating_add(1);
    if reached {
        share.reached = share.reached.saturating_add(1);
    }
}
