//! The line to the clinic: HTTPS with the clinic's own certificate authority and no other.
//!
//! The only module that names the HTTP client. Every way in which a line can fail has its own name here, because each
//! has its own sentence on the screen.

use std::error::Error as StdError;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use ambient::Ambient;
use care::DeviceId;
use data_encoding::{BASE64, HEXLOWER, HEXLOWER_PERMISSIVE};
use ed25519_dalek::SigningKey;
use reqwest::{Client, StatusCode, Url, redirect};
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::ring::default_provider;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme, version::TLS13};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sync::wire::{Refused, RefusedCode};
use sync::{Hash, proof};

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
const WHOLE_TIMEOUT: Duration = Duration::from_secs(120);
/// An answer to a pull is about a mebibyte; whatever is much larger is not from our clinic.
const ANSWER_BYTES_MAX: usize = 8 * 1024 * 1024;

/// Why nothing came of a request. What was sent may or may not have arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum LineError {
    /// The address is not one.
    #[error("the address of the clinic is malformed")]
    AddressMalformed,
    /// Nothing answers there.
    #[error("the clinic cannot be reached")]
    Unreachable,
    /// It did not answer in time.
    #[error("the clinic did not answer in time")]
    Slow,
    /// What answers does not speak TLS.
    #[error("what answers does not speak TLS")]
    NotTls,
    /// What answers is not the clinic this device knows.
    #[error("what answers has another certificate")]
    OtherCertificate,
    /// The clinic says no.
    #[error("the clinic refused the request")]
    Refused(RefusedCode),
    /// The clinic answered with something that is not an answer.
    #[error("the clinic had a fault")]
    Fault,
}

/// A line to one clinic.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    client: Client,
    url: Url,
    /// The authority's certificate once a first connection has seen it, DER.
    authority: Arc<Mutex<Option<Vec<u8>>>>,
}

/// Who sends, and with which key.
pub(crate) struct Prover<'a> {
    pub(crate) device: DeviceId,
    pub(crate) key: &'a SigningKey,
    pub(crate) ambient: &'a Ambient,
}

impl Line {
    /// A line to a clinic whose authority is known: its certificate in base64.
    pub(crate) fn known(url: &str, authority: &str) -> Result<Self, LineError> {
        let der = BASE64
            .decode(authority.as_bytes())
            .or(Err(LineError::AddressMalformed))?;
        let mut roots = RootCertStore::empty();
        roots
            .add(CertificateDer::from(der))
            .or(Err(LineError::AddressMalformed))?;
        let config = config()?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Self::over(url, config, Arc::default(), WHOLE_TIMEOUT)
    }

    /// A first line to a clinic of which only the authority's fingerprint is known: SHA-256, 64 hex digits; spaces
    /// and colons between them are passed over.
    pub(crate) fn first(url: &str, fingerprint: &str) -> Result<Self, LineError> {
        let digits: String = fingerprint
            .chars()
            .filter(|c| !matches!(c, ' ' | ':' | '-'))
            .collect();
        let bytes = HEXLOWER_PERMISSIVE
            .decode(digits.as_bytes())
            .or(Err(LineError::OtherCertificate))?;
        let fingerprint = Hash(bytes.try_into().or(Err(LineError::OtherCertificate))?);
        let authority = Arc::new(Mutex::new(None));
        let verifier = Fingerprint {
            fingerprint,
            seen: Arc::clone(&authority),
        };
        let config = config()?
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(verifier))
            .with_no_client_auth();
        Self::over(url, config, authority, WHOLE_TIMEOUT)
    }

    fn over(
        url: &str,
        tls: ClientConfig,
        authority: Arc<Mutex<Option<Vec<u8>>>>,
        patience: Duration,
    ) -> Result<Self, LineError> {
        let url = Url::parse(url.trim()).or(Err(LineError::AddressMalformed))?;
        if url.scheme() != "https" || url.host_str().is_none() {
            return Err(LineError::AddressMalformed);
        }
        let client = Client::builder()
            .tls_backend_preconfigured(tls)
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(patience)
            .redirect(redirect::Policy::none())
            .https_only(true)
            .no_proxy()
            .build()
            .or(Err(LineError::Fault))?;
        Ok(Self {
            client,
            url,
            authority,
        })
    }

    /// The authority's certificate in base64, once a first connection has seen it.
    pub(crate) fn authority(&self) -> Option<String> {
        let seen = self
            .authority
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        seen.as_ref().map(|der| BASE64.encode(der))
    }

    /// Sends a request and waits for its answer. Holds nothing while it waits.
    pub(crate) async fn post<Q: Serialize, A: DeserializeOwned>(
        &self,
        path: &str,
        question: &Q,
        prover: Option<&Prover<'_>>,
    ) -> Result<A, LineError> {
        let url = self.url.join(path).or(Err(LineError::AddressMalformed))?;
        let body = serde_json::to_vec(question).or(Err(LineError::Fault))?;
        let mut request = self
            .client
            .post(url)
            .header("content-type", "application/json");
        if let Some(Prover {
            device,
            key,
            ambient,
        }) = prover
        {
            let nonce = HEXLOWER.encode(&ambient.bytes::<16>());
            let claim = proof::Request {
                method: "POST",
                path,
                body: &body,
                device: *device,
                nonce: &nonce,
            };
            request = request
                .header(proof::DEVICE_HEADER, device.to_string())
                .header(proof::SIGNATURE_HEADER, claim.prove(key))
                .header(proof::NONCE_HEADER, nonce);
        }
        let answer = request
            .body(body)
            .send()
            .await
            .map_err(|error| meaning(&error))?;
        read(answer).await
    }
}

