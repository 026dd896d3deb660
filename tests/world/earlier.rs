//! What an earlier release left, as the world finds it: a clinic in its file or in PostgreSQL, and a laptop.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;
use uuid::Uuid;
use vault::{DeviceSecret, KeyStore as _, MemoryKeyStore, Passphrase, StoreError, Vault, meta};

use crate::postgres::looks_into;
use crate::root;

/// Where the kept ones are.
pub(crate) fn kept(release: &str) -> PathBuf {
    root().join("tests/fixtures/versions").join(release)
}

/// Puts a release's tables and rows into an empty database, and its clinic's folder beside.
pub(crate) fn clinic_in_postgres(release: &str, folder: &Path, url: &str) {
    let mut dump = String::new();
    let packed = fs::File::open(kept(release).join("postgres/dump.sql.gz")).unwrap();
    GzDecoder::new(packed).read_to_string(&mut dump).unwrap();
    looks_into(url).batch_execute(&dump).unwrap();
    copy_whole(&kept(release).join("clinic"), folder);
    fs::remove_file(folder.join("ledger.db")).unwrap();
    let marker = "ledger.in-postgres";
    let kept_marker = kept(release).join("postgres").join(marker);
    fs::copy(kept_marker, folder.join(marker)).unwrap();
}

/// Puts a release's laptop into this folder, with what its keyring held. It looks for its clinic here now: nothing else of
/// it is touched.
pub(crate) fn laptop(
    release: &str,
    passphrase: &str,
    address: &str,
    folder: &Path,
) -> MemoryKeyStore {
    copy_whole(&kept(release).join("laptop"), folder);
    let keys = MemoryKeyStore::new();
    let secret = fs::read_to_string(kept(release).join("laptop.secret")).unwrap();
    let bytes = data_encoding::HEXLOWER.decode(secret.trim().as_bytes());
    let secret = DeviceSecret::from_slice(&bytes.unwrap()).unwrap();
    let profiles = fs::read_dir(folder.join("profiles")).unwrap();
    let dir = profiles.map(|entry| entry.unwrap().path()).next().unwrap();
    let profile: Uuid = dir.file_name().unwrap().to_str().unwrap().parse().unwrap();
    keys.put(profile, &secret).unwrap();
    let vault = Vault::open(&dir, &Passphrase::typed(passphrase), &keys).unwrap();
    vault
        .transact::<_, StoreError>(|writer| meta::put(writer, "clinic_url", address))
        .unwrap();
    vault.close();
    keys
}

/// Copies a folder with everything in it.
pub(crate) fn copy_whole(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap().path();
        let to = to.join(entry.file_name().unwrap());
        if entry.is_dir() {
            copy_whole(&entry, &to);
        } else {
            fs::copy(&entry, &to).unwrap();
        }
    }
}
