//! A PostgreSQL of the tests' own: one cluster for each test program, in memory, gone when the program ends.
//!
//! It never touches a PostgreSQL that is there. Its language orders texts otherwise than their bytes do, as a county's may;
//! it listens on a socket in its folder and, with TLS, on loopback. The clinic's own tests include this file.

use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use postgres::{Client, NoTls};
use tempfile::TempDir;

/// The user of every database.
const USER: &str = "satchel";
/// Waits for the end of whoever started it, then stops the cluster and removes it.
const KEEPER: &str = r#"trap "" INT TERM HUP
while read -r _; do :; done
folder=$1; shift
"$@" >/dev/null 2>&1
rm -rf "$folder""#;

/// A running PostgreSQL.
#[derive(Debug)]
pub struct Cluster {
    folder: PathBuf,
    programs: PathBuf,
    port: u16,
    databases: AtomicUsize,
    // Ends with this program, by the end of its input.
    _keeper: Child,
}

/// The one that most tests share, each with a database of its own.
pub fn cluster() -> &'static Cluster {
    static SHARED: OnceLock<Cluster> = OnceLock::new();
    SHARED.get_or_init(Cluster::start)
}

impl Cluster {
    /// One that a test may stop and break, in memory where that is possible.
    pub fn start() -> Self {
        Self::start_in(Path::new("/dev/shm"))
    }

    /// One in a folder of its own there, where PostgreSQL's user may write.
    pub fn start_in(place: &Path) -> Self {
        let programs = programs().expect(
            "there is no PostgreSQL on this computer: run `apt-get install postgresql` as root, or `cargo xtask test`",
        );
        let folder = room(place);
        let (data, port) = (folder.join("data"), free_port());
        let certificate = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        fs::write(folder.join("ca.pem"), certificate.cert.pem()).unwrap();
        own(&folder);
        runs(
            as_postgres(&programs.join("initdb"))
                .arg("-D")
                .arg(&data)
                .args([
                    "-U",
                    USER,
                    "--auth=trust",
                    "--encoding=UTF8",
                    "--locale=C.UTF-8",
                    "--locale-provider=icu",
                    "--icu-locale=en-US",
                    "--no-sync",
                ]),
        );
        fs::write(data.join("server.crt"), certificate.cert.pem()).unwrap();
        fs::write(
            data.join("server.key"),
            certificate.signing_key.serialize_pem(),
        )
        .unwrap();
        let settings = format!(
            "listen_addresses = '127.0.0.1'\nport = {port}\nunix_socket_directories = '{}'\nssl = on\n\
             shared_buffers = '32MB'\nmax_connections = 60\ndeadlock_timeout = '50ms'\n",
            folder.display()
        );
        fs::write(data.join("postgresql.auto.conf"), settings).unwrap();
        runs(
            Command::new("chmod")
                .arg("600")
                .arg(data.join("server.key")),
        );
        own(&folder);
        let mut stop = as_postgres(&programs.join("pg_ctl"));
        stop.args(["-m", "immediate", "-D"]).arg(&data).arg("stop");
        let keeper = Command::new("sh")
            .args(["-c", KEEPER, "keeper"])
            .arg(&folder)
            .arg(stop.get_program())
            .args(stop.get_args())
            .stdin(Stdio::piped())
            .spawn()
            .unwrap();
        let made = Self {
            folder,
            programs,
            port,
            databases: AtomicUsize::new(0),
            _keeper: keeper,
        };
        made.starts();
        made
    }

    /// A new, empty database, by the socket.
    pub fn database(&self) -> String {
        let name = format!("clinic_{}", self.databases.fetch_add(1, Ordering::Relaxed));
        let mut client = looks_into(&self.url("postgres"));
        client
            .batch_execute(&format!("create database {name}"))
            .unwrap();
        self.url(&name)
    }

    /// A new database with everything in it that is in that one, into which nobody looks meanwhile.
    pub fn copy_of(&self, url: &str) -> String {
        let name = format!("clinic_{}", self.databases.fetch_add(1, Ordering::Relaxed));
        let (_, from) = url.rsplit_once('/').unwrap();
        let mut client = looks_into(&self.url("postgres"));
        client
            .batch_execute(&format!("create database {name} template {from}"))
            .unwrap();
        self.url(&name)
    }

