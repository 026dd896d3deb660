//! Whose certificate is believed: the clinic's own authority, and no other.
//!
//! A certificate that the pinned authority did not sign is refused before anything is sent. What is told apart is only
//! the sentence: another clinic stands there, somebody on the way put a certificate of his own in the clinic's place,
//! or it is the clinic's and this computer's date says it does not hold.

use std::sync::{Arc, Mutex, PoisonError};

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::ring::default_provider;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{CertificateError, DigitallySignedStruct, OtherError, RootCertStore, SignatureScheme};
use sync::Hash;
use sync::wire::AUTHORITY_NAME;

/// Who stands where the clinic was expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum Stranger {
    /// A clinic, but not the one this device knows.
    #[error("another clinic's authority signed the certificate")]
    AnotherClinic,
    /// Something on the way, with a certificate of its own making.
    #[error("no clinic's authority signed the certificate")]
    Interceptor,
}

/// What is known of the clinic's authority.
#[derive(Debug)]
pub(super) enum Known {
    /// Its certificate.
    Certificate(CertificateDer<'static>),
    /// Before the first connection: only its fingerprint. The server has to send the certificate along.
    Fingerprint(Hash),
}

/// Believes what this authority has signed.
#[derive(Debug)]
pub(super) struct Pin {
    known: Known,
    seen: Arc<Mutex<Option<Vec<u8>>>>,
}

impl Pin {
    /// Writes into `seen` the authority's certificate, once it was seen and holds.
    pub(super) fn on(known: Known, seen: &Arc<Mutex<Option<Vec<u8>>>>) -> Self {
        Self {
            known,
            seen: Arc::clone(seen),
        }
    }

    fn authority(
        &self,
        sent: &[CertificateDer<'_>],
    ) -> Result<CertificateDer<'static>, rustls::Error> {
        match &self.known {
            Known::Certificate(authority) => Ok(authority.clone()),
            Known::Fingerprint(fingerprint) => sent
                .iter()
                .find(|sent| Hash::of(sent.as_ref()) == *fingerprint)
                .map(|sent| sent.clone().into_owned())
                .ok_or_else(|| stranger(sent)),
        }
    }
}

/// Who this is, by the chain that was sent. A clinic sends its authority along, and that has a clinic's name; an
/// interceptor has no reason to take it. Nothing but the sentence hangs on it: both are refused.
fn stranger(sent: &[CertificateDer<'_>]) -> rustls::Error {
    let names_a_clinic = |der: &CertificateDer<'_>| {
        let mut roots = RootCertStore::empty();
        roots.add(der.clone().into_owned()).is_ok()
            && roots.roots.iter().any(|anchor| {
                let subject: &[u8] = anchor.subject.as_ref();
                subject
                    .windows(AUTHORITY_NAME.len())
                    .any(|part| part == AUTHORITY_NAME.as_bytes())
            })
    };
    let stranger = if sent.iter().any(names_a_clinic) {
        Stranger::AnotherClinic
    } else {
        Stranger::Interceptor
    };
    rustls::Error::InvalidCertificate(CertificateError::Other(OtherError(Arc::new(stranger))))
}

impl ServerCertVerifier for Pin {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        let authority = self.authority(intermediates)?;
        let mut roots = RootCertStore::empty();
        roots.add(authority.clone())?;
        let verifier = WebPkiServerVerifier::builder_with_provider(
            Arc::new(roots),
            Arc::new(default_provider()),
        )
        .build()
        .map_err(|_malformed| stranger(intermediates))?;
        let verdict =
            verifier.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now);
        #[expect(clippy::wildcard_enum_match_arm, reason = "foreign and open-ended")]
        let known = verdict.map_err(|error| match error {
            rustls::Error::InvalidCertificate(
                CertificateError::UnknownIssuer | CertificateError::BadSignature,
            ) => stranger(intermediates),
            other => other,
        })?;
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
