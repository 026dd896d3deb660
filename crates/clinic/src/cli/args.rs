//! What can be typed, and what `--help` says about it.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args as Arguments, Parser, Subcommand};

/// The clinic's side of Satchel: takes in people's records, invites devices, and serves them.
///
/// Everything is kept in one folder: ledger.db (encrypted, with its key in ledger.key), ca.pem and ca.key, the clinic's
/// own certificate authority, and tally.key, intake.key and command.key, for its devices. Keep a copy of the keys elsewhere, and from others; back
/// up the ledger with `backup`.
///
/// With SATCHEL_DATABASE_URL=postgres://user@host/database in the environment the ledger is in that PostgreSQL instead; `migrate`
/// moves it there. The folder then holds the keys only.
///
/// A first day:
///
///   satchel-clinic --data /srv/satchel staff add Inés Carranza --role care_manager
///   satchel-clinic --data /srv/satchel import fhir export/*.json.gz
///   satchel-clinic --data /srv/satchel assign 80412277D --lead Inés
///   satchel-clinic --data /srv/satchel enrol-code --staff Inés
///   satchel-clinic --data /srv/satchel serve --listen 0.0.0.0:8843
#[derive(Debug, Parser)]
#[expect(
    clippy::doc_markdown,
    reason = "this is printed by --help as it stands, where backticks would show"
)]
#[command(name = "satchel-clinic", version, verbatim_doc_comment)]
pub(super) struct Args {
    /// The clinic's folder; made if it is not there.
    #[arg(long, value_name = "DIR")]
    pub(super) data: PathBuf,
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Takes in people's records.
    Import {
        #[command(subcommand)]
        format: Format,
    },
    /// Prints what the clinic knows.
    List {
        #[command(subcommand)]
        what: List,
    },
    /// Says who belongs to which population of focus on a day, and by what.
    ///
    /// Every answer is met, not met or unknown; what nobody has told the clinic is never not met. Nothing is changed:
    /// that somebody belongs to a population no more ends nothing.
    Eligibility {
        /// The day; what happened or was said later is left out. Today if it is not given.
        #[arg(long, value_name = "YYYY-MM-DD")]
        as_of: Option<chrono::NaiveDate>,
        /// One JSON object a line and member: every population, and the facts that were used.
        #[arg(long)]
        json: bool,
    },
    /// Serves devices over HTTPS until Ctrl-C or SIGTERM. Prints one line when it listens.
    Serve {
        /// Where to listen; port 0 takes any that is free.
        #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8843")]
        listen: SocketAddr,
        /// A folder for a backup a day, on another disk than the ledger's.
        ///
        /// Of those the newest of each of the last 7 days, 5 weeks and 12 months stay. Without it, `backup` is to be run by
        /// something else; the log says when the newest is older than a day, and so do /health and /metrics.
        #[arg(long, value_name = "DIR")]
        backups: Option<PathBuf>,
    },
    /// Makes a demo clinic: four staff, a dozen synthetic people, their plans and today's visits.
    ///
    /// What is there already stays as it is, so it may be run again.
    Demo {
        /// The bundles of the synthetic people (in the project: tests/fixtures/synthea-r4).
        #[arg(long, value_name = "DIR", default_value = "tests/fixtures/synthea-r4")]
        fixtures: PathBuf,
    },
    /// Makes a one-time code by which a computer becomes somebody's device.
    ///
    /// Read the code and the fingerprint to the person over a telephone. The code works once.
    #[command(visible_alias = "invite")]
    EnrolCode(EnrolCode),
    /// The clinic's staff.
    Staff {
        #[command(subcommand)]
        what: Staff,
    },
    /// Prints the devices that have been enrolled, and says what is to become of one.
    Devices {
        #[command(subcommand)]
        what: Option<Devices>,
    },
    /// The key that lets somebody in again whose passphrase is forgotten.
    RecoveryKey {
        #[command(subcommand)]
        what: RecoveryKeys,
    },
    /// Lets somebody in again whose passphrase is forgotten or whose computer lost its keyring.
    Recover {
        #[command(subcommand)]
        what: Recover,
    },
    /// Gives a member to a lead care manager and a team. Only then does she reach their devices.
    ///
    /// Without an episode, one begins today; one that is open gets this lead, and the team in addition. Running it
    /// again changes nothing. Supervisors have every member who has been assigned, and need not be named.
    ///
    ///   satchel-clinic --data /srv/satchel assign 80412277D --lead Inés --team Malik --team Deborah
    #[command(verbatim_doc_comment)]
    Assign(Assign),
    /// Writes a backup of the ledger into a new file. Devices may be served meanwhile.
    ///
    /// The copy is encrypted as the ledger is. If the clinic has a recovery key, FILE.keys is written too: the clinic's own
    /// keys, which only that opens. Without one keep ledger.key, ca.pem, ca.key, tally.key, intake.key and command.key elsewhere
    /// yourself, or the copy is nothing. Until the clinic has a backup it would go back to, devices keep a sealed copy of everything
    /// they sent.
    Backup {
        /// The file; one that is there is never written over.
        #[arg(value_name = "FILE")]
        to: PathBuf,
    },
    /// Goes back to a backup. Stop `serve` first.
    ///
    /// The ledger that is there is set aside, not deleted. The devices notice, and send again what the backup does not
    /// hold: what they wrote since is not lost.
    Restore(Restore),
    /// Says that the clinic would not go back to a backup any more, so that devices need not keep what is in no other.
    GiveUpBackup {
        /// The backup's number, as `list backups` prints it.
        #[arg(value_name = "N")]
        no: u64,
    },
    /// Moves the ledger from ledger.db to the PostgreSQL of SATCHEL_DATABASE_URL. Stop `serve` first.
    ///
    /// Everything is copied in one transaction and compared on both sides; only then does it count. The file is set
    /// aside, not deleted. What broke off may be asked for again.
    #[expect(clippy::doc_markdown, reason = "printed by --help as it stands")]
    Migrate,
    /// Takes out of the feed what the clinic received more than ninety days ago. `serve` does it by itself, once a day.
    ///
    /// Only the feed becomes shorter: the history, the records and what they came to stay. A device that was away for
    /// longer fetches what it holds anew.
    Compact,
    /// Who looked at what: prints it, checks it, and says what was unusual.
    Audit {
        #[command(subcommand)]
        what: Audit,
    },
    /// What went wrong with people's records: prints the register, and writes in it.
    ///
    /// A laptop that is declared lost opens an incident by itself, and so do two histories of who looked at what. By when plan,
    /// CDPH, members and others are to be told follows from when it was detected.
    Incidents {
        #[command(subcommand)]
        what: Option<super::incidents::Incidents>,
    },
    /// Checks every hash, chain and signature of the ledger; the exit status is 1 if one does not hold.
    Verify,
}

