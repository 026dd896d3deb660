//! The one window: what it may show, where it may go, and how it opens and closes.

use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::Command;

use satchel::contract::failure::Failure;
use satchel::{Desktop, Options, Satchel};
use tauri::webview::NewWindowResponse;
use tauri::{
    App, AppHandle, Manager as _, RunEvent, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder,
};

use crate::page::{self, Listener, WINDOW};
use crate::profile::{self, Profile, TakeProfileError};

/// Set for a start that has met a dying Satchel, so that it begins again once only.
const BEGAN_AGAIN: &str = "SATCHEL_BEGAN_AGAIN";

/// Why there is no window.
#[derive(Debug, thiserror::Error)]
pub(crate) enum OpenWindowError {
    #[error("there is no display to open a window on; start it from a desktop session")]
    NoDisplay,
    #[error("{0}")]
    Profile(#[from] TakeProfileError),
    #[error("the store of this profile did not start ({})", page::code(.0))]
    Start(Failure),
    #[error("the window could not be made ({0})")]
    Window(#[from] tauri::Error),
}

/// Opens the window on a profile and stays until it is closed.
pub(crate) fn open(profile_dir: &Path) -> Result<(), OpenWindowError> {
    if std::env::var_os("DISPLAY").is_none() && std::env::var_os("WAYLAND_DISPLAY").is_none() {
        return Err(OpenWindowError::NoDisplay);
    }
    // First of all plugins: a second start must find the first before it touches the profile.
    let one_at_a_time = tauri_plugin_single_instance::Builder::new()
        .dbus_id(profile::bus_name(profile_dir))
        .callback(|app, _, _| bring_forward(app))
        .build();
    let app = tauri::Builder::default()
        .plugin(one_at_a_time)
        .invoke_handler(tauri::generate_handler![page::ask, page::notices])
        .build(context())
        .map_err(|error| begin_again(error.into()))?;
    let profile = Profile::take(profile_dir)?;
    furnish(&app, &profile)?;
    app.run(move |app, event| {
        if matches!(event, RunEvent::Exit) {
            if let Some(satchel) = app.try_state::<Satchel>() {
                satchel.close();
            }
            profile.sweep_page_dir();
        }
    });
    Ok(())
}

/// A first Satchel that is dying still has its name on the session bus for a moment, and answers nobody. A start that
/// met it begins once more, as a new program; after that an error is an error.
fn begin_again(error: OpenWindowError) -> OpenWindowError {
    let met_the_dying = matches!(
        &error,
        OpenWindowError::Window(tauri::Error::PluginInitialization(name, _)) if name == "single-instance"
    );
    if !met_the_dying || std::env::var_os(BEGAN_AGAIN).is_some() {
        return error;
    }
    let Ok(program) = std::env::current_exe() else {
        return error;
    };
    // Comes back only if the program could not be started.
    let failed = Command::new(program)
        .args(std::env::args_os().skip(1))
        .env(BEGAN_AGAIN, "1")
        .exec();
    OpenWindowError::Window(tauri::Error::Io(failed))
}

/// Starts the core, shows the page, and joins the two.
fn furnish(app: &App, profile: &Profile) -> Result<(), OpenWindowError> {
    let options = Options::for_this_computer(profile.dir().to_path_buf());
    let satchel = Satchel::start(options).map_err(OpenWindowError::Start)?;
    let from_core = satchel.notices();
    satchel.follow(&Desktop::of_this_computer());
    app.manage(satchel);
    app.manage(Listener::default());
    let window = show(app, profile)?;
    let (handle, home) = (app.handle().clone(), window.url()?);
    std::thread::spawn(move || page::forward(&handle, &home, &from_core));
    Ok(())
}

fn show(app: &App, profile: &Profile) -> Result<WebviewWindow, OpenWindowError> {
    let window = WebviewWindowBuilder::new(app, WINDOW, WebviewUrl::App("index.html".into()))
        // The product's name and nothing else: titles show in task bars and screen recordings.
        .title("Satchel")
        .inner_size(1366.0, 768.0)
        .min_inner_size(640.0, 480.0)
        .on_navigation(is_our_page)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_download(|_, _| false)
        .data_directory(profile.page_dir()?)
        // The engine can be driven only outside its incognito mode; the folder above is swept instead.
        .incognito(!cfg!(feature = "automation"))
        .general_autofill_enabled(false)
        .browser_extensions_enabled(false)
        .disable_drag_drop_handler()
        .devtools(false)
        .build()?;
    Ok(window)
}

#[expect(
    clippy::disallowed_types,
    reason = "the macro keeps the embedded files in a HashMap of its own"
)]
fn context() -> tauri::Context {
    tauri::generate_context!()
}

fn is_our_page(url: &Url) -> bool {
    let ours = (url.scheme(), url.host_str()) == ("tauri", Some("localhost"));
    // An automated session begins on a blank page.
    ours || (cfg!(feature = "automation") && url.as_str() == "about:blank")
}

fn bring_forward(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(WINDOW) {
        // Some desktops refuse to raise a window; the person then finds it in the task bar.
        window.unminimize().and_then(|()| window.set_focus()).ok();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_goes_nowhere_but_to_its_own_page() {
        let goes = |to: &str| is_our_page(&Url::parse(to).unwrap());
        assert!(goes("tauri://localhost/index.html"));
        for elsewhere in [
            "https://localhost/",
            "tauri://localhost.evil.com/",
            "file:///etc/passwd",
            "data:text/html,x",
        ] {
            assert!(!goes(elsewhere), "{elsewhere}");
        }
    }
}
