//! Five o'clock in one clinic: fifty laptops at once, each with twenty changes.

use std::sync::Barrier;
use std::thread;

use serde_json::{Value, json};

use crate::caller::settled;
use crate::floor::loopback_bytes;
use crate::house::House;
use crate::laptop::{Laptop, Took};
use crate::stopwatch::{Stopwatch, at_share, rounded};

const LAPTOPS: usize = 50;
const MEMBERS_EACH: usize = 10;
const TASKS_OF_A_MEMBER: usize = 40;
const CHANGED_EACH: usize = 20;

/// The time until the last of them is done, and the share of it each spent sending.
pub(crate) fn measure() -> Value {
    let (house, mut colleagues) = House::with(LAPTOPS, 2);
    let mut laptops: Vec<Laptop> = colleagues
        .iter_mut()
        .enumerate()
        .map(|(at, colleague)| {
            let members = settled(&house, colleague, MEMBERS_EACH, TASKS_OF_A_MEMBER);
            let laptop = Laptop::enrolled(&house.desk(&at.to_string()), &house, colleague);
            laptop.exchanges();
            let each = CHANGED_EACH / MEMBERS_EACH;
            for member in members {
                for task in laptop.tasks(member).iter().take(each) {
                    laptop.changes(member, task, "done and told");
                }
            }
            laptop
        })
        .collect();
    let (pushes_before, bytes_before) = (house.answered("/sync/push"), loopback_bytes());
    let (pulls_before, cpu_before) = (house.answered("/sync/pull"), house.cpu_seconds());
    let ready = Barrier::new(LAPTOPS + 1);
    let (wall, took) = thread::scope(|scope| {
        let exchanges: Vec<_> = laptops
            .iter_mut()
            .map(|laptop| {
                // Moved: a laptop's notices are heard by one thread.
                let ready = &ready;
                scope.spawn(move || {
                    ready.wait();
                    laptop.exchanges()
                })
            })
            .collect();
        ready.wait();
        let watch = Stopwatch::start();
        let took: Vec<Took> = exchanges
            .into_iter()
            .map(|exchange| exchange.join().unwrap())
            .collect();
        (watch.seconds(), took)
    });
    let mut sending: Vec<f64> = took.iter().map(|took| took.sending).collect();
    json!({
        "wall_s": wall, "push_p95_s": at_share(&mut sending, 19, 20),
        "pushes": house.answered("/sync/push") - pushes_before, "pulls": house.answered("/sync/pull") - pulls_before,
        "cpu_s": rounded(house.cpu_seconds() - cpu_before),
        "bytes": loopback_bytes() - bytes_before, "server_rss_mb": house.peak_mb(),
    })
}
