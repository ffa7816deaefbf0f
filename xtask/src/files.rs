//! Where things are, and files that are written only when their content changed.

use std::{
    env,
    fs::{self, File},
    path::{Path, PathBuf},
    time::UNIX_EPOCH,
};

use anyhow::{Context, Result};
use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};

/// The folders that the commands read and write.
#[derive(Debug, Clone)]
pub struct Places {
    /// The repository.
    pub root: PathBuf,
    /// What is served: `dist/`.
    pub dist: PathBuf,
    /// Cargo's target folder.
    pub target: PathBuf,
    /// What is kept between runs, so that nothing is done twice.
    pub work: PathBuf,
}

impl Places {
    /// Finds the repository from where cargo says this package is.
    pub fn find() -> Result<Self> {
        let package = env::var_os("CARGO_MANIFEST_DIR").context("run this as `cargo xtask`")?;
        let root = Path::new(&package)
            .parent()
            .context("xtask is not inside a workspace")?
            .to_path_buf();
        let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |t| root.join(t));
        Ok(Self {
            dist: root.join("dist"),
            work: target.join("xtask"),
            target,
            root,
        })
    }

    /// A binary of the development profile.
    pub fn binary(&self, name: &str) -> PathBuf {
        self.target.join("debug").join(name)
    }
}

/// SHA-256 in hexadecimal of all parts, each delimited.
pub fn fingerprint<P: AsRef<[u8]>>(parts: impl IntoIterator<Item = P>) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        let part = part.as_ref();
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Ten hexadecimal digits of the content's hash, for a name that may be cached for ever.
pub fn short_hash(content: &[u8]) -> String {
    fingerprint([content]).chars().take(10).collect()
}

/// The content as a Content-Security-Policy source: `sha256-…`.
pub fn csp_hash(content: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(content.as_bytes())))
}

/// Tells one build of a binary from the next without reading all of it.
pub fn binary_stamp(path: &Path) -> Result<String> {
    let meta = fs::metadata(path).with_context(|| format!("{} is missing", path.display()))?;
    let modified = meta.modified()?.duration_since(UNIX_EPOCH)?.as_nanos();
    Ok(format!("{}-{modified}", meta.len()))
}

/// Reads a file, naming it when that fails.
pub fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("reading {}", path.display()))
}

/// Reads a text, naming it when that fails.
pub fn read_text(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))
}

/// Writes a file and the folders above it, unless it already says the same.
pub fn write(path: &Path, content: &[u8]) -> Result<()> {
    if fs::read(path).is_ok_and(|old| old == content) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("creating {}", folder.display()))?;
    }
    fs::write(path, content).with_context(|| format!("writing {}", path.display()))
}

/// All files below a folder, sorted; nothing when there is no such folder.
pub fn walk(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder) = open.pop() {
        if !folder.is_dir() {
            continue;
        }
        for entry in fs::read_dir(&folder).with_context(|| format!("listing {}", folder.display()))? {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path)
            } else {
                found.push(path)
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Removes a folder with all in it, if there is one.
pub fn remove_folder(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("removing {}", folder.display()))?;
    }
    Ok(())
}

/// Keeps other builds in this target folder away until what is handed back is dropped.
pub fn alone(places: &Places) -> Result<File> {
    fs::create_dir_all(&places.work).with_context(|| format!("creating {}", places.work.display()))?;
    let file = File::create(places.work.join("lock"))?;
    if file.try_lock().is_err() {
        println!("   another build is under way: waiting for it");
        file.lock()?;
    }
    Ok(file)
}

/// Keeps others from what is called so until what is handed back is dropped: steps of the tests need the same tools at once.
pub fn one_at_a_time(places: &Places, name: &str) -> Result<File> {
    let folder = places.work.join("locks");
    fs::create_dir_all(&folder).with_context(|| format!("creating {}", folder.display()))?;
    let file = File::create(folder.join(name))?;
    file.lock()?;
    Ok(file)
}

/// Does `work` unless the last time had the same key and its `output` is still there; says which.
pub fn when_changed(
    places: &Places,
    name: &str,
    key: &str,
    output: &Path,
    work: impl FnOnce() -> Result<()>,
) -> Result<bool> {
    let _one = one_at_a_time(places, name)?;
    let note = places.work.join("keys").join(name);
    if output.exists() && fs::read_to_string(&note).is_ok_and(|old| old == key) {
        return Ok(false);
    }
    // An interrupted run must not look like a finished one.
    let _ = fs::remove_file(&note);
    work()?;
    write(&note, key.as_bytes())?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::{csp_hash, fingerprint, short_hash};

    #[test]
    fn a_fingerprint_tells_where_one_part_ends() {
        assert_ne!(fingerprint(["ab", "c"]), fingerprint(["a", "bc"]));
        assert_eq!(fingerprint(["ab", "c"]), fingerprint(["ab", "c"]));
        assert_eq!(fingerprint(["a"]).len(), 64);
    }

    #[test]
    fn names_get_ten_digits() {
        assert_eq!(short_hash(b"brasa").len(), 10);
    }

    #[test]
    fn a_policy_hash_is_the_browsers() {
        // The example of MDN's page on script-src: the hash of an inline script's text.
        assert_eq!(
            csp_hash(""),
            "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
        );
    }
}
