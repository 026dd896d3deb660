//! Whoever else may answer where a clinic is expected.

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::thread;

/// A server that speaks HTTP without TLS, as a captive portal does. It ends with the process.
///
/// # Panics
/// If loopback has no free port.
pub fn plain_http_server() -> SocketAddr {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for mut stream in listener.incoming().map_while(Result::ok) {
            let mut asked = [0; 1024];
            let answer =
                b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            // A stranger that fails to answer is a stranger all the same.
            stream
                .read(&mut asked)
                .and_then(|_| stream.write_all(answer))
                .ok();
        }
    });
    address
}
