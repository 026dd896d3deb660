//! Staff by their ids, for the names beside what they wrote.

use std::collections::BTreeMap;

use care::{Owner, Role, Staff, StaffId};
use sync::Author;
use vault::{Reader, StoreError};

use crate::contract::{OwnerView, Person};

/// Everybody of the clinic.
pub(crate) struct People {
    staff: BTreeMap<StaffId, Staff>,
    you: StaffId,
}

impl People {
    /// Reads the clinic's directory.
    pub(crate) fn read(reader: &Reader<'_>, you: StaffId) -> Result<Self, StoreError> {
        let staff = super::all::<Staff>(reader)?
            .into_iter()
            .map(|held| (StaffId(held.id), held.value));
        Ok(Self {
            staff: staff.collect(),
            you,
        })
    }

    /// Who is here.
    pub(crate) const fn you(&self) -> StaffId {
        self.you
    }

    /// What somebody of the clinic does there, as far as its directory says.
    pub(crate) fn role(&self, staff: StaffId) -> Option<Role> {
        Some(self.staff.get(&staff)?.role)
    }

    /// A person as shown beside what she wrote; her name is empty when the directory does not hold her.
    pub(crate) fn person(&self, staff: StaffId) -> Person {
        let name = self
            .staff
            .get(&staff)
            .map(Staff::signature)
            .unwrap_or_default();
        Person {
            staff,
            name,
            is_you: staff == self.you,
        }
    }

    /// The author as a person; absent for the clinic's own systems.
    pub(crate) fn author(&self, author: &Author) -> Option<Person> {
        author.staff().map(|staff| self.person(staff))
    }

    /// Who does a step.
    pub(crate) fn owner(&self, owner: &Owner) -> OwnerView {
        OwnerView {
            person: owner.staff.map(|staff| self.person(staff)),
            words: owner.words.clone(),
        }
    }

    /// Everybody, by name.
    pub(crate) fn everybody(&self) -> Vec<Person> {
        let mut everybody: Vec<Person> =
            self.staff.keys().map(|staff| self.person(*staff)).collect();
        everybody.sort_by(|one, other| one.name.cmp(&other.name));
        everybody
    }
}
