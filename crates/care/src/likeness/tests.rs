use super::*;
use crate::{Names, PersonName, Phone};

/// "given|family|birth date|CIN|phone"; what is left out is not known.
fn person(said: &str) -> Member {
    let mut parts = said.split('|').map(str::trim);
    let mut next = || parts.next().unwrap_or_default();
    let names = Names {
        given: next().split_whitespace().map(str::to_owned).collect(),
        family: next().to_owned(),
        ..Names::default()
    };
    let known = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let (born, cin, phone) = (next(), next(), next());
    Member {
        names,
        birth_date: known(born).map(|born| born.parse().unwrap()),
        cin: known(cin),
        phones: known(phone)
            .map(|number| Phone {
                number,
                used_as: String::new(),
            })
            .into_iter()
            .collect(),
        ..Member::default()
    }
}

fn check(one: &str, other: &str) -> Option<(&'static str, &'static str)> {
    let (one, other) = (person(one), person(other));
    let found = likeness(&one, &other);
    assert_eq!(found, likeness(&other, &one), "it is the same both ways");
    found.map(|found| (found.standing.code(), found.why.code()))
}

/// Two people, and whether they may be one: how surely, and why.
type Case = (
    &'static str,
    &'static str,
    Option<(&'static str, &'static str)>,
);

const CASES: &[Case] = &[
    // The number alone says it, also with a married name.
    (
        "Ana|Ruiz|1990-06-15|90412277D",
        "Ana|Soto||90412277D",
        Some(("certain", "cin")),
    ),
    // A newborn under her mother's number.
    (
        "Ana|Ruiz|1990-06-15|90412277D",
        "Baby|Soto|2026-01-02|90412277D",
        Some(("likely", "cin")),
    ),
    // Two numbers are two people, or a slip.
    (
        "Ana|Ruiz|1990-06-15|90412277D",
        "Ana|Ruiz|1990-06-15|90412278D",
        Some(("possible", "name_and_birth")),
    ),
    (
        "Ana|Ruiz|1990-06-15",
        "ANA|RUIZ|1990-06-15",
        Some(("likely", "name_and_birth")),
    ),
    (
        "Jose|Nunez|1990-06-15",
        "José|Núñez|1990-06-15",
        Some(("likely", "name_and_birth")),
    ),
    (
        "Jose|Nunez|1990-06-15",
        "Jose\u{301}|Nun\u{303}ez|1990-06-15",
        Some(("likely", "name_and_birth")),
    ),
    // One surname of two, either order, hyphen, particles.
    (
        "Ana|Torres|1990-06-15",
        "Ana|Torres Ruiz|1990-06-15",
        Some(("likely", "name_and_birth")),
    ),
    (
        "Ana|Ruiz Torres|1990-06-15",
        "Ana|Torres-Ruiz|1990-06-15",
        Some(("likely", "name_and_birth")),
    ),
    (
        "Ana|de la Cruz|1990-06-15",
        "Ana|Cruz|1990-06-15",
        Some(("likely", "name_and_birth")),
    ),
    (
        "Sean|O'Brien|1990-06-15",
        "Sean|OBrien|1990-06-15",
        Some(("likely", "name_and_birth")),
    ),
    // A second given name left out, or its initial.
    (
        "María Guadalupe|Torres|1990-06-15",
        "Guadalupe|Torres|1990-06-15",
        Some(("likely", "name_and_birth")),
    ),
    (
        "Maria G.|Torres|1990-06-15",
        "María Guadalupe|Torres|1990-06-15",
        Some(("likely", "name_and_birth")),
    ),
    // Day and month exchanged; what has no such day is another date.
    (
        "Ana|Ruiz|1990-03-04",
        "Ana|Ruiz|1990-04-03",
        Some(("likely", "name_and_swapped_birth")),
    ),
    ("Ana|Ruiz|1990-03-14", "Ana|Ruiz|1990-04-13", None),
    (
        "Ana|Ruiz|||(559) 555-0134",
        "Ana|Ruiz|1990-06-15||+1 559 555 0134",
        Some(("likely", "name_and_phone")),
    ),
    (
        "Ana|Ruiz|||0134",
        "Ana|Ruiz|1990-06-15||0134",
        Some(("possible", "name")),
    ),
    (
        "Ana|Ruiz",
        "Ana|Ruiz|1990-06-15",
        Some(("possible", "name")),
    ),
    // A letter, and half a name.
    (
        "Marisol|Ruiz|1990-06-15",
        "Marisole|Ruiz|1990-06-15",
        Some(("possible", "near_name_and_birth")),
    ),
    (
        "Ana||1990-06-15",
        "Ana|Ruiz|1990-06-15",
        Some(("possible", "near_name_and_birth")),
    ),
    (
        "Ana||||559 555 0134",
        "Ana|Ruiz|||559 555 0134",
        Some(("possible", "near_name_and_phone")),
    ),
    ("Ana", "Ana|Ruiz", None),
    ("Ana|Ruiz|1990-06-15", "Ada|Ruiz|1990-06-15", None),
    // Twins: one day, one surname, one telephone.
    (
        "Ana|Ruiz|1990-06-15||559 555 0134",
        "Eva|Ruiz|1990-06-15||559 555 0134",
        None,
    ),
    (
        "María Elena|Ruiz|1990-06-15",
        "María Luisa|Ruiz|1990-06-15",
        None,
    ),
    (
        "Daniel|Ruiz|1990-06-15||559 555 0134",
        "Daniela|Ruiz|1990-06-15||559 555 0134",
        Some(("possible", "near_name_and_birth")),
    ),
    // A mother and a daughter of one name, at one telephone.
    (
        "Ana|Ruiz|1970-06-15||559 555 0134",
        "Ana|Ruiz|1996-02-01||559 555 0134",
        None,
    ),
    (
        "Ana|Ruiz|1970-06-15||559 555 0134",
        "Ana|Ruiz|1971-06-15||559 555 0134",
        Some(("possible", "name_and_phone")),
    ),
    ("Ana|Ruiz|1970-06-15", "Ana|Ruiz|1971-06-15", None),
    // Nothing is known of either.
    ("", "", None),
    ("|Ruiz|1990-06-15", "|Ruiz|1990-06-15", None),
];

