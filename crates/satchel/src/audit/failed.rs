//! Passphrases that did not open the satchel, kept on the card until it is open: before that there is no chain to write
//! them to.
//!
//! A try is kept before it is made and taken back when the passphrase was right, so that whoever pulls the plug has
//! tried. They leave the card only when they are in the chain; between the two they may come twice, never not at all.

use ambient::Millis;
use care::AuditAction;
use serde::{Deserialize, Serialize};
use sync::audit::AuditEntry;

/// So many are kept with their time; of earlier ones only how many.
const KEPT_MAX: usize = 20;

/// Tries that failed since the satchel was last open.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FailedTries {
    at: Vec<Millis>,
    earlier: u32,
}

impl FailedTries {
    /// One more.
    pub(crate) fn and_one(&self, now: Millis) -> Self {
        let mut more = self.clone();
        if KEPT_MAX <= more.at.len() {
            more.at.remove(0);
            more.earlier = more.earlier.saturating_add(1);
        }
        more.at.push(now);
        more
    }

    /// As entries: nobody is known to have made them.
    pub(crate) fn entries(&self) -> Vec<AuditEntry> {
        let entry = |at: &Millis| AuditEntry {
            kind: Some("satchel".to_owned()),
            ..AuditEntry::new(*at, AuditAction::UnlockFailed).refused()
        };
        let earlier = self.at.first().filter(|_| 0 < self.earlier).map(|at| {
            let count = Some(u64::from(self.earlier));
            AuditEntry { count, ..entry(at) }
        });
        earlier
            .into_iter()
            .chain(self.at.iter().map(entry))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_twenty_have_their_time_and_the_others_are_counted() {
        let tries = (0..25).fold(FailedTries::default(), |tries, at| tries.and_one(at));
        let entries = tries.entries();
        assert_eq!(entries.len(), 21);
        assert_eq!(entries[0].count, Some(5));
        assert_eq!((entries[1].at, entries[20].at), (5, 24));
        assert_eq!(FailedTries::default().entries(), []);
    }
}
