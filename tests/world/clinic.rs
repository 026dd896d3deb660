//! The clinic of a test: the real one, with its real server on loopback, in this process.

use std::collections::BTreeMap;
use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use ambient::Ambient;
use care::StaffId;
use chrono::NaiveDate;
use clinic::{
    Approval, ApproveError, Assignment, Clinic, DatabaseUrl, Invitation, LedgerPlace,
    MINUTES_DEFAULT, RecoveryKey, Server, serve,
};
use tempfile::TempDir;

use crate::clocks::apart;
use crate::earlier::{clinic_in_postgres, copy_whole, kept};
use crate::root;

/// A clinic and its running server.
#[derive(Debug)]
pub struct TestClinic {
    folder: PathBuf,
    place: LedgerPlace,
    ambient: Ambient,
    /// None only while it is stopped.
    open: Option<(Arc<Clinic>, Server)>,
}

impl TestClinic {
    /// The demo clinic: four staff, a dozen made-up people, a day's work.
    pub(crate) fn demo(folder: &Path, ambient: &Ambient) -> Self {
        copy(&TEMPLATES.folder_of(ambient), folder);
        Self::at(folder, LedgerPlace::InFolder, ambient)
    }

    /// A clinic as an earlier release has left it.
    pub(crate) fn left_by_release(schema: &str, folder: &Path, ambient: &Ambient) -> Self {
        copy_whole(&kept(schema).join("clinic"), folder);
        Self::at(folder, LedgerPlace::InFolder, ambient)
    }

    /// The same in PostgreSQL.
    pub(crate) fn left_in_postgres(
        schema: &str,
        url: &str,
        folder: &Path,
        ambient: &Ambient,
    ) -> Self {
        clinic_in_postgres(schema, folder, url);
        let place = LedgerPlace::Postgres(DatabaseUrl::read(url).unwrap());
        Self::at(folder, place, ambient)
    }

    /// The same clinic, moved to a PostgreSQL.
    pub(crate) fn demo_in_postgres(folder: &Path, url: &str, ambient: &Ambient) -> Self {
        copy(&TEMPLATES.folder_of(ambient), folder);
        let url = DatabaseUrl::read(url).unwrap();
        Clinic::migrate(folder, &url, ambient).unwrap();
        Self::at(folder, LedgerPlace::Postgres(url), ambient)
    }

    fn at(folder: &Path, place: LedgerPlace, ambient: &Ambient) -> Self {
        let mut made = Self {
            folder: folder.to_path_buf(),
            place,
            ambient: ambient.clone(),
            open: None,
        };
        made.starts();
        made
    }

    /// Another server of the same clinic, with a copy of its folder. Its ledger is in the same PostgreSQL.
    pub(crate) fn another_server(&self, folder: &Path) -> Self {
        fs::create_dir_all(folder).unwrap();
        for file in fs::read_dir(&self.folder).unwrap() {
            let file = file.unwrap();
            fs::copy(file.path(), folder.join(file.file_name())).unwrap();
        }
        Self::at(folder, self.place.clone(), &apart(&self.ambient))
    }

    fn starts(&mut self) {
        let clinic =
            Arc::new(Clinic::open_at(&self.folder, &self.place, self.ambient.clone()).unwrap());
        let server = serve(Arc::clone(&clinic), SocketAddr::from(([127, 0, 0, 1], 0))).unwrap();
        self.open = Some((clinic, server));
    }

    /// Its server stops, something is done to its folder, and it starts again.
    pub(crate) fn is_stopped_for(&mut self, what: impl FnOnce(&Path, &Ambient)) {
        self.open = None;
        what(&self.folder, &self.ambient);
        self.starts();
    }

    fn open(&self) -> &(Arc<Clinic>, Server) {
        self.open.as_ref().expect("the clinic is open")
    }

    /// The clinic itself, to look into its ledger.
    pub fn clinic(&self) -> &Clinic {
        &self.open().0
    }

    /// Where it keeps everything.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where its server listens, with no weather in between.
    pub fn address(&self) -> SocketAddr {
        self.open().1.address()
    }

    /// What its certificate authority is known by.
    pub fn fingerprint(&self) -> &str {
        self.clinic().authority().fingerprint()
    }

    /// Gives a member to another lead.
    pub fn assigns(&self, member: &str, lead: &str) {
        let given = Assignment {
            member: self.clinic().find_member(member).unwrap(),
            lead: self.clinic().find_staff(lead).unwrap().0,
            team: Vec::new(),
            stage: None,
        };
        self.clinic().assign(&given).unwrap();
    }

    /// Makes a recovery key; gives where its private half is.
    pub fn makes_a_recovery_key(&self, name: &str) -> PathBuf {
        let file = self.folder.with_file_name(name);
        self.clinic().make_recovery_key(&file).unwrap();
        file
    }

    /// Who of its staff is called this.
    pub fn staff(&self, name: &str) -> StaffId {
        self.clinic().find_staff(name).unwrap().0
    }

    /// A supervisor heard these words and lets in whoever asked last.
    pub fn lets_in(&self, words: &str, key: &Path, by: &str) -> Result<(), ApproveError> {
        let asked = self.clinic().recoveries().unwrap();
        let approval = Approval {
            request: asked.last().expect("somebody has asked").asked.request,
            words,
            by: self.staff(by),
            key: &RecoveryKey::read(key).unwrap(),
        };
        self.clinic().approve_recovery(&approval)
    }

    /// A one-time code for somebody of its staff.
    pub fn code_for(&self, name: &str) -> String {
        let (staff, _) = self.clinic().find_staff(name).unwrap();
        let invitation = Invitation {
            staff,
            computer: None,
            minutes: MINUTES_DEFAULT,
        };
        self.clinic().make_code(&invitation).unwrap().to_string()
    }
}

/// Demo clinics made once in this process, by their day: importing a dozen people takes longer than most tests.
struct Templates(Mutex<BTreeMap<NaiveDate, TempDir>>);

static TEMPLATES: Templates = Templates(Mutex::new(BTreeMap::new()));

impl Templates {
    fn folder_of(&self, ambient: &Ambient) -> PathBuf {
        let mut made = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let template = made.entry(ambient.today()).or_insert_with(|| {
            let folder = tempfile::tempdir().unwrap();
            let ambient = apart(ambient);
            let clinic = Clinic::open(folder.path(), ambient.clone()).unwrap();
            for bundle in bundles() {
                clinic.import(&bundle).unwrap();
            }
            clinic.write_demo().unwrap();
            folder
        });
        template.path().to_path_buf()
    }
}

/// What makes a clinic this one to its devices.
const ITS_OWN: [&str; 4] = ["ca.pem", "ca.key", "tally.key", "intake.key"];

/// Copies a clinic's folder, all but its own keys and certificate: each clinic makes them.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for file in fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        if file.file_type().unwrap().is_file()
            && !ITS_OWN.contains(&file.file_name().to_str().unwrap_or_default())
        {
            fs::copy(file.path(), to.join(file.file_name())).unwrap();
        }
    }
}

/// The synthetic people's records.
fn bundles() -> Vec<PathBuf> {
    let folder = fs::read_dir(root().join("tests/fixtures/synthea-r4")).unwrap();
    let paths = folder.map(|entry| entry.unwrap().path());
    let mut bundles: Vec<PathBuf> = paths
        .filter(|path| path.to_string_lossy().ends_with(".json.gz"))
        .collect();
    bundles.sort();
    bundles
}
