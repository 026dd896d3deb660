//! A person with her satchel, doing what she does by asking the one door, as the screen would.

use std::path::{Path, PathBuf};

use ambient::Ambient;
use satchel::{Options, Satchel};
use serde_json::{Value, json};
use vault::{Cost, MemoryKeyStore};

use crate::World;
use crate::earlier::{copy_whole, laptop};

/// What opens every satchel in these worlds.
pub const PASSPHRASE: &str = "otter lantern prairie quilt";

/// A person and her satchel.
pub struct Person {
    name: String,
    folder: PathBuf,
    keys: MemoryKeyStore,
    ambient: Ambient,
    exchanges: Exchanges,
    satchel: Satchel,
}

/// When a satchel exchanges with the clinic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exchanges {
    /// As in the field: when it is opened, after something was written, and now and then.
    ByItself,
    /// Only when it is told to, so that a test knows which exchange it has waited for.
    WhenTold,
}

impl std::fmt::Debug for Person {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Person(…)")
    }
}

impl Person {
    pub(crate) fn at(name: &str, folder: &Path, ambient: &Ambient, exchanges: Exchanges) -> Self {
        let keys = MemoryKeyStore::new();
        let satchel = start(folder, &keys, ambient, exchanges);
        Self {
            name: name.to_owned(),
            folder: folder.to_path_buf(),
            keys,
            ambient: ambient.clone(),
            exchanges,
            satchel,
        }
    }

    /// Somebody whose laptop an earlier release has left, locked.
    pub(crate) fn of_release(name: &str, release: &str, world: &World) -> Self {
        let folder = world.folder().join("of an earlier release");
        let keys = laptop(release, PASSPHRASE, &world.address(), &folder);
        let exchanges = Exchanges::WhenTold;
        let satchel = start(&folder, &keys, world.ambient(), exchanges);
        Self {
            name: name.to_owned(),
            folder,
            keys,
            ambient: world.ambient().clone(),
            exchanges,
            satchel,
        }
    }

    /// Her name, as the clinic writes it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Where it keeps everything.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Her satchel itself.
    pub fn satchel(&self) -> &Satchel {
        &self.satchel
    }

    /// Her keyring, to be made to fail.
    pub fn keys(&self) -> &MemoryKeyStore {
        &self.keys
    }

    /// Asks the one door; gives the whole answer, good or bad.
    pub fn asks(&self, name: &str, body: Value) -> Value {
        serde_json::to_value(self.satchel.ask(name, body)).unwrap()
    }

    /// Asks the one door for something it will not refuse.
    ///
    /// # Panics
    /// If it refuses.
    pub fn gets(&self, name: &str, body: Value) -> Value {
        let mut answer = self.asks(name, body);
        match answer.get_mut("ok") {
            Some(value) => value.take(),
            None => panic!("{name} was refused: {answer}"),
        }
    }

    /// Enrols with a fresh code of her clinic.
    pub fn enrols(&self, world: &World) {
        let code = world.clinic().code_for(&self.name);
        let fingerprint = world.clinic().fingerprint();
        let body = json!({
            "address": world.address(), "fingerprint": fingerprint, "code": code, "passphrase": PASSPHRASE,
        });
        self.gets("session.enrol", body);
    }

    /// Opens her satchel.
    pub fn unlocks(&self) {
        self.gets("session.unlock", json!({ "passphrase": PASSPHRASE }));
    }

    /// Locks it.
    pub fn locks(&self) {
        self.gets("session.lock", json!({}));
    }

    /// Somebody copies her locked satchel to another computer, with everything that opens it.
    #[must_use]
    pub fn is_cloned(&self, world: &World, to: &str) -> Self {
        self.locks();
        let folder = world.folder().join(to);
        copy_whole(&self.folder, &folder);
        let satchel = start(&folder, &self.keys, &self.ambient, self.exchanges);
        Self {
            name: self.name.clone(),
            folder,
            keys: self.keys.clone(),
            ambient: self.ambient.clone(),
            exchanges: self.exchanges,
            satchel,
        }
    }

    /// Her computer stops without warning and starts again: whatever was only in memory is gone.
    #[must_use]
    pub fn crashes_and_starts(self) -> Self {
        let Self {
            name,
            folder,
            keys,
            ambient,
            exchanges,
            satchel,
        } = self;
        drop(satchel);
        let satchel = start(&folder, &keys, &ambient, exchanges);
        Self {
            name,
            folder,
            keys,
            ambient,
            exchanges,
            satchel,
        }
    }
}

fn start(folder: &Path, keys: &MemoryKeyStore, ambient: &Ambient, exchanges: Exchanges) -> Satchel {
    let options = Options {
        profile_dir: folder.to_path_buf(),
        keys: Box::new(keys.clone()),
        ambient: ambient.clone(),
        // The least that a vault accepts: tests open many.
        cost: Some(Cost::FLOOR),
        papers: folder.join("papers"),
        computer: String::from("a test's computer"),
        exchanges_by_itself: exchanges == Exchanges::ByItself,
    };
    Satchel::start(options).unwrap()
}
