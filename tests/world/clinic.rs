//! The clinic of a test: the real one, with its real server on loopback, in this process.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ambient::Ambient;
use clinic::{Clinic, Invitation, MINUTES_DEFAULT, Server, serve};

use crate::root;

/// A clinic and its running server.
#[derive(Debug)]
pub struct TestClinic {
    clinic: Arc<Clinic>,
    server: Server,
}

impl TestClinic {
    /// The demo clinic: four staff, a dozen made-up people, a day's work.
    pub(crate) fn demo(folder: &Path, ambient: &Ambient) -> Self {
        let clinic = Clinic::open(folder, ambient.clone()).unwrap();
        for bundle in bundles() {
            clinic.import(&bundle).unwrap();
        }
        clinic.write_demo().unwrap();
        let clinic = Arc::new(clinic);
        let server = serve(Arc::clone(&clinic), SocketAddr::from(([127, 0, 0, 1], 0))).unwrap();
        Self { clinic, server }
    }

    /// The clinic itself, to look into its ledger.
    pub fn clinic(&self) -> &Clinic {
        &self.clinic
    }

    /// Where its server listens, with no weather in between.
    pub fn address(&self) -> SocketAddr {
        self.server.address()
    }

    /// What its certificate authority is known by.
    pub fn fingerprint(&self) -> &str {
        self.clinic.authority().fingerprint()
    }

    /// A one-time code for somebody of its staff.
    pub fn code_for(&self, name: &str) -> String {
        let (staff, _) = self.clinic.find_staff(name).unwrap();
        let invitation = Invitation {
            staff,
            computer: None,
            minutes: MINUTES_DEFAULT,
        };
        self.clinic.make_code(&invitation).unwrap().to_string()
    }
}

/// The synthetic people's records.
fn bundles() -> Vec<PathBuf> {
    let folder = std::fs::read_dir(root().join("tests/fixtures/synthea-r4")).unwrap();
    let paths = folder.map(|entry| entry.unwrap().path());
    let mut bundles: Vec<PathBuf> = paths
        .filter(|path| path.to_string_lossy().ends_with(".json.gz"))
        .collect();
    bundles.sort();
    bundles
}
