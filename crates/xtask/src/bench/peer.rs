//! The peer: `PouchDB` on the device and express-pouchdb at the clinic, installed outside of the checkout.

use std::fs;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::time::Duration;

use serde_json::{Value, json};
use xtask::process::{Started, into_log};
use xtask::trouble::{Done, Trouble};

use crate::project::{Output, corner, finish, logs, read, root, tool};
use crate::setup::stamp;

const FILES: [&str; 5] = [
    "package.json",
    "package-lock.json",
    "server.js",
    "records.js",
    "storm.js",
];
const READY_WITHIN: Duration = Duration::from_secs(60);
/// Devices, what each holds, and what each has changed.
const STORM: [&str; 3] = ["50", "400", "20"];

/// The peer's scripts beside their packages.
#[derive(Debug)]
pub(super) struct Peer {
    folder: PathBuf,
}

impl Peer {
    /// Copies the scripts and installs the packages of the lock file.
    pub(super) fn install() -> Done<Self> {
        eprintln!("• Installing the peer …");
        let (from, folder) = (root().join("tests/bench/peer"), corner().join("bench/peer"));
        fs::create_dir_all(&folder).map_err(|error| unusable(&error))?;
        for file in FILES {
            fs::copy(from.join(file), folder.join(file)).map_err(|error| unusable(&error))?;
        }
        let fingerprint = stamp::of(&[folder.join("package-lock.json")])?;
        let done = folder.join("node_modules/.satchel-stamp");
        if !stamp::says(&done, &fingerprint) {
            let mut npm = tool("npm");
            npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
                .current_dir(&folder);
            finish("npm ci", &npm, Output::Kept)?;
            stamp::set(&done, &fingerprint)?;
        }
        Ok(Self { folder })
    }

    /// Records up and down, a few changed, and nothing to do.
    pub(super) fn records(&self, count: &str, changed: &str) -> Done<Value> {
        let data = self.fresh()?;
        let device = data.join("device");
        fs::create_dir_all(&device).map_err(|error| unusable(&error))?;
        let device = device.to_string_lossy().into_owned();
        self.beside_server(&data, |port| {
            self.script("records.js", &[&device, port, count, changed])
        })
    }

    /// Many devices at once.
    pub(super) fn storm(&self) -> Done<Value> {
        let data = self.fresh()?;
        let [devices, held, changed] = STORM;
        self.beside_server(&data, |port| {
            self.script("storm.js", &[port, devices, held, changed])
        })
    }

    /// An empty folder for one measure.
    fn fresh(&self) -> Done<PathBuf> {
        let data = self.folder.join("data");
        if data.exists() {
            fs::remove_dir_all(&data).map_err(|error| unusable(&error))?;
        }
        fs::create_dir_all(&data).map_err(|error| unusable(&error))?;
        Ok(data)
    }

    /// Does something while a fresh server runs, and adds the most memory that server has had.
    fn beside_server(
        &self,
        data: &std::path::Path,
        work: impl FnOnce(&str) -> Done<Value>,
    ) -> Done<Value> {
        // Bound and let go again: a port that was free a moment ago.
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
            .and_then(|listener| listener.local_addr())
            .map_err(|error| unusable(&error))?
            .port();
        let mut server = tool("node");
        server
            .arg("server.js")
            .arg(data.join("server"))
            .arg(port.to_string())
            .current_dir(&self.folder)
            .env("NODE_ENV", "production");
        into_log(&mut server, &logs().join("peer.log"))?;
        let mut server = Started::start("The peer's server", &mut server)?;
        server.ready_when(READY_WITHIN, || {
            TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok()
        })?;
        let mut measured = work(&port.to_string())?;
        if let Some(figures) = measured.as_object_mut() {
            figures.insert("server_rss_mb".to_owned(), json!(peak_mb(server.id())));
        }
        Ok(measured)
    }

    fn script(&self, name: &str, words: &[&str]) -> Done<Value> {
        let called = format!("peer/{name} {}", words.join(" "));
        eprintln!("• {called} …");
        let mut node = tool("node");
        node.arg(name)
            .args(words)
            .current_dir(&self.folder)
            .env("NODE_ENV", "production");
        let printed = read(&called, &mut node, "")?;
        eprintln!("  {}", printed.trim());
        serde_json::from_str(&printed).map_err(|error| {
            Trouble::new(
                format!("{called} printed something else ({error})."),
                "run it by itself and read what it says",
            )
        })
    }
}

/// The most memory a process has had at once.
fn peak_mb(process: u32) -> Option<f64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: f64 = line.trim().trim_end_matches(" kB").parse().ok()?;
    Some((kilobytes / 102.4).round() / 10.0)
}

fn unusable(error: &std::io::Error) -> Trouble {
    Trouble::new(
        format!("The peer's folder cannot be used ({error})."),
        format!("see that {} is writable", corner().display()),
    )
}
