//! Break-glass on the laptop: asked of the clinic, which decides; shown while it lasts; let go of when it ends.

mod ending;

use std::collections::BTreeSet;

use care::{
    Act, AuditAction, EntityId, Glass, GlassNo, GlassWhom, Refusal, Why, check_glass_words, may,
};
use sync::glass::{AskGlass, GlassAnswer, GlassLine, Glasses, RenewGlass, WeighGlass};

use crate::audit;
use crate::book::{self, People};
use crate::contract::Topic;
use crate::contract::failure::Failure;
use crate::contract::glass as view;
use crate::core::Core;
use crate::desk::Desk;
use crate::exchange::{ask_glass, list_glasses, renew_glass, take_open, weigh_glass};
use crate::router::{AtDesk, Outside};
use crate::session::Me;

pub(crate) use ending::let_go_of_what_is_over;
pub(super) use ending::refuses_guests;

/// What it is called in the chain.
const KIND: &str = "break_glass";

/// Not at the desk: it waits for the network, and the satchel must be able to lock meanwhile.
impl Outside for view::BreakGlass {
    fn carry_out(self, core: &Core) -> Result<(view::GlassOpened, BTreeSet<Topic>), Failure> {
        begins(core, Act::BreakGlass, AuditAction::BreakGlass)?;
        check_glass_words(self.reason, &self.words)?;
        let asked = AskGlass {
            reason: self.reason,
            words: self.words.trim().to_owned(),
            whom: whom(self)?,
        };
        asked.whom.check()?;
        opened(core, ask_glass(core, &asked)?)
    }
}

impl Outside for view::RenewGlass {
    fn carry_out(self, core: &Core) -> Result<(view::GlassOpened, BTreeSet<Topic>), Failure> {
        begins(core, Act::BreakGlass, AuditAction::Edit)?;
        let asked = RenewGlass { glass: self.glass };
        opened(core, renew_glass(core, asked)?)
    }
}

impl Outside for view::ListGlass {
    fn carry_out(self, core: &Core) -> Result<(view::GlassList, BTreeSet<Topic>), Failure> {
        let me = begins(core, Act::Audit, AuditAction::View)?;
        let listed = list_glasses(core)?;
        Ok((shown(core, &me, listed)?, BTreeSet::new()))
    }
}

impl Outside for view::WeighGlass {
    fn carry_out(self, core: &Core) -> Result<(view::GlassList, BTreeSet<Topic>), Failure> {
        let me = begins(core, Act::WeighGlass, AuditAction::Edit)?;
        let words = self.words.trim().to_owned();
        if words.is_empty() {
            return Err(missing("words"));
        }
        let said = WeighGlass {
            glass: self.glass,
            verdict: self.verdict,
            words,
        };
        let listed = weigh_glass(core, &said).map_err(|failure| {
            if failure == Failure::DeviceNotSo {
                Failure::AlreadyDecided
            } else {
                failure
            }
        })?;
        let list = shown(core, &me, listed)?;
        core.touch();
        Ok((list, BTreeSet::from([Topic::Glass])))
    }
}

impl AtDesk for view::ShowGlass {
    const ACT: Act = Act::Read;

    fn carry_out(self, desk: &Desk<'_>) -> Result<view::GlassBand, Failure> {
        let now = desk.believed_now();
        desk.read(|reader| {
            let people = People::read(reader, desk.me().staff)?;
            let all = book::of_member::<Glass>(reader, self.member)?.into_iter();
            let open = all.filter(|held| !held.value.is_over(now)).rev();
            let (mine, others): (Vec<_>, Vec<_>) =
                open.partition(|held| held.value.staff == desk.me().staff);
            let view = |held: book::Held<Glass>| view::OpenGlass {
                glass: EntityId(held.id),
                who: people.person(held.value.staff).name,
                reason: held.value.reason,
                until: held.value.until,
                may_go_on: held.value.renewed(now).is_ok(),
                words: held.value.words,
            };
            Ok(view::GlassBand {
                mine: mine.into_iter().next().map(view),
                others: others.into_iter().map(view).collect(),
            })
        })
    }
}

/// An open satchel that shows what it holds, of somebody whose role may; the clinic asks again. Either way it is an entry.
fn begins(core: &Core, act: Act, action: AuditAction) -> Result<Me, Failure> {
    let open = core.with_open(|open| {
        let entry = sync::audit::AuditEntry {
            kind: Some(KIND.to_owned()),
            ..audit::entry(&open.me, core.ambient().now(), action)
        };
        if !may(open.me.role, act) {
            open.trail.looked(entry.refused());
            return Err(Failure::NotAllowed);
        }
        open.custody().allows(core.ambient()).looking()?;
        open.trail.looked(entry);
        Ok(open.me.clone())
    });
    open.unwrap_or(Err(Failure::Locked))
}

/// Who is meant: by her number if there is one.
fn whom(asked: view::BreakGlass) -> Result<GlassWhom, Failure> {
    if !asked.cin.trim().is_empty() {
        return Ok(GlassWhom::Cin { cin: asked.cin });
    }
    Ok(GlassWhom::Name {
        born: asked.birth_date.ok_or_else(|| missing("birthDate"))?,
        given: asked.given,
        family: asked.family,
    })
}

fn missing(field: &'static str) -> Failure {
    Refusal {
        field,
        why: Why::Missing,
    }
    .into()
}

/// What the clinic answered. What is open comes with the exchange that begins now.
fn opened(
    core: &Core,
    answer: GlassAnswer,
) -> Result<(view::GlassOpened, BTreeSet<Topic>), Failure> {
    core.touch();
    match answer {
        GlassAnswer::Open { member, until, .. } => {
            take_open(core, member)?;
            core.exchange.now();
            let changes = BTreeSet::from([Topic::Members]);
            Ok((view::GlassOpened { member, until }, changes))
        }
        GlassAnswer::No { why } => Err(match why {
            GlassNo::Role => Failure::NotAllowed,
            GlassNo::TooMany => Failure::GlassTooMany,
            GlassNo::Nobody => Failure::GlassNobody,
            GlassNo::Several => Failure::GlassSeveral,
            GlassNo::Hers => Failure::GlassHers,
            GlassNo::EmergencyOnly => Failure::GlassEmergencyOnly,
            GlassNo::Over => Failure::GlassOver,
            GlassNo::Longest => Failure::GlassLongest,
        }),
    }
}

/// What the clinic told; nothing if it was locked while the clinic was waited for.
fn shown(core: &Core, me: &Me, listed: Glasses) -> Result<view::GlassList, Failure> {
    if !core.is_open() {
        return Err(Failure::Locked);
    }
    let glasses = listed.glasses.into_iter().map(|line| row(line, me));
    Ok(view::GlassList {
        glasses: glasses.collect(),
    })
}

fn row(line: GlassLine, me: &Me) -> view::GlassView {
    let may_weigh =
        line.weighed.is_none() && line.staff != me.staff && may(me.role, Act::WeighGlass);
    let by = line.by;
    view::GlassView {
        glass: line.glass,
        member: line.member,
        whose: line.whose,
        who: line.who,
        computer: line.computer,
        reason: line.reason,
        words: line.words,
        at: line.at,
        until: line.until,
        ended: line.ended,
        weighed: line.weighed.map(|weighed| view::GlassWeighed {
            verdict: weighed.verdict,
            by,
            at: weighed.at,
            words: weighed.words,
        }),
        may_weigh,
    }
}
