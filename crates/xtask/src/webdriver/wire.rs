//! HTTP/1.1 to a driver on this computer, one connection a request, JSON both ways.

use std::fmt;
use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpStream};
use std::time::Duration;

use serde_json::Value;

/// The longest a driver may take over one request; waiting scripts end long before.
const ANSWER_WITHIN: Duration = Duration::from_secs(60);

/// Why a window did not do as told.
#[derive(Debug)]
pub enum DriveError {
    /// The driver cannot be reached, or broke off; the app has probably ended.
    Wire(std::io::Error),
    /// The driver answered with an error of the protocol.
    Refused {
        /// The protocol's name for it.
        error: String,
        /// What the driver says about it.
        message: String,
    },
    /// What was waited for never showed.
    NotSeen {
        /// What it was.
        what: String,
    },
}

impl fmt::Display for DriveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Wire(error) => write!(f, "the window cannot be reached ({error})"),
            Self::Refused { error, message } => {
                write!(f, "the driver refused: {error} ({message})")
            }
            Self::NotSeen { what } => write!(f, "the window never showed {what}"),
        }
    }
}

impl std::error::Error for DriveError {}

/// Where one driver listens.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wire {
    port: u16,
}

impl Wire {
    pub(super) fn new(port: u16) -> Self {
        Self { port }
    }

    pub(super) fn get(self, path: &str) -> Result<Value, DriveError> {
        self.send("GET", path, "")
    }

    pub(super) fn post(self, path: &str, body: &Value) -> Result<Value, DriveError> {
        self.send("POST", path, &body.to_string())
    }

    pub(super) fn delete(self, path: &str) -> Result<Value, DriveError> {
        self.send("DELETE", path, "")
    }

    fn send(self, method: &str, path: &str, body: &str) -> Result<Value, DriveError> {
        let answer = self
            .exchange(method, path, body)
            .map_err(DriveError::Wire)?;
        let text = answer.split_once("\r\n\r\n").map_or("", |(_, body)| body);
        let mut answer: Value =
            serde_json::from_str(text).map_err(|error| DriveError::Wire(error.into()))?;
        let value = answer.get_mut("value").map_or(Value::Null, Value::take);
        match value.get("error").and_then(Value::as_str) {
            None => Ok(value),
            Some(error) => Err(DriveError::Refused {
                error: String::from(error),
                message: String::from(
                    value
                        .get("message")
                        .and_then(Value::as_str)
                        .unwrap_or_default(),
                ),
            }),
        }
    }

    fn exchange(self, method: &str, path: &str, body: &str) -> std::io::Result<String> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port))?;
        stream.set_read_timeout(Some(ANSWER_WITHIN))?;
        let port = self.port;
        let length = body.len();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\
             Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
        )?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok(answer)
    }
}

/// Decodes the pictures of the protocol.
pub(super) fn base64(text: &str) -> Result<Vec<u8>, DriveError> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut held, mut bits) = (0_u32, 0_u32);
    for letter in text.bytes().filter(|letter| !b"=\r\n".contains(letter)) {
        let six = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return Err(DriveError::Wire(std::io::ErrorKind::InvalidData.into())),
        };
        held = held << 6 | u32::from(six);
        bits += 6;
        if 8 <= bits {
            bits -= 8;
            bytes.push(u8::try_from(held >> bits & 0xff).unwrap_or_default());
        }
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_come_out_as_they_went_in() {
        assert_eq!(base64("U2F0Y2hlbA==").unwrap(), b"Satchel");
        assert_eq!(base64("AP8Q").unwrap(), [0x00, 0xff, 0x10]);
        assert!(base64("no!").is_err());
    }
}
