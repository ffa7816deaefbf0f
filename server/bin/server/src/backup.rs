//! Backup and restore: all data of a folder as one file, and the folder again.
//!
//! The file is a tar archive with the names of the folder. The database in it is a copy of its own, as it was at one moment;
//! keys and files are added after it, so that whatever the database names is there.

use application::config::folder;
use engine_embedded::backup::{Contents, DATABASE, check_copy, copy_database};
use std::error::Error;
use std::ffi::OsString;
use std::fs::{self, File, Metadata, OpenOptions, Permissions};
use std::io::{self, ErrorKind, Read as _};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _, chown};
use std::path::{Path, PathBuf};

type Failed = Box<dyn Error>;

const MEGABYTE: u64 = 1_000_000;
/// What only one process is concerned with, and what the copy of the database has in itself.
const LEFT_OUT: [&str; 3] = [".lock", ".db-wal", ".db-shm"];

/// Copies the data of a folder into a new file, reads the copy to its end, and says what is in it. The server may run
/// meanwhile. Nothing is left behind when it fails.
pub fn backup(data: &Path, file: &Path) -> Result<String, Failed> {
    if !folder::has_data(data) {
        let shown = data.display();
        return Err(format!(
            "there are no data of Brasa in {shown}; set BRASA_DATA to the folder of the server"
        )
        .into());
    }
    if file.exists() {
        return Err(format!("{} is there already; name a new file", file.display()).into());
    }
    let beside = beside(file);
    if fs::canonicalize(&beside)?.starts_with(fs::canonicalize(data)?) {
        return Err("name a file outside of the folder of the data: it would be a part of itself".into());
    }
    // Beside the file, where there has to be room in any case.
    let work = tempfile::Builder::new()
        .prefix(".brasa-backup-")
        .tempdir_in(&beside)?;
    let copy = work.path().join(DATABASE);
    copy_database(data, &copy)?;
    let contents = check_copy(&copy)?;
    let unfinished = work.path().join("unfinished.tar");
    pack(data, &copy, &unfinished)?;
    read_again(&unfinished)?;
    fs::rename(&unfinished, file)?;
    File::open(&beside)?.sync_all()?;
    let bytes = file.metadata()?.len();
    Ok(format!(
        "{} has {}, {} MB; it was read again and is whole",
        file.display(),
        shown(contents),
        bytes.div_ceil(MEGABYTE)
    ))
}

/// Makes the folder of such a file, which must be new or empty, and says what is in it. Only its owner may read it.
pub fn restore(file: &Path, data: &Path) -> Result<String, Failed> {
    if !is_free(data)? {
        let shown = data.display();
        return Err(
            format!("{shown} is not empty; set BRASA_DATA to a new folder, or move this one away").into(),
        );
    }
    // Within the folder, which may be a disk of its own.
    fs::create_dir_all(data)?;
    let owner = fs::metadata(data)?;
    let work = tempfile::Builder::new()
        .prefix(".brasa-restore-")
        .tempdir_in(data)?;
    let unpacked = work.path();
    let mut archive = tar::Archive::new(File::open(file)?);
    archive.set_preserve_permissions(false);
    archive.unpack(unpacked)?;
    if !folder::has_data(unpacked) {
        return Err(format!("{} is no backup of Brasa: it has no {DATABASE}", file.display()).into());
    }
    let contents = check_copy(&unpacked.join(DATABASE))?;
    make_private(unpacked, &owner)?;
    // The database last: without it the folder holds no data.
    let mut names: Vec<OsString> = Vec::new();
    for entry in fs::read_dir(unpacked)? {
        names.push(entry?.file_name());
    }
    names.sort_by_key(|name| name == DATABASE);
    for name in &names {
        fs::rename(unpacked.join(name), data.join(name))?;
    }
    fs::set_permissions(data, Permissions::from_mode(0o700))?;
    File::open(data)?.sync_all()?;
    Ok(format!("{} has {}", data.display(), shown(contents)))
}

fn shown(contents: Contents) -> String {
    let Contents {
        restaurants,
        documents,
    } = contents;
    format!("{restaurants} restaurants with {documents} records")
}

/// Whether there is nothing, or an empty folder.
fn is_free(folder: &Path) -> Result<bool, Failed> {
    match fs::read_dir(folder) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(true),
        Err(error) => Err(error.into()),
    }
}

/// The folder in which a path lies.
fn beside(path: &Path) -> PathBuf {
    match path.parent() {
        Some(parent) if parent != Path::new("") => parent.to_owned(),
        _ => PathBuf::from("."),
    }
}

fn pack(data: &Path, copy: &Path, to: &Path) -> Result<(), Failed> {
    let written = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(to)?;
    let mut archive = tar::Builder::new(written);
    archive.append_path_with_name(copy, DATABASE)?;
    append_folder(&mut archive, data, Path::new(""))?;
    archive.into_inner()?.sync_all()?;
    Ok(())
}

/// Everything below a folder but the database; links are followed, as the server does. A file may go while it is packed, such as
/// one that nobody fetched for a day.
fn append_folder(archive: &mut tar::Builder<File>, data: &Path, within: &Path) -> Result<(), Failed> {
    for entry in fs::read_dir(data.join(within))? {
        let entry = entry?;
        let (name, path) = (entry.file_name(), within.join(entry.file_name()));
        let shown = name.to_string_lossy();
        if shown == DATABASE || LEFT_OUT.iter().any(|end| shown.ends_with(end)) {
            continue;
        }
        let kind = match fs::metadata(entry.path()) {
            Ok(found) => found.file_type(),
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            Err(error) => return Err(error.into()),
        };
        if kind.is_dir() {
            append_folder(archive, data, &path)?;
        } else if kind.is_file() {
            append_file(archive, &entry.path(), &path)?;
        }
    }
    Ok(())
}

/// As much of a file as there was when it was opened: it may grow.
fn append_file(archive: &mut tar::Builder<File>, file: &Path, name: &Path) -> Result<(), Failed> {
    let opened = match File::open(file) {
        Ok(opened) => opened,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    let metadata = opened.metadata()?;
    let mut header = tar::Header::new_gnu();
    header.set_metadata(&metadata);
    archive.append_data(&mut header, name, opened.take(metadata.len()))?;
    Ok(())
}

/// Reads an archive to its end.
fn read_again(archive: &Path) -> Result<(), Failed> {
    let mut archive = tar::Archive::new(File::open(archive)?);
    for entry in archive.entries()? {
        io::copy(&mut entry?, &mut io::sink())?;
    }
    Ok(())
}

/// Gives everything to the owner of the folder, whoever restores it, and to nobody else, and writes it to the disk.
fn make_private(folder: &Path, owner: &Metadata) -> Result<(), Failed> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let found = fs::metadata(&path)?;
        if found.uid() != owner.uid() {
            chown(&path, Some(owner.uid()), Some(owner.gid()))?;
        }
        if found.is_dir() {
            fs::set_permissions(&path, Permissions::from_mode(0o700))?;
            make_private(&path, owner)?;
        } else {
            fs::set_permissions(&path, Permissions::from_mode(0o600))?;
        }
        File::open(&path)?.sync_all()?;
    }
    Ok(())
}
