//! The demo's pregnancies: two that last, three births, and one loss. They are the ones that were imported; what a person
//! would have written down of them since is added to what the hospital wrote.

use std::collections::BTreeMap;

use care::{
    Births, CareStand, CareStanding, Dating, DatingMethod, EntityId, Helper, HelperKind,
    HelperService, Infant, InfantStand, InfantStay, MemberId, PerinatalCare, Pregnancy,
    PregnancyEnd, PregnancyEnding, SaidBy, ServiceBy, Sex,
};
use chrono::{Days, NaiveDate};
use sync::StreamId;
use uuid::Uuid;

use super::script::{Script, Target};
use crate::ledger::{LedgerError, Tx, params};

/// From the last period to the day on which the demo's hospital first writes a pregnancy down.
const KNOWN_AFTER: Days = Days::new(14);

/// The newest pregnancy of each of the demo's people who were imported.
pub(super) type Newest = BTreeMap<MemberId, (Uuid, Pregnancy)>;

/// Reads them.
pub(super) fn newest(
    tx: &Tx<'_>,
    members: impl Iterator<Item = MemberId>,
) -> Result<Newest, LedgerError> {
    let mut all = Newest::new();
    for member in members {
        let params = params! { ":stream": StreamId::Member(member).to_string() };
        let rows = tx.all(include_str!("../eligibility/held.sql"), params, |row| {
            Ok((
                row.get::<String>(0)?,
                row.get::<String>(1)?,
                row.get::<String>(2)?,
            ))
        })?;
        for (id, kind, data) in rows {
            if kind != <Pregnancy as care::Entity>::KIND {
                continue;
            }
            let id: Uuid = id.parse().or(Err(LedgerError::Malformed))?;
            let read: Pregnancy = serde_json::from_str(&data)?;
            let newest = all.entry(member).or_insert_with(|| (id, read.clone()));
            if newest.1.onset < read.onset {
                *newest = (id, read);
            }
        }
    }
    Ok(all)
}

/// What the demo adds to one pregnancy.
struct Told {
    short: &'static str,
    method: DatingMethod,
    births: (u8, u8),
    helpers: &'static [(HelperKind, &'static str, &'static str)],
    /// How it ended, if it has, and where.
    end: Option<(PregnancyEnding, &'static str)>,
    /// The babies: name, sex, where.
    infants: &'static [(&'static str, Sex, InfantStay, &'static str)],
    /// What was written down: item, which, how, so many days after the beginning (or, of what comes after, the end), where.
    cares: &'static [(
        &'static str,
        &'static str,
        CareStanding,
        Counted,
        u64,
        &'static str,
    )],
    /// What others did: who, what, so many days ago.
    helped: &'static [(HelperKind, &'static str, &'static str, u64)],
}

/// What days are counted from.
#[derive(Clone, Copy)]
enum Counted {
    Beginning,
    End,
    /// Back from today.
    Today,
}

use CareStanding::{Arranged, Done, Missed};
use Counted::{Beginning, End, Today};

