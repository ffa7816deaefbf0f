//! `cargo xtask chaos`: the real server under kill -9, a full disk, connections that hang, neighbours that do and a clock that is
//! set. Afterwards all that it has answered must be there, once, and its doctor must find nothing.
//!
//! All that is drawn follows from one seed: when it is killed and under which call, what is ordered, how much room the disk has. What
//! the scheduler of the machine decides does not, so a seed repeats the plan and not every interleaving.

use std::{
    hash::{BuildHasher as _, Hasher as _, RandomState},
    path::PathBuf,
    time::Instant,
};

use anyhow::{Context, Result, bail};
use clap::Args;

use crate::{
    files::{self, Places},
    pages,
    process::{cargo, seconds, step},
};
use trial::Trial;

mod client;
mod clock;
mod draw;
mod full_disk;
mod hanging;
mod kills;
mod ledger;
mod people;
mod program;
mod restaurant;
mod scene;
mod sockets;
mod trial;

/// Maximum number of kills: people sign in once, for an hour.
const MAX_KILLS: i64 = 500;

/// One way to disturb the server.
struct Scenario {
    name: &'static str,
    about: &'static str,
    /// Fails with what it finds; otherwise says its figures.
    run: fn(&Trial) -> Result<String>,
}

const SCENARIOS: [Scenario; 5] = [
    Scenario {
        name: "kills",
        about: "kill -9 while people order, pay, cook and deliver",
        run: kills::run,
    },
    Scenario {
        name: "full-disk",
        about: "a disk that is full, with the server running and at its start",
        run: full_disk::run,
    },
    Scenario {
        name: "sockets",
        about: "1,200 half-open connections and 60 answers that nobody reads",
        run: sockets::run,
    },
    Scenario {
        name: "hanging",
        about: "a payment gateway, a mail server and a receiver of webhooks that never answer",
        run: hanging::run,
    },
    Scenario {
        name: "clock",
        about: "a clock that is fast, slow and set while the server runs",
        run: clock::run,
    },
];

/// What was typed after the command.
#[derive(Debug, Args)]
pub struct Typed {
    /// What all numbers are drawn from; another one each time when it is left out
    #[arg(long)]
    seed: Option<u64>,
    /// How often the server is killed under load
    #[arg(long, default_value_t = 200, value_parser = clap::value_parser!(u16).range(1..=MAX_KILLS))]
    kills: u16,
    /// Try these only, by name: kills, full-disk, sockets, hanging, clock
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
    /// A server program instead of the one built here
    #[arg(long)]
    server: Option<PathBuf>,
}

/// Tries every scenario that is asked for, also after one that has found something.
pub fn run(places: &Places, typed: &Typed) -> Result<()> {
    let known = |name: &String| SCENARIOS.iter().any(|scenario| scenario.name == name);
    if let Some(unknown) = typed.only.iter().find(|name| !known(name)) {
        bail!("there is no scenario {unknown}: `cargo xtask chaos --help` names them");
    }
    let seed = typed.seed.unwrap_or_else(random_seed);
    println!("seed {seed}");
    let program = match &typed.server {
        Some(program) => program
            .canonicalize()
            .with_context(|| format!("{} is no server program", program.display()))?,
        None => {
            step("server", || {
                let words = format!("build {} --bin server", pages::NATIVE);
                cargo(places).words(&words).run()
            })?;
            places.binary("server")
        }
    };
    let _alone = files::one_at_a_time(places, "chaos")?;
    let mut failed = Vec::new();
    for scenario in &SCENARIOS {
        if !typed.only.is_empty() && !typed.only.iter().any(|name| name == scenario.name) {
            continue;
        }
        println!("\n── {}: {}", scenario.name, scenario.about);
        let trial = Trial {
            name: scenario.name,
            seed,
            kills: usize::from(typed.kills),
            program: program.clone(),
            site: places.dist.clone(),
            folder: places.work.join("chaos").join(scenario.name),
        };
        let begin = Instant::now();
        let outcome = trial.begin().and_then(|()| (scenario.run)(&trial));
        match outcome {
            Ok(figures) => {
                println!("   {figures}\n   took {}", seconds(begin));
                files::remove_folder(&trial.folder)?;
            }
            Err(error) => {
                println!("   FAILED after {}: {error:#}", seconds(begin));
                println!("   its data and log are in {}", trial.folder.display());
                failed.push(scenario.name);
            }
        }
    }
    if failed.is_empty() {
        return Ok(());
    }
    let only = failed.join(",");
    let kills = typed.kills;
    bail!(
        "seed {seed}: {only}; the same plan again: cargo xtask chaos --seed {seed} --kills {kills} --only {only}"
    )
}

/// A random seed, from the keys that the standard library takes from the operating system for its hash maps.
fn random_seed() -> u64 {
    RandomState::new().build_hasher().finish()
}
