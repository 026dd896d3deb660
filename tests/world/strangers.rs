//! Whoever else may answer where a clinic is expected.

use std::io::{BufRead as _, BufReader, Read, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

use chrono::NaiveDate;
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use crate::TestClinic;

/// A server that speaks HTTP without TLS and refuses everything. It ends with the process.
pub fn plain_http_server() -> SocketAddr {
    in_the_clear("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
}

/// A network that wants somebody to sign in first: whatever is asked, it sends to its own page.
pub fn captive_portal() -> SocketAddr {
    in_the_clear(
        "HTTP/1.1 302 Found\r\nLocation: http://guests.example/\r\nContent-Length: 0\r\n\r\n",
    )
}

/// Something that opens every line: it has made itself a certificate for the clinic's name.
pub fn interceptor() -> SocketAddr {
    let authority = KeyPair::generate().unwrap();
    let mut params = CertificateParams::default();
    params
        .distinguished_name
        .push(DnType::CommonName, "Office Web Filter");
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let issuer = Issuer::new(params, &authority);
    let key = KeyPair::generate().unwrap();
    let names = ["localhost", "127.0.0.1"].map(str::to_owned);
    let leaf = CertificateParams::new(names)
        .unwrap()
        .signed_by(&key, &issuer)
        .unwrap();
    let secret = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let tls = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![leaf.der().clone()], secret)
        .unwrap();
    behind(tls, String::new())
}

/// Something that stands in front of the clinic, with the clinic's own certificate, and answers everything with this.
pub fn front_of(clinic: &TestClinic, answer: &str) -> SocketAddr {
    behind(certificate(clinic, "2026-11-24"), answer.to_owned())
}

/// A clinic whose certificate ended years ago.
pub fn out_of_date(clinic: &TestClinic) -> SocketAddr {
    behind(certificate(clinic, "2021-01-01"), String::new())
}

fn certificate(clinic: &TestClinic, today: &str) -> ServerConfig {
    let names = ["localhost", "127.0.0.1"].map(str::to_owned);
    let today: NaiveDate = today.parse().unwrap();
    let authority = clinic.clinic().authority();
    let mut tls = authority.server_config(&names, today).unwrap();
    tls.alpn_protocols = vec![b"http/1.1".to_vec()];
    tls
}

/// Hears each request out over TLS and answers it. It ends with the process.
fn behind(tls: ServerConfig, answer: String) -> SocketAddr {
    let tls = Arc::new(tls);
    answering(move |stream| {
        let connection = ServerConnection::new(Arc::clone(&tls)).map_err(std::io::Error::other)?;
        let mut stream = StreamOwned::new(connection, stream);
        hear(&mut stream)?;
        stream.write_all(answer.as_bytes())?;
        stream.conn.send_close_notify();
        stream.flush()
    })
}

fn in_the_clear(answer: &'static str) -> SocketAddr {
    answering(move |mut stream| {
        // What speaks TLS to it sends no line: the first bytes are enough to answer.
        stream.read(&mut [0; 1024])?;
        stream.write_all(answer.as_bytes())
    })
}

fn answering(
    answer: impl Fn(TcpStream) -> std::io::Result<()> + Send + Sync + 'static,
) -> SocketAddr {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            // A stranger that fails to answer is a stranger all the same.
            answer(stream).ok();
        }
    });
    address
}

/// Reads one whole request.
fn hear(stream: impl Read) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream);
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let line = line.trim_end().to_ascii_lowercase();
        if let Some(said) = line.strip_prefix("content-length:") {
            length = said.trim().parse().unwrap_or_default();
        }
        if line.is_empty() {
            return reader.read_exact(&mut vec![0; length]);
        }
    }
}
