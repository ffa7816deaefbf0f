//! The emulator of AWS while it runs: on loopback, on a free port, in a folder that begins empty. It is stopped with
//! everything it started when this value is dropped.

use std::{
    fs::{self, File},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    os::unix::process::CommandExt,
    path::PathBuf,
    process::{Child, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal, kill_process_group};

use super::tools::Tools;
use crate::{
    files::{self, Places},
    process::Run,
};

/// How long it may take to listen.
const TIMEOUT: Duration = Duration::from_secs(60);
/// How long it may take to end what it started.
const FAREWELL: Duration = Duration::from_secs(10);
/// The region that everything in it is in.
const REGION: &str = "us-east-1";
/// What all of our programs sign with; the emulator takes it for the account's owner.
const CREDENTIAL: &str = "test";
/// So much of its log is shown when something fails.
const SHOWN_LINES: usize = 40;

/// A running emulator.
#[derive(Debug)]
pub struct Emulator {
    child: Child,
    address: SocketAddr,
    log: PathBuf,
}

impl Emulator {
    /// Starts it and waits until it listens.
    pub fn start(places: &Places, tools: &Tools) -> Result<Emulator> {
        let folder = places.work.join("cloud/run");
        files::remove_folder(&folder)?;
        fs::create_dir_all(&folder)?;
        let log = folder.join("emulator.log");
        let out = File::create(&log)?;
        // Somebody else may take the port before the emulator does: it then ends, and this fails with its words.
        let address = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?;
        let run = client(tools.emulator(places), address)
            .env("BIND_HOST", address.ip().to_string())
            .env("GATEWAY_PORT", address.port().to_string())
            .env("TMPDIR", &folder)
            .env("LAMBDA_EXECUTOR", "local")
            // Functions may do what their roles allow and nothing else.
            .env("AUTH", "true")
            .env("LOG_LEVEL", "WARNING")
            .within(&folder);
        let child = run
            .into_command()
            // The launcher ends when this pipe does, by whatever end of ours.
            .stdin(Stdio::piped())
            .stdout(out.try_clone()?)
            .stderr(out)
            // With the functions' processes, and nothing of ours.
            .process_group(0)
            .spawn()
            .context("could not run the emulator")?;
        let mut emulator = Emulator { child, address, log };
        emulator.listening()?;
        Ok(emulator)
    }

    fn listening(&mut self) -> Result<()> {
        let begin = Instant::now();
        while TcpStream::connect_timeout(&self.address, Duration::from_secs(1)).is_err() {
            if let Some(status) = self.child.try_wait()? {
                bail!("the emulator ended with {status}:\n{}", self.said());
            }
            if begin.elapsed() > TIMEOUT {
                bail!("the emulator does not listen:\n{}", self.said());
            }
            thread::sleep(Duration::from_millis(50));
        }
        Ok(())
    }

    /// Where it answers, as `AWS_ENDPOINT_URL`.
    pub fn endpoint(&self) -> String {
        endpoint(self.address)
    }

    /// Where it answers WebSockets.
    pub fn sockets(&self) -> String {
        format!("ws://{}", self.address)
    }

    /// A program that talks to the emulator and cannot reach a real account.
    pub fn client(&self, run: Run) -> Run {
        client(run, self.address)
    }

    /// The end of its log, in which the functions' logs are as well.
    pub fn said(&self) -> String {
        let text = fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<&str> = text.lines().collect();
        let from = lines.len().saturating_sub(SHOWN_LINES);
        lines.get(from..).unwrap_or_default().join("\n")
    }
}

impl Drop for Emulator {
    /// It is asked first, and what does not go is ended.
    fn drop(&mut self) {
        let group = Pid::from_child(&self.child);
        let _ = kill_process_group(group, Signal::TERM);
        let begin = Instant::now();
        while matches!(self.child.try_wait(), Ok(None)) && begin.elapsed() < FAREWELL {
            thread::sleep(Duration::from_millis(20));
        }
        let _ = kill_process_group(group, Signal::KILL);
        let _ = self.child.wait();
    }
}

fn endpoint(address: SocketAddr) -> String {
    format!("http://{address}")
}

fn client(run: Run, address: SocketAddr) -> Run {
    run.env("AWS_ENDPOINT_URL", endpoint(address))
        .env("AWS_REGION", REGION)
        .env("AWS_DEFAULT_REGION", REGION)
        .env("AWS_ACCESS_KEY_ID", CREDENTIAL)
        .env("AWS_SECRET_ACCESS_KEY", CREDENTIAL)
        .without("AWS_SESSION_TOKEN")
        .without("AWS_PROFILE")
        .env("AWS_CONFIG_FILE", "/dev/null")
        .env("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")
        .env("AWS_EC2_METADATA_DISABLED", "true")
}
