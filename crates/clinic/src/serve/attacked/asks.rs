//! Every endpoint as somebody asks it who should not, and the rule by which it is to answer.
//!
//! The rule is written here once more, in few words, from the table of roles and from who was given whom. It does not look
//! at how the server decides.

use care::{Act, Role, may};

use super::house::Relation;

/// Who gets in at all.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Door {
    /// Anybody.
    Open,
    /// Whoever proves herself in the body, which nobody does here.
    Own,
    /// A device in use.
    Working,
    /// Also one that is lost or wanted back: it may bring what it has.
    Bringing,
    /// Also one that was taken out of use: it may hear what it is to do.
    Hearing,
}

/// What comes of it for whoever may.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Gives {
    /// Nothing of anybody.
    Nothing,
    /// A list that is for the role, without anybody's words.
    List,
    /// It writes into the record of the member it names.
    Writes,
    /// Everything of every member she holds.
    Held,
    /// Everything of the member it names.
    Named,
    /// Whether what she holds of the member it names is right.
    Compared,
    /// A picture of the member it names.
    Picture,
    /// The record of the member it names, for a while.
    Opened,
}

/// One question.
#[derive(Clone, Copy)]
pub(super) struct Ask {
    pub(super) path: &'static str,
    /// Where a path is asked in several ways: which.
    pub(super) how: &'static str,
    pub(super) door: Door,
    /// What her role must allow; nothing, if it is the member who decides.
    pub(super) act: Option<Act>,
    pub(super) gives: Gives,
}

impl Ask {
    /// Whether it is about one member.
    pub(super) const fn names_somebody(&self) -> bool {
        matches!(
            self.gives,
            Gives::Writes | Gives::Named | Gives::Compared | Gives::Picture | Gives::Opened
        )
    }

    pub(super) fn name(&self) -> String {
        format!("{} {}", self.path, self.how).trim().to_owned()
    }
}

const fn ask(path: &'static str, door: Door, act: Option<Act>, gives: Gives) -> Ask {
    Ask {
        path,
        how: "",
        door,
        act,
        gives,
    }
}

const fn push(how: &'static str, act: Act) -> Ask {
    Ask {
        how,
        ..ask("/sync/push", Door::Bringing, Some(act), Gives::Writes)
    }
}

/// Every endpoint, at least once. What the server has and this list has not fails the test.
pub(super) const ASKS: &[Ask] = &[
    ask("/enrol", Door::Own, None, Gives::Nothing),
    push("task", Act::Change),
    push("note", Act::Sign),
    push("same", Act::Steer),
    ask("/sync/pull", Door::Working, None, Gives::Held),
    ask("/sync/park", Door::Bringing, None, Gives::Nothing),
    ask(
        "/sync/replay",
        Door::Bringing,
        Some(Act::Change),
        Gives::Writes,
    ),
    ask("/sync/gone", Door::Bringing, None, Gives::Nothing),
    ask("/sync/digests", Door::Working, None, Gives::Compared),
    ask("/sync/snapshot", Door::Working, None, Gives::Named),
    ask("/sync/files", Door::Bringing, None, Gives::Nothing),
    ask("/sync/piece", Door::Bringing, None, Gives::Nothing),
    ask("/sync/piece/get", Door::Working, None, Gives::Picture),
    ask("/sync/escrow", Door::Working, None, Gives::Nothing),
    ask("/sync/audit", Door::Bringing, None, Gives::Nothing),
    ask(
        "/sync/audit/read",
        Door::Working,
        Some(Act::Audit),
        Gives::List,
    ),
    ask("/recovery/ask", Door::Own, None, Gives::Nothing),
    ask("/recovery/fetch", Door::Own, None, Gives::Nothing),
    ask("/sync/contact", Door::Hearing, None, Gives::Nothing),
    ask("/contact", Door::Own, None, Gives::Nothing),
    ask("/contact/wiped", Door::Own, None, Gives::Nothing),
    ask(
        "/devices/list",
        Door::Working,
        Some(Act::Devices),
        Gives::List,
    ),
    ask(
        "/devices/declare",
        Door::Working,
        Some(Act::Devices),
        Gives::Nothing,
    ),
    ask(
        "/incidents/list",
        Door::Working,
        Some(Act::Incidents),
        Gives::List,
    ),
    ask(
        "/incidents/write",
        Door::Working,
        Some(Act::Incidents),
        Gives::Nothing,
    ),
    ask("/health", Door::Open, None, Gives::Nothing),
    ask("/metrics", Door::Open, None, Gives::Nothing),
    ask(
        "/glass/break",
        Door::Working,
        Some(Act::BreakGlass),
        Gives::Opened,
    ),
    // Of a record that somebody else has opened: nobody's to go on with.
    ask("/glass/renew", Door::Own, None, Gives::Nothing),
    ask("/glass/list", Door::Working, Some(Act::Audit), Gives::List),
    ask(
        "/glass/weigh",
        Door::Working,
        Some(Act::WeighGlass),
        Gives::Nothing,
    ),
];

