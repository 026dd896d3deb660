//! `cargo xtask test`: every test there is, with all the set-up they need, and a summary.

use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

use xtask::desktop::Desktop;
use xtask::process;
use xtask::trouble::{Done, Trouble};

use crate::codegen;
use crate::deny;
use crate::progress::{step, took};
use crate::project::{Output, cargo, corner, finish, logs, root, tool};
use crate::setup::binaries::{self, DRIVEN, Seat};
use crate::setup::{disk, packages, screen, sources};
use crate::simulate;
use crate::tidy;
use crate::torture;

/// Sets up, runs everything, and says what passed and what failed.
pub(crate) fn test() -> Done {
    let began = Instant::now();
    step("Room on the disk", disk::room)?;
    step("System packages", || {
        packages::install(&[packages::TO_RUN, packages::TO_TEST])
    })?;
    step("Packages of the screen (npm)", screen::packages)?;
    step("The page", screen::build)?;
    let names = [
        "satchel-app",
        "satchel-clinic",
        "satchel-bridge",
        "satchel-simulate",
        "satchel-torture",
        "contract",
    ];
    let mut sources = None;
    step("What differs from the last build", || {
        let (found, note) = sources::settle()?;
        sources = Some(found);
        Ok(note)
    })?;
    step("The programs under test", || {
        binaries::build(Seat::Driver, &names)
    })?;
    let keyring = corner().join(format!("test-keyring-{}", std::process::id()));
    let mut desktop = Desktop::default();
    step(
        "A desktop for the tests: screen in memory, session bus, keyring",
        || {
            desktop.add_screen(&logs())?;
            desktop.add_bus_and_keyring(&keyring, "the tests' own keyring", &logs())?;
            Ok(String::from("private"))
        },
    )?;
    let results: Vec<(&str, Done, String)> = steps(&desktop)
        .into_iter()
        .map(|(name, work)| {
            println!("\n• {name} …");
            let began = Instant::now();
            let outcome = work();
            if process::is_stopping() {
                // The other thread leaves when everything has ended; what broke off on the way is not a result.
                loop {
                    std::thread::park();
                }
            }
            if let Err(trouble) = &outcome {
                println!("  ✗ {trouble}");
            }
            (name, outcome, took(began))
        })
        .collect();
    drop(desktop);
    if let Some(sources) = sources {
        sources.keep()?;
    }
    // Secrets of made-up people; what cannot be removed is overwritten by the next run's own folder.
    std::fs::remove_dir_all(keyring).ok();
    summary(&results, began)
}

type Work<'desktop> = Box<dyn FnOnce() -> Done + 'desktop>;

/// What is run, in the order in which a failure is cheapest to learn.
fn steps(desktop: &Desktop) -> Vec<(&'static str, Work<'_>)> {
    let lints = [
        "clippy",
        "--workspace",
        "--all-targets",
        "--locked",
        "--features",
        DRIVEN,
        "--",
        "-D",
        "warnings",
    ];
    let rust = [
        "test",
        "--workspace",
        "--no-fail-fast",
        "--locked",
        "--features",
        DRIVEN,
        "--",
        "--skip",
        "window::",
    ];
    let windows = [
        "test",
        "--workspace",
        "--locked",
        "--features",
        DRIVEN,
        "--test",
        "suite",
        "--",
        "window::",
        "--test-threads=1",
    ];
    vec![
        (
            "Formatting",
            Box::new(|| run("cargo fmt", &cargo(&["fmt", "--all", "--check"]))),
        ),
        ("Contract", Box::new(codegen::check)),
        ("Requirements", Box::new(tidy::check)),
        (
            "Lints",
            Box::new(move || run("cargo clippy", &cargo(&lints))),
        ),
        (
            "Licences and sources of what is built in",
            Box::new(deny::in_a_test),
        ),
        (
            "Rust tests",
            Box::new(move || run("cargo test", &on(desktop, cargo(&rust)))),
        ),
        ("Simulation", Box::new(simulate::in_a_test)),
        ("Torture", Box::new(torture::in_a_test)),
        (
            "Screen: types, lints, unit tests",
            Box::new(|| run("npm run check", &npm(&["run", "check"]))),
        ),
        (
            "Journeys in Chromium",
            Box::new(|| run("npm run journeys", &on(desktop, npm(&["run", "journeys"])))),
        ),
        (
            "Real windows",
            Box::new(move || run("the window suite", &on(desktop, cargo(&windows)))),
        ),
    ]
}

fn run(name: &str, command: &Command) -> Done {
    finish(name, command, Output::Shown)
}

fn npm(words: &[&str]) -> Command {
    let mut npm = tool("npm");
    npm.args(words).current_dir(root().join("ui"));
    npm
}

/// The same command on the tests' desktop, knowing where the programs under test are.
fn on(desktop: &Desktop, mut command: Command) -> Command {
    desktop.furnish(&mut command);
    command.env("SATCHEL_TEST_KEYRING", "1");
    for (variable, name) in [
        ("SATCHEL_APP", "satchel-app"),
        ("SATCHEL_CLINIC", "satchel-clinic"),
        ("SATCHEL_BRIDGE", "satchel-bridge"),
    ] {
        command.env(variable, binaries::path(Seat::Driver, name));
    }
    command.env("SATCHEL_ARTEFACTS", artefacts());
    command
}

fn artefacts() -> PathBuf {
    root().join("artefacts")
}

fn summary(results: &[(&str, Done, String)], began: Instant) -> Done {
    println!("\nSummary");
    for (name, outcome, time) in results {
        println!(
            "  {} {name} ({time})",
            if outcome.is_ok() { "✓" } else { "✗" }
        );
    }
    let failed = results
        .iter()
        .filter(|(_, outcome, _)| outcome.is_err())
        .count();
    println!(
        "  {} of {} passed in {}",
        results.len() - failed,
        results.len(),
        took(began)
    );
    if failed == 0 {
        return Ok(());
    }
    Err(Trouble::new(
        format!("{failed} of {} steps failed.", results.len()),
        format!(
            "read what they said above; pictures are in {}, logs in {}",
            artefacts().display(),
            logs().display()
        ),
    ))
}
