//! A pregnancy as the screen shows it.

use care::{MemberId, Need, Phase, Standing};
use catalog::Perinatal;
use catalog::perinatal::{FollowUp, Group, Lane, Slot, State};
use chrono::NaiveDate;
use vault::{Reader, StoreError};

use super::super::assessments::Screen;
use super::birth::{Birth, FollowUpDue};
use super::{beside, kin, said};
use crate::book::{self, Held};
use crate::contract::Seen;
use crate::contract::perinatal::{
    BirthsView, DatingView, EndView, GroupView, HelperView, InfantView, Kin, LaneWord, MoodView,
    PhaseWord, PregnancyCourse, SessionView, SlotState, SlotView, SupportView, Weeks,
};

/// What a pregnancy is looked at with.
pub(super) struct Around<'a> {
    pub(super) reader: &'a Reader<'a>,
    pub(super) today: NaiveDate,
    pub(super) moods: Vec<Screen>,
    pub(super) enrolled: Option<NaiveDate>,
    pub(super) member: MemberId,
}

impl Around<'_> {
    pub(super) fn course(&self, birth: &Birth) -> Result<PregnancyCourse, StoreError> {
        let held = &birth.pregnancy;
        let pregnancy = &held.value;
        let phase = pregnancy.phase(self.today);
        let ended = pregnancy.ended();
        let age = pregnancy.age_on(ended.unwrap_or(self.today));
        Ok(PregnancyCourse {
            id: held.id.to_string(),
            seen: book::seen(self.reader, held)?,
            phase: match phase {
                Phase::Before | Phase::Pregnant => PhaseWord::Pregnant,
                Phase::Unwritten => PhaseWord::Unwritten,
                Phase::After => PhaseWord::After,
                Phase::Over => PhaseWord::Over,
            },
            dating: pregnancy.dating.as_ref().map(|dating| DatingView {
                began: dating.begins(),
                due: dating.due,
                method: dating.method,
                lmp: dating.lmp,
            }),
            age: age.map(|age| Weeks {
                weeks: age.weeks,
                days: age.days,
            }),
            trimester: age
                .filter(|_| phase == Phase::Pregnant)
                .map(care::GestationalAge::trimester),
            births: pregnancy.births.as_ref().map(|births| BirthsView {
                gravida: births.gravida,
                para: births.para,
            }),
            babies: pregnancy.babies,
            end: pregnancy.outcome.as_ref().map(|outcome| EndView {
                what: outcome.what,
                on: outcome.on,
                place: outcome.place.clone(),
            }),
            ended_elsewhere: pregnancy.end.filter(|_| pregnancy.outcome.is_none()),
            quiet: birth.loss().is_some(),
            after_until: pregnancy.after_until(),
            source: pregnancy
                .source
                .as_ref()
                .map(|source| source.system.clone())
                .unwrap_or_default(),
            helpers: helpers(pregnancy),
            infants: self.infants(birth)?,
            slots: self.slots(birth)?,
            sessions: self.sessions(birth)?,
            groups: groups(birth),
            moods: birth
                .moods(&self.moods)
                .into_iter()
                .map(mood_view)
                .collect(),
            helped: beside::helped(birth),
            overlaps: beside::overlaps(self.reader, self.member, birth)?,
            supports: self.supports(birth, phase)?,
            two_answers: !held.two_answers().is_empty(),
        })
    }

    fn infants(&self, birth: &Birth) -> Result<Vec<InfantView>, StoreError> {
        let view = |held: &Held<care::Infant>| {
            let infant = &held.value;
            let record = match infant.member {
                Some(member) => Some(kin(self.reader, member)?.unwrap_or_else(|| Kin {
                    member,
                    name: String::new(),
                })),
                None => None,
            };
            Ok(InfantView {
                id: held.id.to_string(),
                order: infant.order,
                name: infant.name.clone(),
                born: infant.born,
                sex: infant.sex,
                stay: infant.stays.is,
                since: infant.stays.since,
                stay_words: infant.stays.words.clone(),
                record,
                two_answers: !held.two_answers().is_empty(),
                seen: book::seen(self.reader, held)?,
            })
        };
        birth.infants.iter().map(view).collect()
    }

    fn slots(&self, birth: &Birth) -> Result<Vec<SlotView>, StoreError> {
        let slots = birth.slots(&self.moods, self.enrolled, self.today);
        let mut views: Vec<SlotView> = slots
            .iter()
            .map(|slot| self.slot(birth, slot))
            .collect::<Result<_, _>>()?;
        for due in birth.follow_ups(&self.moods, self.today) {
            views.push(self.follow_up(birth, &due)?);
        }
        views.sort_by_key(|one| (one.from, one.by));
        Ok(views)
    }

    fn slot(&self, birth: &Birth, slot: &Slot<'_>) -> Result<SlotView, StoreError> {
        let entry = &slot.item.entry;
        let kept = birth.care(&entry.code, &slot.about);
        let bare = SlotView {
            item: entry.code.clone(),
            about: slot.about.clone(),
            label: said(&entry.label),
            lane: lane(slot.item.lane),
            source: entry.source.clone(),
            from: slot.from,
            by: slot.by,
            state: word(slot.state),
            on: day(slot.state),
            place: String::new(),
            words: String::new(),
            presses: slot.presses,
            instrument: slot.item.instruments.first().cloned(),
            two_answers: false,
            seen: Seen::default(),
        };
        self.with_kept(bare, kept)
    }

    fn follow_up(&self, birth: &Birth, due: &FollowUpDue<'_>) -> Result<SlotView, StoreError> {
        let about = due.mood.record.to_string();
        let kept = birth.care(FollowUp::CODE, &about);
        let bare = SlotView {
            item: FollowUp::CODE.to_owned(),
            about,
            label: said(&Perinatal::shipped().follow_up.label),
            lane: LaneWord::Mood,
            source: String::new(),
            from: due.mood.on,
            by: due.by,
            state: word(due.state),
            on: day(due.state),
            place: String::new(),
            words: String::new(),
            presses: due.presses,
            instrument: None,
            two_answers: false,
            seen: Seen::default(),
        };
        self.with_kept(bare, kept)
    }

    /// With what somebody wrote down of it.
    fn with_kept(
        &self,
        bare: SlotView,
        kept: Option<&Held<care::PerinatalCare>>,
    ) -> Result<SlotView, StoreError> {
        let Some(kept) = kept else { return Ok(bare) };
        Ok(SlotView {
            place: kept.value.stands.place.clone(),
            words: kept.value.stands.words.clone(),
            two_answers: !kept.two_answers().is_empty(),
            seen: book::seen(self.reader, kept)?,
            ..bare
        })
    }

    fn sessions(&self, birth: &Birth) -> Result<Vec<SessionView>, StoreError> {
        let list = Perinatal::shipped();
        let mut sessions = Vec::new();
        for held in &birth.cares {
            let care = &held.value;
            let number = care.about.parse().ok();
            let (Some(group), Some(number)) = (list.group(&care.item), number) else {
                continue;
            };
            sessions.push(SessionView {
                group: group.entry.code.clone(),
                number,
                is: care.stands.is,
                on: care.stands.on,
                place: care.stands.place.clone(),
                two_answers: !held.two_answers().is_empty(),
                seen: book::seen(self.reader, held)?,
            });
        }
        sessions.sort_by(|one, other| (&one.group, one.number).cmp(&(&other.group, other.number)));
        Ok(sessions)
    }

    /// What helps most here; suggested where her plan names such a need (R131).
    fn supports(&self, birth: &Birth, phase: Phase) -> Result<Vec<SupportView>, StoreError> {
        if !phase.is_perinatal() {
            return Ok(Vec::new());
        }
        let needs = book::of_member::<Need>(self.reader, self.member)?;
        let has = |domain| {
            let mut all = needs.iter();
            all.any(|need| need.value.domain == domain && need.value.standing == Standing::HasNeed)
        };
        let supports = Perinatal::shipped().supports.iter();
        let view = |support: &catalog::perinatal::Support| SupportView {
            code: support.entry.code.clone(),
            label: said(&support.entry.label),
            source: support.entry.source.clone(),
            suggested: has(support.need),
            asked: birth
                .care(&support.entry.code, "")
                .map(|held| held.value.stands.on),
        };
        Ok(supports.map(view).collect())
    }
}

