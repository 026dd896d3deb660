//! The command line: the only place of the clinic that prints.

mod args;
mod audit;
mod backups;
mod clinic;
mod devices;
mod eligibility;
mod import;
mod incidents;
mod lists;
mod recover;

use std::env::VarError;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use sync::limits::{LEASE_DAYS_MAX, LEASE_DAYS_MIN};

use crate::sentence::Sentence;
use crate::{
    ApproveError, AssignError, BackupError, Clinic, DatabaseUrl, DatabaseUrlError, DeclareError,
    FindStaffError, IdentityError, LedgerError, LedgerPlace, MakeRecoveryKeyError, MigrateError,
    OpenClinicError, RecoveryKeyError, RestoreError, RetireError, ServeError, TakeInError,
    WriteIncidentError,
};
use args::{Args, Command};

/// Why a command did not do what it was asked to.
#[derive(Debug, thiserror::Error)]
enum CliError {
    #[error(transparent)]
    Open(#[from] OpenClinicError),
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    #[error(transparent)]
    Staff(#[from] FindStaffError),
    #[error("`{asked}`")]
    Named {
        asked: String,
        #[source]
        source: FindStaffError,
    },
    #[error(transparent)]
    Assign(#[from] AssignError),
    #[error(transparent)]
    Retire(#[from] RetireError),
    #[error(transparent)]
    Declare(#[from] DeclareError),
    #[error(transparent)]
    Incident(#[from] WriteIncidentError),
    #[error("a lease lasts from {LEASE_DAYS_MIN} to {LEASE_DAYS_MAX} days")]
    LeaseDays,
    #[error(transparent)]
    TakeIn(#[from] TakeInError),
    #[error(transparent)]
    MakeRecoveryKey(#[from] MakeRecoveryKeyError),
    #[error(transparent)]
    RecoveryKey(#[from] RecoveryKeyError),
    #[error(transparent)]
    Approve(#[from] ApproveError),
    #[error(transparent)]
    Backup(#[from] BackupError),
    #[error(transparent)]
    Restore(#[from] RestoreError),
    #[error(transparent)]
    Migrate(#[from] MigrateError),
    #[error("SATCHEL_DATABASE_URL cannot be used")]
    Url(#[from] DatabaseUrlError),
    #[error(
        "SATCHEL_DATABASE_URL is not set; it says where the PostgreSQL is that the ledger moves to"
    )]
    NoUrl,
    #[error(transparent)]
    Serve(#[from] ServeError),
    #[error(transparent)]
    Identity(#[from] IdentityError),
    #[error("these details are refused")]
    Refused(#[from] care::Refusal),
    #[error("give --staff NAME: there is not exactly one care manager")]
    WhoseDevice,
    #[error("there is nothing to import: no .json and no .json.gz file")]
    NothingToImport,
    #[error("{} is no folder; make it, on another disk than the ledger's", path.display())]
    NoFolder { path: PathBuf },
    #[error("the output cannot be written")]
    Output(#[from] io::Error),
    #[error("the output cannot be written as JSON")]
    Json(#[from] serde_json::Error),
}

/// Whether everything that was asked for was done.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Done {
    All,
    NotAll,
}

/// Runs the program with the arguments of its process.
pub fn run() -> ExitCode {
    let args = Args::parse();
    tracing_subscriber::fmt()
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal())
        .with_target(false)
        .init();
    let out = &mut io::stdout().lock();
    match carry_out(args, out) {
        Ok(Done::All) => ExitCode::SUCCESS,
        Ok(Done::NotAll) => ExitCode::FAILURE,
        // Whoever read the output has had enough of it.
        Err(CliError::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => {
            ExitCode::SUCCESS
        }
        Err(error) => {
            // If even this cannot be written, there is nobody left to tell.
            writeln!(io::stderr(), "satchel-clinic: {}", Sentence(&error)).ok();
            ExitCode::FAILURE
        }
    }
}

fn carry_out(args: Args, out: &mut impl Write) -> Result<Done, CliError> {
    let ambient = ambient::Ambient::system();
    let place = place()?;
    match (&args.command, &place) {
        (Command::Restore(asked), place) => {
            return backups::restore(&args.data, place, asked, &ambient, out);
        }
        (Command::Migrate, LedgerPlace::Postgres(url)) => {
            return clinic::migrate(&args.data, url, &ambient, out);
        }
        (Command::Migrate, LedgerPlace::InFolder) => return Err(CliError::NoUrl),
        _ => {}
    }
    let clinic = Clinic::open_at(&args.data, &place, ambient)?;
    match args.command {
        Command::Import {
            format: args::Format::Fhir { paths },
        } => import::import(&clinic, &paths, out),
        Command::Import {
            format: args::Format::HandOver { file },
        } => clinic::take_in(&clinic, &file, out),
        Command::List {
            what: args::List::Members { json },
        } => lists::members(&clinic, json, out),
        Command::List {
            what: args::List::Receipts,
        } => lists::receipts(&clinic, out),
        Command::List {
            what: args::List::Drafts,
        } => lists::drafts(&clinic, out),
        Command::List {
            what: args::List::Reviews { json },
        } => lists::reviews(&clinic, json, out),
        Command::Eligibility { as_of, json } => eligibility::print(&clinic, as_of, json, out),
        Command::Serve { listen, backups } => {
            clinic::serve(backups::kept_in(clinic, backups)?, listen, out)
        }
        Command::Demo { fixtures } => import::demo(&clinic, &fixtures, out),
        Command::EnrolCode(invite) => clinic::enrol_code(&clinic, invite, out),
        Command::Staff { what } => clinic::staff(&clinic, what, out),
        Command::Devices { what } => devices::devices(&clinic, what, out),
        Command::RecoveryKey {
            what: args::RecoveryKeys::New { file },
        } => recover::new_key(&clinic, &file, out),
        Command::Recover { what } => recover::recover(&clinic, &what, out),
        Command::Assign(asked) => clinic::assign(&clinic, &asked, out),
        Command::Backup { to } => backups::back_up(&clinic, &to, out),
        Command::GiveUpBackup { no } => backups::give_up(&clinic, no, out),
        Command::List {
            what: args::List::Backups,
        } => backups::list(&clinic, out),
        // Done before the clinic is opened.
        Command::Restore(_) | Command::Migrate => Ok(Done::All),
        Command::Compact => clinic::compact(&clinic, out),
        Command::Audit { what } => audit::audit(&clinic, &what, out),
        Command::Incidents { what } => incidents::incidents(&clinic, what, out),
        Command::Verify => lists::verdict(&clinic, out),
    }
}

/// Where the ledger is. Its address may hold a password, so that it is never an argument, which every user of the
/// computer can see.
fn place() -> Result<LedgerPlace, CliError> {
    match std::env::var(DATABASE_URL) {
        Ok(url) if !url.is_empty() => Ok(LedgerPlace::Postgres(DatabaseUrl::read(&url)?)),
        Ok(_) | Err(VarError::NotPresent) => Ok(LedgerPlace::InFolder),
        Err(VarError::NotUnicode(_)) => Err(DatabaseUrlError::Unreadable.into()),
    }
}

const DATABASE_URL: &str = "SATCHEL_DATABASE_URL";
