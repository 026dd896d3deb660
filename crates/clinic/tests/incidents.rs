//! The register of incidents through the program itself: what it prints, its refusals as sentences, and the chain that covers it.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::process::{Command, Output};

use tempfile::TempDir;

/// A clinic with a privacy officer and a care manager.
struct Office(TempDir);

impl Office {
    fn new() -> Self {
        let office = Self(tempfile::tempdir().unwrap());
        office.prints("staff|add|Odile|Ruiz|--role|privacy_officer");
        office.prints("staff|add|Inés|Ruiz|--role|care_manager");
        office
    }

    /// Runs the program with these words, parted by strokes.
    fn runs(&self, words: &str) -> Output {
        Command::new(env!("CARGO_BIN_EXE_satchel-clinic"))
            .arg("--data")
            .arg(self.0.path())
            .args(words.split('|'))
            .output()
            .unwrap()
    }

    fn prints(&self, words: &str) -> String {
        let done = self.runs(words);
        let said = String::from_utf8(done.stderr).unwrap();
        assert!(done.status.success(), "{words}: {said}");
        String::from_utf8(done.stdout).unwrap()
    }

    fn refuses(&self, words: &str) -> String {
        let done = self.runs(words);
        assert!(!done.status.success(), "{words}");
        String::from_utf8(done.stderr).unwrap()
    }

    /// Opens an incident; gives its id.
    fn opens(&self) -> String {
        let opened = self.prints(
            "incidents|open|--by|Odile|--detected|2025-06-02T08:00:00-07:00|--words|A letter went astray.",
        );
        opened.split_whitespace().next().unwrap().to_owned()
    }
}

#[test]
fn the_program_opens_an_incident_assesses_it_and_says_who_was_told() {
    let office = Office::new();
    let id = office.opens();
    let listed = office.prints("incidents");
    assert!(listed.contains("written down by hand"), "{listed}");
    assert!(listed.contains("by 2025-06-23"), "{listed}");
    let assessed = format!(
        "incidents|assess|{id}|--by|Odile|--nature|A name.|--who|A neighbour.|--seen|It was opened.|--mitigated|Given back.\
         |--unreadable|no|--finding|low-probability|--people|1|--reasons|She promised not to use it."
    );
    office.prints(&assessed);
    office.prints(&format!(
        "incidents|sent|{id}|--by|Odile|--to|plan|--on|2025-06-02|--how|By telephone"
    ));
    let shown = office.prints(&format!("incidents|show|{id}"));
    for part in [
        "assessed: low probability of compromise, 1 members: She promised not to use it.",
        "who may have had it: A neighbour.",
        "told 2025-06-02",
        "not needed",
        "A letter went astray.",
    ] {
        assert!(shown.contains(part), "{part} is not in {shown}");
    }
    office.prints(&format!(
        "incidents|not-sent|{id}|--by|Odile|--to|plan|--words|It was another plan."
    ));
    let taken_back = office.prints(&format!("incidents|show|{id}"));
    assert!(taken_back.contains("plan was not told: It was another plan."));
    assert!(taken_back.contains("LATE"), "{taken_back}");
    let verified = office.prints("audit|verify");
    assert!(verified.contains("faults                          0"));
}

#[test]
fn what_it_does_not_write_down_it_says_why() {
    let office = Office::new();
    let id = office.opens();
    assert_eq!(
        office.refuses(&format!("incidents|note|{id}|--by|Inés|--words|I lost it.")),
        "satchel-clinic: only a supervisor or a privacy officer writes in the register of incidents\n"
    );
    let half = format!(
        "incidents|assess|{id}|--by|Odile|--nature|a|--who| |--seen|a|--mitigated|a\
         |--unreadable|no|--finding|breach|--people|1|--reasons|a"
    );
    assert!(office.refuses(&half).contains("something is missing"));
    let nobody = format!(
        "incidents|sent|{id}|--by|Odile|--to|the_neighbours|--on|2025-06-02|--how|By telephone"
    );
    let refused = office.refuses(&nobody);
    assert!(refused.contains("nobody of this code is to be told"));
    let ahead = "incidents|open|--by|Odile|--detected|2999-01-01T08:00:00Z|--words|a";
    assert!(office.refuses(ahead).contains("still to come"));
}

#[test]
fn whether_a_pin_opens_a_laptop_is_said_and_asked() {
    let office = Office::new();
    let (may, may_not) = (
        "a PIN may open a device for the day\n",
        "only the passphrase opens a device\n",
    );
    assert_eq!(office.prints("devices|pin"), may);
    assert_eq!(office.prints("devices|pin|forbidden"), may_not);
    assert_eq!(office.prints("devices|pin"), may_not);
    assert_eq!(office.prints("devices|pin|allowed"), may);
}
