//! A caller: a device without a store, of which thousands fit into one process. It says what a device says, signs what
//! a device signs, and keeps only its own place in its chain.

use std::collections::BTreeMap;
use std::time::Duration;

use ambient::Ambient;
use care::{
    DeviceId, Done, Entity, EntityId, GroupId, Member, MemberId, Names, OpId, Owner, StaffId, Task,
};
use chrono::NaiveDate;
use ed25519_dalek::SigningKey;
use reqwest::Client;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, RootCertStore, version::TLS13};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use sync::limits::{PROTOCOL, PUSH_OPS_MAX, SCHEMA};
use sync::proof::{self, DEVICE_HEADER, NONCE_HEADER, SIGNATURE_HEADER};
use sync::wire::{Enrol, Enrolled, OpResult, Push, Pushed};
use sync::{Author, Hash, Op, OpBody, StreamId, Write, sealed};
use uuid::Uuid;

use crate::house::{Colleague, House};

/// The length of one record as its device keeps it: the peer's records have the same.
const RECORD_BYTES: usize = 505;
/// As the application waits for a connection and for a whole answer.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
const WHOLE_TIMEOUT: Duration = Duration::from_secs(120);

/// Why a request came to nothing, in a word.
pub(crate) type Failed = String;

/// A device without a store.
pub(crate) struct Caller {
    pub(crate) epoch: String,
    address: String,
    id: DeviceId,
    staff: StaffId,
    key: SigningKey,
    ambient: Ambient,
    dseq: u64,
    prev: Hash,
}

/// A line like the application's: the clinic's own authority and no other, TLS 1.3.
pub(crate) fn line(house: &House) -> Client {
    let mut roots = RootCertStore::empty();
    roots
        .add(CertificateDer::from_pem_slice(house.ca_pem.as_bytes()).unwrap())
        .unwrap();
    let tls = ClientConfig::builder_with_provider(rustls::crypto::ring::default_provider().into())
        .with_protocol_versions(&[&TLS13])
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    Client::builder()
        .tls_backend_preconfigured(tls)
        .connect_timeout(CONNECT_TIMEOUT)
        .timeout(WHOLE_TIMEOUT)
        .no_proxy()
        .build()
        .unwrap()
}

impl Caller {
    /// Becomes a device of somebody.
    pub(crate) async fn enrolled(
        client: &Client,
        house: &House,
        colleague: &mut Colleague,
    ) -> Result<Self, Failed> {
        let ambient = Ambient::system();
        let key = SigningKey::from_bytes(&ambient.bytes());
        let question = Enrol {
            code: colleague.code(),
            public_key: proof::public_key_text(&key.verifying_key()),
            computer: "a caller".to_owned(),
            protocol: PROTOCOL,
        };
        let body = serde_json::to_vec(&question).unwrap();
        let request = client.post(format!("{}/enrol", house.address)).body(body);
        let enrolled: Enrolled = answer(request).await?;
        Ok(Self {
            epoch: enrolled.epoch,
            address: house.address.clone(),
            id: enrolled.device,
            staff: enrolled.staff,
            key,
            ambient,
            dseq: 0,
            prev: Hash::ZERO,
        })
    }

    /// Begins a member's stream: the operation, and who she is.
    pub(crate) fn meets(&mut self, number: usize) -> (String, MemberId) {
        let member = MemberId(self.ambient.mint());
        let who = Member {
            names: Names {
                given: vec!["Member".to_owned()],
                family: format!("Number {number}"),
                ..Names::default()
            },
            ..Member::default()
        };
        (self.says(member, EntityId(member.0), &who), member)
    }

    /// A new task of a member.
    pub(crate) fn adds(&mut self, member: MemberId, task: &Task) -> String {
        let id = EntityId(self.ambient.mint());
        self.says(member, id, task)
    }

