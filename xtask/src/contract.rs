//! The public API held to its own document: requests that it allows and requests that it does not, one by one and one
//! after the other, sent to a running server by schemathesis.

use std::{
    fs,
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    process::{Child, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

use crate::{
    files::{self, Places},
    process::{Run, program},
    python,
};

/// How long a server may take to listen.
const TIMEOUT: Duration = Duration::from_secs(60);

/// The restaurant that is called, and as whom.
const TENANT: &str = "pardos";
const ROLE: &str = "manager";

/// Number of requests that are made up for each endpoint, always the same ones. What only the server can judge (a cursor, a
/// range of days, what is sold out) may be refused although its form is right. By one worker: Python 3.11 cannot parse
/// its own source on two threads at once, which schemathesis has it do.
const WORDS: &str =
    "--max-examples 15 --exclude-checks positive_data_acceptance --workers 1 --seed 1 --no-color";

/// Starts the compiled server on an empty folder, calls it, and ends it.
pub fn check(places: &Places) -> Result<()> {
    let requirements = places.root.join("xtask/contract/requirements.txt");
    let tools = python::environment(places, "schemathesis", &requirements)?;
    let folder = places.work.join("contract");
    files::remove_folder(&folder)?;
    fs::create_dir_all(&folder)?;
    let address = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?;
    let server = |words: &str| -> Run {
        program(places, places.binary("server"))
            .words(words)
            .env("BRASA_ADDR", address.to_string())
            .env("BRASA_DATA", folder.join("data"))
            .env("BRASA_DEMO", "1")
            .env("BRASA_LOG", "warn")
    };
    let running = server("serve").into_command().stdout(Stdio::null()).spawn();
    let mut running = Running(running.context("could not run the server")?);
    running.listening(address)?;
    let token = server(&format!("token --tenant {TENANT} --role {ROLE}")).output()?;
    let token = String::from_utf8(token).context("a token is text")?;
    program(places, tools.join("bin/schemathesis"))
        .words(&format!(
            "run http://{address}/api/openapi.json --url http://{address}/api {WORDS}"
        ))
        .args(["--header", &format!("Authorization: Bearer {}", token.trim())])
        .within(&folder)
        .quiet()
}

/// A server that ends with us.
struct Running(Child);

impl Running {
    fn listening(&mut self, address: SocketAddr) -> Result<()> {
        let begin = Instant::now();
        while TcpStream::connect_timeout(&address, Duration::from_secs(1)).is_err() {
            if let Some(status) = self.0.try_wait()? {
                bail!("the server ended with {status}");
            }
            if begin.elapsed() > TIMEOUT {
                bail!("the server does not listen");
            }
            thread::sleep(Duration::from_millis(50));
        }
        Ok(())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It keeps nothing that anybody needs.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
