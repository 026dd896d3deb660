//! Room for what is built. Every clone leaves its own builds in the shared folder; when the disk gets short, what
//! earlier builds of Satchel itself left is removed. What it is built from stays: that is what takes long.

use xtask::trouble::{Done, Trouble};

use crate::project::{Output, cargo, finish, read, target, tool};

/// Everything that `cargo xtask test` builds takes 6.4 GB (`du -sh` afterwards); a window's tests and a browser want
/// room besides.
const ENOUGH_MB: u64 = 10_000;
/// Of that, what is Satchel's own takes about 1 GB.
const LEAST_MB: u64 = 3_000;

/// Makes room if there is little, and stops before a build that would fill the disk.
pub(crate) fn room() -> Done<String> {
    std::fs::create_dir_all(target()).map_err(|error| {
        Trouble::new(
            format!(
                "The folder {} cannot be made ({error}).",
                target().display()
            ),
            "set CARGO_TARGET_DIR to a folder that can be written",
        )
    })?;
    let before = free_mb()?;
    if before >= ENOUGH_MB {
        return Ok(format!("{before} MB free"));
    }
    finish(
        "cargo clean",
        &cargo(&["clean", "--workspace", "--locked"]),
        Output::Kept,
    )?;
    let after = free_mb()?;
    if after >= LEAST_MB {
        return Ok(format!(
            "{after} MB free, {before} MB before the builds of earlier times were removed"
        ));
    }
    Err(Trouble::new(
        format!(
            "The disk that holds {} has {after} MB free; {LEAST_MB} MB are needed.",
            target().display()
        ),
        "free some room there, or set CARGO_TARGET_DIR to a folder on a larger disk",
    ))
}

/// What is free where everything is built, as `df` tells it, in MB.
fn free_mb() -> Done<u64> {
    let told = read("df", tool("df").args(["-Pk"]).arg(target()), "")?;
    let free_kb = told
        .lines()
        .nth(1)
        .and_then(|line| line.split_whitespace().nth(3))
        .and_then(|kb| kb.parse::<u64>().ok());
    free_kb.map(|kb| kb / 1_000).ok_or_else(|| {
        Trouble::new(
            "df did not say how much of the disk is free.",
            "run df -Pk there and read what it says",
        )
    })
}
