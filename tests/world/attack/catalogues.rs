//! The field's lists, as a release carries them.

use std::fs;

use catalog::{Incidents, Outreach, Perinatal, Populations, Rights, Sharing, Wrong, instruments};

use super::Target;
use crate::root;

/// Every list; whichever takes it.
pub(super) struct Catalogues;

/// A refusal says where.
fn is_taken<T>(read: Result<T, Wrong>) -> bool {
    read.map_err(|wrong| assert!(!wrong.to_string().is_empty()))
        .is_ok()
}

impl Target for Catalogues {
    fn good(&self) -> Vec<Vec<u8>> {
        let data = root().join("crates/catalog/data");
        let lists = [
            "incidents",
            "outreach",
            "perinatal",
            "populations",
            "rights",
            "sharing",
        ];
        let lists = lists.iter().map(|name| format!("{name}.toml"));
        let instruments = ["auditc", "phq9", "cssrs_screener", "prapare"];
        let instruments = instruments
            .iter()
            .map(|name| format!("instruments/{name}.toml"));
        lists
            .chain(instruments)
            .map(|name| fs::read(data.join(name)).unwrap())
            .collect()
    }

    fn takes(&mut self, input: &[u8]) -> bool {
        let Ok(text) = std::str::from_utf8(input) else {
            return false;
        };
        let read = [
            is_taken(instruments::read(text)),
            is_taken(Incidents::read(text)),
            is_taken(Outreach::read(text)),
            is_taken(Perinatal::read(text)),
            is_taken(Populations::read(text)),
            is_taken(Rights::read(text)),
            is_taken(Sharing::read(text)),
        ];
        read.contains(&true)
    }
}
