//! `cargo xtask dev`: builds quickly, runs the server with demo data, and builds again what changed. Open pages then load
//! again by themselves. It has a port, a data folder and a site of its own, so that nothing of it gets into `dist/`.

use std::{
    path::PathBuf,
    process::ExitCode,
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result};
use clap::ValueEnum;

use crate::{
    bundle::{self, App, Bundle, CLIENT, Purpose, RESTAURANT},
    demo::{self, Demo, Server},
    files::{self, Places},
    pages, preflight,
    process::{cargo, seconds, step},
    setup,
};

mod changes;
mod site;

use changes::{Changes, Message};
use site::Site;

/// Where it listens when nobody says otherwise: beside what `cargo xtask start` runs.
const ADDRESS: &str = "127.0.0.1:3001";

/// How long an old server may finish what it is doing.
const TIMEOUT: Duration = Duration::from_millis(500);

/// Which app is built, when it is not both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Only {
    /// The storefront
    Client,
    /// The console
    Restaurant,
}

/// Builds, runs, and does so again with every change, until a signal ends it.
pub fn run(places: &Places, only: Option<Only>) -> Result<ExitCode> {
    let address = demo::setting("BRASA_ADDR", ADDRESS);
    step("this machine", || {
        preflight::check(places, "dev", &address)?;
        setup::wasm_target(places)
    })?;
    let (tell, messages) = mpsc::channel();
    let mut signals = demo::signals()?;
    let ended = tell.clone();
    thread::spawn(move || {
        for _ in signals.forever() {
            let _ = ended.send(Message::End);
        }
    });
    // Watched before anything is built: what changes meanwhile is built next.
    let _watcher = changes::watch(places, tell)?;

    let mut made = Made::new(places, &address, only)?;
    let mut wanted = Changes::EVERYTHING;
    let mut greeting = Some(made.demo().welcome()?);
    loop {
        let begin = Instant::now();
        match made.make(wanted) {
            Ok(()) => {
                println!("\nready after {}", seconds(begin));
                if let Some(greeting) = greeting.take() {
                    println!("{greeting}");
                }
                wanted = Changes::default();
            }
            // What failed is tried again with the next change.
            Err(error) => println!("\nfailed after {}: {error:#}", seconds(begin)),
        }
        match changes::next(&messages) {
            Some(next) => wanted = wanted.and(next),
            None => break,
        }
    }
    made.end()?;
    Ok(ExitCode::SUCCESS)
}

/// What there is so far.
struct Made<'p> {
    places: &'p Places,
    address: String,
    data: PathBuf,
    site: Site<'p>,
    apps: Vec<Built>,
    server: Option<Server>,
    /// Which build of the server runs.
    stamp: String,
}

/// An app and the bundle that was made of it last.
struct Built {
    app: &'static App,
    bundle: Option<Bundle>,
}

impl<'p> Made<'p> {
    fn new(places: &'p Places, address: &str, only: Option<Only>) -> Result<Made<'p>> {
        let apps: &[&'static App] = match only {
            None => &[&CLIENT, &RESTAURANT],
            Some(Only::Client) => &[&CLIENT],
            Some(Only::Restaurant) => &[&RESTAURANT],
        };
        let folder = places.work.join("dev");
        Ok(Made {
            places,
            address: address.to_owned(),
            data: folder.join("data"),
            site: Site::new(places, folder.join("site"))?,
            apps: apps.iter().map(|app| Built { app, bundle: None }).collect(),
            server: None,
            stamp: String::new(),
        })
    }

    fn demo(&self) -> Demo<'_> {
        Demo {
            address: &self.address,
            data: &self.data,
            site: self.site.folder(),
            // Open pages ask three times a second whether they are still of today.
            log: "warn",
        }
    }

    /// Builds what changed, and hands it to the open pages, each app as soon as it is there.
    fn make(&mut self, changes: Changes) -> Result<()> {
        if changes.server {
            self.renew_server()?;
        }
        for built in &mut self.apps {
            let app = built.app;
            let changed = if app.name == CLIENT.name {
                changes.client
            } else {
                changes.console
            };
            if changed {
                step(app.package, || {
                    bundle::compile(self.places, &[app], Purpose::Development)
                })?;
                let bundle = step(&format!("{}, bundled", app.package), || {
                    app.bundle_for_development(self.places)
                })?;
                built.bundle = Some(bundle);
            }
            if let Some(bundle) = &built.bundle {
                self.site.put(app, bundle, &self.stamp)?;
            }
        }
        Ok(())
    }

    /// Builds the server and starts it anew when it has become another one, or runs no more.
    fn renew_server(&mut self) -> Result<()> {
        step("server", || {
            cargo(self.places)
                .words(&format!("build {} --bin server", pages::NATIVE))
                .run()
        })?;
        let stamp = files::binary_stamp(&self.places.binary("server"))?;
        if stamp == self.stamp && self.server.as_mut().is_some_and(Server::runs) {
            return Ok(());
        }
        self.end()?;
        let mut server = self.demo().run(self.places)?;
        let listens = server.listens(&self.address)?;
        self.server = Some(server);
        self.stamp = stamp;
        listens
            .then_some(())
            .context("the server has ended; its own messages say why")
    }

    /// Ends the server that runs, if one does.
    fn end(&mut self) -> Result<()> {
        self.server
            .take()
            .map_or(Ok(()), |mut server| server.end(TIMEOUT))
    }
}

impl Drop for Made<'_> {
    /// Also where an error ends the command.
    fn drop(&mut self) {
        let _ = self.end();
    }
}
