//! What the tests say they prove.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Where tests are.
const PLACES: [&str; 3] = ["crates", "tests", "ui/src"];
/// What others wrote, what is built, and this very search.
const PASSED_OVER: [&str; 3] = ["node_modules", "dist", "xtask"];
const JOURNEYS: &str = "tests/journeys/";

/// A test that names a requirement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Proof {
    /// Its file, from the root of the repository.
    pub(super) file: String,
    /// Its name.
    pub(super) test: String,
    /// It drives the screens.
    pub(super) on_screen: bool,
}

/// Every test that names a requirement, by the requirement.
pub(super) fn in_tests(root: &Path) -> BTreeMap<String, Vec<Proof>> {
    let mut files = Vec::new();
    for place in PLACES {
        gather(&root.join(place), &mut files);
    }
    files.sort();
    let mut proofs: BTreeMap<String, Vec<Proof>> = BTreeMap::new();
    for file in files {
        let Ok(text) = fs::read_to_string(root.join(&file)) else {
            continue;
        };
        let file = file
            .strip_prefix(&format!("{}/", root.display()))
            .unwrap_or(&file)
            .to_owned();
        for (number, test) in of_file(
            &text,
            Path::new(&file).extension().is_some_and(|end| end == "rs"),
        ) {
            let on_screen = file.starts_with(JOURNEYS);
            let proof = Proof {
                file: file.clone(),
                test,
                on_screen,
            };
            let of_it = proofs.entry(number).or_default();
            if !of_it.contains(&proof) {
                of_it.push(proof);
            }
        }
    }
    proofs
}

fn gather(folder: &Path, files: &mut Vec<String>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.map_while(Result::ok) {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if path.is_dir() {
            if !PASSED_OVER.contains(&name.as_str()) {
                gather(&path, files);
            }
        } else if [".rs", ".test.ts", ".test.tsx", ".spec.ts"]
            .iter()
            .any(|end| name.ends_with(end))
        {
            files.push(path.display().to_string());
        }
    }
}

/// The numbers of a file, each with the test that names it: in the lines of comment above it, or within it.
fn of_file(text: &str, is_rust: bool) -> Vec<(String, String)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut proofs = Vec::new();
    let mut within: Option<String> = None;
    let mut above: Vec<String> = Vec::new();
    let mut is_test = false;
    for line in &lines {
        let bare = line.trim();
        let is_comment = bare.starts_with("//");
        let named = numbers(bare);
        if bare == "#[test]" {
            is_test = true;
            within = None;
        }
        let begins = if is_rust {
            is_test
                .then(|| after(bare, "fn ", |letter| letter == '(' || letter == '<'))
                .flatten()
        } else {
            ["test(", "it(", "describe(", "describe.each"]
                .iter()
                .any(|word| bare.starts_with(word))
                .then(|| quoted(bare))
                .flatten()
        };
        if let Some(name) = begins {
            is_test = false;
            proofs.extend(above.drain(..).map(|number| (number, name.clone())));
            within = Some(name);
        }
        match &within {
            // A comment between two tests belongs to the one that follows.
            Some(_) if is_rust && *line == "}" => within = None,
            Some(name) if !is_comment || is_deep(line, is_rust) => {
                proofs.extend(named.into_iter().map(|number| (number, name.clone())));
            }
            _ => {
                if is_comment {
                    above.extend(named);
                } else if !bare.starts_with("#[") && !bare.is_empty() {
                    above.clear();
                }
            }
        }
    }
    proofs
}

/// Whether a comment stands within a test and not above the next one.
fn is_deep(line: &str, is_rust: bool) -> bool {
    let indent = line.len() - line.trim_start().len();
    is_rust || 4 <= indent
}

/// The numbers a line names: `R010`, `R003a`.
fn numbers(line: &str) -> Vec<String> {
    let mut numbers = Vec::new();
    let mut words = line.split(|letter: char| !letter.is_ascii_alphanumeric());
    for word in &mut words {
        // A test's own name says it in small letters: `r044_somebody_new_is_met`.
        let digits = word.strip_prefix(['R', 'r']).unwrap_or_default();
        let (number, rest) = digits.split_at_checked(3).unwrap_or_default();
        let is_one = number.len() == 3
            && number.bytes().all(|digit| digit.is_ascii_digit())
            && (rest.is_empty()
                || (rest.len() == 1 && rest.bytes().all(|byte| byte.is_ascii_lowercase())));
        if is_one {
            numbers.push(format!("R{digits}"));
        }
    }
    numbers
}

fn after(line: &str, word: &str, ends: impl Fn(char) -> bool) -> Option<String> {
    let (_, rest) = line.split_once(word)?;
    Some(rest.split(ends).next()?.to_owned())
}

fn quoted(line: &str) -> Option<String> {
    let (_, rest) = line.split_once('"')?;
    Some(rest.split('"').next()?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(text: &str, is_rust: bool) -> Vec<(String, String)> {
        of_file(text, is_rust)
    }

    fn pair(number: &str, test: &str) -> (String, String) {
        (number.to_owned(), test.to_owned())
    }

    #[test]
    fn a_test_names_what_stands_above_it_and_in_it_and_code_names_nothing() {
        let text = "\
/// Built after R001.
fn code() {}

/// R002: and R003a too.
#[test]
fn first() {
    // R004 in part.
}

// R005 is not proven by this.
const NOTHING: u8 = 0;

#[test]
fn second() {}
";
        let wanted = [
            pair("R002", "first"),
            pair("R003a", "first"),
            pair("R004", "first"),
        ];
        assert_eq!(pairs(text, true), wanted);
    }

    #[test]
    fn a_journey_is_named_by_its_sentence() {
        let text = "\
// R010, R011
describe.each([\"en\", \"es\"] as const)(\"in %s\", (language) => {
  // R012
  test(\"she is met\", async () => {
    // R013
  });
  // R014
  test(\"she is met again\", async () => {});
});
";
        let found = pairs(text, false);
        let of = |number: &str| {
            let one = found.iter().find(|(named, _)| named == number);
            one.map(|(_, test)| test.as_str())
        };
        assert_eq!(of("R012"), Some("she is met"));
        assert_eq!(of("R013"), Some("she is met"));
        assert_eq!(of("R014"), Some("she is met again"));
        assert!(of("R010").is_some());
    }

    #[test]
    fn only_three_digits_are_a_number() {
        assert_eq!(
            numbers("R12, R1234, XR123, fn r130_is_met, R130–R137 (R003a)"),
            ["R130", "R130", "R137", "R003a"]
        );
    }
}
