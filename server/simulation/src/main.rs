//! `simulate`: runs random histories, or one again.

use clap::Parser;
use simulation::{Failure, STEPS, Simulation, Step, history, shortest};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering};

/// Random histories of two restaurants with faults, and what must hold in all of them.
#[derive(Debug, Parser)]
struct Arguments {
    /// The first seed
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Number of histories, each of the next seed
    #[arg(long, default_value_t = 10_000)]
    histories: u64,
    /// Number of steps of a history
    #[arg(long, default_value_t = STEPS)]
    steps: usize,
    /// Run one history again: a file that was written of one that failed, or a seed
    #[arg(long)]
    replay: Option<String>,
    /// Where the shortest form of a history that fails is written
    #[arg(long, default_value = "target/simulation")]
    out: PathBuf,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = match &arguments.replay {
        Some(what) => replay(what, arguments.steps),
        None => search(&arguments),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(text) => {
            eprintln!("{text}");
            ExitCode::FAILURE
        }
    }
}

/// Runs all histories, on all processors, up to the first that fails.
fn search(arguments: &Arguments) -> Result<(), String> {
    let end = arguments.seed.saturating_add(arguments.histories);
    let next = AtomicU64::new(arguments.seed);
    let processors = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let worker = || -> Result<Option<(u64, Failure)>, String> {
        let simulation = Simulation::new().map_err(|error| error.to_string())?;
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= end {
                return Ok(None);
            }
            if let Err(failure) = simulation.run(seed, &history(seed, arguments.steps)) {
                next.store(end, Ordering::Relaxed);
                return Ok(Some((seed, failure)));
            }
        }
    };
    let found = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..processors).map(|_| scope.spawn(worker)).collect();
        let ends = workers.into_iter().map(|worker| worker.join());
        ends.map(|end| end.unwrap_or_else(|_| Err("a thread panicked".to_owned())))
            .collect::<Result<Vec<_>, String>>()
    })?;
    match found.into_iter().flatten().min_by_key(|(seed, _)| *seed) {
        None => {
            println!(
                "{} histories of {} steps held",
                arguments.histories, arguments.steps
            );
            Ok(())
        }
        Some((seed, failure)) => Err(report(seed, arguments, &failure)?),
    }
}

fn report(seed: u64, arguments: &Arguments, failure: &Failure) -> Result<String, String> {
    println!("seed {seed} does not hold: {}", failure.violation);
    println!("looking for the shortest history that fails in the same way …");
    let simulation = Simulation::new().map_err(|error| error.to_string())?;
    let all = history(seed, arguments.steps);
    let (steps, failure) = shortest(&simulation, seed, &all, failure);
    let file = arguments.out.join(format!("seed-{seed}.json"));
    write(&file, seed, &steps)?;
    Ok(format!(
        "{}\n{} of {} steps; again with --replay {}",
        told(&failure),
        steps.len(),
        all.len(),
        file.display()
    ))
}

fn replay(what: &str, steps: usize) -> Result<(), String> {
    let simulation = Simulation::new().map_err(|error| error.to_string())?;
    let (seed, steps) = match what.parse() {
        Ok(seed) => (seed, history(seed, steps)),
        Err(_) => read(Path::new(what))?,
    };
    match simulation.traced(seed, &steps) {
        Ok(report) => {
            println!("{}", report.trace.join("\n"));
            println!(
                "it holds: {} orders, {} of them of catering, {} refunds because of claims, {} events, {} webhooks",
                report.orders, report.catering, report.refunded, report.events, report.sent
            );
            Ok(())
        }
        Err(failure) => Err(told(&failure)),
    }
}

fn told(failure: &Failure) -> String {
    let after = match failure.step {
        Some(step) => format!("after step {step}"),
        None => "at the end".to_owned(),
    };
    let trace = failure.trace.join("\n");
    format!("{trace}\n\nit does not hold {after}: {}", failure.violation)
}

fn write(file: &Path, seed: u64, steps: &[Step]) -> Result<(), String> {
    let text = serde_json::to_string_pretty(&(seed, steps)).map_err(|error| error.to_string())?;
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder).map_err(|error| error.to_string())?;
    }
    std::fs::write(file, text).map_err(|error| error.to_string())
}

fn read(file: &Path) -> Result<(u64, Vec<Step>), String> {
    let text = std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    serde_json::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))
}
