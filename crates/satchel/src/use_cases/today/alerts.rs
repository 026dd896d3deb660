//! Answers that spoke of danger, for the supervisor who is asked to look after them.

use std::cmp::Reverse;

use care::TaskId;
use vault::{Reader, StoreError};

use super::Around;
use crate::book;
use crate::contract::today::SafetyAlertView;

impl Around {
    /// What she is asked to look after, also about somebody whose episode is over; the newest first.
    pub(super) fn alerts(&self, reader: &Reader<'_>) -> Result<Vec<SafetyAlertView>, StoreError> {
        let mut alerts = Vec::new();
        for (member, case) in &self.cases {
            for held in &case.tasks {
                let mine = held.value.owner.staff == Some(self.me);
                let Some(alert) = held.value.alert.as_ref().filter(|_| mine) else {
                    continue;
                };
                alerts.push(SafetyAlertView {
                    task: TaskId(held.id),
                    member: *member,
                    name: self.name(*member),
                    short: alert.instrument.clone(),
                    act: alert.act,
                    words: alert.words.clone(),
                    by: self.people.person(alert.by),
                    at: alert.at,
                    seen: book::seen(reader, held)?,
                });
            }
        }
        alerts.sort_by_key(|alert| Reverse((alert.at, alert.task)));
        Ok(alerts)
    }
}
