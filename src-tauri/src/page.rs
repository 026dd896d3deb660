//! What the page may call: the one door, and the channel of notices back.

use std::sync::mpsc::Receiver;
use std::sync::{Mutex, PoisonError};

use satchel::contract::failure::Failure;
use satchel::{Notice, Satchel};
use serde_json::{Value, json};
use tauri::ipc::Channel;
use tauri::{AppHandle, Manager as _, State, Url};

/// The channel of the page that is shown now. A page that was destroyed leaves none behind.
#[derive(Default)]
pub(crate) struct Listener(Mutex<Option<Channel<Value>>>);

/// The label of the one window.
pub(crate) const WINDOW: &str = "main";

/// Passes one request through the one door, on a thread that may wait for the disk.
#[tauri::command]
pub(crate) async fn ask(app: AppHandle, name: String, body: Value) -> Value {
    let satchel = Satchel::clone(&app.state::<Satchel>());
    let answer = tauri::async_runtime::spawn_blocking(move || {
        serde_json::to_value(satchel.ask(&name, body)).ok()
    });
    // The door itself turns a panic into an answer; this is for a thread that ended without one.
    answer
        .await
        .ok()
        .flatten()
        .unwrap_or_else(|| json!({ "failure": { "code": "defect" } }))
}

/// Takes the page's channel; whatever happens from now on is told there.
#[tauri::command]
#[expect(
    clippy::needless_pass_by_value,
    reason = "Tauri hands a command its state by value"
)]
pub(crate) fn notices(listener: State<'_, Listener>, channel: Channel<Value>) {
    *listener.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(channel);
}

/// Forwards what the core has to say until it falls silent. Runs on a thread of its own.
pub(crate) fn forward(app: &AppHandle, home: &Url, from_core: &Receiver<Notice>) {
    for notice in from_core {
        let Ok(notice) = serde_json::to_value(notice) else {
            continue;
        };
        let locked = notice.get("kind").and_then(Value::as_str) == Some("locked");
        let listener = app.state::<Listener>();
        let mut channel = listener.0.lock().unwrap_or_else(PoisonError::into_inner);
        // A page that cannot be reached any more is about to be replaced, and reads its state afresh.
        channel
            .as_ref()
            .map(|channel| channel.send(notice))
            .transpose()
            .ok();
        if locked {
            *channel = None;
            drop(channel);
            leave_nothing_on_the_page(app, home);
        }
    }
}

/// A fresh document: nothing of the last one, its texts and its variables, stays reachable.
fn leave_nothing_on_the_page(app: &AppHandle, home: &Url) {
    if let Some(window) = app.get_webview_window(WINDOW) {
        // Fails only when the window is closing, and then the page goes with it.
        window.navigate(home.clone()).ok();
    }
}

/// A failure's code. A window has a sentence for it; a terminal has the code.
pub(crate) fn code(failure: &Failure) -> String {
    let failure = serde_json::to_value(failure).unwrap_or_default();
    failure
        .get("code")
        .and_then(Value::as_str)
        .unwrap_or("defect")
        .to_owned()
}
