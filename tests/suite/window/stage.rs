//! The stage: a clinic's server as a process, a network that can be cut, and people with their windows.

use std::fs;
use std::io::Write as _;
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;
use vault::{OsKeyring, Passphrase, Vault};
use world::{Network, PASSPHRASE, Weather, root};
use xtask::desktop::Desktop;
use xtask::process::{Started, into_log};
use xtask::webdriver::{Driver, Window, free_port};
use xtask::words::Words;

/// The rest of the store's key is the salt, which lies in the open at the file's beginning.
const CIPHER_KEY_BYTES: usize = 32;
/// Where programs keep things that are nobody's data.
const HOME: [(&str, &str); 6] = [
    ("HOME", "home"),
    ("TMPDIR", "home/tmp"),
    ("XDG_CACHE_HOME", "home/.cache"),
    ("XDG_CONFIG_HOME", "home/.config"),
    ("XDG_DATA_HOME", "home/.local/share"),
    ("XDG_STATE_HOME", "home/.local/state"),
];
const READY_WITHIN: Duration = Duration::from_secs(60);

/// Everything one test needs, in folders of its own; all of it ends with the test.
pub(super) struct Stage {
    name: &'static str,
    desktop: Desktop,
    folder: TempDir,
    clinic: Option<Started>,
    address: SocketAddr,
    network: Network,
    /// What the screen says, in English.
    pub(super) words: Words,
}

/// One care-team member and her Satchel.
pub(super) struct Person {
    /// Her name, as the clinic writes it.
    pub(super) name: &'static str,
    /// What opens her Satchel.
    pub(super) passphrase: &'static str,
    profile: PathBuf,
}

impl Person {
    /// Where her satchel lies.
    pub(super) fn profile(&self) -> &Path {
        &self.profile
    }

    /// The cipher's key of her store, as it would be asked for by somebody who has everything.
    pub(super) fn store_key(&self) -> Vec<u8> {
        let vaults = fs::read_dir(self.profile.join("profiles")).unwrap();
        let vault = vaults.map_while(Result::ok).next().unwrap();
        let passphrase = Passphrase::typed(self.passphrase);
        let vault = Vault::open(&vault.path(), &passphrase, &OsKeyring).unwrap();
        vault.lend_key(|key| key[..CIPHER_KEY_BYTES].to_vec())
    }
}

impl Stage {
    /// A demo clinic whose server is up, and a network between it and everybody.
    pub(super) fn set(name: &'static str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let address = SocketAddr::from(([127, 0, 0, 1], free_port().unwrap()));
        let network = Network::to(address).unwrap();
        let mut stage = Self {
            name,
            desktop: desktop(folder.path()),
            folder,
            clinic: None,
            address,
            network,
            words: Words::read(&root(), "en").unwrap(),
        };
        let fixtures = root().join("tests/fixtures/synthea-r4");
        let made = stage
            .clinic_command()
            .arg("demo")
            .arg("--fixtures")
            .arg(fixtures)
            .output()
            .unwrap();
        assert!(
            made.status.success(),
            "{}",
            String::from_utf8_lossy(&made.stderr)
        );
        stage.the_clinic_starts();
        stage
    }

    /// The same, with a home and temporary folders of its own: what a program leaves anywhere in them is found.
    pub(super) fn set_at_home(name: &'static str) -> Self {
        let mut stage = Self::set(name);
        for (variable, folder) in HOME {
            let folder = stage.folder.path().join(folder);
            fs::create_dir_all(&folder).unwrap();
            let folder = folder.display().to_string();
            stage
                .desktop
                .environment
                .push((variable.to_owned(), folder));
        }
        stage
    }

    /// Starts the clinic's server.
    fn the_clinic_starts(&mut self) {
        let address = self.address;
        let mut serve = self.clinic_command();
        serve.args(["serve", "--listen", &address.to_string()]);
        into_log(&mut serve, &self.artefact("clinic.log")).unwrap();
        let mut server = Started::start("the clinic's server", &mut serve).unwrap();
        server
            .ready_when(READY_WITHIN, || TcpStream::connect(address).is_ok())
            .unwrap();
        self.clinic = Some(server);
    }

    /// From now on nobody reaches the clinic.
    pub(super) fn the_network_is_cut(&self) {
        self.network.turn(Weather::Cut);
    }

    /// From now on everybody reaches the clinic again.
    pub(super) fn the_network_returns(&self) {
        self.network.turn(Weather::Up);
    }

