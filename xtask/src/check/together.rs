//! Several steps at once, each in a process of its own, so that what it says can be kept apart: every line begins with
//! its step's name. The whole of it is in `target/xtask/said/<step>.log` as well.

use std::{
    collections::BTreeMap,
    env,
    fs::{self, File},
    io::{self, BufRead, BufReader, PipeReader, Write},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, Command, Stdio},
    sync::mpsc::{self, Sender},
    thread,
    time::Instant,
};

use anyhow::{Context, Result, bail};

use super::{Step, passed};
use crate::{files::Places, process::seconds};

/// The number of last lines of a failed step that are shown again at the end.
const SHOWN: usize = 40;
/// Lines that are shown of a reason why a test failed, and of all reasons of a step.
const LINES_OF_A_REASON: usize = 14;
const MAX_LINES_OF_REASONS: usize = 70;

/// Stands where the time of a step stands that need not run.
const BEFORE: &str = "passed before with the same files (--again runs it)";

/// How a step ended.
enum Ending {
    Passed(String),
    Failed(String),
    /// The steps that it needs did not all pass.
    NotTried,
}

/// Runs them, in their order as far as what they need and the number of processors let them. Fails when one of them does,
/// after all that could be tried was. Unless all are to run `again`, one that has passed before with the same files does
/// not; those that make what others use find out by themselves what is made already.
pub fn run(places: &Places, steps: &[&'static Step], again: bool) -> Result<()> {
    let begin = Instant::now();
    let at_once = thread::available_parallelism().map_or(1, usize::from);
    let (ended, endings) = mpsc::channel();
    // Where there is no git to ask for the files, nothing is known from before.
    let tried: BTreeMap<_, _> = steps
        .iter()
        .filter_map(|step| Some((step.name, (*step, passed::now(places, step).ok()?))))
        .collect();
    let mut done: BTreeMap<&str, Ending> = tried
        .values()
        .filter(|(step, tried)| !again && !step.is_used() && passed::before(places, step, tried))
        .map(|(step, _)| (step.name, Ending::Passed(BEFORE.to_owned())))
        .collect();
    let mut waiting: Vec<_> = steps.to_vec();
    waiting.retain(|step| !done.contains_key(step.name));
    let mut running = 0;
    // Who waits for a step knows by its own standard input, which ends when that step does.
    let mut waits: Vec<(&str, ChildStdin)> = Vec::new();
    loop {
        // What a step needs stands before it: one pass finds all that begins, and all that cannot be tried any more.
        waiting.retain(|step| match readiness(step, &done) {
            Readiness::Ready if running < at_once => {
                running += 1;
                let input = start(places, step, ended.clone());
                waits.extend(step.later.zip(input).filter(|(name, _)| !done.contains_key(name)));
                false
            }
            Readiness::Ready | Readiness::Waiting => true,
            Readiness::Never => {
                done.insert(step.name, Ending::NotTried);
                false
            }
        });
        if running == 0 {
            return summary(places, steps, &done, begin);
        }
        let (name, ending) = endings.recv().context("a step was lost")?;
        running -= 1;
        for (_, mut input) in waits.extract_if(.., |(awaited, _)| *awaited == name) {
            if !matches!(ending, Ending::Passed(_)) {
                // It may have failed meanwhile.
                let _ = writeln!(input, "{name} failed");
            }
        }
        if let Some((step, tried)) = tried.get(name) {
            match ending {
                Ending::Passed(_) => {
                    if let Err(error) = passed::remember(places, step, tried) {
                        say(name, &format!("it will run again: {error:#}"));
                        passed::forget(places, step);
                    }
                }
                Ending::Failed(_) | Ending::NotTried => passed::forget(places, step),
            }
        }
        done.insert(name, ending);
    }
}

/// Waits for the step that this process was started to wait for.
pub fn awaited() -> Result<()> {
    let said = io::read_to_string(io::stdin())?;
    if said.is_empty() {
        return Ok(());
    }
    bail!("the step {}", said.trim())
}

enum Readiness {
    Ready,
    Waiting,
    Never,
}

fn readiness(step: &Step, done: &BTreeMap<&str, Ending>) -> Readiness {
    let needed = step.after.iter().chain(&step.later);
    if needed
        .filter_map(|name| done.get(name))
        .any(|ending| !matches!(ending, Ending::Passed(_)))
    {
        return Readiness::Never;
    }
    if step.after.iter().all(|name| done.contains_key(name)) {
        Readiness::Ready
    } else {
        Readiness::Waiting
    }
}

/// Starts a step; what it can wait for is its standard input.
fn start(places: &Places, step: &'static Step, ended: Sender<(&'static str, Ending)>) -> Option<ChildStdin> {
    say(step.name, &format!("══ {}", step.about));
    let begin = Instant::now();
    let started = in_own_process(step.name);
    let (child, input) = started
        .map(|(child, said, input)| (Ok((child, said)), input))
        .unwrap_or_else(|error| (Err(error), None));
    let log = log(places, step.name);
    thread::spawn(move || {
        let passed = child.and_then(|(mut child, said)| {
            copy(step.name, said, &log)?;
            Ok(child.wait()?.success())
        });
        let took = seconds(begin);
        let ending = match passed {
            Ok(true) => Ending::Passed(took),
            Ok(false) => Ending::Failed(took),
            Err(error) => {
                say(step.name, &format!("{error:#}"));
                Ending::Failed(took)
            }
        };
        let word = if matches!(ending, Ending::Passed(_)) {
            "good"
        } else {
            "FAILED"
        };
        say(step.name, &format!("══ {word}"));
        // Nobody waits any more when the whole has failed.
        let _ = ended.send((step.name, ending));
    });
    input
}