fn helpers(pregnancy: &care::Pregnancy) -> Vec<HelperView> {
    let helpers = pregnancy.helpers.iter();
    let view = |helper: &care::Helper| HelperView {
        kind: helper.kind,
        name: helper.name.clone(),
        words: helper.words.clone(),
    };
    helpers.map(view).collect()
}

/// The groups of the list; after a loss none in which she would sit among mothers, unless she was there already.
fn groups(birth: &Birth) -> Vec<GroupView> {
    let groups = Perinatal::shipped().groups.iter();
    let was_there = |group: &&Group| {
        let mut all = birth.cares.iter();
        birth.loss().is_none() || all.any(|held| held.value.item == group.entry.code)
    };
    let view = |group: &Group| GroupView {
        code: group.entry.code.clone(),
        label: said(&group.entry.label),
        sessions: group.sessions,
    };
    groups.filter(was_there).map(view).collect()
}

fn mood_view(mood: &Screen) -> MoodView {
    MoodView {
        record: mood.record,
        short: mood.short.clone(),
        on: mood.on,
        value: mood.value,
        positive: mood.positive,
    }
}

const fn lane(lane: Lane) -> LaneWord {
    match lane {
        Lane::Prenatal => LaneWord::Prenatal,
        Lane::Reassessment => LaneWord::Reassessment,
        Lane::Mood => LaneWord::Mood,
        Lane::Mother => LaneWord::Mother,
        Lane::Grief => LaneWord::Grief,
        Lane::Baby => LaneWord::Baby,
    }
}

const fn word(state: State) -> SlotState {
    match state {
        State::Done(_) => SlotState::Done,
        State::Missed(_) => SlotState::Missed,
        State::Declined(_) => SlotState::Declined,
        State::Arranged(_) => SlotState::Arranged,
        State::Ask(_) => SlotState::Ask,
        State::Due => SlotState::Due,
        State::Late => SlotState::Late,
        State::Later => SlotState::Later,
        State::Passed => SlotState::Passed,
    }
}

const fn day(state: State) -> Option<NaiveDate> {
    match state {
        State::Done(on)
        | State::Missed(on)
        | State::Declined(on)
        | State::Arranged(on)
        | State::Ask(on) => Some(on),
        State::Due | State::Late | State::Later | State::Passed => None,
    }
}
