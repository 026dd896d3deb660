//! The demo clinic: its data, its server, and the codes it hands out.
//!
//! All profiles on this computer meet at one clinic. A second `cargo xtask run` finds the server of the first running
//! and uses it.

use std::fs::{File, TryLockError};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::time::Duration;

use serde_json::Value;
use xtask::process::{Started, into_log};
use xtask::trouble::{Done, Trouble};

use super::demo;
use crate::project::{logs, read, root, tool};
use crate::setup::binaries::{self, Seat};

const READY_WITHIN: Duration = Duration::from_secs(60);

/// A running clinic server, ours or that of another `cargo xtask run`.
#[derive(Debug)]
pub(crate) struct Clinic {
    address: SocketAddr,
    _server: Option<(Started, File)>,
}

/// What a care manager gets from her clinic to enrol a computer.
#[derive(Debug)]
pub(crate) struct Invitation {
    pub(crate) name: String,
    pub(crate) code: String,
    pub(crate) fingerprint: String,
}

impl Clinic {
    /// Starts the server, with a demo clinic behind it when it is new. Says what it found.
    pub(crate) fn start(seat: Seat, listen: SocketAddr) -> Done<(Self, String)> {
        let data = data();
        std::fs::create_dir_all(&data).map_err(|error| unusable(&error))?;
        let lock =
            File::create(demo::dir().join("clinic.lock")).map_err(|error| unusable(&error))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Self::join(),
            Err(TryLockError::Error(error)) => return Err(unusable(&error)),
        }
        // Asked before the server is, so that the answer is a sentence.
        drop(TcpListener::bind(listen).map_err(|error| taken(listen, &error))?);
        let mark = demo::dir().join("clinic.ready");
        if !mark.is_file() {
            println!("    reading the records of a dozen synthetic people");
            let fixtures = root().join("tests/fixtures/synthea-r4");
            read(
                "The demo clinic",
                command(seat).arg("demo").arg("--fixtures").arg(fixtures),
                "",
            )?;
            std::fs::write(mark, "").map_err(|error| unusable(&error))?;
        }
        let mut serve = command(seat);
        serve.args(["serve", "--listen", &listen.to_string()]);
        let log = logs().join("clinic.log");
        into_log(&mut serve, &log)?;
        let mut server = Started::start("The clinic's server", &mut serve)?;
        server
            .ready_when(READY_WITHIN, || TcpStream::connect(listen).is_ok())
            .map_err(|trouble| Trouble::new(trouble.what, format!("read {}", log.display())))?;
        std::fs::write(demo::dir().join("clinic.address"), listen.to_string())
            .map_err(|error| unusable(&error))?;
        let note = format!("serves {} from {}", url(listen), data.display());
        Ok((
            Self {
                address: listen,
                _server: Some((server, lock)),
            },
            note,
        ))
    }

    /// Where it is.
    pub(crate) fn url(&self) -> String {
        url(self.address)
    }

    /// A one-time code for a care manager of the demo.
    pub(crate) fn invite(seat: Seat, person: &str) -> Done<Invitation> {
        let printed = read(
            "The clinic's invitation",
            command(seat).args(["invite", "--json", "--staff", person]),
            "",
        )?;
        let invitation: Option<Value> = serde_json::from_str(&printed).ok();
        let text = |key: &str| -> Option<String> {
            Some(invitation.as_ref()?.get(key)?.as_str()?.to_owned())
        };
        match (text("name"), text("code"), text("fingerprint")) {
            (Some(name), Some(code), Some(fingerprint)) => Ok(Invitation {
                name,
                code,
                fingerprint,
            }),
            _ => Err(Trouble::new(
                "The clinic's invitation could not be read.",
                format!("remove {} to begin the demo again", demo::dir().display()),
            )),
        }
    }

    fn join() -> Done<(Self, String)> {
        let address = std::fs::read_to_string(demo::dir().join("clinic.address")).ok();
        let address = address.and_then(|text| text.parse::<SocketAddr>().ok());
        match address.filter(|address| TcpStream::connect(address).is_ok()) {
            Some(address) => {
                let note = format!(
                    "already serves {} for another cargo xtask run, and stops with that",
                    url(address)
                );
                Ok((
                    Self {
                        address,
                        _server: None,
                    },
                    note,
                ))
            }
            None => Err(Trouble::new(
                "Another cargo xtask run is starting or stopping the demo's clinic.",
                "wait until it has, then start again",
            )),
        }
    }
}

fn command(seat: Seat) -> std::process::Command {
    let mut clinic = tool(binaries::path(seat, "satchel-clinic"));
    clinic.arg("--data").arg(data());
    clinic
}

fn data() -> PathBuf {
    demo::dir().join("clinic")
}

fn url(address: SocketAddr) -> String {
    format!("https://{address}")
}

fn taken(listen: SocketAddr, error: &std::io::Error) -> Trouble {
    let fix = format!(
        "end the program that uses port {}, or name another: cargo xtask run --listen 127.0.0.1:PORT",
        listen.port()
    );
    match error.kind() {
        std::io::ErrorKind::AddrInUse => {
            Trouble::new(format!("{listen} is in use by another program."), fix)
        }
        _ => Trouble::new(format!("Nothing can listen on {listen} ({error})."), fix),
    }
}

fn unusable(error: &std::io::Error) -> Trouble {
    Trouble::new(
        format!(
            "The demo's folder {} cannot be used ({error}).",
            demo::dir().display()
        ),
        "make it writable for you, or remove it to begin again",
    )
}
