//! One Satchel behind loopback HTTP: the page's files, the one door, and the notices.

use std::io;
use std::net::TcpStream;
use std::path::{Component, Path, PathBuf};

use satchel::Satchel;
use serde_json::{Value, json};

use crate::http::{self, Request};

/// The Satchel a page talks to, and the page.
pub(crate) struct Desk {
    pub(crate) satchel: Satchel,
    /// The folder of the built page.
    pub(crate) page: PathBuf,
}

impl Desk {
    /// Answers one request; a stream of notices ends with its page or its Satchel.
    pub(crate) fn answer(&self, stream: &TcpStream, request: &Request) -> io::Result<()> {
        match (request.method.as_str(), request.path.as_str()) {
            ("POST", "/ask") => {
                let asked: Value = serde_json::from_slice(&request.body)?;
                let name = asked
                    .get("name")
                    .and_then(Value::as_str)
                    .unwrap_or_default();
                let body = asked.get("body").cloned().unwrap_or_else(|| json!({}));
                let answer = serde_json::to_vec(&self.satchel.ask(name, body))?;
                http::answer(stream, "200 OK", "application/json", &answer)
            }
            ("GET", "/notices") => {
                let notices = self.satchel.notices();
                http::begin_events(stream)?;
                for notice in notices {
                    http::event(stream, &serde_json::to_string(&notice)?)?;
                }
                Ok(())
            }
            ("GET", path) => self.file(stream, path),
            _ => http::answer(stream, "405 Method Not Allowed", "text/plain", b""),
        }
    }

    fn file(&self, stream: &TcpStream, path: &str) -> io::Result<()> {
        let wanted = Path::new(if path == "/" {
            "index.html"
        } else {
            path.trim_start_matches('/')
        });
        let inside = wanted
            .components()
            .all(|part| matches!(part, Component::Normal(_)));
        match std::fs::read(self.page.join(wanted)) {
            Ok(bytes) if inside => http::answer(stream, "200 OK", kind(wanted), &bytes),
            _ => http::answer(stream, "404 Not Found", "text/plain", b""),
        }
    }
}

fn kind(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript",
        Some("css") => "text/css",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        Some("png") => "image/png",
        _ => "application/octet-stream",
    }
}
