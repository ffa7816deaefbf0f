//! The real server as a process on a folder of its own. It listens on this machine only, and ends with us.

use std::{
    env,
    fs::{self, File},
    net::{Ipv4Addr, SocketAddr, TcpListener},
    path::PathBuf,
    process::{Child, Command, Output, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal, kill_process};

use super::client::{Request, ask};

/// The restaurant of the demo that is asked for when no other is named.
pub const TENANT: &str = "pardos";

/// How long a server may take until it is ready; a debug build on a busy machine takes seconds.
const START_TIMEOUT: Duration = Duration::from_secs(60);

/// How often we look whether a server is ready, or has ended.
const PAUSE: Duration = Duration::from_millis(20);

/// Maximum number of times that a server is started again because somebody else took its port meanwhile.
const MAX_PORTS: usize = 3;

/// Number of bytes at the end of the log that an error shows.
const SHOWN_LOG: usize = 2_000;

/// Number of lines of the doctor that an error shows.
const SHOWN_FINDINGS: usize = 12;

/// How a server is started.
#[derive(Debug, Clone)]
pub struct Program {
    /// The server program.
    pub file: PathBuf,
    /// Its data folder, which it makes.
    pub data: PathBuf,
    /// The folder of the built apps.
    pub site: PathBuf,
    /// Where all that it logs is added.
    pub log: PathBuf,
    /// Environment variables besides those of a demo.
    pub environment: Vec<(&'static str, String)>,
    /// What a shell does before it becomes the server, such as `ulimit -S -f 100`; nothing when it is empty.
    pub before: String,
}

impl Program {
    /// Starts it and waits until it is ready.
    pub fn start(&self) -> Result<Server> {
        for _ in 0..MAX_PORTS {
            let mut server = self.spawn()?;
            if server.is_ready_within(START_TIMEOUT)? {
                return Ok(server);
            }
            let log = self.end_of_log();
            if !log.contains("cannot be listened on") {
                bail!("the server did not become ready; the end of its log:\n{log}");
            }
        }
        bail!("no port stayed free")
    }

    /// Starts it and does not wait.
    pub fn spawn(&self) -> Result<Server> {
        let address = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?;
        let mut command = if self.before.is_empty() {
            self.clean(Command::new(&self.file))
        } else {
            let mut shell = self.clean(Command::new("sh"));
            shell
                .args(["-c", &format!("{}; exec \"$0\"", self.before)])
                .arg(&self.file);
            shell
        };
        let log = File::options().create(true).append(true).open(&self.log)?;
        command
            .env("BRASA_ADDR", address.to_string())
            .env("BRASA_SITE", &self.site)
            .env("BRASA_DEMO", "1")
            .env("BRASA_LOG", "warn")
            .envs(
                self.environment
                    .iter()
                    .map(|(name, value)| (name, value.as_str())),
            )
            .stdout(Stdio::null())
            .stderr(log);
        let child = command
            .spawn()
            .with_context(|| format!("could not run {}", self.file.display()))?;
        Ok(Server { child, address })
    }

    /// A command of the operator, such as `doctor`.
    pub fn typed(&self, words: &[&str]) -> Result<Output> {
        let mut command = self.clean(Command::new(&self.file));
        let output = command.args(words).output();
        output.with_context(|| format!("could not run `server {}`", words.join(" ")))
    }

    /// A token for a machine of the restaurant.
    pub fn machine(&self) -> Result<String> {
        let output = self.typed(&["token", "--tenant", TENANT, "--role", "service"])?;
        if !output.status.success() {
            bail!("no token: {}", String::from_utf8_lossy(&output.stderr));
        }
        Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    /// Fails with what the doctor finds.
    pub fn is_sound(&self) -> Result<()> {
        let output = self.typed(&["doctor"])?;
        if !output.status.success() {
            let said = [output.stdout, output.stderr].concat();
            let said = String::from_utf8_lossy(&said);
            let shown: Vec<_> = said.lines().take(SHOWN_FINDINGS).collect();
            bail!(
                "`server doctor` ended with {}:\n{}",
                output.status,
                shown.join("\n")
            );
        }
        Ok(())
    }

    /// The same where something is still to be caught up with: fails when the doctor finds something after this time.
    pub fn becomes_sound(&self, time: Duration) -> Result<()> {
        let begin = Instant::now();
        loop {
            let sound = self.is_sound();
            if sound.is_ok() || begin.elapsed() > time {
                return sound;
            }
            thread::sleep(PAUSE);
        }
    }

    /// Without variables of ours that say something else.
    fn clean(&self, mut command: Command) -> Command {
        for (name, _) in env::vars_os() {
            if name.to_string_lossy().starts_with("BRASA_") {
                command.env_remove(name);
            }
        }
        command.env("BRASA_DATA", &self.data).stdin(Stdio::null());
        command
    }

    /// The end of what it logged.
    pub fn end_of_log(&self) -> String {
        let log = fs::read(&self.log).unwrap_or_default();
        let end = log.get(log.len().saturating_sub(SHOWN_LOG)..).unwrap_or_default();
        String::from_utf8_lossy(end).into_owned()
    }
}

/// A server that was started here.
#[derive(Debug)]
pub struct Server {
    child: Child,
    /// Where it listens.
    pub address: SocketAddr,
}

impl Server {
    /// Its process.
    pub fn pid(&self) -> Pid {
        Pid::from_child(&self.child)
    }

    /// Whether it answers that it is ready within this time; not when it has ended before.
    pub fn is_ready_within(&mut self, time: Duration) -> Result<bool> {
        let begin = Instant::now();
        while begin.elapsed() < time && self.child.try_wait()?.is_none() {
            if self.readiness().is_ok_and(|status| status == 200) {
                return Ok(true);
            }
            thread::sleep(PAUSE);
        }
        Ok(false)
    }

    /// The status of `/ready`.
    pub fn readiness(&self) -> Result<u16> {
        Ok(ask(self.address, &Request::get("/ready"))?.status)
    }

    /// Waits until `/ready` answers this status.
    pub fn until_ready_is(&self, wanted: u16, time: Duration) -> Result<()> {
        let begin = Instant::now();
        loop {
            let status = self.readiness()?;
            if status == wanted {
                return Ok(());
            }
            if begin.elapsed() > time {
                bail!("/ready answers {status} and not {wanted} after {time:?}");
            }
            thread::sleep(PAUSE);
        }
    }

    /// kill -9: nothing in the process gets a chance to tidy up.
    pub fn kill(mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// Asks it to end, and says how long that took. Fails when it takes longer than this, or ends with an error.
    pub fn end(mut self, time: Duration) -> Result<Duration> {
        let begin = Instant::now();
        kill_process(self.pid(), Signal::TERM)?;
        loop {
            if let Some(status) = self.child.try_wait()? {
                if !status.success() {
                    bail!("asked to end, the server ended with {status}");
                }
                return Ok(begin.elapsed());
            }
            if begin.elapsed() > time {
                bail!("asked to end, the server still runs after {time:?}");
            }
            thread::sleep(PAUSE);
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
