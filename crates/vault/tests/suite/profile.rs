//! A vault in a temporary folder, and what the tests put into it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use ambient::Fixed;
use tempfile::TempDir;
use uuid::Uuid;
use vault::drafts::{self, Draft};
use vault::{
    Cost, CreateVaultError, MemoryKeyStore, OpenVaultError, Passphrase, StoreError, Vault,
};

pub(crate) const ID: Uuid = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0001);
pub(crate) const WORDS: &str = "sol mar luz paz";

/// One profile folder and the keyring that belongs to it.
pub(crate) struct Profile {
    pub(crate) keys: MemoryKeyStore,
    dir: TempDir,
}

impl Profile {
    /// One with its vault made and open.
    pub(crate) fn fresh() -> (Self, Vault) {
        let profile = Self::empty();
        let vault = profile.create().unwrap();
        (profile, vault)
    }

    /// One with its vault made and closed.
    pub(crate) fn closed() -> Self {
        let (profile, vault) = Self::fresh();
        keep(&vault, "visit-1", "She slept better.").unwrap();
        vault.close();
        profile
    }

    pub(crate) fn empty() -> Self {
        Self {
            keys: MemoryKeyStore::new(),
            dir: tempfile::tempdir().unwrap(),
        }
    }

    pub(crate) fn create(&self) -> Result<Vault, CreateVaultError> {
        let ambient = Fixed::new(1_770_000_000_000, 7).ambient();
        Vault::create(
            &self.dir(),
            ID,
            &Passphrase::new(WORDS, &[]).unwrap(),
            &self.keys,
            &ambient,
            Cost::FLOOR,
        )
    }

    pub(crate) fn open(&self) -> Result<Vault, OpenVaultError> {
        Vault::open(&self.dir(), &Passphrase::typed(WORDS), &self.keys)
    }

    pub(crate) fn dir(&self) -> PathBuf {
        self.dir.path().join("profile")
    }

    /// Every file with its bytes.
    pub(crate) fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        files(&self.dir())
    }
}

pub(crate) fn files(dir: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let paths = fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    paths
        .map(|path| (path.clone(), fs::read(path).unwrap()))
        .collect()
}

pub(crate) fn draft(about: &str, body: &str) -> Draft {
    Draft {
        about: about.to_owned(),
        member: Some("m1".to_owned()),
        body: body.to_owned(),
        kept_at: 1,
    }
}

pub(crate) fn keep(vault: &Vault, about: &str, body: &str) -> Result<(), StoreError> {
    vault
        .transact(|writer| drafts::keep(writer, &draft(about, body)))
        .map(drop)
}

pub(crate) fn kept(vault: &Vault, about: &str) -> Option<String> {
    vault
        .read::<_, StoreError>(|reader| drafts::get(reader, about))
        .unwrap()
        .map(|draft| draft.body)
}
