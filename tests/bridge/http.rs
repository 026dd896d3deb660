//! As much of HTTP/1.1 as a browser on this computer needs: one request a connection, bounded.

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;

/// The largest request taken; a note is a few kilobytes.
const BODY_BYTES_MAX: u64 = 8 * 1024 * 1024;
const HEAD_BYTES_MAX: u64 = 64 * 1024;

/// The policy of the window, with requests allowed to where the page came from.
pub(crate) const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; \
    img-src 'self' data:; connect-src 'self'; object-src 'none'; worker-src 'none'; media-src 'none'; \
    base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// One request.
pub(crate) struct Request {
    pub(crate) method: String,
    /// The path without its query.
    pub(crate) path: String,
    pub(crate) body: Vec<u8>,
}

/// Reads a request; `None` when the browser opened a connection it did not need.
pub(crate) fn read(stream: &TcpStream) -> io::Result<Option<Request>> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut head = Vec::new();
    loop {
        let mut line = String::new();
        if (&mut reader).take(HEAD_BYTES_MAX).read_line(&mut line)? == 0 {
            return Ok(None);
        }
        if line.trim_end().is_empty() {
            break;
        }
        head.push(line);
    }
    let mut words = head
        .first()
        .map(String::as_str)
        .unwrap_or_default()
        .split(' ');
    let (method, target) = (
        words.next().unwrap_or_default(),
        words.next().unwrap_or_default(),
    );
    let length = head.iter().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length")
            .then(|| value.trim().parse::<u64>().ok())?
    });
    let mut body = Vec::new();
    reader
        .take(length.unwrap_or(0).min(BODY_BYTES_MAX))
        .read_to_end(&mut body)?;
    let path = target.split_once('?').map_or(target, |(path, _)| path);
    Ok(Some(Request {
        method: method.to_owned(),
        path: path.to_owned(),
        body,
    }))
}

/// Writes a whole answer.
pub(crate) fn answer(
    mut stream: &TcpStream,
    status: &str,
    kind: &str,
    body: &[u8],
) -> io::Result<()> {
    let length = body.len();
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\
         Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nContent-Security-Policy: {POLICY}\r\n\r\n"
    )?;
    stream.write_all(body)
}

/// Begins a stream of server-sent events.
pub(crate) fn begin_events(mut stream: &TcpStream) -> io::Result<()> {
    stream.write_all(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n\r\n",
    )
}

/// Sends one event.
pub(crate) fn event(mut stream: &TcpStream, data: &str) -> io::Result<()> {
    write!(stream, "data: {data}\n\n")
}