    /// A database goes, whoever is looking into it.
    pub fn drops(&self, url: &str) {
        let (_, name) = url.rsplit_once('/').unwrap();
        let mut client = looks_into(&self.url("postgres"));
        client
            .batch_execute(&format!("drop database {name} with (force)"))
            .unwrap();
    }

    /// Where it writes down what it is about to change: whatever is committed is written there first.
    pub fn log(&self) -> PathBuf {
        self.folder.join("data/pg_wal")
    }

    fn url(&self, database: &str) -> String {
        let socket = self.folder.display().to_string().replace('/', "%2F");
        format!("postgres://{USER}@{socket}:{}/{database}", self.port)
    }

    /// The same database over loopback with TLS, and the certificate that proves it.
    pub fn over_tls(&self, url: &str) -> (String, PathBuf) {
        let (_, database) = url.rsplit_once('/').unwrap();
        let url = format!(
            "postgres://{USER}@localhost:{}/{database}?sslmode=verify-full",
            self.port
        );
        (url, self.folder.join("ca.pem"))
    }

    /// The whole server stops, without a word to anybody.
    pub fn stops(&self) {
        runs(self.control().args(["-m", "immediate", "stop"]));
    }

    /// It starts, and takes calls when this returns.
    pub fn starts(&self) {
        let log = self.folder.join("log");
        runs(self.control().arg("-l").arg(log).args(["-w", "start"]));
    }

    fn control(&self) -> Command {
        let mut control = as_postgres(&self.programs.join("pg_ctl"));
        control.arg("-D").arg(self.folder.join("data"));
        control
    }
}

/// A connection of the test's own to the database of a URL.
pub fn looks_into(url: &str) -> Client {
    Client::connect(url, NoTls).unwrap()
}

/// Ends one of a cluster's processes as a crash does; false if it had ended by itself.
pub fn kills(process: i64) -> bool {
    let mut kill = Command::new("kill");
    kill.args(["-9", &process.to_string()])
        .stderr(Stdio::null());
    kill.status().is_ok_and(|status| status.success())
}

fn runs(command: &mut Command) {
    let log = tempfile::NamedTempFile::new().unwrap();
    let (out, errors) = (log.reopen().unwrap(), log.reopen().unwrap());
    let status = command
        .stdin(Stdio::null())
        .stdout(out)
        .stderr(errors)
        .status();
    let is_done = status.is_ok_and(|status| status.success());
    assert!(
        is_done,
        "{} failed: {}",
        command.get_program().display(),
        fs::read_to_string(log.path()).unwrap_or_default()
    );
}

/// The folder with the server's programs: Debian keeps them out of the path, and what is in it may be another's.
fn programs() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten();
    let debian = versions.filter_map(|version| Some(version.ok()?.path().join("bin")));
    let elsewhere = || {
        let told = Command::new("pg_config").arg("--bindir").output().ok()?;
        Some(PathBuf::from(String::from_utf8(told.stdout).ok()?.trim()))
    };
    let is_whole = |bin: &PathBuf| bin.join("initdb").exists();
    debian
        .filter(is_whole)
        .max()
        .or_else(|| elsewhere().filter(is_whole))
}

/// PostgreSQL does not run as root; its own user is there where it is installed.
fn as_postgres(program: &Path) -> Command {
    if !is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    command
        .args(["--reuid=postgres", "--regid=postgres", "--clear-groups"])
        .arg(program)
        .current_dir("/");
    command
}

fn own(folder: &Path) {
    if is_root() {
        runs(
            Command::new("chown")
                .args(["-R", "postgres:postgres"])
                .arg(folder),
        );
    }
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output();
    id.is_ok_and(|id| id.stdout.trim_ascii() == b"0")
}

fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    listener.local_addr().unwrap().port()
}

/// A folder there, or elsewhere if there is no such place. The keeper removes it.
fn room(place: &Path) -> PathBuf {
    let made = if place.is_dir() {
        TempDir::with_prefix_in("satchel-pg-", place)
    } else {
        TempDir::with_prefix("satchel-pg-")
    };
    let folder = made.unwrap().keep();
    // Its socket is for whoever runs the tests; PostgreSQL's own user makes it.
    runs(Command::new("chmod").arg("755").arg(&folder));
    folder
}
