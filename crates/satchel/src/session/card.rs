//! The card on the outside of the satchel: what the lock screen may know.
//!
//! A small JSON file beside the vault. It holds whose satchel it is by initials, how much is unsent, and the settings;
//! no name, no member, no words.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use care::{DeviceId, Role};
use serde::{Deserialize, Serialize};
use sync::custody::{SignedLease, SignedOrder};
use uuid::Uuid;

use super::tries::Tries;
use super::{ClinicAddress, Me};
use crate::audit::FailedTries;
use crate::contract::session::LockedWhy;
use crate::contract::settings::Settings;
use crate::custody::Custody;

const CARD: &str = "card.json";
/// Larger than any card; whatever is larger is none.
const CARD_BYTES_MAX: u64 = 64 * 1024;

/// People who share one computer, each with a vault of her own.
pub(crate) const PROFILES_MAX: usize = 8;

/// What stands on the outside.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Card {
    /// How Satchel looks and speaks.
    pub(crate) settings: Settings,
    /// Whose satchel is in front; absent before enrolment.
    pub(crate) profile: Option<ProfileCard>,
    /// Those of other people on this computer, each with a vault of its own.
    pub(crate) others: Vec<ProfileCard>,
    /// When the satchel that was here erased itself, because its clinic ordered it.
    pub(crate) emptied_at: Option<i64>,
}

/// Whose satchel it is, and how it was left.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ProfileCard {
    pub(crate) profile: Uuid,
    pub(crate) initials: String,
    pub(crate) role: Role,
    pub(crate) locked_at: Option<i64>,
    pub(crate) locked_why: Option<LockedWhy>,
    pub(crate) unsent: u32,
    pub(crate) unsent_since: Option<i64>,
    pub(crate) drafts: u32,
    pub(crate) draft_kept_at: Option<i64>,
    /// When an exchange was last complete.
    #[serde(default)]
    pub(crate) exchanged_at: Option<i64>,
    /// When it was last unlocked.
    #[serde(default)]
    pub(crate) opened_at: Option<i64>,
    /// Wrong passphrases in a row.
    #[serde(default)]
    pub(crate) tries: Tries,
    /// Wrong passphrases that are not in the chain of who looked at what yet.
    #[serde(default)]
    pub(crate) failed: FailedTries,
    /// Which device it is and where its clinic is, for a person who cannot unlock; absent on a card that an older
    /// version wrote or that was lost, until the satchel is next opened.
    #[serde(default)]
    pub(crate) outside: Option<OutsideCard>,
    /// How Satchel looks and speaks when it is hers; absent until somebody else's was in front.
    #[serde(default)]
    pub(crate) settings: Option<Settings>,
}

/// What a locked device has to know to ask its clinic.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct OutsideCard {
    pub(crate) device: DeviceId,
    pub(crate) clinic: ClinicAddress,
    /// Its key is with the clinic: somebody there can let her in again.
    pub(crate) recoverable: bool,
    /// The clinic's command key, for orders that come while it is locked, 64 hex digits.
    #[serde(default)]
    pub(crate) command: Option<String>,
    /// Until when it may show what it holds.
    #[serde(default)]
    pub(crate) until: Option<i64>,
    /// A lease that was taken back while it was locked.
    #[serde(default)]
    pub(crate) lease: Option<SignedLease>,
    /// What it is to do when it is next unlocked.
    #[serde(default)]
    pub(crate) order: Option<SignedOrder>,
}

impl ProfileCard {
    /// One of which nothing is known but whose it is.
    pub(crate) fn blank(profile: Uuid, initials: String, role: Role) -> Self {
        Self {
            profile,
            initials,
            role,
            locked_at: None,
            locked_why: None,
            unsent: 0,
            unsent_since: None,
            drafts: 0,
            draft_kept_at: None,
            exchanged_at: None,
            opened_at: None,
            tries: Tries::default(),
            failed: FailedTries::default(),
            outside: None,
            settings: None,
        }
    }

    /// Notes what a locked device has to know.
    pub(crate) fn knows(
        &mut self,
        me: &Me,
        clinic: &ClinicAddress,
        custody: &Custody,
        recoverable: bool,
    ) {
        self.role = me.role;
        self.outside = Some(OutsideCard {
            device: me.device,
            clinic: clinic.clone(),
            recoverable,
            command: custody.command.clone(),
            until: custody.until(),
            lease: None,
            order: custody.signed_order().cloned(),
        });
    }
}