const TOLD: &[Told] = &[
    Told {
        short: "16b9a4bc",
        method: DatingMethod::Ultrasound,
        births: (3, 1),
        helpers: &[(
            HelperKind::Doula,
            "Noor Haddad",
            "will be at the birth if her aunt works",
        )],
        end: None,
        infants: &[],
        cares: &[
            ("cpsp_initial", "", Done, Today, 82, "Alder Creek"),
            ("prenatal_08", "", Done, Beginning, 58, "Alder Creek"),
            ("prenatal_12", "", Done, Beginning, 86, "Alder Creek"),
            ("prenatal_16", "", Done, Beginning, 114, "Alder Creek"),
            ("prenatal_20", "", Done, Beginning, 142, "Alder Creek"),
            (
                "prenatal_24",
                "",
                Missed,
                Beginning,
                168,
                "the ride did not come",
            ),
            (
                "cpsp_second",
                "",
                Done,
                Beginning,
                128,
                "Alder Creek, with CPSP",
            ),
            ("bih_prenatal", "1", Done, Today, 42, "Black Infant Health"),
            ("bih_prenatal", "2", Done, Today, 35, "Black Infant Health"),
            ("bih_prenatal", "3", Done, Today, 28, "Black Infant Health"),
            ("bih_prenatal", "4", Missed, Today, 21, ""),
            ("bih_prenatal", "5", Done, Today, 14, "Black Infant Health"),
            ("bih_prenatal", "6", Done, Today, 7, "Black Infant Health"),
        ],
        helped: &[
            (HelperKind::Doula, "Noor Haddad", "birth_education", 12),
            (HelperKind::Doula, "Noor Haddad", "birth_education", 33),
        ],
    },
    Told {
        short: "ad20206b",
        method: DatingMethod::Unknown,
        births: (8, 7),
        helpers: &[],
        end: None,
        infants: &[],
        cares: &[("prenatal_08", "", Done, Beginning, 57, "")],
        helped: &[],
    },
    Told {
        short: "526172f0",
        method: DatingMethod::Lmp,
        births: (4, 2),
        helpers: &[],
        end: Some((PregnancyEnding::LiveBirth, "Río Verde Medical Center")),
        infants: &[("Noa", Sex::Female, InfantStay::WithFamily, "")],
        cares: &[
            ("postpartum_contact", "", Done, End, 1, "on the ward"),
            ("cpsp_third", "", Done, Beginning, 203, ""),
        ],
        helped: &[],
    },
    Told {
        short: "788b0163",
        method: DatingMethod::Ultrasound,
        births: (3, 0),
        helpers: &[(
            HelperKind::Chw,
            "Elvira Solís",
            "promotora of the Mill Street group",
        )],
        end: Some((PregnancyEnding::LiveBirth, "Río Verde Medical Center")),
        infants: &[("Elías", Sex::Male, InfantStay::WithFamily, "")],
        cares: &[
            ("postpartum_contact", "", Done, End, 12, ""),
            ("postpartum_visit", "", Done, End, 47, "women's clinic"),
            ("cpsp_postpartum", "", Done, End, 50, ""),
            ("well_child_1", "1", Done, End, 31, ""),
            ("well_child_2", "1", Done, End, 63, ""),
            ("well_child_4", "1", Missed, End, 124, ""),
        ],
        helped: &[(HelperKind::Chw, "Elvira Solís", "emotional_support", 20)],
    },
    Told {
        short: "0883b933",
        method: DatingMethod::Ultrasound,
        births: (6, 4),
        helpers: &[],
        end: Some((PregnancyEnding::LiveBirth, "Río Verde Medical Center")),
        infants: &[
            ("Tayen", Sex::Female, InfantStay::WithFamily, ""),
            (
                "Koa",
                Sex::Male,
                InfantStay::WithFamily,
                "home from the NICU since March",
            ),
        ],
        cares: &[
            ("postpartum_visit", "", Done, End, 40, "women's clinic"),
            ("well_child_6", "1", Done, End, 184, ""),
            ("well_child_6", "2", Done, End, 184, ""),
        ],
        helped: &[],
    },
    Told {
        short: "7019a5c5",
        method: DatingMethod::Unknown,
        births: (3, 0),
        helpers: &[],
        end: Some((PregnancyEnding::Ectopic, "")),
        infants: &[],
        cares: &[
            ("follow_up_visit", "", Done, End, 17, "women's clinic"),
            ("grief_offer", "", Done, End, 12, ""),
        ],
        helped: &[],
    },
];

