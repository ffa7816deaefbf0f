//! What all scenarios of a run share.

use std::{fs, path::PathBuf};

use anyhow::Result;

use super::{draw::Draw, program::Program};
use crate::files;

/// A scenario's own folder, program and numbers.
#[derive(Debug)]
pub struct Trial {
    /// The scenario's name.
    pub name: &'static str,
    pub seed: u64,
    /// How often the server is killed, where that is what is tried.
    pub kills: usize,
    /// The server program.
    pub program: PathBuf,
    /// The folder of the built apps.
    pub site: PathBuf,
    /// Where the scenario has its data and its log. It stays when something was found.
    pub folder: PathBuf,
}

impl Trial {
    /// Makes the folder, empty.
    pub fn begin(&self) -> Result<()> {
        files::remove_folder(&self.folder)?;
        fs::create_dir_all(&self.folder)?;
        Ok(())
    }

    /// Numbers for this part of the scenario.
    pub fn draw(&self, part: &str) -> Draw {
        Draw::of(self.seed, &format!("{}/{part}", self.name))
    }

    /// The server on the scenario's folder.
    pub fn program(&self) -> Program {
        Program {
            file: self.program.clone(),
            data: self.folder.join("data"),
            site: self.site.clone(),
            log: self.folder.join("server.log"),
            environment: Vec::new(),
            before: String::new(),
        }
    }
}
