//! Whether every entry is what it was when it was written, and where it was.

use std::collections::BTreeMap;

use sync::audit::{AuditEntry, Covers, Joint, Reached, audit_hash};
use sync::proof::public_key;
use sync::{Hash, Ledger as _};

use super::{CLINIC, Columns, hash_of, place, seal};
use crate::devices;
use crate::incidents;
use crate::ledger::{LedgerError, Row, Tx};

/// What is wrong with an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChainFault {
    /// It does not have its hash, or what stands beside it to look it up is not what it says.
    Changed,
    /// It says that its place is another one.
    Misplaced,
    /// The entries from this place on are not there.
    Missing,
    /// How far the device's chain came, by the clinic's own chain, is not what is there, or not what the device signed. Of an
    /// incident: the clinic's chain does not vouch for the entry.
    NotAsJoined,
    /// The clinic's own chain is not as long as its seal says, or the seal is not the clinic's.
    NotAsSealed,
}

impl ChainFault {
    /// Its word.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::Misplaced => "misplaced",
            Self::Missing => "missing",
            Self::NotAsJoined => "not_as_joined",
            Self::NotAsSealed => "not_as_sealed",
        }
    }
}

/// Where something is wrong.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct AuditFault {
    /// `clinic`, the device, or the incident.
    pub chain: String,
    /// Which of its chains.
    pub run: u32,
    /// The place.
    pub seq: u64,
    /// What.
    pub fault: ChainFault,
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditVerdict {
    /// Entries that were looked at.
    pub entries: usize,
    /// Chains, the clinic's own with them.
    pub chains: usize,
    /// Lives of the ledger that began after the first; a restore is no fault.
    pub segments: usize,
    /// Entries that say that something was missing or that there were two histories, when it was joined.
    pub named: usize,
    /// What is wrong now.
    pub faults: Vec<AuditFault>,
}

/// Goes through every entry of every chain.
pub(super) fn verify(tx: &Tx<'_>) -> Result<AuditVerdict, LedgerError> {
    let mut walk = Walk::default();
    // The clinic's own first: it says what the others are to be.
    for of_clinic in [true, false] {
        tx.each(include_str!("whole.sql"), &[], |row| {
            let link = Link::read(row)?;
            if (link.chain == CLINIC) == of_clinic {
                walk.meets(&link);
            }
            Ok(())
        })?;
        if of_clinic {
            walk.is_sealed(tx)?;
        }
    }
    walk.ends(tx)
}

/// One entry as it stands in the ledger.
struct Link {
    chain: String,
    run: u32,
    seq: u64,
    at: i64,
    columns: Columns,
    body: String,
    hash: Hash,
}

impl Link {
    fn read(row: &Row<'_>) -> Result<Self, LedgerError> {
        Ok(Self {
            chain: row.get(0)?,
            run: row.get(1)?,
            seq: place(row.get(2)?)?,
            at: row.get(3)?,
            columns: Columns {
                actor: row.get(4)?,
                action: row.get(5)?,
                member: row.get(6)?,
            },
            body: row.get(7)?,
            hash: hash_of(&row.get::<String>(8)?)?,
        })
    }
}

#[derive(Default)]
struct Walk {
    verdict: AuditVerdict,
    /// The chain that is walked, and the hashes of it so far, of all its runs.
    chain: String,
    run: u32,
    last: u64,
    hashes: BTreeMap<u64, Hash>,
    /// What the clinic's chain says of each device's.
    joints: BTreeMap<(String, u32), Vec<Joint>>,
    /// How far each was found to come.
    ends: BTreeMap<(String, u32), u64>,
    /// What the clinic's chain vouches for that stands in the register of incidents.
    covers: BTreeMap<(String, u32), Hash>,
}

impl Walk {
    fn meets(&mut self, link: &Link) {
        self.verdict.entries = self.verdict.entries.saturating_add(1);
        self.turns_to(link);
        let gap = self
            .joints_of(link)
            .any(|joint| joint.gap && joint.from == link.seq);
        let next = self.last.saturating_add(1);
        let before = link.seq.saturating_sub(1);
        let known = match before {
            0 => Some(Hash::ZERO),
            _ => self.hashes.get(&before).copied(),
        };
        let is_first = self.last == 0 && 0 < link.run;
        if link.seq != next && !gap && !(is_first && known.is_some()) {
            self.blame(&link.chain, link.run, next, ChainFault::Missing);
        }
        self.looks_into(link, if gap { None } else { known });
        self.last = link.seq;
        self.ends.insert((link.chain.clone(), link.run), link.seq);
        self.joins(link);
        self.hashes.insert(link.seq, link.hash);
    }

    fn turns_to(&mut self, link: &Link) {
        if self.verdict.chains == 0 || self.chain != link.chain {
            self.verdict.chains = self.verdict.chains.saturating_add(1);
            self.chain.clone_from(&link.chain);
            self.hashes.clear();
            (self.run, self.last) = (link.run, 0);
        }
        if self.run != link.run {
            (self.run, self.last) = (link.run, 0);
        }
    }

