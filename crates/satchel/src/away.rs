//! Locks when the computer goes to sleep or its screen is locked, as the desktop tells over D-Bus.
//!
//! The computer waits with sleeping until the keys are gone, where it lets itself be asked to. Whoever can speak on these
//! buses can lock the satchel, and nothing else. A computer without them locks after its quiet minutes, as before.

use std::sync::{Arc, Weak};

use zbus::blocking::connection::Builder;
use zbus::blocking::{Connection, MessageIterator};
use zbus::message::Type;
use zbus::zvariant::OwnedFd;
use zbus::{MatchRule, Message};

use crate::contract::session::LockedWhy;
use crate::core::Core;

const LOGIN: &str = "org.freedesktop.login1";
const LOGIN_PATH: &str = "/org/freedesktop/login1";
const MANAGER: &str = "org.freedesktop.login1.Manager";
const SESSION: &str = "org.freedesktop.login1.Session";
/// Of each desktop: `org.gnome.ScreenSaver`, `org.freedesktop.ScreenSaver`, and others.
const SCREEN_SAVER: &str = "ScreenSaver";

/// Where the desktop speaks.
#[derive(Debug, Clone)]
pub struct Desktop {
    /// The bus of the computer, on which it says that it goes to sleep.
    pub system: String,
    /// The bus of the person's session, on which her screen says that it is locked.
    pub session: String,
}

impl Desktop {
    /// Where it speaks on this computer.
    pub fn of_this_computer() -> Self {
        let said = |name| std::env::var(name).ok().filter(|at| !at.is_empty());
        let runtime = said("XDG_RUNTIME_DIR").unwrap_or_default();
        Self {
            system: said("DBUS_SYSTEM_BUS_ADDRESS")
                .unwrap_or_else(|| "unix:path=/run/dbus/system_bus_socket".to_owned()),
            session: said("DBUS_SESSION_BUS_ADDRESS")
                .unwrap_or_else(|| format!("unix:path={runtime}/bus")),
        }
    }
}

/// What a signal means here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told {
    /// Nobody is in front of it any more.
    Away,
    /// The computer has woken.
    Back,
}

/// What the signals are called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Called<'a> {
    interface: &'a str,
    member: &'a str,
    /// What it says, if it says yes or no.
    yes: Option<bool>,
}

impl Called<'_> {
    fn told(&self) -> Option<Told> {
        match (self.interface, self.member, self.yes) {
            (MANAGER, "PrepareForSleep", Some(true)) | (SESSION, "Lock", _) => Some(Told::Away),
            (MANAGER, "PrepareForSleep", Some(false)) => Some(Told::Back),
            (saver, "ActiveChanged", Some(true)) if saver.ends_with(SCREEN_SAVER) => {
                Some(Told::Away)
            }
            _ => None,
        }
    }
}

fn told(message: &Message) -> Option<Told> {
    let header = message.header();
    let called = Called {
        interface: header.interface()?.as_str(),
        member: header.member()?.as_str(),
        yes: message.body().deserialize::<bool>().ok(),
    };
    called.told()
}

/// Begins to listen on both buses; gives how many of them answer.
pub(crate) fn listen(core: &Arc<Core>, desktop: &Desktop) -> usize {
    let system: &[(&str, &str)] = &[(MANAGER, "PrepareForSleep"), (SESSION, "Lock")];
    let session: &[(&str, &str)] = &[
        ("org.freedesktop.ScreenSaver", "ActiveChanged"),
        ("org.gnome.ScreenSaver", "ActiveChanged"),
        ("org.mate.ScreenSaver", "ActiveChanged"),
        ("org.cinnamon.ScreenSaver", "ActiveChanged"),
    ];
    let heard = [(&desktop.system, system), (&desktop.session, session)];
    heard
        .into_iter()
        .filter(|(address, signals)| match ears(address, signals) {
            Ok((connection, messages)) => {
                let core = Arc::downgrade(core);
                let name = "desktop".to_owned();
                let thread = std::thread::Builder::new().name(name);
                thread
                    .spawn(move || heed(&core, &connection, messages))
                    .is_ok()
            }
            Err(error) => {
                tracing::info!(%error, "the desktop does not say when nobody is there");
                false
            }
        })
        .count()
}

fn ears(address: &str, signals: &[(&str, &str)]) -> zbus::Result<(Connection, MessageIterator)> {
    let connection = Builder::address(address)?.build()?;
    let bus = zbus::blocking::fdo::DBusProxy::new(&connection)?;
    for (interface, member) in signals {
        bus.add_match_rule(rule(interface, member)?)?;
    }
    let messages = MessageIterator::from(&connection);
    Ok((connection, messages))
}

fn rule<'a>(interface: &'a str, member: &'a str) -> zbus::Result<MatchRule<'a>> {
    Ok(MatchRule::builder()
        .msg_type(Type::Signal)
        .interface(interface)?
        .member(member)?
        .build())
}

/// Locks whenever nobody is there any more, until the satchel or the bus has gone.
fn heed(core: &Weak<Core>, connection: &Connection, messages: MessageIterator) {
    let mut waits = ask_to_wait(connection);
    for message in messages.flatten() {
        let Some(core) = core.upgrade() else {
            return;
        };
        match told(&message) {
            Some(Told::Away) => {
                if core.is_open() {
                    core.lock(LockedWhy::Away);
                }
                // Now it may sleep.
                waits = None;
            }
            Some(Told::Back) => waits = ask_to_wait(connection),
            None => {}
        }
    }
    drop(waits);
}

/// Asks the computer not to sleep before this is let go of; only the computer's own bus knows of such a thing.
fn ask_to_wait(connection: &Connection) -> Option<OwnedFd> {
    let asked = connection.call_method(
        Some(LOGIN),
        LOGIN_PATH,
        Some(MANAGER),
        "Inhibit",
        &(
            "sleep",
            "Satchel",
            "locks before the computer sleeps",
            "delay",
        ),
    );
    asked.ok()?.body().deserialize().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_locks_when_the_computer_sleeps_or_the_screen_is_locked_and_for_nothing_else() {
        let told = |interface, member, yes| {
            let called = Called {
                interface,
                member,
                yes,
            };
            called.told()
        };
        assert_eq!(
            told(MANAGER, "PrepareForSleep", Some(true)),
            Some(Told::Away)
        );
        assert_eq!(
            told(MANAGER, "PrepareForSleep", Some(false)),
            Some(Told::Back)
        );
        assert_eq!(told(SESSION, "Lock", None), Some(Told::Away));
        assert_eq!(told(SESSION, "Unlock", None), None);
        let saver = "org.gnome.ScreenSaver";
        assert_eq!(told(saver, "ActiveChanged", Some(true)), Some(Told::Away));
        assert_eq!(told(saver, "ActiveChanged", Some(false)), None);
        assert_eq!(told("org.other.Thing", "ActiveChanged", Some(true)), None);
    }
}