async fn read<A: DeserializeOwned>(mut answer: reqwest::Response) -> Result<A, LineError> {
    let status = answer.status();
    let mut body = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(|error| meaning(&error))? {
        if ANSWER_BYTES_MAX < body.len().saturating_add(chunk.len()) {
            return Err(LineError::Fault);
        }
        body.extend_from_slice(&chunk);
    }
    if status == StatusCode::OK {
        return serde_json::from_slice(&body).or(Err(LineError::Fault));
    }
    if status == StatusCode::PAYLOAD_TOO_LARGE {
        return Err(LineError::Refused(RefusedCode::TooLarge));
    }
    match serde_json::from_slice::<Refused>(&body) {
        Ok(refused) => Err(LineError::Refused(refused.code)),
        Err(_) => Err(LineError::Fault),
    }
}

fn config() -> Result<rustls::ConfigBuilder<ClientConfig, rustls::WantsVerifier>, LineError> {
    ClientConfig::builder_with_provider(Arc::new(default_provider()))
        .with_protocol_versions(&[&TLS13])
        .or(Err(LineError::Fault))
}

/// What a client's error means for the person.
fn meaning(error: &reqwest::Error) -> LineError {
    if error.is_timeout() {
        return LineError::Slow;
    }
    let mut cause: Option<&(dyn StdError + 'static)> = Some(error);
    while let Some(here) = cause {
        if let Some(tls) = said_by_tls(here) {
            #[expect(clippy::wildcard_enum_match_arm, reason = "foreign and open-ended")]
            return match tls {
                rustls::Error::InvalidCertificate(_) | rustls::Error::General(_) => {
                    LineError::OtherCertificate
                }
                _ => LineError::NotTls,
            };
        }
        let is_eof = |io: &io::Error| io.kind() == io::ErrorKind::UnexpectedEof;
        if error.is_connect() && here.downcast_ref::<io::Error>().is_some_and(is_eof) {
            return LineError::NotTls;
        }
        cause = here.source();
    }
    LineError::Unreachable
}

/// What TLS said, if it is in here: an `io::Error` wraps it, sometimes twice, without calling it its source.
fn said_by_tls<'a>(error: &'a (dyn StdError + 'static)) -> Option<&'a rustls::Error> {
    error.downcast_ref::<rustls::Error>().or_else(|| {
        let inner: &'a (dyn StdError + 'static) = error.downcast_ref::<io::Error>()?.get_ref()?;
        said_by_tls(inner)
    })
}

/// Trusts exactly the authority with this fingerprint, which the server has to send along.
#[derive(Debug)]
struct Fingerprint {
    fingerprint: Hash,
    seen: Arc<Mutex<Option<Vec<u8>>>>,
}

impl ServerCertVerifier for Fingerprint {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        let unknown = || rustls::Error::InvalidCertificate(rustls::CertificateError::UnknownIssuer);
        let authority = intermediates
            .iter()
            .find(|sent| Hash::of(sent.as_ref()) == self.fingerprint)
            .ok_or_else(unknown)?;
        let mut roots = RootCertStore::empty();
        roots.add(authority.clone().into_owned())?;
        let verifier = WebPkiServerVerifier::builder_with_provider(
            Arc::new(roots),
            Arc::new(default_provider()),
        )
        .build()
        .map_err(|_malformed| unknown())?;
        let known = verifier.verify_server_cert(
            end_entity,
            intermediates,
            server_name,
            ocsp_response,
            now,
        )?;
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner) =
            Some(authority.as_ref().to_vec());
        Ok(known)
    }

    fn verify_tls12_signature(
        &self,
        _message: &[u8],
        _cert: &CertificateDer<'_>,
        _dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        Err(rustls::Error::PeerIncompatible(
            rustls::PeerIncompatible::Tls12NotOffered,
        ))
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let provider = default_provider();
        rustls::crypto::verify_tls13_signature(
            message,
            cert,
            dss,
            &provider.signature_verification_algorithms,
        )
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        default_provider()
            .signature_verification_algorithms
            .supported_schemes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;

    /// Asks once, with little patience, whoever answers at this address.
    fn asks(address: &str) -> Result<serde_json::Value, LineError> {
        let tls = config()
            .unwrap()
            .with_root_certificates(RootCertStore::empty())
            .with_no_client_auth();
        let patience = Duration::from_millis(100);
        let line = Line::over(address, tls, Arc::default(), patience).unwrap();
        super::super::block_on(line.post("/sync/pull", &"?", None)).unwrap()
    }

    #[test]
    fn a_clinic_that_does_not_answer_is_slow_and_one_that_is_not_there_is_unreachable() {
        let silent = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("https://{}", silent.local_addr().unwrap());
        assert_eq!(asks(&address), Err(LineError::Slow));
        drop(silent);
        assert_eq!(asks(&address), Err(LineError::Unreachable));
    }
}
