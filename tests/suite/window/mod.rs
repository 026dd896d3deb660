//! Satchel's real windows: the app as a person starts it, a clinic's server beside it, a real keyring.
//!
//! `cargo xtask test` builds the programs, gives a screen, a session bus and a keyring, and runs these one after
//! another.

mod day;
mod marker;
mod memory;
mod stage;

use serde_json::json;
use xtask::webdriver::Window;

use stage::{Person, Stage};

const INES: &str = "Inés Carranza";

/// Opens a person's satchel by its lock screen.
fn unlocks(stage: &Stage, person: &Person, window: &Window) {
    window
        .fill(stage.words.say("lock.passphrase"), person.passphrase)
        .unwrap();
    window
        .press("button", stage.words.say("lock.open"))
        .unwrap();
    window
        .by_role("link", stage.words.say("place.caseload"))
        .unwrap();
}

#[test]
fn locking_leaves_nothing_of_the_page_behind() {
    let stage = Stage::set("lock");
    let ines = stage.enrols(INES);
    let window = stage.opens(&ines);
    window
        .by_role("textbox", stage.words.say("lock.passphrase"))
        .unwrap();
    stage.pictures(&ines, &window, "1-locked");
    unlocks(&stage, &ines, &window);
    window
        .script("globalThis.left = 'what was on the page';", &[])
        .unwrap();
    stage.pictures(&ines, &window, "2-open");
    window
        .press("button", stage.words.say("rail.lock"))
        .unwrap();
    window
        .wait_until("a fresh page", "return globalThis.left === undefined;", &[])
        .unwrap();
    window
        .by_role("textbox", stage.words.say("lock.passphrase"))
        .unwrap();
    stage.pictures(&ines, &window, "3-locked-again");
}

#[test]
fn after_a_lock_the_store_key_is_in_no_process_and_before_it_is() {
    let stage = Stage::set("memory");
    let ines = stage.enrols(INES);
    let key = ines.store_key();
    let window = stage.opens(&ines);
    unlocks(&stage, &ines, &window);
    let processes = memory::processes(ines.profile());
    let pages = processes.values().filter(|name| name.starts_with("WebKit"));
    assert!(0 < pages.count(), "the page has a process: {processes:?}");
    let found = || -> usize {
        let processes = memory::processes(ines.profile());
        processes.keys().map(|pid| memory::count(*pid, &key)).sum()
    };
    assert!(0 < found(), "the search finds it while Satchel is open");
    window
        .press("button", stage.words.say("rail.lock"))
        .unwrap();
    window
        .by_role("textbox", stage.words.say("lock.passphrase"))
        .unwrap();
    assert_eq!(found(), 0);
}

#[test]
fn the_page_reaches_its_two_commands_and_nothing_else() {
    let stage = Stage::set("reach");
    let ines = stage.enrols(INES);
    let window = stage.opens(&ines);
    window
        .by_role("textbox", stage.words.say("lock.passphrase"))
        .unwrap();
    let asks = |command: &str| {
        let script = "return window.__TAURI_INTERNALS__.invoke(arguments[0], arguments[1] ?? {}) \
            .then(() => 'answered', (error) => String(error));";
        window
            .script(
                script,
                &[
                    json!(command),
                    json!({ "name": "session.show", "body": {} }),
                ],
            )
            .unwrap()
    };
    assert_eq!(asks("ask"), json!("answered"));
    for command in [
        "plugin:app|version",
        "plugin:event|listen",
        "plugin:window|close",
        "plugin:webview|print",
    ] {
        let said = asks(command).to_string();
        assert!(
            said.contains("not allowed") || said.contains("not found"),
            "{command}: {said}"
        );
    }
    let left = "location.href = 'https://example.com/'; return window.open('https://example.com/') === null;";
    assert_eq!(window.script(left, &[]).unwrap(), json!(true));
    assert_eq!(
        window
            .script("return [location.protocol, localStorage.length];", &[])
            .unwrap(),
        json!(["tauri:", 0])
    );
}

#[test]
fn a_second_start_on_the_same_profile_hands_over_to_the_first() {
    let stage = Stage::set("second-start");
    let ines = stage.enrols(INES);
    let window = stage.opens(&ines);
    window
        .by_role("textbox", stage.words.say("lock.passphrase"))
        .unwrap();
    assert!(stage.starts_again(&ines).success());
    window
        .by_role("textbox", stage.words.say("lock.passphrase"))
        .unwrap();
}

#[test]
fn a_window_killed_in_the_middle_opens_again() {
    let stage = Stage::set("killed");
    let ines = stage.enrols(INES);
    let window = stage.opens(&ines);
    unlocks(&stage, &ines, &window);
    window.kill();
    let window = stage.opens(&ines);
    unlocks(&stage, &ines, &window);
}
