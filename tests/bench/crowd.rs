//! Five o'clock in a large clinic: thousands of devices, all from one address, within minutes.

use std::rc::Rc;
use std::time::Duration;

use care::MemberId;
use reqwest::Client;
use serde_json::{Value, json};
use sync::StreamId;
use sync::wire::{Cursor, Pull, Pulled};
use tokio::task::{JoinSet, LocalSet};

use crate::caller::{Caller, Failed, block_on, line, task};
use crate::floor::loopback_bytes;
use crate::house::{Colleague, House};
use crate::stopwatch::{Stopwatch, at_share};

const OPS_EACH: usize = 60;
/// How many enrol at the same time beforehand.
const ENROL_AT_ONCE: usize = 32;
/// A prime: multiplied by it, consecutive numbers are strewn over the whole time, the same way in every run.
const STREWN: usize = 7_919;

/// Where the clinic has its ledger.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Ledger {
    Sqlite,
    Postgres,
}

impl Ledger {
    /// By its name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        match name {
            "sqlite" => Some(Self::Sqlite),
            "postgres" => Some(Self::Postgres),
            _ => None,
        }
    }
}

/// A device that was enrolled in the morning.
struct Ready {
    caller: Caller,
    member: MemberId,
}

/// How one device fared, in seconds.
struct Fared {
    push: f64,
    whole: f64,
    changes: usize,
}

/// So many devices arrive strewn over so many seconds; each pushes its day and pulls what is new.
pub(crate) fn measure(ledger: Ledger, devices: usize, seconds: usize) -> Value {
    let (house, colleagues) = match ledger {
        Ledger::Sqlite => House::with(devices, 1),
        Ledger::Postgres => House::in_postgres(devices, 1),
    };
    let house = Rc::new(house);
    block_on(LocalSet::new().run_until(async move {
        let ready = enrol(&house, colleagues).await;
        let directory = directory(&house, &ready[0].caller).await.unwrap();
        let (watch, bytes_before) = (Stopwatch::start(), loopback_bytes());
        let mut under_way = JoinSet::new();
        for (at, device) in ready.into_iter().enumerate() {
            let house = Rc::clone(&house);
            let millis = at * STREWN % devices * seconds * 1_000 / devices;
            let arrives = Duration::from_millis(u64::try_from(millis).unwrap());
            under_way.spawn_local(async move {
                tokio::time::sleep(arrives).await;
                exchange(&house, device, directory).await
            });
        }
        let (mut pushes, mut wholes, mut changes) = (Vec::new(), Vec::new(), 0);
        let mut errors: Vec<Failed> = Vec::new();
        while let Some(fared) = under_way.join_next().await {
            match fared.unwrap() {
                Ok(fared) => {
                    pushes.push(fared.push);
                    wholes.push(fared.whole);
                    changes += fared.changes;
                }
                Err(error) => errors.push(error),
            }
        }
        json!({
            "devices": devices, "ops": devices * OPS_EACH, "arriving_within_s": seconds,
            "wall_s": watch.seconds(), "errors": errors.len(), "first_error": errors.first(),
            "push_p50_s": at_share(&mut pushes, 1, 2), "push_p95_s": at_share(&mut pushes, 19, 20),
            "push_worst_s": at_share(&mut pushes, 1, 1),
            "whole_p95_s": at_share(&mut wholes, 19, 20), "changes_pulled": changes,
            "bytes": loopback_bytes() - bytes_before, "server_rss_mb": house.peak_mb(),
        })
    }))
}

/// Everybody enrols and meets one member.
async fn enrol(house: &Rc<House>, colleagues: Vec<Colleague>) -> Vec<Ready> {
    let client = line(house);
    let (mut ready, mut under_way) = (Vec::new(), JoinSet::new());
    for (at, colleague) in colleagues.into_iter().enumerate() {
        if ENROL_AT_ONCE <= under_way.len() {
            ready.extend(under_way.join_next().await.map(Result::unwrap));
        }
        let (client, house) = (client.clone(), Rc::clone(house));
        under_way.spawn_local(begin(client, house, colleague, at));
    }
    ready.extend(under_way.join_all().await);
    ready
}

async fn begin(client: Client, house: Rc<House>, mut colleague: Colleague, at: usize) -> Ready {
    let mut caller = Caller::enrolled(&client, &house, &mut colleague)
        .await
        .unwrap();
    let (op, member) = caller.meets(at);
    caller.sends(&client, &[op]).await.unwrap();
    Ready { caller, member }
}

/// How far the directory has come, which everybody has held since the morning.
async fn directory(house: &House, caller: &Caller) -> Result<u64, Failed> {
    let (client, mut seq) = (line(house), 0);
    loop {
        let pulled = pull(&client, caller, StreamId::Clinic, seq).await?;
        let pages = pulled.pages.iter();
        let mut directory = pages.filter(|page| page.stream == StreamId::Clinic);
        let last = directory.find_map(|page| page.changes.last());
        match last {
            Some(last) => seq = last.seq,
            None => return Ok(seq),
        }
    }
}

/// One device's end of the day, over a connection of its own.
async fn exchange(house: &House, mut device: Ready, directory: u64) -> Result<Fared, Failed> {
    let ops: Vec<String> = (0..OPS_EACH)
        .map(|number| device.caller.adds(device.member, &task(number)))
        .collect();
    let client = line(house);
    let watch = Stopwatch::start();
    device.caller.sends(&client, &ops).await?;
    let push = watch.elapsed().as_secs_f64();
    let pulled = pull(&client, &device.caller, StreamId::Clinic, directory).await?;
    Ok(Fared {
        push,
        whole: watch.elapsed().as_secs_f64(),
        changes: pulled.pages.iter().map(|page| page.changes.len()).sum(),
    })
}

async fn pull(
    client: &Client,
    caller: &Caller,
    stream: StreamId,
    seq: u64,
) -> Result<Pulled, Failed> {
    let question = Pull {
        epoch: caller.epoch.clone(),
        gver: 0,
        last: sync::Place::default(),
        tally: None,
        mark: None,
        snapshots: true,
        whole: true,
        cursors: vec![Cursor { stream, seq }],
        report: None,
        undecided: Vec::new(),
    };
    caller.asks(client, "/sync/pull", &question).await
}