    /// Makes a computer a person's device, with a code of the clinic, over the network.
    pub(super) fn enrols(&self, name: &'static str) -> Person {
        let printed = self
            .clinic_command()
            .args(["invite", "--json", "--staff", name])
            .output()
            .unwrap();
        let invitation: Value = serde_json::from_slice(&printed.stdout).unwrap();
        let text = |key: &str| {
            invitation
                .get(key)
                .and_then(Value::as_str)
                .unwrap()
                .to_owned()
        };
        let profile = self.folder.path().join(file_name(name));
        let mut app = self.desktop.command(program("SATCHEL_APP", "satchel-app"));
        app.arg("--profile-dir").arg(&profile).arg("enrol");
        app.args([
            "--clinic",
            &format!("https://{}", self.network.address()),
            "--fingerprint",
            &text("fingerprint"),
        ]);
        let mut child = app.stdin(Stdio::piped()).spawn().unwrap();
        // Written whole and closed, or the app would wait for the second line.
        writeln!(
            child.stdin.take().unwrap(),
            "{}\n{PASSPHRASE}",
            text("code")
        )
        .unwrap();
        assert!(child.wait().unwrap().success());
        Person {
            name,
            passphrase: PASSPHRASE,
            profile,
        }
    }

    /// Opens a person's window in a process of its own.
    pub(super) fn opens(&self, person: &Person) -> Window {
        let log = self.artefact(&format!("{}-driver.log", file_name(person.name)));
        let driver = Driver::start(self.desktop.command("WebKitWebDriver"), &log).unwrap();
        let arguments = [
            String::from("--profile-dir"),
            person.profile.display().to_string(),
        ];
        driver
            .open(&program("SATCHEL_APP", "satchel-app"), &arguments)
            .unwrap()
    }

    /// Starts the app once more on a person's profile, and waits for how that ends.
    pub(super) fn starts_again(&self, person: &Person) -> ExitStatus {
        let mut app = self.desktop.command(program("SATCHEL_APP", "satchel-app"));
        app.arg("--profile-dir")
            .arg(&person.profile)
            .status()
            .unwrap()
    }

    /// Keeps a picture of what a person sees.
    pub(super) fn pictures(&self, person: &Person, window: &Window, what: &str) {
        window
            .screenshot(&self.artefact(&format!("{what}-{}.png", file_name(person.name))))
            .unwrap();
    }

    /// The clinic's own command line, on this clinic's data.
    pub(super) fn clinic_command(&self) -> Command {
        let mut clinic = Command::new(program("SATCHEL_CLINIC", "satchel-clinic"));
        clinic.arg("--data").arg(self.folder.path().join("clinic"));
        clinic
    }

    /// Everything of this test: profiles, the clinic's data, the keyring, and the home and temporary folders of a
    /// [`Stage::set_at_home`].
    pub(super) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Where its logs and pictures are kept.
    pub(super) fn artefacts(&self) -> PathBuf {
        let artefact = self.artefact("");
        artefact
            .parent()
            .map_or(artefact.clone(), Path::to_path_buf)
    }

    fn artefact(&self, file: &str) -> PathBuf {
        let artefacts = std::env::var_os("SATCHEL_ARTEFACTS")
            .map_or_else(|| root().join("artefacts"), PathBuf::from);
        artefacts.join("window").join(self.name).join(file)
    }
}

/// The desktop that `cargo xtask test` made, or else one of our own.
fn desktop(folder: &Path) -> Desktop {
    let mut desktop = Desktop::default();
    if !Desktop::session_has_screen() {
        desktop.add_screen(folder).unwrap();
    }
    if std::env::var_os("SATCHEL_TEST_KEYRING").is_none() {
        desktop
            .add_bus_and_keyring(&folder.join("keyring"), "a test's own keyring", folder)
            .unwrap();
    }
    desktop
}

fn program(variable: &str, name: &str) -> PathBuf {
    let built = || {
        let target = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
        let usual = || std::env::home_dir().unwrap().join(".cache/satchel/target");
        target
            .unwrap_or_else(usual)
            .join("satchel/driver")
            .join(name)
    };
    let path = std::env::var_os(variable).map_or_else(built, PathBuf::from);
    assert!(
        path.is_file(),
        "{} is missing: cargo xtask test builds it",
        path.display()
    );
    path
}

fn file_name(name: &str) -> String {
    name.chars()
        .filter(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_lowercase()
}
