//! `cargo xtask start`: the whole product on this machine, with demo data.

use std::{path::Path, process::ExitCode, thread, time::Instant};

use anyhow::Result;
use rustix::process::{Signal, kill_process};

use crate::{
    demo::{self, Demo},
    files::Places,
    pages, preflight,
    process::{Steps, seconds},
};

/// Where the demo listens when nobody says otherwise.
const ADDRESS: &str = "127.0.0.1:3000";

/// What comes before the building, and after it.
const OTHER_STEPS: usize = 2;

/// Builds everything, runs the server, and ends as it ends.
pub fn start(places: &Places) -> Result<ExitCode> {
    let begin = Instant::now();
    let mut steps = Steps::new(pages::STEPS + OTHER_STEPS);
    let address = demo::setting("BRASA_ADDR", ADDRESS);
    steps.step("this machine", || preflight::check(places, "start", &address))?;
    pages::build_site(places, &mut steps)?;

    // Signals first: one that comes while the server starts must reach it as well.
    let mut signals = demo::signals()?;
    let data = demo::setting("BRASA_DATA", "data");
    let demo = Demo {
        address: &address,
        data: Path::new(&data),
        site: Path::new("dist"),
        log: "info",
    };
    let (mut server, listens) = steps.step("server, until it listens", || {
        let mut server = demo.run(places)?;
        let pid = server.pid();
        thread::spawn(move || {
            for _ in signals.forever() {
                let _ = kill_process(pid, Signal::TERM);
            }
        });
        let listens = server.listens(&address)?;
        Ok((server, listens))
    })?;
    if listens {
        println!("\nready after {}\n{}", seconds(begin), demo.welcome()?);
    }
    let status = server.wait()?;
    Ok(status
        .code()
        .and_then(|code| u8::try_from(code).ok())
        .map_or(ExitCode::FAILURE, ExitCode::from))
}
