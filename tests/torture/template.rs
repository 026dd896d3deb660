//! A clinic and one enrolled laptop that has never exchanged, long ago, made once and copied for each day.

use std::fs;
use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use ambient::Ambient;
use clinic::{Clinic, DatabaseUrl, Invitation, MINUTES_DEFAULT, serve};
use satchel::{Options, Satchel};
use serde_json::json;
use tempfile::TempDir;
use vault::Cost;
use world::postgres::cluster;

use crate::chance::Overheard;
use crate::database::Database;
use crate::keys::FileKeys;
use crate::relay::Relay;

/// Whose laptop it is.
pub(crate) const WHO: &str = "Inés Carranza";
/// What opens it.
pub(crate) const PASSPHRASE: &str = "otter lantern prairie quilt";
/// So many people are enough for a first exchange to be killed in.
const PEOPLE: usize = 2;

/// The template, and the line every copy of its laptop knows.
pub(crate) struct Template {
    folder: TempDir,
    pub(crate) relay: Relay,
    /// The key of the laptop's store.
    pub(crate) key: Vec<u8>,
    moved: OnceLock<Moved>,
}

/// The same clinic with its ledger in PostgreSQL.
struct Moved {
    folder: TempDir,
    url: String,
}

/// The folders of a world.
#[derive(Debug, Clone)]
pub(crate) struct Folders(PathBuf);

impl Folders {
    pub(crate) fn at(root: &Path) -> Self {
        Self(root.to_path_buf())
    }

    pub(crate) fn clinic(&self) -> PathBuf {
        self.0.join("clinic")
    }

    pub(crate) fn laptop(&self) -> PathBuf {
        self.0.join("laptop")
    }

    pub(crate) fn keyring(&self) -> PathBuf {
        self.0.join("keyring")
    }

    pub(crate) fn backups(&self) -> PathBuf {
        self.0.join("backups")
    }

    pub(crate) fn root(&self) -> &Path {
        &self.0
    }

    /// The folder of the laptop's one store.
    pub(crate) fn store(&self) -> PathBuf {
        let mut profiles = fs::read_dir(self.laptop().join("profiles")).unwrap();
        profiles.next().unwrap().unwrap().path()
    }
}

/// A folder for processes to die over: in memory where there is such a place, for a killed process finds the same
/// there as on a disk. What a disk forgets is another test's business. `SATCHEL_TORTURE_DIR` names another place.
pub(crate) fn room() -> TempDir {
    let memory = Path::new("/dev/shm");
    let made = match std::env::var_os("SATCHEL_TORTURE_DIR") {
        Some(place) => fs::create_dir_all(&place).and_then(|()| TempDir::new_in(place)),
        None if memory.is_dir() => TempDir::new_in(memory),
        None => TempDir::new(),
    };
    made.unwrap()
}

/// A satchel in this world's folders, that exchanges only when it is told to.
pub(crate) fn satchel(folders: &Folders, ambient: Ambient) -> Satchel {
    let options = Options {
        profile_dir: folders.laptop(),
        keys: Box::new(FileKeys::in_folder(&folders.keyring())),
        ambient,
        // The least that a vault accepts: it is opened a thousand times.
        cost: Some(Cost::FLOOR),
        papers: folders.laptop().join("papers"),
        computer: String::from("a typist's computer"),
        exchanges_by_itself: false,
    };
    Satchel::start(options).unwrap()
}

impl Template {
    pub(crate) fn make() -> Self {
        let folder = room();
        let folders = Folders::at(folder.path());
        let relay = Relay::open().unwrap();
        let overheard = Overheard::new();
        let clinic = Clinic::open(&folders.clinic(), overheard.ambient()).unwrap();
        for bundle in bundles().into_iter().take(PEOPLE) {
            clinic.import(&bundle).unwrap();
        }
        clinic.write_demo().unwrap();
        let invitation = Invitation {
            staff: clinic.find_staff(WHO).unwrap().0,
            computer: None,
            minutes: MINUTES_DEFAULT,
        };
        let code = clinic.make_code(&invitation).unwrap().to_string();
        let fingerprint = clinic.authority().fingerprint().to_owned();
        let server = serve(Arc::new(clinic), SocketAddr::from(([127, 0, 0, 1], 0))).unwrap();
        relay.leads_to(Some(server.address()));
        let laptop = satchel(&folders, overheard.ambient());
        let enrol = json!({
            "address": format!("https://{}", relay.address()), "fingerprint": fingerprint, "code": code,
            "passphrase": PASSPHRASE,
        });
        let answer = serde_json::to_value(laptop.ask("session.enrol", enrol)).unwrap();
        assert!(answer.get("ok").is_some(), "{answer}");
        laptop.close();
        drop(laptop);
        drop(server);
        relay.leads_to(None);
        let key = overheard.key();
        assert!(!key.is_empty(), "a vault was made, so its key was drawn");
        Self {
            folder,
            relay,
            key,
            moved: OnceLock::new(),
        }
    }

    /// A world of its own for one day, with the clinic's ledger in PostgreSQL.
    pub(crate) fn copied_in_postgres(&self) -> (TempDir, Folders, Database) {
        let moved = self.moved.get_or_init(|| self.moves());
        let (room, folders) = self.copied();
        fs::remove_dir_all(folders.clinic()).unwrap();
        copy_whole(moved.folder.path(), &folders.clinic()).unwrap();
        (room, folders, Database::copied(&moved.url))
    }

    fn moves(&self) -> Moved {
        let (folder, url) = (room(), cluster().database());
        let clinic = Folders::at(self.folder.path()).clinic();
        copy_whole(&clinic, folder.path()).unwrap();
        let place = DatabaseUrl::read(&url).unwrap();
        Clinic::migrate(folder.path(), &place, &Ambient::system()).unwrap();
        Moved { folder, url }
    }

    /// A world of its own for one day.
    pub(crate) fn copied(&self) -> (TempDir, Folders) {
        let folder = room();
        copy_whole(self.folder.path(), folder.path()).unwrap();
        let folders = Folders::at(folder.path());
        fs::create_dir(folders.backups()).unwrap();
        (folder, folders)
    }
}

/// The synthetic people's records, in the order of their names.
pub(crate) fn bundles() -> Vec<PathBuf> {
    let folder = fs::read_dir(world::root().join("tests/fixtures/synthea-r4")).unwrap();
    let paths = folder.map(|entry| entry.unwrap().path());
    let mut bundles: Vec<PathBuf> = paths
        .filter(|path| path.to_string_lossy().ends_with(".json.gz"))
        .collect();
    bundles.sort();
    bundles
}

/// Copies a folder with everything in it.
pub(crate) fn copy_whole(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_whole(&entry.path(), &to)?;
        } else {
            fs::copy(entry.path(), &to)?;
        }
    }
    Ok(())
}
