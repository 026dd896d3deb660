//! What `cargo xtask --help` prints.

pub(crate) const HELP: &str = "\
Satchel's own commands.

  cargo xtask run       see Satchel: sets up this computer, starts a demo clinic, opens the app
  cargo xtask test      prove Satchel: every test there is, with all the set-up they need
  cargo xtask simulate  play days of bad luck in the exchange, each from a seed
  cargo xtask torture   kill real processes at any moment, and look what is lost
  cargo xtask fuzz      give every reader of what comes from outside inputs that are nearly right
  cargo xtask deny      ask of every dependency whether it may be built in
  cargo xtask codegen   print the contract of the core as TypeScript
  cargo xtask tidy      print which requirement is proven by which test
  cargo xtask bench sync   measure the exchange beside PouchDB's
  cargo xtask bench eligibility   measure the populations of focus asked of 2,000 people

cargo xtask run [--profile-dir DIR] [--person NAME] [--listen ADDR] [--screenshots DIR]
  Installs what is missing (Debian packages, with sudo where you are not root; npm packages), builds,
  starts the clinic's server on loopback with a dozen synthetic people, enrols this computer as a care
  manager's device, prints the passphrase, and opens Satchel at its lock screen. A second start takes
  seconds. Ctrl-C stops everything it started.

  --profile-dir DIR    another person's Satchel on this computer; runs beside the first, with the
                       same clinic (default: the demo's own profile)
  --person NAME        whose device a new profile becomes: Inés Carranza (the default), Deborah
                       Achterberg, Malik Osei or Ruth Amat
  --listen ADDR        where the clinic listens (default: 127.0.0.1:8843)
  --screenshots DIR    where the tour puts its pictures (default: artefacts/tour)

  With no session bus or keyring it starts private ones, for the demo only. With no display it opens
  Satchel on a screen in memory, walks through it, and leaves pictures of what it saw.
  The demo lives in $XDG_DATA_HOME/satchel-demo (else ~/.local/share/satchel-demo). To begin again,
  remove that folder.

cargo xtask test
  Formatting, lints, licences, Rust tests, the simulation, fifty rounds of torture, contract, TypeScript checks, journeys in Chromium, real windows.
  Needs no display and no keyring of yours. Pictures and logs end in artefacts/.

cargo xtask simulate --seed N [--shipped] | --seeds N [--shipped]
  Plays simulated days of laptops and a clinic through bad networks, crashes and wrong clocks. --seed plays one and
  tells what happens; --seeds plays so many on all cores, then breaks every rule once and looks whether that is
  noticed. --shipped plays shorter days over the encrypted stores that ship instead of stores in memory, half of them
  over a PostgreSQL of its own, and all on disks that forget what was not flushed.

cargo xtask torture [--cycles N] [--seed S]
  Starts a laptop's process and the clinic's, and kills them (kill -9) in N rounds at moments drawn from the seed: while
  they work and exchange, while a backup, a restore or a hand-over is under way. After each death it opens what is left
  and looks for everything that was promised. Then it breaks the promises on purpose and looks whether that is noticed,
  and asks the clinic's programs for too much under a cap on memory. N is 1,000 unless given, and takes some minutes.
  A promise that is not kept names its seed. SATCHEL_TORTURE_DIR is where the files are (default: in memory).

cargo xtask fuzz [TARGET] [--seconds N]
  Goes on with a part of the test command: wire, packed, bundle, hand-over, slot, picture or catalogues, or each of them,
  for N seconds (300 unless given). An input that brings a reader down is written into the temporary folder, and named.

cargo xtask bench sync [--json]
  Measures the exchange with the clinic and, in the same run, that of PouchDB and express-pouchdb (which it
  installs outside of this checkout), and writes docs/benchmarks.md. Takes about twenty minutes; let nothing else run
  meanwhile. With --json it prints the figures as one line of JSON.

cargo xtask bench eligibility
  Asks every population of focus of 2,000 made-up people with full records, and writes the figure into its part of
  docs/benchmarks.md.

cargo xtask deny
  Licences, sources and versions of what is built in (deny.toml), by cargo-deny, which it installs beside what is built; and
  what RustSec knows against any of it, where its database can be reached. The test command asks the first three.

cargo xtask codegen [--check]
  Writes ui/src/contract/generated.ts, or with --check says whether it is current.

cargo xtask tidy [--check]
  Prints every requirement of the field (R001 to R237) with the tests that name it, and writes docs/requirements.md, or
  with --check says whether that is current.

Everything is built in $CARGO_TARGET_DIR (default ~/.cache/satchel/target).";
