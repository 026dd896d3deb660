//! Work that the clinic has set aside: what waits for a person.

use rusqlite::named_params;

use crate::entities::{Entity, entity};
use crate::{Page, Reader, StoreError};

/// Reviews about which the clinic has no decision, longest waiting first.
pub fn open(reader: &Reader<'_>, page: Page) -> Result<Vec<Entity>, StoreError> {
    let params = named_params! { ":offset": page.offset(), ":limit": page.limit() };
    reader.rows(include_str!("open.sql"), params, entity)
}

/// How many there are.
pub fn count_open(reader: &Reader<'_>) -> Result<u32, StoreError> {
    reader.number(include_str!("count_open.sql"), named_params! {})
}
