//! The tour: where there is no display, a walk through Satchel that leaves a picture of each screen.

use std::path::Path;

use xtask::desktop::Desktop;
use xtask::trouble::{Done, Trouble};
use xtask::webdriver::{DriveError, Driver, Window};
use xtask::words::Words;

use super::demo::Profile;
use crate::project::{logs, root};
use crate::setup::binaries::{self, Seat};

/// Whom the tour visits: somebody with a plan and visits.
const PERSON: &str = "Christa Heller";
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
    let (english, spanish) = (Words::read(&root(), "en")?, Words::read(&root(), "es")?);
    let outcome = driver.open(&app, &arguments).and_then(|window| {
        let tour = Tour {
            window,
            pictures,
            english,
            spanish,
        };
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
    english: Words,
    spanish: Words,
}

impl Tour<'_> {
    fn take(&self, passphrase: &str) -> Result<(), DriveError> {
        let (window, say) = (&self.window, |id| self.english.say(id));
        window.by_role("textbox", say("lock.passphrase"))?;
        self.picture("1-lock", "the lock screen")?;
        window.fill(say("lock.passphrase"), passphrase)?;
        window.press("button", say("lock.open"))?;
        window.press("link", say("place.caseload"))?;
        // Whoever this device belongs to, she is on the team; and this waits for the first exchange with the clinic.
        window.press("radio", say("caseload.team"))?;
        window.by_role("row", PERSON)?;
        self.picture("2-caseload", "the caseload")?;
        window.press("link", say("place.today"))?;
        window.by_role("link", say("place.sync"))?;
        self.picture("3-today", "today")?;
        if window.shows("button", say("today.openVisit"))? {
            window.press("button", say("today.openVisit"))?;
            window.by_role("button", say("visit.close"))?;
            self.picture("4-visit", "the next visit")?;
            window.press("button", say("visit.close"))?;
        }
        window.press("link", say("place.caseload"))?;
        window.press("radio", say("caseload.team"))?;
        window.press("row", PERSON)?;
        window.by_role("heading", PERSON)?;
        self.picture("5-member", "one member")?;
        window.press("button", say("plan.title"))?;
        window.by_role("button", say("plan.addGoal"))?;
        self.picture("6-plan", "her care plan")?;
        window.press("link", say("place.sync"))?;
        window.by_role("heading", say("place.sync"))?;
        self.picture("7-sync", "what is unsent, and what the clinic has")?;
        window.press("link", say("place.settings"))?;
        window.press("radio", "Español")?;
        self.in_spanish_and_in_the_dark()?;
        window.press("button", say("rail.lock"))?;
        window.by_role("textbox", say("lock.passphrase"))?;
        self.picture("10-locked", "locked again")
    }

    fn in_spanish_and_in_the_dark(&self) -> Result<(), DriveError> {
        let (window, say) = (&self.window, |id| self.spanish.say(id));
        window.press("link", say("place.today"))?;
        window.by_role("link", say("place.caseload"))?;
        self.picture("8-spanish", "today in Spanish")?;
        window.press("link", say("place.settings"))?;
        window.press("radio", say("settings.dark"))?;
        window.press("link", say("place.today"))?;
        window.by_role("link", say("place.caseload"))?;
        self.picture("9-dark", "today in the dark")?;
        // As it was: the next tour begins in English and by day.
        window.press("link", say("place.settings"))?;
        window.press("radio", say("settings.asComputer"))?;
        window.press("radio", "English")?;
        window
            .by_role("link", self.english.say("place.today"))
            .map(drop)
    }

    fn picture(&self, name: &str, what: &str) -> Result<(), DriveError> {
        self.window
            .screenshot(&self.pictures.join(format!("{name}.png")))?;
        println!("    {name}.png: {what}");
        Ok(())
    }
}
