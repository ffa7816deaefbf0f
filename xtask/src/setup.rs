//! What the machine must have, fetched when it is missing and small, named when it is not.

use std::{
    env,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};

use crate::{
    files::{self, Places},
    process::{on_path, program},
};

/// Rust's target for browsers.
pub const WASM: &str = "wasm32-unknown-unknown";

/// Where the Rust is that compiles us.
pub fn sysroot(places: &Places) -> Result<PathBuf> {
    let root = program(places, "rustc").args(["--print", "sysroot"]).output()?;
    Ok(PathBuf::from(String::from_utf8(root)?.trim()))
}

/// Makes sure that a part of Rust is there, which has this program.
pub fn component(places: &Places, has: &str, name: &str) -> Result<()> {
    if sysroot(places)?.join("bin").join(has).is_file() {
        return Ok(());
    }
    if on_path("rustup").is_none() {
        bail!(
            "Rust's {name} is missing: install it with your Rust (with rustup: `rustup component add {name}`)"
        );
    }
    program(places, "rustup").args(["component", "add", name]).run()
}

/// Makes sure that cargo can build for browsers.
pub fn wasm_target(places: &Places) -> Result<()> {
    if sysroot(places)?.join("lib/rustlib").join(WASM).is_dir() {
        return Ok(());
    }
    if on_path("rustup").is_none() {
        bail!(
            "Rust's {WASM} target is missing: install it with your Rust (with rustup: `rustup target add {WASM}`)"
        );
    }
    program(places, "rustup").args(["target", "add", WASM]).run()
}

/// `npm ci` in a folder of ours, when its lock file has changed since the last time; hands back a tool it installs.
pub fn npm(places: &Places, folder: &Path, tool: &str) -> Result<PathBuf> {
    let lock = files::read(&folder.join("package-lock.json"))?;
    let tool = folder.join("node_modules/.bin").join(tool);
    let name = format!("npm-{}", folder.file_name().unwrap_or_default().to_string_lossy());
    if on_path("npm").is_none() {
        bail!("npm is missing: install Node.js 20 or newer");
    }
    files::when_changed(places, &name, &files::fingerprint([lock]), &tool, || {
        program(places, "npm")
            .args(["ci", "--no-audit", "--no-fund", "--loglevel=error"])
            // Journeys use the system's Chromium.
            .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
            .within(folder)
            .run()
            .with_context(|| format!("in {}", folder.display()))
    })?;
    Ok(tool)
}

/// `wasm-opt` in the version that our lock file pins.
pub fn wasm_opt(places: &Places) -> Result<PathBuf> {
    npm(places, &places.root.join("xtask"), "wasm-opt")
}

/// The Chromium for journeys: `CHROMIUM`, or the one on PATH, or the one Debian installs. First of all its headless shell,
/// which draws the same pages without the parts of a desktop program and takes two thirds of the processor's time.
pub fn chromium(places: &Places) -> Result<PathBuf> {
    if let Some(named) = env::var_os("CHROMIUM") {
        let named = PathBuf::from(named);
        if !named.is_file() {
            bail!("CHROMIUM names {}, which is no file", named.display());
        }
        return Ok(named);
    }
    const SHELL: &str = "chromium-headless-shell";
    let find = || {
        [SHELL, "chromium", "chromium-browser", "google-chrome"]
            .into_iter()
            .find_map(on_path)
    };
    if let Some(found) = find() {
        return Ok(found);
    }
    if rustix::process::geteuid().is_root() && on_path("apt-get").is_some() {
        println!("   Chromium is missing: installing Debian's");
        debian(places, SHELL)?;
    }
    find().context(
        "the journeys need Chromium: install it (Debian: `apt-get install chromium`) or name it in CHROMIUM",
    )
}

/// Installs a package of Debian's, as root.
pub fn debian(places: &Places, package: &str) -> Result<()> {
    let _one = files::one_at_a_time(places, "debian")?;
    program(places, "apt-get").args(["update", "-qq"]).run()?;
    program(places, "apt-get")
        .args(["install", "-y", "-qq", "--no-install-recommends", package])
        .env("DEBIAN_FRONTEND", "noninteractive")
        .run()
}