    /// The next operation of its chain: a new entity, whole.
    fn says<T: Entity>(&mut self, member: MemberId, entity: EntityId, thing: &T) -> String {
        let Ok(Value::Object(fields)) = serde_json::to_value(thing) else {
            panic!("an entity is an object")
        };
        let first = |(field, value)| {
            let write = Write {
                value,
                parents: Vec::new(),
                saw: Value::Null,
            };
            (field, write)
        };
        let fields: BTreeMap<String, Write> = fields.into_iter().map(first).collect();
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
            schema: SCHEMA,
            prev: self.prev,
            body: OpBody::Set {
                entity,
                kind: T::KIND.to_owned(),
                fields,
            },
        };
        let (text, hash) = sealed(&op).unwrap();
        self.prev = hash;
        text
    }

    /// Sends everything, in as many pushes as it takes; every operation has to be applied.
    pub(crate) async fn sends(&self, client: &Client, ops: &[String]) -> Result<(), Failed> {
        // A quarter of how many a push may have, so that they are no more bytes than it may have either.
        for ops in ops.chunks(PUSH_OPS_MAX / 4) {
            let push = Push {
                epoch: self.epoch.clone(),
                tally: None,
                ops: ops.to_vec(),
            };
            let pushed: Pushed = self.asks(client, "/sync/push", &push).await?;
            let applied = pushed
                .answers
                .iter()
                .filter(|answer| matches!(answer.result, OpResult::Applied { .. }))
                .count();
            if applied != ops.len() {
                return Err("parked".to_owned());
            }
        }
        Ok(())
    }

    /// A request with its proof.
    pub(crate) async fn asks<A: DeserializeOwned>(
        &self,
        client: &Client,
        path: &str,
        question: &impl Serialize,
    ) -> Result<A, Failed> {
        let body = serde_json::to_vec(question).unwrap();
        let nonce = data_encoding::HEXLOWER.encode(&self.ambient.bytes::<16>());
        let claim = proof::Request {
            method: "POST",
            path,
            body: &body,
            device: self.id,
            nonce: &nonce,
        };
        let signature = claim.prove(&self.key);
        let request = client
            .post(format!("{}{path}", self.address))
            .header(DEVICE_HEADER, self.id.to_string())
            .header(SIGNATURE_HEADER, signature)
            .header(NONCE_HEADER, nonce)
            .body(body);
        answer(request).await
    }
}

async fn answer<A: DeserializeOwned>(request: reqwest::RequestBuilder) -> Result<A, Failed> {
    let answer = request
        .header("content-type", "application/json")
        .send()
        .await
        .map_err(|error| format!("{error:?}"))?;
    let status = answer.status();
    let body = answer.bytes().await.map_err(|error| format!("{error:?}"))?;
    if status.as_u16() != 200 {
        return Err(format!("{status} {}", String::from_utf8_lossy(&body)));
    }
    serde_json::from_slice(&body).map_err(|error| error.to_string())
}

/// A task of exactly [`RECORD_BYTES`], each a little different.
pub(crate) fn task(number: usize) -> Task {
    let words = "Rosa, her sister, and the front desk of the shelter on Mission Street; ".repeat(2);
    let mut task = Task {
        what: format!("{number:08} "),
        owner: Owner {
            staff: Some(StaffId(Uuid::from_u128(7))),
            words: format!("{words}{}", "ask for the night shift; ".repeat(2)),
        },
        due: NaiveDate::from_ymd_opt(2026, 12, 1),
        done: Done::default(),
        alert: None,
    };
    task.owner.words.truncate(199);
    let missing = RECORD_BYTES - serde_json::to_string(&task).unwrap().len();
    let text =
        "call the county about the letter and bring the papers that were missing; ".repeat(4);
    task.what.push_str(&text[..missing]);
    assert_eq!(serde_json::to_string(&task).unwrap().len(), RECORD_BYTES);
    task
}

/// Runs a few requests to their end.
pub(crate) fn block_on<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(future)
}

/// A person's members and their tasks, brought to the clinic by a first device of hers.
pub(crate) fn settled(
    house: &House,
    colleague: &mut Colleague,
    members: usize,
    tasks_each: usize,
) -> Vec<MemberId> {
    block_on(async {
        let client = line(house);
        let mut caller = Caller::enrolled(&client, house, colleague).await.unwrap();
        let (mut ops, mut met) = (Vec::new(), Vec::new());
        for number in 0..members {
            let (op, member) = caller.meets(number);
            ops.push(op);
            met.push(member);
            for at in 0..tasks_each {
                ops.push(caller.adds(member, &task(number * tasks_each + at)));
            }
        }
        caller.sends(&client, &ops).await.unwrap();
        met
    })
}
