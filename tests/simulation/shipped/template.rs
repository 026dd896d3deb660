//! Empty stores, made once and copied for each day, under keys that are always the same.

use std::path::Path;
use std::sync::OnceLock;

use ::clinic::{LedgerStore, TallyKey};
use ambient::Fixed;
use tempfile::TempDir;
use vault::Vault;

/// The key of every vault, and each of its bytes as SQLCipher reads it.
pub(super) const KEY: [u8; 48] = [7; 48];
pub(super) const KEY_HEX: &str = "07";
const STORE: &str = "store.db";

struct Templates {
    folder: TempDir,
}

static TEMPLATES: OnceLock<Templates> = OnceLock::new();

/// A folder in memory where there is one: the days bring their own forgetful disks.
pub(super) fn room() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() {
        TempDir::new_in(memory).unwrap()
    } else {
        TempDir::new().unwrap()
    }
}

fn templates() -> &'static Templates {
    TEMPLATES.get_or_init(|| {
        let folder = room();
        let (laptop, clinic) = (folder.path().join("laptop"), folder.path().join("clinic"));
        for part in [&laptop, &clinic] {
            std::fs::create_dir(part).unwrap();
        }
        open(&laptop).close();
        drop(ledger(&clinic));
        Templates { folder }
    })
}

/// The key that is kept beside every ledger.
pub(super) fn tally() -> TallyKey {
    TallyKey::new([3; 32])
}

pub(super) fn ledger(folder: &Path) -> LedgerStore {
    LedgerStore::open(folder, tally(), &Fixed::new(0, 7).ambient()).unwrap()
}

pub(super) fn open(folder: &Path) -> Vault {
    Vault::drill(folder, &KEY).unwrap()
}

pub(super) fn lays_out_laptop(folder: &Path) {
    std::fs::create_dir(folder).unwrap();
    let from = templates().folder.path().join("laptop");
    std::fs::copy(from.join(STORE), folder.join(STORE)).unwrap();
}

pub(super) fn lays_out_clinic(folder: &Path) {
    std::fs::create_dir(folder).unwrap();
    let from = templates().folder.path().join("clinic");
    for file in ["ledger.db", "ledger.key"] {
        std::fs::copy(from.join(file), folder.join(file)).unwrap();
    }
}
