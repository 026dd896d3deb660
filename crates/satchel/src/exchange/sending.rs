//! Everything out: push after push, until nothing waits.
//!
//! While the clinic works on one push this laptop writes down its answers to the one before, and makes the next one
//! ready. Sent is only ever one.

use std::sync::Weak;

use sync::device::{self, Batch};
use sync::wire::{Pulled, Push, Pushed, RefusedCode};
use sync::{Op, Rules};
use vault::{outbox, receipts};

use super::journey::{JourneyError, Traveller, UnderWay, transact, with_open};
use super::parking::{failed_alone, may_be_what_was_sent};
use super::{Ears, Letter, LineError, Refusal, Shelf};
use crate::contract::sync::SyncNow;
use crate::core::Core;

const PATH: &str = "/sync/push";

/// Everything out; what does not get through alone is handed over for a person to look at.
pub(super) async fn send_all(
    core: &Weak<Core>,
    ears: &Ears,
    traveller: &Traveller,
) -> Result<(), JourneyError> {
    loop {
        match send(core, ears, traveller).await {
            Err(JourneyError::Alone(text, error)) => {
                hand_over(core, traveller, &text, error).await?;
            }
            sent => return sent,
        }
    }
}

/// A push and its request.
struct Ready {
    push: Push,
    request: Letter,
}

/// A push whose answer is on its way.
struct Sent {
    push: Push,
    answer: UnderWay<Pushed>,
}

/// The work leaves the laptop first.
async fn send(core: &Weak<Core>, ears: &Ears, traveller: &Traveller) -> Result<(), JourneyError> {
    let sent = |ready: Ready| Sent {
        answer: traveller.begins(ready.request),
        push: ready.push,
    };
    let mut done = 0_u32;
    let mut under_way = None;
    loop {
        let now = match under_way.take() {
            Some(sent) => sent,
            None => match make_ready(core, ears, traveller, (None, done))? {
                Some(ready) => sent(ready),
                None => return Ok(()),
            },
        };
        let next = make_ready(core, ears, traveller, (Some(&now.push), done))?;
        match now.answer.answer().await {
            Ok(pushed) => {
                if is_plain(&now.push, &pushed) {
                    under_way = next.map(sent);
                }
                let answers = take_answers(core, &pushed)?;
                done = done.saturating_add(u32::try_from(answers).unwrap_or(u32::MAX));
                ears.batch.set(ears.batch.get().grown(ears.most.get()));
            }
            Err(error) if may_be_what_was_sent(error) => match now.push.ops.as_slice() {
                [alone] => return Err(JourneyError::Alone(alone.clone(), error)),
                several => {
                    let half = sent_as(several).half();
                    ears.batch.set(half);
                    if is_too_large(error) {
                        ears.most.set(half);
                    }
                }
            },
            Err(error) => {
                // A line that breaks off may bear less at once; the next journey sends so much.
                ears.batch.set(sent_as(&now.push.ops).half());
                return Err(error.into());
            }
        }
    }
}

/// How much a push was.
fn sent_as(ops: &[String]) -> Batch {
    Batch {
        ops: ops.len(),
        bytes: ops.iter().map(String::len).sum(),
    }
}

/// Whether the clinic takes less at once.
const fn is_too_large(error: LineError) -> bool {
    matches!(
        error,
        LineError::Refused(Refusal {
            code: RefusedCode::TooLarge,
            ..
        })
    )
}

/// Whether every operation was answered in the life it was sent to: what was made ready to follow may then follow.
fn is_plain(push: &Push, pushed: &Pushed) -> bool {
    pushed.re == push.epoch
        && pushed.epoch == push.epoch
        && pushed.fork.is_none()
        && pushed.answers.len() == push.ops.len()
}

