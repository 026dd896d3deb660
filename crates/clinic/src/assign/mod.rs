//! Giving a member to a lead care manager and a team: only then does she reach anybody's device.

use ambient::Ambient;
use care::{
    Act, AdvanceError, Entity as _, EntityId, Episode, LeadEntry, MemberId, Role, StaffId, Stage,
    StageEntry, TeamMember, may,
};
use chrono::NaiveDate;
use serde_json::{Map, Value};
use sync::clinic::group;
use sync::{EntityState, Ledger as _, Seen, StreamId, changed_fields};

use crate::ledger::{LedgerError, Pen, Tx, params};

/// The name by which the administration's operations stand in the history.
const SYSTEM: &str = "administration";
/// The road of an episode, without its ends.
const ROAD: &[Stage] = &[
    Stage::Identified,
    Stage::Assigned,
    Stage::Outreach,
    Stage::Enrolled,
    Stage::Assessed,
    Stage::Planned,
    Stage::Active,
];

/// Who is to work with whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// The member.
    pub member: MemberId,
    /// Who leads from now on.
    pub lead: StaffId,
    /// Who else works with her, besides those who do already.
    pub team: Vec<StaffId>,
    /// How far her episode has come; where absent, one that is only identified becomes assigned.
    pub stage: Option<Stage>,
}

/// Why a member was not given to anybody.
#[derive(Debug, thiserror::Error)]
pub enum AssignError {
    /// No member has this number.
    #[error("no member has this id, CIN or number")]
    NoMember,
    /// Two members have it.
    #[error("two members have this number; give the id")]
    TwoMembers,
    /// This id is nobody's of the staff.
    #[error("nobody of the staff has this id")]
    NoStaff,
    /// Somebody of this role does not lead.
    #[error("a {} does not lead; give a care_manager or a supervisor", role.code())]
    CannotLead {
        /// What they do.
        role: Role,
    },
    /// Her role sees nobody's record.
    #[error("a {} sees no member's record, and is in nobody's team", role.code())]
    CannotJoin {
        /// What she does.
        role: Role,
    },
    /// An episode ends with a reason, and not here.
    #[error("an episode is not ended by assigning it; give a stage up to active")]
    Ends,
    /// It cannot take that step.
    #[error(transparent)]
    Step(#[from] AdvanceError),
    /// Two answers stand side by side, and this would decide between them unseen.
    #[error(
        "two people have answered differently about this episode; that is settled first, on a device"
    )]
    InDispute,
    /// The ledger's fault.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
}

/// The one member with this id, CIN, or number of another system.
pub(crate) fn find(tx: &Tx<'_>, number: &str) -> Result<MemberId, AssignError> {
    let sql = tx.speaks(
        include_str!("by_number.sql"),
        include_str!("by_number.pg.sql"),
    );
    let params = params! { ":number": number.trim() };
    let found = tx.all(sql, params, |row| row.get::<String>(0))?;
    match found.as_slice() {
        [] => Err(AssignError::NoMember),
        [one] => Ok(one.parse().or(Err(LedgerError::Malformed))?),
        [one, another, ..] => {
            let [one, another]: [MemberId; 2] = [
                one.parse().or(Err(LedgerError::Malformed))?,
                another.parse().or(Err(LedgerError::Malformed))?,
            ];
            // Two records of one person are no two members.
            let records = group(tx, one)?;
            let is_one = records.contains(&another);
            let first = records.first().filter(|_| is_one);
            first.copied().ok_or(AssignError::TwoMembers)
        }
    }
}