#[test]
fn who_may_be_the_same_and_why() {
    for (one, other, expected) in CASES {
        assert_eq!(check(one, other), *expected, "{one} and {other}");
    }
}

#[test]
fn a_name_she_goes_by_or_had_before_counts() {
    let mut lupe = person("María Guadalupe|Torres|1990-06-15");
    lupe.names.preferred = Some("Lupe".to_owned());
    assert!(likeness(&lupe, &person("Lupe|Torres|1990-06-15")).is_some());
    let mut married = person("Ana|Soto|1990-06-15");
    married.names.others.push(PersonName {
        used_as: "maiden".to_owned(),
        text: "Ana Ruiz".to_owned(),
    });
    assert!(likeness(&married, &person("Ana|Ruiz|1990-06-15")).is_some());
}

#[test]
fn whoever_is_likely_the_same_is_found_by_a_mark() {
    let alike = [
        (
            "Ana|Ruiz|1990-06-15|90412277D",
            "Baby|Soto|2026-01-02|90412277D",
        ),
        ("Ana|Ruiz Torres|1990-06-15", "Ana|Torres|1990-06-15"),
        ("Ana|Ruiz|1990-03-04", "Ana|Ruiz|1990-04-03"),
        (
            "Ana|Ruiz|||(559) 555-0134",
            "Ana|Ruiz|1990-06-15||+1 559 555 0134",
        ),
    ];
    for (one, other) in alike {
        assert!(
            !lookups(&person(one)).is_disjoint(&marks(&person(other))),
            "{one}"
        );
        assert!(
            !lookups(&person(other)).is_disjoint(&marks(&person(one))),
            "{other}"
        );
    }
    assert_eq!(
        marks(&person("Ana|Ruiz")),
        BTreeSet::new(),
        "a name alone is no mark"
    );
    let many = Member {
        phones: (0..100)
            .map(|n| Phone {
                number: format!("559 555 {n:04}"),
                used_as: String::new(),
            })
            .collect(),
        ..person("a b c d e f g h i j k|l m n o p q r s t u|1990-06-15")
    };
    assert!(marks(&many).len() <= MARKS_MAX);
}

#[test]
fn what_is_opened_unseen_is_found_by_no_slip_and_no_initial() {
    let record = person("María Elena|Ruiz Torres|1990-06-15|90412277D");
    let finds = |said| is_exactly(&record, &person(said));
    assert!(finds("maria|ruiz|1990-06-15"));
    assert!(finds("Elena Maria|Torres|1990-06-15"));
    assert!(finds("|||90412277D"));
    for said in [
        "Maria|Ruis|1990-06-15",
        "M|Ruiz|1990-06-15",
        "Maria|Ruiz|1990-06-16",
        "Maria|Ruiz",
        "Maria||1990-06-15",
        "|Ruiz|1990-06-15",
        "Maria Ana|Ruiz|1990-06-15",
        "Maria|Ruiz|1990-06-15|90412278D",
        "",
    ] {
        assert!(!finds(said), "{said}");
    }
}
