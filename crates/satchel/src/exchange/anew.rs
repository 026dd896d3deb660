//! Looking whether this laptop holds what the clinic holds, and fetching anew what it does not.

use std::sync::Weak;

use ambient::Millis;
use sync::Rules;
use sync::device::{self, Renewed};
use sync::snapshot::{Digested, Snapshots};
use sync::wire::RefusedCode;
use vault::{Reader, StoreError, Writer, meta};

use super::journey::{JourneyError, Traveller, transact, with_open};
use super::receiving::receive;
use super::{Ears, LineError, Refusal, Shelf};
use crate::core::Core;

/// When it was last looked, on this laptop's clock, in `meta`.
const COMPARED_AT: &str = "compared_at";
/// Stands there when something came that cannot be right: it is looked at once.
const SUSPICIOUS: &str = "suspicious";
/// So long it is not looked again without a reason: a week.
const COMPARE_EVERY_MILLIS: Millis = 7 * 24 * 3_600_000;

/// Whether it is time to look. The clock decides nothing else, and one that was turned back only brings it forward.
fn is_due(now: Millis, last: Millis) -> bool {
    now < last || COMPARE_EVERY_MILLIS <= now.saturating_sub(last)
}

fn is_due_now(reader: &Reader<'_>, now: Millis) -> Result<bool, StoreError> {
    let last = meta::get(reader, COMPARED_AT)?;
    Ok(last.is_some_and(|last| last.parse().map_or(true, |last| is_due(now, last))))
}

/// Something came that cannot be right.
pub(super) fn suspect(writer: &Writer<'_>) -> Result<(), StoreError> {
    meta::put(writer, COMPARED_AT, SUSPICIOUS)
}

/// After everything has come: looks once a week, and after something was wrong, whether what is held is what the clinic
/// holds; what is not is fetched anew. A laptop that has only just received everything looks in a week.
pub(super) async fn compare(
    core: &Weak<Core>,
    ears: &Ears,
    traveller: &Traveller,
) -> Result<(), JourneyError> {
    let now = traveller.ambient.now();
    let asks = with_open(core, |core, open| {
        transact(core, open, |writer| {
            if meta::get(writer, COMPARED_AT)?.is_none() {
                meta::put(writer, COMPARED_AT, &now.to_string())?;
            }
            if !is_due_now(writer, now)? {
                return Ok(Vec::new());
            }
            device::digests(&Shelf::new(writer, core.ambient()), Rules::SOUND)
        })
    })?;
    let is_looked = !asks.is_empty();
    for ask in asks {
        let answer: Result<Digested, LineError> = traveller.post("/sync/digests", &ask).await;
        let digested = match answer {
            Err(error) if is_unknown(error) => break,
            answer => answer?,
        };
        let taken = with_open(core, |core, open| {
            transact(core, open, |writer| {
                device::digested(&mut Shelf::new(writer, core.ambient()), &digested)
            })
        })?;
        if !taken {
            return Err(JourneyError::AnotherLife);
        }
        tracing::info!(
            streams = ask.digests.len(),
            differ = digested.differ.len(),
            "compared with the clinic"
        );
    }
    if is_looked {
        receive(core, ears, traveller).await?;
        with_open(core, |core, open| {
            transact(core, open, |writer| {
                meta::put(writer, COMPARED_AT, &now.to_string())
            })
        })?;
    }
    Ok(())
}

/// Whether the clinic is an older one, which does not know the question.
const fn is_unknown(error: LineError) -> bool {
    matches!(
        error,
        LineError::Refused(Refusal {
            code: RefusedCode::BadRequest,
            ..
        })
    )
}

/// Fetches what is to be fetched anew, the most wanted first, from where it was left; gives how many changes the feed
/// need not bring any more, or nothing if there was nothing to fetch.
pub(super) async fn fetch(
    core: &Weak<Core>,
    traveller: &Traveller,
) -> Result<Option<u64>, JourneyError> {
    let mut changes = None;
    loop {
        let wanted = with_open(core, |core, open| {
            transact(core, open, |writer| {
                device::wanted(&Shelf::new(writer, core.ambient()))
            })
        })?;
        let Some(wanted) = wanted else {
            return Ok(changes);
        };
        let answer: Result<Snapshots, LineError> = traveller.post("/sync/snapshot", &wanted).await;
        let snapshots = match answer {
            // An older clinic has taken the place of the one that said so.
            Err(error) if is_unknown(error) => return Ok(changes),
            answer => answer?,
        };
        let fetched = with_open(core, |core, open| {
            transact(core, open, |writer| {
                let shelf = &mut Shelf::new(writer, core.ambient());
                let fetched = device::fetched(shelf, &snapshots, Rules::SOUND)?;
                if fetched.renewed.iter().any(|one| !one.damaged.is_empty()) {
                    suspect(writer)?;
                }
                Ok(fetched)
            })
        })?;
        if fetched.other_life {
            return Err(JourneyError::AnotherLife);
        }
        for renewed in &fetched.renewed {
            tell(renewed);
            changes = Some(changes.unwrap_or(0_u64).saturating_add(renewed.changes));
        }
        if fetched.pages == 0 {
            if fetched.late || !snapshots.withheld.is_empty() {
                // What this laptop may hold has changed: the next pull says how.
                return Ok(changes);
            }
            // Asking at once again would change nothing.
            return Err(LineError::Fault.into());
        }
    }
}

/// What differed is written down, without a word of what it says.
fn tell(renewed: &Renewed) {
    let Renewed {
        stream,
        suspect,
        came,
        changed,
        went,
        records,
        alone,
        damaged,
        ..
    } = renewed;
    if !damaged.is_empty() {
        tracing::warn!(%stream, ?damaged, "records came that are not what was signed, and were left out");
    }
    if *suspect {
        tracing::warn!(%stream, ?came, ?changed, ?went, ?records, ?alone, "a stream differed and was fetched anew");
    } else {
        let (came, changed, went, records) = (came.len(), changed.len(), went.len(), records.len());
        tracing::info!(%stream, came, changed, went, records, "a stream was fetched anew");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_looked_once_a_week_and_when_the_clock_was_turned_back() {
        let last = 1_000;
        assert!(!is_due(last, last));
        assert!(!is_due(last + COMPARE_EVERY_MILLIS - 1, last));
        assert!(is_due(last + COMPARE_EVERY_MILLIS, last));
        assert!(is_due(last - 1, last));
    }
}
