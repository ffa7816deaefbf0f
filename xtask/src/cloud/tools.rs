//! The tools for AWS: the emulator and the template's check from PyPI, the packager from npm, in the versions that our
//! lock files pin.

use std::{
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};

use crate::{
    files::{self, Places},
    process::{Run, on_path, program},
    setup,
};

/// Where the tools are.
#[derive(Debug)]
pub struct Tools {
    folder: PathBuf,
    python: PathBuf,
}

impl Tools {
    /// Installs what is missing.
    pub fn find(places: &Places) -> Result<Tools> {
        let tools = Tools::packager(places)?;
        python(places, &tools.folder)?;
        Ok(tools)
    }

    /// Installs what is missing of those that a deployment needs.
    pub fn packager(places: &Places) -> Result<Tools> {
        let folder = places.root.join("xtask/cloud");
        setup::npm(places, &folder, "osls")?;
        let python = environment(places).join("bin");
        Ok(Tools { folder, python })
    }

    /// osls on our template, without questions and without telling anybody.
    pub fn osls(&self, places: &Places, command: &str, stage: &str) -> Run {
        program(places, self.folder.join("node_modules/.bin/osls"))
            .args([command, "--stage", stage])
            .env("SLS_TELEMETRY_DISABLED", "1")
            .env("SLS_NOTIFICATIONS_MODE", "off")
            .env("NODE_NO_WARNINGS", "1")
            .within(&places.root.join("server/deploy"))
    }

    /// The check of state machines.
    pub fn asl_validator(&self, places: &Places) -> Run {
        program(places, self.folder.join("node_modules/.bin/asl-validator"))
    }

    /// What osls has no command for: see the file.
    pub fn stack(&self, places: &Places, command: &str, of: &str) -> Run {
        let file = self.folder.join("stack.mjs");
        program(places, "node")
            .args([file.as_os_str(), command.as_ref(), of.as_ref()])
            .env("NODE_NO_WARNINGS", "1")
    }

    /// A program that the Python packages install.
    pub fn python(&self, places: &Places, name: &str) -> Run {
        program(places, self.python.join(name))
    }

    /// The emulator, not yet started.
    pub fn emulator(&self, places: &Places) -> Run {
        let launcher = self.folder.join("launcher.py");
        self.python(places, "python").args([launcher.as_os_str()])
    }
}

fn environment(places: &Places) -> PathBuf {
    places.work.join("cloud/python")
}

/// A virtual environment with exactly our requirements, made again when they change.
fn python(places: &Places, folder: &Path) -> Result<()> {
    let requirements = folder.join("requirements.txt");
    let environment = environment(places);
    let key = files::fingerprint([files::read(&requirements)?]);
    files::when_changed(places, "cloud-python", &key, &environment, || {
        println!("   the emulator and the template's check: installing them");
        make(places, &environment)?;
        program(places, environment.join("bin/python"))
            .words("-m pip install --quiet --disable-pip-version-check --no-deps --requirement")
            .args([&requirements])
            .run()
    })?;
    Ok(())
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
            "AWS is tried with an emulator that needs Python 3.10 or newer with venv (Debian: `apt-get install \
             python3-venv`): {first:#}"
        );
    }
    println!("   Python's venv is missing: installing Debian's");
    setup::debian(places, "python3-venv")?;
    attempt().context("python3 makes no virtual environment, although Debian's python3-venv is installed")
}
