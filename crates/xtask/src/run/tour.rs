//! The tour: where there is no display, a walk through Satchel that leaves a picture of each screen.

use std::path::Path;

use serde_json::Value;
use xtask::desktop::Desktop;
use xtask::trouble::{Done, Trouble};
use xtask::webdriver::{DriveError, Driver, Window};

use super::demo::Profile;
use crate::project::logs;
use crate::setup::binaries::{self, Seat};

/// Opens Satchel on the screen in memory and walks through it.
pub(crate) fn walk(profile: &Profile, desktop: &Desktop, pictures: &Path) -> Done {
    println!("• A tour of Satchel, since there is no display to open it on …");
    let driver = Driver::start(
        desktop.command("WebKitWebDriver"),
        &logs().join("webdriver.log"),
    )?;
    let arguments = [
        String::from("--profile-dir"),
        profile.dir().display().to_string(),
    ];
    let app = binaries::path(Seat::Driver, "satchel-app");
    let passphrase = profile.passphrase()?;
    let outcome = driver.open(&app, &arguments).and_then(|window| {
        let tour = Tour { window, pictures };
        // What the window showed when it went wrong says more than the error does.
        tour.take(&passphrase)
            .inspect_err(|_| drop(tour.picture("where-it-stopped", "where the tour stopped")))
    });
    outcome.map_err(|error| {
        let fix = format!(
            "look at the pictures in {} and at {}",
            pictures.display(),
            logs().display()
        );
        Trouble::new(format!("The tour broke off: {error}."), fix)
    })?;
    println!("\n  The pictures are in {}", pictures.display());
    Ok(())
}

struct Tour<'pictures> {
    window: Window,
    pictures: &'pictures Path,
}

impl Tour<'_> {
    fn take(&self, passphrase: &str) -> Result<(), DriveError> {
        let window = &self.window;
        window.by_role("textbox", "Passphrase")?;
        self.picture("1-lock", "the lock screen")?;
        window.fill("Passphrase", passphrase)?;
        window.press("button", "Unlock")?;
        window.by_role("heading", "Today")?;
        self.picture("2-today", "today")?;
        Ok(())
    }

    fn picture(&self, name: &str, what: &str) -> Result<(), DriveError> {
        // Fonts and transitions have settled when the browser says so.
        let settled =
            "return document.fonts.status === 'loaded' && document.getAnimations().length === 0;";
        self.window
            .wait_until("a settled page", settled, &[] as &[Value])?;
        self.window
            .screenshot(&self.pictures.join(format!("{name}.png")))?;
        println!("    {name}.png: {what}");
        Ok(())
    }
}
