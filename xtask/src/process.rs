//! Running other programs and saying what is being done and how long it took.

use std::{
    env,
    ffi::OsStr,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Instant,
};

use anyhow::{Context, Result, bail};

use crate::files::Places;

/// A program with its arguments, printable as one would type it.
#[derive(Debug)]
pub struct Run {
    command: Command,
    typed: String,
}

/// A program in the repository's root.
pub fn program(places: &Places, name: impl AsRef<OsStr>) -> Run {
    let shown = Path::new(name.as_ref())
        .strip_prefix(&places.root)
        .unwrap_or(Path::new(name.as_ref()));
    let typed = shown.display().to_string();
    let mut command = Command::new(name);
    command.current_dir(&places.root);
    Run { command, typed }
}

/// Cargo, as it would be from a shell.
pub fn cargo(places: &Places) -> Run {
    let mut run = of_cargo(places, env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    run.typed = "cargo".to_owned();
    run
}

/// A program that runs cargo. What `cargo run` set for this process is not for it.
pub fn of_cargo(places: &Places, name: impl AsRef<OsStr>) -> Run {
    let mut run = program(places, name);
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
            run.command.env_remove(name);
        }
    }
    run
}

impl Run {
    /// Adds arguments.
    pub fn args<A: AsRef<OsStr>>(mut self, arguments: impl IntoIterator<Item = A>) -> Self {
        for argument in arguments {
            let text = argument.as_ref().to_string_lossy();
            self.typed.push(' ');
            if text.contains(' ') {
                self.typed.push_str(&format!("'{text}'"));
            } else {
                self.typed.push_str(&text);
            }
            self.command.arg(argument);
        }
        self
    }

    /// Adds arguments, written as one types them.
    pub fn words(self, arguments: &str) -> Self {
        self.args(arguments.split_whitespace())
    }

    /// Adds an environment variable.
    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.typed = format!("{name}={} {}", value.as_ref().to_string_lossy(), self.typed);
        self.command.env(name, value);
        self
    }

    /// Keeps an environment variable of ours from it.
    pub fn without(mut self, name: &str) -> Self {
        self.command.env_remove(name);
        self
    }

    /// Runs in this folder.
    pub fn within(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// The command as one would type it.
    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// The command itself, for what this type does not offer.
    pub fn into_command(self) -> Command {
        self.command
    }

    /// Runs it and fails when it does.
    pub fn run(mut self) -> Result<()> {
        let status = self
            .command
            .status()
            .with_context(|| format!("could not run `{}`", self.typed))?;
        if !status.success() {
            bail!("`{}` ended with {status}", self.typed);
        }
        Ok(())
    }

    /// Runs it and shows what it says only when it fails.
    pub fn quiet(mut self) -> Result<()> {
        let out = self
            .command
            .output()
            .with_context(|| format!("could not run `{}`", self.typed))?;
        if !out.status.success() {
            let said = [out.stdout, out.stderr].concat();
            let said = String::from_utf8_lossy(&said);
            bail!("`{}` ended with {}\n{said}", self.typed, out.status);
        }
        Ok(())
    }

    /// Runs it and hands back what it printed; what it says on the error stream is shown.
    pub fn output(mut self) -> Result<Vec<u8>> {
        let out = self
            .command
            .stderr(Stdio::inherit())
            .output()
            .with_context(|| format!("could not run `{}`", self.typed))?;
        if !out.status.success() {
            bail!("`{}` ended with {}", self.typed, out.status);
        }
        Ok(out.stdout)
    }
}

/// The first program of this name on PATH.
pub fn on_path(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|folder| folder.join(name))
        .find(|file| file.is_file())
}

/// The steps of a command, counted, so that one sees how far it is.
#[derive(Debug)]
pub struct Steps {
    begun: usize,
    of: usize,
}

impl Steps {
    /// Before the first of `of` steps.
    pub fn new(of: usize) -> Self {
        Self { begun: 0, of }
    }

    /// Does the next one as [`step`] does, with its number.
    pub fn step<T>(&mut self, name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        self.begun += 1;
        step(&format!("{} of {}: {name}", self.begun, self.of), work)
    }
}

/// Says what is being done, does it, and says how long that took.
pub fn step<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("\n── {name}");
    let start = Instant::now();
    let done = work()?;
    println!("   took {}", seconds(start));
    Ok(done)
}

/// The time since `start`, for people.
pub fn seconds(start: Instant) -> String {
    let seconds = start.elapsed().as_secs_f64();
    if seconds < 60.0 {
        format!("{seconds:.1} s")
    } else {
        format!("{} min {:02} s", seconds as u64 / 60, seconds as u64 % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::program;
    use crate::files::Places;

    #[test]
    fn a_command_is_shown_as_typed() {
        let places = Places {
            root: "/r".into(),
            dist: "/r/dist".into(),
            target: "/r/target".into(),
            work: "/r/target/xtask".into(),
        };
        let run = program(&places, "/r/target/debug/server")
            .args(["export", "a b"])
            .env("X", "1");
        assert_eq!(run.typed(), "X=1 target/debug/server export 'a b'");
    }
}