/// Adds what was told of one person's newest pregnancy, if the demo knows anything of it.
pub(super) fn write(script: &mut Script, member: MemberId, short: &str, newest: &Newest) {
    let Some(told) = TOLD.iter().find(|told| told.short == short) else {
        return;
    };
    let Some((id, imported)) = newest.get(&member) else {
        return;
    };
    let Some(pregnancy) = told.onto(imported) else {
        return;
    };
    let into = Target::Member(member);
    script.amend_thing(
        (into, *id),
        &["dating", "births", "babies", "outcome", "helpers"],
        &pregnancy,
    );
    for (place, (name, sex, stay, words)) in (1_u8..).zip(told.infants) {
        let Some(born) = pregnancy.ended() else {
            break;
        };
        let infant = Infant {
            pregnancy: EntityId(*id),
            order: place,
            name: (*name).to_owned(),
            born,
            sex: Some(*sex),
            stays: InfantStand {
                is: *stay,
                since: born,
                words: (*words).to_owned(),
            },
            member: None,
        };
        script.put(into, &format!("{short}/{place}"), &infant);
    }
    told.write_care(script, into, (*id, &pregnancy));
}

impl Told {
    fn onto(&self, imported: &Pregnancy) -> Option<Pregnancy> {
        let lmp = imported.onset.checked_sub_days(KNOWN_AFTER)?;
        let (gravida, para) = self.births;
        let outcome = match self.end {
            None => None,
            Some((what, place)) => Some(PregnancyEnd {
                what,
                on: imported.end?,
                place: place.to_owned(),
            }),
        };
        let helper = |(kind, name, words): &(HelperKind, &str, &str)| Helper {
            kind: *kind,
            name: (*name).to_owned(),
            words: (*words).to_owned(),
        };
        Some(Pregnancy {
            dating: Some(Dating {
                due: Dating::due_from(lmp)?,
                method: self.method,
                lmp: (self.method == DatingMethod::Lmp).then_some(lmp),
            }),
            births: Some(Births { gravida, para }),
            babies: u8::try_from(self.infants.len().max(1)).ok(),
            outcome,
            helpers: self.helpers.iter().map(helper).collect(),
            ..imported.clone()
        })
    }

    fn write_care(&self, script: &mut Script, into: Target, (id, birth): (Uuid, &Pregnancy)) {
        let today = script.days_ago(0);
        let pregnancy = EntityId(id);
        let day = |from: Counted, days: u64| -> Option<NaiveDate> {
            match from {
                Beginning => birth.began().checked_add_days(Days::new(days)),
                End => birth.ended()?.checked_add_days(Days::new(days)),
                Today => today.checked_sub_days(Days::new(days)),
            }
        };
        for (item, about, is, from, days, place) in self.cares {
            // A demo of an earlier day has not come so far.
            let Some(on) = day(*from, *days).filter(|on| *on <= today || *is == Arranged) else {
                continue;
            };
            let care = PerinatalCare {
                pregnancy,
                item: (*item).to_owned(),
                about: (*about).to_owned(),
                stands: CareStand {
                    is: *is,
                    on,
                    place: (*place).to_owned(),
                    words: String::new(),
                    said_by: SaidBy::Member,
                },
            };
            script.put(into, &format!("{}/{item}/{about}", self.short), &care);
        }
        for (kind, name, service, days) in self.helped {
            let helped = HelperService {
                pregnancy,
                by: ServiceBy {
                    kind: *kind,
                    name: (*name).to_owned(),
                },
                service: (*service).to_owned(),
                on: script.days_ago(*days),
            };
            script.put(into, &format!("{}/{service}/{days}", self.short), &helped);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_of_a_pregnancy_is_in_the_catalogue() {
        let list = catalog::Perinatal::shipped();
        for told in TOLD {
            for (item, about, ..) in told.cares {
                assert!(list.is_known(item, about), "{} {item} {about}", told.short);
            }
            for (_, _, service, _) in told.helped {
                assert!(list.service(service).is_some(), "{service}");
            }
        }
    }

    #[test]
    fn nothing_is_told_of_somebody_without_a_pregnancy() {
        let mut script = Script::new("2026-11-22".parse().unwrap());
        let member = MemberId(Uuid::from_u128(1));
        write(&mut script, member, "16b9a4bc", &Newest::new());
        assert!(script.into_lines().is_empty());
    }
}
