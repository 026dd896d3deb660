//! The computer goes to sleep, or its screen is locked: real signals on a bus of the test's own.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use satchel::{Desktop, Notice};
use serde_json::json;
use world::{Person, World};
use zbus::blocking::Connection;
use zbus::blocking::connection::Builder;

use super::PATIENCE;

/// A bus that nobody else speaks on.
struct Bus {
    daemon: Child,
    address: String,
}

impl Bus {
    fn start() -> Self {
        let mut daemon = Command::new("dbus-daemon")
            .args(["--session", "--nofork", "--print-address=1"])
            .stdout(Stdio::piped())
            .spawn()
            .expect("a dbus-daemon is installed");
        let mut address = String::new();
        let said = daemon.stdout.take().unwrap();
        BufReader::new(said).read_line(&mut address).unwrap();
        Self {
            daemon,
            address: address.trim().to_owned(),
        }
    }

    fn speaker(&self) -> Connection {
        Builder::address(self.address.as_str())
            .unwrap()
            .build()
            .unwrap()
    }
}

impl Drop for Bus {
    fn drop(&mut self) {
        self.daemon.kill().ok();
        self.daemon.wait().ok();
    }
}

/// Says something, and waits until the satchel has locked because of it.
fn locks_because_of(person: &Person, say: impl FnOnce()) {
    let notices = person.satchel().notices();
    say();
    loop {
        match notices.recv_timeout(PATIENCE).expect("it locks") {
            Notice::Locked { .. } => break,
            Notice::Changed { .. } | Notice::Opened => {}
        }
    }
    let session = person.gets("session.show", json!({}));
    assert_eq!(session["state"], "locked");
    assert_eq!(session["lockedWhy"], "away");
    person.unlocks();
}

#[test]
fn the_satchel_locks_when_the_computer_sleeps_and_when_its_screen_is_locked() {
    let world = World::new();
    let ines = world.satchel("Inés Carranza");
    let (system, session) = (Bus::start(), Bus::start());
    let desktop = Desktop {
        system: system.address.clone(),
        session: session.address.clone(),
    };
    assert_eq!(ines.satchel().follow(&desktop), 2);
    let (login, saver) = (system.speaker(), session.speaker());
    let none: Option<&str> = None;
    let manager = "org.freedesktop.login1.Manager";
    let sleeps = |yes: bool| {
        let path = "/org/freedesktop/login1";
        login
            .emit_signal(none, path, manager, "PrepareForSleep", &yes)
            .unwrap();
    };
    let darkens = |interface: &str, yes: bool| {
        let path = "/org/freedesktop/ScreenSaver";
        saver
            .emit_signal(none, path, interface, "ActiveChanged", &yes)
            .unwrap();
    };
    locks_because_of(&ines, || sleeps(true));
    // That it woke, and that the screen was opened, locks nothing: what comes after does.
    sleeps(false);
    darkens("org.gnome.ScreenSaver", false);
    assert_eq!(ines.gets("session.show", json!({}))["state"], "open");
    for interface in ["org.gnome.ScreenSaver", "org.freedesktop.ScreenSaver"] {
        locks_because_of(&ines, || darkens(interface, true));
    }
    let path = "/org/freedesktop/login1/session/_31";
    let lock = "org.freedesktop.login1.Session";
    locks_because_of(&ines, || {
        login.emit_signal(none, path, lock, "Lock", &()).unwrap();
    });
}

#[test]
fn without_a_desktop_the_satchel_opens_and_locks_as_before() {
    let world = World::new();
    let ines = world.satchel("Inés Carranza");
    let nowhere = "unix:path=/nonexistent/bus".to_owned();
    let desktop = Desktop {
        system: nowhere.clone(),
        session: nowhere,
    };
    assert_eq!(ines.satchel().follow(&desktop), 0);
    ines.locks();
    ines.unlocks();
}
