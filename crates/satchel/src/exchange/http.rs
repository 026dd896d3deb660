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
use reqwest::header::{
    ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE, HeaderMap, HeaderName, RETRY_AFTER,
};
use reqwest::{Client, ClientBuilder, RequestBuilder, Url, redirect};
use rustls::crypto::ring::default_provider;
use rustls::pki_types::CertificateDer;
use rustls::{CertificateError, ClientConfig, version::TLS13};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sync::limits::PROTOCOL;
use sync::wire::RefusedCode;
use sync::{Hash, PACKED, packed, proof, unpacked};

use super::answer::{self, Head};
use super::pin::{Known, Pin, Stranger};

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
const WHOLE_TIMEOUT: Duration = Duration::from_secs(120);
/// What does not speak TLS is given so long to show its sign-in page.
const PAGE_TIMEOUT: Duration = Duration::from_secs(5);
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
    /// The network shows a page of its own: it wants somebody to sign in first.
    #[error("the network asks to sign in")]
    SignIn,
    /// What answers is a clinic, and not the one this device knows.
    #[error("what answers has another certificate")]
    OtherCertificate,
    /// Something on the way put a certificate of its own in the clinic's place.
    #[error("something on the way opens the line")]
    Intercepted,
    /// It is the clinic's certificate, and by this computer's date it does not hold.
    #[error("the clinic's certificate does not hold on this computer's date")]
    CertificateDate,
    /// What arrived is not the answer the clinic sent: cut short, or changed on the way.
    #[error("the answer was cut or changed on the way")]
    Altered,
    /// The clinic says no.
    #[error("the clinic refused the request")]
    Refused(Refusal),
    /// The clinic had a fault of its own.
    #[error("the clinic had a fault")]
    Fault,
}

/// A clinic's no.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// Why.
    pub(crate) code: RefusedCode,
    /// It asks to be left alone for so long.
    pub(crate) again_after_seconds: Option<u32>,
}

/// A line to one clinic.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    client: Client,
    tls: ClientConfig,
    url: Url,
    /// The authority's certificate once a first connection has seen it, DER.
    authority: Arc<Mutex<Option<Vec<u8>>>>,
}

/// A request that is ready to be sent: packed, and signed.
#[derive(Debug)]
pub(crate) struct Letter(RequestBuilder);

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
        Self::over(
            url,
            Known::Certificate(CertificateDer::from(der)),
            WHOLE_TIMEOUT,
        )
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
        Self::over(url, Known::Fingerprint(fingerprint), WHOLE_TIMEOUT)
    }

    fn over(url: &str, known: Known, patience: Duration) -> Result<Self, LineError> {
        let authority = Arc::new(Mutex::new(None));
        let tls = ClientConfig::builder_with_provider(Arc::new(default_provider()))
            .with_protocol_versions(&[&TLS13])
            .or(Err(LineError::Fault))?
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(Pin::on(known, &authority)))
            .with_no_client_auth();
        let url = Url::parse(url.trim()).or(Err(LineError::AddressMalformed))?;
        if url.scheme() != "https" || url.host_str().is_none() {
            return Err(LineError::AddressMalformed);
        }
        let client = begun(&tls, patience).https_only(true).build();
        Ok(Self {
            client: client.or(Err(LineError::Fault))?,
            tls,
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
        self.ask(self.request(path, question, prover)?).await
    }

    /// A request as it will be sent: packed, and signed if somebody proves it.
    pub(crate) fn request<Q: Serialize>(
        &self,
        path: &str,
        question: &Q,
        prover: Option<&Prover<'_>>,
    ) -> Result<Letter, LineError> {
        let url = self.url.join(path).or(Err(LineError::AddressMalformed))?;
        let whole = serde_json::to_vec(question).or(Err(LineError::Fault))?;
        let mut request = self
            .client
            .post(url)
            .header(CONTENT_TYPE, "application/json")
            .header(ACCEPT_ENCODING, PACKED);
        let body = match packed(&whole) {
            Some(packed) => {
                request = request.header(CONTENT_ENCODING, PACKED);
                packed
            }
            None => whole,
        };
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
                .header(proof::NONCE_HEADER, nonce)
                .header(proof::PROTOCOL_HEADER, PROTOCOL.to_string());
        }
        Ok(Letter(request.body(body)))
    }

    /// Sends what was made ready and waits for its answer.
    pub(crate) async fn ask<A: DeserializeOwned>(
        &self,
        Letter(request): Letter,
    ) -> Result<A, LineError> {
        match request.send().await {
            Ok(answer) => read(answer).await,
            Err(error) => {
                let meaning = meaning(&error);
                if meaning == LineError::NotTls && self.shows_a_page().await {
                    return Err(LineError::SignIn);
                }
                Err(meaning)
            }
        }
    }

    /// Whether what does not speak TLS there is a sign-in page. Asks for the front page and tells nothing of itself.
    async fn shows_a_page(&self) -> bool {
        let mut url = self.url.clone();
        // The port is written out: without it another one would be meant.
        let port = url.port_or_known_default();
        if url.set_scheme("http").is_err() || url.set_port(port).is_err() {
            return false;
        }
        // In the clear, and only for its front page.
        let Ok(plain) = begun(&self.tls, PAGE_TIMEOUT).http1_only().build() else {
            return false;
        };
        let answer = plain.get(url).send().await;
        answer.is_ok_and(|answer| {
            let (status, headers) = (answer.status().as_u16(), answer.headers());
            head(status, headers).is_sign_in_page()
        })
    }
}