/// Why the card was not read or written.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CardError {
    /// The disk is full.
    #[error("the disk is full")]
    DiskFull,
    /// The file could not be read or written.
    #[error("the file beside the vault could not be read or written")]
    Unavailable(#[source] io::Error),
}

impl From<io::Error> for CardError {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::StorageFull {
            Self::DiskFull
        } else {
            Self::Unavailable(error)
        }
    }
}

impl Card {
    /// Reads the card. A card that is missing or unreadable is a blank one: it holds nothing that the vault does not,
    /// but for the settings and the profile's folder, which is then found by looking.
    pub(crate) fn read(dir: &Path) -> Result<Self, CardError> {
        let path = dir.join(CARD);
        match fs::metadata(&path) {
            Ok(about) if about.len() <= CARD_BYTES_MAX => {
                let card = serde_json::from_slice(&fs::read(&path)?).unwrap_or_default();
                Ok(Self::found(dir, card))
            }
            Ok(_) => Ok(Self::found(dir, Self::default())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Ok(Self::found(dir, Self::default()))
            }
            Err(error) => Err(error.into()),
        }
    }

    /// The card of one of the people of this computer.
    pub(crate) fn of(&mut self, profile: Uuid) -> Option<&mut ProfileCard> {
        let mut all = self.profile.iter_mut().chain(&mut self.others);
        all.find(|card| card.profile == profile)
    }

    /// All of them, the one in front first.
    pub(crate) fn everybody(&self) -> impl Iterator<Item = &ProfileCard> {
        self.profile.iter().chain(&self.others)
    }

    /// Puts the satchel in front beside the others: whoever starts now starts for herself.
    pub(crate) fn set_down(&mut self) {
        if let Some(mut front) = self.profile.take() {
            front.settings = Some(self.settings);
            self.others.push(front);
        }
    }

    /// Puts one of the others in front; false if there is no such.
    pub(crate) fn take_up(&mut self, profile: Uuid) -> bool {
        let place = self.others.iter().position(|card| card.profile == profile);
        let Some(place) = place else {
            return false;
        };
        let chosen = self.others.remove(place);
        self.set_down();
        self.settings = chosen.settings.unwrap_or(self.settings);
        self.profile = Some(chosen);
        true
    }

    /// One that has erased itself is on this computer no longer.
    pub(crate) fn forget(&mut self, profile: Uuid, at: i64) {
        self.emptied_at = Some(at);
        if self
            .profile
            .as_ref()
            .is_some_and(|card| card.profile == profile)
        {
            self.profile = None;
        }
        self.others.retain(|card| card.profile != profile);
    }

    /// A vault whose card was lost is still there: its folder's name is the profile.
    fn found(dir: &Path, mut card: Self) -> Self {
        let folders = fs::read_dir(dir.join("profiles")).into_iter().flatten();
        let named = folders
            .flatten()
            .filter_map(|folder| folder.file_name().to_str()?.parse::<Uuid>().ok());
        // One whose making was broken off holds nothing, and nobody has ever opened it.
        let mut lost: Vec<Uuid> = named
            .filter(|profile| card.everybody().all(|card| card.profile != *profile))
            .filter(|profile| !making(dir, *profile).exists())
            .collect();
        lost.sort();
        let blank = |profile| ProfileCard::blank(profile, String::new(), Role::CareManager);
        card.others.extend(lost.into_iter().map(blank));
        if card.profile.is_none() && card.others.len() == 1 {
            card.profile = card.others.pop();
        }
        card
    }

    /// Writes the card so that a crash leaves the old one or the new one.
    pub(crate) fn write(&self, dir: &Path) -> Result<(), CardError> {
        fs::create_dir_all(dir)?;
        let fresh = dir.join("card.json.new");
        let mut file = fs::File::create(&fresh)?;
        file.write_all(&serde_json::to_vec_pretty(self).unwrap_or_default())?;
        file.sync_all()?;
        fs::rename(&fresh, dir.join(CARD))?;
        Ok(fs::File::open(dir)?.sync_all()?)
    }
}

/// Stands beside a vault from before it is made until the card says whose it is. Its name is no profile's.
fn making(dir: &Path, profile: Uuid) -> PathBuf {
    dir.join("profiles").join(format!("{profile}.making"))
}

