//! The keys of the deployment, made on the first start and kept in a file that only its owner reads.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use ports::EngineError;
use rand::RngExt as _;
use std::fmt;
use std::fs::OpenOptions;
use std::io::{ErrorKind, Read as _, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

const FILE: &str = "keys";

/// Keys of 256 bits, one for each use.
#[derive(Clone)]
pub struct Secrets {
    /// Signs access tokens.
    pub tokens: [u8; 32],
    /// Seals cursors.
    pub cursors: [u8; 32],
}

impl fmt::Debug for Secrets {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Secrets")
    }
}

impl Secrets {
    /// Keys from elsewhere, each as base64 of 32 bytes; `None` when one of them is not.
    pub fn decode(tokens: &str, cursors: &str) -> Option<Secrets> {
        let key = |text: &str| BASE64_STANDARD.decode(text.trim()).ok()?.try_into().ok();
        Some(Secrets {
            tokens: key(tokens)?,
            cursors: key(cursors)?,
        })
    }

    /// Reads the keys in a folder, or makes both when there are none.
    pub fn open(folder: &Path) -> Result<Secrets, EngineError> {
        let path = folder.join(FILE);
        let broken = |error: std::io::Error| EngineError::broken("secrets", error).about(path.display());
        let mut bytes = Vec::new();
        match OpenOptions::new().read(true).open(&path) {
            Ok(mut file) => {
                file.read_to_end(&mut bytes).map_err(broken)?;
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {
                std::fs::create_dir_all(folder).map_err(broken)?;
                let made: [u8; 64] = rand::rng().random();
                let new = folder.join(format!("{FILE}.new"));
                let mut file = OpenOptions::new()
                    .write(true)
                    .create(true)
                    .truncate(true)
                    .mode(0o600)
                    .open(&new)
                    .map_err(broken)?;
                file.write_all(&made)
                    .and_then(|()| file.sync_all())
                    .map_err(broken)?;
                std::fs::rename(&new, &path).map_err(broken)?;
                bytes.extend_from_slice(&made);
            }
            Err(error) => return Err(broken(error)),
        }
        let (tokens, cursors) = bytes.split_at_checked(32).unwrap_or_default();
        match (tokens.try_into(), cursors.try_into()) {
            (Ok(tokens), Ok(cursors)) => Ok(Secrets { tokens, cursors }),
            _ => Err(broken(std::io::Error::new(
                ErrorKind::InvalidData,
                "it should hold 64 bytes",
            ))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;

    #[test]
    fn keys_are_made_once_and_only_for_their_owner() {
        let folder = tempfile::tempdir().unwrap();
        let first = Secrets::open(folder.path()).unwrap();
        let again = Secrets::open(folder.path()).unwrap();
        assert_eq!((first.tokens, first.cursors), (again.tokens, again.cursors));
        assert_ne!(first.tokens, first.cursors);
        let mode = std::fs::metadata(folder.path().join(FILE))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    #[test]
    fn a_file_that_was_cut_short_is_not_used() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(FILE), [1; 40]).unwrap();
        assert!(Secrets::open(folder.path()).is_err());
    }
}
