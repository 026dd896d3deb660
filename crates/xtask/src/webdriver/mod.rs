//! Drives real Satchel windows: a small W3C `WebDriver` client over plain HTTP.
//!
//! One [`Driver`] is one `WebKitWebDriver` process and drives one window; two windows take two drivers. Waiting
//! happens inside the page, on its own changes; nothing here sleeps. Works only with an app built with the feature
//! `automation`.

mod wire;

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::process::{Started, into_log};
use crate::trouble::{Done, Trouble};
pub use wire::DriveError;
use wire::{Wire, base64};

/// How long a window may take to show what is waited for.
pub const PATIENCE: Duration = Duration::from_secs(20);
/// The name the protocol gives to a reference to an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A running `WebKitWebDriver`.
#[derive(Debug)]
pub struct Driver {
    process: Started,
    wire: Wire,
}

impl Driver {
    /// Starts the driver; `command` is `WebKitWebDriver` with the desktop's environment.
    pub fn start(mut command: Command, log: &Path) -> Done<Self> {
        let port = free_port()?;
        into_log(&mut command, log)?;
        command
            .arg(format!("--port={port}"))
            .arg("--host=127.0.0.1");
        command
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env("TAURI_AUTOMATION", "true");
        let mut process = Started::start("WebKitWebDriver", &mut command)?;
        let wire = Wire::new(port);
        process.ready_when(PATIENCE, || wire.get("/status").is_ok())?;
        Ok(Self { process, wire })
    }

    /// Opens the app and takes the driving seat of its window.
    pub fn open(self, app: &Path, arguments: &[String]) -> Result<Window, DriveError> {
        let options = json!({ "binary": app, "args": arguments });
        let wanted =
            json!({ "capabilities": { "alwaysMatch": { "webkitgtk:browserOptions": options } } });
        let session = self.wire.post("/session", &wanted)?;
        let id = session
            .get("sessionId")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let window = Window {
            path: format!("/session/{id}"),
            driver: self,
        };
        let script_millis = u64::try_from(PATIENCE.as_millis()).unwrap_or(u64::MAX);
        window.post(
            "/timeouts",
            &json!({ "script": script_millis, "implicit": 0 }),
        )?;
        Ok(window)
    }
}

/// A Satchel window being driven. Dropping it ends the app as a crash would.
#[derive(Debug)]
pub struct Window {
    path: String,
    driver: Driver,
}

/// Something on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element(String);

impl Window {
    /// Runs a script in the page and gives what it returns.
    pub fn script(&self, script: &str, arguments: &[Value]) -> Result<Value, DriveError> {
        self.post(
            "/execute/sync",
            &json!({ "script": script, "args": arguments }),
        )
    }

    /// Waits until the script returns something true, and gives that. `what` is named if it never does.
    pub fn wait_until(
        &self,
        what: &str,
        script: &str,
        arguments: &[Value],
    ) -> Result<Value, DriveError> {
        let waiting = include_str!("wait.js").replace("/* CONDITION */", script);
        let deadline = Instant::now() + PATIENCE;
        loop {
            match self.post(
                "/execute/async",
                &json!({ "script": waiting, "args": arguments }),
            ) {
                Ok(value) => return Ok(value),
                // The page was replaced while we watched it, as at each lock: watch the new one.
                Err(DriveError::Refused { ref error, .. })
                    if error != "script timeout" && Instant::now() < deadline => {}
                Err(DriveError::Refused { .. }) => {
                    return Err(DriveError::NotSeen {
                        what: String::from(what),
                    });
                }
                Err(other) => return Err(other),
            }
        }
    }

    /// Waits for the first visible element that a CSS selector finds.
    pub fn find(&self, css: &str) -> Result<Element, DriveError> {
        let script = "return [...document.querySelectorAll(arguments[0])].find((one) => one.checkVisibility());";
        element(&self.wait_until(css, script, &[json!(css)])?)
    }

    /// Waits for a visible element by role and name, as a screen reader would tell it. A name that matches whole
    /// goes before one that matches in part.
    pub fn by_role(&self, role: &str, name: &str) -> Result<Element, DriveError> {
        let found = self.wait_until(
            &format!("{role} “{name}”"),
            include_str!("role.js"),
            &[json!(role), json!(name)],
        );
        element(&found?)
    }

    /// Whether something with this role and name is on the page now.
    pub fn shows(&self, role: &str, name: &str) -> Result<bool, DriveError> {
        let found = self.script(include_str!("role.js"), &[json!(role), json!(name)])?;
        Ok(!found.is_null())
    }

