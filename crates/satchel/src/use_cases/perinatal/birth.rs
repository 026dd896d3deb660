//! A pregnancy with everything around it, as it is held here; and what of it presses.

use std::collections::{BTreeMap, BTreeSet};

use care::{
    Episode, HelperService, Infant, InfantStay, MemberId, PerinatalCare, Phase, Pregnancy,
    PregnancyEnd, PregnancyEnding, Stage,
};
use catalog::Perinatal;
use catalog::instruments::Said;
use catalog::perinatal::{Asked, Course, FollowUp, Recorded, Slot, State};
use chrono::{Days, NaiveDate};
use uuid::Uuid;
use vault::{Reader, StoreError};

use super::super::assessments::{Screen, moods};
use crate::book::{self, Held};

/// A pregnancy with everything around it.
pub(super) struct Birth {
    pub(super) pregnancy: Held<Pregnancy>,
    pub(super) infants: Vec<Held<Infant>>,
    pub(super) cares: Vec<Held<PerinatalCare>>,
    pub(super) helped: Vec<Held<HelperService>>,
}

/// Something around a birth that somebody has to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::use_cases) struct Pressing {
    /// By when.
    pub(in crate::use_cases) by: NaiveDate,
    /// What it is called.
    pub(in crate::use_cases) label: Said,
    /// Whether two people have answered differently about what this is read from.
    pub(in crate::use_cases) is_asked: bool,
}

/// A follow-up that a screen asks for.
pub(super) struct FollowUpDue<'a> {
    pub(super) mood: &'a Screen,
    pub(super) by: NaiveDate,
    pub(super) state: State,
    pub(super) presses: bool,
}

/// Her pregnancies with everything around them, the newest first.
pub(super) fn births(reader: &Reader<'_>, member: MemberId) -> Result<Vec<Birth>, StoreError> {
    let pregnancies = book::of_member::<Pregnancy>(reader, member)?;
    if pregnancies.is_empty() {
        return Ok(Vec::new());
    }
    let parts = Parts {
        infants: book::of_member(reader, member)?,
        cares: book::of_member(reader, member)?,
        helped: book::of_member(reader, member)?,
    };
    Ok(parts.around(pregnancies))
}

struct Parts {
    infants: Vec<Held<Infant>>,
    cares: Vec<Held<PerinatalCare>>,
    helped: Vec<Held<HelperService>>,
}

impl Parts {
    fn around(self, pregnancies: Vec<Held<Pregnancy>>) -> Vec<Birth> {
        let mut births: BTreeMap<Uuid, Birth> = BTreeMap::new();
        for pregnancy in pregnancies {
            let birth = Birth {
                infants: Vec::new(),
                cares: Vec::new(),
                helped: Vec::new(),
                pregnancy,
            };
            births.insert(birth.pregnancy.id, birth);
        }
        for one in self.infants {
            if let Some(birth) = births.get_mut(&one.value.pregnancy.0) {
                birth.infants.push(one);
            }
        }
        for one in self.cares {
            if let Some(birth) = births.get_mut(&one.value.pregnancy.0) {
                birth.cares.push(one);
            }
        }
        for one in self.helped {
            if let Some(birth) = births.get_mut(&one.value.pregnancy.0) {
                birth.helped.push(one);
            }
        }
        let mut births: Vec<Birth> = births.into_values().collect();
        for birth in &mut births {
            birth.infants.sort_by_key(|held| held.value.order);
        }
        births.sort_by_key(|birth| {
            std::cmp::Reverse((birth.pregnancy.value.began(), birth.pregnancy.id))
        });
        births
    }
}

/// What of hers presses today; nothing unless she is enrolled and her pregnancy, or the year after it, lasts.
pub(in crate::use_cases) fn pressing(
    reader: &Reader<'_>,
    (member, episode): (MemberId, Option<&Held<Episode>>),
    today: NaiveDate,
) -> Result<Vec<Pressing>, StoreError> {
    let Some(enrolled) = episode.and_then(enrolled) else {
        return Ok(Vec::new());
    };
    let births = births(reader, member)?;
    let Some(birth) = births.iter().find(|birth| birth.is_perinatal(today)) else {
        return Ok(Vec::new());
    };
    let is_asked = !birth.pregnancy.two_answers().is_empty();
    if let Some((asks, since)) = birth.asks(enrolled, today) {
        let within = Days::new(asks.within_days.into());
        return Ok(vec![Pressing {
            by: since.checked_add_days(within).unwrap_or(since),
            label: asks.label.clone(),
            is_asked,
        }]);
    }
    let moods = moods(reader, member)?;
    let slots = birth.slots(&moods, Some(enrolled), today).into_iter();
    let mut all: Vec<Pressing> = slots
        .filter(|slot| slot.presses)
        .map(|slot| Pressing {
            by: slot.by,
            label: slot.item.entry.label.clone(),
            is_asked,
        })
        .collect();
    let follow_ups = birth.follow_ups(&moods, today).into_iter();
    all.extend(follow_ups.filter(|due| due.presses).map(|due| Pressing {
        by: due.by,
        label: Perinatal::shipped().follow_up.label.clone(),
        is_asked,
    }));
    all.sort_by_key(|one| one.by);
    Ok(all)
}

