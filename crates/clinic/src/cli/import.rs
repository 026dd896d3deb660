//! Importing: a line for each file, and a sum.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::cli::{CliError, Done};
use crate::sentence::Sentence;
use crate::{Clinic, ImportError, Imported, LeftOut, Outcome};

/// What came of all files.
#[derive(Default)]
struct Sum {
    new: usize,
    updated: usize,
    unchanged: usize,
    failed: usize,
    left_out: BTreeMap<LeftOut, usize>,
}

/// Takes in files and folders.
pub(super) fn import(
    clinic: &Clinic,
    paths: &[PathBuf],
    out: &mut impl Write,
) -> Result<Done, CliError> {
    let files = files(paths)?;
    if files.is_empty() {
        return Err(CliError::NothingToImport);
    }
    let mut sum = Sum::default();
    for file in &files {
        let imported = clinic.import(file);
        let name = file
            .file_name()
            .unwrap_or(file.as_os_str())
            .to_string_lossy();
        writeln!(out, "{:<48} {}", name, sum.count(imported))?;
    }
    sum.print(files.len(), out)?;
    Ok(if sum.failed == 0 {
        Done::All
    } else {
        Done::NotAll
    })
}

/// Makes the demo clinic.
pub(super) fn demo(
    clinic: &Clinic,
    fixtures: &Path,
    out: &mut impl Write,
) -> Result<Done, CliError> {
    let done = import(clinic, &[fixtures.to_owned()], out)?;
    let written = clinic.write_demo()?;
    writeln!(out)?;
    writeln!(
        out,
        "The demo clinic is ready: {written} entries written around today."
    )?;
    writeln!(out, "Its lead care manager is {}.", crate::DEMO_LEAD)?;
    Ok(done)
}

/// The files meant, in order of their names within each folder. A path that is not there is kept, so that it is
/// reported like any other that cannot be read.
fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, CliError> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let mut inside: Vec<PathBuf> = Vec::new();
        for entry in std::fs::read_dir(path)? {
            let path = entry?.path();
            if path.is_file() && is_bundle(&path) {
                inside.push(path);
            }
        }
        inside.sort();
        files.append(&mut inside);
    }
    Ok(files)
}

/// Whether the name ends in `.json` or `.json.gz`, in any case.
fn is_bundle(path: &Path) -> bool {
    let ends_in = |path: &Path, ending: &str| {
        path.extension()
            .is_some_and(|found| found.eq_ignore_ascii_case(ending))
    };
    let is_packed = ends_in(path, "gz");
    ends_in(path, "json") || (is_packed && ends_in(&path.with_extension(""), "json"))
}

impl Sum {
    fn count(&mut self, imported: Result<Imported, ImportError>) -> String {
        match imported {
            Ok(imported) => {
                for (why, count) in &imported.left_out {
                    add(self.left_out.entry(*why).or_default(), *count);
                }
                match imported.outcome {
                    Outcome::SameFile
                    | Outcome::Again {
                        written: 0,
                        changed: 0,
                    } => {
                        add(&mut self.unchanged, 1);
                        "no change".to_owned()
                    }
                    Outcome::NewPerson { written } => {
                        add(&mut self.new, 1);
                        format!("new person, {written} entries")
                    }
                    Outcome::Again { written, changed } => {
                        add(&mut self.updated, 1);
                        format!("updated: {written} new entries, {changed} changed")
                    }
                }
            }
            Err(error) => {
                add(&mut self.failed, 1);
                format!("NOT IMPORTED: {}", Sentence(&error))
            }
        }
    }

    fn print(&self, files: usize, out: &mut impl Write) -> Result<(), CliError> {
        writeln!(out)?;
        let lines = [
            ("files", files),
            ("new people", self.new),
            ("updated", self.updated),
            ("unchanged", self.unchanged),
            ("not imported", self.failed),
        ];
        for (name, count) in lines {
            writeln!(out, "{name:<42} {count:>6}")?;
        }
        for (why, count) in &self.left_out {
            writeln!(
                out,
                "{:<42} {count:>6}",
                format!("left out: {}", words(*why))
            )?;
        }
        Ok(())
    }
}

fn add(to: &mut usize, count: usize) {
    *to = to.saturating_add(count);
}

fn words(why: LeftOut) -> &'static str {
    match why {
        LeftOut::EnteredInError => "entered in error, or ruled out",
        LeftOut::DidNotHappen => "planned, cancelled or proposed",
        LeftOut::AboutAnotherPerson => "about another person",
        LeftOut::SaysTooLittle => "does not say what or when",
        LeftOut::SaysThereIsNone => "says that there is none",
        LeftOut::Unsound => "contradicts itself",
    }
}
