//! Every record that was opened, for whoever watches; and what is to be thought of one.

use ambient::Ambient;
use care::{EntityId, Glass, GlassVerdict, GlassWeighed, Member, StaffId};
use sync::Ledger as _;
use sync::glass::{GLASSES_MAX, GlassLine, Glasses, WeighGlass};
use sync::wire::RefusedCode;

use super::{Kept, change, kept, locked};
use crate::audit::Names;
use crate::ledger::{LedgerError, Tx, params};

/// Those that nobody has weighed first, then the newest.
pub(crate) fn list(tx: &Tx<'_>) -> Result<Glasses, LedgerError> {
    let params = params! { ":most": GLASSES_MAX };
    let ids = tx.all(include_str!("newest.sql"), params, |row| {
        row.get::<String>(0)
    })?;
    let names = Names::of(tx)?;
    let mut glasses = Vec::new();
    for id in ids {
        let id: EntityId = id.parse().or(Err(LedgerError::Malformed))?;
        if let Some(kept) = kept(tx, id)? {
            glasses.push(line(tx, &names, kept)?);
        }
    }
    Ok(Glasses { glasses })
}

fn line(tx: &Tx<'_>, names: &Names, kept: Kept) -> Result<GlassLine, LedgerError> {
    let Kept { id, member, glass } = kept;
    let whose = tx.thing::<Member>(member.into())?;
    let over = glass.is_over(tx.now()).then_some(glass.until);
    let by = glass.weighed.as_ref().map(|weighed| names.who(weighed.by));
    Ok(GlassLine {
        glass: id,
        member,
        whose: whose.map(|whose| whose.names.whole()).unwrap_or_default(),
        who: names.who(glass.staff),
        staff: glass.staff,
        computer: names.computer(glass.device),
        reason: glass.reason,
        words: glass.words,
        at: glass.at,
        until: glass.until,
        ended: glass.ended.or(over),
        weighed: glass.weighed,
        by: by.unwrap_or_default(),
    })
}

/// Somebody says what is to be thought of one. It is said once; what was not justified ends at once.
pub(super) fn weigh(
    tx: &mut Tx<'_>,
    by: StaffId,
    said: &WeighGlass,
    ambient: &Ambient,
) -> Result<Result<care::MemberId, RefusedCode>, LedgerError> {
    let role = tx.role_of(by)?;
    let Some(kept) = locked(tx, said.glass)? else {
        return Ok(Err(RefusedCode::BadRequest));
    };
    if !role.is_some_and(|role| kept.glass.may_be_weighed_by(by, role)) {
        return Ok(Err(RefusedCode::NotAllowed));
    }
    if kept.glass.weighed.is_some() {
        return Ok(Err(RefusedCode::NotSo));
    }
    let weighed = GlassWeighed {
        verdict: said.verdict,
        by,
        at: tx.now(),
        words: said.words.trim().to_owned(),
    };
    if weighed.check().is_err() {
        return Ok(Err(RefusedCode::BadRequest));
    }
    let ends_now = said.verdict == GlassVerdict::NotJustified;
    let after = Glass {
        weighed: Some(weighed),
        ended: kept.glass.ended.or(ends_now.then_some(tx.now())),
        ..kept.glass.clone()
    };
    change(tx, &kept, &after, ambient)?;
    Ok(Ok(kept.member))
}
