//! Whoever else may answer where a clinic is expected.

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Read, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

use chrono::NaiveDate;
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer, ServerName};
use rustls::{
    ClientConfig, ClientConnection, RootCertStore, ServerConfig, ServerConnection, StreamOwned,
};

use serde_json::{Value, json};
use sync::limits::REQUEST_BYTES_MAX;
use sync::unpacked;

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
    behind(tls, Vec::new())
}

/// Something that stands in front of the clinic, with the clinic's own certificate, and answers everything with this.
pub fn front_of(clinic: &TestClinic, answer: impl Into<Vec<u8>>) -> SocketAddr {
    behind(certificate(clinic, "2026-11-24"), answer.into())
}

/// A clinic whose certificate ended years ago.
pub fn out_of_date(clinic: &TestClinic) -> SocketAddr {
    behind(certificate(clinic, "2021-01-01"), Vec::new())
}

fn certificate(clinic: &TestClinic, today: &str) -> ServerConfig {
    let names = ["localhost", "127.0.0.1"].map(str::to_owned);
    let today: NaiveDate = today.parse().unwrap();
    let authority = clinic.clinic().authority();
    let mut tls = authority.server_config(&names, today).unwrap();
    tls.alpn_protocols = vec![b"http/1.1".to_vec()];
    tls
}

/// Something that stands in front of the clinic and passes on what is asked and answered; but a push with this word in
/// it is too large for it, as often as it comes.
pub fn choking_on(clinic: &TestClinic, word: &'static str) -> SocketAddr {
    let behind = Behind::of(clinic);
    over_tls(certificate(clinic, "2026-11-24"), move |asked| {
        if asked.is_for("/sync/push") && asked.says(word) {
            return Ok(TOO_LARGE.as_bytes().to_vec());
        }
        behind.answer(asked)
    })
}

/// Something that stands in front of the clinic and passes on what is asked and answered; after so many pulls it says
/// nothing more.
pub fn silent_after(clinic: &TestClinic, pulls: usize) -> SocketAddr {
    let (behind, asked_for) = (Behind::of(clinic), AtomicUsize::new(0));
    over_tls(certificate(clinic, "2026-11-24"), move |asked| {
        if asked.is_for("/sync/pull") && pulls <= asked_for.fetch_add(1, Ordering::Relaxed) {
            // Nobody is there to wake it: the question stays open until whoever asked goes away.
            thread::park();
        }
        behind.answer(asked)
    })
}

/// Something that stands in front of the clinic and passes on what is asked; but what the clinic answers at this path is
/// lost on the way back.
pub fn losing(clinic: &TestClinic, path: &'static str, today: NaiveDate) -> SocketAddr {
    let behind = Behind::of(clinic);
    over_tls(certificate(clinic, &today.to_string()), move |asked| {
        let answer = behind.answer(asked)?;
        if asked.is_for(path) {
            return Err(std::io::ErrorKind::ConnectionAborted.into());
        }
        Ok(answer)
    })
}

/// Something that stands in front of the clinic and passes on what is asked, but for what is asked at this path.
pub fn deaf_to(clinic: &TestClinic, path: &'static str, today: NaiveDate) -> SocketAddr {
    let behind = Behind::of(clinic);
    over_tls(certificate(clinic, &today.to_string()), move |asked| {
        if asked.is_for(path) {
            return Err(std::io::ErrorKind::ConnectionAborted.into());
        }
        behind.answer(asked)
    })
}

/// Something that stands in front of the clinic and passes on what is asked and answered; but whatever is an object of
/// what the clinic answers has one more part, as a clinic of a later release would say more.
pub fn of_a_later_release(clinic: &TestClinic, today: NaiveDate) -> SocketAddr {
    let behind = Behind::of(clinic);
    over_tls(certificate(clinic, &today.to_string()), move |asked| {
        let answer = behind.answer(asked)?;
        let end = answer.windows(4).position(|four| four == b"\r\n\r\n");
        let (head, body) = answer.split_at(end.map_or(0, |end| end + 4));
        let body = unpacked(body, 4 * REQUEST_BYTES_MAX).unwrap_or_else(|_| body.to_vec());
        let Ok(mut says) = serde_json::from_slice(&body) else {
            return Ok(answer);
        };
        says_more(&mut says, true);
        let body = serde_json::to_vec(&says).map_err(std::io::Error::other)?;
        let status = String::from_utf8_lossy(head);
        let status = status.lines().next().unwrap_or_default();
        let length = body.len();
        let head = format!(
            "{status}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n"
        );
        Ok([head.as_bytes(), &body].concat())
    })
}