fn begun(tls: &ClientConfig, patience: Duration) -> ClientBuilder {
    Client::builder()
        .tls_backend_preconfigured(tls.clone())
        .connect_timeout(CONNECT_TIMEOUT)
        .timeout(patience)
        .redirect(redirect::Policy::none())
        // Where a line breaks, whatever is tried again must not find another that is about to: one is kept, no more.
        .pool_max_idle_per_host(1)
        .no_proxy()
}

async fn read<A: DeserializeOwned>(mut answer: reqwest::Response) -> Result<A, LineError> {
    let mut body = Vec::new();
    loop {
        match answer.chunk().await {
            Ok(Some(chunk)) if body.len().saturating_add(chunk.len()) <= ANSWER_BYTES_MAX => {
                body.extend_from_slice(&chunk);
            }
            Ok(None) => break,
            Err(error) if error.is_timeout() => return Err(LineError::Slow),
            // It had begun, so somebody is there: it was cut short, or is longer than any answer of ours.
            Ok(Some(_)) | Err(_) => return Err(LineError::Altered),
        }
    }
    let is_packed = answer
        .headers()
        .get(CONTENT_ENCODING)
        .is_some_and(|coding| coding == PACKED);
    if is_packed {
        body = unpacked(&body, ANSWER_BYTES_MAX).or(Err(LineError::Altered))?;
    }
    answer::read(head(answer.status().as_u16(), answer.headers()), &body)
}

fn head(status: u16, headers: &HeaderMap) -> Head<'_> {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    Head {
        status,
        content_type: text(CONTENT_TYPE).unwrap_or_default(),
        again_after: text(RETRY_AFTER),
    }
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
                rustls::Error::InvalidCertificate(why) => of_certificate(why),
                rustls::Error::General(_) => LineError::OtherCertificate,
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

/// Why the certificate that was shown is not believed.
#[expect(clippy::wildcard_enum_match_arm, reason = "foreign and open-ended")]
fn of_certificate(why: &CertificateError) -> LineError {
    match why {
        CertificateError::Expired
        | CertificateError::ExpiredContext { .. }
        | CertificateError::NotValidYet
        | CertificateError::NotValidYetContext { .. } => LineError::CertificateDate,
        CertificateError::Other(other) => match other.0.downcast_ref::<Stranger>() {
            Some(Stranger::Interceptor) => LineError::Intercepted,
            Some(Stranger::AnotherClinic) | None => LineError::OtherCertificate,
        },
        _ => LineError::OtherCertificate,
    }
}

