//! Where the PostgreSQL is and how we speak to it: `postgres://…`, as everybody writes it.
//!
//! What goes over a network goes over TLS, and the server proves its name: a clinic's whole ledger passes here. In the
//! clear it goes only where nobody else listens, over a socket of this computer or its loopback.

use std::fmt;
use std::fs;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use postgres::config::{Host, SslMode};
use postgres::{Config, NoTls};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, RootCertStore};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::fault::fault;
use super::session::Session;
use crate::ledger::LedgerError;

const CONNECT_WITHIN: Duration = Duration::from_secs(5);

/// Why a text does not say where the PostgreSQL is.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum DatabaseUrlError {
    /// It is no such text.
    #[error("it does not read postgres://user@host/database")]
    Unreadable,
    /// It asks for a mode there is not.
    #[error("it names an sslmode there is not; leave it out, or say verify-full")]
    UnknownMode,
    /// It would go over a network in the clear.
    #[error(
        "it would send the ledger over a network in the clear; leave sslmode out, or say verify-full"
    )]
    InTheClear,
    /// The file with the certificate authorities cannot be read.
    #[error("its sslrootcert {} cannot be read, or holds no certificate", path.display())]
    RootCertificate {
        /// The file.
        path: PathBuf,
    },
    /// There is no such file, and this computer knows no authority.
    #[error("it needs sslrootcert=FILE: this computer knows no certificate authority")]
    NoAuthority,
}

/// Where the PostgreSQL is. It may hold a password, and so it is shown to nobody.
#[derive(Clone)]
pub struct DatabaseUrl {
    config: Box<Config>,
    tls: Option<MakeRustlsConnect>,
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DatabaseUrl(…)")
    }
}

/// What a URL says of TLS.
#[derive(Default)]
struct Asked {
    mode: Option<String>,
    root: Option<PathBuf>,
}

impl DatabaseUrl {
    /// Reads it.
    pub fn read(url: &str) -> Result<Self, DatabaseUrlError> {
        let (plain, asked) = split(url)?;
        let mut config: Config = plain.parse().or(Err(DatabaseUrlError::Unreadable))?;
        if config.get_hosts().is_empty() || config.get_dbname().is_none() {
            return Err(DatabaseUrlError::Unreadable);
        }
        let is_here = config.get_hosts().iter().all(is_here)
            && config.get_hostaddrs().iter().all(IpAddr::is_loopback);
        let secret = match asked.mode.as_deref() {
            None | Some("prefer" | "allow") => !is_here,
            Some("disable") if is_here => false,
            Some("disable") => return Err(DatabaseUrlError::InTheClear),
            Some("require" | "verify-ca" | "verify-full") => true,
            Some(_) => return Err(DatabaseUrlError::UnknownMode),
        };
        config
            .application_name("satchel-clinic")
            .ssl_mode(if secret {
                SslMode::Require
            } else {
                SslMode::Disable
            });
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(CONNECT_WITHIN);
        }
        let tls = secret.then(|| tls(asked.root.as_deref())).transpose()?;
        Ok(Self {
            config: Box::new(config),
            tls,
        })
    }

    /// A connection that keeps what it has said it keeps.
    pub(super) fn connect(&self) -> Result<Session, LedgerError> {
        let client = match &self.tls {
            Some(tls) => self.config.connect(tls.clone()),
            None => self.config.connect(NoTls),
        };
        let mut client = client.map_err(|error| fault(&error))?;
        for setting in ["fsync", "synchronous_commit"] {
            let row = client.query_one("select current_setting($1)", &[&setting]);
            let value: String = row
                .and_then(|row| row.try_get(0))
                .map_err(|error| fault(&error))?;
            // Local is durable here, but not where the standby is that may take over.
            if ["off", "local"].contains(&value.as_str()) {
                return Err(LedgerError::Setting { setting });
            }
        }
        Ok(Session::new(client))
    }
}

/// The URL without what it says of TLS, which the library does not know in full.
fn split(url: &str) -> Result<(String, Asked), DatabaseUrlError> {
    let is_ours = ["postgres://", "postgresql://"]
        .iter()
        .any(|scheme| url.starts_with(scheme));
    if !is_ours {
        return Err(DatabaseUrlError::Unreadable);
    }
    let (before, query) = url.split_once('?').unwrap_or((url, ""));
    let (mut asked, mut kept) = (Asked::default(), Vec::new());
    for part in query.split('&').filter(|part| !part.is_empty()) {
        match part.split_once('=') {
            Some(("sslmode", mode)) => asked.mode = Some(mode.to_owned()),
            Some(("sslrootcert", file)) => {
                let path = decoded(file).ok_or(DatabaseUrlError::Unreadable)?;
                asked.root = Some(PathBuf::from(path));
            }
            Some(_) | None => kept.push(part),
        }
    }
    let plain = if kept.is_empty() {
        before.to_owned()
    } else {
        format!("{before}?{}", kept.join("&"))
    };
    Ok((plain, asked))
}

