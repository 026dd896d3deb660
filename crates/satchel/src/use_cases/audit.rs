//! Who looked at what: asked of the clinic, which knows whose role may be told, and writes down that she asked.

use std::collections::BTreeSet;

use care::{Act, AuditAction, AuditOutcome, may};
use sync::audit::{AskAudit, AuditPage, AuditRow};
use sync::limits::AUDIT_PAGE_MAX;

use crate::audit;
use crate::contract::Topic;
use crate::contract::audit::{AuditLine, AuditList, AuditStaff, ListAudit};
use crate::contract::failure::Failure;
use crate::core::Core;
use crate::exchange::{Line, Prover, block_on};
use crate::router::Outside;

/// Not at the desk: the clinic is waited for, and the satchel must be able to lock meanwhile.
impl Outside for ListAudit {
    fn carry_out(self, core: &Core) -> Result<(AuditList, BTreeSet<Topic>), Failure> {
        let opened = core.with_open(|open| {
            let entry = audit::entry(&open.me, core.ambient().now(), AuditAction::View);
            let entry = sync::audit::AuditEntry {
                kind: Some("audit".to_owned()),
                member: self.member,
                ..entry
            };
            if !may(open.me.role, Act::Audit) {
                open.trail.looked(entry.refused());
                return Err(Failure::NotAllowed);
            }
            open.trail.looked(entry);
            Ok((open.me.device, open.key.clone(), open.clinic.clone()))
        });
        let (device, key, clinic) = opened.unwrap_or(Err(Failure::Locked))?;
        let line = Line::known(&clinic.url, &clinic.authority)?;
        let prover = Prover {
            device,
            key: &key,
            ambient: core.ambient(),
        };
        let ask = AskAudit {
            actor: self.staff,
            member: self.member,
            action: self.action,
            from: self.from.unwrap_or(i64::MIN),
            until: self.until.unwrap_or(i64::MAX),
            offset: self.page.offset,
            limit: self.page.limit.min(AUDIT_PAGE_MAX),
        };
        let page: AuditPage = block_on(line.post("/sync/audit/read", &ask, Some(&prover)))??;
        // It was locked while the clinic was waited for: what came is shown to nobody.
        if !core.is_open() {
            return Err(Failure::Locked);
        }
        let people = page.people.into_iter().map(|person| AuditStaff {
            staff: person.staff,
            name: person.name,
        });
        let list = AuditList {
            rows: page.rows.into_iter().map(shown).collect(),
            more: page.more,
            people: people.collect(),
        };
        Ok((list, BTreeSet::new()))
    }
}

fn shown(row: AuditRow) -> AuditLine {
    let AuditRow {
        device,
        seq,
        entry,
        who,
        computer,
        whose,
        ..
    } = row;
    let chain = device.map(|device| device.to_string()).unwrap_or_default();
    AuditLine {
        place: format!("{chain}/{seq}/{}", entry.at),
        at: entry.at,
        who,
        computer,
        action: entry.action.parse().ok(),
        kind: entry.kind.unwrap_or_default(),
        member: entry.member,
        name: whose,
        count: entry.count,
        refused: entry.outcome == AuditOutcome::Refused.code(),
    }
}
