//! What the clinic does by itself while it serves: backups, a word when the newest is too old, a shorter feed.

use std::sync::Arc;
use std::time::Duration;

use crate::Clinic;
use crate::sentence::Sentence;

const HOUR: Duration = Duration::from_secs(3_600);
/// In the first hour and after so many, the feed is made shorter.
const HOURS_A_DAY: u32 = 24;

/// Hour after hour. Several servers of one clinic may all do it.
pub(super) async fn chores(clinic: Arc<Clinic>) {
    let mut hour = 0_u32;
    loop {
        let of_now = Arc::clone(&clinic);
        let done = tokio::task::spawn_blocking(move || an_hour(&of_now, hour)).await;
        if let Err(panicked) = done {
            tracing::error!(error = %panicked, "the clinic's chores broke off");
        }
        tokio::time::sleep(HOUR).await;
        hour = if hour == HOURS_A_DAY {
            1
        } else {
            hour.saturating_add(1)
        };
    }
}

fn an_hour(clinic: &Clinic, hour: u32) {
    // Nobody may be asking any more of whose laptop it is still written that she holds it.
    if let Err(error) = clinic.end_glasses() {
        tracing::warn!(error = %Sentence(&error), "records that were opened for a while were not closed");
    }
    if let Some(folder) = clinic.backups_in() {
        match clinic.keep_backups(folder) {
            Ok(None) => {}
            Ok(Some(no)) => tracing::info!(no, "a backup was made and checked"),
            Err(error) => {
                tracing::error!(error = %Sentence(&error), "no backup was made; it is tried again in an hour");
            }
        }
    }
    // Who has just started it may be about to make the first.
    if hour == 0 {
        return;
    }
    match clinic.newest_backup() {
        Ok((Some(age), true)) => {
            let hours = age / 3_600_000;
            tracing::error!(
                hours,
                "the newest backup is older than a day; make one with `backup`, or serve with --backups"
            );
        }
        Ok((None, _)) => {
            tracing::error!("there is no backup; make one with `backup`, or serve with --backups");
        }
        Ok((Some(_), false)) => {}
        Err(error) => tracing::error!(error = %Sentence(&error), "the backups cannot be read"),
    }
    if hour == 1 {
        match clinic.compact() {
            Ok(done) => {
                let (streams, changes) = (done.streams, done.changes);
                tracing::info!(streams, changes, "the feed is shorter");
            }
            Err(error) => {
                tracing::warn!(error = %Sentence(&error), "the feed was not made shorter");
            }
        }
    }
}
