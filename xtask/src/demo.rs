//! The server on this machine, with demo data: how it is run, waited for and ended.

use std::{
    env,
    net::TcpStream,
    os::unix::process::CommandExt,
    path::Path,
    process::{Child, ExitStatus},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result};
use rustix::process::{Pid, Signal, kill_process};
use signal_hook::{
    consts::{SIGHUP, SIGINT, SIGTERM},
    iterator::Signals,
};

use crate::{files::Places, preflight, process::program};

/// How long a server may take to listen before we say that it does not.
const TIMEOUT: Duration = Duration::from_secs(60);

/// How often we look whether a server listens, or has ended.
const PAUSE: Duration = Duration::from_millis(20);

/// What a server with demo data is started with.
#[derive(Debug)]
pub struct Demo<'a> {
    /// Where it listens, such as `127.0.0.1:3000`.
    pub address: &'a str,
    /// Its data folder, which it makes when there is none.
    pub data: &'a Path,
    /// The folder of the built apps.
    pub site: &'a Path,
    /// What it logs when nobody says otherwise, such as `info`.
    pub log: &'a str,
}

impl Demo<'_> {
    /// Starts it. It ends with [`Server::end`], or by itself.
    pub fn run(&self, places: &Places) -> Result<Server> {
        let run = program(places, places.binary("server"))
            .env("BRASA_DEMO", "1")
            .env("BRASA_ADDR", self.address)
            .env("BRASA_DATA", self.data)
            .env("BRASA_SITE", self.site)
            .env("BRASA_LOG", setting("BRASA_LOG", self.log));
        println!("   {}", run.typed());
        // In a group of its own the server gets a Ctrl-C once, from us.
        let child = run
            .into_command()
            .process_group(0)
            .spawn()
            .context("could not run the server")?;
        Ok(Server { child })
    }

    /// What people need to know of it.
    pub fn welcome(&self) -> Result<String> {
        Ok(welcome(preflight::socket(self.address)?.port()))
    }
}

/// A server that was started here.
#[derive(Debug)]
pub struct Server {
    child: Child,
}

impl Server {
    /// Its process.
    pub fn pid(&self) -> Pid {
        Pid::from_child(&self.child)
    }

    /// Whether it has not ended.
    pub fn runs(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// Waits until it takes connections. False when it has ended instead, or does not listen within a minute: then its
    /// own messages say why.
    pub fn listens(&mut self, address: &str) -> Result<bool> {
        let socket = preflight::socket(address)?;
        let begin = Instant::now();
        while self.child.try_wait()?.is_none() {
            if TcpStream::connect_timeout(&socket, Duration::from_secs(1)).is_ok() {
                return Ok(true);
            }
            if begin.elapsed() > TIMEOUT {
                println!("the server does not listen on {address} yet; its own messages say why");
                return Ok(false);
            }
            thread::sleep(PAUSE);
        }
        Ok(false)
    }

    /// Waits until it ends by itself, or by a signal.
    pub fn wait(&mut self) -> Result<ExitStatus> {
        Ok(self.child.wait()?)
    }

    /// Ends it: lets it finish what it is doing for a while, then ends it all the same.
    pub fn end(&mut self, patience: Duration) -> Result<()> {
        let _ = kill_process(self.pid(), Signal::TERM);
        let begin = Instant::now();
        while self.child.try_wait()?.is_none() {
            if begin.elapsed() > patience {
                self.child.kill()?;
                self.child.wait()?;
                break;
            }
            thread::sleep(PAUSE);
        }
        Ok(())
    }
}

/// A variable of the environment, or what it is when nobody says otherwise.
pub fn setting(name: &str, default: &str) -> String {
    env::var(name).unwrap_or_else(|_| default.to_owned())
}

/// The signals that end a command.
pub fn signals() -> Result<Signals> {
    Ok(Signals::new([SIGINT, SIGTERM, SIGHUP])?)
}

fn welcome(port: u16) -> String {
    format!(
        "
  Storefront           http://localhost:{port}/
  Another restaurant   http://caleta.localhost:{port}/
  Console              http://localhost:{port}/restaurante/

  Staff                gerente, cocina, empaque, reparto
  Password             brasa-demo

  Ctrl-C stops it."
    )
}

#[cfg(test)]
mod tests {
    use super::welcome;

    #[test]
    fn addresses_carry_the_port_in_use() {
        assert_eq!(welcome(8080).matches(":8080/").count(), 3);
    }
}