    /// Waits until the page shows this text somewhere.
    pub fn sees(&self, text: &str) -> Result<(), DriveError> {
        let script = "return document.body.innerText.includes(arguments[0]);";
        self.wait_until(&format!("the text “{text}”"), script, &[json!(text)])
            .map(drop)
    }

    /// Clicks an element.
    pub fn click(&self, element: &Element) -> Result<(), DriveError> {
        self.post(&format!("/element/{}/click", element.0), &json!({}))
            .map(drop)
    }

    /// Clicks what has this role and name.
    pub fn press(&self, role: &str, name: &str) -> Result<(), DriveError> {
        self.click(&self.by_role(role, name)?)
    }

    /// Types into an element, key by key, after what is there.
    pub fn type_into(&self, element: &Element, text: &str) -> Result<(), DriveError> {
        self.post(
            &format!("/element/{}/value", element.0),
            &json!({ "text": text }),
        )
        .map(drop)
    }

    /// Types into the field with this name, in place of what is there.
    pub fn fill(&self, name: &str, text: &str) -> Result<(), DriveError> {
        let field = self.by_role("textbox", name)?;
        self.click(&field)?;
        // Clearing an element behind the page's back is undone by the page: choose everything, and type over it.
        self.chord(&["\u{E009}", "a"])?;
        self.type_into(&field, text)
    }

    /// Presses keys together, such as `["\u{E009}", "k"]` for Ctrl-K, and lets go of them in reverse.
    pub fn chord(&self, keys: &[&str]) -> Result<(), DriveError> {
        let down = keys
            .iter()
            .map(|key| json!({ "type": "keyDown", "value": key }));
        let up = keys
            .iter()
            .rev()
            .map(|key| json!({ "type": "keyUp", "value": key }));
        let actions: Vec<Value> = down.chain(up).collect();
        let body = json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": actions }] });
        self.post("/actions", &body).map(drop)
    }

    /// What an element shows.
    pub fn text(&self, element: &Element) -> Result<String, DriveError> {
        let text = self.get(&format!("/element/{}/text", element.0))?;
        Ok(String::from(text.as_str().unwrap_or_default()))
    }

    /// What is typed in a field.
    pub fn value(&self, element: &Element) -> Result<String, DriveError> {
        let value = self.get(&format!("/element/{}/property/value", element.0))?;
        Ok(String::from(value.as_str().unwrap_or_default()))
    }

    /// Everything the page shows, as text.
    pub fn page_text(&self) -> Result<String, DriveError> {
        let text = self.script("return document.body.innerText;", &[])?;
        Ok(String::from(text.as_str().unwrap_or_default()))
    }

    /// Puts a picture of the window into a PNG file, once what is on the page is drawn and still.
    pub fn screenshot(&self, file: &Path) -> Result<(), DriveError> {
        let still =
            "return document.fonts.status === 'loaded' && document.getAnimations().length === 0;";
        self.wait_until("a still page", still, &[])?;
        // The second frame begins after the first has been drawn.
        let drawn = "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done(true)));";
        self.post("/execute/async", &json!({ "script": drawn, "args": [] }))?;
        let picture = self.get("/screenshot")?;
        let bytes = base64(picture.as_str().unwrap_or_default())?;
        let folder = file.parent().map_or(Ok(()), std::fs::create_dir_all);
        folder
            .and_then(|()| std::fs::write(file, bytes))
            .map_err(DriveError::Wire)
    }

    /// Closes the window in good order, as its close button does, and waits until the app has ended.
    pub fn close(mut self) -> Result<(), DriveError> {
        self.driver.wire.delete(&self.path)?;
        self.driver.process.stop();
        Ok(())
    }

    /// `kill -9` on the app: nothing is put in order. The driver goes with it.
    pub fn kill(mut self) {
        // The driver and the app are one process group, so both go at once.
        self.driver.process.kill();
    }

    fn get(&self, path: &str) -> Result<Value, DriveError> {
        self.driver.wire.get(&format!("{}{path}", self.path))
    }

    fn post(&self, path: &str, body: &Value) -> Result<Value, DriveError> {
        self.driver.wire.post(&format!("{}{path}", self.path), body)
    }
}

fn element(found: &Value) -> Result<Element, DriveError> {
    let id = found.get(ELEMENT).and_then(Value::as_str).map(String::from);
    id.map(Element).ok_or_else(|| DriveError::NotSeen {
        what: String::from("an element"),
    })
}

/// A port nobody listens on now.
pub fn free_port() -> Done<u16> {
    let listener =
        std::net::TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    listener.map(|address| address.port()).map_err(|error| {
        let what = format!("No port is free on this computer ({error}).");
        Trouble::new(what, "end programs that hold many connections")
    })
}
