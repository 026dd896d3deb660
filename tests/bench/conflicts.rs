//! Two laptops answer the same question differently without seeing each other, very often. How many of these does a
//! person see afterwards?

use serde_json::{Value, json};

use crate::caller::settled;
use crate::house::House;
use crate::laptop::Laptop;

const MEMBERS: usize = 400;
const TASKS_OF_A_MEMBER: usize = 6;
/// Entities asked for at once.
const PAGE: usize = 500;

/// How many were made, and how many both laptops show.
pub(crate) fn measure() -> Value {
    let (house, mut colleagues) = House::with(1, 3);
    let colleague = &mut colleagues[0];
    let members = settled(&house, colleague, MEMBERS, TASKS_OF_A_MEMBER);
    let laptops =
        ["one", "other"].map(|name| (name, Laptop::enrolled(&house.desk(name), &house, colleague)));
    for (_, laptop) in &laptops {
        laptop.exchanges();
    }
    for (name, laptop) in &laptops {
        for member in &members {
            for task in laptop.tasks(*member) {
                laptop.changes(*member, &task, &format!("as the {name} laptop says"));
            }
        }
    }
    let [(_, one), (_, other)] = &laptops;
    one.exchanges();
    other.exchanges();
    one.exchanges();
    json!({
        "made": MEMBERS * TASKS_OF_A_MEMBER, "visible": shown(one).min(shown(other)),
        "server_rss_mb": house.peak_mb(),
    })
}

/// The questions that are listed with both answers.
fn shown(laptop: &Laptop) -> usize {
    let mut found = 0;
    for offset in (0..MEMBERS * TASKS_OF_A_MEMBER).step_by(PAGE) {
        let page = json!({ "page": { "offset": offset, "limit": PAGE } });
        let listed = laptop.gets("conflicts.list", page);
        let rows = listed["rows"].as_array().cloned().unwrap_or_default();
        let both = |row: &&Value| row["answers"].as_array().is_some_and(|all| all.len() == 2);
        found += rows.iter().filter(both).count();
    }
    found
}
