//! Files that are there whole or not at all.

use super::failure::{broken, file_error, unavailable};
use ports::EngineError;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::Path;

/// What a file is called while it is written. A crash may leave some behind.
const UNFINISHED: &str = "unfinished";

/// Does work on files off the async threads.
pub(super) async fn off_thread<T, F>(work: F) -> Result<T, EngineError>
where
    T: Send + 'static,
    F: FnOnce() -> Result<T, EngineError> + Send + 'static,
{
    tokio::task::spawn_blocking(work).await.map_err(unavailable)?
}

/// Makes a folder that only its owner may enter, and those above it.
pub(super) fn make_folder(path: &Path) -> Result<(), EngineError> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).map_err(|error| file_error(path, error))
}

/// Opens a file that only its owner may read, and makes it when there is none.
pub(super) fn private_file(path: &Path) -> Result<File, EngineError> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(|error| file_error(path, error))
}

/// Stores a file in place of the one before it. When it returns, the file survives a loss of power.
pub(super) fn store(path: &Path, parts: &[&[u8]]) -> Result<(), EngineError> {
    let folder = path.parent().ok_or_else(|| broken("a file without a folder"))?;
    make_folder(folder)?;
    let nonce: u64 = rand::random();
    let beside = path.with_extension(format!("{nonce:016x}.{UNFINISHED}"));
    let written = write(&beside, parts).and_then(|()| {
        fs::rename(&beside, path).map_err(|error| file_error(path, error))?;
        File::open(folder)
            .and_then(|folder| folder.sync_all())
            .map_err(|error| file_error(folder, error))
    });
    if written.is_err() {
        // It may not even have been made.
        let _ = fs::remove_file(&beside);
    }
    written
}

fn write(path: &Path, parts: &[&[u8]]) -> Result<(), EngineError> {
    let mut file = private_file(path)?;
    let writing = parts
        .iter()
        .try_for_each(|part| file.write_all(part))
        .and_then(|()| file.sync_all());
    writing.map_err(|error| file_error(path, error))
}

/// The content of a file; `None` when there is none.
pub(super) fn load(path: &Path) -> Result<Option<Vec<u8>>, EngineError> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(file_error(path, error)),
    }
}

/// Removes a file; what is not there is removed already.
pub(super) fn remove(path: &Path) -> Result<(), EngineError> {
    match fs::remove_file(path) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(file_error(path, error)),
    }
}

/// Removes what a crash left unfinished, in the folders of a folder.
pub(super) fn remove_unfinished(folder: &Path) -> Result<(), EngineError> {
    let failed = |error: std::io::Error| file_error(folder, error);
    for inner in fs::read_dir(folder).map_err(failed)? {
        let inner = inner.map_err(failed)?;
        if !inner.file_type().map_err(failed)?.is_dir() {
            continue;
        }
        for file in fs::read_dir(inner.path()).map_err(failed)? {
            let path = file.map_err(failed)?.path();
            if path.extension().is_some_and(|extension| extension == UNFINISHED) {
                remove(&path)?;
            }
        }
    }
    Ok(())
}

/// The names of the files of a folder; none when there is no folder.
pub(super) fn names(folder: &Path) -> Result<Vec<String>, EngineError> {
    let failed = |error: std::io::Error| file_error(folder, error);
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(failed(error)),
    };
    entries
        .map(|entry| Ok(entry.map_err(failed)?.file_name().to_string_lossy().into_owned()))
        .collect()
}
