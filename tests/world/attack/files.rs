//! Files that somebody brings: a hospital's export, a laptop's hand-over, a key slot, a photograph.

use std::collections::BTreeSet;
use std::fs;
use std::io::{Cursor, Read as _};
use std::path::PathBuf;

use ambient::Fixed;
use care::DeviceId;
use clinic::Clinic;
use data_encoding::BASE64;
use ed25519_dalek::SigningKey;
use flate2::read::MultiGzDecoder;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use serde_json::{Value, json};
use sync::{HandOver, IntakeKey, packed, seal_to, unpacked};
use tempfile::TempDir;
use uuid::Uuid;
use vault::{Cost, MemoryKeyStore, Passphrase, Vault, cost_of_a_guess};

use super::Target;
use crate::{MORNING, PASSPHRASE, Person, World, room, root};

/// Entries of a bundle that are kept for the good one.
const ENTRIES: usize = 14;
const ENTRY_BYTES_MAX: usize = 2_000;
/// What is shorter is not packed.
const PACKED_FROM: usize = 1_024;
/// A hand-over's inside, unpacked, is at most so long here.
const INSIDE_BYTES_MAX: usize = 1024 * 1024;
/// The two copies of a slot.
const SLOTS: [&str; 2] = ["keys.json", "keys.bak.json"];
/// A part of a picture, as the screen sends it.
const PART_BYTES: usize = 192 * 1024;

/// A FHIR bundle, as a hospital exports it.
pub(super) struct Bundle {
    folder: TempDir,
    clinic: Clinic,
}

impl Bundle {
    pub(super) fn new() -> Self {
        let folder = room();
        let ambient = Fixed::new(MORNING, 7).ambient();
        let clinic = Clinic::open(&folder.path().join("clinic"), ambient).unwrap();
        Self { folder, clinic }
    }
}

impl Target for Bundle {
    fn good(&self) -> Vec<Vec<u8>> {
        let folder = fs::read_dir(root().join("tests/fixtures/synthea-r4")).unwrap();
        let mut paths: Vec<PathBuf> = folder.map(|entry| entry.unwrap().path()).collect();
        paths.retain(|path| path.to_string_lossy().ends_with(".json.gz"));
        paths.sort();
        let short = |path: &PathBuf| {
            let mut text = String::new();
            let file = fs::File::open(path).unwrap();
            MultiGzDecoder::new(file).read_to_string(&mut text).unwrap();
            let mut bundle: Value = serde_json::from_str(&text).unwrap();
            let mut kinds = BTreeSet::new();
            let entries = bundle["entry"].as_array_mut().unwrap();
            entries.retain(|entry| {
                let kind = entry["resource"]["resourceType"].to_string();
                let is_short = entry.to_string().len() < ENTRY_BYTES_MAX;
                kind.contains("Patient")
                    || (is_short && kinds.len() < ENTRIES && kinds.insert(kind))
            });
            bundle.to_string().into_bytes()
        };
        paths.iter().take(2).map(short).collect()
    }

    /// What was taken once is taken again, and is nobody new.
    fn takes(&mut self, input: &[u8]) -> bool {
        let file = self.folder.path().join("bundle.json");
        fs::write(&file, input).unwrap();
        let is_taken = self.clinic.import(&file).is_ok();
        if is_taken {
            let people = self.clinic.members().unwrap().len();
            self.clinic.import(&file).unwrap();
            assert_eq!(self.clinic.members().unwrap().len(), people);
        }
        is_taken
    }
}

/// What a laptop handed over: the file as it is, and what is in it once it is opened.
pub(super) struct HandOverFile {
    key: SigningKey,
    intake: IntakeKey,
}

impl HandOverFile {
    pub(super) fn new() -> Self {
        Self {
            key: SigningKey::from_bytes(&[1; 32]),
            intake: IntakeKey::from_seed(&[2; 32]),
        }
    }

    fn whole(&self) -> String {
        let handed = HandOver {
            device: DeviceId(Uuid::from_u128(1)),
            at: MORNING,
            ops: vec!["{\"an\":\"operation\"}".to_owned(); 8],
            drafts: Vec::new(),
            copies: vec!["not sealed".to_owned()],
            files: Vec::new(),
            audit: Vec::new(),
        };
        handed
            .wrap(&self.key, &self.intake.public(), [3; 32])
            .unwrap()
    }

    /// The word by which it says what it is, and what is in it.
    fn opened(&self) -> (String, Vec<u8>) {
        let cover: Value = serde_json::from_str(&self.whole()).unwrap();
        let kind = cover["kind"].as_str().unwrap().to_owned();
        let sealed = BASE64
            .decode(cover["sealed"].as_str().unwrap().as_bytes())
            .unwrap();
        let inside = self.intake.open(&kind, &sealed).unwrap();
        (kind, unpacked(&inside, INSIDE_BYTES_MAX).unwrap())
    }

