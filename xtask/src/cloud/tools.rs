//! The tools for AWS: the emulator and the template's check from PyPI, the packager from npm, in the versions that our
//! lock files pin.

use std::path::PathBuf;

use anyhow::Result;

use crate::{
    files::Places,
    process::{Run, program},
    python, setup,
};

/// The name of the virtual environment.
const PYTHON: &str = "cloud";

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
        python::environment(places, PYTHON, &tools.folder.join("requirements.txt"))?;
        Ok(tools)
    }

    /// Installs what is missing of those that a deployment needs.
    pub fn packager(places: &Places) -> Result<Tools> {
        let folder = places.root.join("xtask/cloud");
        setup::npm(places, &folder, "osls")?;
        let python = python::folder(places, PYTHON).join("bin");
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

    /// The tests of what [`Tools::stack`] does over a longer time.
    pub fn stack_tests(&self, places: &Places) -> Run {
        program(places, "node")
            .args(["--test".as_ref(), self.folder.join("stack.test.mjs").as_os_str()])
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
