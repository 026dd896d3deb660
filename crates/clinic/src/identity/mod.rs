//! Who this clinic is on the wire: its own certificate authority, and a server certificate signed by it.
//!
//! The authority is made at the first start and kept; devices pin it when they enrol. The server's own certificate
//! is made anew at every start and lives only in memory, so there is one key on the disk to look after, not two.

mod keys;
mod private_file;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa,
    Issuer, KeyPair, KeyUsagePurpose,
};
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use sha2::{Digest, Sha256};
use sync::wire::AUTHORITY_NAME;

pub(crate) use keys::Keys;
pub(crate) use private_file::write as write_private_file;

/// Field laptops run with clocks years behind; a certificate must not be "not yet valid" to them.
const VALID_FROM: (i32, u8, u8) = (2020, 1, 1);
const AUTHORITY_YEARS: i32 = 10;
/// Nobody keeps a server running this long without a restart.
const SERVER_YEARS: i32 = 2;

/// Why the clinic has no identity.
#[derive(Debug, thiserror::Error)]
pub enum IdentityError {
    /// A file could not be read or written.
    #[error("{} cannot be read or written", path.display())]
    Store {
        /// The file.
        path: PathBuf,
        /// What the system says.
        #[source]
        source: io::Error,
    },
    /// One of the two files of the authority is missing.
    #[error("{} is missing, but its counterpart is there; restore it from a backup", path.display())]
    Half {
        /// The missing file.
        path: PathBuf,
    },
    /// The authority's certificate or key cannot be understood.
    #[error("{} is damaged; restore it from a backup", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
    },
    /// A certificate could not be made.
    #[error("a certificate cannot be made")]
    Make(#[source] rcgen::Error),
    /// TLS does not take the certificate.
    #[error("the certificate cannot be used for TLS")]
    Tls(#[source] rustls::Error),
}

/// The clinic's certificate authority.
pub struct Authority {
    pem: String,
    der: CertificateDer<'static>,
    key: KeyPair,
    fingerprint: String,
}

impl std::fmt::Debug for Authority {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Authority(…)")
    }
}

impl Authority {
    /// Opens the authority kept in the folder, or makes it if there is none.
    pub fn open(folder: &Path, today: NaiveDate) -> Result<Self, IdentityError> {
        let (certificate, key) = (folder.join("ca.pem"), folder.join("ca.key"));
        match (certificate.exists(), key.exists()) {
            (true, true) => Self::read(&certificate, &key),
            (true, false) => Err(IdentityError::Half { path: key }),
            (false, true) => Err(IdentityError::Half { path: certificate }),
            (false, false) => {
                let made = KeyPair::generate().map_err(IdentityError::Make)?;
                let signed = authority_params(today)
                    .self_signed(&made)
                    .map_err(IdentityError::Make)?;
                private_file::write(&key, made.serialize_pem().as_bytes())?;
                private_file::write(&certificate, signed.pem().as_bytes())?;
                Self::read(&certificate, &key)
            }
        }
    }

    fn read(certificate: &Path, key: &Path) -> Result<Self, IdentityError> {
        let text = |path: &Path| {
            std::fs::read_to_string(path).map_err(|source| IdentityError::Store {
                path: path.to_owned(),
                source,
            })
        };
        let damaged = |path: &Path| IdentityError::Damaged {
            path: path.to_owned(),
        };
        let pem = text(certificate)?;
        let Ok(der) = CertificateDer::from_pem_slice(pem.as_bytes()) else {
            return Err(damaged(certificate));
        };
        let Ok(pair) = KeyPair::from_pem(&text(key)?) else {
            return Err(damaged(key));
        };
        let fingerprint = data_encoding::HEXLOWER.encode(&Sha256::digest(&der));
        Ok(Self {
            pem,
            der,
            key: pair,
            fingerprint,
        })
    }

    /// The certificate that devices pin.
    pub fn pem(&self) -> &str {
        &self.pem
    }

    /// SHA-256 of that certificate, 64 hex digits, to be compared by eye.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// A TLS configuration with a fresh certificate for these host names and addresses. TLS 1.3 only.
    ///
    /// The authority's own certificate is sent along: a device that enrols knows only its fingerprint.
    pub fn server_config(
        &self,
        names: &[String],
        today: NaiveDate,
    ) -> Result<ServerConfig, IdentityError> {
        let key = KeyPair::generate().map_err(IdentityError::Make)?;
        let mut params = CertificateParams::new(names).map_err(IdentityError::Make)?;
        valid(&mut params, today, SERVER_YEARS);
        params.distinguished_name = named("Satchel clinic server");
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.use_authority_key_identifier_extension = true;
        let issuer = Issuer::new(authority_params(today), &self.key);
        let certificate = params
            .signed_by(&key, &issuer)
            .map_err(IdentityError::Make)?;
        let secret = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_protocol_versions(&[&rustls::version::TLS13])
            .and_then(|builder| {
                builder
                    .with_no_client_auth()
                    .with_single_cert(vec![certificate.der().clone(), self.der.clone()], secret)
            })
            .map_err(IdentityError::Tls)?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(config)
    }
}

/// The names by which devices on this computer and in this house reach the server.
pub(crate) fn host_names() -> Vec<String> {
    let mut names: Vec<String> = ["localhost", "127.0.0.1", "::1"]
        .map(str::to_owned)
        .to_vec();
    let own = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    let own = own.trim().to_owned();
    if !own.is_empty() && !names.contains(&own) {
        names.push(own);
    }
    names
}

fn authority_params(today: NaiveDate) -> CertificateParams {
    let mut params = CertificateParams::default();
    valid(&mut params, today, AUTHORITY_YEARS);
    params.distinguished_name = named(AUTHORITY_NAME);
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params
}

fn valid(params: &mut CertificateParams, today: NaiveDate, years: i32) {
    let (year, month, day) = VALID_FROM;
    params.not_before = rcgen::date_time_ymd(year, month, day);
    params.not_after = rcgen::date_time_ymd(today.year().saturating_add(years), 1, 1);
}

fn named(name: &str) -> DistinguishedName {
    let mut named = DistinguishedName::new();
    named.push(DnType::CommonName, name);
    named
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        "2026-11-22".parse().unwrap()
    }

    #[test]
    fn the_authority_is_made_once_and_then_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let first = Authority::open(folder.path(), today()).unwrap();
        let second = Authority::open(folder.path(), today()).unwrap();
        assert_eq!(first.fingerprint(), second.fingerprint());
        assert!(first.server_config(&host_names(), today()).is_ok());
    }

    #[test]
    fn nobody_else_may_read_the_key() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        Authority::open(folder.path(), today()).unwrap();
        let mode = std::fs::metadata(folder.path().join("ca.key"))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    #[test]
    fn a_lost_key_is_never_replaced_silently() {
        let folder = tempfile::tempdir().unwrap();
        Authority::open(folder.path(), today()).unwrap();
        std::fs::remove_file(folder.path().join("ca.key")).unwrap();
        assert!(matches!(
            Authority::open(folder.path(), today()),
            Err(IdentityError::Half { .. })
        ));
        std::fs::write(folder.path().join("ca.key"), "not a key").unwrap();
        assert!(matches!(
            Authority::open(folder.path(), today()),
            Err(IdentityError::Damaged { .. })
        ));
    }
}
