//! Debian packages: asked for in one look, installed only when missing.

use std::process::{Command, Stdio};

use xtask::trouble::{Done, Trouble};

use crate::project::{Output, finish, tool};

/// To build Satchel and to open its window, with or without a desktop.
pub(crate) const TO_RUN: &[&str] = &[
    "build-essential",
    "ca-certificates",
    "dbus-daemon",
    "dbus-x11",
    "gnome-keyring",
    "libglib2.0-bin",
    "librsvg2-dev",
    "libssl-dev",
    "libwebkit2gtk-4.1-dev",
    "pkg-config",
    "webkit2gtk-driver",
    "xvfb",
];

/// More, for the journeys, and for the ledger in PostgreSQL: the tests start one of their own.
pub(crate) const TO_TEST: &[&str] = &["chromium", "postgresql"];

/// Installs what is missing of the lists; says what it did.
pub(crate) fn install(lists: &[&[&str]]) -> Done<String> {
    let wanted: Vec<&str> = lists.concat();
    let Some(missing) = missing(&wanted) else {
        return Ok(String::from(
            "not a Debian system: taking for granted that everything is there",
        ));
    };
    if missing.is_empty() {
        return Ok(String::from("all there"));
    }
    println!("    missing: {}", missing.join(" "));
    let by_hand = format!(
        "run as root: apt-get update && apt-get install {}",
        missing.join(" ")
    );
    apt("apt-get update", &["update"], &by_hand)?;
    let mut words = vec!["install", "-y", "--no-install-recommends"];
    words.extend(&missing);
    apt("apt-get install", &words, &by_hand)?;
    Ok(format!("{} installed", missing.len()))
}

/// The packages that are not installed; nothing at all where there is no `dpkg-query`.
fn missing<'names>(wanted: &[&'names str]) -> Option<Vec<&'names str>> {
    let mut query = Command::new("dpkg-query");
    query
        .args(["-W", "-f=${Package} ${db:Status-Status}\n"])
        .args(wanted)
        .stderr(Stdio::null());
    let answer = query.output().ok()?;
    let text = String::from_utf8_lossy(&answer.stdout).into_owned();
    let installed: Vec<&str> = text
        .lines()
        .filter_map(|line| line.strip_suffix(" installed"))
        .collect();
    Some(
        wanted
            .iter()
            .copied()
            .filter(|name| !installed.contains(name))
            .collect(),
    )
}

fn apt(name: &str, words: &[&str], by_hand: &str) -> Done {
    if is_root() {
        let mut apt = tool("apt-get");
        return finish(
            name,
            apt.args(words).env("DEBIAN_FRONTEND", "noninteractive"),
            Output::Kept,
        );
    }
    println!("    sudo may ask for your password");
    // In our own process group, or sudo could not ask on this terminal.
    let mut sudo = tool("sudo");
    sudo.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"])
        .args(words)
        .stdout(Stdio::null());
    match sudo.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(Trouble::new(
            format!("{name} failed."),
            format!("see that the network is there, or {by_hand}"),
        )),
        Err(_) => Err(Trouble::new(
            "There is no sudo on this computer, and you are not root.",
            by_hand,
        )),
    }
}

fn is_root() -> bool {
    Command::new("id")
        .arg("-u")
        .output()
        .is_ok_and(|answer| answer.stdout.trim_ascii() == b"0")
}
