//! `cargo xtask start`: the whole product on this machine, with demo data.

use std::{
    env,
    net::{SocketAddr, TcpStream, ToSocketAddrs},
    os::unix::process::CommandExt,
    process::{Child, ExitCode},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result};
use rustix::process::{Pid, Signal, kill_process};
use signal_hook::{
    consts::{SIGHUP, SIGINT, SIGTERM},
    iterator::Signals,
};

use crate::{
    files::Places,
    pages,
    process::{program, seconds},
};

/// Where the demo listens when nobody says otherwise.
const ADDRESS: &str = "127.0.0.1:3000";

/// How long a server may take to listen before we say that it does not.
const PATIENCE: Duration = Duration::from_secs(60);

/// Builds everything, runs the server, and ends as it ends.
pub fn start(places: &Places) -> Result<ExitCode> {
    let begin = Instant::now();
    pages::build_site(places)?;
    println!("\nbuilt in {}", seconds(begin));

    let setting = |name: &str, default: &str| env::var(name).unwrap_or_else(|_| default.to_owned());
    let address = setting("BRASA_ADDR", ADDRESS);
    let run = program(places, places.binary("server"))
        .env("BRASA_DEMO", "1")
        .env("BRASA_ADDR", &address)
        .env("BRASA_DATA", setting("BRASA_DATA", "data"))
        .env("BRASA_SITE", "dist");
    println!("\n── {}", run.typed());

    // Signals first: one that comes while the server starts must reach it as well.
    let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP])?;
    // In a group of its own the server hears a Ctrl-C once, from us.
    let mut server = run
        .into_command()
        .process_group(0)
        .spawn()
        .context("could not run the server")?;
    let pid = Pid::from_child(&server);
    thread::spawn(move || {
        for _ in signals.forever() {
            let _ = kill_process(pid, Signal::TERM);
        }
    });

    if let Some(socket) = listening(&mut server, &address)? {
        println!("{}", welcome(socket.port()));
    }
    let status = server.wait()?;
    Ok(status
        .code()
        .and_then(|code| u8::try_from(code).ok())
        .map_or(ExitCode::FAILURE, ExitCode::from))
}

/// Waits until the server takes connections; nothing when it has ended instead.
fn listening(server: &mut Child, address: &str) -> Result<Option<SocketAddr>> {
    let socket = address.to_socket_addrs().ok().and_then(|mut found| found.next());
    let socket = socket.with_context(|| format!("BRASA_ADDR: {address} is no address and port"))?;
    let begin = Instant::now();
    while server.try_wait()?.is_none() {
        if TcpStream::connect_timeout(&socket, Duration::from_secs(1)).is_ok() {
            return Ok(Some(socket));
        }
        if begin.elapsed() > PATIENCE {
            println!("the server does not listen on {address} yet; its own messages say why");
            return Ok(None);
        }
        thread::sleep(Duration::from_millis(50));
    }
    Ok(None)
}

fn welcome(port: u16) -> String {
    format!(
        "
  Storefront       http://localhost:{port}/
  Second house     http://caleta.localhost:{port}/
  Console          http://localhost:{port}/restaurante/

  Staff            gerente, cocina, empaque, reparto
  Password         brasa-demo

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