/// The next push, or the one after a push that is under way.
fn make_ready(
    core: &Weak<Core>,
    ears: &Ears,
    traveller: &Traveller,
    (ahead, done): (Option<&Push>, u32),
) -> Result<Option<Ready>, JourneyError> {
    let push = with_open(core, |core, open| {
        transact(core, open, |writer| {
            // By the writer, whose pages are still deciphered.
            let of = outbox::summary(writer)?.count;
            if 0 < of {
                ears.set(core, |standing| {
                    standing.now = SyncNow::Sending {
                        done,
                        of: of.saturating_add(done),
                    }
                });
            }
            let shelf = &mut Shelf::new(writer, core.ambient());
            let waiting = usize::try_from(of).unwrap_or(usize::MAX);
            let batch = ears.batch.get().part_of(waiting);
            device::push_behind(shelf, ahead, batch, Rules::SOUND)
        })
    })?;
    let ready = |push: Push| {
        let request = traveller.request(PATH, &push)?;
        Ok(Ready { push, request })
    };
    push.map(ready).transpose()
}

/// An operation failed alone. If the clinic answers something else, it counts against the operation; once too often,
/// and it is handed over whole.
async fn hand_over(
    core: &Weak<Core>,
    traveller: &Traveller,
    text: &str,
    error: LineError,
) -> Result<(), JourneyError> {
    let pull = with_open(core, |core, open| {
        transact(core, open, |writer| {
            device::pull(&Shelf::new(writer, core.ambient()))
        })
    })?;
    // Only asked for: what arrives before the work has left is not taken.
    let Pulled { .. } = traveller.post("/sync/pull", &pull).await?;
    let park = with_open(core, |core, open| {
        transact(core, open, |writer| {
            let failing = serde_json::from_str::<Op>(text).map(|op| op.id);
            match failing {
                Ok(op) if failed_alone(writer, op)? => {
                    device::park(&mut Shelf::new(writer, core.ambient()))
                }
                Ok(_) | Err(_) => Ok(None),
            }
        })
    })?;
    let Some(park) = park else {
        return Err(error.into());
    };
    let parked: Pushed = traveller.post("/sync/park", &park).await?;
    take_answers(core, &parked).map(drop)
}

/// Takes the clinic's answers to what was sent; gives how many there were.
fn take_answers(core: &Weak<Core>, pushed: &Pushed) -> Result<usize, JourneyError> {
    let answered = with_open(core, |core, open| {
        transact(core, open, |writer| {
            let shelf = &mut Shelf::new(writer, core.ambient());
            let answered = device::pushed(shelf, pushed, Rules::SOUND)?;
            receipts::trim(writer)?;
            Ok(answered)
        })
    })?;
    if answered.other_life {
        return Err(JourneyError::AnotherLife);
    }
    if answered.answers == 0 && !answered.reincarnated {
        // Nothing was said about what was sent; asking at once again would change nothing.
        return Err(LineError::Fault.into());
    }
    Ok(answered.answers)
}

#[cfg(test)]
mod tests {
    use super::*;
    use care::OpId;
    use sync::wire::{OpAnswer, OpResult};
    use uuid::Uuid;

    /// A push of two, and the clinic's word on both.
    fn exchanged() -> (Push, Pushed) {
        let answer = |n| OpAnswer {
            op: OpId(Uuid::from_u128(n)),
            result: OpResult::Applied { seq: 1 },
            received_at: 1,
        };
        let push = Push {
            epoch: "one".to_owned(),
            tally: None,
            ops: vec!["a".to_owned(), "b".to_owned()],
        };
        let pushed = Pushed {
            re: "one".to_owned(),
            epoch: "one".to_owned(),
            answers: vec![answer(1), answer(2)],
            tally: None,
            era: 0,
            fork: None,
        };
        (push, pushed)
    }

    #[test]
    fn what_was_made_ready_follows_only_a_push_that_was_answered_whole_and_in_its_life() {
        let (push, plain) = exchanged();
        assert!(is_plain(&push, &plain));
        let not_plain: [fn(&mut Pushed); 4] = [
            |pushed| pushed.fork = Some(3),
            |pushed| pushed.epoch = "restored".to_owned(),
            |pushed| pushed.re = "restored".to_owned(),
            |pushed| pushed.answers.truncate(1),
        ];
        for change in not_plain {
            let mut pushed = plain.clone();
            change(&mut pushed);
            assert!(!is_plain(&push, &pushed), "{pushed:?}");
        }
    }
}