/// Every object but what somebody has said, which is hers, has one more part.
fn says_more(says: &mut Value, is_frame: bool) {
    match says {
        Value::Object(parts) => {
            for (name, part) in parts.iter_mut() {
                let is_said =
                    ["value", "saw", "fields", "record", "names"].contains(&name.as_str());
                says_more(part, is_frame && !is_said);
            }
            if is_frame {
                parts.insert("later".to_owned(), json!({ "says": ["more"] }));
            }
        }
        Value::Array(all) => all.iter_mut().for_each(|one| says_more(one, is_frame)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Something that stands in front of several servers of one clinic and gives each the next request.
#[derive(Debug)]
pub struct Turns {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<BTreeSet<String>>>>,
}

impl Turns {
    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// For what each of the servers has been asked.
    pub fn asked(&self) -> Vec<BTreeSet<String>> {
        self.asked.lock().unwrap().clone()
    }
}

/// Puts it there.
pub fn in_turn(servers: &[&TestClinic], today: NaiveDate) -> Turns {
    let behind: Vec<Behind> = servers.iter().map(|server| Behind::of(server)).collect();
    let asked = Arc::new(Mutex::new(vec![BTreeSet::new(); behind.len()]));
    let (turn, noted) = (AtomicUsize::new(0), Arc::clone(&asked));
    let tls = certificate(servers[0], &today.to_string());
    let address = over_tls(tls, move |request| {
        let at = turn.fetch_add(1, Ordering::Relaxed) % behind.len();
        let path = request.head.split(' ').nth(1).unwrap_or_default();
        noted.lock().unwrap()[at].insert(path.to_owned());
        behind[at].answer(request)
    });
    Turns { address, asked }
}

const TOO_LARGE: &str =
    "HTTP/1.1 413 Content Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

/// The clinic, as whoever stands in front of it reaches it.
struct Behind {
    address: SocketAddr,
    tls: Arc<ClientConfig>,
}

impl Behind {
    fn of(clinic: &TestClinic) -> Self {
        let mut roots = RootCertStore::empty();
        let authority = clinic.clinic().authority().pem();
        roots
            .add(CertificateDer::from_pem_slice(authority.as_bytes()).unwrap())
            .unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        Self {
            address: clinic.address(),
            tls: Arc::new(tls),
        }
    }

    /// Asks the clinic the same, and gives its answer as it came.
    fn answer(&self, asked: &Asked) -> std::io::Result<Vec<u8>> {
        let name = ServerName::try_from("localhost").map_err(std::io::Error::other)?;
        let connection = ClientConnection::new(Arc::clone(&self.tls), name);
        let connection = connection.map_err(std::io::Error::other)?;
        let mut stream = StreamOwned::new(connection, TcpStream::connect(self.address)?);
        stream.write_all(asked.head.as_bytes())?;
        stream.write_all(b"connection: close\r\n\r\n")?;
        stream.write_all(&asked.body)?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        Ok(answer)
    }
}

/// Answers everything with this.
fn behind(tls: ServerConfig, answer: Vec<u8>) -> SocketAddr {
    over_tls(tls, move |_| Ok(answer.clone()))
}

/// Hears each request out over TLS and answers it, each in a thread of its own. It ends with the process.
fn over_tls(
    tls: ServerConfig,
    answer: impl Fn(&Asked) -> std::io::Result<Vec<u8>> + Send + Sync + 'static,
) -> SocketAddr {
    let tls = Arc::new(tls);
    answering(move |stream| {
        let connection = ServerConnection::new(Arc::clone(&tls)).map_err(std::io::Error::other)?;
        let mut stream = StreamOwned::new(connection, stream);
        let asked = hear(&mut stream)?;
        stream.write_all(&answer(&asked)?)?;
        stream.conn.send_close_notify();
        stream.flush()
    })
}

fn in_the_clear(answer: &'static str) -> SocketAddr {
    answering(move |mut stream| {
        // What speaks TLS to it sends no line: the first bytes are enough to answer.
        let heard = stream.read(&mut [0; 1024]);
        heard.and_then(|_| stream.write_all(answer.as_bytes()))
    })
}

fn answering(
    answer: impl Fn(TcpStream) -> std::io::Result<()> + Send + Sync + 'static,
) -> SocketAddr {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let address = listener.local_addr().unwrap();
    let answer = Arc::new(answer);
    thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let answer = Arc::clone(&answer);
            // A stranger that fails to answer is a stranger all the same.
            thread::spawn(move || answer(stream).ok());
        }
    });
    address
}

/// One whole request.
struct Asked {
    /// Its lines, each with its end.
    head: String,
    body: Vec<u8>,
}

impl Asked {
    fn is_for(&self, path: &str) -> bool {
        self.head.split(' ').nth(1) == Some(path)
    }

    fn says(&self, word: &str) -> bool {
        let unpacked = unpacked(&self.body, REQUEST_BYTES_MAX);
        let body = unpacked.as_deref().unwrap_or(&self.body);
        String::from_utf8_lossy(body).contains(word)
    }
}

fn hear(stream: impl Read) -> std::io::Result<Asked> {
    let mut reader = BufReader::new(stream);
    let (mut head, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        if line.trim_end().is_empty() {
            let mut body = vec![0; length];
            reader.read_exact(&mut body)?;
            return Ok(Asked { head, body });
        }
        if let Some(said) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = said.trim().parse().unwrap_or_default();
        }
        head.push_str(&line);
    }
}