    /// A file with this in it, sealed by somebody who knows the clinic's public key, as anybody may.
    fn sealed(&self, inside: &[u8]) -> String {
        let mut inside = inside.to_vec();
        // Space after JSON says nothing.
        inside.resize(inside.len().max(PACKED_FROM), b' ');
        let (kind, _) = self.opened();
        let packed = packed(&inside).unwrap();
        let sealed = seal_to(&self.intake.public(), &kind, &packed, [4; 32]).unwrap();
        let mut cover: Value = serde_json::from_str(&self.whole()).unwrap();
        cover["sealed"] = json!(BASE64.encode(&sealed));
        cover.to_string()
    }

    fn is_taken(&self, text: &str) -> bool {
        let key = self.key.verifying_key();
        let Ok(handed) = HandOver::unwrap(text, &self.intake, |_| Some(key)) else {
            return false;
        };
        let again = handed
            .wrap(&self.key, &self.intake.public(), [5; 32])
            .unwrap();
        let read = HandOver::unwrap(&again, &self.intake, |_| Some(key)).unwrap();
        assert_eq!(
            serde_json::to_string(&read).unwrap(),
            serde_json::to_string(&handed).unwrap()
        );
        true
    }
}

impl Target for HandOverFile {
    fn good(&self) -> Vec<Vec<u8>> {
        vec![self.whole().into_bytes(), self.opened().1]
    }

    fn takes(&mut self, input: &[u8]) -> bool {
        let as_it_is = std::str::from_utf8(input).is_ok_and(|text| self.is_taken(text));
        as_it_is || self.is_taken(&self.sealed(input))
    }
}

/// Both copies of the file in which the store's key is sealed.
pub(super) struct SlotFile {
    folder: TempDir,
    keys: MemoryKeyStore,
    good: Vec<u8>,
}

impl SlotFile {
    pub(super) fn new() -> Self {
        let (folder, keys) = (room(), MemoryKeyStore::new());
        let ambient = Fixed::new(MORNING, 7).ambient();
        let (words, profile) = (Passphrase::typed(PASSPHRASE), Uuid::from_u128(1));
        let place = folder.path().join("profile");
        Vault::create(&place, profile, &words, &keys, &ambient, Cost::FLOOR).unwrap();
        let good = fs::read(place.join(SLOTS[0])).unwrap();
        Self { folder, keys, good }
    }
}

impl SlotFile {
    /// Whether a file says of every part of the slot what it said; what else stands in it says nothing.
    fn is_still_said(&self, input: &[u8]) -> bool {
        let good: Value = serde_json::from_slice(&self.good).unwrap();
        let input: Value = serde_json::from_slice(input).unwrap_or_default();
        let parts = good.as_object().unwrap();
        parts.iter().all(|(part, says)| input[part] == *says)
    }
}

impl Target for SlotFile {
    fn good(&self) -> Vec<Vec<u8>> {
        vec![self.good.clone()]
    }

    /// What opens is the slot that was there: each of its parts is sealed.
    fn takes(&mut self, input: &[u8]) -> bool {
        let place = self.folder.path().join("profile");
        for name in SLOTS {
            fs::write(place.join(name), input).unwrap();
        }
        let is_read = cost_of_a_guess(&place).is_some();
        let opens = Vault::open(&place, &Passphrase::typed(PASSPHRASE), &self.keys).is_ok();
        assert!(!opens || self.is_still_said(input), "another slot opens");
        assert!(is_read || !opens);
        opens
    }
}

/// A photograph, at the one door.
pub(super) struct Picture {
    person: Person,
    member: Value,
    _world: World,
}

impl Picture {
    pub(super) fn new() -> Self {
        let world = World::new();
        let person = world.satchel("Inés Carranza");
        let said = json!({ "given": "Marta", "family": "Probe", "called": "", "birthDate": "1991-04-02", "cin": "",
            "phone": "", "place": "hall B" });
        let member = person.gets("members.meet", json!({ "said": said }))["id"].clone();
        Self {
            person,
            member,
            _world: world,
        }
    }
}

impl Target for Picture {
    fn good(&self) -> Vec<Vec<u8>> {
        let points = RgbImage::from_fn(24, 16, |x, y| {
            let [x, y] = [x, y].map(|at| u8::try_from(at * 8).unwrap());
            Rgb([x, y, x ^ y])
        });
        let written = |format| {
            let mut bytes = Cursor::new(Vec::new());
            DynamicImage::from(points.clone())
                .write_to(&mut bytes, format)
                .unwrap();
            bytes.into_inner()
        };
        [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP]
            .map(written)
            .into()
    }

    /// A no is one of a picture; there is no fault.
    fn takes(&mut self, input: &[u8]) -> bool {
        self.person
            .asks("documents.begin", json!({ "bytes": input.len() }));
        let mut from = 0;
        for part in input.chunks(PART_BYTES) {
            let bytes = BASE64.encode(part);
            self.person
                .asks("documents.part", json!({ "from": from, "bytes": bytes }));
            from += part.len();
        }
        let body = json!({ "member": self.member, "purpose": "letter", "title": "A letter", "visit": null });
        let kept = self.person.asks("documents.keep", body);
        let code = kept["failure"]["code"].as_str().unwrap_or("taken");
        assert!(
            ["taken", "not_a_picture", "too_large", "bad_request"].contains(&code),
            "{kept}"
        );
        code == "taken"
    }
}
