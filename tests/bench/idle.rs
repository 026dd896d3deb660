//! An exchange with nothing to do, by somebody who holds few members and by somebody who holds very many.

use serde_json::{Value, json};

use crate::caller::settled;
use crate::house::House;
use crate::laptop::Laptop;
use crate::stopwatch::median;

const FEW: usize = 40;
const MANY: usize = 4_000;
const TIMES: usize = 15;

/// The time of an exchange with nothing to do, with few and with many members held, in turns.
pub(crate) fn measure() -> Value {
    let (house, mut colleagues) = House::with(2, 2);
    let laptops: Vec<Laptop> = [FEW, MANY]
        .into_iter()
        .zip(&mut colleagues)
        .map(|(members, colleague)| {
            settled(&house, colleague, members, 0);
            Laptop::enrolled(&house.desk(&members.to_string()), &house, colleague)
        })
        .collect();
    // Twice: what the second enrolment wrote into the directory has arrived too, and was said to have.
    for _ in 0..2 {
        for laptop in &laptops {
            laptop.exchanges();
        }
    }
    let mut times = [Vec::new(), Vec::new()];
    for _ in 0..TIMES {
        for (laptop, times) in laptops.iter().zip(&mut times) {
            times.push(laptop.exchanges().whole);
        }
    }
    let [few, many] = &mut times;
    json!({
        "at_40_s": median(few), "at_4000_s": median(many), "server_rss_mb": house.peak_mb(),
    })
}
