//! A desktop of our own where the computer offers none: a session bus, an unlocked keyring, a screen.
//!
//! The keyring's files live in a folder the caller names, so that a second start finds the entries of the first.

use std::os::unix::fs::DirBuilderExt as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::process::{Started, into_log};
use crate::trouble::{Done, Trouble};

const SOON: Duration = Duration::from_secs(20);

/// The parts of a desktop that we had to start. They end when this is dropped.
#[derive(Debug, Default)]
pub struct Desktop {
    /// What programs on this desktop must find in their environment.
    pub environment: Vec<(String, String)>,
    parts: Vec<Started>,
}

impl Desktop {
    /// Whether this computer's own session has a bus on which a keyring answers or can be called up.
    pub fn session_has_keyring() -> bool {
        if std::env::var_os("DBUS_SESSION_BUS_ADDRESS").is_none() {
            return false;
        }
        let names = |method: &str| {
            let mut ask = Command::new("gdbus");
            ask.args([
                "call",
                "--session",
                "--timeout",
                "5",
                "--dest",
                "org.freedesktop.DBus",
            ]);
            ask.args(["--object-path", "/org/freedesktop/DBus", "--method"]);
            ask.arg(format!("org.freedesktop.DBus.{method}"))
                .stdin(Stdio::null())
                .output()
        };
        ["ListNames", "ListActivatableNames"]
            .into_iter()
            .any(|method| {
                names(method).is_ok_and(|answer| {
                    String::from_utf8_lossy(&answer.stdout).contains("'org.freedesktop.secrets'")
                })
            })
    }

    /// Whether there is a screen to open a window on.
    pub fn session_has_screen() -> bool {
        ["DISPLAY", "WAYLAND_DISPLAY"]
            .into_iter()
            .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
    }

    /// Starts a screen in memory, 1366 by 768.
    pub fn add_screen(&mut self, logs: &Path) -> Done {
        let mut xvfb = Command::new("Xvfb");
        // The server picks a free number and prints it once it takes connections.
        xvfb.args([
            "-displayfd",
            "1",
            "-screen",
            "0",
            "1366x768x24",
            "-nolisten",
            "tcp",
        ]);
        into_log(&mut xvfb, &logs.join("xvfb.log"))?;
        let (started, lines) =
            Started::start_and_read("the screen in memory (Xvfb)", xvfb.stdout(Stdio::piped()))?;
        let number = lines.recv_timeout(SOON).map_err(|_| {
            Trouble::new(
                "Xvfb did not start.",
                format!("read {}", logs.join("xvfb.log").display()),
            )
        })?;
        self.parts.push(started);
        self.environment
            .push((String::from("DISPLAY"), format!(":{}", number.trim())));
        self.environment
            .push((String::from("GDK_BACKEND"), String::from("x11")));
        Ok(())
    }

    /// Starts a session bus with an unlocked keyring on it, whose files are in `folder`.
    pub fn add_bus_and_keyring(&mut self, folder: &Path, password: &str, logs: &Path) -> Done {
        let mut dir = std::fs::DirBuilder::new();
        dir.recursive(true)
            .mode(0o700)
            .create(folder)
            .map_err(|error| {
                let what = format!("The folder {} cannot be made ({error}).", folder.display());
                Trouble::new(what, "make room or make the folder above it writable")
            })?;
        let mut bus = self.command("dbus-daemon");
        bus.args(["--session", "--nofork", "--nopidfile", "--print-address=1"]);
        into_log(&mut bus, &logs.join("bus.log"))?;
        // Whatever the bus calls up by itself is to use this keyring folder too.
        bus.env("XDG_DATA_HOME", folder).stdout(Stdio::piped());
        let (started, lines) = Started::start_and_read("the private session bus", &mut bus)?;
        let address = lines.recv_timeout(SOON).map_err(|_| {
            Trouble::new(
                "The private session bus did not start.",
                format!("read {}", logs.join("bus.log").display()),
            )
        })?;
        self.environment
            .push((String::from("DBUS_SESSION_BUS_ADDRESS"), address));
        let keyring = self.keyring(folder, password, logs)?;
        self.parts.push(keyring);
        // Last in, first out: the keyring writes its files before its bus goes.
        self.parts.push(started);
        Ok(())
    }

    /// A command on this desktop.
    pub fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        self.furnish(&mut command);
        command
    }

    /// Puts a command on this desktop.
    pub fn furnish(&self, command: &mut Command) {
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
    }

    fn keyring(&self, folder: &Path, password: &str, logs: &Path) -> Done<Started> {
        let secret = folder.join("unlock");
        let refused = |error: std::io::Error| {
            Trouble::new(
                format!("The demo's keyring cannot be unlocked ({error})."),
                format!("make {} writable", folder.display()),
            )
        };
        write_private(&secret, password).map_err(refused)?;
        let mut daemon = self.command("gnome-keyring-daemon");
        daemon.args(["--unlock", "--foreground", "--components=secrets"]);
        daemon
            .arg("--control-directory")
            .arg(folder.join("control"));
        into_log(&mut daemon, &logs.join("keyring.log"))?;
        daemon
            .env("XDG_DATA_HOME", folder)
            .stdin(std::fs::File::open(&secret).map_err(refused)?);
        let mut started = Started::start("the private keyring", &mut daemon)?;
        let answered = {
            let mut wait = self.command("gdbus");
            wait.args([
                "wait",
                "--session",
                "--timeout",
                "20",
                "org.freedesktop.secrets",
            ]);
            wait.stdin(Stdio::null())
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .status()
        };
        started.ready_when(Duration::from_millis(50), || {
            answered
                .as_ref()
                .is_ok_and(std::process::ExitStatus::success)
        })?;
        Ok(started)
    }
}

/// Writes a file that only its owner can read.
pub fn write_private(path: &Path, text: &str) -> std::io::Result<()> {
    use std::io::Write as _;
    use std::os::unix::fs::OpenOptionsExt as _;
    let mut file = std::fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(path)?;
    file.write_all(text.as_bytes())
}