/// A text in which `%2F` stands for a slash.
fn decoded(text: &str) -> Option<String> {
    let mut parts = text.split('%');
    let mut bytes = parts.next()?.as_bytes().to_vec();
    for part in parts {
        let (hex, rest) = part.split_at_checked(2)?;
        bytes.push(u8::from_str_radix(hex, 16).ok()?);
        bytes.extend_from_slice(rest.as_bytes());
    }
    String::from_utf8(bytes).ok()
}

fn is_here(host: &Host) -> bool {
    match host {
        Host::Unix(_) => true,
        Host::Tcp(name) => {
            name == "localhost"
                || name
                    .parse()
                    .is_ok_and(|address: IpAddr| address.is_loopback())
        }
    }
}

fn tls(root: Option<&Path>) -> Result<MakeRustlsConnect, DatabaseUrlError> {
    let mut roots = RootCertStore::empty();
    if let Some(path) = root {
        let unreadable = || DatabaseUrlError::RootCertificate {
            path: path.to_owned(),
        };
        let pem = fs::read(path).or(Err(unreadable()))?;
        for certificate in CertificateDer::pem_slice_iter(&pem) {
            let certificate = certificate.or(Err(unreadable()))?;
            roots.add(certificate).or(Err(unreadable()))?;
        }
        if roots.is_empty() {
            return Err(unreadable());
        }
    } else {
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        if roots.is_empty() {
            return Err(DatabaseUrlError::NoAuthority);
        }
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        // Only a provider without any cipher fails here.
        .or(Err(DatabaseUrlError::NoAuthority))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(MakeRustlsConnect::new(config))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_secret(url: &str) -> Result<bool, DatabaseUrlError> {
        DatabaseUrl::read(url).map(|url| url.tls.is_some())
    }

    #[test]
    fn in_the_clear_it_goes_only_where_nobody_else_listens() {
        let pem = tempfile::NamedTempFile::new().unwrap();
        let authority = rcgen::generate_simple_self_signed(["db.county.example".to_owned()]);
        fs::write(pem.path(), authority.unwrap().cert.pem()).unwrap();
        let root = pem.path().display().to_string().replace('/', "%2F");
        for (url, secret) in [
            ("postgres://ana@localhost/satchel", Ok(false)),
            (
                "postgres://ana:pw@127.0.0.1:5433/satchel?sslmode=disable",
                Ok(false),
            ),
            (
                "postgresql://ana@%2Frun%2Fpostgresql/satchel?connect_timeout=3",
                Ok(false),
            ),
            ("postgres://ana@[::1]/satchel?sslmode=prefer", Ok(false)),
            (
                &format!("postgres://ana@localhost/satchel?sslmode=verify-full&sslrootcert={root}"),
                Ok(true),
            ),
            (
                &format!("postgres://ana@db.county.example/satchel?sslrootcert={root}"),
                Ok(true),
            ),
            (
                &format!("postgres://ana@10.0.0.7/satchel?sslmode=prefer&sslrootcert={root}"),
                Ok(true),
            ),
            (
                "postgres://ana@db.county.example/satchel?sslmode=disable",
                Err(DatabaseUrlError::InTheClear),
            ),
            (
                "postgres://ana@localhost,db.county.example/satchel?sslmode=disable",
                Err(DatabaseUrlError::InTheClear),
            ),
            (
                "postgres://ana@localhost/satchel?sslmode=sometimes",
                Err(DatabaseUrlError::UnknownMode),
            ),
            (
                "mysql://ana@localhost/satchel",
                Err(DatabaseUrlError::Unreadable),
            ),
            (
                "postgres://ana@localhost",
                Err(DatabaseUrlError::Unreadable),
            ),
        ] {
            assert_eq!(is_secret(url), secret, "{url}");
        }
    }

    #[test]
    fn an_authority_that_cannot_be_read_is_named_and_a_password_is_not() {
        let url = "postgres://ana:open-sesame@db.example/satchel?sslrootcert=/no/such.pem";
        let refused = DatabaseUrl::read(url).unwrap_err();
        assert!(refused.to_string().contains("/no/such.pem"));
        assert!(!format!("{refused} {refused:?}").contains("sesame"));
        let url = "postgres://ana:open-sesame@localhost/satchel";
        assert_eq!(
            format!("{:?}", DatabaseUrl::read(url).unwrap()),
            "DatabaseUrl(…)"
        );
    }
}