/// Writes the assignment into her episode, or begins one; gives the stage it then has.
pub(crate) fn assign(
    tx: &mut Tx<'_>,
    asked: &Assignment,
    ambient: &Ambient,
) -> Result<Stage, AssignError> {
    let today = ambient.today();
    let role = role(tx, asked.lead)?;
    if !may(role, Act::Steer) {
        return Err(AssignError::CannotLead { role });
    }
    for one in &asked.team {
        let role = self::role(tx, *one)?;
        if !may(role, Act::Read) {
            return Err(AssignError::CannotJoin { role });
        }
    }
    let stream = StreamId::Member(asked.member);
    tx.lock_streams(std::slice::from_ref(&stream))?;
    if tx.thing::<care::Member>(asked.member.into())?.is_none() {
        return Err(AssignError::NoMember);
    }
    let pen = Pen::new(tx, ambient, SYSTEM)?;
    let (id, before, seen, episode) = match open_episode(tx, &stream)? {
        Some((state, episode)) => (state.id, state.shown(), seen(&state)?, episode),
        None => (
            EntityId(pen.mint()),
            Map::new(),
            Seen::default(),
            Episode::identified(today, None, String::new()),
        ),
    };
    let mut episode = episode.led_by(LeadEntry {
        staff: asked.lead,
        on: today,
        reason: String::new(),
    });
    for staff in &asked.team {
        let role = self::role(tx, *staff)?;
        if *staff != asked.lead && episode.team.iter().all(|one| one.staff != *staff) {
            episode.team.push(TeamMember {
                staff: *staff,
                role,
            });
        }
    }
    let episode = walk(episode, asked.stage, today)?;
    let stage = episode.stage().ok_or(LedgerError::Malformed)?;
    let Value::Object(after) = serde_json::to_value(episode).map_err(LedgerError::from)? else {
        return Err(LedgerError::Malformed.into());
    };
    let fields = changed_fields(&before, &after, &seen);
    if !fields.is_empty() {
        pen.write(tx, stream, (Episode::KIND, id), fields)?;
    }
    Ok(stage)
}

fn role(tx: &Tx<'_>, staff: StaffId) -> Result<Role, AssignError> {
    tx.role_of(staff)?.ok_or(AssignError::NoStaff)
}

/// Her latest episode that is not over.
fn open_episode(
    tx: &Tx<'_>,
    stream: &StreamId,
) -> Result<Option<(EntityState, Episode)>, AssignError> {
    let params = params! { ":stream": stream.to_string() };
    let ids = tx.all(include_str!("episodes.sql"), params, |row| {
        row.get::<String>(0)
    })?;
    for id in ids {
        let id: EntityId = id.parse().or(Err(LedgerError::Malformed))?;
        let (Some(state), Some(episode)) = (tx.entity(id)?, tx.thing::<Episode>(id)?) else {
            continue;
        };
        if !episode.stage().is_some_and(Stage::is_over) {
            return Ok(Some((state, episode)));
        }
    }
    Ok(None)
}

/// The answers an assignment replaces: those that are shown, if there is no other beside them.
fn seen(state: &EntityState) -> Result<Seen, AssignError> {
    if 0 < state.conflicts() {
        return Err(AssignError::InDispute);
    }
    let heads = state.fields.iter();
    let ops = heads.map(|(field, heads)| {
        let ops = heads.iter().map(|head| head.op).collect();
        (field.clone(), ops)
    });
    Ok(Seen(ops.collect()))
}

/// Walks the episode to the stage it is to have, along the arrows there are.
fn walk(
    mut episode: Episode,
    wanted: Option<Stage>,
    today: NaiveDate,
) -> Result<Episode, AssignError> {
    if wanted.is_some_and(Stage::is_over) {
        return Err(AssignError::Ends);
    }
    let wanted = match (wanted, episode.stage()) {
        (Some(wanted), _) => wanted,
        (None, Some(Stage::Identified) | None) => Stage::Assigned,
        (None, Some(_)) => return Ok(episode),
    };
    let begun = episode.stage();
    for stage in ROAD.iter().copied().filter(|stage| *stage <= wanted) {
        if begun.is_none_or(|begun| begun < stage) {
            episode = step(episode, stage, today)?;
        }
    }
    if episode.stage() == Some(wanted) {
        Ok(episode)
    } else {
        // Back is a step that does not exist; the episode itself says so.
        step(episode, wanted, today)
    }
}

fn step(episode: Episode, stage: Stage, on: NaiveDate) -> Result<Episode, AssignError> {
    Ok(episode.advance(StageEntry {
        stage,
        on,
        by: None,
        reason: String::new(),
    })?)
}

#[cfg(test)]
mod tests;
