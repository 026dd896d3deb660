//! Words that stand nowhere else are typed into a real window, and then looked for in everything that lies outside the
//! encryption: files, their names, logs, titles, and what each process was started with.

use std::fs;
use std::path::Path;

use serde_json::json;
use xtask::webdriver::Window;

use super::INES;
use super::day::Seat;
use super::memory::processes;
use super::stage::Stage;

/// The name of somebody who is met.
const NAME: &str = "Quollenstein";
/// Words of a note that is being written, of another draft, of a task, and of what is looked for.
const PHRASES: [&str; 4] = [
    "vermilion axolotl ledger",
    "ochre pangolin harbour",
    "cobalt tapir lantern",
    "saffron numbat quarry",
];
/// A file is read whole up to here; none of ours comes near.
const FILE_BYTES_MAX: u64 = 256 * 1024 * 1024;

/// Every word, as a program may write it down: UTF-8, and two bytes a letter as the page's engine has it.
fn needles() -> Vec<String> {
    let words = PHRASES.iter().chain([&NAME]);
    let both = words.flat_map(|word| {
        let wide = word.chars().flat_map(|letter| [letter, '\0']).collect();
        [(*word).to_owned(), wide]
    });
    both.collect()
}

fn holds(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    needles().iter().any(|needle| text.contains(needle))
}

/// The files below a folder in whose name or text one of the words stands.
fn found_in(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let Ok(entries) = fs::read_dir(folder) else {
        return found;
    };
    for entry in entries.map_while(Result::ok) {
        let (path, kind) = (entry.path(), entry.file_type().unwrap());
        if holds(path.to_string_lossy().as_bytes()) {
            found.push(format!("the name {}", path.display()));
        }
        if kind.is_dir() {
            found.extend(found_in(&path));
        } else if kind.is_file() && entry.metadata().unwrap().len() < FILE_BYTES_MAX {
            // Sockets and what went meanwhile are nobody's files.
            let bytes = fs::read(&path).unwrap_or_default();
            if holds(&bytes) {
                found.push(path.display().to_string());
            }
        }
    }
    found
}

/// The processes of this computer in whose name, arguments or environment one of the words stands.
fn told_to_processes() -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir("/proc").unwrap().map_while(Result::ok) {
        let is_process = entry.file_name().to_string_lossy().parse::<u32>().is_ok();
        for what in ["comm", "cmdline", "environ"].iter().filter(|_| is_process) {
            let path = entry.path().join(what);
            if holds(&fs::read(&path).unwrap_or_default()) {
                found.push(path.display().to_string());
            }
        }
    }
    found
}

/// What Satchel's processes hold open for writing and nobody else can see: files that are deleted already, or lie where
/// nobody would look.
fn held_open(profile: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for pid in processes(profile).into_keys() {
        let Ok(entries) = fs::read_dir(format!("/proc/{pid}/fd")) else {
            continue;
        };
        for entry in entries.map_while(Result::ok) {
            let Ok(to) = fs::read_link(entry.path()) else {
                continue;
            };
            // Shared memory, pipes and devices are memory.
            let to = to.to_string_lossy().into_owned();
            let is_file =
                to.starts_with('/') && !to.starts_with("/dev/") && !to.starts_with("/memfd:");
            let size = fs::metadata(entry.path()).map_or(0, |meta| meta.len());
            if is_file
                && size < FILE_BYTES_MAX
                && holds(&fs::read(entry.path()).unwrap_or_default())
            {
                found.push(format!("{to}, open in {pid}"));
            }
        }
    }
    found
}

fn asks(window: &Window, name: &str, body: &serde_json::Value) -> serde_json::Value {
    let script = "return window.__TAURI_INTERNALS__.invoke('ask', { name: arguments[0], body: arguments[1] });";
    let answer = window.script(script, &[json!(name), body.clone()]).unwrap();
    assert!(answer["ok"].is_object(), "{name}: {answer}");
    answer["ok"].clone()
}

/// Everything that lies outside the encryption.
fn found(stage: &Stage, seat: &Seat<'_>, when: &str) {
    let mut all = found_in(stage.folder());
    all.extend(found_in(&stage.artefacts()));
    all.extend(told_to_processes());
    all.extend(held_open(seat.person.profile()));
    assert_eq!(all, Vec::<String>::new(), "{when}");
}

/// Meets somebody of this name, means to do something, begins a note and another draft, and looks for something.
fn works(seat: &Seat<'_>) {
    let [note, draft, task, search] = PHRASES;
    let said = json!({ "given": "Marta", "family": NAME, "called": "", "birthDate": "1991-04-02",
        "cin": "", "phone": "", "place": task });
    let met = asks(&seat.window, "members.meet", &json!({ "said": said }))["id"].clone();
    let owner = json!({ "staff": null, "words": "me" });
    let body = json!({ "member": met, "seen": "", "what": task, "owner": owner });
    asks(&seat.window, "tasks.put", &body);
    let body = json!({ "about": "goal:new", "member": met, "body": json!({ "form": { "what": draft } }).to_string() });
    asks(&seat.window, "drafts.keep", &body);
    for words in [NAME, search] {
        asks(&seat.window, "people.find", &json!({ "text": words }));
        asks(&seat.window, "written.find", &json!({ "text": words }));
    }
    seat.opens_her_next_visit();
    seat.types_into_the_note(note);
}

#[test]
fn what_is_typed_stands_in_no_file_no_log_no_title_and_no_environment() {
    let stage = Stage::set_at_home("marker");
    let seat = Seat::taken(&stage, INES);
    works(&seat);
    let title = seat.window.script("return document.title;", &[]).unwrap();
    assert_eq!(title, json!("Visit · Satchel"));
    // The search finds it where it is.
    let planted = stage.folder().join("planted");
    fs::write(&planted, format!("a log that says {NAME}")).unwrap();
    assert_eq!(found_in(stage.folder()), [planted.display().to_string()]);
    fs::remove_file(&planted).unwrap();

    found(&stage, &seat, "while it is being written");
    seat.presses("visit.pause");
    seat.exchanges();
    found(&stage, &seat, "when the clinic has it");
    seat.presses("rail.lock");
    seat.window
        .by_role("textbox", seat.say("lock.passphrase"))
        .unwrap();
    found(&stage, &seat, "when it is locked");
    let Seat { person, window, .. } = seat;
    window.close().unwrap();
    let mut left = found_in(stage.folder());
    left.extend(found_in(person.profile()));
    assert_eq!(left, Vec::<String>::new(), "when it is closed");
}