/// Those who are pregnant, or were within the last twelve months.
pub(in crate::use_cases) fn within_the_year(
    reader: &Reader<'_>,
    today: NaiveDate,
) -> Result<BTreeSet<MemberId>, StoreError> {
    let all = book::all::<Pregnancy>(reader)?;
    Ok(super::super::caseload::perinatal(&all, today))
}

/// The day she was enrolled, in an episode that is not over.
pub(super) fn enrolled(episode: &Held<Episode>) -> Option<NaiveDate> {
    episode
        .value
        .stage()
        .filter(|stage| Stage::Enrolled <= *stage && !stage.is_over())?;
    let mut stages = episode.value.stages.iter();
    let entry = stages.rfind(|entry| entry.stage == Stage::Enrolled)?;
    Some(entry.on)
}

impl Birth {
    pub(super) fn is_perinatal(&self, today: NaiveDate) -> bool {
        self.phase(today).is_perinatal()
    }

    fn phase(&self, today: NaiveDate) -> Phase {
        self.pregnancy.value.phase(today)
    }

    /// It lasts, and nobody wrote down when it is due: that is asked before anything else.
    pub(super) fn is_undated(&self) -> bool {
        let pregnancy = &self.pregnancy.value;
        pregnancy.dating.is_none() && pregnancy.ended().is_none()
    }

    /// What has to be asked before anything else is due, and since when.
    fn asks(
        &self,
        enrolled: NaiveDate,
        today: NaiveDate,
    ) -> Option<(&'static FollowUp, NaiveDate)> {
        let pregnancy = &self.pregnancy.value;
        let list = Perinatal::shipped();
        match pregnancy.phase(today) {
            Phase::Unwritten => Some((&list.ending, pregnancy.open_until().max(enrolled))),
            Phase::Pregnant if self.is_undated() => {
                Some((&list.dating, pregnancy.began().max(enrolled)))
            }
            Phase::Before | Phase::Pregnant | Phase::After | Phase::Over => None,
        }
    }

    /// How it ended. Where two people say differently, a loss holds until that is settled: a reminder too few does less
    /// harm than a cheerful one.
    pub(super) fn outcome(&self) -> Option<PregnancyEnd> {
        let shown = self.pregnancy.value.outcome.clone()?;
        if !self.pregnancy.is_asked(&["outcome"]) {
            return Some(shown);
        }
        let answers = self.pregnancy.answers::<PregnancyEnd>("outcome");
        let loss = answers.into_iter().find(|answer| answer.what.is_loss());
        Some(loss.unwrap_or(shown))
    }

    /// Whether a baby has died, by anybody's word.
    fn died(infant: &Held<Infant>) -> bool {
        let is = |stays: &care::InfantStand| stays.is == InfantStay::Died;
        is(&infant.value.stays)
            || (infant.is_asked(&["stays"]) && infant.answers("stays").iter().any(is))
    }

    /// The day she lost it, or a baby.
    pub(super) fn loss(&self) -> Option<NaiveDate> {
        let lost = self.outcome().filter(|outcome| outcome.what.is_loss());
        let died = self.infants.iter().filter(|infant| Self::died(infant));
        let of_a_baby = died.map(|infant| infant.value.stays.since).max();
        lost.map(|outcome| outcome.on).max(of_a_baby)
    }

    fn course(&self, enrolled: Option<NaiveDate>) -> Course {
        let pregnancy = &self.pregnancy.value;
        let dating = pregnancy.dating.as_ref();
        let outcome = self.outcome();
        let ends: Option<(Option<PregnancyEnding>, NaiveDate)> = match &outcome {
            Some(outcome) => Some((Some(outcome.what), outcome.on)),
            None => pregnancy.end.map(|end| (None, end)),
        };
        let is_loss = outcome.is_some_and(|outcome| outcome.what.is_loss());
        let living = self.infants.iter();
        let living = living.filter(|infant| !is_loss && !Self::died(infant));
        let known = pregnancy.began();
        Course {
            began: dating.map(care::Dating::begins),
            due: dating.map(|dating| dating.due),
            known: enrolled.map_or(known, |enrolled| enrolled.max(known)),
            end: ends,
            loss: self.loss(),
            babies: living
                .map(|infant| (infant.value.order, infant.value.born))
                .collect(),
        }
    }

