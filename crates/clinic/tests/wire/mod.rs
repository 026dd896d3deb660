//! A device as the clinic sees it from outside: TLS to the pinned authority, signed requests, a chain of operations.

use std::collections::BTreeMap;
use std::io::{Read, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;

use ambient::Ambient;
use care::{DeviceId, EntityId, GroupId, OpId, RecordId, StaffId};
use ed25519_dalek::SigningKey;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use sync::proof::{self, DEVICE_HEADER, NONCE_HEADER, SIGNATURE_HEADER};
use sync::wire::{Enrol, Enrolled, Pulled, Pushed};
use sync::{Author, Hash, Op, OpBody, RecordText, SignedRecord, StreamId, Write, sealed};

/// A refusal: the status and its code.
pub(crate) type Refusal = (u16, String);

/// The way to one server.
#[derive(Clone)]
pub(crate) struct Line {
    address: SocketAddr,
    tls: Arc<ClientConfig>,
}

impl Line {
    pub(crate) fn to(server: &clinic::Server) -> Self {
        let mut roots = RootCertStore::empty();
        roots
            .add(CertificateDer::from_pem_slice(server.ca_pem().as_bytes()).unwrap())
            .unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        Self {
            address: server.address(),
            tls: Arc::new(tls),
        }
    }

    /// A connection on which nothing has been asked yet.
    pub(crate) fn opened(&self) -> StreamOwned<ClientConnection, TcpStream> {
        let name = ServerName::try_from("localhost").unwrap();
        let connection = ClientConnection::new(Arc::clone(&self.tls), name).unwrap();
        StreamOwned::new(connection, TcpStream::connect(self.address).unwrap())
    }

    /// How long the server asks somebody with a wrong code to stay away.
    pub(crate) fn again_after(&self) -> Option<u32> {
        let request = Enrol {
            code: "0000-0000-0000".to_owned(),
            public_key: proof::public_key_text(&SigningKey::from_bytes(&[9; 32]).verifying_key()),
            computer: "laptop".to_owned(),
            protocol: 1,
        };
        let (head, _) = self.exchange("/enrol", &[], &serde_json::to_vec(&request).unwrap());
        let mut lines = head.lines();
        lines.find_map(|line| line.strip_prefix("retry-after: ")?.parse().ok())
    }

    pub(crate) fn post<T: DeserializeOwned>(
        &self,
        path: &str,
        headers: &[(&str, String)],
        body: &[u8],
    ) -> Result<T, Refusal> {
        let (head, body) = self.exchange(path, headers, body);
        let status: u16 = head.split(' ').nth(1).unwrap().parse().unwrap();
        if status < 400 {
            return Ok(serde_json::from_str(&body).unwrap());
        }
        let refused: Value = serde_json::from_str(&body).unwrap();
        Err((status, refused["code"].as_str().unwrap().to_owned()))
    }

    /// Asks without a proof of who asks; gives the status and the body.
    pub(crate) fn get(&self, path: &str) -> (u16, String) {
        let mut stream = self.opened();
        let head = format!("GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n");
        stream.write_all(head.as_bytes()).unwrap();
        let (head, body) = answered(stream);
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        (status, body)
    }

    /// Asks, and gives the head and the body of the answer.
    fn exchange(&self, path: &str, headers: &[(&str, String)], body: &[u8]) -> (String, String) {
        let mut stream = self.opened();
        let mut head = format!("POST {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n");
        for (name, value) in headers {
            head = format!(
                "{head}{name}: {value}
"
            );
        }
        head = format!(
            "{head}content-length: {}

",
            body.len()
        );
        stream.write_all(head.as_bytes()).unwrap();
        // A server that refuses a body need not read it; its answer is there all the same.
        stream.write_all(body).ok();
        answered(stream)
    }
}

/// The head and the body of the answer.
fn answered(mut stream: impl Read) -> (String, String) {
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).ok();
    let answer = String::from_utf8(answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    (head.to_owned(), body.to_owned())
}

/// A request to enrol with the key made from `seed`.
pub(crate) fn enrol(
    line: &Line,
    code: &str,
    computer: &str,
    seed: u8,
) -> Result<Enrolled, Refusal> {
    let public_key = proof::public_key_text(&SigningKey::from_bytes(&[seed; 32]).verifying_key());
    let request = Enrol {
        code: code.to_owned(),
        public_key,
        computer: computer.to_owned(),
        protocol: 1,
    };
    line.post("/enrol", &[], &serde_json::to_vec(&request).unwrap())
}

/// An enrolled device.
pub(crate) struct Device {
    pub(crate) line: Line,
    pub(crate) id: DeviceId,
    pub(crate) staff: StaffId,
    pub(crate) key: SigningKey,
    pub(crate) epoch: String,
    pub(crate) ambient: Ambient,
    dseq: u64,
    prev: Hash,
}

impl Device {
    pub(crate) fn enrolled(line: &Line, code: &str, seed: u8, ambient: &Ambient) -> Self {
        let enrolled = enrol(line, code, "laptop", seed).unwrap();
        Self {
            line: line.clone(),
            id: enrolled.device,
            staff: enrolled.staff,
            key: SigningKey::from_bytes(&[seed; 32]),
            epoch: enrolled.epoch,
            ambient: ambient.clone(),
            dseq: 0,
            prev: Hash::ZERO,
        }
    }

    pub(crate) fn proof(&self, path: &str, body: &[u8]) -> Vec<(&'static str, String)> {
        let nonce = data_encoding::HEXLOWER.encode(&self.ambient.bytes::<16>());
        let request = proof::Request {
            method: "POST",
            path,
            body,
            device: self.id,
            nonce: &nonce,
        };
        let signature = request.prove(&self.key);
        vec![
            (DEVICE_HEADER, self.id.to_string()),
            (NONCE_HEADER, nonce),
            (SIGNATURE_HEADER, signature),
        ]
    }

    pub(crate) fn ask<T: DeserializeOwned>(
        &self,
        path: &str,
        request: &impl Serialize,
    ) -> Result<T, Refusal> {
        let body = serde_json::to_vec(request).unwrap();
        self.line.post(path, &self.proof(path, &body), &body)
    }

    /// An operation with a signed note.
    pub(crate) fn note(&mut self, stream: StreamId, narrative: &str) -> String {
        let record = RecordText {
            id: RecordId(self.ambient.mint()),
            kind: "note".to_owned(),
            stream: stream.clone(),
            about: EntityId(self.ambient.mint()),
            author: Author::Staff(self.staff),
            device: self.id,
            prev: Hash::ZERO,
            body: json!({"narrative": narrative}),
        };
        let record = SignedRecord::sign(&record, &self.key).unwrap();
        self.seal(stream, OpBody::Record { record })
    }

    /// The next operation of this device's chain, with one answer.
    pub(crate) fn op(
        &mut self,
        stream: StreamId,
        (kind, entity): (&str, EntityId),
        field: &str,
        write: Write,
    ) -> String {
        let fields = BTreeMap::from([(field.to_owned(), write)]);
        self.seal(
            stream,
            OpBody::Set {
                entity,
                kind: kind.to_owned(),
                fields,
            },
        )
    }

    fn seal(&mut self, stream: StreamId, body: OpBody) -> String {
        self.dseq += 1;
        let op = Op {
            id: OpId(self.ambient.mint()),
            device: self.id,
            inc: 0,
            dseq: self.dseq,
            group: GroupId(self.ambient.mint()),
            author: Author::Staff(self.staff),
            stream,
            at: self.ambient.now(),
            gver: 0,
            schema: 1,
            prev: self.prev,
            body,
        };
        let (text, hash) = sealed(&op).unwrap();
        self.prev = hash;
        text
    }

    pub(crate) fn push(&self, ops: &[String]) -> Result<Pushed, Refusal> {
        self.ask("/sync/push", &json!({"epoch": self.epoch, "ops": ops}))
    }

    /// Everything the clinic has for this device.
    pub(crate) fn pull(&self) -> Result<Pulled, Refusal> {
        let mut cursors: BTreeMap<StreamId, u64> = BTreeMap::new();
        let mut pages = Vec::new();
        loop {
            let shown = cursors
                .iter()
                .map(|(stream, seq)| json!({"stream": stream, "seq": seq}));
            let shown: Vec<Value> = shown.collect();
            let pull = json!({"epoch": self.epoch, "cursors": shown});
            let pulled: Pulled = self.ask("/sync/pull", &pull)?;
            for page in &pulled.pages {
                if let Some(last) = page.changes.last() {
                    cursors.insert(page.stream.clone(), last.seq);
                }
            }
            pages.extend(pulled.pages.iter().cloned());
            if !pulled.more {
                return Ok(Pulled { pages, ..pulled });
            }
        }
    }

    /// What the clinic has of one stream, for this device.
    pub(crate) fn pull_of(&self, stream: &StreamId) -> Pulled {
        let mut pulled = self.pull().unwrap();
        pulled.pages.retain(|page| page.stream == *stream);
        pulled
    }
}