/// A vault is about to be made.
pub(crate) fn begins_to_make(dir: &Path, profile: Uuid) -> io::Result<()> {
    let mark = making(dir, profile);
    let folder = dir.join("profiles");
    fs::create_dir_all(&folder)?;
    fs::File::create(mark)?.sync_all()?;
    fs::File::open(folder)?.sync_all()
}

/// It is made, and stands on the card.
pub(crate) fn has_made(dir: &Path, profile: Uuid) -> io::Result<()> {
    fs::remove_file(making(dir, profile))
}

/// Those whose making was broken off before the card knew them. The marks of those it knows go.
pub(crate) fn half_made(dir: &Path, card: &Card) -> Vec<Uuid> {
    let files = fs::read_dir(dir.join("profiles")).into_iter().flatten();
    let marked = files.flatten().filter_map(|file| {
        let name = file.file_name();
        name.to_str()?.strip_suffix(".making")?.parse().ok()
    });
    let (known, unknown): (Vec<Uuid>, Vec<Uuid>) =
        marked.partition(|profile: &Uuid| card.everybody().any(|card| card.profile == *profile));
    for profile in known {
        if let Err(error) = has_made(dir, profile) {
            tracing::warn!(%error, "the mark of a vault that is made stays");
        }
    }
    unknown
}

/// Where a profile's vault lies.
pub(crate) fn vault_dir(dir: &Path, profile: Uuid) -> PathBuf {
    dir.join("profiles").join(profile.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_damaged_card_is_blank_and_the_vault_beside_it_is_found() {
        let dir = tempfile::tempdir().unwrap();
        let profile = Uuid::from_u128(7);
        fs::create_dir_all(vault_dir(dir.path(), profile)).unwrap();
        fs::write(dir.path().join(CARD), b"{ not a card").unwrap();
        let card = Card::read(dir.path()).unwrap();
        assert_eq!(card.profile.map(|card| card.profile), Some(profile));
    }

    #[test]
    fn a_vault_whose_making_was_broken_off_is_nobodys() {
        let dir = tempfile::tempdir().unwrap();
        let [half, whole] = [7, 8].map(Uuid::from_u128);
        for profile in [half, whole] {
            begins_to_make(dir.path(), profile).unwrap();
            fs::create_dir_all(vault_dir(dir.path(), profile)).unwrap();
        }
        has_made(dir.path(), whole).unwrap();
        let card = Card::read(dir.path()).unwrap();
        let held: Vec<Uuid> = card.everybody().map(|card| card.profile).collect();
        assert_eq!(held, [whole]);
        assert_eq!(half_made(dir.path(), &card), [half]);
        // One that the card knows was made, whatever became of its mark.
        begins_to_make(dir.path(), whole).unwrap();
        assert_eq!(half_made(dir.path(), &card), [half]);
        assert!(!making(dir.path(), whole).exists());
    }

    #[test]
    fn whoever_is_in_front_changes_and_each_keeps_her_own_settings() {
        let blank = |n| ProfileCard::blank(Uuid::from_u128(n), String::new(), Role::Nurse);
        let large = Settings {
            text_size: 150,
            ..Settings::default()
        };
        let mut card = Card {
            settings: large,
            profile: Some(blank(1)),
            ..Card::default()
        };
        card.set_down();
        assert!(card.profile.is_none() && card.others.len() == 1);
        card.profile = Some(blank(2));
        card.settings = Settings::default();
        assert!(!card.take_up(Uuid::from_u128(3)));
        assert!(card.take_up(Uuid::from_u128(1)));
        assert_eq!(card.settings, large);
        let front = card.profile.as_ref().map(|card| card.profile);
        assert_eq!(front, Some(Uuid::from_u128(1)));
        assert!(card.of(Uuid::from_u128(2)).is_some());
        card.forget(Uuid::from_u128(1), 5);
        assert!(card.take_up(Uuid::from_u128(2)));
        assert_eq!(card.settings, Settings::default());
        assert_eq!(card.everybody().count(), 1);
    }

    #[test]
    fn a_card_comes_back_as_it_was_written() {
        let dir = tempfile::tempdir().unwrap();
        let settings = Settings {
            text_size: 150,
            ..Settings::default()
        };
        Card {
            settings,
            ..Card::default()
        }
        .write(dir.path())
        .unwrap();
        assert_eq!(Card::read(dir.path()).unwrap().settings, settings);
    }
}