    /// Everything on her line, and how it stands today.
    pub(super) fn slots(
        &self,
        moods: &[Screen],
        enrolled: Option<NaiveDate>,
        today: NaiveDate,
    ) -> Vec<Slot<'static>> {
        let recorded: Vec<Recorded> = self
            .cares
            .iter()
            .map(|held| Recorded {
                item: held.value.item.clone(),
                about: held.value.about.clone(),
                is: held.value.stands.is,
                on: held.value.stands.on,
            })
            .collect();
        let asked: Vec<Asked> = moods
            .iter()
            .map(|mood| Asked {
                instrument: mood.instrument.clone(),
                on: mood.on,
            })
            .collect();
        let list = Perinatal::shipped();
        let mut slots = list.schedule(&self.course(enrolled), &recorded, &asked, today);
        // After twelve months the year has passed: what was left undone in it presses nobody. Nor does anything before
        // somebody has said when it is due.
        let is_asked_first = self.is_undated() || self.phase(today) == Phase::Unwritten;
        if is_asked_first || self.phase(today) == Phase::Over {
            for slot in &mut slots {
                slot.presses = false;
            }
        }
        slots
    }

    /// The screens that belong to it: from its beginning to twelve months after.
    pub(super) fn moods<'a>(&self, moods: &'a [Screen]) -> Vec<&'a Screen> {
        let pregnancy = &self.pregnancy.value;
        let from = pregnancy.began();
        let until = pregnancy.after_until().unwrap_or(NaiveDate::MAX);
        let hers = moods.iter();
        hers.filter(|mood| from <= mood.on && mood.on <= until)
            .collect()
    }

    /// What the screens that speak of depression ask for (R224).
    pub(super) fn follow_ups<'a>(
        &self,
        moods: &'a [Screen],
        today: NaiveDate,
    ) -> Vec<FollowUpDue<'a>> {
        let days = Days::new(Perinatal::shipped().follow_up.within_days.into());
        let all = self.moods(moods);
        let last = all.last().map(|mood| mood.record);
        let positive = all.into_iter().filter(|mood| mood.positive);
        let due = positive.filter_map(|mood| {
            let by = mood.on.checked_add_days(days)?;
            let done = self
                .care(FollowUp::CODE, &mood.record.to_string())
                .map(|held| &held.value.stands);
            let state = match done.map(|stands| (stands.is, stands.on)) {
                Some((care::CareStanding::Done, on)) => State::Done(on),
                Some((care::CareStanding::Declined, on)) => State::Declined(on),
                Some((care::CareStanding::Missed, on)) => State::Missed(on),
                Some((care::CareStanding::Arranged, on)) if on < today => State::Ask(on),
                Some((care::CareStanding::Arranged, on)) => State::Arranged(on),
                // To have asked again is to have followed up.
                None if last != Some(mood.record) => State::Passed,
                None if today <= by => State::Due,
                None => State::Late,
            };
            let presses = match state {
                State::Due | State::Late | State::Missed(_) | State::Ask(_) => true,
                State::Done(_)
                | State::Declined(_)
                | State::Arranged(_)
                | State::Later
                | State::Passed => false,
            };
            Some(FollowUpDue {
                mood,
                by,
                state,
                presses,
            })
        });
        due.collect()
    }

    /// What was written down of one thing.
    pub(super) fn care(&self, item: &str, about: &str) -> Option<&Held<PerinatalCare>> {
        let mut all = self.cares.iter();
        all.find(|held| held.value.item == item && held.value.about == about)
    }

    /// The id everybody would give to what belongs to this pregnancy by this name.
    pub(super) fn id_of<T: care::Entity>(&self, name: &str) -> Uuid {
        let whose = self.pregnancy.stream.member();
        let name = format!("{}\0{name}", self.pregnancy.id);
        super::super::eligibility::id_of(
            T::KIND,
            whose.unwrap_or(MemberId(self.pregnancy.id)),
            &name,
        )
    }
}

/// One of her pregnancies by its id.
pub(super) fn birth(
    reader: &Reader<'_>,
    member: MemberId,
    id: &str,
) -> Result<Option<Birth>, StoreError> {
    let mut all = births(reader, member)?.into_iter();
    Ok(all.find(|birth| birth.pregnancy.id.to_string() == id))
}