#[derive(Debug, Arguments)]
pub(super) struct Restore {
    /// The backup.
    #[arg(value_name = "FILE")]
    pub(super) from: PathBuf,
    /// The recovery key: the clinic's own keys are taken from FILE.keys. For a new computer with an empty folder.
    #[arg(long, value_name = "KEYFILE")]
    pub(super) recovery_key: Option<PathBuf>,
    /// Only for practice: restores into a folder of its own, checks every hash, chain and signature, and removes it.
    ///
    /// Nothing else is touched, and `serve` may go on. The exit status is 1 if the clinic could not go on with this backup.
    #[arg(long)]
    pub(super) rehearse: bool,
}

#[derive(Debug, Subcommand)]
pub(super) enum Audit {
    /// Checks every entry, the clinic's and each device's; the exit status is 1 if one was changed, moved or is missing.
    ///
    /// A restore begins a new segment and is no fault; what a device itself reported missing is counted, and is none now.
    Verify,
    /// Prints entries, newest first. That they were asked for becomes an entry.
    List {
        /// Only what she did: a name, a part of one, or an id.
        #[arg(long, value_name = "STAFF")]
        who: Option<String>,
        /// Only what was done with this member's record: her id, CIN, or her number in another system.
        #[arg(long, value_name = "MEMBER")]
        member: Option<String>,
        /// Only this: view, search, edit, sign, export, unlock, lock, …
        #[arg(long, value_parser = action)]
        action: Option<care::AuditAction>,
        /// From this day on (UTC).
        #[arg(long, value_name = "YYYY-MM-DD")]
        from: Option<chrono::NaiveDate>,
        /// Up to and with this day (UTC).
        #[arg(long, value_name = "YYYY-MM-DD")]
        to: Option<chrono::NaiveDate>,
        /// One JSON object a line and entry.
        #[arg(long)]
        json: bool,
    },
    /// Says what was unusual in a week, each with its reason and its numbers. A reason to ask, not a finding.
    Unusual {
        /// The week that ends with this day (UTC); the seven days up to now if it is not given.
        #[arg(long, value_name = "YYYY-MM-DD")]
        week: Option<chrono::NaiveDate>,
        /// One JSON object a line.
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, Subcommand)]
pub(super) enum Format {
    /// FHIR R4 bundles, one person a file.
    ///
    /// A file that cannot be taken in is named with the place of the fault and leaves nothing behind; the others go
    /// in. Importing a file again changes nothing; a later export of the same person updates it, and where somebody
    /// has changed the same field since, both answers are kept for a person to choose. The exit status is 1 if any
    /// file failed.
    Fhir {
        /// Files (.json, .json.gz) or folders of them.
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
    },
    /// A file in which a laptop handed over what it could not send.
    ///
    /// Importing it again changes nothing. The laptop hears of it at its next exchange, if there is one. The exit
    /// status is 1 if not everything in it could be taken.
    HandOver {
        /// The file.
        file: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
pub(super) enum List {
    /// All members.
    Members {
        /// One JSON object a line and member, with everything that is counted.
        #[arg(long)]
        json: bool,
    },
    /// Devices that hold a member who was given to somebody else, and have not accounted for it.
    Receipts,
    /// Backups, and whether the clinic would still go back to them.
    Backups,
    /// What was being written about members when they were given to somebody else.
    ///
    /// Only its author and her supervisor may read it.
    Drafts,
    /// Work that waits for a person: set aside, or not going together; and how often there is any.
    Reviews {
        /// One JSON object a line and review, and one for the sum.
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, Subcommand)]
pub(super) enum Devices {
    /// Prints every device: how it stands, what it held, and what it said of itself when it was last heard of.
    List {
        /// One JSON object a line and device.
        #[arg(long)]
        json: bool,
    },
    /// Somebody has lost it. From its next contact on it shows nothing, and what it sends is set aside.
    ///
    /// Nothing on it is erased, so that it can be said by mistake: `devices found` takes it back.
    Lost(Say),
    /// It has been found, by somebody who may have it. Whatever was ordered and not yet done is taken back.
    Found(Say),
    /// It gives back what the clinic has not got, which is set aside for a person, and then erases itself.
    ///
    /// One that is locked when it hears of it waits until it is next unlocked.
    Recall(Say),
    /// It erases itself at its next contact, locked or not, with what the clinic has not got.
    ///
    /// Refused if it said that there is such work, unless --even-unsent is given.
    Wipe {
        #[command(flatten)]
        say: Say,
        /// Also if work is lost by it.
        #[arg(long)]
        even_unsent: bool,
    },
    /// For how many days a device may show what it holds without hearing of the clinic: 3 to 60, 30 unless it is said.
    Lease {
        /// How many. Devices hear of it at their next exchange.
        #[arg(value_name = "DAYS")]
        days: Option<u32>,
    },
    /// Whether a PIN may open a device that its person opened with her passphrase that day: allowed unless it is said.
    Pin {
        /// What from now on. Devices hear of it at their next exchange; one that has a PIN then drops it.
        #[arg(value_name = "allowed|forbidden", value_parser = pins)]
        pins: Option<sync::custody::Pins>,
    },
    /// Shuts a device out: lost, stolen, or given to somebody else.
    ///
    /// Its pushes and pulls are refused from now on, and its code makes no device again. What it sent and signed
    /// stays. What it still holds is protected by its owner's passphrase.
    Retire {
        /// The device's id, as `devices` prints it.
        device: care::DeviceId,
    },
}

#[derive(Debug, Arguments)]
pub(super) struct Say {
    /// The device's id, as `devices` prints it.
    pub(super) device: care::DeviceId,
    /// Which supervisor says so; a name or an id.
    #[arg(long, value_name = "SUPERVISOR")]
    pub(super) by: String,
}

#[derive(Debug, Subcommand)]
pub(super) enum RecoveryKeys {
    /// Makes a recovery key. Its private half goes into FILE and is kept nowhere else.
    ///
    /// Print the file, copy it to a stick, lock both away, and take it off this computer. From its next exchange on each
    /// device leaves its own key with the clinic, sealed to this one. Keep the earlier ones: a device that has not
    /// exchanged since has left its key to those.
    New {
        /// The file, outside the clinic's folder; one that is there is never written over.
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
pub(super) enum Recover {
    /// Prints who asks, and since when. Not the words: those are heard from her.
    List,
    /// Makes a one-time code for a device whose computer lost its keyring. Read it to her over a telephone.
    Code {
        /// The device's id, as `devices` prints it.
        device: care::DeviceId,
        /// Which supervisor you are: a name, a part of one, or an id.
        #[arg(long, value_name = "STAFF")]
        by: String,
    },
    /// Lets her in. Call her on a number the clinic knows, know her by her voice, and let her read out the six words on
    /// her screen.
    Approve {
        /// The request's id, as `recover list` prints it.
        request: uuid::Uuid,
        /// The six words, as she read them out.
        #[arg(long)]
        words: String,
        /// The recovery key's private half.
        #[arg(long, value_name = "FILE")]
        key: PathBuf,
        /// Which supervisor you are: a name, a part of one, or an id.
        #[arg(long, value_name = "STAFF")]
        by: String,
    },
}

#[derive(Debug, Arguments)]
pub(super) struct Assign {
    /// Who: the member's id, CIN, or her number in another system.
    pub(super) member: String,
    /// Who leads: a care manager or supervisor, by a name, a part of one, or an id.
    #[arg(long, value_name = "STAFF")]
    pub(super) lead: String,
    /// Who else works with her; may be given again.
    #[arg(long, value_name = "STAFF")]
    pub(super) team: Vec<String>,
    /// How far her episode has come, up to active; the stages between are entered with today's day. Without it, one
    /// that is only identified becomes assigned.
    #[arg(long, value_name = "STAGE", value_parser = stage)]
    pub(super) stage: Option<care::Stage>,
}

#[derive(Debug, Arguments)]
pub(super) struct EnrolCode {
    /// Whose device it will make: a name, a part of one, or an id. Not needed if there is one care manager.
    #[arg(long, value_name = "NAME_OR_ID")]
    pub(super) staff: Option<String>,
    /// How long the code is good for, in minutes.
    #[arg(long, value_name = "N", default_value_t = crate::MINUTES_DEFAULT)]
    pub(super) minutes: u32,
    /// The only computer it is for, by what the computer calls itself.
    #[arg(long, value_name = "NAME")]
    pub(super) device: Option<String>,
    /// Prints one JSON object: name, code, fingerprint, minutes.
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Subcommand)]
pub(super) enum Staff {
    /// Adds somebody.
    Add {
        /// Given name.
        given: String,
        /// Family name.
        family: String,
        /// What they do.
        #[arg(long, value_parser = role)]
        role: care::Role,
        /// Letters after the name, "RN".
        #[arg(long, default_value = "")]
        credentials: String,
    },
    /// Gives somebody another role. Her laptops let go of what she may not hold by it with their next exchange, and are
    /// given what she may.
    Role {
        /// Who: a name, a part of one, or an id.
        #[arg(value_name = "STAFF")]
        who: String,
        /// What they do from now on.
        #[arg(value_parser = role)]
        role: care::Role,
    },
    /// Prints everybody.
    List,
}

fn role(text: &str) -> Result<care::Role, String> {
    let known = care::Role::ALL.iter().map(|role| role.code());
    text.parse()
        .map_err(|care::UnknownCode| format!("roles are: {}", known.collect::<Vec<_>>().join(", ")))
}

fn action(text: &str) -> Result<care::AuditAction, String> {
    let known = care::AuditAction::ALL.iter().map(|action| action.code());
    text.parse().map_err(|care::UnknownCode| {
        format!("it is one of: {}", known.collect::<Vec<_>>().join(", "))
    })
}

fn pins(text: &str) -> Result<sync::custody::Pins, String> {
    match text {
        "allowed" => Ok(sync::custody::Pins::Allowed),
        "forbidden" => Ok(sync::custody::Pins::Forbidden),
        _ => Err("it is `allowed` or `forbidden`".to_owned()),
    }
}

fn stage(text: &str) -> Result<care::Stage, String> {
    let known = care::Stage::ALL.iter().filter(|stage| !stage.is_over());
    let known: Vec<&str> = known.map(|stage| stage.code()).collect();
    text.parse()
        .map_err(|care::UnknownCode| format!("stages are: {}", known.join(", ")))
}
