//! Serving, inviting, and the staff.

use std::io::Write;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use ambient::Ambient;
use care::{Entity as _, Names, Role};
use serde_json::json;
use sync::clinic::Compacted;
use tokio::signal::unix::{SignalKind, signal};

use crate::cli::args::{Assign, EnrolCode, Staff};
use crate::cli::{CliError, Done};
use crate::{Assignment, Clinic, DatabaseUrl, Invitation, ServeError, Verdict, serve as start};

/// Serves until it is told to stop.
pub(super) fn serve(
    clinic: Clinic,
    listen: SocketAddr,
    out: &mut impl Write,
) -> Result<Done, CliError> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(ServeError::Thread)?;
    let server = start(Arc::new(clinic), listen)?;
    writeln!(out, "listening on https://{}", server.address())?;
    out.flush()?;
    runtime.block_on(async {
        let (mut ended, mut interrupted) = (
            signal(SignalKind::terminate())?,
            signal(SignalKind::interrupt())?,
        );
        tokio::select! {
            _ = ended.recv() => {}
            _ = interrupted.recv() => {}
        }
        Ok::<(), std::io::Error>(())
    })?;
    server.stop();
    Ok(Done::All)
}

/// Makes a one-time code and prints it with the fingerprint that goes with it.
pub(super) fn enrol_code(
    clinic: &Clinic,
    asked: EnrolCode,
    out: &mut impl Write,
) -> Result<Done, CliError> {
    let (id, staff) = match &asked.staff {
        Some(staff) => clinic.find_staff(staff)?,
        None => only_care_manager(clinic)?,
    };
    let invitation = Invitation {
        staff: id,
        computer: asked.device,
        minutes: asked.minutes,
    };
    let code = clinic.make_code(&invitation)?.to_string();
    let (name, fingerprint, minutes) = (
        staff.names.whole(),
        clinic.authority().fingerprint(),
        asked.minutes,
    );
    if asked.json {
        let told =
            json!({"name": name, "code": code, "fingerprint": fingerprint, "minutes": minutes});
        writeln!(out, "{told}")?;
    } else {
        writeln!(
            out,
            "code         {code}   (once, within {minutes} minutes)"
        )?;
        writeln!(out, "for          {name}")?;
        writeln!(out, "fingerprint  {fingerprint}")?;
    }
    Ok(Done::All)
}

fn only_care_manager(clinic: &Clinic) -> Result<(care::StaffId, care::Staff), CliError> {
    let mut all = clinic
        .staff()?
        .into_iter()
        .filter(|(_, staff)| staff.role == Role::CareManager);
    match (all.next(), all.next()) {
        (Some(one), None) => Ok(one),
        (None | Some(_), _) => Err(CliError::WhoseDevice),
    }
}

/// Gives a member to a lead and a team.
pub(super) fn assign(
    clinic: &Clinic,
    asked: &Assign,
    out: &mut impl Write,
) -> Result<Done, CliError> {
    let find = |name: &String| {
        clinic.find_staff(name).map_err(|source| CliError::Named {
            asked: name.clone(),
            source,
        })
    };
    let member = clinic.find_member(&asked.member)?;
    let (lead, who) = find(&asked.lead)?;
    let team = asked.team.iter().map(find).collect::<Result<Vec<_>, _>>()?;
    let assignment = Assignment {
        member,
        lead,
        team: team.iter().map(|(id, _)| *id).collect(),
        stage: asked.stage,
    };
    let stage = clinic.assign(&assignment)?;
    let (lead, stage) = (who.names.whole(), stage.code());
    writeln!(out, "{member}  {stage}, led by {lead}")?;
    Ok(Done::All)
}

/// Takes in what a laptop handed over.
pub(super) fn take_in(
    clinic: &Clinic,
    file: &Path,
    out: &mut impl Write,
) -> Result<Done, CliError> {
    let taken = clinic.take_in(file)?;
    writeln!(
        out,
        "{} changes taken in, {} known already, {} drafts, {} pictures, {} entries of who looked",
        taken.new, taken.known, taken.drafts, taken.files, taken.looks
    )?;
    if 0 < taken.again {
        writeln!(
            out,
            "{} changes that this ledger had lost when it was put back are here again",
            taken.again
        )?;
    }
    if 0 < taken.parked {
        writeln!(out, "{} of them wait for a person to look at", taken.parked)?;
    }
    if 0 < taken.looks_left {
        writeln!(
            out,
            "{} entries of who looked were not taken: what comes before them is not here. The laptop keeps them until it syncs",
            taken.looks_left
        )?;
    }
    if 0 < taken.left {
        writeln!(
            out,
            "{} were not taken: this laptop was restored or cloned. Keep the file, and let the laptop sync",
            taken.left
        )?;
    }
    Ok(if taken.left == 0 && taken.looks_left == 0 {
        Done::All
    } else {
        Done::NotAll
    })
}

/// Moves the ledger to PostgreSQL.
pub(super) fn migrate(
    folder: &Path,
    to: &DatabaseUrl,
    ambient: &Ambient,
    out: &mut impl Write,
) -> Result<Done, CliError> {
    let moved = Clinic::migrate(folder, to, ambient)?;
    let Verdict {
        operations,
        records,
        faults,
        ..
    } = moved.verdict;
    writeln!(
        out,
        "the ledger is in PostgreSQL, and the same on both sides: {} rows, {operations} operations, {records} signed records",
        moved.rows
    )?;
    writeln!(
        out,
        "the file it was in is set aside: {}",
        moved.aside.display()
    )?;
    if 0 < faults {
        writeln!(
            out,
            "{faults} texts, links or signatures do not hold, here as they did there; see `verify`"
        )?;
        return Ok(Done::NotAll);
    }
    Ok(Done::All)
}

/// Makes the feed shorter.
pub(super) fn compact(clinic: &Clinic, out: &mut impl Write) -> Result<Done, CliError> {
    let Compacted { streams, changes } = clinic.compact()?;
    writeln!(
        out,
        "{changes} changes of {streams} streams are no longer in the feed"
    )?;
    Ok(Done::All)
}

/// Adds to the staff or prints them.
pub(super) fn staff(clinic: &Clinic, asked: Staff, out: &mut impl Write) -> Result<Done, CliError> {
    match asked {
        Staff::Add {
            given,
            family,
            role,
            credentials,
        } => {
            let names = Names {
                given: vec![given],
                family,
                ..Names::default()
            };
            let staff = care::Staff {
                names,
                role,
                credentials,
            };
            staff.check(clinic.ambient().today())?;
            writeln!(out, "{}", clinic.add_staff(&staff)?)?;
        }
        Staff::Role { who, role } => {
            let (id, staff) = clinic.find_staff(&who).map_err(|source| CliError::Named {
                asked: who.clone(),
                source,
            })?;
            clinic.give_role(id, role)?;
            writeln!(out, "{id}  {:<24} {}", role.code(), staff.signature())?;
        }
        Staff::List => {
            for (id, staff) in clinic.staff()? {
                writeln!(out, "{id}  {:<24} {}", staff.role.code(), staff.signature())?;
            }
        }
    }
    Ok(Done::All)
}
