//! What its person may do is the directory's word: when that says another role of her, the satchel's door follows.

use std::sync::Weak;

use care::Staff;
use vault::StoreError;

use super::journey::{JourneyError, transact, with_open};
use crate::book::read;
use crate::core::Core;
use crate::session::keep_role;

/// Takes over the role that the directory says.
pub(super) fn follow_role(core: &Weak<Core>) -> Result<(), JourneyError> {
    let said = with_open(core, |core, open| {
        let me = open.me.staff;
        let held = open
            .vault
            .read::<_, StoreError>(|reader| read::<Staff>(reader, me))?;
        let said = held
            .map(|held| held.value.role)
            .filter(|role| *role != open.me.role);
        if let Some(role) = said {
            transact(core, open, |writer| keep_role(writer, role))?;
        }
        Ok(said)
    })?;
    if let (Some(role), Some(core)) = (said, core.upgrade()) {
        core.takes_role(role);
    }
    Ok(())
}