    fn looks_into(&mut self, link: &Link, before: Option<Hash>) {
        let entry = serde_json::from_str::<AuditEntry>(&link.body);
        let says_another_place = entry.as_ref().is_ok_and(|entry| entry.seq != link.seq);
        let has_its_hash = before.is_none_or(|before| audit_hash(before, &link.body) == link.hash);
        let is_beside_itself = entry.is_ok_and(|entry| {
            let said = Columns::of(&entry);
            // The device may say it was somebody else; the clinic knows whose it is.
            entry.at == link.at
                && said.action == link.columns.action
                && said.member == link.columns.member
                && said.actor.is_empty() == link.columns.actor.is_empty()
        });
        if says_another_place {
            self.blame(&link.chain, link.run, link.seq, ChainFault::Misplaced);
        } else if !has_its_hash || !is_beside_itself {
            self.blame(&link.chain, link.run, link.seq, ChainFault::Changed);
        }
    }

    /// What the clinic's own chain says of others.
    fn joins(&mut self, link: &Link) {
        if link.chain != CLINIC {
            return;
        }
        let Ok(entry) = serde_json::from_str::<AuditEntry>(&link.body) else {
            return;
        };
        let is = |action: care::AuditAction| entry.action == action.code();
        let named = is(care::AuditAction::AuditGap) || is(care::AuditAction::AuditFork);
        self.verdict.named = self.verdict.named.saturating_add(usize::from(named));
        let begins = usize::from(entry.segment.is_some());
        self.verdict.segments = self.verdict.segments.saturating_add(begins);
        if let (Some(covers), Some(incident)) = (&entry.covers, &entry.id) {
            let place = (incident.clone(), covers.seq);
            self.covers.insert(place, covers.hash);
        }
        if let (Some(joint), Some(device)) = (entry.join, entry.device) {
            let key = (device.to_string(), joint.run);
            self.joints.entry(key).or_default().push(joint);
        }
    }

    fn joints_of(&self, link: &Link) -> impl Iterator<Item = &Joint> {
        let joints = self.joints.get(&(link.chain.clone(), link.run));
        joints.into_iter().flatten()
    }

    fn blame(&mut self, chain: &str, run: u32, seq: u64, fault: ChainFault) {
        let fault = AuditFault {
            chain: chain.to_owned(),
            run,
            seq,
            fault,
        };
        self.verdict.faults.push(fault);
    }

    /// The clinic's chain is as long as its seal says.
    fn is_sealed(&mut self, tx: &Tx<'_>) -> Result<(), LedgerError> {
        let sealed = tx.one(include_str!("sealed_head.sql"), &[], |row| {
            let hash: String = row.get(1)?;
            Ok((place(row.get(0)?)?, hash, row.get::<String>(2)?))
        })?;
        let end = self.ends.get(&(CLINIC.to_owned(), 0)).copied().unwrap_or(0);
        let Some((size, hash, code)) = sealed else {
            if 0 < end {
                self.blame(CLINIC, 0, end, ChainFault::NotAsSealed);
            }
            return Ok(());
        };
        let hash = hash_of(&hash)?;
        let is_whole = size == end && self.hashes.get(&end) == Some(&hash);
        if !is_whole || tx.code(&seal(size, hash))? != code {
            let seq = size.min(end).saturating_add(1);
            self.blame(CLINIC, 0, seq, ChainFault::NotAsSealed);
        }
        Ok(())
    }

    /// Every entry of the register of incidents is what the clinic's chain says, and none is missing or more.
    fn is_vouched_for(&mut self, tx: &Tx<'_>) -> Result<(), LedgerError> {
        let mut covers = std::mem::take(&mut self.covers);
        for (incident, seq, text) in incidents::texts(tx)? {
            let stands = Covers::of(seq, &text).hash;
            let fault = match covers.remove(&(incident.clone(), seq)) {
                Some(hash) if hash == stands => continue,
                Some(_) => ChainFault::Changed,
                None => ChainFault::NotAsJoined,
            };
            self.blame(&incident, 0, u64::from(seq), fault);
        }
        for ((incident, seq), _) in covers {
            self.blame(&incident, 0, u64::from(seq), ChainFault::Missing);
        }
        Ok(())
    }

    /// Every device's chain is what its device signed, and comes as far as the clinic's says.
    fn ends(mut self, tx: &Tx<'_>) -> Result<AuditVerdict, LedgerError> {
        let joints = std::mem::take(&mut self.joints);
        let known = devices::all(tx)?;
        for ((chain, run), joints) in &joints {
            let device = known.iter().find(|device| device.id.to_string() == *chain);
            for joint in joints {
                let stands = super::joining::hash_at(tx, chain, *run, joint.through)?;
                let is_signed = device.is_some_and(|device| {
                    let reached = Reached {
                        device: device.id,
                        run: *run,
                        through: joint.through,
                        head: joint.head,
                    };
                    public_key(&device.public_key)
                        .is_ok_and(|key| reached.check(&key, &joint.proof).is_ok())
                });
                if stands != Some(joint.head) || !is_signed {
                    self.blame(chain, *run, joint.through, ChainFault::NotAsJoined);
                }
            }
        }
        let ends = std::mem::take(&mut self.ends);
        for ((chain, run), end) in ends {
            let joined = joints.get(&(chain.clone(), run)).into_iter().flatten();
            let joined = joined.map(|joint| joint.through).max();
            if chain != CLINIC && joined != Some(end) {
                let seq = joined.unwrap_or(0).min(end).saturating_add(1);
                self.blame(&chain, run, seq, ChainFault::NotAsJoined);
            }
        }
        self.is_vouched_for(tx)?;
        self.verdict.faults.sort();
        self.verdict.faults.dedup();
        Ok(self.verdict)
    }
}
