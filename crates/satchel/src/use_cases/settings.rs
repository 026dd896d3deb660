//! How Satchel looks and speaks.

use std::collections::BTreeSet;

use crate::contract::failure::{Failure, RefusedField};
use crate::contract::settings::{PutSettings, Settings, ShowSettings};
use crate::contract::{Made, Topic};
use crate::core::Core;
use crate::router::Outside;

/// The sizes the screens are drawn and looked at in.
const TEXT_SIZES: [u16; 4] = [100, 125, 150, 200];

impl Outside for ShowSettings {
    fn carry_out(self, core: &Core) -> Result<(Settings, BTreeSet<Topic>), Failure> {
        Ok((core.card().settings, BTreeSet::new()))
    }
}

impl Outside for PutSettings {
    fn carry_out(self, core: &Core) -> Result<(Made, BTreeSet<Topic>), Failure> {
        if !TEXT_SIZES.contains(&self.settings.text_size) {
            let field = RefusedField {
                path: "textSize".to_owned(),
                why: care::Why::Malformed,
            };
            return Err(Failure::Refused {
                fields: vec![field],
            });
        }
        core.change_card(|card| card.settings = self.settings)?;
        Ok((Made {}, BTreeSet::from([Topic::Settings])))
    }
}
