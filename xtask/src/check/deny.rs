//! What our dependencies are held to: `deny.toml`, which cargo-deny reads.

use anyhow::{Result, bail};

use crate::{
    files::Places,
    process::{Run, cargo, of_cargo},
    python,
};

/// Checks licences, banned crates and where crates come from. The sources of all dependencies, also of those for other
/// platforms, are downloaded where they are missing: nothing else here uses the network.
pub fn check(places: &Places) -> Result<()> {
    cargo(places).words("fetch --locked --quiet").run()?;
    // Crates in several versions are counted only: each with all that need it would be thousands of lines.
    deny(places)?
        .words("--offline --locked --log-level error check --show-stats licenses bans sources")
        .run()
}

/// Looks for published weaknesses of our dependencies in the newest database of RustSec. Fails without one: then nothing
/// is known.
pub fn advisories(places: &Places) -> Result<()> {
    if deny(places)?.words("fetch db").quiet().is_err() {
        bail!(
            "nothing was checked, because RustSec's database of advisories could not be fetched from GitHub \
             (`cargo deny fetch db` says why)"
        );
    }
    cargo(places).words("fetch --locked --quiet").run()?;
    deny(places)?
        .words("--offline --locked check --show-stats advisories")
        .run()
}

fn deny(places: &Places) -> Result<Run> {
    Ok(of_cargo(places, python::cargo_tool(places, "deny")?))
}