/// This program once more, for one step: what it says, and its standard input.
fn in_own_process(name: &str) -> Result<(Child, PipeReader, Option<ChildStdin>)> {
    let (said, end) = io::pipe()?;
    let child = Command::new(env::current_exe()?)
        .args(["step", name])
        .stdin(Stdio::piped())
        .stdout(end.try_clone()?)
        .stderr(end)
        .spawn();
    // The command above is gone by now, and with it our own ends of the pipe: it closes with the step.
    let mut child = child.context("could not run a step")?;
    let input = child.stdin.take();
    Ok((child, said, input))
}

fn copy(name: &str, said: PipeReader, log: &Path) -> Result<()> {
    if let Some(folder) = log.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut log = File::create(log)?;
    for line in BufReader::new(said).split(b'\n') {
        let line = line?;
        log.write_all(&line)?;
        log.write_all(b"\n")?;
        say(name, String::from_utf8_lossy(&line).trim_end());
    }
    Ok(())
}

fn say(name: &str, line: &str) {
    println!("{name:>12} │ {line}");
}

fn log(places: &Places, name: &str) -> PathBuf {
    places.work.join("said").join(name).with_extension("log")
}

fn summary(places: &Places, steps: &[&Step], done: &BTreeMap<&str, Ending>, begin: Instant) -> Result<()> {
    println!();
    let mut failed = Vec::new();
    for step in steps {
        let ending = match done.get(step.name) {
            Some(Ending::Passed(took)) => took.clone(),
            Some(Ending::Failed(took)) => {
                failed.push(step.name);
                format!("{took}, FAILED")
            }
            Some(Ending::NotTried) | None => "not tried".to_owned(),
        };
        println!("{:13} {ending}", step.name);
    }
    if failed.is_empty() {
        println!("\nall good in {}", seconds(begin));
        return Ok(());
    }
    for name in &failed {
        let log = log(places, name);
        let said = fs::read(&log).unwrap_or_default();
        let said = String::from_utf8_lossy(&said);
        let lines: Vec<_> = said.lines().collect();
        let (before, end) = lines.split_at(lines.len().saturating_sub(SHOWN));
        println!("\n── why, in {}", log.display());
        reasons(before).iter().for_each(|line| println!("{line}"));
        println!("\n── the end of {}", log.display());
        end.iter().for_each(|line| println!("{line}"));
    }
    bail!(
        "after {}: again with `cargo xtask test --only {}`",
        seconds(begin),
        failed.join(",")
    )
}

/// Lines that say why a test failed, each with some that follow: a step goes on after that, so its end may say nothing of it.
fn reasons<'l>(lines: &[&'l str]) -> Vec<&'l str> {
    let says_why = |line: &&str| line.trim_start().starts_with("Error:") || line.contains(" panicked at ");
    let mut shown = Vec::new();
    let mut left = 0;
    for line in lines {
        if says_why(line) {
            left = LINES_OF_A_REASON;
        }
        if left > 0 && shown.len() < MAX_LINES_OF_REASONS {
            shown.push(*line);
        }
        left = left.saturating_sub(1);
    }
    shown
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Ending, LINES_OF_A_REASON, MAX_LINES_OF_REASONS, Readiness, readiness, reasons};
    use crate::check::find;

    #[test]
    fn a_step_waits_for_all_that_it_needs_and_is_not_tried_without() {
        let build = find("build").unwrap();
        let mut done = BTreeMap::from([("rust", Ending::Passed(String::new()))]);
        assert!(matches!(readiness(build, &done), Readiness::Waiting));
        done.insert("browser", Ending::Passed(String::new()));
        assert!(matches!(readiness(build, &done), Readiness::Ready));
        for lost in [Ending::Failed(String::new()), Ending::NotTried] {
            done.insert("rust", lost);
            assert!(matches!(readiness(build, &done), Readiness::Never));
        }
    }

    #[test]
    fn why_a_test_failed_is_found_before_the_end() {
        let good = vec!["  ✓  1 a journey (2.0s)"; 100];
        assert!(reasons(&good).is_empty());
        let mut said = good.clone();
        said.extend([
            "    Error: expect(locator).toBeVisible() failed",
            "    Timeout: 45000ms",
        ]);
        said.extend(&good);
        let found = reasons(&said);
        assert_eq!(
            found[..2],
            [
                "    Error: expect(locator).toBeVisible() failed",
                "    Timeout: 45000ms"
            ]
        );
        assert_eq!(found.len(), LINES_OF_A_REASON);
        let many = vec!["thread 'a' panicked at src/lib.rs:1:2:"; 1_000];
        assert_eq!(reasons(&many).len(), MAX_LINES_OF_REASONS);
    }

    #[test]
    fn what_is_needed_later_need_not_be_there_but_must_not_have_failed() {
        let cloud = find("cloud").unwrap();
        let mut done = BTreeMap::from([("rust", Ending::Passed(String::new()))]);
        assert!(matches!(readiness(cloud, &done), Readiness::Ready));
        done.insert("build", Ending::Failed(String::new()));
        assert!(matches!(readiness(cloud, &done), Readiness::Never));
    }
}
