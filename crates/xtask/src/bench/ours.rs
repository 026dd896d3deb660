//! Our side: the programs built as they ship, and one measure after the other.

use std::path::PathBuf;

use serde_json::Value;
use xtask::trouble::{Done, Trouble};

use crate::project::{Output, cargo, corner, finish, read, target, tool};

/// The profile that is measured: `release`, without the link-time optimisation that takes minutes.
const PROFILE: &str = "measured";

/// The built programs.
#[derive(Debug)]
pub(super) struct Ours {
    program: PathBuf,
}

impl Ours {
    pub(super) fn build() -> Done<Self> {
        eprintln!("• Building what is measured (profile {PROFILE}) …");
        let words = [
            "build",
            "--profile",
            PROFILE,
            "--locked",
            "--package",
            "satchel-tests",
            "--package",
            "clinic",
            "--bin",
            "satchel-bench",
            "--bin",
            "satchel-clinic",
        ];
        finish("cargo build", &cargo(&words), Output::Kept)?;
        Ok(Self {
            program: target().join(PROFILE).join("satchel-bench"),
        })
    }

    /// One measure; what it found.
    pub(super) fn measure(&self, words: &[&str]) -> Done<Value> {
        let name = format!("satchel-bench {}", words.join(" "));
        eprintln!("• {name} …");
        let mut program = tool(&self.program);
        program
            .args(words)
            .env("SATCHEL_BENCH_DIR", corner().join("bench/scratch"));
        let printed = read(&name, &mut program, "")?;
        eprintln!("  {}", printed.trim());
        serde_json::from_str(&printed).map_err(|error| {
            Trouble::new(
                format!("{name} printed something else ({error})."),
                "run it by itself and read what it says",
            )
        })
    }
}
