//! The keys of the deployment, made on the first start and kept in files that only their owner reads.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use ports::EngineError;
use rand::RngExt as _;
use std::fmt;
use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

const FILE: &str = "keys";
/// Bytes of a key.
const KEY: usize = 32;
/// The keys of the vault.
const VAULT: &str = "vault";

/// Keys of 256 bits, one for each use.
#[derive(Clone)]
pub struct Secrets {
    /// Signs access tokens.
    pub tokens: [u8; 32],
    /// Seals cursors.
    pub cursors: [u8; 32],
    /// Seal what restaurants entrust to the deployment: the newest first, which seals; all of them open. Empty where nothing of that is
    /// needed.
    pub vault: Vec<[u8; 32]>,
}

impl fmt::Debug for Secrets {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Secrets")
    }
}

impl Secrets {
    /// Keys from elsewhere, each as base64 of 32 bytes, several of the vault with commas between them; `None` when one of them is
    /// not.
    pub fn decode(tokens: &str, cursors: &str, vault: Option<&str>) -> Option<Secrets> {
        let key = |text: &str| BASE64_STANDARD.decode(text.trim()).ok()?.try_into().ok();
        let vault = vault.map(|keys| keys.split(',').map(key).collect::<Option<Vec<_>>>());
        Some(Secrets {
            tokens: key(tokens)?,
            cursors: key(cursors)?,
            vault: vault.unwrap_or_else(|| Some(Vec::new()))?,
        })
    }

    /// Reads the keys in a folder, and makes those that there are not yet: a folder of an older version has none of the vault, of
    /// which there may be several, the newest first.
    pub fn open(folder: &Path) -> Result<Secrets, EngineError> {
        let keys = keys_of(folder, FILE, 2)?;
        let vault = keys_of(folder, VAULT, 1)?;
        match keys.as_slice() {
            [tokens, cursors] => Ok(Secrets {
                tokens: *tokens,
                cursors: *cursors,
                vault,
            }),
            _ => Err(unusable(&folder.join(FILE), "it should hold 64 bytes")),
        }
    }
}

/// The keys of a file, each of 32 bytes; made where there is no such file, which is this number of them.
fn keys_of(folder: &Path, name: &str, made: usize) -> Result<Vec<[u8; KEY]>, EngineError> {
    let path = folder.join(name);
    let broken = |error: std::io::Error| EngineError::broken("secrets", error).about(path.display());
    let bytes = match std::fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            std::fs::create_dir_all(folder).map_err(broken)?;
            let keys = std::iter::repeat_with(|| rand::rng().random::<[u8; KEY]>());
            let bytes: Vec<u8> = keys.take(made).flatten().collect();
            write(folder, name, &bytes).map_err(broken)?;
            bytes
        }
        Err(error) => return Err(broken(error)),
    };
    let keys: Vec<[u8; KEY]> = bytes
        .chunks_exact(KEY)
        .filter_map(|key| key.try_into().ok())
        .collect();
    match keys.len() * KEY == bytes.len() && !keys.is_empty() {
        true => Ok(keys),
        false => Err(unusable(&path, "it should hold keys of 32 bytes each")),
    }
}

fn unusable(path: &Path, why: &'static str) -> EngineError {
    let error = std::io::Error::new(ErrorKind::InvalidData, why);
    EngineError::broken("secrets", error).about(path.display())
}

/// Writes keys down, all of them or none, for good.
fn write(folder: &Path, name: &str, keys: &[u8]) -> std::io::Result<()> {
    let new = folder.join(format!("{name}.new"));
    let mut file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&new)?;
    file.write_all(keys)?;
    file.sync_all()?;
    std::fs::rename(&new, folder.join(name))?;
    File::open(folder)?.sync_all()
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
        assert_eq!(first.vault, again.vault);
        assert!(![first.tokens, first.cursors].contains(&first.vault[0]));
        for name in [FILE, VAULT] {
            let kept = std::fs::metadata(folder.path().join(name)).unwrap();
            assert_eq!(kept.permissions().mode() & 0o777, 0o600, "{name}");
        }
    }

    #[test]
    fn a_folder_of_an_older_version_gets_the_key_that_it_lacks() {
        let folder = tempfile::tempdir().unwrap();
        let older: Vec<u8> = [[1; 32], [2; 32]].concat();
        std::fs::write(folder.path().join(FILE), older).unwrap();
        let first = Secrets::open(folder.path()).unwrap();
        assert_eq!((first.tokens, first.cursors), ([1; 32], [2; 32]));
        assert_eq!(Secrets::open(folder.path()).unwrap().vault, first.vault);
    }

    #[test]
    fn a_file_that_was_cut_short_is_not_used() {
        let folder = tempfile::tempdir().unwrap();
        for length in [0, 32, 40, 65, 96] {
            std::fs::write(folder.path().join(FILE), vec![1; length]).unwrap();
            assert!(Secrets::open(folder.path()).is_err(), "{length} bytes");
        }
        std::fs::write(folder.path().join(FILE), [1; 64]).unwrap();
        for length in [0, 31, 33] {
            std::fs::write(folder.path().join(VAULT), vec![1; length]).unwrap();
            assert!(Secrets::open(folder.path()).is_err(), "{length} bytes");
        }
        let several = [[2; 32], [1; 32]].concat();
        std::fs::write(folder.path().join(VAULT), several).unwrap();
        assert_eq!(Secrets::open(folder.path()).unwrap().vault, [[2; 32], [1; 32]]);
    }

    #[test]
    fn keys_from_elsewhere_are_of_32_bytes_each() {
        let [one, two] = [[1; 32], [2; 32]].map(|key| BASE64_STANDARD.encode(key));
        let read = Secrets::decode(&one, &two, None).unwrap();
        assert_eq!((read.tokens, read.cursors), ([1; 32], [2; 32]));
        assert!(read.vault.is_empty());
        let several = format!("{two}, {one}");
        let read = Secrets::decode(&one, &two, Some(&several)).unwrap();
        assert_eq!(read.vault, [[2; 32], [1; 32]]);
        for wrong in ["", "c2hvcnQ=", &format!("{one},"), &format!("{one};{two}")] {
            assert!(Secrets::decode(&one, &two, Some(wrong)).is_none(), "{wrong}");
        }
    }
}