/// What TLS said, if it is in here: an `io::Error` wraps it, sometimes twice, without calling it its source.
fn said_by_tls<'a>(error: &'a (dyn StdError + 'static)) -> Option<&'a rustls::Error> {
    error.downcast_ref::<rustls::Error>().or_else(|| {
        let inner: &'a (dyn StdError + 'static) = error.downcast_ref::<io::Error>()?.get_ref()?;
        said_by_tls(inner)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Read as _, Write as _};
    use std::net::TcpListener;
    use std::sync::mpsc;
    use std::thread;

    const PATIENCE: Duration = Duration::from_secs(10);

    /// Asks once, with little patience, whoever answers at this address.
    fn asks(address: &str) -> Result<serde_json::Value, LineError> {
        let line = Line::over(
            address,
            Known::Fingerprint(Hash::ZERO),
            Duration::from_millis(100),
        )
        .unwrap();
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

    #[test]
    fn of_two_connections_that_were_needed_at_once_one_is_kept() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let (closed, hears) = mpsc::channel();
        thread::spawn(move || {
            // Nobody is answered before both are there.
            let mut both = [(); 2].map(|()| listener.accept().unwrap().0);
            for one in &mut both {
                let mut question = [0; 1024];
                assert_ne!(one.read(&mut question).unwrap(), 0);
            }
            for mut one in both {
                let closed = closed.clone();
                one.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")
                    .unwrap();
                thread::spawn(move || closed.send(one.read(&mut [0; 1]).unwrap_or(0)));
            }
        });
        let client = a_client();
        let asks = || client.get(&address).send();
        let ended = super::super::block_on(async {
            let (one, other) = tokio::join!(asks(), asks());
            drop((one.unwrap().bytes().await, other.unwrap().bytes().await));
            // The connections live on the threads of this block: it is left only when one has ended.
            let hears = tokio::task::spawn_blocking(move || hears.recv_timeout(PATIENCE));
            hears.await.or(Err(LineError::Fault))
        });
        assert_eq!(ended.unwrap().unwrap(), Ok(0));
    }

    fn a_client() -> Client {
        let tls = ClientConfig::builder_with_provider(Arc::new(default_provider()))
            .with_protocol_versions(&[&TLS13])
            .unwrap()
            .with_root_certificates(rustls::RootCertStore::empty())
            .with_no_client_auth();
        begun(&tls, PATIENCE).build().unwrap()
    }

    fn status(client: &Client, address: &str) -> u16 {
        let asked = super::super::block_on(async {
            let answer = client.get(address).send().await;
            answer
                .map(|answer| answer.status().as_u16())
                .or(Err(LineError::Fault))
        });
        asked.unwrap().unwrap()
    }

    /// Somebody who answers the first question with this.
    fn answers(said: String) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        thread::spawn(move || {
            let mut asked = listener.accept().unwrap().0;
            assert_ne!(asked.read(&mut [0; 1024]).unwrap(), 0);
            asked.write_all(said.as_bytes()).unwrap();
        });
        address
    }

    fn is_left_alone(listener: &TcpListener) -> bool {
        listener.set_nonblocking(true).unwrap();
        let came = listener.accept();
        came.is_err_and(|error| error.kind() == io::ErrorKind::WouldBlock)
    }

    #[test]
    fn nobody_is_asked_whom_an_answer_points_to() {
        let elsewhere = TcpListener::bind("127.0.0.1:0").unwrap();
        let there = elsewhere.local_addr().unwrap();
        for code in [301, 302, 303, 307, 308] {
            let address = answers(format!(
                "HTTP/1.1 {code} Moved\r\nlocation: http://{there}/\r\ncontent-length: 0\r\n\r\n"
            ));
            assert_eq!(status(&a_client(), &address), code);
        }
        assert!(is_left_alone(&elsewhere));
    }

    /// A process of its own is told of the proxy: what is in the environment is everybody's.
    #[test]
    fn no_proxy_is_asked_also_where_the_desktop_names_one() {
        const CLINIC: &str = "SATCHEL_TEST_CLINIC";
        if let Ok(clinic) = std::env::var(CLINIC) {
            assert_eq!(status(&a_client(), &clinic), 204);
            return;
        }
        let proxy = TcpListener::bind("127.0.0.1:0").unwrap();
        let named = format!("http://{}", proxy.local_addr().unwrap());
        let clinic = answers("HTTP/1.1 204 No Content\r\n\r\n".to_owned());
        let mut asks = std::process::Command::new(std::env::current_exe().unwrap());
        asks.args([
            "--exact",
            "exchange::http::tests::no_proxy_is_asked_also_where_the_desktop_names_one",
        ]);
        asks.env(CLINIC, clinic)
            .env_remove("no_proxy")
            .env_remove("NO_PROXY");
        for name in [
            "http_proxy",
            "HTTP_PROXY",
            "https_proxy",
            "HTTPS_PROXY",
            "all_proxy",
            "ALL_PROXY",
        ] {
            asks.env(name, &named);
        }
        let asked = asks.output().unwrap();
        let said = String::from_utf8_lossy(&asked.stdout);
        assert!(
            asked.status.success() && said.contains("1 passed"),
            "{said}"
        );
        assert!(is_left_alone(&proxy));
    }
}
