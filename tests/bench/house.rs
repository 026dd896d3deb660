//! The clinic of a measure: the real program in a process of its own, over a folder on the disk.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use ambient::Ambient;
use care::{Names, Role, Staff};
use clinic::{Clinic, DatabaseUrl, Invitation, LedgerPlace, MINUTES_DEFAULT};
use tempfile::TempDir;
use world::postgres::Cluster;
use xtask::process::Started;

const READY_WITHIN: Duration = Duration::from_secs(60);

/// A folder for one measure, on the disk that is measured; gone when it is dropped.
pub(crate) fn scratch() -> TempDir {
    match std::env::var_os("SATCHEL_BENCH_DIR") {
        Some(base) => {
            fs::create_dir_all(&base).unwrap();
            tempfile::tempdir_in(base).unwrap()
        }
        None => tempfile::tempdir().unwrap(),
    }
}

/// A clinic and its running server.
pub(crate) struct House {
    pub(crate) address: String,
    pub(crate) ca_pem: String,
    pub(crate) fingerprint: String,
    server: Started,
    folder: TempDir,
    // Its ledger's, if that is there.
    _cluster: Option<Cluster>,
}

/// One of the staff, and a one-time code for each of her devices.
pub(crate) struct Colleague {
    codes: Vec<String>,
}

impl Colleague {
    /// A code that has not been used yet.
    pub(crate) fn code(&mut self) -> String {
        self.codes.pop().expect("as many codes as were asked for")
    }
}

impl House {
    /// A new clinic with so many care managers, and codes for so many devices of each.
    pub(crate) fn with(people: usize, devices: usize) -> (Self, Vec<Colleague>) {
        Self::over(None, people, devices)
    }

    /// The same with its ledger in a PostgreSQL of its own, on the same computer.
    pub(crate) fn in_postgres(people: usize, devices: usize) -> (Self, Vec<Colleague>) {
        // On the disk, so that its flushes are paid for.
        let cluster = Cluster::start_in(Path::new("/var/tmp"));
        Self::over(Some(cluster), people, devices)
    }

    fn over(cluster: Option<Cluster>, people: usize, devices: usize) -> (Self, Vec<Colleague>) {
        let folder = scratch();
        let data = folder.path().join("clinic");
        let url = cluster.as_ref().map(Cluster::database);
        let place = match &url {
            Some(url) => LedgerPlace::Postgres(DatabaseUrl::read(url).unwrap()),
            None => LedgerPlace::InFolder,
        };
        let clinic = Clinic::open_at(&data, &place, Ambient::system()).unwrap();
        let colleagues = (0..people)
            .map(|at| colleague(&clinic, at, devices))
            .collect();
        let ca_pem = clinic.authority().pem().to_owned();
        let fingerprint = clinic.authority().fingerprint().to_owned();
        drop(clinic);
        let log = File::create(folder.path().join("log")).unwrap();
        let mut command = Command::new(program());
        command
            .arg("--data")
            .arg(&data)
            .args(["serve", "--listen", "127.0.0.1:0"])
            .envs(url.map(|url| ("SATCHEL_DATABASE_URL", url)))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log);
        let (server, lines) = Started::start_and_read("the clinic", &mut command).unwrap();
        let line = lines.recv_timeout(READY_WITHIN).unwrap();
        let address = line.strip_prefix("listening on ").unwrap().to_owned();
        let house = Self {
            address,
            ca_pem,
            fingerprint,
            server,
            folder,
            _cluster: cluster,
        };
        (house, colleagues)
    }

    /// A folder in which a laptop may live.
    pub(crate) fn desk(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The most memory the server has had at once, in megabytes.
    pub(crate) fn peak_mb(&self) -> f64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.server.id())).unwrap();
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix("VmHWM:"))
            .unwrap();
        let kilobytes: f64 = line.trim().trim_end_matches(" kB").parse().unwrap();
        (kilobytes / 102.4).round() / 10.0
    }

    /// Seconds of processor that the server and this program have used, all threads together.
    pub(crate) fn cpu_seconds(&self) -> f64 {
        [self.server.id(), std::process::id()]
            .into_iter()
            .map(cpu_seconds)
            .sum()
    }

    /// How many requests for this path the server has answered.
    pub(crate) fn answered(&self, path: &str) -> usize {
        let log = fs::read_to_string(self.folder.path().join("log")).unwrap();
        let said = format!("path=\"{path}\"");
        log.lines().filter(|line| line.contains(&said)).count()
    }
}

fn colleague(clinic: &Clinic, at: usize, devices: usize) -> Colleague {
    let staff = Staff {
        names: Names {
            given: vec!["Care".to_owned()],
            family: format!("Manager {at}"),
            ..Names::default()
        },
        role: Role::CareManager,
        credentials: String::new(),
    };
    let id = clinic.add_staff(&staff).unwrap();
    let invitation = Invitation {
        staff: id,
        computer: None,
        minutes: MINUTES_DEFAULT,
    };
    let codes = (0..devices)
        .map(|_| clinic.make_code(&invitation).unwrap().to_string())
        .collect();
    Colleague { codes }
}

fn cpu_seconds(process: u32) -> f64 {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap();
    // After the name, which may have anything in it: user and system time are the 12th and 13th.
    let (_, after) = stat.rsplit_once(')').unwrap();
    let ticks: f64 = after
        .split_whitespace()
        .skip(11)
        .take(2)
        .map(|ticks| ticks.parse::<f64>().unwrap())
        .sum();
    // Linux tells every program hundredths of a second.
    ticks / 100.0
}

/// The server's program stands beside this one.
fn program() -> PathBuf {
    let here = std::env::current_exe().unwrap();
    here.with_file_name("satchel-clinic")
}
