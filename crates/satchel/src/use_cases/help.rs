//! Help in place, from the catalogue. It is nobody's record: whoever has a satchel may read it.

use std::collections::BTreeSet;

use catalog::Help as List;
use catalog::outreach::Vouched;

use super::said::said;
use crate::contract::Topic;
use crate::contract::failure::Failure;
use crate::contract::help::{Help, HelpTopic, ShowHelp};
use crate::core::Core;
use crate::router::Outside;

impl Outside for ShowHelp {
    fn carry_out(self, _core: &Core) -> Result<(Help, BTreeSet<Topic>), Failure> {
        let view = |topic: &catalog::help::Topic| HelpTopic {
            code: topic.code.clone(),
            on: topic.on.clone(),
            title: said(&topic.title),
            lead: said(&topic.lead),
            points: topic.points.iter().map(said).collect(),
            source: topic.source.clone(),
            to_be_confirmed: topic.vouched == Vouched::ToBeConfirmed,
        };
        let topics = List::shipped().topics.iter().map(view).collect();
        Ok((Help { topics }, BTreeSet::new()))
    }
}