/// How the device stands that asks, and what its request is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    Active,
    Lost,
    Recalled,
    Retired,
    Wiped,
    /// Its id is nobody's.
    Unknown,
    /// A device of another clinic.
    Elsewhere,
    /// In use, and another key signs.
    OtherKey,
    /// In use, and one byte was added on the way.
    Changed,
    /// In use, and signed for another path.
    OtherPath,
    /// In use, and the very same request was there before.
    Again,
    /// In use, and it says its name only.
    Unsigned,
}

impl Standing {
    pub(super) const ALL: [Self; 12] = [
        Self::Active,
        Self::Lost,
        Self::Recalled,
        Self::Retired,
        Self::Wiped,
        Self::Unknown,
        Self::Elsewhere,
        Self::OtherKey,
        Self::Changed,
        Self::OtherPath,
        Self::Again,
        Self::Unsigned,
    ];

    const fn comes_in_by(self, door: Door) -> bool {
        match door {
            Door::Open => true,
            Door::Own => false,
            Door::Working => matches!(self, Self::Active),
            Door::Bringing => matches!(self, Self::Active | Self::Lost | Self::Recalled),
            Door::Hearing => matches!(
                self,
                Self::Active | Self::Lost | Self::Recalled | Self::Retired
            ),
        }
    }
}

/// Refused.
pub(super) const NO: &str = "-";
/// Carried out, and nothing came of it.
pub(super) const NOTHING: &str = "nothing";

/// What is to come of it.
pub(super) fn expected(ask: &Ask, role: Role, relation: Relation, standing: Standing) -> String {
    if !standing.comes_in_by(ask.door) {
        return NO.to_owned();
    }
    let by_role = ask.act.is_none_or(|act| may(role, act));
    if !by_role && ask.gives != Gives::Writes {
        return NO.to_owned();
    }
    let is_hers = relation == Relation::Hers;
    let words = may(role, Act::ReadNotes);
    let shown = match (may(role, Act::Read), words) {
        (true, true) => "name task note key",
        (true, false) => "name",
        (false, _) => NOTHING,
    };
    let in_use = standing == Standing::Active;
    let says = match ask.gives {
        Gives::List => "list",
        Gives::Held => shown,
        Gives::Named if is_hers => shown,
        Gives::Compared if is_hers && may(role, Act::Read) => "compared",
        Gives::Picture if is_hers && words => "picture",
        // Whoever meets somebody first begins her record, also under an id that means somebody at another clinic.
        Gives::Writes if in_use && by_role && (is_hers || relation.is_nobody_here()) => "writes",
        Gives::Opened if matches!(relation, Relation::Left | Relation::Never) => "opened",
        Gives::Picture => NO,
        Gives::Nothing | Gives::Named | Gives::Compared | Gives::Writes | Gives::Opened => NOTHING,
    };
    says.to_owned()
}
