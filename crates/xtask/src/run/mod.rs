//! `cargo xtask run`: from a clean clone to Satchel's lock screen.

mod clinic;
mod demo;
mod tour;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use xtask::desktop::Desktop;
use xtask::process::Started;
use xtask::trouble::{Done, Trouble};

use crate::progress::step;
use crate::project::{logs, root};
use crate::setup::binaries::{self, Seat};
use crate::setup::{disk, packages, screen, sources};
use clinic::Clinic;
use demo::Profile;

const LISTEN: &str = "127.0.0.1:8843";
/// The demo's lead care manager.
const PERSON: &str = "Inés Carranza";

/// What was asked for.
#[derive(Debug)]
pub(crate) struct Options {
    profile_dir: Option<PathBuf>,
    listen: SocketAddr,
    screenshots: PathBuf,
    person: String,
}

impl Options {
    /// Reads the words after `run`.
    pub(crate) fn read(words: &[&str]) -> Done<Self> {
        let help = "see cargo xtask --help";
        let (mut profile_dir, mut person, mut listen, mut screenshots) =
            (None, PERSON, LISTEN, root().join("artefacts/tour"));
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let Some(value) = words.next() else {
                return Err(Trouble::new(
                    format!("“{word}” is not an option of run, or misses its value."),
                    help,
                ));
            };
            match *word {
                "--profile-dir" => profile_dir = Some(absolute(value)),
                "--person" => person = value,
                "--listen" => listen = value,
                "--screenshots" => screenshots = absolute(value),
                _ => return Err(Trouble::new(format!("run has no option “{word}”."), help)),
            }
        }
        let listen = listen.parse().map_err(|_| {
            Trouble::new(
                format!("“{listen}” is not an address."),
                format!("write it like {LISTEN}"),
            )
        })?;
        Ok(Self {
            profile_dir,
            listen,
            screenshots,
            person: person.to_owned(),
        })
    }
}

/// Sets everything up and opens Satchel; stays until the window is closed.
pub(crate) fn run(options: &Options) -> Done {
    let seat = if Desktop::session_has_screen() {
        Seat::Person
    } else {
        Seat::Driver
    };
    step("Room on the disk", disk::room)?;
    step("System packages", || packages::install(&[packages::TO_RUN]))?;
    step("Packages of the screen (npm)", screen::packages)?;
    step("The page", screen::build)?;
    step("Satchel and the clinic's server", || {
        let (sources, note) = sources::settle()?;
        let built = binaries::build(seat, &["satchel-app", "satchel-clinic"])?;
        sources.keep()?;
        Ok(format!("{built}; {note}"))
    })?;
    let profile = Profile::of(options.profile_dir.as_deref())?;
    let mut desktop = Desktop::default();
    if seat == Seat::Driver {
        step("A screen in memory (there is no display)", || {
            desktop
                .add_screen(&logs())
                .map(|()| String::from("1366 × 768"))
        })?;
    }
    if !Desktop::session_has_keyring() {
        step(
            "A session bus and a keyring of the demo's own (this session has none)",
            || {
                desktop.add_bus_and_keyring(
                    &profile.keyring_dir(),
                    &profile.keyring_password()?,
                    &logs(),
                )?;
                Ok(format!("kept in {}", profile.keyring_dir().display()))
            },
        )?;
    }
    let mut clinic = None;
    step("The clinic", || {
        let (started, note) = Clinic::start(seat, options.listen)?;
        clinic = Some(started);
        Ok(note)
    })?;
    let Some(clinic) = clinic else { return Ok(()) };
    if !profile.is_enrolled() {
        step("This computer as a care manager's device", || {
            enrol(seat, &options.person, &profile, &clinic, &desktop)
        })?;
    }
    announce(&profile)?;
    match seat {
        Seat::Person => open(&profile, &desktop),
        Seat::Driver => tour::walk(&profile, &desktop, &options.screenshots),
    }
}

fn enrol(
    seat: Seat,
    person: &str,
    profile: &Profile,
    clinic: &Clinic,
    desktop: &Desktop,
) -> Done<String> {
    let invitation = Clinic::invite(seat, person)?;
    let passphrase = demo::passphrase()?;
    let mut app = desktop.command(binaries::path(seat, "satchel-app"));
    app.arg("--profile-dir").arg(profile.dir()).arg("enrol");
    app.args([
        "--clinic",
        &clinic.url(),
        "--fingerprint",
        &invitation.fingerprint,
    ]);
    // Over standard input: arguments show in the list of processes.
    crate::project::read(
        "Enrolment",
        &mut app,
        &format!("{}\n{passphrase}\n", invitation.code),
    )?;
    profile.keep_passphrase(&passphrase)?;
    Ok(format!("enrolled for {}", invitation.name))
}

fn announce(profile: &Profile) -> Done {
    let passphrase = profile.passphrase()?;
    println!("\n  Everything in this demo is synthetic: no person in it exists.");
    println!("  The passphrase that opens it (kept for the demo only): {passphrase}\n");
    Ok(())
}

fn open(profile: &Profile, desktop: &Desktop) -> Done {
    let mut app = desktop.command(binaries::path(Seat::Person, "satchel-app"));
    app.arg("--profile-dir")
        .arg(profile.dir())
        .stdin(Stdio::null());
    println!("• Satchel is open. Close its window, or press Ctrl-C here, to stop everything.");
    let mut app = Started::start("Satchel", &mut app)?;
    match app.wait() {
        Some(status) if status.success() => Ok(()),
        _ => Err(Trouble::new(
            "Satchel ended by itself.",
            "read what it printed above; without a working display, unset DISPLAY and start again for the tour",
        )),
    }
}

fn absolute(path: &str) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| Path::new(path).to_path_buf())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_option_without_its_value_is_refused() {
        assert!(Options::read(&["--listen"]).is_err());
        assert!(Options::read(&["--listen", "nowhere"]).is_err());
        assert!(Options::read(&["--else", "x"]).is_err());
    }

    #[test]
    fn the_clinic_listens_on_loopback_unless_told_otherwise() {
        assert!(Options::read(&[]).unwrap().listen.ip().is_loopback());
    }
}
