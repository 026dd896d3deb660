//! A device without a store: it asks what a device asks and signs what a device signs, and otherwise says whatever a
//! test wants to see refused.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use ambient::Ambient;
use care::{
    DeviceId, Entity as _, EntityId, GroupId, Member, MemberId, OpId, RecordId, StaffId, Task,
};
use ed25519_dalek::SigningKey;
use reqwest::Client;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, RootCertStore, version::TLS13};
use serde::Serialize;
use serde_json::{Map, Value};
use sync::limits::{PROTOCOL, SCHEMA};
use sync::proof::{self, DEVICE_HEADER, NONCE_HEADER, SIGNATURE_HEADER};
use sync::wire::{Enrol, Enrolled};
use sync::{Author, Hash, Op, OpBody, RecordText, SignedRecord, StreamId, Write, sealed};

/// As the application waits for a whole answer.
const PATIENCE: Duration = Duration::from_secs(120);

/// A device.
pub struct Caller {
    /// The life of the ledger as it was told.
    pub epoch: String,
    client: Client,
    address: String,
    id: DeviceId,
    staff: StaffId,
    key: SigningKey,
    ambient: Ambient,
    dseq: u64,
    prev: Hash,
}

/// What came back: the status, and the body as JSON if it is.
pub type Answer = Result<(u16, Value), reqwest::Error>;

impl fmt::Debug for Caller {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Caller(…)")
    }
}

impl Caller {
    /// Becomes a device.
    pub async fn enrolled(address: &str, ca_pem: &str, code: &str) -> Self {
        let mut roots = RootCertStore::empty();
        roots
            .add(CertificateDer::from_pem_slice(ca_pem.as_bytes()).unwrap())
            .unwrap();
        let provider = rustls::crypto::ring::default_provider().into();
        let tls = ClientConfig::builder_with_provider(provider)
            .with_protocol_versions(&[&TLS13])
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        let client = Client::builder()
            .tls_backend_preconfigured(tls)
            .timeout(PATIENCE)
            .no_proxy()
            .build()
            .unwrap();
        let ambient = Ambient::system();
        let key = SigningKey::from_bytes(&ambient.bytes());
        let question = Enrol {
            code: code.to_owned(),
            public_key: proof::public_key_text(&key.verifying_key()),
            computer: "a caller".to_owned(),
            protocol: PROTOCOL,
        };
        let request = client
            .post(format!("{address}/enrol"))
            .header("content-type", "application/json")
            .body(serde_json::to_vec(&question).unwrap());
        let text = request.send().await.unwrap().bytes().await.unwrap();
        let enrolled: Enrolled = serde_json::from_slice(&text).unwrap();
        Self {
            epoch: enrolled.epoch,
            client,
            address: address.to_owned(),
            id: enrolled.device,
            staff: enrolled.staff,
            key,
            ambient,
            dseq: 0,
            prev: Hash::ZERO,
        }
    }

    /// Begins a member's stream.
    pub fn meets(&mut self) -> (String, MemberId) {
        let member = MemberId(self.ambient.mint());
        let who = serde_json::to_value(Member::default()).unwrap();
        (
            self.says(member, EntityId(member.0), Member::KIND, who),
            member,
        )
    }

    /// A task with so many letters.
    pub fn adds(&mut self, member: MemberId, letters: usize) -> String {
        let task = Task {
            what: "x".repeat(letters),
            owner: care::Owner::default(),
            due: None,
            done: care::Done::default(),
            alert: None,
        };
        let id = EntityId(self.ambient.mint());
        self.says(member, id, Task::KIND, serde_json::to_value(task).unwrap())
    }

    /// The next operation of its chain: answers to fields of an entity, by somebody who has seen none.
    pub fn says(&mut self, member: MemberId, entity: EntityId, kind: &str, thing: Value) -> String {
        let first = |(field, value)| {
            let write = Write {
                value,
                parents: Vec::new(),
                saw: Value::Null,
            };
            (field, write)
        };
        let thing: Map<String, Value> = serde_json::from_value(thing).unwrap();
        let fields: BTreeMap<String, Write> = thing.into_iter().map(first).collect();
        let body = OpBody::Set {
            entity,
            kind: kind.to_owned(),
            fields,
        };
        self.writes(member, SCHEMA, body)
    }

    /// The next operation of its chain: a record it signs, of any kind.
    pub fn signs(&mut self, member: MemberId, about: EntityId, kind: &str, body: Value) -> String {
        let record = RecordText {
            id: RecordId(self.ambient.mint()),
            kind: kind.to_owned(),
            stream: StreamId::Member(member),
            about,
            author: Author::Staff(self.staff),
            device: self.id,
            prev: Hash::ZERO,
            body,
        };
        let record = SignedRecord::sign(&record, &self.key).unwrap();
        self.writes(member, SCHEMA, OpBody::Record { record })
    }

    /// The next operation of its chain, in this schema.
    pub fn writes(&mut self, member: MemberId, schema: u32, body: OpBody) -> String {
        self.dseq += 1;
        let op = Op {
            id: OpId(self.ambient.mint()),
            device: self.id,
            inc: 0,
            dseq: self.dseq,
            group: GroupId(self.ambient.mint()),
            author: Author::Staff(self.staff),
            stream: StreamId::Member(member),
            at: self.ambient.now(),
            gver: 0,
            schema,
            prev: self.prev,
            body,
        };
        let (text, hash) = sealed(&op).unwrap();
        self.prev = hash;
        text
    }

    /// A request with its proof.
    pub async fn asks(&self, path: &str, question: &impl Serialize) -> Answer {
        self.sends(path, serde_json::to_vec(question).unwrap(), None)
            .await
    }

    /// The same with any body, packed or said to be.
    pub async fn sends(&self, path: &str, body: Vec<u8>, packed: Option<&str>) -> Answer {
        let nonce = data_encoding::HEXLOWER.encode(&self.ambient.bytes::<16>());
        let claim = proof::Request {
            method: "POST",
            path,
            body: &body,
            device: self.id,
            nonce: &nonce,
        };
        let signature = claim.prove(&self.key);
        let mut request = self
            .client
            .post(format!("{}{path}", self.address))
            .header("content-type", "application/json");
        if let Some(packed) = packed {
            request = request.header("content-encoding", packed);
        }
        let request = request
            .header(DEVICE_HEADER, self.id.to_string())
            .header(SIGNATURE_HEADER, signature)
            .header(NONCE_HEADER, nonce)
            .body(body);
        let answer = request.send().await?;
        let status = answer.status().as_u16();
        let text = answer.bytes().await?;
        Ok((status, serde_json::from_slice(&text).unwrap_or(Value::Null)))
    }
}
